/* SPDX-License-Identifier: Apache-2.0 */
/* Errors: filling the caller's record, always with valid UTF-8 that fits. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

/* The longest prefix of at most `max` bytes that does not end inside a character. */
static size_t cut_length(ing_text text, size_t max)
{
    if (text.len <= max)
        return text.len;
    size_t start = max;
    for (int back = 0; back < 3 && start > 0 && (text.ptr[start] & 0xC0) == 0x80; back++)
        start--;
    bool whole = (text.ptr[start] & 0xC0) != 0x80;
    return whole ? start : max;
}

/* Names and values come from outside and may hold anything; bindings decode the message strictly. */
static void mend_utf8(char *text, size_t len)
{
    size_t at = 0;
    while (at < len) {
        size_t bytes = ing_text_char(text + at, len - at);
        if (bytes == 0)
            text[at] = '?';
        at += bytes > 0 ? bytes : 1;
    }
}

static void copy_cut(char *out, size_t cap, ing_text text)
{
    size_t len = cut_length(text, cap - 1);
    if (len > 0)
        memcpy(out, text.ptr, len);
    out[len] = '\0';
    mend_utf8(out, strlen(out));
}

libing_status ing_fail(libing_error *err, libing_status code, const char *id, const char *en,
                       const char *zh, ...)
{
    if (err == NULL)
        return code;
    char long_text[sizeof err->message + 4]; /* room to see whether the cut is inside a character */
    va_list args;
    va_start(args, zh);
    int len = strncmp(err->language, "zh", 2) == 0
                  ? vsnprintf(long_text, sizeof long_text, zh, args)
                  : vsnprintf(long_text, sizeof long_text, en, args);
    va_end(args);
    if (len < 0)
        long_text[0] = '\0';
    err->code = code;
    err->line = 0;
    err->column = 0;
    err->detail = 0;
    err->seq = -1;
    err->file[0] = '\0';
    err->rule[0] = '\0';
    copy_cut(err->id, sizeof err->id, ing_text_of(id));
    copy_cut(err->message, sizeof err->message, ing_text_of(long_text));
    return code;
}

libing_status ing_fail_nomem(libing_error *err)
{
    return ing_fail(err, LIBING_ERR_NOMEM, "base.no_memory", "out of memory", "内存不足");
}

void ing_error_place(libing_error *err, ing_text file, int32_t line, int32_t column)
{
    if (err == NULL)
        return;
    copy_cut(err->file, sizeof err->file, file);
    err->line = line;
    err->column = column;
}

void ing_error_rule(libing_error *err, ing_text rule)
{
    if (err != NULL)
        copy_cut(err->rule, sizeof err->rule, rule);
}

void ing_error_seq(libing_error *err, int64_t seq)
{
    if (err != NULL)
        err->seq = seq;
}

void ing_error_prefix(libing_error *err, const char *en, const char *zh, ...)
{
    char prefix[64], whole[sizeof err->message + sizeof prefix];
    va_list args;

    if (err == NULL)
        return;
    va_start(args, zh);
    (void)vsnprintf(prefix, sizeof prefix, strncmp(err->language, "zh", 2) == 0 ? zh : en, args);
    va_end(args);
    (void)snprintf(whole, sizeof whole, "%s%s", prefix, err->message);
    copy_cut(err->message, sizeof err->message, ing_text_of(whole));
}

void ing_error_language(libing_error *err, const char *language)
{
    if (err != NULL)
        copy_cut(err->language, sizeof err->language, ing_text_of(language));
}
