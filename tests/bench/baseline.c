/* SPDX-License-Identifier: Apache-2.0 */
/* The baseline of the bench: no rules, no tree, no canonical form, only what any log in SQLite costs.
 * Prepared statements; the journal, sync and page cache of libing's own connections. */
#include "baseline.h"

#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PER_TRANSACTION 10000

typedef struct line {
    char *text;
    int len;
    char thread[72];    /* case id; empty for records about no case */
    int64_t cv;
} line;

typedef struct lines { line *items; int64_t count; } lines;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int complain(sqlite3 *db, const char *what)
{
    fprintf(stderr, "baseline: %s: %s\n", what, sqlite3_errmsg(db));
    return -1;
}

/* The case and its version, cut out of a canonical line. */
static void cut(line *l)
{
    const char *id = strstr(l->text, "\"case\":\""), *cv = strstr(l->text, "\"cv\":");

    l->thread[0] = '\0';
    l->cv = 0;
    if (id == NULL || cv == NULL)
        return;
    (void)snprintf(l->thread, sizeof l->thread, "%.*s", (int)strcspn(id + 8, "\""), id + 8);
    l->cv = strtoll(cv + 5, NULL, 10);
}

static int read_lines(sqlite3 *db, lines *out, int64_t *bytes)
{
    sqlite3_stmt *stmt = NULL;
    int64_t cap = 0;

    if (sqlite3_prepare_v2(db, "SELECT line FROM log ORDER BY seq", -1, &stmt, NULL) != SQLITE_OK)
        return complain(db, "prepare");
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        line *l;

        if (out->count == cap) {
            cap = cap == 0 ? 1024 : cap * 2;
            out->items = realloc(out->items, (size_t)cap * sizeof *out->items);
            if (out->items == NULL)
                return complain(db, "memory");
        }
        l = &out->items[out->count++];
        l->len = sqlite3_column_bytes(stmt, 0);
        l->text = malloc((size_t)l->len + 1);
        if (l->text == NULL)
            return complain(db, "memory");
        memcpy(l->text, sqlite3_column_blob(stmt, 0), (size_t)l->len);
        l->text[l->len] = '\0';
        cut(l);
        *bytes += l->len;
    }
    sqlite3_finalize(stmt);
    return 0;
}

static int scan(sqlite3 *db, EVP_MD_CTX *ctx, const EVP_MD *sha256)
{
    sqlite3_stmt *stmt = NULL;
    unsigned char digest[32];

    if (sqlite3_prepare_v2(db, "SELECT line FROM log ORDER BY seq", -1, &stmt, NULL) != SQLITE_OK)
        return complain(db, "prepare");
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const void *text = sqlite3_column_blob(stmt, 0);
        int len = sqlite3_column_bytes(stmt, 0);

        if (ctx != NULL && (!EVP_DigestInit_ex2(ctx, sha256, NULL) ||
                            !EVP_DigestUpdate(ctx, text, (size_t)len) || !EVP_DigestFinal_ex(ctx, digest, NULL)))
            return complain(db, "digest");
    }
    sqlite3_finalize(stmt);
    return 0;
}

static const char SCHEMA[] =
    "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
    "CREATE TABLE log(seq INTEGER PRIMARY KEY, line BLOB NOT NULL, hash BLOB NOT NULL);"
    "CREATE TABLE entry(thread TEXT, cv INTEGER, seq INTEGER, PRIMARY KEY(thread, cv)) WITHOUT ROWID;";

static int insert_all(sqlite3 *db, const lines *all, EVP_MD_CTX *ctx, const EVP_MD *sha256)
{
    sqlite3_stmt *log = NULL, *entry = NULL;
    unsigned char digest[32];

    if (sqlite3_prepare_v2(db, "INSERT INTO log VALUES(?1,?2,?3)", -1, &log, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO entry VALUES(?1,?2,?3)", -1, &entry, NULL) != SQLITE_OK)
        return complain(db, "prepare");
    for (int64_t i = 0; i < all->count; i++) {
        const line *l = &all->items[i];

        if (i % PER_TRANSACTION == 0 && sqlite3_exec(db, i == 0 ? "BEGIN" : "COMMIT; BEGIN", 0, 0, 0) != SQLITE_OK)
            return complain(db, "commit");
        if (!EVP_DigestInit_ex2(ctx, sha256, NULL) || !EVP_DigestUpdate(ctx, l->text, (size_t)l->len) ||
            !EVP_DigestFinal_ex(ctx, digest, NULL))
            return complain(db, "digest");
        sqlite3_bind_int64(log, 1, i);
        sqlite3_bind_blob(log, 2, l->text, l->len, SQLITE_STATIC);
        sqlite3_bind_blob(log, 3, digest, 32, SQLITE_STATIC);
        if (sqlite3_step(log) != SQLITE_DONE)
            return complain(db, "insert");
        sqlite3_reset(log);
        if (l->thread[0] == '\0')
            continue;
        sqlite3_bind_text(entry, 1, l->thread, -1, SQLITE_STATIC);
        sqlite3_bind_int64(entry, 2, l->cv);
        sqlite3_bind_int64(entry, 3, i);
        if (sqlite3_step(entry) != SQLITE_DONE)
            return complain(db, "insert");
        sqlite3_reset(entry);
    }
    sqlite3_finalize(log);
    sqlite3_finalize(entry);
    return sqlite3_exec(db, "COMMIT", 0, 0, 0) == SQLITE_OK ? 0 : complain(db, "commit");
}

static int write_copy(const char *path, const lines *all, EVP_MD_CTX *ctx, const EVP_MD *sha256, double *seconds)
{
    sqlite3 *db = NULL;
    double start;
    int failed;

    (void)remove(path);
    if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, SCHEMA, 0, 0, 0) != SQLITE_OK)
        return complain(db, "create");
    start = now();
    failed = insert_all(db, all, ctx, sha256);
    *seconds = now() - start;
    sqlite3_close(db);
    (void)remove(path);
    return failed;
}

int baseline_measure(const char *store_path, const char *copy_path, baseline *out)
{
    sqlite3 *db = NULL;
    lines all = { NULL, 0 };
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    double start;
    int failed;

    *out = (baseline){ 0 };
    if (sqlite3_open_v2(store_path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        return complain(db, store_path);
    failed = read_lines(db, &all, &out->bytes);
    out->records = all.count;
    start = now();
    failed = failed || scan(db, NULL, NULL);
    out->scan = now() - start;
    start = now();
    failed = failed || scan(db, ctx, sha256);
    out->scan_hash = now() - start;
    sqlite3_close(db);
    failed = failed || write_copy(copy_path, &all, ctx, sha256, &out->ingest);
    for (int64_t i = 0; i < all.count; i++)
        free(all.items[i].text);
    free(all.items);
    EVP_MD_CTX_free(ctx);
    EVP_MD_free(sha256);
    return failed ? -1 : 0;
}
