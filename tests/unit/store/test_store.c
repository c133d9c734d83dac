/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, transactions, appending: lib/store/store.c, tree.c, log.c, blob.c. */
#include "history.h"

#include <sqlite3.h>

static void raw(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open(path, &db));
    assert_int_equal(SQLITE_OK, sqlite3_exec(db, sql, NULL, NULL, NULL));
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
}

static void reopen(history *h, bool read_only)
{
    ing_store_close(h->store);
    h->store = NULL;
    assert_ok(ing_store_open(h->path, read_only, 1000, &h->store, err));
}

/* --- open --------------------------------------------------------------------------------------- */

static void create__says_who_it_is_in_record_0(void **state)
{
    history *h = *state;
    ing_record record;
    reopen(h, true);
    assert_int_equal(1, ing_store_size(h->store));
    assert_int_equal(28800, ing_store_zone(h->store));
    assert_true(ing_text_is(ing_store_origin(h->store), "libing.example/township-7"));
    assert_true(ing_text_is(ing_store_uid(h->store), "00112233445566778899aabbccddeeff"));
    assert_int_equal(INT64_C(1710000000000), ing_store_last_t(h->store));
    assert_ok(ing_store_read(h->store, 0, &h->arena, &record, err));
    assert_true(ing_text_is(record.type, "store.created"));
    assert_true(ing_text_is(record.at_text, "2024-03-10T00:00:00+08:00"));
}

static void create__without_origin_and_uid_makes_them_up(void **state)
{
    history *h = *state;
    const ing_store_birth birth = { ING_TEXT_NONE, ING_TEXT_NONE, 0, 0, ING_TEXT_LIT("libing") };
    char path[sizeof h->path + 8];
    ing_store *store = NULL;
    (void)snprintf(path, sizeof path, "%s2", h->path);
    assert_ok(ing_store_create(path, &birth, 1000, &store, err));
    assert_int_equal(32, ing_store_uid(store).len);
    assert_int_equal(38, ing_store_origin(store).len);
    assert_memory_equal("local/", ing_store_origin(store).ptr, 6);
    ing_store_close(store);
}

static void create__over_a_file_is_exists_and_leaves_it(void **state)
{
    history *h = *state;
    const ing_store_birth birth = { ING_TEXT_NONE, ING_TEXT_NONE, 0, 0, ING_TEXT_LIT("libing") };
    libing_error err = LIBING_ERROR_INIT;
    ing_store *store = NULL;
    assert_int_equal(LIBING_ERR_EXISTS, ing_store_create(h->path, &birth, 1000, &store, &err));
    assert_null(store);
    reopen(h, false);
}

static void open__missing_file_is_notfound(void **state)
{
    history *h = *state;
    libing_error err = LIBING_ERROR_INIT;
    ing_store *store = NULL;
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_open("/nowhere/store", false, 1000, &store, &err));
    assert_string_equal("there is no file '/nowhere/store'", err.message);
    assert_null(store);
    (void)h;
}

static void open__text_file_is_notstore(void **state)
{
    history *h = *state;
    libing_error err = LIBING_ERROR_INIT;
    char path[sizeof h->path + 8];
    ing_store *store = NULL;
    FILE *file;
    (void)snprintf(path, sizeof path, "%s.txt", h->path);
    file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 200; i++)
        (void)fputs("this is no database\n", file);
    (void)fclose(file);
    assert_int_equal(LIBING_ERR_NOTSTORE, ing_store_open(path, false, 1000, &store, &err));
    assert_null(store);
}

static void open__empty_file_and_other_database_are_notstore(void **state)
{
    history *h = *state;
    char path[sizeof h->path + 8];
    ing_store *store = NULL;
    (void)snprintf(path, sizeof path, "%s.db", h->path);
    raw(path, "PRAGMA user_version = 0");
    assert_int_equal(LIBING_ERR_NOTSTORE, ing_store_open(path, false, 1000, &store, NULL));
    raw(path, "CREATE TABLE t(x)");
    assert_int_equal(LIBING_ERR_NOTSTORE, ing_store_open(path, false, 1000, &store, NULL));
}

static void open__newer_format_is_version(void **state)
{
    history *h = *state;
    libing_error err = LIBING_ERROR_INIT;
    ing_store *store = NULL;
    raw(h->path, "PRAGMA user_version = 2");
    assert_int_equal(LIBING_ERR_VERSION, ing_store_open(h->path, true, 1000, &store, &err));
    assert_string_equal("the store has format 2, newer than 1", err.message);
}

static void open__read_only_refuses_to_write(void **state)
{
    history *h = *state;
    bool changed;
    reopen(h, true);
    assert_int_equal(LIBING_ERR_READONLY, ing_store_begin(h->store, true, &changed, NULL));
    assert_ok(ing_store_begin(h->store, false, &changed, err));
    ing_store_rollback(h->store);
}

/* --- the tree ----------------------------------------------------------------------------------- */

static int put_vector(ing_store *store, int64_t seq)
{
    char line[128];
    ing_record record = { .seq = seq, .cv = -1, .cause = -1, .pack = -1, .corrects = -1 };
    int len = snprintf(line, sizeof line, "{\"n\":\"案件%" PRId64 "\",\"seq\":%" PRId64
                       ",\"type\":\"case.reported\"}\n", seq, seq);
    const ing_json none = { .type = ING_JSON_OBJECT };
    record.type = record.word = ING_TEXT_LIT("case.reported");
    record.data = record.fields = record.root = &none;
    return ing_store_append(store, (ing_text){ line, (size_t)len }, &record, NULL);
}

static void root__is_that_of_the_test_vector(void **state)
{
    static const struct { int64_t size; const char *root; } roots[] = {
        { 1, "5921f5073c93e8909a52950db9c2f375fa700731cbd20bac7779199a7d3cc585" },
        { 2, "0fae8af57a407869736b66bfa4a128ac17d1ac547b546b12f6028d3d31a6bbd8" },
        { 3, "f29eebdfaf2bcf2af94c3eaccf1c5ad50d1158dca4b26206468c0d3f1f9b3428" },
        { 4, "4244567939736774676b25957b301dddc17a7c8fbd99629a304a7200ad3d6802" },
        { 7, "d8743119ed6bdc4b48009a49aae237fee5395c9e8b2378d3d4009d676b5cbd89" },
        { 300, "1d77cc4f21d5a2d261c89945b427036919ac81e48f912df02a9e3eb2bcaab8f2" },
    };
    history *h = *state;
    char path[sizeof h->path + 8], hex[65];
    ing_store *store = NULL;
    ing_digest root;
    bool changed;
    size_t next = 0;
    (void)snprintf(path, sizeof path, "%s.vec", h->path);
    assert_ok(ing_store_make(path, 1000, &store, err));
    while (ing_store_size(store) < 300) {
        assert_ok(ing_store_begin(store, true, &changed, err));
        for (int64_t end = roots[next].size; ing_store_size(store) < end;)
            assert_int_equal(LIBING_OK, put_vector(store, ing_store_size(store)));
        assert_ok(ing_store_commit(store, err));
        assert_ok(ing_store_root(store, &root, err));
        ing_digest_hex(&root, hex);
        assert_string_equal(roots[next].root, hex);
        next++;
    }
    /* And again from the stored peaks. */
    ing_tree_drop(store);
    assert_ok(ing_store_root(store, &root, err));
    ing_digest_hex(&root, hex);
    assert_string_equal(roots[next - 1].root, hex);
    ing_store_close(store);
}

static void tree__is_the_same_however_the_appends_were_grouped(void **state)
{
    history *h = *state;
    char path[sizeof h->path + 8];
    ing_store *one = NULL, *many = NULL;
    ing_digest a, b;
    bool changed;
    (void)snprintf(path, sizeof path, "%s.one", h->path);
    assert_ok(ing_store_make(path, 1000, &one, err));
    (void)snprintf(path, sizeof path, "%s.many", h->path);
    assert_ok(ing_store_make(path, 1000, &many, err));
    assert_ok(ing_store_begin(one, true, &changed, err));
    for (int64_t seq = 0; seq < 130; seq++) {
        assert_int_equal(LIBING_OK, put_vector(one, seq));
        assert_ok(ing_store_begin(many, true, &changed, err));
        assert_int_equal(LIBING_OK, put_vector(many, seq));
        assert_ok(ing_store_commit(many, err));
    }
    assert_ok(ing_store_commit(one, err));
    for (uint64_t id = 0; id < ing_node_count(130); id++) {
        assert_ok(ing_store_node(one, id, &a, err));
        assert_ok(ing_store_node(many, id, &b, err));
        assert_memory_equal(a.bytes, b.bytes, sizeof a.bytes);
    }
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_node(one, ing_node_count(130), &a, NULL));
    ing_store_close(one);
    ing_store_close(many);
}

/* --- transactions ------------------------------------------------------------------------------- */

static void rollback__leaves_everything_as_it_was(void **state)
{
    history *h = *state;
    ing_digest before, after;
    ing_thread thread;
    ing_numbers numbers = ING_NUMBERS_INIT;
    bool indexed;
    history_tell(h, 20);
    assert_ok(ing_store_root(h->store, &before, err));
    int64_t size = ing_store_size(h->store), last_t = ing_store_last_t(h->store);
    history_begin(h);
    (void)history_event(h, "report_filed", "fresh", NULL, "{'household':'household:h77'}");
    (void)history_pack(h, "2024-03-01", "['report_filed.yuan']");
    (void)history_event(h, "visit", NULL, "household:h78", "{}");
    ing_store_rollback(h->store);
    assert_int_equal(size, ing_store_size(h->store));
    assert_int_equal(last_t, ing_store_last_t(h->store));
    assert_ok(ing_store_root(h->store, &after, err));
    assert_memory_equal(before.bytes, after.bytes, sizeof before.bytes);
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_thread(h->store, ING_THREAD_CASE, ING_TEXT_LIT("fresh"),
                                                           &h->arena, &thread, NULL));
    assert_ok(ing_store_keyed(h->store, ING_TEXT_LIT("report_filed.yuan"), ING_TEXT_LIT("1"), &indexed, &numbers,
                              err));
    assert_false(indexed);
    ing_numbers_free(&numbers);
    /* And what is appended next follows what was there. */
    history_begin(h);
    assert_int_equal(size, history_event(h, "report_filed", "fresh", NULL, "{}"));
    history_commit(h);
}

static void append__out_of_order_is_refused_and_poisons_nothing(void **state)
{
    history *h = *state;
    history_begin(h);
    assert_int_equal(LIBING_ERR_STATE, put_vector(h->store, 7));
    (void)history_event(h, "visit", NULL, "household:h1", "{}");
    history_commit(h);
    assert_int_equal(2, ing_store_size(h->store));
}

static void append__failed_record_makes_commit_fail_and_roll_back(void **state)
{
    history *h = *state;
    ing_record_head head = ING_RECORD_HEAD_INIT;
    ing_buf line = ING_BUF_INIT;
    ing_record record;
    libing_error err = LIBING_ERROR_INIT;
    history_begin(h);
    (void)history_event(h, "report_filed", "C-1", NULL, "{}");
    head.seq = 2;
    head.cv = 5;
    head.type = ING_TEXT_LIT("report_filed");
    head.case_id = ING_TEXT_LIT("C-1");
    head.t = ING_TEXT_LIT("2024-03-15T00:00:00.000Z");
    head.at = ING_TEXT_LIT("2024-03-15");
    assert_int_equal(LIBING_OK, ing_record_write(&head, NULL, &line, NULL));
    assert_int_equal(LIBING_OK, ing_record_read(&h->arena, ing_buf_view(&line), 28800, &record, NULL));
    assert_int_equal(LIBING_ERR_DAMAGED, ing_store_append(h->store, ing_buf_view(&line), &record, &err));
    assert_string_equal("record 2 is version 5 of case 'C-1', which has 1 records", err.message);
    assert_int_equal(LIBING_ERR_STATE, ing_store_commit(h->store, &err));
    assert_int_equal(1, ing_store_size(h->store));
    ing_buf_free(&line);
}

static void append__outside_a_transaction_is_refused(void **state)
{
    history *h = *state;
    assert_int_equal(LIBING_ERR_STATE, put_vector(h->store, 1));
}

static void begin__says_when_another_connection_has_written(void **state)
{
    history *h = *state;
    history other = *h;
    bool changed;
    other.arena = (ing_arena)ING_ARENA_INIT;
    history_tell(h, 10);
    assert_ok(ing_store_open(h->path, false, 1000, &other.store, err));
    history_begin(&other);
    int64_t seq = history_event(&other, "report_filed", "C-other", NULL, "{'household':'household:h5'}");
    history_commit(&other);
    assert_int_equal(seq, ing_store_size(h->store));
    assert_ok(ing_store_begin(h->store, true, &changed, err));
    assert_true(changed);
    assert_int_equal(seq + 1, ing_store_size(h->store));
    (void)history_event(h, "report_filed", "C-other", NULL, "{}");
    history_commit(h);
    assert_ok(ing_store_begin(h->store, false, &changed, err));
    assert_false(changed);
    ing_store_rollback(h->store);
    assert_ok(ing_store_begin(other.store, false, &changed, err));
    assert_true(changed);
    ing_store_rollback(other.store);
    ing_store_close(other.store);
    ing_arena_free(&other.arena);
}

static void begin__second_writer_is_locked_out(void **state)
{
    history *h = *state;
    ing_store *other = NULL;
    bool changed;
    libing_error err = LIBING_ERROR_INIT;
    assert_int_equal(LIBING_OK, ing_store_open(h->path, false, 20, &other, NULL));
    history_begin(h);
    assert_int_equal(LIBING_ERR_LOCKED, ing_store_begin(other, true, &changed, &err));
    assert_non_null(strstr(err.message, "is locked by another writer"));
    ing_store_rollback(h->store);
    assert_int_equal(LIBING_OK, ing_store_begin(other, true, &changed, &err));
    ing_store_close(other);
}

static void log__refuses_update_and_delete(void **state)
{
    history *h = *state;
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open(h->path, &db));
    assert_int_equal(SQLITE_CONSTRAINT, sqlite3_exec(db, "UPDATE log SET line = x'00'", NULL, NULL, NULL));
    assert_int_equal(SQLITE_CONSTRAINT, sqlite3_exec(db, "DELETE FROM log", NULL, NULL, NULL));
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
}

/* --- log and blobs ------------------------------------------------------------------------------ */

static void read__beyond_the_end_is_notfound(void **state)
{
    history *h = *state;
    ing_record record;
    libing_error err = LIBING_ERROR_INIT;
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_read(h->store, 1, &h->arena, &record, &err));
    assert_string_equal("there is no record 1", err.message);
    assert_int_equal(1, err.seq);
}

static void cursor__walks_the_lines_asked_for(void **state)
{
    history *h = *state;
    ing_log_cursor *cursor = NULL;
    ing_buf line = ING_BUF_INIT;
    ing_text text;
    int64_t seq, expected = 3;
    history_tell(h, 400);
    assert_ok(ing_log_cursor_open(h->store, 3, 900, &cursor, err));
    while (ing_log_cursor_next(cursor, &seq, &text, NULL) == LIBING_OK) {
        assert_int_equal(expected, seq);
        ing_buf_clear(&line);
        assert_ok(ing_store_line(h->store, seq, &line, err));
        assert_true(ing_text_equal(ing_buf_view(&line), text));
        expected++;
    }
    assert_int_equal(ing_store_size(h->store) < 900 ? ing_store_size(h->store) : 900, expected);
    ing_log_cursor_close(cursor);
    ing_buf_free(&line);
}

static void consequences__are_the_direct_ones(void **state)
{
    history *h = *state;
    ing_numbers numbers = ING_NUMBERS_INIT;
    history_begin(h);
    int64_t cause = history_event(h, "report_filed", "C-1", NULL, "{}");
    (void)history_consequence(h, "case.opened", "C-1", cause, "{'kind':'straw_fire'}");
    int64_t first = history_decision(h, "C-1", cause, "D-1", "{'action':'a','args':{}}");
    int64_t nested = history_decision(h, "C-1", first, "D-2", "{'action':'b','args':{}}");
    int64_t second = history_decision(h, "C-1", cause, "D-3", "{'action':'c','args':{}}");
    (void)history_event(h, "report_filed", "C-2", NULL, "{}");
    assert_ok(ing_store_consequences(h->store, cause, &numbers, err));
    assert_int_equal(3, numbers.count);
    assert_int_equal(cause + 1, numbers.items[0]);
    assert_int_equal(first, numbers.items[1]);
    assert_int_equal(second, numbers.items[2]);
    numbers.count = 0;
    assert_ok(ing_store_consequences(h->store, first, &numbers, err));
    assert_int_equal(1, numbers.count);
    assert_int_equal(nested, numbers.items[0]);
    history_commit(h);
    ing_numbers_free(&numbers);
}

static void blob__is_kept_once_and_found_by_digest(void **state)
{
    history *h = *state;
    ing_digest a, b;
    ing_buf bytes = ING_BUF_INIT;
    history_begin(h);
    assert_ok(ing_store_blob_put(h->store, ING_TEXT_LIT("abc"), &a, err));
    assert_ok(ing_store_blob_put(h->store, ING_TEXT_LIT("abc"), &b, err));
    assert_memory_equal(a.bytes, b.bytes, sizeof a.bytes);
    assert_ok(ing_store_blob_get(h->store, &a, &bytes, err));
    assert_true(ing_text_is(ing_buf_view(&bytes), "abc"));
    ing_store_rollback(h->store);
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_store_blob_get(h->store, &a, &bytes, NULL));
    assert_int_equal(LIBING_ERR_STATE, ing_store_blob_put(h->store, ING_TEXT_LIT("abc"), &a, NULL));
    ing_buf_free(&bytes);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(create__says_who_it_is_in_record_0),
        WITH_STORE(create__without_origin_and_uid_makes_them_up),
        WITH_STORE(create__over_a_file_is_exists_and_leaves_it),
        WITH_STORE(open__missing_file_is_notfound),
        WITH_STORE(open__text_file_is_notstore),
        WITH_STORE(open__empty_file_and_other_database_are_notstore),
        WITH_STORE(open__newer_format_is_version),
        WITH_STORE(open__read_only_refuses_to_write),
        WITH_STORE(root__is_that_of_the_test_vector),
        WITH_STORE(tree__is_the_same_however_the_appends_were_grouped),
        WITH_STORE(rollback__leaves_everything_as_it_was),
        WITH_STORE(append__out_of_order_is_refused_and_poisons_nothing),
        WITH_STORE(append__failed_record_makes_commit_fail_and_roll_back),
        WITH_STORE(append__outside_a_transaction_is_refused),
        WITH_STORE(begin__says_when_another_connection_has_written),
        WITH_STORE(begin__second_writer_is_locked_out),
        WITH_STORE(log__refuses_update_and_delete),
        WITH_STORE(read__beyond_the_end_is_notfound),
        WITH_STORE(cursor__walks_the_lines_asked_for),
        WITH_STORE(consequences__are_the_direct_ones),
        WITH_STORE(blob__is_kept_once_and_found_by_digest),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
