/* SPDX-License-Identifier: Apache-2.0 */
/* Aligned tables for people; a Chinese character is two columns wide. */
#ifndef LIBING_CLI_TABLE_H
#define LIBING_CLI_TABLE_H

#include "cli.h"
#include "cli_json.h"

#define CLI_COLUMNS_MAX 10

typedef struct cli_column {
    cli_words title;
    bool number;                     /* aligned right */
} cli_column;

/* Rows are held back until there are enough to know the widths, so that long lists stream. */
typedef struct cli_table {
    cli_call *cli;
    const cli_column *columns;
    size_t count;
    size_t widths[CLI_COLUMNS_MAX];
    size_t rows, cells;              /* held back; cells of the row that is being filled */
    bool titled;
    size_t owed;                     /* spaces before the next text of this line, if one comes */
    cli_buf text;                    /* cells, each NUL-terminated */
} cli_table;

/* Columns that a terminal needs for a text. */
size_t cli_width(const char *text, size_t len);

void cli_table_begin(cli_table *table, cli_call *cli, const cli_column *columns, size_t count);
/* The next cell; after the last of a row the row is complete. Line ends become spaces. */
void cli_table_cell(cli_table *table, const char *text, size_t len);
void cli_table_text(cli_table *table, const char *cstr);
void cli_table_integer(cli_table *table, int64_t number);
/* A text unescaped; empty when not there. */
void cli_table_json(cli_table *table, cli_json value);
void cli_table_end(cli_table *table);

#endif
