/* SPDX-License-Identifier: Apache-2.0 */
/* Growing bytes. A failed growth is remembered, so that a writer checks once, at the end. */
#ifndef LIBING_CLI_BUF_H
#define LIBING_CLI_BUF_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cli_buf {
    char *ptr;
    size_t len, cap;
    bool failed;
} cli_buf;

#define CLI_BUF_INIT { NULL, 0, 0, false }

/* Room for `len` more bytes at ptr + len; false without memory. */
bool cli_buf_reserve(cli_buf *buf, size_t len);
void cli_buf_add(cli_buf *buf, const void *bytes, size_t len);
void cli_buf_text(cli_buf *buf, const char *cstr);
void cli_buf_free(cli_buf *buf);

#endif
