/* SPDX-License-Identifier: Apache-2.0 */
/* Values, names and conditions in words, Chinese or English. */
#ifndef ING_PACK_WORDING_H
#define ING_PACK_WORDING_H

#include "pack/eval.h"

typedef struct ing_say {
    const ing_eval *at;
    bool zh;
    ing_buf *out;
} ing_say;

/* No case is at hand (telling.h): nothing is evaluated, and parameters show the value that holds last. */
static inline bool ing_say_is_plain(const ing_say *say)
{
    return say->at->judgement->world == NULL;
}

/* readable.c. A value as people write it: money in yuan, dates as dates, words by their titles. */
void ing_say_value(const ing_say *say, const ing_type *type, const ing_value *value);
/* The same from JSON alone, for pages made without the pack's Lua: `type` is its printed name
 * ("money", "date"); absent = as it is. */
void ing_say_json(bool zh, ing_text type, const ing_json *value, ing_buf *out);
void ing_say_money(bool zh, int64_t fen, ing_buf *out);
void ing_say_pair(const ing_say *say, const char *zh, const char *en);
/* zh, or en, or what there is of them. */
ing_text ing_title(bool zh, ing_text title_zh, ing_text title_en, ing_text fallback);
/* A title without the unit that it ends with, "最长清扫间隔（分钟）": the unit apart, or absent. */
ing_text ing_title_split(ing_text title, ing_text *unit);

/* naming.c. What an expression is called: a field by its title, a query by its event's. */
void ing_say_name(const ing_say *say, const ing_expr *expr);
ing_text ing_word_title(const ing_pack *pack, bool zh, ing_text word);
/* The same of a word that may be "lapse:pay_by" or "confirm:x". */
void ing_say_word(const ing_say *say, ing_text word);
/* Without a title, that of the parameter its length is taken from. */
ing_text ing_deadline_title(bool zh, const ing_deadline *deadline);
/* The first deadline of that id; NULL when there is none. `procedure` may be NULL. */
const ing_deadline *ing_deadline_named(const ing_pack *pack, ing_text id, const ing_procedure **procedure);
/* The unit in the expression's title; absent if none. */
ing_text ing_expr_unit(const ing_say *say, const ing_expr *expr);

/* wording.c. A condition as a phrase without what is actually so: "harm is at most minor". */
libing_status ing_say_condition(const ing_say *say, const ing_expr *expr, libing_error *err);
/* A leaf with what is actually so; `actual` is its left value. */
libing_status ing_say_leaf(const ing_say *say, const ing_expr *expr, ing_truth truth,
                           const ing_value *actual, libing_error *err);
/* How far a date is from what the comparison wants; false where that says nothing. `wanted` is the
 * nearest date that would do. */
bool ing_date_distance(ing_verb verb, const ing_value *actual, const ing_value *limit, int64_t *days,
                       ing_date *wanted);

#endif
