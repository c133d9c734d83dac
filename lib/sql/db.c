/* SPDX-License-Identifier: Apache-2.0 */
/* Owns connections: how a file is opened, the connection policy of LOG_FORMAT, transactions, and what
 * SQLite's result codes mean to our callers. */
#include "sql/internal.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Before 3.51.3 two connections that write or checkpoint at once can corrupt a WAL database. */
#define WAL_IS_SAFE_FROM 3051003
#define ROUNDS_OF_1_MS 20           /* of waiting for a lock; then */
#define PAUSE_MS_MAX   3

const char *ing_sql_version(void)
{
    return sqlite3_libversion();
}

static libing_status status_of(int result)
{
    if (result == SQLITE_IOERR_NOMEM)
        return LIBING_ERR_NOMEM;
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return LIBING_ERR_LOCKED;
    case SQLITE_FULL:
        return LIBING_ERR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return LIBING_ERR_READONLY;
    case SQLITE_CORRUPT:
        return LIBING_ERR_DAMAGED;
    case SQLITE_NOTADB:
        return LIBING_ERR_NOTSTORE;
    case SQLITE_INTERRUPT:
        return LIBING_ERR_INTERRUPTED;
    case SQLITE_NOMEM:
        return LIBING_ERR_NOMEM;
    default:
        return LIBING_ERR_STORE;
    }
}

static libing_status fail_by_status(const char *path, libing_status status, const char *text,
                                    libing_error *err)
{
    switch (status) {
    case LIBING_ERR_LOCKED:
        return ing_fail(err, status, "sql.locked", "store '%s' is locked by another writer (%s)",
                        "存储“%s”正被另一写入者锁定（%s）", path, text);
    case LIBING_ERR_FULL:
        return ing_fail(err, status, "sql.full", "no room left for store '%s' (%s)",
                        "存储“%s”所在磁盘已满（%s）", path, text);
    case LIBING_ERR_READONLY:
        return ing_fail(err, status, "sql.readonly", "store '%s' cannot be written (%s)",
                        "存储“%s”不可写（%s）", path, text);
    case LIBING_ERR_DAMAGED:
        return ing_fail(err, status, "sql.damaged", "store '%s' is damaged (%s)",
                        "存储“%s”已损坏（%s）", path, text);
    case LIBING_ERR_NOTSTORE:
        return ing_fail(err, status, "sql.not_a_database", "'%s' is no store (%s)",
                        "“%s”不是存储文件（%s）", path, text);
    case LIBING_ERR_INTERRUPTED:
        return ing_fail(err, status, "sql.interrupted", "store '%s' was interrupted (%s)",
                        "存储“%s”的操作已中断（%s）", path, text);
    default:
        return ing_fail(err, status, "sql.failed", "store '%s' failed (%s)",
                        "存储“%s”操作失败（%s）", path, text);
    }
}

libing_status ing_db_fail(ing_db *db, int result, libing_error *err)
{
    libing_status status = status_of(result);
    if ((result & 0xff) == SQLITE_IOERR && status == LIBING_ERR_STORE)
        db->has_io_error = true;
    if (status == LIBING_ERR_NOMEM) {
        (void)ing_fail_nomem(err);
    } else {
        const char *text = db->handle != NULL ? sqlite3_errmsg(db->handle) : sqlite3_errstr(result);
        (void)fail_by_status(db->path, status, text, err);
    }
    if (err != NULL)
        err->detail = result;
    return status;
}

/* The state that an interrupted writer left can only be undone by a connection that may write. */
static libing_status fail_first_read(ing_db *db, int result, libing_error *err)
{
    if (result != SQLITE_READONLY_ROLLBACK && result != SQLITE_READONLY_RECOVERY &&
        result != SQLITE_READONLY_CANTINIT)
        return ing_db_fail(db, result, err);
    (void)ing_fail(err, LIBING_ERR_READONLY, "sql.unfinished",
                   "store '%s' holds an unfinished transaction: open it for writing once",
                   "存储“%s”有未完成的事务：请先以可写方式打开一次", db->path);
    if (err != NULL)
        err->detail = result;
    return LIBING_ERR_READONLY;
}

/* Make the file ourselves: only open(2) tells "it is there already" from every other reason. */
static libing_status create_file(const char *path, libing_error *err)
{
    int file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0644);
    if (file >= 0) {
        (void)close(file); /* nothing was written: nothing can be lost */
        return LIBING_OK;
    }
    if (errno == EEXIST)
        return ing_fail(err, LIBING_ERR_EXISTS, "sql.exists", "file '%s' exists already",
                        "文件“%s”已存在", path);
    if (errno == ENOENT || errno == ENOTDIR)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "sql.no_folder", "there is no folder for '%s'",
                        "“%s”所在的文件夹不存在", path);
    if (errno == ENOSPC || errno == EDQUOT)
        return fail_by_status(path, LIBING_ERR_FULL, "open", err);
    return fail_by_status(path, LIBING_ERR_READONLY, "open", err);
}

static libing_status check_file(const char *path, libing_error *err)
{
    struct stat about;

    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return ing_fail(err, LIBING_ERR_NOTSTORE, "sql.folder", "'%s' is a folder, no store",
                        "“%s”是文件夹，不是存储文件", path);
    if (access(path, F_OK) == 0)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_NOTFOUND, "sql.no_file", "there is no file '%s'",
                    "文件“%s”不存在", path);
}

static libing_status open_handle(ing_db *db, ing_db_mode mode, libing_error *err)
{
    const char *path = mode == ING_DB_SCRATCH ? "" : db->path;
    int flags = mode == ING_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int result;

    if (mode == ING_DB_SCRATCH)
        flags |= SQLITE_OPEN_CREATE;
    result = sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (result != SQLITE_OK && status_of(result) == LIBING_ERR_STORE && mode == ING_DB_WRITE &&
        access(db->path, W_OK) != 0)
        return fail_by_status(db->path, LIBING_ERR_READONLY, sqlite3_errstr(result), err);
    if (result != SQLITE_OK)
        return ing_db_fail(db, result, err);
    (void)sqlite3_extended_result_codes(db->handle, 1); /* cannot fail on an open handle */
    /* SQLite opens what it cannot write for reading only and says nothing. */
    if (mode == ING_DB_WRITE && sqlite3_db_readonly(db->handle, "main") == 1)
        return fail_by_status(db->path, LIBING_ERR_READONLY, "open", err);
    return LIBING_OK;
}

static int64_t milliseconds(void)
{
    struct timespec now = { 0, 0 };

    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* without a clock the count of rounds ends the wait */
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Ask again soon. SQLite's own handler sleeps up to 100 ms between two looks, and whoever has just
 * committed begins again at once: with eight busy writers somebody was found waiting for over a minute. */
static int wait_for_lock(void *ctx, int round)
{
    ing_db *db = ctx;
    int64_t pause_ms = round < ROUNDS_OF_1_MS ? 1 : PAUSE_MS_MAX;
    const struct timespec pause = { 0, (long)(pause_ms * 1000000) };

    if (round == 0)
        db->waiting_since_ms = milliseconds();
    if (round >= db->busy_timeout_ms || milliseconds() - db->waiting_since_ms >= db->busy_timeout_ms)
        return 0;
    (void)nanosleep(&pause, NULL); /* woken early by a signal, it only looks sooner */
    return 1;
}

static libing_status configure(ing_db *db, int32_t busy_timeout_ms, libing_error *err)
{
    static const struct {
        int option, value;
    } switches[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },
        { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
        { SQLITE_DBCONFIG_DQS_DML, 0 },
        { SQLITE_DBCONFIG_DQS_DDL, 0 },
    };
    int result = sqlite3_busy_handler(db->handle, wait_for_lock, db);

    db->busy_timeout_ms = busy_timeout_ms;
    for (size_t i = 0; result == SQLITE_OK && i < sizeof switches / sizeof switches[0]; i++)
        result = sqlite3_db_config(db->handle, switches[i].option, switches[i].value, (int *)NULL);
    if (result != SQLITE_OK)
        return ing_db_fail(db, result, err);
    return ing_db_run(db, "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384",
                      err);
}

/* The first look into the file: here a file that is no database, or a locked one, shows. */
static libing_status read_journal_mode(ing_db *db, libing_error *err)
{
    static const char sql[] = "PRAGMA journal_mode";
    sqlite3_stmt *stmt = NULL;
    bool has_memory = true;
    const char *mode;
    int result = sqlite3_exec(db->handle, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);

    if (result != SQLITE_OK)
        return fail_first_read(db, result, err);
    result = sqlite3_prepare_v2(db->handle, sql, (int)sizeof sql, &stmt, NULL);
    if (result == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        mode = (const char *)sqlite3_column_text(stmt, 0);
        db->is_wal = mode != NULL && sqlite3_stricmp(mode, "wal") == 0;
        has_memory = mode != NULL;
    }
    result = sqlite3_finalize(stmt);
    if (!has_memory)
        return ing_fail_nomem(err);
    return result == SQLITE_OK ? LIBING_OK : ing_db_fail(db, result, err);
}

static libing_status set_journal(ing_db *db, ing_db_mode mode, libing_error *err)
{
    libing_status status = read_journal_mode(db, err);
    if (status != LIBING_OK || mode == ING_DB_READ)
        return status;
    if (mode == ING_DB_SCRATCH)
        return ing_db_run(db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", err);
    if (sqlite3_libversion_number() >= WAL_IS_SAFE_FROM)
        status = ing_db_run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", err);
    else
        status = ing_db_run(db, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA", err);
    if (status == LIBING_OK)
        status = read_journal_mode(db, err);
    return status;
}

libing_status ing_db_open(const char *path, ing_db_mode mode, int32_t busy_timeout_ms, ing_db **out,
                          libing_error *err)
{
    libing_status status = LIBING_OK;
    const char *name = mode == ING_DB_SCRATCH ? "scratch" : path;
    bool created = false;
    ing_db *db = NULL;

    *out = NULL;
    if (mode == ING_DB_CREATE)
        status = create_file(path, err);
    else if (mode != ING_DB_SCRATCH)
        status = check_file(path, err);
    if (status != LIBING_OK)
        return status;
    created = mode == ING_DB_CREATE;
    db = ing_mem_new(1, sizeof *db);
    if (db != NULL)
        db->path = ing_mem_text(name, strlen(name));
    if (db == NULL || db->path == NULL) {
        status = ing_fail_nomem(err);
        goto done;
    }
    status = open_handle(db, mode, err);
    if (status == LIBING_OK)
        status = configure(db, busy_timeout_ms, err);
    if (status == LIBING_OK)
        status = set_journal(db, mode, err);
    if (status != LIBING_OK)
        goto done;
    *out = db;
    db = NULL;
    created = false;
done:
    ing_db_close(db);
    if (created)
        (void)unlink(path); /* an empty file is no store; the first error counts */
    return status;
}

void ing_db_close(ing_db *db)
{
    if (db == NULL)
        return;
    for (size_t i = 0; i < db->cache_slots; i++) {
        if (db->cache[i].stmt == NULL)
            continue;
        (void)sqlite3_finalize(db->cache[i].stmt->handle); /* repeats an error already reported */
        ing_mem_free(db->cache[i].stmt);
    }
    ing_mem_free(db->cache);
    (void)sqlite3_close(db->handle); /* cannot be busy: every statement is finalised */
    ing_mem_free(db->path);
    ing_mem_free(db);
}

bool ing_db_is_wal(const ing_db *db)
{
    return db->is_wal;
}

bool ing_db_has_io_error(const ing_db *db)
{
    return db->has_io_error;
}

libing_status ing_db_run(ing_db *db, const char *sql, libing_error *err)
{
    int result = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? LIBING_OK : ing_db_fail(db, result, err);
}

static libing_status run_cached(ing_db *db, const char *sql, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(db, sql, &stmt, err);
    return status == LIBING_OK ? ing_stmt_finish(stmt, err) : status;
}

libing_status ing_db_begin(ing_db *db, bool write, libing_error *err)
{
    libing_status status;

    /* SQLite would begin a transaction that reads, and say nothing until the first write. */
    if (write && sqlite3_db_readonly(db->handle, "main") == 1)
        return fail_by_status(db->path, LIBING_ERR_READONLY, "begin", err);
    status = run_cached(db, write ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED", err);
    if (status != LIBING_OK)
        ing_db_rollback(db); /* it may have begun, and then run out of memory */
    return status;
}

libing_status ing_db_commit(ing_db *db, libing_error *err)
{
    return run_cached(db, "COMMIT", err);
}

void ing_db_rollback(ing_db *db)
{
    /* Needs no memory of ours, so that it works when there is none. It fails only where SQLite has
     * rolled back itself, or when ing_db_interrupt() reaches it too. */
    int result = SQLITE_INTERRUPT;

    while (result == SQLITE_INTERRUPT && ing_db_in_transaction(db))
        result = sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

bool ing_db_in_transaction(const ing_db *db)
{
    return sqlite3_get_autocommit(db->handle) == 0;
}

libing_status ing_db_data_version(ing_db *db, int64_t *out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(db, "PRAGMA data_version", &stmt, err);
    if (status == LIBING_OK)
        status = ing_stmt_step(stmt, err);
    if (status != LIBING_OK)
        return status;
    *out = ing_stmt_integer(stmt, 0);
    ing_stmt_reset(stmt);
    return LIBING_OK;
}

void ing_db_interrupt(ing_db *db)
{
    sqlite3_interrupt(db->handle);
}
