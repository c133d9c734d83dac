/* SPDX-License-Identifier: Apache-2.0 */
/* advance: the host says what time it is. */
#include "engine/engine.h"
#include "engine/lapse.h"

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))

/* --- advance ------------------------------------------------------------------------------------ */

static libing_status read_to(libing_engine *engine, const char *to, int64_t *until, int64_t *t_ms,
                             libing_error *err)
{
    int32_t zone = ing_store_zone(engine->store);
    bool other_zone = false;
    ing_moment moment;
    char own[7];
    libing_status status;

    ing_zone_format(zone, own);
    if (!ing_moment_parse(ing_text_of(to), zone, &moment, &other_zone))
        return ing_fail(err, LIBING_ERR_DATE, "advance.to",
                        "'%s' is no time here; write 2024-03-15 or 2024-03-15T09:40:00%s",
                        "“%s”不是本库的时间；请写2024-03-15或2024-03-15T09:40:00%s", to, own);
    status = ing_engine_now(engine, t_ms, err);
    if (status == LIBING_OK && (moment.second - zone) * 1000 > *t_ms + DAY_MS)
        status = ing_fail(err, LIBING_ERR_FUTURE, "advance.future",
                          "'%s' is more than 24 hours after the clock", "“%s”比时钟晚24小时以上", to);
    *until = moment.second;
    return status;
}

static libing_status advanced(libing_engine *engine, int64_t first, int64_t lapsed, const char *to,
                              libing_document **out, libing_error *err)
{
    ing_arena *arena = &engine->asking;
    ing_json_builder all = ing_json_begin(arena), decisions = ing_json_begin(arena);
    int64_t closed = 0;
    libing_status status = LIBING_OK;

    for (int64_t seq = first; seq < ing_store_size(engine->store) && status == LIBING_OK; seq++) {
        ing_record record;

        status = ing_store_read(engine->store, seq, arena, &record, err);
        if (status == LIBING_OK && ing_text_is(record.type, "decision"))
            ing_json_add(&decisions, record.root);
        closed += status == LIBING_OK && ing_text_is(record.type, "duty.closed");
    }
    ing_json_put_text(&all, "to", ing_text_of(to));
    ing_json_put_integer(&all, "closed", closed);
    ing_json_put_integer(&all, "lapsed", lapsed);
    ing_json_put(&all, ING_TEXT_LIT("decisions"), ing_json_end_list(&decisions));
    return status == LIBING_OK ? ing_document_new(ing_json_end_object(&all), out, err) : status;
}

static libing_status advance(libing_engine *engine, const char *to, libing_document **out, libing_error *err)
{
    const ing_running_scope all = { ING_RUNNING_ALL, ING_TEXT_NONE };
    int64_t until = 0, t_ms = 0, lapsed = 0, first = ing_store_size(engine->store);
    char t[25];
    libing_status status = read_to(engine, to, &until, &t_ms, err);

    ing_arena_reset(&engine->asking);
    ing_session_next_cause(&engine->session);
    ing_instant_format(t_ms, t);
    if (status == LIBING_OK)
        status = ing_lapse(&engine->session, &all, until, ing_text_of(t), &lapsed, err);
    if (status == LIBING_OK && out != NULL)
        status = advanced(engine, first, lapsed, to, out, err);
    return status;
}

libing_status libing_advance(libing_engine *engine, const char *to, libing_document **out, libing_error *err)
{
    libing_status status;

    if (out != NULL)
        *out = NULL;
    if (to == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "to is NULL", "to为NULL");
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    status = ing_engine_begin(engine, true, err);
    if (status == LIBING_OK) {
        status = advance(engine, to, out, err);
        ing_engine_end(engine, true, &status, err);
    }
    if (status != LIBING_OK && out != NULL) {
        libing_document_free(*out);
        *out = NULL;
    }
    ing_engine_leave(engine);
    return status;
}
