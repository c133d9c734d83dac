/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line gives to libing: language, clock, progress, Ctrl-C. */
#include "cli.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define BAR_WIDTH 28

/* A signal handler reaches nothing but these. */
static libing_engine *volatile watched;
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    int saved = errno;
    libing_engine *engine = watched;
    (void)number;
    interrupted = 1;
    if (engine != NULL)
        libing_interrupt(engine);
    errno = saved;
}

void cli_signals_begin(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    (void)sigemptyset(&action.sa_mask);
    action.sa_handler = on_interrupt;
    action.sa_flags = (int)SA_RESETHAND; /* a second Ctrl-C ends the process; the store is safe */
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN; /* a closed pipe is seen as EPIPE, when nothing is half done */
    action.sa_flags = 0;
    (void)sigaction(SIGPIPE, &action, NULL);
}

void cli_terminal_begin(cli_call *cli)
{
    cli->progress.terminal = isatty(STDERR_FILENO) == 1;
}

bool cli_interrupted(void)
{
    return interrupted != 0;
}

int cli_fail_interrupted(cli_call *cli)
{
    return cli_fail_as(cli, LIBING_ERR_INTERRUPTED, "cli.interrupted", "interrupted", "已中断");
}

const char *cli_language(const cli_call *cli)
{
    return cli->chinese ? "zh" : "en";
}

const char *cli_page_language(const cli_call *cli)
{
    return cli->english ? "en" : "zh";
}

void cli_error_begin(cli_call *cli)
{
    cli->err = (libing_error)LIBING_ERROR_INIT;
    (void)snprintf(cli->err.language, sizeof cli->err.language, "%s", cli_language(cli));
}

static bool is_slow(cli_progress *progress)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return false;
    if (!progress->begun) {
        progress->begun = true;
        progress->start = now;
    }
    return now.tv_sec - progress->start.tv_sec > 1 ||
           (now.tv_sec - progress->start.tv_sec == 1 && now.tv_nsec >= progress->start.tv_nsec);
}

static void wipe(cli_progress *progress)
{
    if (progress->shown)
        (void)fprintf(stderr, "\r%*s\r", (int)progress->width, "");
    progress->shown = false;
}

static void draw(cli_progress *progress, uint64_t done, uint64_t total)
{
    static const char full[BAR_WIDTH + 1] = "############################";
    static const char empty[BAR_WIDTH + 1] = "............................";
    int len, filled = 0, percent = 0;
    if (total > 0) {
        double part = done < total ? (double)done / (double)total : 1.0;
        filled = (int)(part * BAR_WIDTH);
        percent = (int)(part * 100);
    }
    wipe(progress);
    if (total > 0)
        len = fprintf(stderr, "[%.*s%.*s] %3d%%", filled, full, BAR_WIDTH - filled, empty, percent);
    else
        len = fprintf(stderr, "... %" PRIu64, done);
    progress->width = len > 0 ? (size_t)len : 0;
    progress->shown = true;
    (void)fflush(stderr);
}

int cli_on_progress(void *user, uint64_t done, uint64_t total)
{
    cli_progress *progress = &((cli_call *)user)->progress;
    if (interrupted)
        return -1;
    if (progress->terminal && is_slow(progress))
        draw(progress, done, total);
    return 0;
}

void cli_progress_end(cli_call *cli)
{
    wipe(&cli->progress);
    cli->progress.begun = false;
}

static int told_clock(void *user, int64_t *ms_out)
{
    *ms_out = ((const cli_call *)user)->clock_ms;
    return 0;
}

int cli_engine_options(cli_call *cli, bool read_only, libing_engine_options *options)
{
    const char *clock = cli_value(cli, "clock");
    int status;
    *options = (libing_engine_options)LIBING_ENGINE_OPTIONS_INIT;
    options->language = cli_language(cli);
    options->read_only = read_only;
    options->progress = cli_on_progress;
    options->progress_user = cli;
    if (clock == NULL)
        return CLI_FINE;
    status = cli_parse_clock(cli, clock, &cli->clock_ms);
    options->clock = told_clock;
    options->clock_user = cli;
    return status;
}

int cli_open(cli_call *cli, bool read_only, libing_engine **out)
{
    libing_engine_options options;
    int status = cli_engine_options(cli, read_only, &options);
    *out = NULL;
    if (status != CLI_FINE)
        return status;
    cli_error_begin(cli);
    if (libing_open(cli->operands[0], &options, out, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    cli_watch(*out);
    if (cli_interrupted()) {
        cli_close(cli, *out);
        *out = NULL;
        return cli_fail_interrupted(cli);
    }
    return CLI_FINE;
}

void cli_watch(libing_engine *engine)
{
    watched = engine;
}

void cli_close(cli_call *cli, libing_engine *engine)
{
    cli_progress_end(cli);
    watched = NULL;
    libing_close(engine);
}
