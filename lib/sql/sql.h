/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite, wrapped: connections with the policy of LOG_FORMAT, prepared statements, errors. The only
 * room that sees sqlite3.h. One connection is used by one thread at a time. */
#ifndef ING_SQL_SQL_H
#define ING_SQL_SQL_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ing_db ing_db;
typedef struct ing_stmt ing_stmt;

typedef enum ing_db_mode {
    ING_DB_CREATE,                  /* must not exist yet */
    ING_DB_WRITE,                   /* must exist */
    ING_DB_READ,                    /* must exist; nothing is written, not even a journal */
    ING_DB_SCRATCH                  /* private and temporary; `path` is ignored */
} ing_db_mode;

/* Open with the connection policy: mmap off, trusted_schema off, defensive, cell_size_check and
 * foreign_keys on; WAL + FULL from SQLite 3.51.3, otherwise DELETE + EXTRA (`wal` in info).
 * LIBING_ERR_NOTFOUND, _EXISTS, _NOTSTORE (no SQLite file), _READONLY, _LOCKED, _STORE, _NOMEM. */
libing_status ing_db_open(const char *path, ing_db_mode mode, int32_t busy_timeout_ms, ing_db **out,
                          libing_error *err);
void ing_db_close(ing_db *db);      /* finalises its statements */
bool ing_db_is_wal(const ing_db *db);
/* Has the operating system ever failed to read or write for this connection? */
bool ing_db_has_io_error(const ing_db *db);
const char *ing_sql_version(void);

/* One or more constant statements without results. */
libing_status ing_db_run(ing_db *db, const char *sql, libing_error *err);

/* Prepared on first use, kept until the connection closes; `sql` is a constant. The statement is
 * reset and unbound. */
libing_status ing_db_prepare(ing_db *db, const char *sql, ing_stmt **out, libing_error *err);

void ing_stmt_bind_integer(ing_stmt *stmt, int index, int64_t value);   /* index from 1 */
void ing_stmt_bind_text(ing_stmt *stmt, int index, ing_text text);      /* absent = NULL; borrowed until reset */
void ing_stmt_bind_blob(ing_stmt *stmt, int index, const void *bytes, size_t len);
/* LIBING_OK: a row; LIBING_DONE: none left (and the statement is reset). A failed bind shows here. */
libing_status ing_stmt_step(ing_stmt *stmt, libing_error *err);
/* Step a statement that returns no rows, and reset it. */
libing_status ing_stmt_finish(ing_stmt *stmt, libing_error *err);
void ing_stmt_reset(ing_stmt *stmt);

/* Columns of the current row, borrowed until the next step or reset. */
int64_t ing_stmt_integer(const ing_stmt *stmt, int column);
ing_text ing_stmt_text(const ing_stmt *stmt, int column);               /* NULL = absent */
ing_text ing_stmt_blob(const ing_stmt *stmt, int column);
int ing_stmt_columns(const ing_stmt *stmt);
const char *ing_stmt_column_name(const ing_stmt *stmt, int column);
/* -1, 0, 1 over values of any type (by type, then value); used to compare two tables. */
int ing_stmt_compare(const ing_stmt *a, int column_a, const ing_stmt *b, int column_b);

libing_status ing_db_begin(ing_db *db, bool write, libing_error *err);  /* write = BEGIN IMMEDIATE */
libing_status ing_db_commit(ing_db *db, libing_error *err);
void ing_db_rollback(ing_db *db);   /* nothing to do is fine */
bool ing_db_in_transaction(const ing_db *db);

/* Changes when another connection has written. */
libing_status ing_db_data_version(ing_db *db, int64_t *out, libing_error *err);

/* From any thread or a signal handler: the running statement ends with LIBING_ERR_INTERRUPTED. */
void ing_db_interrupt(ing_db *db);

#endif
