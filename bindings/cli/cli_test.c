/* SPDX-License-Identifier: Apache-2.0 */
/* pack test: scenarios run, and told one a line; with --each-without, which scenarios miss which rule. */
#include "cli.h"
#include "cli_json.h"

#include <inttypes.h>
#include <string.h>

/* What a callback knows besides the call. */
typedef struct telling {
    cli_call *cli;
    bool each;        /* a table of rules, not of scenarios */
    char rule[64];    /* being left out */
    size_t missed;    /* scenarios that fail without it */
    cli_buf names;    /* theirs */
    cli_buf failing;  /* ids of those that fail with every rule there, a line each */
    size_t rules, idle;
} telling;

static int on_result_json(cli_call *cli, const libing_test_result *result)
{
    cli_buf out = CLI_BUF_INIT;
    cli_buf_text(&out, "{\"file\":");
    cli_json_quote(result->file, &out);
    cli_buf_text(&out, result->passed ? ",\"passed\":true,\"report\":" : ",\"passed\":false,\"report\":");
    cli_json_quote(result->report, &out);
    cli_buf_text(&out, ",\"scenario\":");
    cli_json_quote(result->scenario, &out);
    cli_buf_text(&out, ",\"title\":");
    cli_json_quote(result->title, &out);
    if (result->without[0] != '\0') {
        cli_buf_text(&out, ",\"without\":");
        cli_json_quote(result->without, &out);
    }
    cli_buf_text(&out, "}\n");
    if (out.failed)
        cli->no_memory = true;
    else
        cli_write(cli, out.ptr, out.len);
    cli_buf_free(&out);
    return 0;
}

static void print_report(cli_call *cli, const char *report)
{
    while (*report != '\0') {
        size_t len = strcspn(report, "\n");
        cli_print(cli, "    ");
        cli_print_text(cli, report, len);
        cli_print(cli, "\n");
        report += len + (report[len] == '\n' ? 1 : 0);
    }
}

static int on_result(void *user, const libing_test_result *result)
{
    cli_call *cli = ((telling *)user)->cli;
    if (cli_interrupted())
        return -1;
    if (cli->json)
        return on_result_json(cli, result);
    cli_print(cli, "%s  %s  ", result->passed ? cli_say(cli, "pass", "通过") : cli_say(cli, "FAIL", "失败"),
              result->scenario);
    cli_print_text(cli, result->title, strlen(result->title));
    cli_print(cli, "\n");
    if (!result->passed) {
        cli_print(cli, "    %s\n", result->file);
        print_report(cli, result->report);
    }
    return 0;
}

/* --- which scenarios miss which rule --- */

static void end_rule(telling *t)
{
    if (t->rule[0] == '\0')
        return;
    t->rules++;
    t->idle += t->missed == 0;
    cli_print(t->cli, "%-24s ", t->rule);
    if (t->missed == 0)
        cli_print(t->cli, "%s", cli_say(t->cli, "nobody misses it", "没有案例需要它"));
    else
        cli_write(t->cli, t->names.ptr, t->names.len);
    cli_print(t->cli, "\n");
    cli_buf_free(&t->names);
    t->missed = 0;
}

static bool fails_anyway(const telling *t, const char *scenario)
{
    size_t len = strlen(scenario);
    const char *at = t->failing.ptr;
    while (at != NULL && *at != '\0') {
        size_t line = strcspn(at, "\n");
        if (line == len && memcmp(at, scenario, len) == 0)
            return true;
        at += line + (at[line] == '\n' ? 1 : 0);
    }
    return false;
}

static int on_result_of_each(void *user, const libing_test_result *result)
{
    telling *t = user;
    if (cli_interrupted())
        return -1;
    if (t->cli->json)
        return on_result_json(t->cli, result);
    if (strcmp(t->rule, result->without) != 0) {
        end_rule(t);
        (void)snprintf(t->rule, sizeof t->rule, "%s", result->without);
    }
    if (result->passed || fails_anyway(t, result->scenario))
        return 0;
    if (t->rule[0] == '\0') {
        cli_buf_text(&t->failing, result->scenario);
        cli_buf_text(&t->failing, "\n");
        return 0;
    }
    cli_buf_text(&t->names, t->missed++ > 0 ? " " : "");
    cli_buf_text(&t->names, result->scenario);
    return 0;
}

static void print_totals(const telling *t, const libing_test_summary *seen)
{
    cli_call *cli = t->cli;
    if (cli->json)
        return;
    if (t->each)
        cli_print(cli, cli_say(cli, "%zu rules, %zu that nobody misses\n", "规则 %zu 条，其中没有案例需要的 %zu 条\n"),
                  t->rules, t->idle);
    else
        cli_print(cli, cli_say(cli, "%" PRId64 " passed, %" PRId64 " failed\n", "通过 %" PRId64 "，失败 %" PRId64 "\n"),
                  seen->passed, seen->failed);
}

/* --- the command --- */

static int read_time(cli_call *cli, libing_test_time *out)
{
    static const char *const words[] = { "events", "daily", "hourly", "never" };
    const char *text = cli_value(cli, "advance");
    for (size_t i = 0; text != NULL && i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i]) == 0) {
            *out = (libing_test_time)i;
            return CLI_FINE;
        }
    }
    if (text == NULL)
        return CLI_FINE;
    return cli_refuse(cli, "cli.advance", "no way to advance '%s': events, daily, hourly or never",
                      "没有推进方式 '%s'：events、daily、hourly 或 never", text);
}

static int run_test(cli_call *cli)
{
    libing_test_options options = LIBING_TEST_OPTIONS_INIT;
    libing_test_summary seen = LIBING_TEST_SUMMARY_INIT;
    telling t = { .cli = cli, .each = cli_value(cli, "each-without") != NULL };
    libing_status got;
    int status = read_time(cli, &options.time);
    if (status != CLI_FINE)
        return status;
    cli_error_begin(cli);
    options.language = cli_language(cli);
    options.files = cli->repeated_count > 0 ? cli->repeated : NULL;
    options.file_count = cli->repeated_count;
    options.only = cli_value(cli, "only");
    options.without = cli_value(cli, "without");
    options.each_without = t.each;
    options.keep = cli_value(cli, "keep");
    options.result = t.each ? on_result_of_each : on_result;
    options.result_user = &t;
    got = libing_pack_test(cli->operands[0], &options, &seen, &cli->err);
    if (got == LIBING_OK)
        end_rule(&t);
    if (t.names.failed || t.failing.failed)
        cli->no_memory = true;
    cli_buf_free(&t.names);
    cli_buf_free(&t.failing);
    if (got == LIBING_ERR_HOST && cli_interrupted())
        return cli_fail_interrupted(cli);
    if (got != LIBING_OK)
        return cli_fail(cli);
    print_totals(&t, &seen);
    return (t.each ? t.idle > 0 : seen.failed > 0) ? CLI_FOUND : CLI_FINE;
}

static const cli_option test_options[] = {
    { "scenarios",
      "FILE",
      { "This scenario file instead of the pack's own; may be given again", "以此案例文件代替规则包自带的；可多次给出" } },
    { "only", "ID", { "This scenario alone", "只运行此案例" } },
    { "keep", "DIR", { "Keep each scenario's store there, as ID.db", "把各案例的案卷库保留在此，名为 ID.db" } },
    { "without", "RULE", { "Leave this rule out", "去掉此条规则" } },
    { "each-without",
      NULL,
      { "Leave out one rule after the other; tell which scenarios miss it", "逐条去掉规则，列出哪些案例因此失败" } },
    { "advance",
      "HOW",
      { "When time is advanced: events (default), daily, hourly, never", "何时推进时间：events（默认）、daily、hourly、never" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_pack_test = {
    .name = "pack test",
    .run = run_test,
    .operands = "DIR",
    .least = 1,
    .most = 1,
    .summary = { "Run a rule pack on its scenarios", "以案例检验规则包" },
    .details = { "Runs every scenario of scenarios.yaml and scenarios/*.yaml beside the pack, each\n"
                 "in a store of its own, and compares what the rules decide with what it expects.\n"
                 "The exit status is 1 when some scenario fails, 2 when a file is wrong.",
                 "运行规则包旁 scenarios.yaml 与 scenarios/*.yaml 中的全部案例，各用一个新库，\n"
                 "把规则的决定与预期逐项比对。有案例失败时退出码为 1，文件有误时为 2。" },
    .options = test_options,
    .repeats = "scenarios",
    .example = "libing pack test rules/bayi",
};
