/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the schema of a store file, and what of a file says that it is one.
 *
 * Truth is `log` and `blob`; `tree` holds the hashes over the log; the rest are projections, stated in
 * full by the records and rebuilt from them without running a rule:
 *
 *   log       record seq, its line verbatim
 *   blob      bytes under their SHA-256
 *   tree      page p: the hashes of nodes p*128 .. p*128+127 in order of id (LOG_FORMAT, "Tree"); only
 *             the last page is ever rewritten
 *   thread    one for each case (thread_kind 0), party (1) and the store itself (2): what it is called, a
 *             case's kind and subject, a party's kind, how many records, the last one, and the running
 *             digest over them
 *   entry     which records a thread has, in runs: its n-th .. (n+count-1)-th are seq .. seq+count-1. A
 *             run is a cause with those of its consequences that follow it in the thread at once
 *   decision  every decision and how it stands now; `standing_seq` is the record that made it so
 *   standing  each change of how a decision stands, and the record that made it
 *   corrected records that later ones correct
 *   indexed   the words that packs ask to be indexed, and the pack.installed that brought each
 *   keyed     records by word and value; value = canonical JSON, or '' for the word of a whole type
 *   request   idempotency keys
 *   pack      installed packs; `start` is the first day, in days since 1970-01-01
 *   runtime   runtime.attached records
 *   deadline  clocks that run in a case; `ends` is the first local second after it, `seq` what set it
 *   clock     one row once anything has happened: the first and the latest local second of valid time, and
 *             the record that says the latter. Periods of duties are settled up to it
 *
 * Numbers of threads and words follow from the order of the records, so two rebuilds are equal. */
#include "store/internal.h"

static const char SCHEMA[] =
    "PRAGMA application_id = 1818848871;" /* ING_STORE_APPLICATION */
    "PRAGMA user_version = 1;"            /* ING_STORE_VERSION */
    "CREATE TABLE log(seq INTEGER PRIMARY KEY, line BLOB NOT NULL) STRICT;"
    "CREATE TABLE blob(digest BLOB PRIMARY KEY NOT NULL, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE tree(page INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;"
    "CREATE TABLE thread(id INTEGER PRIMARY KEY, thread_kind INTEGER NOT NULL, name TEXT NOT NULL,"
    " kind TEXT, subject TEXT, length INTEGER NOT NULL, last_seq INTEGER NOT NULL,"
    " digest BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX thread_name ON thread(thread_kind, name);"
    "CREATE INDEX thread_of_kind ON thread(thread_kind, kind, id);"
    "CREATE INDEX thread_subject ON thread(subject, id) WHERE subject IS NOT NULL;"
    "CREATE TABLE entry(thread INTEGER NOT NULL, n INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " count INTEGER NOT NULL, PRIMARY KEY(thread, n)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE decision(seq INTEGER PRIMARY KEY, thread INTEGER NOT NULL, action TEXT NOT NULL,"
    " rule TEXT, cause INTEGER NOT NULL, modality TEXT, kind TEXT, blocked INTEGER NOT NULL,"
    " standing TEXT NOT NULL, standing_seq INTEGER NOT NULL) STRICT;"
    "CREATE INDEX decision_action ON decision(action, seq);"
    "CREATE INDEX decision_rule ON decision(rule, seq);"
    "CREATE TABLE standing(decision INTEGER NOT NULL, seq INTEGER NOT NULL, standing TEXT NOT NULL,"
    " PRIMARY KEY(decision, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE corrected(seq INTEGER NOT NULL, correction INTEGER NOT NULL,"
    " PRIMARY KEY(seq, correction)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE indexed(id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL)"
    " STRICT;"
    "CREATE TABLE keyed(word INTEGER NOT NULL, value TEXT NOT NULL, seq INTEGER NOT NULL,"
    " PRIMARY KEY(word, value, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE request(id TEXT PRIMARY KEY NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE pack(seq INTEGER PRIMARY KEY, name TEXT, version TEXT, start INTEGER NOT NULL,"
    " digest TEXT) STRICT;"
    "CREATE TABLE runtime(seq INTEGER PRIMARY KEY) STRICT;"
    "CREATE TABLE deadline(thread INTEGER NOT NULL, name TEXT NOT NULL, procedure TEXT NOT NULL,"
    " due TEXT NOT NULL, ends INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(thread, name))"
    " STRICT, WITHOUT ROWID;"
    "CREATE INDEX deadline_ends ON deadline(ends, seq, name);"
    "CREATE TABLE clock(id INTEGER PRIMARY KEY, first INTEGER NOT NULL, latest INTEGER NOT NULL,"
    " seq INTEGER NOT NULL) STRICT;"
    "CREATE TRIGGER log_keeps_lines AFTER UPDATE ON log"
    " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;"
    "CREATE TRIGGER log_keeps_records AFTER DELETE ON log"
    " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;"
    "CREATE TRIGGER blob_keeps_bytes AFTER UPDATE ON blob"
    " BEGIN SELECT RAISE(ABORT, 'blobs are append-only'); END;"
    "CREATE TRIGGER blob_keeps_blobs AFTER DELETE ON blob"
    " BEGIN SELECT RAISE(ABORT, 'blobs are append-only'); END;";

libing_status ing_schema_create(ing_db *db, libing_error *err)
{
    return ing_db_run(db, SCHEMA, err);
}

libing_status ing_schema_integer(ing_db *db, const char *sql, int64_t *out, bool *found,
                                 libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(db, sql, &stmt, err);

    if (status == LIBING_OK)
        status = ing_stmt_step(stmt, err);
    *found = status == LIBING_OK;
    if (status == LIBING_DONE)
        return LIBING_OK;
    if (status == LIBING_OK) {
        *out = ing_stmt_integer(stmt, 0);
        ing_stmt_reset(stmt);
    }
    return status;
}

static libing_status fail_application(int64_t application, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_NOTSTORE, "store.not_a_store",
                    "the file is no libing store (application id %lld)",
                    "该文件不是 libing 存储（应用标识 %lld）", (long long)application);
}

static libing_status fail_newer(int64_t version, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_VERSION, "store.newer", "the store has format %lld, newer than %d",
                    "该存储的格式为 %lld，高于本库支持的 %d", (long long)version, ING_STORE_VERSION);
}

libing_status ing_schema_check_format(ing_db *db, libing_error *err)
{
    int64_t application = 0, version = 0;
    bool found;
    libing_status status = ing_schema_integer(db, "PRAGMA application_id", &application, &found, err);

    if (status == LIBING_OK)
        status = ing_schema_integer(db, "PRAGMA user_version", &version, &found, err);
    if (status != LIBING_OK)
        return status;
    if (application != ING_STORE_APPLICATION)
        return fail_application(application, err);
    if (version > ING_STORE_VERSION)
        return fail_newer(version, err);
    if (version < ING_STORE_VERSION)
        return ing_fail(err, LIBING_ERR_DAMAGED, "store.no_version",
                        "the store has format %lld, which never was", "该存储的格式 %lld 从未存在",
                        (long long)version);
    return LIBING_OK;
}

/* --- against what create() made ----------------------------------------------------------------- */

static const char MASTER[] = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name";

/* `stmt` stands on the object; a table is named by its table alone. */
static libing_status tell_object(const ing_stmt *stmt, ing_damage_sink sink, void *ctx, const char *what,
                                 const char *what_zh, libing_error *err)
{
    bool is_table = ing_text_is(ing_stmt_text(stmt, 0), "table");
    return ing_damage_tell(sink, ctx, ing_stmt_text(stmt, 2), is_table ? ING_TEXT_NONE : ing_stmt_text(stmt, 1),
                           -1, what, what_zh, err);
}

static int compare_names(const ing_stmt *a, const ing_stmt *b)
{
    int order = ing_stmt_compare(a, 0, b, 0);
    return order != 0 ? order : ing_stmt_compare(a, 1, b, 1);
}

/* Two sorted lists of objects, walked together. */
static libing_status compare_objects(ing_stmt *ours, ing_stmt *made, ing_damage_sink sink, void *ctx,
                                     libing_error *err)
{
    libing_status more = ing_stmt_step(ours, err);
    libing_status due = ing_stmt_step(made, err);
    libing_status status = LIBING_OK;

    while (status == LIBING_OK && (more == LIBING_OK || due == LIBING_OK)) {
        int order = more != LIBING_OK ? 1 : due != LIBING_OK ? -1 : compare_names(ours, made);
        if (more < 0 || due < 0)
            break;
        if (order < 0)
            status = tell_object(ours, sink, ctx, "is not part of a store", "不属于存储的结构", err);
        else if (order > 0)
            status = tell_object(made, sink, ctx, "is missing", "缺失", err);
        else if (ing_stmt_compare(ours, 2, made, 2) != 0 || ing_stmt_compare(ours, 3, made, 3) != 0)
            status = tell_object(made, sink, ctx, "is not defined as it was created", "定义与创建时不同", err);
        if (order <= 0)
            more = ing_stmt_step(ours, err);
        if (order >= 0)
            due = ing_stmt_step(made, err);
    }
    if (status == LIBING_OK && more < 0)
        status = more;
    if (status == LIBING_OK && due < 0)
        status = due;
    return status;
}

static libing_status check_pragma(ing_db *db, const char *sql, int64_t wanted, const char *name,
                                  ing_damage_sink sink, void *ctx, libing_error *err)
{
    int64_t value = 0;
    bool found;
    libing_status status = ing_schema_integer(db, sql, &value, &found, err);

    if (status != LIBING_OK || value == wanted)
        return status;
    return ing_damage_tell(sink, ctx, ing_text_of("schema"), ing_text_of(name), -1,
                           "is not what a store has", "与存储应有的值不同", err);
}

libing_status ing_store_check_schema(ing_store *store, ing_damage_sink sink, void *ctx, libing_error *err)
{
    ing_db *db = NULL;
    ing_stmt *ours = NULL, *made = NULL;
    libing_status status = check_pragma(store->db, "PRAGMA application_id", ING_STORE_APPLICATION,
                                        "application_id", sink, ctx, err);
    if (status == LIBING_OK)
        status = check_pragma(store->db, "PRAGMA user_version", ING_STORE_VERSION, "user_version", sink, ctx,
                              err);
    if (status == LIBING_OK)
        status = ing_db_open(NULL, ING_DB_SCRATCH, 0, &db, err);
    if (status == LIBING_OK)
        status = ing_schema_create(db, err);
    if (status == LIBING_OK)
        status = ing_db_prepare(store->db, MASTER, &ours, err);
    if (status == LIBING_OK)
        status = ing_db_prepare(db, MASTER, &made, err);
    if (status == LIBING_OK)
        status = compare_objects(ours, made, sink, ctx, err);
    if (ours != NULL)
        ing_stmt_reset(ours);
    ing_db_close(db);
    return status;
}

libing_status ing_schema_check_tolerant(ing_db *db, libing_error *err)
{
    int64_t application = 0, version = 0, tables = 0;
    ing_stmt *stmt = NULL;
    bool found;
    libing_status status = ing_schema_integer(db, "PRAGMA application_id", &application, &found, err);

    if (status == LIBING_OK)
        status = ing_schema_integer(db, "PRAGMA user_version", &version, &found, err);
    if (status == LIBING_OK)
        status = ing_schema_integer(db,
                                    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN"
                                    " ('log', 'tree', 'thread', 'entry')",
                                    &tables, &found, err);
    if (status != LIBING_OK)
        return status;
    /* One of the two may have been tampered with. */
    if (application != ING_STORE_APPLICATION && tables < 4)
        return fail_application(application, err);
    if (version > ING_STORE_VERSION)
        return fail_newer(version, err);
    status = ing_db_prepare(db, "SELECT seq, line FROM log LIMIT 0", &stmt, err);
    if (status == LIBING_ERR_STORE)
        status = ing_fail(err, LIBING_ERR_DAMAGED, "store.no_log", "the store has no log that can be read",
                          "该存储没有可读的日志");
    return status;
}
