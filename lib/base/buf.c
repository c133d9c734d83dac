/* SPDX-License-Identifier: Apache-2.0 */
/* Buffer: bytes that grow by doubling and remember a failed growth. */
#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>

#define CAP_FIRST 64

static bool grow_more(ing_buf *buf, size_t len)
{
    if (len > SIZE_MAX - 1 - buf->len) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->len + len + 1;
    size_t cap = buf->cap < CAP_FIRST ? CAP_FIRST : buf->cap;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    char *ptr = ing_mem_resize(buf->ptr, cap, 1);
    if (ptr == NULL) {
        buf->failed = true;
        return false;
    }
    buf->ptr = ptr;
    buf->cap = cap;
    return true;
}

/* Room for `len` more bytes and the final NUL. */
static bool grow(ing_buf *buf, size_t len)
{
    if (buf->failed)
        return false;
    return len < buf->cap - buf->len || grow_more(buf, len);
}

void ing_buf_add(ing_buf *buf, const void *bytes, size_t len)
{
    if (!grow(buf, len))
        return;
    if (len > 0)
        memcpy(buf->ptr + buf->len, bytes, len);
    buf->len += len;
    buf->ptr[buf->len] = '\0';
}

void ing_buf_byte(ing_buf *buf, char byte)
{
    if (!grow(buf, 1))
        return;
    buf->ptr[buf->len++] = byte;
    buf->ptr[buf->len] = '\0';
}

void ing_buf_text(ing_buf *buf, const char *cstr)
{
    ing_buf_add(buf, cstr, strlen(cstr));
}

void ing_buf_slice(ing_buf *buf, ing_text text)
{
    ing_buf_add(buf, text.ptr, text.len);
}

void ing_buf_int(ing_buf *buf, int64_t value)
{
    char digits[20]; /* 19 digits and a sign */
    size_t at = sizeof digits;
    /* Unsigned, because -INT64_MIN does not exist. */
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0)
        digits[--at] = '-';
    ing_buf_add(buf, digits + at, sizeof digits - at);
}

void ing_buf_printf(ing_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0) {
        buf->failed = true;
    } else if (grow(buf, (size_t)len)) {
        (void)vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
    va_end(args);
}

void ing_buf_hex(ing_buf *buf, const uint8_t *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    if (len > SIZE_MAX / 2) {
        buf->failed = true;
        return;
    }
    if (!grow(buf, len * 2))
        return;
    for (size_t i = 0; i < len; i++) {
        buf->ptr[buf->len++] = digits[bytes[i] >> 4];
        buf->ptr[buf->len++] = digits[bytes[i] & 15];
    }
    buf->ptr[buf->len] = '\0';
}

char *ing_buf_reserve(ing_buf *buf, size_t len)
{
    if (!grow(buf, len))
        return NULL;
    buf->ptr[buf->len] = '\0';
    buf->ptr[buf->len + len] = '\0';
    return buf->ptr + buf->len;
}

void ing_buf_clear(ing_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->ptr != NULL)
        buf->ptr[0] = '\0';
}

void ing_buf_free(ing_buf *buf)
{
    if (buf == NULL)
        return;
    ing_mem_free(buf->ptr);
    *buf = (ing_buf)ING_BUF_INIT;
}

void ing_buf_move(ing_buf *to, ing_buf *from)
{
    if (to == from)
        return;
    ing_mem_free(to->ptr);
    *to = *from;
    *from = (ing_buf)ING_BUF_INIT;
}
