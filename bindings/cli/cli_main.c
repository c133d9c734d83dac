/* SPDX-License-Identifier: Apache-2.0 */
/* The command line: finds the command among its table, reads the arguments, runs it. */
#include "cli.h"

#include <string.h>

static const cli_command *const commands[] = { &cli_command_init,       &cli_command_info,
                                               &cli_command_pack_check, &cli_command_pack_test,
                                               &cli_command_pack_install,
                                               &cli_command_pack_graph, &cli_command_pack_doc,
                                               &cli_command_pack_diff,  &cli_command_pack_new,
                                               &cli_command_append,     &cli_command_import,
                                               &cli_command_case_list,  &cli_command_case_show,
                                               &cli_command_decisions,  &cli_command_explain,
                                               &cli_command_inbox,      &cli_command_confirm,
                                               &cli_command_decline,    &cli_command_execute,
                                               &cli_command_due,        &cli_command_advance,
                                               &cli_command_measure,    &cli_command_log,
                                               &cli_command_verify,     &cli_command_replay,
                                               &cli_command_help,       NULL };

const cli_command *const *cli_commands(void)
{
    return commands;
}

/* Whether `name` is "word rest…". */
static bool begins_with_word(const char *name, const char *word)
{
    size_t len = strlen(word);
    return strncmp(name, word, len) == 0 && name[len] == ' ';
}

bool cli_is_group(const char *word)
{
    for (const cli_command *const *at = commands; *at != NULL; at++) {
        if (begins_with_word((*at)->name, word))
            return true;
    }
    return false;
}

static const char *command_name_at(const void *list, size_t index)
{
    const cli_command *const *all = list;
    return all[index] != NULL ? all[index]->name : NULL;
}

static const cli_command *refuse_command(cli_call *cli, const char *name)
{
    const char *near = cli_nearest(name, command_name_at, commands);
    if (near != NULL)
        (void)cli_refuse(cli, "cli.unknown_command", "unknown command '%s'; did you mean '%s'?",
                         "没有命令 '%s'；是否指 '%s'？", name, near);
    else
        (void)cli_refuse(cli, "cli.unknown_command",
                         "unknown command '%s'; 'libing help' lists them",
                         "没有命令 '%s'；libing help 列出全部命令", name);
    return NULL;
}

const cli_command *cli_find_command(cli_call *cli, char **words, int count, int *used)
{
    char name[64];
    bool group = cli_is_group(words[0]);
    if (group && count == 1) {
        (void)cli_refuse(cli, "cli.unknown_command",
                         "'%s' is not a command by itself; see 'libing help %s'",
                         "'%s' 不是完整的命令；参见 libing help %s", words[0], words[0]);
        return NULL;
    }
    *used = group ? 2 : 1;
    (void)snprintf(name, sizeof name, "%.30s%s%.30s", words[0], group ? " " : "",
                   group ? words[1] : "");
    for (const cli_command *const *at = commands; *at != NULL; at++) {
        if (strcmp((*at)->name, name) == 0)
            return *at;
    }
    if (!group && count > 1) { /* the first of two words misspelt: "pak check" */
        char both[64];
        (void)snprintf(both, sizeof both, "%.30s %.30s", words[0], words[1]);
        if (cli_nearest(both, command_name_at, commands) != NULL)
            return refuse_command(cli, both);
    }
    return refuse_command(cli, name);
}

/* The arguments before the command, then the command's. */
static int run(cli_call *cli, int argc, char **argv)
{
    const cli_command *command;
    int next = 1, used = 1, status = cli_parse_leading(cli, argc, argv, &next);
    if (status != CLI_FINE)
        return status;
    if (cli->version) {
        cli_print(cli, "libing %s\n", libing_version());
        return CLI_FINE;
    }
    if (cli->help || next == argc) {
        cli_help_general(cli);
        return cli->help ? CLI_FINE : CLI_USAGE;
    }
    if (cli_is_group(argv[next]) && next + 2 == argc &&
        (strcmp(argv[next + 1], "--help") == 0 || strcmp(argv[next + 1], "-h") == 0)) {
        cli_help_group(cli, argv[next]);
        return CLI_FINE;
    }
    command = cli_find_command(cli, argv + next, argc - next, &used);
    if (command == NULL)
        return CLI_USAGE;
    cli->command = command;
    status = cli_parse_command(cli, argc - next - used + 1, argv + next + used - 1);
    if (status != CLI_FINE)
        return status;
    if (cli->version) {
        cli_print(cli, "libing %s\n", libing_version());
        return CLI_FINE;
    }
    if (cli->help) {
        cli_help_command(cli, command);
        return CLI_FINE;
    }
    return command->run(cli);
}

int main(int argc, char **argv)
{
    cli_call cli = { 0 };
    cli_error_begin(&cli);
    cli_signals_begin();
    cli_terminal_begin(&cli);
    return cli_finish(&cli, run(&cli, argc, argv));
}
