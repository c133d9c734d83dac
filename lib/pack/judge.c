/* SPDX-License-Identifier: Apache-2.0 */
/* One rule on one record: given, require, choose, and what they make it say. */
#include "pack/judge.h"
#include "pack/eval.h"
#include "pack/match.h"
#include "pack/pack.h"
#include "pack/verdict.h"

/* --- which rules -------------------------------------------------------------------------------- */

static bool is_mover(const ing_judgement *judgement, const ing_rule *rule)
{
    bool found = false;
    for (size_t i = 0; i < judgement->mover_count && !found; i++)
        found = judgement->movers[i] == rule;
    return found;
}

/* Of the rules with `to` only those that moved the case speak here; the others could have. */
static bool keep_movers(const ing_judgement *judgement, const ing_rule *const **rules, size_t *count)
{
    const ing_rule **kept = ing_arena_new(judgement->arena, *count, sizeof *kept);
    size_t left = 0;
    if (kept == NULL)
        return false;
    for (size_t i = 0; i < *count; i++) {
        const ing_rule *rule = (*rules)[i];
        if (rule->to_count == 0 || is_mover(judgement, rule))
            kept[left++] = rule;
    }
    *rules = left > 0 ? kept : NULL;
    *count = left;
    return true;
}

libing_status ing_judge_candidates(const ing_judgement *judgement, const ing_rule *const **plain,
                                   size_t *plain_count, const ing_rule *const **visiting,
                                   size_t *visiting_count, libing_error *err)
{
    *plain = NULL;
    *visiting = NULL;
    *plain_count = *visiting_count = 0;
    if (judgement->ev == NULL)
        return LIBING_OK;
    bool found = ing_rule_index_find(judgement->pack->index, judgement->ev, judgement->subject,
                                     judgement->arena, plain, plain_count, visiting, visiting_count);
    if (found && judgement->pack->procedure_count > 0)
        found = keep_movers(judgement, plain, plain_count);
    return found ? LIBING_OK : ing_fail_nomem(err);
}

libing_status ing_judge_listening(const ing_judgement *judgement, const ing_rule *const **rules,
                                  size_t *count, libing_error *err)
{
    *rules = NULL;
    *count = 0;
    if (judgement->ev == NULL)
        return LIBING_OK;
    bool found = ing_rule_index_find(judgement->pack->index, judgement->ev, judgement->subject,
                                     judgement->arena, rules, count, NULL, NULL);
    return found ? LIBING_OK : ing_fail_nomem(err);
}

/* --- how a rule stands -------------------------------------------------------------------------- */

ing_eval ing_verdict_place(ing_judgement *judgement, const ing_value *element)
{
    ing_eval at = { judgement, judgement->subject, false, NULL, element, NULL, false };
    bool is_case = element != NULL && element->kind == ING_VALUE_VIEW &&
                   element->view->of == ING_ABOUT_CASE;
    if (is_case)
        at.subject = element->view;
    return at;
}

libing_status ing_verdict_close(ing_judgement *judgement, const ing_rule *rule,
                                libing_status status, libing_error *err)
{
    if (status == LIBING_OK)
        return judgement->arena->failed ? ing_fail_nomem(err) : LIBING_OK;
    bool is_ours = status == LIBING_ERR_RULE || status == LIBING_ERR_LIMIT ||
                   status == LIBING_ERR_CALENDAR || status == LIBING_ERR_TIMEOUT;
    if (!is_ours || err == NULL)
        return status;
    const ing_eval at = { judgement, NULL, false, NULL, NULL, NULL, false };
    ing_error_rule(err, rule->id);
    return ing_eval_placed(&at, rule->titles.file, rule->titles.line, status, err);
}

ing_eval ing_verdict_before(const ing_eval *at, const ing_rule *rule)
{
    ing_eval before = *at;
    before.unmoved = at->unmoved || rule->to_count > 0 || rule->due_count > 0;
    return before;
}

libing_status ing_verdict_from(const ing_eval *at, const ing_rule *rule, bool *out, libing_error *err)
{
    const ing_eval before = ing_verdict_before(at, rule);
    const ing_view *view = at->subject;
    ing_value state;
    *out = rule->procedure == NULL || (rule->from_count == 0 && rule->to_count == 0);
    if (*out)
        return LIBING_OK;
    if (view == NULL || view->of != ING_ABOUT_CASE || view->kind.ptr == NULL ||
        !ing_procedure_is_about(rule->procedure, view->kind))
        return LIBING_OK;
    libing_status status =
        ing_eval_region(&before, view, false, rule->procedure, rule->region, &state, err);
    *out = rule->from_count == 0 || state.kind == ING_VALUE_UNKNOWN;
    for (size_t i = 0; i < rule->from_count && !*out; i++)
        *out = ing_text_equal(rule->from[i], state.text);
    return status;
}

libing_status ing_verdict_stands(const ing_eval *at, const ing_rule *rule, ing_verdict *out,
                                 libing_error *err)
{
    const ing_eval before = ing_verdict_before(at, rule);
    ing_truth truth = ING_TRUE;
    bool is_from;
    *out = (ing_verdict){ false, NULL, 0, NULL };
    libing_status status = ing_verdict_from(at, rule, &is_from, err);
    if (status == LIBING_OK && is_from && rule->given != NULL)
        status = ing_eval_truth(&before, rule->given, &truth, err);
    if (status != LIBING_OK || !is_from || truth != ING_TRUE)
        return status;
    out->holds = true;
    while (out->reached < rule->require_count && out->failed == NULL) {
        const ing_branch *entry = &rule->require[out->reached++];
        if (entry->when != NULL)
            status = ing_eval_truth(&before, entry->when, &truth, err);
        if (status != LIBING_OK)
            return status;
        out->failed = truth != ING_TRUE ? entry : NULL;
    }
    return LIBING_OK;
}

libing_status ing_verdict_find(const ing_eval *at, const ing_rule *rule, ing_verdict *out,
                               libing_error *err)
{
    libing_status status = ing_verdict_stands(at, rule, out, err);
    if (status != LIBING_OK || !out->holds || out->failed != NULL)
        return status;
    for (size_t i = 0; i < rule->choose_count && out->branch == NULL; i++) {
        ing_truth truth = ING_TRUE;
        if (rule->choose[i].when != NULL)
            status = ing_eval_truth(at, rule->choose[i].when, &truth, err);
        if (status != LIBING_OK)
            return status;
        if (truth == ING_TRUE)
            out->branch = &rule->choose[i];
    }
    return LIBING_OK;
}

/* --- arguments ---------------------------------------------------------------------------------- */

static const ing_field *action_field(const ing_action *action, ing_text name)
{
    for (size_t i = 0; i < action->field_count; i++) {
        if (ing_text_equal(action->fields[i].name, name))
            return &action->fields[i];
    }
    return NULL;
}

static libing_status put_argument(const ing_eval *at, const ing_action *action, ing_text name,
                                  const ing_expr *expr, ing_json_builder *args, libing_error *err)
{
    ing_value value;
    const ing_json *json;
    const ing_field *field = action_field(action, name);
    libing_status status = ing_eval_value(at, expr, &value, err);
    if (status != LIBING_OK || field == NULL)
        return status;
    status = ing_value_store(at, field->type, &value, name, &json, err);
    if (status == LIBING_OK)
        ing_json_put(args, name, json);
    else if (expr->syntax != NULL)
        (void)ing_eval_placed(at, expr->syntax->file, expr->syntax->line, status, err);
    return status;
}

static bool takes_over(const ing_branch *entry, ing_text name)
{
    bool found = false;
    for (size_t i = 0; entry != NULL && i < entry->field_count && !found; i++)
        found = ing_text_equal(entry->field_names[i], name);
    return found;
}

/* The template's arguments; `entry` is the require entry whose fields come over them, or NULL. */
static libing_status build_args(const ing_eval *at, const ing_outcome_template *template,
                                const ing_branch *entry, const ing_json **out, libing_error *err)
{
    libing_status status = LIBING_OK;
    ing_json_builder args = ing_json_begin(at->judgement->arena);
    for (size_t i = 0; i < template->count && status == LIBING_OK; i++) {
        if (!takes_over(entry, template->names[i]))
            status = put_argument(at, template->action, template->names[i], template->values[i],
                                  &args, err);
    }
    for (size_t i = 0; entry != NULL && i < entry->field_count && status == LIBING_OK; i++)
        status = put_argument(at, template->action, entry->field_names[i], entry->fields[i], &args,
                              err);
    bool says_reason = entry != NULL && entry->reason.ptr != NULL &&
                       action_field(template->action, ING_TEXT_LIT("reason")) != NULL;
    if (says_reason)
        ing_json_put_text(&args, "reason", entry->reason);
    if (status != LIBING_OK)
        return status;
    *out = ing_json_end_object(&args);
    return *out == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status build_key(const ing_eval *at, const ing_action *action, const ing_json *args,
                               ing_text *out, libing_error *err)
{
    *out = ING_TEXT_NONE;
    if (action->key_count == 0)
        return LIBING_OK;
    ing_json_builder list = ing_json_begin(at->judgement->arena);
    for (size_t i = 0; i < action->key_count; i++) {
        const ing_json *value = ing_json_find(args, action->key[i]);
        if (value == NULL)
            return ing_fail(err, LIBING_ERR_RULE, "rule.key",
                            "'%.*s' is part of the key of '%.*s', but it is not known",
                            "“%.*s”是“%.*s”的键的一部分，却尚不清楚", ING_TEXT_ARG(action->key[i]),
                            ING_TEXT_ARG(action->id));
        ing_json_add(&list, value);
    }
    const ing_json *key = ing_json_end_list(&list);
    if (key == NULL)
        return ing_fail_nomem(err);
    ing_buf text = ING_BUF_INIT;
    ing_json_write(key, &text);
    const char *copy =
        text.failed ? NULL : ing_arena_text(at->judgement->arena, text.ptr, text.len);
    *out = (ing_text){ copy, text.len };
    ing_buf_free(&text);
    return copy == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

/* --- facts -------------------------------------------------------------------------------------- */

/* What led to the verdict: given, the entries of require that were looked at, the branch taken. */
static libing_status take_verdict(ing_evidence *evidence, const ing_rule *rule,
                                  const ing_verdict *verdict, libing_error *err)
{
    const ing_eval *at = evidence->at, before = ing_verdict_before(at, rule);
    libing_status status = LIBING_OK;
    evidence->at = &before;
    if (rule->given != NULL)
        status = ing_evidence_take(evidence, rule->given, err);
    for (size_t i = 0; i < verdict->reached && status == LIBING_OK; i++) {
        if (rule->require[i].when != NULL)
            status = ing_evidence_take(evidence, rule->require[i].when, err);
    }
    /* a missed duty rests on what was not met */
    for (const ing_branch *one = rule->choose; rule->duty != NULL && status == LIBING_OK; one++) {
        if (one == verdict->branch)
            break;
        if (one->when != NULL)
            status = ing_evidence_take(evidence, one->when, err);
    }
    evidence->at = at;
    if (status == LIBING_OK && verdict->branch != NULL && verdict->branch->when != NULL)
        status = ing_evidence_take(evidence, verdict->branch->when, err);
    return status;
}

static libing_status list_facts(const ing_eval *at, const ing_rule *rule, const ing_verdict *verdict,
                                const ing_outcome_template *template, const ing_json **out,
                                libing_error *err)
{
    ing_evidence evidence = { at, 0, 0, NULL };
    libing_status status = take_verdict(&evidence, rule, verdict, err);
    for (size_t i = 0; i < template->count && status == LIBING_OK; i++)
        status = ing_evidence_take(&evidence, template->values[i], err);
    const ing_branch *entry = verdict->failed;
    for (size_t i = 0; entry != NULL && i < entry->field_count && status == LIBING_OK; i++)
        status = ing_evidence_take(&evidence, entry->fields[i], err);
    if (status != LIBING_OK)
        return status;
    *out = ing_evidence_list(&evidence, err);
    return *out == NULL ? LIBING_ERR_NOMEM : LIBING_OK;
}

/* --- outcomes ----------------------------------------------------------------------------------- */

static libing_status add_outcome(ing_arena *arena, ing_outcomes *list, const ing_outcome *outcome,
                                 libing_error *err)
{
    if (list->count == list->cap) {
        size_t cap = list->cap == 0 ? 4 : list->cap * 2;
        ing_outcome *items = ing_arena_new(arena, cap, sizeof *items);
        if (items == NULL)
            return ing_fail_nomem(err);
        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->cap = cap;
    }
    list->items[list->count++] = *outcome;
    return LIBING_OK;
}

static libing_status find_decider(const ing_eval *at, const ing_action *action, ing_text *out,
                                  libing_error *err)
{
    ing_value value;
    *out = ING_TEXT_NONE;
    if (action->decider == NULL)
        return LIBING_OK;
    libing_status status = ing_eval_value(at, action->decider, &value, err);
    if (status == LIBING_OK && value.kind == ING_VALUE_TEXT)
        *out = value.text;
    return status;
}

static libing_status speak(const ing_eval *at, const ing_rule *rule, const ing_verdict *verdict,
                           const ing_outcome_template *template, ing_outcomes *out,
                           libing_error *err)
{
    ing_outcome outcome = { .rule = rule, .action = template->action, .about = at->subject };
    bool is_block = ing_text_is(template->action->id, "block");
    bool is_plain = template != rule->otherwise && template != rule->again;
    outcome.is_otherwise = template == rule->otherwise;
    outcome.modality = is_block ? ING_MUST_NOT : is_plain ? template->modality : ING_MUST;
    outcome.again = is_plain && template->action->key_count > 0 ? rule->again : NULL;
    libing_status status = build_args(at, template, verdict->failed, &outcome.args, err);
    if (status == LIBING_OK)
        status = build_key(at, template->action, outcome.args, &outcome.key, err);
    if (status == LIBING_OK)
        status = find_decider(at, template->action, &outcome.decider, err);
    if (status == LIBING_OK)
        status = list_facts(at, rule, verdict, template, &outcome.facts, err);
    if (status == LIBING_OK)
        status = add_outcome(at->judgement->arena, out, &outcome, err);
    return ing_eval_placed(at, template->file, template->line, status, err);
}

static libing_status speak_all(const ing_eval *at, const ing_rule *rule, const ing_verdict *verdict,
                               size_t count, const ing_outcome_template *templates,
                               ing_outcomes *out, libing_error *err)
{
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < count && status == LIBING_OK; i++)
        status = speak(at, rule, verdict, &templates[i], out, err);
    return status;
}

libing_status ing_verdict_stop(const ing_eval *at, const ing_rule *rule, const ing_verdict *verdict,
                               ing_outcomes *out, libing_error *err)
{
    if (rule->otherwise == NULL)
        return LIBING_OK;
    libing_status status = speak(at, rule, verdict, rule->otherwise, out, err);
    return ing_verdict_close(at->judgement, rule, status, err);
}

static libing_status judge(const ing_eval *at, const ing_rule *rule, ing_outcomes *out,
                           libing_error *err)
{
    ing_verdict verdict;
    libing_status status = ing_verdict_find(at, rule, &verdict, err);
    if (status != LIBING_OK || !verdict.holds)
        return status;
    if (verdict.failed != NULL)
        return ing_verdict_stop(at, rule, &verdict, out, err);
    status = speak_all(at, rule, &verdict, rule->outcome_count, rule->outcomes, out, err);
    if (status == LIBING_OK && verdict.branch != NULL)
        status = speak_all(at, rule, &verdict, verdict.branch->outcome_count,
                           verdict.branch->outcomes, out, err);
    return status;
}

libing_status ing_judge_rule(ing_judgement *judgement, const ing_rule *rule, ing_outcomes *out,
                             libing_error *err)
{
    return ing_judge_visit(judgement, rule, NULL, out, err);
}

libing_status ing_judge_visits(ing_judgement *judgement, const ing_rule *rule, const ing_value **items,
                               size_t *count, libing_error *err)
{
    ing_value list = ing_value_none();
    libing_status status = LIBING_OK;
    const ing_eval at = ing_verdict_place(judgement, NULL);
    *items = NULL;
    *count = 0;
    if (rule->each != NULL)
        status = ing_eval_value(&at, rule->each, &list, err);
    if (status == LIBING_OK && list.kind == ING_VALUE_LIST) {
        *items = list.items;
        *count = list.count;
    }
    return ing_verdict_close(judgement, rule, status, err);
}

libing_status ing_judge_visit(ing_judgement *judgement, const ing_rule *rule, const ing_value *element,
                              ing_outcomes *out, libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, element);
    return ing_verdict_close(judgement, rule, judge(&at, rule, out, err), err);
}

void ing_judge_forget(ing_judgement *judgement)
{
    judgement->memo = NULL;
}

libing_status ing_judge_again(ing_judgement *judgement, const ing_rule *rule, const ing_value *element,
                              ing_outcomes *out, libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, element);
    ing_verdict verdict = { true, NULL, rule->require_count, NULL };
    libing_status status = LIBING_OK;
    if (rule->again != NULL)
        status = speak(&at, rule, &verdict, rule->again, out, err);
    return ing_verdict_close(judgement, rule, status, err);
}

libing_status ing_judge_fact(ing_judgement *judgement, const ing_fact *fact, const ing_view *view,
                             ing_value *out, libing_error *err)
{
    const ing_eval at = { judgement, view, false, NULL, NULL, NULL, false };
    libing_status status = ing_eval_fact_of(&at, fact, view, false, out, err);
    return status == LIBING_OK && judgement->arena->failed ? ing_fail_nomem(err) : status;
}
