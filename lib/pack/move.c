/* SPDX-License-Identifier: Apache-2.0 */
/* What a record does to its case: which rule moves which region, which deadlines start and stop. */
#include "pack/match.h"
#include "pack/memo.h"
#include "pack/pack.h"
#include "pack/verdict.h"

/* Rules are asked on the case as it was (`old`); deadlines are worked out on the case as it will be
 * (`now`), which sees the moves gathered so far. */
typedef struct rule_list { const ing_rule *const *items; size_t count; } rule_list;

typedef struct moving {
    ing_eval old, now;
    ing_moves moves;
    ing_move *items;
    size_t cap;
    const ing_rule **movers;        /* those that move, for ing_judge_candidates() */
    size_t mover_count;
    bool is_stopped;                /* some rule was, by its require */
} moving;

static bool has_state(size_t count, const ing_text *states, ing_text state)
{
    bool found = false;
    for (size_t i = 0; i < count && !found; i++)
        found = ing_text_equal(states[i], state);
    return found;
}

/* Facts that rest on states and dates are computed anew. */
static libing_status show_moves(moving *m, libing_error *err)
{
    ing_memo *memo = ing_memo_of(m->now.judgement);
    if (memo == NULL)
        return ing_fail_nomem(err);
    memo->facts = NULL;
    memo->moving = m->now.subject;
    memo->moves = &m->moves;
    return LIBING_OK;
}

static libing_status add_move(moving *m, const ing_move *move, libing_error *err)
{
    if (m->moves.count == m->cap) {
        size_t cap = m->cap == 0 ? 8 : m->cap * 2;
        ing_move *items = ing_arena_new(m->now.judgement->arena, cap, sizeof *items);
        if (items == NULL)
            return ing_fail_nomem(err);
        if (m->moves.count > 0)
            memcpy(items, m->items, m->moves.count * sizeof *items);
        m->items = items;
        m->moves.items = items;
        m->cap = cap;
    }
    m->items[m->moves.count++] = *move;
    return LIBING_OK;
}

/* --- what a move says of deadlines --------------------------------------------------------------- */

static libing_status put_day(moving *m, ing_json_builder *set, ing_text name, const ing_value *due,
                             libing_error *err)
{
    const ing_judgement *judgement = m->now.judgement;
    const ing_json *json = ing_value_write(due, judgement->pack->zone_seconds, judgement->arena);
    if (json == NULL)
        return ing_fail_nomem(err);
    ing_json_put(set, name, json);
    return LIBING_OK;
}

/* Deadlines after the first may count from one before, so that each is shown at once. */
static libing_status close_set(moving *m, size_t move, ing_json_builder set, libing_error *err)
{
    if (set.count == 0)
        return LIBING_OK;
    m->items[move].set = ing_json_end_object(&set);
    if (m->items[move].set == NULL)
        return ing_fail_nomem(err);
    return show_moves(m, err);
}

static ing_json_builder open_set(const moving *m, size_t move)
{
    const ing_json *set = m->items[move].set;
    ing_json_builder out = ing_json_begin(m->now.judgement->arena);
    for (size_t i = 0; set != NULL && i < set->count; i++)
        ing_json_put(&out, set->members[i].key, &set->members[i].value);
    return out;
}

static libing_status set_day(moving *m, size_t move, ing_text name, const ing_value *due, libing_error *err)
{
    ing_json_builder set = open_set(m, move);
    libing_status status = put_day(m, &set, name, due, err);
    return status == LIBING_OK ? close_set(m, move, set, err) : status;
}

static libing_status clear_deadline(moving *m, size_t move, ing_text name, libing_error *err)
{
    const ing_json *cleared = m->items[move].cleared;
    ing_json_builder list = ing_json_begin(m->now.judgement->arena);
    for (size_t i = 0; cleared != NULL && i < cleared->count; i++)
        ing_json_add(&list, &cleared->items[i]);
    const ing_json one = ing_json_of_text(name);
    ing_json_add(&list, &one);
    m->items[move].cleared = ing_json_end_list(&list);
    return m->items[move].cleared == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

/* An end that is not known sets nothing: not known is not false, and the explanation says so. */
static libing_status start_deadline(moving *m, size_t move, const ing_deadline *deadline, libing_error *err)
{
    ing_value due;
    libing_status status = ing_eval_end(&m->now, deadline, &due, err);
    if (status != LIBING_OK || due.kind == ING_VALUE_UNKNOWN)
        return status;
    return set_day(m, move, deadline->id, &due, err);
}

/* Into its states from outside starts it, also when the way leads out and in again; out of them stops
 * it. States only passed through do neither. */
static libing_status turn_deadline(moving *m, size_t at, const ing_deadline *deadline, libing_error *err)
{
    const ing_move move = m->items[at];
    bool ran = move.from.ptr != NULL && has_state(deadline->run_count, deadline->runs, move.from);
    bool runs = ran, is_new = false;
    ing_clock clock;
    for (size_t i = 0; i < move.to_count; i++) {
        bool is_in = has_state(deadline->run_count, deadline->runs, move.to[i]);
        is_new = is_in && (is_new || !runs);
        runs = is_in;
    }
    if (is_new)
        return start_deadline(m, at, deadline, err);
    if (runs)
        return LIBING_OK;
    libing_status status = ing_eval_clock(&m->now, m->now.subject, false, move.procedure, deadline->id,
                                          &clock, err);
    if (status != LIBING_OK || !clock.is_running)
        return status;
    return clear_deadline(m, at, deadline->id, err);
}

static libing_status turn_deadlines(moving *m, size_t at, libing_error *err)
{
    const ing_move *move = &m->items[at];
    const ing_procedure *procedure = move->procedure;
    int32_t region = move->region;
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < procedure->deadline_count && status == LIBING_OK; i++) {
        if (procedure->deadlines[i].region == region)
            status = turn_deadline(m, at, &procedure->deadlines[i], err);
    }
    return status;
}

/* --- dates that a rule gives -------------------------------------------------------------------- */

/* Is the region in one of the deadline's states, or in one nobody knows. */
static libing_status may_run(const moving *m, const ing_procedure *procedure, const ing_deadline *deadline,
                             ing_text *state, bool *out, libing_error *err)
{
    ing_value now;
    libing_status status =
        ing_eval_region(&m->now, m->now.subject, false, procedure, deadline->region, &now, err);
    *state = now.kind == ING_VALUE_TEXT ? now.text : ING_TEXT_NONE;
    *out = status == LIBING_OK &&
           (state->ptr == NULL || has_state(deadline->run_count, deadline->runs, *state));
    return status;
}

/* The place for a deadline's date: the rule's own move of that procedure, or one that stays. */
static libing_status find_place(moving *m, const ing_rule *rule, const ing_procedure *procedure,
                                const ing_deadline *deadline, ing_text state, size_t *out, libing_error *err)
{
    for (size_t i = 0; i < m->moves.count; i++) {
        if (m->items[i].rule != rule || rule == NULL || m->items[i].procedure != procedure)
            continue;
        *out = i;
        return LIBING_OK;
    }
    const ing_move move = { .procedure = procedure, .region = deadline->region, .rule = rule, .from = state };
    *out = m->moves.count;
    return add_move(m, &move, err);
}

static libing_status put_due(moving *m, const ing_rule *rule, size_t index, libing_error *err)
{
    const ing_procedure *procedure = NULL;
    ing_text state;
    bool runs;
    size_t place;
    ing_value due;
    const ing_deadline *deadline = ing_pack_deadline(m->now.judgement->pack, m->now.subject->kind,
                                                     rule->due_names[index], &procedure);
    if (deadline == NULL)
        return LIBING_OK;
    libing_status status = ing_eval_value(&m->now, rule->due_values[index], &due, err);
    if (status == LIBING_OK)
        status = may_run(m, procedure, deadline, &state, &runs, err);
    bool is_time = due.kind == ING_VALUE_DATE || due.kind == ING_VALUE_MOMENT;
    if (status != LIBING_OK || !runs || !is_time)
        return status;
    status = find_place(m, rule, procedure, deadline, state, &place, err);
    return status == LIBING_OK ? set_day(m, place, deadline->id, &due, err) : status;
}

static libing_status put_dues(moving *m, const ing_rule *rule, libing_error *err)
{
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < rule->due_count && status == LIBING_OK; i++)
        status = put_due(m, rule, i, err);
    return status;
}

/* --- pauses ------------------------------------------------------------------------------------- */

/* The end moves by the days of the pause that lie after the day on which it was set last. */
static libing_status resume(moving *m, const ing_procedure *procedure, const ing_deadline *deadline,
                            ing_clock *clock, ing_text state, libing_error *err)
{
    const ing_text words[2] = { deadline->pause_from, deadline->pause_to };
    ing_date today = m->now.judgement->today;
    int64_t days = 0;
    size_t place;
    libing_status status = ing_eval_span(&m->now, words, ing_moment_date(clock->set_by->at), today, &days, err);
    if (status != LIBING_OK || (days == 0 && clock->is_running))
        return status;
    status = ing_eval_postpone(&m->now, deadline, days, &clock->due, err);
    if (status == LIBING_OK)
        status = find_place(m, NULL, procedure, deadline, state, &place, err);
    return status == LIBING_OK ? set_day(m, place, deadline->id, &clock->due, err) : status;
}

/* A pause stops the clock: its days are known only when it is over. */
static libing_status pause_deadline(moving *m, const ing_procedure *procedure, const ing_deadline *deadline,
                                    libing_error *err)
{
    const ing_text words[2] = { deadline->pause_from, deadline->pause_to };
    ing_clock clock;
    ing_text state;
    bool is_paused = false, runs = false;
    size_t place;
    libing_status status = ing_eval_paused(&m->now, words, &is_paused, err);
    if (status == LIBING_OK)
        status = may_run(m, procedure, deadline, &state, &runs, err);
    if (status == LIBING_OK)
        status = ing_eval_clock(&m->now, m->now.subject, false, procedure, deadline->id, &clock, err);
    if (status != LIBING_OK || !runs)
        return status;
    bool is_over = ing_text_equal(m->now.judgement->ev->word, deadline->pause_to);
    bool may_resume = is_over && clock.set_by != NULL && (clock.is_running || clock.is_stopped);
    if (!is_paused)
        return may_resume ? resume(m, procedure, deadline, &clock, state, err) : LIBING_OK;
    if (!clock.is_running)
        return LIBING_OK;
    const ing_move move = { .procedure = procedure, .region = deadline->region, .from = state };
    place = m->moves.count; /* after the one that sets it, where that is new */
    status = add_move(m, &move, err);
    return status == LIBING_OK ? clear_deadline(m, place, deadline->id, err) : status;
}

static libing_status pause_deadlines(moving *m, const ing_procedure *procedure, libing_error *err)
{
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < procedure->deadline_count && status == LIBING_OK; i++) {
        if (procedure->deadlines[i].pause_from.ptr != NULL)
            status = pause_deadline(m, procedure, &procedure->deadlines[i], err);
    }
    return status;
}

/* --- the beginning ------------------------------------------------------------------------------ */

static libing_status begin_region(moving *m, const ing_procedure *procedure, int32_t region, libing_error *err)
{
    ing_value state;
    size_t place = m->moves.count;
    bool is_added = false;
    libing_status status = ing_eval_region(&m->old, m->old.subject, false, procedure, region, &state, err);
    if (status != LIBING_OK || state.kind != ING_VALUE_TEXT)
        return status;
    for (size_t i = 0; i < procedure->deadline_count && status == LIBING_OK; i++) {
        const ing_deadline *deadline = &procedure->deadlines[i];
        const ing_move move = { .procedure = procedure, .region = region, .from = state.text };
        if (deadline->region != region || !has_state(deadline->run_count, deadline->runs, state.text))
            continue;
        if (!is_added)
            status = add_move(m, &move, err);
        is_added = true;
        if (status == LIBING_OK)
            status = start_deadline(m, place, deadline, err);
    }
    if (is_added && status == LIBING_OK && m->items[place].set == NULL)
        m->moves.count = place; /* none of them has an end that is known */
    return status;
}

/* --- adoptions ---------------------------------------------------------------------------------- */

/* The clocks of a state that the case has left without a move stop; none starts, since nobody says when the
 * case came into its new one. */
static libing_status leave_states(moving *m, const ing_procedure *procedure, int32_t region, ing_text state,
                                  libing_error *err)
{
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < procedure->deadline_count && status == LIBING_OK; i++) {
        const ing_deadline *deadline = &procedure->deadlines[i];
        ing_clock clock;
        size_t place;
        if (deadline->region != region || has_state(deadline->run_count, deadline->runs, state))
            continue;
        status = ing_eval_clock(&m->now, m->now.subject, false, procedure, deadline->id, &clock, err);
        if (status != LIBING_OK || !clock.is_running)
            continue;
        status = find_place(m, NULL, procedure, deadline, state, &place, err);
        if (status == LIBING_OK)
            status = clear_deadline(m, place, deadline->id, err);
    }
    return status;
}

static libing_status adopt(moving *m, libing_error *err)
{
    const ing_json *said = m->now.judgement->ev->data;
    ing_text region = ing_json_text(said, "region"), state = ing_json_text(said, "state");
    ing_text name = region.ptr != NULL ? region : ing_json_text(said, "procedure");
    const ing_procedure *procedure = NULL;
    int32_t index = 0;
    if (name.ptr == NULL)
        name = ING_TEXT_LIT("state");
    if (state.ptr == NULL || !ing_pack_region(m->now.judgement->pack, m->now.subject->kind, name, &procedure, &index))
        return LIBING_OK;
    return leave_states(m, procedure, index, state, err);
}

/* --- which rules -------------------------------------------------------------------------------- */

static libing_status add_mover(moving *m, const ing_rule *rule, const ing_value *state, libing_error *err)
{
    const ing_move move = { .procedure = rule->procedure, .region = rule->region, .rule = rule,
                            .from = state->kind == ING_VALUE_TEXT ? state->text : ING_TEXT_NONE,
                            .to_count = rule->to_count, .to = rule->to };
    m->movers[m->mover_count++] = rule;
    return add_move(m, &move, err);
}

/* The first rule that may move the region: it does, or its `require` stops it. */
static libing_status move_region(moving *m, const ing_procedure *procedure, int32_t region,
                                 const rule_list *rules, ing_outcomes *stopped, libing_error *err)
{
    ing_value state;
    libing_status status = ing_eval_region(&m->old, m->old.subject, false, procedure, region, &state, err);
    for (size_t i = 0; i < rules->count && status == LIBING_OK; i++) {
        const ing_rule *rule = rules->items[i];
        ing_verdict verdict = { false, NULL, 0, NULL };
        if (rule->to_count == 0 || rule->procedure != procedure || rule->region != region)
            continue;
        status = ing_verdict_stands(&m->old, rule, &verdict, err);
        if (status == LIBING_OK && verdict.holds && verdict.failed == NULL)
            return add_mover(m, rule, &state, err);
        if (status == LIBING_OK && verdict.holds) {
            m->is_stopped = true;
            return ing_verdict_stop(&m->old, rule, &verdict, stopped, err);
        }
        status = ing_verdict_close(m->old.judgement, rule, status, err);
    }
    return status;
}

static bool is_its(const moving *m, const ing_procedure *procedure)
{
    return ing_procedure_is_about(procedure, m->now.subject->kind);
}

static libing_status move_regions(moving *m, const rule_list *rules, ing_outcomes *stopped, libing_error *err)
{
    const ing_pack *pack = m->now.judgement->pack;
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < pack->procedure_count && status == LIBING_OK; i++) {
        const ing_procedure *procedure = pack->procedure_list[i];
        for (size_t j = 0; is_its(m, procedure) && j < procedure->region_count && status == LIBING_OK; j++)
            status = move_region(m, procedure, (int32_t)j, rules, stopped, err);
    }
    return status;
}

/* Rules without `to` that give a deadline a date do so where they speak. */
static libing_status move_dates(moving *m, const rule_list *rules, libing_error *err)
{
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < rules->count && status == LIBING_OK; i++) {
        const ing_rule *rule = rules->items[i];
        ing_verdict verdict;
        if (rule->to_count > 0 || rule->due_count == 0)
            continue;
        status = ing_verdict_stands(&m->old, rule, &verdict, err);
        if (status == LIBING_OK && verdict.holds && verdict.failed == NULL)
            status = put_dues(m, rule, err);
        status = ing_verdict_close(m->old.judgement, rule, status, err);
    }
    return status;
}

/* --- everything --------------------------------------------------------------------------------- */

static libing_status begin(moving *m, libing_error *err)
{
    const ing_pack *pack = m->now.judgement->pack;
    libing_status status = show_moves(m, err);
    for (size_t i = 0; i < pack->procedure_count && status == LIBING_OK; i++) {
        const ing_procedure *procedure = pack->procedure_list[i];
        for (size_t j = 0; is_its(m, procedure) && j < procedure->region_count && status == LIBING_OK; j++)
            status = begin_region(m, procedure, (int32_t)j, err);
    }
    return status;
}

/* Steps 3 and 4 where the rules are known. The moves from `first` on are those of rules with `to`. */
static libing_status settle(moving *m, size_t first, libing_error *err)
{
    libing_status status = show_moves(m, err);
    size_t end = m->moves.count;
    for (size_t i = first; i < end && status == LIBING_OK; i++) {
        const ing_rule *rule = m->items[i].rule;
        status = turn_deadlines(m, i, err);
        if (status == LIBING_OK)
            status = put_dues(m, rule, err);
        status = ing_verdict_close(m->now.judgement, rule, status, err);
    }
    return status;
}

static libing_status pause_all(moving *m, libing_error *err)
{
    const ing_pack *pack = m->now.judgement->pack;
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < pack->procedure_count && status == LIBING_OK; i++) {
        if (is_its(m, pack->procedure_list[i]))
            status = pause_deadlines(m, pack->procedure_list[i], err);
    }
    return status;
}

static libing_status judge_moves(moving *m, bool is_beginning, const rule_list *rules, ing_outcomes *stopped,
                                 libing_error *err)
{
    libing_status status = is_beginning ? begin(m, err) : LIBING_OK;
    size_t first = m->moves.count;
    if (status == LIBING_OK)
        status = move_regions(m, rules, stopped, err);
    if (status == LIBING_OK)
        status = settle(m, first, err);
    if (status == LIBING_OK)
        status = move_dates(m, rules, err);
    return status == LIBING_OK ? pause_all(m, err) : status;
}

static moving moving_begin(ing_judgement *judgement, const ing_value *element)
{
    moving m = { .old = ing_verdict_place(judgement, element) };
    m.now = m.old;
    m.old.unmoved = true;
    return m;
}

static bool is_case(const ing_view *view)
{
    return view != NULL && view->of == ING_ABOUT_CASE && view->kind.ptr != NULL;
}

/* Could some rule have moved the case on this word. */
static libing_status is_movable(const moving *m, bool *out, libing_error *err)
{
    const ing_rule *const *rules;
    size_t count;
    *out = false;
    libing_status status = ing_judge_listening(m->now.judgement, &rules, &count, err);
    for (size_t i = 0; i < count && status == LIBING_OK && !*out; i++)
        *out = rules[i]->to_count > 0 && rules[i]->each == NULL && rules[i]->procedure != NULL &&
               is_its(m, rules[i]->procedure);
    return status;
}

libing_status ing_judge_moves(ing_judgement *judgement, bool is_beginning, ing_moves *out,
                              ing_outcomes *stopped, libing_error *err)
{
    moving m = moving_begin(judgement, NULL);
    rule_list rules = { NULL, 0 }, visiting;
    *out = (ing_moves){ NULL, 0, false };
    judgement->mover_count = 0;
    if (!is_case(judgement->subject) || judgement->ev == NULL)
        return LIBING_OK;
    bool found = ing_rule_index_find(judgement->pack->index, judgement->ev, judgement->subject,
                                     judgement->arena, &rules.items, &rules.count, &visiting.items,
                                     &visiting.count);
    m.movers = ing_arena_new(judgement->arena, rules.count + 1, sizeof *m.movers);
    if (!found || m.movers == NULL)
        return ing_fail_nomem(err);
    libing_status status = ing_text_is(judgement->ev->type, "case.adopted")
                               ? adopt(&m, err)
                               : judge_moves(&m, is_beginning, &rules, stopped, err);
    judgement->memo = NULL; /* it knows the case as it was, and half moved */
    if (status == LIBING_OK && m.mover_count == 0 && !m.is_stopped)
        status = is_movable(&m, &m.moves.not_enabled, err);
    if (status != LIBING_OK)
        return status;
    *out = m.moves;
    judgement->movers = m.movers;
    judgement->mover_count = m.mover_count;
    return judgement->arena->failed ? ing_fail_nomem(err) : LIBING_OK;
}

libing_status ing_judge_visit_moves(ing_judgement *judgement, const ing_rule *rule,
                                    const ing_value *element, ing_moves *out, libing_error *err)
{
    moving m = moving_begin(judgement, element);
    const ing_rule *mover[1];
    ing_verdict verdict;
    ing_value state = ing_value_none();
    *out = (ing_moves){ NULL, 0, false };
    if (!is_case(m.now.subject) || (rule->to_count == 0 && rule->due_count == 0))
        return LIBING_OK;
    m.movers = mover;
    libing_status status = ing_verdict_stands(&m.old, rule, &verdict, err);
    bool moves = status == LIBING_OK && verdict.holds && verdict.failed == NULL;
    if (moves && rule->to_count > 0) {
        status = ing_eval_region(&m.old, m.old.subject, false, rule->procedure, rule->region, &state, err);
        if (status == LIBING_OK)
            status = add_mover(&m, rule, &state, err);
        if (status == LIBING_OK)
            status = settle(&m, 0, err);
    } else if (moves) {
        status = show_moves(&m, err);
        if (status == LIBING_OK)
            status = put_dues(&m, rule, err);
    }
    judgement->memo = NULL;
    status = ing_verdict_close(judgement, rule, status, err);
    if (status == LIBING_OK)
        *out = m.moves;
    return status;
}
