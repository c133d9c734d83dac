/* SPDX-License-Identifier: Apache-2.0 */
/* Commands for people and time: inbox, confirm, decline, execute, due, advance. */
#include "cli.h"
#include "cli_document.h"

#include <inttypes.h>
#include <string.h>

/* An option that the command cannot do without. */
static int need_value(cli_call *cli, const char *name, const char *value)
{
    if (cli_value(cli, name) != NULL)
        return CLI_FINE;
    return cli_refuse(cli, "cli.operands", "'%s' needs --%s %s", "'%s' 需要 --%s %s",
                      cli->command->name, name, value);
}

/* --- what waits for a role ---------------------------------------------------------------------- */

static int run_inbox(cli_call *cli)
{
    libing_engine *engine = NULL;
    libing_iterator *iterator = NULL;
    int status = need_value(cli, "role", "ROLE");
    if (status == CLI_FINE)
        status = cli_open(cli, true, &engine);
    if (status == CLI_FINE) {
        cli_error_begin(cli);
        libing_status got = libing_inbox(engine, cli_value(cli, "role"), &iterator, &cli->err);
        status = cli_list_decisions(cli, iterator, got, false);
    }
    cli_close(cli, engine);
    return status;
}

/* --- a word on a decision ----------------------------------------------------------------------- */

typedef libing_status (*say_word)(libing_engine *engine, int64_t seq, const libing_word *word,
                                  libing_document **out, libing_error *err);

/* What the host's clock says, as libing will hear it. */
static int read_clock(cli_call *cli, int64_t *ms_out)
{
    struct timespec now;
    *ms_out = cli->clock_ms;
    if (cli_value(cli, "clock") != NULL)
        return CLI_FINE;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return cli_fail_as(cli, LIBING_ERR_HOST, "cli.no_clock", "there is no clock", "没有时钟");
    *ms_out = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    return CLI_FINE;
}

/* The day it is where the store is. */
static int find_today(cli_call *cli, libing_engine *engine, char day[11])
{
    libing_document *info = NULL;
    cli_buf zone = CLI_BUF_INIT;
    int64_t ms = 0;
    int status = read_clock(cli, &ms);
    if (status != CLI_FINE)
        return status;
    cli_error_begin(cli);
    if (libing_info(engine, &info, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    cli_json_show(cli_json_get(cli_document_json(info), "zone"), &zone);
    cli_buf_add(&zone, "", 1); /* a text of its own: with its end */
    if (zone.failed)
        cli->no_memory = true;
    else if (!cli_local_day(ms, zone.ptr, day))
        status = cli_fail_as(cli, LIBING_ERR_DATE, "cli.today", "the clock's day cannot be told; give --at",
                             "无法得知时钟当日；请给出 --at");
    cli_buf_free(&zone);
    libing_document_free(info);
    return cli->no_memory ? CLI_FAILURE : status;
}

static int say_about(cli_call *cli, libing_engine *engine, int64_t seq, say_word say)
{
    libing_word word = LIBING_WORD_INIT;
    libing_document *receipt = NULL;
    char day[11];
    int status = CLI_FINE;
    word.by = cli_value(cli, "by");
    word.at = cli_value(cli, "at");
    word.reason = cli_value(cli, "reason");
    if (word.at == NULL) {
        status = find_today(cli, engine, day);
        word.at = day;
    }
    if (status != CLI_FINE)
        return status;
    cli_error_begin(cli);
    if (say(engine, seq, &word, &receipt, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    if (cli->json) {
        cli_print_document(cli, receipt);
        return CLI_FINE;
    }
    cli_print_receipt(cli, cli_document_json(receipt));
    libing_document_free(receipt);
    return CLI_FINE;
}

static int run_word(cli_call *cli, say_word say)
{
    libing_engine *engine = NULL;
    int64_t seq = 0;
    int status = cli_parse_integer(cli, "SEQ", cli->operands[1], 0, &seq);
    if (status == CLI_FINE)
        status = need_value(cli, "by", "ROLE:NAME");
    if (status == CLI_FINE)
        status = cli_open(cli, false, &engine);
    if (status == CLI_FINE)
        status = say_about(cli, engine, seq, say);
    cli_close(cli, engine);
    return status;
}

static int run_confirm(cli_call *cli)
{
    return run_word(cli, libing_confirm);
}

static int run_decline(cli_call *cli)
{
    return run_word(cli, libing_decline);
}

static int run_execute(cli_call *cli)
{
    return run_word(cli, libing_execute);
}

/* --- time --------------------------------------------------------------------------------------- */

static int run_due(cli_call *cli)
{
    libing_engine *engine = NULL;
    libing_document *document = NULL;
    int status = cli_open(cli, true, &engine);
    if (status != CLI_FINE)
        return status;
    cli_error_begin(cli);
    if (libing_due(engine, cli_value(cli, "until"), &document, &cli->err) != LIBING_OK) {
        status = cli_fail(cli);
    } else if (cli->json) {
        cli_print_document(cli, document);
    } else {
        cli_print_deadlines(cli, NULL, cli_json_get(cli_document_json(document), "deadlines"));
        cli_print_duties(cli, cli_json_get(cli_document_json(document), "duties"));
        libing_document_free(document);
    }
    cli_close(cli, engine);
    return status;
}

static int advance(cli_call *cli, libing_engine *engine)
{
    libing_document *document = NULL;
    cli_json said;
    cli_error_begin(cli);
    if (libing_advance(engine, cli_value(cli, "to"), &document, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    if (cli->json) {
        cli_print_document(cli, document);
        return CLI_FINE;
    }
    said = cli_document_json(document);
    cli_print(cli, cli_say(cli, "%" PRId64 " deadlines lapsed\n", "届满期限 %" PRId64 "\n"),
              cli_json_integer(cli_json_get(said, "lapsed"), 0));
    if (cli_json_integer(cli_json_get(said, "closed"), 0) > 0)
        cli_print(cli, cli_say(cli, "%" PRId64 " periods of duties closed\n", "结束的职责周期 %" PRId64 "\n"),
                  cli_json_integer(cli_json_get(said, "closed"), 0));
    cli_print_decisions(cli, cli_say(cli, "Decisions", "决定"), cli_json_get(said, "decisions"));
    libing_document_free(document);
    return CLI_FINE;
}

static int run_advance(cli_call *cli)
{
    libing_engine *engine = NULL;
    int status = need_value(cli, "to", "TIME");
    if (status == CLI_FINE)
        status = cli_open(cli, false, &engine);
    if (status == CLI_FINE)
        status = advance(cli, engine);
    cli_close(cli, engine);
    return status;
}

/* --- the commands ------------------------------------------------------------------------------- */

static const cli_option inbox_options[] = {
    { "role", "ROLE", { "Whose inbox (required)", "哪个角色（必填）" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_inbox = {
    .name = "inbox",
    .run = run_inbox,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "List decisions that wait for a role", "列出等待某角色处理的决定" },
    .details = { "Proposals and orders in force that the role decides on and that nobody has\n"
                 "confirmed, declined or executed.",
                 "由该角色决定、有效而尚未确认、未采纳或未执行的建议与命令。" },
    .options = inbox_options,
    .example = "libing inbox town.libing --role township_gov",
};

static const cli_option word_options[] = {
    { "by", "ROLE:NAME", { "Who says so, e.g. township_gov:01 (required)",
                           "何人，如 township_gov:01（必填）" } },
    { "at", "DATE", { "When it was said (default: today, by the clock)", "何时（默认时钟当日）" } },
    { "reason", "TEXT", { "Why", "理由" } },
    CLI_OPTION_CLOCK,
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_confirm = {
    .name = "confirm",
    .run = run_confirm,
    .operands = "STORE SEQ",
    .least = 2,
    .most = 2,
    .summary = { "Confirm a decision that waits for your role", "确认等待本角色处理的决定" },
    .details = { "SEQ is the decision's record, as 'libing inbox' lists it.",
                 "SEQ 为决定的记录序号，见 libing inbox。" },
    .options = word_options,
    .example = "libing confirm town.libing 41 --by township_gov:01",
};

const cli_command cli_command_decline = {
    .name = "decline",
    .run = run_decline,
    .operands = "STORE SEQ",
    .least = 2,
    .most = 2,
    .summary = { "Decline a decision: it is no longer in force", "不采纳决定，使其不再有效" },
    .details = { "SEQ is the decision's record, as 'libing inbox' lists it.",
                 "SEQ 为决定的记录序号，见 libing inbox。" },
    .options = word_options,
    .example = "libing decline town.libing 41 --by township_gov:01 --reason \"wrong household\"",
};

const cli_command cli_command_execute = {
    .name = "execute",
    .run = run_execute,
    .operands = "STORE SEQ",
    .least = 2,
    .most = 2,
    .summary = { "Record that a decision was carried out", "记录决定已经执行" },
    .details = { "SEQ is the record of a decision in force, confirmed or not.",
                 "SEQ 为有效决定的记录序号，不论是否已经确认。" },
    .options = word_options,
    .example = "libing execute town.libing 41 --by township_gov:01 --at 2024-03-15",
};

static const cli_option due_options[] = {
    { "until", "DATE", { "Only those that end on this day or before", "只列此日或此前届满的" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_due = {
    .name = "due",
    .run = run_due,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "List deadlines that run, soonest first", "按届满先后列出未届满的期限" },
    .details = { "A deadline that ended stays here until 'libing advance', or an event of its case,\n"
                 "says that its day has passed.",
                 "已过之日的期限，在 libing advance 或本案事件使其届满之前仍列于此。" },
    .options = due_options,
    .example = "libing due town.libing --until 2024-03-31",
};

static const cli_option advance_options[] = {
    { "to", "TIME", { "What time it is, e.g. 2024-03-15: that day begins (required)",
                      "到何时，如 2024-03-15：该日开始（必填）" } },
    CLI_OPTION_CLOCK,
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_advance = {
    .name = "advance",
    .run = run_advance,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "Say what time it is: deadlines that ended lapse", "告知时间：已到期的期限届满" },
    .details = { "TIME is a day, the beginning of which is meant, or 2024-03-15T09:00:00+08:00.\n"
                 "Advancing often, late or never gives equal decisions: an event first lapses what\n"
                 "ended before it.",
                 "TIME 为日期（指该日开始）或 2024-03-15T09:00:00+08:00 这样的时刻。\n"
                 "告知得勤、晚或从不告知，决定都一样：事件之前已到期的先行届满。" },
    .options = advance_options,
    .example = "libing advance town.libing --to 2024-03-15",
};
