/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the comparison of a store's projections with a rebuild: two sorted tables walked together, and
 * what differs counted by column. */
#include "store/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define COLUMNS_MAX 16
#define SQL_IO_ERROR 10             /* SQLITE_IOERR, as it stands in a text */
#define ROWS COLUMNS_MAX            /* the tally of rows too many and too few */

/* `sql` selects `keys` columns in whose order it sorts, then others, `columns` in all; column
 * `seq_column` (perhaps behind those) is the record to name. */
typedef struct projection {
    const char *table, *sql, *integrity;
    int keys, columns, seq_column;
} projection;

static const projection projections[] = {
    { "thread",
      "SELECT id, thread_kind, name, kind, subject, length, last_seq, digest,"
      " (SELECT e.seq FROM entry e WHERE e.thread = id AND e.n = 0) FROM thread ORDER BY id",
      "PRAGMA integrity_check(thread)", 1, 8, 8 },
    { "entry", "SELECT thread, n, seq, count FROM entry ORDER BY thread, n",
      "PRAGMA integrity_check(entry)", 2, 4, 2 },
    { "decision",
      "SELECT seq, thread, action, rule, cause, modality, kind, blocked, standing, standing_seq"
      " FROM decision ORDER BY seq",
      "PRAGMA integrity_check(decision)", 1, 10, 0 },
    { "standing", "SELECT decision, seq, standing FROM standing ORDER BY decision, seq",
      "PRAGMA integrity_check(standing)", 2, 3, 1 },
    { "corrected", "SELECT seq, correction FROM corrected ORDER BY seq, correction",
      "PRAGMA integrity_check(corrected)", 2, 2, 1 },
    { "indexed", "SELECT id, word, seq FROM indexed ORDER BY id", "PRAGMA integrity_check(indexed)", 1, 3, 2 },
    { "keyed", "SELECT word, value, seq FROM keyed ORDER BY word, value, seq",
      "PRAGMA integrity_check(keyed)", 3, 3, 2 },
    { "request", "SELECT id, seq FROM request ORDER BY id", "PRAGMA integrity_check(request)", 1, 2, 1 },
    { "pack", "SELECT seq, name, version, start, digest FROM pack ORDER BY seq",
      "PRAGMA integrity_check(pack)", 1, 5, 0 },
    { "runtime", "SELECT seq FROM runtime ORDER BY seq", "PRAGMA integrity_check(runtime)", 1, 1, 0 },
    { "deadline", "SELECT thread, name, procedure, due, ends, seq FROM deadline ORDER BY thread, name",
      "PRAGMA integrity_check(deadline)", 2, 6, 5 },
    { "clock", "SELECT id, first, latest, seq FROM clock ORDER BY id", "PRAGMA integrity_check(clock)", 1, 4, 3 },
};

typedef struct tally {
    int64_t count;
    int64_t seq;                    /* the smallest */
} tally;

libing_status ing_damage_tell(ing_damage_sink sink, void *ctx, ing_text table, ing_text column, int64_t seq,
                              const char *what, const char *what_zh, libing_error *err)
{
    ing_damage damage = { .seq = seq };
    int cut = snprintf(damage.table, sizeof damage.table, "%.*s", ING_TEXT_ARG(table));
    cut += snprintf(damage.column, sizeof damage.column, "%.*s", ING_TEXT_ARG(column));
    cut += snprintf(damage.what, sizeof damage.what, "%s", what);
    cut += snprintf(damage.what_zh, sizeof damage.what_zh, "%s", what_zh);
    (void)cut; /* names of our own fit; a stranger's may be cut */
    return sink(ctx, &damage, err);
}

static void count(tally *tallies, int column, int64_t seq)
{
    tally *t = &tallies[column];
    if (t->count == 0 || seq < t->seq)
        t->seq = seq;
    t->count++;
}

static int compare_keys(const ing_stmt *a, const ing_stmt *b, int keys)
{
    int order = 0;
    for (int i = 0; i < keys && order == 0; i++)
        order = ing_stmt_compare(a, i, b, i);
    return order;
}

/* Walk the stored and the rebuilt table together. */
static libing_status walk(const projection *p, ing_stmt *stored, ing_stmt *rebuilt, tally *tallies,
                          libing_error *err)
{
    libing_status has = ing_stmt_step(stored, err);
    libing_status due = has >= 0 ? ing_stmt_step(rebuilt, err) : has;

    while (has >= 0 && due >= 0 && (has == LIBING_OK || due == LIBING_OK)) {
        int order = has != LIBING_OK ? 1 : due != LIBING_OK ? -1 : compare_keys(stored, rebuilt, p->keys);
        if (order != 0)
            count(tallies, ROWS, ing_stmt_integer(order < 0 ? stored : rebuilt, p->seq_column));
        for (int i = p->keys; order == 0 && i < p->columns; i++) {
            if (ing_stmt_compare(stored, i, rebuilt, i) != 0)
                count(tallies, i, ing_stmt_integer(rebuilt, p->seq_column));
        }
        if (order <= 0)
            has = ing_stmt_step(stored, err);
        if (order >= 0)
            due = ing_stmt_step(rebuilt, err);
    }
    return has < 0 ? has : due < 0 ? due : LIBING_OK;
}

static libing_status tell_tallies(const projection *p, const ing_stmt *rebuilt, const tally *tallies,
                                  ing_damage_sink sink, void *ctx, libing_error *err)
{
    libing_status status = LIBING_OK;
    for (int i = 0; i <= ROWS && status == LIBING_OK; i++) {
        char what[160], what_zh[240];
        const char *column = i < ROWS && i < p->columns ? ing_stmt_column_name(rebuilt, i) : NULL;
        if (tallies[i].count == 0)
            continue;
        (void)snprintf(what, sizeof what, "%" PRId64 " %s what the records say", tallies[i].count,
                       i == ROWS ? "rows too many or too few against" : "values differ from");
        (void)snprintf(what_zh, sizeof what_zh, "有 %" PRId64 " %s", tallies[i].count,
                       i == ROWS ? "行与记录不符（多出或缺失）" : "个值与记录不符");
        status = ing_damage_tell(sink, ctx, ing_text_of(p->table), ing_text_of(column), tallies[i].seq, what,
                                 what_zh, err);
    }
    return status;
}

/* A table that cannot be read is damage; everything else that fails is a failure. */
static libing_status tell_unreadable(const char *table, libing_status status, libing_error *cause,
                                     ing_damage_sink sink, void *ctx, libing_error *err)
{
    if (status != LIBING_ERR_DAMAGED && status != LIBING_ERR_STORE && status != LIBING_ERR_NOTSTORE) {
        if (err != NULL)
            *err = *cause;
        return status;
    }
    return ing_damage_tell(sink, ctx, ing_text_of(table), ING_TEXT_NONE, -1, "the table cannot be read",
                           "该表无法读取", err);
}

static libing_status compare_table(const projection *p, ing_store *store, ing_store *scratch,
                                   ing_damage_sink sink, void *ctx, libing_error *err)
{
    tally tallies[COLUMNS_MAX + 1] = { { 0, 0 } };
    libing_error cause = LIBING_ERROR_INIT;
    ing_stmt *stored = NULL, *rebuilt = NULL;
    libing_status status = ing_db_prepare(scratch->db, p->sql, &rebuilt, err);

    if (status != LIBING_OK)
        return status;
    if (err != NULL)
        memcpy(cause.language, err->language, sizeof cause.language);
    status = ing_db_prepare(store->db, p->sql, &stored, &cause);
    if (status == LIBING_OK)
        status = walk(p, stored, rebuilt, tallies, &cause);
    if (stored != NULL)
        ing_stmt_reset(stored);
    if (status != LIBING_OK)
        status = tell_unreadable(p->table, status, &cause, sink, ctx, err);
    if (status == LIBING_OK)
        status = tell_tallies(p, rebuilt, tallies, sink, ctx, err);
    ing_stmt_reset(rebuilt);
    return status;
}

/* "unable to get the page. error code=266": the disk failed, not the file. */
static bool is_io_error(const char *complaint)
{
    const char *code = strstr(complaint, "error code=");
    return code != NULL && (strtol(code + strlen("error code="), NULL, 10) & 0xff) == SQL_IO_ERROR;
}

/* SQLite's own check of a table's pages and indexes; its first complaint is enough. */
static libing_status check_integrity(ing_store *store, const char *table, const char *sql,
                                     ing_damage_sink sink, void *ctx, libing_error *err)
{
    libing_error cause = LIBING_ERROR_INIT;
    char what[160] = "";
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(store->db, sql, &stmt, &cause);

    if (status == LIBING_OK)
        status = ing_stmt_step(stmt, &cause);
    if (status == LIBING_OK && !ing_text_is(ing_stmt_text(stmt, 0), "ok"))
        (void)snprintf(what, sizeof what, "%.*s", ING_TEXT_ARG(ing_stmt_text(stmt, 0)));
    if (stmt != NULL)
        ing_stmt_reset(stmt);
    if (status < 0)
        return tell_unreadable(table, status, &cause, sink, ctx, err);
    store->has_io_error = store->has_io_error || is_io_error(what);
    if (what[0] == '\0')
        return LIBING_OK;
    return ing_damage_tell(sink, ctx, ing_text_of(table), ING_TEXT_NONE, -1, what, what, err);
}

libing_status ing_store_compare(ing_store *store, ing_store *scratch, ing_damage_sink sink, void *ctx,
                                libing_error *err)
{
    const size_t tables = sizeof projections / sizeof projections[0];
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < tables && status == LIBING_OK; i++)
        status = compare_table(&projections[i], store, scratch, sink, ctx, err);
    for (size_t i = 0; i < tables && status == LIBING_OK; i++)
        status = check_integrity(store, projections[i].table, projections[i].integrity, sink, ctx, err);
    if (status == LIBING_OK)
        status = check_integrity(store, "blob", "PRAGMA integrity_check(blob)", sink, ctx, err);
    return status;
}

/* --- witnesses ---------------------------------------------------------------------------------- */

libing_status ing_store_projected_size(ing_store *store, int64_t *out, libing_error *err)
{
    int64_t newest = -1;
    bool found;
    libing_status status = ing_schema_integer(store->db, "SELECT max(last_seq) FROM thread", &newest, &found,
                                              err);
    *out = status == LIBING_OK && newest < INT64_MAX ? newest + 1 : 0;
    return status;
}

static const char END_OF_THREAD[] = "SELECT id, digest FROM thread WHERE last_seq = ?1 ORDER BY id LIMIT 1";

libing_status ing_store_ends_equal(ing_store *store, ing_store *scratch, int64_t seq, bool *out,
                                   libing_error *err)
{
    ing_stmt *stored = NULL, *rebuilt = NULL;
    libing_status status = ing_db_prepare(store->db, END_OF_THREAD, &stored, err);

    *out = false;
    if (status == LIBING_OK)
        status = ing_db_prepare(scratch->db, END_OF_THREAD, &rebuilt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stored, 1, seq);
    ing_stmt_bind_integer(rebuilt, 1, seq);
    status = ing_stmt_step(stored, err);
    if (status == LIBING_OK)
        status = ing_stmt_step(rebuilt, err);
    *out = status == LIBING_OK && ing_stmt_compare(stored, 1, rebuilt, 1) == 0;
    ing_stmt_reset(stored);
    ing_stmt_reset(rebuilt);
    return status == LIBING_DONE ? LIBING_OK : status;
}
