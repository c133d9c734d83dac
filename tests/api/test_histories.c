/* SPDX-License-Identifier: Apache-2.0 */
/* Made-up histories of a township under the pilot's rules: the same events with `advance` after each, at
 * every hour and never give equal decisions, and every store verifies and replays. The seed decides each
 * history; LIBING_TEST_SEED begins elsewhere, LIBING_TEST_LONG makes ten times as many. */
#include "api_support.h"

#include <stdio.h>
#include <stdlib.h>

#define HISTORIES 200
#define STEPS 14
#define REQUEST_BYTES 768
#define HOUR_MS INT64_C(3600000)
#define ZONE_MS (8 * HOUR_MS)
#define START_MS INT64_C(1704038400000) /* 2024-01-01T00:00:00+08:00 */

/* --- making them up ----------------------------------------------------------------------------- */

typedef struct making {
    uint32_t random;
    int64_t now_ms;
    int opened[4];                  /* cases of each letter so far */
} making;

typedef struct request {
    int64_t at_ms;
    char text[REQUEST_BYTES];
} request;

static uint32_t draw(making *m, uint32_t below)
{
    m->random = m->random * UINT32_C(1664525) + UINT32_C(1013904223);
    return (m->random >> 8) % below;
}

/* What is recorded about what: I an issue, B a fire, R a report, W a welfare item; P a party, S the store.
 * A capital opens a case of its own. In the data # is a digit from 1 to 3, $ a word of the list behind. */
typedef struct pattern {
    char about;
    bool opens;
    const char *type, *by, *data;
    const char *words[6];
} pattern;

static const pattern patterns[] = {
    { 'I', true, "self_report", "enterprise:m", "\"subject\":\"enterprise:E#\",\"type\":\"coal_unenclosed\",\"severity\":\"$\",\"harm\":\"minor\"", { "slight", "ordinary", "serious" } },
    { 'I', true, "self_report", "enterprise:m", "\"subject\":\"enterprise:E#\",\"type\":\"coal_loading_dust\",\"severity\":\"slight\",\"harm\":\"$\"", { "none", "minor", "moderate" } },
    { 'I', true, "violation_found", "township_gov:7", "\"subject\":\"enterprise:E#\",\"type\":\"$\",\"severity\":\"ordinary\",\"harm\":\"none\"", { "coal_unenclosed", "coal_loading_dust", "evasion", "excess_emission" } },
    { 'I', true, "violation_found", "township_gov:7", "\"subject\":\"enterprise:E#\",\"type\":\"industrial_dust\",\"severity\":\"slight\",\"harm\":\"none\",\"mode\":\"$\"", { "inspection", "self_check" } },
    { 'I', false, "violation_verified", "eco_branch:3", "\"exclusions\":[$]", { "", "", "\"obstruct\"", "\"repeat\"" } },
    { 'I', false, "violation_verified", "eco_branch:3", "\"severity\":\"$\"", { "slight", "ordinary", "serious" } },
    { 'I', false, "order_served", "eco_branch:3", "", { NULL } },
    { 'I', false, "rectified", "enterprise:m", "", { NULL } },
    { 'I', false, "recheck", "eco_branch:3", "\"result\":\"$\"", { "fixed", "fixed", "not_fixed", "refused", "false" } },
    { 'I', false, "extension_requested", "enterprise:m", "\"to\":\"2024-0$-15\"", { "2", "3", "4", "5" } },
    { 'I', false, "plan_submitted", "enterprise:m", "", { NULL } },
    { 'I', false, "case_filed", "eco_branch:3", "", { NULL } },
    { 'I', false, "investigation_closed", "eco_branch:3", "", { NULL } },
    { 'I', false, "notice_served", "eco_branch:3", "\"fine\":$00000", { "1", "5", "20", "300" } },
    { 'I', false, "decision_made", "eco_branch:3", "\"basis\":\"大气法117\",\"fine\":$00000", { "1", "20", "50" } },
    { 'I', false, "decision_served", "eco_branch:3", "\"fine\":2000000", { NULL } },
    { 'I', false, "fine_paid", "eco_branch:3", "", { NULL } },
    { 'I', false, "reconsideration_applied", "enterprise:m", "", { NULL } },
    { 'I', false, "seal_imposed", "eco_branch:3", "\"items\":[\"crusher\"]", { NULL } },
    { 'I', false, "seal_extended", "eco_branch:3", "\"approved\":$", { "true", "false" } },
    { 'P', false, "inspection_started", "township_gov:7", "\"kind\":\"$\"", { "routine", "random", "surprise" } },
    { 'S', false, "village_rule_adopted", "village_assembly:a", "\"village\":\"village:V1\",\"quorum\":true,\"filed\":$,\"effective\":\"2024-01-01\"", { "true", "true", "false" } },
    { 'W', true, "welfare_item", "village_committee:c", "\"household\":\"household:H#\",\"for_year\":2024,\"pay_on\":\"2024-12-30\",\"kind\":\"$\"", { "year_end_flour", "heating_aid", "dibao" } },
    { 'W', false, "welfare_paid", "village_committee:c", "", { NULL } },
    { 'B', true, "burn_found", "grid_member:7", "\"village\":\"village:V1\",\"place\":\"$\",\"material\":\"straw\",\"open_air\":true", { "field", "yard", "forest_fire_zone" } },
    { 'B', false, "burn_verified", "township_gov:7", "\"actor\":\"$\",\"household\":\"household:H#\",\"severity\":\"slight\",\"harm\":\"none\"", { "member", "member", "hired_by_member", "unknown" } },
    { 'B', false, "welfare_decision", "village_committee:c", "\"household\":\"household:H#\"", { NULL } },
    { 'B', false, "objection_filed", "household:h", "\"household\":\"household:H#\"", { NULL } },
    { 'B', false, "objection_result", "village_supervision:s", "\"household\":\"household:H#\",\"result\":\"$\"", { "upheld", "rejected" } },
    { 'R', true, "report_filed", "township_gov:d", "\"registered_no\":#,\"reporters\":[{\"ref\":\"reporter:R#\",\"is_villager\":$}],\"keys\":[{\"violator\":\"enterprise:E#\",\"type\":\"coal_unenclosed\"}]", { "true", "false" } },
    { 'R', true, "report_filed", "township_gov:d", "\"registered_no\":#,\"reporters\":[{\"ref\":\"reporter:R#\",\"anonymous\":$}],\"keys\":[{\"violator\":\"household:H#\",\"type\":\"straw_burning\"}]", { "true", "false" } },
    { 'R', false, "report_verified", "township_gov:d", "\"result\":\"$\",\"keys\":[{\"violator\":\"enterprise:E#\",\"type\":\"coal_unenclosed\"}]", { "true", "partial", "false" } },
    { 'R', false, "reporter_identified", "township_gov:d", "\"reporters\":[{\"ref\":\"reporter:R#\",\"is_villager\":true}]", { NULL } },
    { 'R', false, "reward_paid", "township_gov:d", "", { NULL } },
    { 'S', false, "budget_set", "township_gov:d", "\"year\":2024,\"yuan\":$0000", { "0", "1", "3" } },
};

#define PATTERNS (sizeof patterns / sizeof *patterns)

static size_t fill(making *m, const pattern *p, char *out, size_t room)
{
    size_t len = 0, words = 0;

    while (words < 6 && p->words[words] != NULL)
        words++;
    for (const char *at = p->data; *at != '\0' && len + 24 < room; at++) {
        if (*at == '#')
            out[len++] = (char)('1' + draw(m, 3));
        else if (*at == '$')
            len += (size_t)snprintf(out + len, room - len, "%s", p->words[draw(m, (uint32_t)words)]);
        else
            out[len++] = *at;
    }
    out[len] = '\0';
    return len;
}

static int *opened(making *m, char about)
{
    const char *letters = "IBRW";

    return &m->opened[strchr(letters, about) - letters];
}

static void date_of(int64_t ms, bool is_whole_day, char out[64])
{
    int64_t hours = (ms - START_MS) / HOUR_MS, day = hours / 24;
    static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int month = 0;

    while (day >= lengths[month])
        day -= lengths[month++];
    if (is_whole_day)
        (void)snprintf(out, 64, "2024-%02d-%02d", month + 1, (int)day + 1);
    else
        (void)snprintf(out, 64, "2024-%02d-%02dT%02d:30:00+08:00", month + 1, (int)day + 1, (int)(hours % 24));
}

/* An event now or some days later, at an hour or of a whole day. */
static void make_request(making *m, request *out)
{
    const pattern *p = &patterns[draw(m, PATTERNS)];
    char data[512], about[64] = "", at[64];
    int *count;

    m->now_ms += HOUR_MS * (int64_t)(draw(m, 3) == 0 ? draw(m, 20) : 24 * draw(m, 7));
    if (m->opened[0] == 0)
        p = &patterns[draw(m, 4)];
    if (strchr("PS", p->about) == NULL) {
        count = opened(m, p->about);
        if (*count == 0 && !p->opens)
            p = &patterns[p->about == 'B' ? 24 : p->about == 'R' ? 29 : 22];
        if (p->opens && (*count < 2 || draw(m, 3) > 0))
            ++*count;
        (void)snprintf(about, sizeof about, "\"case\":\"%c%d\",", p->about, 1 + (int)draw(m, (uint32_t)*count));
        if (p->opens)
            (void)snprintf(about, sizeof about, "\"case\":\"%c%d\",", p->about, *count);
    } else if (p->about == 'P') {
        (void)snprintf(about, sizeof about, "\"party\":\"enterprise:E%d\",", 1 + (int)draw(m, 3));
    }
    (void)fill(m, p, data, sizeof data);
    date_of(m->now_ms, draw(m, 2) == 0, at);
    out->at_ms = m->now_ms;
    assert_in_range(snprintf(out->text, sizeof out->text,
                             "{\"type\":\"%s\",%s\"at\":\"%s\",\"by\":\"%s\",\"data\":{%s}}", p->type, about, at,
                             p->by, data),
                    1, REQUEST_BYTES - 1);
}

/* --- telling them ------------------------------------------------------------------------------- */

typedef enum advancing { NEVER, AFTER_EACH, HOURLY } advancing;

static void advance_to(api_fixture *f, int64_t ms)
{
    char to[64];

    f->clock_ms = ms + HOUR_MS / 2; /* date_of() says half past */
    date_of(ms, false, to);
    if (libing_advance(f->engine, to, NULL, &f->err) != LIBING_OK)
        fail_msg("%s: %s", to, f->err.message);
}

/* Tells what a host would; *refused counts the requests that were not taken, which are part of it. */
static void tell(api_fixture *f, const request *requests, int64_t start_ms, advancing pace, int *refused)
{
    int64_t now = start_ms;

    for (size_t i = 0; i < STEPS; i++) {
        for (; pace == HOURLY && now <= requests[i].at_ms; now += HOUR_MS)
            advance_to(f, now);
        f->clock_ms = requests[i].at_ms + HOUR_MS / 2;
        *refused += api_try(f, requests[i].text) != LIBING_OK;
        if (pace == AFTER_EACH)
            advance_to(f, requests[i].at_ms);
    }
    advance_to(f, requests[STEPS - 1].at_ms + 100 * 24 * HOUR_MS);
}

static int print_finding(void *user, const libing_finding *finding)
{
    (void)user;
    print_error("%s %lld %s: %s\n  recorded   %s\n  recomputed %s\n", finding->kind, (long long)finding->seq,
                finding->rule, finding->message, finding->recorded, finding->recomputed);
    return 0;
}

static void is_honest(api_fixture *f, uint32_t seed)
{
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    libing_verification seen = LIBING_VERIFICATION_INIT;
    libing_replay_summary summary = LIBING_REPLAY_SUMMARY_INIT;

    options.finding = print_finding;
    if (libing_verify(f->path, &options, &seen, &f->err) < LIBING_OK ||
        libing_replay(f->path, &options, &summary, &f->err) < LIBING_OK)
        fail_msg("seed %u: %s", (unsigned)seed, f->err.message);
    if (seen.damages != 0 || summary.same != summary.causes)
        fail_msg("seed %u: %d damages, %d of %d causes the same", (unsigned)seed, (int)seen.damages,
                 (int)summary.same, (int)summary.causes);
}

static void compare_paces(uint32_t seed, int64_t *decisions)
{
    making m = { .random = seed, .now_ms = START_MS };
    request requests[STEPS];
    int64_t start_ms;
    int refused[3] = { 0, 0, 0 };
    char *told[3];

    m.now_ms += HOUR_MS * 24 * (int64_t)draw(&m, 120);
    start_ms = m.now_ms;
    for (size_t i = 0; i < STEPS; i++)
        make_request(&m, &requests[i]);
    for (advancing pace = NEVER; pace <= HOURLY; pace++) {
        void *own = NULL;

        assert_int_equal(0, api_setup_with(&own, LIBING_SOURCE_DIR "/rules/bayi", START_MS));
        tell(own, requests, start_ms, pace, &refused[pace]);
        told[pace] = api_decision_lines(own, decisions);
        if (pace != AFTER_EACH)
            is_honest(own, seed);
        assert_int_equal(0, api_teardown(&own));
        if (refused[pace] != refused[NEVER] || strcmp(told[NEVER], told[pace]) != 0)
            fail_msg("seed %u, pace %d: %d refused\n%s\nnever advanced: %d refused\n%s", (unsigned)seed, (int)pace,
                     refused[pace], told[pace], refused[NEVER], told[NEVER]);
    }
    for (size_t i = 0; i < 3; i++)
        free(told[i]);
}

static void advance__of_generated_histories_often_hourly_or_never_is_equal(void **state)
{
    const char *seed = getenv("LIBING_TEST_SEED");
    uint32_t first = seed != NULL ? (uint32_t)strtoul(seed, NULL, 10) : 1;
    uint32_t count = getenv("LIBING_TEST_LONG") != NULL ? 10 * HISTORIES : HISTORIES;
    int64_t decisions = 0;

    (void)state;
    for (uint32_t i = 0; i < count; i++)
        compare_paces(first + i, &decisions);
    printf("%u histories from seed %u, each at three paces: %lld decisions\n", (unsigned)count, (unsigned)first,
           (long long)(decisions / 3));
    assert_true(decisions / 3 > (int64_t)count * 5); /* they are about something */
}

/* The party's first record came through the same handle that then judges what follows it. */
static void inspection__before_a_report_through_one_handle_makes_it_late(void **state)
{
    void *own = NULL;
    api_fixture *f;

    (void)state;
    assert_int_equal(0, api_setup_with(&own, LIBING_SOURCE_DIR "/rules/bayi", START_MS));
    f = own;
    f->clock_ms = START_MS + 66 * 24 * HOUR_MS;
    (void)api_append(f, "{\"type\":\"inspection_started\",\"party\":\"enterprise:E4\",\"at\":\"2024-03-05T10:00:00+08:00\","
                        "\"by\":\"township_gov:7\",\"data\":{\"kind\":\"covert\"}}");
    (void)api_append(f, "{\"type\":\"self_report\",\"case\":\"I1\",\"at\":\"2024-03-05T11:30:00+08:00\",\"by\":\"enterprise:m\","
                        "\"data\":{\"subject\":\"enterprise:E4\",\"type\":\"coal_unenclosed\"}}");
    assert_int_equal(0, api_decisions(f, "B-03"));
    assert_int_equal(0, api_teardown(&own));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inspection__before_a_report_through_one_handle_makes_it_late),
        cmocka_unit_test(advance__of_generated_histories_often_hourly_or_never_is_equal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
