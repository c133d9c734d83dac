/* SPDX-License-Identifier: Apache-2.0 */
/* People and time: inboxes, officers' words, deadlines and what lapses, however often anybody asks. */
#include "api_support.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define HOUR_MS (60 * 60 * INT64_C(1000))
#define MARCH_1_MS (INT64_C(1710900000000) - (19 * 24 + 10) * HOUR_MS) /* 2024-03-01T00:00+08:00 */

static int setup(void **state)
{
    return api_setup_with(state, LIBING_SOURCE_DIR "/tests/api/people_pack", MARCH_1_MS);
}

/* --- telling a story ---------------------------------------------------------------------------- */

typedef struct instant {
    int day, hour;                  /* of March 2024 */
} instant;

static void at_text(instant when, char out[32])
{
    (void)snprintf(out, 32, "2024-03-%02dT%02d:00:00+08:00", when.day, when.hour);
}

static void set_clock(api_fixture *f, instant when)
{
    f->clock_ms = MARCH_1_MS + ((when.day - 1) * 24 + when.hour) * HOUR_MS;
}

/* An event about a case or party ("case":"D1") at its time, by the clock. */
static const char *tell(api_fixture *f, instant when, const char *type, const char *about, const char *by,
                        const char *data)
{
    char request[512], at[32];

    at_text(when, at);
    set_clock(f, when);
    (void)snprintf(request, sizeof request,
                   "{\"type\":\"%s\",%s\"at\":\"%s\",\"by\":\"%s\",\"data\":{%s}}", type, about, at, by, data);
    return api_append(f, request);
}

static void advance(api_fixture *f, instant to, libing_document **out)
{
    char at[32];

    at_text(to, at);
    set_clock(f, to);
    if (libing_advance(f->engine, at, out, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
}

/* The seq of the last decision of an action in a case. */
static int64_t decision(api_fixture *f, const char *case_id, const char *action)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    int64_t seq = -1;

    filter.case_id = case_id;
    filter.action = action;
    assert_int_equal(LIBING_OK, libing_decisions(f->engine, &filter, &iterator, &f->err));
    while (libing_iterator_next(iterator, &item, &f->err) == LIBING_OK)
        seq = item.seq;
    libing_iterator_free(iterator);
    if (seq < 0)
        fail_msg("no decision %s in case %s", action, case_id);
    return seq;
}

static libing_word word_of(const char *by, const char *at)
{
    libing_word word = LIBING_WORD_INIT;

    word.by = by;
    word.at = at;
    return word;
}

/* One defect of one shop, ordered to be repaired by 12 March. */
static void tell_order(api_fixture *f)
{
    (void)tell(f, (instant){ 1, 9 }, "defect_found", "\"case\":\"D1\",", "inspector:1", "\"shop\":\"shop:S1\"");
    (void)tell(f, (instant){ 1, 10 }, "notice_served", "\"case\":\"D1\",", "inspector:1", "");
    (void)tell(f, (instant){ 2, 9 }, "fix_ordered", "\"case\":\"D1\",", "inspector:1", "");
}

/* … and nobody repaired it: a fine is proposed. */
static int64_t tell_overdue(api_fixture *f)
{
    tell_order(f);
    advance(f, (instant){ 13, 0 }, NULL);
    return decision(f, "D1", "propose_fine");
}

/* Decisions in the role's inbox, their actions joined by spaces. */
static void inbox_is(api_fixture *f, const char *role, const char *wanted)
{
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    char actions[256] = "";

    if (libing_inbox(f->engine, role, &iterator, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
    while (libing_iterator_next(iterator, &item, &f->err) == LIBING_OK) {
        const char *action = strstr(item.text, "\"action\":\"");
        size_t len = strlen(actions);

        assert_non_null(action);
        assert_string_equal("in_force", item.standing);
        action += strlen("\"action\":\"");
        (void)snprintf(actions + len, sizeof actions - len, "%s%.*s", len > 0 ? " " : "",
                       (int)strcspn(action, "\""), action);
    }
    libing_iterator_free(iterator);
    assert_string_equal(wanted, actions);
}

static void has(const libing_document *document, const char *part)
{
    const char *text = libing_document_text(document, NULL);

    if (strstr(text, part) == NULL)
        fail_msg("'%s' is not in %s", part, text);
}

/* --- deadlines ---------------------------------------------------------------------------------- */

static void due__lists_what_runs_soonest_first_until_a_day(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    tell_order(f);
    assert_int_equal(LIBING_OK, libing_due(f->engine, NULL, &document, &f->err));
    assert_string_equal("{\"deadlines\":[{\"case\":\"D1\",\"deadline\":\"answer_by\",\"due\":\"2024-03-03T10:00:00+08:00\","
                        "\"procedure\":\"repair\",\"set_by\":6},{\"case\":\"D1\",\"deadline\":\"fix_by\","
                        "\"due\":\"2024-03-12\",\"procedure\":\"repair\",\"set_by\":8}]}",
                        libing_document_text(document, NULL));
    libing_document_free(document);
    assert_int_equal(LIBING_OK, libing_due(f->engine, "2024-03-11", &document, &f->err));
    assert_null(strstr(libing_document_text(document, NULL), "fix_by"));
    has(document, "\"until\":\"2024-03-11\"");
    libing_document_free(document);
    assert_int_equal(LIBING_OK, libing_due(f->engine, "2024-03-12", &document, &f->err));
    has(document, "fix_by");
    libing_document_free(document);
    assert_int_equal(LIBING_ERR_DATE, libing_due(f->engine, "2024-03-32", &document, &f->err));
    assert_null(document);
}

static void advance__lapses_in_order_and_says_what_that_caused(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;
    const char *silent, *overdue;

    tell_order(f);
    advance(f, (instant){ 12, 23 }, &document);
    has(document, "\"lapsed\":1");
    libing_document_free(document);
    advance(f, (instant){ 13, 0 }, &document);
    has(document, "\"lapsed\":1");
    has(document, "\"at\":\"2024-03-13\"");
    has(document, "\"action\":\"propose_fine\"");
    libing_document_free(document);
    advance(f, (instant){ 30, 0 }, &document);
    has(document, "\"lapsed\":1"); /* the recheck that began when the repair was overdue */
    libing_document_free(document);
    advance(f, (instant){ 30, 0 }, &document);
    has(document, "\"lapsed\":0");
    libing_document_free(document);
    assert_int_equal(LIBING_OK, libing_case_show(f->engine, "D1", &document, &f->err));
    silent = strstr(libing_document_text(document, NULL), "\"kind\":\"silent\"");
    overdue = strstr(libing_document_text(document, NULL), "\"kind\":\"overdue\"");
    assert_true(silent != NULL && overdue != NULL && silent < overdue);
    libing_document_free(document);
}

static void advance__leaves_no_record_when_nothing_ended(void **state)
{
    api_fixture *f = *state;
    int64_t before;

    tell_order(f);
    before = api_records(f);
    advance(f, (instant){ 3, 9 }, NULL);
    assert_int_equal(before, api_records(f));
    assert_int_equal(LIBING_ERR_DATE, libing_advance(f->engine, "soon", NULL, &f->err));
    assert_int_equal(LIBING_ERR_FUTURE, libing_advance(f->engine, "2024-03-09", NULL, &f->err));
}

static void deadline__is_moved_by_a_rule_and_stops_with_its_state(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    tell_order(f);
    (void)tell(f, (instant){ 9, 9 }, "more_time", "\"case\":\"D1\",", "office:1", "\"to\":\"2024-03-20\"");
    assert_int_equal(LIBING_OK, libing_due(f->engine, NULL, &document, &f->err));
    has(document, "\"deadline\":\"fix_by\",\"due\":\"2024-03-20\"");
    libing_document_free(document);
    (void)tell(f, (instant){ 14, 9 }, "fixed", "\"case\":\"D1\",", "inspector:1", "");
    assert_int_equal(LIBING_OK, libing_due(f->engine, NULL, &document, &f->err));
    assert_string_equal("{\"deadlines\":[]}", libing_document_text(document, NULL));
    libing_document_free(document);
}

static void case_show__tells_states_and_deadlines(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    tell_order(f);
    assert_int_equal(LIBING_OK, libing_case_show(f->engine, "D1", &document, &f->err));
    has(document, "\"states\":{\"notice\":\"served\",\"repair\":\"fixing\"}");
    has(document, "\"deadlines\":[{\"case\":\"D1\",\"deadline\":\"answer_by\"");
    has(document, "\"fields\":{\"shop\":\"shop:S1\"}");
    libing_document_free(document);
}

/* --- words -------------------------------------------------------------------------------------- */

static void inbox__holds_what_waits_for_the_role(void **state)
{
    api_fixture *f = *state;
    libing_word word = word_of("office:1", "2024-03-13");
    int64_t seq;

    inbox_is(f, "office", "");
    seq = tell_overdue(f);
    inbox_is(f, "inspector", "order_repair");
    inbox_is(f, "office", "propose_fine");
    assert_int_equal(LIBING_OK, libing_confirm(f->engine, seq, &word, NULL, &f->err));
    inbox_is(f, "office", "");
}

static void inbox__of_an_unknown_role_is_refused_by_name(void **state)
{
    api_fixture *f = *state;
    libing_iterator *iterator = NULL;

    assert_int_equal(LIBING_ERR_WORD, libing_inbox(f->engine, "ofice", &iterator, &f->err));
    assert_string_equal("unknown role 'ofice'; did you mean office?", f->err.message);
    assert_null(iterator);
}

static void confirm__is_heard_by_rules_and_answers_with_a_receipt(void **state)
{
    api_fixture *f = *state;
    libing_word word = word_of("office:1", "2024-03-13");
    libing_document *receipt = NULL;
    int64_t seq = tell_overdue(f);

    word.reason = "agreed";
    assert_int_equal(LIBING_OK, libing_confirm(f->engine, seq, &word, &receipt, &f->err));
    has(receipt, "\"case\":\"D1\"");
    has(receipt, "\"kind\":\"fine_served\"");
    libing_document_free(receipt);
    assert_int_equal(LIBING_OK, libing_execute(f->engine, seq, &word, &receipt, &f->err));
    has(receipt, "\"kind\":\"fine_paid\"");
    libing_document_free(receipt);
    assert_int_equal(LIBING_ERR_STATE, libing_execute(f->engine, seq, &word, &receipt, &f->err));
    assert_null(receipt);
}

static void decline__takes_it_out_of_force_and_frees_its_key(void **state)
{
    api_fixture *f = *state;
    libing_word word = word_of("office:1", "2024-03-13");
    libing_document *receipt = NULL;
    int64_t seq = tell_overdue(f);

    assert_int_equal(LIBING_OK, libing_decline(f->engine, seq, &word, &receipt, &f->err));
    has(receipt, "\"kind\":\"fine_declined\"");
    libing_document_free(receipt);
    inbox_is(f, "office", "");
    assert_int_equal(LIBING_ERR_STATE, libing_confirm(f->engine, seq, &word, NULL, &f->err));
    assert_string_equal("decision.standing", f->err.id);
}

static void word__is_refused_of_whom_it_is_not_and_leaves_no_record(void **state)
{
    api_fixture *f = *state;
    libing_word inspector = word_of("inspector:1", "2024-03-13"), nobody = word_of("office", "2024-03-13");
    libing_word never = word_of("office:1", "13 March"), later = word_of("office:1", "2024-03-20");
    int64_t seq = tell_overdue(f), records = api_records(f);

    assert_int_equal(LIBING_ERR_ROLE, libing_confirm(f->engine, seq, &inspector, NULL, &f->err));
    assert_int_equal(LIBING_ERR_ROLE, libing_confirm(f->engine, seq, &nobody, NULL, &f->err));
    assert_int_equal(LIBING_ERR_DATE, libing_confirm(f->engine, seq, &never, NULL, &f->err));
    assert_int_equal(LIBING_ERR_FUTURE, libing_confirm(f->engine, seq, &later, NULL, &f->err));
    assert_int_equal(LIBING_ERR_NOTFOUND, libing_confirm(f->engine, 3, &never, NULL, &f->err));
    assert_int_equal(records, api_records(f));
}

static void word__lapses_what_ended_before_it(void **state)
{
    api_fixture *f = *state;
    libing_word word = word_of("inspector:1", "2024-03-14");
    libing_document *document = NULL;

    tell_order(f);
    set_clock(f, (instant){ 14, 0 });
    assert_int_equal(LIBING_OK,
                     libing_execute(f->engine, decision(f, "D1", "order_repair"), &word, NULL, &f->err));
    assert_int_equal(LIBING_OK, libing_case_show(f->engine, "D1", &document, &f->err));
    has(document, "\"repair\":\"overdue\"");
    libing_document_free(document);
}

static void explain__of_a_word_names_the_rules_that_heard_it(void **state)
{
    api_fixture *f = *state;
    libing_word word = word_of("office:1", "2024-03-13");
    libing_document *document = NULL;
    int64_t seq = tell_overdue(f), said = api_records(f);

    assert_int_equal(LIBING_OK, libing_confirm(f->engine, seq, &word, NULL, &f->err));
    assert_int_equal(LIBING_OK, libing_explain(f->engine, said, NULL, &document, &f->err));
    has(document, "confirm:propose_fine");
    has(document, "\"rule\":\"F-1\"");
    libing_document_free(document);
}

/* --- often, hourly, never ----------------------------------------------------------------------- */

typedef libing_status (*say_word)(libing_engine *engine, int64_t seq, const libing_word *word,
                                  libing_document **out, libing_error *err);

/* Either an event, or an officer's word on a case's decision. */
typedef struct story_step {
    instant when;
    const char *type, *about, *by, *data;
    say_word say;
    const char *case_id, *action;
} story_step;

#define CASE(id) "\"case\":\"" id "\","
#define SHOP(id) "\"party\":\"shop:" id "\","
#define WORD(say, case_id, action) NULL, NULL, "office:1", NULL, say, case_id, action

static const story_step story[] = {
    { { 1, 9 }, "defect_found", CASE("D1"), "inspector:1", "\"shop\":\"shop:S1\"", NULL, NULL, NULL },
    { { 1, 10 }, "notice_served", CASE("D1"), "inspector:1", "", NULL, NULL, NULL },
    { { 2, 9 }, "fix_ordered", CASE("D1"), "inspector:1", "", NULL, NULL, NULL },
    { { 2, 10 }, "defect_found", CASE("D2"), "inspector:1", "\"shop\":\"shop:S2\"", NULL, NULL, NULL },
    { { 2, 11 }, "fix_ordered", CASE("D2"), "inspector:1", "", NULL, NULL, NULL },
    { { 3, 9 }, "defect_found", CASE("D3"), "inspector:1", "\"shop\":\"shop:S1\"", NULL, NULL, NULL },
    { { 4, 9 }, "notice_served", CASE("D3"), "inspector:1", "", NULL, NULL, NULL },
    { { 5, 9 }, "answered", CASE("D3"), "inspector:1", "", NULL, NULL, NULL },
    { { 5, 10 }, "defect_found", CASE("D4"), "inspector:1", "\"shop\":\"shop:S4\"", NULL, NULL, NULL },
    { { 5, 11 }, "fix_ordered", CASE("D4"), "inspector:1", "", NULL, NULL, NULL },
    { { 10, 9 }, "more_time", CASE("D1"), "office:1", "\"to\":\"2024-03-15\"", NULL, NULL, NULL },
    { { 14, 9 }, "visited", SHOP("S1"), "inspector:1", "", NULL, NULL, NULL },
    { { 14, 10 }, "visited", SHOP("S2"), "inspector:1", "", NULL, NULL, NULL },
    { { 17, 9 }, "visited", SHOP("S1"), "inspector:1", "", NULL, NULL, NULL },
    { { 17, 10 }, WORD(libing_confirm, "D1", "propose_fine") },
    { { 17, 11 }, "visited", SHOP("S4"), "inspector:1", "", NULL, NULL, NULL },
    { { 18, 9 }, WORD(libing_execute, "D1", "propose_fine") },
    { { 20, 9 }, "fixed", CASE("D2"), "inspector:1", "", NULL, NULL, NULL },
    { { 22, 9 }, WORD(libing_decline, "D4", "propose_fine") },
    { { 23, 9 }, "fix_ordered", CASE("D4"), "inspector:1", "", NULL, NULL, NULL },
    { { 28, 9 }, "year_closed", "", "office:1", "", NULL, NULL, NULL },
};

static void tell_step(api_fixture *f, const story_step *step)
{
    char at[32] = "";
    libing_word word = word_of(step->by, at);

    at_text(step->when, at);
    set_clock(f, step->when);
    if (step->say == NULL)
        (void)tell(f, step->when, step->type, step->about, step->by, step->data);
    else if (step->say(f->engine, decision(f, step->case_id, step->action), &word, NULL, &f->err) != LIBING_OK)
        fail_msg("%s: %s", at, f->err.message);
}

typedef enum advancing { NEVER, AFTER_EACH, HOURLY } advancing;

static void tell_story(api_fixture *f, advancing pace)
{
    instant now = { 1, 0 };

    for (size_t i = 0; i < sizeof story / sizeof *story; i++) {
        for (; pace == HOURLY && (now.day < story[i].when.day || now.hour < story[i].when.hour); now.hour++) {
            if (now.hour == 24)
                now = (instant){ now.day + 1, 0 };
            advance(f, now, NULL);
        }
        tell_step(f, &story[i]);
        if (pace == AFTER_EACH)
            advance(f, story[i].when, NULL);
    }
}

static void advance__often_hourly_or_never_gives_equal_decisions(void **state)
{
    char *decisions[3];
    int64_t causes[3];

    (void)state;
    for (advancing pace = NEVER; pace <= HOURLY; pace++) {
        void *own = NULL;

        assert_int_equal(0, setup(&own));
        tell_story(own, pace);
        decisions[pace] = api_decision_lines(own, NULL);
        causes[pace] = api_is_honest(own);
        assert_int_equal(0, api_teardown(&own));
    }
    assert_non_null(strstr(decisions[NEVER], "\"kind\":\"many\""));
    assert_string_equal(decisions[NEVER], decisions[AFTER_EACH]);
    assert_string_equal(decisions[NEVER], decisions[HOURLY]);
    assert_int_equal(causes[NEVER], causes[AFTER_EACH]);
    assert_int_equal(causes[NEVER], causes[HOURLY]);
    for (size_t i = 0; i < 3; i++)
        free(decisions[i]);
}

static void replay__of_lapses_and_words_is_the_same(void **state)
{
    api_fixture *f = *state;
    libing_word word = word_of("office:1", "2024-03-13");
    int64_t causes = 0;

    assert_int_equal(LIBING_OK, libing_confirm(f->engine, tell_overdue(f), &word, NULL, &f->err));
    causes = api_is_honest(f);
    assert_int_equal(6, causes); /* three events, two lapses, a word */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, api_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(due__lists_what_runs_soonest_first_until_a_day),
        TEST(advance__lapses_in_order_and_says_what_that_caused),
        TEST(advance__leaves_no_record_when_nothing_ended),
        TEST(deadline__is_moved_by_a_rule_and_stops_with_its_state),
        TEST(case_show__tells_states_and_deadlines),
        TEST(inbox__holds_what_waits_for_the_role),
        TEST(inbox__of_an_unknown_role_is_refused_by_name),
        TEST(confirm__is_heard_by_rules_and_answers_with_a_receipt),
        TEST(decline__takes_it_out_of_force_and_frees_its_key),
        TEST(word__is_refused_of_whom_it_is_not_and_leaves_no_record),
        TEST(word__lapses_what_ended_before_it),
        TEST(explain__of_a_word_names_the_rules_that_heard_it),
        cmocka_unit_test(advance__often_hourly_or_never_gives_equal_decisions),
        TEST(replay__of_lapses_and_words_is_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
