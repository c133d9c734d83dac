/* SPDX-License-Identifier: Apache-2.0 */
/* The CSV reader: what it takes, what it refuses, and where it says the fault is. */
#include "exchange/csv.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

typedef struct fixture {
    char path[64];
    ing_csv *csv;
    const ing_text *cells;
    libing_error err;
} fixture;

static int begin(void **state)
{
    fixture *f = test_calloc(1, sizeof *f);
    int descriptor;
    (void)snprintf(f->path, sizeof f->path, "/tmp/libing-csv-XXXXXX");
    descriptor = mkstemp(f->path);
    if (descriptor < 0)
        return -1;
    (void)close(descriptor);
    f->err = (libing_error)LIBING_ERROR_INIT;
    *state = f;
    return 0;
}

static int end(void **state)
{
    fixture *f = *state;
    ing_csv_close(f->csv);
    (void)unlink(f->path);
    test_free(f);
    return 0;
}

static void write_bytes(const fixture *f, const char *bytes, size_t len)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(len, fwrite(bytes, 1, len, file));
    assert_int_equal(0, fclose(file));
}

static libing_status open_text(fixture *f, const char *text)
{
    write_bytes(f, text, strlen(text));
    return ing_csv_open(f->path, &f->csv, &f->err);
}

static libing_status next(fixture *f)
{
    return ing_csv_next(f->csv, &f->cells, &f->err);
}

static void assert_cell(const char *expected, ing_text cell)
{
    assert_int_equal(strlen(expected), cell.len);
    assert_memory_equal(expected, cell.ptr, cell.len);
}

static void assert_row(fixture *f, const char *first, const char *second)
{
    assert_int_equal(LIBING_OK, next(f));
    assert_cell(first, f->cells[0]);
    assert_cell(second, f->cells[1]);
}

static void csv__header_names_the_columns(void **state)
{
    fixture *f = *state;
    size_t count = 0;
    const ing_text *header;
    assert_int_equal(LIBING_OK, open_text(f, "id,村名\n1,张庄\n"));
    header = ing_csv_header(f->csv, &count);
    assert_int_equal(2, count);
    assert_cell("id", header[0]);
    assert_cell("村名", header[1]);
}

static void csv__rows_come_in_order_and_then_done(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n1,2\n3,4\n"));
    assert_row(f, "1", "2");
    assert_row(f, "3", "4");
    assert_int_equal(LIBING_DONE, next(f));
    assert_int_equal(LIBING_DONE, next(f));
}

static void csv__last_line_needs_no_line_end(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n1,"));
    assert_row(f, "1", "");
    assert_int_equal(LIBING_DONE, next(f));
}

static void csv__crlf_and_byte_order_mark_are_not_part_of_cells(void **state)
{
    fixture *f = *state;
    size_t count = 0;
    assert_int_equal(LIBING_OK, open_text(f, "\xEF\xBB\xBF" "a,b\r\n1,2\r\n"));
    assert_cell("a", ing_csv_header(f->csv, &count)[0]);
    assert_row(f, "1", "2");
    assert_int_equal(LIBING_DONE, next(f));
}

static void csv__quoted_cell_may_hold_commas_quotes_and_line_ends(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n\"x, \"\"y\"\"\r\nz\",\"\"\n"));
    assert_row(f, "x, \"y\"\r\nz", "");
}

static void csv__line_is_where_the_row_began(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n\"x\ny\",1\n2,3\n"));
    assert_int_equal(LIBING_OK, next(f));
    assert_int_equal(2, ing_csv_line(f->csv));
    assert_int_equal(LIBING_OK, next(f));
    assert_int_equal(4, ing_csv_line(f->csv));
}

static void csv__blank_lines_are_passed_over(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n\n1,2\n\r\n"));
    assert_row(f, "1", "2");
    assert_int_equal(LIBING_DONE, next(f));
}

static void csv__blank_line_of_one_column_is_an_empty_cell(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a\n\n1\n"));
    assert_int_equal(LIBING_OK, next(f));
    assert_cell("", f->cells[0]);
    assert_int_equal(LIBING_OK, next(f));
    assert_int_equal(LIBING_DONE, next(f));
}

static void csv__cells_longer_than_a_block_come_whole(void **state)
{
    fixture *f = *state;
    ing_buf text = ING_BUF_INIT;
    ing_buf_text(&text, "a,b\n1,\"");
    for (int i = 0; i < 40000; i++)
        ing_buf_text(&text, "ab\"\"\n");
    ing_buf_text(&text, "\"\n2,3\n");
    assert_int_equal(LIBING_OK, open_text(f, text.ptr));
    ing_buf_free(&text);
    assert_int_equal(LIBING_OK, next(f));
    assert_int_equal(160000, f->cells[1].len);
    assert_memory_equal("ab\"\nab\"\n", f->cells[1].ptr, 8);
    assert_row(f, "2", "3");
    assert_int_equal(40003, ing_csv_line(f->csv));
}

static void csv__gzip_is_read_like_plain_text(void **state)
{
    fixture *f = *state;
    gzFile file = gzopen(f->path, "wb");
    uint64_t done = 0, total = 0;
    assert_int_equal(8, gzputs(file, "a,b\n1,2\n"));
    assert_int_equal(Z_OK, gzclose(file));
    assert_int_equal(LIBING_OK, ing_csv_open(f->path, &f->csv, &f->err));
    assert_row(f, "1", "2");
    assert_int_equal(LIBING_DONE, next(f));
    ing_csv_progress(f->csv, &done, &total);
    assert_true(total > 0);
    assert_int_equal(total, done);
}

static void csv__gzip_that_ends_early_is_store_error(void **state)
{
    fixture *f = *state;
    char bytes[20000], packed[30000];
    uint32_t seed = 7;
    FILE *file;
    size_t len;
    gzFile out = gzopen(f->path, "wb");
    (void)snprintf(bytes, sizeof bytes, "a\n");
    for (size_t i = 2; i < sizeof bytes; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (char)('a' + (seed >> 24) % 26);
        if (i % 50 == 0)
            bytes[i] = '\n';
    }
    assert_int_equal(sizeof bytes, gzwrite(out, bytes, sizeof bytes));
    assert_int_equal(Z_OK, gzclose(out));
    file = fopen(f->path, "rb");
    len = fread(packed, 1, sizeof packed, file);
    assert_int_equal(0, fclose(file));
    write_bytes(f, packed, len / 2);
    {
        libing_status status = ing_csv_open(f->path, &f->csv, &f->err);
        while (status == LIBING_OK)
            status = next(f);
        assert_int_equal(LIBING_ERR_STORE, status);
    }
    assert_string_equal("csv.truncated", f->err.id);
}

static void assert_refused(fixture *f, libing_status code, const char *id, int line)
{
    libing_status status = LIBING_OK;
    for (int i = 0; i < 10 && status == LIBING_OK; i++)
        status = next(f);
    assert_int_equal(code, status);
    assert_string_equal(id, f->err.id);
    assert_int_equal(line, f->err.line);
    assert_string_equal(f->path, f->err.file);
    assert_null(f->cells);
}

static void csv__row_with_too_few_cells_is_text_error_with_its_line(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n1,2\n3\n"));
    assert_refused(f, LIBING_ERR_TEXT, "csv.columns", 3);
    assert_string_equal("the row has 1 cells, the header has 2", f->err.message);
}

static void csv__row_with_too_many_cells_is_text_error(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n1,2,\n"));
    assert_refused(f, LIBING_ERR_TEXT, "csv.columns", 2);
}

static void csv__quote_within_plain_cell_is_text_error(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n1,5\" pipe\n"));
    assert_refused(f, LIBING_ERR_TEXT, "csv.quote", 2);
}

static void csv__text_after_closing_quote_is_text_error(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n\"1\"x,2\n"));
    assert_refused(f, LIBING_ERR_TEXT, "csv.after_quote", 2);
}

static void csv__unclosed_quote_names_the_line_it_opened_on(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n1,2\n\"3,4\n5,6\n"));
    assert_refused(f, LIBING_ERR_TEXT, "csv.unclosed", 3);
}

static void csv__lone_cr_is_text_error(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n1,2\r3,4\n"));
    assert_refused(f, LIBING_ERR_TEXT, "csv.lone_cr", 2);
}

static void csv__bytes_that_are_not_utf8_are_text_error(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n\xD5\xC5,\xD7\xAF\n"));
    assert_refused(f, LIBING_ERR_TEXT, "csv.utf8", 2);
}

static void csv__halves_of_a_character_in_two_cells_are_text_error(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, open_text(f, "a,b\n\xE5,\xBC\xA0\n"));
    assert_refused(f, LIBING_ERR_TEXT, "csv.utf8", 2);
}

static void csv__row_over_a_mebibyte_is_too_long(void **state)
{
    fixture *f = *state;
    ing_buf text = ING_BUF_INIT;
    ing_buf_text(&text, "a,b\n1,\"");
    for (int i = 0; i < 220000; i++)
        ing_buf_text(&text, "1,2,\n");
    assert_int_equal(LIBING_OK, open_text(f, text.ptr));
    ing_buf_free(&text);
    assert_refused(f, LIBING_ERR_TOOLONG, "csv.row_long", 2);
}

static void csv__missing_file_is_not_found(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_NOTFOUND, ing_csv_open("/no/such.csv", &f->csv, &f->err));
    assert_string_equal("no file '/no/such.csv'", f->err.message);
    assert_null(f->csv);
}

static void csv__folder_cannot_be_read(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_STORE, ing_csv_open("/", &f->csv, &f->err));
    assert_null(f->csv);
}

static void csv__empty_file_has_no_header(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_TEXT, open_text(f, ""));
    assert_string_equal("csv.empty", f->err.id);
}

static void csv__column_name_given_twice_is_text_error(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_TEXT, open_text(f, "a,b,a\n1,2,3\n"));
    assert_string_equal("two columns are called 'a'", f->err.message);
}

static void csv__message_is_chinese_when_asked(void **state)
{
    fixture *f = *state;
    (void)snprintf(f->err.language, sizeof f->err.language, "zh");
    assert_int_equal(LIBING_ERR_TEXT, open_text(f, ""));
    assert_string_equal("文件没有标题行", f->err.message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
        CASE(csv__header_names_the_columns),
        CASE(csv__rows_come_in_order_and_then_done),
        CASE(csv__last_line_needs_no_line_end),
        CASE(csv__crlf_and_byte_order_mark_are_not_part_of_cells),
        CASE(csv__quoted_cell_may_hold_commas_quotes_and_line_ends),
        CASE(csv__line_is_where_the_row_began),
        CASE(csv__blank_lines_are_passed_over),
        CASE(csv__blank_line_of_one_column_is_an_empty_cell),
        CASE(csv__cells_longer_than_a_block_come_whole),
        CASE(csv__gzip_is_read_like_plain_text),
        CASE(csv__gzip_that_ends_early_is_store_error),
        CASE(csv__row_with_too_few_cells_is_text_error_with_its_line),
        CASE(csv__row_with_too_many_cells_is_text_error),
        CASE(csv__quote_within_plain_cell_is_text_error),
        CASE(csv__text_after_closing_quote_is_text_error),
        CASE(csv__unclosed_quote_names_the_line_it_opened_on),
        CASE(csv__lone_cr_is_text_error),
        CASE(csv__bytes_that_are_not_utf8_are_text_error),
        CASE(csv__halves_of_a_character_in_two_cells_are_text_error),
        CASE(csv__row_over_a_mebibyte_is_too_long),
        CASE(csv__missing_file_is_not_found),
        CASE(csv__folder_cannot_be_read),
        CASE(csv__empty_file_has_no_header),
        CASE(csv__column_name_given_twice_is_text_error),
        CASE(csv__message_is_chinese_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
