/* SPDX-License-Identifier: Apache-2.0 */
/* The store when memory runs out, or another process is in the way: all or nothing, no leak. */
#include "history.h"

#include <libing/audit.h>

#define LINES 6

typedef struct prepared {
    ing_text lines[LINES];
    ing_record records[LINES];
} prepared;

/* The lines of a short story that has been rolled back, to be appended again. */
static void prepare(history *h, prepared *p)
{
    static ing_arena lasting;
    ing_buf line = ING_BUF_INIT;
    int64_t first = ing_store_size(h->store);
    ing_arena_free(&lasting);
    history_begin(h);
    int64_t cause = history_event(h, "report_filed", "C-1", NULL, "{'household':'h1'}");
    (void)history_consequence(h, "case.opened", "C-1", cause, "{'kind':'straw_fire','subject':'household:h1'}");
    int64_t decision = history_decision(h, "C-1", cause, "D-1", "{'action':'grant_reward','args':{'household':'h1'}}");
    char data[64];
    (void)snprintf(data, sizeof data, "{'decision':%" PRId64 "}", decision);
    (void)history_event(h, "decision.confirmed", "C-1", NULL, data);
    (void)history_event(h, "visit", NULL, "household:h1", "{}");
    (void)history_pack(h, "2024-02-01", "['grant_reward.household','report_filed.household']");
    for (int i = 0; i < LINES; i++) {
        ing_buf_clear(&line);
        assert_ok(ing_store_line(h->store, first + i, &line, err));
        p->lines[i] = (ing_text){ ing_arena_text(&lasting, line.ptr, line.len), line.len };
        assert_ok(ing_record_read(&lasting, p->lines[i], 28800, &p->records[i], err));
    }
    ing_store_rollback(h->store);
    ing_buf_free(&line);
}

static libing_status append_all(ing_store *store, const prepared *p, libing_error *err)
{
    bool changed, indexed;
    ing_digest digest;
    ing_numbers numbers = ING_NUMBERS_INIT;
    libing_status status = ing_store_begin(store, true, &changed, err);
    if (status == LIBING_OK)
        status = ing_store_blob_put(store, ING_TEXT_LIT("{\"indexes\":[\"grant_reward.household\",\"report_filed.household\"]}"),
                                    &digest, err);
    for (int i = 0; i < LINES && status == LIBING_OK; i++)
        status = ing_store_append(store, p->lines[i], &p->records[i], err);
    if (status == LIBING_OK)
        status = ing_store_keyed(store, ING_TEXT_LIT("report_filed.household"), ING_TEXT_LIT("\"h1\""), &indexed,
                                 &numbers, err);
    if (status == LIBING_OK)
        status = ing_store_cases(store, ING_TEXT_LIT("straw_fire"), ING_TEXT_NONE, &numbers, err);
    if (status == LIBING_OK)
        status = ing_store_commit(store, err);
    if (status != LIBING_OK)
        ing_store_rollback(store);
    ing_numbers_free(&numbers);
    return status;
}

static void append__with_any_allocation_failing_is_all_or_nothing(void **state)
{
    history *h = *state;
    prepared p;
    libing_status status = LIBING_ERR_NOMEM;
    long n = 0;
    history_tell(h, 5);
    prepare(h, &p);
    int64_t size = ing_store_size(h->store);
    while (status != LIBING_OK) {
        libing_error err = LIBING_ERROR_INIT;
        assert_in_range(++n, 1, 5000);
        /* From a fresh connection: nothing is cached that the first round left. */
        ing_store_close(h->store);
        assert_int_equal(LIBING_OK, ing_store_open(h->path, false, 1000, &h->store, &err));
        ing_mem_fail_after(n, false);
        status = append_all(h->store, &p, &err);
        ing_mem_fail_after(0, false);
        if (status != LIBING_OK) {
            assert_int_equal(LIBING_ERR_NOMEM, status);
            assert_int_equal(size, ing_store_size(h->store));
        }
    }
    assert_in_range(n, 10, 5000);
    assert_int_equal(size + LINES, ing_store_size(h->store));
    libing_verification out = LIBING_VERIFICATION_INIT;
    assert_ok(libing_verify(h->path, NULL, &out, err));
    /* The pack's file was put with the rolled-back story and is not there: the one damage. */
    assert_int_equal(1, out.damages);
}

static void create_and_open__with_any_allocation_failing_leave_nothing_behind(void **state)
{
    history *h = *state;
    const ing_store_birth birth = { ING_TEXT_NONE, ING_TEXT_NONE, 0, 0, ING_TEXT_LIT("libing") };
    char path[sizeof h->path + 8];
    ing_store *store = NULL;
    libing_status status = LIBING_ERR_NOMEM;
    (void)snprintf(path, sizeof path, "%s.new", h->path);
    for (long n = 1; status != LIBING_OK; n++) {
        ing_mem_fail_after(n, false);
        status = ing_store_create(path, &birth, 1000, &store, NULL);
        ing_mem_fail_after(0, false);
        assert_int_equal(status == LIBING_OK ? 0 : -1, access(path, F_OK));
        assert_int_equal(status == LIBING_OK, store != NULL);
    }
    ing_store_close(store);
    status = LIBING_ERR_NOMEM;
    for (long n = 1; status != LIBING_OK; n++) {
        ing_mem_fail_after(n, false);
        status = ing_store_open(path, false, 1000, &store, NULL);
        ing_mem_fail_after(0, false);
        assert_int_equal(status == LIBING_OK, store != NULL);
    }
    ing_store_close(store);
}

static void verify__with_any_allocation_failing_is_nomem(void **state)
{
    history *h = *state;
    libing_status status = LIBING_ERR_NOMEM;
    long n = 0;
    history_tell(h, 8);
    while (status != LIBING_OK) {
        libing_verification out = LIBING_VERIFICATION_INIT;
        libing_error err = LIBING_ERROR_INIT;
        ing_mem_fail_after(++n, false);
        status = libing_verify(h->path, NULL, &out, &err);
        ing_mem_fail_after(0, false);
        if (status != LIBING_OK && status != LIBING_ERR_NOMEM)
            fail_msg("allocation %ld: %s", n, err.message);
        if (status == LIBING_OK)
            assert_int_equal(0, out.damages);
    }
    assert_in_range(n, 30, 20000);
}

/* With a rollback journal a reader holds back the commit; with a WAL it does not. */
static void commit__that_a_reader_holds_back_is_locked_and_rolled_back(void **state)
{
    history *h = *state;
    ing_store *reader = NULL;
    bool changed;
    history_tell(h, 5);
    int64_t size = ing_store_size(h->store);
    if (ing_store_is_wal(h->store))
        skip();
    ing_store_close(h->store);
    assert_int_equal(LIBING_OK, ing_store_open(h->path, false, 30, &h->store, NULL));
    assert_int_equal(LIBING_OK, ing_store_open(h->path, true, 30, &reader, NULL));
    assert_int_equal(LIBING_OK, ing_store_begin(reader, false, &changed, NULL));
    history_begin(h);
    (void)history_event(h, "visit", NULL, "household:h1", "{}");
    assert_int_equal(LIBING_ERR_LOCKED, ing_store_commit(h->store, NULL));
    assert_int_equal(size, ing_store_size(h->store));
    ing_store_rollback(reader);
    history_begin(h);
    assert_int_equal(size, history_event(h, "visit", NULL, "household:h1", "{}"));
    history_commit(h);
    ing_store_close(reader);
    libing_verification out = LIBING_VERIFICATION_INIT;
    assert_ok(libing_verify(h->path, NULL, &out, err));
    assert_int_equal(0, out.damages);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(append__with_any_allocation_failing_is_all_or_nothing),
        WITH_STORE(create_and_open__with_any_allocation_failing_leave_nothing_behind),
        WITH_STORE(verify__with_any_allocation_failing_is_nomem),
        WITH_STORE(commit__that_a_reader_holds_back_is_locked_and_rolled_back),
    };
    return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
