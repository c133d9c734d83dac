/* SPDX-License-Identifier: Apache-2.0 */
/* Looking into the JSON that libing made: values are found by counting brackets and quotes. */
#include "cli_json.h"

#include <stdio.h>
#include <string.h>

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
        at++;
    return at;
}

/* After the closing quote; NULL when there is none. */
static const char *skip_text(const char *at, const char *end)
{
    for (at++; at < end; at++) {
        if (*at == '\\' && end - at > 1)
            at++;
        else if (*at == '"')
            return at + 1;
    }
    return NULL;
}

static const char *skip_brackets(const char *at, const char *end)
{
    size_t depth = 0;
    while (at < end) {
        if (*at == '"') {
            at = skip_text(at, end);
            if (at == NULL)
                return NULL;
            continue;
        }
        if (*at == '{' || *at == '[')
            depth++;
        else if ((*at == '}' || *at == ']') && --depth == 0)
            return at + 1;
        at++;
    }
    return NULL;
}

static const char *skip_value(const char *at, const char *end)
{
    if (at >= end)
        return NULL;
    if (*at == '"')
        return skip_text(at, end);
    if (*at == '{' || *at == '[')
        return skip_brackets(at, end);
    while (at < end && strchr(" \t\r\n,:]}", *at) == NULL)
        at++;
    return at;
}

cli_json cli_json_first(const char *text, size_t len, const char **rest_out)
{
    cli_json value = { NULL, 0 };
    const char *end = text + len;
    const char *begin = skip_space(text, end);
    const char *after = skip_value(begin, end);
    if (after != NULL && after > begin) {
        value.ptr = begin;
        value.len = (size_t)(after - begin);
    }
    if (rest_out != NULL)
        *rest_out = skip_space(value.ptr != NULL ? after : end, end);
    return value;
}

static bool begins_with(cli_json value, char byte)
{
    return value.ptr != NULL && value.len > 0 && value.ptr[0] == byte;
}

bool cli_json_is_text(cli_json value)
{
    return begins_with(value, '"');
}

bool cli_json_is_list(cli_json value)
{
    return begins_with(value, '[');
}

bool cli_json_is_object(cli_json value)
{
    return begins_with(value, '{');
}

bool cli_json_is_true(cli_json value)
{
    return begins_with(value, 't');
}

bool cli_json_is(cli_json value, const char *written)
{
    return value.ptr != NULL && value.len == strlen(written) &&
           memcmp(value.ptr, written, value.len) == 0;
}

cli_json_walk cli_json_walk_of(cli_json value)
{
    cli_json_walk walk = { NULL, NULL, cli_json_is_object(value) };
    if (walk.object || cli_json_is_list(value)) {
        walk.at = value.ptr + 1;
        walk.end = value.ptr + value.len - 1;
    }
    return walk;
}

bool cli_json_next(cli_json_walk *walk, cli_json *key, cli_json *value)
{
    *key = *value = (cli_json){ NULL, 0 };
    if (walk->at == NULL)
        return false;
    if (walk->object) {
        *key = cli_json_first(walk->at, (size_t)(walk->end - walk->at), &walk->at);
        if (key->ptr == NULL)
            return false;
        walk->at += walk->at < walk->end && *walk->at == ':';
    }
    *value = cli_json_first(walk->at, (size_t)(walk->end - walk->at), &walk->at);
    walk->at += walk->at < walk->end && *walk->at == ',';
    return value->ptr != NULL;
}

cli_json cli_json_get(cli_json object, const char *key)
{
    size_t len = strlen(key);
    cli_json_walk walk = cli_json_walk_of(object);
    cli_json name, value;
    while (cli_json_next(&walk, &name, &value)) {
        if (name.len == len + 2 && memcmp(name.ptr + 1, key, len) == 0)
            return value;
    }
    return (cli_json){ NULL, 0 };
}

int64_t cli_json_integer(cli_json value, int64_t fallback)
{
    int64_t number = 0;
    bool negative = begins_with(value, '-');
    size_t i = negative ? 1 : 0;
    if (value.ptr == NULL || i >= value.len || value.len > 18)
        return fallback;
    for (; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return fallback;
        number = number * 10 + (value.ptr[i] - '0');
    }
    return negative ? -number : number;
}

static unsigned hex_unit(const char *digits)
{
    unsigned unit = 0;
    for (int i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)digits[i];
        unit = unit * 16 + (c <= '9' ? c - 48u : (c | 0x20u) - 87u) % 16;
    }
    return unit;
}

/* libing escapes only control characters as \u00xx; anything higher is written out. */
static void add_unit(unsigned unit, cli_buf *out)
{
    char bytes[3];
    size_t len = 0;
    if (unit < 0x80) {
        bytes[len++] = (char)unit;
    } else if (unit < 0x800) {
        bytes[len++] = (char)(0xC0 | unit >> 6);
        bytes[len++] = (char)(0x80 | (unit & 0x3F));
    } else {
        bytes[len++] = (char)(0xE0 | unit >> 12);
        bytes[len++] = (char)(0x80 | (unit >> 6 & 0x3F));
        bytes[len++] = (char)(0x80 | (unit & 0x3F));
    }
    cli_buf_add(out, bytes, len);
}

static const char *add_escape(const char *at, const char *end, cli_buf *out)
{
    static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
    const char *letter;
    if (*at == 'u' && end - at >= 5) {
        add_unit(hex_unit(at + 1), out);
        return at + 5;
    }
    letter = strchr(letters, *at);
    cli_buf_add(out, letter != NULL ? &controls[letter - letters] : at, 1);
    return at + 1;
}

void cli_json_show(cli_json value, cli_buf *out)
{
    const char *at = value.ptr, *end;
    if (!cli_json_is_text(value)) {
        cli_buf_add(out, value.ptr, value.len);
        return;
    }
    at++;
    end = value.ptr + value.len - 1;
    while (at < end) {
        const char *run = at;
        while (at < end && *at != '\\')
            at++;
        cli_buf_add(out, run, (size_t)(at - run));
        if (end - at >= 2)
            at = add_escape(at + 1, end, out);
        else
            at = end;
    }
}

void cli_json_quote(const char *text, cli_buf *out)
{
    cli_buf_text(out, "\"");
    for (const char *at = text; *at != '\0'; at++) {
        char escape[8];
        unsigned char byte = (unsigned char)*at;
        if (byte == '"' || byte == '\\')
            cli_buf_text(out, "\\");
        if (byte < 0x20) {
            int len = snprintf(escape, sizeof escape, "\\u%04x", (unsigned)byte);
            cli_buf_add(out, escape, (size_t)len);
        } else {
            cli_buf_add(out, at, 1);
        }
    }
    cli_buf_text(out, "\"");
}
