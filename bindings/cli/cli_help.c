/* SPDX-License-Identifier: Apache-2.0 */
/* Help, made from the table of commands. */
#include "cli.h"
#include "cli_table.h"

#include <string.h>

static const char *words(const cli_call *cli, const cli_words *both)
{
    return cli_say(cli, both->en, both->zh);
}

/* Paragraphs, each line two columns in. */
static void print_indented(cli_call *cli, const char *text)
{
    while (*text != '\0') {
        size_t len = strcspn(text, "\n");
        cli_print(cli, "%s%.*s\n", len > 0 ? "  " : "", (int)len, text);
        text += len + (text[len] == '\n' ? 1 : 0);
    }
}

static void print_options(cli_call *cli, const cli_option *options, size_t width)
{
    for (size_t i = 0; options != NULL && options[i].name != NULL; i++) {
        const cli_option *option = &options[i];
        const char *value = option->value != NULL ? option->value : "";
        const char *prefix = strcmp(option->name, "help") == 0 ? "-h, --" : "--";
        size_t used =
            strlen(prefix) + strlen(option->name) + (value[0] != '\0' ? 1 : 0) + strlen(value);
        cli_print(cli, "  %s%s%s%s%*s%s\n", prefix, option->name, value[0] != '\0' ? " " : "",
                  value, (int)(used < width ? width - used : 1), "", words(cli, &option->help));
    }
}

void cli_help_command(cli_call *cli, const cli_command *command)
{
    cli_print(cli,
              cli_say(cli, "Usage: libing %s [OPTIONS]%s%s\n\n", "用法：libing %s [选项]%s%s\n\n"),
              command->name, command->operands[0] != '\0' ? " " : "", command->operands);
    print_indented(cli, words(cli, &command->summary));
    if (words(cli, &command->details)[0] != '\0') {
        cli_print(cli, "\n");
        print_indented(cli, words(cli, &command->details));
    }
    cli_print(cli, "%s", cli_say(cli, "\n  Example:\n\n", "\n  例：\n\n"));
    cli_print(cli, "      %s\n", command->example);
    cli_print(cli, "%s", cli_say(cli, "\nOptions:\n", "\n选项：\n"));
    print_options(cli, command->options, 20);
    print_options(cli, cli_common_options, 20);
}

/* Commands whose name begins with `group`; "" = all. */
static void print_commands(cli_call *cli, const char *group)
{
    for (const cli_command *const *at = cli_commands(); *at != NULL; at++) {
        if (strncmp((*at)->name, group, strlen(group)) == 0)
            cli_print(cli, "  %-14s%s\n", (*at)->name, words(cli, &(*at)->summary));
    }
}

void cli_help_group(cli_call *cli, const char *group)
{
    cli_print(cli,
              cli_say(cli, "Usage: libing %s COMMAND [OPTIONS]\n\nCommands:\n",
                      "用法：libing %s 命令 [选项]\n\n命令：\n"),
              group);
    print_commands(cli, group);
}

void cli_help_general(cli_call *cli)
{
    static const cli_words head = {
        "Usage: libing COMMAND [OPTIONS] ...\n\n"
        "  Rules over an append-only case store: record events, get decisions with their\n"
        "  reasons, and check afterwards that the record is whole and follows from them.\n\n"
        "  Example:\n\n"
        "      libing init town.libing && libing pack install town.libing rules/ --from "
        "2024-01-01\n\n",
        "用法：libing 命令 [选项] ...\n\n"
        "  以规则处理只增不改的案卷库：记录事件，得出附理由的决定，\n"
        "  事后可核验记录完整、决定确由事件与规则得出。\n\n"
        "  例：\n\n"
        "      libing init town.libing && libing pack install town.libing rules/ --from "
        "2024-01-01\n\n"
    };
    cli_print(cli, "%s%s", words(cli, &head), cli_say(cli, "Options:\n", "选项：\n"));
    print_options(cli, cli_common_options, 20);
    cli_print(cli, "%s", cli_say(cli, "\nCommands:\n", "\n命令：\n"));
    print_commands(cli, "");
    cli_print(cli, "%s",
              cli_say(cli,
                      "\nExit status: 0 fine, 1 a check found something, 2 usage or bad input,"
                      " 3 store or\nsystem failure.\n",
                      "\n退出码：0 正常，1 检查有发现，2 用法或输入有误，3 案卷库或系统故障。\n"));
}

static int run_help(cli_call *cli)
{
    const cli_command *command;
    int used;
    if (cli->operand_count == 0) {
        cli_help_general(cli);
        return CLI_FINE;
    }
    if (cli->operand_count == 1 && cli_is_group(cli->operands[0])) {
        cli_help_group(cli, cli->operands[0]);
        return CLI_FINE;
    }
    command = cli_find_command(cli, cli->operands, cli->operand_count, &used);
    if (command == NULL)
        return CLI_USAGE;
    cli_help_command(cli, command);
    return CLI_FINE;
}

const cli_command cli_command_help = {
    .name = "help",
    .run = run_help,
    .operands = "[COMMAND]",
    .least = 0,
    .most = 2,
    .summary = { "Show help about a command", "显示某个命令的帮助" },
    .details = { "", "" },
    .example = "libing help append",
};
