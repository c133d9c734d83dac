/* SPDX-License-Identifier: Apache-2.0 */
/* append: what a receipt says, and that a refused request leaves everything as it was. */
#include "api_support.h"

#define FOUND "{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\"," \
              "\"data\":{\"household\":\"household:H3\"}}"
#define VERIFIED "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-16T09:30:00+08:00\"," \
                 "\"by\":\"grid_member:08\",\"data\":{\"act\":\"2024-03-14\",\"actor\":\"member\"}}"

static void refused(api_fixture *f, libing_status wanted, const char *request, const char *word)
{
    int64_t before = api_records(f);

    assert_int_equal(wanted, api_try(f, request));
    assert_int_equal(wanted, f->err.code);
    if (strstr(f->err.message, word) == NULL)
        fail_msg("'%s' does not say '%s'", f->err.message, word);
    assert_int_equal(before, api_records(f));
}

static void append__first_event_opens_the_case(void **state)
{
    const char *receipt = api_append(*state, FOUND);

    assert_non_null(strstr(receipt, "\"opened\":true"));
    assert_non_null(strstr(receipt, "\"cv\":0"));
    assert_non_null(strstr(receipt, "\"repeated\":false"));
}

static void append__decision_and_what_it_triggers_are_in_the_receipt(void **state)
{
    const char *receipt;

    (void)api_append(*state, FOUND);
    receipt = api_append(*state, VERIFIED);
    assert_non_null(strstr(receipt, "\"action\":\"suspend\""));
    assert_non_null(strstr(receipt, "\"amount\":30000"));
    assert_non_null(strstr(receipt, "\"year\":2024"));
    assert_non_null(strstr(receipt, "\"action\":\"remind\""));
    assert_int_equal(1, api_decisions(*state, "S-1"));
    assert_int_equal(1, api_decisions(*state, "S-3"));
}

static void append__failed_requirement_speaks_otherwise(void **state)
{
    const char *receipt;

    (void)api_append(*state, FOUND);
    receipt = api_append(*state, "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-16\",\"by\":\"committee:1\","
                                 "\"data\":{\"act\":\"2024-03-14\",\"actor\":\"tenant\"}}");
    assert_non_null(strstr(receipt, "\"action\":\"no_suspension\""));
    assert_non_null(strstr(receipt, "\"reason\":\"not_attributed\""));
}

static void append__second_decision_with_the_same_key_gives_way_to_again(void **state)
{
    const char *receipt;

    (void)api_append(*state, FOUND);
    (void)api_append(*state, VERIFIED);
    receipt = api_append(*state, "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-17\",\"by\":\"committee:1\","
                                 "\"data\":{\"act\":\"2024-03-17\",\"actor\":\"member\"}}");
    assert_non_null(strstr(receipt, "\"action\":\"again\""));
    assert_null(strstr(receipt, "\"action\":\"suspend\""));
}

static void append__revoked_decision_frees_its_key(void **state)
{
    const char *receipt;

    (void)api_append(*state, FOUND);
    (void)api_append(*state, VERIFIED);
    receipt = api_append(*state, "{\"type\":\"objection\",\"case\":\"F1\",\"at\":\"2024-03-18\",\"by\":\"committee:1\",\"data\":{}}");
    assert_non_null(strstr(receipt, "\"action\":\"restore\""));
    receipt = api_append(*state, "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-19\",\"by\":\"committee:1\","
                                 "\"data\":{\"act\":\"2024-03-19\",\"actor\":\"member\"}}");
    assert_non_null(strstr(receipt, "\"action\":\"suspend\""));
}

static void append__same_id_and_request_answers_with_the_first_receipt(void **state)
{
    const char *request = "{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\",\"id\":\"k1\",\"expect\":-1,"
                          "\"data\":{\"household\":\"household:H3\"}}";
    int64_t records;

    (void)api_append(*state, request);
    records = api_records(*state);
    assert_non_null(strstr(api_append(*state, request), "\"repeated\":true"));
    assert_int_equal(records, api_records(*state));
}

static void append__same_id_with_another_request_is_a_conflict(void **state)
{
    (void)api_append(*state, "{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\",\"id\":\"k1\","
                             "\"data\":{\"household\":\"household:H3\"}}");
    refused(*state, LIBING_ERR_CONFLICT,
            "{\"type\":\"burn_found\",\"case\":\"F2\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\",\"id\":\"k1\","
            "\"data\":{\"household\":\"household:H3\"}}", "k1");
}

static void append__stale_version_is_refused(void **state)
{
    (void)api_append(*state, FOUND);
    refused(*state, LIBING_ERR_STALE,
            "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-16\",\"by\":\"committee:1\",\"expect\":0,"
            "\"data\":{\"act\":\"2024-03-14\",\"actor\":\"member\"}}", "version 1");
    refused(*state, LIBING_ERR_EXISTS,
            "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-16\",\"by\":\"committee:1\",\"expect\":-1,"
            "\"data\":{\"act\":\"2024-03-14\",\"actor\":\"member\"}}", "F1");
}

static void append__bad_requests_are_refused_by_name(void **state)
{
    static const struct { libing_status status; const char *request, *word; } rows[] = {
        { LIBING_ERR_TEXT, "not json", "" },
        { LIBING_ERR_TEXT, "{\"type\":\"burn_found\",\"type\":\"burn_found\"}", "type" },
        { LIBING_ERR_WORD, "{\"type\":\"burn_fond\",\"case\":\"F9\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\",\"data\":{}}", "burn_found" },
        { LIBING_ERR_WORD, "{\"type\":\"burn_found\",\"case\":\"F9\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\",\"data\":{\"houshold\":\"household:H1\"}}", "household" },
        { LIBING_ERR_TYPE, "{\"type\":\"burn_found\",\"case\":\"F9\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\",\"data\":{\"household\":7}}", "household" },
        { LIBING_ERR_ROLE, "{\"type\":\"burn_found\",\"case\":\"F9\",\"at\":\"2024-03-15\",\"by\":\"committee:1\",\"data\":{\"household\":\"household:H1\"}}", "committee" },
        { LIBING_ERR_DATE, "{\"type\":\"burn_found\",\"case\":\"F9\",\"at\":\"2024-02-30\",\"by\":\"grid_member:07\",\"data\":{\"household\":\"household:H1\"}}", "2024-02-30" },
        { LIBING_ERR_DATE, "{\"type\":\"burn_found\",\"case\":\"F9\",\"at\":\"2024-03-15T09:00:00+01:00\",\"by\":\"grid_member:07\",\"data\":{\"household\":\"household:H1\"}}", "+08:00" },
        { LIBING_ERR_FUTURE, "{\"type\":\"burn_found\",\"case\":\"F9\",\"at\":\"2024-04-15\",\"by\":\"grid_member:07\",\"data\":{\"household\":\"household:H1\"}}", "2024-04-15" },
        { LIBING_ERR_PACK, "{\"type\":\"burn_found\",\"case\":\"F9\",\"at\":\"2022-04-15\",\"by\":\"grid_member:07\",\"data\":{\"household\":\"household:H1\"}}", "2022-04-15" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        refused(*state, rows[i].status, rows[i].request, rows[i].word);
}

static void append__who_found_may_not_verify(void **state)
{
    (void)api_append(*state, FOUND);
    refused(*state, LIBING_ERR_ROLE,
            "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-16\",\"by\":\"grid_member:07\","
            "\"data\":{\"act\":\"2024-03-14\",\"actor\":\"member\"}}", "burn_found");
}

static void append__messages_are_chinese_when_asked(void **state)
{
    api_fixture *f = *state;
    libing_engine_options options = api_options(f);

    libing_close(f->engine);
    f->engine = NULL;
    options.language = "zh";
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &f->engine, &f->err));
    refused(f, LIBING_ERR_DATE, "{\"type\":\"burn_found\",\"case\":\"F9\",\"at\":\"昨天\",\"by\":\"grid_member:07\",\"data\":{\"household\":\"household:H1\"}}", "不是日期");
}

static void append__dry_run_answers_and_writes_nothing(void **state)
{
    api_fixture *f = *state;
    libing_append_options options = LIBING_APPEND_OPTIONS_INIT;
    libing_document *receipt = NULL;
    int64_t before = api_records(f);

    options.dry_run = true;
    assert_int_equal(LIBING_OK, libing_append(f->engine, FOUND, strlen(FOUND), &options, &receipt, &f->err));
    assert_non_null(strstr(libing_document_text(receipt, NULL), "\"opened\":true"));
    libing_document_free(receipt);
    assert_int_equal(before, api_records(f));
    assert_non_null(strstr(api_append(f, FOUND), "\"opened\":true"));
}

static void append__clock_far_behind_is_refused(void **state)
{
    api_fixture *f = *state;

    (void)api_append(f, FOUND);
    f->clock_ms -= 6 * 60 * 1000;
    refused(f, LIBING_ERR_CLOCK, VERIFIED, "clock");
    f->clock_ms += 2 * 60 * 1000;
    (void)api_append(f, VERIFIED);
}

static void append__failing_clock_is_the_hosts_error(void **state)
{
    api_fixture *f = *state;

    f->clock_result = -1;
    refused(f, LIBING_ERR_HOST, FOUND, "clock");
}

static void append__late_record_speaks_on_its_own_day(void **state)
{
    const char *receipt = api_append(*state, FOUND);

    assert_non_null(strstr(receipt, "\"late\":true")); /* recorded on 2024-03-20 */
    receipt = api_append(*state, VERIFIED);
    assert_non_null(strstr(receipt, "\"at\":\"2024-03-20\""));
}

static void append__store_event_visits_every_case(void **state)
{
    (void)api_append(*state, FOUND);
    (void)api_append(*state, VERIFIED);
    (void)api_append(*state, "{\"type\":\"burn_found\",\"case\":\"F2\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\",\"data\":{\"household\":\"household:H4\"}}");
    (void)api_append(*state, "{\"type\":\"budget_set\",\"at\":\"2024-03-18\",\"by\":\"committee:1\",\"data\":{\"yuan\":100000}}");
    assert_int_equal(1, api_decisions(*state, "S-4"));
}

static void append__correction_replaces_what_it_corrects(void **state)
{
    api_fixture *f = *state;
    libing_document *value = NULL;

    (void)api_append(f, FOUND);
    (void)api_append(f, VERIFIED);
    refused(f, LIBING_ERR_STATE,
            "{\"type\":\"objection\",\"case\":\"F1\",\"at\":\"2024-03-18\",\"by\":\"committee:1\",\"corrects\":0,\"data\":{}}", "record 0");
    (void)api_append(f, "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-16\",\"by\":\"committee:1\",\"corrects\":5,"
                        "\"data\":{\"act\":\"2024-03-13\",\"actor\":\"member\"}}");
    assert_int_equal(LIBING_OK, libing_measure(f->engine, "burnings", "F1", NULL, &value, &f->err));
    assert_non_null(strstr(libing_document_text(value, NULL), "\"value\":1"));
    libing_document_free(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(append__first_event_opens_the_case, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__decision_and_what_it_triggers_are_in_the_receipt, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__failed_requirement_speaks_otherwise, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__second_decision_with_the_same_key_gives_way_to_again, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__revoked_decision_frees_its_key, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__same_id_and_request_answers_with_the_first_receipt, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__same_id_with_another_request_is_a_conflict, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__stale_version_is_refused, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__bad_requests_are_refused_by_name, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__who_found_may_not_verify, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__messages_are_chinese_when_asked, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__dry_run_answers_and_writes_nothing, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__clock_far_behind_is_refused, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__failing_clock_is_the_hosts_error, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__late_record_speaks_on_its_own_day, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__store_event_visits_every_case, api_setup, api_teardown),
        cmocka_unit_test_setup_teardown(append__correction_replaces_what_it_corrects, api_setup, api_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
