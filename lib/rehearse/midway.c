/* SPDX-License-Identifier: Apache-2.0 */
/* SPEC V.4, mid-way start: which events find their case adopted just before them, and where cases stand. */
#include "rehearse/scenario_run.h"

/* --- where a case stands ------------------------------------------------------------------------ */

/* A region of a case followed through its records. */
typedef struct following {
    const ing_pack *pack;
    ing_text kind;
    const ing_procedure *procedure;
    int32_t region;
    ing_text wanted, state;
    bool is_begun, ever;
} following;

static bool is_of_region(const following *f, const ing_record *record)
{
    ing_text said = ing_json_text(record->data, "procedure"), part = ing_json_text(record->data, "region");
    const ing_procedure *procedure = NULL;
    int32_t main_region = 0;

    if (said.ptr == NULL) /* an adoption need not name the procedure */
        (void)ing_pack_region(f->pack, f->kind, ING_TEXT_LIT("state"), &procedure, &main_region);
    if (said.ptr == NULL && procedure != NULL)
        said = procedure->id;
    if (!ing_text_equal(said, f->procedure->id))
        return false;
    return f->region == 0 ? part.ptr == NULL : ing_text_equal(part, f->procedure->regions[f->region].id);
}

static void enter(following *f, ing_text state)
{
    f->state = state;
    f->ever = f->ever || ing_text_equal(state, f->wanted);
}

static void follow(following *f, const ing_record *record)
{
    bool is_adopted = ing_text_is(record->type, "case.adopted");
    ing_text state = ing_json_text(record->data, is_adopted ? "state" : "to");

    if (ing_text_is(record->type, "case.opened"))
        f->is_begun = true;
    if (!is_adopted && !ing_text_is(record->type, "case.moved"))
        return;
    if (is_adopted && state.ptr != NULL && ing_json_text(record->data, "region").ptr == NULL)
        f->is_begun = true;
    if (state.ptr != NULL && is_of_region(f, record))
        enter(f, state);
}

libing_status ing_run_state(const ing_run *run, ing_text case_id, const ing_procedure *procedure, int32_t region,
                            ing_text wanted, ing_text *state, bool *ever, libing_error *err)
{
    ing_source *source = run->engine->session.source;
    const ing_world *world = ing_source_world(source);
    const ing_view *view = NULL;
    ing_records records = { NULL, 0 };
    following f = { .pack = run->pack, .procedure = procedure, .region = region, .wanted = wanted };
    ing_text start = procedure->regions[region].start;
    libing_status status = ing_source_case(source, case_id, &view, err);

    if (status == LIBING_OK && view != NULL)
        status = world->case_records(world->ctx, view, &records, err);
    if (status != LIBING_OK)
        return status;
    f.kind = view != NULL ? view->kind : ING_TEXT_NONE;
    for (size_t i = 0; i < records.count; i++)
        follow(&f, records.items[i]);
    if (f.is_begun && f.state.ptr == NULL)
        f.state = start;
    *state = f.state;
    if (ever != NULL)
        *ever = f.ever || (f.is_begun && ing_text_equal(start, wanted));
    return LIBING_OK;
}

/* --- what an event presupposes ------------------------------------------------------------------ */

typedef struct place {
    const ing_procedure *procedure;
    int32_t region;
    ing_text state;
} place;

/* "decided", "seal=sealed". */
static libing_status find_place(const ing_run *run, ing_text kind, ing_text written, place *out, libing_error *err)
{
    ing_buf dotted = ING_BUF_INIT;
    ing_text copy;
    libing_status status = LIBING_OK;

    ing_buf_slice(&dotted, written);
    if (dotted.failed)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < dotted.len; i++)
        dotted.ptr[i] = dotted.ptr[i] == '=' ? '.' : dotted.ptr[i];
    copy = ing_buf_view(&dotted);
    out->procedure = ing_pack_state(run->pack, kind, copy, &out->region, &out->state);
    if (out->procedure == NULL)
        status = ing_fail(err, LIBING_ERR_STATE, "scenario.no_state", "cases of kind %.*s have no state %.*s",
                          "%.*s类案件没有状态%.*s", ING_TEXT_ARG(kind), ING_TEXT_ARG(written));
    else if (out->state.len <= written.len) /* it lies in `copy`: its end is that of what was written */
        out->state.ptr = written.ptr + (written.len - out->state.len);
    ing_buf_free(&dotted);
    return status;
}

static size_t place_in_chain(const ing_json *chain, ing_text state)
{
    for (size_t i = 0; chain != NULL && i < chain->count; i++) {
        if (ing_text_equal(chain->items[i].text, state))
            return i;
    }
    return SIZE_MAX;
}

/* Does the case stand before the state: earlier in the chain, or where its region starts. */
static bool is_before(const ing_run *run, const place *first, ing_text now)
{
    size_t here, there;

    if (first->region > 0)
        return ing_text_equal(now, first->procedure->regions[first->region].start);
    here = place_in_chain(run->options->chain, now);
    there = place_in_chain(run->options->chain, first->state);
    return here != SIZE_MAX && there != SIZE_MAX && here < there;
}

/* Case (2): it has been in none of the states listed, and stands before the first. */
static libing_status is_ahead(const ing_run *run, const ing_happening *happening, ing_text kind, const place *first,
                              bool *out, libing_error *err)
{
    const ing_event *event = happening->event;
    ing_text now = ING_TEXT_NONE;
    bool ever = false;
    libing_status status = LIBING_OK;

    *out = false;
    for (size_t i = 0; i < event->presupposes_count && status == LIBING_OK && !ever; i++) {
        place listed;
        ing_text state;

        status = find_place(run, kind, event->presupposes[i], &listed, err);
        if (status == LIBING_OK)
            status = ing_run_state(run, happening->request.case_id, listed.procedure, listed.region, listed.state,
                                   &state, &ever, err);
        if (i == 0)
            now = state;
    }
    if (status == LIBING_OK && !ever)
        *out = is_before(run, first, now);
    return status;
}

/* --- the request -------------------------------------------------------------------------------- */

static libing_status write_adoption(const ing_run *run, const ing_happening *happening, const place *to,
                                    ing_text kind, bool is_new, ing_arena *arena, ing_text *out, libing_error *err)
{
    const ing_case_kind *declared = ing_map_get(&run->pack->cases, kind);
    ing_json_builder data = ing_json_begin(arena), all = ing_json_begin(arena);
    ing_buf text = ING_BUF_INIT;
    const ing_json *whole;
    char *copy;

    if (is_new) {
        ing_json_put_text(&data, "kind", kind);
        if (declared != NULL && declared->subject.ptr != NULL)
            ing_json_put(&data, ING_TEXT_LIT("subject"),
                         ing_json_find(happening->request.data, declared->subject));
    }
    ing_json_put_text(&data, "procedure", to->procedure->id);
    if (to->region > 0)
        ing_json_put_text(&data, "region", to->procedure->regions[to->region].id);
    ing_json_put_text(&data, "state", to->state);
    ing_json_put_text(&data, "reason", ING_TEXT_LIT("scenario"));
    ing_json_put_text(&all, "type", ING_TEXT_LIT("case.adopted"));
    ing_json_put_text(&all, "case", happening->request.case_id);
    ing_json_put_text(&all, "at", happening->request.at);
    ing_json_put_text(&all, "by", happening->request.by);
    ing_json_put(&all, ING_TEXT_LIT("data"), ing_json_end_object(&data));
    whole = ing_json_end_object(&all);
    if (whole != NULL)
        ing_json_write(whole, &text);
    copy = whole == NULL || text.failed ? NULL : ing_arena_text(arena, text.ptr, text.len);
    *out = (ing_text){ copy, copy != NULL ? text.len : 0 };
    ing_buf_free(&text);
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status adopt(const ing_run *run, const ing_happening *happening, ing_arena *arena, ing_text *out,
                           libing_error *err)
{
    const ing_event *event = happening->event;
    const ing_view *view = NULL;
    place first;
    bool is_ahead_of = false;
    ing_text kind;
    libing_status status = ing_source_case(run->engine->session.source, happening->request.case_id, &view, err);

    if (status != LIBING_OK || (view == NULL ? event->opens : event->presupposes_any))
        return status;
    kind = view != NULL && view->kind.ptr != NULL ? view->kind : event->kinds[0];
    status = find_place(run, kind, event->presupposes[0], &first, err);
    if (status == LIBING_OK && view != NULL)
        status = is_ahead(run, happening, kind, &first, &is_ahead_of, err);
    if (status != LIBING_OK || (view != NULL && !is_ahead_of))
        return status;
    return write_adoption(run, happening, &first, kind, view == NULL, arena, out, err);
}

libing_status ing_midway(const ing_run *run, const ing_happening *happening, ing_arena *arena, ing_text *out,
                         libing_error *err)
{
    libing_status status;

    *out = ING_TEXT_NONE;
    if (happening->request.case_id.ptr == NULL || happening->event->presupposes_count == 0)
        return LIBING_OK;
    status = ing_run_look(run, err);
    if (status != LIBING_OK)
        return status;
    status = adopt(run, happening, arena, out, err);
    ing_run_look_away(run);
    return status;
}
