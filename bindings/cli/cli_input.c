/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a whole file or standard input. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define READ_BYTES ((size_t)65536)

static int read_descriptor(cli_call *cli, int descriptor, const char *name, cli_buf *out)
{
    for (;;) {
        ssize_t got;
        if (!cli_buf_reserve(out, READ_BYTES)) {
            cli->no_memory = true; /* cli_finish() says it */
            return CLI_FAILURE;
        }
        got = read(descriptor, out->ptr + out->len, READ_BYTES);
        if (cli_interrupted())
            return cli_fail_interrupted(cli);
        if (got < 0 && errno != EINTR)
            return cli_fail_system(cli, name, errno);
        if (got == 0)
            return CLI_FINE;
        out->len += got > 0 ? (size_t)got : 0;
    }
}

int cli_read_all(cli_call *cli, const char *path, cli_buf *out)
{
    int descriptor, status;
    if (strcmp(path, "-") == 0)
        return read_descriptor(cli, STDIN_FILENO, cli_say(cli, "standard input", "标准输入"), out);
    descriptor = open(path, O_RDONLY);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return cli_fail_as(cli, LIBING_ERR_NOTFOUND, "cli.no_file", "no file '%s'", "没有文件 '%s'",
                           path);
    if (descriptor < 0)
        return cli_fail_system(cli, path, errno);
    status = read_descriptor(cli, descriptor, path, out);
    (void)close(descriptor); /* it was only read */
    return status;
}
