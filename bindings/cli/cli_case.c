/* SPDX-License-Identifier: Apache-2.0 */
/* Commands that look at cases and decisions: case list, case show, decisions, explain. */
#include "cli.h"
#include "cli_document.h"

#include <inttypes.h>
#include <string.h>

/* Whether to go on with the next item; `got` says how the iterator ended. */
static bool has_next(cli_call *cli, libing_iterator *iterator, libing_item *item,
                     libing_status *got)
{
    if (*got != LIBING_OK || cli_output_ended(cli) || cli_interrupted())
        return false;
    *got = libing_iterator_next(iterator, item, &cli->err);
    return *got == LIBING_OK;
}

static int end_list(cli_call *cli, libing_iterator *iterator, libing_status got)
{
    libing_iterator_free(iterator);
    if (got < 0)
        return cli_fail(cli);
    return cli_interrupted() ? cli_fail_interrupted(cli) : CLI_FINE;
}

static int list_cases(cli_call *cli, libing_engine *engine)
{
    static const cli_column columns[] = {
        { { "CASE", "案卷" }, false },      { { "KIND", "种类" }, false },
        { { "SUBJECT", "当事人" }, false }, { { "VERSION", "版本" }, true },
        { { "OPENED", "立案记录" }, true }, { { "LAST", "最近记录" }, true }
    };
    static const char *const keys[] = { "id", "kind", "subject", "version", "opened", "last" };
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    cli_table table;
    libing_status got;
    cli_error_begin(cli);
    got = libing_cases(engine, cli_value(cli, "kind"), &iterator, &cli->err);
    cli_table_begin(&table, cli, columns, 6);
    while (has_next(cli, iterator, &item, &got)) {
        cli_json summary = cli_json_first(item.text, item.len, NULL);
        if (cli->json)
            cli_print_line(cli, item.text, item.len);
        for (size_t i = 0; !cli->json && i < 6; i++)
            cli_table_json(&table, cli_json_get(summary, keys[i]));
    }
    cli_table_end(&table);
    return end_list(cli, iterator, got);
}

static int run_list(cli_call *cli)
{
    libing_engine *engine;
    int status = cli_open(cli, true, &engine);
    if (status == CLI_FINE)
        status = list_cases(cli, engine);
    cli_close(cli, engine);
    return status;
}

static void print_section(cli_call *cli, const char *title, cli_json object)
{
    if (object.len <= 2) /* {} or not there */
        return;
    cli_print(cli, "\n%s\n", title);
    cli_print_object(cli, object);
}

static void print_case(cli_call *cli, cli_json shown)
{
    static const char *const keys[] = { "id", "kind", "subject", "version" };
    static const cli_words titles[] = {
        { "case", "案卷" }, { "kind", "种类" }, { "subject", "当事人" }, { "version", "版本" }
    };
    static const cli_column columns[] = { { { "", "" }, false }, { { "", "" }, false } };
    cli_table table;
    cli_table_begin(&table, cli, columns, 2);
    table.titled = true;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (cli_json_get(shown, keys[i]).ptr == NULL)
            continue;
        cli_table_text(&table, cli_say(cli, titles[i].en, titles[i].zh));
        cli_table_json(&table, cli_json_get(shown, keys[i]));
    }
    cli_table_end(&table);
    print_section(cli, cli_say(cli, "Fields", "字段"), cli_json_get(shown, "fields"));
    print_section(cli, cli_say(cli, "States", "所处状态"), cli_json_get(shown, "states"));
    cli_print_deadlines(cli, cli_say(cli, "Deadlines", "期限"), cli_json_get(shown, "deadlines"));
    print_section(cli, cli_say(cli, "Facts", "事实"), cli_json_get(shown, "facts"));
    cli_print_records(cli, cli_say(cli, "Records", "记录"), cli_json_get(shown, "records"));
    cli_print_decisions(cli, cli_say(cli, "Decisions", "决定"), cli_json_get(shown, "decisions"));
}

static int run_show(cli_call *cli)
{
    libing_engine *engine;
    libing_document *document = NULL;
    int status = cli_open(cli, true, &engine);
    if (status != CLI_FINE)
        return status;
    cli_error_begin(cli);
    if (libing_case_show(engine, cli->operands[1], &document, &cli->err) != LIBING_OK) {
        status = cli_fail(cli);
    } else if (cli->json) {
        cli_print_document(cli, document);
    } else {
        print_case(cli, cli_document_json(document));
        libing_document_free(document);
    }
    cli_close(cli, engine);
    return status;
}

/* The record with one more member, its standing, which no record can hold. */
static void print_decision_json(cli_call *cli, const libing_item *item)
{
    size_t len = item->len;
    while (len > 0 && item->text[len - 1] != '}')
        len--;
    if (len < 2)
        return;
    cli_write(cli, item->text, len - 1);
    cli_print(cli, ",\"standing\":\"%s\"}\n", item->standing != NULL ? item->standing : "");
}

int cli_list_decisions(cli_call *cli, libing_iterator *iterator, libing_status got,
                       bool has_standing)
{
    libing_item item = LIBING_ITEM_INIT;
    cli_table table;
    cli_decisions_begin(&table, cli, has_standing);
    while (has_next(cli, iterator, &item, &got)) {
        const char *standing = item.standing != NULL ? item.standing : "";
        if (cli->json)
            print_decision_json(cli, &item);
        else
            cli_decisions_row(&table, cli_json_first(item.text, item.len, NULL),
                              has_standing ? standing : NULL);
    }
    cli_table_end(&table);
    return end_list(cli, iterator, got);
}

static int list_decisions(cli_call *cli, libing_engine *engine)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;
    libing_status got;
    const char *from_seq = cli_value(cli, "from-seq");
    int status = CLI_FINE;
    filter.case_id = cli_value(cli, "case");
    filter.rule = cli_value(cli, "rule");
    filter.action = cli_value(cli, "action");
    if (from_seq != NULL)
        status = cli_parse_integer(cli, "--from-seq", from_seq, 0, &filter.from_seq);
    if (status != CLI_FINE)
        return status;
    cli_error_begin(cli);
    got = libing_decisions(engine, &filter, &iterator, &cli->err);
    return cli_list_decisions(cli, iterator, got, true);
}

static int run_decisions(cli_call *cli)
{
    libing_engine *engine;
    int status = cli_open(cli, true, &engine);
    if (status == CLI_FINE)
        status = list_decisions(cli, engine);
    cli_close(cli, engine);
    return status;
}

static int explain(cli_call *cli, libing_engine *engine, int64_t seq)
{
    libing_document *document = NULL;
    cli_buf page = CLI_BUF_INIT;
    cli_error_begin(cli);
    if (libing_explain(engine, seq, cli_value(cli, "rule"), &document, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    if (cli->json) {
        cli_print_document(cli, document);
        return CLI_FINE;
    }
    cli_json_show(cli_json_get(cli_document_json(document), "text"), &page);
    if (page.failed)
        cli->no_memory = true;
    else
        cli_print_text(cli, page.ptr, page.len);
    if (page.len > 0 && page.ptr[page.len - 1] != '\n')
        cli_print(cli, "\n");
    cli_buf_free(&page);
    libing_document_free(document);
    return CLI_FINE;
}

static int run_explain(cli_call *cli)
{
    libing_engine *engine;
    int64_t seq = 0;
    int status = cli_parse_integer(cli, "SEQ", cli->operands[1], 0, &seq);
    if (status != CLI_FINE)
        return status;
    status = cli_open(cli, true, &engine);
    if (status == CLI_FINE)
        status = explain(cli, engine, seq);
    cli_close(cli, engine);
    return status;
}

static const cli_option list_options[] = {
    { "kind", "KIND", { "Only cases of this kind", "只列此种类的案卷" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_case_list = {
    .name = "case list",
    .run = run_list,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "List cases in order of opening", "按立案先后列出案卷" },
    .details = { "", "" },
    .options = list_options,
    .example = "libing case list town.libing --kind straw_fire",
};

const cli_command cli_command_case_show = {
    .name = "case show",
    .run = run_show,
    .operands = "STORE CASE",
    .least = 2,
    .most = 2,
    .summary = { "Show one case: fields, states, deadlines, facts, records",
                 "显示一个案卷：字段、状态、期限、事实、记录、决定" },
    .details = { "", "" },
    .example = "libing case show town.libing 2024-017",
};

static const cli_option decisions_options[] = {
    { "rule", "ID", { "Only decisions of this rule", "只列此规则的决定" } },
    { "case", "ID", { "Only decisions about this case", "只列此案卷的决定" } },
    { "action", "NAME", { "Only decisions of this action", "只列此事项的决定" } },
    { "from-seq", "N", { "Begin with record N", "从第 N 号记录开始" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_decisions = {
    .name = "decisions",
    .run = run_decisions,
    .operands = "STORE",
    .least = 1,
    .most = 1,
    .summary = { "List decisions and how they stand", "列出决定及其状态" },
    .details = { "With --json each line is the decision's record and its \"standing\".",
                 "--json 时每行为决定的记录并附其 standing（状态）。" },
    .options = decisions_options,
    .example = "libing decisions town.libing --rule E-53 --from-seq 100",
};

static const cli_option explain_options[] = {
    { "rule", "ID", { "Why this rule spoke or stayed silent", "此规则为何作出或未作出决定" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_explain = {
    .name = "explain",
    .run = run_explain,
    .operands = "STORE SEQ",
    .least = 2,
    .most = 2,
    .summary = { "Explain a decision, or why rules stayed silent", "解释决定，或规则为何未作决定" },
    .details = { "SEQ is a record's number. For a decision: its clauses, facts and causes. For an\n"
                 "event: each rule that listened, its first condition that failed, and what would\n"
                 "have had to be different.",
                 "SEQ 为记录序号。若为决定：所依条款、事实与起因；若为事件：每条相关规则\n"
                 "是否作出决定，首个不满足的条件，以及怎样才会不同。" },
    .options = explain_options,
    .example = "libing explain town.libing 41 --lang zh",
};
