/* SPDX-License-Identifier: Apache-2.0 */
/* Owns statements: prepared once for each SQL constant, bound, stepped, read, compared. */
#include "sql/internal.h"

#include "base/mem.h"

#include <limits.h>

static size_t slot_of(const ing_cached_stmt *cache, size_t slots, const char *sql)
{
    size_t at = ((uintptr_t)sql >> 3) * 2654435761u & (slots - 1);
    while (cache[at].sql != NULL && cache[at].sql != sql)
        at = (at + 1) & (slots - 1);
    return at;
}

/* Keep the table at most half full; `slots` is a power of two. */
static libing_status grow_cache(ing_db *db, libing_error *err)
{
    size_t slots = db->cache_slots == 0 ? 64 : db->cache_slots * 2;
    ing_cached_stmt *cache;

    if (db->cache_count * 2 < db->cache_slots)
        return LIBING_OK;
    cache = ing_mem_new(slots, sizeof *cache);
    if (cache == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < db->cache_slots; i++) {
        if (db->cache[i].sql != NULL)
            cache[slot_of(cache, slots, db->cache[i].sql)] = db->cache[i];
    }
    ing_mem_free(db->cache);
    db->cache = cache;
    db->cache_slots = slots;
    return LIBING_OK;
}

static libing_status prepare_new(ing_db *db, const char *sql, size_t slot, ing_stmt **out,
                                 libing_error *err)
{
    ing_stmt *stmt = ing_mem_new(1, sizeof *stmt);
    int result;

    if (stmt == NULL)
        return ing_fail_nomem(err);
    result = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt->handle, NULL);
    if (result != SQLITE_OK) {
        ing_mem_free(stmt);
        return ing_db_fail(db, result, err);
    }
    stmt->db = db;
    db->cache[slot].sql = sql;
    db->cache[slot].stmt = stmt;
    db->cache_count++;
    *out = stmt;
    return LIBING_OK;
}

libing_status ing_db_prepare(ing_db *db, const char *sql, ing_stmt **out, libing_error *err)
{
    libing_status status = grow_cache(db, err);
    size_t slot;

    *out = NULL;
    if (status != LIBING_OK)
        return status;
    slot = slot_of(db->cache, db->cache_slots, sql);
    if (db->cache[slot].sql == NULL)
        return prepare_new(db, sql, slot, out, err);
    *out = db->cache[slot].stmt;
    ing_stmt_reset(*out);
    (void)sqlite3_clear_bindings((*out)->handle); /* always SQLITE_OK */
    return LIBING_OK;
}

static void note_bind(ing_stmt *stmt, int result)
{
    if (result != SQLITE_OK && stmt->bind_result == SQLITE_OK)
        stmt->bind_result = result;
}

void ing_stmt_bind_integer(ing_stmt *stmt, int index, int64_t value)
{
    note_bind(stmt, sqlite3_bind_int64(stmt->handle, index, value));
}

void ing_stmt_bind_text(ing_stmt *stmt, int index, ing_text text)
{
    if (text.len > INT_MAX)
        note_bind(stmt, SQLITE_TOOBIG);
    else
        note_bind(stmt, sqlite3_bind_text(stmt->handle, index, text.ptr, (int)text.len, SQLITE_STATIC));
}

void ing_stmt_bind_blob(ing_stmt *stmt, int index, const void *bytes, size_t len)
{
    if (len > INT_MAX)
        note_bind(stmt, SQLITE_TOOBIG);
    else
        note_bind(stmt, sqlite3_bind_blob(stmt->handle, index, bytes, (int)len, SQLITE_STATIC));
}

libing_status ing_stmt_step(ing_stmt *stmt, libing_error *err)
{
    int result = stmt->bind_result;
    libing_status status;

    if (result == SQLITE_OK)
        result = sqlite3_step(stmt->handle);
    if (result == SQLITE_ROW)
        return LIBING_OK;
    status = result == SQLITE_DONE ? LIBING_DONE : ing_db_fail(stmt->db, result, err);
    ing_stmt_reset(stmt);
    return status;
}

libing_status ing_stmt_finish(ing_stmt *stmt, libing_error *err)
{
    libing_status status = ing_stmt_step(stmt, err);
    ing_check(status != LIBING_OK); /* a statement with rows belongs to ing_stmt_step() */
    ing_stmt_reset(stmt);
    return status == LIBING_DONE ? LIBING_OK : status;
}

void ing_stmt_reset(ing_stmt *stmt)
{
    (void)sqlite3_reset(stmt->handle); /* repeats the error that step reported */
    stmt->bind_result = SQLITE_OK;
}

int64_t ing_stmt_integer(const ing_stmt *stmt, int column)
{
    return sqlite3_column_int64(stmt->handle, column);
}

static ing_text bytes_of(const ing_stmt *stmt, int column)
{
    const char *ptr = sqlite3_column_blob(stmt->handle, column);
    if (ptr == NULL) /* SQLite gives no address for an empty one */
        return (ing_text){ "", 0 };
    return (ing_text){ ptr, (size_t)sqlite3_column_bytes(stmt->handle, column) };
}

ing_text ing_stmt_text(const ing_stmt *stmt, int column)
{
    if (sqlite3_column_type(stmt->handle, column) != SQLITE_TEXT)
        return ING_TEXT_NONE;
    /* As bytes: sqlite3_column_text() copies to add a NUL, and without memory a text would be absent. */
    return bytes_of(stmt, column);
}

ing_text ing_stmt_blob(const ing_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt->handle, column) == SQLITE_BLOB ? bytes_of(stmt, column) : ING_TEXT_NONE;
}

int ing_stmt_columns(const ing_stmt *stmt)
{
    return sqlite3_column_count(stmt->handle);
}

const char *ing_stmt_column_name(const ing_stmt *stmt, int column)
{
    const char *name = sqlite3_column_name(stmt->handle, column);
    return name != NULL ? name : "";
}

/* Order of storage classes, as SQLite sorts them. */
static int rank_of(int type)
{
    switch (type) {
    case SQLITE_NULL:
        return 0;
    case SQLITE_INTEGER:
        return 1;
    case SQLITE_FLOAT:
        return 2;
    case SQLITE_TEXT:
        return 3;
    default:
        return 4;
    }
}

static int compare_bytes(const ing_stmt *a, int column_a, const ing_stmt *b, int column_b)
{
    const void *bytes_a = sqlite3_column_blob(a->handle, column_a);
    const void *bytes_b = sqlite3_column_blob(b->handle, column_b);
    ing_text text_a = { bytes_a, (size_t)sqlite3_column_bytes(a->handle, column_a) };
    ing_text text_b = { bytes_b, (size_t)sqlite3_column_bytes(b->handle, column_b) };
    int order = ing_text_order(text_a, text_b);
    return (order > 0) - (order < 0);
}

int ing_stmt_compare(const ing_stmt *a, int column_a, const ing_stmt *b, int column_b)
{
    int type_a = sqlite3_column_type(a->handle, column_a);
    int type_b = sqlite3_column_type(b->handle, column_b);

    if (type_a != type_b)
        return rank_of(type_a) < rank_of(type_b) ? -1 : 1;
    if (type_a == SQLITE_NULL)
        return 0;
    if (type_a == SQLITE_INTEGER) {
        int64_t value_a = ing_stmt_integer(a, column_a), value_b = ing_stmt_integer(b, column_b);
        return (value_a > value_b) - (value_a < value_b);
    }
    if (type_a == SQLITE_FLOAT) {
        double value_a = sqlite3_column_double(a->handle, column_a);
        double value_b = sqlite3_column_double(b->handle, column_b);
        return (value_a > value_b) - (value_a < value_b);
    }
    return compare_bytes(a, column_a, b, column_b);
}
