/* SPDX-License-Identifier: Apache-2.0 */
/* case.adopted: an officer takes a paper case over midway and names where it stands. */
#include "api_support.h"

#include <stdio.h>

#define MARCH_1_MS INT64_C(1709222400000) /* 2024-03-01T00:00+08:00 */

static int setup(void **state)
{
    return api_setup_with(state, LIBING_SOURCE_DIR "/tests/rehearse/pack", MARCH_1_MS);
}

static int setup_where_nobody_may(void **state)
{
    return api_setup_with(state, LIBING_SOURCE_DIR "/tests/api/people_pack", MARCH_1_MS);
}

static char request[512];

static const char *adoption(const char *by, const char *data)
{
    (void)snprintf(request, sizeof request,
                   "{\"type\":\"case.adopted\",\"case\":\"D1\",\"at\":\"2024-01-05\",\"by\":\"%s\",\"data\":{%s}}", by, data);
    return request;
}

static const char *event(const char *type, const char *by, const char *data)
{
    (void)snprintf(request, sizeof request,
                   "{\"type\":\"%s\",\"case\":\"D1\",\"at\":\"2024-01-05\",\"by\":\"%s\",\"data\":{%s}}", type, by, data);
    return request;
}

static void refused(api_fixture *f, libing_status wanted, const char *what, const char *message)
{
    int64_t before = api_records(f);
    assert_int_equal(wanted, api_try(f, what));
    assert_string_equal(message, f->err.message);
    assert_int_equal(before, api_records(f));
}

static bool shows(api_fixture *f, const char *text)
{
    libing_document *document = NULL;
    assert_int_equal(LIBING_OK, libing_case_show(f->engine, "D1", &document, &f->err));
    bool found = strstr(libing_document_text(document, NULL), text) != NULL;
    libing_document_free(document);
    return found;
}

static void adoption__of_a_new_case_opens_it_where_it_stands(void **state)
{
    api_fixture *f = *state;
    (void)api_append(f, adoption("office:1", "\"kind\":\"defect\",\"subject\":\"shop:S1\",\"state\":\"fined\""));
    assert_true(shows(f, "\"kind\":\"defect\""));
    assert_true(shows(f, "\"subject\":\"shop:S1\""));
    assert_true(shows(f, "\"states\":{\"notice\":\"none\",\"repair\":\"fined\"}"));
    assert_non_null(strstr(api_append(f, event("fine_paid", "office:1", "\"account\":\"main\",\"yuan\":100")), "\"action\":\"close\""));
    assert_true(shows(f, "\"repair\":\"paid\""));
}

static void adoption__of_a_case_stops_the_clocks_of_the_state_it_left_and_starts_none(void **state)
{
    api_fixture *f = *state;
    (void)api_append(f, event("defect_found", "inspector:1", "\"shop\":\"shop:S1\",\"kind\":\"gas\""));
    (void)api_append(f, event("fix_ordered", "inspector:1", ""));
    assert_true(shows(f, "\"deadline\":\"fix_by\""));
    (void)api_append(f, adoption("office:1", "\"state\":\"overdue\",\"reason\":\"paper\""));
    assert_true(shows(f, "\"repair\":\"overdue\""));
    assert_false(shows(f, "\"deadline\":\"fix_by\""));
    assert_true(shows(f, "\"deadline\":\"answer_by\"")); /* of another region */
    (void)api_append(f, adoption("office:1", "\"procedure\":\"repair\",\"state\":\"fixing\""));
    assert_false(shows(f, "\"deadline\":\"fix_by\""));
}

static void adoption__into_a_region_alone_leaves_the_main_state_unknown(void **state)
{
    api_fixture *f = *state;
    (void)api_append(f, adoption("office:1", "\"kind\":\"defect\",\"procedure\":\"repair\",\"region\":\"notice\",\"state\":\"served\""));
    assert_true(shows(f, "\"states\":{\"notice\":\"served\"}"));
}

static void adoption__replays_and_verifies(void **state)
{
    api_fixture *f = *state;
    libing_replay_summary replayed = LIBING_REPLAY_SUMMARY_INIT;
    libing_verification verified = LIBING_VERIFICATION_INIT;
    (void)api_append(f, event("defect_found", "inspector:1", "\"shop\":\"shop:S1\",\"kind\":\"gas\""));
    (void)api_append(f, event("fix_ordered", "inspector:1", ""));
    (void)api_append(f, adoption("office:1", "\"state\":\"fined\""));
    (void)api_append(f, event("fine_paid", "office:1", "\"account\":\"main\",\"yuan\":100"));
    assert_int_equal(LIBING_OK, libing_replay(f->path, NULL, &replayed, &f->err));
    assert_int_equal(4, replayed.causes);
    assert_int_equal(4, replayed.same);
    assert_int_equal(LIBING_OK, libing_verify(f->path, NULL, &verified, &f->err));
    assert_int_equal(0, verified.damages);
}

static void adoption__needs_a_role_that_the_procedure_names(void **state)
{
    refused(*state, LIBING_ERR_ROLE, adoption("inspector:1", "\"kind\":\"defect\",\"state\":\"fined\""),
            "role inspector may not record case.adopted; these may: office");
}

static void adoption__where_no_role_is_named_is_nobodys(void **state)
{
    refused(*state, LIBING_ERR_ROLE, adoption("office:1", "\"kind\":\"defect\",\"state\":\"fixing\""),
            "nobody may adopt a case into procedure repair: it names no role under adopt");
}

static void adoption__that_names_nothing_known_is_refused(void **state)
{
    api_fixture *f = *state;
    refused(f, LIBING_ERR_TYPE, adoption("office:1", "\"state\":\"fined\""),
            "case D1 is new: say its kind in case.adopted.kind");
    refused(f, LIBING_ERR_WORD, adoption("office:1", "\"kind\":\"fault\",\"state\":\"fined\""), "unknown kind of case fault");
    refused(f, LIBING_ERR_WORD, adoption("office:1", "\"kind\":\"defect\",\"procedure\":\"sale\",\"state\":\"fined\""),
            "cases of kind defect have no procedure sale");
    refused(f, LIBING_ERR_WORD, adoption("office:1", "\"kind\":\"defect\",\"region\":\"seal\",\"state\":\"fined\""),
            "procedure repair has no region seal");
    refused(f, LIBING_ERR_WORD, adoption("office:1", "\"kind\":\"defect\",\"state\":\"served\""), "procedure repair has no state served");
    refused(f, LIBING_ERR_TYPE, adoption("office:1", "\"kind\":\"defect\""), "case.adopted lacks field state: where the case stands");
    refused(f, LIBING_ERR_WORD, adoption("office:1", "\"kind\":\"defect\",\"sate\":\"fined\""), "case.adopted has no field sate");
    refused(f, LIBING_ERR_TYPE, adoption("office:1", "\"kind\":\"defect\",\"state\":7"), "case.adopted.state must be a non-empty text");
    refused(f, LIBING_ERR_TYPE, "{\"type\":\"case.adopted\",\"at\":\"2024-01-05\",\"by\":\"office:1\",\"data\":{\"state\":\"fined\"}}",
            "case.adopted is about a case: name it as \"case\"");
}

static void adoption__of_a_case_that_exists_keeps_its_kind_and_subject(void **state)
{
    api_fixture *f = *state;
    (void)api_append(f, event("defect_found", "inspector:1", "\"shop\":\"shop:S1\",\"kind\":\"gas\""));
    refused(f, LIBING_ERR_TYPE, adoption("office:1", "\"kind\":\"file\",\"state\":\"fined\""), "case D1 is a defect, not a file");
    refused(f, LIBING_ERR_TYPE, adoption("office:1", "\"subject\":\"shop:S2\",\"state\":\"fined\""),
            "case D1 exists: its subject is not said again");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, api_teardown)
    const struct CMUnitTest tests[] = {
        T(adoption__of_a_new_case_opens_it_where_it_stands),
        T(adoption__of_a_case_stops_the_clocks_of_the_state_it_left_and_starts_none),
        T(adoption__into_a_region_alone_leaves_the_main_state_unknown),
        T(adoption__replays_and_verifies),
        T(adoption__needs_a_role_that_the_procedure_names),
        T(adoption__that_names_nothing_known_is_refused),
        T(adoption__of_a_case_that_exists_keeps_its_kind_and_subject),
        cmocka_unit_test_setup_teardown(adoption__where_no_role_is_named_is_nobodys, setup_where_nobody_may, api_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
