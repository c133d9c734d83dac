/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the table `thread` and its cache. Inside a transaction rows stay in memory, where a case that is
 * touched a hundred times is written once. */
#include "store/internal.h"

#include "base/mem.h"

#include <stdlib.h>

#define SLOTS_FIRST 256
#define CACHED_ROWS_MAX 16384       /* kept from one transaction to the next */

static uint32_t hash_of(ing_thread_kind kind, ing_text name)
{
    uint32_t hash = UINT32_C(2166136261) ^ (uint32_t)kind;
    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (uint8_t)name.ptr[i]) * UINT32_C(16777619);
    return hash;
}

static size_t slot_of(const ing_threads *threads, ing_thread_kind kind, ing_text name, uint32_t hash)
{
    size_t mask = threads->slot_count - 1;
    size_t at = hash & mask;

    while (threads->slots[at] != NULL) {
        const ing_thread_row *row = threads->slots[at];
        if (row->hash == hash && row->thread_kind == kind && ing_text_equal(row->name, name))
            break;
        at = (at + 1) & mask;
    }
    return at;
}

/* At most half of the slots are ever taken. */
static libing_status grow_slots(ing_threads *threads, libing_error *err)
{
    ing_threads grown = *threads;

    if ((threads->count + 1) * 2 <= threads->slot_count)
        return LIBING_OK;
    grown.slot_count = threads->slot_count == 0 ? SLOTS_FIRST : threads->slot_count * 2;
    grown.slots = ing_mem_new(grown.slot_count, sizeof *grown.slots);
    if (grown.slots == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < threads->slot_count; i++) {
        ing_thread_row *row = threads->slots[i];
        if (row != NULL)
            grown.slots[slot_of(&grown, row->thread_kind, row->name, row->hash)] = row;
    }
    ing_mem_free(threads->slots);
    threads->slots = grown.slots;
    threads->slot_count = grown.slot_count;
    return LIBING_OK;
}

/* A copy in the cache's arena; absent stays absent. */
static bool keep_text(ing_threads *threads, ing_text text, ing_text *out)
{
    *out = text;
    if (text.ptr != NULL)
        out->ptr = ing_arena_text(&threads->arena, text.ptr, text.len);
    return text.ptr == NULL || out->ptr != NULL;
}

static libing_status add_row(ing_store *store, ing_thread_kind kind, ing_text name, uint32_t hash,
                             ing_thread_row **out, libing_error *err)
{
    ing_threads *threads = &store->threads;
    ing_thread_row *row;
    libing_status status = grow_slots(threads, err);

    if (status != LIBING_OK)
        return status;
    row = ing_arena_new(&threads->arena, 1, sizeof *row);
    if (row == NULL || !keep_text(threads, name, &row->name))
        return ing_fail_nomem(err);
    row->thread_kind = kind;
    row->hash = hash;
    threads->slots[slot_of(threads, kind, row->name, hash)] = row;
    threads->count++;
    *out = row;
    return LIBING_OK;
}

static libing_status read_row(ing_store *store, ing_stmt *stmt, ing_thread_kind kind, ing_text name,
                              uint32_t hash, ing_thread_row **out, libing_error *err)
{
    ing_thread_row *row = NULL;
    ing_text digest = ing_stmt_blob(stmt, 5);
    libing_status status = LIBING_OK;

    if (digest.len != ING_DIGEST_BYTES)
        status = ing_fail(err, LIBING_ERR_DAMAGED, "store.thread_digest",
                          "the running digest of '%.*s' has %zu bytes", "“%.*s”的滚动摘要长 %zu 字节",
                          ING_TEXT_ARG(name), digest.len);
    if (status == LIBING_OK)
        status = add_row(store, kind, name, hash, &row, err);
    if (status != LIBING_OK)
        return status;
    row->id = ing_stmt_integer(stmt, 0);
    row->length = ing_stmt_integer(stmt, 3);
    row->last_seq = ing_stmt_integer(stmt, 4);
    memcpy(row->digest.bytes, digest.ptr, ING_DIGEST_BYTES);
    *out = row;
    if (!keep_text(&store->threads, ing_stmt_text(stmt, 1), &row->kind) ||
        !keep_text(&store->threads, ing_stmt_text(stmt, 2), &row->subject))
        return ing_fail_nomem(err);
    return LIBING_OK;
}

static libing_status load_row(ing_store *store, ing_thread_kind kind, ing_text name, uint32_t hash,
                              ing_thread_row **out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status =
        ing_db_prepare(store->db,
                       "SELECT id, kind, subject, length, last_seq, digest FROM thread"
                       " WHERE thread_kind = ?1 AND name = ?2",
                       &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, (int64_t)kind);
    ing_stmt_bind_text(stmt, 2, name);
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_DONE)
        return LIBING_OK;
    if (status == LIBING_OK)
        status = read_row(store, stmt, kind, name, hash, out, err);
    ing_stmt_reset(stmt);
    return status;
}

static libing_status create_row(ing_store *store, ing_thread_kind kind, ing_text name, uint32_t hash,
                                ing_thread_row **out, libing_error *err)
{
    ing_threads *threads = &store->threads;
    const char *colon = kind == ING_THREAD_PARTY ? memchr(name.ptr, ':', name.len) : NULL;
    ing_thread_row *row = NULL;
    int64_t newest = 0;
    bool found = false;
    libing_status status = LIBING_OK;

    if (threads->next_id == 0) {
        status = ing_schema_integer(store->db, "SELECT id FROM thread ORDER BY id DESC LIMIT 1", &newest,
                                    &found, err);
        threads->next_id = status == LIBING_OK ? newest + 1 : 0;
    }
    if (status == LIBING_OK)
        status = add_row(store, kind, name, hash, &row, err);
    if (status != LIBING_OK)
        return status;
    row->id = threads->next_id++;
    row->last_seq = -1;
    row->is_new = true;
    if (colon != NULL)
        row->kind = (ing_text){ row->name.ptr, (size_t)(colon - name.ptr) };
    *out = row;
    return LIBING_OK;
}

static bool is_missing(const ing_threads *threads, ing_thread_kind kind, ing_text name, uint32_t hash)
{
    return threads->missing.ptr != NULL && threads->missing_hash == hash && threads->missing_kind == kind &&
           ing_text_equal(threads->missing, name);
}

static libing_status remember_missing(ing_threads *threads, ing_thread_kind kind, ing_text name,
                                      uint32_t hash, libing_error *err)
{
    threads->missing_hash = hash;
    threads->missing_kind = kind;
    return keep_text(threads, name, &threads->missing) ? LIBING_OK : ing_fail_nomem(err);
}

libing_status ing_threads_find(ing_store *store, ing_thread_kind kind, ing_text name, bool create,
                               ing_thread_row **out, libing_error *err)
{
    ing_threads *threads = &store->threads;
    ing_text key = name.ptr != NULL ? name : (ing_text){ "", 0 };
    uint32_t hash = hash_of(kind, key);
    libing_status status = LIBING_OK;

    *out = NULL;
    if (!ing_db_in_transaction(store->db))
        ing_threads_drop(store); /* nothing holds back another writer: what is cached may be old */
    if (threads->count > 0)
        *out = threads->slots[slot_of(threads, kind, key, hash)];
    if (*out == NULL && !is_missing(threads, kind, key, hash)) {
        status = load_row(store, kind, key, hash, out, err);
        if (status == LIBING_OK && *out == NULL)
            status = remember_missing(threads, kind, key, hash, err);
    }
    if (status == LIBING_OK && *out == NULL && create)
        status = create_row(store, kind, key, hash, out, err);
    return status;
}

libing_status ing_threads_touch(ing_store *store, ing_thread_row *row, libing_error *err)
{
    ing_threads *threads = &store->threads;
    ing_thread_row **dirty;

    if (row->is_dirty)
        return LIBING_OK;
    dirty = ing_rows_grow(threads->dirty, &threads->dirty_cap, threads->dirty_count, sizeof *dirty);
    if (dirty == NULL)
        return ing_fail_nomem(err);
    threads->dirty = dirty;
    threads->dirty[threads->dirty_count++] = row;
    row->is_dirty = true;
    if (row->is_new)
        threads->has_unlisted = true;
    return LIBING_OK;
}

libing_status ing_threads_label(ing_store *store, ing_thread_row *row, ing_text kind, ing_text subject,
                                libing_error *err)
{
    bool takes_kind = row->kind.ptr == NULL && kind.ptr != NULL;
    bool takes_subject = row->subject.ptr == NULL && subject.ptr != NULL;

    if ((takes_kind && !keep_text(&store->threads, kind, &row->kind)) ||
        (takes_subject && !keep_text(&store->threads, subject, &row->subject)))
        return ing_fail_nomem(err);
    if (takes_kind || takes_subject) {
        row->is_relabelled = true;
        store->threads.has_unlisted = true;
    }
    return LIBING_OK;
}

static int by_id(const void *a, const void *b)
{
    int64_t id_a = (*(ing_thread_row *const *)a)->id, id_b = (*(ing_thread_row *const *)b)->id;
    return (id_a > id_b) - (id_a < id_b);
}

static libing_status write_whole(ing_store *store, const ing_thread_row *row, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status =
        ing_db_prepare(store->db,
                       "INSERT INTO thread(id, length, last_seq, digest, thread_kind, name, kind, subject)"
                       " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(id) DO UPDATE SET"
                       " length = ?2, last_seq = ?3, digest = ?4, kind = ?7, subject = ?8",
                       &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, row->id);
    ing_stmt_bind_integer(stmt, 2, row->length);
    ing_stmt_bind_integer(stmt, 3, row->last_seq);
    ing_stmt_bind_blob(stmt, 4, row->digest.bytes, ING_DIGEST_BYTES);
    ing_stmt_bind_integer(stmt, 5, (int64_t)row->thread_kind);
    ing_stmt_bind_text(stmt, 6, row->name);
    ing_stmt_bind_text(stmt, 7, row->kind);
    ing_stmt_bind_text(stmt, 8, row->subject);
    return ing_stmt_finish(stmt, err);
}

static libing_status write_growth(ing_store *store, const ing_thread_row *row, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        store->db, "UPDATE thread SET length = ?2, last_seq = ?3, digest = ?4 WHERE id = ?1", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, row->id);
    ing_stmt_bind_integer(stmt, 2, row->length);
    ing_stmt_bind_integer(stmt, 3, row->last_seq);
    ing_stmt_bind_blob(stmt, 4, row->digest.bytes, ING_DIGEST_BYTES);
    return ing_stmt_finish(stmt, err);
}

libing_status ing_threads_flush(ing_store *store, libing_error *err)
{
    ing_threads *threads = &store->threads;
    libing_status status = LIBING_OK;

    if (threads->dirty_count > 1)
        qsort(threads->dirty, threads->dirty_count, sizeof *threads->dirty, by_id);
    for (size_t i = 0; i < threads->dirty_count && status == LIBING_OK; i++) {
        ing_thread_row *row = threads->dirty[i];
        bool whole = row->is_new || row->is_relabelled;
        status = whole ? write_whole(store, row, err) : write_growth(store, row, err);
        row->is_dirty = row->is_new = row->is_relabelled = false;
    }
    threads->dirty_count = 0;
    threads->has_unlisted = false;
    return status;
}

void ing_threads_trim(ing_store *store)
{
    if (store->threads.count > CACHED_ROWS_MAX)
        ing_threads_drop(store);
}

void ing_threads_drop(ing_store *store)
{
    ing_threads *threads = &store->threads;

    ing_arena_reset(&threads->arena);
    if (threads->count > 0)
        memset(threads->slots, 0, threads->slot_count * sizeof *threads->slots);
    threads->count = 0;
    threads->dirty_count = 0;
    threads->has_unlisted = false;
    threads->next_id = 0;
    threads->missing = ING_TEXT_NONE;
}

void ing_threads_free(ing_store *store)
{
    ing_arena_free(&store->threads.arena);
    ing_mem_free(store->threads.slots);
    ing_mem_free(store->threads.dirty);
}
