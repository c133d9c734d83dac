/* SPDX-License-Identifier: Apache-2.0 */
/* Reading: a case, a measure, explanations, info, and the auditor's two verbs. */
#include "api_support.h"

#define FOUND "{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\"," \
              "\"data\":{\"household\":\"household:H3\"}}"
#define VERIFIED "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-16\"," \
                 "\"by\":\"grid_member:08\",\"data\":{\"act\":\"2024-03-14\",\"actor\":\"member\"}}"

static void says(libing_document *document, const char *const *words)
{
    const char *text = libing_document_text(document, NULL);

    for (size_t i = 0; words[i] != NULL; i++) {
        if (strstr(text, words[i]) == NULL)
            fail_msg("%s\ndoes not say %s", text, words[i]);
    }
    libing_document_free(document);
}

static int64_t first_decision(api_fixture *f, const char *rule)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;

    filter.rule = rule;
    assert_int_equal(LIBING_OK, libing_decisions(f->engine, &filter, &iterator, &f->err));
    assert_int_equal(LIBING_OK, libing_iterator_next(iterator, &item, &f->err));
    assert_string_equal("in_force", item.standing);
    libing_iterator_free(iterator);
    return item.seq;
}

static libing_engine *in_chinese(api_fixture *f)
{
    libing_engine_options options = api_options(f);

    options.language = "zh";
    libing_close(f->engine);
    f->engine = NULL;
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &f->engine, &f->err));
    return f->engine;
}

static void case_show__gives_fields_facts_and_decisions(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    (void)api_append(f, FOUND);
    (void)api_append(f, VERIFIED);
    assert_int_equal(LIBING_OK, libing_case_show(f->engine, "F1", &document, &f->err));
    says(document, (const char *const[]){ "\"actor\":\"member\"", "\"household\":\"household:H3\"",
                                          "\"burnings\":1", "\"action\":\"suspend\"", "\"kind\":\"fire\"",
                                          "\"subject\":\"household:H3\"", NULL });
}

static void measure__is_as_of_a_day(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    (void)api_append(f, FOUND);
    (void)api_append(f, VERIFIED);
    assert_int_equal(LIBING_OK, libing_measure(f->engine, "burnings", "F1", "2024-03-15", &document, &f->err));
    says(document, (const char *const[]){ "\"value\":0", "\"as_of\":\"2024-03-15\"", NULL });
    assert_int_equal(LIBING_OK, libing_measure(f->engine, "burnings", NULL, "2024-03-16", &document, &f->err));
    says(document, (const char *const[]){ "\"counts\":{\"1\":1}", "\"total\":1", NULL });
    assert_int_equal(LIBING_ERR_NOTFOUND,
                     libing_measure(f->engine, "burnings", "F1", "2024-03-14", &document, &f->err));
    assert_int_equal(LIBING_ERR_NOTFOUND, libing_measure(f->engine, "burning", NULL, NULL, &document, &f->err));
    assert_non_null(strstr(f->err.message, "burnings"));
    assert_int_equal(LIBING_ERR_DATE,
                     libing_measure(f->engine, "burnings", NULL, "2024-13-01", &document, &f->err));
}

static void explain__decision_names_clause_rule_pack_and_facts(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    (void)api_append(f, FOUND);
    (void)api_append(f, VERIFIED);
    (void)in_chinese(f);
    assert_int_equal(LIBING_OK, libing_explain(f->engine, first_decision(f, "S-1"), NULL, &document, &f->err));
    says(document, (const char *const[]){ "停发福利", "三（三）4", "S-1", "test.village", "1.0.0",
                                          "\"causes\":[", NULL });
}

static void explain__silent_rule_names_the_first_condition_that_failed(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    (void)api_append(f, FOUND);
    (void)api_append(f, "{\"type\":\"objection\",\"case\":\"F1\",\"at\":\"2024-03-18\",\"by\":\"committee:1\",\"data\":{}}");
    assert_int_equal(LIBING_OK, libing_explain(f->engine, api_records(f) - 1, "S-2", &document, &f->err));
    says(document, (const char *const[]){ "\"spoke\":false", "stayed silent", "first condition not met", NULL });
}

static void explain__looks_back_to_the_moment_of_the_record(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;
    int64_t objection;

    (void)api_append(f, FOUND);
    (void)api_append(f, "{\"type\":\"objection\",\"case\":\"F1\",\"at\":\"2024-03-18\",\"by\":\"committee:1\",\"data\":{}}");
    objection = api_records(f) - 1;
    (void)api_append(f, VERIFIED); /* what came later must not make the rule speak */
    assert_int_equal(LIBING_OK, libing_explain(f->engine, objection, "S-2", &document, &f->err));
    says(document, (const char *const[]){ "\"spoke\":false", NULL });
}

static void explain__unknown_record_and_rule_are_notfound(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    (void)api_append(f, FOUND);
    assert_int_equal(LIBING_ERR_NOTFOUND, libing_explain(f->engine, 9999, NULL, &document, &f->err));
    assert_int_equal(LIBING_ERR_NOTFOUND, libing_explain(f->engine, 3, "S-9", &document, &f->err));
    assert_non_null(strstr(f->err.message, "S-9"));
}

static void info__names_packs_runtime_and_root(void **state)
{
    api_fixture *f = *state;
    libing_document *document = NULL;

    (void)api_append(f, FOUND);
    assert_int_equal(LIBING_OK, libing_info(f->engine, &document, &f->err));
    says(document, (const char *const[]){ "\"name\":\"test.village\"", "\"root\":\"", "\"zone\":\"+08:00\"",
                                          "\"cases\":1", "\"lua\":\"5.4", NULL });
}

static void install__same_pack_and_day_writes_nothing(void **state)
{
    api_fixture *f = *state;
    int64_t before = api_records(f), seq = -1;

    assert_int_equal(LIBING_OK, libing_install(f->engine, LIBING_SOURCE_DIR "/tests/api/pack", "2023-01-01",
                                               &seq, &f->err));
    assert_int_equal(1, seq);
    assert_int_equal(before, api_records(f));
    assert_int_equal(LIBING_ERR_DATE, libing_install(f->engine, LIBING_SOURCE_DIR "/tests/api/pack",
                                                     "someday", &seq, &f->err));
    assert_int_equal(LIBING_ERR_NOTFOUND, libing_install(f->engine, "/nowhere", "2023-01-01", &seq, &f->err));
}

static int count_finding(void *user, const libing_finding *finding)
{
    (void)finding;
    ++*(int *)user;
    return 0;
}

static void audit__honest_store_verifies_and_replays_the_same(void **state)
{
    api_fixture *f = *state;
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    libing_verification seen = LIBING_VERIFICATION_INIT;
    libing_replay_summary summary = LIBING_REPLAY_SUMMARY_INIT;
    int findings = 0;

    options.finding = count_finding;
    options.finding_user = &findings;
    (void)api_append(f, FOUND);
    (void)api_append(f, VERIFIED);
    (void)api_append(f, "{\"type\":\"objection\",\"case\":\"F1\",\"at\":\"2024-03-18\",\"by\":\"committee:1\",\"data\":{}}");
    (void)api_append(f, "{\"type\":\"budget_set\",\"at\":\"2024-03-18\",\"by\":\"committee:1\",\"data\":{\"yuan\":100000}}");
    if (libing_verify(f->path, &options, &seen, &f->err) != LIBING_OK ||
        libing_replay(f->path, &options, &summary, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
    assert_int_equal(0, findings);
    assert_int_equal(0, seen.damages);
    assert_int_equal(api_records(f), seen.records);
    assert_int_equal(4, summary.causes);
    assert_int_equal(4, summary.same);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, api_setup, api_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(case_show__gives_fields_facts_and_decisions),
        TEST(measure__is_as_of_a_day),
        TEST(explain__decision_names_clause_rule_pack_and_facts),
        TEST(explain__silent_rule_names_the_first_condition_that_failed),
        TEST(explain__looks_back_to_the_moment_of_the_record),
        TEST(explain__unknown_record_and_rule_are_notfound),
        TEST(info__names_packs_runtime_and_root),
        TEST(install__same_pack_and_day_writes_nothing),
        TEST(audit__honest_store_verifies_and_replays_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
