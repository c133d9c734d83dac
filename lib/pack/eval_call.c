/* SPDX-License-Identifier: Apache-2.0 */
/* The language's calls: durations, roll, elapsed, earliest … either, pick, split, ratio. */
#include "pack/eval.h"

static libing_status fail_operand(const ing_expr *expr, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_RULE, "rule.operand", "'%.*s' got a value that it cannot take",
                    "“%.*s”得到不能接受的值", ING_TEXT_ARG(expr->source));
}

static bool day_of(const ing_value *value, ing_date *out)
{
    if (value->kind == ING_VALUE_DATE)
        *out = value->date;
    else if (value->kind == ING_VALUE_MOMENT)
        *out = ing_moment_date(value->moment);
    else
        return false;
    return true;
}

static libing_status call_duration(const ing_eval *at, const ing_expr *expr, ing_duration_unit unit,
                                   ing_value *out, libing_error *err)
{
    ing_value count, round = ing_value_none();
    libing_status status = ing_eval_value(at, expr->kids[0], &count, err);
    if (status == LIBING_OK && expr->count > 1)
        status = ing_eval_value(at, expr->kids[1], &round, err);
    if (status != LIBING_OK || count.kind == ING_VALUE_UNKNOWN)
        return status;
    if (count.kind != ING_VALUE_INTEGER)
        return fail_operand(expr, err);
    *out = ing_value_of(ING_VALUE_DURATION);
    out->unit = unit;
    out->number = count.number;
    out->clip = unit == ING_UNIT_MONTHS && !ing_text_is(round.text, "spill");
    return LIBING_OK;
}

static libing_status call_roll(const ing_eval *at, const ing_expr *expr, ing_value *out,
                               libing_error *err)
{
    ing_value value;
    ing_date day, rolled;
    libing_status status = ing_eval_value(at, expr->kids[0], &value, err);
    if (status != LIBING_OK || value.kind == ING_VALUE_UNKNOWN)
        return status;
    if (!day_of(&value, &day))
        return fail_operand(expr, err);
    status = ing_calendar_roll(at->judgement->pack->calendar, day, &rolled, err);
    if (status == LIBING_OK)
        *out = ing_value_of_date(rolled);
    return status;
}

/* The days of a span within the interval, where one was given. */
static libing_status span_days(const ing_eval *at, const ing_expr *expr, ing_date first, ing_date last,
                               int64_t *days, libing_error *err)
{
    ing_text words[2];
    *days = 0;
    if (expr->count < 4 || last <= first)
        return LIBING_OK;
    for (size_t i = 0; i < 2; i++) {
        ing_value word;
        libing_status status = ing_eval_value(at, expr->kids[i + 2], &word, err);
        if (status != LIBING_OK)
            return status;
        words[i] = word.text;
    }
    return ing_eval_span(at, words, first, last, days, err);
}

static libing_status call_elapsed(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                  libing_error *err)
{
    ing_value from, to;
    ing_date first, last;
    libing_status status = ing_eval_value(at, expr->kids[0], &from, err);
    if (status == LIBING_OK)
        status = ing_eval_value(at, expr->kids[1], &to, err);
    if (status != LIBING_OK || from.kind == ING_VALUE_UNKNOWN || to.kind == ING_VALUE_UNKNOWN)
        return status;
    if (!day_of(&from, &first) || !day_of(&to, &last))
        return fail_operand(expr, err);
    int64_t days = 0;
    status = span_days(at, expr, first, last, &days, err);
    *out = ing_value_of_integer((int64_t)last - first - days);
    return status;
}

/* --- earliest latest least greatest ------------------------------------------------------------- */

typedef struct extreme {
    const ing_type *ladder;
    bool wants_more;
    bool skips_unknown;             /* of dates the known ones count; a number unknown is unknown */
    bool is_unknown;
    ing_value *best;
} extreme;

static ing_moment moment_of(const ing_value *value)
{
    if (value->kind == ING_VALUE_MOMENT)
        return value->moment;
    return (ing_moment){ (int64_t)value->date * 86400, true };
}

static libing_status consider(extreme *state, const ing_value *value, libing_error *err)
{
    int order = 0;
    bool tie = false;
    if (value->kind == ING_VALUE_UNKNOWN) {
        state->is_unknown = state->is_unknown || !state->skips_unknown;
        return LIBING_OK;
    }
    if (state->best->kind == ING_VALUE_UNKNOWN) {
        *state->best = *value;
        return LIBING_OK;
    }
    libing_status status = ing_value_order(value, state->best, state->ladder, &order, &tie, err);
    if (status != LIBING_OK)
        return status;
    if (tie) /* some hour is unknown: listed order, so that the result does not depend on chance */
        order = ing_moment_order(moment_of(value), moment_of(state->best));
    if (state->wants_more ? order > 0 : order < 0)
        *state->best = *value;
    return LIBING_OK;
}

static libing_status call_extreme(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                  libing_error *err)
{
    bool is_time = expr->call == ING_CALL_EARLIEST || expr->call == ING_CALL_LATEST;
    bool wants_more = expr->call == ING_CALL_LATEST || expr->call == ING_CALL_GREATEST;
    extreme state = { ing_expr_ladder(expr->kids, expr->count), wants_more, is_time, false, out };
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < expr->count && status == LIBING_OK; i++) {
        ing_value value;
        status = ing_eval_value(at, expr->kids[i], &value, err);
        if (status == LIBING_OK && value.kind != ING_VALUE_LIST)
            status = consider(&state, &value, err);
        for (size_t j = 0; status == LIBING_OK && value.kind == ING_VALUE_LIST && j < value.count; j++)
            status = consider(&state, &value.items[j], err);
    }
    if (status != LIBING_OK || state.is_unknown)
        *out = ing_value_none();
    return status;
}

/* --- lists -------------------------------------------------------------------------------------- */

/* The first known value; where none is, an empty list rather than nothing. */
/* One beside lists is a list of one. */
static libing_status as_list(const ing_eval *at, ing_value *value, libing_error *err)
{
    ing_value *item = ing_arena_new(at->judgement->arena, 1, sizeof *item);
    if (item == NULL)
        return ing_fail_nomem(err);
    *item = *value;
    *value = (ing_value){ .kind = ING_VALUE_LIST, .count = 1, .items = item, .seq = item->seq };
    return LIBING_OK;
}

static libing_status call_either(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                 libing_error *err)
{
    for (size_t i = 0; i < expr->count; i++) {
        ing_value value;
        libing_status status = ing_eval_value(at, expr->kids[i], &value, err);
        if (status != LIBING_OK)
            return status;
        if (expr->type->kind == ING_TYPE_LIST && value.kind != ING_VALUE_LIST && value.kind != ING_VALUE_UNKNOWN)
            status = as_list(at, &value, err);
        if (status != LIBING_OK)
            return status;
        if (value.kind != ING_VALUE_UNKNOWN)
            *out = value;
        if (ing_value_is_known(&value))
            return LIBING_OK;
    }
    return LIBING_OK;
}

static libing_status call_pick(const ing_eval *at, const ing_expr *expr, ing_value *out,
                               libing_error *err)
{
    ing_value list;
    libing_status status = ing_eval_value(at, expr->kids[0], &list, err);
    if (status != LIBING_OK || list.kind != ING_VALUE_LIST)
        return status;
    ing_value *items = ing_arena_new(at->judgement->arena, list.count, sizeof *items);
    if (items == NULL)
        return ing_fail_nomem(err);
    ing_eval inner = *at;
    size_t count = 0;
    for (size_t i = 0; i < list.count; i++) {
        ing_truth truth;
        inner.it = &list.items[i];
        status = ing_eval_truth(&inner, expr->kids[1], &truth, err);
        if (status != LIBING_OK)
            return status;
        if (truth == ING_TRUE)
            items[count++] = list.items[i];
    }
    *out = list;
    out->items = items;
    out->count = count;
    return LIBING_OK;
}

/* Equal shares in fen; what does not divide goes to the first (SPEC D-6). */
static libing_status call_split(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                libing_error *err)
{
    ing_value money, list;
    ing_number exact;
    libing_status status = ing_eval_value(at, expr->kids[0], &money, err);
    if (status == LIBING_OK)
        status = ing_eval_value(at, expr->kids[1], &list, err);
    if (status != LIBING_OK || money.kind == ING_VALUE_UNKNOWN || list.kind == ING_VALUE_UNKNOWN)
        return status;
    if (!ing_number_of(&money, &exact) || list.kind != ING_VALUE_LIST)
        return fail_operand(expr, err);
    ing_value *shares = ing_arena_new(at->judgement->arena, list.count, sizeof *shares);
    if (shares == NULL)
        return ing_fail_nomem(err);
    int64_t fen = ing_number_half_up(exact), count = (int64_t)list.count;
    for (size_t i = 0; i < list.count; i++)
        shares[i] = ing_value_of_integer(fen / count + (i == 0 ? fen % count : 0));
    *out = ing_value_of(ING_VALUE_LIST);
    out->items = shares;
    out->count = list.count;
    return LIBING_OK;
}

static libing_status call_ratio(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                libing_error *err)
{
    ing_value above, below;
    libing_status status = ing_eval_value(at, expr->kids[0], &above, err);
    if (status == LIBING_OK)
        status = ing_eval_value(at, expr->kids[1], &below, err);
    if (status != LIBING_OK || above.kind == ING_VALUE_UNKNOWN || below.kind == ING_VALUE_UNKNOWN)
        return status;
    if (above.kind != ING_VALUE_INTEGER || below.kind != ING_VALUE_INTEGER)
        return fail_operand(expr, err);
    if (below.number == 0)
        return ing_fail(err, LIBING_ERR_RULE, "rule.ratio", "'%.*s' divides by zero",
                        "“%.*s”以零为除数", ING_TEXT_ARG(expr->source));
    *out = ing_value_of(ING_VALUE_RATIO);
    out->number = below.number < 0 ? -above.number : above.number;
    out->divisor = below.number < 0 ? -below.number : below.number;
    return LIBING_OK;
}

libing_status ing_eval_call(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    *out = ing_value_none();
    switch (expr->call) {
    case ING_CALL_DAYS:
        return call_duration(at, expr, ING_UNIT_DAYS, out, err);
    case ING_CALL_WORKDAYS:
        return call_duration(at, expr, ING_UNIT_WORKDAYS, out, err);
    case ING_CALL_MONTHS:
        return call_duration(at, expr, ING_UNIT_MONTHS, out, err);
    case ING_CALL_HOURS:
        return call_duration(at, expr, ING_UNIT_HOURS, out, err);
    case ING_CALL_ROLL:
        return call_roll(at, expr, out, err);
    case ING_CALL_ELAPSED:
        return call_elapsed(at, expr, out, err);
    case ING_CALL_EARLIEST:
    case ING_CALL_LATEST:
    case ING_CALL_LEAST:
    case ING_CALL_GREATEST:
        return call_extreme(at, expr, out, err);
    case ING_CALL_EITHER:
        return call_either(at, expr, out, err);
    case ING_CALL_PICK:
        return call_pick(at, expr, out, err);
    case ING_CALL_SPLIT:
        return call_split(at, expr, out, err);
    case ING_CALL_RATIO:
        return call_ratio(at, expr, out, err);
    case ING_CALL_ENTERED:
        return ing_eval_entered(at, expr, out, err);
    case ING_CALL_COVERED:
        return ing_eval_covered(at, expr, out, err);
    }
    return LIBING_OK;
}
