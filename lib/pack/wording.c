/* SPDX-License-Identifier: Apache-2.0 */
/* Conditions in words, with what is actually so. */
#include "pack/wording.h"

#include <inttypes.h>

typedef struct relation {
    const char *zh, *zh_time, *zh_after;
    const char *en, *en_time;
} relation;

static const relation relations[] = {
    [ING_VERB_IS] = { "是", "是", "", "is", "is" },
    [ING_VERB_ISNT] = { "不是", "不是", "", "is not", "is not" },
    [ING_VERB_ONE_OF] = { "是", "是", "之一", "is one of", "is one of" },
    [ING_VERB_NONE_OF] = { "不是", "不是", "之一", "is none of", "is none of" },
    [ING_VERB_BELOW] = { "低于", "早于", "", "is below", "is before" },
    [ING_VERB_UPTO] = { "不超过", "不晚于", "", "is at most", "is not after" },
    [ING_VERB_ATLEAST] = { "不低于", "不早于", "", "is at least", "is not before" },
    [ING_VERB_ABOVE] = { "高于", "晚于", "", "is above", "is after" },
    [ING_VERB_BETWEEN] = { "在", "在", "之间", "is between", "is between" },
    [ING_VERB_WITHIN] = { "在", "在", "之内", "is within", "is within" },
    [ING_VERB_HAS] = { "含有", "含有", "", "contains", "contains" },
    [ING_VERB_LACKS] = { "不含", "不含", "", "does not contain", "does not contain" },
    [ING_VERB_TIES] = { "与", "与", "同日而先后不明", "is on one day, in unknown order, with",
                        "is on one day, in unknown order, with" },
};

static bool is_time_type(const ing_type *type)
{
    return type != NULL && (type->kind == ING_TYPE_DATE || type->kind == ING_TYPE_MOMENT);
}

static bool is_path(const ing_expr *expr)
{
    return expr->kind == ING_EXPR_FIELD || expr->kind == ING_EXPR_FACT || expr->kind == ING_EXPR_PARAM ||
           expr->kind == ING_EXPR_BUILTIN || expr->kind == ING_EXPR_QUERY || expr->kind == ING_EXPR_MAP;
}

/* Does it speak of the element tested in a filter: then it has no value here. */
static bool hangs_on_it(const ing_expr *expr)
{
    if (expr->kind == ING_EXPR_ROOT)
        return expr->root == ING_ROOT_IT;
    bool found = false;
    for (size_t i = 0; i < expr->count && !found; i++)
        found = hangs_on_it(expr->kids[i]);
    return found;
}

/* --- operands ----------------------------------------------------------------------------------- */

static void say_unit(const ing_say *say, const ing_value *value, ing_text unit)
{
    bool is_number = value->kind == ING_VALUE_INTEGER || value->kind == ING_VALUE_DECIMAL;
    if (unit.len == 0 || !is_number)
        return;
    if (!say->zh)
        ing_buf_byte(say->out, ' ');
    ing_buf_slice(say->out, unit);
}

static void say_quoted(const ing_say *say, const ing_type *type, const ing_value *value)
{
    bool is_quoted = say->zh && value->kind == ING_VALUE_TEXT;
    if (is_quoted)
        ing_buf_text(say->out, "“");
    ing_say_value(say, type, value);
    if (is_quoted)
        ing_buf_text(say->out, "”");
}

static void say_constant(const ing_say *say, const ing_expr *left, const ing_expr *operand)
{
    const ing_value *value = &operand->value;
    const ing_type *type = operand->type;
    /* the left side's type knows the titles of words */
    if (left->type != NULL && (type == NULL || type->kind != ING_TYPE_MONEY))
        type = left->type;
    if (value->kind != ING_VALUE_LIST) {
        say_quoted(say, type != NULL && type->kind == ING_TYPE_LIST ? type->element : type, value);
        say_unit(say, value, ing_expr_unit(say, left));
        return;
    }
    if (type != NULL && type->kind == ING_TYPE_LIST)
        type = type->element;
    for (size_t i = 0; i < value->count; i++) {
        if (i > 0)
            ing_say_pair(say, "、", ", ");
        say_quoted(say, type, &value->items[i]);
    }
}

static void say_members(const ing_say *say, const ing_expr *operand)
{
    for (size_t i = 0; i < operand->count; i++) {
        const ing_expr *kid = operand->kids[i];
        if (i > 0)
            ing_say_pair(say, "，", ", ");
        ing_buf_slice(say->out, operand->members[i]);
        ing_buf_byte(say->out, ' ');
        ing_say_name(say, kid);
    }
}

static libing_status say_operand(const ing_say *say, const ing_expr *left, const ing_expr *operand,
                                 libing_error *err)
{
    if (operand->kind == ING_EXPR_CONSTANT) {
        say_constant(say, left, operand);
        return LIBING_OK;
    }
    if (operand->kind == ING_EXPR_RECORD) {
        say_members(say, operand);
        return LIBING_OK;
    }
    if (!say->zh && is_path(operand))
        ing_buf_text(say->out, "the ");
    ing_say_name(say, operand);
    if (ing_say_is_plain(say) || hangs_on_it(operand))
        return LIBING_OK;
    ing_value value;
    libing_status status = ing_eval_value(say->at, operand, &value, err);
    if (status != LIBING_OK || value.kind == ING_VALUE_UNKNOWN)
        return status;
    if (!say->zh || !is_path(operand))
        ing_buf_byte(say->out, ' ');
    ing_say_value(say, operand->type, &value);
    say_unit(say, &value, ing_expr_unit(say, operand));
    return LIBING_OK;
}

static libing_status say_test(const ing_say *say, const ing_expr *expr, libing_error *err)
{
    const ing_expr *left = expr->kids[0];
    const relation *words = &relations[expr->verb];
    bool is_time = is_time_type(left->type);
    ing_say_name(say, left);
    ing_say_pair(say, is_time ? words->zh_time : words->zh, " ");
    ing_say_pair(say, "", is_time ? words->en_time : words->en);
    ing_say_pair(say, "", " ");
    libing_status status = say_operand(say, left, expr->kids[1], err);
    if (expr->count > 2 && status == LIBING_OK) {
        ing_say_pair(say, "与", " and ");
        status = say_operand(say, left, expr->kids[2], err);
    }
    ing_say_pair(say, words->zh_after, "");
    return status;
}

/* --- conditions --------------------------------------------------------------------------------- */

static libing_status say_group(const ing_say *say, const ing_expr *expr, libing_error *err)
{
    bool is_any = expr->kind == ING_EXPR_ANY;
    libing_status status = LIBING_OK;
    if (is_any && expr->count > 1)
        ing_say_pair(say, "下列之一：", "one of: ");
    for (size_t i = 0; i < expr->count && status == LIBING_OK; i++) {
        if (i > 0)
            ing_say_pair(say, is_any ? "；" : "，且", is_any ? "; " : " and ");
        status = ing_say_condition(say, expr->kids[i], err);
    }
    return status;
}

libing_status ing_say_condition(const ing_say *say, const ing_expr *expr, libing_error *err)
{
    switch (expr->kind) {
    case ING_EXPR_TEST:
        return say_test(say, expr, err);
    case ING_EXPR_KNOWN:
        ing_say_pair(say, "有：", "there is: ");
        ing_say_name(say, expr->kids[0]);
        return LIBING_OK;
    case ING_EXPR_UNKNOWN:
        ing_say_pair(say, "没有：", "there is no: ");
        ing_say_name(say, expr->kids[0]);
        return LIBING_OK;
    case ING_EXPR_NO:
        ing_say_pair(say, "并非：", "not: ");
        return ing_say_condition(say, expr->kids[0], err);
    case ING_EXPR_ANY:
    case ING_EXPR_ALL:
        return say_group(say, expr, err);
    case ING_EXPR_TRUTH:
        if (ing_expr_is_condition(expr->kids[0]))
            return ing_say_condition(say, expr->kids[0], err);
        ing_say_name(say, expr->kids[0]);
        return LIBING_OK;
    default:
        ing_say_name(say, expr);
        return LIBING_OK;
    }
}

/* --- what is actually so ------------------------------------------------------------------------ */

static bool day_of(const ing_value *value, ing_date *out)
{
    *out = value->kind == ING_VALUE_DATE ? value->date : ing_moment_date(value->moment);
    return value->kind == ING_VALUE_DATE || value->kind == ING_VALUE_MOMENT;
}

bool ing_date_distance(ing_verb verb, const ing_value *actual, const ing_value *limit, int64_t *days,
                       ing_date *wanted)
{
    ing_date day, end;
    bool is_strict = verb == ING_VERB_ABOVE || verb == ING_VERB_BELOW;
    bool is_late = verb == ING_VERB_BELOW || verb == ING_VERB_UPTO;
    bool is_order = is_strict || verb == ING_VERB_UPTO || verb == ING_VERB_ATLEAST;
    if (!is_order || !day_of(actual, &day) || !day_of(limit, &end))
        return false;
    /* two moments of one day differ by hours, which are not counted here */
    int64_t step = is_strict ? 1 : 0, nearest = is_late ? (int64_t)end - step : (int64_t)end + step;
    *days = is_late ? day - nearest : nearest - day;
    *wanted = (ing_date)nearest;
    return *days > 0;
}

static void say_distance(const ing_say *say, bool is_late, int64_t days)
{
    if (say->zh)
        ing_buf_printf(say->out, "，%s%" PRId64 "天", is_late ? "超" : "差", days);
    else
        ing_buf_printf(say->out, "; %" PRId64 " day%s %s", days, days == 1 ? "" : "s",
                       is_late ? "over" : "short");
}

static libing_status say_actual(const ing_say *say, const ing_expr *expr, ing_truth truth,
                                const ing_value *actual, libing_error *err)
{
    int64_t days = 0;
    ing_date wanted;
    bool has_distance = false;
    if (expr->kind == ING_EXPR_TEST && truth == ING_FALSE && expr->verb != ING_VERB_HAS &&
        expr->verb != ING_VERB_LACKS) {
        ing_value limit;
        libing_status status = ing_eval_value(say->at, expr->kids[1], &limit, err);
        if (status != LIBING_OK)
            return status;
        has_distance = ing_date_distance(expr->verb, actual, &limit, &days, &wanted);
    }
    const ing_expr *left = expr->kids[0];
    ing_say_pair(say, "（实际：", has_distance ? " (was " : " (was: ");
    ing_say_value(say, left->type, actual);
    say_unit(say, actual, ing_expr_unit(say, left));
    if (has_distance)
        say_distance(say, expr->verb == ING_VERB_BELOW || expr->verb == ING_VERB_UPTO, days);
    if (truth == ING_UNCLEAR)
        ing_say_pair(say, "，同日而先后不明", "; same day, order unknown");
    ing_say_pair(say, "）", ")");
    return LIBING_OK;
}

/* Which side is not known: the left one, or an operand; NULL when it is a tie. */
static libing_status find_unknown(const ing_say *say, const ing_expr *expr, const ing_value *actual,
                                  const ing_expr **out, libing_error *err)
{
    *out = NULL;
    if (actual->kind == ING_VALUE_UNKNOWN) {
        *out = expr->kids[0];
        return LIBING_OK;
    }
    for (size_t i = 1; i < expr->count && *out == NULL; i++) {
        ing_value value;
        libing_status status = ing_eval_value(say->at, expr->kids[i], &value, err);
        if (status != LIBING_OK)
            return status;
        if (value.kind == ING_VALUE_UNKNOWN)
            *out = expr->kids[i];
    }
    return LIBING_OK;
}

static libing_status say_known(const ing_say *say, const ing_expr *expr, const ing_value *actual,
                               libing_error *err)
{
    libing_status status = ing_say_condition(say, expr, err);
    if (status != LIBING_OK)
        return status;
    if (ing_value_is_known(actual))
        return say_actual(say, expr, ING_TRUE, actual, err);
    if (expr->kind == ING_EXPR_KNOWN)
        ing_say_pair(say, "（实际：未见记录）", " (none on record)");
    return LIBING_OK;
}

libing_status ing_say_leaf(const ing_say *say, const ing_expr *expr, ing_truth truth,
                           const ing_value *actual, libing_error *err)
{
    const ing_expr *missing = NULL;
    libing_status status = LIBING_OK;
    if (expr->kind == ING_EXPR_KNOWN || expr->kind == ING_EXPR_UNKNOWN)
        return say_known(say, expr, actual, err);
    if (truth == ING_UNCLEAR)
        status = find_unknown(say, expr, actual, &missing, err);
    if (status != LIBING_OK)
        return status;
    if (missing != NULL) {
        ing_say_pair(say, "尚不清楚：", "not yet known: ");
        ing_say_name(say, missing);
        return LIBING_OK;
    }
    status = ing_say_condition(say, expr, err);
    return status == LIBING_OK ? say_actual(say, expr, truth, actual, err) : status;
}
