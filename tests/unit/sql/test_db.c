/* SPDX-License-Identifier: Apache-2.0 */
/* Connections and statements: lib/sql. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "sql/sql.h"

typedef struct file {
    char folder[64], path[80];
    ing_db *db;
} file;

static int setup(void **state)
{
    file *f = calloc(1, sizeof *f);
    assert_non_null(f);
    (void)snprintf(f->folder, sizeof f->folder, "/tmp/libing-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    (void)snprintf(f->path, sizeof f->path, "%s/db", f->folder);
    assert_int_equal(LIBING_OK, ing_db_open(f->path, ING_DB_CREATE, 50, &f->db, NULL));
    assert_int_equal(LIBING_OK, ing_db_run(f->db, "CREATE TABLE t(a INTEGER, b TEXT, c BLOB)", NULL));
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    file *f = *state;
    char command[96];
    ing_db_close(f->db);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    assert_int_equal(0, system(command));
    free(f);
    return 0;
}

static int64_t integer_of(ing_db *db, const char *sql)
{
    ing_stmt *stmt = NULL;
    int64_t value;
    assert_int_equal(LIBING_OK, ing_db_prepare(db, sql, &stmt, NULL));
    assert_int_equal(LIBING_OK, ing_stmt_step(stmt, NULL));
    value = ing_stmt_integer(stmt, 0);
    ing_stmt_reset(stmt);
    return value;
}

static void open__sets_the_connection_policy(void **state)
{
    file *f = *state;
    ing_stmt *stmt = NULL;
    assert_int_equal(0, integer_of(f->db, "PRAGMA mmap_size"));
    assert_int_equal(0, integer_of(f->db, "PRAGMA trusted_schema"));
    assert_int_equal(1, integer_of(f->db, "PRAGMA cell_size_check"));
    assert_int_equal(1, integer_of(f->db, "PRAGMA foreign_keys"));
    assert_int_equal(ing_db_is_wal(f->db) ? 2 : 3, integer_of(f->db, "PRAGMA synchronous"));
    assert_int_equal(LIBING_OK, ing_db_prepare(f->db, "PRAGMA journal_mode", &stmt, NULL));
    assert_int_equal(LIBING_OK, ing_stmt_step(stmt, NULL));
    assert_true(ing_text_is(ing_stmt_text(stmt, 0), ing_db_is_wal(f->db) ? "wal" : "delete"));
    ing_stmt_reset(stmt);
}

static void open__create_over_a_file_is_exists(void **state)
{
    file *f = *state;
    libing_error err = LIBING_ERROR_INIT;
    ing_db *db = NULL;
    assert_int_equal(LIBING_ERR_EXISTS, ing_db_open(f->path, ING_DB_CREATE, 50, &db, &err));
    assert_null(db);
    assert_non_null(strstr(err.message, f->path));
}

static void open__create_in_no_folder_is_notfound(void **state)
{
    ing_db *db = NULL;
    (void)state;
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_db_open("/nowhere/at/all", ING_DB_CREATE, 50, &db, NULL));
}

static void open__missing_file_is_notfound(void **state)
{
    ing_db *db = NULL;
    (void)state;
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_db_open("/nowhere/at/all", ING_DB_WRITE, 50, &db, NULL));
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_db_open("/nowhere/at/all", ING_DB_READ, 50, &db, NULL));
}

static void open__folder_is_an_error_without_a_handle(void **state)
{
    file *f = *state;
    ing_db *db = NULL;
    assert_true(ing_db_open(f->folder, ING_DB_WRITE, 50, &db, NULL) <= LIBING_ERR_STORE);
    assert_null(db);
}

static void begin__for_writing_on_a_read_connection_is_readonly(void **state)
{
    file *f = *state;
    libing_error err = LIBING_ERROR_INIT;
    ing_db *db = NULL;
    assert_int_equal(LIBING_OK, ing_db_open(f->path, ING_DB_READ, 50, &db, NULL));
    assert_int_equal(LIBING_ERR_READONLY, ing_db_begin(db, true, &err));
    assert_int_equal(LIBING_ERR_READONLY, ing_db_run(db, "INSERT INTO t VALUES(1, 'x', x'00')", &err));
    assert_int_equal(LIBING_OK, ing_db_begin(db, false, &err));
    assert_true(ing_db_in_transaction(db));
    ing_db_close(db);
}

static void begin__while_another_writes_is_locked_with_the_extended_code(void **state)
{
    file *f = *state;
    libing_error err = LIBING_ERROR_INIT;
    ing_db *db = NULL;
    assert_int_equal(LIBING_OK, ing_db_open(f->path, ING_DB_WRITE, 10, &db, NULL));
    assert_int_equal(LIBING_OK, ing_db_begin(f->db, true, NULL));
    assert_int_equal(LIBING_ERR_LOCKED, ing_db_begin(db, true, &err));
    assert_int_equal(5, err.detail);
    assert_string_equal("sql.locked", err.id);
    ing_db_rollback(f->db);
    ing_db_close(db);
}

static void rollback__without_a_transaction_does_nothing(void **state)
{
    file *f = *state;
    ing_db_rollback(f->db);
    assert_false(ing_db_in_transaction(f->db));
}

static void data_version__changes_when_another_connection_writes(void **state)
{
    file *f = *state;
    int64_t before = 0, own = 0, after = 0;
    ing_db *db = NULL;
    assert_int_equal(LIBING_OK, ing_db_open(f->path, ING_DB_WRITE, 50, &db, NULL));
    assert_int_equal(LIBING_OK, ing_db_data_version(f->db, &before, NULL));
    assert_int_equal(LIBING_OK, ing_db_run(f->db, "INSERT INTO t VALUES(1, 'x', x'00')", NULL));
    assert_int_equal(LIBING_OK, ing_db_data_version(f->db, &own, NULL));
    assert_int_equal(LIBING_OK, ing_db_run(db, "INSERT INTO t VALUES(2, 'y', x'01')", NULL));
    assert_int_equal(LIBING_OK, ing_db_data_version(f->db, &after, NULL));
    assert_int_equal(before, own);
    assert_int_not_equal(own, after);
    ing_db_close(db);
}

static void prepare__same_constant_is_the_same_statement_reset_and_unbound(void **state)
{
    static const char sql[] = "SELECT ?1";
    file *f = *state;
    ing_stmt *a = NULL, *b = NULL;
    assert_int_equal(LIBING_OK, ing_db_prepare(f->db, sql, &a, NULL));
    ing_stmt_bind_integer(a, 1, 7);
    assert_int_equal(LIBING_OK, ing_stmt_step(a, NULL));
    assert_int_equal(7, ing_stmt_integer(a, 0));
    assert_int_equal(LIBING_OK, ing_db_prepare(f->db, sql, &b, NULL));
    assert_ptr_equal(a, b);
    assert_int_equal(LIBING_OK, ing_stmt_step(b, NULL));
    assert_null(ing_stmt_text(b, 0).ptr);
    ing_stmt_reset(b);
}

static void prepare__wrong_sql_is_a_store_error_naming_the_file(void **state)
{
    file *f = *state;
    libing_error err = LIBING_ERROR_INIT;
    ing_stmt *stmt = NULL;
    assert_int_equal(LIBING_ERR_STORE, ing_db_prepare(f->db, "SELECT a FROM nowhere", &stmt, &err));
    assert_null(stmt);
    assert_non_null(strstr(err.message, f->path));
    assert_non_null(strstr(err.message, "no such table"));
}

static void step__reports_a_bind_that_failed(void **state)
{
    file *f = *state;
    ing_stmt *stmt = NULL;
    assert_int_equal(LIBING_OK, ing_db_prepare(f->db, "SELECT ?1", &stmt, NULL));
    ing_stmt_bind_integer(stmt, 2, 7);
    assert_int_equal(LIBING_ERR_STORE, ing_stmt_step(stmt, NULL));
    ing_stmt_bind_integer(stmt, 1, 7);
    assert_int_equal(LIBING_OK, ing_stmt_step(stmt, NULL));
    ing_stmt_reset(stmt);
}

static void columns__give_back_what_was_bound(void **state)
{
    file *f = *state;
    ing_stmt *stmt = NULL;
    assert_int_equal(LIBING_OK, ing_db_prepare(f->db, "INSERT INTO t VALUES(?1, ?2, ?3)", &stmt, NULL));
    ing_stmt_bind_integer(stmt, 1, INT64_MIN);
    ing_stmt_bind_text(stmt, 2, ING_TEXT_LIT("案件"));
    ing_stmt_bind_blob(stmt, 3, "\0\1", 2);
    assert_int_equal(LIBING_OK, ing_stmt_finish(stmt, NULL));
    ing_stmt_bind_text(stmt, 2, ING_TEXT_NONE);
    ing_stmt_bind_blob(stmt, 3, "", 0);
    assert_int_equal(LIBING_OK, ing_stmt_finish(stmt, NULL));
    assert_int_equal(LIBING_OK, ing_db_prepare(f->db, "SELECT a, b, c FROM t ORDER BY rowid", &stmt, NULL));
    assert_int_equal(3, ing_stmt_columns(stmt));
    assert_string_equal("b", ing_stmt_column_name(stmt, 1));
    assert_int_equal(LIBING_OK, ing_stmt_step(stmt, NULL));
    assert_true(INT64_MIN == ing_stmt_integer(stmt, 0));
    assert_true(ing_text_is(ing_stmt_text(stmt, 1), "案件"));
    assert_int_equal(2, ing_stmt_blob(stmt, 2).len);
    assert_null(ing_stmt_blob(stmt, 1).ptr); /* a text is no blob */
    assert_null(ing_stmt_text(stmt, 2).ptr);
    assert_int_equal(LIBING_OK, ing_stmt_step(stmt, NULL));
    assert_null(ing_stmt_text(stmt, 1).ptr);
    assert_non_null(ing_stmt_blob(stmt, 2).ptr);
    assert_int_equal(0, ing_stmt_blob(stmt, 2).len);
    assert_int_equal(LIBING_DONE, ing_stmt_step(stmt, NULL));
}

static void compare__orders_by_type_then_value(void **state)
{
    static const char sql_a[] = "SELECT NULL, 1, 2, 2.5, 'a', 'b', x'61', x'6162'";
    static const char sql_b[] = "SELECT NULL, 1, 2, 2.5, 'a', 'b', x'61', x'6162', 0";
    file *f = *state;
    ing_stmt *a = NULL, *b = NULL;
    assert_int_equal(LIBING_OK, ing_db_prepare(f->db, sql_a, &a, NULL));
    assert_int_equal(LIBING_OK, ing_db_prepare(f->db, sql_b, &b, NULL));
    assert_int_equal(LIBING_OK, ing_stmt_step(a, NULL));
    assert_int_equal(LIBING_OK, ing_stmt_step(b, NULL));
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++)
            assert_int_equal((i > j) - (i < j), ing_stmt_compare(a, i, b, j));
    }
    ing_stmt_reset(a);
    ing_stmt_reset(b);
}

static void interrupt__ends_the_running_statement(void **state)
{
    file *f = *state;
    ing_stmt *stmt = NULL;
    libing_status status = LIBING_OK;
    assert_int_equal(LIBING_OK,
                     ing_db_prepare(f->db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                           " SELECT i FROM n", &stmt, NULL));
    for (int i = 0; i < 1000 && status == LIBING_OK; i++) {
        if (i == 10)
            ing_db_interrupt(f->db);
        status = ing_stmt_step(stmt, NULL);
    }
    assert_int_equal(LIBING_ERR_INTERRUPTED, status);
}

static void scratch__is_private_and_needs_no_path(void **state)
{
    file *f = *state;
    ing_db *a = NULL, *b = NULL;
    assert_int_equal(LIBING_OK, ing_db_open(NULL, ING_DB_SCRATCH, 0, &a, NULL));
    assert_int_equal(LIBING_OK, ing_db_open(NULL, ING_DB_SCRATCH, 0, &b, NULL));
    assert_int_equal(LIBING_OK, ing_db_run(a, "CREATE TABLE t(x)", NULL));
    assert_int_equal(LIBING_OK, ing_db_run(b, "CREATE TABLE t(x)", NULL));
    ing_db_close(a);
    ing_db_close(b);
    (void)f;
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILE(open__sets_the_connection_policy),
        WITH_FILE(open__create_over_a_file_is_exists),
        WITH_FILE(open__create_in_no_folder_is_notfound),
        WITH_FILE(open__missing_file_is_notfound),
        WITH_FILE(open__folder_is_an_error_without_a_handle),
        WITH_FILE(begin__for_writing_on_a_read_connection_is_readonly),
        WITH_FILE(begin__while_another_writes_is_locked_with_the_extended_code),
        WITH_FILE(rollback__without_a_transaction_does_nothing),
        WITH_FILE(data_version__changes_when_another_connection_writes),
        WITH_FILE(prepare__same_constant_is_the_same_statement_reset_and_unbound),
        WITH_FILE(prepare__wrong_sql_is_a_store_error_naming_the_file),
        WITH_FILE(step__reports_a_bind_that_failed),
        WITH_FILE(columns__give_back_what_was_bound),
        WITH_FILE(compare__orders_by_type_then_value),
        WITH_FILE(interrupt__ends_the_running_statement),
        WITH_FILE(scratch__is_private_and_needs_no_path),
    };
    return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
