/* SPDX-License-Identifier: Apache-2.0 */
/* From syntax to typed expressions. A mistake gives an expression of type ANY that is never known;
 * NULL means that there is no memory. */
#ifndef ING_PACK_EXPR_H
#define ING_PACK_EXPR_H

#include "pack/load.h"

/* What the names of an expression may stand for. */
typedef struct ing_scope {
    const ing_type *subject; /* `case`: a CASE or PARTY; STORE = there is no case; NULL = neither */
    const ing_type *was;     /* `was`; NULL = none */
    const ing_type *ev;      /* an ENTRY; NULL = none */
    const ing_type *it, *each; /* NULL = none */
    bool is_filter;            /* inside a filter, where no other may begin */
    const ing_duty *duty;      /* inside a duty; NULL = none */
    ing_query_period period;   /* what a query of a duty's conditions looks at; ANY = it is asked of all times */
} ing_scope;

/* --- values and conditions (expr.c) ----------------------------------------------------------- */

/* `expected` (NULL = nothing) is what constants and templates become; others may have any type.
 * `name` says for what, in findings about constants. */
const ing_expr *ing_expr_value(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                               const ing_type *expected, ing_text name);
/* As above, and what has another type than `expected` is E105. */
const ing_expr *ing_expr_typed(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                               const ing_type *expected, ing_text name);
const ing_expr *ing_expr_condition(ing_load *load, const ing_scope *scope,
                                   const ing_syntax *syntax);
/* ALL over a list of conditions (or one alone). */
const ing_expr *ing_expr_all(ing_load *load, const ing_scope *scope, ing_parts conditions,
                             const ing_syntax *at);
bool ing_syntax_is_condition(const ing_syntax *syntax);

/* --- parts ------------------------------------------------------------------------------------ */

ing_expr *ing_expr_new(ing_load *load, ing_expr_kind kind, const ing_type *type,
                       const ing_syntax *syntax);
const ing_expr *ing_expr_wrong(ing_load *load, const ing_syntax *syntax);
/* Is it of type ANY: only what had a mistake is. */
bool ing_expr_is_wrong(const ing_expr *expr);
const ing_expr *ing_expr_kids(ing_load *load, ing_expr *expr, size_t count,
                              const ing_expr *const *kids);
const ing_expr *ing_expr_constant(ing_load *load, const ing_syntax *syntax, const ing_value *value,
                                  const ing_type *type);

/* expr_path.c: roots, fields, facts, built-in names, parameters. */
const ing_expr *ing_expr_name(ing_load *load, const ing_scope *scope, const ing_syntax *syntax);
const ing_expr *ing_expr_index(ing_load *load, const ing_scope *scope, const ing_syntax *syntax);
/* `name` of what `base` is. */
const ing_expr *ing_expr_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax);
const ing_expr *ing_expr_param_on(ing_load *load, const ing_scope *scope, const ing_syntax *syntax);

/* expr_entry.c: the fields of records. `found` NULL in *out: no word has it.
 * False without memory. */
typedef struct ing_entry_field {
    const ing_type *type;   /* NULL = no word has the field */
    const ing_field *field; /* NULL = several words have it */
    bool is_two;            /* two types: reported */
    bool is_party;          /* the party's name of an event */
} ing_entry_field;
bool ing_entry_find(ing_load *load, const ing_type *entry, ing_text name, const ing_syntax *at,
                    ing_entry_field *out);
void ing_entry_try(const ing_load *load, const ing_type *entry, ing_nearest *nearest);
/* Is it an event, an action, or confirm: decline: execute: with an action. */
bool ing_is_record_word(const ing_load *load, ing_text word);
void ing_record_word_check(ing_load *load, const ing_syntax *at);

/* expr_query.c */
bool ing_syntax_is_query(const ing_syntax *syntax);
const ing_expr *ing_expr_query(ing_load *load, const ing_scope *scope, const ing_syntax *call,
                               const ing_syntax *of, const ing_syntax *sum_field);
/* expr_atom.c: the field that the engine's index serves; sets atom_path and atom_value. */
bool ing_query_find_atom(ing_load *load, ing_query *query);
/* The same for a query of a duty: by day, by the end of what lasts, or, asked of all times, by the
 * atom or the word alone. */
bool ing_query_find_atom_in(ing_load *load, ing_query *query);
/* "word.path" for pack->indexes; without a path "word". */
bool ing_index_add(ing_load *load, ing_text word, ing_text path);

/* expr_test.c */
bool ing_is_verb(ing_text name);
const ing_expr *ing_expr_test(ing_load *load, const ing_scope *scope, const ing_syntax *syntax);

/* expr_call.c: functions and arithmetic. */
const ing_expr *ing_expr_call(ing_load *load, const ing_scope *scope, const ing_syntax *syntax);
const ing_expr *ing_expr_arithmetic(ing_load *load, const ing_scope *scope,
                                    const ing_syntax *syntax, const ing_type *expected,
                                    ing_text name);

/* expr_print.c: sets `source`. False without memory. */
bool ing_expr_print(ing_load *load, ing_expr *expr);

#endif
