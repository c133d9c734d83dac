/* SPDX-License-Identifier: Apache-2.0 */
/* Owns `clock`: how far valid time has come, by what is recorded. Time that passes without a record is not
 * known here; whoever says `advance` says it again. */
#include "store/internal.h"

/* Causes of their own that say when something was true; libing's bookkeeping does not. */
static bool is_of_world(const ing_record *record)
{
    static const char *const types[] = { "party.recorded",     "case.adopted",     "deadline.lapsed",
                                         "decision.confirmed", "decision.declined", "decision.executed",
                                         "duty.closed" };
    bool is = record->cause < 0 && memchr(record->type.ptr, '.', record->type.len) == NULL;

    for (size_t i = 0; i < sizeof types / sizeof *types && record->cause < 0 && !is; i++)
        is = ing_text_is(record->type, types[i]);
    return is;
}

static libing_status load(ing_store *store, libing_error *err)
{
    ing_clock_row *clock = &store->clock;
    ing_stmt *stmt = NULL;
    libing_status status;

    if (clock->is_loaded)
        return LIBING_OK;
    *clock = (ing_clock_row){ .seq = -1 };
    status = ing_db_prepare(store->db, "SELECT first, latest, seq FROM clock WHERE id = 0", &stmt, err);
    if (status != LIBING_OK)
        return status;
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_OK) {
        *clock = (ing_clock_row){ .is_there = true,
                                  .first = ing_stmt_integer(stmt, 0),
                                  .latest = ing_stmt_integer(stmt, 1),
                                  .seq = ing_stmt_integer(stmt, 2) };
        ing_stmt_reset(stmt);
    }
    clock->is_loaded = status == LIBING_OK || status == LIBING_DONE;
    return status == LIBING_DONE ? LIBING_OK : status;
}

libing_status ing_clock_apply(ing_store *store, const ing_record *record, libing_error *err)
{
    ing_clock_row *clock = &store->clock;
    libing_status status;

    if (!is_of_world(record))
        return LIBING_OK;
    status = load(store, err);
    if (status != LIBING_OK || (clock->is_there && record->at.second <= clock->latest))
        return status;
    if (!clock->is_there)
        clock->first = record->at.second;
    clock->latest = record->at.second;
    clock->seq = record->seq;
    clock->is_there = clock->is_dirty = true;
    return LIBING_OK;
}

libing_status ing_clock_flush(ing_store *store, libing_error *err)
{
    ing_clock_row *clock = &store->clock;
    ing_stmt *stmt = NULL;
    libing_status status;

    if (!clock->is_dirty)
        return LIBING_OK;
    status = ing_db_prepare(
        store->db, "INSERT OR REPLACE INTO clock(id, first, latest, seq) VALUES(0, ?1, ?2, ?3)", &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, clock->first);
    ing_stmt_bind_integer(stmt, 2, clock->latest);
    ing_stmt_bind_integer(stmt, 3, clock->seq);
    status = ing_stmt_finish(stmt, err);
    clock->is_dirty = status != LIBING_OK;
    return status;
}

void ing_clock_drop(ing_store *store)
{
    store->clock = (ing_clock_row){ .seq = -1 };
}

libing_status ing_store_clock(ing_store *store, bool *any, int64_t *first, int64_t *latest,
                              libing_error *err)
{
    libing_status status = load(store, err);

    *any = status == LIBING_OK && store->clock.is_there;
    *first = store->clock.first;
    *latest = store->clock.latest;
    return status;
}

libing_status ing_store_next_pack(ing_store *store, ing_date day, ing_date *out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        store->db, "SELECT start FROM pack WHERE start > ?1 ORDER BY start LIMIT 1", &stmt, err);

    *out = ING_DATE_MAX;
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, day);
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_OK) {
        *out = (ing_date)ing_stmt_integer(stmt, 0);
        ing_stmt_reset(stmt);
    }
    return status == LIBING_DONE ? LIBING_OK : status;
}
