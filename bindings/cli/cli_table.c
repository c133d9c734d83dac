/* SPDX-License-Identifier: Apache-2.0 */
/* Aligned tables, and how wide a character is on a terminal, whatever the locale says. */
#include "cli_table.h"

#include <inttypes.h>
#include <string.h>

#define HELD_ROWS 1000
#define GAP       2

typedef struct code_range {
    uint32_t first, last;
} code_range;

/* Two columns: East Asian Wide and Fullwidth, and emoji. */
static const code_range wide[] = { { 0x1100, 0x115F },   { 0x231A, 0x231B },   { 0x2329, 0x232A },
                                   { 0x23E9, 0x23EC },   { 0x2614, 0x2615 },   { 0x26A1, 0x26A1 },
                                   { 0x2705, 0x2705 },   { 0x274C, 0x274C },   { 0x2E80, 0x303E },
                                   { 0x3041, 0x33FF },   { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },
                                   { 0xA000, 0xA4CF },   { 0xA960, 0xA97F },   { 0xAC00, 0xD7A3 },
                                   { 0xF900, 0xFAFF },   { 0xFE10, 0xFE19 },   { 0xFE30, 0xFE6F },
                                   { 0xFF00, 0xFF60 },   { 0xFFE0, 0xFFE6 },   { 0x17000, 0x18AFF },
                                   { 0x1B000, 0x1B2FF }, { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF },
                                   { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD } };

/* No column: marks that stand on the character before, joiners, direction marks. */
static const code_range narrow[] = { { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD },
                                     { 0x064B, 0x065F }, { 0x0E31, 0x0E31 }, { 0x0E34, 0x0E3A },
                                     { 0x200B, 0x200F }, { 0x202A, 0x202E }, { 0x2060, 0x2064 },
                                     { 0x20D0, 0x20F0 }, { 0x302A, 0x302D }, { 0x3099, 0x309A },
                                     { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF } };

static bool is_in(uint32_t code, const code_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    }
    return false;
}

/* The character at text[*at], which moves on; bytes that are no UTF-8 count one each. */
static uint32_t next_code(const char *text, size_t len, size_t *at)
{
    unsigned char first = (unsigned char)text[(*at)++];
    size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    uint32_t code = first;
    if (more == 0 || *at + more > len)
        return first;
    code = first & (0x3Fu >> more);
    for (; more > 0; more--)
        code = code << 6 | ((unsigned char)text[(*at)++] & 0x3Fu);
    return code;
}

size_t cli_width(const char *text, size_t len)
{
    size_t at = 0, width = 0;
    while (at < len) {
        uint32_t code = next_code(text, len, &at);
        if (code < 0x300)
            width += 1;
        else if (is_in(code, wide, sizeof wide / sizeof wide[0]))
            width += 2;
        else if (!is_in(code, narrow, sizeof narrow / sizeof narrow[0]))
            width += 1;
    }
    return width;
}

void cli_table_begin(cli_table *table, cli_call *cli, const cli_column *columns, size_t count)
{
    memset(table, 0, sizeof *table);
    table->cli = cli;
    table->columns = columns;
    table->count = count;
    for (size_t i = 0; i < count; i++) {
        const char *title = cli_say(cli, columns[i].title.en, columns[i].title.zh);
        table->widths[i] = cli_width(title, strlen(title));
    }
}

/* No spaces are left at a line's end. */
static void print_cell(cli_table *table, size_t column, const char *text)
{
    size_t len = strlen(text), width = cli_width(text, len);
    size_t padding = width < table->widths[column] ? table->widths[column] - width : 0;
    bool number = table->columns[column].number;
    table->owed += number ? padding : 0;
    if (len > 0) {
        cli_print(table->cli, "%*s", (int)table->owed, "");
        cli_write(table->cli, text, len);
        table->owed = 0;
    }
    table->owed += GAP + (number ? 0 : padding);
    if (column + 1 == table->count) {
        cli_write(table->cli, "\n", 1);
        table->owed = 0;
    }
}

static void print_titles(cli_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const cli_words *title = &table->columns[i].title;
        print_cell(table, i, cli_say(table->cli, title->en, title->zh));
    }
    table->titled = true;
}

static void flush_rows(cli_table *table)
{
    const char *at = table->text.ptr;
    if (table->rows == 0)
        return;
    if (!table->titled)
        print_titles(table);
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->count; i++) {
            print_cell(table, i, at);
            at += strlen(at) + 1;
        }
    }
    table->text.len = 0;
    table->rows = 0;
}

void cli_table_cell(cli_table *table, const char *text, size_t len)
{
    cli_buf *buf = &table->text;
    size_t width = cli_width(text, len);
    if (!cli_buf_reserve(buf, len + 1)) {
        table->cli->no_memory = true;
        return;
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool control = byte < 0x20 || byte == 0x7F;
        buf->ptr[buf->len++] = control ? ' ' : text[i];
    }
    buf->ptr[buf->len++] = '\0';
    if (width > table->widths[table->cells])
        table->widths[table->cells] = width;
    if (++table->cells < table->count)
        return;
    table->cells = 0;
    if (++table->rows == HELD_ROWS)
        flush_rows(table);
}

void cli_table_text(cli_table *table, const char *cstr)
{
    cli_table_cell(table, cstr, strlen(cstr));
}

void cli_table_integer(cli_table *table, int64_t number)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%" PRId64, number);
    cli_table_cell(table, text, (size_t)len);
}

void cli_table_json(cli_table *table, cli_json value)
{
    cli_buf shown = CLI_BUF_INIT;
    cli_json_show(value, &shown);
    if (shown.failed)
        table->cli->no_memory = true;
    cli_table_cell(table, shown.len > 0 ? shown.ptr : "", shown.len);
    cli_buf_free(&shown);
}

void cli_table_end(cli_table *table)
{
    if (!table->text.failed)
        flush_rows(table);
    cli_buf_free(&table->text);
}
