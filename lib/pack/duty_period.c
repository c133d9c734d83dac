/* SPDX-License-Identifier: Apache-2.0 */
/* Periods of the calendar: where they begin and end, and what they are called. */
#include "pack/duty.h"

#include <stdio.h>

#define DAY_SECONDS 86400
#define HOUR_SECONDS 3600

static int64_t midnight(ing_date day)
{
    return (int64_t)day * DAY_SECONDS;
}

static ing_date day_of(int64_t second)
{
    return ing_moment_date((ing_moment){ second, false });
}

/* --- days and longer ---------------------------------------------------------------------------- */

static ing_date first_day(ing_every every, ing_date day)
{
    ing_civil civil = ing_date_civil(day);

    switch (every) {
    case ING_EVERY_WEEK:
        return day - (ing_date_weekday(day) - 1);
    case ING_EVERY_MONTH:
        return ing_date_of(civil.year, civil.month, 1);
    case ING_EVERY_QUARTER:
        return ing_date_of(civil.year, (civil.month - 1) / 3 * 3 + 1, 1);
    case ING_EVERY_YEAR:
        return ing_date_of(civil.year, 1, 1);
    default:
        return day;
    }
}

static ing_date behind(ing_every every, ing_date first)
{
    switch (every) {
    case ING_EVERY_WEEK:
        return first + 7;
    case ING_EVERY_MONTH:
        return ing_date_add_months(first, 1, true);
    case ING_EVERY_QUARTER:
        return ing_date_add_months(first, 3, true);
    case ING_EVERY_YEAR:
        return ing_date_add_months(first, 12, true);
    default:
        return first + 1;
    }
}

/* What it is called; the first day of a month and of a year begins with its name. */
static void name_period(ing_every every, ing_date first, char out[32])
{
    ing_civil civil = ing_date_civil(first);
    int32_t year = civil.year, week = 0;
    char day[11], ending[5];

    ing_date_format(first, day);
    if (every == ING_EVERY_WEEK) {
        ing_date_iso_week(first, &year, &week);
        ing_date_format(ing_date_of(year, 1, 4), day); /* always of the first week */
    }
    (void)snprintf(ending, sizeof ending, "-W%02d", (int)(week & 63));
    if (every == ING_EVERY_QUARTER)
        (void)snprintf(ending, sizeof ending, "-Q%d", (int)((civil.month - 1) / 3 & 3) + 1);
    switch (every) {
    case ING_EVERY_YEAR:
        (void)snprintf(out, 32, "%.4s", day);
        break;
    case ING_EVERY_MONTH:
        (void)snprintf(out, 32, "%.7s", day);
        break;
    case ING_EVERY_WEEK:
    case ING_EVERY_QUARTER:
        (void)snprintf(out, 32, "%.4s%s", day, ending);
        break;
    default:
        (void)snprintf(out, 32, "%s", day);
        break;
    }
}

/* --- periods ------------------------------------------------------------------------------------ */

static ing_period hour_of(int64_t second)
{
    int64_t left = second % HOUR_SECONDS, start = second - (left < 0 ? left + HOUR_SECONDS : left);
    ing_period period = { start, start + HOUR_SECONDS, true, false, { 0 } };
    ing_date day = day_of(start);
    char text[11];

    ing_date_format(day, text);
    (void)snprintf(period.id, sizeof period.id, "%sT%02d", text,
                   (int)((start - midnight(day)) / HOUR_SECONDS & 31));
    return period;
}

ing_period ing_period_of(ing_every every, int64_t second)
{
    ing_period period = { 0, 0, false, false, { 0 } };
    ing_date first = first_day(every, day_of(second));

    if (every == ING_EVERY_HOUR)
        return hour_of(second);
    period.start = midnight(first);
    period.end = midnight(behind(every, first));
    name_period(every, first, period.id);
    return period;
}

ing_period ing_period_next(ing_every every, const ing_period *period)
{
    return ing_period_of(every, period->end);
}

/* --- by name ------------------------------------------------------------------------------------ */

static int32_t number_of(ing_text text, size_t from, size_t to)
{
    int32_t number = 0;

    for (size_t i = from; i < to && i < text.len; i++)
        number = number * 10 + (text.ptr[i] - '0');
    return number;
}

/* A second of the period that the id seems to name; whether it is well written is seen when the period is
 * named again. */
static bool point_into(ing_text id, ing_every *every, int64_t *second)
{
    int32_t year = number_of(id, 0, 4), number = number_of(id, 6, 7);
    bool is_week = id.len == 8 && id.ptr[5] == 'W', is_quarter = id.len == 7 && id.ptr[5] == 'Q';
    ing_date day;

    if (year < 1 || year > 9999)
        return false;
    day = ing_date_of(year, 1, 1);
    *every = is_quarter       ? ING_EVERY_QUARTER
             : id.len == 4    ? ING_EVERY_YEAR
             : is_week        ? ING_EVERY_WEEK
             : id.len == 7    ? ING_EVERY_MONTH
             : id.len == 10   ? ING_EVERY_DAY
                              : ING_EVERY_HOUR;
    if (is_quarter)
        day = number >= 1 && number <= 4 ? ing_date_add_months(day, number * 3 - 3, true) : day;
    else if (is_week)
        day = ing_date_of(year, 1, 4) + 7 * (number_of(id, 6, 8) % 64 - 1);
    else if (id.len == 7)
        day = ing_date_add_months(day, (number_of(id, 5, 7) % 64 + 11) % 12, true);
    else if (id.len >= 10 && !ing_date_parse((ing_text){ id.ptr, 10 }, &day))
        return false;
    *second = midnight(day) + (id.len == 13 ? (int64_t)(number_of(id, 11, 13) % 24) * HOUR_SECONDS : 0);
    return true;
}

bool ing_period_read(ing_text id, ing_period *out)
{
    ing_every every;
    int64_t second;
    bool has_length = id.len == 4 || id.len == 7 || id.len == 8 || id.len == 10 || id.len == 13;

    if (!has_length || !point_into(id, &every, &second))
        return false;
    *out = ing_period_of(every, second);
    return ing_text_equal(id, ing_period_id(out));
}
