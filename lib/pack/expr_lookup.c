/* SPDX-License-Identifier: Apache-2.0 */
/* Looking something up in a table: basis.max. */
#include "pack/table.h"

ing_table_plan *ing_table_find(const ing_load *load, ing_text id)
{
    for (size_t i = 0; i < load->table_count; i++) {
        if (ing_text_equal(load->tables[i].table->id, id))
            return &load->tables[i];
    }
    return NULL;
}

static bool shares_kind(const ing_table *table, const ing_type *cases)
{
    bool shares = table->kind_count == 0 || cases->word_count == 0;
    for (size_t i = 0; i < table->kind_count && !shares; i++) {
        for (size_t j = 0; j < cases->word_count && !shares; j++)
            shares = ing_text_equal(table->kinds[i], cases->words[j]);
    }
    return shares;
}

/* Is there a case for the inputs to look at; E110 when there is none. */
static bool has_case(ing_load *load, const ing_scope *scope, const ing_table_plan *plan,
                     const ing_syntax *syntax)
{
    const ing_table *table = plan->table;
    const ing_type *subject = scope->subject;
    if (!plan->looks_at_case || (subject != NULL && subject->kind == ING_TYPE_ANY))
        return true;
    if (subject == NULL || subject->kind != ING_TYPE_CASE) {
        ing_load_report(load, "E110", syntax, ING_TEXT_NONE,
                        "table %.*s looks at a case, and nothing here is about one",
                        "表 %.*s 要看案件，而这里不涉及某个案件", ING_TEXT_ARG(table->id));
        return false;
    }
    if (shares_kind(table, subject))
        return true;
    ing_load_report(load, "E110", syntax, ING_TEXT_NONE,
                    "table %.*s is not about a case of kind %.*s%s", "表 %.*s 不涉及 %.*s%s 类案件",
                    ING_TEXT_ARG(table->id), ING_TEXT_ARG(subject->words[0]),
                    subject->word_count > 1 ? " …" : "");
    return false;
}

static int32_t column_of(ing_load *load, const ing_table *table, const ing_syntax *syntax)
{
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    for (size_t i = 0; i < table->output_count; i++) {
        if (ing_text_equal(table->outputs[i], syntax->text))
            return (int32_t)i;
        ing_nearest_try(&nearest, table->outputs[i]);
    }
    ing_load_unknown(load, syntax, "output", "输出列", &nearest);
    return -1;
}

const ing_expr *ing_expr_lookup(ing_load *load, const ing_scope *scope, ing_table_plan *plan,
                                const ing_syntax *syntax)
{
    const ing_table *table = plan->table;
    if (plan->is_bad) /* told */
        return ing_expr_wrong(load, syntax);
    int32_t column = column_of(load, table, syntax);
    bool is_ready = column >= 0 && ing_table_complete(load, plan, syntax);
    if (load->failed)
        return NULL;
    if (!is_ready || !has_case(load, scope, plan, syntax))
        return ing_expr_wrong(load, syntax);
    const ing_type *type = table->output_types[column];
    if (table->hit == ING_HIT_COLLECT && type->kind != ING_TYPE_ANY)
        type = ing_type_list(load, type);
    ing_expr *expr = ing_expr_new(load, ING_EXPR_LOOKUP, type, syntax);
    if (expr == NULL)
        return NULL;
    expr->name = syntax->text;
    expr->table = table;
    expr->column = column;
    return ing_expr_kids(load, expr, 0, NULL);
}
