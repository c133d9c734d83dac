/* SPDX-License-Identifier: Apache-2.0 */
/* Duties: who did in every period what must be done, however often anybody asks. */
#include "api_support.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MINUTE_MS (60 * INT64_C(1000))
#define DAY_MS (24 * 60 * MINUTE_MS)
#define MARCH_1_MS (INT64_C(1710900000000) - 19 * DAY_MS - 10 * 60 * MINUTE_MS) /* 2024-03-01T00:00+08:00 */

static int setup(void **state)
{
    return api_setup_with(state, LIBING_SOURCE_DIR "/tests/api/duty_pack", MARCH_1_MS);
}

/* --- telling a story ---------------------------------------------------------------------------- */

/* In minutes since 1 March 2024, 00:00. */
static int at(int day, int hour, int minute)
{
    return ((day - 1) * 24 + hour) * 60 + minute;
}

static void write_moment(int minutes, char out[32])
{
    int day = minutes / (24 * 60) + 1, month = day <= 31 ? 3 : day <= 61 ? 4 : 5;

    day -= month == 3 ? 0 : month == 4 ? 31 : 61;
    (void)snprintf(out, 32, "2024-%02u-%02uT%02u:%02u:00+08:00", (unsigned)month & 15, (unsigned)day & 31,
                   (unsigned)(minutes / 60 % 24) & 31, (unsigned)(minutes % 60) & 63);
}

static void tell(api_fixture *f, int when, const char *type, const char *about, const char *data)
{
    char request[512], moment[32];

    write_moment(when, moment);
    if (MARCH_1_MS + when * MINUTE_MS > f->clock_ms)
        f->clock_ms = MARCH_1_MS + when * MINUTE_MS;
    (void)snprintf(request, sizeof request,
                   "{\"type\":\"%s\",%s\"at\":\"%s\",\"by\":\"clerk:1\",\"data\":{%s}}", type, about, moment, data);
    (void)api_append(f, request);
}

/* Plant P1 runs on the day from one hour to another. */
static void operate(api_fixture *f, int day, int from, int to)
{
    char data[128], first[32], last[32];

    write_moment(at(day, from, 0), first);
    write_moment(at(day, to, 0), last);
    (void)snprintf(data, sizeof data, "\"from\":\"%s\",\"to\":\"%s\"", first, last);
    tell(f, at(day, from, 0), "operating", "\"party\":\"plant:P1\",", data);
}

static void advance(api_fixture *f, int when)
{
    char moment[32];

    write_moment(when, moment);
    if (MARCH_1_MS + when * MINUTE_MS > f->clock_ms)
        f->clock_ms = MARCH_1_MS + when * MINUTE_MS;
    if (libing_advance(f->engine, moment, NULL, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
}

/* --- reading the log ---------------------------------------------------------------------------- */

static void part_of(const char *text, const char *key, char out[64])
{
    const char *found = strstr(text, key);

    (void)snprintf(out, 64, "%.*s", found != NULL ? (int)strcspn(found + strlen(key), "\"") : 1,
                   found != NULL ? found + strlen(key) : "-");
}

/* What is closed of a duty, in order: "P1 2024-03-20T08 met, …", each with its reason. */
static char *closings(api_fixture *f, const char *duty)
{
    static char all[8192];
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    char wanted[64];

    all[0] = '\0';
    (void)snprintf(wanted, sizeof wanted, "\"data\":{\"duty\":\"%s\"", duty);
    assert_int_equal(LIBING_OK, libing_records(f->engine, NULL, &iterator, &f->err));
    while (libing_iterator_next(iterator, &item, &f->err) == LIBING_OK) {
        char each[64], period[64], outcome[64], reason[64];
        size_t len = strlen(all);

        if (strstr(item.text, "\"type\":\"duty.closed\"") == NULL || strstr(item.text, wanted) == NULL)
            continue;
        part_of(item.text, "\"each\":\"", each);
        part_of(item.text, "\"period\":\"", period);
        part_of(item.text, "\"outcome\":\"", outcome);
        part_of(item.text, "\"reason\":\"", reason);
        (void)snprintf(all + len, sizeof all - len, "%s%s %s %s%s%s", len > 0 ? ", " : "", each, period,
                       outcome, reason[0] != '-' ? " " : "", reason[0] != '-' ? reason : "");
    }
    libing_iterator_free(iterator);
    return all;
}

/* --- periods ------------------------------------------------------------------------------------ */

static void duty__of_every_hour_is_met_missed_or_exempt_while_active(void **state)
{
    api_fixture *f = *state;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    operate(f, 20, 8, 12);
    tell(f, at(20, 8, 20), "spray", "\"party\":\"plant:P1\",", "");
    tell(f, at(20, 10, 0), "weather", "", "\"temp\":-2,\"precip\":false");
    tell(f, at(20, 11, 0), "weather", "", "\"temp\":3,\"precip\":true");
    advance(f, at(20, 13, 0));
    assert_string_equal("plant:P1 2024-03-20T08 met, plant:P1 2024-03-20T09 missed, "
                        "plant:P1 2024-03-20T10 exempt frost, plant:P1 2024-03-20T11 exempt rain",
                        closings(f, "spray"));
    assert_int_equal(4, api_decisions(f, "duty:spray"));
    (void)api_is_honest(f);
}

static void duty__is_judged_once_for_minutes_that_records_cover_twice(void **state)
{
    api_fixture *f = *state;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    tell(f, at(20, 8, 0), "operating", "\"party\":\"plant:P1\",",
         "\"from\":\"2024-03-20T08:35:00+08:00\",\"to\":\"2024-03-20T09:20:00+08:00\"");
    tell(f, at(20, 8, 1), "operating", "\"party\":\"plant:P1\",",
         "\"from\":\"2024-03-20T08:30:00+08:00\",\"to\":\"2024-03-20T09:29:00+08:00\"");
    advance(f, at(20, 13, 0));
    assert_string_equal("plant:P1 2024-03-20T08 missed", closings(f, "spray"));
}

static void duty__of_every_month_begins_with_the_first_whole_one(void **state)
{
    api_fixture *f = *state;

    tell(f, at(2, 0, 0), "plan_in_force", "", "");
    advance(f, at(32, 0, 0));
    assert_string_equal("", closings(f, "meeting")); /* March had begun before the plan was in force */
    tell(f, at(33, 9, 0), "meeting", "", "");
    advance(f, at(61, 23, 59));
    assert_string_equal("", closings(f, "meeting"));
    advance(f, at(62, 0, 0));
    assert_string_equal("office:main 2024-04 met", closings(f, "meeting"));
    (void)api_is_honest(f);
}

static void duty__by_a_day_is_judged_once_for_those_registered(void **state)
{
    api_fixture *f = *state;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    tell(f, at(1, 9, 0), "fields_recorded", "", "\"members\":[\"field:A\",\"field:B\"]");
    tell(f, at(10, 23, 0), "cleared", "\"party\":\"field:A\",", "");
    tell(f, at(11, 1, 0), "cleared", "\"party\":\"field:B\",", "");
    advance(f, at(30, 0, 0));
    assert_string_equal("field:A 2024-03-10 met, field:B 2024-03-10 missed", closings(f, "clearing"));
    (void)api_is_honest(f);
}

static void duty__without_its_register_is_silent(void **state)
{
    api_fixture *f = *state;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    advance(f, at(30, 0, 0));
    assert_string_equal("", closings(f, "clearing"));
    assert_string_equal("", closings(f, "patrol"));
}

static void duty__keeps_met_periods_out_of_the_log_and_waits_for_its_grace(void **state)
{
    api_fixture *f = *state;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    tell(f, at(1, 9, 0), "fields_recorded", "", "\"members\":[\"field:A\",\"field:B\"]");
    tell(f, at(5, 9, 0), "patrolled", "", "\"field\":\"field:A\"");
    advance(f, at(11, 23, 0)); /* the week of 4 March is over, its grace is not */
    assert_string_equal("", closings(f, "patrol"));
    advance(f, at(12, 0, 0));
    assert_string_equal("field:B 2024-W10 missed", closings(f, "patrol"));
    (void)api_is_honest(f);
}

static void duty__says_by_fields_what_a_word_fills(void **state)
{
    api_fixture *f = *state;
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    tell(f, at(6, 0, 0), "inspected", "", "\"kind\":\"plain\"");
    advance(f, at(32, 0, 0));
    assert_string_equal("plain 2024-03 met, random 2024-03 missed", closings(f, "inspection"));
    filter.action = "duty_missed";
    filter.rule = "duty:inspection";
    assert_int_equal(LIBING_OK, libing_decisions(f->engine, &filter, &iterator, &f->err));
    assert_int_equal(LIBING_OK, libing_iterator_next(iterator, &item, &f->err));
    assert_non_null(strstr(item.text, "\"args\":{\"duty\":\"inspection\",\"kind\":\"random\",\"period\":\"2024-03\"}"));
    libing_iterator_free(iterator);
}

static void duty__within_hours_of_each_record_is_judged_at_the_instant(void **state)
{
    api_fixture *f = *state;
    char wanted[256];

    tell(f, at(5, 9, 10), "alarm", "\"party\":\"plant:P1\",", "\"place\":\"north\"");
    tell(f, at(5, 9, 20), "alarm", "\"party\":\"plant:P1\",", "\"place\":\"south\"");
    tell(f, at(5, 9, 30), "alarm", "\"party\":\"plant:P2\",", "\"place\":\"north\"");
    tell(f, at(5, 10, 0), "calmed", "\"party\":\"plant:P1\",", "\"place\":\"south\"");
    tell(f, at(5, 10, 10), "calmed", "\"party\":\"plant:P1\",", "\"place\":\"north\"");
    assert_int_equal(1, api_decisions(f, "duty:calming"));
    advance(f, at(5, 12, 0));
    (void)snprintf(wanted, sizeof wanted,
                   "3 2024-03-05T10:10:00+08:00 missed, 4 2024-03-05T10:20:00+08:00 met, "
                   "5 2024-03-05T10:30:00+08:00 missed");
    assert_string_equal(wanted, closings(f, "calming"));
    (void)api_is_honest(f);
}

static void duty__within_days_of_a_case_ends_with_the_day_and_is_about_it(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    tell(f, at(5, 9, 0), "leak_found", "\"case\":\"L1\",", "\"plant\":\"plant:P1\"");
    tell(f, at(6, 9, 0), "leak_found", "\"case\":\"L2\",", "\"plant\":\"plant:P1\"");
    tell(f, at(8, 23, 0), "looked_at", "\"case\":\"L1\",", "");
    advance(f, at(9, 23, 0));
    assert_string_equal("", closings(f, "looking"));
    advance(f, at(20, 0, 0));
    assert_string_equal("L2 2024-03-09 missed", closings(f, "looking"));
    assert_int_equal(LIBING_OK, libing_case_show(f->engine, "L2", &document, &f->err));
    assert_non_null(strstr(libing_document_text(document, NULL), "\"action\":\"duty_missed\""));
    libing_document_free(document);
    (void)api_is_honest(f);
}

static void duty__missed_is_heard_by_rules(void **state)
{
    api_fixture *f = *state;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    operate(f, 20, 8, 12);
    advance(f, at(20, 10, 0));
    assert_int_equal(0, api_decisions(f, "pattern"));
    advance(f, at(20, 12, 0));
    assert_int_equal(1, api_decisions(f, "pattern"));
}

static void duty__stands_when_a_record_comes_after_its_period(void **state)
{
    api_fixture *f = *state;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    operate(f, 20, 8, 10);
    advance(f, at(20, 11, 0));
    tell(f, at(20, 8, 30), "spray", "\"party\":\"plant:P1\",", "");
    advance(f, at(20, 15, 0));
    assert_string_equal("plant:P1 2024-03-20T08 missed, plant:P1 2024-03-20T09 missed", closings(f, "spray"));
    (void)api_is_honest(f);
}

static void duty__asks_a_function_about_its_period(void **state)
{
    api_fixture *f = *state;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    operate(f, 20, 8, 12);
    tell(f, at(21, 8, 0), "operating", "\"party\":\"plant:P1\",",
         "\"from\":\"2024-03-20T22:00:00+08:00\",\"to\":\"2024-03-21T02:00:00+08:00\"");
    operate(f, 22, 8, 12);
    advance(f, at(24, 0, 0));
    assert_string_equal("plant:P1 2024-03-20 missed, plant:P1 2024-03-22 missed", closings(f, "rest"));
    (void)api_is_honest(f);
}

static void due__names_the_period_that_is_closed_next(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    tell(f, at(5, 9, 0), "leak_found", "\"case\":\"L1\",", "\"plant\":\"plant:P1\"");
    operate(f, 5, 8, 12);
    assert_int_equal(LIBING_OK, libing_due(f->engine, "2024-03-11", &document, &f->err));
    assert_non_null(strstr(libing_document_text(document, NULL),
                           "\"duties\":[{\"due\":\"2024-03-05T10:00:00+08:00\",\"duty\":\"spray\","
                           "\"period\":\"2024-03-05T09\"},"
                           "{\"due\":\"2024-03-10\",\"duty\":\"clearing\",\"period\":\"2024-03-10\"},"
                           "{\"due\":\"2024-03-11\",\"duty\":\"patrol\",\"period\":\"2024-W10\"},"
                           "{\"due\":\"2024-03-08\",\"duty\":\"looking\",\"period\":\"2024-03-08\"},"
                           "{\"due\":\"2024-03-05\",\"duty\":\"rest\",\"period\":\"2024-03-05\"}]"));
    libing_document_free(document);
}

/* --- what must hold ----------------------------------------------------------------------------- */

static int keep_finding(void *user, const libing_finding *finding)
{
    (void)snprintf(user, 128, "%s %s %" PRId64, finding->kind, finding->rule, finding->seq);
    return 0;
}

static void replay__tells_after_which_record_an_invariant_does_not_hold(void **state)
{
    api_fixture *f = *state;
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    libing_replay_summary summary = LIBING_REPLAY_SUMMARY_INIT;
    char found[128] = "";

    tell(f, at(1, 0, 0), "plan_in_force", "", "");
    operate(f, 20, 8, 12);
    options.finding = keep_finding;
    options.finding_user = found;
    advance(f, at(20, 11, 0)); /* three */
    assert_int_equal(LIBING_OK, libing_replay(f->path, &options, &summary, &f->err));
    assert_int_equal(0, summary.broken);
    advance(f, at(20, 12, 0)); /* recorded all the same */
    assert_int_equal(LIBING_OK, libing_replay(f->path, &options, &summary, &f->err));
    assert_int_equal(1, summary.broken);
    assert_int_equal(summary.causes, summary.same);
    assert_string_equal("BROKEN few_missed 13", found);
}

static int keep_report(void *user, const libing_test_result *result)
{
    (void)snprintf(user, 256, "%d %s", result->passed, result->report);
    return 0;
}

static void pack_test__fails_a_scenario_in_which_an_invariant_does_not_hold(void **state)
{
    static const char *const files[] = { LIBING_SOURCE_DIR "/tests/api/duty_pack/busy_day.yaml" };
    libing_test_options options = LIBING_TEST_OPTIONS_INIT;
    libing_test_summary summary = LIBING_TEST_SUMMARY_INIT;
    libing_error err = LIBING_ERROR_INIT;
    char report[256] = "";

    (void)state;
    options.files = files;
    options.file_count = 1;
    options.result = keep_report;
    options.result_user = report;
    if (libing_pack_test(LIBING_SOURCE_DIR "/tests/api/duty_pack", &options, &summary, &err) != LIBING_OK)
        fail_msg("%s:%d %s", err.file, err.line, err.message);
    assert_string_equal("0 invariant few_missed does not hold (2024-03-20T12:00:00+08:00, after duty_missed): "
                        "No plant misses more than three hours of a day\n",
                        report);
    options.without = "duty:spray";
    assert_int_equal(LIBING_OK, libing_pack_test(LIBING_SOURCE_DIR "/tests/api/duty_pack", &options, &summary, &err));
    assert_int_equal(1, summary.passed);
}

/* --- time --------------------------------------------------------------------------------------- */

static void advance__leaves_no_record_while_nobody_is_active(void **state)
{
    api_fixture *f = *state;
    int64_t before;

    tell(f, at(2, 0, 0), "plan_in_force", "", "");
    operate(f, 2, 8, 9);
    tell(f, at(2, 8, 30), "spray", "\"party\":\"plant:P1\",", "");
    advance(f, at(3, 0, 0));
    before = api_records(f);
    for (int hour = 0; hour < 29 * 24; hour++)
        advance(f, at(3, hour, 0));
    assert_int_equal(before, api_records(f));
    (void)api_reopen(f);
    advance(f, at(33, 0, 0));
    assert_int_equal(before, api_records(f));
}

/* A spring in which clocks and duties end at the same instants. */
static void tell_spring(api_fixture *f, int pace)
{
    static const struct {
        int day, hour, minute;
        const char *type, *about, *data;
    } story[] = {
        { 1, 0, 0, "plan_in_force", "", "" },
        { 1, 9, 0, "fields_recorded", "", "\"members\":[\"field:A\",\"field:B\"]" },
        { 5, 9, 0, "patrolled", "", "\"field\":\"field:A\"" },
        { 6, 9, 0, "meeting", "", "" },
        { 9, 9, 0, "cleared", "\"party\":\"field:A\",", "" },
        { 14, 7, 0, "operating", "\"party\":\"plant:P2\",",
          "\"from\":\"2024-03-14T07:00:00+08:00\",\"to\":\"2024-03-14T11:00:00+08:00\"" },
        { 14, 7, 0, "leak_found", "\"case\":\"L1\",", "\"plant\":\"plant:P2\"" },
        { 14, 8, 10, "spray", "\"party\":\"plant:P2\",", "" },
        { 14, 8, 11, "alarm", "\"party\":\"plant:P2\",", "\"place\":\"north\"" },
        { 14, 9, 0, "alarm", "\"party\":\"plant:P1\",", "\"place\":\"north\"" },
        { 14, 9, 11, "calmed", "\"party\":\"plant:P2\",", "\"place\":\"north\"" },
        { 14, 10, 0, "weather", "", "\"temp\":4,\"precip\":true" },
        { 14, 10, 5, "leak_found", "\"case\":\"L2\",", "\"plant\":\"plant:P1\"" },
        { 20, 8, 0, "operating", "\"party\":\"plant:P1\",",
          "\"from\":\"2024-03-20T08:00:00+08:00\",\"to\":\"2024-03-20T12:00:00+08:00\"" },
        { 25, 9, 0, "inspected", "", "\"kind\":\"random\"" },
        { 35, 9, 0, "meeting", "", "" },
    };
    int now = at(1, 1, 0);

    for (size_t i = 0; i < sizeof story / sizeof *story; i++) {
        int when = at(story[i].day, story[i].hour, story[i].minute);

        for (; pace > 0 && now <= when; now += pace)
            advance(f, now);
        tell(f, when, story[i].type, story[i].about, story[i].data);
    }
    advance(f, at(40, 0, 0));
}

/* The log without what the host's clock says. */
static char *log_of(api_fixture *f)
{
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    size_t len = 0;
    char *all = calloc(1, 1 << 18);

    assert_non_null(all);
    assert_int_equal(LIBING_OK, libing_records(f->engine, NULL, &iterator, &f->err));
    while (libing_iterator_next(iterator, &item, &f->err) == LIBING_OK) {
        const char *t = strstr(item.text, "\"t\":\""), *end = t != NULL ? strchr(t + 5, '"') : NULL;

        if (strstr(item.text, "store.created") != NULL || end == NULL)
            continue;
        assert_true(len + item.len + 2 < 1 << 18);
        len += (size_t)snprintf(all + len, (1 << 18) - len, "%.*s%s\n", (int)(t - item.text), item.text, end);
    }
    libing_iterator_free(iterator);
    return all;
}

static void advance__hourly_daily_or_never_gives_the_same_log(void **state)
{
    static const int paces[] = { 0, 60, 24 * 60, 17 };
    char *logs[4];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        void *own = NULL;

        assert_int_equal(0, setup(&own));
        tell_spring(own, paces[i]);
        logs[i] = log_of(own);
        (void)api_is_honest(own);
        assert_int_equal(0, api_teardown(&own));
    }
    for (size_t i = 1; i < 4; i++)
        assert_string_equal(logs[0], logs[i]);
    assert_non_null(strstr(logs[0], "\"args\":{\"missed\":2}")); /* 10:00: the clock before the hour */
    for (size_t i = 0; i < 4; i++)
        free(logs[i]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, api_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(duty__of_every_hour_is_met_missed_or_exempt_while_active),
        TEST(duty__is_judged_once_for_minutes_that_records_cover_twice),
        TEST(duty__of_every_month_begins_with_the_first_whole_one),
        TEST(duty__by_a_day_is_judged_once_for_those_registered),
        TEST(duty__without_its_register_is_silent),
        TEST(duty__keeps_met_periods_out_of_the_log_and_waits_for_its_grace),
        TEST(duty__says_by_fields_what_a_word_fills),
        TEST(duty__within_hours_of_each_record_is_judged_at_the_instant),
        TEST(duty__within_days_of_a_case_ends_with_the_day_and_is_about_it),
        TEST(duty__asks_a_function_about_its_period),
        TEST(due__names_the_period_that_is_closed_next),
        TEST(duty__missed_is_heard_by_rules),
        TEST(duty__stands_when_a_record_comes_after_its_period),
        TEST(replay__tells_after_which_record_an_invariant_does_not_hold),
        cmocka_unit_test(pack_test__fails_a_scenario_in_which_an_invariant_does_not_hold),
        TEST(advance__leaves_no_record_while_nobody_is_active),
        cmocka_unit_test(advance__hourly_daily_or_never_gives_the_same_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
