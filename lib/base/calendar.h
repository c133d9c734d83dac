/* SPDX-License-Identifier: Apache-2.0 */
/* Working-day calendars: data with an explicit cover; asking outside it fails loudly (SPEC T-5). */
#ifndef ING_BASE_CALENDAR_H
#define ING_BASE_CALENDAR_H

#include "base/date.h"
#include "base/error.h"

typedef struct ing_calendar ing_calendar;

/* From CSV `from,to,kind` (header line; ends included): exactly one `covers` row, then `holiday` and
 * `workday` rows inside it; other Saturdays and Sundays rest. Overlapping rows of different kind,
 * a date that is none, an unknown kind: LIBING_ERR_PACK with file and line. Immutable. */
libing_status ing_calendar_read(ing_text csv, ing_text file, ing_calendar **out, libing_error *err);
void ing_calendar_free(ing_calendar *calendar);

/* Each fails with LIBING_ERR_CALENDAR, naming the day and the cover, when it needs a day outside. A NULL
 * calendar covers nothing. */
libing_status ing_calendar_is_workday(const ing_calendar *calendar, ing_date day, bool *out,
                                      libing_error *err);
/* `count` working days after `start`, the start day not counted (T-2); count >= 0. */
libing_status ing_calendar_add(const ing_calendar *calendar, ing_date start, int64_t count,
                               ing_date *out, libing_error *err);
/* `day` itself if it is a working day, otherwise the next one (T-4). */
libing_status ing_calendar_roll(const ing_calendar *calendar, ing_date day, ing_date *out,
                                libing_error *err);

#endif
