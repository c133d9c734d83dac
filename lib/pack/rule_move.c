/* SPDX-License-Identifier: Apache-2.0 */
/* What a rule does to the course of its case: from which states, to which, and the deadlines it
 * moves. */
#include "pack/procedure.h"
#include "pack/rule.h"

/* A rule being made. */
typedef struct making {
    ing_load *load;
    const ing_syntax *body;
    const ing_scope *scope;
    const ing_type *cases;
    ing_rule *rule;
} making;

/* --- to -----------------------------------------------------------------------------------------
 */

static void refuse_region(making *m, const ing_syntax *at)
{
    ing_load_report(
        m->load, "E110", at, ING_TEXT_NONE,
        "%.*s is a state of another region than the rule's `to`; a rule moves one region",
        "%.*s 与 to 不属于同一个区域；一条规则只移动一个区域", ING_TEXT_ARG(at->text));
}

static bool read_to(making *m)
{
    ing_load *load = m->load;
    ing_rule *rule = m->rule;
    ing_texts to = ing_member_texts(load, m->body, "to");
    ing_text *states = ing_load_new(load, to.count, sizeof *states);
    if (states == NULL)
        return false;
    for (size_t i = 0; i < to.count; i++) {
        ing_state_place place = ing_state_find(load, m->cases, to.items[i]);
        if (place.procedure == NULL) {
            ing_state_refuse(load, m->cases, to.nodes[i]);
            continue;
        }
        if (rule->to_count > 0 &&
            (place.procedure != rule->procedure || place.region != rule->region)) {
            refuse_region(m, to.nodes[i]);
            continue;
        }
        rule->procedure = place.procedure;
        rule->region = place.region;
        states[rule->to_count++] = place.state;
    }
    rule->to = states;
    return !load->failed;
}

/* --- from ---------------------------------------------------------------------------------------
 */

/* A state of the region that `to` moves, with or without the region's name. */
static bool find_beside_to(making *m, const ing_syntax *at, ing_text *state)
{
    const ing_rule *rule = m->rule;
    const ing_region *region = &rule->procedure->regions[rule->region];
    *state = at->text;
    if (ing_region_has(region, at->text))
        return true;
    ing_state_place place = ing_state_find(m->load, m->cases, at->text);
    *state = place.state;
    if (place.procedure == rule->procedure && place.region == rule->region)
        return true;
    if (place.procedure != NULL) {
        refuse_region(m, at);
        return false;
    }
    ing_nearest nearest = ing_nearest_begin(at->text);
    for (size_t i = 0; i < region->state_count; i++)
        ing_nearest_try(&nearest, region->states[i]);
    if (nearest.best.ptr != NULL)
        ing_load_unknown(m->load, at, "state", "状态", &nearest);
    else
        ing_state_refuse(m->load, m->cases, at);
    return false;
}

static bool find_alone(making *m, const ing_syntax *at, ing_text *state)
{
    ing_rule *rule = m->rule;
    ing_state_place place = ing_state_find(m->load, m->cases, at->text);
    *state = place.state;
    if (place.procedure == NULL) {
        ing_state_refuse(m->load, m->cases, at);
        return false;
    }
    if (rule->from_count > 0 &&
        (place.procedure != rule->procedure || place.region != rule->region)) {
        ing_load_report(
            m->load, "E110", at, ING_TEXT_NONE, "%.*s is a state of another region than \"%.*s\"",
            "%.*s 与“%.*s”不属于同一个区域", ING_TEXT_ARG(at->text), ING_TEXT_ARG(rule->from[0]));
        return false;
    }
    rule->procedure = place.procedure;
    rule->region = place.region;
    return true;
}

static bool read_from(making *m)
{
    ing_load *load = m->load;
    ing_rule *rule = m->rule;
    ing_texts from = ing_member_texts(load, m->body, "from");
    ing_text *states = ing_load_new(load, from.count, sizeof *states);
    bool is_beside = rule->to_count > 0;
    if (states == NULL)
        return false;
    rule->from = states;
    if (!is_beside && ing_member(m->body, "to") != NULL) /* it has a mistake, told */
        return true;
    for (size_t i = 0; i < from.count; i++) {
        ing_text *state = &states[rule->from_count];
        if (is_beside ? find_beside_to(m, from.nodes[i], state)
                      : find_alone(m, from.nodes[i], state))
            rule->from_count++;
    }
    return !load->failed;
}

/* --- due ----------------------------------------------------------------------------------------
 */

static int32_t region_of(const ing_procedure *procedure, ing_text id)
{
    int32_t region = 0;
    for (size_t i = 0; i < procedure->deadline_count; i++) {
        if (ing_text_equal(procedure->deadlines[i].id, id))
            region = procedure->deadlines[i].region;
    }
    return region;
}

/* NULL after a finding. */
static const ing_deadline *find_deadline(making *m, ing_text id)
{
    const ing_procedure *procedure = NULL;
    const ing_deadline *deadline = ing_deadline_find(m->load, m->cases, id, &procedure);
    if (deadline == NULL) {
        ing_deadline_refuse(m->load, m->cases, NULL, id);
        return NULL;
    }
    if (m->rule->procedure == NULL) {
        m->rule->procedure = procedure;
        m->rule->region = region_of(procedure, id);
    }
    if (procedure == m->rule->procedure)
        return deadline;
    ing_load_report(m->load, "E110", NULL, id,
                    "deadline %.*s belongs to procedure %.*s, the rule to %.*s",
                    "期限 %.*s 属于程序 %.*s，规则属于 %.*s", ING_TEXT_ARG(id),
                    ING_TEXT_ARG(procedure->id), ING_TEXT_ARG(m->rule->procedure->id));
    return NULL;
}

static bool read_due(making *m)
{
    ing_load *load = m->load;
    const ing_syntax *syntax = ing_member(m->body, "due");
    ing_rule *rule = m->rule;
    if (syntax == NULL)
        return true;
    if (syntax->kind != ING_SYNTAX_TABLE || syntax->count > 0 || syntax->member_count == 0) {
        ing_load_report(load, "E105", syntax, ING_TEXT_LIT("due"), "due: write { deadline = date }",
                        "due：请写 { 期限 = 日期 }");
        return !load->failed;
    }
    ing_text *names = ing_load_new(load, syntax->member_count, sizeof *names);
    const ing_expr **values = ing_load_new(load, syntax->member_count, sizeof(const ing_expr *));
    if (names == NULL || values == NULL)
        return false;
    for (size_t i = 0; i < syntax->member_count; i++) {
        const ing_syntax_member *member = &syntax->members[i];
        const ing_deadline *deadline = find_deadline(m, member->name);
        const ing_type *type = deadline == NULL     ? NULL
                               : deadline->in_hours ? &ing_type_moment
                                                    : &ing_type_date;
        names[i] = member->name;
        values[i] = ing_expr_typed(load, m->scope, member->value, type, member->name);
        if (values[i] == NULL)
            return false;
    }
    rule->due_count = syntax->member_count;
    rule->due_names = names;
    rule->due_values = values;
    return true;
}

/* --- the whole ----------------------------------------------------------------------------------
 */

/* What the rule moves; NULL when it moves nothing or has a mistake. */
static const ing_type *moved_cases(ing_load *load, const ing_syntax *body, const ing_scope *scope,
                                   const ing_rule *rule)
{
    static const char *const moves[] = { "to", "from", "due" };
    const char *name = NULL;
    for (size_t i = 0; i < sizeof moves / sizeof moves[0] && name == NULL; i++)
        name = ing_member(body, moves[i]) != NULL ? moves[i] : NULL;
    if (name == NULL || scope->subject->kind == ING_TYPE_ANY)
        return NULL;
    if (scope->subject->kind != ING_TYPE_CASE) {
        ing_load_report(load, "E110", NULL, ing_text_of(name),
                        "rule %.*s is about no case, and only cases have states and deadlines",
                        "规则 %.*s 不涉及案件，只有案件才有状态和期限", ING_TEXT_ARG(rule->id));
        return NULL;
    }
    bool is_each_value = rule->each != NULL && scope->each != NULL &&
                         scope->each->kind != ING_TYPE_CASE && scope->each->kind != ING_TYPE_ANY &&
                         ing_member(body, "to") != NULL;
    if (!is_each_value)
        return scope->subject;
    ing_load_report(load, "E110", NULL, ING_TEXT_LIT("to"),
                    "rule %.*s visits values, and only cases can be moved one by one",
                    "规则 %.*s 的 each 不是案件，只有案件才能逐个移动", ING_TEXT_ARG(rule->id));
    return NULL;
}

bool ing_rule_read_moves(ing_load *load, const ing_syntax *body, const ing_scope *scope,
                         ing_rule *rule)
{
    making m = { load, body, scope, moved_cases(load, body, scope, rule), rule };
    if (m.cases == NULL)
        return !load->failed;
    return read_to(&m) && read_from(&m) && read_due(&m);
}
