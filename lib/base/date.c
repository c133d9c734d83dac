/* SPDX-License-Identifier: Apache-2.0 */
/* Dates: civil days by arithmetic, and the three texts they are written as: day, moment, instant. */
#include "base/date.h"

#include "base/error.h"

#define DAY_SECONDS 86400
#define DAY_MS INT64_C(86400000)
#define ERA_YEARS 400
#define ERA_DAYS 146097
/* Days from 0000-03-01, where the arithmetic begins its years, to 1970-01-01. */
#define EPOCH_DAYS 719468

static bool is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int32_t month_days(int32_t year, int32_t month)
{
    static const int8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year. */
ing_date ing_date_of(int32_t year, int32_t month, int32_t day)
{
    ing_check(year >= 1 && year <= 9999 && month >= 1 && month <= 12);
    ing_check(day >= 1 && day <= month_days(year, month));
    int32_t y = month <= 2 ? year - 1 : year;
    int32_t era = y / ERA_YEARS;
    int32_t year_of_era = y - era * ERA_YEARS;
    int32_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_DAYS;
}

ing_civil ing_date_civil(ing_date date)
{
    int64_t shifted = (int64_t)date + EPOCH_DAYS;
    int64_t era = (shifted >= 0 ? shifted : shifted - (ERA_DAYS - 1)) / ERA_DAYS;
    int32_t day_of_era = (int32_t)(shifted - era * ERA_DAYS);
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month_from_march = (5 * day_of_year + 2) / 153;
    ing_civil civil;
    civil.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    civil.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    civil.year = (int32_t)(era * ERA_YEARS) + year_of_era + (civil.month <= 2);
    return civil;
}

int ing_date_weekday(ing_date date)
{
    /* 1970-01-01 was a Thursday. */
    int32_t from_monday = (date % 7 + 3) % 7;
    return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

void ing_date_iso_week(ing_date date, int32_t *year, int32_t *week)
{
    /* A week belongs to the year of its Thursday. */
    ing_date thursday = date - (ing_date_weekday(date) - 4);
    *year = ing_date_civil(thursday).year;
    *week = (thursday - ing_date_of(*year, 1, 1)) / 7 + 1;
}

/* `count` digits at `ptr` as a number, -1 when one of them is none. */
static int32_t digits_value(const char *ptr, size_t count)
{
    int32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        if (ptr[i] < '0' || ptr[i] > '9')
            return -1;
        value = value * 10 + (ptr[i] - '0');
    }
    return value;
}

static void put_digits(char *out, int32_t value, size_t count)
{
    while (count > 0) {
        out[--count] = (char)('0' + value % 10);
        value /= 10;
    }
}

bool ing_date_parse(ing_text text, ing_date *out)
{
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
        return false;
    int32_t year = digits_value(text.ptr, 4);
    int32_t month = digits_value(text.ptr + 5, 2);
    int32_t day = digits_value(text.ptr + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return false;
    *out = ing_date_of(year, month, day);
    return true;
}

/* Without the NUL. */
static void put_date(ing_date date, char *out)
{
    ing_check(date >= ING_DATE_MIN && date <= ING_DATE_MAX);
    ing_civil civil = ing_date_civil(date);
    put_digits(out, civil.year, 4);
    out[4] = '-';
    put_digits(out + 5, civil.month, 2);
    out[7] = '-';
    put_digits(out + 8, civil.day, 2);
}

void ing_date_format(ing_date date, char out[11])
{
    put_date(date, out);
    out[10] = '\0';
}

ing_date ing_date_add_months(ing_date date, int32_t months, bool clip)
{
    ing_civil civil = ing_date_civil(date);
    int64_t count = (int64_t)civil.year * 12 + civil.month - 1 + months;
    if (count < 12)
        return ING_DATE_MIN;
    if (count >= INT64_C(10000) * 12)
        return ING_DATE_MAX;
    int32_t year = (int32_t)(count / 12);
    int32_t month = (int32_t)(count % 12) + 1;
    int32_t last = month_days(year, month);
    if (civil.day <= last)
        return ing_date_of(year, month, civil.day);
    return ing_date_of(year, month, last) + (clip ? 0 : 1);
}

/* "HH:MM" as minutes, -1 when it is none. */
static int32_t clock_minutes(const char *ptr)
{
    int32_t hour = digits_value(ptr, 2);
    int32_t minute = digits_value(ptr + 3, 2);
    if (hour < 0 || hour > 23 || ptr[2] != ':' || minute < 0 || minute > 59)
        return -1;
    return hour * 60 + minute;
}

bool ing_zone_parse(ing_text text, int32_t *seconds_out)
{
    if (text.len != 6 || (text.ptr[0] != '+' && text.ptr[0] != '-'))
        return false;
    int32_t minutes = clock_minutes(text.ptr + 1);
    /* "-00:00" says "zone unknown" (RFC 3339), and would not be written back as it was. */
    if (minutes < 0 || minutes > 14 * 60 || (minutes == 0 && text.ptr[0] == '-'))
        return false;
    *seconds_out = text.ptr[0] == '-' ? -minutes * 60 : minutes * 60;
    return true;
}

/* Without the NUL. */
static void put_zone(int32_t seconds, char *out)
{
    int32_t minutes = (seconds < 0 ? -seconds : seconds) / 60;
    out[0] = seconds < 0 ? '-' : '+';
    put_digits(out + 1, minutes / 60, 2);
    out[3] = ':';
    put_digits(out + 4, minutes % 60, 2);
}

void ing_zone_format(int32_t seconds, char out[7])
{
    put_zone(seconds, out);
    out[6] = '\0';
}

/* "HH:MM:SS" as seconds, -1 when it is none. There is no leap second. */
static int32_t clock_seconds(const char *ptr)
{
    int32_t minutes = clock_minutes(ptr);
    int32_t second = digits_value(ptr + 6, 2);
    if (minutes < 0 || ptr[5] != ':' || second < 0 || second > 59)
        return -1;
    return minutes * 60 + second;
}

/* Without the NUL. */
static void put_clock(int32_t seconds, char *out)
{
    put_digits(out, seconds / 3600, 2);
    out[2] = ':';
    put_digits(out + 3, seconds / 60 % 60, 2);
    out[5] = ':';
    put_digits(out + 6, seconds % 60, 2);
}

bool ing_moment_parse(ing_text text, int32_t zone_seconds, ing_moment *out, bool *other_zone)
{
    ing_date date;
    *other_zone = false;
    if (text.len != 10 && text.len != 25)
        return false;
    if (!ing_date_parse((ing_text){ text.ptr, 10 }, &date))
        return false;
    if (text.len == 10) {
        *out = (ing_moment){ (int64_t)date * DAY_SECONDS, true };
        return true;
    }
    int32_t clock = clock_seconds(text.ptr + 11);
    int32_t zone;
    if (text.ptr[10] != 'T' || clock < 0 || !ing_zone_parse((ing_text){ text.ptr + 19, 6 }, &zone))
        return false;
    *other_zone = zone != zone_seconds;
    if (*other_zone)
        return false;
    *out = (ing_moment){ (int64_t)date * DAY_SECONDS + clock, false };
    return true;
}

void ing_moment_format(ing_moment moment, int32_t zone_seconds, char out[26])
{
    ing_date date = ing_moment_date(moment);
    put_date(date, out);
    out[10] = '\0';
    if (moment.whole_day)
        return;
    out[10] = 'T';
    put_clock((int32_t)(moment.second - (int64_t)date * DAY_SECONDS), out + 11);
    put_zone(zone_seconds, out + 19);
    out[25] = '\0';
}

int ing_moment_order(ing_moment a, ing_moment b)
{
    ing_date a_date = ing_moment_date(a), b_date = ing_moment_date(b);
    if (a_date != b_date)
        return a_date < b_date ? -1 : 1;
    if (a.whole_day != b.whole_day)
        return a.whole_day ? 1 : -1;
    if (a.whole_day)
        return 0;
    return (a.second > b.second) - (a.second < b.second);
}

bool ing_moment_ties(ing_moment a, ing_moment b)
{
    return (a.whole_day || b.whole_day) && ing_moment_date(a) == ing_moment_date(b);
}

bool ing_instant_parse(ing_text text, int64_t *ms_out)
{
    ing_date date;
    if (text.len != 24 || !ing_date_parse((ing_text){ text.ptr, 10 }, &date))
        return false;
    int32_t clock = clock_seconds(text.ptr + 11);
    int32_t ms = digits_value(text.ptr + 20, 3);
    if (text.ptr[10] != 'T' || clock < 0 || text.ptr[19] != '.' || ms < 0 || text.ptr[23] != 'Z')
        return false;
    *ms_out = date * DAY_MS + (int64_t)clock * 1000 + ms;
    return true;
}

void ing_instant_format(int64_t ms, char out[25])
{
    int64_t date = (ms >= 0 ? ms : ms - (DAY_MS - 1)) / DAY_MS;
    int32_t rest = (int32_t)(ms - date * DAY_MS);
    ing_check(date >= ING_DATE_MIN && date <= ING_DATE_MAX);
    put_date((ing_date)date, out);
    out[10] = 'T';
    put_clock(rest / 1000, out + 11);
    out[19] = '.';
    put_digits(out + 20, rest % 1000, 3);
    out[23] = 'Z';
    out[24] = '\0';
}
