/* SPDX-License-Identifier: Apache-2.0 */
/* must_not beats must beats may: among what one record brings about, and against what is in force. One
 * outcome is about what another is when it has every field that the other gives, with the same value;
 * one without fields is about its case. */
#include "pack/eval.h"
#include "pack/verdict.h"

static int rank_of(ing_modality modality)
{
    return modality == ING_MUST_NOT ? 3 : modality == ING_MUST ? 2 : 1;
}

/* Of a decision on record. */
static int rank_on_record(const ing_record *record)
{
    ing_text modality = ing_json_text(record->data, "modality");
    return ing_text_is(modality, "must_not") ? 3 : ing_text_is(modality, "must") ? 2 : 1;
}

static bool has_fields(const ing_json *args, const ing_json *wanted)
{
    bool equal = true;
    for (size_t i = 0; i < wanted->count && equal; i++) {
        const ing_json *value = ing_json_find(args, wanted->members[i].key);
        equal = value != NULL && ing_json_equal(value, &wanted->members[i].value);
    }
    return equal;
}

static bool is_same_view(const ing_view *a, const ing_view *b)
{
    return a == b || (a != NULL && b != NULL && a->of == b->of && ing_text_equal(a->id, b->id));
}

/* --- what the record itself brings about -------------------------------------------------------- */

static bool beats(const ing_outcome *winner, const ing_outcome *loser)
{
    if (winner->blocked.ptr != NULL || winner->action != loser->action ||
        rank_of(winner->modality) <= rank_of(loser->modality))
        return false;
    return winner->args->count > 0 ? has_fields(loser->args, winner->args)
                                   : is_same_view(winner->about, loser->about);
}

static const ing_outcome *find_winner(const ing_outcomes *outcomes, const ing_outcome *loser)
{
    for (size_t i = 0; i < outcomes->count; i++) {
        if (beats(&outcomes->items[i], loser))
            return &outcomes->items[i];
    }
    return NULL;
}

/* --- what is in force --------------------------------------------------------------------------- */

static bool may_say(size_t count, const ing_outcome_template *outcomes, const ing_outcome *loser)
{
    bool found = false;
    for (size_t i = 0; i < count && !found; i++)
        found = outcomes[i].action == loser->action && rank_of(outcomes[i].modality) > rank_of(loser->modality);
    return found;
}

/* Is there a rule that says more of this action: otherwise nothing need be looked for. */
static bool may_be_beaten(const ing_pack *pack, const ing_outcome *loser)
{
    bool found = false;
    for (size_t i = 0; i < pack->rule_count && !found; i++) {
        const ing_rule *rule = pack->rules[i];
        found = may_say(rule->outcome_count, rule->outcomes, loser) ||
                may_say(rule->otherwise != NULL, rule->otherwise, loser) ||
                may_say(rule->again != NULL, rule->again, loser);
        for (size_t j = 0; j < rule->choose_count && !found; j++)
            found = may_say(rule->choose[j].outcome_count, rule->choose[j].outcomes, loser);
    }
    return found;
}

static bool is_about(const ing_record *record, const ing_view *view)
{
    if (view == NULL || view->of == ING_ABOUT_STORE)
        return record->case_id.ptr == NULL && record->party.ptr == NULL;
    const ing_text id = view->of == ING_ABOUT_CASE ? record->case_id : record->party;
    return id.ptr != NULL && ing_text_equal(id, view->id);
}

static libing_status find_standing(const ing_eval *at, const ing_records *records, ing_outcome *loser,
                                   libing_error *err)
{
    const ing_world *world = at->judgement->world;
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < records->count && status == LIBING_OK && loser->blocked.ptr == NULL; i++) {
        const ing_record *record = records->items[i];
        bool stands = false;
        bool is_it = ing_text_is(record->type, "decision") &&
                     ing_text_equal(record->word, loser->action->id) &&
                     ing_json_get(record->data, "blocked") == NULL &&
                     rank_on_record(record) > rank_of(loser->modality) &&
                     (record->fields->count > 0 ? has_fields(loser->args, record->fields)
                                                : is_about(record, loser->about));
        if (is_it)
            status = world->in_force(world->ctx, record->seq, &stands, err);
        if (stands)
            loser->blocked = record->rule;
    }
    return status;
}

/* Where a decision on the same thing can be: with the same case or party, and, of an action with a key,
 * wherever the first field of the key is the same. */
static libing_status look_in_force(const ing_eval *at, ing_outcome *loser, libing_error *err)
{
    const ing_world *world = at->judgement->world;
    const ing_action *action = loser->action;
    const ing_query query = { .op = ING_QUERY_LIST, .word_count = 1, .words = &action->id };
    ing_records records = { NULL, 0 };
    libing_status status = LIBING_OK;
    if (loser->about != NULL && loser->about->of == ING_ABOUT_CASE)
        status = ing_eval_case_records(at, loser->about, &records, err);
    else if (loser->about != NULL && loser->about->of == ING_ABOUT_PARTY)
        status = world->records(world->ctx, loser->about, &query, NULL, &records, err);
    if (status == LIBING_OK)
        status = find_standing(at, &records, loser, err);
    const ing_json *first =
        action->key_count > 0 ? ing_json_find(loser->args, action->key[0]) : NULL;
    if (status != LIBING_OK || first == NULL || loser->blocked.ptr != NULL)
        return status;
    const ing_query keyed = { .op = ING_QUERY_LIST, .word_count = 1, .words = &action->id,
                              .atom_path = action->key[0] };
    const ing_view *store;
    status = ing_eval_store_view(at, &store, err);
    if (status == LIBING_OK)
        status = world->records(world->ctx, store, &keyed, first, &records, err);
    return status == LIBING_OK ? find_standing(at, &records, loser, err) : status;
}

/* --- everything --------------------------------------------------------------------------------- */

/* What beats the outcomes of one modality; the stronger ones are settled before. */
static libing_status settle(const ing_eval *at, ing_outcomes *outcomes, ing_modality modality,
                            libing_error *err)
{
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < outcomes->count && status == LIBING_OK; i++) {
        ing_outcome *loser = &outcomes->items[i];
        if (loser->modality != modality || loser->blocked.ptr != NULL)
            continue;
        const ing_outcome *winner = find_winner(outcomes, loser);
        if (winner != NULL)
            loser->blocked = winner->rule->id;
        else if (may_be_beaten(at->judgement->pack, loser))
            status = look_in_force(at, loser, err);
    }
    return status;
}

/* What stopped moves say was said first; the rest of the order is that of the rules already. */
static void put_in_order(ing_outcomes *outcomes)
{
    for (size_t i = 1; i < outcomes->count; i++) {
        const ing_outcome one = outcomes->items[i];
        size_t at = i;
        for (; at > 0 && outcomes->items[at - 1].rule->index > one.rule->index; at--)
            outcomes->items[at] = outcomes->items[at - 1];
        outcomes->items[at] = one;
    }
}

libing_status ing_judge_precedence(ing_judgement *judgement, ing_outcomes *outcomes, libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, NULL);
    put_in_order(outcomes);
    libing_status status = settle(&at, outcomes, ING_MUST, err);
    if (status == LIBING_OK)
        status = settle(&at, outcomes, ING_MAY, err);
    return status == LIBING_OK && judgement->arena->failed ? ing_fail_nomem(err) : status;
}
