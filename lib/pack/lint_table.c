/* SPDX-License-Identifier: Apache-2.0 */
/* Lints of tables (W205): values of the inputs for which there is no row, or more than one where
 * one is meant. */
#include "pack/lint.h"
#include "pack/table.h"

#define COMBINATIONS_MAX 4096

/* One combination of the inputs' values, counted up like digits. */
typedef struct odometer {
    const ing_table *table;
    size_t *digits, *sizes;
    const ing_type **types;
} odometer;

/* How many values the input may have; 0 when they cannot be told. */
static size_t size_of(const ing_type *type)
{
    if (type->kind == ING_TYPE_BOOLEAN || type->kind == ING_TYPE_FLAG)
        return 2;
    return type->kind == ING_TYPE_ONE_OF || type->kind == ING_TYPE_LADDER ? type->word_count : 0;
}

static bool begin(ing_load *load, const ing_table *table, odometer *out)
{
    size_t total = 1;
    out->table = table;
    out->digits = ing_load_new(load, table->input_count, sizeof *out->digits);
    out->sizes = ing_load_new(load, table->input_count, sizeof *out->sizes);
    out->types = ing_load_new(load, table->input_count, sizeof(const ing_type *));
    if (load->failed)
        return false;
    for (size_t i = 0; i < table->input_count; i++) {
        const ing_type *type = table->inputs[i]->type;
        out->types[i] = type->kind == ING_TYPE_LIST ? type->element : type;
        out->sizes[i] = size_of(out->types[i]);
        total = out->sizes[i] > COMBINATIONS_MAX ? 0 : total * out->sizes[i];
        if (total == 0 || total > COMBINATIONS_MAX)
            return false;
    }
    return true;
}

static bool next(odometer *at)
{
    for (size_t i = at->table->input_count; i > 0; i--) {
        if (++at->digits[i - 1] < at->sizes[i - 1])
            return true;
        at->digits[i - 1] = 0;
    }
    return false;
}

static bool fits_cell(const odometer *at, size_t column, const ing_value *cell)
{
    if (cell->kind == ING_VALUE_UNKNOWN)
        return true;
    if (cell->kind == ING_VALUE_BOOLEAN)
        return cell->truth == (at->digits[column] == 1);
    return ing_text_equal(cell->text, at->types[column]->words[at->digits[column]]);
}

static bool fits(const odometer *at, const ing_row *row)
{
    bool all = true;
    for (size_t i = 0; i < at->table->input_count && all; i++)
        all = fits_cell(at, i, &row->cells[i]);
    return all;
}

/* Are there days on which both rows are in force. */
static bool meet(const ing_row *a, const ing_row *b)
{
    return !(a->has_to && b->has_from && a->to < b->from) &&
           !(b->has_to && a->has_from && b->to < a->from);
}

static bool say_the_same(const ing_table *table, const ing_row *a, const ing_row *b)
{
    bool same = true;
    for (size_t i = 0; i < table->output_count && same; i++) {
        const ing_value *x = &a->cells[table->input_count + i],
                        *y = &b->cells[table->input_count + i];
        same =
            ing_value_equal(x, y) || (x->kind == ING_VALUE_UNKNOWN && y->kind == ING_VALUE_UNKNOWN);
    }
    return same;
}

static void print(const odometer *at, ing_buf *out)
{
    for (size_t i = 0; i < at->table->input_count; i++) {
        bool is_word = at->types[i]->word_count > 0;
        ing_text word = is_word ? at->types[i]->words[at->digits[i]]
                                : ing_text_of(at->digits[i] == 1 ? "true" : "false");
        ing_buf_printf(out, "%s%.*s = %.*s", i > 0 ? ", " : "",
                       ING_TEXT_ARG(at->table->inputs[i]->source), ING_TEXT_ARG(word));
    }
}

/* The first pair that fits and should not; false when there is none. */
static bool find_pair(const odometer *at, size_t *first, size_t *second)
{
    const ing_table *table = at->table;
    for (*first = 0; *first < table->row_count; (*first)++) {
        for (*second = *first + 1; *second < table->row_count && fits(at, &table->rows[*first]);
             (*second)++) {
            const ing_row *a = &table->rows[*first], *b = &table->rows[*second];
            if (fits(at, b) && meet(a, b) &&
                (table->hit == ING_HIT_UNIQUE || !say_the_same(table, a, b)))
                return true;
        }
    }
    return false;
}

/* True when something was said. */
static bool check(ing_load *load, const odometer *at)
{
    const ing_table *table = at->table;
    const ing_titles *place = &table->titles;
    bool is_one = table->hit == ING_HIT_UNIQUE || table->hit == ING_HIT_ANY, is_covered = false;
    size_t first, second;
    ing_buf values = ING_BUF_INIT;
    for (size_t i = 0; i < table->row_count && !is_covered; i++)
        is_covered = fits(at, &table->rows[i]);
    bool is_double = is_one && find_pair(at, &first, &second);
    if (!is_covered || is_double)
        print(at, &values);
    if (!is_covered)
        ing_load_report_thing(load, "W205", place->file, place->line, table->id,
                              "table %.*s has no row for %.*s", "表 %.*s 没有 %.*s 的行",
                              ING_TEXT_ARG(table->id), ING_TEXT_ARG(ing_buf_view(&values)));
    else if (is_double)
        ing_load_report_thing(load, "W205", place->file, place->line, table->id,
                              "table %.*s has two rows, %zu and %zu, for %.*s",
                              "表 %.*s 有两行（%zu 和 %zu）同时适用：%.*s", ING_TEXT_ARG(table->id),
                              first + 1, second + 1, ING_TEXT_ARG(ing_buf_view(&values)));
    ing_buf_free(&values);
    return !is_covered || is_double;
}

void ing_lint_tables(ing_load *load)
{
    for (size_t i = 0; i < load->table_count && !load->failed; i++) {
        odometer at;
        bool is_found = !begin(load, load->tables[i].table, &at);
        while (!is_found) {
            is_found = check(load, &at);
            if (!next(&at))
                break;
        }
    }
}
