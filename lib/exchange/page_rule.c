/* SPDX-License-Identifier: Apache-2.0 */
/* Pages: one rule, in the order in which it is judged. */
#include "exchange/page.h"

static void row(const ing_page *page, const char *zh, const char *en)
{
    ing_page_put(page, "<dt>");
    ing_page_say(page, zh, en);
    ing_page_put(page, "</dt><dd>");
}

static void end_row(const ing_page *page)
{
    ing_page_put(page, "</dd>\n");
}

static void say_word(const ing_page *page, ing_text word)
{
    ing_buf words = ING_BUF_INIT;

    ing_tell_word(&page->telling, word, &words);
    ing_page_text(page, ing_buf_view(&words));
    page->out->failed = page->out->failed || words.failed;
    ing_buf_free(&words);
}

static void say_words(const ing_page *page, size_t count, const ing_text *words)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            ing_page_say(page, "、", ", ");
        say_word(page, words[i]);
    }
}

/* --- when --------------------------------------------------------------------------------------- */

static void put_when(const ing_page *page, const ing_rule *rule)
{
    row(page, "何时", "When");
    say_words(page, rule->on_count, rule->on);
    if (rule->kind_count > 0) {
        ing_page_say(page, "（案件：", " (case: ");
        say_words(page, rule->kind_count, rule->kinds);
        ing_page_say(page, "）", ")");
    }
    end_row(page);
    if (rule->each == NULL)
        return;
    row(page, "逐一对", "For each");
    ing_page_expr(page, rule->each);
    end_row(page);
}

static void say_states(const ing_page *page, const ing_region *region, size_t count, const ing_text *states,
                       const char *zh, const char *en)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            ing_page_say(page, zh, en);
        ing_page_put(page, "<b>");
        ing_page_text(page, ing_tell_state(&page->telling, region, states[i]));
        ing_page_put(page, "</b>");
    }
}

static void put_move(const ing_page *page, const ing_rule *rule)
{
    const ing_procedure *procedure = rule->procedure;
    const ing_region *region = procedure != NULL ? &procedure->regions[rule->region] : NULL;

    if (region == NULL || rule->from_count + rule->to_count == 0)
        return;
    row(page, "程序", "Course");
    ing_page_link(page, "procedure", procedure->id);
    ing_page_title(page, &procedure->titles, procedure->id);
    ing_page_put(page, "</a>");
    if (rule->region > 0) {
        ing_page_put(page, " · ");
        ing_page_text(page, region->id);
    }
    ing_page_say(page, "：", ": ");
    if (rule->from_count == 0)
        ing_page_say(page, "任何状态", "any state");
    say_states(page, region, rule->from_count, rule->from, "、", ", ");
    if (rule->to_count > 0)
        ing_page_put(page, " → ");
    say_states(page, region, rule->to_count, rule->to, " → ", " → ");
    end_row(page);
}

/* --- outcomes ----------------------------------------------------------------------------------- */

static const ing_field *field_of(const ing_action *action, ing_text name)
{
    const ing_field *found = NULL;

    for (size_t i = 0; i < action->field_count && found == NULL; i++) {
        if (ing_text_equal(action->fields[i].name, name))
            found = &action->fields[i];
    }
    return found;
}

static void say_field(const ing_page *page, const ing_action *action, ing_text name)
{
    const ing_field *field = field_of(action, name);
    ing_titles titles = { .zh = field != NULL ? field->zh : ING_TEXT_NONE,
                          .en = field != NULL ? field->en : ING_TEXT_NONE };

    ing_page_title(page, &titles, name);
}

/* A constant by the titles of the field's words. */
static void say_argument(const ing_page *page, const ing_field *field, const ing_expr *value)
{
    ing_buf words = ING_BUF_INIT;

    if (field == NULL || value->kind != ING_EXPR_CONSTANT) {
        ing_page_expr(page, value);
        return;
    }
    ing_tell_value(&page->telling, field->type, &value->value, &words);
    ing_page_text(page, ing_buf_view(&words));
    page->out->failed = page->out->failed || words.failed;
    ing_buf_free(&words);
}

static void put_arguments(const ing_page *page, const ing_outcome_template *outcome)
{
    for (size_t i = 0; i < outcome->count; i++) {
        ing_page_put(page, i == 0 ? "<div class=\"d-args\">" : "");
        if (i > 0)
            ing_page_say(page, "；", "; ");
        say_field(page, outcome->action, outcome->names[i]);
        ing_page_say(page, "：", ": ");
        say_argument(page, field_of(outcome->action, outcome->names[i]), outcome->values[i]);
    }
    if (outcome->count > 0)
        ing_page_put(page, "</div>");
}

static const char *kind_word(bool zh, ing_text kind)
{
    static const struct { const char *id, *zh, *en; } kinds[] = {
        { "record", "记录", "record" },   { "proposal", "建议", "proposal" }, { "order", "命令", "order" },
        { "referral", "移送", "referral" }, { "computed", "计算", "computed" }, { "duty", "职责", "duty" },
        { "guard", "拦阻", "guard" },
    };
    const char *found = "";

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (ing_text_is(kind, kinds[i].id))
            found = zh ? kinds[i].zh : kinds[i].en;
    }
    return found;
}

static void put_decider(const ing_page *page, const ing_action *action)
{
    const ing_expr *decider = action->decider;
    const ing_role *role = NULL;

    if (decider == NULL)
        return;
    if (decider->kind == ING_EXPR_CONSTANT)
        role = ing_map_get(&page->telling.pack->roles, decider->value.text);
    ing_page_say(page, "，由", ", decided by ");
    ing_page_put(page, "<b>");
    if (role != NULL)
        ing_page_title(page, &role->titles, role->id);
    else
        ing_page_expr(page, decider);
    ing_page_put(page, "</b>");
    ing_page_say(page, "决定", "");
}

void ing_page_outcome(const ing_page *page, const ing_outcome_template *outcome)
{
    static const char *const zh[] = { "应当", "可以", "不得" }, *const en[] = { "must", "may", "must not" };
    static const char *const style[] = { "d-must", "d-may", "d-not" };
    const ing_action *action = outcome->action;
    /* the action `block` forbids wherever it stands */
    ing_modality modality = ing_text_is(action->id, "block") ? ING_MUST_NOT : outcome->modality;

    ing_buf_printf(page->out, "<span class=\"d-mode %s\">%s</span> ", style[modality],
                   page->telling.zh ? zh[modality] : en[modality]);
    ing_page_title(page, &action->titles, action->id);
    ing_buf_printf(page->out, page->telling.zh ? "（%s" : " (%s", kind_word(page->telling.zh, action->kind));
    put_decider(page, action);
    ing_page_say(page, "）", ")");
    put_arguments(page, outcome);
}

static void put_outcomes(const ing_page *page, size_t count, const ing_outcome_template *outcomes)
{
    ing_page_put(page, "<ul class=\"d-out\">");
    for (size_t i = 0; i < count; i++) {
        ing_page_put(page, "<li>");
        ing_page_outcome(page, &outcomes[i]);
        ing_page_put(page, "</li>");
    }
    ing_page_put(page, "</ul>");
}

/* --- branches ----------------------------------------------------------------------------------- */

static void put_require(const ing_page *page, const ing_rule *rule)
{
    if (rule->require_count == 0)
        return;
    row(page, "逐项要求", "Required, in order");
    ing_page_put(page, "<ol>");
    for (size_t i = 0; i < rule->require_count; i++) {
        const ing_branch *entry = &rule->require[i];
        ing_page_put(page, "<li>");
        if (entry->when != NULL)
            ing_page_condition(page, entry->when);
        ing_page_say(page, "<div class=\"d-reason\">不满足时：", "<div class=\"d-reason\">otherwise: ");
        if (rule->otherwise != NULL) {
            const ing_field *field = field_of(rule->otherwise->action, ING_TEXT_LIT("reason"));
            const ing_value reason = { .kind = ING_VALUE_TEXT, .text = entry->reason, .seq = -1 };
            ing_buf words = ING_BUF_INIT;
            ing_tell_value(&page->telling, field != NULL ? field->type : NULL, &reason, &words);
            ing_page_text(page, ing_buf_view(&words));
            page->out->failed = page->out->failed || words.failed;
            ing_buf_free(&words);
        }
        ing_page_put(page, "</div></li>");
    }
    ing_page_put(page, "</ol>");
    if (rule->otherwise != NULL)
        put_outcomes(page, 1, rule->otherwise);
    end_row(page);
}

static void put_choose(const ing_page *page, const ing_rule *rule)
{
    if (rule->choose_count == 0)
        return;
    row(page, "依次取第一项成立者", "The first that holds");
    ing_page_put(page, "<ol>");
    for (size_t i = 0; i < rule->choose_count; i++) {
        const ing_branch *branch = &rule->choose[i];
        ing_page_put(page, "<li>");
        if (branch->when != NULL && branch->when->count > 0)
            ing_page_condition(page, branch->when);
        else
            ing_page_say(page, "其余情形", "in all other cases");
        put_outcomes(page, branch->outcome_count, branch->outcomes);
        ing_page_put(page, "</li>");
    }
    ing_page_put(page, "</ol>");
    end_row(page);
}

static void put_given(const ing_page *page, const ing_rule *rule)
{
    if (rule->given == NULL || rule->given->count == 0)
        return;
    row(page, "条件", "Given");
    ing_page_condition(page, rule->given);
    end_row(page);
}

static void put_rest(const ing_page *page, const ing_rule *rule)
{
    if (rule->again != NULL) {
        row(page, "已在效力中时", "When already in force");
        put_outcomes(page, 1, rule->again);
        end_row(page);
    }
    for (size_t i = 0; i < rule->revoke_count; i++) {
        row(page, "撤回", "Takes out of force");
        ing_page_title(page, &rule->revoke[i].action->titles, rule->revoke[i].action->id);
        put_arguments(page, &rule->revoke[i]);
        end_row(page);
    }
    for (size_t i = 0; i < rule->due_count; i++) {
        row(page, "期限改为", "Deadline moved");
        const ing_deadline *deadline = ing_tell_due(&page->telling, rule->due_names[i]);
        ing_page_text(page, deadline != NULL ? ing_tell_deadline(&page->telling, deadline) : rule->due_names[i]);
        ing_page_say(page, "：", ": ");
        ing_page_expr(page, rule->due_values[i]);
        end_row(page);
    }
}

void ing_page_rule(const ing_page *page, const ing_rule *rule)
{
    ing_page_put(page, "<article class=\"d-rule\"");
    ing_page_anchor(page, "rule", rule->id);
    ing_page_put(page, "><h3><span class=\"d-id\">");
    ing_page_text(page, rule->id);
    ing_page_put(page, "</span> ");
    ing_page_title(page, &rule->titles, ING_TEXT_NONE);
    ing_page_put(page, "</h3><dl>\n");
    put_when(page, rule);
    put_move(page, rule);
    put_given(page, rule);
    put_require(page, rule);
    if (rule->outcome_count > 0) {
        row(page, "结果", "Outcome");
        put_outcomes(page, rule->outcome_count, rule->outcomes);
        end_row(page);
    }
    put_choose(page, rule);
    put_rest(page, rule);
    row(page, "依据", "Basis");
    ing_page_cites(page, &rule->titles);
    end_row(page);
    ing_page_put(page, "</dl>");
    ing_page_note(page, &rule->titles);
    ing_page_put(page, "</article>\n");
}
