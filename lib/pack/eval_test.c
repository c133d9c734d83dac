/* SPDX-License-Identifier: Apache-2.0 */
/* Verbs: value against value, true, false, or not known. */
#include "pack/eval.h"

/* --- order and sameness ------------------------------------------------------------------------- */

static bool is_time(const ing_value *value)
{
    return value->kind == ING_VALUE_DATE || value->kind == ING_VALUE_MOMENT;
}

static ing_date day_of(const ing_value *value)
{
    return value->kind == ING_VALUE_DATE ? value->date : ing_moment_date(value->moment);
}

static int order_integers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* A moment against a date is compared by day; only two moments can tie. */
static int order_times(const ing_value *a, const ing_value *b, bool *tie)
{
    if (a->kind == ING_VALUE_MOMENT && b->kind == ING_VALUE_MOMENT) {
        *tie = ing_moment_ties(a->moment, b->moment);
        return *tie ? 0 : ing_moment_order(a->moment, b->moment);
    }
    return order_integers(day_of(a), day_of(b));
}

static bool order_words(const ing_type *ladder, ing_text a, ing_text b, int *out)
{
    int64_t position_a = -1, position_b = -1;
    for (size_t i = 0; ladder != NULL && i < ladder->word_count; i++) {
        if (ing_text_equal(ladder->words[i], a))
            position_a = (int64_t)i;
        if (ing_text_equal(ladder->words[i], b))
            position_b = (int64_t)i;
    }
    *out = order_integers(position_a, position_b);
    return position_a >= 0 && position_b >= 0;
}

libing_status ing_value_order(const ing_value *a, const ing_value *b, const ing_type *ladder,
                              int *out, bool *tie, libing_error *err)
{
    ing_number x, y;
    *out = 0;
    *tie = false;
    if (is_time(a) && is_time(b)) {
        *out = order_times(a, b, tie);
        return LIBING_OK;
    }
    if (ing_number_of(a, &x) && ing_number_of(b, &y)) {
        *out = ing_number_order(x, y);
        return LIBING_OK;
    }
    if (a->kind == ING_VALUE_TEXT && b->kind == ING_VALUE_TEXT && order_words(ladder, a->text, b->text, out))
        return LIBING_OK;
    if (a->kind == ING_VALUE_DURATION && b->kind == ING_VALUE_DURATION && a->unit == b->unit) {
        *out = order_integers(a->number, b->number);
        return LIBING_OK;
    }
    return ing_fail(err, LIBING_ERR_RULE, "rule.compare", "values that have no order are compared",
                    "比较的两个值没有先后大小之分");
}

ing_truth ing_value_same(const ing_value *a, const ing_value *b)
{
    ing_number x, y;
    bool tie = false;
    if (a->kind == ING_VALUE_UNKNOWN || b->kind == ING_VALUE_UNKNOWN)
        return ING_UNCLEAR;
    if (is_time(a) && is_time(b)) {
        int order = order_times(a, b, &tie);
        return tie ? ING_UNCLEAR : ing_truth_of(order == 0);
    }
    if (ing_number_of(a, &x) && ing_number_of(b, &y))
        return ing_truth_of(ing_number_order(x, y) == 0);
    return ing_truth_of(ing_value_equal(a, b));
}

const ing_type *ing_expr_ladder(const ing_expr *const *kids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const ing_type *type = kids[i]->type;
        if (type != NULL && type->kind == ING_TYPE_LIST && type->element != NULL)
            type = type->element;
        if (type != NULL && type->kind == ING_TYPE_LADDER)
            return type;
    }
    return NULL;
}

/* --- comparisons -------------------------------------------------------------------------------- */

static libing_status compare(const ing_expr *expr, ing_verb verb, const ing_value *a,
                             const ing_value *b, ing_truth *out, libing_error *err)
{
    int order;
    bool tie;
    *out = ING_UNCLEAR;
    if (a->kind == ING_VALUE_UNKNOWN || b->kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    const ing_type *ladder = ing_expr_ladder(expr->kids, expr->count);
    libing_status status = ing_value_order(a, b, ladder, &order, &tie, err);
    if (status != LIBING_OK || tie)
        return status;
    switch (verb) {
    case ING_VERB_BELOW:
        *out = ing_truth_of(order < 0);
        break;
    case ING_VERB_UPTO:
        *out = ing_truth_of(order <= 0);
        break;
    case ING_VERB_ATLEAST:
        *out = ing_truth_of(order >= 0);
        break;
    default:
        *out = ing_truth_of(order > 0);
        break;
    }
    return LIBING_OK;
}

static libing_status test_between(const ing_eval *at, const ing_expr *expr, const ing_value *value,
                                  const ing_value *low, ing_truth *out, libing_error *err)
{
    ing_value high = ing_value_none();
    ing_truth from, to;
    libing_status status = LIBING_OK;
    if (expr->count > 2)
        status = ing_eval_value(at, expr->kids[2], &high, err);
    if (status == LIBING_OK)
        status = compare(expr, ING_VERB_ATLEAST, value, low, &from, err);
    if (status == LIBING_OK)
        status = compare(expr, ING_VERB_UPTO, value, &high, &to, err);
    if (status == LIBING_OK)
        *out = ing_truth_and(from, to);
    return status;
}

static ing_truth test_ties(const ing_value *a, const ing_value *b)
{
    if (a->kind == ING_VALUE_UNKNOWN || b->kind == ING_VALUE_UNKNOWN)
        return ING_UNCLEAR;
    return ing_truth_of(a->kind == ING_VALUE_MOMENT && b->kind == ING_VALUE_MOMENT &&
                        ing_moment_ties(a->moment, b->moment));
}

/* --- seasons ------------------------------------------------------------------------------------ */

static bool two_digits(const char *ptr, int *out)
{
    if (ptr[0] < '0' || ptr[0] > '9' || ptr[1] < '0' || ptr[1] > '9')
        return false;
    *out = (ptr[0] - '0') * 10 + (ptr[1] - '0');
    return true;
}

/* "11-15": month and day as one number. */
static bool read_month_day(const char *ptr, int *out)
{
    int month, day;
    if (!two_digits(ptr, &month) || ptr[2] != '-' || !two_digits(ptr + 3, &day))
        return false;
    *out = month * 100 + day;
    return true;
}

/* "11-15..03-15" comes round every year, both ends included, over New Year's Eve too. */
static bool in_season(ing_text season, ing_date date, bool *out)
{
    int from, to;
    if (season.len != 12 || season.ptr[5] != '.' || season.ptr[6] != '.' ||
        !read_month_day(season.ptr, &from) || !read_month_day(season.ptr + 7, &to))
        return false;
    ing_civil civil = ing_date_civil(date);
    int day = civil.month * 100 + civil.day;
    *out = from <= to ? day >= from && day <= to : day >= from || day <= to;
    return true;
}

static libing_status test_within(const ing_expr *expr, const ing_value *value, const ing_value *season,
                                 ing_truth *out, libing_error *err)
{
    bool inside = false;
    *out = ING_UNCLEAR;
    if (value->kind == ING_VALUE_UNKNOWN || season->kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    bool is_range = season->kind == ING_VALUE_LIST && season->count == 2 &&
                    is_time(&season->items[0]) && is_time(&season->items[1]);
    if (is_time(value) && is_range) {
        ing_date day = day_of(value);
        inside = day >= day_of(&season->items[0]) && day <= day_of(&season->items[1]);
    } else if (!is_time(value) || season->kind != ING_VALUE_TEXT ||
               !in_season(season->text, day_of(value), &inside)) {
        return ing_fail(err, LIBING_ERR_RULE, "rule.season", "'%.*s' compares with no season",
                        "“%.*s”所比的不是时段", ING_TEXT_ARG(expr->source));
    }
    *out = ing_truth_of(inside);
    return LIBING_OK;
}

/* --- lists -------------------------------------------------------------------------------------- */

/* Does a record have these members; what it does not say has its default. */
static libing_status has_members(const ing_eval *at, const ing_expr *list, const ing_expr *wanted,
                                 const ing_value *values, const ing_value *record, ing_truth *out,
                                 libing_error *err)
{
    static const ing_type any = { .kind = ING_TYPE_ANY };
    const ing_type *element = list->type != NULL && list->type->kind == ING_TYPE_LIST
                                  ? list->type->element
                                  : list->type;
    *out = ING_TRUE;
    for (size_t i = 0; i < wanted->count && *out != ING_FALSE; i++) {
        const ing_field *field = NULL;
        for (size_t j = 0; element != NULL && j < element->field_count && field == NULL; j++) {
            if (ing_text_equal(element->fields[j].name, wanted->members[i]))
                field = &element->fields[j];
        }
        ing_value value;
        libing_status status = ing_eval_member(at, record, wanted->members[i], field,
                                               field != NULL ? field->type : &any, &value, err);
        if (status != LIBING_OK)
            return status;
        *out = ing_truth_and(*out, ing_value_same(&value, &values[i]));
    }
    return LIBING_OK;
}

/* `x:has { a = …, b = … }`: some record of the list has these members. */
static libing_status test_has_members(const ing_eval *at, const ing_expr *expr, const ing_value *list,
                                      ing_truth *out, libing_error *err)
{
    const ing_expr *wanted = expr->kids[1];
    ing_value *values = ing_arena_new(at->judgement->arena, wanted->count, sizeof *values);
    if (values == NULL)
        return ing_fail_nomem(err);
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < wanted->count && status == LIBING_OK; i++)
        status = ing_eval_value(at, wanted->kids[i], &values[i], err);
    *out = ING_FALSE;
    for (size_t i = 0; i < list->count && status == LIBING_OK && *out != ING_TRUE; i++) {
        ing_truth one;
        status = has_members(at, expr->kids[0], wanted, values, &list->items[i], &one, err);
        *out = ing_truth_or(*out, one);
    }
    return status;
}

static ing_truth is_in(const ing_value *value, const ing_value *list)
{
    ing_truth found = ING_FALSE;
    for (size_t i = 0; i < list->count && found != ING_TRUE; i++)
        found = ing_truth_or(found, ing_value_same(value, &list->items[i]));
    return found;
}

static libing_status fail_list(const ing_expr *expr, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_RULE, "rule.list", "'%.*s' looks into a value that is no list",
                    "“%.*s”所查的值不是列表", ING_TEXT_ARG(expr->source));
}

static libing_status test_one_of(const ing_expr *expr, const ing_value *value, const ing_value *list,
                                 ing_truth *out, libing_error *err)
{
    *out = ING_UNCLEAR;
    if (value->kind == ING_VALUE_UNKNOWN || list->kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    if (list->kind != ING_VALUE_LIST)
        return fail_list(expr, err);
    *out = is_in(value, list);
    return LIBING_OK;
}

static libing_status test_has(const ing_eval *at, const ing_expr *expr, const ing_value *list,
                              ing_truth *out, libing_error *err)
{
    *out = ING_UNCLEAR;
    if (list->kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    if (list->kind != ING_VALUE_LIST)
        return fail_list(expr, err);
    if (expr->kids[1]->kind == ING_EXPR_RECORD)
        return test_has_members(at, expr, list, out, err);
    ing_value item;
    libing_status status = ing_eval_value(at, expr->kids[1], &item, err);
    if (status == LIBING_OK)
        *out = is_in(&item, list);
    return status;
}

/* --- all verbs ---------------------------------------------------------------------------------- */

static libing_status test_pair(const ing_eval *at, const ing_expr *expr, const ing_value *a,
                               const ing_value *b, ing_truth *out, libing_error *err)
{
    libing_status status = LIBING_OK;
    switch (expr->verb) {
    case ING_VERB_IS:
        *out = ing_value_same(a, b);
        break;
    case ING_VERB_ISNT:
        *out = ing_truth_no(ing_value_same(a, b));
        break;
    case ING_VERB_ONE_OF:
        return test_one_of(expr, a, b, out, err);
    case ING_VERB_NONE_OF:
        status = test_one_of(expr, a, b, out, err);
        *out = ing_truth_no(*out);
        break;
    case ING_VERB_BETWEEN:
        return test_between(at, expr, a, b, out, err);
    case ING_VERB_WITHIN:
        return test_within(expr, a, b, out, err);
    case ING_VERB_TIES:
        *out = test_ties(a, b);
        break;
    default:
        return compare(expr, expr->verb, a, b, out, err);
    }
    return status;
}

libing_status ing_eval_test(const ing_eval *at, const ing_expr *expr, ing_truth *out, libing_error *err)
{
    ing_value a, b;
    *out = ING_UNCLEAR;
    libing_status status = ing_eval_value(at, expr->kids[0], &a, err);
    if (status != LIBING_OK)
        return status;
    if (expr->verb == ING_VERB_HAS || expr->verb == ING_VERB_LACKS) {
        status = test_has(at, expr, &a, out, err);
        if (expr->verb == ING_VERB_LACKS)
            *out = ing_truth_no(*out);
        return status;
    }
    status = ing_eval_value(at, expr->kids[1], &b, err);
    return status == LIBING_OK ? test_pair(at, expr, &a, &b, out, err) : status;
}
