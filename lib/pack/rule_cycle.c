/* SPDX-License-Identifier: Apache-2.0 */
/* Rules on decisions that make decisions: what would go on for ever is refused. Conditions and keys
 * may end a chain, so only rules and actions without them count here; the engine
 * bounds the others. */
#include "pack/rule.h"

/* An action on the way. */
typedef struct step {
    const ing_action *action;
    size_t next_rule, next_outcome; /* where to go on */
} step;

static bool is_unconditional(const ing_rule *rule)
{
    return rule->given == NULL && rule->require_count == 0 && rule->each == NULL &&
           rule->kind_count == 0;
}

static bool hears(const ing_rule *rule, ing_text word)
{
    bool found = false;
    for (size_t i = 0; i < rule->on_count && !found; i++)
        found = ing_text_equal(rule->on[i], word);
    return found;
}

/* The next action that a decision of the step's action surely makes; NULL = no more. */
static const ing_action *advance(const ing_pack *pack, step *at, const ing_rule **rule)
{
    for (; at->next_rule < pack->rule_count; at->next_rule++, at->next_outcome = 0) {
        const ing_rule *one = pack->rules[at->next_rule];
        if (!is_unconditional(one) || !hears(one, at->action->id))
            continue;
        while (at->next_outcome < one->outcome_count) {
            const ing_outcome_template *outcome = &one->outcomes[at->next_outcome++];
            *rule = one;
            if (outcome->modality == ING_MUST && outcome->action->key_count == 0)
                return outcome->action;
        }
    }
    return NULL;
}

static void report(ing_load *load, const step *path, size_t from, size_t count,
                   const ing_rule *last)
{
    ing_buf names = ING_BUF_INIT;
    for (size_t i = from; i < count; i++) {
        ing_buf_slice(&names, path[i].action->id);
        ing_buf_text(&names, " → ");
    }
    ing_buf_slice(&names, path[from].action->id);
    ing_load_report_thing(load, "E106", last->titles.file, last->titles.line, last->id,
                          "decisions cause one another without end: %.*s",
                          "决定无休止地互相引发：%.*s", ING_TEXT_ARG(ing_buf_view(&names)));
    ing_buf_free(&names);
}

/* Depth first, each action entered once: `is_done` marks those from which no end is missing. */
static void search(ing_load *load, step *path, bool *is_done, size_t first)
{
    const ing_map *actions = &load->pack->actions;
    size_t count = 1;
    path[0] = (step){ actions->items[first].value, 0, 0 };
    while (count > 0) {
        const ing_rule *rule = NULL;
        const ing_action *next = advance(load->pack, &path[count - 1], &rule);
        size_t index = 0, at = 0;
        if (next == NULL) {
            count--;
            continue;
        }
        while (actions->items[index].value != next)
            index++;
        while (at < count && path[at].action != next)
            at++;
        if (at < count) {
            report(load, path, at, count, rule);
        } else if (!is_done[index]) {
            is_done[index] = true;
            path[count++] = (step){ next, 0, 0 };
        }
    }
}

void ing_load_cycles(ing_load *load)
{
    size_t count = load->pack->actions.count;
    step *path = ing_load_new(load, count + 1, sizeof *path);
    bool *is_done = ing_load_new(load, count, sizeof *is_done);
    if (path == NULL || is_done == NULL)
        return;
    for (size_t i = 0; i < count; i++) {
        if (is_done[i])
            continue;
        is_done[i] = true;
        search(load, path, is_done, i);
    }
}
