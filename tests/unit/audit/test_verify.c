/* SPDX-License-Identifier: Apache-2.0 */
/* libing_verify(): what it finds in stores that were changed behind our back. */
#include "history.h"

#include <libing/audit.h>

#include <sqlite3.h>

#define FOUND_MAX 64

typedef struct found {
    size_t count;
    struct {
        char table[32], column[32], message[256];
        int64_t seq;
    } items[FOUND_MAX];
} found;

static int take(void *user, const libing_finding *finding)
{
    found *f = user;
    assert_string_equal("DAMAGED", finding->kind);
    if (f->count == FOUND_MAX)
        return 0;
    (void)snprintf(f->items[f->count].table, sizeof f->items[0].table, "%s", finding->table);
    (void)snprintf(f->items[f->count].column, sizeof f->items[0].column, "%s", finding->column);
    (void)snprintf(f->items[f->count].message, sizeof f->items[0].message, "%s", finding->message);
    f->items[f->count++].seq = finding->seq;
    return 0;
}

static libing_status verify(const char *path, found *f, libing_verification *out)
{
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    libing_error err = LIBING_ERROR_INIT;
    libing_verification none = LIBING_VERIFICATION_INIT;
    options.finding = take;
    options.finding_user = f;
    f->count = 0;
    libing_status status = libing_verify(path, &options, out != NULL ? out : &none, &err);
    if (status != LIBING_OK)
        assert_int_equal(status, err.code);
    return status;
}

/* -2 when nothing was found there. */
static int64_t seq_of(const found *f, const char *table, const char *column)
{
    for (size_t i = 0; i < f->count; i++) {
        if (strcmp(f->items[i].table, table) == 0 && (column == NULL || strcmp(f->items[i].column, column) == 0))
            return f->items[i].seq;
    }
    return -2;
}

static void assert_found(const found *f, const char *table, const char *column, int64_t seq)
{
    if (seq_of(f, table, column) == seq)
        return;
    for (size_t i = 0; i < f->count; i++)
        print_message("found %s.%s %" PRId64 ": %s\n", f->items[i].table, f->items[i].column, f->items[i].seq,
                      f->items[i].message);
    fail_msg("expected %s.%s at %" PRId64, table, column != NULL ? column : "*", seq);
}

static sqlite3 *raw_open(const char *path)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open(path, &db));
    return db;
}

static void raw(const char *path, const char *sql)
{
    sqlite3 *db = raw_open(path);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
}

/* Runs `sql` with the fence taken down and put up again, as a careful forger would. */
static void tamper(const char *path, const char *sql)
{
    sqlite3 *db = raw_open(path);
    sqlite3_stmt *stmt = NULL;
    char *triggers = sqlite3_mprintf("%s", "");
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, "SELECT sql, name FROM sqlite_master WHERE type = 'trigger'",
                                                   -1, &stmt, NULL));
    char *drops = sqlite3_mprintf("%s", "");
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        triggers = sqlite3_mprintf("%z%s;", triggers, sqlite3_column_text(stmt, 0));
        drops = sqlite3_mprintf("%zDROP TRIGGER %s;", drops, sqlite3_column_text(stmt, 1));
    }
    assert_int_equal(SQLITE_OK, sqlite3_finalize(stmt));
    char *script = sqlite3_mprintf("PRAGMA synchronous=OFF; BEGIN; %z %s; %z COMMIT;", drops, sql, triggers);
    char *message = NULL;
    if (sqlite3_exec(db, script, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_free(script);
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
}

static void copy_file(const char *from, const char *to)
{
    char buffer[4096];
    size_t len;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    while ((len = fread(buffer, 1, sizeof buffer, in)) > 0)
        assert_int_equal(len, fwrite(buffer, 1, len, out));
    (void)fclose(in);
    (void)fclose(out);
}

/* A told story, closed; `copy` is the path of a copy to damage. */
static void tell(history *h, int steps, char *copy, size_t size)
{
    history_tell(h, steps);
    ing_store_close(h->store);
    h->store = NULL;
    (void)snprintf(copy, size, "%s/copy", h->folder);
    copy_file(h->path, copy);
}

/* --- sound stores ------------------------------------------------------------------------------- */

static void verify__finds_nothing_in_a_sound_store(void **state)
{
    history *h = *state;
    libing_verification out = LIBING_VERIFICATION_INIT;
    char copy[96], hex[65];
    ing_digest root;
    found f;
    history_tell(h, 60);
    assert_ok(ing_store_root(h->store, &root, err));
    ing_digest_hex(&root, hex);
    int64_t size = ing_store_size(h->store);
    ing_store_close(h->store);
    h->store = NULL;
    assert_int_equal(LIBING_OK, verify(h->path, &f, &out));
    for (size_t i = 0; i < f.count; i++)
        print_message("%s\n", f.items[i].message);
    assert_int_equal(0, f.count);
    assert_int_equal(0, out.damages);
    assert_int_equal(size, out.records);
    assert_int_equal(4, out.blobs);
    assert_string_equal(hex, out.root);
    (void)copy;
}

static void verify__finds_nothing_in_a_new_store_beside_its_writer(void **state)
{
    history *h = *state;
    found f;
    assert_int_equal(LIBING_OK, verify(h->path, &f, NULL));
    assert_int_equal(0, f.count);
}

static void verify__missing_file_text_file_and_newer_format_are_errors(void **state)
{
    history *h = *state;
    char path[96];
    found f;
    FILE *file;
    assert_int_equal(LIBING_ERR_NOTFOUND, verify("/nowhere/store", &f, NULL));
    (void)snprintf(path, sizeof path, "%s/text", h->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs("no database, and long enough to be told so by its first hundred bytes: no database, no database", file);
    (void)fclose(file);
    assert_int_equal(LIBING_ERR_NOTSTORE, verify(path, &f, NULL));
    raw(h->path, "PRAGMA user_version = 9");
    assert_int_equal(LIBING_ERR_VERSION, verify(h->path, &f, NULL));
    assert_int_equal(LIBING_ERR_INVALID, verify(NULL, &f, NULL));
}

static int refuse(void *user, const libing_finding *finding)
{
    (void)user;
    (void)finding;
    return -1;
}

static int stop(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    (void)total;
    return -1;
}

static void verify__failing_callbacks_end_it(void **state)
{
    history *h = *state;
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    char copy[96];
    tell(h, 5, copy, sizeof copy);
    options.progress = stop;
    assert_int_equal(LIBING_ERR_INTERRUPTED, libing_verify(copy, &options, NULL, NULL));
    options.progress = NULL;
    options.finding = refuse;
    assert_int_equal(LIBING_OK, libing_verify(copy, &options, NULL, NULL));
    tamper(copy, "DELETE FROM entry WHERE seq = 3");
    assert_int_equal(LIBING_ERR_HOST, libing_verify(copy, &options, NULL, NULL));
}

/* --- every column of every table ---------------------------------------------------------------- */

/* One more edit of one cell: another value of the column's type. */
static void edit_cell(const char *path, const char *table, const char *column, const char *type, const char *where)
{
    char *sql;
    if (strcmp(type, "INTEGER") == 0)
        sql = sqlite3_mprintf("UPDATE \"%w\" SET \"%w\" = coalesce(\"%w\", 0) + 1000003 WHERE %s", table, column, column, where);
    else if (strcmp(type, "TEXT") == 0)
        sql = sqlite3_mprintf("UPDATE \"%w\" SET \"%w\" = coalesce(\"%w\", '') || 'x' WHERE %s", table, column, column, where);
    else
        sql = sqlite3_mprintf("UPDATE \"%w\" SET \"%w\" = CAST(substr(\"%w\", 1, length(\"%w\") - 1) || x'01' AS BLOB) WHERE %s",
                              table, column, column, column, where);
    assert_non_null(sql);
    tamper(path, sql);
    sqlite3_free(sql);
}

/* In a WITHOUT ROWID table rows are told apart by their keys. */
static char *pick_row(sqlite3 *db, const char *table, bool first)
{
    sqlite3_stmt *stmt = NULL;
    char *keys = NULL, *where = NULL;
    char *sql = sqlite3_mprintf("SELECT name FROM pragma_table_info('%q') WHERE pk > 0 ORDER BY pk", table);
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, sql, -1, &stmt, NULL));
    while (sqlite3_step(stmt) == SQLITE_ROW)
        keys = sqlite3_mprintf("%z%s\"%w\"", keys, keys == NULL ? "" : ", ", sqlite3_column_text(stmt, 0));
    assert_int_equal(SQLITE_OK, sqlite3_finalize(stmt));
    sqlite3_free(sql);
    assert_non_null(keys);
    where = sqlite3_mprintf("(%s) = (SELECT %s FROM \"%w\" ORDER BY %s LIMIT 1 OFFSET %s)", keys, keys, table, keys,
                            first ? "0" : "(SELECT count(*) / 2 FROM sqlite_master)");
    sqlite3_free(keys);
    return where;
}

static int count_rows(sqlite3 *db, const char *table)
{
    sqlite3_stmt *stmt = NULL;
    char *sql = sqlite3_mprintf("SELECT count(*) FROM \"%w\"", table);
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, sql, -1, &stmt, NULL));
    assert_int_equal(SQLITE_ROW, sqlite3_step(stmt));
    int count = sqlite3_column_int(stmt, 0);
    assert_int_equal(SQLITE_OK, sqlite3_finalize(stmt));
    sqlite3_free(sql);
    return count;
}

static void verify__finds_an_edit_of_any_column_of_any_table(void **state)
{
    history *h = *state;
    char copy[96];
    found f;
    sqlite3_stmt *stmt = NULL;
    int edits = 0;
    tell(h, 80, copy, sizeof copy);
    sqlite3 *db = raw_open(h->path);
    assert_int_equal(SQLITE_OK,
                     sqlite3_prepare_v2(db, "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c"
                                            " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, c.cid",
                                        -1, &stmt, NULL));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(stmt, 0);
        const char *column = (const char *)sqlite3_column_text(stmt, 1);
        int rows = count_rows(db, table);
        if (rows == 0)
            fail_msg("the story leaves table %s empty", table);
        for (int first = 0; first < (rows > 20 ? 2 : 1); first++) {
            char *where = pick_row(db, table, first == 0);
            copy_file(h->path, copy);
            edit_cell(copy, table, column, (const char *)sqlite3_column_text(stmt, 2), where);
            assert_int_equal(LIBING_OK, verify(copy, &f, NULL));
            if (seq_of(&f, table, NULL) == -2)
                fail_msg("an edit of %s.%s where %s was not found", table, column, where);
            if (seq_of(&f, table, NULL) == -1 && strcmp(table, "blob") != 0)
                fail_msg("an edit of %s.%s names no record", table, column);
            sqlite3_free(where);
            edits++;
        }
    }
    assert_int_equal(SQLITE_OK, sqlite3_finalize(stmt));
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
    assert_in_range(edits, 40, 1000);
}

static void verify__finds_a_row_deleted_from_any_table(void **state)
{
    history *h = *state;
    char copy[96];
    found f;
    sqlite3_stmt *stmt = NULL;
    tell(h, 80, copy, sizeof copy);
    sqlite3 *db = raw_open(h->path);
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'table'"
                                                       " AND name NOT LIKE 'sqlite_%'", -1, &stmt, NULL));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(stmt, 0);
        for (int first = 0; first < 2; first++) {
            char *where = pick_row(db, table, first == 0);
            char *sql = sqlite3_mprintf("DELETE FROM \"%w\" WHERE %s", table, where);
            bool deletes = first == 0 || count_rows(db, table) > 20;
            copy_file(h->path, copy);
            tamper(copy, sql);
            assert_int_equal(LIBING_OK, verify(copy, &f, NULL));
            if (deletes && seq_of(&f, table, NULL) < 0)
                fail_msg("a row of %s deleted where %s was not found", table, where);
            sqlite3_free(sql);
            sqlite3_free(where);
        }
    }
    assert_int_equal(SQLITE_OK, sqlite3_finalize(stmt));
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
}

static void verify__finds_any_dropped_table_index_or_trigger(void **state)
{
    history *h = *state;
    char copy[96];
    found f;
    sqlite3_stmt *stmt = NULL;
    tell(h, 20, copy, sizeof copy);
    sqlite3 *db = raw_open(h->path);
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, "SELECT type, name, tbl_name FROM sqlite_master"
                                                       " WHERE sql IS NOT NULL", -1, &stmt, NULL));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        bool is_table = strcmp((const char *)sqlite3_column_text(stmt, 0), "table") == 0;
        const char *name = (const char *)sqlite3_column_text(stmt, 1);
        const char *table = (const char *)sqlite3_column_text(stmt, 2);
        char *sql = sqlite3_mprintf("DROP %s %s", sqlite3_column_text(stmt, 0), name);
        copy_file(h->path, copy);
        raw(copy, sql);
        assert_int_equal(LIBING_OK, verify(copy, &f, NULL));
        if (strcmp(name, "log") == 0)
            assert_found(&f, "schema", "", -1);
        else if (strcmp(name, "blob") == 0) /* the record whose blob is gone says more */
            assert_found(&f, "blob", "", 2);
        else
            assert_found(&f, table, is_table ? "" : name, -1);
        sqlite3_free(sql);
    }
    assert_int_equal(SQLITE_OK, sqlite3_finalize(stmt));
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
}

/* --- single changes, and what they are told to be ----------------------------------------------- */

typedef struct change {
    const char *sql, *table, *column;
    int64_t seq;
} change;

static void verify__names_table_column_and_first_record(void **state)
{
    static const change changes[] = {
        { "UPDATE log SET line = CAST(replace(line, 'type', 'typf') AS BLOB) WHERE seq = 10", "log", "line", 10 },
        { "UPDATE log SET line = CAST(replace(line, '2024-03', '2024-04') AS BLOB) WHERE seq = 10", "log", "line", 10 },
        { "UPDATE log SET line = CAST(replace(line, 'township-7', 'township-8') AS BLOB) WHERE seq = 0", "log",
          "line", 0 },
        { "UPDATE log SET line = x'00' WHERE seq = 0", "log", "line", 0 },
        { "UPDATE log SET line = CAST(replace(line, '08:00', '09:00') AS BLOB) WHERE seq = 0", "log", "line", 0 },
        { "UPDATE log SET line = substr(line, 1, length(line) - 1) WHERE seq = 10", "log", "line", 10 },
        { "UPDATE log SET line = x'' WHERE seq = 10", "log", "line", 10 },
        { "DELETE FROM log WHERE seq = 0", "log", "seq", 0 },
        { "DELETE FROM log WHERE seq = 12", "log", "seq", 12 },
        { "UPDATE log SET seq = -5 WHERE seq = 12", "log", "seq", 12 },
        { "UPDATE log SET seq = 9007199254740991 WHERE seq = 12", "log", "seq", 12 },
        { "INSERT INTO log SELECT 9223372036854775807, line FROM log WHERE seq = 3", "log", "seq", 1000 },
        { "DELETE FROM log WHERE seq >= 20", "log", "", 20 },
        { "INSERT INTO log SELECT max(seq) + 1, line FROM log", "log", NULL, 1000 },
        { "UPDATE tree SET hashes = CAST(x'01' || substr(hashes, 2) AS BLOB) WHERE page = 0", "tree", "hashes", 0 },
        { "UPDATE tree SET hashes = CAST(substr(hashes, 1, 64) || zeroblob(32) || substr(hashes, 97) AS BLOB) WHERE page = 0",
          "tree", "hashes", 0 },
        { "UPDATE tree SET hashes = zeroblob(length(hashes))", "tree", "hashes", 0 },
        { "INSERT INTO tree SELECT max(page) + 1, zeroblob(32) FROM tree", "tree", "hashes", 1000 },
        { "UPDATE tree SET hashes = CAST(hashes || zeroblob(32) AS BLOB) WHERE page = (SELECT max(page) FROM tree)", "tree",
          "hashes", 1000 },
        { "UPDATE tree SET hashes = CAST(hashes || x'01' AS BLOB) WHERE page = 0", "tree", "hashes", 0 },
        { "INSERT INTO blob VALUES(zeroblob(32), x'00')", "blob", "bytes", -1 },
        { "INSERT INTO blob VALUES(x'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', x'616263')",
          "blob", "", -1 },
        { "UPDATE thread SET digest = zeroblob(32) WHERE id = 1", "thread", "digest", 0 },
        { "UPDATE thread SET kind = 'air' WHERE name = 'C-1'", "thread", "kind", -1000 },
        { "PRAGMA application_id = 7", "schema", "application_id", -1 },
        { "PRAGMA user_version = 0", "schema", "user_version", -1 },
        { "CREATE TRIGGER t AFTER INSERT ON log BEGIN SELECT 1; END", "log", "t", -1 },
        { "CREATE TABLE extra(x)", "extra", "", -1 },
        { "ALTER TABLE pack RENAME COLUMN version TO v", "pack", "", -1 },
    };
    history *h = *state;
    char copy[96];
    found f;
    tell(h, 80, copy, sizeof copy);
    ing_store *store = NULL;
    assert_ok(ing_store_open(h->path, true, 1000, &store, err));
    int64_t size = ing_store_size(store);
    ing_store_close(store);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        const change *c = &changes[i];
        copy_file(h->path, copy);
        tamper(copy, c->sql);
        assert_int_equal(LIBING_OK, verify(copy, &f, NULL));
        if (seq_of(&f, c->table, c->column) == -2)
            print_message("%s\n", c->sql);
        if (c->seq == -1000)
            assert_in_range(seq_of(&f, c->table, c->column), 0, size);
        else
            assert_found(&f, c->table, c->column, c->seq == 1000 ? size : c->seq);
    }
}

/* The last leaf of an odd log has no parent that could say who is right. */
static void verify__tells_a_changed_last_line_from_a_changed_last_hash(void **state)
{
    history *h = *state;
    char copy[96], sql[256];
    found f;
    history_tell(h, 10);
    history_begin(h);
    (void)history_event(h, "budget_set", NULL, NULL, "{'yuan':7}");
    if (ing_store_size(h->store) % 2 == 0)
        (void)history_event(h, "budget_set", NULL, NULL, "{'yuan':7}");
    history_commit(h);
    int64_t last = ing_store_size(h->store) - 1;
    int at = (int)(ing_node_id(0, (uint64_t)last) % ING_TREE_PAGE_NODES) * 32;
    ing_store_close(h->store);
    h->store = NULL;
    (void)snprintf(copy, sizeof copy, "%s/copy", h->folder);
    copy_file(h->path, copy);
    (void)snprintf(sql, sizeof sql,
                   "UPDATE tree SET hashes = CAST(substr(hashes, 1, %d) || x'01' || substr(hashes, %d) AS BLOB)"
                   " WHERE page = (SELECT max(page) FROM tree)", at, at + 2);
    tamper(copy, sql);
    assert_int_equal(LIBING_OK, verify(copy, &f, NULL));
    assert_found(&f, "tree", "hashes", last);
    assert_int_equal(1, f.count);
    copy_file(h->path, copy);
    tamper(copy, "UPDATE log SET line = CAST(replace(line, ':7}', ':8}') AS BLOB) WHERE seq = (SELECT max(seq) FROM log)");
    assert_int_equal(LIBING_OK, verify(copy, &f, NULL));
    assert_found(&f, "log", "line", last);
    assert_int_equal(-2, seq_of(&f, "tree", NULL));
}

static void verify__counts_many_damages_of_one_column_in_one_finding(void **state)
{
    history *h = *state;
    libing_verification out = LIBING_VERIFICATION_INIT;
    char copy[96];
    found f;
    tell(h, 30, copy, sizeof copy);
    tamper(copy, "UPDATE decision SET modality = 'must'");
    assert_int_equal(LIBING_OK, verify(copy, &f, &out));
    assert_int_equal(1, f.count);
    assert_int_equal(1, out.damages);
    assert_non_null(strstr(f.items[0].message, "values differ from what the records say"));
}

static void verify__speaks_chinese(void **state)
{
    history *h = *state;
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    char copy[96];
    found f = { 0 };
    tell(h, 5, copy, sizeof copy);
    tamper(copy, "DELETE FROM log WHERE seq = 3");
    options.language = "zh";
    options.finding = take;
    options.finding_user = &f;
    assert_int_equal(LIBING_OK, libing_verify(copy, &options, NULL, NULL));
    assert_string_equal("log.seq，第 3 号记录：该记录缺失", f.items[0].message);
}

/* --- garbage ------------------------------------------------------------------------------------ */

static uint32_t big_endian(const uint8_t *bytes, size_t count)
{
    uint32_t value = 0;
    for (size_t i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* Gives the last row of a table the number 0, and leaves it where it stands. (Of SQLite's file format: a
 * page of type 5 names its right child at byte 8, one of type 13 lists its cells from byte 8 on, and a
 * cell begins with its size and its row number.) */
static void lower_the_last_row_number(const char *path, const char *table)
{
    sqlite3 *db = raw_open(path);
    sqlite3_stmt *stmt = NULL;
    uint8_t page[65536], *cell = page;
    size_t size = 0;
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size"
                                                       " WHERE name = ?1", -1, &stmt, NULL));
    assert_int_equal(SQLITE_OK, sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC));
    assert_int_equal(SQLITE_ROW, sqlite3_step(stmt));
    uint32_t number = (uint32_t)sqlite3_column_int(stmt, 0);
    size = (size_t)sqlite3_column_int(stmt, 1);
    assert_int_equal(SQLITE_OK, sqlite3_finalize(stmt));
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    do {
        assert_int_equal(0, fseek(file, (long)((number - 1) * size), SEEK_SET));
        assert_int_equal(size, fread(page, 1, size, file));
        if (page[0] == 5)
            number = big_endian(page + 8, 4);
    } while (page[0] == 5);
    assert_int_equal(13, page[0]);
    assert_true(big_endian(page + 3, 2) > 1);
    cell += big_endian(page + 8 + 2 * (big_endian(page + 3, 2) - 1), 2);
    while ((*cell & 0x80) != 0)
        cell++;
    for (cell++; (*cell & 0x80) != 0; cell++)
        *cell = 0x80;
    *cell = 0;
    assert_int_equal(0, fseek(file, (long)((number - 1) * size), SEEK_SET));
    assert_int_equal(size, fwrite(page, 1, size, file));
    assert_int_equal(0, fclose(file));
}

/* Found by the fuzzer: a walk from row to row came back to rows it had passed, for ever. */
static void verify__ends_where_rows_lead_back(void **state)
{
    static const char *const tables[] = { "log", "blob" };
    history *h = *state;
    char copy[96];
    tell(h, 60, copy, sizeof copy);
    for (size_t i = 0; i < 2; i++) {
        found f;
        copy_file(h->path, copy);
        lower_the_last_row_number(copy, tables[i]);
        assert_int_equal(LIBING_OK, verify(copy, &f, NULL));
        assert_int_not_equal(-2, seq_of(&f, tables[i], NULL));
    }
}

static void verify__survives_flipped_bytes_and_short_files(void **state)
{
    history *h = *state;
    char copy[96];
    found f;
    long size;
    int seen = 0;
    tell(h, 60, copy, sizeof copy);
    FILE *file = fopen(h->path, "rb");
    assert_non_null(file);
    assert_int_equal(0, fseek(file, 0, SEEK_END));
    size = ftell(file);
    (void)fclose(file);
    for (int i = 0; i < 150; i++) {
        copy_file(h->path, copy);
        if (i % 15 == 0) {
            assert_int_equal(0, truncate(copy, (off_t)history_random(h, (uint32_t)size)));
        } else {
            file = fopen(copy, "r+b");
            assert_non_null(file);
            for (int k = 0; k <= i % 3; k++) {
                uint32_t below = i % 5 == 0 ? 4096 : (uint32_t)size;
                assert_int_equal(0, fseek(file, (long)history_random(h, below), SEEK_SET));
                (void)fputc((int)history_random(h, 256), file);
            }
            (void)fclose(file);
        }
        libing_status status = verify(copy, &f, NULL);
        seen += status != LIBING_OK || f.count > 0;
    }
    assert_in_range(seen, 60, 150);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(verify__finds_nothing_in_a_sound_store),
        WITH_STORE(verify__finds_nothing_in_a_new_store_beside_its_writer),
        WITH_STORE(verify__missing_file_text_file_and_newer_format_are_errors),
        WITH_STORE(verify__failing_callbacks_end_it),
        WITH_STORE(verify__finds_an_edit_of_any_column_of_any_table),
        WITH_STORE(verify__finds_a_row_deleted_from_any_table),
        WITH_STORE(verify__finds_any_dropped_table_index_or_trigger),
        WITH_STORE(verify__names_table_column_and_first_record),
        WITH_STORE(verify__tells_a_changed_last_line_from_a_changed_last_hash),
        WITH_STORE(verify__counts_many_damages_of_one_column_in_one_finding),
        WITH_STORE(verify__speaks_chinese),
        WITH_STORE(verify__ends_where_rows_lead_back),
        WITH_STORE(verify__survives_flipped_bytes_and_short_files),
    };
    return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
