/* SPDX-License-Identifier: Apache-2.0 */
/* A table's cells: what is written in each, and the types of the columns. */
#include "pack/table.h"

/* --- rows ---------------------------------------------------------------------------------------
 */

static bool read_lua_rows(ing_load *load, ing_table_plan *plan, const ing_syntax *syntax)
{
    size_t width = plan->table->input_count + plan->table->output_count;
    ing_parts parts = ing_parts_of(load, syntax);
    plan->raw = ing_load_new(load, parts.count, sizeof *plan->raw);
    if (plan->raw == NULL)
        return false;
    for (size_t i = 0; i < parts.count; i++) {
        const ing_syntax *row = parts.items[i];
        if (row->kind != ING_SYNTAX_TABLE || row->member_count > 0 || row->count != width) {
            ing_load_report(load, "E105", NULL, ING_TEXT_LIT("rows"),
                            "row %zu of table %.*s: expected %zu inputs and %zu outputs, got %zu",
                            "第 %zu 行（表 %.*s）：应有 %zu 个输入和 %zu 个输出，却有 %zu 个",
                            i + 1, ING_TEXT_ARG(plan->table->id), plan->table->input_count,
                            plan->table->output_count,
                            row->kind == ING_SYNTAX_TABLE ? row->count : (size_t)1);
            continue;
        }
        plan->raw[plan->row_count++] = (ing_raw_row){ row->kids, row };
    }
    return true;
}

bool ing_table_read_rows(ing_load *load, ing_table_plan *plan)
{
    const ing_syntax *body = plan->declaration->body;
    const ing_syntax *rows = ing_member(body, "rows"), *csv = ing_member(body, "csv");
    ing_text path = ing_member_text(load, body, "csv");
    if ((rows == NULL) == (csv == NULL)) {
        ing_load_report(load, "E105", NULL, plan->table->id,
                        "table %.*s needs either rows = { … } or csv = \"file.csv\"",
                        "表 %.*s 须有 rows = { … } 或 csv = \"file.csv\" 之一",
                        ING_TEXT_ARG(plan->table->id));
        return !load->failed;
    }
    if (rows != NULL && !read_lua_rows(load, plan, rows))
        return false;
    if (path.ptr != NULL && !ing_table_read_csv(load, plan, csv, path))
        return false;
    plan->rows = ing_load_new(load, plan->row_count, sizeof *plan->rows);
    for (size_t i = 0; plan->rows != NULL && i < plan->row_count; i++) {
        ing_value *cells =
            ing_load_new(load, plan->table->input_count + plan->table->output_count, sizeof *cells);
        bool is_csv = csv != NULL;
        plan->rows[i].cells = cells;
        plan->rows[i].file = is_csv ? -1 : plan->declaration->file;
        plan->rows[i].line = is_csv ? plan->raw[i].at->line : plan->declaration->line;
    }
    plan->table->row_count = plan->row_count;
    plan->table->rows = plan->rows;
    return !load->failed;
}

static ing_value *cell_of(ing_table_plan *plan, size_t row, size_t column)
{
    return (ing_value *)&plan->rows[row].cells[column];
}

/* --- outputs ------------------------------------------------------------------------------------
 */

static bool is_text_type(const ing_type *type)
{
    return type->kind == ING_TYPE_TEXT;
}

/* What a text in a file is to be, when all of its column are so: NULL where they are not. */
static const ing_type *form_of(ing_load *load, const ing_table_plan *plan, size_t column)
{
    static const ing_type *const forms[] = { &ing_type_boolean, &ing_type_integer, &ing_type_money,
                                             &ing_type_duration };
    const ing_type *found = NULL;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0] && found == NULL; i++) {
        size_t fits = 0, filled = 0;
        for (size_t j = 0; j < plan->row_count && !load->failed; j++) {
            const ing_syntax *cell = plan->raw[j].cells[column];
            if (ing_is_blank_cell(cell))
                continue;
            const ing_syntax *constant = ing_csv_constant(load, cell, forms[i]);
            filled++;
            fits += constant != NULL && constant != cell ? 1 : 0;
        }
        found = filled > 0 && fits == filled ? forms[i] : NULL;
    }
    return found;
}

static bool are_days(const ing_table_plan *plan, size_t column)
{
    ing_date day;
    size_t days = 0, filled = 0;
    for (size_t i = 0; i < plan->row_count; i++) {
        const ing_syntax *cell = plan->raw[i].cells[column];
        if (ing_is_blank_cell(cell))
            continue;
        filled++;
        days += cell->kind == ING_SYNTAX_TEXT && ing_date_parse(cell->text, &day) ? 1 : 0;
    }
    return filled > 0 && days == filled;
}

/* The words of a column of texts, each once. */
static const ing_type *words_of(ing_load *load, const ing_table_plan *plan, size_t column)
{
    ing_text *words = ing_load_new(load, plan->row_count, sizeof *words);
    size_t count = 0;
    for (size_t i = 0; words != NULL && i < plan->row_count; i++) {
        const ing_syntax *cell = plan->raw[i].cells[column];
        bool is_new = cell->kind == ING_SYNTAX_TEXT && !ing_is_blank_cell(cell);
        for (size_t j = 0; j < count && is_new; j++)
            is_new = !ing_text_equal(words[j], cell->text);
        if (is_new)
            words[count++] = cell->text;
    }
    return words == NULL ? NULL : ing_type_words(load, ING_TYPE_ONE_OF, count, words);
}

static bool read_cells(ing_load *load, ing_table_plan *plan, size_t column, const ing_type *type,
                       ing_text name)
{
    for (size_t i = 0; i < plan->row_count; i++) {
        const ing_syntax *cell = plan->raw[i].cells[column];
        const ing_type *own = type;
        ing_value *value = cell_of(plan, i, column);
        *value = (ing_value){ .kind = ING_VALUE_UNKNOWN, .seq = -1 };
        if (ing_is_blank_cell(cell))
            continue;
        if (ing_is_csv_cell(load, cell))
            cell = ing_csv_constant(load, cell, type);
        if (cell == NULL)
            return false;
        *value = ing_constant_read(load, cell, type, name, &own);
    }
    return !load->failed;
}

/* The type of the first cell that has one. */
static const ing_type *first_type(ing_load *load, const ing_table_plan *plan, size_t column,
                                  ing_text name)
{
    for (size_t i = 0; i < plan->row_count; i++) {
        const ing_syntax *cell = plan->raw[i].cells[column];
        const ing_type *type = &ing_type_any;
        if (ing_is_blank_cell(cell))
            continue;
        (void)ing_constant_read(load, cell, NULL, name, &type);
        return type;
    }
    return &ing_type_any;
}

static bool read_output(ing_load *load, ing_table_plan *plan, size_t index, const ing_type **type)
{
    ing_text name = plan->table->outputs[index];
    size_t column = plan->table->input_count + index;
    if (ing_column_holds_laws(load, plan, column)) {
        plan->has_law = true;
        return ing_column_read_laws(load, plan, column, type);
    }
    *type = first_type(load, plan, column, name);
    if (is_text_type(*type) && plan->row_count > 0 &&
        ing_is_csv_cell(load, plan->raw[0].cells[column])) {
        const ing_type *form = form_of(load, plan, column);
        *type = form != NULL ? form : *type;
    }
    if (is_text_type(*type))
        *type = are_days(plan, column) ? &ing_type_date : words_of(load, plan, column);
    return *type != NULL && (*type == &ing_type_any || read_cells(load, plan, column, *type, name));
}

bool ing_table_read_outputs(ing_load *load, ing_table_plan *plan)
{
    const ing_type **types =
        ing_load_new(load, plan->table->output_count, sizeof(const ing_type *));
    if (types == NULL)
        return false;
    plan->table->output_types = types;
    for (size_t i = 0; i < plan->table->output_count; i++) {
        if (!read_output(load, plan, i, &types[i]) || load->failed)
            return false;
    }
    return true;
}

/* --- inputs -------------------------------------------------------------------------------------
 */

bool ing_table_read_inputs(ing_load *load, ing_table_plan *plan)
{
    for (size_t i = 0; i < plan->table->input_count; i++) {
        const ing_expr *input = plan->table->inputs[i];
        const ing_type *type =
            input->type->kind == ING_TYPE_LIST ? input->type->element : input->type;
        if (type->kind == ING_TYPE_ANY)
            continue;
        if (!read_cells(load, plan, i, type, input->source))
            return false;
    }
    return true;
}
