/* SPDX-License-Identifier: Apache-2.0 */
/* What records project, and the questions that projections answer: lib/store/project.c, threads.c,
 * pending.c, keyed.c, decisions.c, query.c. */
#include "history.h"

static void assert_numbers(ing_numbers *numbers, size_t count, const int64_t *expected)
{
    assert_int_equal(count, numbers->count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(expected[i], numbers->items[i]);
    ing_numbers_free(numbers);
}

#define ASSERT_NUMBERS(numbers, ...)                                                         \
    do {                                                                                     \
        const int64_t expected_numbers[] = { __VA_ARGS__ };                                  \
        assert_numbers((numbers), sizeof expected_numbers / sizeof expected_numbers[0], expected_numbers); \
    } while (0)

static ing_numbers keyed(history *h, const char *word, const char *value, bool expect_indexed)
{
    ing_numbers numbers = ING_NUMBERS_INIT;
    bool indexed = !expect_indexed;
    assert_ok(ing_store_keyed(h->store, ing_text_of(word), ing_text_of(value), &indexed, &numbers, err));
    assert_int_equal(expect_indexed, indexed);
    return numbers;
}

/* --- threads ------------------------------------------------------------------------------------ */

static void thread__of_a_case_knows_kind_subject_and_length(void **state)
{
    history *h = *state;
    ing_thread thread;
    int64_t version = -1;
    history_begin(h);
    int64_t cause = history_event(h, "report_filed", "C-1", NULL, "{}");
    assert_ok(ing_store_thread(h->store, ING_THREAD_CASE, ING_TEXT_LIT("C-1"), &h->arena, &thread, err));
    assert_null(thread.kind.ptr);
    (void)history_consequence(h, "case.opened", "C-1", cause, "{'kind':'straw_fire','subject':'household:h1'}");
    for (int committed = 0; committed < 2; committed++) {
        assert_ok(ing_store_thread(h->store, ING_THREAD_CASE, ING_TEXT_LIT("C-1"), &h->arena, &thread, err));
        assert_true(ing_text_is(thread.name, "C-1"));
        assert_true(ing_text_is(thread.kind, "straw_fire"));
        assert_true(ing_text_is(thread.subject, "household:h1"));
        assert_int_equal(2, thread.length);
        assert_int_equal(2, thread.last_seq);
        assert_ok(ing_store_next_version(h->store, ING_TEXT_LIT("C-1"), &version, err));
        assert_int_equal(2, version);
        if (committed == 0)
            history_commit(h);
    }
    assert_ok(ing_store_next_version(h->store, ING_TEXT_LIT("C-9"), &version, err));
    assert_int_equal(0, version);
}

static void thread__of_an_adopted_case_keeps_its_first_kind(void **state)
{
    history *h = *state;
    ing_thread thread;
    history_begin(h);
    (void)history_event(h, "case.adopted", "C-1", NULL, "{'kind':'air_issue','procedure':'p','state':'s'}");
    (void)history_event(h, "case.adopted", "C-1", NULL,
                        "{'kind':'other','procedure':'q','state':'s','subject':'household:h2'}");
    history_commit(h);
    assert_ok(ing_store_thread(h->store, ING_THREAD_CASE, ING_TEXT_LIT("C-1"), &h->arena, &thread, err));
    assert_true(ing_text_is(thread.kind, "air_issue"));
    assert_true(ing_text_is(thread.subject, "household:h2"));
}

static void thread__of_a_party_and_of_the_store(void **state)
{
    history *h = *state;
    ing_thread thread;
    ing_numbers numbers = ING_NUMBERS_INIT;
    history_begin(h);
    int64_t visit = history_event(h, "visit", NULL, "household:h1", "{}");
    int64_t budget = history_event(h, "budget_set", NULL, NULL, "{}");
    assert_ok(ing_store_thread(h->store, ING_THREAD_PARTY, ING_TEXT_LIT("household:h1"), &h->arena, &thread, err));
    assert_true(ing_text_is(thread.kind, "household"));
    assert_ok(ing_store_thread_seqs(h->store, thread.id, 0, &numbers, err));
    ASSERT_NUMBERS(&numbers, visit);
    assert_ok(ing_store_thread(h->store, ING_THREAD_STORE, ING_TEXT_NONE, &h->arena, &thread, err));
    assert_int_equal(0, thread.name.len);
    assert_ok(ing_store_thread_seqs(h->store, thread.id, 0, &numbers, err));
    ASSERT_NUMBERS(&numbers, 0, budget);
    history_commit(h);
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_thread(h->store, ING_THREAD_PARTY, ING_TEXT_LIT("household:h2"),
                                                           &h->arena, &thread, NULL));
}

static void thread_seqs__are_ascending_across_what_is_written_and_what_is_pending(void **state)
{
    history *h = *state;
    ing_numbers numbers = ING_NUMBERS_INIT;
    ing_thread thread;
    history_begin(h);
    int64_t a = history_event(h, "report_filed", "C-1", NULL, "{}");
    (void)history_event(h, "report_filed", "C-2", NULL, "{}");
    int64_t b = history_event(h, "report_filed", "C-1", NULL, "{}");
    history_commit(h);
    history_begin(h);
    int64_t c = history_event(h, "report_filed", "C-1", NULL, "{}");
    int64_t d = history_event(h, "report_filed", "C-1", NULL, "{}");
    assert_ok(ing_store_thread(h->store, ING_THREAD_CASE, ING_TEXT_LIT("C-1"), &h->arena, &thread, err));
    assert_ok(ing_store_thread_seqs(h->store, thread.id, 0, &numbers, err));
    ASSERT_NUMBERS(&numbers, a, b, c, d);
    assert_ok(ing_store_thread_seqs(h->store, thread.id, 3, &numbers, err));
    ASSERT_NUMBERS(&numbers, d);
    history_commit(h);
    assert_ok(ing_store_thread_seqs(h->store, thread.id, 1, &numbers, err));
    ASSERT_NUMBERS(&numbers, b, c, d);
}

static void thread_by_id__sees_what_the_transaction_did(void **state)
{
    history *h = *state;
    ing_thread thread, again;
    history_begin(h);
    (void)history_event(h, "report_filed", "C-1", NULL, "{}");
    assert_ok(ing_store_thread(h->store, ING_THREAD_CASE, ING_TEXT_LIT("C-1"), &h->arena, &thread, err));
    assert_ok(ing_store_thread_by_id(h->store, thread.id, &h->arena, &again, err));
    assert_int_equal(1, again.length);
    (void)history_event(h, "report_filed", "C-1", NULL, "{}");
    assert_ok(ing_store_thread_by_id(h->store, thread.id, &h->arena, &again, err));
    assert_int_equal(2, again.length);
    assert_true(ing_text_is(again.name, "C-1"));
    history_commit(h);
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_thread_by_id(h->store, 99, &h->arena, &again, NULL));
}

static void cases_and_parties__are_listed_in_order_by_kind_and_subject(void **state)
{
    history *h = *state;
    ing_numbers all = ING_NUMBERS_INIT, numbers = ING_NUMBERS_INIT;
    static const char *const opened[] = { "{'kind':'straw_fire','subject':'household:h1'}",
                                          "{'kind':'air_issue','subject':'household:h1'}",
                                          "{'kind':'straw_fire'}" };
    history_begin(h);
    for (int i = 0; i < 3; i++) {
        char name[8];
        (void)snprintf(name, sizeof name, "C-%d", 9 - i);
        int64_t cause = history_event(h, "report_filed", name, NULL, "{}");
        (void)history_consequence(h, "case.opened", name, cause, opened[i]);
    }
    (void)history_event(h, "visit", NULL, "household:h7", "{}");
    (void)history_event(h, "visit", NULL, "village:v1", "{}");
    (void)history_event(h, "visit", NULL, "household:h3", "{}");
    assert_ok(ing_store_cases(h->store, ING_TEXT_NONE, ING_TEXT_NONE, &all, err));
    assert_int_equal(3, all.count);
    assert_ok(ing_store_cases(h->store, ING_TEXT_LIT("straw_fire"), ING_TEXT_NONE, &numbers, err));
    ASSERT_NUMBERS(&numbers, all.items[0], all.items[2]);
    assert_ok(ing_store_cases(h->store, ING_TEXT_NONE, ING_TEXT_LIT("household:h1"), &numbers, err));
    ASSERT_NUMBERS(&numbers, all.items[0], all.items[1]);
    assert_ok(ing_store_cases(h->store, ING_TEXT_LIT("air_issue"), ING_TEXT_LIT("household:h1"), &numbers, err));
    ASSERT_NUMBERS(&numbers, all.items[1]);
    ing_numbers_free(&all);
    assert_ok(ing_store_parties(h->store, ING_TEXT_NONE, &all, err));
    assert_int_equal(3, all.count);
    assert_ok(ing_store_parties(h->store, ING_TEXT_LIT("household"), &numbers, err));
    ASSERT_NUMBERS(&numbers, all.items[0], all.items[2]);
    ing_numbers_free(&all);
    history_commit(h);
}

/* --- keyed -------------------------------------------------------------------------------------- */

static void keyed__words_that_no_pack_asks_for_are_not_indexed(void **state)
{
    history *h = *state;
    ing_numbers numbers = keyed(h, "report_filed.household", "\"h1\"", false);
    assert_int_equal(0, numbers.count);
    ing_numbers_free(&numbers);
}

static void keyed__finds_fields_members_elements_and_types(void **state)
{
    history *h = *state;
    ing_numbers numbers;
    history_begin(h);
    (void)history_pack(h, "2024-01-01",
                       "['report_filed','report_filed.items','report_filed.keys.violator','report_filed.ok',"
                       "'report_filed.who','report_filed.who.name']");
    int64_t a = history_event(h, "report_filed", "C-1", NULL,
                              "{'items':[1,2,2],'keys':[{'violator':'v1'},{'violator':'v2'}],'ok':true,'who':{'name':'n'}}");
    int64_t b = history_event(h, "report_filed", "C-2", NULL, "{'items':[2],'keys':[{'violator':'v1'}]}");
    (void)history_event(h, "report_filed_not", "C-2", NULL, "{'items':[2]}");
    for (int committed = 0; committed < 2; committed++) {
        numbers = keyed(h, "report_filed.items", "2", true);
        ASSERT_NUMBERS(&numbers, a, b);
        numbers = keyed(h, "report_filed.items", "1", true);
        ASSERT_NUMBERS(&numbers, a);
        numbers = keyed(h, "report_filed.keys.violator", "\"v1\"", true);
        ASSERT_NUMBERS(&numbers, a, b);
        numbers = keyed(h, "report_filed.ok", "true", true);
        ASSERT_NUMBERS(&numbers, a);
        numbers = keyed(h, "report_filed.who.name", "\"n\"", true);
        ASSERT_NUMBERS(&numbers, a);
        numbers = keyed(h, "report_filed", "", true);
        ASSERT_NUMBERS(&numbers, a, b);
        numbers = keyed(h, "report_filed.who", "\"n\"", true);
        assert_int_equal(0, numbers.count);
        if (committed == 0)
            history_commit(h);
    }
}

static void keyed__a_later_pack_indexes_what_was_there_before(void **state)
{
    history *h = *state;
    ing_numbers numbers;
    history_begin(h);
    int64_t a = history_event(h, "report_filed", "C-1", NULL, "{'yuan':5}");
    int64_t decision = history_decision(h, "C-1", a, "D-1", "{'action':'grant_reward','args':{'yuan':5}}");
    int64_t lapse = history_consequence(h, "deadline.lapsed", "C-1", -1, "{'deadline':'pay_by','due':'2024-01-01'}");
    int64_t word = history_event(h, "decision.confirmed", "C-1", NULL, "{'decision':2,'reason':'fine'}");
    history_commit(h);
    history_begin(h);
    (void)history_pack(h, "2024-01-01",
                       "['confirm:grant_reward','grant_reward.yuan','lapse:pay_by.due','report_filed.yuan']");
    int64_t b = history_event(h, "report_filed", "C-1", NULL, "{'yuan':5}");
    numbers = keyed(h, "report_filed.yuan", "5", true);
    ASSERT_NUMBERS(&numbers, a, b);
    history_commit(h);
    numbers = keyed(h, "report_filed.yuan", "5", true);
    ASSERT_NUMBERS(&numbers, a, b);
    numbers = keyed(h, "grant_reward.yuan", "5", true);
    ASSERT_NUMBERS(&numbers, decision);
    numbers = keyed(h, "lapse:pay_by.due", "\"2024-01-01\"", true);
    ASSERT_NUMBERS(&numbers, lapse);
    numbers = keyed(h, "confirm:grant_reward", "", true);
    ASSERT_NUMBERS(&numbers, word);
}

static void keyed__a_pack_whose_model_is_no_blob_is_refused(void **state)
{
    history *h = *state;
    ing_record_head head = ING_RECORD_HEAD_INIT;
    ing_buf line = ING_BUF_INIT;
    ing_record record;
    head.seq = 1;
    head.type = ING_TEXT_LIT("pack.installed");
    head.t = ING_TEXT_LIT("2024-03-15T00:00:00.000Z");
    head.at = ING_TEXT_LIT("2024-03-15");
    const ing_json *data = history_json(
        h, "{'from':'2024-01-01','model':'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'}");
    assert_ok(ing_record_write(&head, data, &line, err));
    assert_ok(ing_record_read(&h->arena, ing_buf_view(&line), 28800, &record, err));
    history_begin(h);
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_append(h->store, ing_buf_view(&line), &record, NULL));
    ing_store_rollback(h->store);
    ing_buf_free(&line);
}

/* --- decisions ---------------------------------------------------------------------------------- */

static void assert_standing(history *h, int64_t seq, const char *standing, bool in_force)
{
    ing_text text;
    bool forced = !in_force;
    assert_ok(ing_store_standing(h->store, seq, &forced, &text, err));
    assert_true(ing_text_is(text, standing));
    assert_int_equal(in_force, forced);
}

static void standing__follows_the_officers_words(void **state)
{
    history *h = *state;
    libing_error err = LIBING_ERROR_INIT;
    ing_text text;
    bool in_force;
    history_begin(h);
    int64_t a = history_decision(h, "C-1", 0, "D-1", "{'action':'x','args':{}}");
    int64_t b = history_decision(h, "C-1", 0, "D-2", "{'action':'y','args':{},'blocked':'D-1'}");
    assert_standing(h, a, "in_force", true);
    assert_standing(h, b, "blocked", false);
    int64_t confirmed = history_event(h, "decision.confirmed", "C-1", NULL, "{'decision':1}");
    assert_standing(h, a, "confirmed", true);
    int64_t executed = history_event(h, "decision.executed", "C-1", NULL, "{'decision':1}");
    assert_standing(h, a, "executed", true);
    int64_t revoked = history_event(h, "decision.revoked", "C-1", NULL, "{'decision':1}");
    assert_standing(h, a, "revoked", false);
    (void)history_event(h, "decision.declined", "C-1", NULL, "{'decision':2}");
    assert_standing(h, b, "declined", false);
    history_commit(h);
    static const bool forced[] = { true, true, true, true, false };
    for (int64_t bound = a; bound <= revoked; bound++) {
        assert_int_equal(LIBING_OK, ing_store_in_force(h->store, a, bound, &in_force, NULL));
        assert_int_equal(forced[bound - a], in_force);
    }
    assert_int_equal(LIBING_OK, ing_store_in_force(h->store, b, executed, &in_force, NULL));
    assert_false(in_force);
    assert_int_equal(LIBING_OK, ing_store_in_force(h->store, a, -1, &in_force, NULL));
    assert_false(in_force);
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_standing(h->store, confirmed, &in_force, &text, &err));
    assert_string_equal("record 3 is no decision", err.message);
}

static void decisions__are_filtered_and_limited(void **state)
{
    history *h = *state;
    ing_numbers numbers = ING_NUMBERS_INIT;
    int64_t seqs[6];
    history_begin(h);
    for (int i = 0; i < 6; i++)
        seqs[i] = history_decision(h, i < 3 ? "C-1" : "C-2", 0, i % 2 == 0 ? "D-1" : "D-2",
                                   i % 3 == 0 ? "{'action':'x','args':{}}" : "{'action':'y','args':{}}");
    const ing_decision_filter none = { ING_TEXT_NONE, ING_TEXT_NONE, ING_TEXT_NONE, 0 };
    ing_decision_filter filter = none;
    assert_ok(ing_store_decisions(h->store, &filter, 4, &numbers, err));
    ASSERT_NUMBERS(&numbers, seqs[0], seqs[1], seqs[2], seqs[3]);
    filter.from_seq = seqs[4];
    assert_ok(ing_store_decisions(h->store, &filter, 0, &numbers, err));
    ASSERT_NUMBERS(&numbers, seqs[4], seqs[5]);
    filter = none;
    filter.action = ING_TEXT_LIT("x");
    assert_ok(ing_store_decisions(h->store, &filter, 0, &numbers, err));
    ASSERT_NUMBERS(&numbers, seqs[0], seqs[3]);
    filter.rule = ING_TEXT_LIT("D-2");
    assert_ok(ing_store_decisions(h->store, &filter, 0, &numbers, err));
    ASSERT_NUMBERS(&numbers, seqs[3]);
    filter.action = ING_TEXT_NONE;
    assert_ok(ing_store_decisions(h->store, &filter, 0, &numbers, err));
    ASSERT_NUMBERS(&numbers, seqs[1], seqs[3], seqs[5]);
    filter.case_id = ING_TEXT_LIT("C-2");
    assert_ok(ing_store_decisions(h->store, &filter, 0, &numbers, err));
    ASSERT_NUMBERS(&numbers, seqs[3], seqs[5]);
    assert_ok(ing_store_decisions(h->store, &filter, 1, &numbers, err));
    ASSERT_NUMBERS(&numbers, seqs[3]);
    filter.case_id = ING_TEXT_LIT("C-9");
    assert_ok(ing_store_decisions(h->store, &filter, 0, &numbers, err));
    assert_int_equal(0, numbers.count);
    history_commit(h);
}

/* --- corrections, keys, packs, runtime ---------------------------------------------------------- */

static void corrected__is_known_as_of_a_bound(void **state)
{
    history *h = *state;
    ing_record_head head = ING_RECORD_HEAD_INIT;
    bool out = true;
    history_begin(h);
    int64_t a = history_event(h, "budget_set", NULL, NULL, "{}");
    assert_ok(ing_store_corrected(h->store, a, -1, &out, err));
    assert_false(out);
    head.type = ING_TEXT_LIT("budget_set");
    head.corrects = a;
    int64_t b = history_put(h, h->store, head, NULL);
    assert_ok(ing_store_corrected(h->store, a, -1, &out, err));
    assert_true(out);
    assert_ok(ing_store_corrected(h->store, a, b - 1, &out, err));
    assert_false(out);
    assert_ok(ing_store_corrected(h->store, b, -1, &out, err));
    assert_false(out);
    ing_store_rollback(h->store);
    history_begin(h);
    assert_ok(ing_store_corrected(h->store, a, -1, &out, err));
    assert_false(out);
    ing_store_rollback(h->store);
}

static void request__belongs_to_the_record_that_carried_it(void **state)
{
    history *h = *state;
    ing_record_head head = ING_RECORD_HEAD_INIT;
    libing_error err = LIBING_ERROR_INIT;
    int64_t seq = -1;
    head.type = ING_TEXT_LIT("budget_set");
    head.id = ING_TEXT_LIT("键-1");
    history_begin(h);
    int64_t put = history_put(h, h->store, head, NULL);
    assert_int_equal(LIBING_OK, ing_store_request(h->store, ING_TEXT_LIT("键-1"), &seq, &err));
    assert_int_equal(put, seq);
    history_commit(h);
    assert_int_equal(LIBING_OK, ing_store_request(h->store, ING_TEXT_LIT("键-1"), &seq, &err));
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_request(h->store, ING_TEXT_LIT("键-2"), &seq, &err));
    assert_string_equal("no request has the id '键-2'", err.message);
}

static void pack_for__is_the_latest_from_and_then_the_latest_install(void **state)
{
    history *h = *state;
    ing_numbers numbers = ING_NUMBERS_INIT;
    libing_error err = LIBING_ERROR_INIT;
    int64_t seq = -1;
    history_begin(h);
    int64_t march = history_pack(h, "2024-03-01", "[]");
    int64_t january = history_pack(h, "2024-01-01", "[]");
    int64_t march_again = history_pack(h, "2024-03-01", "['a']");
    history_commit(h);
    assert_int_equal(LIBING_OK, ing_store_packs(h->store, &numbers, &err));
    ASSERT_NUMBERS(&numbers, march, january, march_again);
    assert_int_equal(LIBING_OK, ing_store_pack_for(h->store, ing_date_of(2024, 3, 1), &seq, &err));
    assert_int_equal(march_again, seq);
    assert_int_equal(LIBING_OK, ing_store_pack_for(h->store, ing_date_of(2024, 2, 29), &seq, &err));
    assert_int_equal(january, seq);
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_pack_for(h->store, ing_date_of(2023, 12, 31), &seq, &err));
    assert_string_equal("no pack is in force on 2023-12-31", err.message);
}

static void runtime__is_the_newest_attached(void **state)
{
    history *h = *state;
    int64_t seq = -1;
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_runtime(h->store, &seq, NULL));
    history_begin(h);
    (void)history_event(h, "runtime.attached", NULL, NULL, "{'lua':'5.4.4'}");
    int64_t newest = history_event(h, "runtime.attached", NULL, NULL, "{'lua':'5.4.6'}");
    assert_ok(ing_store_runtime(h->store, &seq, err));
    assert_int_equal(newest, seq);
    history_commit(h);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(thread__of_a_case_knows_kind_subject_and_length),
        WITH_STORE(thread__of_an_adopted_case_keeps_its_first_kind),
        WITH_STORE(thread__of_a_party_and_of_the_store),
        WITH_STORE(thread_seqs__are_ascending_across_what_is_written_and_what_is_pending),
        WITH_STORE(thread_by_id__sees_what_the_transaction_did),
        WITH_STORE(cases_and_parties__are_listed_in_order_by_kind_and_subject),
        WITH_STORE(keyed__words_that_no_pack_asks_for_are_not_indexed),
        WITH_STORE(keyed__finds_fields_members_elements_and_types),
        WITH_STORE(keyed__a_later_pack_indexes_what_was_there_before),
        WITH_STORE(keyed__a_pack_whose_model_is_no_blob_is_refused),
        WITH_STORE(standing__follows_the_officers_words),
        WITH_STORE(decisions__are_filtered_and_limited),
        WITH_STORE(corrected__is_known_as_of_a_bound),
        WITH_STORE(request__belongs_to_the_record_that_carried_it),
        WITH_STORE(pack_for__is_the_latest_from_and_then_the_latest_install),
        WITH_STORE(runtime__is_the_newest_attached),
    };
    return cmocka_run_group_tests_name("project", tests, NULL, NULL);
}
