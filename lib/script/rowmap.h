/* SPDX-License-Identifier: Apache-2.0 */
/* Row maps of an import: a Lua file that returns one function from a row of texts to a request.
 *
 * The file has SANDBOX's names and three more: cents("35.00") is 3500 (at most two decimals),
 * integer("12") is 12, date("2006-07-24") is that text; each raises for any other text. An empty
 * cell reads as nil, and nil converts to nil: what a row does not say is left out of the request.
 */
#ifndef ING_SCRIPT_ROWMAP_H
#define ING_SCRIPT_ROWMAP_H

#include "script/script.h"

typedef struct ing_rowmap ing_rowmap;

/* Check and run the file; `name` stands in messages. `limits` hold for each row (NULL: those of an
 * evaluation); `options` may be NULL. LIBING_ERR_PACK with file, line and column; LIMIT, NOMEM. */
libing_status ing_rowmap_new(ing_text name, ing_text source, const ing_program_limits *limits,
                             const ing_script_options *options, ing_rowmap **out,
                             libing_error *err);
void ing_rowmap_free(ing_rowmap *map);

/* The request of one row, in `arena`; NULL when the function returned nil: the row is left out.
 * `row` is an object; reading a column that it lacks raises. LIBING_ERR_RULE with file and line,
 * LIMIT, TIMEOUT, INTERRUPTED, NOMEM; the caller adds the row's number. */
libing_status ing_rowmap_apply(ing_rowmap *map, const ing_json *row, ing_arena *arena,
                               const ing_json **out, libing_error *err);

/* The same for any object, of which a member that it lacks is nil. */
libing_status ing_rowmap_call(ing_rowmap *map, const ing_json *value, ing_arena *arena,
                              const ing_json **out, libing_error *err);

#endif
