/* SPDX-License-Identifier: Apache-2.0 */
/* Days, months, weeks, moments, zones and instants. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ZONE 28800

static ing_date day(const char *text)
{
    ing_date date = 0;
    assert_true(ing_date_parse(ing_text_of(text), &date));
    return date;
}

static ing_moment moment(const char *text)
{
    ing_moment out = { 0, false };
    bool other;
    assert_true(ing_moment_parse(ing_text_of(text), ZONE, &out, &other));
    return out;
}

static void assert_day(const char *expected, ing_date date)
{
    char text[11];
    ing_date_format(date, text);
    assert_string_equal(expected, text);
}

static void date__known_days_have_known_numbers(void **state)
{
    (void)state;
    assert_int_equal(0, ing_date_of(1970, 1, 1));
    assert_int_equal(-1, ing_date_of(1969, 12, 31));
    assert_int_equal(11017, ing_date_of(2000, 3, 1));
    assert_int_equal(19797, ing_date_of(2024, 3, 15));
    assert_int_equal(ING_DATE_MIN, ing_date_of(1, 1, 1));
    assert_int_equal(ING_DATE_MAX, ing_date_of(9999, 12, 31));
}

static void date__every_day_of_the_range_comes_back_from_its_text(void **state)
{
    (void)state;
    int weekday = 1; /* 0001-01-01 was a Monday */
    for (ing_date date = ING_DATE_MIN; date <= ING_DATE_MAX; date++) {
        char text[11];
        ing_date back;
        ing_date_format(date, text);
        if (!ing_date_parse(ing_text_of(text), &back) || back != date)
            fail_msg("day %d is written '%s'", (int)date, text);
        if (ing_date_weekday(date) != weekday)
            fail_msg("%s is weekday %d", text, ing_date_weekday(date));
        weekday = weekday % 7 + 1;
    }
}

static void date__leap_days_follow_the_gregorian_rule(void **state)
{
    (void)state;
    ing_date date;
    assert_true(ing_date_parse(ING_TEXT_LIT("2024-02-29"), &date));
    assert_true(ing_date_parse(ING_TEXT_LIT("2000-02-29"), &date));
    assert_false(ing_date_parse(ING_TEXT_LIT("2023-02-29"), &date));
    assert_false(ing_date_parse(ING_TEXT_LIT("1900-02-29"), &date));
    assert_false(ing_date_parse(ING_TEXT_LIT("2100-02-29"), &date));
}

static void date__texts_that_are_no_date_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "2024", "2024-3-15", "2024-03-1", "2024-03-15 ", " 2024-03-15", "2024/03/15",
        "2024-00-10", "2024-13-10", "2024-03-00", "2024-03-32", "2024-04-31", "2024-06-31",
        "2024-09-31", "2024-11-31", "0000-01-01", "-001-01-01", "+024-03-15", "20240315",
        "2024-03-1a", "2024-0a-15", "2o24-03-15", "2024-03-15T", "10000-01-01", "2024-02-30",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ing_date date;
        if (ing_date_parse(ing_text_of(texts[i]), &date))
            fail_msg("'%s' was taken for a date", texts[i]);
    }
    ing_date date;
    assert_false(ing_date_parse(ING_TEXT_NONE, &date));
}

static void date__months_are_added_to_the_same_day(void **state)
{
    (void)state;
    assert_day("2024-04-15", ing_date_add_months(day("2024-03-15"), 1, true));
    assert_day("2025-03-15", ing_date_add_months(day("2024-03-15"), 12, false));
    assert_day("2023-12-15", ing_date_add_months(day("2024-03-15"), -3, true));
    assert_day("2022-12-31", ing_date_add_months(day("2024-01-31"), -13, true));
    assert_day("2024-03-15", ing_date_add_months(day("2024-03-15"), 0, false));
}

static void date__month_too_short_clips_to_its_last_day(void **state)
{
    (void)state;
    assert_day("2024-02-29", ing_date_add_months(day("2024-01-31"), 1, true));
    assert_day("2023-02-28", ing_date_add_months(day("2023-01-29"), 1, true));
    assert_day("2024-04-30", ing_date_add_months(day("2024-03-31"), 1, true));
    assert_day("2023-02-28", ing_date_add_months(day("2024-02-29"), -12, true));
}

static void date__month_too_short_spills_to_the_first_of_the_next(void **state)
{
    (void)state;
    assert_day("2024-03-01", ing_date_add_months(day("2024-01-31"), 1, false));
    assert_day("2023-03-01", ing_date_add_months(day("2023-01-29"), 1, false));
    assert_day("2024-05-01", ing_date_add_months(day("2024-03-31"), 1, false));
    assert_day("2025-03-01", ing_date_add_months(day("2024-02-29"), 12, false));
}

static void date__months_end_at_the_range(void **state)
{
    (void)state;
    assert_day("9999-12-31", ing_date_add_months(day("9999-12-15"), 1, true));
    assert_day("0001-01-01", ing_date_add_months(day("0001-01-15"), -1, true));
    assert_day("9999-12-31", ing_date_add_months(day("2024-01-01"), INT32_MAX, true));
    assert_day("0001-01-01", ing_date_add_months(day("2024-01-01"), INT32_MIN, true));
    assert_day("0001-01-15", ing_date_add_months(day("0001-02-15"), -1, true));
}

static void assert_week(int32_t expected_year, int32_t expected_week, const char *text)
{
    int32_t year, week;
    ing_date_iso_week(day(text), &year, &week);
    assert_int_equal(expected_year, year);
    assert_int_equal(expected_week, week);
}

static void date__iso_weeks_belong_to_the_year_of_their_thursday(void **state)
{
    (void)state;
    assert_week(2024, 1, "2024-01-01");
    assert_week(2020, 53, "2021-01-03");
    assert_week(2021, 1, "2021-01-04");
    assert_week(2025, 1, "2024-12-30");
    assert_week(2026, 53, "2027-01-03");
    assert_week(2022, 52, "2023-01-01");
    assert_week(2024, 11, "2024-03-15");
    assert_week(1, 1, "0001-01-01");
    assert_week(9999, 52, "9999-12-31");
}

static void zone__offsets_come_back_from_their_texts(void **state)
{
    (void)state;
    static const char *const texts[] = { "+08:00", "+00:00", "-03:30", "+05:45", "+14:00", "-14:00" };
    static const int32_t seconds[] = { 28800, 0, -12600, 20700, 50400, -50400 };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int32_t got = 1;
        char text[7];
        assert_true(ing_zone_parse(ing_text_of(texts[i]), &got));
        assert_int_equal(seconds[i], got);
        ing_zone_format(got, text);
        assert_string_equal(texts[i], text);
    }
}

static void zone__other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = { "", "Z", "08:00", "+8:00", "+0800", "+08:60", "+14:01",
                                         "+15:00", "-00:00", "+08:0a", " +08:00", "+08.00", "+24:00" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int32_t got;
        if (ing_zone_parse(ing_text_of(texts[i]), &got))
            fail_msg("'%s' was taken for an offset", texts[i]);
    }
}

static void moment__day_without_hour_is_a_whole_day(void **state)
{
    (void)state;
    ing_moment at = moment("2024-03-15");
    assert_true(at.whole_day);
    assert_int_equal(INT64_C(19797) * 86400, at.second);
    assert_int_equal(day("2024-03-15"), ing_moment_date(at));
}

static void moment__time_is_local_seconds(void **state)
{
    (void)state;
    ing_moment at = moment("2024-03-15T09:40:07+08:00");
    assert_false(at.whole_day);
    assert_int_equal(INT64_C(19797) * 86400 + 9 * 3600 + 40 * 60 + 7, at.second);
}

static void moment__texts_come_back(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "2024-03-15", "2024-03-15T00:00:00+08:00", "2024-12-31T23:59:59+08:00",
        "0001-01-01", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59+08:00",
        "1969-12-31T23:59:59+08:00", "1969-12-31",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char text[26];
        ing_moment_format(moment(texts[i]), ZONE, text);
        assert_string_equal(texts[i], text);
    }
}

static void moment__before_1970_falls_on_its_own_day(void **state)
{
    (void)state;
    assert_int_equal(-1, ing_moment_date(moment("1969-12-31T23:59:59+08:00")));
    assert_int_equal(-1, ing_moment_date(moment("1969-12-31T00:00:00+08:00")));
    assert_int_equal(-2, ing_moment_date(moment("1969-12-30T23:59:59+08:00")));
}

static void moment__another_zone_is_refused_and_said(void **state)
{
    (void)state;
    ing_moment at;
    bool other = false;
    assert_false(ing_moment_parse(ING_TEXT_LIT("2024-03-15T09:40:00+09:00"), ZONE, &at, &other));
    assert_true(other);
    assert_false(ing_moment_parse(ING_TEXT_LIT("2024-03-15T24:40:00+09:00"), ZONE, &at, &other));
    assert_false(other);
}

static void moment__other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "2024-03-15T09:40+08:00", "2024-03-15T09:40:00", "2024-03-15T09:40:00Z",
        "2024-03-15 09:40:00+08:00", "2024-03-15T24:00:00+08:00", "2024-03-15T09:60:00+08:00",
        "2024-03-15T09:40:60+08:00", "2024-02-30T09:40:00+08:00", "2024-03-15T09:40:00.5+08:00",
        "2024-03-15t09:40:00+08:00", "2024-03-15T9:400:00+08:00", "2024-03-15T09:40:00-00:00",
        "2024-03-15T09-40-00+08:00", "2024-03-15T",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ing_moment at;
        bool other;
        if (ing_moment_parse(ing_text_of(texts[i]), ZONE, &at, &other))
            fail_msg("'%s' was taken for a moment", texts[i]);
        if (other)
            fail_msg("'%s' was taken for a moment elsewhere", texts[i]);
    }
}

static void moment__whole_days_come_after_the_times_of_their_day(void **state)
{
    (void)state;
    ing_moment early = moment("2024-03-15T00:00:00+08:00");
    ing_moment noon = moment("2024-03-15T12:00:00+08:00");
    ing_moment whole = moment("2024-03-15");
    ing_moment next = moment("2024-03-16T00:00:00+08:00");
    assert_true(ing_moment_order(early, noon) < 0);
    assert_true(ing_moment_order(noon, whole) < 0);
    assert_true(ing_moment_order(whole, early) > 0);
    assert_true(ing_moment_order(whole, next) < 0);
    assert_int_equal(0, ing_moment_order(whole, whole));
    assert_int_equal(0, ing_moment_order(noon, noon));
}

static void moment__ties_need_one_day_and_an_unknown_hour(void **state)
{
    (void)state;
    ing_moment noon = moment("2024-03-15T12:00:00+08:00");
    ing_moment whole = moment("2024-03-15");
    assert_true(ing_moment_ties(noon, whole));
    assert_true(ing_moment_ties(whole, noon));
    assert_true(ing_moment_ties(whole, whole));
    assert_false(ing_moment_ties(noon, noon));
    assert_false(ing_moment_ties(whole, moment("2024-03-16")));
    assert_false(ing_moment_ties(whole, moment("2024-03-16T00:00:00+08:00")));
}

static void instant__texts_come_back_with_their_milliseconds(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "1970-01-01T00:00:00.000Z", "2024-03-15T09:40:07.123Z", "1969-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t ms;
        char text[25];
        assert_true(ing_instant_parse(ing_text_of(texts[i]), &ms));
        ing_instant_format(ms, text);
        assert_string_equal(texts[i], text);
    }
    int64_t ms;
    assert_true(ing_instant_parse(ING_TEXT_LIT("2024-03-15T09:40:07.123Z"), &ms));
    assert_int_equal(INT64_C(1710495607123), ms);
    assert_true(ing_instant_parse(ING_TEXT_LIT("1969-12-31T23:59:59.999Z"), &ms));
    assert_int_equal(-1, ms);
}

static void instant__other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "2024-03-15T09:40:07Z", "2024-03-15T09:40:07.12Z", "2024-03-15T09:40:07.1234Z",
        "2024-03-15T09:40:07.123z", "2024-03-15T09:40:07,123Z", "2024-03-15T09:40:60.123Z",
        "2024-02-30T09:40:07.123Z", "2024-03-15 09:40:07.123Z", "2024-03-15T09:40:07.1a3Z",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t ms;
        if (ing_instant_parse(ing_text_of(texts[i]), &ms))
            fail_msg("'%s' was taken for an instant", texts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date__known_days_have_known_numbers),
        cmocka_unit_test(date__every_day_of_the_range_comes_back_from_its_text),
        cmocka_unit_test(date__leap_days_follow_the_gregorian_rule),
        cmocka_unit_test(date__texts_that_are_no_date_are_refused),
        cmocka_unit_test(date__months_are_added_to_the_same_day),
        cmocka_unit_test(date__month_too_short_clips_to_its_last_day),
        cmocka_unit_test(date__month_too_short_spills_to_the_first_of_the_next),
        cmocka_unit_test(date__months_end_at_the_range),
        cmocka_unit_test(date__iso_weeks_belong_to_the_year_of_their_thursday),
        cmocka_unit_test(zone__offsets_come_back_from_their_texts),
        cmocka_unit_test(zone__other_texts_are_refused),
        cmocka_unit_test(moment__day_without_hour_is_a_whole_day),
        cmocka_unit_test(moment__time_is_local_seconds),
        cmocka_unit_test(moment__texts_come_back),
        cmocka_unit_test(moment__before_1970_falls_on_its_own_day),
        cmocka_unit_test(moment__another_zone_is_refused_and_said),
        cmocka_unit_test(moment__other_texts_are_refused),
        cmocka_unit_test(moment__whole_days_come_after_the_times_of_their_day),
        cmocka_unit_test(moment__ties_need_one_day_and_an_unknown_hour),
        cmocka_unit_test(instant__texts_come_back_with_their_milliseconds),
        cmocka_unit_test(instant__other_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
