/* SPDX-License-Identifier: Apache-2.0 */
/* Decision tables: which rows hold for a case on a day, and what the one that counts says. */
#include "pack/eval.h"

/* The rows that match the inputs; the day picks among them. */
typedef struct matched {
    const ing_table *table;
    const ing_row **rows;
    size_t count;
} matched;

/* A cell that says nothing ("-") fits all; a list fits a cell that it contains; not known fits only "-". */
static bool cell_fits(const ing_value *cell, const ing_value *input)
{
    if (cell->kind == ING_VALUE_UNKNOWN)
        return true;
    if (input->kind != ING_VALUE_LIST)
        return input->kind != ING_VALUE_UNKNOWN && ing_value_same(cell, input) == ING_TRUE;
    for (size_t i = 0; i < input->count; i++) {
        if (ing_value_same(cell, &input->items[i]) == ING_TRUE)
            return true;
    }
    return false;
}

static libing_status match_rows(const ing_eval *at, const ing_table *table, matched *out, libing_error *err)
{
    ing_arena *arena = at->judgement->arena;
    ing_value *inputs = ing_arena_new(arena, table->input_count, sizeof *inputs);
    const ing_row **rows = ing_arena_new(arena, table->row_count, sizeof *rows);
    libing_status status = LIBING_OK;

    *out = (matched){ table, rows, 0 };
    if (inputs == NULL || rows == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < table->input_count && status == LIBING_OK; i++)
        status = ing_eval_value(at, table->inputs[i], &inputs[i], err);
    for (size_t r = 0; r < table->row_count && status == LIBING_OK; r++) {
        size_t i = 0;

        while (i < table->input_count && cell_fits(&table->rows[r].cells[i], &inputs[i]))
            i++;
        if (i == table->input_count)
            rows[out->count++] = &table->rows[r];
    }
    return status;
}

static bool is_in_force(const ing_row *row, ing_date day)
{
    return (!row->has_from || row->from <= day) && (!row->has_to || day <= row->to);
}

/* Below 0: `a` ranks lower (lighter), by the columns of `rank`, the weightiest first. */
static libing_status compare_rank(const ing_table *table, const ing_row *a, const ing_row *b, int *out,
                                  libing_error *err)
{
    libing_status status = LIBING_OK;

    *out = 0;
    for (size_t i = 0; i < table->rank_count && *out == 0 && status == LIBING_OK; i++) {
        size_t column = table->input_count + (size_t)table->rank[i];
        const ing_type *type = table->output_types[table->rank[i]];
        bool tie = false;

        if (a->cells[column].kind == ING_VALUE_UNKNOWN || b->cells[column].kind == ING_VALUE_UNKNOWN)
            continue;
        status = ing_value_order(&a->cells[column], &b->cells[column],
                                 type->kind == ING_TYPE_LADDER ? type : NULL, out, &tie, err);
    }
    return status;
}

static libing_status refuse_two(const matched *m, const ing_row *a, const ing_row *b, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_RULE, "table.two_rows",
                    "two rows of table %.*s hold, of lines %d and %d", "表%.*s中有两行同时成立（第%d行与第%d行）",
                    ING_TEXT_ARG(m->table->id), a->line, b->line);
}

/* ANY: several rows may hold as long as they say the same. */
static bool say_the_same(const ing_table *table, const ing_row *a, const ing_row *b)
{
    for (size_t i = table->input_count; i < table->input_count + table->output_count; i++) {
        if (!ing_value_equal(&a->cells[i], &b->cells[i]))
            return false;
    }
    return true;
}

/* Which of two rows that hold counts; `first` is the one written first. */
static libing_status settle_two(const matched *m, const ing_row *first, const ing_row *second,
                                const ing_row **out, libing_error *err)
{
    int order = 0;
    libing_status status = LIBING_OK;

    *out = first;
    if (m->table->hit == ING_HIT_UNIQUE ||
        (m->table->hit == ING_HIT_ANY && !say_the_same(m->table, first, second)))
        return refuse_two(m, first, second, err);
    if (m->table->hit == ING_HIT_PRIORITY)
        status = compare_rank(m->table, first, second, &order, err);
    if (order < 0)
        *out = second;
    return status;
}

/* The row that counts on a day; NULL when none is in force. */
static libing_status pick_row(const matched *m, ing_date day, const ing_row **out, libing_error *err)
{
    libing_status status = LIBING_OK;

    *out = NULL;
    for (size_t i = 0; i < m->count && status == LIBING_OK; i++) {
        if (!is_in_force(m->rows[i], day))
            continue;
        if (*out == NULL)
            *out = m->rows[i];
        else
            status = settle_two(m, *out, m->rows[i], out, err);
    }
    return status;
}

static libing_status act_day(const ing_eval *at, const ing_table *table, bool *known, ing_date *out,
                             libing_error *err)
{
    ing_value act = ing_value_none();
    libing_status status = table->act != NULL ? ing_eval_value(at, table->act, &act, err) : LIBING_OK;

    *known = act.kind == ING_VALUE_DATE || act.kind == ING_VALUE_MOMENT;
    *out = act.kind == ING_VALUE_MOMENT ? ing_moment_date(act.moment) : act.date;
    return status;
}

/* 从旧兼从轻 (处罚法37): the row in force at the act, unless today's is lighter or there is none today. */
static libing_status pick_lenient(const matched *m, ing_date act, ing_date today, const ing_row **out,
                                  libing_error *err)
{
    const ing_row *now = NULL;
    int order = 0;
    libing_status status = pick_row(m, act, out, err);

    if (status == LIBING_OK)
        status = pick_row(m, today, &now, err);
    if (status == LIBING_OK && *out != NULL && now != NULL)
        status = compare_rank(m->table, now, *out, &order, err);
    if (now == NULL || order < 0)
        *out = now;
    return status;
}

static libing_status pick(const ing_eval *at, const matched *m, const ing_row **out, libing_error *err)
{
    ing_date today = at->judgement->today, act = today;
    bool known = false;
    libing_status status;

    *out = NULL;
    if (m->table->law_time == ING_LAW_STEP)
        return pick_row(m, today, out, err);
    status = act_day(at, m->table, &known, &act, err);
    if (status != LIBING_OK)
        return status;
    if (!known) /* without a day of the act the law of the step is all there is */
        return pick_row(m, today, out, err);
    if (m->table->law_time == ING_LAW_ACT)
        return pick_row(m, act, out, err);
    return pick_lenient(m, act, today, out, err);
}

/* COLLECT: what every row in force says, in the order written. */
static libing_status collect(const ing_eval *at, const matched *m, size_t column, ing_value *out,
                             libing_error *err)
{
    ing_value *items = ing_arena_new(at->judgement->arena, m->count, sizeof *items);

    if (items == NULL)
        return ing_fail_nomem(err);
    *out = ing_value_of(ING_VALUE_LIST);
    out->items = items;
    for (size_t i = 0; i < m->count; i++) {
        if (is_in_force(m->rows[i], at->judgement->today) &&
            m->rows[i]->cells[column].kind != ING_VALUE_UNKNOWN)
            items[out->count++] = m->rows[i]->cells[column];
    }
    return LIBING_OK;
}

libing_status ing_eval_lookup(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    const ing_table *table = expr->table;
    size_t column = table->input_count + (size_t)expr->column;
    const ing_row *row = NULL;
    matched m;
    libing_status status = match_rows(at, table, &m, err);

    *out = ing_value_none();
    if (status == LIBING_OK && table->hit == ING_HIT_COLLECT)
        return collect(at, &m, column, out, err);
    if (status == LIBING_OK)
        status = pick(at, &m, &row, err);
    if (status == LIBING_OK && row != NULL) {
        *out = row->cells[column];
        out->seq = -1;
    }
    return status;
}
