/* SPDX-License-Identifier: Apache-2.0 */
/* What db.c and stmt.c share: the two structs, and how an SQLite result becomes a status. */
#ifndef ING_SQL_INTERNAL_H
#define ING_SQL_INTERNAL_H

#include "sql/sql.h"

#include <sqlite3.h>

struct ing_stmt {
    sqlite3_stmt *handle;
    ing_db *db;
    int bind_result;                /* the first bind that failed since the last reset */
};

/* A prepared statement and the constant it was made from; an open-addressing table by pointer. */
typedef struct ing_cached_stmt {
    const char *sql;
    ing_stmt *stmt;
} ing_cached_stmt;

struct ing_db {
    sqlite3 *handle;
    char *path;
    bool is_wal;
    int32_t busy_timeout_ms;
    int64_t waiting_since_ms;       /* of the statement that waits for a lock */
    bool has_io_error;              /* since it was opened */
    ing_cached_stmt *cache;
    size_t cache_count, cache_slots;
};

/* Report the SQLite result `result` of `db`: status by kind, extended code, file and SQLite's text. */
libing_status ing_db_fail(ing_db *db, int result, libing_error *err);

#endif
