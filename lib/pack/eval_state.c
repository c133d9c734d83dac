/* SPDX-License-Identifier: Apache-2.0 */
/* States, dates of deadlines and times of entry, read from a case's records: the log says it all, and
 * what it says last counts. */
#include "pack/memo.h"
#include "pack/pack.h"

/* --- which records ------------------------------------------------------------------------------ */

static bool is_moved(const ing_record *record)
{
    return ing_text_is(record->type, "case.moved");
}

/* `unmoved` leaves out what the record judged has itself set in motion. */
static bool is_seen(const ing_eval *at, bool before, const ing_record *record)
{
    const ing_record *ev = at->judgement->ev;
    if (ing_eval_is_hidden(at, before, record))
        return false;
    return !at->unmoved || ev == NULL || record->cause != ev->seq || !is_moved(record);
}

static const ing_moves *moves_under_way(const ing_eval *at, const ing_view *view, bool before)
{
    const ing_memo *memo = at->judgement->memo;
    bool is_moving = memo != NULL && memo->moving != NULL && !before && !at->unmoved &&
                     ing_text_equal(memo->moving->id, view->id);
    return is_moving ? memo->moves : NULL;
}

static const ing_procedure *first_procedure(const ing_pack *pack, ing_text kind)
{
    for (size_t i = 0; i < pack->procedure_count; i++) {
        if (ing_procedure_is_about(pack->procedure_list[i], kind))
            return pack->procedure_list[i];
    }
    return NULL;
}

/* Does a record of a move or an adoption speak of this region. An adoption need not name the procedure. */
static bool is_of(const ing_pack *pack, const ing_view *view, const ing_record *record,
                  const ing_procedure *procedure, int32_t region)
{
    ing_text said = ing_json_text(record->fields, "procedure");
    ing_text part = ing_json_text(record->fields, "region");
    bool is_it = said.ptr != NULL ? ing_text_equal(said, procedure->id)
                                  : first_procedure(pack, view->kind) == procedure;
    return is_it && (region == 0 ? part.ptr == NULL
                                 : part.ptr != NULL && ing_text_equal(part, procedure->regions[region].id));
}

/* --- states ------------------------------------------------------------------------------------- */

/* What one record says of the region: false when nothing. An adoption without a state leaves every
 * region unknown. */
static bool says_state(const ing_eval *at, const ing_view *view, const ing_record *record,
                       const ing_procedure *procedure, int32_t region, ing_text *out)
{
    const ing_pack *pack = at->judgement->pack;
    bool is_adopted = ing_text_is(record->type, "case.adopted");
    if (!is_adopted && !is_moved(record))
        return false;
    *out = ing_json_text(record->fields, is_adopted ? "state" : "to");
    if (is_adopted && out->ptr == NULL)
        return true;
    return is_of(pack, view, record, procedure, region);
}

/* Does the record say where the procedure begins: the case's opening, or an adoption into one of its main
 * states, beside which every region is taken to stand where regions begin. */
static bool begins(const ing_eval *at, const ing_view *view, const ing_record *record,
                   const ing_procedure *procedure)
{
    return ing_text_is(record->type, "case.opened") ||
           (ing_text_is(record->type, "case.adopted") && ing_json_text(record->fields, "state").ptr != NULL &&
            is_of(at->judgement->pack, view, record, procedure, 0));
}

static bool is_moved_to(const ing_moves *moves, const ing_procedure *procedure, int32_t region, ing_text *out)
{
    for (size_t i = moves != NULL ? moves->count : 0; i > 0; i--) {
        const ing_move *move = &moves->items[i - 1];
        if (move->procedure != procedure || move->region != region || move->to_count == 0)
            continue;
        *out = move->to[move->to_count - 1];
        return true;
    }
    return false;
}

libing_status ing_eval_region(const ing_eval *at, const ing_view *view, bool before,
                              const ing_procedure *procedure, int32_t region, ing_value *out,
                              libing_error *err)
{
    ing_records records;
    ing_text state = ING_TEXT_NONE;
    bool is_adopted = false, is_begun = false, is_there = false;
    *out = ing_value_none();
    libing_status status = ing_eval_case_records(at, view, &records, err);
    if (status != LIBING_OK)
        return status;
    if (is_moved_to(moves_under_way(at, view, before), procedure, region, &state)) {
        *out = ing_value_of_text(state);
        return LIBING_OK;
    }
    for (size_t i = records.count; i > 0; i--) {
        const ing_record *record = records.items[i - 1];
        if (!is_seen(at, before, record))
            continue;
        if (says_state(at, view, record, procedure, region, &state)) {
            *out = state.ptr != NULL ? ing_value_of_text(state) : ing_value_none();
            out->seq = record->seq;
            return LIBING_OK;
        }
        is_there = true;
        is_adopted = is_adopted || ing_text_is(record->type, "case.adopted");
        is_begun = is_begun || begins(at, view, record, procedure);
    }
    /* taken over midway, with a state of another region alone: nobody knows this one's */
    if ((is_there || !before) && (is_begun || !is_adopted))
        *out = ing_value_of_text(procedure->regions[region].start);
    return LIBING_OK;
}

libing_status ing_judge_state(ing_judgement *judgement, const ing_view *view,
                              const ing_procedure *procedure, int32_t region, ing_text *out,
                              libing_error *err)
{
    const ing_eval at = { judgement, view, false, NULL, NULL, NULL, false };
    ing_value state;
    *out = ING_TEXT_NONE;
    libing_status status = ing_eval_region(&at, view, false, procedure, region, &state, err);
    if (status == LIBING_OK && state.kind == ING_VALUE_TEXT)
        *out = state.text;
    return status == LIBING_OK && judgement->arena->failed ? ing_fail_nomem(err) : status;
}

libing_status ing_eval_main_state(const ing_eval *at, const ing_value *of, ing_value *out,
                                  libing_error *err)
{
    *out = ing_value_none();
    if (of->view->of != ING_ABOUT_CASE || of->view->kind.ptr == NULL)
        return LIBING_OK;
    const ing_procedure *procedure = first_procedure(at->judgement->pack, of->view->kind);
    return procedure != NULL ? ing_eval_region(at, of->view, of->truth, procedure, 0, out, err) : LIBING_OK;
}

/* The region that `case.<name>` means for this case. */
static bool find_region(const ing_eval *at, const ing_view *view, const ing_expr *expr,
                        const ing_procedure **procedure, int32_t *region)
{
    *procedure = expr->procedure;
    *region = expr->region;
    if (view->of != ING_ABOUT_CASE || view->kind.ptr == NULL)
        return false;
    if (*procedure != NULL && ing_procedure_is_about(*procedure, view->kind))
        return true;
    return ing_pack_region(at->judgement->pack, view->kind, expr->name, procedure, region);
}

libing_status ing_eval_state(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    const ing_procedure *procedure;
    const ing_view *view = NULL;
    int32_t region;
    ing_value of;
    *out = ing_value_none();
    libing_status status = ing_eval_value(at, expr->kids[0], &of, err);
    if (status == LIBING_OK)
        status = ing_eval_view(at, &of, expr->kids[0]->type, &view, err);
    if (status != LIBING_OK || view == NULL || !find_region(at, view, expr, &procedure, &region))
        return status;
    bool before = of.kind == ING_VALUE_VIEW && of.truth;
    return ing_eval_region(at, view, before, procedure, region, out, err);
}

/* --- entered ------------------------------------------------------------------------------------ */

static bool is_entry(const ing_eval *at, const ing_record *record, const ing_procedure *procedure,
                     int32_t region, ing_text state)
{
    ing_text to, from = ing_json_text(record->fields, "from");
    if (!says_state(at, at->subject, record, procedure, region, &to) || to.ptr == NULL)
        return false;
    bool stayed = is_moved(record) && from.ptr != NULL && ing_text_equal(from, to);
    return ing_text_equal(to, state) && !stayed;
}

/* Where a case starts it came in with its first record. */
static libing_status entered_at_start(const ing_eval *at, ing_value *out, libing_error *err)
{
    ing_records records;
    bool is_adopted = false;
    libing_status status = ing_eval_case_records(at, at->subject, &records, err);
    for (size_t i = 0; i < records.count && status == LIBING_OK; i++)
        is_adopted = is_adopted || ing_text_is(records.items[i]->type, "case.adopted");
    if (status != LIBING_OK || is_adopted || records.count == 0 || !is_seen(at, at->before, records.items[0]))
        return status;
    *out = ing_value_of(ING_VALUE_MOMENT);
    out->moment = records.items[0]->at;
    out->seq = records.items[0]->seq;
    return LIBING_OK;
}

static bool find_state(const ing_eval *at, const ing_expr *expr, ing_text written,
                       const ing_procedure **procedure, int32_t *region, ing_text *state)
{
    const ing_view *view = at->subject;
    if (view == NULL || view->of != ING_ABOUT_CASE || view->kind.ptr == NULL)
        return false;
    *procedure = ing_pack_state(at->judgement->pack, view->kind, written, region, state);
    if (expr->procedure != NULL && ing_procedure_is_about(expr->procedure, view->kind)) {
        *procedure = expr->procedure;
        *region = expr->region;
    }
    return *procedure != NULL;
}

libing_status ing_eval_entered(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    const ing_procedure *procedure = NULL;
    int32_t region;
    ing_text state;
    ing_value written;
    ing_records records;
    *out = ing_value_none();
    libing_status status = ing_eval_value(at, expr->kids[0], &written, err);
    if (status != LIBING_OK || written.kind != ING_VALUE_TEXT ||
        !find_state(at, expr, written.text, &procedure, &region, &state))
        return status;
    status = ing_eval_case_records(at, at->subject, &records, err);
    if (status != LIBING_OK)
        return status;
    for (size_t i = records.count; i > 0; i--) {
        const ing_record *record = records.items[i - 1];
        if (!is_seen(at, at->before, record) || !is_entry(at, record, procedure, region, state))
            continue;
        *out = ing_value_of(ING_VALUE_MOMENT);
        out->moment = record->at;
        out->seq = record->seq;
        return LIBING_OK;
    }
    bool is_start = ing_text_equal(procedure->regions[region].start, state);
    return is_start ? entered_at_start(at, out, err) : LIBING_OK;
}

/* --- deadlines ---------------------------------------------------------------------------------- */

static bool read_day(const ing_eval *at, ing_text text, ing_value *out)
{
    bool other;
    *out = ing_value_of(ING_VALUE_DATE);
    if (ing_date_parse(text, &out->date))
        return true;
    *out = ing_value_of(ING_VALUE_MOMENT);
    if (ing_moment_parse(text, at->judgement->pack->zone_seconds, &out->moment, &other))
        return true;
    *out = ing_value_none();
    return false;
}

static bool is_listed(const ing_json *list, ing_text name)
{
    bool found = false;
    for (size_t i = 0; list != NULL && list->type == ING_JSON_LIST && i < list->count && !found; i++)
        found = list->items[i].type == ING_JSON_TEXT && ing_text_equal(list->items[i].text, name);
    return found;
}

/* The last thing that one move or record said of the deadline; false when nothing. */
static bool says_clock(const ing_eval *at, const ing_json *set, const ing_json *cleared, ing_text name,
                       ing_clock *out)
{
    const ing_json *day = set != NULL ? ing_json_find(set, name) : NULL;
    if (is_listed(cleared, name)) {
        out->is_running = false;
        out->is_stopped = true;
    } else if (day != NULL) {
        out->is_running = true;
    }
    return day != NULL && day->type == ING_JSON_TEXT && read_day(at, day->text, &out->due);
}

/* From the newest record back to the one that set it. What came later may have stopped it. */
static bool read_clock(const ing_eval *at, const ing_record *record, const ing_procedure *procedure,
                       ing_text name, ing_clock *out)
{
    ing_clock said = { .due = ing_value_none() };
    ing_text of = ing_json_text(record->fields, "procedure");
    if (of.ptr == NULL || !ing_text_equal(of, procedure->id))
        return false;
    bool is_lapse = ing_text_is(record->type, "deadline.lapsed") &&
                    ing_text_equal(ing_json_text(record->fields, "deadline"), name);
    bool is_set = is_moved(record) && says_clock(at, ing_json_get(record->fields, "set"),
                                                 ing_json_get(record->fields, "cleared"), name, &said);
    bool is_ended = out->is_stopped || out->is_lapsed;
    if (is_set) {
        out->due = said.due;
        out->due.seq = record->seq;
        out->set_by = record;
        out->is_running = said.is_running && !is_ended;
    }
    if (!is_ended) { /* the newest end counts */
        out->is_lapsed = is_lapse;
        out->is_stopped = said.is_stopped;
    }
    return is_set;
}

libing_status ing_eval_clock(const ing_eval *at, const ing_view *view, bool before,
                             const ing_procedure *procedure, ing_text name, ing_clock *out,
                             libing_error *err)
{
    ing_records records;
    const ing_moves *moves = moves_under_way(at, view, before);
    *out = (ing_clock){ .due = ing_value_none() };
    libing_status status = ing_eval_case_records(at, view, &records, err);
    if (status != LIBING_OK)
        return status;
    for (size_t i = moves != NULL ? moves->count : 0; i > 0; i--) {
        const ing_move *move = &moves->items[i - 1];
        ing_clock said = { .due = ing_value_none() };
        bool is_set = move->procedure == procedure && says_clock(at, move->set, move->cleared, name, &said);
        if (is_set) {
            out->due = said.due;
            out->is_running = !out->is_stopped && said.is_running;
            return LIBING_OK;
        }
        out->is_stopped = out->is_stopped || said.is_stopped;
    }
    for (size_t i = records.count; i > 0; i--) {
        const ing_record *record = records.items[i - 1];
        if (is_seen(at, before, record) && read_clock(at, record, procedure, name, out))
            return LIBING_OK;
    }
    return LIBING_OK;
}

libing_status ing_eval_due(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    const ing_view *view = at->subject;
    const ing_procedure *procedure = expr->procedure;
    ing_clock clock;
    *out = ing_value_none();
    if (view == NULL || view->of != ING_ABOUT_CASE || view->kind.ptr == NULL)
        return LIBING_OK;
    bool is_its = procedure != NULL && ing_procedure_is_about(procedure, view->kind);
    if (!is_its && ing_pack_deadline(at->judgement->pack, view->kind, expr->name, &procedure) == NULL)
        return LIBING_OK;
    libing_status status = ing_eval_clock(at, view, at->before, procedure, expr->name, &clock, err);
    if (status == LIBING_OK)
        *out = clock.due;
    return status;
}
