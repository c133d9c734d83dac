/* SPDX-License-Identifier: Apache-2.0 */
/* Lints of procedures: states that no case comes to or leaves, deadlines without an answer, and
 * rules that stand in one another's way. */
#include "pack/lint.h"
#include "pack/procedure.h"

/* --- states (W203) ------------------------------------------------------------------------------
 */

static bool lists(size_t count, const ing_text *texts, ing_text wanted)
{
    bool found = false;
    for (size_t i = 0; i < count && !found; i++)
        found = ing_text_equal(texts[i], wanted);
    return found;
}

static bool moves(const ing_rule *rule, const ing_procedure *procedure, size_t region)
{
    return rule->procedure == procedure && rule->region == (int32_t)region && rule->to_count > 0;
}

static size_t place_of(const ing_region *region, ing_text state)
{
    size_t place = 0;
    while (place + 1 < region->state_count && !ing_text_equal(region->states[place], state))
        place++;
    return place;
}

static bool can_begin(const ing_region *region, const ing_rule *rule, const bool *reached)
{
    bool can = rule->from_count == 0;
    for (size_t i = 0; i < rule->from_count && !can; i++)
        can = reached[place_of(region, rule->from[i])];
    return can;
}

/* Marks what rules reach, until nothing is new. */
static void reach(const ing_pack *pack, const ing_procedure *procedure, size_t at, bool *reached)
{
    const ing_region *region = &procedure->regions[at];
    bool is_new = true;
    reached[place_of(region, region->start)] = true;
    while (is_new) {
        is_new = false;
        for (size_t i = 0; i < pack->rule_count; i++) {
            const ing_rule *rule = pack->rules[i];
            if (!moves(rule, procedure, at) || !can_begin(region, rule, reached))
                continue;
            for (size_t j = 0; j < rule->to_count; j++) {
                size_t place = place_of(region, rule->to[j]);
                is_new = is_new || !reached[place];
                reached[place] = true;
            }
        }
    }
}

static bool is_left(const ing_pack *pack, const ing_procedure *procedure, ing_text state)
{
    bool left = false;
    for (size_t i = 0; i < pack->rule_count && !left; i++) {
        const ing_rule *rule = pack->rules[i];
        bool is_out =
            moves(rule, procedure, 0) && !ing_text_equal(rule->to[rule->to_count - 1], state);
        left = is_out && (rule->from_count == 0 || lists(rule->from_count, rule->from, state));
    }
    return left;
}

static void check_region(ing_load *load, const ing_procedure *procedure, size_t at)
{
    const ing_region *region = &procedure->regions[at];
    bool *reached = ing_load_new(load, region->state_count + 1, sizeof *reached);
    if (reached == NULL)
        return;
    reach(load->pack, procedure, at, reached);
    for (size_t i = 0; i < region->state_count; i++) {
        ing_text state = region->states[i];
        if (!reached[i])
            ing_load_report_thing(load, "W203", procedure->titles.file, procedure->titles.line,
                                  state, "no rule moves a case of %.*s to state %.*s",
                                  "没有规则使 %.*s 的案件进入状态 %.*s",
                                  ING_TEXT_ARG(procedure->id), ING_TEXT_ARG(state));
        else if (at == 0 && !lists(procedure->end_count, procedure->ends, state) &&
                 !is_left(load->pack, procedure, state))
            ing_load_report_thing(load, "W203", procedure->titles.file, procedure->titles.line,
                                  state,
                                  "state %.*s of %.*s has no way out and is none of its ends",
                                  "状态 %.*s（%.*s）没有出路，也不在 ends 里", ING_TEXT_ARG(state),
                                  ING_TEXT_ARG(procedure->id));
    }
}

/* --- deadlines (W203) ---------------------------------------------------------------------------
 */

static bool is_answered(ing_load *load, const ing_procedure *procedure,
                        const ing_deadline *deadline)
{
    bool answered = ing_map_get(&load->read_deadlines, deadline->id) != NULL;
    for (size_t i = 0; i < load->pack->rule_count && !answered; i++) {
        const ing_rule *rule = load->pack->rules[i];
        bool is_about = rule->kind_count == 0;
        for (size_t j = 0; j < rule->kind_count && !is_about; j++)
            is_about = ing_procedure_is_about(procedure, rule->kinds[j]);
        for (size_t j = 0; j < rule->on_count && is_about && !answered; j++)
            answered = ing_text_equal(ing_lapse_deadline(rule->on[j]), deadline->id);
    }
    return answered;
}

static void check_deadlines(ing_load *load, const ing_procedure *procedure)
{
    for (size_t i = 0; i < procedure->deadline_count; i++) {
        const ing_deadline *deadline = &procedure->deadlines[i];
        if (!is_answered(load, procedure, deadline))
            ing_load_report_thing(load, "W203", procedure->titles.file, procedure->titles.line,
                                  deadline->id,
                                  "no rule answers lapse:%.*s, and nothing reads due.%.*s",
                                  "没有规则响应 lapse:%.*s，也没有读取 due.%.*s",
                                  ING_TEXT_ARG(deadline->id), ING_TEXT_ARG(deadline->id));
    }
}

/* --- rules in one another's way (W201, W202) ----------------------------------------------------
 */

static bool share(size_t a_count, const ing_text *a, size_t b_count, const ing_text *b)
{
    bool shares = a_count == 0 || b_count == 0;
    for (size_t i = 0; i < a_count && !shares; i++)
        shares = lists(b_count, b, a[i]);
    return shares;
}

/* Is `part` all in `whole`; none in `whole` means all. */
static bool covers(size_t whole_count, const ing_text *whole, size_t part_count,
                   const ing_text *part)
{
    bool all = whole_count == 0 || part_count > 0;
    for (size_t i = 0; whole_count > 0 && i < part_count && all; i++)
        all = lists(whole_count, whole, part[i]);
    return all;
}

/* Does every condition of the first rule stand in the second as well. */
static bool implies(const ing_rule *second, const ing_rule *first)
{
    bool all = true;
    for (size_t i = 0; first->given != NULL && i < first->given->count && all; i++) {
        all = false;
        for (size_t j = 0; second->given != NULL && j < second->given->count && !all; j++)
            all = ing_text_equal(first->given->kids[i]->source, second->given->kids[j]->source);
    }
    return all;
}

static bool are_apart(const ing_rule *a, const ing_rule *b)
{
    bool apart = false;
    for (size_t i = 0; a->given != NULL && i < a->given->count && !apart; i++) {
        for (size_t j = 0; b->given != NULL && j < b->given->count && !apart; j++)
            apart = ing_lint_excludes(a->given->kids[i], b->given->kids[j]);
    }
    return apart;
}

static bool same_end(const ing_rule *a, const ing_rule *b)
{
    bool same = a->to_count == b->to_count;
    for (size_t i = 0; i < a->to_count && same; i++)
        same = ing_text_equal(a->to[i], b->to[i]);
    return same;
}

static bool is_shadowed(const ing_rule *rule, const ing_rule *first)
{
    return covers(first->on_count, first->on, rule->on_count, rule->on) &&
           covers(first->kind_count, first->kinds, rule->kind_count, rule->kinds) &&
           covers(first->from_count, first->from, rule->from_count, rule->from) &&
           implies(rule, first);
}

static bool is_contested(const ing_rule *rule, const ing_rule *first)
{
    return !same_end(rule, first) && share(first->on_count, first->on, rule->on_count, rule->on) &&
           share(first->kind_count, first->kinds, rule->kind_count, rule->kinds) &&
           share(first->from_count, first->from, rule->from_count, rule->from) &&
           !are_apart(first, rule);
}

/* Each rule is told of the first that stands before it. */
static void check_priority(ing_load *load, const ing_rule *rule)
{
    const ing_rule *contested = NULL;
    for (int32_t i = 0; i < rule->index; i++) {
        const ing_rule *first = load->pack->rules[i];
        if (first->each != NULL || rule->each != NULL ||
            !moves(first, rule->procedure, (size_t)rule->region))
            continue;
        if (is_shadowed(rule, first)) {
            ing_load_report_thing(
                load, "W201", rule->titles.file, rule->titles.line, rule->id,
                "rule %.*s can never match: rule %.*s before it moves the case whenever it could",
                "规则 %.*s 永远不会匹配：凡它能移动案件之处，前面的规则 %.*s 都已移动",
                ING_TEXT_ARG(rule->id), ING_TEXT_ARG(first->id));
            return;
        }
        if (contested == NULL && is_contested(rule, first))
            contested = first;
    }
    if (contested != NULL)
        ing_load_report_thing(
            load, "W202", rule->titles.file, rule->titles.line, rule->id,
            "rules %.*s and %.*s may both match and move to different states; the one written "
            "first wins: "
            "write the difference down",
            "规则 %.*s 与 %.*s 可能同时匹配而去向不同，现在由书写先后决定：请把区别写明",
            ING_TEXT_ARG(contested->id), ING_TEXT_ARG(rule->id));
}

/* A condition on the state that refuses every state of `from`. */
static void check_from(ing_load *load, const ing_rule *rule)
{
    for (size_t i = 0; rule->given != NULL && rule->from_count > 0 && i < rule->given->count; i++) {
        const ing_expr *test = rule->given->kids[i];
        const ing_expr *state = test->kind == ING_EXPR_TEST ? test->kids[0] : NULL;
        bool is_same = state != NULL && state->kind == ING_EXPR_STATE &&
                       state->procedure == rule->procedure && state->region == rule->region &&
                       state->kids[0]->kind == ING_EXPR_ROOT;
        for (size_t j = 0; j < rule->from_count && is_same; j++) {
            const ing_value value = { .kind = ING_VALUE_TEXT, .text = rule->from[j], .seq = -1 };
            is_same = ing_lint_refuses(test, &value);
        }
        if (is_same && state->kids[0]->root != ING_ROOT_WAS) {
            ing_load_report_thing(
                load, "W201", rule->titles.file, rule->titles.line, rule->id,
                "rule %.*s can never match: %.*s excludes every state of its from",
                "规则 %.*s 永远不会匹配：%.*s 排除了 from 的每个状态", ING_TEXT_ARG(rule->id),
                ING_TEXT_ARG(test->source));
            return;
        }
    }
}

void ing_lint_course(ing_load *load)
{
    for (size_t i = 0; i < load->pack->procedure_count && !load->failed; i++) {
        const ing_procedure *procedure = load->pack->procedure_list[i];
        for (size_t j = 0; j < procedure->region_count; j++)
            check_region(load, procedure, j);
        check_deadlines(load, procedure);
    }
    for (size_t i = 0; i < load->pack->rule_count; i++) {
        if (load->pack->rules[i]->to_count > 0)
            check_priority(load, load->pack->rules[i]);
        check_from(load, load->pack->rules[i]);
    }
}
