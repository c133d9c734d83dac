/* SPDX-License-Identifier: Apache-2.0 */
/* Late records: the case is judged anew without writing, and what differs is reported once. */
#include "api_support.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))
#define MARCH_1_MS (INT64_C(1710900000000) - 19 * DAY_MS) /* 2024-03-01T10:00+08:00 */

static int setup_shops(void **state)
{
    return api_setup_with(state, LIBING_SOURCE_DIR "/tests/api/people_pack", MARCH_1_MS);
}

static int setup_fines(void **state)
{
    return api_setup_with(state, LIBING_SOURCE_DIR "/tests/api/late_pack", MARCH_1_MS);
}

/* --- telling a story ---------------------------------------------------------------------------- */

/* An event of a day of March (or "2024-03-05T09:00:00+08:00"), recorded on another. */
static const char *tell_at(api_fixture *f, int recorded, const char *at, const char *case_id, const char *type,
                           const char *by, const char *rest)
{
    char request[512];

    f->clock_ms = MARCH_1_MS + (recorded - 1) * DAY_MS;
    (void)snprintf(request, sizeof request,
                   "{\"type\":\"%s\",\"case\":\"%s\",\"at\":\"%s\",\"by\":\"%s\",%s}", type, case_id, at, by,
                   rest);
    return api_append(f, request);
}

static const char *tell(api_fixture *f, int recorded, int day, const char *type, const char *data)
{
    char at[32], rest[128];

    (void)snprintf(at, sizeof at, "2024-03-%02d", day);
    (void)snprintf(rest, sizeof rest, "\"data\":{%s}", data);
    return tell_at(f, recorded, at, "D1", type, "inspector:1", rest);
}

static void advance(api_fixture *f, int day)
{
    char to[16];

    f->clock_ms = MARCH_1_MS + (day - 1) * DAY_MS;
    (void)snprintf(to, sizeof to, "2024-03-%02d", day);
    if (libing_advance(f->engine, to, NULL, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
}

/* A defect found on 1 March, ordered on the 2nd to be repaired by the 12th, and a fine proposed. */
static void tell_overdue(api_fixture *f)
{
    (void)tell(f, 1, 1, "defect_found", "\"shop\":\"shop:S1\"");
    (void)tell(f, 2, 2, "fix_ordered", "");
    advance(f, 13);
}

/* A breach that is judged on 5 March as a first one. */
static void tell_judged(api_fixture *f)
{
    (void)tell(f, 1, 1, "breach_found", "\"shop\":\"shop:S1\"");
    (void)tell(f, 5, 5, "judged", "");
}

/* --- looking ------------------------------------------------------------------------------------ */

/* Line `wanted` (0 = the first) of the decisions of a rule. */
static void decision_line(api_fixture *f, const char *rule, int wanted, char out[2048])
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;

    out[0] = '\0';
    filter.rule = rule;
    assert_int_equal(LIBING_OK, libing_decisions(f->engine, &filter, &iterator, &f->err));
    for (int i = 0; libing_iterator_next(iterator, &item, &f->err) == LIBING_OK; i++) {
        if (i == wanted)
            (void)snprintf(out, 2048, "%s", item.text);
    }
    libing_iterator_free(iterator);
    if (out[0] == '\0')
        fail_msg("no decision %d of rule %s", wanted, rule);
}

static void report_has(api_fixture *f, int wanted, const char *part)
{
    char line[2048];

    decision_line(f, "late_record", wanted, line);
    if (strstr(line, part) == NULL)
        fail_msg("'%s' is not in %s", part, line);
}

/* A replay of what is on record finds the same, and verify nothing. */
static void is_honest(api_fixture *f)
{
    libing_replay_summary summary = LIBING_REPLAY_SUMMARY_INIT;
    libing_verification seen = LIBING_VERIFICATION_INIT;

    if (libing_verify(f->path, NULL, &seen, &f->err) != LIBING_OK ||
        libing_replay(f->path, NULL, &summary, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
    assert_int_equal(0, seen.damages);
    assert_true(summary.causes > 0);
    assert_int_equal(summary.causes, summary.same);
}

/* --- tests -------------------------------------------------------------------------------------- */

static void review__names_the_decision_that_stands_and_that_none_would(void **state)
{
    api_fixture *f = *state;

    tell_overdue(f);
    (void)tell(f, 14, 10, "fixed", "");
    assert_int_equal(2, api_decisions(f, "late_record")); /* the alert and the fine */
    report_has(f, 0, "\"cause\":12,");
    report_has(f, 0, "{\"name\":\"decided\",\"seq\":10,\"value\":{\"action\":\"alert\",\"args\":{\"kind\":\"overdue\"}");
    report_has(f, 0, "{\"name\":\"instead\"}");
    report_has(f, 0, "{\"name\":\"late\",\"seq\":12,\"value\":\"fixed\"}");
    report_has(f, 1, "\"args\":{\"decision\":11,\"id\":\"D1\",\"late\":12,\"reason\":\"late_record\"}");
    report_has(f, 1, "\"decider\":\"office\""); /* whoever decides the fine */
    is_honest(f);
}

static void review__names_what_would_be_decided_instead(void **state)
{
    api_fixture *f = *state;

    tell_judged(f);
    (void)tell(f, 6, 3, "warned", "");
    assert_int_equal(1, api_decisions(f, "late_record"));
    report_has(f, 0, "\"name\":\"decided\",\"seq\":");
    report_has(f, 0, "\"value\":{\"action\":\"caution\",\"args\":{}");
    report_has(f, 0, "{\"name\":\"instead\",\"value\":{\"action\":\"fine\",\"args\":{\"amount\":10000},");
    is_honest(f);
}

static void review__names_what_would_be_decided_where_nothing_was(void **state)
{
    api_fixture *f = *state;

    (void)tell(f, 1, 1, "defect_found", "\"shop\":\"shop:S1\"");
    (void)tell(f, 16, 16, "notice_served", "");
    (void)tell(f, 17, 2, "fix_ordered", ""); /* had it been known, it would have lapsed on the 13th */
    assert_int_equal(2, api_decisions(f, "late_record"));
    report_has(f, 0, "{\"name\":\"decided\"}");
    report_has(f, 0, "{\"name\":\"instead\",\"value\":{\"action\":\"alert\"");
    report_has(f, 1, "{\"name\":\"instead\",\"value\":{\"action\":\"propose_fine\"");
    is_honest(f);
}

static void review__is_quiet_when_the_lapse_then_comes_in_fact(void **state)
{
    api_fixture *f = *state;

    (void)tell(f, 1, 1, "defect_found", "\"shop\":\"shop:S1\"");
    (void)tell(f, 16, 16, "notice_served", "");
    (void)tell(f, 17, 2, "fix_ordered", "");
    advance(f, 18);
    assert_int_equal(2, api_decisions(f, "R-3")); /* nothing is back-dated, and nothing is forgotten */
    (void)tell(f, 19, 16, "notice_served", "");
    assert_int_equal(2, api_decisions(f, "late_record"));
    is_honest(f);
}

static void review__says_nothing_when_nothing_differs(void **state)
{
    api_fixture *f = *state;

    tell_overdue(f);
    (void)tell(f, 14, 10, "answered", "");
    assert_int_equal(0, api_decisions(f, "late_record"));
    is_honest(f);
}

static void review__does_not_report_a_difference_again(void **state)
{
    api_fixture *f = *state;

    tell_judged(f);
    (void)tell(f, 6, 3, "warned", "");
    (void)tell(f, 7, 2, "warned", "");
    assert_int_equal(1, api_decisions(f, "late_record"));
    is_honest(f);
}

static void review__reports_again_what_differs_otherwise(void **state)
{
    api_fixture *f = *state;

    tell_judged(f);
    (void)tell(f, 6, 3, "warned", "");
    (void)tell(f, 7, 2, "harm_seen", "\"harm\":\"serious\"");
    assert_int_equal(2, api_decisions(f, "late_record"));
    report_has(f, 1, "\"args\":{\"amount\":50000}");
    is_honest(f);
}

static void review__of_the_same_day_without_an_hour_is_none(void **state)
{
    api_fixture *f = *state;

    tell_judged(f);
    (void)tell_at(f, 5, "2024-03-05T09:00:00+08:00", "D1", "warned", "inspector:1", "\"data\":{}");
    assert_int_equal(0, api_decisions(f, "late_record")); /* a tie: nobody knows which came first */
    is_honest(f);
}

static void review__tells_hours_of_one_day_apart(void **state)
{
    api_fixture *f = *state;

    (void)tell(f, 1, 1, "breach_found", "\"shop\":\"shop:S1\"");
    (void)tell_at(f, 5, "2024-03-05T10:00:00+08:00", "D1", "judged", "inspector:1", "\"data\":{}");
    (void)tell_at(f, 5, "2024-03-05T09:00:00+08:00", "D1", "warned", "inspector:1", "\"data\":{}");
    assert_int_equal(1, api_decisions(f, "late_record"));
    is_honest(f);
}

static void review__leaves_out_what_was_corrected(void **state)
{
    api_fixture *f = *state;

    (void)tell(f, 1, 1, "breach_found", "\"shop\":\"shop:S1\"");
    (void)tell(f, 2, 2, "harm_seen", "\"harm\":\"serious\""); /* record 5 */
    (void)tell(f, 5, 5, "judged", "");
    (void)tell_at(f, 6, "2024-03-02", "D1", "harm_seen", "inspector:1",
                  "\"corrects\":5,\"data\":{\"harm\":\"minor\"}");
    assert_int_equal(1, api_decisions(f, "late_record"));
    report_has(f, 0, "\"value\":{\"action\":\"fine\",\"args\":{\"amount\":50000}");
    report_has(f, 0, "{\"name\":\"instead\",\"value\":{\"action\":\"caution\"");
    is_honest(f);
}

static void review__does_not_say_a_word_on_what_was_never_decided(void **state)
{
    api_fixture *f = *state;
    libing_word word = LIBING_WORD_INIT;

    tell_overdue(f);
    word.by = "office:1";
    word.at = "2024-03-14";
    f->clock_ms = MARCH_1_MS + 13 * DAY_MS;
    assert_int_equal(LIBING_OK, libing_confirm(f->engine, 11, &word, NULL, &f->err));
    (void)tell(f, 15, 10, "fixed", "");
    assert_int_equal(3, api_decisions(f, "late_record")); /* alert, fine, and that the fine was served */
    report_has(f, 2, "\"kind\":\"fine_served\"");
    is_honest(f);
}

static void review__is_silent_on_what_was_declined(void **state)
{
    api_fixture *f = *state;
    libing_word word = LIBING_WORD_INIT;

    tell_overdue(f);
    word.by = "office:1";
    word.at = "2024-03-14";
    f->clock_ms = MARCH_1_MS + 13 * DAY_MS;
    assert_int_equal(LIBING_OK, libing_decline(f->engine, 11, &word, NULL, &f->err));
    (void)tell(f, 15, 10, "fixed", "");
    assert_int_equal(2, api_decisions(f, "late_record")); /* the alert, and that on the decline */
    report_has(f, 1, "\"kind\":\"fine_declined\"");
    is_honest(f);
}

static void review__speaks_in_the_fields_of_the_pack_and_is_heard(void **state)
{
    api_fixture *f = *state;
    char line[2048];

    tell_judged(f);
    (void)tell(f, 6, 3, "warned", "");
    report_has(f, 0, "\"args\":{\"decision\":6,\"reason\":\"late_record\",\"shop\":\"shop:S1\"}");
    report_has(f, 0, "\"decider\":\"reviewer\"");
    decision_line(f, "J-2", 0, line);
    assert_non_null(strstr(line, "\"args\":{\"count\":1}"));
    is_honest(f);
}

static void review__sees_other_cases_as_each_cause_saw_them(void **state)
{
    api_fixture *f = *state;

    (void)tell(f, 1, 1, "breach_found", "\"shop\":\"shop:S1\"");
    (void)tell(f, 5, 5, "praised", ""); /* one breach of the shop is known */
    (void)tell_at(f, 6, "2024-03-02", "D2", "breach_found", "inspector:1", "\"data\":{\"shop\":\"shop:S1\"}");
    (void)tell(f, 7, 3, "warned", "");
    assert_int_equal(0, api_decisions(f, "late_record"));
    is_honest(f);
}

static void review__of_what_came_before_the_case_keeps_its_beginning_first(void **state)
{
    api_fixture *f = *state;

    (void)tell(f, 3, 3, "breach_found", "\"shop\":\"shop:S1\"");
    (void)tell(f, 5, 5, "judged", "");
    (void)tell(f, 6, 1, "warned", "");
    assert_int_equal(1, api_decisions(f, "late_record"));
    report_has(f, 0, "\"action\":\"fine\",\"args\":{\"amount\":10000}");
    is_honest(f);
}

static void review__writes_nothing_but_its_reports(void **state)
{
    api_fixture *f = *state;
    int64_t before;
    libing_document *due = NULL;

    tell_overdue(f);
    before = api_records(f);
    (void)tell(f, 14, 10, "fixed", "");
    assert_int_equal(before + 4, api_records(f)); /* the event, its move, two reports */
    assert_int_equal(LIBING_OK, libing_due(f->engine, NULL, &due, &f->err));
    assert_string_equal("{\"deadlines\":[]}", libing_document_text(due, NULL));
    libing_document_free(due);
}

/* --- long cases --------------------------------------------------------------------------------- */

/* A case of so many records, of which the last is late: how many milliseconds that one took. */
static int64_t tell_many(api_fixture *f, int records)
{
    static const char judged[] = "{\"type\":\"judged\",\"case\":\"D1\",\"at\":\"2024-03-05\",\"by\":\"inspector:1\"}\n";
    size_t len = sizeof judged - 1;
    char *lines = malloc((size_t)records * len);
    struct timespec from, to;
    size_t used = 0;

    assert_non_null(lines);
    (void)tell(f, 1, 1, "breach_found", "\"shop\":\"shop:S1\"");
    for (int i = 3; i + 2 < records; i += 2, used += len)
        memcpy(lines + used, judged, len);
    f->clock_ms = MARCH_1_MS + 4 * DAY_MS;
    if (libing_append_many(f->engine, lines, used, NULL, NULL, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
    free(lines);
    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    (void)tell(f, 6, 2, "harm_seen", "\"harm\":\"minor\"");
    (void)clock_gettime(CLOCK_MONOTONIC, &to);
    return (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
}

static void review__of_a_case_at_the_bound_takes_its_time(void **state)
{
    api_fixture *f = *state;
    int64_t took = tell_many(f, 1000);

    print_message("a late record in a case of 1000 records: %" PRId64 " ms\n", took);
    assert_int_equal(0, api_decisions(f, "late_record"));
    assert_true(took < 20000);
}

static void review__of_a_case_beyond_the_bound_says_that_there_was_none(void **state)
{
    api_fixture *f = *state;

    (void)tell_many(f, 1010);
    assert_int_equal(1, api_decisions(f, "late_record"));
    report_has(f, 0, "{\"name\":\"failure\",\"value\":\"review.too_long\"}");
    is_honest(f);
}

#define SHOPS(name) cmocka_unit_test_setup_teardown(name, setup_shops, api_teardown)
#define FINES(name) cmocka_unit_test_setup_teardown(name, setup_fines, api_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOPS(review__names_the_decision_that_stands_and_that_none_would),
        FINES(review__names_what_would_be_decided_instead),
        SHOPS(review__names_what_would_be_decided_where_nothing_was),
        SHOPS(review__is_quiet_when_the_lapse_then_comes_in_fact),
        SHOPS(review__says_nothing_when_nothing_differs),
        FINES(review__does_not_report_a_difference_again),
        FINES(review__reports_again_what_differs_otherwise),
        FINES(review__of_the_same_day_without_an_hour_is_none),
        FINES(review__tells_hours_of_one_day_apart),
        FINES(review__leaves_out_what_was_corrected),
        SHOPS(review__does_not_say_a_word_on_what_was_never_decided),
        SHOPS(review__is_silent_on_what_was_declined),
        FINES(review__speaks_in_the_fields_of_the_pack_and_is_heard),
        FINES(review__sees_other_cases_as_each_cause_saw_them),
        FINES(review__of_what_came_before_the_case_keeps_its_beginning_first),
        SHOPS(review__writes_nothing_but_its_reports),
        FINES(review__of_a_case_at_the_bound_takes_its_time),
        FINES(review__of_a_case_beyond_the_bound_says_that_there_was_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
