/* SPDX-License-Identifier: Apache-2.0 */
/* Which rules may speak on a record, found without evaluating any: per record word, one bitset of rules
 * for each value of a field that `given` compares with constants, and for each case kind. */
#ifndef ING_PACK_MATCH_H
#define ING_PACK_MATCH_H

#include "pack/model.h"

struct ing_view;

/* The index over pack->rules, called by the loader when everything else of the model stands. Lives in
 * `arena`; NULL without memory. */
struct ing_rule_index *ing_rule_index_build(const ing_pack *pack, ing_arena *arena);

/* Rules for a record about `subject` (may be NULL), in order of declaration. Arrays live in `arena` and
 * are NULL when empty. `visiting` may be NULL: then all rules that listen are in `plain`, and the
 * record's fields are not looked at. False without memory. */
bool ing_rule_index_find(const struct ing_rule_index *index, const ing_record *record,
                         const struct ing_view *subject, ing_arena *arena,
                         const ing_rule *const **plain, size_t *plain_count,
                         const ing_rule *const **visiting, size_t *visiting_count);

#endif
