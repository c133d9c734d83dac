/* SPDX-License-Identifier: Apache-2.0 */
/* Import: rows of a CSV file into a store, through a map; the pack is the command line tests' library. */
#include <libing.h>

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

#define PACK LIBING_SOURCE_DIR "/tests/cli/pack"
#define HEADER "id,day,reader\n"

typedef struct fixture {
    char folder[64], store[96], csv[96], map[96];
    libing_engine *engine;
    libing_import_options options;
    libing_import_report report;
    libing_error err;
    int64_t steps, stop_after;      /* calls of the progress callback; 0 = never stop */
    uint64_t last_total;
} fixture;

static int told_clock(void *user, int64_t *ms_out)
{
    (void)user;
    *ms_out = INT64_C(1711933200000); /* 2024-04-01T01:00:00Z */
    return 0;
}

static int on_progress(void *user, uint64_t done, uint64_t total)
{
    fixture *f = user;
    assert_true(done <= total);
    f->last_total = total;
    f->steps++;
    return f->steps == f->stop_after ? -1 : 0;
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(strlen(text), fwrite(text, 1, strlen(text), file));
    assert_int_equal(0, fclose(file));
}

static const char plain_map[] =
    "return function(row)\n"
    "  if not row.id then return nil end\n"
    "  if row.id == 'bad' then error('a bad row') end\n"
    "  return { type = 'lent', case = row.id, at = row.day, by = 'librarian:import',\n"
    "    id = row.id, data = { reader = 'reader:' .. row.reader } }\n"
    "end\n";

static int begin(void **state)
{
    fixture *f = test_calloc(1, sizeof *f);
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    *state = f;
    (void)snprintf(f->folder, sizeof f->folder, "/tmp/libing-import-XXXXXX");
    if (mkdtemp(f->folder) == NULL)
        return -1;
    (void)snprintf(f->store, sizeof f->store, "%s/store.db", f->folder);
    (void)snprintf(f->csv, sizeof f->csv, "%s/rows.csv", f->folder);
    (void)snprintf(f->map, sizeof f->map, "%s/map.lua", f->folder);
    write_text(f->map, plain_map);
    f->options = (libing_import_options)LIBING_IMPORT_OPTIONS_INIT;
    f->report = (libing_import_report)LIBING_IMPORT_REPORT_INIT;
    f->err = (libing_error)LIBING_ERROR_INIT;
    options.clock = told_clock;
    options.progress = on_progress;
    options.progress_user = f;
    assert_int_equal(LIBING_OK, libing_init(f->store, NULL, &options, &f->engine, &f->err));
    assert_int_equal(LIBING_OK, libing_install(f->engine, PACK, "2024-01-01", NULL, &f->err));
    return 0;
}

static int end(void **state)
{
    fixture *f = *state;
    libing_close(f->engine);
    (void)unlink(f->store);
    (void)unlink(f->csv);
    (void)unlink(f->map);
    (void)rmdir(f->folder);
    test_free(f);
    return 0;
}

static libing_status import(fixture *f, const char *rows)
{
    write_text(f->csv, rows);
    return libing_import(f->engine, f->csv, f->map, &f->options, &f->report, &f->err);
}

static int64_t case_count(fixture *f)
{
    libing_iterator *cases = NULL;
    libing_item item = LIBING_ITEM_INIT;
    int64_t count = 0;
    assert_int_equal(LIBING_OK, libing_cases(f->engine, NULL, &cases, &f->err));
    while (libing_iterator_next(cases, &item, &f->err) == LIBING_OK)
        count++;
    libing_iterator_free(cases);
    return count;
}

static void import__rows_become_events_and_are_counted(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, import(f, HEADER "A,2024-03-01,R1\n,,\nB,2024-03-02,R2\n"));
    assert_int_equal(3, f->report.rows);
    assert_int_equal(1, f->report.dropped);
    assert_int_equal(2, f->report.appended);
    assert_int_equal(0, f->report.failed_row);
    assert_true(f->report.records >= 4); /* each opens its case */
    assert_int_equal(2, case_count(f));
}

static void import__same_keys_again_are_repeated(void **state)
{
    fixture *f = *state;
    const char *rows = HEADER "A,2024-03-01,R1\nB,2024-03-02,R2\n";
    assert_int_equal(LIBING_OK, import(f, rows));
    assert_int_equal(LIBING_OK, import(f, rows));
    assert_int_equal(0, f->report.appended);
    assert_int_equal(2, f->report.repeated);
    assert_int_equal(0, f->report.records);
}

static void import__empty_cell_is_absent_and_table_of_nothing_is_a_record(void **state)
{
    fixture *f = *state;
    write_text(f->map, "return function(row)\n"
                       "  local data = {}\n"
                       "  if row.reader then data.reader = 'reader:' .. row.reader end\n"
                       "  return { type = row.reader and 'lent' or 'returned', case = row.id, at = row.day,\n"
                       "    by = 'librarian:import', data = data }\n"
                       "end\n");
    assert_int_equal(LIBING_OK, import(f, HEADER "A,2024-03-01,R1\nA,2024-03-02,\n"));
    assert_int_equal(2, f->report.appended);
    assert_int_equal(1, case_count(f));
}

static void import__file_without_rows_is_fine(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, import(f, HEADER));
    assert_int_equal(0, f->report.rows);
}

static void import__columns_need_no_order(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_OK, import(f, "zz,reader,day,id,a\n1,R1,2024-03-01,A,2\n"));
    assert_int_equal(1, f->report.appended);
}

static void import__refused_request_names_file_line_and_row(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_DATE, import(f, HEADER "A,2024-03-01,R1\nB,2024-03-32,R2\n"));
    assert_int_equal(2, f->report.failed_row);
    assert_string_equal(f->csv, f->err.file);
    assert_int_equal(3, f->err.line);
    assert_memory_equal("row 2: ", f->err.message, 7);
    assert_int_equal(0, case_count(f));
}

static void import__whole_transactions_are_kept_when_a_later_row_fails(void **state)
{
    fixture *f = *state;
    f->options.rows_per_transaction = 2;
    assert_int_equal(LIBING_ERR_DATE, import(f, HEADER "A,2024-03-01,R1\nB,2024-03-02,R2\n"
                                                       "C,2024-03-03,R3\nD,2024-03-32,R4\n"));
    assert_int_equal(4, f->report.failed_row);
    assert_int_equal(2, f->report.appended);
    assert_int_equal(2, case_count(f));
}

static void import__row_that_is_no_csv_is_text_error_with_its_line(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_TEXT, import(f, HEADER "A,2024-03-01,R1\nB,2024-03-02\n"));
    assert_int_equal(2, f->report.failed_row);
    assert_int_equal(3, f->err.line);
    assert_string_equal("csv.columns", f->err.id);
}

static void import__map_that_raises_is_rule_error_with_both_places(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_RULE, import(f, HEADER "A,2024-03-01,R1\nbad,2024-03-02,R2\n"));
    assert_int_equal(3, f->err.line);
    assert_string_equal(f->map, f->err.file);
    assert_memory_equal("row 2 (", f->err.message, 7);
    assert_non_null(strstr(f->err.message, "rows.csv:3"));
    assert_non_null(strstr(f->err.message, "a bad row"));
}

static void import__map_that_is_no_lua_is_pack_error_with_its_line(void **state)
{
    fixture *f = *state;
    write_text(f->map, "return function(row)\n  return {\nend\n");
    assert_int_equal(LIBING_ERR_PACK, import(f, HEADER));
    assert_string_equal(f->map, f->err.file);
    assert_int_equal(3, f->err.line);
}

static void import__map_that_never_ends_is_limit_error(void **state)
{
    fixture *f = *state;
    write_text(f->map, "return function(row)\n  while true do end\nend\n");
    assert_int_equal(LIBING_ERR_LIMIT, import(f, HEADER "A,2024-03-01,R1\n"));
    assert_int_equal(1, f->report.failed_row);
}

static void import__map_over_64_kib_is_too_long(void **state)
{
    fixture *f = *state;
    ing_buf text = ING_BUF_INIT;
    while (text.len <= 65536)
        ing_buf_text(&text, "-- a comment\n");
    write_text(f->map, text.ptr);
    ing_buf_free(&text);
    assert_int_equal(LIBING_ERR_TOOLONG, import(f, HEADER));
}

static void import__missing_files_are_not_found(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_NOTFOUND,
                     libing_import(f->engine, "/no/such.csv", f->map, NULL, &f->report, &f->err));
    assert_string_equal("no file '/no/such.csv'", f->err.message);
    write_text(f->csv, HEADER);
    assert_int_equal(LIBING_ERR_NOTFOUND,
                     libing_import(f->engine, f->csv, "/no/such.lua", NULL, &f->report, &f->err));
    assert_string_equal("no file '/no/such.lua'", f->err.message);
}

static void import__misuse_is_invalid(void **state)
{
    fixture *f = *state;
    assert_int_equal(LIBING_ERR_INVALID, libing_import(NULL, f->csv, f->map, NULL, NULL, &f->err));
    assert_int_equal(LIBING_ERR_INVALID, libing_import(f->engine, NULL, f->map, NULL, NULL, &f->err));
    assert_int_equal(LIBING_ERR_INVALID, libing_import(f->engine, f->csv, NULL, NULL, NULL, &f->err));
    f->options.rows_per_transaction = 0;
    assert_int_equal(LIBING_ERR_INVALID, import(f, HEADER));
}

static void import__stopped_by_progress_keeps_whole_transactions_only(void **state)
{
    fixture *f = *state;
    ing_buf rows = ING_BUF_INIT;
    ing_buf_text(&rows, HEADER);
    for (int i = 0; i < 700; i++)
        ing_buf_printf(&rows, "C%d,2024-03-01,R1\n", i);
    f->options.rows_per_transaction = 400;
    f->stop_after = 2;
    assert_int_equal(LIBING_ERR_INTERRUPTED, import(f, rows.ptr));
    assert_int_equal(rows.len, f->last_total);
    ing_buf_free(&rows);
    assert_int_equal(2, f->steps);
    assert_int_equal(400, f->report.appended);
    assert_int_equal(400, case_count(f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
        CASE(import__rows_become_events_and_are_counted),
        CASE(import__same_keys_again_are_repeated),
        CASE(import__empty_cell_is_absent_and_table_of_nothing_is_a_record),
        CASE(import__file_without_rows_is_fine),
        CASE(import__columns_need_no_order),
        CASE(import__refused_request_names_file_line_and_row),
        CASE(import__whole_transactions_are_kept_when_a_later_row_fails),
        CASE(import__row_that_is_no_csv_is_text_error_with_its_line),
        CASE(import__map_that_raises_is_rule_error_with_both_places),
        CASE(import__map_that_is_no_lua_is_pack_error_with_its_line),
        CASE(import__map_that_never_ends_is_limit_error),
        CASE(import__map_over_64_kib_is_too_long),
        CASE(import__missing_files_are_not_found),
        CASE(import__misuse_is_invalid),
        CASE(import__stopped_by_progress_keeps_whole_transactions_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
