/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the pass over the log: each line by itself, in its place, against the tree, and folded into the
 * scratch store whose projections are compared at the end. */
#include "audit/verify.h"

#define RECORDS_PER_TRANSACTION 8192 /* of the scratch store: nothing there needs to be durable */

/* --- folding ------------------------------------------------------------------------------------ */

/* A record that cannot be folded is damage; from then on projections have nothing to be compared with. */
static libing_status fold(ing_verifier *v, ing_text line, const ing_record *record, libing_error *err)
{
    bool changed = false;
    libing_status status = LIBING_OK;

    if (v->folded == 0)
        status = ing_store_begin(v->scratch, true, &changed, err);
    if (status != LIBING_OK)
        return status;
    v->folded++;
    status = ing_store_append(v->scratch, line, record, &v->cause);
    if (ing_verify_is_damage(status)) {
        ing_verify_note(v, "log", "line", record->seq, v->cause.message, v->cause.message);
        v->is_folding = false;
        ing_store_rollback(v->scratch);
        return LIBING_OK;
    }
    if (status != LIBING_OK)
        return ing_verify_fail(v, status, err);
    return v->folded < RECORDS_PER_TRANSACTION ? LIBING_OK : ing_verify_fold_end(v, err);
}

libing_status ing_verify_fold_end(ing_verifier *v, libing_error *err)
{
    bool is_open = v->folded > 0 && v->is_folding;

    v->folded = 0;
    return is_open ? ing_store_commit(v->scratch, err) : LIBING_OK;
}

/* --- one line ----------------------------------------------------------------------------------- */

static void note_line(ing_verifier *v, int64_t seq, const char *what, const char *what_zh)
{
    ing_verify_note(v, "log", "line", seq, what, what_zh);
}

/* What the record says of itself, and beside its neighbour. */
static void check_record(ing_verifier *v, int64_t seq, ing_text line, const ing_record *record)
{
    bool is_birth = ing_text_is(record->type, "store.created");

    if (line.ptr[line.len - 1] != '\n')
        note_line(v, seq, "the line does not end with a newline", "该行没有以换行结尾");
    if (record->seq != seq)
        note_line(v, seq, "the line says that it is another record", "该行自称是另一条记录");
    if (is_birth != (seq == 0))
        note_line(v, seq, "record 0 and no other is store.created", "应当只有第 0 号记录是 store.created");
    if (record->t_ms < v->last_t)
        note_line(v, seq, "its time is before that of the record before it", "时间早于前一条记录");
    if (record->cause >= seq || record->pack >= seq || record->corrects >= seq)
        note_line(v, seq, "it refers to a record that comes later", "引用了之后的记录");
    v->last_t = record->t_ms;
}

static libing_status check_content(ing_verifier *v, int64_t seq, ing_text line, libing_error *err)
{
    ing_record record;
    libing_status status;

    ing_arena_reset(&v->line);
    status = ing_record_read(&v->line, line, ing_store_zone(v->store), &record, &v->cause);
    if (status != LIBING_OK && !ing_verify_is_damage(status))
        return ing_verify_fail(v, status, err);
    if (status != LIBING_OK) {
        note_line(v, seq, v->cause.message, v->cause.message);
        v->is_folding = false;
        return LIBING_OK;
    }
    check_record(v, seq, line, &record);
    if (record.seq != seq)
        v->is_folding = false;
    status = ing_verify_names(v, &record, err);
    if (status == LIBING_OK && v->is_folding)
        status = fold(v, line, &record, err);
    return status;
}

static libing_status check_line(ing_verifier *v, int64_t seq, ing_text line, libing_error *err)
{
    ing_digest leaf;
    libing_status status = LIBING_OK;

    if (seq < v->expected) {
        ing_verify_note(v, "log", "seq", seq, "the log has a row before its first record",
                        "日志在首条记录之前还有行");
        return LIBING_OK;
    }
    if (seq > v->expected)
        status = ing_verify_gap(v, seq, err);
    v->expected = seq + 1;
    if (status == LIBING_OK)
        status = ing_leaf_hash(ing_store_hasher(v->store), line, &leaf, err);
    if (status == LIBING_OK)
        status = ing_verify_leaf(v, seq, &leaf, err);
    if (status == LIBING_OK)
        status = check_content(v, seq, line, err);
    v->out.records++;
    return status;
}

/* --- the pass ----------------------------------------------------------------------------------- */

libing_status ing_verify_lines(ing_verifier *v, int64_t first, int64_t end, libing_error *err)
{
    ing_log_cursor *cursor = NULL;
    ing_text line;
    int64_t seq;
    libing_status status = ing_log_cursor_open(v->store, first, end, &cursor, err);

    while (status == LIBING_OK) {
        status = ing_log_cursor_next(cursor, &seq, &line, &v->cause);
        if (status == LIBING_DONE)
            break;
        if (ing_verify_is_damage(status)) {
            ing_verify_note(v, "log", "", v->expected, v->cause.message, v->cause.message);
            v->is_folding = false;
            break;
        }
        status = status == LIBING_OK ? check_line(v, seq, line, err) : ing_verify_fail(v, status, err);
        if (status == LIBING_OK)
            status = ing_audit_progress(&v->auditor, (uint64_t)v->out.records, (uint64_t)end, err);
    }
    ing_log_cursor_close(cursor);
    return status == LIBING_DONE || ing_verify_is_damage(status) ? LIBING_OK : status;
}
