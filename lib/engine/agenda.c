/* SPDX-License-Identifier: Apache-2.0 */
/* The agenda of duties: the next period that is over, and closing it for everyone who has the duty. */
#include "engine/agenda.h"

#define DAY_SECONDS 86400

static ing_date day_of(int64_t second)
{
    return ing_moment_date((ing_moment){ second, false });
}

static libing_status ask(ing_session *session, const ing_pack *pack, ing_arena *arena, ing_date day,
                         ing_judgement *out, libing_error *err)
{
    const ing_world *world = ing_source_world(session->source);

    *out = ing_duty_judgement(pack, world, arena, day);
    out->limit_factor = session->limit_factor;
    out->timeout_ms = session->timeout_ms;
    return world->view(world->ctx, ING_ABOUT_STORE, ING_TEXT_LIT(""), &out->subject, err);
}

/* --- the pack of a time ------------------------------------------------------------------------- */

/* *out NULL: none is in force. *end is the first second that another pack judges. */
static libing_status pack_at(ing_session *session, int64_t second, const ing_pack **out, int64_t *end,
                             libing_error *err)
{
    int64_t seq = -1;
    ing_date next = ING_DATE_MAX;
    libing_status status = ing_store_pack_for(session->store, day_of(second), &seq, NULL);

    *out = NULL;
    if (status == LIBING_OK)
        status = ing_session_pack(session, seq, out, err);
    else if (status == LIBING_ERR_NOTFOUND)
        status = LIBING_OK;
    else
        status = ing_store_fail_read(session->store, status, err);
    if (status == LIBING_OK)
        status = ing_store_next_pack(session->store, day_of(second), &next, err);
    *end = next == ING_DATE_MAX ? INT64_MAX : (int64_t)next * DAY_SECONDS;
    return status;
}

/* --- the next period ---------------------------------------------------------------------------- */

/* Of one pack's duties, that which is settled first behind the agenda. */
static libing_status first_of(ing_session *session, const ing_agenda *agenda, const ing_pack *pack, bool plain,
                              ing_settling *out, libing_error *err)
{
    ing_judgement judgement;
    libing_status status;

    *out = (ing_settling){ .pack = pack, .settles = INT64_MAX };
    if (pack == NULL || pack->duty_count == 0)
        return LIBING_OK;
    ing_arena_reset(&session->duty.arena);
    status = ask(session, pack, &session->duty.arena, day_of(agenda->second), &judgement, err);
    for (size_t i = 0; i < pack->duty_count && status == LIBING_OK; i++) {
        const ing_duty *duty = pack->duties[i];
        int64_t after = agenda->second - (duty->index > agenda->index ? 1 : 0), settles = INT64_MAX;
        ing_period period;

        status = ing_duty_next(&judgement, duty, after, agenda->begun, plain, &period, &settles, err);
        if (status != LIBING_OK || settles >= out->settles)
            continue;
        out->duty = duty;
        out->period = period;
        out->settles = settles;
    }
    return status;
}

static ing_agenda behind(int64_t begun, int64_t second)
{
    return (ing_agenda){ false, begun, second, INT32_MAX };
}

/* Before which second nothing is settled behind this one, whatever may be recorded. */
static libing_status next_boundary(ing_session *session, int64_t second, int64_t *out, libing_error *err)
{
    const ing_agenda agenda = behind(second, second);
    const ing_pack *pack = NULL;
    ing_settling first;
    libing_status status = pack_at(session, second, &pack, out, err);

    session->duty.pack = pack;
    if (status == LIBING_OK)
        status = first_of(session, &agenda, pack, true, &first, err);
    if (status == LIBING_OK && first.settles < *out)
        *out = first.settles;
    return status;
}

libing_status ing_agenda_from(ing_session *session, int64_t begun, int64_t settled, int64_t until,
                              ing_agenda *out, libing_error *err)
{
    bool is_known = session->duty.from <= settled && settled < session->duty.until;
    libing_status status = LIBING_OK;

    *out = behind(begun, settled);
    if (!is_known) {
        session->duty.from = settled;
        session->duty.until = settled;
        session->duty.pack = NULL;
        status = next_boundary(session, settled, &session->duty.until, err);
    }
    out->is_idle = until < session->duty.until;
    return status;
}

libing_status ing_agenda_begin(ing_session *session, int64_t until, ing_agenda *out, libing_error *err)
{
    bool any = false;
    int64_t begun = 0, latest = 0;
    libing_status status = ing_store_clock(session->store, &any, &begun, &latest, err);

    *out = behind(begun, latest);
    out->is_idle = true;
    if (status != LIBING_OK || !any || until <= latest)
        return status;
    status = ing_agenda_from(session, begun, latest, until, out, err);
    if (session->duty.size == ing_store_size(session->store) && session->duty.settled > latest)
        out->second = session->duty.settled; /* looked at already, and nothing was recorded since */
    out->is_idle = out->is_idle || until <= out->second;
    return status;
}

libing_status ing_agenda_next(ing_session *session, ing_agenda *agenda, int64_t until, ing_settling *out,
                              bool *found, libing_error *err)
{
    libing_status status = LIBING_OK;

    *found = false;
    while (status == LIBING_OK && !agenda->is_idle && !*found) {
        const ing_pack *pack = NULL;
        int64_t end = 0;

        status = pack_at(session, agenda->second, &pack, &end, err);
        if (status == LIBING_OK)
            status = first_of(session, agenda, pack, false, out, err);
        if (status != LIBING_OK)
            break;
        *found = out->settles <= until && out->settles < end;
        if (!*found && end > until)
            break;
        agenda->second = *found ? out->settles : end;
        agenda->index = *found ? out->duty->index : -1;
    }
    return status;
}

libing_status ing_agenda_ahead(ing_session *session, ing_settling_visitor visit, void *ctx, libing_error *err)
{
    bool any = false;
    int64_t begun = 0, latest = 0, end = 0;
    const ing_pack *pack = NULL;
    ing_judgement judgement;
    libing_status status = ing_store_clock(session->store, &any, &begun, &latest, err);

    if (status == LIBING_OK && any)
        status = pack_at(session, latest, &pack, &end, err);
    if (status != LIBING_OK || pack == NULL)
        return status;
    ing_arena_reset(&session->duty.arena);
    status = ask(session, pack, &session->duty.arena, day_of(latest), &judgement, err);
    for (size_t i = 0; i < pack->duty_count && status == LIBING_OK; i++) {
        ing_settling next = { .pack = pack, .duty = pack->duties[i] };

        status = ing_duty_next(&judgement, next.duty, latest, begun, false, &next.period, &next.settles, err);
        if (status == LIBING_OK && next.settles != INT64_MAX)
            status = visit(ctx, &next, err);
    }
    return status;
}

void ing_agenda_end(ing_session *session, int64_t until)
{
    session->duty.size = ing_store_size(session->store);
    session->duty.settled = until;
}

/* --- closing ------------------------------------------------------------------------------------ */

typedef struct closing {
    ing_session *session;
    const ing_settling *settling;
    ing_text t;
} closing;

/* T-6: the day behind the last one, or the instant at which an hour ends. */
static libing_status name_at(const closing *c, ing_text *out, libing_error *err)
{
    ing_session *session = c->session;
    bool is_day = !c->settling->period.is_hour && c->settling->settles % DAY_SECONDS == 0;
    char text[26];
    char *copy;

    ing_moment_format((ing_moment){ c->settling->settles, is_day }, ing_store_zone(session->store), text);
    copy = ing_arena_text(&session->cause, text, strlen(text));
    *out = ing_text_of(copy);
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status write_closed(const closing *c, ing_text element, const ing_judgement *judgement,
                                  ing_text outcome, ing_text reason, libing_error *err)
{
    ing_session *session = c->session;
    const ing_view *about = judgement->subject;
    ing_record_head head = ING_RECORD_HEAD_INIT;
    ing_json_builder data = ing_json_begin(&session->cause);
    libing_status status = name_at(c, &head.at, err);

    head.type = ING_TEXT_LIT("duty.closed");
    head.t = c->t;
    if (about->of == ING_ABOUT_PARTY)
        head.party = about->id;
    if (status == LIBING_OK && about->of == ING_ABOUT_CASE) {
        head.case_id = about->id;
        status = ing_store_next_version(session->store, about->id, &head.cv, err);
    }
    ing_json_put_text(&data, "duty", c->settling->duty->id);
    ing_json_put_text(&data, "each", element);
    ing_json_put_text(&data, "outcome", outcome);
    ing_json_put_text(&data, "period", ing_period_id(&judgement->period));
    ing_json_put_text(&data, "reason", reason);
    if (status != LIBING_OK)
        return status;
    return session->sink.close(session->sink.ctx, &head, ing_json_end_object(&data), err);
}

static libing_status close_one(const closing *c, ing_text element, libing_error *err)
{
    ing_session *session = c->session;
    const ing_settling *settling = c->settling;
    ing_period period = settling->period;
    ing_arena *arena = &session->judging[0].record;
    ing_text outcome = ING_TEXT_NONE, reason = ING_TEXT_NONE;
    ing_judgement judgement;
    libing_status status;

    ing_session_next_cause(session);
    ing_arena_reset(arena);
    status = ask(session, settling->pack, arena, day_of(settling->settles), &judgement, err);
    if (status == LIBING_OK)
        status = ing_duty_about(&judgement, settling->duty, element, &period, err);
    if (status == LIBING_OK && judgement.subject != NULL)
        status = ing_duty_outcome(&judgement, settling->duty, &outcome, &reason, err);
    if (status != LIBING_OK || outcome.ptr == NULL ||
        (settling->duty->only_missed && ing_text_is(outcome, "met")))
        return status;
    return write_closed(c, element, &judgement, outcome, reason, err);
}

/* What is kept of the store may go between two of them, their ids stay. */
static libing_status list_elements(ing_session *session, const ing_settling *settling, ing_arena *kept,
                                   ing_text **out, size_t *count, libing_error *err)
{
    ing_judgement judgement;
    const ing_text *ids = NULL;
    libing_status status;

    ing_arena_reset(&session->duty.arena);
    status = ask(session, settling->pack, &session->duty.arena, day_of(settling->settles), &judgement, err);
    if (status == LIBING_OK)
        status = ing_duty_elements(&judgement, settling->duty, settling->settles, &ids, count, err);
    if (status != LIBING_OK)
        return status;
    *out = ing_arena_new(kept, *count, sizeof **out);
    for (size_t i = 0; i < *count && *out != NULL; i++)
        (*out)[i] = (ing_text){ ing_arena_text(kept, ids[i].ptr, ids[i].len), ids[i].len };
    return *out == NULL || kept->failed ? ing_fail_nomem(err) : LIBING_OK;
}

libing_status ing_agenda_settle(ing_session *session, const ing_settling *settling, ing_text t,
                                libing_error *err)
{
    const closing c = { session, settling, t };
    ing_arena kept = ING_ARENA_INIT;
    ing_text *elements = NULL;
    size_t count = 0;
    libing_status status = list_elements(session, settling, &kept, &elements, &count, err);

    for (size_t i = 0; i < count && status == LIBING_OK; i++) {
        if (session->interrupted != NULL && *session->interrupted)
            status = ing_fail(err, LIBING_ERR_INTERRUPTED, "engine.interrupted", "interrupted", "已中断");
        else
            status = close_one(&c, elements[i], err);
    }
    ing_arena_free(&kept);
    return status;
}
