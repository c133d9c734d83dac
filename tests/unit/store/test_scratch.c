/* SPDX-License-Identifier: Apache-2.0 */
/* Scratch stores: the same records fold to the same rows, however transactions were cut. */
#include "history.h"

static libing_status tell_damage(void *ctx, const ing_damage *damage, libing_error *err)
{
    (void)err;
    ++*(int *)ctx;
    print_message("%s.%s %" PRId64 ": %s\n", damage->table, damage->column, damage->seq, damage->what);
    return LIBING_OK;
}

/* Appends records of the base until the scratch store has `end`, in transactions of `step`. */
static void fold(ing_store *base, ing_store *scratch, int64_t end, int64_t step)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_buf line = ING_BUF_INIT;
    bool changed;
    while (ing_store_size(scratch) < end) {
        assert_ok(ing_store_begin(scratch, true, &changed, err));
        for (int64_t i = 0; i < step && ing_store_size(scratch) < end; i++) {
            ing_record record;
            ing_arena_reset(&arena);
            ing_buf_clear(&line);
            assert_ok(ing_store_line(base, ing_store_size(scratch), &line, err));
            assert_ok(ing_record_read(&arena, ing_buf_view(&line), ing_store_zone(base), &record, err));
            assert_ok(ing_store_append(scratch, ing_buf_view(&line), &record, err));
        }
        assert_ok(ing_store_commit(scratch, err));
    }
    ing_arena_free(&arena);
    ing_buf_free(&line);
}

static void scratch__folds_random_histories_to_equal_projections(void **state)
{
    history *h = *state;
    static const int64_t steps[] = { 1, 7, 100000 };
    for (uint32_t seed = 1; seed <= 6; seed++) {
        ing_store *scratch = NULL;
        int damages = 0;
        h->random = seed;
        history_tell(h, 60);
        assert_ok(ing_store_scratch(h->store, &scratch, err));
        fold(h->store, scratch, ing_store_size(h->store), steps[seed % 3]);
        assert_ok(ing_store_compare(h->store, scratch, tell_damage, &damages, err));
        assert_int_equal(0, damages);
        ing_store_close(scratch);
    }
}

static void scratch__knows_only_what_it_has_folded(void **state)
{
    history *h = *state;
    ing_store *scratch = NULL;
    ing_record record;
    ing_log_cursor *cursor = NULL;
    ing_text line;
    ing_thread thread;
    int64_t seq, count = 0;
    history_tell(h, 20);
    assert_ok(ing_store_scratch(h->store, &scratch, err));
    assert_int_equal(0, ing_store_size(scratch));
    assert_int_equal(28800, ing_store_zone(scratch));
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_read(scratch, 0, &h->arena, &record, NULL));
    fold(h->store, scratch, 9, 4);
    assert_int_equal(9, ing_store_size(scratch));
    assert_int_equal(INT64_C(1710000000000) + 8000, ing_store_last_t(scratch));
    assert_ok(ing_store_read(scratch, 8, &h->arena, &record, err));
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_read(scratch, 9, &h->arena, &record, NULL));
    assert_ok(ing_log_cursor_open(scratch, 5, 100, &cursor, err));
    while (ing_log_cursor_next(cursor, &seq, &line, NULL) == LIBING_OK)
        count++;
    assert_int_equal(4, count);
    ing_log_cursor_close(cursor);
    assert_ok(ing_store_thread(scratch, ING_THREAD_STORE, ING_TEXT_NONE, &h->arena, &thread, err));
    assert_in_range(thread.last_seq, 0, 8);
    ing_store_close(scratch);
}

static void scratch__root_is_that_of_the_log_when_it_had_that_size(void **state)
{
    history *h = *state;
    ing_store *scratch = NULL;
    ing_digest then, now;
    history_tell(h, 10);
    int64_t size = ing_store_size(h->store);
    assert_ok(ing_store_root(h->store, &then, err));
    history_begin(h);
    for (int i = 0; i < 200; i++)
        (void)history_event(h, "budget_set", NULL, NULL, "{}");
    history_commit(h);
    assert_ok(ing_store_scratch(h->store, &scratch, err));
    fold(h->store, scratch, size, 1000);
    assert_ok(ing_store_root(scratch, &now, err));
    assert_memory_equal(then.bytes, now.bytes, sizeof then.bytes);
    ing_store_close(scratch);
}

static void scratch__rollback_forgets_what_was_not_committed(void **state)
{
    history *h = *state;
    ing_store *scratch = NULL;
    bool changed;
    int damages = 0;
    history_tell(h, 20);
    assert_ok(ing_store_scratch(h->store, &scratch, err));
    fold(h->store, scratch, 10, 10);
    assert_ok(ing_store_begin(scratch, true, &changed, err));
    assert_false(changed);
    for (int i = 0; i < 8; i++) {
        ing_buf line = ING_BUF_INIT;
        ing_record record;
        assert_ok(ing_store_line(h->store, ing_store_size(scratch), &line, err));
        assert_ok(ing_record_read(&h->arena, ing_buf_view(&line), 28800, &record, err));
        assert_ok(ing_store_append(scratch, ing_buf_view(&line), &record, err));
        ing_buf_free(&line);
    }
    ing_store_rollback(scratch);
    assert_int_equal(10, ing_store_size(scratch));
    fold(h->store, scratch, ing_store_size(h->store), 3);
    assert_ok(ing_store_compare(h->store, scratch, tell_damage, &damages, err));
    assert_int_equal(0, damages);
    ing_store_close(scratch);
}

static void scratch__blobs_come_from_the_log_and_cannot_be_put(void **state)
{
    history *h = *state;
    ing_store *scratch = NULL;
    ing_digest digest;
    ing_buf bytes = ING_BUF_INIT;
    bool changed;
    history_begin(h);
    assert_ok(ing_store_blob_put(h->store, ING_TEXT_LIT("abc"), &digest, err));
    history_commit(h);
    assert_ok(ing_store_scratch(h->store, &scratch, err));
    assert_ok(ing_store_blob_get(scratch, &digest, &bytes, err));
    assert_true(ing_text_is(ing_buf_view(&bytes), "abc"));
    assert_ok(ing_store_begin(scratch, true, &changed, err));
    assert_int_equal(LIBING_ERR_STATE, ing_store_blob_put(scratch, ING_TEXT_LIT("x"), &digest, NULL));
    ing_buf_free(&bytes);
    ing_store_close(scratch);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(scratch__folds_random_histories_to_equal_projections),
        WITH_STORE(scratch__knows_only_what_it_has_folded),
        WITH_STORE(scratch__root_is_that_of_the_log_when_it_had_that_size),
        WITH_STORE(scratch__rollback_forgets_what_was_not_committed),
        WITH_STORE(scratch__blobs_come_from_the_log_and_cannot_be_put),
    };
    return cmocka_run_group_tests_name("scratch", tests, NULL, NULL);
}
