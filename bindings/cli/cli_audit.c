/* SPDX-License-Identifier: Apache-2.0 */
/* Commands that check the record: verify and replay. */
#include "cli.h"
#include "cli_json.h"

#include <inttypes.h>
#include <string.h>

static bool is_empty(const char *text)
{
    return text == NULL || text[0] == '\0';
}

static void add_text(cli_buf *out, const char *key, const char *value)
{
    if (is_empty(value))
        return;
    cli_buf_text(out, ",");
    cli_json_quote(key, out);
    cli_buf_text(out, ":");
    cli_json_quote(value, out);
}

static void print_finding_json(cli_call *cli, const libing_finding *finding)
{
    cli_buf out = CLI_BUF_INIT;
    char seq[40];
    cli_buf_text(&out, "{\"kind\":");
    cli_json_quote(finding->kind, &out);
    if (finding->seq >= 0) {
        (void)snprintf(seq, sizeof seq, ",\"seq\":%" PRId64, finding->seq);
        cli_buf_text(&out, seq);
    }
    add_text(&out, "table", finding->table);
    add_text(&out, "column", finding->column);
    add_text(&out, "rule", finding->rule);
    add_text(&out, "recorded", finding->recorded);
    add_text(&out, "recomputed", finding->recomputed);
    add_text(&out, "message", finding->message);
    cli_buf_text(&out, "}\n");
    if (out.failed)
        cli->no_memory = true;
    else
        cli_write(cli, out.ptr, out.len);
    cli_buf_free(&out);
}

static void print_line(cli_call *cli, const char *label, const char *line)
{
    if (is_empty(line))
        return;
    cli_print(cli, "    %s ", label);
    cli_print_text(cli, line, strcspn(line, "\n"));
    cli_print(cli, "\n");
}

static int on_finding(void *user, const libing_finding *finding)
{
    cli_call *cli = user;
    cli_progress_end(cli);
    if (cli->json) {
        print_finding_json(cli, finding);
        return 0;
    }
    cli_print(cli, "%s", finding->kind);
    if (finding->seq >= 0 && strcmp(finding->kind, "DAMAGED") != 0) /* verify says the place itself */
        cli_print(cli, cli_say(cli, " record %" PRId64, " 记录 %" PRId64), finding->seq);
    if (!is_empty(finding->rule))
        cli_print(cli, cli_say(cli, ", rule %s", "，规则 %s"), finding->rule);
    if (!is_empty(finding->message)) {
        cli_print(cli, "%s", cli_say(cli, ": ", "："));
        cli_print_text(cli, finding->message, strlen(finding->message));
    }
    cli_print(cli, "\n");
    print_line(cli, cli_say(cli, "recorded:  ", "所记："), finding->recorded);
    print_line(cli, cli_say(cli, "recomputed:", "重算："), finding->recomputed);
    return 0;
}

static libing_audit_options audit_options(cli_call *cli)
{
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    options.language = cli_language(cli);
    options.finding = on_finding;
    options.finding_user = cli;
    options.progress = cli_on_progress;
    options.progress_user = cli;
    cli_error_begin(cli);
    return options;
}

static int run_verify(cli_call *cli)
{
    libing_audit_options options = audit_options(cli);
    libing_verification seen = LIBING_VERIFICATION_INIT;
    if (libing_verify(cli->operands[0], &options, &seen, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    cli_progress_end(cli);
    if (cli->json)
        cli_print(cli,
                  "{\"blobs\":%" PRId64 ",\"damages\":%" PRId64 ",\"records\":%" PRId64
                  ",\"root\":\"%s\"}\n",
                  seen.blobs, seen.damages, seen.records, seen.root);
    else
        cli_print(cli,
                  cli_say(cli,
                          "%" PRId64 " records, %" PRId64 " blobs checked, %" PRId64
                          " damages\nroot %s\n",
                          "已核验记录 %" PRId64 " 条、附件 %" PRId64 " 个，发现损坏 %" PRId64
                          " 处\n树根 %s\n"),
                  seen.records, seen.blobs, seen.damages, seen.root);
    return seen.damages > 0 ? CLI_FOUND : CLI_FINE;
}

static int run_replay(cli_call *cli)
{
    libing_audit_options options = audit_options(cli);
    libing_replay_summary seen = LIBING_REPLAY_SUMMARY_INIT;
    int64_t found;
    if (libing_replay(cli->operands[0], &options, &seen, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    cli_progress_end(cli);
    found = seen.different + seen.omitted + seen.extra + seen.missing + seen.limit + seen.runtime +
            seen.broken;
    if (cli->json)
        cli_print(cli,
                  "{\"broken\":%" PRId64 ",\"causes\":%" PRId64 ",\"different\":%" PRId64 ",\"extra\":%" PRId64
                  ",\"limit\":%" PRId64 ",\"missing\":%" PRId64 ",\"omitted\":%" PRId64
                  ",\"runtime\":%" PRId64 ",\"same\":%" PRId64 "}\n",
                  seen.broken, seen.causes, seen.different, seen.extra, seen.limit, seen.missing, seen.omitted,
                  seen.runtime, seen.same);
    else
        cli_print(cli,
                  cli_say(cli,
                          "%" PRId64 " causes replayed, %" PRId64 " same, %" PRId64 " findings\n",
                          "已重演 %" PRId64 " 个起因，相同 %" PRId64 "，发现 %" PRId64 " 处\n"),
                  seen.causes, seen.same, found);
    return found > 0 ? CLI_FOUND : CLI_FINE;
}

const cli_command cli_command_verify = {
    .name = "verify",
    .run = run_verify,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "Check that the record is whole", "核验记录是否完整" },
    .details = { "Log against tree, blobs against records, projections against a rebuild. Runs\n"
                 "no rule. With --json: one line a finding, then one line of totals. The exit\n"
                 "status is 1 when something is damaged.",
                 "日志对照哈希树，附件对照记录，投影对照重建；不运行规则。\n"
                 "--json 时每项发现一行，末行为合计。有损坏时退出码为 1。" },
    .example = "libing verify town.libing",
};

const cli_command cli_command_replay = {
    .name = "replay",
    .run = run_replay,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "Check that every decision follows from its causes", "重演并比对每项决定" },
    .details = { "Feeds the recorded causes to the recorded rules again and compares the\n"
                 "consequences, whole lines. With --json: one line a finding, then one line of\n"
                 "totals. The exit status is 1 when something differs.",
                 "把所记起因再交给所记规则，逐行比对其后果。\n"
                 "--json 时每项发现一行，末行为合计。有出入时退出码为 1。" },
    .example = "libing replay town.libing",
};
