/* SPDX-License-Identifier: Apache-2.0 */
/* Working days by the calendar of the published scenarios, and calendars that are none. */
#include "base/calendar.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const char csv[] = "from,to,kind\n"
                          "2023-12-01,2025-06-30,covers\n"
                          "2023-12-30,2024-01-01,holiday\n"
                          "2024-02-10,2024-02-17,holiday\n"
                          "2024-04-04,2024-04-06,holiday\n"
                          "2024-05-01,2024-05-05,holiday\n"
                          "2024-06-08,2024-06-10,holiday\n"
                          "2024-09-15,2024-09-17,holiday\n"
                          "2024-10-01,2024-10-07,holiday\n"
                          "2025-01-01,2025-01-01,holiday\n"
                          "2025-01-28,2025-02-04,holiday\n"
                          "2025-04-04,2025-04-06,holiday\n"
                          "2025-05-01,2025-05-05,holiday\n"
                          "2025-05-31,2025-06-02,holiday\n"
                          "2024-02-04,2024-02-04,workday\n"
                          "2024-02-18,2024-02-18,workday\n"
                          "2024-04-07,2024-04-07,workday\n"
                          "2024-04-28,2024-04-28,workday\n"
                          "2024-05-11,2024-05-11,workday\n"
                          "2024-09-14,2024-09-14,workday\n"
                          "2024-09-29,2024-09-29,workday\n"
                          "2024-10-12,2024-10-12,workday\n"
                          "2025-01-26,2025-01-26,workday\n"
                          "2025-02-08,2025-02-08,workday\n"
                          "2025-04-27,2025-04-27,workday\n";

static int set_up(void **state)
{
    ing_calendar *calendar = NULL;
    libing_error err = LIBING_ERROR_INIT;
    libing_status status =
        ing_calendar_read(ing_text_of(csv), ING_TEXT_LIT("calendar.csv"), &calendar, &err);
    if (status != LIBING_OK)
        fail_msg("%s", err.message);
    *state = calendar;
    return 0;
}

static int tear_down(void **state)
{
    ing_calendar_free(*state);
    return 0;
}

static ing_date day(const char *text)
{
    ing_date date = 0;
    assert_true(ing_date_parse(ing_text_of(text), &date));
    return date;
}

static bool works(const ing_calendar *calendar, const char *text)
{
    bool out = false;
    assert_int_equal(LIBING_OK, ing_calendar_is_workday(calendar, day(text), &out, NULL));
    return out;
}

static void assert_added(const ing_calendar *calendar, const char *expected, const char *start,
                         int64_t count)
{
    ing_date out;
    char text[11];
    assert_int_equal(LIBING_OK, ing_calendar_add(calendar, day(start), count, &out, NULL));
    ing_date_format(out, text);
    assert_string_equal(expected, text);
}

static void assert_rolled(const ing_calendar *calendar, const char *expected, const char *from)
{
    ing_date out;
    char text[11];
    assert_int_equal(LIBING_OK, ing_calendar_roll(calendar, day(from), &out, NULL));
    ing_date_format(out, text);
    assert_string_equal(expected, text);
}

static void calendar__weekends_and_holidays_rest(void **state)
{
    assert_true(works(*state, "2024-03-15"));
    assert_false(works(*state, "2024-03-16"));
    assert_false(works(*state, "2024-03-17"));
    assert_true(works(*state, "2024-03-18"));
    assert_false(works(*state, "2024-10-01"));
    assert_false(works(*state, "2024-10-07"));
    assert_true(works(*state, "2024-10-08"));
    assert_false(works(*state, "2025-01-01"));
}

static void calendar__make_up_weekend_days_work(void **state)
{
    assert_true(works(*state, "2024-02-04"));
    assert_true(works(*state, "2024-02-18"));
    assert_true(works(*state, "2024-10-12"));
    assert_true(works(*state, "2025-04-27"));
}

static void calendar__whole_cover_has_the_expected_working_days(void **state)
{
    int count = 0;
    for (ing_date date = day("2023-12-01"); date <= day("2025-06-30"); date++) {
        bool out = false;
        assert_int_equal(LIBING_OK, ing_calendar_is_workday(*state, date, &out, NULL));
        count += out;
    }
    assert_int_equal(392, count);
}

static void calendar__added_days_do_not_count_the_start(void **state)
{
    assert_added(*state, "2024-02-23", "2024-02-20", 3);
    assert_added(*state, "2024-02-09", "2024-02-08", 1);
    assert_added(*state, "2024-02-18", "2024-02-09", 1);
    assert_added(*state, "2024-02-19", "2024-02-09", 2);
    assert_added(*state, "2024-02-18", "2024-02-17", 1);
    assert_added(*state, "2024-02-04", "2024-02-03", 1);
    assert_added(*state, "2024-10-08", "2024-09-30", 1);
    assert_added(*state, "2024-05-10", "2024-04-30", 5);
    assert_added(*state, "2024-05-13", "2024-05-01", 7);
    assert_added(*state, "2024-01-04", "2023-12-29", 3);
    assert_added(*state, "2025-02-07", "2025-01-24", 5);
}

static void calendar__zero_days_after_is_the_day_itself(void **state)
{
    assert_added(*state, "2024-02-10", "2024-02-10", 0);
    assert_added(NULL, "2030-01-01", "2030-01-01", 0);
}

static void calendar__rolling_keeps_a_working_day_and_moves_a_rest_day_on(void **state)
{
    assert_rolled(*state, "2024-03-15", "2024-03-15");
    assert_rolled(*state, "2024-03-18", "2024-03-16");
    assert_rolled(*state, "2024-02-18", "2024-02-10");
    assert_rolled(*state, "2024-02-04", "2024-02-04");
    assert_rolled(*state, "2024-10-08", "2024-10-01");
    assert_rolled(*state, "2024-06-11", "2024-06-08");
    assert_rolled(*state, "2025-06-03", "2025-05-31");
}

static void calendar__last_day_of_the_cover_is_answered(void **state)
{
    assert_added(*state, "2025-06-30", "2025-06-27", 1);
    assert_true(works(*state, "2023-12-01"));
    assert_true(works(*state, "2025-06-30"));
}

static void calendar__day_outside_fails_and_names_day_and_cover(void **state)
{
    bool out;
    ing_date date;
    libing_error err = LIBING_ERROR_INIT;
    assert_int_equal(LIBING_ERR_CALENDAR,
                     ing_calendar_is_workday(*state, day("2023-11-30"), &out, &err));
    assert_string_equal(
        "working day asked for 2023-11-30, outside the calendar's cover 2023-12-01..2025-06-30",
        err.message);
    assert_int_equal(LIBING_ERR_CALENDAR,
                     ing_calendar_add(*state, day("2025-06-27"), 2, &date, &err));
    assert_string_equal(
        "working day asked for 2025-07-01, outside the calendar's cover 2023-12-01..2025-06-30",
        err.message);
    assert_string_equal("calendar.outside", err.id);
    ing_error_language(&err, "zh");
    assert_int_equal(LIBING_ERR_CALENDAR,
                     ing_calendar_roll(*state, day("2025-07-05"), &date, &err));
    assert_string_equal("所问工作日 2025-07-05 不在日历覆盖期 2023-12-01..2025-06-30 之内",
                        err.message);
}

static void calendar__end_of_all_dates_fails_and_does_not_overrun(void **state)
{
    ing_calendar *calendar = NULL;
    ing_date date;
    libing_error err = LIBING_ERROR_INIT;
    (void)state;
    assert_int_equal(LIBING_OK,
                     ing_calendar_read(ING_TEXT_LIT("from,to,kind\n9999-12-01,9999-12-31,covers"),
                                       ING_TEXT_LIT("c.csv"), &calendar, &err));
    assert_int_equal(LIBING_ERR_CALENDAR, ing_calendar_add(calendar, ING_DATE_MAX, 1, &date, &err));
    assert_string_equal("working day asked for outside the years 0001..9999", err.message);
    ing_calendar_free(calendar);
}

static void calendar__none_covers_nothing(void **state)
{
    bool out;
    libing_error err = LIBING_ERROR_INIT;
    (void)state;
    assert_int_equal(LIBING_ERR_CALENDAR,
                     ing_calendar_is_workday(NULL, day("2024-03-15"), &out, &err));
    assert_string_equal("working day asked for 2024-03-15, but there is no calendar", err.message);
}

static void calendar__spreadsheet_line_ends_and_mark_are_taken(void **state)
{
    ing_calendar *calendar = NULL;
    libing_error err = LIBING_ERROR_INIT;
    (void)state;
    assert_int_equal(LIBING_OK,
                     ing_calendar_read(ING_TEXT_LIT("\xEF\xBB\xBF" "from,to,kind\r\n"
                                                    "2024-01-01,2024-12-31,covers\r\n\r\n"
                                                    "2024-01-01,2024-01-01,holiday\r\n"),
                                       ING_TEXT_LIT("c.csv"), &calendar, &err));
    assert_false(works(calendar, "2024-01-01"));
    assert_true(works(calendar, "2024-01-02"));
    ing_calendar_free(calendar);
}

static void calendar__overlap_of_one_kind_is_allowed(void **state)
{
    ing_calendar *calendar = NULL;
    (void)state;
    assert_int_equal(LIBING_OK,
                     ing_calendar_read(ING_TEXT_LIT("from,to,kind\n2024-01-01,2024-12-31,covers\n"
                                                    "2024-01-01,2024-01-05,holiday\n"
                                                    "2024-01-04,2024-01-09,holiday\n"),
                                       ING_TEXT_LIT("c.csv"), &calendar, NULL));
    assert_false(works(calendar, "2024-01-09"));
    ing_calendar_free(calendar);
}

#define COVER "from,to,kind\n2024-01-01,2024-12-31,covers\n"

static const struct {
    const char *csv, *id;
    int line;
} refused[] = {
    { "", "calendar.header", 1 },
    { "from;to;kind\n", "calendar.header", 1 },
    { "2024-01-01,2024-12-31,covers\n", "calendar.header", 1 },
    { "from,to,kind\n", "calendar.no_cover", 1 },
    { "from,to,kind\n2024-01-01,2024-01-01,holiday\n", "calendar.no_cover", 2 },
    { COVER "2024-01-01,2024-12-31,covers\n", "calendar.covers_twice", 3 },
    { COVER "2024-02-30,2024-03-01,holiday\n", "calendar.date", 3 },
    { COVER "2024-02-01,2024-2-03,holiday\n", "calendar.date", 3 },
    { COVER "2024-02-01, 2024-02-03,holiday\n", "calendar.date", 3 },
    { COVER "2024-02-03,2024-02-01,holiday\n", "calendar.backwards", 3 },
    { COVER "2024-02-01,2024-02-03\n", "calendar.row", 3 },
    { COVER "2024-02-01\n", "calendar.row", 3 },
    { COVER "2024-02-01,2024-02-03,festival\n", "calendar.kind", 3 },
    { COVER "2024-02-01,2024-02-03,\n", "calendar.kind", 3 },
    { COVER "2024-02-01,2024-02-03,holiday,x\n", "calendar.kind", 3 },
    { COVER "2023-12-31,2024-01-01,holiday\n", "calendar.row_outside", 3 },
    { COVER "\n2024-12-31,2025-01-01,holiday\n", "calendar.row_outside", 4 },
    { COVER "2024-02-01,2024-02-03,holiday\n2024-02-03,2024-02-03,workday\n",
      "calendar.both_kinds", 4 },
};

static void calendar__file_that_is_none_is_refused_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        ing_calendar *calendar = NULL;
        libing_error err = LIBING_ERROR_INIT;
        assert_int_equal(LIBING_ERR_PACK,
                         ing_calendar_read(ing_text_of(refused[i].csv),
                                           ING_TEXT_LIT("holidays.csv"), &calendar, &err));
        assert_null(calendar);
        assert_string_equal("holidays.csv", err.file);
        if (strcmp(err.id, refused[i].id) != 0 || err.line != refused[i].line)
            fail_msg("'%s': %s in line %d, expected %s in %d", refused[i].csv, err.id, err.line,
                     refused[i].id, refused[i].line);
    }
}

static void calendar__conflict_names_the_day(void **state)
{
    ing_calendar *calendar = NULL;
    libing_error err = LIBING_ERROR_INIT;
    (void)state;
    (void)ing_calendar_read(ING_TEXT_LIT(COVER "2024-02-01,2024-02-03,holiday\n"
                                               "2024-02-03,2024-02-04,workday\n"),
                            ING_TEXT_LIT("c.csv"), &calendar, &err);
    assert_string_equal("calendar: 2024-02-03 is both holiday and workday", err.message);
}

static void calendar__failing_allocations_are_nomem(void **state)
{
    libing_status status = LIBING_ERR_NOMEM;
    long n = 0;
    (void)state;
    while (status != LIBING_OK) {
        ing_calendar *calendar = NULL;
        ing_mem_fail_after(++n, false);
        status = ing_calendar_read(ing_text_of(csv), ING_TEXT_LIT("c.csv"), &calendar, NULL);
        ing_mem_fail_after(0, false);
        assert_true(status == LIBING_OK || status == LIBING_ERR_NOMEM);
        assert_true((status == LIBING_OK) == (calendar != NULL));
        ing_calendar_free(calendar);
    }
    assert_int_equal(3, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar__weekends_and_holidays_rest),
        cmocka_unit_test(calendar__make_up_weekend_days_work),
        cmocka_unit_test(calendar__whole_cover_has_the_expected_working_days),
        cmocka_unit_test(calendar__added_days_do_not_count_the_start),
        cmocka_unit_test(calendar__zero_days_after_is_the_day_itself),
        cmocka_unit_test(calendar__rolling_keeps_a_working_day_and_moves_a_rest_day_on),
        cmocka_unit_test(calendar__last_day_of_the_cover_is_answered),
        cmocka_unit_test(calendar__day_outside_fails_and_names_day_and_cover),
        cmocka_unit_test(calendar__end_of_all_dates_fails_and_does_not_overrun),
        cmocka_unit_test(calendar__none_covers_nothing),
        cmocka_unit_test(calendar__spreadsheet_line_ends_and_mark_are_taken),
        cmocka_unit_test(calendar__overlap_of_one_kind_is_allowed),
        cmocka_unit_test(calendar__file_that_is_none_is_refused_with_its_line),
        cmocka_unit_test(calendar__conflict_names_the_day),
        cmocka_unit_test(calendar__failing_allocations_are_nomem),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
