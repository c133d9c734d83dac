/* SPDX-License-Identifier: Apache-2.0 */
/* + - *: numbers exactly, dates and moments with durations. */
#include "pack/eval.h"

#include <inttypes.h>

static libing_status fail_kinds(const char *sign, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_RULE, "rule.arithmetic", "'%s' between values that it does not join",
                    "“%s”两边的值不能这样运算", sign);
}

static libing_status fail_overflow(libing_error *err)
{
    return ing_fail(err, LIBING_ERR_RULE, "rule.overflow",
                    "number beyond %" PRId64 ", or too fine to be held exactly",
                    "数值超出 %" PRId64 "，或过细而无法精确保存", ING_JSON_INTEGER_MAX);
}

/* --- dates -------------------------------------------------------------------------------------- */

static libing_status fail_range(libing_error *err)
{
    return ing_fail(err, LIBING_ERR_RULE, "rule.date_range", "date outside the years 0001..9999",
                    "日期不在 0001..9999 年之内");
}

static libing_status add_days(ing_date date, int64_t days, ing_date *out, libing_error *err)
{
    *out = date;
    if (days > ING_DATE_MAX - (int64_t)date || days < ING_DATE_MIN - (int64_t)date)
        return fail_range(err);
    *out = (ing_date)(date + days);
    return LIBING_OK;
}

static libing_status add_months(ing_date date, int64_t months, bool clip, ing_date *out,
                                libing_error *err)
{
    *out = date;
    ing_civil civil = ing_date_civil(date);
    int64_t month = (int64_t)civil.year * 12 + civil.month - 1;
    if (months > 9999 * 12 + 11 - month || months < 12 - month)
        return fail_range(err);
    *out = ing_date_add_months(date, (int32_t)months, clip);
    return LIBING_OK;
}

/* Working days backwards: as many as lie before the day, itself not counted. */
static libing_status back_workdays(const ing_calendar *calendar, ing_date date, int64_t count,
                                   ing_date *out, libing_error *err)
{
    while (count > 0) {
        bool works;
        date--;
        libing_status status = ing_calendar_is_workday(calendar, date, &works, err);
        if (status != LIBING_OK)
            return status;
        count -= works;
    }
    *out = date;
    return LIBING_OK;
}

static libing_status shift_date(const ing_eval *at, ing_date date, const ing_value *duration,
                                int64_t count, ing_date *out, libing_error *err)
{
    const ing_calendar *calendar = at->judgement->pack->calendar;
    switch (duration->unit) {
    case ING_UNIT_DAYS:
        return add_days(date, count, out, err);
    case ING_UNIT_WORKDAYS:
        if (count < 0)
            return back_workdays(calendar, date, -count, out, err);
        return ing_calendar_add(calendar, date, count, out, err);
    case ING_UNIT_MONTHS:
        return add_months(date, count, duration->clip, out, err);
    case ING_UNIT_HOURS:
        return add_days(date, count / 24, out, err);
    }
    return LIBING_OK;
}

/* Hours on a day whose hour is unknown lead to a known day only when they are whole days. */
static libing_status add_hours(const ing_value *a, int64_t hours, ing_value *out, libing_error *err)
{
    const int64_t first = (int64_t)ING_DATE_MIN * 86400, last = (int64_t)ING_DATE_MAX * 86400 + 86399;
    if (a->moment.whole_day && hours % 24 != 0) {
        *out = ing_value_none();
        return LIBING_OK;
    }
    if (hours > (last - a->moment.second) / 3600 || hours < (first - a->moment.second) / 3600)
        return fail_range(err);
    out->moment.second += hours * 3600;
    return LIBING_OK;
}

static libing_status shift(const ing_eval *at, const ing_value *a, const ing_value *duration,
                           bool minus, ing_value *out, libing_error *err)
{
    int64_t count = minus ? -duration->number : duration->number;
    *out = *a;
    out->seq = -1;
    if (a->kind == ING_VALUE_MOMENT && duration->unit == ING_UNIT_HOURS)
        return add_hours(a, count, out, err);
    ing_date from = a->kind == ING_VALUE_DATE ? a->date : ing_moment_date(a->moment), to = from;
    if (duration->unit == ING_UNIT_HOURS && count % 24 != 0) {
        *out = ing_value_none();
        return LIBING_OK;
    }
    libing_status status = shift_date(at, from, duration, count, &to, err);
    if (status != LIBING_OK)
        return status;
    out->date = to;
    out->moment.second += ((int64_t)to - from) * 86400;
    return LIBING_OK;
}

/* --- numbers ------------------------------------------------------------------------------------ */

/* A sum or product in the form of its parts: whole, decimal with `places`, or a ratio. */
static libing_status set_number(ing_number number, const ing_value *a, const ing_value *b,
                                int32_t places, ing_value *out, libing_error *err)
{
    bool is_ratio = a->kind == ING_VALUE_RATIO || b->kind == ING_VALUE_RATIO;
    if (is_ratio) {
        *out = ing_value_of(ING_VALUE_RATIO);
        out->number = number.above;
        out->divisor = number.below;
        return LIBING_OK;
    }
    *out = ing_value_of(places > 0 ? ING_VALUE_DECIMAL : ING_VALUE_INTEGER);
    out->places = places;
    return ing_number_places(number, places, &out->number) ? LIBING_OK : fail_overflow(err);
}

static int32_t places_of(const ing_value *value)
{
    return value->kind == ING_VALUE_DECIMAL ? value->places : 0;
}

static libing_status add_durations(const ing_value *a, const ing_value *b, bool minus, ing_value *out,
                                   libing_error *err)
{
    ing_number sum;
    if (a->unit != b->unit || (a->unit == ING_UNIT_MONTHS && a->clip != b->clip))
        return fail_kinds(minus ? "-" : "+", err);
    if (!ing_number_add((ing_number){ a->number, 1 }, (ing_number){ b->number, 1 }, minus, &sum))
        return fail_overflow(err);
    *out = *a;
    out->number = sum.above;
    out->seq = -1;
    return LIBING_OK;
}

static bool is_time(const ing_value *value)
{
    return value->kind == ING_VALUE_DATE || value->kind == ING_VALUE_MOMENT;
}

libing_status ing_eval_add(const ing_eval *at, const ing_value *a, const ing_value *b, bool minus,
                           ing_value *out, libing_error *err)
{
    ing_number x, y, sum;
    *out = ing_value_none();
    if (a->kind == ING_VALUE_UNKNOWN || b->kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    if (is_time(a) && b->kind == ING_VALUE_DURATION)
        return shift(at, a, b, minus, out, err);
    if (is_time(b) && a->kind == ING_VALUE_DURATION && !minus)
        return shift(at, b, a, false, out, err);
    if (a->kind == ING_VALUE_DURATION && b->kind == ING_VALUE_DURATION)
        return add_durations(a, b, minus, out, err);
    if (!ing_number_of(a, &x) || !ing_number_of(b, &y))
        return fail_kinds(minus ? "-" : "+", err);
    if (!ing_number_add(x, y, minus, &sum))
        return fail_overflow(err);
    int32_t places = places_of(a) > places_of(b) ? places_of(a) : places_of(b);
    return set_number(sum, a, b, places, out, err);
}

static libing_status multiply_values(const ing_value *a, const ing_value *b, ing_value *out,
                                     libing_error *err)
{
    ing_number x, y, product;
    *out = ing_value_none();
    if (a->kind == ING_VALUE_UNKNOWN || b->kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    if (!ing_number_of(a, &x) || !ing_number_of(b, &y))
        return fail_kinds("*", err);
    if (!ing_number_multiply(x, y, &product))
        return fail_overflow(err);
    return set_number(product, a, b, places_of(a) + places_of(b), out, err);
}

libing_status ing_eval_arithmetic(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                  libing_error *err)
{
    ing_value a = ing_value_none(), b = a;
    *out = a;
    libing_status status = ing_eval_value(at, expr->kids[0], &a, err);
    if (status == LIBING_OK)
        status = ing_eval_value(at, expr->kids[1], &b, err);
    if (status != LIBING_OK)
        return status;
    if (expr->kind == ING_EXPR_MULTIPLY)
        return multiply_values(&a, &b, out, err);
    return ing_eval_add(at, &a, &b, expr->kind == ING_EXPR_SUBTRACT, out, err);
}
