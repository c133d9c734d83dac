/* SPDX-License-Identifier: Apache-2.0 */
/* Commands about the store as a whole: init, info, log, measure. */
#include "cli.h"
#include "cli_document.h"

#include <inttypes.h>
#include <string.h>

/* What libing_info() says, as fields and the list of packs. */
static int print_info(cli_call *cli, libing_engine *engine)
{
    libing_document *document = NULL;
    cli_error_begin(cli);
    if (libing_info(engine, &document, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    if (cli->json) {
        cli_print_document(cli, document);
        return CLI_FINE;
    }
    cli_print_object(cli, cli_document_json(document));
    libing_document_free(document);
    return CLI_FINE;
}

static int run_init(cli_call *cli)
{
    libing_engine *engine = NULL;
    libing_engine_options options;
    libing_birth birth = LIBING_BIRTH_INIT;
    int status = cli_engine_options(cli, false, &options);
    if (status != CLI_FINE)
        return status;
    if (cli_value(cli, "zone") != NULL)
        birth.zone = cli_value(cli, "zone");
    birth.origin = cli_value(cli, "origin");
    birth.uid = cli_value(cli, "uid");
    cli_error_begin(cli);
    if (libing_init(cli->operands[0], &birth, &options, &engine, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    cli_watch(engine);
    status = print_info(cli, engine);
    cli_close(cli, engine);
    return status;
}

static int run_info(cli_call *cli)
{
    libing_engine *engine;
    int status = cli_open(cli, true, &engine);
    if (status == CLI_FINE)
        status = print_info(cli, engine);
    cli_close(cli, engine);
    return status;
}

static int print_log(cli_call *cli, libing_engine *engine)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_item item = LIBING_ITEM_INIT;
    libing_iterator *iterator = NULL;
    libing_status got;
    filter.case_id = cli_value(cli, "case");
    if (cli_value(cli, "from-seq") != NULL) {
        int status =
            cli_parse_integer(cli, "--from-seq", cli_value(cli, "from-seq"), 0, &filter.from_seq);
        if (status != CLI_FINE)
            return status;
    }
    cli_error_begin(cli);
    got = libing_records(engine, &filter, &iterator, &cli->err);
    while (got == LIBING_OK && !cli_output_ended(cli) && !cli_interrupted()) {
        got = libing_iterator_next(iterator, &item, &cli->err);
        if (got == LIBING_OK)
            cli_print_line(cli, item.text, item.len);
    }
    libing_iterator_free(iterator);
    if (got < 0)
        return cli_fail(cli);
    return cli_interrupted() ? cli_fail_interrupted(cli) : CLI_FINE;
}

static int run_log(cli_call *cli)
{
    libing_engine *engine;
    int status = cli_open(cli, true, &engine);
    if (status == CLI_FINE)
        status = print_log(cli, engine);
    cli_close(cli, engine);
    return status;
}

/* {value: count, …} as a table, and their total. */
static void print_counts(cli_call *cli, cli_json measure)
{
    static const cli_column columns[] = { { { "VALUE", "值" }, false },
                                          { { "CASES", "案卷数" }, true } };
    cli_json_walk walk = cli_json_walk_of(cli_json_get(measure, "counts"));
    cli_json key, value;
    cli_table table;
    cli_table_begin(&table, cli, columns, 2);
    while (cli_json_next(&walk, &key, &value)) {
        cli_table_json(&table, key);
        cli_table_json(&table, value);
    }
    cli_table_text(&table, cli_say(cli, "total", "合计"));
    cli_table_json(&table, cli_json_get(measure, "total"));
    cli_table_end(&table);
}

static void print_measure(cli_call *cli, cli_json measure)
{
    cli_buf shown = CLI_BUF_INIT;
    if (cli_json_is_object(cli_json_get(measure, "counts"))) {
        print_counts(cli, measure);
        return;
    }
    cli_json_show(cli_json_get(measure, "value"), &shown);
    if (shown.len == 0)
        cli_buf_text(&shown, cli_say(cli, "unknown", "未知"));
    if (shown.failed)
        cli->no_memory = true;
    else
        cli_print_text(cli, shown.ptr, shown.len);
    cli_print(cli, "\n");
    cli_buf_free(&shown);
}

static int measure(cli_call *cli, libing_engine *engine)
{
    libing_document *document = NULL;
    cli_error_begin(cli);
    if (libing_measure(engine, cli->operands[1], cli_value(cli, "case"), cli_value(cli, "as-of"),
                       &document, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    if (cli->json) {
        cli_print_document(cli, document);
        return CLI_FINE;
    }
    print_measure(cli, cli_document_json(document));
    libing_document_free(document);
    return CLI_FINE;
}

static int run_measure(cli_call *cli)
{
    libing_engine *engine;
    int status = cli_open(cli, true, &engine);
    if (status == CLI_FINE)
        status = measure(cli, engine);
    cli_close(cli, engine);
    return status;
}

static const cli_option init_options[] = {
    { "zone",
      "+08:00",
      { "Fixed offset of the store's times (default: +08:00)", "时间的固定时差（默认 +08:00）" } },
    { "origin",
      "NAME",
      { "Name of the log in checkpoints (default: local/<uid>)",
        "检查点中日志的名称（默认 local/<uid>）" } },
    { "uid",
      "HEX",
      { "Identity of the store, 32 hex digits (default: random)",
        "案卷库标识，32 位十六进制（默认随机）" } },
    CLI_OPTION_CLOCK,
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_init = {
    .name = "init",
    .run = run_init,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "Create a store", "新建案卷库" },
    .details = { "STORE is one new file; it must not exist yet.",
                 "STORE 为一个新文件，不得已存在。" },
    .options = init_options,
    .example = "libing init town.libing --origin bayi.example/town",
};

const cli_command cli_command_info = {
    .name = "info",
    .run = run_info,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "Show what a store is", "显示案卷库的基本情况" },
    .details = { "Its origin, zone, number of records, cases and decisions, root of its tree,\n"
                 "installed packs, and the libraries that are running.",
                 "来源、时区、记录数、案卷数、决定数、树根、已装规则包和运行环境。" },
    .example = "libing info town.libing",
};

static const cli_option log_options[] = {
    { "case", "ID", { "Only the records of this case", "只列此案卷的记录" } },
    { "from-seq", "N", { "Begin with record N", "从第 N 号记录开始" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_log = {
    .name = "log",
    .run = run_log,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "Print the records as they are stored", "原样打印记录" },
    .details = { "One line of canonical JSON a record, byte for byte as it was hashed.",
                 "每条记录一行规范 JSON，与参与哈希的字节完全一致。" },
    .options = log_options,
    .example = "libing log town.libing --case 2024-017",
};

static const cli_option measure_options[] = {
    { "case",
      "ID",
      { "Of this case (default: of the store, or counted over cases)",
        "此案卷的值（默认全库，或按案卷计数）" } },
    { "as-of",
      "DATE",
      { "As of the end of this day (default: all records)", "截至此日终了（默认全部记录）" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_measure = {
    .name = "measure",
    .run = run_measure,
    .operands = "STORE NAME",
    .least = 2,
    .most = 2,
    .summary = { "Show a measure as of a day", "显示某日的度量值" },
    .details = { "NAME is a fact that the pack declares with measure = true.",
                 "NAME 为规则包中以 measure = true 声明的事实。" },
    .options = measure_options,
    .example = "libing measure town.libing burn_area --as-of 2024-06-30",
};
