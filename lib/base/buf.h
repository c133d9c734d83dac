/* SPDX-License-Identifier: Apache-2.0 */
/* Buffer: growing bytes. A failed growth is remembered in `failed` and makes later calls do
 * nothing, so that a writer checks once, at the end. Always NUL-terminated once anything was added. */
#ifndef ING_BASE_BUF_H
#define ING_BASE_BUF_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ing_buf {
    char *ptr;
    size_t len, cap;
    bool failed;
} ing_buf;

#define ING_BUF_INIT { NULL, 0, 0, false }

void ing_buf_add(ing_buf *buf, const void *bytes, size_t len);
void ing_buf_byte(ing_buf *buf, char byte);
void ing_buf_text(ing_buf *buf, const char *cstr);
void ing_buf_slice(ing_buf *buf, ing_text text);
void ing_buf_int(ing_buf *buf, int64_t value);
void ing_buf_printf(ing_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ing_buf_hex(ing_buf *buf, const uint8_t *bytes, size_t len);

/* Room for `len` more bytes; NULL (and failed) without memory. The caller then advances buf->len, by
 * exactly `len` if the buffer is to be NUL-terminated. */
char *ing_buf_reserve(ing_buf *buf, size_t len);

static inline ing_text ing_buf_view(const ing_buf *buf)
{
    return (ing_text){ buf->ptr != NULL ? buf->ptr : "", buf->len };
}

void ing_buf_clear(ing_buf *buf);                /* keeps the memory, forgets a failure */
void ing_buf_free(ing_buf *buf);                 /* NULL-safe, leaves an empty buffer */
void ing_buf_move(ing_buf *to, ing_buf *from);   /* frees what `to` held; `from` is empty then */

#endif
