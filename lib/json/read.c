/* SPDX-License-Identifier: Apache-2.0 */
/* The strict reader. One pass without recursion: the values of the containers that are open lie on
 * one stack, and are moved into the arena when their container ends. */
#include "base/mem.h"
#include "json/json.h"

#define STACK_FIRST 40 /* enough for most records without the heap */

typedef struct reader {
    const char *start, *at, *end;
    bool canonical;
    ing_arena *arena;
    libing_error *err;
    ing_json_member *stack; /* `inside`, or on the heap once that is full */
    size_t count, cap;
    size_t depth;
    struct {
        size_t first; /* of its values in the stack; the container itself is the one before */
        bool is_object;
    } open[ING_JSON_DEPTH_MAX];
    ing_json_member inside[STACK_FIRST];
} reader;

/* What went wrong at `where`, in both languages, and what stands there. */
static libing_status refuse(const reader *r, const char *where, const char *id, const char *en,
                            const char *zh)
{
    char found[8] = "";
    bool ended = where >= r->end;
    size_t byte = (size_t)(where - r->start) + 1;
    if (!ended && *where > ' ' && *where < 0x7F) {
        memcpy(found, "' '", 4);
        found[1] = *where;
    } else if (!ended) {
        static const char digits[] = "0123456789ABCDEF";
        memcpy(found, "0x", 2);
        found[2] = digits[(unsigned char)*where >> 4];
        found[3] = digits[(unsigned char)*where & 15];
    }
    /* Each language skips the other's words with "%.0s", so that the arguments stay the same. */
    libing_status status =
        ing_fail(r->err, LIBING_ERR_TEXT, id, "JSON, byte %zu: %s%.0s, found %s%s%.0s",
                 "JSON 第 %zu 字节：%.0s%s，此处是 %s%.0s%s", byte, en, zh, found,
                 ended ? "the end" : "", ended ? "结尾" : "");
    ing_error_place(r->err, ING_TEXT_NONE, 1, byte < INT32_MAX ? (int32_t)byte : INT32_MAX);
    return status;
}

static int peek(const reader *r)
{
    return r->at < r->end ? (unsigned char)*r->at : -1;
}

/* The canonical form has no white space: what comes next is then simply unexpected. */
static void skip_space(reader *r)
{
    if (r->canonical)
        return;
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r'))
        r->at++;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "\uXXXX" at `at`, -1 when it is none. */
static int32_t read_unit(const char *at, const char *end)
{
    int32_t unit = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_value(at[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* The character a short escape stands for, 0 if there is none with this letter. */
static char short_escaped(char letter)
{
    static const char letters[] = "\"\\/btnfr";
    static const char meant[] = "\"\\/\b\t\n\f\r";
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
    return found != NULL ? meant[found - letters] : '\0';
}

static char *put_char(char *to, int32_t code)
{
    if (code < 0x80) {
        *to++ = (char)code;
        return to;
    }
    if (code < 0x800) {
        *to++ = (char)(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        *to++ = (char)(0xE0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3F));
    } else {
        *to++ = (char)(0xF0 | code >> 18);
        *to++ = (char)(0x80 | (code >> 12 & 0x3F));
        *to++ = (char)(0x80 | (code >> 6 & 0x3F));
    }
    *to++ = (char)(0x80 | (code & 0x3F));
    return to;
}

/* Does the writer write this "\u00xx" for this code? */
static bool is_written_so(const char *escape, int32_t code)
{
    bool has_short = code == '\b' || code == '\t' || code == '\n' || code == '\f' || code == '\r';
    return code < 0x20 && !has_short && !(escape[5] >= 'A' && escape[5] <= 'F');
}

static libing_status read_unicode_escape(reader *r, const char **at, const char *end, char **to)
{
    const char *escape = *at;
    int32_t code = read_unit(escape, end);
    if (code < 0)
        return refuse(r, escape, "json.escape", "expected \\u and four hex digits",
                      "应为 \\u 加四位十六进制数");
    if (code == 0)
        return refuse(r, escape, "json.nul", "U+0000 is not allowed", "不允许 U+0000");
    if (r->canonical && !is_written_so(escape, code))
        return refuse(r, escape, "json.canonical_escape", "escape is not the canonical one",
                      "转义不是规范写法");
    *at += 6;
    if (code >= 0xD800 && code <= 0xDFFF) {
        int32_t low = code < 0xDC00 ? read_unit(*at, end) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return refuse(r, escape, "json.surrogate", "lone surrogate", "孤立的代理项");
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        *at += 6;
    }
    *to = put_char(*to, code);
    return LIBING_OK;
}

/* The bytes from `raw` to `end`, at least one escape among them, into the arena. */
static libing_status unescape(reader *r, const char *raw, const char *end, ing_text *out)
{
    /* No escape is shorter than what it stands for. */
    char *text = ing_arena_new(r->arena, (size_t)(end - raw), 1);
    char *to = text;
    if (text == NULL)
        return ing_fail_nomem(r->err);
    for (const char *at = raw; at < end;) {
        if (*at != '\\') {
            *to++ = *at++;
            continue;
        }
        char meant = short_escaped(at[1]); /* never past `end`: a backslash is not the last */
        if (at[1] != 'u' && (meant == '\0' || (r->canonical && meant == '/')))
            return refuse(r, at + 1, "json.escape", "unknown escape", "未知的转义");
        if (meant != '\0') {
            *to++ = meant;
            at += 2;
            continue;
        }
        libing_status status = read_unicode_escape(r, &at, end, &to);
        if (status != LIBING_OK)
            return status;
    }
    *out = (ing_text){ text, (size_t)(to - text) };
    return LIBING_OK;
}

static libing_status refuse_utf8(const reader *r, ing_text raw)
{
    size_t at = 0;
    size_t step = 1;
    while (at < raw.len && step > 0) {
        step = ing_text_char(raw.ptr + at, raw.len - at);
        at += step;
    }
    return refuse(r, raw.ptr + at, "json.utf8", "invalid UTF-8", "无效的 UTF-8");
}

/* From the quote on. A text without escapes is borrowed from the input. */
static libing_status read_text(reader *r, ing_text *out)
{
    const char *raw = r->at + 1;
    const char *at = raw;
    unsigned char seen = 0;
    bool escaped = false;
    for (; at < r->end && *at != '"'; at++) {
        unsigned char c = (unsigned char)*at;
        if (c < 0x20)
            return refuse(r, at, "json.control", "control character in a text, escape it",
                          "文本中有未转义的控制字符");
        seen |= c;
        if (c == '\\') {
            escaped = true;
            at++; /* whatever follows is no end of text */
            if (at == r->end)
                break;
        }
    }
    if (at >= r->end)
        return refuse(r, r->end, "json.open_text", "expected '\"' to end a text",
                      "应有结束文本的“\"”");
    r->at = at + 1;
    *out = (ing_text){ raw, (size_t)(at - raw) };
    if (seen >= 0x80 && !ing_text_is_utf8(*out))
        return refuse_utf8(r, *out);
    return escaped ? unescape(r, raw, at, out) : LIBING_OK;
}

static libing_status read_integer(reader *r, int64_t *out)
{
    const char *first = r->at;
    int64_t number = 0;
    bool negative = *r->at == '-';
    r->at += negative;
    const char *digits = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9') {
        number = number * 10 + (*r->at - '0');
        if (number > ING_JSON_INTEGER_MAX)
            return refuse(r, first, "json.big_integer", "integer beyond 2^53-1", "整数超出 2^53-1");
        r->at++;
    }
    if (r->at == digits)
        return refuse(r, r->at, "json.digit", "expected a digit", "应为数字");
    if (*digits == '0' && r->at - digits > 1)
        return refuse(r, digits, "json.leading_zero", "leading zero", "整数有前导零");
    int next = peek(r);
    if (next == '.' || next == 'e' || next == 'E')
        return refuse(r, r->at, "json.float", "only integers are allowed", "只允许整数");
    if (negative && number == 0)
        return refuse(r, first, "json.float", "-0 is no integer", "-0 不是整数");
    *out = negative ? -number : number;
    return LIBING_OK;
}

static bool skip_literal(reader *r, const char *literal)
{
    size_t len = strlen(literal);
    if ((size_t)(r->end - r->at) < len || memcmp(r->at, literal, len) != 0)
        return false;
    r->at += len;
    return true;
}

static libing_status read_literal(reader *r, ing_json *out)
{
    out->type = ING_JSON_BOOLEAN;
    out->truth = peek(r) == 't';
    if (skip_literal(r, out->truth ? "true" : "false"))
        return LIBING_OK;
    if (skip_literal(r, "null"))
        return refuse(r, r->at - 4, "json.null", "null is not allowed, leave it out",
                      "不允许 null，应省去该项");
    return refuse(r, r->at, "json.value", "expected a value", "应为一个值");
}

static libing_status open_container(reader *r, bool is_object)
{
    if (r->depth == ING_JSON_DEPTH_MAX)
        return refuse(r, r->at, "json.depth", "nested deeper than 32", "嵌套超过 32 层");
    r->open[r->depth].first = r->count;
    r->open[r->depth].is_object = is_object;
    r->depth++;
    r->at++;
    return LIBING_OK;
}

/* A scalar as a whole, or the beginning of a list or object. */
static libing_status read_value(reader *r, ing_json *out, bool *opened)
{
    int c = peek(r);
    *opened = c == '{' || c == '[';
    if (*opened) {
        out->type = c == '{' ? ING_JSON_OBJECT : ING_JSON_LIST;
        return open_container(r, c == '{');
    }
    if (c == '"') {
        out->type = ING_JSON_TEXT;
        return read_text(r, &out->text);
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
        out->type = ING_JSON_INTEGER;
        return read_integer(r, &out->number);
    }
    return read_literal(r, out);
}

/* In the canonical form a key is greater than the one before it. */
static libing_status check_key_order(const reader *r, const char *where, ing_text key)
{
    if (r->count == r->open[r->depth - 1].first)
        return LIBING_OK;
    int order = ing_text_order(r->stack[r->count - 1].key, key);
    if (order < 0)
        return LIBING_OK;
    if (order == 0)
        return refuse(r, where, "json.duplicate", "the key before comes twice", "前一个键出现两次");
    return refuse(r, where, "json.order", "keys are not sorted by byte", "键未按字节排序");
}

static libing_status read_key(reader *r, ing_text *out)
{
    const char *first = r->at;
    if (peek(r) != '"')
        return refuse(r, r->at, "json.key", "expected a key in quotes", "应为带引号的键");
    libing_status status = read_text(r, out);
    if (status == LIBING_OK && r->canonical)
        status = check_key_order(r, first, *out);
    if (status != LIBING_OK)
        return status;
    skip_space(r);
    if (peek(r) != ':')
        return refuse(r, r->at, "json.colon", "expected ':' after a key", "键后应为“:”");
    r->at++;
    skip_space(r);
    return LIBING_OK;
}

static bool grow_stack(reader *r)
{
    size_t cap = r->cap * 2;
    bool on_heap = r->stack != r->inside;
    ing_json_member *stack = ing_mem_resize(on_heap ? r->stack : NULL, cap, sizeof *stack);
    if (stack == NULL)
        return false;
    if (!on_heap)
        memcpy(stack, r->inside, r->count * sizeof *stack);
    r->stack = stack;
    r->cap = cap;
    return true;
}

/* The next value of the innermost open container, or the root. */
static libing_status read_element(reader *r, bool *opened)
{
    ing_json_member member = { ING_TEXT_NONE, { 0 } };
    libing_status status = LIBING_OK;
    skip_space(r);
    if (r->depth > 0 && r->open[r->depth - 1].is_object)
        status = read_key(r, &member.key);
    if (status == LIBING_OK && r->count == r->cap && !grow_stack(r))
        status = ing_fail_nomem(r->err);
    if (status != LIBING_OK)
        return status;
    ing_json_member *slot = &r->stack[r->count++];
    *slot = member;
    return read_value(r, &slot->value, opened);
}

static libing_status refuse_twice(const reader *r, const char *where, ing_text key)
{
    libing_status status = refuse(r, where, "json.duplicate", "a key comes twice in an object",
                                  "对象中的键出现两次");

    ing_error_prefix(r->err, "key '%.*s': ", "键“%.*s”：", (int)(key.len < 40 ? key.len : 40), key.ptr);
    return status;
}

/* Sorts the members just moved into the arena and refuses duplicates. */
static libing_status settle_members(reader *r, ing_json_member *members, size_t count)
{
    if (r->canonical)
        return LIBING_OK;
    if (!ing_json_sort(r->arena, members, count))
        return ing_fail_nomem(r->err);
    for (size_t i = 1; i < count; i++) {
        ing_text key = members[i].key;
        if (ing_text_equal(members[i - 1].key, key)) {
            /* A key with escapes is elsewhere; then the object's end must do. */
            bool inside = key.ptr >= r->start && key.ptr < r->end;
            return refuse_twice(r, inside ? key.ptr - 1 : r->at, key);
        }
    }
    return LIBING_OK;
}

static libing_status close_container(reader *r)
{
    size_t first = r->open[r->depth - 1].first;
    size_t count = r->count - first;
    ing_json *value = &r->stack[first - 1].value;
    const ing_json_member *parts = r->stack + first;
    libing_status status = LIBING_OK;
    value->count = count;
    if (count > 0 && value->type == ING_JSON_OBJECT) {
        ing_json_member *members = ing_arena_new(r->arena, count, sizeof *members);
        if (members == NULL)
            return ing_fail_nomem(r->err);
        memcpy(members, parts, count * sizeof *members);
        value->members = members;
        status = settle_members(r, members, count);
    } else if (count > 0) {
        ing_json *items = ing_arena_new(r->arena, count, sizeof *items);
        if (items == NULL)
            return ing_fail_nomem(r->err);
        for (size_t i = 0; i < count; i++)
            items[i] = parts[i].value;
        value->items = items;
    }
    r->count = first;
    r->depth--;
    r->at++;
    return status;
}

static bool is_at_close(const reader *r)
{
    return peek(r) == (r->open[r->depth - 1].is_object ? '}' : ']');
}

/* After a value: ends containers until a comma announces another value or all are closed. */
static libing_status end_value(reader *r)
{
    while (r->depth > 0) {
        skip_space(r);
        if (peek(r) == ',') {
            r->at++;
            return LIBING_OK;
        }
        if (!is_at_close(r))
            return r->open[r->depth - 1].is_object
                       ? refuse(r, r->at, "json.object", "expected ',' or '}'", "应为“,”或“}”")
                       : refuse(r, r->at, "json.list", "expected ',' or ']'", "应为“,”或“]”");
        libing_status status = close_container(r);
        if (status != LIBING_OK)
            return status;
    }
    return LIBING_OK;
}

static libing_status read_document(reader *r)
{
    do {
        bool opened;
        libing_status status = read_element(r, &opened);
        if (status != LIBING_OK)
            return status;
        if (opened)
            skip_space(r);
        if (opened && !is_at_close(r))
            continue;
        status = end_value(r);
        if (status != LIBING_OK)
            return status;
    } while (r->depth > 0);
    skip_space(r);
    if (r->at < r->end)
        return refuse(r, r->at, "json.trailing", "expected the end", "应已结束");
    return LIBING_OK;
}

static libing_status read_text_as(ing_arena *arena, ing_text text, bool canonical,
                                  const ing_json **out, libing_error *err)
{
    /* Not initialised as a whole: clearing the inside stack would cost as much as reading a line. */
    reader r;
    r.start = text.ptr;
    r.at = text.ptr;
    r.end = text.ptr + text.len;
    r.canonical = canonical;
    r.arena = arena;
    r.err = err;
    r.stack = r.inside;
    r.count = 0;
    r.cap = STACK_FIRST;
    r.depth = 0;
    libing_status status = read_document(&r);
    ing_json *root = status == LIBING_OK ? ing_arena_new(arena, 1, sizeof *root) : NULL;
    if (root != NULL) {
        *root = r.stack[0].value;
        *out = root;
    } else if (status == LIBING_OK) {
        status = ing_fail_nomem(err);
    }
    if (r.stack != r.inside)
        ing_mem_free(r.stack);
    return status;
}

libing_status ing_json_read(ing_arena *arena, ing_text text, const ing_json **out,
                            libing_error *err)
{
    *out = NULL;
    /* One copy of the whole, so that the values may borrow from it. */
    const char *copy = ing_arena_text(arena, text.ptr, text.len);
    if (copy == NULL)
        return ing_fail_nomem(err);
    return read_text_as(arena, (ing_text){ copy, text.len }, false, out, err);
}

libing_status ing_json_read_canonical(ing_arena *arena, ing_text text, const ing_json **out,
                                      libing_error *err)
{
    *out = NULL;
    return read_text_as(arena, text.ptr != NULL ? text : ING_TEXT_LIT(""), true, out, err);
}
