/* SPDX-License-Identifier: Apache-2.0 */
/* Evaluating expressions: values that may be unknown, conditions that may be neither true nor false.
 * Internal to the pack room; judge.h is its face. */
#ifndef ING_PACK_EVAL_H
#define ING_PACK_EVAL_H

#include "pack/judge.h"

typedef enum ing_truth { ING_FALSE, ING_TRUE, ING_UNCLEAR } ing_truth;

/* Something that a fact's function has read, for the decision's facts list. */
typedef struct ing_read {
    struct ing_read *next;
    ing_text name;                  /* "case.sweep_gap(f).ev.date" */
    const ing_json *value;          /* NULL = not known */
    int64_t seq;
    ing_text word;                  /* of a list: the records' word; absent otherwise */
} ing_read;

/* Where an expression is evaluated. A VIEW value whose `truth` is set is seen as it was before the
 * record judged: what `was` stands for. */
typedef struct ing_eval {
    ing_judgement *judgement;
    const ing_view *subject;        /* what `case` is; NULL = nothing */
    bool before;                    /* inside a fact of `was` */
    const ing_value *it, *each;     /* NULL outside filters and visits */
    ing_read **reads;               /* where functions say what they read; NULL = nobody asks */
    bool unmoved;                   /* states and deadlines as they were before the record moved them */
} ing_eval;

libing_status ing_eval_value(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);
libing_status ing_eval_truth(const ing_eval *at, const ing_expr *expr, ing_truth *out, libing_error *err);

/* Is it a condition rather than a value. */
bool ing_expr_is_condition(const ing_expr *expr);

/* Values made from scratch; read from no record. */
ing_value ing_value_none(void);
ing_value ing_value_of(ing_value_kind kind);
ing_value ing_value_of_text(ing_text text);
ing_value ing_value_of_integer(int64_t number);
ing_value ing_value_of_boolean(bool truth);
ing_value ing_value_of_date(ing_date date);
bool ing_value_is_known(const ing_value *value); /* an empty list is not */

static inline ing_truth ing_truth_of(bool truth)
{
    return truth ? ING_TRUE : ING_FALSE;
}
static inline ing_truth ing_truth_no(ing_truth truth)
{
    return truth == ING_UNCLEAR ? ING_UNCLEAR : truth == ING_TRUE ? ING_FALSE : ING_TRUE;
}
static inline ing_truth ing_truth_and(ing_truth a, ing_truth b)
{
    return a == ING_FALSE || b == ING_FALSE ? ING_FALSE : a == ING_TRUE ? b : ING_UNCLEAR;
}
static inline ing_truth ing_truth_or(ing_truth a, ing_truth b)
{
    return a == ING_TRUE || b == ING_TRUE ? ING_TRUE : a == ING_FALSE ? b : ING_UNCLEAR;
}

/* --- the parts, each in its own file ------------------------------------------------------------ */

/* eval_field.c. `name` of a value: of an entry, a case, a party, the store, or a record member; what
 * was never said has its default. `field` may be NULL. */
libing_status ing_eval_member(const ing_eval *at, const ing_value *of, ing_text name,
                              const ing_field *field, const ing_type *type, ing_value *out,
                              libing_error *err);
libing_status ing_eval_field(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);
libing_status ing_eval_builtin(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);
/* The view that a value stands for: itself, or the party or case that an id of this type names.
 * An unknown value gives NULL. */
libing_status ing_eval_view(const ing_eval *at, const ing_value *value, const ing_type *type,
                            const ing_view **out, libing_error *err);
libing_status ing_eval_store_view(const ing_eval *at, const ing_view **out, libing_error *err);
libing_status ing_eval_case_records(const ing_eval *at, const ing_view *view, ing_records *out,
                                    libing_error *err);
/* Records from the one judged on do not exist for `was`. */
bool ing_eval_is_hidden(const ing_eval *at, bool before, const ing_record *record);
/* The declared field of a case kind, a party kind, or the event or action of a record; or NULL. */
const ing_field *ing_pack_view_field(const ing_pack *pack, const ing_view *view, ing_text name);
const ing_field *ing_pack_word_field(const ing_pack *pack, ing_text word, ing_text name);

/* eval_query.c */
libing_status ing_eval_query(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);
/* The records that answer a query, sorted as LANGUAGE says; its filter not applied when `all`. */
libing_status ing_eval_entries(const ing_eval *at, const ing_query *query, const ing_view *scope,
                               ing_records *out, libing_error *err);

/* eval_state.c */
libing_status ing_eval_state(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);
libing_status ing_eval_due(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);
libing_status ing_eval_entered(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);
/* Of a VIEW value: the main state of the first procedure of its kind. */
libing_status ing_eval_main_state(const ing_eval *at, const ing_value *of, ing_value *out,
                                  libing_error *err);
/* A region's state: a text with the record that said it, or unknown. */
libing_status ing_eval_region(const ing_eval *at, const ing_view *view, bool before,
                              const ing_procedure *procedure, int32_t region, ing_value *out,
                              libing_error *err);
/* How a deadline stands. */
typedef struct ing_clock {
    ing_value due;                  /* a date or a moment; unknown while it was never set */
    const ing_record *set_by;       /* the move that set it; NULL while that is not yet a record */
    bool is_running, is_stopped, is_lapsed;
} ing_clock;
libing_status ing_eval_clock(const ing_eval *at, const ing_view *view, bool before,
                             const ing_procedure *procedure, ing_text name, ing_clock *out,
                             libing_error *err);

/* eval_due.c. Days after `after` up to `until` that lie between a record of the first word and the next one
 * of the second, both inclusive; what is still open lasts until the end. */
libing_status ing_eval_span(const ing_eval *at, const ing_text words[2], ing_date after, ing_date until,
                            int64_t *days, libing_error *err);
/* Is such a span open. */
libing_status ing_eval_paused(const ing_eval *at, const ing_text words[2], bool *out, libing_error *err);
/* When a deadline that starts on the record judged ends: a date or a moment, unknown when its length or
 * its start is. LIBING_ERR_CALENDAR where a working day cannot be told. */
libing_status ing_eval_end(const ing_eval *at, const ing_deadline *deadline, ing_value *out,
                           libing_error *err);
/* So many days later, and on to the next working day where the deadline rolls. */
libing_status ing_eval_postpone(const ing_eval *at, const ing_deadline *deadline, int64_t days,
                                ing_value *due, libing_error *err);

/* eval_memo.c: facts, computed once for each view. */
libing_status ing_eval_fact(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);
libing_status ing_eval_fact_of(const ing_eval *at, const ing_fact *fact, const ing_view *view,
                               bool before, ing_value *out, libing_error *err);
/* The fact that `view` has by this name: `fact` where it is of that kind, another, or NULL. */
const ing_fact *ing_pack_fact_for(const ing_pack *pack, const ing_fact *fact, const ing_view *view);

/* eval_test.c */
libing_status ing_eval_test(const ing_eval *at, const ing_expr *expr, ing_truth *out, libing_error *err);
/* -1, 0, 1; what cannot be compared is LIBING_ERR_RULE. `ladder` may be NULL. Two moments of one day
 * of which one has no hour set *tie. */
libing_status ing_value_order(const ing_value *a, const ing_value *b, const ing_type *ladder,
                              int *out, bool *tie, libing_error *err);
/* Are they the same; a tie is not known. */
ing_truth ing_value_same(const ing_value *a, const ing_value *b);
/* The ladder that a comparison of these expressions is about, or NULL. */
const ing_type *ing_expr_ladder(const ing_expr *const *kids, size_t count);

/* eval_arith.c */
libing_status ing_eval_arithmetic(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                  libing_error *err);
libing_status ing_eval_add(const ing_eval *at, const ing_value *a, const ing_value *b, bool minus,
                           ing_value *out, libing_error *err);

/* eval_table.c: an output of a decision table; unknown when no row holds. Two rows of a UNIQUE table, or
 * of an ANY table that differ, are LIBING_ERR_RULE. */
libing_status ing_eval_lookup(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);

/* eval_call.c */
libing_status ing_eval_call(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);

/* number.c: exact rational numbers; `below` > 0. */
typedef struct ing_number { int64_t above, below; } ing_number;
bool ing_number_of(const ing_value *value, ing_number *out);
int ing_number_order(ing_number a, ing_number b);
/* False when the result is beyond ±(2^53-1), or not to be held exactly. */
bool ing_number_add(ing_number a, ing_number b, bool minus, ing_number *out);
bool ing_number_multiply(ing_number a, ing_number b, ing_number *out);
int64_t ing_number_half_up(ing_number a);
/* number = above / below, as a value of `places` decimals; false where it is not exact. */
bool ing_number_places(ing_number a, int32_t places, int64_t *out);

/* eval_period.c: what a query of a duty goes through, and is a record within its period. */
libing_status ing_eval_period_records(const ing_eval *at, const ing_query *query, const ing_view *scope,
                                      ing_records *out, libing_error *err);
bool ing_eval_is_in_period(const ing_eval *at, const ing_query *query, const ing_record *record);
/* Minutes of the period that lie between from and to of at least one record of the list. */
libing_status ing_eval_covered(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);

/* args.c. A value as JSON of a declared type: money rounded half up, decimals with their places; *out
 * NULL when unknown. `what` names it in messages. */
libing_status ing_value_store(const ing_eval *at, const ing_type *type, const ing_value *value,
                              ing_text what, const ing_json **out, libing_error *err);
/* A value as it stands in a facts list or an explanation: money rounded, the rest as it is. */
const ing_json *ing_value_show(const ing_eval *at, const ing_type *type, const ing_value *value);
libing_status ing_eval_record(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err);

/* function.c */
libing_status ing_eval_function(const ing_eval *at, const ing_fact *fact, ing_value *out,
                                libing_error *err);

/* evidence.c: the facts list of a decision. */
typedef struct ing_evidence {
    const ing_eval *at;
    size_t count, cap;
    struct ing_evidence_item *items;
} ing_evidence;
libing_status ing_evidence_take(ing_evidence *evidence, const ing_expr *expr, libing_error *err);
const ing_json *ing_evidence_list(const ing_evidence *evidence, libing_error *err);

/* Where an evaluation failed: the innermost expression with a line. Returns `status`. */
libing_status ing_eval_placed(const ing_eval *at, int32_t file, int32_t line, libing_status status,
                              libing_error *err);

#endif
