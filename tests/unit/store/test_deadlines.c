/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines that run, and decisions that wait: lib/store/deadlines.c, and ing_store_waiting(). */
#include "history.h"

#define DAY(number) ((int64_t)(19782 + (number)) * 86400) /* local second; 0 = 2024-02-29 */

static const ing_running_scope all = { ING_RUNNING_ALL, { NULL, 0 } };

static int64_t moved(history *h, const char *case_id, const char *data)
{
    return history_consequence(h, "case.moved", case_id, ing_store_size(h->store) - 1, data);
}

static void opened(history *h, const char *case_id, const char *subject)
{
    char data[96];
    int64_t cause = history_event(h, "report_filed", case_id, NULL, "{}");

    (void)snprintf(data, sizeof data, "{'kind':'straw_fire','subject':'%s'}", subject);
    (void)history_consequence(h, "case.opened", case_id, cause, data);
}

typedef struct listed { char text[512]; } listed;

static libing_status list(void *ctx, const ing_running *running, libing_error *err)
{
    listed *l = ctx;
    size_t len = strlen(l->text);
    (void)err;
    (void)snprintf(l->text + len, sizeof l->text - len, "%s%.*s.%.*s=%.*s", len > 0 ? " " : "",
                   ING_TEXT_ARG(running->case_id), ING_TEXT_ARG(running->name), ING_TEXT_ARG(running->due));
    return LIBING_OK;
}

static void assert_deadlines(history *h, const ing_running_scope *scope, int64_t until, const char *wanted)
{
    listed l = { "" };
    assert_ok(ing_store_deadlines(h->store, scope, until, list, &l, err));
    assert_string_equal(wanted, l.text);
}

static void deadline__ends_after_its_day_or_at_its_instant(void **state)
{
    history *h = *state;
    ing_running running;
    history_begin(h);
    opened(h, "C-1", "household:h1");
    int64_t seq = moved(h, "C-1", "{'from':'a','procedure':'p','to':'b',"
                                  "'set':{'pay_by':'2024-03-02','plan_by':'2024-03-02T18:00:00+08:00'}}");
    assert_deadlines(h, &all, DAY(3) - 1, "C-1.plan_by=2024-03-02T18:00:00+08:00");
    assert_deadlines(h, &all, DAY(3), "C-1.plan_by=2024-03-02T18:00:00+08:00 C-1.pay_by=2024-03-02");
    assert_deadlines(h, &all, DAY(2) + 18 * 3600 - 1, "");
    assert_ok(ing_store_next_deadline(h->store, &all, DAY(3), &h->arena, &running, err));
    assert_true(ing_text_is(running.name, "plan_by"));
    assert_true(ing_text_is(running.procedure, "p"));
    assert_int_equal(DAY(2) + 18 * 3600, running.ends);
    assert_int_equal(seq, running.seq);
    history_commit(h);
}

static void deadlines__are_in_order_of_end_record_and_name(void **state)
{
    history *h = *state;
    history_begin(h);
    opened(h, "C-2", "household:h1");
    opened(h, "C-1", "household:h2");
    (void)moved(h, "C-2", "{'from':'a','procedure':'p','to':'b','set':{'x':'2024-03-05','b':'2024-03-04','a':'2024-03-04'}}");
    (void)moved(h, "C-1", "{'from':'a','procedure':'p','to':'b','set':{'a':'2024-03-04','z':'2024-03-01'}}");
    assert_deadlines(h, &all, DAY(9),
                     "C-1.z=2024-03-01 C-2.a=2024-03-04 C-2.b=2024-03-04 C-1.a=2024-03-04 C-2.x=2024-03-05");
    history_commit(h);
}

static void deadlines__of_a_case_and_of_a_party(void **state)
{
    history *h = *state;
    const ing_running_scope of_case = { ING_RUNNING_CASE, ING_TEXT_LIT("C-1") };
    const ing_running_scope of_party = { ING_RUNNING_SUBJECT, ING_TEXT_LIT("household:h1") };
    const ing_running_scope of_nobody = { ING_RUNNING_SUBJECT, ING_TEXT_LIT("household:h9") };
    history_begin(h);
    opened(h, "C-1", "household:h1");
    opened(h, "C-2", "household:h1");
    opened(h, "C-3", "household:h2");
    for (int i = 1; i <= 3; i++) {
        char name[8];
        (void)snprintf(name, sizeof name, "C-%d", i);
        (void)moved(h, name, "{'from':'a','procedure':'p','to':'b','set':{'x':'2024-03-01'}}");
    }
    assert_deadlines(h, &of_case, DAY(9), "C-1.x=2024-03-01");
    assert_deadlines(h, &of_party, DAY(9), "C-1.x=2024-03-01 C-2.x=2024-03-01");
    assert_deadlines(h, &of_nobody, DAY(9), "");
    history_commit(h);
}

static void deadline__is_set_anew_stopped_and_lapses_once(void **state)
{
    history *h = *state;
    ing_running running;
    history_begin(h);
    opened(h, "C-1", "household:h1");
    (void)moved(h, "C-1", "{'from':'a','procedure':'p','to':'b','set':{'x':'2024-03-01','y':'2024-03-02'}}");
    (void)moved(h, "C-1", "{'from':'b','procedure':'p','to':'b','set':{'x':'2024-03-06'}}");
    assert_deadlines(h, &all, DAY(9), "C-1.y=2024-03-02 C-1.x=2024-03-06");
    (void)moved(h, "C-1", "{'cleared':['y'],'from':'b','procedure':'p','to':'c'}");
    assert_deadlines(h, &all, DAY(9), "C-1.x=2024-03-06");
    (void)history_event(h, "deadline.lapsed", "C-1", NULL,
                        "{'deadline':'x','due':'2024-03-06','procedure':'p'}");
    assert_deadlines(h, &all, DAY(9), "");
    assert_int_equal(LIBING_ERR_NOTFOUND,
                     ing_store_next_deadline(h->store, &all, DAY(9), &h->arena, &running, NULL));
    history_commit(h);
}

static void deadline__stopped_and_set_by_one_record_runs(void **state)
{
    history *h = *state;
    history_begin(h);
    opened(h, "C-1", "household:h1");
    (void)moved(h, "C-1", "{'cleared':['x'],'from':'a','procedure':'p','set':{'x':'2024-03-01'},'to':'a'}");
    assert_deadlines(h, &all, DAY(9), "C-1.x=2024-03-01");
    history_commit(h);
}

static void deadlines__are_forgotten_with_a_transaction_rolled_back(void **state)
{
    history *h = *state;
    history_begin(h);
    opened(h, "C-1", "household:h1");
    history_commit(h);
    history_begin(h);
    (void)moved(h, "C-1", "{'from':'a','procedure':'p','set':{'x':'2024-03-01'},'to':'b'}");
    ing_store_rollback(h->store);
    history_begin(h);
    assert_deadlines(h, &all, DAY(9), "");
    history_commit(h);
}

static int64_t decided(history *h, const char *kind, const char *more)
{
    char data[160];
    (void)snprintf(data, sizeof data, "{'action':'x','args':{},'kind':'%s','modality':'may'%s}", kind, more);
    return history_decision(h, "C-1", ing_store_size(h->store) - 1, "D-1", data);
}

static void waiting__are_proposals_and_orders_in_force_without_an_answer(void **state)
{
    history *h = *state;
    static const char *const words[] = { "decision.confirmed", "decision.declined", "decision.executed",
                                         "decision.revoked" };
    ing_numbers found = ING_NUMBERS_INIT;
    char data[48];
    history_begin(h);
    opened(h, "C-1", "household:h1");
    int64_t proposal = decided(h, "proposal", "");
    (void)decided(h, "record", "");
    (void)decided(h, "proposal", ",'blocked':'B-1'");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        (void)snprintf(data, sizeof data, "{'decision':%" PRId64 "}", decided(h, "proposal", ""));
        (void)history_event(h, words[i], "C-1", NULL, data);
    }
    int64_t order = decided(h, "order", "");
    assert_ok(ing_store_waiting(h->store, 0, 10, &found, err));
    assert_int_equal(2, found.count);
    assert_int_equal(proposal, found.items[0]);
    assert_int_equal(order, found.items[1]);
    found.count = 0;
    assert_ok(ing_store_waiting(h->store, 0, 1, &found, err));
    assert_int_equal(1, found.count);
    found.count = 0;
    assert_ok(ing_store_waiting(h->store, proposal + 1, 10, &found, err));
    assert_int_equal(1, found.count);
    assert_int_equal(order, found.items[0]);
    ing_numbers_free(&found);
    history_commit(h);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(deadline__ends_after_its_day_or_at_its_instant),
        WITH_STORE(deadlines__are_in_order_of_end_record_and_name),
        WITH_STORE(deadlines__of_a_case_and_of_a_party),
        WITH_STORE(deadline__is_set_anew_stopped_and_lapses_once),
        WITH_STORE(deadline__stopped_and_set_by_one_record_runs),
        WITH_STORE(deadlines__are_forgotten_with_a_transaction_rolled_back),
        WITH_STORE(waiting__are_proposals_and_orders_in_force_without_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
