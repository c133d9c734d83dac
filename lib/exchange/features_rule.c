/* SPDX-License-Identifier: Apache-2.0 */
/* Features of rules. */
#include "exchange/features.h"

/* --- outcomes ----------------------------------------------------------------------------------- */

static ing_text field_title(const ing_telling *telling, const ing_action *action, ing_text name)
{
    ing_text title = name;

    for (size_t i = 0; i < action->field_count; i++) {
        const ing_titles titles = { .zh = action->fields[i].zh, .en = action->fields[i].en };
        if (ing_text_equal(action->fields[i].name, name))
            title = ing_tell_title(telling, &titles, name);
    }
    return title;
}

static const char *modality_word(const ing_telling *telling, ing_modality modality)
{
    static const char *const zh[] = { "应当", "可以", "不得" }, *const en[] = { "must", "may", "must not" };
    return telling->zh ? zh[modality] : en[modality];
}

static void put_arguments(const ing_telling *telling, const ing_outcome_template *outcome, ing_buf *key,
                          ing_buf *words)
{
    for (size_t i = 0; i < outcome->count; i++) {
        ing_text title = field_title(telling, outcome->action, outcome->names[i]);
        ing_buf_printf(key, ", %.*s = %.*s", ING_TEXT_ARG(outcome->names[i]),
                       ING_TEXT_ARG(outcome->values[i]->source));
        ing_buf_text(words, i == 0 ? (telling->zh ? "（" : " (") : telling->zh ? "，" : ", ");
        ing_buf_printf(words, telling->zh ? "%.*s：" : "%.*s: ", ING_TEXT_ARG(title));
        ing_tell(telling, outcome->values[i], words);
    }
    if (outcome->count > 0)
        ing_buf_text(words, telling->zh ? "）" : ")");
}

static void put_outcome(const ing_telling *telling, const ing_outcome_template *outcome, bool has_modality,
                        ing_buf *key, ing_buf *words)
{
    const ing_action *action = outcome->action;

    if (has_modality) {
        ing_buf_printf(key, "%d ", (int)outcome->modality);
        ing_buf_printf(words, telling->zh ? "%s" : "%s ", modality_word(telling, outcome->modality));
    }
    ing_buf_slice(key, action->id);
    ing_buf_slice(words, ing_tell_title(telling, &action->titles, action->id));
    put_arguments(telling, outcome, key, words);
}

static void add_outcomes(const ing_telling *telling, ing_features *out, const char *zh, const char *en, size_t count,
                         const ing_outcome_template *outcomes, bool has_modality)
{
    for (size_t i = 0; i < count; i++) {
        ing_buf key = ING_BUF_INIT, words = ING_BUF_INIT;
        put_outcome(telling, &outcomes[i], has_modality, &key, &words);
        ing_feature_add(telling, out, zh, en, ing_tell_keep(telling, &key), ing_tell_keep(telling, &words));
    }
}

/* --- branches ----------------------------------------------------------------------------------- */

static void add_require(const ing_telling *telling, ing_features *out, const ing_rule *rule)
{
    for (size_t i = 0; i < rule->require_count; i++) {
        const ing_branch *entry = &rule->require[i];
        ing_buf key = ING_BUF_INIT, words = ING_BUF_INIT;
        ing_buf_slice(&key, entry->reason);
        ing_buf_printf(&words, telling->zh ? "%.*s：" : "%.*s: ", ING_TEXT_ARG(entry->reason));
        if (entry->when != NULL) {
            ing_buf_printf(&key, " %.*s", ING_TEXT_ARG(entry->when->source));
            ing_tell(telling, entry->when, &words);
        }
        for (size_t k = 0; k < entry->field_count; k++)
            ing_buf_printf(&key, ", %.*s = %.*s", ING_TEXT_ARG(entry->field_names[k]),
                           ING_TEXT_ARG(entry->fields[k]->source));
        ing_feature_add(telling, out, "要求", "requirement", ing_tell_keep(telling, &key),
                        ing_tell_keep(telling, &words));
    }
}

static void add_choose(const ing_telling *telling, ing_features *out, const ing_rule *rule)
{
    for (size_t i = 0; i < rule->choose_count; i++) {
        const ing_branch *branch = &rule->choose[i];
        bool always = branch->when == NULL || branch->when->count == 0;
        ing_buf key = ING_BUF_INIT, words = ING_BUF_INIT;
        if (!always) {
            ing_buf_slice(&key, branch->when->source);
            ing_tell(telling, branch->when, &words);
        } else {
            ing_buf_text(&words, telling->zh ? "其余情形" : "otherwise");
        }
        for (size_t k = 0; k < branch->outcome_count; k++) {
            ing_buf_text(&key, "; ");
            ing_buf_text(&words, k == 0 ? (telling->zh ? "：" : ": ") : telling->zh ? "；" : "; ");
            put_outcome(telling, &branch->outcomes[k], true, &key, &words);
        }
        ing_feature_add(telling, out, "情形", "branch", ing_tell_keep(telling, &key),
                        ing_tell_keep(telling, &words));
    }
}

/* --- when and where ----------------------------------------------------------------------------- */

static void add_words(const ing_telling *telling, ing_features *out, const char *zh, const char *en, size_t count,
                      const ing_text *words)
{
    for (size_t i = 0; i < count; i++) {
        ing_buf text = ING_BUF_INIT;
        ing_tell_word(telling, words[i], &text);
        ing_feature_add(telling, out, zh, en, words[i], ing_tell_keep(telling, &text));
    }
}

static void add_states(const ing_telling *telling, ing_features *out, const char *zh, const char *en,
                       const ing_rule *rule, size_t count, const ing_text *states)
{
    const ing_procedure *procedure = rule->procedure;

    for (size_t i = 0; i < count; i++) {
        ing_text title = procedure != NULL
                             ? ing_tell_state(telling, &procedure->regions[rule->region], states[i]) : states[i];
        ing_feature_add(telling, out, zh, en, states[i], title);
    }
}

static void add_due(const ing_telling *telling, ing_features *out, const ing_rule *rule)
{
    for (size_t i = 0; i < rule->due_count; i++) {
        const ing_deadline *deadline = ing_tell_due(telling, rule->due_names[i]);
        ing_text title = deadline != NULL ? ing_tell_deadline(telling, deadline) : rule->due_names[i];
        ing_buf key = ING_BUF_INIT, words = ING_BUF_INIT;
        ing_buf_printf(&key, "%.*s = %.*s", ING_TEXT_ARG(rule->due_names[i]),
                       ING_TEXT_ARG(rule->due_values[i]->source));
        ing_buf_printf(&words, telling->zh ? "%.*s：" : "%.*s: ", ING_TEXT_ARG(title));
        ing_tell(telling, rule->due_values[i], &words);
        ing_feature_add(telling, out, "期限改为", "moves the deadline", ing_tell_keep(telling, &key),
                        ing_tell_keep(telling, &words));
    }
}

void ing_features_of_rule(const ing_telling *telling, const ing_rule *rule, ing_features *out)
{
    add_words(telling, out, "何时", "when", rule->on_count, rule->on);
    add_words(telling, out, "案件", "case", rule->kind_count, rule->kinds);
    ing_feature_expr(telling, out, "逐一对", "for each", rule->each);
    add_states(telling, out, "自状态", "from state", rule, rule->from_count, rule->from);
    add_states(telling, out, "至状态", "to state", rule, rule->to_count, rule->to);
    ing_feature_conditions(telling, out, "条件", "condition", rule->given);
    add_require(telling, out, rule);
    add_outcomes(telling, out, "不满足时", "otherwise", rule->otherwise != NULL, rule->otherwise, false);
    add_outcomes(telling, out, "结果", "outcome", rule->outcome_count, rule->outcomes, true);
    add_choose(telling, out, rule);
    add_outcomes(telling, out, "已在效力中时", "when in force", rule->again != NULL, rule->again, false);
    add_outcomes(telling, out, "撤回", "takes out of force", rule->revoke_count, rule->revoke, false);
    add_due(telling, out, rule);
}
