/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the table `decision`: what was decided and how it stands now. */
#include "store/internal.h"

#include <inttypes.h>

static ing_text absent_as_empty(ing_text text)
{
    return text.ptr != NULL ? text : (ing_text){ "", 0 };
}

libing_status ing_decision_insert(ing_store *store, const ing_record *record, int64_t thread,
                                  libing_error *err)
{
    bool blocked = ing_json_get(record->data, "blocked") != NULL;
    ing_stmt *stmt = NULL;
    libing_status status =
        ing_db_prepare(store->db,
                       "INSERT INTO decision(seq, thread, action, rule, cause, modality, kind, blocked,"
                       " standing, standing_seq) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?1)",
                       &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, record->seq);
    ing_stmt_bind_integer(stmt, 2, thread);
    ing_stmt_bind_text(stmt, 3, absent_as_empty(ing_json_text(record->data, "action")));
    ing_stmt_bind_text(stmt, 4, record->rule);
    ing_stmt_bind_integer(stmt, 5, record->cause);
    ing_stmt_bind_text(stmt, 6, ing_json_text(record->data, "modality"));
    ing_stmt_bind_text(stmt, 7, ing_json_text(record->data, "kind"));
    ing_stmt_bind_integer(stmt, 8, blocked);
    ing_stmt_bind_text(stmt, 9, ing_text_of(blocked ? "blocked" : "in_force"));
    return ing_stmt_finish(stmt, err);
}

libing_status ing_decision_word(ing_store *store, const ing_record *record, const char *standing,
                                libing_error *err)
{
    int64_t decision = ing_json_integer(record->data, "decision", -1);
    ing_stmt *change = NULL;
    ing_stmt *now = NULL;
    libing_status status = ing_db_prepare(
        store->db, "INSERT INTO standing(decision, seq, standing) VALUES(?1, ?2, ?3)", &change, err);

    if (status == LIBING_OK)
        status = ing_db_prepare(
            store->db, "UPDATE decision SET standing_seq = ?2, standing = ?3 WHERE seq = ?1", &now, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(change, 1, decision);
    ing_stmt_bind_integer(change, 2, record->seq);
    ing_stmt_bind_text(change, 3, ing_text_of(standing));
    status = ing_stmt_finish(change, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(now, 1, decision);
    ing_stmt_bind_integer(now, 2, record->seq);
    ing_stmt_bind_text(now, 3, ing_text_of(standing));
    return ing_stmt_finish(now, err);
}

/* The constant that is spelled so: what is handed out must outlive the row. */
static const char *standing_of(ing_text text)
{
    static const char *const standings[] = { "in_force", "blocked",  "confirmed",
                                             "executed", "declined", "revoked" };
    for (size_t i = 0; i < sizeof standings / sizeof standings[0]; i++) {
        if (ing_text_is(text, standings[i]))
            return standings[i];
    }
    return NULL;
}

static libing_status fail_standing(int64_t seq, libing_status code, libing_error *err)
{
    if (code == LIBING_ERR_NOTFOUND)
        (void)ing_fail(err, code, "store.no_decision", "record %" PRId64 " is no decision",
                       "第 %" PRId64 " 号记录不是决定", seq);
    else
        (void)ing_fail(err, code, "store.standing", "decision %" PRId64 " stands in no way known",
                       "决定 %" PRId64 " 的状态无法识别", seq);
    ing_error_seq(err, seq);
    return code;
}

/* One text column of one row: *out is a constant, NULL when there is no row. */
static libing_status take_standing(ing_stmt *stmt, int64_t seq, const char **out, libing_error *err)
{
    libing_status status = ing_stmt_step(stmt, err);

    *out = NULL;
    if (status == LIBING_DONE)
        return LIBING_OK;
    if (status != LIBING_OK)
        return status;
    *out = standing_of(ing_stmt_text(stmt, 0));
    ing_stmt_reset(stmt);
    return *out != NULL ? LIBING_OK : fail_standing(seq, LIBING_ERR_DAMAGED, err);
}

static bool is_in_force(const char *standing)
{
    return strcmp(standing, "in_force") == 0 || strcmp(standing, "confirmed") == 0 ||
           strcmp(standing, "executed") == 0;
}

libing_status ing_store_standing(ing_store *store, int64_t seq, bool *in_force, ing_text *standing,
                                 libing_error *err)
{
    ing_stmt *stmt = NULL;
    const char *found = NULL;
    libing_status status =
        ing_db_prepare(store->db, "SELECT standing FROM decision WHERE seq = ?1", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, seq);
    status = take_standing(stmt, seq, &found, err);
    if (status == LIBING_OK && found == NULL)
        status = fail_standing(seq, LIBING_ERR_NOTFOUND, err);
    if (status != LIBING_OK)
        return status;
    *standing = ing_text_of(found);
    *in_force = is_in_force(found);
    return LIBING_OK;
}

libing_status ing_store_in_force(ing_store *store, int64_t seq, int64_t bound, bool *out,
                                 libing_error *err)
{
    ing_text standing;
    ing_stmt *stmt = NULL;
    const char *found = NULL;
    libing_status status;

    *out = false;
    if (bound < 0)
        return ing_store_standing(store, seq, out, &standing, err);
    if (seq > bound)
        return fail_standing(seq, LIBING_ERR_NOTFOUND, err);
    /* The last change up to the bound, or else how the decision began. */
    status = ing_db_prepare(store->db,
                            "SELECT coalesce((SELECT s.standing FROM standing s WHERE s.decision = ?1"
                            " AND s.seq <= ?2 ORDER BY s.seq DESC LIMIT 1),"
                            " CASE blocked WHEN 0 THEN 'in_force' ELSE 'blocked' END)"
                            " FROM decision WHERE seq = ?1",
                            &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, seq);
    ing_stmt_bind_integer(stmt, 2, bound);
    status = take_standing(stmt, seq, &found, err);
    if (status == LIBING_OK && found == NULL)
        status = fail_standing(seq, LIBING_ERR_NOTFOUND, err);
    if (status == LIBING_OK)
        *out = is_in_force(found);
    return status;
}

/* --- lists -------------------------------------------------------------------------------------- */

static const char BY_ACTION[] = "SELECT seq FROM decision WHERE action = ?1 AND seq >= ?3"
                                " AND (?2 IS NULL OR rule = ?2) ORDER BY seq LIMIT ?4";
static const char BY_RULE[] = "SELECT seq FROM decision WHERE rule = ?2 AND seq >= ?3 ORDER BY seq LIMIT ?4";
static const char ALL[] = "SELECT seq FROM decision WHERE seq >= ?3 ORDER BY seq LIMIT ?4";
static const char ONE[] = "SELECT seq FROM decision WHERE seq = ?1 AND (?2 IS NULL OR action = ?2)"
                          " AND (?3 IS NULL OR rule = ?3)";

/* A few of many, and seldom asked for: a scan costs less than an index that every decision would pay. */
static const char WAITING[] = "SELECT seq FROM decision WHERE seq >= ?1 AND standing = 'in_force'"
                              " AND kind IN ('proposal', 'order') ORDER BY seq LIMIT ?2";

libing_status ing_store_waiting(ing_store *store, int64_t from_seq, size_t limit, ing_numbers *out,
                                libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(store->db, WAITING, &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, from_seq);
    ing_stmt_bind_integer(stmt, 2, limit > INT64_MAX ? -1 : (int64_t)limit);
    return ing_numbers_take(out, stmt, err);
}

/* A case is short: its records are looked up one by one, which needs no index of decisions by case. */
static libing_status list_of_case(ing_store *store, const ing_decision_filter *filter, size_t limit,
                                  ing_numbers *out, libing_error *err)
{
    size_t wanted = limit == 0 ? SIZE_MAX : limit;
    ing_numbers seqs = ING_NUMBERS_INIT;
    ing_numbers found = ING_NUMBERS_INIT;
    ing_thread_row *row = NULL;
    libing_status status = ing_threads_find(store, ING_THREAD_CASE, filter->case_id, false, &row, err);

    if (status == LIBING_OK && row != NULL)
        status = ing_store_thread_seqs(store, row->id, 0, &seqs, err);
    for (size_t i = 0; i < seqs.count && status == LIBING_OK && found.count < wanted; i++) {
        ing_stmt *stmt = NULL;
        if (seqs.items[i] < filter->from_seq)
            continue;
        status = ing_db_prepare(store->db, ONE, &stmt, err);
        if (status != LIBING_OK)
            break;
        ing_stmt_bind_integer(stmt, 1, seqs.items[i]);
        ing_stmt_bind_text(stmt, 2, filter->action);
        ing_stmt_bind_text(stmt, 3, filter->rule);
        status = ing_numbers_take(&found, stmt, err);
    }
    for (size_t i = 0; i < found.count && status == LIBING_OK; i++)
        status = ing_numbers_add(out, found.items[i], err);
    ing_numbers_free(&seqs);
    ing_numbers_free(&found);
    return status;
}

libing_status ing_store_decisions(ing_store *store, const ing_decision_filter *filter, size_t limit,
                                  ing_numbers *out, libing_error *err)
{
    const char *sql = ALL;
    ing_stmt *stmt = NULL;
    libing_status status;

    if (filter->case_id.ptr != NULL)
        return list_of_case(store, filter, limit, out, err);
    if (filter->action.ptr != NULL)
        sql = BY_ACTION;
    else if (filter->rule.ptr != NULL)
        sql = BY_RULE;
    status = ing_db_prepare(store->db, sql, &stmt, err);
    if (status != LIBING_OK)
        return status;
    if (filter->action.ptr != NULL)
        ing_stmt_bind_text(stmt, 1, filter->action);
    if (filter->rule.ptr != NULL)
        ing_stmt_bind_text(stmt, 2, filter->rule);
    ing_stmt_bind_integer(stmt, 3, filter->from_seq);
    ing_stmt_bind_integer(stmt, 4, limit == 0 || limit > INT64_MAX ? -1 : (int64_t)limit);
    return ing_numbers_take(out, stmt, err);
}
