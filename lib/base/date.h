/* SPDX-License-Identifier: Apache-2.0 */
/* Dates: civil days and local moments without a clock, a locale or the C library's time zone. */
#ifndef ING_BASE_DATE_H
#define ING_BASE_DATE_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years 0001..9999. */
typedef int32_t ing_date;

#define ING_DATE_MIN ((ing_date)-719162) /* 0001-01-01 */
#define ING_DATE_MAX ((ing_date)2932896) /* 9999-12-31 */

/* A point of valid time in the store's fixed zone: local seconds since 1970-01-01T00:00, or a whole
 * day whose hour is unknown (then `second` is that day's first). */
typedef struct ing_moment {
    int64_t second;
    bool whole_day;
} ing_moment;

typedef struct ing_civil { int32_t year, month, day; } ing_civil;

ing_date ing_date_of(int32_t year, int32_t month, int32_t day); /* must be valid */
ing_civil ing_date_civil(ing_date date);
int ing_date_weekday(ing_date date);                /* 1 = Monday .. 7 = Sunday */
void ing_date_iso_week(ing_date date, int32_t *year, int32_t *week);

/* "2024-03-15", exactly; false when it is no date. */
bool ing_date_parse(ing_text text, ing_date *out);
void ing_date_format(ing_date date, char out[11]);

/* The same day `months` later (or earlier). When that month is too short: clip = its last day,
 * otherwise spill = the first day of the next. Ends at ING_DATE_MIN and ING_DATE_MAX. */
ing_date ing_date_add_months(ing_date date, int32_t months, bool clip);

/* Fixed offsets "+08:00" in seconds; false for anything else ("-00:00" too) or beyond 14 hours. */
bool ing_zone_parse(ing_text text, int32_t *seconds_out);
void ing_zone_format(int32_t seconds, char out[7]);

/* "YYYY-MM-DD" or "YYYY-MM-DDTHH:MM:SS+hh:mm". Returns false when it is neither, or when the offset
 * is not `zone_seconds` (then *other_zone is true). */
bool ing_moment_parse(ing_text text, int32_t zone_seconds, ing_moment *out, bool *other_zone);
void ing_moment_format(ing_moment moment, int32_t zone_seconds, char out[26]);

static inline ing_date ing_moment_date(ing_moment moment)
{
    int64_t second = moment.second;
    return (ing_date)(second >= 0 ? second / 86400 : -((-second + 86399) / 86400));
}

/* Order of T-8: by day, then timed moments by time, then whole days. Two moments on one day of which
 * one or both are whole days are a tie for rules (ing_moment_ties), but ordered here, for listing. */
int ing_moment_order(ing_moment a, ing_moment b);
bool ing_moment_ties(ing_moment a, ing_moment b);

/* Transaction time: milliseconds since 1970 UTC, always 24 bytes "YYYY-MM-DDTHH:MM:SS.mmmZ". */
bool ing_instant_parse(ing_text text, int64_t *ms_out);
void ing_instant_format(int64_t ms, char out[25]);

#endif
