/* SPDX-License-Identifier: Apache-2.0 */
/* Invariants: what must hold after every record that they are about. */
#include "pack/eval.h"
#include "pack/expr.h"
#include "pack/rule.h"
#include "pack/verdict.h"

static const char *const invariant_members[] = { "on", "case", "given", "holds", NULL };

/* Without `on` it is about every record; without `case` too, nothing is at hand but that and the store. */
static bool hear_all(ing_load *load, const ing_syntax *body, ing_rule *rule, ing_hearing *out)
{
    ing_texts kinds = ing_member_texts(load, body, "case");
    out->subject = &ing_type_store;
    for (size_t i = 0; i < kinds.count; i++) {
        if (ing_map_get(&load->pack->cases, kinds.items[i]) != NULL)
            continue;
        ing_nearest nearest = ing_nearest_in(&load->pack->cases, kinds.items[i]);
        ing_load_unknown(load, kinds.nodes[i], "case kind", "案件种类", &nearest);
    }
    rule->kind_count = kinds.count;
    rule->kinds = kinds.items;
    if (kinds.count > 0)
        out->subject = ing_type_words(load, ING_TYPE_CASE, kinds.count, kinds.items);
    out->scope = (ing_scope){ .subject = out->subject };
    out->scope.ev = ing_type_words(load, ING_TYPE_ENTRY, 0, NULL);
    out->scope.was = kinds.count > 0 ? out->subject : NULL;
    return out->subject != NULL && out->scope.ev != NULL;
}

static bool read_all(ing_load *load, const ing_syntax *body, const char *name,
                     const ing_scope *scope, const ing_expr **out)
{
    const ing_syntax *syntax = ing_member(body, name);
    if (syntax == NULL)
        return true;
    *out = ing_expr_all(load, scope, ing_parts_of(load, syntax), syntax);
    return *out != NULL;
}

static bool load_invariant(ing_load *load, const ing_declaration *declaration, ing_invariant *out)
{
    const ing_syntax *body = declaration->body;
    ing_rule *rule = ing_load_new(load, 1, sizeof *rule);
    ing_hearing hearing;
    ing_members_check(load, body, declaration->construct, invariant_members, NULL);
    if (rule == NULL)
        return false;
    out->id = rule->id = declaration->id;
    out->titles = rule->titles = ing_titles_read(load, declaration);
    out->about = rule;
    if (ing_member(body, "holds") == NULL)
        ing_load_report(load, "E105", NULL, out->id,
                        "invariant %.*s does not say what holds: holds = { conditions }",
                        "invariant %.*s 没有写何者恒成立：holds = { 条件 }", ING_TEXT_ARG(out->id));
    bool is_heard = ing_member(body, "on") == NULL ? hear_all(load, body, rule, &hearing)
                                                   : ing_rule_hear(load, body, rule, &hearing);
    return is_heard && read_all(load, body, "given", &hearing.scope, &rule->given) &&
           read_all(load, body, "holds", &hearing.scope, &out->holds);
}

void ing_load_invariants(ing_load *load)
{
    size_t count = 0;
    for (size_t i = 0; i < load->declaration_count; i++)
        count += ing_text_is(load->declarations[i].construct, "invariant") ? 1 : 0;
    ing_invariant *list = ing_load_new(load, count, sizeof *list);
    if (list == NULL)
        return;
    load->pack->invariants = list;
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (!ing_text_is(declaration->construct, "invariant") ||
            !ing_claim(load, "invariant", declaration))
            continue;
        if (!load_invariant(load, declaration, &list[load->pack->invariant_count]))
            return;
        load->pack->invariant_count++;
    }
}

/* --- judging ----------------------------------------------------------------------------------- */

static bool is_about(const ing_judgement *judgement, const ing_rule *about)
{
    const ing_view *subject = judgement->subject;
    bool has_word = about->on_count == 0, has_kind = about->kind_count == 0;
    for (size_t i = 0; i < about->on_count && !has_word; i++)
        has_word = ing_text_equal(about->on[i], judgement->ev->word);
    for (size_t i = 0; subject != NULL && i < about->kind_count && !has_kind; i++)
        has_kind = subject->of == ING_ABOUT_CASE && subject->kind.ptr != NULL &&
                   ing_text_equal(about->kinds[i], subject->kind);
    return has_word && has_kind;
}

libing_status ing_judge_invariant(ing_judgement *judgement, const ing_invariant *invariant,
                                  bool *broken, libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, NULL);
    ing_truth truth = ING_TRUE;
    libing_status status = LIBING_OK;
    *broken = false;
    if (judgement->ev == NULL || !is_about(judgement, invariant->about))
        return LIBING_OK;
    if (invariant->about->given != NULL)
        status = ing_eval_truth(&at, invariant->about->given, &truth, err);
    if (status == LIBING_OK && truth == ING_TRUE && invariant->holds != NULL) {
        status = ing_eval_truth(&at, invariant->holds, &truth, err);
        *broken = status == LIBING_OK && truth != ING_TRUE;
    }
    return ing_verdict_close(judgement, invariant->about, status, err);
}
