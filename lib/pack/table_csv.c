/* SPDX-License-Identifier: Apache-2.0 */
/* A table's rows from a CSV file: line 1 names the inputs and outputs, in any order. */
#include "pack/table.h"

#include <stdlib.h>

#define COLUMNS_MAX 64

/* A file being read. */
typedef struct reading {
    ing_load *load;
    ing_table_plan *plan;
    int32_t file; /* for findings: after the Lua files, its number in the pack */
    int32_t line;
    ing_text rest;
    size_t width;
    size_t places[COLUMNS_MAX]; /* of the table's columns, by column of the file */
} reading;

bool ing_is_blank_cell(const ing_syntax *cell)
{
    return cell->kind == ING_SYNTAX_TEXT && ing_text_is(cell->text, "-");
}

bool ing_is_csv_cell(const ing_load *load, const ing_syntax *cell)
{
    return cell->file >= 0 && (size_t)cell->file >= ing_program_files(load->program);
}

/* --- cells --------------------------------------------------------------------------------------
 */

/* The next cell up to a comma or the end of the line; false when a quote is not closed. `buffer`
 * has room for the line. */
static bool next_cell(ing_text *line, char *buffer, ing_text *out)
{
    size_t at = 0, len = 0;
    bool is_quoted = line->len > 0 && line->ptr[0] == '"', is_closed = !is_quoted;
    for (at = is_quoted ? 1 : 0; at < line->len; at++) {
        bool is_quote = line->ptr[at] == '"';
        if (is_quoted && is_quote && at + 1 < line->len && line->ptr[at + 1] == '"')
            at++; /* a doubled quote is one */
        else if (is_quoted && is_quote && !is_closed) {
            is_closed = true;
            continue;
        } else if (is_closed && line->ptr[at] == ',')
            break;
        buffer[len++] = line->ptr[at];
    }
    *out = (ing_text){ buffer, len };
    *line = at < line->len ? (ing_text){ line->ptr + at + 1, line->len - at - 1 } : ING_TEXT_NONE;
    return is_closed;
}

static bool next_line(reading *r, ing_text *out)
{
    if (r->rest.len == 0)
        return false;
    const char *end = memchr(r->rest.ptr, '\n', r->rest.len);
    size_t len = end != NULL ? (size_t)(end - r->rest.ptr) : r->rest.len;
    size_t step = end != NULL ? len + 1 : len;
    *out = (ing_text){ r->rest.ptr, len };
    if (len > 0 && out->ptr[len - 1] == '\r')
        out->len--;
    r->rest = (ing_text){ r->rest.ptr + step, r->rest.len - step };
    r->line++;
    return true;
}

static const ing_syntax *node_at(reading *r, ing_text text)
{
    ing_syntax *node = ing_load_new(r->load, 1, sizeof *node);
    if (node == NULL)
        return NULL;
    *node = (ing_syntax){ .kind = ING_SYNTAX_TEXT, .text = text, .file = r->file, .line = r->line };
    return node;
}

/* The cells of a line; the count, or 0 after a finding or without memory. */
static size_t read_line(reading *r, ing_text line, ing_text cells[COLUMNS_MAX])
{
    size_t count = 0;
    bool is_good = true;
    while (is_good && line.ptr != NULL && count < COLUMNS_MAX) {
        char *buffer = ing_load_new(r->load, line.len + 1, 1);
        if (buffer == NULL)
            return 0;
        is_good = next_cell(&line, buffer, &cells[count++]);
    }
    if (is_good && line.ptr == NULL)
        return count;
    const ing_syntax at = { .kind = ING_SYNTAX_TABLE, .file = r->file, .line = r->line };
    ing_load_report(r->load, "E105", &at, ING_TEXT_NONE,
                    "a quote is not closed, or there are more than %d cells",
                    "引号没有闭合，或超过 %d 格", COLUMNS_MAX);
    return 0;
}

/* --- the first line -----------------------------------------------------------------------------
 */

/* An input is named as it is written, less white space. */
static bool names_input(reading *r, size_t index, ing_text name)
{
    const ing_syntax *syntax =
        ing_parts_of(r->load, ing_member(r->plan->declaration->body, "inputs")).items[index];
    char path[256];
    size_t end = sizeof path;
    for (; syntax->kind == ING_SYNTAX_INDEX && end > syntax->text.len; syntax = syntax->kids[0]) {
        end -= syntax->text.len;
        memcpy(path + end, syntax->text.ptr, syntax->text.len);
        if (end > 0)
            path[--end] = '.';
    }
    if (syntax->kind != ING_SYNTAX_NAME || end < syntax->text.len)
        return false;
    end -= syntax->text.len;
    memcpy(path + end, syntax->text.ptr, syntax->text.len);
    return ing_text_equal((ing_text){ path + end, sizeof path - end }, name);
}

static bool find_column(reading *r, ing_text name, size_t *out)
{
    const ing_table *table = r->plan->table;
    for (size_t i = 0; i < table->input_count; i++) {
        *out = i;
        if (names_input(r, i, name))
            return true;
    }
    for (size_t i = 0; i < table->output_count; i++) {
        *out = table->input_count + i;
        if (ing_text_equal(table->outputs[i], name))
            return true;
    }
    return false;
}

static void refuse_header(reading *r, ing_text name)
{
    const ing_syntax at = {
        .kind = ING_SYNTAX_TEXT, .text = name, .file = r->file, .line = r->line
    };
    ing_nearest nearest = ing_nearest_begin(name);
    for (size_t i = 0; i < r->plan->table->output_count; i++)
        ing_nearest_try(&nearest, r->plan->table->outputs[i]);
    ing_load_unknown(r->load, &at, "column", "列", &nearest);
}

static bool read_header(reading *r)
{
    ing_text line = ING_TEXT_NONE, cells[COLUMNS_MAX];
    size_t seen = 0, width = r->plan->table->input_count + r->plan->table->output_count;
    const ing_syntax at = { .kind = ING_SYNTAX_TABLE, .file = r->file, .line = 1 };
    if (r->rest.len >= 3 &&
        memcmp(r->rest.ptr, "\xEF\xBB\xBF", 3) == 0) /* as spreadsheets write it */
        r->rest = (ing_text){ r->rest.ptr + 3, r->rest.len - 3 };
    bool has = next_line(r, &line);
    size_t count = has ? read_line(r, line, cells) : 0;
    for (size_t i = 0; i < count; i++) {
        if (!find_column(r, cells[i], &r->places[i])) {
            refuse_header(r, cells[i]);
            return false;
        }
        for (size_t j = 0; j < i; j++)
            seen += r->places[j] == r->places[i] ? 1 : 0;
    }
    r->width = count;
    if (count == width && seen == 0)
        return true;
    if (!r->load->failed && (count > 0 || !has))
        ing_load_report(r->load, "E105", &at, ING_TEXT_NONE,
                        "line 1 names each of the %zu inputs and outputs of table %.*s once",
                        "第 1 行须把 %zu 个输入和输出各写一次（表 %.*s）", width,
                        ING_TEXT_ARG(r->plan->table->id));
    return false;
}

/* --- the others ---------------------------------------------------------------------------------
 */

static bool read_row(reading *r, ing_text line)
{
    ing_text texts[COLUMNS_MAX];
    size_t count = read_line(r, line, texts);
    if (count == 0)
        return !r->load->failed;
    if (count != r->width) {
        const ing_syntax at = { .kind = ING_SYNTAX_TABLE, .file = r->file, .line = r->line };
        ing_load_report(r->load, "E105", &at, ING_TEXT_NONE, "expected %zu cells, got %zu",
                        "应有 %zu 格，却有 %zu 格", r->width, count);
        return true;
    }
    const ing_syntax **cells = ing_load_new(r->load, count, sizeof(const ing_syntax *));
    for (size_t i = 0; cells != NULL && i < count; i++)
        cells[r->places[i]] = node_at(r, texts[i]);
    if (r->load->failed)
        return false;
    r->plan->raw[r->plan->row_count++] = (ing_raw_row){ cells, cells[0] };
    return true;
}

static size_t count_lines(ing_text text)
{
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '\n' ? 1 : 0;
    return count;
}

bool ing_table_read_csv(ing_load *load, ing_table_plan *plan, const ing_syntax *at, ing_text path)
{
    const ing_pack_file *file = ing_pack_file_check(load, at, path);
    ing_text line;
    if (file == NULL)
        return !load->failed;
    reading r = { .load = load, .plan = plan, .rest = file->bytes };
    r.file = (int32_t)(ing_program_files(load->program) + (size_t)(file - load->pack->files));
    plan->table->csv = file->path;
    plan->raw = ing_load_new(load, count_lines(file->bytes), sizeof *plan->raw);
    if (plan->raw == NULL)
        return false;
    if (!read_header(&r))
        return !load->failed;
    while (next_line(&r, &line)) {
        if (line.len > 0 && !read_row(&r, line))
            return false;
    }
    return !load->failed;
}

/* --- constants ----------------------------------------------------------------------------------
 */

static bool parse_integer(ing_text text, int64_t *out)
{
    size_t at = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
    int64_t number = 0;
    if (at == text.len || text.len - at > 18)
        return false;
    for (size_t i = at; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        number = number * 10 + (text.ptr[i] - '0');
    }
    *out = at == 1 ? -number : number;
    return true;
}

/* "500 yuan": the number as a text or integer, called by the word. NULL when it is none, or without
 * memory. */
static const ing_syntax *parse_call(ing_load *load, const ing_syntax *cell, const char *word)
{
    size_t len = strlen(word);
    ing_text text = cell->text;
    if (text.len < len + 2 || memcmp(text.ptr + text.len - len, word, len) != 0 ||
        text.ptr[text.len - len - 1] != ' ')
        return NULL;
    ing_syntax *nodes = ing_load_new(load, 3, sizeof *nodes);
    const ing_syntax **kids = ing_load_new(load, 2, sizeof(const ing_syntax *));
    if (nodes == NULL || kids == NULL)
        return NULL;
    ing_text number = { text.ptr, text.len - len - 1 };
    nodes[0] = (ing_syntax){
        .kind = ING_SYNTAX_NAME, .text = ing_text_of(word), .file = cell->file, .line = cell->line
    };
    nodes[1] = (ing_syntax){
        .kind = ING_SYNTAX_TEXT, .text = number, .file = cell->file, .line = cell->line
    };
    if (parse_integer(number, &nodes[1].number))
        nodes[1].kind = ING_SYNTAX_INTEGER;
    else if (strcmp(word, "yuan") != 0 || memchr(number.ptr, '.', number.len) == NULL)
        return NULL;
    kids[0] = &nodes[0];
    kids[1] = &nodes[1];
    nodes[2] = (ing_syntax){
        .kind = ING_SYNTAX_CALL, .count = 2, .kids = kids, .file = cell->file, .line = cell->line
    };
    return &nodes[2];
}

const ing_syntax *ing_csv_constant(ing_load *load, const ing_syntax *cell, const ing_type *type)
{
    static const char *const spans[] = { "days", "workdays", "hours" };
    const ing_syntax *call = NULL;
    ing_syntax made = { .file = cell->file, .line = cell->line };
    bool is_boolean = type->kind == ING_TYPE_BOOLEAN || type->kind == ING_TYPE_FLAG;
    if (type->kind == ING_TYPE_MONEY)
        call = parse_call(load, cell, "yuan");
    for (size_t i = 0;
         type->kind == ING_TYPE_DURATION && i < sizeof spans / sizeof spans[0] && call == NULL; i++)
        call = parse_call(load, cell, spans[i]);
    if (call != NULL || load->failed)
        return load->failed ? NULL : call;
    if (is_boolean && (ing_text_is(cell->text, "true") || ing_text_is(cell->text, "false"))) {
        made.kind = ING_SYNTAX_BOOLEAN;
        made.truth = ing_text_is(cell->text, "true");
    } else if (type->kind == ING_TYPE_INTEGER && parse_integer(cell->text, &made.number)) {
        made.kind = ING_SYNTAX_INTEGER;
    } else {
        return cell;
    }
    ing_syntax *copy = ing_load_new(load, 1, sizeof *copy);
    if (copy != NULL)
        *copy = made;
    return copy;
}
