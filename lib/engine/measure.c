/* SPDX-License-Identifier: Apache-2.0 */
/* measure: a fact's value as of a day, for one case, the store, or counted over all cases. */
#include "engine/engine.h"

/* A question on its way: which fact, looked at when. */
typedef struct asking {
    libing_engine *engine;
    ing_text name;
    const char *as_of;              /* NULL = everything recorded */
    ing_judgement judgement;
    ing_json_builder answer;
} asking;

static const ing_json *value_json(asking *a, const ing_value *value)
{
    return ing_value_write(value, ing_store_zone(a->engine->store), &a->engine->session.cause);
}

/* --- finding the fact --------------------------------------------------------------------------- */

/* Without a day: the day of the newest record that any rule could see, so that equal logs give equal
 * answers. */
static libing_status today_of(asking *a, ing_date *out, libing_error *err)
{
    int64_t local = ing_store_last_t(a->engine->store) / 1000 + ing_store_zone(a->engine->store);

    *out = ing_moment_date((ing_moment){ local, true });
    if (a->as_of != NULL && !ing_date_parse(ing_text_of(a->as_of), out))
        return ing_fail(err, LIBING_ERR_DATE, "measure.as_of", "as-of '%s' is no date; write 2024-03-15",
                        "as-of“%s”不是日期；请写2024-03-15", a->as_of);
    return LIBING_OK;
}

static libing_status set_up(asking *a, libing_error *err)
{
    ing_session *session = &a->engine->session;
    ing_date today = 0;
    int64_t pack_seq = -1;
    libing_status status = today_of(a, &today, err);

    if (status != LIBING_OK)
        return status;
    a->judgement = (ing_judgement){ .world = ing_source_world(session->source),
                                    .arena = &session->judging[0].record,
                                    .today = today,
                                    .limit_factor = 1 };
    ing_source_look_back(session->source, -1, a->as_of != NULL, today);
    return ing_session_pack_for(session, today, &a->judgement.pack, &pack_seq, err);
}

static libing_status no_such_measure(const asking *a, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(a->name);
    const ing_pack *pack = a->judgement.pack;

    for (size_t i = 0; i < pack->fact_count; i++) {
        if (pack->fact_list[i]->measure)
            ing_nearest_try(&nearest, pack->fact_list[i]->id);
    }
    if (nearest.best.ptr != NULL)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "measure.unknown",
                        "no measure '%.*s'; did you mean %.*s?", "没有度量“%.*s”；是否指%.*s？",
                        ING_TEXT_ARG(a->name), ING_TEXT_ARG(nearest.best));
    return ing_fail(err, LIBING_ERR_NOTFOUND, "measure.unknown", "no measure '%.*s' in pack %.*s",
                    "度量“%.*s”不在规则包%.*s中", ING_TEXT_ARG(a->name), ING_TEXT_ARG(pack->id));
}

/* The measure of that name; with a kind, the one of that kind of case. */
static const ing_fact *find_measure(const asking *a, ing_text kind)
{
    const ing_pack *pack = a->judgement.pack;

    if (kind.ptr != NULL) {
        const ing_fact *fact = ing_pack_fact(pack, kind, a->name);
        return fact != NULL && fact->measure ? fact : NULL;
    }
    for (size_t i = 0; i < pack->fact_count; i++) {
        if (pack->fact_list[i]->measure && ing_text_equal(pack->fact_list[i]->id, a->name))
            return pack->fact_list[i];
    }
    return NULL;
}

/* --- one value ---------------------------------------------------------------------------------- */

static libing_status ask(asking *a, const ing_fact *fact, const ing_view *view, ing_value *out,
                         libing_error *err)
{
    a->judgement.subject = view;
    ing_judge_forget(&a->judgement);
    return ing_judge_fact(&a->judgement, fact, view, out, err);
}

static libing_status of_view(asking *a, ing_about of, ing_text id, libing_error *err)
{
    const ing_world *world = a->judgement.world;
    const ing_view *view = NULL;
    const ing_fact *fact;
    ing_value value;
    libing_status status = world->view(world->ctx, of, id, &view, err);

    if (status == LIBING_OK && view == NULL)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "case.unknown", "no case '%.*s'%s%s",
                        "没有案件“%.*s”%s%s", ING_TEXT_ARG(id), a->as_of != NULL ? " as of " : "",
                        a->as_of != NULL ? a->as_of : "");
    if (status != LIBING_OK)
        return status;
    fact = find_measure(a, view->kind);
    if (fact == NULL)
        return no_such_measure(a, err);
    status = ask(a, fact, view, &value, err);
    if (status != LIBING_OK)
        return status;
    if (of == ING_ABOUT_CASE)
        ing_json_put_text(&a->answer, "case", id);
    ing_json_put(&a->answer, ING_TEXT_LIT("value"), value_json(a, &value));
    return LIBING_OK;
}

/* --- counted over all cases --------------------------------------------------------------------- */

/* How often each value occurs; the value's text or canonical JSON is the key. */
typedef struct tally {
    ing_map counts;                 /* key → int64_t */
    int64_t total;
} tally;

static libing_status count_value(asking *a, tally *sums, const ing_value *value, libing_error *err)
{
    ing_arena *arena = &a->engine->session.cause;
    const ing_json *json = value_json(a, value);
    ing_buf text = ING_BUF_INIT;
    int64_t *count;
    libing_status status = LIBING_OK;

    if (json == NULL)
        ing_buf_text(&text, "unknown");
    else if (json->type == ING_JSON_TEXT)
        ing_buf_slice(&text, json->text);
    else
        ing_json_write(json, &text);
    count = text.failed ? NULL : ing_map_get(&sums->counts, ing_buf_view(&text));
    if (count == NULL && !text.failed) {
        char *key = ing_arena_text(arena, text.ptr, text.len);
        count = ing_arena_new(arena, 1, sizeof *count);
        if (key == NULL || count == NULL || !ing_map_put(&sums->counts, (ing_text){ key, text.len }, count))
            count = NULL;
    }
    if (count == NULL)
        status = ing_fail_nomem(err);
    else
        ++*count;
    sums->total++;
    ing_buf_free(&text);
    return status;
}

static libing_status count_kind(asking *a, const ing_fact *fact, ing_text kind, tally *sums,
                                libing_error *err)
{
    const ing_world *world = a->judgement.world;
    ing_arena own = ING_ARENA_INIT, *before = a->judgement.arena;
    ing_views views = { NULL, 0 };
    libing_status status = world->cases(world->ctx, kind, ING_TEXT_NONE, &views, err);

    a->judgement.arena = &own;
    for (size_t i = 0; i < views.count && status == LIBING_OK; i++) {
        ing_value value;

        if (a->engine->interrupted)
            status = ing_fail(err, LIBING_ERR_INTERRUPTED, "engine.interrupted", "interrupted", "已中断");
        if (status == LIBING_OK)
            status = ask(a, fact, views.items[i], &value, err);
        if (status == LIBING_OK)
            status = count_value(a, sums, &value, err);
        ing_arena_reset(&own);
        ing_source_trim(a->engine->session.source);
    }
    ing_judge_forget(&a->judgement);
    a->judgement.arena = before;
    ing_arena_free(&own);
    return status;
}

static libing_status over_all(asking *a, const ing_fact *fact, libing_error *err)
{
    ing_arena *arena = &a->engine->session.cause;
    ing_json_builder counts = ing_json_begin(arena);
    tally sums = { ING_MAP_INIT, 0 };
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < fact->kind_count && status == LIBING_OK; i++)
        status = count_kind(a, fact, fact->kinds[i], &sums, err);
    for (size_t i = 0; i < sums.counts.count; i++) {
        const int64_t *count = sums.counts.items[i].value;
        ing_json *number = ing_arena_new(arena, 1, sizeof *number);

        if (number == NULL)
            status = ing_fail_nomem(err);
        else
            *number = ing_json_of_integer(*count);
        ing_json_put(&counts, sums.counts.items[i].key, number);
    }
    ing_json_put(&a->answer, ING_TEXT_LIT("counts"), ing_json_end_object(&counts));
    ing_json_put_integer(&a->answer, "total", sums.total);
    ing_map_free(&sums.counts);
    return status;
}

static libing_status answer(asking *a, const char *case_id, libing_error *err)
{
    const ing_fact *fact;
    libing_status status = set_up(a, err);

    if (status != LIBING_OK)
        return status;
    a->answer = ing_json_begin(&a->engine->session.cause);
    ing_json_put_text(&a->answer, "name", a->name);
    if (a->as_of != NULL)
        ing_json_put_text(&a->answer, "as_of", ing_text_of(a->as_of));
    if (case_id != NULL)
        return of_view(a, ING_ABOUT_CASE, ing_text_of(case_id), err);
    fact = find_measure(a, ING_TEXT_NONE);
    if (fact == NULL)
        return no_such_measure(a, err);
    if (fact->of == ING_ABOUT_STORE)
        return of_view(a, ING_ABOUT_STORE, ING_TEXT_LIT(""), err);
    return over_all(a, fact, err);
}

libing_status libing_measure(libing_engine *engine, const char *name, const char *case_id,
                             const char *as_of, libing_document **out, libing_error *err)
{
    asking a = { .engine = engine, .as_of = as_of };
    libing_status status;

    if (name == NULL || out == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "%s is NULL", "%s为NULL",
                        name == NULL ? "name" : "out");
    *out = NULL;
    a.name = ing_text_of(name);
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    status = ing_engine_begin(engine, false, err);
    if (status == LIBING_OK) {
        ing_session_next_cause(&engine->session);
        status = answer(&a, case_id, err);
        if (status == LIBING_OK)
            status = ing_document_new(ing_json_end_object(&a.answer), out, err);
        ing_source_look_back(engine->session.source, -1, false, 0);
        ing_engine_end_answer(engine, true, &status, out, err);
    }
    ing_engine_leave(engine);
    return status;
}
