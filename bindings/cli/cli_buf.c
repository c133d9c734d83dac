/* SPDX-License-Identifier: Apache-2.0 */
/* Growing bytes: the only file of the command line that takes and gives back memory. */
#include "cli_buf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool cli_buf_reserve(cli_buf *buf, size_t len)
{
    size_t cap = buf->cap > 0 ? buf->cap : 256;
    char *grown;
    if (buf->failed || len > SIZE_MAX / 2 - buf->len) {
        buf->failed = true;
        return false;
    }
    if (buf->len + len <= buf->cap)
        return true;
    while (cap < buf->len + len)
        cap *= 2;
    grown = realloc(buf->ptr, cap);
    if (grown == NULL) {
        buf->failed = true;
        return false;
    }
    buf->ptr = grown;
    buf->cap = cap;
    return true;
}

void cli_buf_add(cli_buf *buf, const void *bytes, size_t len)
{
    if (len == 0 || !cli_buf_reserve(buf, len))
        return;
    memcpy(buf->ptr + buf->len, bytes, len);
    buf->len += len;
}

void cli_buf_text(cli_buf *buf, const char *cstr)
{
    cli_buf_add(buf, cstr, strlen(cstr));
}

void cli_buf_free(cli_buf *buf)
{
    free(buf->ptr);
    *buf = (cli_buf)CLI_BUF_INIT;
}
