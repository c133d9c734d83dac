/* SPDX-License-Identifier: Apache-2.0 */
/* What a rule listens to (`case`, `on`, `each`), and hence what case, ev, was and each are in its
 * body. */
#include "pack/procedure.h"
#include "pack/rule.h"

static bool read_kinds(ing_load *load, const ing_syntax *body, ing_rule *rule)
{
    ing_texts kinds = ing_member_texts(load, body, "case");
    bool is_good = true;
    for (size_t i = 0; i < kinds.count; i++) {
        if (ing_map_get(&load->pack->cases, kinds.items[i]) != NULL)
            continue;
        ing_nearest nearest = ing_nearest_in(&load->pack->cases, kinds.items[i]);
        ing_load_unknown(load, kinds.nodes[i], "case kind", "案件种类", &nearest);
        is_good = false;
    }
    rule->kind_count = kinds.count;
    rule->kinds = kinds.items;
    return is_good;
}

static bool read_words(ing_load *load, const ing_syntax *body, ing_rule *rule)
{
    ing_texts words = ing_member_texts(load, body, "on");
    bool is_good = words.count > 0;
    if (ing_member(body, "on") == NULL)
        ing_load_report(load, "E105", NULL, rule->id,
                        "rule %.*s does not say on what it speaks: on = \"event\"",
                        "规则 %.*s 没有写 on：on = \"事件\"", ING_TEXT_ARG(rule->id));
    for (size_t i = 0; i < words.count; i++) {
        if (ing_is_record_word(load, words.items[i]))
            continue;
        ing_record_word_check(load, words.nodes[i]);
        is_good = false;
    }
    rule->on_count = words.count;
    rule->on = words.items;
    return is_good;
}

/* --- the subject ------------------------------------------------------------------------------ */

/* Is one of the kinds the rule's; no kinds means any. */
static bool is_rule_kind(const ing_rule *rule, size_t count, const ing_text *kinds)
{
    bool any = count == 0;
    for (size_t i = 0; i < count && !any; i++) {
        for (size_t j = 0; j < rule->kind_count && !any; j++)
            any = ing_text_equal(kinds[i], rule->kinds[j]);
    }
    return any;
}

static void check_lapse(ing_load *load, const ing_rule *rule, ing_text word)
{
    ing_text deadline = ing_lapse_deadline(word);
    const ing_type *cases = deadline.ptr == NULL ? NULL : ing_lapse_cases(load, deadline);
    if (cases == NULL || is_rule_kind(rule, cases->word_count, cases->words))
        return;
    ing_load_report(load, "E105", NULL, word, "deadline %.*s is not of a case of kind %.*s%s",
                    "期限 %.*s 不属于 %.*s%s 类案件", ING_TEXT_ARG(deadline),
                    ING_TEXT_ARG(rule->kinds[0]), rule->kind_count > 1 ? " …" : "");
}

static void check_about(ing_load *load, const ing_rule *rule)
{
    for (size_t i = 0; i < rule->on_count; i++) {
        const ing_event *event = ing_map_get(&load->pack->events, rule->on[i]);
        if (event == NULL) {
            check_lapse(load, rule, rule->on[i]);
            continue;
        }
        if (event->about == ING_ABOUT_CASE && is_rule_kind(rule, event->kind_count, event->kinds))
            continue;
        ing_load_report(load, "E105", NULL, rule->on[i],
                        "event %.*s is not about a case of kind %.*s%s",
                        "事件 %.*s 不涉及 %.*s%s 类案件", ING_TEXT_ARG(rule->on[i]),
                        ING_TEXT_ARG(rule->kinds[0]), rule->kind_count > 1 ? " …" : "");
    }
}

/* What the records of one word are about; decisions are about a case of any kind. */
static const ing_type *subject_of(ing_load *load, ing_text word)
{
    static const ing_type any_case = { .kind = ING_TYPE_CASE };
    const ing_event *event = ing_map_get(&load->pack->events, word);
    if (ing_lapse_deadline(word).ptr != NULL)
        return ing_lapse_cases(load, ing_lapse_deadline(word));
    if (event == NULL)
        return &any_case;
    if (event->about == ING_ABOUT_STORE)
        return &ing_type_store;
    return ing_type_words(load, event->about == ING_ABOUT_CASE ? ING_TYPE_CASE : ING_TYPE_PARTY,
                          event->kind_count, event->kinds);
}

/* Of records about different things nothing is common but the store. */
static const ing_type *common_subject(ing_load *load, const ing_rule *rule)
{
    const ing_type *out = NULL;
    for (size_t i = 0; i < rule->on_count; i++) {
        const ing_type *one = subject_of(load, rule->on[i]);
        const ing_type *joined = one;
        if (one == NULL || (out != NULL && !ing_type_join(load, out, one, &joined)))
            return NULL;
        out = joined == NULL ? &ing_type_store : joined;
    }
    return out;
}

static const ing_type *subject(ing_load *load, const ing_rule *rule, bool is_good)
{
    if (!is_good || load->is_vague)
        return &ing_type_any;
    if (rule->kind_count == 0)
        return common_subject(load, rule);
    check_about(load, rule);
    return ing_type_words(load, ING_TYPE_CASE, rule->kind_count, rule->kinds);
}

/* --- each ------------------------------------------------------------------------------------- */

static bool read_each(ing_load *load, const ing_syntax *syntax, ing_rule *rule, ing_hearing *out)
{
    const ing_expr *list = ing_expr_value(load, &out->scope, syntax, NULL, ING_TEXT_LIT("each"));
    if (list == NULL)
        return false;
    rule->each = list;
    out->scope.each = &ing_type_any;
    if (ing_expr_is_wrong(list))
        return true;
    if (list->type->kind != ING_TYPE_LIST) {
        ing_buf print = ING_BUF_INIT;
        ing_type_print(list->type, &print);
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE, "each needs a list, but %.*s is %.*s",
                        "each 需要列表，而 %.*s 是 %.*s", ING_TEXT_ARG(list->source),
                        ING_TEXT_ARG(ing_buf_view(&print)));
        ing_buf_free(&print);
        return true;
    }
    out->scope.each = list->type->element;
    if (list->type->element->kind == ING_TYPE_CASE) {
        out->scope.subject = list->type->element;
        out->scope.was = NULL;
    }
    return true;
}

bool ing_rule_hear(ing_load *load, const ing_syntax *body, ing_rule *rule, ing_hearing *out)
{
    bool is_good = read_kinds(load, body, rule);
    bool are_words = read_words(load, body, rule);
    const ing_syntax *each = ing_member(body, "each");
    out->subject = subject(load, rule, is_good && are_words);
    if (out->subject == NULL)
        return false;
    bool is_case = out->subject->kind == ING_TYPE_CASE || out->subject->kind == ING_TYPE_ANY;
    out->scope = (ing_scope){ .subject = out->subject };
    out->scope.was = is_case ? out->subject : NULL;
    out->scope.ev =
        are_words ? ing_type_words(load, ING_TYPE_ENTRY, rule->on_count, rule->on) : &ing_type_any;
    if (out->scope.ev == NULL)
        return false;
    return each == NULL || read_each(load, each, rule, out);
}
