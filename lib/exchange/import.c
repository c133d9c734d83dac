/* SPDX-License-Identifier: Apache-2.0 */
/* Import: the rows of a CSV file, each made a request by a sandboxed map and recorded on the road of
 * every other event. Memory is one row; the engine is held for the whole import. */
#include <libing/exchange.h>

#include "base/mem.h"
#include "engine/engine.h"
#include "exchange/csv.h"
#include "script/rowmap.h"

#include <errno.h>
#include <stdio.h>

#define MAP_BYTES_MAX ((size_t)65536) /* as for a file of a pack */
#define LOOK_EVERY 256                /* rows between two looks at the host's callback */

typedef struct importing {
    libing_engine *engine;
    const char *csv_path;
    ing_csv *csv;
    ing_rowmap *map;
    ing_json_member *members;       /* of the row that the map sees, sorted by name */
    size_t *places;                 /* of each member among the file's columns */
    ing_json row;
    ing_arena arena;                /* what lives as long as a row */
    ing_buf request;
    libing_import_report done;      /* rows and dropped: read; the others: kept */
    libing_import_report open;      /* what the open transaction would add */
} importing;

/* --- the map ------------------------------------------------------------------------------------ */

static libing_status read_map(const char *path, ing_buf *out, libing_error *err)
{
    FILE *file = fopen(path, "rb");
    char *room;
    bool failed;

    if (file == NULL && (errno == ENOENT || errno == ENOTDIR))
        return ing_fail(err, LIBING_ERR_NOTFOUND, "import.no_map", "no file '%s'", "没有文件“%s”", path);
    room = file != NULL ? ing_buf_reserve(out, MAP_BYTES_MAX + 1) : NULL;
    if (room != NULL)
        out->len += fread(room, 1, MAP_BYTES_MAX + 1, file);
    failed = file == NULL || ferror(file) != 0;
    if (file != NULL)
        (void)fclose(file); /* it was only read */
    if (failed)
        return ing_fail(err, LIBING_ERR_STORE, "import.map_read", "%s: the file cannot be read",
                        "%s：文件无法读取", path);
    if (out->failed)
        return ing_fail_nomem(err);
    if (out->len > MAP_BYTES_MAX)
        return ing_fail(err, LIBING_ERR_TOOLONG, "import.map_long", "%s: a map is longer than %zu bytes",
                        "%s：映射文件超过%zu字节", path, MAP_BYTES_MAX);
    return LIBING_OK;
}

static libing_status load_map(importing *im, const char *path, libing_error *err)
{
    const ing_script_options options = { .language = im->engine->language,
                                         .interrupted = &im->engine->interrupted };
    ing_buf source = ING_BUF_INIT;
    libing_status status = read_map(path, &source, err);

    if (status == LIBING_OK)
        status = ing_rowmap_new(ing_text_of(path), ing_buf_view(&source), NULL, &options, &im->map, err);
    ing_buf_free(&source);
    return status;
}

/* --- rows --------------------------------------------------------------------------------------- */

/* Members in order of their names, so that filling a row is no sorting. */
static libing_status plan_row(importing *im, libing_error *err)
{
    size_t count;
    const ing_text *header = ing_csv_header(im->csv, &count);

    im->members = ing_mem_new(count, sizeof *im->members);
    im->places = ing_mem_new(count, sizeof *im->places);
    if (im->members == NULL || im->places == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < count; i++) {
        size_t at = i;

        for (; at > 0 && ing_text_order(header[i], im->members[at - 1].key) < 0; at--) {
            im->members[at] = im->members[at - 1];
            im->places[at] = im->places[at - 1];
        }
        im->members[at].key = header[i];
        im->places[at] = i;
    }
    im->row = (ing_json){ .type = ING_JSON_OBJECT, .count = count, .members = im->members };
    return LIBING_OK;
}

/* In Lua a table of nothing is a list as well as a record; as a request's data it is a record. */
static const ing_json *with_data_record(const ing_json *request, ing_arena *arena)
{
    static const ing_json nothing = { .type = ING_JSON_OBJECT };
    const ing_json *data = ing_json_get(request, "data");
    ing_json_builder mended;

    if (data == NULL || data->type != ING_JSON_LIST || data->count > 0)
        return request;
    mended = ing_json_begin(arena);
    for (size_t i = 0; i < request->count; i++) {
        const ing_json *value = &request->members[i].value;
        ing_json_put(&mended, request->members[i].key, value == data ? &nothing : value);
    }
    return ing_json_end_object(&mended);
}

static libing_status append_request(importing *im, const ing_json *request, libing_error *err)
{
    ing_receipt receipt;
    int64_t before = ing_store_size(im->engine->store);
    libing_status status;

    request = with_data_record(request, &im->arena);
    if (request == NULL)
        return ing_fail_nomem(err);
    ing_buf_clear(&im->request);
    ing_json_write(request, &im->request);
    if (im->request.failed)
        return ing_fail_nomem(err);
    status = ing_engine_append(im->engine, ing_buf_view(&im->request), &receipt, err);
    if (status != LIBING_OK)
        return status;
    if (receipt.is_repeated)
        im->open.repeated++;
    else
        im->open.appended++;
    im->open.records += ing_store_size(im->engine->store) - before;
    im->open.decisions += im->engine->session.decision_count;
    return LIBING_OK;
}

/* A fault in the request is the row's; a fault in a rule or in the map has a place of its own. */
static libing_status blame_row(importing *im, libing_status status, libing_error *err)
{
    long long row = (long long)im->done.rows, line = (long long)ing_csv_line(im->csv);

    im->done.failed_row = im->done.rows;
    if (err == NULL || status == LIBING_ERR_INTERRUPTED)
        return status;
    if (err->file[0] != '\0') {
        ing_error_prefix(err, "row %lld (%s:%lld): ", "第%lld行数据（%s:%lld）：", row, im->csv_path, line);
        return status;
    }
    ing_error_prefix(err, "row %lld: ", "第%lld行数据：", row);
    ing_error_place(err, ing_text_of(im->csv_path), (int32_t)(line < INT32_MAX ? line : INT32_MAX), 0);
    return status;
}

static libing_status import_row(importing *im, const ing_text *cells, libing_error *err)
{
    const ing_json *request = NULL;
    libing_status status;

    im->done.rows++;
    for (size_t i = 0; i < im->row.count; i++)
        im->members[i].value = ing_json_of_text(cells[im->places[i]]);
    ing_arena_reset(&im->arena);
    status = ing_rowmap_apply(im->map, &im->row, &im->arena, &request, err);
    if (status == LIBING_OK && request == NULL)
        im->done.dropped++;
    else if (status == LIBING_OK)
        status = append_request(im, request, err);
    return status == LIBING_OK ? LIBING_OK : blame_row(im, status, err);
}

/* --- transactions ------------------------------------------------------------------------------- */

static libing_status look_around(importing *im, libing_error *err)
{
    const libing_engine_options *options = &im->engine->options;
    uint64_t done, total;

    if (im->engine->interrupted)
        return ing_fail(err, LIBING_ERR_INTERRUPTED, "import.interrupted", "interrupted", "已中断");
    if (options->progress == NULL || im->done.rows % LOOK_EVERY != 0)
        return LIBING_OK;
    ing_csv_progress(im->csv, &done, &total);
    if (options->progress(options->progress_user, done, total) >= 0)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_INTERRUPTED, "host.progress", "stopped by the progress callback",
                    "进度回调要求停止");
}

static libing_status import_rows(importing *im, int64_t rows, bool *ended, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (int64_t i = 0; i < rows && status == LIBING_OK; i++) {
        const ing_text *cells;

        status = ing_csv_next(im->csv, &cells, err);
        *ended = status == LIBING_DONE;
        if (*ended)
            return LIBING_OK;
        if (status != LIBING_OK) {
            im->done.failed_row = im->done.rows + 1;
            return status;
        }
        status = import_row(im, cells, err);
        if (status == LIBING_OK)
            status = look_around(im, err);
    }
    return status;
}

static libing_status import_all(importing *im, int64_t rows_per_transaction, libing_error *err)
{
    const libing_import_report nothing = LIBING_IMPORT_REPORT_INIT;
    libing_status status = LIBING_OK;
    bool ended = false;

    while (!ended && status == LIBING_OK) {
        im->open = nothing;
        status = ing_engine_begin(im->engine, true, err);
        if (status != LIBING_OK)
            return status;
        status = import_rows(im, rows_per_transaction, &ended, err);
        ing_engine_end(im->engine, true, &status, err);
        if (status != LIBING_OK)
            return status;
        im->done.appended += im->open.appended;
        im->done.repeated += im->open.repeated;
        im->done.decisions += im->open.decisions;
        im->done.records += im->open.records;
    }
    return status;
}

static libing_status check_call(const char *csv_path, const char *map_path,
                                const libing_import_options *options, libing_error *err)
{
    if (csv_path == NULL || map_path == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "%s is NULL", "%s为NULL",
                        csv_path == NULL ? "csv_path" : "map_path");
    if (options->size != sizeof *options)
        return ing_fail(err, LIBING_ERR_INVALID, "options.size", "options have size %zu, expected %zu",
                        "选项结构大小为%zu，应为%zu", options->size, sizeof *options);
    if (options->rows_per_transaction < 1)
        return ing_fail(err, LIBING_ERR_INVALID, "import.rows", "rows_per_transaction is %lld, less than 1",
                        "rows_per_transaction为%lld，小于1", (long long)options->rows_per_transaction);
    return LIBING_OK;
}

libing_status libing_import(libing_engine *engine, const char *csv_path, const char *map_path,
                            const libing_import_options *options, libing_import_report *report,
                            libing_error *err)
{
    const libing_import_options defaults = LIBING_IMPORT_OPTIONS_INIT;
    const libing_import_options *chosen = options != NULL ? options : &defaults;
    importing im = { .engine = engine, .csv_path = csv_path, .done = LIBING_IMPORT_REPORT_INIT };
    libing_status status = ing_engine_enter(engine, err);

    if (report != NULL)
        *report = im.done;
    if (status != LIBING_OK)
        return status;
    status = check_call(csv_path, map_path, chosen, err);
    if (status == LIBING_OK)
        status = load_map(&im, map_path, err);
    if (status == LIBING_OK)
        status = ing_csv_open(csv_path, &im.csv, err);
    if (status == LIBING_OK)
        status = plan_row(&im, err);
    if (status == LIBING_OK)
        status = import_all(&im, chosen->rows_per_transaction, err);
    if (report != NULL)
        *report = im.done;
    ing_csv_close(im.csv);
    ing_rowmap_free(im.map);
    ing_mem_free(im.members);
    ing_mem_free(im.places);
    ing_arena_free(&im.arena);
    ing_buf_free(&im.request);
    ing_engine_leave(engine);
    return status;
}
