/* SPDX-License-Identifier: Apache-2.0 */
/* Columns of laws: each cell names a declared law, perhaps with the days from and to which it says
 * what the row says: 大气法119@..2026-08-14. */
#include "pack/table.h"

/* --- cells --------------------------------------------------------------------------------------
 */

typedef struct law_cell {
    ing_text id;
    bool has_range, is_good; /* is_good: the range can be read */
    bool has_from, has_to;
    ing_date from, to;
} law_cell;

static bool read_day(ing_text text, bool *has, ing_date *out)
{
    *has = text.len > 0;
    return !*has || ing_date_parse(text, out);
}

static law_cell read_cell(ing_text text)
{
    law_cell cell = { .id = text, .is_good = true };
    const char *at = text.len == 0 ? NULL : memchr(text.ptr, '@', text.len);
    if (at == NULL)
        return cell;
    cell.has_range = true;
    cell.id.len = (size_t)(at - text.ptr);
    ing_text range = { at + 1, text.len - cell.id.len - 1 };
    size_t dots = 0;
    while (dots + 1 < range.len && (range.ptr[dots] != '.' || range.ptr[dots + 1] != '.'))
        dots++;
    cell.is_good = range.len > 2 && dots + 1 < range.len &&
                   read_day((ing_text){ range.ptr, dots }, &cell.has_from, &cell.from) &&
                   read_day((ing_text){ range.ptr + dots + 2, range.len - dots - 2 }, &cell.has_to,
                            &cell.to) &&
                   (!cell.has_from || !cell.has_to || cell.from <= cell.to);
    return cell;
}

bool ing_column_holds_laws(const ing_load *load, const ing_table_plan *plan, size_t column)
{
    bool holds = false;
    for (size_t i = 0; i < plan->row_count && !holds; i++) {
        const ing_syntax *cell = plan->raw[i].cells[column];
        if (cell->kind != ING_SYNTAX_TEXT || ing_is_blank_cell(cell))
            continue;
        law_cell law = read_cell(cell->text);
        holds = ing_map_get(&load->pack->laws, law.id) != NULL || (law.has_range && law.is_good);
    }
    return holds || (plan->row_count > 0 &&
                     ing_text_is(plan->table->outputs[column - plan->table->input_count], "law"));
}

/* --- validity -----------------------------------------------------------------------------------
 */

/* A row says what it says while all of its laws are in force. */
static void narrow(ing_row *row, bool has_from, ing_date from, bool has_to, ing_date to)
{
    if (has_from && (!row->has_from || row->from < from)) {
        row->has_from = true;
        row->from = from;
    }
    if (has_to && (!row->has_to || row->to > to)) {
        row->has_to = true;
        row->to = to;
    }
}

static void check_range(ing_load *load, const ing_syntax *at, const law_cell *cell,
                        const ing_law *law)
{
    bool is_early = law->has_from && cell->has_from && cell->from < law->from;
    bool is_late = law->has_to && cell->has_to && cell->to > law->to;
    bool is_apart = (law->has_to && cell->has_from && cell->from > law->to) ||
                    (law->has_from && cell->has_to && cell->to < law->from);
    if (is_early || is_late || is_apart)
        ing_load_report(load, "E105", at, ING_TEXT_NONE,
                        "%.*s is not inside the days in which that law is in force",
                        "%.*s 超出了该法律的有效期", ING_TEXT_ARG(at->text));
}

/* NULL after a finding. */
static const ing_law *law_of(ing_load *load, const ing_syntax *at, const law_cell *cell)
{
    if (!cell->is_good) {
        ing_load_report(
            load, "E105", at, ING_TEXT_NONE,
            "'%.*s': the days of a law are written @2024-01-01..2026-08-14, @..day or @day..",
            "“%.*s”：法律的起止日写作 @2024-01-01..2026-08-14、@..日期 或 @日期..",
            ING_TEXT_ARG(at->text));
        return NULL;
    }
    const ing_law *law = ing_map_get(&load->pack->laws, cell->id);
    if (law == NULL) {
        ing_nearest nearest = ing_nearest_in(&load->pack->laws, cell->id);
        ing_load_unknown(load, at, "law", "法律", &nearest);
    }
    return law;
}

static bool read_law(ing_load *load, ing_table_plan *plan, size_t row, size_t column,
                     const ing_law **out)
{
    const ing_syntax *syntax = plan->raw[row].cells[column];
    ing_value *value = (ing_value *)&plan->rows[row].cells[column];
    *value = (ing_value){ .kind = ING_VALUE_UNKNOWN, .seq = -1 };
    *out = NULL;
    if (ing_is_blank_cell(syntax))
        return true;
    if (syntax->kind != ING_SYNTAX_TEXT) {
        const ing_type *type = &ing_type_text;
        (void)ing_constant_read(load, syntax, &ing_type_text,
                                plan->table->outputs[column - plan->table->input_count], &type);
        return !load->failed;
    }
    law_cell cell = read_cell(syntax->text);
    *out = law_of(load, syntax, &cell);
    if (*out == NULL)
        return !load->failed;
    value->kind = ING_VALUE_TEXT;
    value->text = (*out)->id;
    check_range(load, syntax, &cell, *out);
    narrow(&plan->rows[row], (*out)->has_from, (*out)->from, (*out)->has_to, (*out)->to);
    narrow(&plan->rows[row], cell.has_from, cell.from, cell.has_to, cell.to);
    return true;
}

/* --- the column ---------------------------------------------------------------------------------
 */

bool ing_column_read_laws(ing_load *load, ing_table_plan *plan, size_t column, const ing_type **out)
{
    ing_type *type = ing_type_new(load, ING_TYPE_ONE_OF);
    ing_text *words = ing_load_new(load, plan->row_count, sizeof *words);
    ing_text *zh = ing_load_new(load, plan->row_count, sizeof *zh);
    ing_text *en = ing_load_new(load, plan->row_count, sizeof *en);
    if (type == NULL || words == NULL || zh == NULL || en == NULL)
        return false;
    for (size_t i = 0; i < plan->row_count; i++) {
        const ing_law *law;
        if (!read_law(load, plan, i, column, &law))
            return false;
        bool is_new = law != NULL;
        for (size_t j = 0; j < type->word_count && is_new; j++)
            is_new = !ing_text_equal(words[j], law->id);
        if (!is_new)
            continue;
        words[type->word_count] = law->id;
        zh[type->word_count] = law->titles.zh;
        en[type->word_count++] = law->titles.en;
    }
    type->words = words;
    type->words_zh = zh;
    type->words_en = en;
    *out = type;
    return !load->failed;
}
