/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the deadlines that run: set and cleared by case.moved, ended by deadline.lapsed. */
#include "store/internal.h"

#include <inttypes.h>

#define DAY_SECONDS 86400

/* T-6: a date ends with its day, a moment at its instant. */
static bool end_of(const ing_store *store, ing_text due, int64_t *out)
{
    ing_moment moment;
    bool other_zone = false;

    if (!ing_moment_parse(due, ing_store_zone(store), &moment, &other_zone))
        return false;
    *out = moment.second + (moment.whole_day ? DAY_SECONDS : 0);
    return true;
}

static libing_status fail_due(const ing_record *record, libing_error *err)
{
    (void)ing_fail(err, LIBING_ERR_DAMAGED, "store.deadline",
                   "record %" PRId64 " sets a deadline to no date", "第 %" PRId64 " 号记录设定的期限不是日期",
                   record->seq);
    ing_error_seq(err, record->seq);
    return LIBING_ERR_DAMAGED;
}

static libing_status set(ing_store *store, const ing_record *record, int64_t thread, ing_text name,
                         ing_text due, libing_error *err)
{
    ing_stmt *stmt = NULL;
    int64_t ends = 0;
    libing_status status;

    if (!end_of(store, due, &ends))
        return fail_due(record, err);
    status = ing_db_prepare(store->db,
                            "INSERT OR REPLACE INTO deadline(thread, name, procedure, due, ends, seq)"
                            " VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                            &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, thread);
    ing_stmt_bind_text(stmt, 2, name);
    ing_stmt_bind_text(stmt, 3, ing_json_text(record->data, "procedure"));
    ing_stmt_bind_text(stmt, 4, due);
    ing_stmt_bind_integer(stmt, 5, ends);
    ing_stmt_bind_integer(stmt, 6, record->seq);
    if (ends < store->first_end)
        store->first_end = ends;
    return ing_stmt_finish(stmt, err);
}

static libing_status clear(ing_store *store, int64_t thread, ing_text name, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status =
        ing_db_prepare(store->db, "DELETE FROM deadline WHERE thread = ?1 AND name = ?2", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, thread);
    ing_stmt_bind_text(stmt, 2, name);
    return ing_stmt_finish(stmt, err);
}

libing_status ing_deadlines_move(ing_store *store, const ing_record *record, int64_t thread,
                                 libing_error *err)
{
    const ing_json *started = ing_json_get(record->data, "set");
    const ing_json *cleared = ing_json_get(record->data, "cleared");
    libing_status status = LIBING_OK;

    for (size_t i = 0; cleared != NULL && i < cleared->count && status == LIBING_OK; i++) {
        if (cleared->type == ING_JSON_LIST)
            status = clear(store, thread, cleared->items[i].text, err);
    }
    for (size_t i = 0; started != NULL && i < started->count && status == LIBING_OK; i++) {
        if (started->type == ING_JSON_OBJECT)
            status = set(store, record, thread, started->members[i].key, started->members[i].value.text, err);
    }
    return status;
}

libing_status ing_deadlines_lapse(ing_store *store, const ing_record *record, int64_t thread,
                                  libing_error *err)
{
    return clear(store, thread, ing_json_text(record->data, "deadline"), err);
}

/* --- asking ------------------------------------------------------------------------------------- */

static const char OF_ALL[] =
    "SELECT d.thread, t.name, d.procedure, d.name, d.due, d.ends, d.seq FROM deadline d"
    " JOIN thread t ON t.id = d.thread WHERE d.ends <= ?2 ORDER BY d.ends, d.seq, d.name";
static const char OF_SUBJECT[] =
    "SELECT d.thread, t.name, d.procedure, d.name, d.due, d.ends, d.seq FROM thread t"
    " JOIN deadline d ON d.thread = t.id WHERE t.subject = ?1 AND d.ends <= ?2"
    " ORDER BY d.ends, d.seq, d.name";
static const char OF_CASE[] =
    "SELECT d.thread, t.name, d.procedure, d.name, d.due, d.ends, d.seq FROM thread t"
    " JOIN deadline d ON d.thread = t.id WHERE t.thread_kind = 0 AND t.name = ?1 AND d.ends <= ?2"
    " ORDER BY d.ends, d.seq, d.name";

static ing_running row_of(const ing_stmt *stmt)
{
    return (ing_running){ ing_stmt_integer(stmt, 0), ing_stmt_text(stmt, 1), ing_stmt_text(stmt, 2),
                          ing_stmt_text(stmt, 3),    ing_stmt_text(stmt, 4), ing_stmt_integer(stmt, 5),
                          ing_stmt_integer(stmt, 6) };
}

static libing_status keep(ing_arena *arena, ing_text *text, libing_error *err)
{
    text->ptr = ing_arena_text(arena, text->ptr, text->len);
    return text->ptr != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status keep_row(ing_arena *arena, ing_running *running, libing_error *err)
{
    libing_status status = keep(arena, &running->case_id, err);

    if (status == LIBING_OK)
        status = keep(arena, &running->procedure, err);
    if (status == LIBING_OK)
        status = keep(arena, &running->name, err);
    return status == LIBING_OK ? keep(arena, &running->due, err) : status;
}

static libing_status none_ended(libing_error *err)
{
    return ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_deadline", "no deadline has ended", "没有届满的期限");
}

/* Has any deadline ended: asked before every event, so it must cost nothing where nothing runs. */
static libing_status has_ended(ing_store *store, int64_t until, bool *out, libing_error *err)
{
    int64_t first = 0;
    bool found = false;
    libing_status status;

    *out = until >= store->first_end;
    if (!*out)
        return LIBING_OK;
    status = ing_schema_integer(store->db, "SELECT ends FROM deadline ORDER BY ends LIMIT 1", &first, &found,
                                err);
    if (status != LIBING_OK)
        return status;
    store->first_end = found ? first : INT64_MAX;
    *out = until >= store->first_end;
    return LIBING_OK;
}

static libing_status ask(ing_store *store, const ing_running_scope *scope, int64_t until, ing_stmt **out,
                         libing_error *err)
{
    static const char *const queries[] = { OF_CASE, OF_SUBJECT, OF_ALL };
    libing_status status = ing_threads_flush(store, err);

    if (status == LIBING_OK)
        status = ing_db_prepare(store->db, queries[scope->of], out, err);
    if (status != LIBING_OK)
        return status;
    if (scope->of != ING_RUNNING_ALL)
        ing_stmt_bind_text(*out, 1, scope->id);
    ing_stmt_bind_integer(*out, 2, until);
    return LIBING_OK;
}

libing_status ing_store_next_deadline(ing_store *store, const ing_running_scope *scope, int64_t until,
                                      ing_arena *arena, ing_running *out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    bool ended = false;
    libing_status status = has_ended(store, until, &ended, err);

    if (status == LIBING_OK && !ended)
        return none_ended(err);
    if (status == LIBING_OK)
        status = ask(store, scope, until, &stmt, err);
    if (status != LIBING_OK)
        return status;
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_DONE)
        return none_ended(err);
    if (status == LIBING_OK) {
        *out = row_of(stmt);
        status = keep_row(arena, out, err);
        ing_stmt_reset(stmt);
    }
    return status;
}

libing_status ing_store_deadlines(ing_store *store, const ing_running_scope *scope, int64_t until,
                                  ing_running_visitor visit, void *ctx, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ask(store, scope, until, &stmt, err);

    if (status != LIBING_OK)
        return status;
    for (;;) {
        status = ing_stmt_step(stmt, err);
        if (status != LIBING_OK)
            break;
        ing_running running = row_of(stmt);
        status = visit(ctx, &running, err);
        if (status != LIBING_OK) {
            ing_stmt_reset(stmt);
            return status;
        }
    }
    return status == LIBING_DONE ? LIBING_OK : status;
}
