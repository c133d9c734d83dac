/* SPDX-License-Identifier: Apache-2.0 */
/* due: which deadlines run, in the order in which they end. */
#include "engine/due.h"

#include "engine/agenda.h"

#define DAY_SECONDS 86400

/* --- the list ----------------------------------------------------------------------------------- */

typedef struct listing {
    ing_arena *arena;
    ing_json_builder list;
    int32_t zone;
    ing_date until;
} listing;

/* The statement's row goes, the document stays. */
static void put_copy(listing *l, ing_json_builder *out, const char *key, ing_text text)
{
    ing_json_put_text(out, key, (ing_text){ ing_arena_text(l->arena, text.ptr, text.len), text.len });
}

static libing_status add(void *ctx, const ing_running *running, libing_error *err)
{
    listing *l = ctx;
    ing_json_builder one = ing_json_begin(l->arena);
    ing_moment due;
    bool other_zone = false;

    /* An instant at midnight ends when the day before does, and is not of that day. */
    if (ing_moment_parse(running->due, l->zone, &due, &other_zone) && ing_moment_date(due) > l->until)
        return LIBING_OK;
    put_copy(l, &one, "case", running->case_id);
    put_copy(l, &one, "procedure", running->procedure);
    put_copy(l, &one, "deadline", running->name);
    put_copy(l, &one, "due", running->due);
    ing_json_put_integer(&one, "set_by", running->seq);
    ing_json_add(&l->list, ing_json_end_object(&one));
    return l->arena->failed ? ing_fail_nomem(err) : LIBING_OK;
}

libing_status ing_due_list(libing_engine *engine, const ing_running_scope *scope, ing_date until,
                           const ing_json **out, libing_error *err)
{
    ing_arena *arena = &engine->session.cause;
    listing l = { arena, ing_json_begin(arena), ing_store_zone(engine->store), until };
    libing_status status = ing_store_deadlines(engine->store, scope, ((int64_t)until + 1) * DAY_SECONDS, add,
                                               &l, err);

    *out = ing_json_end_list(&l.list);
    return status == LIBING_OK && *out == NULL ? ing_fail_nomem(err) : status;
}

/* --- duties ------------------------------------------------------------------------------------- */

/* The last day, or the instant, as of deadlines. */
static libing_status add_duty(void *ctx, const ing_settling *settling, libing_error *err)
{
    listing *l = ctx;
    ing_json_builder one = ing_json_begin(l->arena);
    bool is_day = !settling->period.is_hour && settling->settles % DAY_SECONDS == 0;
    ing_moment due = { settling->settles - is_day, is_day };
    char text[26];

    if (ing_moment_date(due) > l->until)
        return LIBING_OK;
    ing_moment_format(due, l->zone, text);
    put_copy(l, &one, "duty", settling->duty->id);
    put_copy(l, &one, "due", ing_text_of(text));
    put_copy(l, &one, "period", ing_period_id(&settling->period));
    ing_json_add(&l->list, ing_json_end_object(&one));
    return l->arena->failed ? ing_fail_nomem(err) : LIBING_OK;
}

/* What the duties of the pack in force are judged for next; absent where there are none. */
static libing_status put_duties(libing_engine *engine, ing_date until, ing_json_builder *document,
                                libing_error *err)
{
    ing_arena *arena = &engine->session.cause;
    listing l = { arena, ing_json_begin(arena), ing_store_zone(engine->store), until };
    libing_status status = ing_agenda_ahead(&engine->session, add_duty, &l, err);
    const ing_json *list = ing_json_end_list(&l.list);

    if (status == LIBING_OK && list == NULL)
        return ing_fail_nomem(err);
    if (status == LIBING_OK && list->count > 0)
        ing_json_put(document, ING_TEXT_LIT("duties"), list);
    return status;
}

/* --- the verb ----------------------------------------------------------------------------------- */

static libing_status list_all(libing_engine *engine, const char *until, ing_date day, libing_document **out,
                              libing_error *err)
{
    const ing_running_scope all = { ING_RUNNING_ALL, ING_TEXT_NONE };
    ing_json_builder document = ing_json_begin(&engine->session.cause);
    const ing_json *list = NULL;
    libing_status status = ing_due_list(engine, &all, day, &list, err);

    ing_json_put_text(&document, "until", ing_text_of(until));
    ing_json_put(&document, ING_TEXT_LIT("deadlines"), list);
    if (status == LIBING_OK)
        status = put_duties(engine, day, &document, err);
    return status == LIBING_OK ? ing_document_new(ing_json_end_object(&document), out, err) : status;
}

libing_status libing_due(libing_engine *engine, const char *until, libing_document **out, libing_error *err)
{
    ing_date day = ING_DATE_MAX;
    libing_status status;

    if (out == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "out is NULL", "out为NULL");
    *out = NULL;
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    if (until != NULL && !ing_date_parse(ing_text_of(until), &day))
        status = ing_fail(err, LIBING_ERR_DATE, "due.until", "'%s' is no date; write 2024-03-15",
                          "“%s”不是日期；请写2024-03-15", until);
    if (status == LIBING_OK)
        status = ing_engine_begin(engine, false, err);
    if (status == LIBING_OK) {
        ing_session_next_cause(&engine->session);
        status = list_all(engine, until, day, out, err);
        ing_engine_end_answer(engine, true, &status, out, err);
    }
    ing_engine_leave(engine);
    return status;
}
