/* SPDX-License-Identifier: Apache-2.0 */
/* Owns what a record does to the projections. It reads nothing but the record, what earlier records
 * projected, and the model of a pack: the same records give the same rows, whoever folds them. */
#include "store/internal.h"

#include <inttypes.h>

static libing_status fail_version(const ing_record *record, int64_t length, libing_error *err)
{
    (void)ing_fail(err, LIBING_ERR_DAMAGED, "store.case_version",
                   "record %" PRId64 " is version %" PRId64 " of case '%.*s', which has %" PRId64 " records",
                   "第 %" PRId64 " 号记录是案件版本 %" PRId64 "，而案件“%.*s”有 %" PRId64 " 条记录",
                   record->seq, record->cv, ING_TEXT_ARG(record->case_id), length);
    ing_error_seq(err, record->seq);
    return LIBING_ERR_DAMAGED;
}

static libing_status fail_from(const ing_record *record, libing_error *err)
{
    (void)ing_fail(err, LIBING_ERR_DAMAGED, "store.pack_from",
                   "record %" PRId64 " installs a pack from no date", "第 %" PRId64 " 号记录安装的规则包没有起始日期",
                   record->seq);
    ing_error_seq(err, record->seq);
    return LIBING_ERR_DAMAGED;
}

static libing_status apply_thread(ing_store *store, const ing_record *record, const ing_digest *leaf,
                                  ing_thread_row **out, libing_error *err)
{
    ing_thread_kind kind = ING_THREAD_STORE;
    ing_text name = { "", 0 };
    ing_thread_row *row = NULL;
    bool extends;
    libing_status status;

    if (record->case_id.ptr != NULL) {
        kind = ING_THREAD_CASE;
        name = record->case_id;
    } else if (record->party.ptr != NULL) {
        kind = ING_THREAD_PARTY;
        name = record->party;
    }
    status = ing_threads_find(store, kind, name, true, &row, err);
    if (status != LIBING_OK)
        return status;
    if (kind == ING_THREAD_CASE && record->cv != row->length)
        return fail_version(record, row->length, err);
    extends = record->cause >= 0 && row->length > 0 && row->last_seq == record->seq - 1;
    status = ing_chain_hash(store->hasher, &row->digest, leaf, &row->digest, err);
    if (status == LIBING_OK)
        status = ing_threads_touch(store, row, err);
    if (status == LIBING_OK)
        status = ing_pending_entry(store, row, record->seq, extends, err);
    row->length++;
    row->last_seq = record->seq;
    *out = row;
    return status;
}

/* A statement that takes the record's seq and perhaps one text. */
static libing_status insert_seq(ing_store *store, const char *sql, ing_text id, int64_t seq,
                                libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(store->db, sql, &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, seq);
    if (id.ptr != NULL)
        ing_stmt_bind_text(stmt, 2, id);
    return ing_stmt_finish(stmt, err);
}

static libing_status apply_correction(ing_store *store, const ing_record *record, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        store->db, "INSERT INTO corrected(seq, correction) VALUES(?1, ?2)", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, record->corrects);
    ing_stmt_bind_integer(stmt, 2, record->seq);
    store->corrections = ING_CORRECTIONS_SOME;
    return ing_stmt_finish(stmt, err);
}

static libing_status apply_pack(ing_store *store, const ing_record *record, libing_error *err)
{
    ing_stmt *stmt = NULL;
    ing_date start;
    libing_status status;

    if (!ing_date_parse(ing_json_text(record->data, "from"), &start))
        return fail_from(record, err);
    status = ing_db_prepare(
        store->db, "INSERT INTO pack(seq, name, version, start, digest) VALUES(?1, ?2, ?3, ?4, ?5)", &stmt,
        err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, record->seq);
    ing_stmt_bind_text(stmt, 2, ing_json_text(record->data, "name"));
    ing_stmt_bind_text(stmt, 3, ing_json_text(record->data, "version"));
    ing_stmt_bind_integer(stmt, 4, start);
    ing_stmt_bind_text(stmt, 5, ing_json_text(record->data, "digest"));
    status = ing_stmt_finish(stmt, err);
    store->packs.is_loaded = false;
    return status == LIBING_OK ? ing_keyed_install(store, record, err) : status;
}

/* What a record of libing's own does beyond standing in its thread. */
static libing_status apply_own(ing_store *store, const ing_record *record, ing_thread_row *row,
                               libing_error *err)
{
    ing_text type = record->type;

    if (ing_text_is(type, "case.opened") || ing_text_is(type, "case.adopted"))
        return ing_threads_label(store, row, ing_json_text(record->data, "kind"),
                                 ing_json_text(record->data, "subject"), err);
    if (ing_text_is(type, "case.moved"))
        return ing_deadlines_move(store, record, row->id, err);
    if (ing_text_is(type, "deadline.lapsed"))
        return ing_deadlines_lapse(store, record, row->id, err);
    if (ing_text_is(type, "decision.confirmed"))
        return ing_decision_word(store, record, "confirmed", err);
    if (ing_text_is(type, "decision.declined"))
        return ing_decision_word(store, record, "declined", err);
    if (ing_text_is(type, "decision.executed"))
        return ing_decision_word(store, record, "executed", err);
    if (ing_text_is(type, "decision.revoked"))
        return ing_decision_word(store, record, "revoked", err);
    if (ing_text_is(type, "pack.installed"))
        return apply_pack(store, record, err);
    if (ing_text_is(type, "runtime.attached"))
        return insert_seq(store, "INSERT INTO runtime(seq) VALUES(?1)", ING_TEXT_NONE, record->seq, err);
    return LIBING_OK;
}

libing_status ing_project_apply(ing_store *store, const ing_record *record, const ing_digest *leaf,
                                libing_error *err)
{
    ing_thread_row *row = NULL;
    libing_status status = apply_thread(store, record, leaf, &row, err);

    if (status != LIBING_OK)
        return status;
    if (ing_text_is(record->type, "decision"))
        status = ing_decision_insert(store, record, row->id, err);
    else if (memchr(record->type.ptr, '.', record->type.len) != NULL)
        status = apply_own(store, record, row, err);
    if (status == LIBING_OK)
        status = ing_clock_apply(store, record, err);
    if (status == LIBING_OK && record->corrects >= 0)
        status = apply_correction(store, record, err);
    /* The first record with a key keeps it. */
    if (status == LIBING_OK && record->id.ptr != NULL)
        status = insert_seq(store, "INSERT INTO request(seq, id) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
                            record->id, record->seq, err);
    if (status == LIBING_OK)
        status = ing_keyed_apply(store, record, err);
    return status;
}
