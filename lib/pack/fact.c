/* SPDX-License-Identifier: Apache-2.0 */
/* Facts: compiled when first read, so that they may be used before their declaration. */
#include "pack/expr.h"

#define OPEN_FACTS_MAX 48 /* facts that rest on one another; compiling and judging recurse */

typedef enum fact_state { FACT_NEW, FACT_OPEN, FACT_DONE } fact_state;

struct ing_fact_plan {
    ing_fact *fact;
    const ing_declaration *declaration;
    const struct ing_fact_plan *outer; /* while open: the fact that reads this one */
    int32_t depth;
    fact_state state;
};

static const char *const fact_members[] = {
    "of", "type", "measure", "holds", "is", "choose", NULL
};
static const char *const case_builtins[] = { "id", "state", "opened", "subject", "kind", NULL };

/* --- heads ------------------------------------------------------------------------------------ */

static bool is_field(const ing_load *load, const ing_fact *fact, ing_text kind)
{
    if (fact->of == ING_ABOUT_CASE) {
        const ing_case_kind *found = ing_map_get(&load->pack->cases, kind);
        return found != NULL &&
               ing_fields_find(found->field_count, found->fields, fact->id) != NULL;
    }
    const ing_field_set *set = ing_map_get(&load->party_fields, kind);
    return set != NULL && ing_fields_find(set->count, set->fields, fact->id) != NULL;
}

static void refuse_taken(ing_load *load, const ing_declaration *declaration, ing_text kind)
{
    ing_load_report_thing(load, "E102", declaration->file, declaration->line, declaration->id,
                          "the fact %.*s has the name of a field of %.*s",
                          "事实 %.*s 与 %.*s 的字段同名", ING_TEXT_ARG(declaration->id),
                          ING_TEXT_ARG(kind));
}

/* False when the kind has such a name already. */
static bool check_free(ing_load *load, const ing_declaration *declaration, const ing_fact *fact,
                       ing_text kind)
{
    const ing_fact *first = ing_pack_fact(load->pack, kind, fact->id);
    if (first != NULL) {
        ing_load_report_thing(load, "E102", declaration->file, declaration->line, declaration->id,
                              "%.*s is declared twice; first declared at %.*s:%d",
                              "%.*s 声明了两次；首次声明于 %.*s:%d", ING_TEXT_ARG(declaration->id),
                              ING_TEXT_ARG(ing_load_file(load, first->titles.file)),
                              (int)first->titles.line);
        return false;
    }
    if (!is_field(load, fact, kind))
        return true;
    refuse_taken(load, declaration, kind);
    return false;
}

static bool put_fact(ing_load *load, ing_fact *fact, ing_text kind)
{
    ing_buf key = ING_BUF_INIT;
    ing_buf_slice(&key, kind);
    ing_buf_byte(&key, '.');
    ing_buf_slice(&key, fact->id);
    ing_text copy = ing_load_copy(load, &key);
    ing_buf_free(&key);
    return !load->failed && ing_load_put(load, &load->pack->facts, copy, fact);
}

static bool check_fact_id(ing_load *load, const ing_declaration *declaration)
{
    bool is_builtin = false;
    for (size_t i = 0; case_builtins[i] != NULL && !is_builtin; i++)
        is_builtin = ing_text_is(declaration->id, case_builtins[i]);
    if (is_builtin)
        ing_load_report_thing(load, "E102", declaration->file, declaration->line, declaration->id,
                              "%.*s is built in; a fact cannot have that name",
                              "%.*s 是内置的名字，事实不能用它", ING_TEXT_ARG(declaration->id));
    else if (!ing_text_is_word(declaration->id))
        ing_load_report_thing(load, "E105", declaration->file, declaration->line, declaration->id,
                              "'%.*s' is no id for %.*s", "“%.*s”不能作 %.*s 的标识",
                              ING_TEXT_ARG(declaration->id), ING_TEXT_ARG(declaration->construct));
    return !is_builtin && ing_text_is_word(declaration->id);
}

static bool claim_fact(ing_load *load, const ing_declaration *declaration, ing_fact *fact)
{
    ing_text store = ING_TEXT_LIT("store");
    bool is_free = true;
    if (fact->of == ING_ABOUT_STORE)
        return check_free(load, declaration, fact, store) && put_fact(load, fact, store);
    for (size_t i = 0; i < fact->kind_count && is_free; i++)
        is_free = check_free(load, declaration, fact, fact->kinds[i]);
    for (size_t i = 0; i < fact->kind_count && is_free; i++)
        is_free = put_fact(load, fact, fact->kinds[i]);
    return is_free;
}

static void load_head(ing_load *load, const ing_declaration *declaration)
{
    const ing_syntax *body = declaration->body;
    load->file = declaration->file;
    load->line = declaration->line;
    ing_fact *fact = ing_load_new(load, 1, sizeof *fact);
    if (fact == NULL || !check_fact_id(load, declaration))
        return;
    ing_members_check(load, body, declaration->construct, fact_members, NULL);
    fact->id = declaration->id;
    fact->titles = ing_titles_read(load, declaration);
    fact->measure = ing_member_flag(load, body, "measure");
    if (ing_member(body, "of") == NULL) {
        ing_load_report(load, "E105", NULL, fact->id,
                        "fact %.*s does not say of what it is: of = \"kind\" or \"store\"",
                        "事实 %.*s 没有写 of：案件种类、主体种类或 \"store\"",
                        ING_TEXT_ARG(fact->id));
        load->is_vague = true;
        return;
    }
    if (!ing_about_read(load, body, "of", &fact->of, &fact->kind_count, &fact->kinds)) {
        load->is_vague = true;
        return;
    }
    fact->index = (int32_t)load->plan_count;
    load->plans[load->plan_count++] =
        (struct ing_fact_plan){ fact, declaration, NULL, 0, FACT_NEW };
    (void)claim_fact(load, declaration, fact);
}

void ing_load_fact_heads(ing_load *load)
{
    size_t count = 0;
    for (size_t i = 0; i < load->declaration_count; i++)
        count += ing_text_is(load->declarations[i].construct, "fact") ? 1 : 0;
    load->plans = ing_load_new(load, count, sizeof *load->plans);
    const ing_fact **list = ing_load_new(load, count, sizeof(const ing_fact *));
    if (load->plans == NULL || list == NULL)
        return;
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        if (ing_text_is(load->declarations[i].construct, "fact"))
            load_head(load, &load->declarations[i]);
    }
    for (size_t i = 0; i < load->plan_count; i++)
        list[i] = load->plans[i].fact;
    load->pack->fact_list = list;
    load->pack->fact_count = load->plan_count;
}

/* --- bodies ----------------------------------------------------------------------------------- */

static const ing_type *subject_of(ing_load *load, const ing_fact *fact)
{
    if (fact->of == ING_ABOUT_STORE)
        return &ing_type_store;
    return ing_type_words(load, fact->of == ING_ABOUT_CASE ? ING_TYPE_CASE : ING_TYPE_PARTY,
                          fact->kind_count, fact->kinds);
}

static void refuse_type(ing_load *load, const ing_fact *fact)
{
    ing_buf print = ING_BUF_INIT;
    ing_type_print(fact->type, &print);
    ing_load_report(load, "E105", NULL, ING_TEXT_LIT("type"),
                    "fact %.*s is a condition, a boolean, not %.*s",
                    "事实 %.*s 是条件（boolean），不是 %.*s", ING_TEXT_ARG(fact->id),
                    ING_TEXT_ARG(ing_buf_view(&print)));
    ing_buf_free(&print);
}

static void set_condition(ing_load *load, ing_fact *fact, const ing_expr *all)
{
    if (fact->type != NULL && !ing_type_accepts(fact->type, &ing_type_boolean))
        refuse_type(load, fact);
    fact->type = &ing_type_boolean;
    fact->is = all;
    fact->is_condition = true;
}

static void load_function(ing_load *load, ing_fact *fact, const ing_syntax *syntax)
{
    fact->function = syntax->number;
    load->has_functions = true;
    if (fact->type != NULL)
        return;
    ing_load_report(load, "E105", syntax, fact->id,
                    "fact %.*s is a function: say what it gives, type = \"integer\"",
                    "事实 %.*s 是函数：请写明结果的类型，如 type = \"integer\"",
                    ING_TEXT_ARG(fact->id));
    fact->type = &ing_type_any;
}

static void load_is(ing_load *load, const ing_scope *scope, ing_fact *fact,
                    const ing_syntax *syntax)
{
    if (syntax->kind == ING_SYNTAX_FUNCTION) {
        load_function(load, fact, syntax);
    } else if (ing_syntax_is_condition(syntax)) {
        ing_parts one = { 1, &syntax };
        set_condition(load, fact, ing_expr_all(load, scope, one, syntax));
    } else {
        fact->is = ing_expr_typed(load, scope, syntax, fact->type, fact->id);
        if (fact->is != NULL && fact->type == NULL)
            fact->type = fact->is->type;
    }
}

/* --- choose ----------------------------------------------------------------------------------- */

static bool is_branch(const ing_syntax *syntax)
{
    return syntax->kind == ING_SYNTAX_TABLE && syntax->count > 0 && syntax->member_count == 0;
}

/* Without a declared type, texts alone are words of a set, and otherwise the first value that is no
 * constant says the type. NULL = nothing is said. */
static const ing_type *words_of(ing_load *load, ing_parts branches)
{
    ing_text *words = ing_load_new(load, branches.count, sizeof *words);
    size_t count = 0;
    if (words == NULL)
        return NULL;
    for (size_t i = 0; i < branches.count; i++) {
        const ing_syntax *value = branches.items[i]->kids[0];
        if (value->kind != ING_SYNTAX_TEXT)
            return NULL;
        bool is_new = true;
        for (size_t j = 0; j < count && is_new; j++)
            is_new = !ing_text_equal(words[j], value->text);
        if (is_new)
            words[count++] = value->text;
    }
    return count == 0 ? NULL : ing_type_words(load, ING_TYPE_ONE_OF, count, words);
}

static void load_branch(ing_load *load, const ing_scope *scope, ing_fact *fact,
                        const ing_syntax *syntax, ing_branch *out)
{
    ing_parts conditions = { syntax->count - 1, syntax->kids + 1 };
    out->value = ing_expr_typed(load, scope, syntax->kids[0], fact->type, fact->id);
    if (out->value != NULL && (fact->type == NULL || fact->type->kind == ING_TYPE_ANY))
        fact->type = out->value->type;
    if (conditions.count > 0)
        out->when = ing_expr_all(load, scope, conditions, syntax);
}

static void load_choose(ing_load *load, const ing_scope *scope, ing_fact *fact,
                        const ing_syntax *syntax)
{
    ing_parts branches = { 0, NULL };
    if (syntax->kind == ING_SYNTAX_TABLE && syntax->member_count == 0)
        branches = (ing_parts){ syntax->count, syntax->kids };
    bool is_good = branches.count > 0;
    for (size_t i = 0; i < branches.count && is_good; i++)
        is_good = is_branch(branches.items[i]);
    ing_branch *out = ing_load_new(load, branches.count, sizeof *out);
    if (!is_good) {
        ing_load_report(load, "E105", syntax, ING_TEXT_LIT("choose"),
                        "choose is a list of { value, conditions… }",
                        "choose 是 { 值, 条件… } 的列表");
        fact->type = fact->type == NULL ? &ing_type_any : fact->type;
        return;
    }
    if (out == NULL)
        return;
    if (fact->type == NULL)
        fact->type = words_of(load, branches);
    for (size_t i = 0; i < branches.count && !load->failed; i++)
        load_branch(load, scope, fact, branches.items[i], &out[i]);
    fact->branches = out;
    fact->branch_count = branches.count;
}

/* --- a fact ----------------------------------------------------------------------------------- */

static void load_content(ing_load *load, const ing_scope *scope, ing_fact *fact,
                         const ing_syntax *body)
{
    const ing_syntax *holds = ing_member(body, "holds");
    const ing_syntax *is = ing_member(body, "is");
    const ing_syntax *choose = ing_member(body, "choose");
    int count = (holds != NULL) + (is != NULL) + (choose != NULL);
    if (count != 1)
        ing_load_report(
            load, "E105", NULL, fact->id, "fact %.*s needs one of holds, is and choose, and has %d",
            "事实 %.*s 须有 holds、is、choose 之一，这里有 %d 个", ING_TEXT_ARG(fact->id), count);
    else if (holds != NULL)
        set_condition(load, fact, ing_expr_all(load, scope, ing_parts_of(load, holds), holds));
    else if (is != NULL)
        load_is(load, scope, fact, is);
    else
        load_choose(load, scope, fact, choose);
    if (fact->type == NULL)
        fact->type = &ing_type_any;
}

static void load_body(ing_load *load, struct ing_fact_plan *plan)
{
    const ing_syntax *body = plan->declaration->body;
    const ing_syntax *type = ing_member(body, "type");
    ing_fact *fact = plan->fact;
    ing_place_saved saved = { load->file, load->line };
    ing_scope scope = { .subject = subject_of(load, fact) };
    static const ing_type any_record = { .kind = ING_TYPE_ENTRY };
    scope.ev = fact->measure ? NULL : &any_record; /* a measure is asked when nothing happens */
    load->file = plan->declaration->file;
    load->line = plan->declaration->line;
    plan->state = FACT_OPEN;
    plan->outer = load->open_fact;
    plan->depth = plan->outer == NULL ? 1 : plan->outer->depth + 1;
    load->open_fact = plan;
    if (type != NULL) {
        ing_field field = { .type = NULL };
        (void)ing_typing_read(load, type, ING_TYPING_FACT, &field);
        fact->type = field.type;
    }
    if (!load->failed)
        load_content(load, &scope, fact, body);
    load->open_fact = plan->outer;
    plan->state = FACT_DONE;
    load->file = saved.file;
    load->line = saved.line;
}

/* Names from the outermost fact of the cycle down to the innermost, and the first again. */
static void report_cycle(ing_load *load, const struct ing_fact_plan *plan, const ing_syntax *at)
{
    const struct ing_fact_plan *chain[OPEN_FACTS_MAX + 1];
    size_t count = 0;
    ing_buf path = ING_BUF_INIT;
    for (const struct ing_fact_plan *one = load->open_fact; one != NULL && count < OPEN_FACTS_MAX;
         one = one->outer) {
        chain[count++] = one;
        if (one == plan)
            break;
    }
    for (size_t i = count; i > 0; i--) {
        ing_buf_slice(&path, chain[i - 1]->fact->id);
        ing_buf_text(&path, " → ");
    }
    ing_buf_slice(&path, plan->fact->id);
    ing_load_report(load, "E106", at, ING_TEXT_NONE, "facts rest on one another: %.*s",
                    "事实互相依赖：%.*s", ING_TEXT_ARG(ing_buf_view(&path)));
    ing_buf_free(&path);
}

const ing_type *ing_fact_type(ing_load *load, const ing_fact *fact, const ing_syntax *at)
{
    struct ing_fact_plan *plan = &load->plans[fact->index];
    if (plan->state == FACT_OPEN) {
        report_cycle(load, plan, at);
        return &ing_type_any;
    }
    if (plan->state == FACT_NEW && load->open_fact != NULL &&
        load->open_fact->depth >= OPEN_FACTS_MAX) {
        ing_load_report(load, "E106", at, ING_TEXT_NONE,
                        "facts rest on one another more than %d deep", "事实层层依赖超过 %d 层",
                        OPEN_FACTS_MAX);
        return &ing_type_any;
    }
    if (plan->state == FACT_NEW)
        load_body(load, plan);
    return load->failed ? NULL : fact->type;
}

void ing_load_fact_bodies(ing_load *load)
{
    for (size_t i = 0; i < load->plan_count && !load->failed; i++) {
        if (load->plans[i].state == FACT_NEW)
            load_body(load, &load->plans[i]);
    }
}
