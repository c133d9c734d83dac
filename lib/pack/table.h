/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that compile tables share. A table's head is what reads of it need: its outputs
 * and their types. Its inputs rest on facts, which may read tables; they are compiled when first
 * needed. */
#ifndef ING_PACK_TABLE_H
#define ING_PACK_TABLE_H

#include "pack/expr.h"

typedef enum ing_plan_state { ING_PLAN_NEW, ING_PLAN_OPEN, ING_PLAN_DONE } ing_plan_state;

/* A row as written: inputs, then outputs. Cells of a CSV file are texts until the type is known. */
typedef struct ing_raw_row {
    const ing_syntax *const *cells;
    const ing_syntax *at;
} ing_raw_row;

typedef struct ing_table_plan {
    ing_table *table;
    const ing_declaration *declaration;
    ing_plan_state state;
    bool looks_at_case; /* some input does */
    bool has_law;       /* some output is a law */
    bool is_bad;        /* nothing more is said about it */
    size_t row_count;
    ing_raw_row *raw;
    ing_row *rows; /* the table's own, being filled */
} ing_table_plan;

/* table_rows.c: rows or csv as raw rows of the right width; then the outputs' types and values. */
bool ing_table_read_rows(ing_load *load, ing_table_plan *plan);
bool ing_table_read_outputs(ing_load *load, ing_table_plan *plan);
/* The inputs' values, when their types are known. */
bool ing_table_read_inputs(ing_load *load, ing_table_plan *plan);

/* table_csv.c */
bool ing_table_read_csv(ing_load *load, ing_table_plan *plan, const ing_syntax *at, ing_text path);
bool ing_is_blank_cell(const ing_syntax *cell); /* "-" */
bool ing_is_csv_cell(const ing_load *load, const ing_syntax *cell);
/* The constant that a cell's text is: true, 12, 500 yuan, 3 workdays; the text itself where it is
 * none. */
const ing_syntax *ing_csv_constant(ing_load *load, const ing_syntax *cell, const ing_type *type);

/* table_law.c: does the column hold laws; their ids, and from when to when the rows are in force.
 */
bool ing_column_holds_laws(const ing_load *load, const ing_table_plan *plan, size_t column);
bool ing_column_read_laws(ing_load *load, ing_table_plan *plan, size_t column,
                          const ing_type **type);

/* expr_lookup.c */
ing_table_plan *ing_table_find(const ing_load *load, ing_text id);
/* table.output, the INDEX node. */
const ing_expr *ing_expr_lookup(ing_load *load, const ing_scope *scope, ing_table_plan *plan,
                                const ing_syntax *syntax);
/* table.c: inputs, cells and the day of the act; reported once. */
bool ing_table_complete(ing_load *load, ing_table_plan *plan, const ing_syntax *at);

#endif
