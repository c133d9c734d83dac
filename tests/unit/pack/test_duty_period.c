/* SPDX-License-Identifier: Apache-2.0 */
/* Periods of the calendar: their bounds, their names, and back. */
#include "pack/duty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define DAY_SECONDS INT64_C(86400)

static int64_t second_of(int32_t year, int32_t month, int32_t day, int32_t hour)
{
    return (int64_t)ing_date_of(year, month, day) * DAY_SECONDS + hour * 3600;
}

static void period__is_what_the_calendar_says(void **state)
{
    static const struct {
        ing_every every;
        const char *id;
        int32_t start[4], end[4];
    } wanted[] = {
        { ING_EVERY_HOUR, "2024-02-29T23", { 2024, 2, 29, 23 }, { 2024, 3, 1, 0 } },
        { ING_EVERY_DAY, "2024-02-29", { 2024, 2, 29, 0 }, { 2024, 3, 1, 0 } },
        { ING_EVERY_WEEK, "2024-W09", { 2024, 2, 26, 0 }, { 2024, 3, 4, 0 } },
        { ING_EVERY_MONTH, "2024-02", { 2024, 2, 1, 0 }, { 2024, 3, 1, 0 } },
        { ING_EVERY_QUARTER, "2024-Q1", { 2024, 1, 1, 0 }, { 2024, 4, 1, 0 } },
        { ING_EVERY_YEAR, "2024", { 2024, 1, 1, 0 }, { 2025, 1, 1, 0 } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const int32_t *start = wanted[i].start, *end = wanted[i].end;
        ing_period period = ing_period_of(wanted[i].every, second_of(2024, 2, 29, 23) + 3599);

        assert_string_equal(wanted[i].id, period.id);
        assert_int_equal(second_of(start[0], start[1], start[2], start[3]), period.start);
        assert_int_equal(second_of(end[0], end[1], end[2], end[3]), period.end);
        assert_int_equal(wanted[i].every == ING_EVERY_HOUR, period.is_hour);
    }
}

static void period__of_a_week_belongs_to_the_year_of_its_thursday(void **state)
{
    ing_period last = ing_period_of(ING_EVERY_WEEK, second_of(2027, 1, 3, 0));
    ing_period first = ing_period_next(ING_EVERY_WEEK, &last);

    (void)state;
    assert_string_equal("2026-W53", last.id);
    assert_string_equal("2027-W01", first.id);
    assert_string_equal("2025-W01", ing_period_of(ING_EVERY_WEEK, second_of(2024, 12, 30, 0)).id);
}

static void period__follows_the_one_before_without_a_gap(void **state)
{
    (void)state;
    for (ing_every every = ING_EVERY_HOUR; every <= ING_EVERY_YEAR; every++) {
        ing_period period = ing_period_of(every, second_of(1969, 12, 31, 23));

        for (int i = 0; i < 30; i++) {
            ing_period next = ing_period_next(every, &period);

            assert_int_equal(period.end, next.start);
            assert_string_not_equal(period.id, next.id);
            period = next;
        }
    }
}

static void period__is_found_again_by_its_id(void **state)
{
    (void)state;
    for (ing_every every = ING_EVERY_HOUR; every <= ING_EVERY_YEAR; every++) {
        ing_period period = ing_period_of(every, second_of(2020, 12, 28, 22)), found;

        for (int i = 0; i < 60; i++) {
            assert_true(ing_period_read(ing_period_id(&period), &found));
            assert_int_equal(period.start, found.start);
            assert_int_equal(period.end, found.end);
            period = ing_period_next(every, &period);
        }
    }
}

static void period__of_no_id_is_refused(void **state)
{
    static const char *const ids[] = { "",        "24",      "0000",     "2024-Q0",       "2024-Q5",  "2024-00", "2024-13",
                                       "2024-W00", "2024-W53", "2024-w09", "2024-02-30",    "2024-Q11", "2024-xx", "x024",
                                       "2024-02-29T24", "2024-02-29 23", "2024-02-29T2" };
    ing_period period;

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (ing_period_read(ing_text_of(ids[i]), &period))
            fail_msg("'%s' became %s", ids[i], period.id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(period__is_what_the_calendar_says),
        cmocka_unit_test(period__of_a_week_belongs_to_the_year_of_its_thursday),
        cmocka_unit_test(period__follows_the_one_before_without_a_gap),
        cmocka_unit_test(period__is_found_again_by_its_id),
        cmocka_unit_test(period__of_no_id_is_refused),
    };

    return cmocka_run_group_tests_name("pack/duty_period", tests, NULL, NULL);
}
