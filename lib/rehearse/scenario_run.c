/* SPDX-License-Identifier: Apache-2.0 */
/* One scenario from its first event to as_of: the clock, the advances, the appends. */
#include "rehearse/scenario_run.h"

#define DAY INT64_C(86400)
#define HOUR INT64_C(3600)
#define BEGINNING "1900-01-01" /* the pack under test is in force from here on */

/* --- the clock ---------------------------------------------------------------------------------- */

static int read_clock(void *user, int64_t *ms_out)
{
    const ing_run *run = user;

    *ms_out = run->clock_ms;
    return 0;
}

/* It never goes back: an event without an hour stands where the day has come to. */
static void set_clock(ing_run *run, int64_t local_second)
{
    int64_t ms = (local_second - run->pack->zone_seconds) * 1000;

    if (ms > run->clock_ms)
        run->clock_ms = ms;
}

/* --- time --------------------------------------------------------------------------------------- */

static libing_status advance(ing_run *run, int64_t local_second, libing_error *err)
{
    ing_moment to = { local_second, false };
    char text[26];

    ing_moment_format(to, run->pack->zone_seconds, text);
    set_clock(run, local_second);
    return libing_advance(run->engine, text, NULL, err);
}

/* Where time stands to be advanced in steps, each step on the way; then to the moment itself. */
static libing_status advance_to(ing_run *run, int64_t *now, int64_t then, libing_error *err)
{
    libing_test_time time = run->options->time;
    int64_t step = time == LIBING_TEST_HOURLY ? HOUR : DAY;
    libing_status status = LIBING_OK;

    if ((time == LIBING_TEST_DAILY || time == LIBING_TEST_HOURLY) && *now != INT64_MIN) {
        int64_t at = *now - ((*now % step) + step) % step + step;

        for (; at < then && status == LIBING_OK; at += step)
            status = advance(run, at, err);
    }
    if (status == LIBING_OK)
        status = advance(run, then, err);
    *now = then > *now ? then : *now;
    return status;
}

/* The end of a day is its last second: what ends with the day ends after it. */
static int64_t end_of_day(ing_date day)
{
    return (int64_t)day * DAY + DAY - 1;
}

static libing_status advance_stops(ing_run *run, size_t *next, ing_date before, int64_t *now, libing_error *err)
{
    const ing_scenario *s = run->scenario;
    libing_status status = LIBING_OK;

    for (; *next < s->stop_count && s->stops[*next] < before && status == LIBING_OK; ++*next)
        status = advance_to(run, now, end_of_day(s->stops[*next]), err);
    return status;
}

/* --- events ------------------------------------------------------------------------------------- */

static void write_request(const ing_request *request, ing_buf *out, ing_arena *arena)
{
    ing_json_builder all = ing_json_begin(arena);
    const ing_json *whole;

    ing_json_put_text(&all, "type", request->type);
    ing_json_put_text(&all, "at", request->at);
    ing_json_put_text(&all, "by", request->by);
    ing_json_put_text(&all, "case", request->case_id);
    ing_json_put_text(&all, "party", request->party);
    ing_json_put(&all, ING_TEXT_LIT("data"), request->data);
    whole = ing_json_end_object(&all);
    if (whole == NULL)
        out->failed = true;
    else
        ing_json_write(whole, out);
}

static libing_status append(ing_run *run, const ing_happening *happening, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_buf request = ING_BUF_INIT;
    ing_text adoption = ING_TEXT_NONE;
    libing_status status = ing_midway(run, happening, &arena, &adoption, err);

    if (status == LIBING_OK && adoption.ptr != NULL)
        status = libing_append(run->engine, adoption.ptr, adoption.len, NULL, NULL, err);
    if (status == LIBING_OK) {
        write_request(&happening->request, &request, &arena);
        status = request.failed ? ing_fail_nomem(err)
                                : libing_append(run->engine, request.ptr, request.len, NULL, NULL, err);
    }
    ing_buf_free(&request);
    ing_arena_free(&arena);
    return status;
}

/* What the engine says no to is part of how a scenario goes. */
static bool is_refusal(libing_status status)
{
    return status <= LIBING_ERR_NOTFOUND && status > LIBING_ERR_STORE;
}

static libing_status play(ing_run *run, libing_error *err)
{
    const ing_scenario *s = run->scenario;
    bool never = run->options->time == LIBING_TEST_NEVER;
    size_t stop = 0;
    int64_t now = INT64_MIN;
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < s->happening_count && status == LIBING_OK; i++) {
        const ing_happening *one = &s->happenings[i];

        run->refused = one;
        if (!never)
            status = advance_stops(run, &stop, ing_moment_date(one->recorded), &now, err);
        if (status == LIBING_OK && !never) /* to when it was true, not to when it is told */
            status = advance_to(run, &now, one->at.second, err);
        set_clock(run, one->recorded.second);
        if (status == LIBING_OK)
            status = append(run, one, err);
    }
    run->refused = status == LIBING_OK ? NULL : run->refused;
    if (status == LIBING_OK && !never)
        status = advance_stops(run, &stop, ING_DATE_MAX, &now, err);
    if (status == LIBING_OK)
        status = advance_to(run, &now,
                            s->as_of.whole_day ? end_of_day(ing_moment_date(s->as_of)) : s->as_of.second, err);
    return status;
}

/* --- the store ---------------------------------------------------------------------------------- */

static libing_status note_broken(void *ctx, const ing_record *record, const ing_invariant *invariant,
                                 libing_error *err)
{
    ing_run *run = ctx;
    bool zh = strcmp(run->options->language != NULL ? run->options->language : "en", "zh") == 0;
    ing_text title = zh ? invariant->titles.zh : invariant->titles.en;

    ing_buf_printf(&run->broken, zh ? "不变式%.*s不成立（%.*s，%.*s之后）：%.*s\n"
                                    : "invariant %.*s does not hold (%.*s, after %.*s): %.*s\n",
                   ING_TEXT_ARG(invariant->id), ING_TEXT_ARG(record->at_text), ING_TEXT_ARG(record->word),
                   ING_TEXT_ARG(title));
    return run->broken.failed ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status open_store(ing_run *run, const char *path, libing_error *err)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    libing_birth birth = LIBING_BIRTH_INIT;
    char zone[7];
    ing_date beginning = 0;
    libing_status status;

    ing_zone_format(run->pack->zone_seconds, zone);
    (void)ing_date_parse(ING_TEXT_LIT(BEGINNING), &beginning);
    run->clock_ms = ((int64_t)beginning * DAY - run->pack->zone_seconds) * 1000;
    birth.zone = zone;
    options.language = run->options->language;
    options.clock = read_clock;
    options.clock_user = run;
    status = ing_engine_create(path, &birth, &options, &run->engine, err);
    if (status != LIBING_OK)
        return status;
    run->engine->is_rehearsal = true;
    run->engine->session.watch.ctx = run;
    run->engine->session.watch.broken = note_broken;
    return ing_engine_install(run->engine, run->pack, BEGINNING, err);
}

libing_status ing_run_scenario(const ing_run_options *options, const ing_scenario *scenario, const ing_pack *pack,
                               const char *path, ing_run *out, libing_error *err)
{
    libing_error why = LIBING_ERROR_INIT;
    libing_status status;

    *out = (ing_run){ .scenario = scenario, .pack = pack, .options = options };
    ing_error_language(&why, options->language);
    status = open_store(out, path, err);
    if (status != LIBING_OK)
        return status;
    status = play(out, &why);
    if (status != LIBING_OK) /* what was tried and went well may have left words behind */
        out->why = why;
    if (status == LIBING_OK || is_refusal(status))
        return LIBING_OK;
    if (err != NULL)
        *err = why;
    return status;
}

void ing_run_close(ing_run *run)
{
    libing_close(run->engine);
    run->engine = NULL;
    ing_buf_free(&run->broken);
}

libing_status ing_run_look(const ing_run *run, libing_error *err)
{
    libing_status status = ing_engine_enter(run->engine, err);

    if (status != LIBING_OK)
        return status;
    status = ing_engine_begin(run->engine, false, err);
    if (status != LIBING_OK)
        ing_engine_leave(run->engine);
    return status;
}

void ing_run_look_away(const ing_run *run)
{
    libing_status status = LIBING_OK;

    ing_engine_end(run->engine, true, &status, NULL); /* it only read: nothing can be lost */
    ing_engine_leave(run->engine);
}
