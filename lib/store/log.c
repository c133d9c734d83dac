/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the table `log`: writing a line, reading records, and walking the log without keeping a writer
 * waiting. */
#include "store/internal.h"

#include "base/mem.h"

#include <inttypes.h>

/* One read transaction of a cursor copies at most this much: well below 50 ms on any disk that a
 * store should lie on. It starts small, since most walks end after a few records. */
#define BATCH_LINES_FIRST 8
#define BATCH_LINES 512
#define BATCH_BYTES ((size_t)256 * 1024)

static const char SELECT_LINE[] = "SELECT line FROM log WHERE seq = ?1";

libing_status ing_log_insert(ing_store *store, ing_text line, int64_t seq, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status =
        ing_db_prepare(store->db, "INSERT INTO log(seq, line) VALUES(?1, ?2)", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, seq);
    ing_stmt_bind_blob(stmt, 2, line.ptr, line.len);
    return ing_stmt_finish(stmt, err);
}

static libing_status fail_no_record(int64_t seq, libing_error *err)
{
    (void)ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_record", "there is no record %" PRId64,
                   "没有第 %" PRId64 " 号记录", seq);
    ing_error_seq(err, seq);
    return LIBING_ERR_NOTFOUND;
}

/* On LIBING_OK the statement stands on the line: read it, then reset. */
static libing_status find_line(ing_store *store, int64_t seq, ing_stmt **out, libing_error *err)
{
    libing_status status;

    if (seq < 0 || seq >= store->size)
        return fail_no_record(seq, err);
    status = ing_db_prepare(ing_store_log(store)->db, SELECT_LINE, out, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(*out, 1, seq);
    status = ing_stmt_step(*out, err);
    return status == LIBING_DONE ? fail_no_record(seq, err) : status;
}

libing_status ing_store_line(ing_store *store, int64_t seq, ing_buf *out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = find_line(store, seq, &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_buf_slice(out, ing_stmt_blob(stmt, 0));
    ing_stmt_reset(stmt);
    return out->failed ? ing_fail_nomem(err) : LIBING_OK;
}

libing_status ing_store_read(ing_store *store, int64_t seq, ing_arena *arena, ing_record *out,
                             libing_error *err)
{
    ing_stmt *stmt = NULL;
    ing_text line;
    libing_status status = find_line(store, seq, &stmt, err);

    if (status != LIBING_OK)
        return status;
    line = ing_stmt_blob(stmt, 0);
    line.ptr = ing_arena_text(arena, line.ptr != NULL ? line.ptr : "", line.len);
    ing_stmt_reset(stmt);
    if (line.ptr == NULL)
        return ing_fail_nomem(err);
    status = ing_record_read(arena, line, store->zone_seconds, out, err);
    if (status == LIBING_OK && out->seq != seq)
        status = ing_fail(err, LIBING_ERR_DAMAGED, "store.other_record",
                          "record %" PRId64 " says that it is record %" PRId64,
                          "第 %" PRId64 " 号记录自称第 %" PRId64 " 号", seq, out->seq);
    if (status == LIBING_ERR_DAMAGED)
        ing_error_seq(err, seq);
    return status;
}

/* --- cursor ------------------------------------------------------------------------------------- */

struct ing_log_cursor {
    ing_store *log;
    int64_t next, end;
    size_t limit;                   /* lines in the next batch */
    size_t count, index;            /* lines in this one, lines given */
    bool has_ended;
    ing_buf bytes;
    struct {
        int64_t seq;
        size_t at, len;
    } lines[BATCH_LINES];
};

libing_status ing_log_cursor_open(ing_store *store, int64_t first, int64_t end, ing_log_cursor **out,
                                  libing_error *err)
{
    ing_log_cursor *cursor = ing_mem_new(1, sizeof *cursor);

    *out = NULL;
    if (cursor == NULL)
        return ing_fail_nomem(err);
    cursor->log = ing_store_log(store);
    cursor->next = first;
    cursor->end = end < store->size ? end : store->size;
    cursor->limit = BATCH_LINES_FIRST;
    *out = cursor;
    return LIBING_OK;
}

/* Pages of a damaged file may lead a walk back to rows that it has passed; without an end it would go
 * round for ever. */
static libing_status fail_order(int64_t seq, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_DAMAGED, "store.log_order",
                    "the rows of the log are out of order where record %" PRId64 " or a later one is due",
                    "日志的行序错乱：应为第 %" PRId64 " 号或之后的记录", seq);
}

/* Copies lines out of one query and ends it, so that neither lock nor statement outlives the call. */
static libing_status read_batch(ing_log_cursor *cursor, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        cursor->log->db, "SELECT seq, line FROM log WHERE seq >= ?1 AND seq < ?2 ORDER BY seq", &stmt, err);

    cursor->count = cursor->index = 0;
    ing_buf_clear(&cursor->bytes);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, cursor->next);
    ing_stmt_bind_integer(stmt, 2, cursor->end);
    while (cursor->count < cursor->limit && cursor->bytes.len < BATCH_BYTES) {
        ing_text line;
        int64_t seq;
        status = ing_stmt_step(stmt, err);
        if (status != LIBING_OK)
            break;
        seq = ing_stmt_integer(stmt, 0);
        if (seq < cursor->next) {
            status = fail_order(cursor->next, err);
            break;
        }
        line = ing_stmt_blob(stmt, 1);
        cursor->next = seq + 1;
        cursor->lines[cursor->count].seq = seq;
        cursor->lines[cursor->count].at = cursor->bytes.len;
        cursor->lines[cursor->count++].len = line.len;
        ing_buf_slice(&cursor->bytes, line);
    }
    ing_stmt_reset(stmt);
    cursor->has_ended = status == LIBING_DONE;
    cursor->limit = cursor->limit * 2 < BATCH_LINES ? cursor->limit * 2 : BATCH_LINES;
    if (cursor->bytes.failed) {
        cursor->count = 0; /* some of the lines were not copied */
        return ing_fail_nomem(err);
    }
    return status == LIBING_DONE ? LIBING_OK : status;
}

libing_status ing_log_cursor_next(ing_log_cursor *cursor, int64_t *seq, ing_text *line,
                                  libing_error *err)
{
    if (cursor->index == cursor->count && !cursor->has_ended) {
        libing_status status = read_batch(cursor, err);
        if (status != LIBING_OK && cursor->count == 0)
            return status;
        /* What was read before a damaged page is still given; the page is met again at the next call. */
    }
    if (cursor->index == cursor->count)
        return LIBING_DONE;
    *seq = cursor->lines[cursor->index].seq;
    *line = (ing_text){ ing_buf_view(&cursor->bytes).ptr + cursor->lines[cursor->index].at,
                        cursor->lines[cursor->index].len };
    cursor->index++;
    return LIBING_OK;
}

void ing_log_cursor_close(ing_log_cursor *cursor)
{
    if (cursor == NULL)
        return;
    ing_buf_free(&cursor->bytes);
    ing_mem_free(cursor);
}

/* --- consequences ------------------------------------------------------------------------------- */

libing_status ing_store_consequences(ing_store *store, int64_t cause, ing_numbers *out,
                                     libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_log_cursor *cursor = NULL;
    ing_record record;
    ing_text line;
    int64_t seq;
    libing_status status = ing_log_cursor_open(store, cause + 1, store->size, &cursor, err);

    while (status == LIBING_OK) {
        status = ing_log_cursor_next(cursor, &seq, &line, err);
        if (status != LIBING_OK)
            break;
        ing_arena_reset(&arena);
        status = ing_record_read(&arena, line, store->zone_seconds, &record, err);
        if (status != LIBING_OK)
            ing_error_seq(err, seq);
        /* Consequences follow their cause at once: the first that has another one ends them. */
        else if (record.cause < cause)
            status = LIBING_DONE;
        else if (record.cause == cause)
            status = ing_numbers_add(out, seq, err);
    }
    ing_log_cursor_close(cursor);
    ing_arena_free(&arena);
    return status == LIBING_DONE ? LIBING_OK : status;
}
