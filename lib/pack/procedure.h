/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that compile procedures, and what reads states and deadlines, share. */
#ifndef ING_PACK_PROCEDURE_H
#define ING_PACK_PROCEDURE_H

#include "pack/expr.h"
#include "pack/pack.h"

/* --- procedure.c, deadline.c --------------------------------------------------------------------
 */

/* A procedure being made. */
typedef struct ing_procedure_making {
    ing_load *load;
    const ing_declaration *declaration;
    ing_procedure *procedure;
} ing_procedure_making;

/* deadline.c: ids, `runs` and how they end; the expressions wait for the facts. False without
 * memory. */
bool ing_deadlines_read_heads(ing_procedure_making *making);
/* The region of a state as written in the procedure itself, and the bare state; -1 after a finding.
 */
int32_t ing_procedure_find_state(ing_load *load, const ing_procedure *procedure,
                                 const ing_syntax *at, ing_text *state);
/* span("from", "to"): the words of records; false after a finding. */
bool ing_span_read(ing_load *load, const ing_syntax *syntax, const ing_syntax *words[2]);

/* --- expr_state.c -------------------------------------------------------------------------------
 */

/* Kind number `i` of the cases of a type; a type without kinds means those of the pack. */
size_t ing_case_kind_count(const ing_load *load, const ing_type *cases);
ing_text ing_case_kind_at(const ing_load *load, const ing_type *cases, size_t i);

/* Is some procedure about one of the cases; E110 when none is. */
bool ing_has_procedure(ing_load *load, const ing_type *cases, const ing_syntax *at);

/* The first procedure, in order of declaration, about one of the cases that has the state as
 * written. */
typedef struct ing_state_place {
    const ing_procedure *procedure; /* NULL = none has it */
    int32_t region;
    ing_text state;
} ing_state_place;
ing_state_place ing_state_find(const ing_load *load, const ing_type *cases, ing_text written);
/* E101 at a text that names no state, or E110 when no procedure is about such cases. */
void ing_state_refuse(ing_load *load, const ing_type *cases, const ing_syntax *at);

/* A deadline of the cases by its id, the first in order of declaration; NULL when there is none. */
const ing_deadline *ing_deadline_find(const ing_load *load, const ing_type *cases, ing_text id,
                                      const ing_procedure **procedure);
/* E101 naming what is near. `at` may be NULL: then the place is where `id` is written. */
void ing_deadline_refuse(ing_load *load, const ing_type *cases, const ing_syntax *at, ing_text id);

/* The deadline of "lapse:<deadline>"; absent when the word is none. */
ing_text ing_lapse_deadline(ing_text word);
/* The case kinds whose procedures have it, NULL without memory. */
const ing_type *ing_lapse_cases(ing_load *load, ing_text deadline);

/* state, a region or a procedure of a case; NULL in *out when the name is none. False without
 * memory. */
bool ing_expr_state(ing_load *load, const ing_expr *base, const ing_syntax *syntax,
                    const ing_expr **out);
/* Candidates: ids of procedures about the cases, and of their regions. */
void ing_regions_try(const ing_load *load, const ing_type *cases, ing_nearest *nearest);
/* due.<deadline>, the INDEX node. */
const ing_expr *ing_expr_due(ing_load *load, const ing_scope *scope, const ing_syntax *syntax);
/* entered "state", the CALL node with one value. */
const ing_expr *ing_expr_entered(ing_load *load, const ing_scope *scope, const ing_syntax *syntax);

#endif
