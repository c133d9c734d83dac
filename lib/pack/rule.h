/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that compile rules share. */
#ifndef ING_PACK_RULE_H
#define ING_PACK_RULE_H

#include "pack/expr.h"

/* One outcome; `action` stays NULL after a finding. False without memory, here and below. */
bool ing_outcome_read(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                      ing_modality modality, ing_outcome_template *out);
/* One outcome or a list, added to `out`, which has room. */
bool ing_outcomes_read(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                       ing_modality modality, ing_outcome_template *out, size_t *count);
/* E112 for fields that are missing and that no entry of `require` fills in. */
void ing_outcome_complete(ing_load *load, const ing_outcome_template *outcome, size_t require_count,
                          const ing_branch *require);
/* The field of an action, E101 when there is none. */
const ing_field *ing_outcome_field(ing_load *load, const ing_action *action, ing_text name);

/* rule_when.c: what a rule listens to, and of what it speaks. */
typedef struct ing_hearing {
    const ing_type *subject; /* of the record */
    ing_scope scope;         /* of the rule's body; `each` applied */
} ing_hearing;
bool ing_rule_hear(ing_load *load, const ing_syntax *body, ing_rule *rule, ing_hearing *out);

/* rule_move.c: from, to, due. */
bool ing_rule_read_moves(ing_load *load, const ing_syntax *body, const ing_scope *scope, ing_rule *rule);

#endif
