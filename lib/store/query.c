/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the questions that projections answer: threads, cases, parties, keys, packs, the runtime. */
#include "store/internal.h"

#include <inttypes.h>

/* --- threads ------------------------------------------------------------------------------------ */

static libing_status copy_text(ing_arena *arena, ing_text text, ing_text *out, libing_error *err)
{
    *out = text;
    if (text.ptr == NULL)
        return LIBING_OK;
    out->ptr = ing_arena_text(arena, text.ptr, text.len);
    return out->ptr != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status copy_texts(ing_arena *arena, ing_text name, ing_text kind, ing_text subject,
                                ing_thread *out, libing_error *err)
{
    libing_status status = copy_text(arena, name, &out->name, err);
    if (status == LIBING_OK)
        status = copy_text(arena, kind, &out->kind, err);
    if (status == LIBING_OK)
        status = copy_text(arena, subject, &out->subject, err);
    return status;
}

libing_status ing_store_thread(ing_store *store, ing_thread_kind kind, ing_text name, ing_arena *arena,
                               ing_thread *out, libing_error *err)
{
    ing_thread_row *row = NULL;
    libing_status status = ing_threads_find(store, kind, name, false, &row, err);

    if (status != LIBING_OK)
        return status;
    if (row == NULL)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_thread", "nothing is recorded about '%.*s'",
                        "没有关于“%.*s”的记录", ING_TEXT_ARG(name));
    *out = (ing_thread){ row->id, row->length, row->last_seq, ING_TEXT_NONE, ING_TEXT_NONE,
                         ING_TEXT_NONE };
    return copy_texts(arena, row->name, row->kind, row->subject, out, err);
}

libing_status ing_store_next_version(ing_store *store, ing_text case_id, int64_t *out,
                                     libing_error *err)
{
    ing_thread_row *row = NULL;
    libing_status status = ing_threads_find(store, ING_THREAD_CASE, case_id, false, &row, err);

    if (status == LIBING_OK)
        *out = row != NULL ? row->length : 0;
    return status;
}

libing_status ing_store_thread_by_id(ing_store *store, int64_t id, ing_arena *arena, ing_thread *out,
                                     libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_threads_flush(store, err);

    if (status == LIBING_OK)
        status = ing_db_prepare(store->db,
                                "SELECT length, last_seq, name, kind, subject FROM thread WHERE id = ?1",
                                &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, id);
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_DONE)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_thread_id", "there is no thread %" PRId64,
                        "没有第 %" PRId64 " 条线索", id);
    if (status != LIBING_OK)
        return status;
    *out = (ing_thread){ id, ing_stmt_integer(stmt, 0), ing_stmt_integer(stmt, 1), ING_TEXT_NONE,
                         ING_TEXT_NONE, ING_TEXT_NONE };
    status = copy_texts(arena, ing_stmt_text(stmt, 2), ing_stmt_text(stmt, 3), ing_stmt_text(stmt, 4), out,
                        err);
    ing_stmt_reset(stmt);
    return status;
}

static libing_status fail_run(int64_t thread, int64_t n, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_DAMAGED, "store.run",
                    "the run of records at %" PRId64 " of thread %" PRId64 " leads beyond the log",
                    "第 %" PRId64 " 条起的一段记录（线索 %" PRId64 "）超出日志", n, thread);
}

/* Runs written to the file, from the one that holds the n-th record on. */
static const char RUNS[] = "SELECT n, seq, count FROM entry WHERE thread = ?1 AND n < ?3 AND n >="
                           " coalesce((SELECT max(n) FROM entry WHERE thread = ?1 AND n <= ?2), 0) ORDER BY n";

libing_status ing_store_thread_seqs(ing_store *store, int64_t thread, int64_t from_n, ing_numbers *out,
                                    libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(store->db, RUNS, &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, thread);
    ing_stmt_bind_integer(stmt, 2, from_n);
    ing_stmt_bind_integer(stmt, 3, ing_pending_first_n(store, thread));
    status = ing_stmt_step(stmt, err);
    while (status == LIBING_OK) {
        int64_t n = ing_stmt_integer(stmt, 0), seq = ing_stmt_integer(stmt, 1);
        int64_t count = ing_stmt_integer(stmt, 2), low = n < from_n ? from_n - n : 0;
        if (seq < 0 || count < 1 || count > store->size - seq)
            status = fail_run(thread, n, err);
        else
            status = ing_numbers_add_run(out, seq + low, seq + count, err);
        if (status == LIBING_OK)
            status = ing_stmt_step(stmt, err);
    }
    ing_stmt_reset(stmt);
    return status == LIBING_DONE ? ing_pending_entries_of(store, thread, from_n, out, err) : status;
}

/* Growth alone changes no list; only new and relabelled threads must be in the table. */
static libing_status list_threads(ing_store *store, const char *sql, ing_thread_kind thread_kind,
                                  ing_text a, ing_text b, ing_numbers *out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = LIBING_OK;

    if (store->threads.has_unlisted)
        status = ing_threads_flush(store, err);
    if (status == LIBING_OK)
        status = ing_db_prepare(store->db, sql, &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, (int64_t)thread_kind);
    if (a.ptr != NULL)
        ing_stmt_bind_text(stmt, 2, a);
    if (b.ptr != NULL)
        ing_stmt_bind_text(stmt, 3, b);
    return ing_numbers_take(out, stmt, err);
}

static const char THREADS[] = "SELECT id FROM thread WHERE thread_kind = ?1 ORDER BY id";
static const char OF_KIND[] = "SELECT id FROM thread WHERE thread_kind = ?1 AND kind = ?2 ORDER BY id";
static const char OF_SUBJECT[] = "SELECT id FROM thread WHERE subject = ?3 AND thread_kind = ?1"
                                 " AND (?2 IS NULL OR kind = ?2) ORDER BY id";

libing_status ing_store_cases(ing_store *store, ing_text kind, ing_text subject, ing_numbers *out,
                              libing_error *err)
{
    if (subject.ptr != NULL)
        return list_threads(store, OF_SUBJECT, ING_THREAD_CASE, kind, subject, out, err);
    return list_threads(store, kind.ptr != NULL ? OF_KIND : THREADS, ING_THREAD_CASE, kind, ING_TEXT_NONE,
                        out, err);
}

libing_status ing_store_parties(ing_store *store, ing_text kind, ing_numbers *out, libing_error *err)
{
    return list_threads(store, kind.ptr != NULL ? OF_KIND : THREADS, ING_THREAD_PARTY, kind, ING_TEXT_NONE,
                        out, err);
}

/* --- corrections, keys, packs, runtime ---------------------------------------------------------- */

static libing_status know_corrections(ing_store *store, libing_error *err)
{
    int64_t any;
    bool found;
    libing_status status;

    if (store->corrections != ING_CORRECTIONS_UNKNOWN)
        return LIBING_OK;
    status = ing_schema_integer(store->db, "SELECT 1 FROM corrected LIMIT 1", &any, &found, err);
    if (status == LIBING_OK)
        store->corrections = found ? ING_CORRECTIONS_SOME : ING_CORRECTIONS_NONE;
    return status;
}

libing_status ing_store_corrected(ing_store *store, int64_t seq, int64_t bound, bool *out,
                                  libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = know_corrections(store, err);

    *out = false;
    if (status != LIBING_OK || store->corrections == ING_CORRECTIONS_NONE)
        return status;
    status = ing_db_prepare(store->db, "SELECT 1 FROM corrected WHERE seq = ?1 AND correction <= ?2 LIMIT 1",
                            &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, seq);
    ing_stmt_bind_integer(stmt, 2, bound < 0 ? INT64_MAX : bound);
    status = ing_stmt_step(stmt, err);
    *out = status == LIBING_OK;
    ing_stmt_reset(stmt);
    return status == LIBING_DONE ? LIBING_OK : status;
}

libing_status ing_store_request(ing_store *store, ing_text id, int64_t *seq_out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(store->db, "SELECT seq FROM request WHERE id = ?1", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_text(stmt, 1, id);
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_DONE)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_request", "no request has the id '%.*s'",
                        "没有标识为“%.*s”的请求", ING_TEXT_ARG(id));
    if (status != LIBING_OK)
        return status;
    *seq_out = ing_stmt_integer(stmt, 0);
    ing_stmt_reset(stmt);
    return LIBING_OK;
}

libing_status ing_store_packs(ing_store *store, ing_numbers *out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(store->db, "SELECT seq FROM pack ORDER BY seq", &stmt, err);
    return status == LIBING_OK ? ing_numbers_take(out, stmt, err) : status;
}

static libing_status load_packs(ing_store *store, libing_error *err)
{
    ing_pack_rows *packs = &store->packs;
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        store->db, "SELECT start, seq FROM pack ORDER BY start DESC, seq DESC", &stmt, err);

    packs->count = 0;
    packs->is_loaded = false;
    if (status == LIBING_OK)
        status = ing_stmt_step(stmt, err);
    while (status == LIBING_OK) {
        ing_pack_row *items = ing_rows_grow(packs->items, &packs->cap, packs->count, sizeof *items);
        if (items == NULL) {
            status = ing_fail_nomem(err);
            break;
        }
        packs->items = items;
        items[packs->count++] = (ing_pack_row){ (ing_date)ing_stmt_integer(stmt, 0), ing_stmt_integer(stmt, 1) };
        status = ing_stmt_step(stmt, err);
    }
    if (stmt != NULL)
        ing_stmt_reset(stmt);
    packs->is_loaded = status == LIBING_DONE;
    return status == LIBING_DONE ? LIBING_OK : status;
}

libing_status ing_store_pack_for(ing_store *store, ing_date day, int64_t *seq_out, libing_error *err)
{
    return ing_store_pack_within(store, day, -1, seq_out, err);
}

libing_status ing_store_pack_within(ing_store *store, ing_date day, int64_t bound, int64_t *seq_out,
                                    libing_error *err)
{
    const ing_pack_rows *packs = &store->packs;
    char text[11];
    libing_status status = LIBING_OK;

    /* Outside a transaction nothing holds back another writer: what is kept may be old. */
    if (!packs->is_loaded || !ing_db_in_transaction(store->db))
        status = load_packs(store, err);
    for (size_t i = 0; i < packs->count && status == LIBING_OK; i++) {
        if (packs->items[i].start <= day && (bound < 0 || packs->items[i].seq <= bound)) {
            *seq_out = packs->items[i].seq;
            return LIBING_OK;
        }
    }
    if (status != LIBING_OK)
        return status;
    ing_date_format(day, text);
    return ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_pack", "no pack is in force on %s",
                    "%s 没有生效的规则包", text);
}

libing_status ing_store_runtime(ing_store *store, int64_t *seq_out, libing_error *err)
{
    bool found;
    libing_status status = ing_schema_integer(
        store->db, "SELECT seq FROM runtime ORDER BY seq DESC LIMIT 1", seq_out, &found, err);

    if (status == LIBING_OK && !found)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_runtime", "no runtime has been recorded",
                        "尚未记录运行环境");
    return status;
}
