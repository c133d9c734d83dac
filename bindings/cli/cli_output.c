/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that is printed. The first failed write to standard output is remembered: a reader who
 * left (head, less) ends the command quietly, a full disk ends it with a message. */
#include "cli.h"
#include "cli_json.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

const char *cli_say(const cli_call *cli, const char *en, const char *zh)
{
    return cli->chinese ? zh : en;
}

void cli_write(cli_call *cli, const void *bytes, size_t len)
{
    if (len == 0 || cli->output_errno != 0)
        return;
    if (fwrite(bytes, 1, len, stdout) != len)
        cli->output_errno = errno != 0 ? errno : EIO;
}

void cli_print(cli_call *cli, const char *format, ...)
{
    va_list args;
    int len;
    if (cli->output_errno != 0)
        return;
    va_start(args, format);
    len = vfprintf(stdout, format, args);
    va_end(args);
    if (len < 0)
        cli->output_errno = errno != 0 ? errno : EIO;
}

void cli_print_text(cli_call *cli, const char *text, size_t len)
{
    size_t begin = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte >= 0x20 && byte != 0x7F) || byte == '\n' || byte == '\t')
            continue;
        cli_write(cli, text + begin, i - begin);
        cli_write(cli, "?", 1);
        begin = i + 1;
    }
    cli_write(cli, text + begin, len - begin);
}

void cli_print_line(cli_call *cli, const char *text, size_t len)
{
    cli_write(cli, text, len);
    if (len == 0 || text[len - 1] != '\n')
        cli_write(cli, "\n", 1);
}

bool cli_output_ended(const cli_call *cli)
{
    return cli->output_errno != 0;
}

static void add_member(cli_buf *out, const char *key, const char *value)
{
    if (value[0] == '\0')
        return;
    cli_buf_text(out, ",");
    cli_json_quote(key, out);
    cli_buf_text(out, ":");
    cli_json_quote(value, out);
}

static void add_number(cli_buf *out, const char *key, int64_t number)
{
    char text[48];
    int len = snprintf(text, sizeof text, ",\"%s\":%" PRId64, key, number);
    cli_buf_add(out, text, (size_t)len);
}

static void print_error_object(const libing_error *err)
{
    cli_buf out = CLI_BUF_INIT;
    cli_buf_text(&out, "{\"error\":{\"status\":");
    cli_json_quote(libing_status_name(err->code), &out);
    add_number(&out, "code", err->code);
    add_member(&out, "id", err->id);
    add_member(&out, "message", err->message);
    add_member(&out, "file", err->file);
    if (err->line > 0)
        add_number(&out, "line", err->line);
    if (err->column > 0)
        add_number(&out, "column", err->column);
    add_member(&out, "rule", err->rule);
    if (err->seq >= 0)
        add_number(&out, "seq", err->seq);
    if (err->detail != 0)
        add_number(&out, "detail", err->detail);
    cli_buf_text(&out, "}}\n");
    if (!out.failed)
        (void)fwrite(out.ptr, 1, out.len, stderr); /* nowhere else to say it */
    cli_buf_free(&out);
}

static int exit_status_of(libing_status code)
{
    return code > LIBING_ERR_STORE ? CLI_USAGE : CLI_FAILURE;
}

int cli_fail(cli_call *cli)
{
    const libing_error *err = &cli->err;
    const char *message = err->message[0] != '\0' ? err->message : libing_status_name(err->code);
    cli_progress_end(cli);
    (void)fflush(stdout); /* what was printed before comes first; cli_finish() sees a failure */
    (void)fputs("libing: ", stderr);
    if (err->file[0] != '\0')
        (void)fprintf(stderr, "%s:", err->file);
    if (err->file[0] != '\0' && err->line > 0)
        (void)fprintf(stderr, "%" PRId32 ":", err->line);
    if (err->file[0] != '\0' && err->line > 0 && err->column > 0)
        (void)fprintf(stderr, "%" PRId32 ":", err->column);
    (void)fprintf(stderr, "%s%s\n", err->file[0] != '\0' ? " " : "", message);
    if (cli->json)
        print_error_object(err);
    return exit_status_of(err->code);
}

static void set_error(cli_call *cli, libing_status code, const char *id, const char *format,
                      va_list args) __attribute__((format(printf, 4, 0)));

static void set_error(cli_call *cli, libing_status code, const char *id, const char *format,
                      va_list args)
{
    cli_error_begin(cli);
    cli->err.code = code;
    (void)snprintf(cli->err.id, sizeof cli->err.id, "%s", id);
    (void)vsnprintf(cli->err.message, sizeof cli->err.message, format, args);
}

int cli_fail_as(cli_call *cli, libing_status code, const char *id, const char *en, const char *zh,
                ...)
{
    va_list args;
    va_start(args, zh);
    set_error(cli, code, id, cli->chinese ? zh : en, args);
    va_end(args);
    return cli_fail(cli);
}

int cli_refuse(cli_call *cli, const char *id, const char *en, const char *zh, ...)
{
    va_list args;
    va_start(args, zh);
    set_error(cli, LIBING_ERR_INVALID, id, cli->chinese ? zh : en, args);
    va_end(args);
    (void)cli_fail(cli); /* CLI_USAGE, as the code says */
    if (cli->command != NULL && !cli->json)
        (void)fprintf(stderr, cli_say(cli, "Try 'libing %s --help'.\n", "参见 libing %s --help\n"),
                      cli->command->name);
    return CLI_USAGE;
}

int cli_fail_system(cli_call *cli, const char *path, int error_number)
{
    return cli_fail_as(cli, LIBING_ERR_STORE, "cli.system", "%.300s: %.150s", "%.300s：%.150s",
                       path, strerror(error_number));
}

int cli_finish(cli_call *cli, int status)
{
    if (cli->no_memory)
        status = cli_fail_as(cli, LIBING_ERR_NOMEM, "cli.no_memory", "out of memory", "内存不足");
    if (fflush(stdout) != 0 && cli->output_errno == 0)
        cli->output_errno = errno;
    if (cli->output_errno != 0 && cli->output_errno != EPIPE)
        status =
            cli_fail_system(cli, cli_say(cli, "standard output", "标准输出"), cli->output_errno);
    return status;
}
