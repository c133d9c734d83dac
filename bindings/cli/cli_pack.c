/* SPDX-License-Identifier: Apache-2.0 */
/* Commands about rule packs: check and install. */
#include "cli.h"
#include "cli_json.h"

#include <inttypes.h>
#include <string.h>

static void print_finding_json(cli_call *cli, const libing_diagnostic *finding)
{
    cli_buf out = CLI_BUF_INIT;
    char place[64];
    cli_buf_text(&out, "{\"code\":");
    cli_json_quote(finding->code, &out);
    (void)snprintf(place, sizeof place, ",\"column\":%" PRId32 ",\"file\":", finding->column);
    cli_buf_text(&out, place);
    cli_json_quote(finding->file, &out);
    (void)snprintf(place, sizeof place, ",\"line\":%" PRId32 ",\"message\":", finding->line);
    cli_buf_text(&out, place);
    cli_json_quote(finding->message, &out);
    cli_buf_text(&out, "}\n");
    if (out.failed)
        cli->no_memory = true;
    else
        cli_write(cli, out.ptr, out.len);
    cli_buf_free(&out);
}

/* As compilers do, so that editors find the place. */
static void print_finding(cli_call *cli, const libing_diagnostic *finding)
{
    const char *directory = cli->operands[0];
    size_t len = strlen(directory);
    while (len > 1 && directory[len - 1] == '/')
        len--;
    cli_print(cli, "%.*s/%s:", (int)len, directory, finding->file);
    if (finding->line > 0)
        cli_print(cli, "%" PRId32 ":", finding->line);
    if (finding->line > 0 && finding->column > 0)
        cli_print(cli, "%" PRId32 ":", finding->column);
    cli_print(cli, " %s ", finding->code);
    cli_print_text(cli, finding->message, strlen(finding->message));
    cli_print(cli, "\n");
}

static void print_counts(cli_call *cli, size_t errors, size_t warnings)
{
    if (cli->chinese)
        cli_print(cli, "错误 %zu，警告 %zu\n", errors, warnings);
    else
        cli_print(cli, "%zu error%s, %zu warning%s\n", errors, errors == 1 ? "" : "s", warnings,
                  warnings == 1 ? "" : "s");
}

static int run_check(cli_call *cli)
{
    libing_diagnostics *list = NULL;
    size_t count, errors;
    cli_error_begin(cli);
    if (libing_pack_check(cli->operands[0], cli_language(cli), &list, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    count = libing_diagnostics_count(list);
    errors = libing_diagnostics_errors(list);
    for (size_t i = 0; i < count; i++) {
        if (cli->json)
            print_finding_json(cli, libing_diagnostics_get(list, i));
        else
            print_finding(cli, libing_diagnostics_get(list, i));
    }
    if (!cli->json)
        print_counts(cli, errors, count - errors);
    libing_diagnostics_free(list);
    return errors > 0 ? CLI_FOUND : CLI_FINE;
}

static int install(cli_call *cli, libing_engine *engine)
{
    const char *from = cli_value(cli, "from");
    int64_t seq = -1;
    cli_error_begin(cli);
    if (libing_install(engine, cli->operands[1], from, &seq, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    if (cli->json)
        cli_print(cli, "{\"from\":\"%s\",\"seq\":%" PRId64 "}\n", from, seq);
    else
        cli_print(cli,
                  cli_say(cli, "installed %s from %s on as record %" PRId64 "\n",
                          "已安装 %s，自 %s 起适用，记录号 %" PRId64 "\n"),
                  cli->operands[1], from, seq);
    return CLI_FINE;
}

static int run_install(cli_call *cli)
{
    libing_engine *engine;
    int status;
    if (cli_value(cli, "from") == NULL)
        return cli_refuse(cli, "cli.operands",
                          "'pack install' needs --from DATE, the first day it judges",
                          "'pack install' 需要 --from DATE（自哪日起适用）");
    status = cli_open(cli, false, &engine);
    if (status == CLI_FINE)
        status = install(cli, engine);
    cli_close(cli, engine);
    return status;
}

const cli_command cli_command_pack_check = {
    .name = "pack check",
    .run = run_check,
    .operands = "DIR",
    .least = 1,
    .most = 1,
    .summary = { "Check a rule pack", "检查规则包" },
    .details = { "Loads the pack in DIR without any store and lists everything that is wrong\n"
                 "with it, with file, line and column. Codes beginning with E keep it from\n"
                 "loading: then the exit status is 1.",
                 "不需案卷库即可载入 DIR 中的规则包，逐条列出问题及其文件、行、列。\n"
                 "以 E 开头者使其无法载入，此时退出码为 1。" },
    .example = "libing pack check rules/bayi",
};

static const cli_option install_options[] = {
    { "from",
      "DATE",
      { "First day whose events this pack judges (required)", "自此日起的事件适用此包（必填）" } },
    CLI_OPTION_CLOCK,
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_pack_install = {
    .name = "pack install",
    .run = run_install,
    .operands = "STORE DIR",
    .least = 2,
    .most = 2,
    .summary = { "Install a rule pack into a store", "把规则包装入案卷库" },
    .details = { "The pack's files become part of the log. Installing what is already in force\n"
                 "from that day writes nothing.",
                 "规则包的文件成为日志的一部分。自同日起已适用的同一包再装不写任何内容。" },
    .options = install_options,
    .example = "libing pack install town.libing rules/bayi --from 2024-01-01",
};
