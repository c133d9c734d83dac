/* SPDX-License-Identifier: Apache-2.0 */
/* The command line: what its files share. It is a binding like the others: it sees <libing.h>, libc
 * and POSIX, and nothing of lib/. */
#ifndef LIBING_CLI_H
#define LIBING_CLI_H

#include <libing.h>

#include "cli_buf.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

/* Exit statuses. */
#define CLI_FINE 0
#define CLI_FOUND 1   /* a check ran and found something */
#define CLI_USAGE 2   /* usage or bad input: LIBING_ERR_* from -10 to -59 */
#define CLI_FAILURE 3 /* the store or the system failed: from -60 on */

#define CLI_OPTIONS_MAX 16
#define CLI_REPEATED_MAX 64

typedef struct cli_words {
    const char *en, *zh;
} cli_words;

typedef struct cli_option {
    const char *name;  /* without its dashes; NULL ends a list */
    const char *value; /* how help calls its value; NULL = a flag */
    cli_words help;
} cli_option;

/* --clock, of every command that writes. */
#define CLI_OPTION_CLOCK \
    { "clock", "TIME", \
      { "What the clock says, e.g. 2024-03-15T09:00:00+08:00", \
        "以此为当前时刻，如 2024-03-15T09:00:00+08:00" } }

typedef struct cli_call cli_call;

/* One command: the whole of what parsing, help and suggestions need to know. */
typedef struct cli_command {
    const char *name;     /* one or two words */
    int (*run)(cli_call *cli); /* gives the exit status */
    const char *operands; /* "STORE [FILE|-]" */
    int least, most;      /* how many operands */
    cli_words summary;    /* one line, for the list of commands */
    cli_words details;    /* paragraphs; may be empty */
    const cli_option *options;
    const char *repeats;  /* the option that may be given again; NULL = none */
    const char *example;
} cli_command;

/* What is on the terminal while a long call runs. */
typedef struct cli_progress {
    bool terminal;        /* stderr is one */
    bool begun, shown;
    size_t width;         /* columns written, to be wiped */
    struct timespec start;
} cli_progress;

/* One invocation. */
struct cli_call {
    const cli_command *command;
    /* By index in command->options; "" for a flag; NULL = absent. */
    const char *values[CLI_OPTIONS_MAX];
    /* Every value of an option that may be given again, in order; the last is in values too. */
    const char *repeated[CLI_REPEATED_MAX];
    size_t repeated_count;
    char **operands;
    int operand_count;
    bool json, chinese, help, version;
    bool english;         /* asked for, not only the default */
    bool no_memory;       /* some output could not be made */
    int output_errno;     /* of the first write that failed; 0 = none */
    int64_t clock_ms;     /* of --clock */
    cli_progress progress;
    libing_error err;
};

/* cli_main.c */
const cli_command *const *cli_commands(void); /* ended by NULL */
/* The command that one or two words name, *used of them; NULL when none does: that is said. */
const cli_command *cli_find_command(cli_call *cli, char **words, int count, int *used);
bool cli_is_group(const char *word);          /* the first word of two-word commands */

/* cli_options.c: reading arguments. CLI_FINE, or CLI_USAGE with the message said. */
extern const cli_option cli_common_options[];
/* Options up to the first word that is none; its index goes to *next. */
int cli_parse_leading(cli_call *cli, int argc, char **argv, int *next);
/* The command's options and operands; argv[0] is passed over. */
int cli_parse_command(cli_call *cli, int argc, char **argv);
/* The value of an option of the running command; NULL when it was not given. */
const char *cli_value(const cli_call *cli, const char *name);
/* A whole number from `least` on; `what` names it in the message. */
int cli_parse_integer(cli_call *cli, const char *what, const char *text, int64_t least,
                      int64_t *out);
/* The name most like `wanted`, given by `name_at` until it gives NULL; NULL when none is near. */
const char *cli_nearest(const char *wanted, const char *(*name_at)(const void *list, size_t index),
                        const void *list);

/* cli_clock.c: 2024-03-15T09:00:00+08:00 or 2024-03-15T01:00:00Z, with or without .mmm. */
int cli_parse_clock(cli_call *cli, const char *text, int64_t *ms_out);
/* The local day of a moment, "2024-03-15", in a zone such as "+08:00"; false when it is none. */
bool cli_local_day(int64_t ms, const char *zone, char day[11]);

/* cli_help.c */
void cli_help_general(cli_call *cli);
void cli_help_command(cli_call *cli, const cli_command *command);
void cli_help_group(cli_call *cli, const char *group);
extern const cli_command cli_command_help;

/* cli_output.c: everything that is printed. */
const char *cli_say(const cli_call *cli, const char *en, const char *zh)
    __attribute__((format_arg(2), format_arg(3)));
void cli_write(cli_call *cli, const void *bytes, size_t len);
void cli_print(cli_call *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Untrusted text: control characters other than line ends do not reach the terminal. */
void cli_print_text(cli_call *cli, const char *text, size_t len);
/* A document of libing and a newline. */
void cli_print_line(cli_call *cli, const char *text, size_t len);
bool cli_output_ended(const cli_call *cli); /* nobody reads any more */
/* Say cli->err; gives the exit status that its code means. */
int cli_fail(cli_call *cli);
/* The same for something that the command line itself has found. */
int cli_fail_as(cli_call *cli, libing_status code, const char *id, const char *en, const char *zh,
                ...) __attribute__((format(printf, 4, 6), format(printf, 5, 6)));
/* Say what is wrong with the arguments, and where help is; gives CLI_USAGE. */
int cli_refuse(cli_call *cli, const char *id, const char *en, const char *zh, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));
/* As errno says; gives CLI_FAILURE. */
int cli_fail_system(cli_call *cli, const char *path, int error_number);
int cli_finish(cli_call *cli, int status);

/* cli_host.c: what the command line gives to libing. */
void cli_error_begin(cli_call *cli); /* an empty cli->err in the language wanted */
const char *cli_language(const cli_call *cli);
/* Of pages for the public: Chinese unless --lang en was said. */
const char *cli_page_language(const cli_call *cli);
void cli_signals_begin(void);
void cli_terminal_begin(cli_call *cli);
bool cli_interrupted(void);
int cli_fail_interrupted(cli_call *cli); /* gives CLI_FAILURE */
int cli_on_progress(void *user, uint64_t done, uint64_t total);
void cli_progress_end(cli_call *cli);
/* Options for libing_open() and libing_init(); with --clock, its clock. */
int cli_engine_options(cli_call *cli, bool read_only, libing_engine_options *options);
/* Open the store named by operand 0; close it with cli_close(). CLI_FINE or the exit status. */
int cli_open(cli_call *cli, bool read_only, libing_engine **out);
void cli_watch(libing_engine *engine); /* Ctrl-C ends what runs on it; NULL = no engine */
void cli_close(cli_call *cli, libing_engine *engine);

/* cli_input.c: a whole file, or standard input for "-". */
int cli_read_all(cli_call *cli, const char *path, cli_buf *out);

/* cli_case.c: the decisions of an iterator, which is freed; `got` says how it began. Gives the exit
 * status. */
int cli_list_decisions(cli_call *cli, libing_iterator *iterator, libing_status got,
                       bool has_standing);

/* The table of commands: cli_store.c, cli_pack.c, cli_test.c, cli_append.c, cli_case.c, cli_people.c,
 * cli_audit.c, cli_desk.c */
extern const cli_command cli_command_init, cli_command_info, cli_command_log, cli_command_measure;
extern const cli_command cli_command_pack_check, cli_command_pack_install, cli_command_pack_test;
extern const cli_command cli_command_pack_graph, cli_command_pack_doc, cli_command_pack_diff,
    cli_command_pack_new;
extern const cli_command cli_command_append, cli_command_import;
extern const cli_command cli_command_case_list, cli_command_case_show, cli_command_decisions,
    cli_command_explain;
extern const cli_command cli_command_inbox, cli_command_due, cli_command_advance,
    cli_command_confirm, cli_command_decline, cli_command_execute;
extern const cli_command cli_command_verify, cli_command_replay;

#endif
