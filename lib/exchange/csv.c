/* SPDX-License-Identifier: Apache-2.0 */
/* CSV as a stream. A row's cells are copied unquoted into one buffer, a line end behind each, so that
 * one look at the buffer tells whether all of them are UTF-8; then a NUL takes its place. */
#include "exchange/csv.h"

#include "base/buf.h"
#include "base/mem.h"

#include <errno.h>
#include <sys/stat.h>
#include <zlib.h>

#define BLOCK_BYTES ((unsigned)65536)
#define AT_END (-1)

struct ing_csv {
    gzFile file;
    char *path;
    uint64_t total;                 /* bytes on the disk; 0 = not known */
    char *block;
    size_t at, len;                 /* in `block` */
    bool ended;                     /* there is nothing after `block` */
    int64_t line, row_line;         /* where we are; where the row began */
    ing_buf row;
    size_t *ends;                   /* of each cell in `row` */
    ing_text *cells;
    size_t count, cap;              /* cells of this row; room for so many */
    ing_buf names;                  /* the header's row, kept */
    ing_text *header;
    size_t columns;
};

/* --- bytes -------------------------------------------------------------------------------------- */

static libing_status place(const ing_csv *csv, int64_t line, libing_error *err, libing_status status)
{
    ing_error_place(err, ing_text_of(csv->path), (int32_t)(line < INT32_MAX ? line : INT32_MAX), 0);
    return status;
}

static libing_status refill(ing_csv *csv, libing_error *err)
{
    int problem = Z_OK;
    int got = gzread(csv->file, csv->block, BLOCK_BYTES);

    csv->at = 0;
    csv->len = got > 0 ? (size_t)got : 0;
    if (got > 0)
        return LIBING_OK;
    csv->ended = true;
    (void)gzerror(csv->file, &problem);
    if (got == 0 && problem == Z_OK)
        return LIBING_OK;
    if (problem == Z_BUF_ERROR)
        return place(csv, csv->line, err,
                     ing_fail(err, LIBING_ERR_STORE, "csv.truncated", "%s: the compressed file ends early",
                              "%s：压缩文件不完整", csv->path));
    return place(csv, csv->line, err,
                 ing_fail(err, LIBING_ERR_STORE, "csv.read", "%s: the file cannot be read",
                          "%s：文件无法读取", csv->path));
}

/* The byte we stand on, or AT_END. */
static libing_status peek(ing_csv *csv, int *byte_out, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (csv->at == csv->len && !csv->ended)
        status = refill(csv, err);
    *byte_out = csv->at < csv->len ? (unsigned char)csv->block[csv->at] : AT_END;
    return status;
}

static libing_status keep(ing_csv *csv, const char *bytes, size_t len, libing_error *err)
{
    ing_buf_add(&csv->row, bytes, len);
    if (csv->row.failed)
        return ing_fail_nomem(err);
    if (csv->row.len <= ING_CSV_ROW_MAX)
        return LIBING_OK;
    return place(csv, csv->row_line, err,
                 ing_fail(err, LIBING_ERR_TOOLONG, "csv.row_long",
                          "a row is longer than %zu bytes; is a quote not closed?",
                          "一行超过 %zu 字节；是否有引号未闭合", ING_CSV_ROW_MAX));
}

/* --- cells -------------------------------------------------------------------------------------- */

static bool is_special(char byte)
{
    return byte == ',' || byte == '\n' || byte == '\r' || byte == '"';
}

/* Up to a comma, a line end or the end. */
static libing_status read_plain(ing_csv *csv, libing_error *err)
{
    for (;;) {
        int byte;
        size_t begin = csv->at;
        libing_status status;

        while (csv->at < csv->len && !is_special(csv->block[csv->at]))
            csv->at++;
        status = keep(csv, csv->block + begin, csv->at - begin, err);
        if (status == LIBING_OK)
            status = peek(csv, &byte, err);
        if (status != LIBING_OK)
            return status;
        if (byte == '"')
            return place(csv, csv->line, err,
                         ing_fail(err, LIBING_ERR_TEXT, "csv.quote",
                                  "a quote inside a cell that does not begin with one",
                                  "未以引号开头的单元格中出现引号"));
        if (byte == AT_END || is_special((char)byte))
            return LIBING_OK;
    }
}

/* From the opening quote to behind the closing one. */
static libing_status read_quoted(ing_csv *csv, libing_error *err)
{
    int64_t opened = csv->line;

    csv->at++;
    for (;;) {
        int byte;
        libing_status status = peek(csv, &byte, err);
        size_t begin = csv->at;

        if (status != LIBING_OK)
            return status;
        if (byte == AT_END)
            return place(csv, opened, err,
                         ing_fail(err, LIBING_ERR_TEXT, "csv.unclosed", "a quote is never closed",
                                  "引号没有闭合"));
        while (csv->at < csv->len && csv->block[csv->at] != '"')
            csv->line += csv->block[csv->at++] == '\n';
        status = keep(csv, csv->block + begin, csv->at - begin, err);
        if (status != LIBING_OK)
            return status;
        if (csv->at == csv->len)
            continue;
        csv->at++; /* a quote: the closing one, or the first of a pair that means one */
        status = peek(csv, &byte, err);
        if (status != LIBING_OK || byte != '"')
            return status;
        csv->at++;
        status = keep(csv, "\"", 1, err);
        if (status != LIBING_OK)
            return status;
    }
}

static libing_status end_cell(ing_csv *csv, libing_error *err)
{
    if (csv->count == csv->cap) {
        size_t cap = csv->cap > 0 ? csv->cap * 2 : 32;
        size_t *ends = ing_mem_resize(csv->ends, cap, sizeof *ends);

        if (ends == NULL)
            return ing_fail_nomem(err);
        csv->ends = ends;
        csv->cap = cap;
    }
    csv->ends[csv->count++] = csv->row.len;
    return keep(csv, "\n", 1, err);
}

/* What stands after a cell. *more: another cell follows. */
static libing_status read_separator(ing_csv *csv, bool *more, libing_error *err)
{
    int byte;
    libing_status status = peek(csv, &byte, err);

    *more = byte == ',';
    if (status != LIBING_OK || byte == AT_END)
        return status;
    csv->at++;
    if (byte == ',')
        return LIBING_OK;
    if (byte == '\r') {
        status = peek(csv, &byte, err);
        if (status != LIBING_OK)
            return status;
        if (byte != '\n')
            return place(csv, csv->line, err,
                         ing_fail(err, LIBING_ERR_TEXT, "csv.lone_cr", "a CR without LF",
                                  "CR 之后没有 LF"));
        csv->at++;
    } else if (byte != '\n') {
        return place(csv, csv->line, err,
                     ing_fail(err, LIBING_ERR_TEXT, "csv.after_quote",
                              "text after the closing quote of a cell", "单元格的闭引号之后还有文字"));
    }
    csv->line++;
    return LIBING_OK;
}

/* One line end to the next, whatever it holds; LIBING_DONE where there is none. */
static libing_status read_row(ing_csv *csv, libing_error *err)
{
    bool more = true;
    int byte;
    libing_status status = peek(csv, &byte, err);

    csv->row_line = csv->line;
    csv->count = 0;
    ing_buf_clear(&csv->row);
    if (status != LIBING_OK || byte == AT_END)
        return status != LIBING_OK ? status : LIBING_DONE;
    while (more) {
        status = peek(csv, &byte, err);
        if (status == LIBING_OK)
            status = byte == '"' ? read_quoted(csv, err) : read_plain(csv, err);
        if (status == LIBING_OK)
            status = end_cell(csv, err);
        if (status == LIBING_OK)
            status = read_separator(csv, &more, err);
        if (status != LIBING_OK)
            return status;
    }
    if (ing_text_is_utf8(ing_buf_view(&csv->row)))
        return LIBING_OK;
    return place(csv, csv->row_line, err,
                 ing_fail(err, LIBING_ERR_TEXT, "csv.utf8", "the row is not UTF-8 text",
                          "该行不是UTF-8文本"));
}

static void cut_cells(const ing_buf *row, const size_t *ends, size_t count, ing_text *cells)
{
    size_t begin = 0;

    for (size_t i = 0; i < count; i++) {
        cells[i] = (ing_text){ row->ptr + begin, ends[i] - begin };
        row->ptr[ends[i]] = '\0';
        begin = ends[i] + 1;
    }
}

/* --- the file ----------------------------------------------------------------------------------- */

static libing_status open_file(ing_csv *csv, libing_error *err)
{
    struct stat about;

    if (stat(csv->path, &about) != 0)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "csv.no_file", "no file '%s'", "没有文件“%s”",
                        csv->path);
    if (S_ISREG(about.st_mode))
        csv->total = (uint64_t)about.st_size;
    csv->file = S_ISDIR(about.st_mode) ? NULL : gzopen(csv->path, "rb");
    if (csv->file == NULL)
        return ing_fail(err, LIBING_ERR_STORE, "csv.read", "%s: the file cannot be read",
                        "%s：文件无法读取", csv->path);
    return gzbuffer(csv->file, BLOCK_BYTES) == 0 ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status refuse_twins(const ing_csv *csv, libing_error *err)
{
    for (size_t i = 0; i < csv->columns; i++) {
        for (size_t k = 0; k < i; k++) {
            if (ing_text_equal(csv->header[i], csv->header[k]))
                return place(csv, csv->row_line, err,
                             ing_fail(err, LIBING_ERR_TEXT, "csv.column_twice",
                                      "two columns are called '%.*s'", "有两列都名为“%.*s”",
                                      ING_TEXT_ARG(csv->header[i])));
        }
    }
    return LIBING_OK;
}

static libing_status read_header(ing_csv *csv, libing_error *err)
{
    int byte;
    libing_status status = peek(csv, &byte, err);

    if (status != LIBING_OK)
        return status;
    if (csv->len >= 3 && memcmp(csv->block, "\xEF\xBB\xBF", 3) == 0)
        csv->at = 3;
    status = read_row(csv, err);
    if (status == LIBING_DONE)
        return place(csv, 1, err,
                     ing_fail(err, LIBING_ERR_TEXT, "csv.empty", "the file has no header line",
                              "文件没有标题行"));
    if (status != LIBING_OK)
        return status;
    csv->columns = csv->count;
    csv->header = ing_mem_new(csv->columns, sizeof *csv->header);
    csv->cells = ing_mem_new(csv->columns, sizeof *csv->cells);
    if (csv->header == NULL || csv->cells == NULL)
        return ing_fail_nomem(err);
    ing_buf_move(&csv->names, &csv->row);
    cut_cells(&csv->names, csv->ends, csv->columns, csv->header);
    return refuse_twins(csv, err);
}

libing_status ing_csv_open(const char *path, ing_csv **out, libing_error *err)
{
    ing_csv *csv = ing_mem_new(1, sizeof *csv);
    libing_status status;

    *out = NULL;
    if (csv == NULL)
        return ing_fail_nomem(err);
    csv->line = 1;
    csv->path = ing_mem_text(path, strlen(path));
    csv->block = ing_mem_new(BLOCK_BYTES, 1);
    status = csv->path != NULL && csv->block != NULL ? open_file(csv, err) : ing_fail_nomem(err);
    if (status == LIBING_OK)
        status = read_header(csv, err);
    if (status != LIBING_OK) {
        ing_csv_close(csv);
        return status;
    }
    *out = csv;
    return LIBING_OK;
}

void ing_csv_close(ing_csv *csv)
{
    if (csv == NULL)
        return;
    if (csv->file != NULL)
        (void)gzclose_r(csv->file); /* it was only read, and read errors were seen */
    ing_mem_free(csv->path);
    ing_mem_free(csv->block);
    ing_mem_free(csv->ends);
    ing_mem_free(csv->cells);
    ing_mem_free(csv->header);
    ing_buf_free(&csv->row);
    ing_buf_free(&csv->names);
    ing_mem_free(csv);
}

const ing_text *ing_csv_header(const ing_csv *csv, size_t *count_out)
{
    *count_out = csv->columns;
    return csv->header;
}

libing_status ing_csv_next(ing_csv *csv, const ing_text **cells_out, libing_error *err)
{
    libing_status status;

    *cells_out = NULL;
    do {
        status = read_row(csv, err);
        if (status != LIBING_OK)
            return status;
    } while (csv->columns > 1 && csv->count == 1 && csv->ends[0] == 0);
    if (csv->count != csv->columns)
        return place(csv, csv->row_line, err,
                     ing_fail(err, LIBING_ERR_TEXT, "csv.columns",
                              "the row has %zu cells, the header has %zu", "该行有%zu个单元格，标题有%zu个",
                              csv->count, csv->columns));
    cut_cells(&csv->row, csv->ends, csv->columns, csv->cells);
    *cells_out = csv->cells;
    return LIBING_OK;
}

int64_t ing_csv_line(const ing_csv *csv)
{
    return csv->row_line;
}

void ing_csv_progress(const ing_csv *csv, uint64_t *done_out, uint64_t *total_out)
{
    z_off_t done = gzoffset(csv->file);

    *done_out = done > 0 ? (uint64_t)done : 0;
    *total_out = csv->total;
}
