/* SPDX-License-Identifier: Apache-2.0 */
/* The canonical writer: RFC 8785 for texts, booleans, integers, lists and sorted objects. */
#include "json/json.h"

/* The letter of the short escape for `c`, 0 if it has none. */
static char short_escape(unsigned char c)
{
    switch (c) {
    case '"':
        return '"';
    case '\\':
        return '\\';
    case '\b':
        return 'b';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\f':
        return 'f';
    case '\r':
        return 'r';
    default:
        return 0;
    }
}

static void write_escape(unsigned char c, ing_buf *out)
{
    char letter = short_escape(c);
    if (letter != 0) {
        char escape[2] = { '\\', letter };
        ing_buf_add(out, escape, sizeof escape);
    } else {
        ing_buf_add(out, "\\u00", 4);
        ing_buf_hex(out, &c, 1);
    }
}

static bool needs_escape(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

void ing_json_write_text(ing_text text, ing_buf *out)
{
    size_t plain = 0; /* bytes before the first escape: mostly all */
    while (plain < text.len && !needs_escape(text.ptr[plain]))
        plain++;
    char *to = ing_buf_reserve(out, plain + 2);
    if (to == NULL)
        return;
    *to = '"';
    if (plain > 0)
        memcpy(to + 1, text.ptr, plain);
    out->len += plain + 1;
    for (size_t i = plain; i < text.len; i++) {
        if (needs_escape(text.ptr[i]))
            write_escape((unsigned char)text.ptr[i], out);
        else
            ing_buf_byte(out, text.ptr[i]);
    }
    ing_buf_byte(out, '"');
}

static void write_value(const ing_json *value, ing_buf *out, int depth);

static void write_list(const ing_json *list, ing_buf *out, int depth)
{
    ing_buf_byte(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            ing_buf_byte(out, ',');
        write_value(&list->items[i], out, depth);
    }
    ing_buf_byte(out, ']');
}

static void write_object(const ing_json *object, ing_buf *out, int depth)
{
    ing_buf_byte(out, '{');
    for (size_t i = 0; i < object->count; i++) {
        if (i > 0)
            ing_buf_byte(out, ',');
        ing_json_write_text(object->members[i].key, out);
        ing_buf_byte(out, ':');
        write_value(&object->members[i].value, out, depth);
    }
    ing_buf_byte(out, '}');
}

/* `depth` counts the lists and objects around `value`. */
static void write_value(const ing_json *value, ing_buf *out, int depth)
{
    bool nests = value->type == ING_JSON_LIST || value->type == ING_JSON_OBJECT;
    if (nests && depth >= ING_JSON_DEPTH_MAX) {
        out->failed = true;
        return;
    }
    switch (value->type) {
    case ING_JSON_BOOLEAN:
        ing_buf_text(out, value->truth ? "true" : "false");
        break;
    case ING_JSON_INTEGER:
        ing_buf_int(out, value->number);
        break;
    case ING_JSON_TEXT:
        ing_json_write_text(value->text, out);
        break;
    case ING_JSON_LIST:
        write_list(value, out, depth + 1);
        break;
    case ING_JSON_OBJECT:
        write_object(value, out, depth + 1);
        break;
    }
}

void ing_json_write(const ing_json *value, ing_buf *out)
{
    write_value(value, out, 0);
}
