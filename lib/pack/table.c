/* SPDX-License-Identifier: Apache-2.0 */
/* Tables: inputs, outputs, how rows are chosen. */
#include "pack/table.h"

#include "pack/pack.h"

#include <stdio.h>

static const char *const table_members[] = { "case", "inputs", "outputs",  "hit", "rank",
                                             "rows", "csv",    "law_time", "act", NULL };
static const char *const hit_words[] = { "unique", "first", "any", "priority", "collect", NULL };
static const char *const law_time_words[] = { "step", "act", "lenient", NULL };

static const ing_syntax *member(const ing_table_plan *plan, const char *name)
{
    return ing_member(plan->declaration->body, name);
}

/* --- heads --------------------------------------------------------------------------------------
 */

static int read_choice(ing_load *load, const ing_table_plan *plan, const char *name,
                       const char *const *words)
{
    ing_text text = ing_member_text(load, plan->declaration->body, name);
    ing_nearest nearest = ing_nearest_begin(text);
    char noun[32];
    for (int i = 0; words[i] != NULL; i++) {
        if (ing_text_is(text, words[i]))
            return i;
        ing_nearest_try(&nearest, ing_text_of(words[i]));
    }
    (void)snprintf(noun, sizeof noun, " %s", name);
    if (text.ptr != NULL)
        ing_load_unknown(load, member(plan, name), name, noun, &nearest);
    return 0;
}

static void read_kinds(ing_load *load, ing_table_plan *plan)
{
    const ing_map *cases = &load->pack->cases;
    ing_texts kinds = ing_member_texts(load, plan->declaration->body, "case");
    for (size_t i = 0; i < kinds.count; i++) {
        if (ing_map_get(cases, kinds.items[i]) != NULL)
            continue;
        ing_nearest nearest = ing_nearest_in(cases, kinds.items[i]);
        ing_load_unknown(load, kinds.nodes[i], "case kind", "案件种类", &nearest);
    }
    plan->table->kind_count = kinds.count;
    plan->table->kinds = kinds.items;
}

/* Inputs and outputs are lists, and there is at least one output. */
static bool read_columns(ing_load *load, ing_table_plan *plan)
{
    ing_table *table = plan->table;
    ing_texts outputs = ing_member_texts(load, plan->declaration->body, "outputs");
    ing_parts inputs = ing_parts_of(load, member(plan, "inputs"));
    table->output_count = outputs.count;
    table->outputs = outputs.items;
    table->input_count = inputs.count;
    if (outputs.count == 0 || inputs.count == 0) {
        ing_load_report(load, "E105", NULL, table->id,
                        "table %.*s needs inputs = { values } and outputs = { \"names\" }",
                        "表 %.*s 需要 inputs = { 值 } 和 outputs = { \"名字\" }",
                        ING_TEXT_ARG(table->id));
        return false;
    }
    for (size_t i = 0; i < outputs.count; i++) {
        if (!ing_text_is_word(outputs.items[i]))
            ing_load_report(load, "E105", outputs.nodes[i], ING_TEXT_NONE,
                            "'%.*s' is no id for an output", "“%.*s”不能作输出列的标识",
                            ING_TEXT_ARG(outputs.items[i]));
        for (size_t j = 0; j < i; j++) {
            if (ing_text_equal(outputs.items[i], outputs.items[j]))
                ing_load_report(load, "E102", outputs.nodes[i], ING_TEXT_NONE,
                                "output %.*s is listed twice", "输出列 %.*s 列了两次",
                                ING_TEXT_ARG(outputs.items[i]));
        }
    }
    return !load->failed;
}

static int32_t column_of(const ing_table *table, ing_text name)
{
    int32_t column = -1;
    for (size_t i = 0; i < table->output_count && column < 0; i++)
        column = ing_text_equal(table->outputs[i], name) ? (int32_t)i : -1;
    return column;
}

static void check_ranked(ing_load *load, const ing_table *table, const ing_syntax *at,
                         int32_t column)
{
    if (ing_type_is_ordered(table->output_types[column]))
        return;
    ing_buf print = ING_BUF_INIT;
    ing_type_print(table->output_types[column], &print);
    ing_load_report(load, "E105", at, ING_TEXT_NONE, "rank needs an order, but %.*s is %.*s",
                    "rank 需要能比较大小的列，而 %.*s 是 %.*s", ING_TEXT_ARG(at->text),
                    ING_TEXT_ARG(ing_buf_view(&print)));
    ing_buf_free(&print);
}

static bool read_rank(ing_load *load, ing_table_plan *plan)
{
    ing_table *table = plan->table;
    ing_texts names = ing_member_texts(load, plan->declaration->body, "rank");
    int32_t *rank = ing_load_new(load, names.count, sizeof *rank);
    if (rank == NULL)
        return false;
    for (size_t i = 0; i < names.count; i++) {
        int32_t column = column_of(table, names.items[i]);
        if (column >= 0) {
            check_ranked(load, table, names.nodes[i], column);
            rank[table->rank_count++] = column;
            continue;
        }
        ing_nearest nearest = ing_nearest_begin(names.items[i]);
        for (size_t j = 0; j < table->output_count; j++)
            ing_nearest_try(&nearest, table->outputs[j]);
        ing_load_unknown(load, names.nodes[i], "output", "输出列", &nearest);
    }
    table->rank = rank;
    bool needs = table->hit == ING_HIT_PRIORITY || table->law_time == ING_LAW_LENIENT;
    if (needs && names.count == 0)
        ing_load_report(load, "E105", NULL, table->id,
                        "table %.*s compares rows: say by what, rank = { \"output\" }",
                        "表 %.*s 要比较各行：请写明按哪一列，rank = { \"输出列\" }",
                        ING_TEXT_ARG(table->id));
    return true;
}

static bool load_head(ing_load *load, ing_table_plan *plan)
{
    const ing_declaration *declaration = plan->declaration;
    ing_table *table = plan->table;
    load->file = declaration->file;
    load->line = declaration->line;
    ing_members_check(load, declaration->body, declaration->construct, table_members, NULL);
    table->id = declaration->id;
    table->titles = ing_titles_read(load, declaration);
    table->hit = (ing_hit)read_choice(load, plan, "hit", hit_words);
    table->law_time = (ing_law_time)read_choice(load, plan, "law_time", law_time_words);
    read_kinds(load, plan);
    plan->is_bad = !read_columns(load, plan);
    if (plan->is_bad || load->failed)
        return !load->failed;
    size_t before = load->report_count;
    if (!ing_table_read_rows(load, plan) || !ing_table_read_outputs(load, plan))
        return false;
    plan->is_bad =
        plan->row_count == 0 && load->report_count > before; /* its columns are not known */
    if (plan->is_bad)
        return true;
    if (member(plan, "law_time") != NULL && !plan->has_law)
        ing_load_report(load, "E105", NULL, ING_TEXT_LIT("law_time"),
                        "table %.*s has law_time, but no output is a law",
                        "表 %.*s 有 law_time，却没有法律列", ING_TEXT_ARG(table->id));
    return read_rank(load, plan);
}

void ing_load_table_heads(ing_load *load)
{
    size_t count = 0;
    for (size_t i = 0; i < load->declaration_count; i++)
        count += ing_text_is(load->declarations[i].construct, "table") ? 1 : 0;
    load->tables = ing_load_new(load, count, sizeof *load->tables);
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (!ing_text_is(declaration->construct, "table") || !ing_claim(load, "word", declaration))
            continue;
        ing_table_plan *plan = &load->tables[load->table_count];
        plan->declaration = declaration;
        plan->table = ing_load_new(load, 1, sizeof *plan->table);
        if (plan->table == NULL || !load_head(load, plan))
            return;
        load->table_count++;
        (void)ing_load_put(load, &load->pack->tables, plan->table->id, plan->table);
    }
}

/* --- bodies -------------------------------------------------------------------------------------
 */

static bool looks_at_case(const ing_load *load, const ing_expr *expr)
{
    bool is_course = expr->kind == ING_EXPR_DUE ||
                     (expr->kind == ING_EXPR_CALL && expr->call == ING_CALL_ENTERED);
    bool is_root = expr->kind == ING_EXPR_ROOT &&
                   (expr->root == ING_ROOT_CASE || expr->root == ING_ROOT_PARTY);
    bool looks = is_course || is_root;
    if (expr->kind == ING_EXPR_QUERY)
        looks = expr->query->scope == NULL || looks_at_case(load, expr->query->scope);
    if (expr->kind == ING_EXPR_LOOKUP)
        looks = ing_table_find(load, expr->table->id)->looks_at_case;
    for (size_t i = 0; i < expr->count && !looks; i++)
        looks = looks_at_case(load, expr->kids[i]);
    return looks;
}

static bool read_inputs(ing_load *load, ing_table_plan *plan, const ing_scope *scope)
{
    ing_table *table = plan->table;
    ing_parts parts = ing_parts_of(load, member(plan, "inputs"));
    const ing_expr **inputs = ing_load_new(load, parts.count, sizeof(const ing_expr *));
    if (inputs == NULL)
        return false;
    for (size_t i = 0; i < parts.count; i++) {
        inputs[i] = ing_expr_value(load, scope, parts.items[i], NULL, ING_TEXT_LIT("inputs"));
        if (inputs[i] == NULL)
            return false;
        plan->looks_at_case = plan->looks_at_case || looks_at_case(load, inputs[i]);
    }
    table->inputs = inputs;
    return true;
}

static bool has_act(const ing_load *load, const ing_type *cases)
{
    const ing_map *all = &load->pack->cases;
    bool has = false;
    for (size_t i = 0; i < (cases->word_count > 0 ? cases->word_count : all->count) && !has; i++) {
        ing_text id = cases->word_count > 0 ? cases->words[i] : all->items[i].key;
        const ing_case_kind *kind = ing_map_get(all, id);
        has = ing_pack_fact(load->pack, id, ING_TEXT_LIT("act")) != NULL ||
              (kind != NULL &&
               ing_fields_find(kind->field_count, kind->fields, ING_TEXT_LIT("act")) != NULL);
    }
    return has;
}

/* Without `act` it is the case's field or fact of that name. */
static bool read_act(ing_load *load, ing_table_plan *plan, const ing_scope *scope)
{
    static const ing_syntax root = { .kind = ING_SYNTAX_NAME, .text = { "case", 4 } };
    static const ing_syntax *const kids[] = { &root };
    static const ing_syntax usual = {
        .kind = ING_SYNTAX_INDEX, .text = { "act", 3 }, .count = 1, .kids = kids
    };
    ing_table *table = plan->table;
    const ing_syntax *syntax = member(plan, "act");
    if (table->law_time == ING_LAW_STEP && syntax == NULL)
        return true;
    if (syntax == NULL && !has_act(load, scope->subject)) {
        ing_load_report(load, "E105", NULL, ING_TEXT_LIT("law_time"),
                        "table %.*s does not say which day is that of the act: act = case.x",
                        "表 %.*s 没有写行为日是哪一天：act = case.x", ING_TEXT_ARG(table->id));
        return true;
    }
    table->act = ing_expr_typed(load, scope, syntax != NULL ? syntax : &usual, &ing_type_date,
                                ING_TEXT_LIT("act"));
    plan->looks_at_case =
        plan->looks_at_case || (table->act != NULL && looks_at_case(load, table->act));
    return table->act != NULL;
}

static bool load_body(ing_load *load, ing_table_plan *plan)
{
    static const ing_type any_record = { .kind = ING_TYPE_ENTRY };
    const ing_table *table = plan->table;
    const ing_type *cases = ing_type_words(load, ING_TYPE_CASE, table->kind_count, table->kinds);
    ing_place_saved saved = { load->file, load->line };
    if (cases == NULL)
        return false;
    ing_scope scope = { .subject = cases, .ev = &any_record };
    load->file = plan->declaration->file;
    load->line = plan->declaration->line;
    bool done = read_inputs(load, plan, &scope) && ing_table_read_inputs(load, plan) &&
                read_act(load, plan, &scope);
    ing_load_leave(load, saved);
    return done;
}

bool ing_table_complete(ing_load *load, ing_table_plan *plan, const ing_syntax *at)
{
    const struct ing_fact_plan *open_fact = load->open_fact;
    if (plan->state == ING_PLAN_OPEN)
        ing_load_report(load, "E106", at, ING_TEXT_NONE,
                        "the inputs of table %.*s rest on its own outputs",
                        "表 %.*s 的输入依赖它自己的输出", ING_TEXT_ARG(plan->table->id));
    if (plan->state != ING_PLAN_NEW || plan->is_bad)
        return plan->state == ING_PLAN_DONE;
    plan->state = ING_PLAN_OPEN;
    bool done = load_body(load, plan);
    load->open_fact = open_fact;
    plan->state = ING_PLAN_DONE;
    return done;
}

void ing_load_tables(ing_load *load)
{
    for (size_t i = 0; i < load->table_count && !load->failed; i++)
        (void)ing_table_complete(load, &load->tables[i], NULL);
}
