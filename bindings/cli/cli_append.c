/* SPDX-License-Identifier: Apache-2.0 */
/* Commands that record events: append and import. */
#include "cli.h"
#include "cli_document.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

static int append_one(cli_call *cli, libing_engine *engine, const char *text, size_t len)
{
    libing_append_options options = LIBING_APPEND_OPTIONS_INIT;
    libing_document *receipt = NULL;
    options.dry_run = cli_value(cli, "dry-run") != NULL;
    cli_error_begin(cli);
    if (libing_append(engine, text, len, &options, &receipt, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    cli_progress_end(cli);
    if (cli->json) {
        cli_print_document(cli, receipt);
        return CLI_FINE;
    }
    cli_print_receipt(cli, cli_document_json(receipt));
    libing_document_free(receipt);
    return CLI_FINE;
}

static void print_batch(cli_call *cli, const libing_batch *batch)
{
    cli_progress_end(cli);
    if (cli->json)
        cli_print(cli,
                  "{\"appended\":%" PRId64 ",\"decisions\":%" PRId64 ",\"records\":%" PRId64
                  ",\"repeated\":%" PRId64 ",\"requests\":%" PRId64 "}\n",
                  batch->appended, batch->decisions, batch->records, batch->repeated,
                  batch->requests);
    else
        cli_print(cli,
                  cli_say(cli,
                          "%" PRId64 " requests: %" PRId64 " events recorded, %" PRId64
                          " recorded before, %" PRId64 " decisions, %" PRId64 " records\n",
                          "请求 %" PRId64 "：新记事件 %" PRId64 "，此前已记录 %" PRId64
                          "，决定 %" PRId64 "，记录 %" PRId64 "\n"),
                  batch->requests, batch->appended, batch->repeated, batch->decisions,
                  batch->records);
}

static int append_many(cli_call *cli, libing_engine *engine, const char *text, size_t len)
{
    libing_append_options options = LIBING_APPEND_OPTIONS_INIT;
    libing_batch batch = LIBING_BATCH_INIT;
    options.dry_run = cli_value(cli, "dry-run") != NULL;
    cli_error_begin(cli);
    if (libing_append_many(engine, text, len, &options, &batch, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    print_batch(cli, &batch);
    return CLI_FINE;
}

/* The message of a failed line, behind its number. */
static int fail_line(cli_call *cli, int64_t line)
{
    char message[sizeof cli->err.message];
    (void)snprintf(message, sizeof message, "%s", cli->err.message);
    (void)snprintf(cli->err.message, sizeof cli->err.message,
                   cli_say(cli, "line %" PRId64 ": %.470s", "第 %" PRId64 " 行：%.470s"), line,
                   message);
    return cli_fail(cli);
}

static bool is_blank(const char *text, size_t len)
{
    size_t at = 0;
    while (at < len && memchr(" \t\r\n", text[at], 4) != NULL)
        at++;
    return at == len;
}

/* One transaction a line: what was recorded before a line that fails stays. */
static int append_each(cli_call *cli, libing_engine *engine, const char *text, size_t len)
{
    const char *at = text, *end = text + len;
    for (int64_t line = 1; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        libing_document *receipt = NULL;
        size_t line_len = (size_t)((stop != NULL ? stop : end) - at);
        cli_error_begin(cli);
        if (cli_interrupted())
            return cli_fail_interrupted(cli);
        if (is_blank(at, line_len)) {
            at += line_len + 1;
            continue;
        }
        if (libing_append(engine, at, line_len, NULL, &receipt, &cli->err) != LIBING_OK)
            return fail_line(cli, line);
        if (cli->json)
            cli_print_document(cli, receipt);
        else {
            cli_print_receipt(cli, cli_document_json(receipt));
            libing_document_free(receipt);
        }
        at += line_len + 1;
    }
    return CLI_FINE;
}

static int append(cli_call *cli, libing_engine *engine, const cli_buf *input)
{
    const char *rest;
    cli_json first = cli_json_first(input->ptr, input->len, &rest);
    if (cli_value(cli, "each") != NULL)
        return append_each(cli, engine, input->ptr, input->len);
    if (first.ptr != NULL && rest < input->ptr + input->len)
        return append_many(cli, engine, input->ptr, input->len);
    return append_one(cli, engine, input->ptr, input->len);
}

static int run_append(cli_call *cli)
{
    libing_engine *engine = NULL;
    cli_buf input = CLI_BUF_INIT;
    const char *path = cli->operand_count > 1 ? cli->operands[1] : "-";
    int status;
    if (cli_value(cli, "each") != NULL && cli_value(cli, "dry-run") != NULL)
        return cli_refuse(cli, "cli.options",
                          "--each with --dry-run would judge every line as if the "
                          "earlier ones were not there",
                          "--each 与 --dry-run 不能并用：后面的行看不到前面的行");
    status = cli_read_all(cli, path, &input);
    if (status == CLI_FINE && is_blank(input.ptr, input.len))
        status = cli_fail_as(cli, LIBING_ERR_TEXT, "cli.no_request", "'%s' holds no request",
                             "'%s' 中没有请求", path);
    if (status == CLI_FINE)
        status = cli_open(cli, false, &engine);
    if (status == CLI_FINE)
        status = append(cli, engine, &input);
    cli_close(cli, engine);
    cli_buf_free(&input);
    return status;
}

static void print_import(cli_call *cli, const libing_import_report *report)
{
    cli_progress_end(cli);
    if (cli->json)
        cli_print(cli,
                  "{\"appended\":%" PRId64 ",\"decisions\":%" PRId64 ",\"dropped\":%" PRId64
                  ",\"failed_row\":%" PRId64 ",\"records\":%" PRId64 ",\"repeated\":%" PRId64
                  ",\"rows\":%" PRId64 "}\n",
                  report->appended, report->decisions, report->dropped, report->failed_row,
                  report->records, report->repeated, report->rows);
    else
        cli_print(cli,
                  cli_say(cli,
                          "%" PRId64 " rows, %" PRId64 " dropped: %" PRId64
                          " events recorded, %" PRId64 " recorded before, %" PRId64
                          " decisions, %" PRId64 " records\n",
                          "读入 %" PRId64 " 行，略去 %" PRId64 "：新记事件 %" PRId64
                          "，此前已记录 %" PRId64 "，决定 %" PRId64 "，记录 %" PRId64 "\n"),
                  report->rows, report->dropped, report->appended, report->repeated,
                  report->decisions, report->records);
}

static int import(cli_call *cli, libing_engine *engine)
{
    libing_import_options options = LIBING_IMPORT_OPTIONS_INIT;
    libing_import_report report = LIBING_IMPORT_REPORT_INIT;
    libing_status got;
    const char *rows = cli_value(cli, "rows");
    int status = CLI_FINE;
    if (rows != NULL)
        status = cli_parse_integer(cli, "--rows", rows, 1, &options.rows_per_transaction);
    if (status != CLI_FINE)
        return status;
    cli_error_begin(cli);
    got = libing_import(engine, cli->operands[1], cli_value(cli, "map"), &options, &report,
                        &cli->err);
    if (got == LIBING_OK || report.rows > 0)
        print_import(cli, &report); /* what was kept, also after a failure */
    return got == LIBING_OK ? CLI_FINE : cli_fail(cli);
}

static int run_import(cli_call *cli)
{
    libing_engine *engine;
    int status;
    if (cli_value(cli, "map") == NULL)
        return cli_refuse(cli, "cli.operands", "'import' needs --map FILE.lua",
                          "'import' 需要 --map FILE.lua");
    status = cli_open(cli, false, &engine);
    if (status == CLI_FINE)
        status = import(cli, engine);
    cli_close(cli, engine);
    return status;
}

static const cli_option append_options[] = {
    { "dry-run",
      NULL,
      { "Answer as if it had been done, and write nothing", "只作答复，不写入任何内容" } },
    { "each",
      NULL,
      { "One transaction a line instead of all or none", "每行一个事务，而非全部成败一体" } },
    CLI_OPTION_CLOCK,
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_append = {
    .name = "append",
    .run = run_append,
    .operands = "STORE [FILE|-]",
    .least = 1,
    .most = 2,
    .summary = { "Record events and get the decisions they cause", "记录事件并得出决定" },
    .details = { "FILE (default: standard input) holds one JSON request, or several as JSON "
                 "Lines:\n"
                 "then all are recorded in one transaction, or none. A request has type, at, by,\n"
                 "data, one of case / party / neither, and optionally id, expect, corrects.",
                 "FILE（默认标准输入）为一个 JSON 请求，或多行 JSON "
                 "Lines：此时全部写入或全不写入。\n"
                 "请求含 type、at、by、data，case 与 party 至多其一，可有 id、expect、corrects。" },
    .options = append_options,
    .example = "libing append town.libing report.json --dry-run",
};

static const cli_option import_options[] = {
    { "map",
      "FILE.lua",
      { "Function from a row to a request (required)", "由行得出请求的函数（必填）" } },
    { "rows", "N", { "Rows a transaction (default: 10000)", "每个事务的行数（默认 10000）" } },
    CLI_OPTION_CLOCK,
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_import = {
    .name = "import",
    .run = run_import,
    .operands = "STORE FILE.csv[.gz]",
    .least = 2,
    .most = 2,
    .summary = { "Record the rows of a CSV file as events", "把 CSV 文件的行记为事件" },
    .details = { "The map is a Lua file that returns a function: it gets one row (column name to\n"
                 "text, an empty cell is nil) and returns a request, or nil to drop the row.\n"
                 "Transactions that are complete are kept when a later row fails.",
                 "映射为返回函数的 Lua 文件：得到一行（列名到文本，空单元格为 nil），返回请求；\n"
                 "返回 nil 则略去该行。其后某行失败时，已完成的事务保留。" },
    .options = import_options,
    .example = "libing import town.libing history.csv.gz --map history.lua",
};
