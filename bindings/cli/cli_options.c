/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments: getopt_long() over a command's table of options, and messages that help. */
#include "cli.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define COMMON_BASE 1000 /* getopt's value of a common option: COMMON_BASE + its index */
#define OWN_BASE    2000
#define NEAR_MAX    64

const cli_option cli_common_options[] = {
    { "json",
      NULL,
      { "Print for machines: documents as they are, lists as JSON Lines",
        "供程序读取：文档原样输出，列表为 JSON Lines" } },
    { "lang", "en|zh", { "Language of messages (default: en)", "信息所用语言（默认 en）" } },
    { "help", NULL, { "Show this message", "显示本帮助" } },
    { "version", NULL, { "Show the version", "显示版本" } },
    { NULL, NULL, { NULL, NULL } }
};

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Edits between two names, a swap of neighbours being one. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t rows[3][NEAR_MAX + 1];
    size_t a_len = strlen(a), b_len = strlen(b);
    if (a_len > NEAR_MAX || b_len > NEAR_MAX)
        return NEAR_MAX;
    for (size_t j = 0; j <= b_len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            bool same = a[i - 1] == b[j - 1];
            row[j] = smallest(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = smallest(row[j], before[j - 2] + 1, row[j]);
        }
    }
    return rows[a_len % 3][b_len];
}

const char *cli_nearest(const char *wanted, const char *(*name_at)(const void *list, size_t index),
                        const void *list)
{
    const char *best = NULL;
    size_t len = strlen(wanted), least = len >= 9 ? 4 : 3;
    for (size_t i = 0; name_at(list, i) != NULL; i++) {
        size_t distance = edit_distance(wanted, name_at(list, i));
        if (distance < least && distance < len) {
            least = distance;
            best = name_at(list, i);
        }
    }
    return best;
}

/* All options that apply, as one list: the command's own, then the common ones. */
static const cli_option *option_at(const cli_call *cli, size_t index)
{
    const cli_option *own = cli->command != NULL ? cli->command->options : NULL;
    size_t count = 0;
    while (own != NULL && own[count].name != NULL)
        count++;
    return index < count ? &own[index] : &cli_common_options[index - count];
}

static const char *option_name_at(const void *list, size_t index)
{
    return option_at(list, index)->name;
}

/* The options as getopt_long() wants them. */
static void make_getopt_table(const cli_call *cli, struct option table[CLI_OPTIONS_MAX + 8])
{
    size_t own = 0, common = 0, count = 0;
    for (; option_at(cli, count)->name != NULL && count < CLI_OPTIONS_MAX + 6; count++) {
        const cli_option *option = option_at(cli, count);
        bool is_common = option >= cli_common_options && option < cli_common_options + 4;
        int value = is_common ? COMMON_BASE + (int)common++ : OWN_BASE + (int)own++;
        table[count] =
            (struct option){ option->name, option->value != NULL ? required_argument : no_argument,
                             NULL, value };
    }
    table[count] = (struct option){ NULL, 0, NULL, 0 };
}

static int refuse_option(cli_call *cli, const char *argument)
{
    char name[NEAR_MAX + 1];
    const char *near;
    size_t len, alike = 0;
    if (strncmp(argument, "--", 2) != 0)
        return cli_refuse(cli, "cli.unknown_option", "unknown option '%s'", "没有选项 '%s'",
                          argument);
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(argument + 2, "="), argument + 2);
    len = strlen(name);
    for (size_t i = 0; option_at(cli, i)->name != NULL; i++) {
        if (strcmp(option_at(cli, i)->name, name) == 0)
            return cli_refuse(cli, "cli.option_value", "option '--%s' takes no value",
                              "选项 '--%s' 不带值", name);
        alike += strncmp(option_at(cli, i)->name, name, len) == 0;
    }
    if (alike > 1)
        return cli_refuse(cli, "cli.ambiguous_option", "option '--%s' could mean several",
                          "选项 '--%s' 有歧义", name);
    near = cli_nearest(name, option_name_at, cli);
    if (near == NULL)
        return cli_refuse(cli, "cli.unknown_option", "unknown option '--%s'", "没有选项 '--%s'",
                          name);
    return cli_refuse(cli, "cli.unknown_option", "unknown option '--%s'; did you mean '--%s'?",
                      "没有选项 '--%s'；是否指 '--%s'？", name, near);
}

static int take_common(cli_call *cli, int index, const char *value)
{
    const char *name = cli_common_options[index].name;
    if (strcmp(name, "json") == 0)
        cli->json = true;
    else if (strcmp(name, "help") == 0)
        cli->help = true;
    else if (strcmp(name, "version") == 0)
        cli->version = true;
    else if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
        return cli_refuse(cli, "cli.language", "no language '%s': en or zh",
                          "没有语言 '%s'：en 或 zh", value);
    else
        cli->chinese = strcmp(value, "zh") == 0;
    cli->english = cli->english || (strcmp(name, "lang") == 0 && !cli->chinese);
    return CLI_FINE;
}

static int take_own(cli_call *cli, int index, const char *value)
{
    const cli_option *option = &cli->command->options[index];
    cli->values[index] = value;
    if (cli->command->repeats == NULL || strcmp(option->name, cli->command->repeats) != 0)
        return CLI_FINE;
    if (cli->repeated_count == CLI_REPEATED_MAX)
        return cli_refuse(cli, "cli.too_many", "option '--%s' was given more than %d times",
                          "选项 '--%s' 给出了超过 %d 次", option->name, CLI_REPEATED_MAX);
    cli->repeated[cli->repeated_count++] = value;
    return CLI_FINE;
}

/* Messages about arguments are to come out as those arguments ask, wherever they stand. */
static void look_ahead(cli_call *cli, int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--json") == 0)
            cli->json = true;
        else if (strcmp(argv[i], "--lang=zh") == 0)
            cli->chinese = true;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc && strcmp(argv[i + 1], "zh") == 0)
            cli->chinese = true;
    }
}

static int parse_options(cli_call *cli, int argc, char **argv, const char *shorts)
{
    struct option table[CLI_OPTIONS_MAX + 8];
    make_getopt_table(cli, table);
    optind = 0; /* begin anew, in glibc and musl alike */
    opterr = 0;
    for (;;) {
        int status = CLI_FINE, got = getopt_long(argc, argv, shorts, table, NULL);
        if (got == -1)
            return CLI_FINE;
        if (got == 'h')
            cli->help = true;
        else if (got == ':')
            status = cli_refuse(cli, "cli.option_value", "option '%s' needs a value",
                                "选项 '%s' 需要一个值", argv[optind - 1]);
        else if (got >= OWN_BASE)
            status = take_own(cli, got - OWN_BASE, optarg != NULL ? optarg : "");
        else if (got >= COMMON_BASE)
            status = take_common(cli, got - COMMON_BASE, optarg);
        else if (optopt != 0 && optopt < COMMON_BASE && strncmp(argv[optind - 1], "--", 2) != 0)
            status = cli_refuse(cli, "cli.unknown_option", "unknown option '-%c'", "没有选项 '-%c'",
                                optopt);
        else
            status = refuse_option(cli, argv[optind - 1]);
        if (status != CLI_FINE)
            return status;
    }
}

int cli_parse_leading(cli_call *cli, int argc, char **argv, int *next)
{
    int status;
    look_ahead(cli, argc, argv);
    status = parse_options(cli, argc, argv, "+:h");
    *next = optind;
    return status;
}

int cli_parse_command(cli_call *cli, int argc, char **argv)
{
    const cli_command *command = cli->command;
    int status = parse_options(cli, argc, argv, ":h");
    cli->operands = argv + optind;
    cli->operand_count = argc - optind;
    if (status != CLI_FINE || cli->help || cli->version)
        return status;
    if (cli->operand_count < command->least)
        return cli_refuse(cli, "cli.operands", "'%s' needs %s", "'%s' 需要 %s", command->name,
                          command->operands);
    if (cli->operand_count > command->most)
        return cli_refuse(cli, "cli.operands", "'%s' does not take '%s'", "'%s' 不接受 '%s'",
                          command->name, cli->operands[command->most]);
    return CLI_FINE;
}

const char *cli_value(const cli_call *cli, const char *name)
{
    const cli_option *options = cli->command->options;
    for (size_t i = 0; options != NULL && options[i].name != NULL; i++) {
        if (strcmp(options[i].name, name) == 0)
            return cli->values[i];
    }
    return NULL;
}

int cli_parse_integer(cli_call *cli, const char *what, const char *text, int64_t least,
                      int64_t *out)
{
    char *end = NULL;
    long long number;
    errno = 0;
    number = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || isspace((unsigned char)text[0]) ||
        number < least)
        return cli_refuse(cli, "cli.number", "%s '%s' is no whole number from %" PRId64 " on",
                          "%s '%s' 不是不小于 %" PRId64 " 的整数", what, text, least);
    *out = number;
    return CLI_FINE;
}
