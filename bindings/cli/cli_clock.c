/* SPDX-License-Identifier: Apache-2.0 */
/* --clock: a moment with its offset from UTC, as milliseconds since 1970; and the day that it is. */
#include "cli.h"

#include <string.h>

/* `count` digits as a number; -1 when one is none. */
static int64_t read_digits(const char *text, size_t count)
{
    int64_t number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static int64_t month_days(int64_t year, int64_t month)
{
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (month == 2)
        return leap ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Days since 1970-01-01; the year is counted from March, so that a leap day is its last. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t shifted = month <= 2 ? year - 1 : year;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + day_of_year - 719468;
}

/* "Z" or "+hh:mm"; false for anything else. */
static bool read_offset(const char *text, int64_t *minutes_out)
{
    int64_t hours, minutes;
    *minutes_out = 0;
    if (strcmp(text, "Z") == 0)
        return true;
    if (strlen(text) != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return false;
    hours = read_digits(text + 1, 2);
    minutes = read_digits(text + 4, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
        return false;
    *minutes_out = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
    return true;
}

static bool read_clock(const char *text, int64_t *ms_out)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    int64_t year, month, day, hour, minute, second, ms = 0, offset;
    size_t len = strlen(text), at = sizeof shape - 1;
    if (len < at + 1)
        return false;
    for (size_t i = 0; i < at; i++) {
        if (shape[i] != 'd' && text[i] != shape[i])
            return false;
    }
    year = read_digits(text, 4);
    month = read_digits(text + 5, 2);
    day = read_digits(text + 8, 2);
    hour = read_digits(text + 11, 2);
    minute = read_digits(text + 14, 2);
    second = read_digits(text + 17, 2);
    if (text[at] == '.' && len > at + 4) {
        ms = read_digits(text + at + 1, 3);
        at += 4;
    }
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_days(year, month) ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || ms < 0)
        return false;
    if (!read_offset(text + at, &offset))
        return false;
    *ms_out =
        (((days_of(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 +
        ms;
    return true;
}

int cli_parse_clock(cli_call *cli, const char *text, int64_t *ms_out)
{
    if (read_clock(text, ms_out))
        return CLI_FINE;
    return cli_refuse(cli, "cli.clock", "--clock '%s' is no time such as 2024-03-15T09:00:00+08:00",
                      "--clock '%s' 不是 2024-03-15T09:00:00+08:00 这样的时刻", text);
}

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))

bool cli_local_day(int64_t ms, const char *zone, char day[11])
{
    int64_t minutes, days, year = 1970, month = 1;
    if (!read_offset(zone, &minutes))
        return false;
    ms += minutes * 60 * 1000;
    if (ms < 0 || ms >= days_of(10000, 1, 1) * DAY_MS)
        return false;
    days = ms / DAY_MS;
    year += days / 366; /* not too late; a year at a time from there */
    while (days_of(year + 1, 1, 1) <= days)
        year++;
    while (month < 12 && days_of(year, month + 1, 1) <= days)
        month++;
    (void)snprintf(day, 11, "%04d-%02d-%02d", (int)year, (int)month,
                   (int)(days - days_of(year, month, 1) + 1));
    return true;
}
