/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the store object: opening and making files, transactions, appending. */
#include "store/internal.h"

#include "base/mem.h"

#include <inttypes.h>
#include <unistd.h>

ing_store *ing_store_log(ing_store *store)
{
    return store->base != NULL ? store->base : store;
}

/* --- what is known of a file -------------------------------------------------------------------- */

/* Nothing cached survives a rollback or another writer. */
static void drop_caches(ing_store *store)
{
    ing_tree_drop(store);
    ing_threads_drop(store);
    ing_pending_drop(store);
    ing_keyed_drop(store);
    store->packs.is_loaded = false;
    store->corrections = ING_CORRECTIONS_UNKNOWN;
    store->first_end = INT64_MIN;
    ing_clock_drop(store);
}

/* Size and newest transaction time, from the last line. */
static libing_status load_end(ing_store *store, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_stmt *stmt = NULL;
    ing_record record = { .t_ms = INT64_MIN };
    libing_status status =
        ing_db_prepare(store->db, "SELECT seq, line FROM log ORDER BY seq DESC LIMIT 1", &stmt, err);

    store->size = 0;
    store->last_t = INT64_MIN;
    if (status == LIBING_OK)
        status = ing_stmt_step(stmt, err);
    if (status == LIBING_OK) {
        int64_t newest = ing_stmt_integer(stmt, 0);
        store->size = newest < INT64_MAX ? newest + 1 : newest;
        status = ing_record_read(&arena, ing_stmt_blob(stmt, 1), store->zone_seconds, &record, err);
        store->last_t = record.t_ms;
    }
    if (stmt != NULL)
        ing_stmt_reset(stmt);
    ing_arena_free(&arena);
    if (status == LIBING_ERR_DAMAGED || status == LIBING_ERR_VERSION) {
        ing_error_seq(err, store->size - 1);
        return store->is_tolerant ? LIBING_OK : status;
    }
    return status == LIBING_DONE ? LIBING_OK : status;
}

static libing_status fail_birth(libing_error *err)
{
    (void)ing_fail(err, LIBING_ERR_DAMAGED, "store.no_birth",
                   "record 0 does not say which store this is (store.created)",
                   "第 0 号记录未说明这是哪个存储（store.created）");
    ing_error_seq(err, 0);
    return LIBING_ERR_DAMAGED;
}

/* Zone, origin and uid stand in record 0. Its `at` is in the zone that it names, so that comes first. */
static libing_status read_identity(ing_store *store, ing_text line, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    const ing_json *root = NULL;
    const ing_json *data = NULL;
    ing_text zone, origin, uid;
    libing_status status = LIBING_OK;

    if (line.len > 0 && line.ptr[line.len - 1] == '\n')
        line.len--;
    status = ing_json_read_canonical(&arena, line, &root, err);
    if (status != LIBING_OK && status != LIBING_ERR_TEXT)
        goto done;
    if (status == LIBING_OK)
        data = ing_json_get(root, "data");
    zone = ing_json_text(data, "zone");
    origin = ing_json_text(data, "origin");
    uid = ing_json_text(data, "uid");
    if (data == NULL || !ing_text_is(ing_json_text(root, "type"), "store.created") || origin.ptr == NULL ||
        uid.ptr == NULL || !ing_zone_parse(zone, &store->zone_seconds)) {
        status = fail_birth(err);
        goto done;
    }
    status = LIBING_OK;
    store->origin = (ing_text){ ing_arena_text(&store->identity, origin.ptr, origin.len), origin.len };
    store->uid = (ing_text){ ing_arena_text(&store->identity, uid.ptr, uid.len), uid.len };
    if (store->origin.ptr == NULL || store->uid.ptr == NULL)
        status = ing_fail_nomem(err);
done:
    ing_arena_free(&arena);
    return status;
}

static libing_status load_identity(ing_store *store, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status =
        ing_db_prepare(store->db, "SELECT line FROM log WHERE seq = 0", &stmt, err);

    if (status == LIBING_OK)
        status = ing_stmt_step(stmt, err);
    if (status == LIBING_DONE)
        status = fail_birth(err);
    else if (status == LIBING_OK)
        status = read_identity(store, ing_stmt_blob(stmt, 0), err);
    if (stmt != NULL)
        ing_stmt_reset(stmt);
    return status == LIBING_ERR_DAMAGED && store->is_tolerant ? LIBING_OK : status;
}

/* --- open and close ----------------------------------------------------------------------------- */

static libing_status new_store(ing_store **out, libing_error *err)
{
    ing_store *store = ing_mem_new(1, sizeof *store);
    libing_status status;

    *out = NULL;
    if (store == NULL)
        return ing_fail_nomem(err);
    store->first_end = INT64_MIN;
    store->tree.read_page = -1;
    store->last_t = INT64_MIN;
    store->origin = store->uid = (ing_text){ "", 0 };
    status = ing_hasher_new(&store->hasher, err);
    if (status != LIBING_OK) {
        ing_mem_free(store);
        return status;
    }
    *out = store;
    return LIBING_OK;
}

void ing_store_close(ing_store *store)
{
    if (store == NULL)
        return;
    if (store->db != NULL)
        ing_db_rollback(store->db);
    ing_keyed_drop(store);
    ing_threads_free(store);
    ing_pending_free(store);
    ing_mem_free(store->packs.items);
    ing_db_close(store->db);
    ing_hasher_free(store->hasher);
    ing_arena_free(&store->identity);
    ing_buf_free(&store->text);
    ing_mem_free(store);
}

static libing_status load(ing_store *store, libing_error *err)
{
    libing_status status = ing_db_begin(store->db, false, err);

    if (status == LIBING_OK)
        status = store->is_tolerant ? ing_schema_check_tolerant(store->db, err)
                                    : ing_schema_check_format(store->db, err);
    if (status == LIBING_OK)
        status = load_identity(store, err);
    if (status == LIBING_OK)
        status = load_end(store, err);
    if (status == LIBING_OK)
        status = ing_db_data_version(store->db, &store->data_version, err);
    ing_db_rollback(store->db);
    return status;
}

static libing_status open_store(const char *path, ing_db_mode mode, bool is_tolerant,
                                int32_t busy_timeout_ms, ing_store **out, libing_error *err)
{
    ing_store *store = NULL;
    libing_status status = new_store(&store, err);

    *out = NULL;
    if (status != LIBING_OK)
        return status;
    store->is_tolerant = is_tolerant;
    status = ing_db_open(path, mode, busy_timeout_ms, &store->db, err);
    if (status == LIBING_OK) {
        status = load(store, err);
        if (status == LIBING_ERR_NOTSTORE || status == LIBING_ERR_VERSION)
            ing_error_place(err, ing_text_of(path), 0, 0);
    }
    if (status != LIBING_OK) {
        ing_store_close(store);
        return status;
    }
    *out = store;
    return LIBING_OK;
}

libing_status ing_store_open(const char *path, bool read_only, int32_t busy_timeout_ms, ing_store **out,
                             libing_error *err)
{
    return open_store(path, read_only ? ING_DB_READ : ING_DB_WRITE, false, busy_timeout_ms, out, err);
}

libing_status ing_store_open_tolerant(const char *path, ing_store **out, libing_error *err)
{
    return open_store(path, ING_DB_READ, true, 10000, out, err);
}

/* --- birth -------------------------------------------------------------------------------------- */

static libing_status make_uid(ing_buf *out, libing_error *err)
{
    uint8_t bytes[16];
    libing_status status = ing_random_bytes(bytes, sizeof bytes, err);
    if (status == LIBING_OK)
        ing_buf_hex(out, bytes, sizeof bytes);
    return status;
}

static libing_status write_birth(const ing_store_birth *birth, ing_text uid, ing_buf *line,
                                 libing_error *err)
{
    char zone[7], t[25], at[26];
    ing_arena arena = ING_ARENA_INIT;
    ing_buf local = ING_BUF_INIT;
    ing_record_head head = ING_RECORD_HEAD_INIT;
    ing_json_builder data = ing_json_begin(&arena);
    int64_t second = (birth->t_ms >= 0 ? birth->t_ms : birth->t_ms - 999) / 1000;
    libing_status status;

    ing_zone_format(birth->zone_seconds, zone);
    ing_instant_format(birth->t_ms, t);
    ing_moment_format((ing_moment){ second + birth->zone_seconds, false }, birth->zone_seconds, at);
    ing_buf_text(&local, "local/");
    ing_buf_slice(&local, uid);
    ing_json_put_integer(&data, "format", ING_FORMAT_VERSION);
    ing_json_put_text(&data, "library", birth->library);
    ing_json_put_text(&data, "origin", birth->origin.ptr != NULL ? birth->origin : ing_buf_view(&local));
    ing_json_put_text(&data, "uid", uid);
    ing_json_put_text(&data, "zone", ing_text_of(zone));
    head.seq = 0;
    head.type = ING_TEXT_LIT("store.created");
    head.t = ing_text_of(t);
    head.at = ing_text_of(at);
    if (local.failed)
        status = ing_fail_nomem(err);
    else
        status = ing_record_write(&head, ing_json_end_object(&data), line, err);
    ing_buf_free(&local);
    ing_arena_free(&arena);
    return status;
}

static libing_status append_birth(ing_store *store, ing_text line, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_record record;
    libing_status status = read_identity(store, line, err);

    if (status == LIBING_OK)
        status = ing_record_read(&arena, line, store->zone_seconds, &record, err);
    store->is_writing = true;
    if (status == LIBING_OK)
        status = ing_store_append(store, line, &record, err);
    ing_arena_free(&arena);
    return status;
}

/* A birth is written in the transaction that makes the file: whatever ends the process, there is a store
 * with its record 0, or none. */
static libing_status make(const char *path, ing_text birth, int32_t busy_timeout_ms, ing_store **out,
                          libing_error *err)
{
    ing_store *store = NULL;
    libing_status status = new_store(&store, err);

    *out = NULL;
    if (status != LIBING_OK)
        return status;
    status = ing_db_open(path, path != NULL ? ING_DB_CREATE : ING_DB_SCRATCH, busy_timeout_ms, &store->db,
                         err);
    if (status != LIBING_OK)
        goto done;
    status = ing_db_begin(store->db, true, err);
    if (status == LIBING_OK)
        status = ing_schema_create(store->db, err);
    if (status == LIBING_OK && birth.ptr != NULL)
        status = append_birth(store, birth, err);
    if (status == LIBING_OK)
        status = store->is_writing ? ing_store_commit(store, err) : ing_db_commit(store->db, err);
    if (status == LIBING_OK)
        status = ing_db_data_version(store->db, &store->data_version, err);
    if (status != LIBING_OK) {
        ing_db_rollback(store->db);
        if (path != NULL)
            (void)unlink(path); /* ours, and no store yet */
        goto done;
    }
    *out = store;
    store = NULL;
done:
    ing_store_close(store);
    return status;
}

libing_status ing_store_make(const char *path, int32_t busy_timeout_ms, ing_store **out,
                             libing_error *err)
{
    return make(path, ING_TEXT_NONE, busy_timeout_ms, out, err);
}

libing_status ing_store_scratch(ing_store *log, ing_store **out, libing_error *err)
{
    ing_store *store = NULL;
    libing_status status = new_store(&store, err);

    *out = NULL;
    if (status != LIBING_OK)
        return status;
    store->base = ing_store_log(log);
    store->zone_seconds = log->zone_seconds;
    store->origin = log->origin; /* the base outlives its scratch stores */
    store->uid = log->uid;
    status = ing_db_open(NULL, ING_DB_SCRATCH, 0, &store->db, err);
    if (status == LIBING_OK)
        status = ing_schema_create(store->db, err);
    if (status == LIBING_OK)
        status = ing_db_data_version(store->db, &store->data_version, err);
    if (status != LIBING_OK) {
        ing_store_close(store);
        return status;
    }
    *out = store;
    return LIBING_OK;
}

libing_status ing_store_create(const char *path, const ing_store_birth *birth, int32_t busy_timeout_ms,
                               ing_store **out, libing_error *err)
{
    ing_buf uid = ING_BUF_INIT;
    ing_buf line = ING_BUF_INIT;
    libing_status status = LIBING_OK;

    *out = NULL;
    if (birth->uid.ptr != NULL)
        ing_buf_slice(&uid, birth->uid);
    else
        status = make_uid(&uid, err);
    if (status == LIBING_OK)
        status = uid.failed ? ing_fail_nomem(err) : write_birth(birth, ing_buf_view(&uid), &line, err);
    if (status == LIBING_OK)
        status = make(path, ing_buf_view(&line), busy_timeout_ms, out, err);
    ing_buf_free(&uid);
    ing_buf_free(&line);
    return status;
}

/* --- small questions ---------------------------------------------------------------------------- */

int32_t ing_store_zone(const ing_store *store)
{
    return store->zone_seconds;
}

ing_text ing_store_origin(const ing_store *store)
{
    return store->origin;
}

ing_text ing_store_uid(const ing_store *store)
{
    return store->uid;
}

bool ing_store_is_wal(const ing_store *store)
{
    return ing_db_is_wal(store->base != NULL ? store->base->db : store->db);
}

libing_status ing_store_fail_read(const ing_store *store, libing_status status, libing_error *err)
{
    if (status == LIBING_ERR_NOMEM)
        return ing_fail_nomem(err);
    return ing_fail(err, status, "store.unread", "store '%.*s' could not be read", "存储“%.*s”无法读取",
                    ING_TEXT_ARG(store->origin));
}

bool ing_store_has_io_error(const ing_store *store)
{
    return store->has_io_error || ing_db_has_io_error(store->db);
}

int64_t ing_store_size(const ing_store *store)
{
    return store->size;
}

int64_t ing_store_last_t(const ing_store *store)
{
    return store->last_t;
}

void ing_store_interrupt(ing_store *store)
{
    ing_db_interrupt(store->db);
    if (store->base != NULL)
        ing_db_interrupt(store->base->db);
}

ing_hasher *ing_store_hasher(ing_store *store)
{
    return store->hasher;
}

/* --- transactions ------------------------------------------------------------------------------- */

libing_status ing_store_begin(ing_store *store, bool write, bool *changed, libing_error *err)
{
    int64_t version = store->data_version;
    libing_status status = ing_db_begin(store->db, write, err);

    *changed = false;
    if (status != LIBING_OK)
        return status;
    status = ing_db_data_version(store->db, &version, err);
    if (status == LIBING_OK && version != store->data_version) {
        *changed = true;
        drop_caches(store);
        status = load_end(store, err);
    }
    if (status != LIBING_OK) {
        ing_db_rollback(store->db);
        return status;
    }
    store->data_version = version;
    store->is_writing = write;
    store->has_failed = false;
    store->saved_size = store->size;
    store->saved_last_t = store->last_t;
    store->words.is_changed = false;
    return LIBING_OK;
}

static libing_status write_back(ing_store *store, libing_error *err)
{
    libing_status status;

    if (store->has_failed || !ing_db_in_transaction(store->db)) /* SQLite may have undone it */
        return ing_fail(err, LIBING_ERR_STATE, "store.failed_append",
                        "an append failed: the transaction can only be rolled back",
                        "追加失败：该事务只能回滚");
    status = ing_pending_flush(store, err);
    if (status == LIBING_OK)
        status = ing_threads_flush(store, err);
    if (status == LIBING_OK)
        status = ing_clock_flush(store, err);
    if (status == LIBING_OK && store->base == NULL)
        status = ing_tree_flush(store, err);
    return status;
}

libing_status ing_store_commit(ing_store *store, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (store->is_writing)
        status = write_back(store, err);
    if (status == LIBING_OK)
        status = ing_db_commit(store->db, err);
    if (status != LIBING_OK) {
        ing_store_rollback(store);
        return status;
    }
    store->is_writing = false;
    ing_threads_trim(store);
    return LIBING_OK;
}

void ing_store_rollback(ing_store *store)
{
    bool was_writing = store->is_writing;

    ing_db_rollback(store->db);
    store->is_writing = false;
    if (!was_writing)
        return;
    store->has_failed = false;
    store->size = store->saved_size;
    store->last_t = store->saved_last_t;
    ing_tree_drop(store);
    ing_threads_drop(store);
    ing_pending_drop(store);
    store->packs.is_loaded = false;
    store->corrections = ING_CORRECTIONS_UNKNOWN;
    store->first_end = INT64_MIN;
    ing_clock_drop(store);
    if (store->words.is_changed)
        ing_keyed_drop(store);
}

/* --- append ------------------------------------------------------------------------------------- */

static libing_status append(ing_store *store, ing_text line, const ing_record *record, libing_error *err)
{
    ing_digest leaf;
    libing_status status = ing_leaf_hash(store->hasher, line, &leaf, err);

    if (status == LIBING_OK && store->base == NULL)
        status = ing_log_insert(store, line, record->seq, err);
    if (status == LIBING_OK && store->base == NULL)
        status = ing_tree_add(store, &leaf, err);
    if (status == LIBING_OK)
        status = ing_project_apply(store, record, &leaf, err);
    return status;
}

libing_status ing_store_append(ing_store *store, ing_text line, const ing_record *record,
                               libing_error *err)
{
    libing_status status;

    if (!store->is_writing || store->has_failed || record->seq != store->size ||
        !ing_db_in_transaction(store->db)) /* SQLite may have undone it: nothing is written outside one */
        return ing_fail(err, LIBING_ERR_STATE, "store.append",
                        "record %" PRId64 " cannot be appended to a log of %" PRId64
                        " records outside a sound transaction",
                        "不能在有效事务之外或乱序地把第 %" PRId64 " 号记录追加到有 %" PRId64 " 条记录的日志",
                        record->seq, store->size);
    status = append(store, line, record, err);
    if (status != LIBING_OK) {
        store->has_failed = true;
        return status;
    }
    store->size++;
    store->last_t = record->t_ms;
    return LIBING_OK;
}
