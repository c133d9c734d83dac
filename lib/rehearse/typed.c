/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a scenario by their types. */
#include "rehearse/typed.h"

#include <stdio.h>

#define DEPTH_MAX 16
#define INTEGER_DIGITS 15

/* --- failing ------------------------------------------------------------------------------------ */

libing_status ing_typed_at(const ing_reading *r, const ing_yaml *at, libing_status status, libing_error *err)
{
    if (at->line > 0)
        ing_error_place(err, r->file, at->line, at->column);
    return status;
}

libing_status ing_typed_unknown(const ing_reading *r, const ing_yaml *at, const char *en, const char *zh,
                                const ing_nearest *nearest, libing_error *err)
{
    if (nearest->best.ptr != NULL)
        return ing_typed_at(r, at,
                            ing_fail(err, LIBING_ERR_WORD, "scenario.unknown",
                                     "unknown %s%.0s %.*s; did you mean %.*s?", "%.0s未知的%s%.*s；是否指%.*s？",
                                     en, zh, ING_TEXT_ARG(nearest->wanted), ING_TEXT_ARG(nearest->best)),
                            err);
    return ing_typed_at(r, at,
                        ing_fail(err, LIBING_ERR_WORD, "scenario.unknown", "unknown %s%.0s %.*s",
                                 "%.0s未知的%s%.*s", en, zh, ING_TEXT_ARG(nearest->wanted)),
                        err);
}

static libing_status refuse(const ing_reading *r, const ing_type *type, const ing_yaml *node, const char *what,
                            libing_error *err)
{
    ing_buf name = ING_BUF_INIT;
    libing_status status;

    ing_type_print(type, &name);
    if (name.failed)
        status = ing_fail_nomem(err);
    else
        status = ing_fail(err, LIBING_ERR_TYPE, "scenario.type", "%s: '%.*s' is no %s", "%s：“%.*s”不是%s", what,
                          ING_TEXT_ARG(node->text), name.ptr);
    ing_buf_free(&name);
    return ing_typed_at(r, node, status, err);
}

/* --- shapes ------------------------------------------------------------------------------------- */

libing_status ing_typed_list(const ing_reading *r, const ing_yaml *node, const char *what, libing_error *err)
{
    if (node->kind == ING_YAML_LIST || (node->kind == ING_YAML_MAP && node->count == 0 && node->line == 0))
        return LIBING_OK; /* a program's empty table may be either */
    return ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.list", "%s must be a list [ … ]",
                                          "%s应为列表 [ … ]", what), err);
}

libing_status ing_typed_map(const ing_reading *r, const ing_yaml *node, const char *what, libing_error *err)
{
    if (node->kind == ING_YAML_MAP || (node->kind == ING_YAML_LIST && node->count == 0 && node->line == 0))
        return LIBING_OK;
    return ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.map", "%s must be a mapping { … }",
                                          "%s应为映射 { … }", what), err);
}

libing_status ing_typed_keys(const ing_reading *r, const ing_yaml *node, const char *what,
                             const char *const *known, libing_error *err)
{
    libing_status status = ing_typed_map(r, node, what, err);

    for (size_t i = 0; status == LIBING_OK && i < node->count; i++) {
        ing_nearest nearest = ing_nearest_begin(node->keys[i].text);
        size_t k = 0;

        while (known[k] != NULL && !ing_text_is(node->keys[i].text, known[k]))
            ing_nearest_try(&nearest, ing_text_of(known[k++]));
        if (known[k] == NULL)
            status = ing_typed_unknown(r, &node->keys[i], "key", "键", &nearest, err);
    }
    return status;
}

libing_status ing_typed_text(const ing_reading *r, const ing_yaml *node, const char *what, ing_text *out,
                             libing_error *err)
{
    *out = node->text;
    if (node->kind != ING_YAML_TEXT)
        return ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.scalar", "%s must be one value",
                                              "%s应为单个值", what), err);
    if (node->text.len == 0 || ing_text_is(node->text, "~") || ing_text_is(node->text, "null"))
        return ing_typed_at(r, node,
                            ing_fail(err, LIBING_ERR_TYPE, "scenario.null",
                                     "%s has no value; leave the key out", "%s没有值；请去掉这个键", what), err);
    for (size_t i = 0; i < node->text.len; i++) {
        if ((unsigned char)node->text.ptr[i] < 0x20)
            return ing_typed_at(r, node,
                                ing_fail(err, LIBING_ERR_TYPE, "scenario.control",
                                         "%s holds a control character", "%s含控制字符", what), err);
    }
    return LIBING_OK;
}

/* --- dates and times ---------------------------------------------------------------------------- */

static bool two_digits(ing_text text, size_t at, int limit, int *out)
{
    if (at + 2 > text.len || text.ptr[at] < '0' || text.ptr[at] > '9' || text.ptr[at + 1] < '0' ||
        text.ptr[at + 1] > '9')
        return false;
    *out = (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0');
    return *out < limit;
}

/* "2024-03-15T09:40", seconds and offset optional, as a local moment of the store. */
static bool parse_time(const ing_reading *r, ing_text text, ing_moment *out)
{
    ing_date day;
    int hour = 0, minute = 0, second = 0;
    int32_t zone = r->zone_seconds;
    size_t at = 16;

    if (text.len < 16 || text.ptr[10] != 'T' || text.ptr[13] != ':' ||
        !ing_date_parse((ing_text){ text.ptr, 10 }, &day) || !two_digits(text, 11, 24, &hour) ||
        !two_digits(text, 14, 60, &minute))
        return false;
    if (text.len > at && text.ptr[at] == ':') {
        if (!two_digits(text, at + 1, 60, &second))
            return false;
        at += 3;
    }
    if (text.len > at && !ing_zone_parse((ing_text){ text.ptr + at, text.len - at }, &zone))
        return false;
    out->second = (int64_t)day * 86400 + hour * 3600 + minute * 60 + second - zone + r->pack->zone_seconds;
    out->whole_day = false;
    return true;
}

libing_status ing_typed_date(const ing_reading *r, const ing_yaml *node, const char *what, ing_date *out,
                             libing_error *err)
{
    ing_text text;
    libing_status status = ing_typed_text(r, node, what, &text, err);

    if (status == LIBING_OK && !ing_date_parse(text, out))
        status = ing_typed_at(r, node,
                              ing_fail(err, LIBING_ERR_DATE, "scenario.date",
                                       "%s: '%.*s' is no date; write 2024-03-15",
                                       "%s：“%.*s”不是日期；请写2024-03-15", what, ING_TEXT_ARG(text)), err);
    return status;
}

libing_status ing_typed_moment(const ing_reading *r, const ing_yaml *node, const char *what, ing_moment *out,
                               libing_error *err)
{
    ing_text text;
    ing_date day;
    libing_status status = ing_typed_text(r, node, what, &text, err);

    if (status != LIBING_OK || parse_time(r, text, out))
        return status;
    if (!ing_date_parse(text, &day))
        return ing_typed_at(r, node,
                            ing_fail(err, LIBING_ERR_DATE, "scenario.moment",
                                     "%s: '%.*s' is neither a date nor a time; write 2024-03-15 or 2024-03-15T09:40",
                                     "%s：“%.*s”既非日期也非时刻；请写2024-03-15或2024-03-15T09:40", what,
                                     ING_TEXT_ARG(text)), err);
    *out = (ing_moment){ (int64_t)day * 86400, true };
    return LIBING_OK;
}

ing_text ing_typed_moment_text(const ing_reading *r, ing_moment moment)
{
    char text[26];
    char *copy;

    ing_moment_format(moment, r->pack->zone_seconds, text);
    copy = ing_arena_text(r->arena, text, strlen(text));
    return (ing_text){ copy, copy != NULL ? strlen(text) : 0 };
}

/* --- numbers ------------------------------------------------------------------------------------ */

/* Digits with optional '-', and up to `places` decimals: the number times 10^places. */
static bool parse_number(ing_text text, int32_t places, int64_t *out)
{
    bool negative = text.len > 0 && text.ptr[0] == '-';
    size_t at = negative ? 1 : 0, digits = 0;
    int32_t left = places;

    for (*out = 0; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++, digits++)
        *out = *out * 10 + (digits < INTEGER_DIGITS ? text.ptr[at] - '0' : 0);
    if (digits == 0 || digits > INTEGER_DIGITS || (digits > 1 && text.ptr[negative ? 1 : 0] == '0'))
        return false;
    if (at < text.len && text.ptr[at] == '.' && at + 1 < text.len) {
        for (at++; left > 0 && at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++, left--)
            *out = *out * 10 + (text.ptr[at] - '0');
    }
    for (; left > 0 && *out <= ING_JSON_INTEGER_MAX; left--)
        *out *= 10;
    *out = negative ? -*out : *out;
    return at == text.len && *out <= ING_JSON_INTEGER_MAX && *out >= -ING_JSON_INTEGER_MAX;
}

/* A decimal as records have it: exactly that many places. */
static ing_text decimal_text(const ing_reading *r, int64_t number, int32_t places)
{
    ing_buf text = ING_BUF_INIT;
    int64_t scale = 1, size = number < 0 ? -number : number;
    char *copy;

    for (int32_t i = 0; i < places; i++)
        scale *= 10;
    ing_buf_printf(&text, "%s%lld", number < 0 ? "-" : "", (long long)(size / scale));
    if (places > 0)
        ing_buf_printf(&text, ".%0*lld", (int)places, (long long)(size % scale));
    copy = text.failed ? NULL : ing_arena_text(r->arena, text.ptr, text.len);
    ing_buf_free(&text);
    return (ing_text){ copy, copy != NULL ? strlen(copy) : 0 };
}

/* --- party ids ---------------------------------------------------------------------------------- */

static bool admits(const ing_type *type, ing_text kind)
{
    for (size_t i = 0; i < type->word_count; i++) {
        if (ing_text_equal(type->words[i], kind))
            return true;
    }
    return type->word_count == 0;
}

/* A capital letter, digits, perhaps one small letter. */
static bool is_lettered(ing_text id)
{
    size_t at = 1;

    if (id.len < 2 || id.ptr[0] < 'A' || id.ptr[0] > 'Z')
        return false;
    while (at < id.len && id.ptr[at] >= '0' && id.ptr[at] <= '9')
        at++;
    if (at > 1 && at + 1 == id.len && id.ptr[at] >= 'a' && id.ptr[at] <= 'z')
        at++;
    return at > 1 && at == id.len && id.ptr[1] >= '0' && id.ptr[1] <= '9';
}

static ing_text kind_of_short(const ing_reading *r, const ing_type *type, ing_text id)
{
    if (is_lettered(id)) {
        const ing_json *kind = r->shorts != NULL ? ing_json_find(r->shorts, (ing_text){ id.ptr, 1 }) : NULL;

        return kind != NULL && kind->type == ING_JSON_TEXT ? kind->text : ING_TEXT_NONE;
    }
    if (ing_map_get(&r->pack->roles, id) != NULL)
        return ING_TEXT_LIT("unit");
    return type->word_count == 1 ? type->words[0] : ING_TEXT_NONE;
}

/* The full id; absent when it is none, or of a kind that the type does not admit. */
static ing_text full_id(const ing_reading *r, const ing_type *type, ing_text id)
{
    const char *colon = memchr(id.ptr, ':', id.len);
    ing_text kind, rest = id;
    ing_buf full = ING_BUF_INIT;
    char *copy;

    if (colon != NULL) {
        kind = (ing_text){ id.ptr, (size_t)(colon - id.ptr) };
        rest = (ing_text){ colon + 1, id.len - kind.len - 1 };
    } else {
        kind = kind_of_short(r, type, id);
    }
    if (kind.ptr == NULL || !admits(type, kind) || !ing_text_is_id(rest, 64))
        return ING_TEXT_NONE;
    ing_buf_printf(&full, "%.*s:%.*s", ING_TEXT_ARG(kind), ING_TEXT_ARG(rest));
    copy = full.failed ? NULL : ing_arena_text(r->arena, full.ptr, full.len);
    ing_buf_free(&full);
    return (ing_text){ copy, copy != NULL ? strlen(copy) : 0 };
}

static libing_status read_range(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                                const char *what, ing_json_builder *list, libing_error *err)
{
    int64_t first = 0, last = -1;

    if (!ing_yaml_range(node->text, &first, &last))
        return refuse(r, type, node, what, err);
    for (int64_t i = first; i <= last; i++) {
        char shorter[32];
        int len = snprintf(shorter, sizeof shorter, "%c%lld", node->text.ptr[0], (long long)i);
        ing_text full = full_id(r, type, (ing_text){ shorter, (size_t)len });
        ing_json id = ing_json_of_text(full);

        if (full.ptr == NULL)
            return refuse(r, type, node, what, err);
        ing_json_add(list, &id);
    }
    return LIBING_OK;
}

/* --- one value ---------------------------------------------------------------------------------- */

static libing_status read_word(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                               const char *what, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(node->text);

    for (size_t i = 0; i < type->word_count; i++) {
        if (ing_text_equal(type->words[i], node->text))
            return LIBING_OK;
        ing_nearest_try(&nearest, type->words[i]);
    }
    if (nearest.best.ptr == NULL)
        return refuse(r, type, node, what, err);
    return ing_typed_at(r, node,
                        ing_fail(err, LIBING_ERR_WORD, "scenario.word",
                                 "%s: '%.*s' is none of its words; did you mean %.*s?",
                                 "%s：“%.*s”不在其词语之列；是否指%.*s？", what, ING_TEXT_ARG(node->text),
                                 ING_TEXT_ARG(nearest.best)), err);
}

/* Texts stay what they are; absent: the text is no value of the type. */
static ing_text read_as_text(const ing_reading *r, const ing_type *type, ing_text text)
{
    ing_date day;
    ing_moment moment;
    int64_t number;

    switch (type->kind) {
    case ING_TYPE_DATE: return ing_date_parse(text, &day) ? text : ING_TEXT_NONE;
    case ING_TYPE_MOMENT: return parse_time(r, text, &moment) ? ing_typed_moment_text(r, moment) : ING_TEXT_NONE;
    case ING_TYPE_DECIMAL:
        return parse_number(text, type->places, &number) ? decimal_text(r, number, type->places) : ING_TEXT_NONE;
    case ING_TYPE_PARTY_ID: return full_id(r, type, text);
    case ING_TYPE_CASE_ID: return ing_text_is_id(text, 64) ? text : ING_TEXT_NONE;
    case ING_TYPE_TEXT:
    case ING_TYPE_ANY:
    case ING_TYPE_ONE_OF:
    case ING_TYPE_LADDER: return text;
    default: return ING_TEXT_NONE;
    }
}

static libing_status read_scalar(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                                 const char *what, ing_json *out, libing_error *err)
{
    ing_text text;
    libing_status status = ing_typed_text(r, node, what, &text, err);

    if (status == LIBING_OK && (type->kind == ING_TYPE_ONE_OF || type->kind == ING_TYPE_LADDER))
        status = read_word(r, type, node, what, err);
    if (status != LIBING_OK)
        return status;
    if (type->kind == ING_TYPE_BOOLEAN || type->kind == ING_TYPE_FLAG) {
        *out = ing_json_of_boolean(ing_text_is(text, "true"));
        return out->truth || ing_text_is(text, "false") ? LIBING_OK : refuse(r, type, node, what, err);
    }
    if (type->kind == ING_TYPE_INTEGER || type->kind == ING_TYPE_MONEY) {
        int64_t number;

        if (!parse_number(text, type->kind == ING_TYPE_MONEY ? 2 : 0, &number))
            return refuse(r, type, node, what, err);
        *out = ing_json_of_integer(number);
        return LIBING_OK;
    }
    text = read_as_text(r, type, text);
    *out = ing_json_of_text(text);
    return text.ptr != NULL ? LIBING_OK : refuse(r, type, node, what, err);
}

static libing_status read_value(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                                const char *what, int depth, ing_json *out, libing_error *err);

static bool is_range(const ing_type *element, const ing_yaml *node)
{
    if (element->kind != ING_TYPE_PARTY_ID || node->kind != ING_YAML_TEXT)
        return false;
    for (size_t i = 1; i < node->text.len; i++) {
        if (node->text.ptr[i] == '.' && node->text.ptr[i - 1] == '.')
            return true;
    }
    return false;
}

static libing_status read_list(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                               const char *what, int depth, ing_json *out, libing_error *err)
{
    ing_json_builder list = ing_json_begin(r->arena);
    const ing_json *made;
    libing_status status = ing_typed_list(r, node, what, err);

    for (size_t i = 0; status == LIBING_OK && i < node->count; i++) {
        ing_json item;

        if (is_range(type->element, &node->items[i])) {
            status = read_range(r, type->element, &node->items[i], what, &list, err);
            continue;
        }
        status = read_value(r, type->element, &node->items[i], what, depth + 1, &item, err);
        if (status == LIBING_OK)
            ing_json_add(&list, &item);
    }
    made = ing_json_end_list(&list);
    if (status == LIBING_OK && made == NULL)
        status = ing_fail_nomem(err);
    if (status == LIBING_OK)
        *out = *made;
    return status;
}

static const ing_field *find_field(const ing_type *type, ing_text name, ing_nearest *nearest)
{
    for (size_t i = 0; i < type->field_count; i++) {
        if (ing_text_equal(type->fields[i].name, name))
            return &type->fields[i];
        ing_nearest_try(nearest, type->fields[i].name);
    }
    return NULL;
}

static libing_status read_record(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                                 const char *what, int depth, ing_json *out, libing_error *err)
{
    ing_json_builder record = ing_json_begin(r->arena);
    const ing_json *made;
    libing_status status = ing_typed_map(r, node, what, err);

    for (size_t i = 0; status == LIBING_OK && i < node->count; i++) {
        ing_nearest nearest = ing_nearest_begin(node->keys[i].text);
        const ing_field *field = find_field(type, node->keys[i].text, &nearest);
        ing_json value;

        if (field == NULL)
            return ing_typed_unknown(r, &node->keys[i], "field", "字段", &nearest, err);
        status = read_value(r, field->type, &node->items[i], what, depth + 1, &value, err);
        if (status == LIBING_OK)
            ing_json_put(&record, field->name, &value);
    }
    made = ing_json_end_object(&record);
    if (status == LIBING_OK && made == NULL)
        status = ing_fail_nomem(err);
    if (status == LIBING_OK)
        *out = *made;
    return status;
}

static libing_status read_value(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                                const char *what, int depth, ing_json *out, libing_error *err)
{
    if (depth > DEPTH_MAX)
        return refuse(r, type, node, what, err);
    if (type->kind == ING_TYPE_LIST)
        return read_list(r, type, node, what, depth, out, err);
    if (type->kind == ING_TYPE_RECORD)
        return read_record(r, type, node, what, depth, out, err);
    return read_scalar(r, type, node, what, out, err);
}

libing_status ing_typed_read(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                             const char *what, const ing_json **out, libing_error *err)
{
    ing_json *value = ing_arena_new(r->arena, 1, sizeof *value);

    *out = value;
    return value == NULL ? ing_fail_nomem(err) : read_value(r, type, node, what, 0, value, err);
}

/* --- comparing ---------------------------------------------------------------------------------- */

static const ing_json *member_or_default(const ing_field *field, const ing_json *record)
{
    static const ing_json no = { .type = ING_JSON_BOOLEAN };
    const ing_json *value = ing_json_find(record, field->name);

    if (value == NULL)
        value = field->fallback;
    return value == NULL && field->type->kind == ING_TYPE_FLAG ? &no : value;
}

bool ing_typed_equal(const ing_type *type, const ing_json *a, const ing_json *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (type->kind == ING_TYPE_LIST && a->type == ING_JSON_LIST && b->type == ING_JSON_LIST) {
        bool same = a->count == b->count;

        for (size_t i = 0; i < a->count && same; i++)
            same = ing_typed_equal(type->element, &a->items[i], &b->items[i]);
        return same;
    }
    if (type->kind == ING_TYPE_RECORD && a->type == ING_JSON_OBJECT && b->type == ING_JSON_OBJECT) {
        bool same = true;

        for (size_t i = 0; i < type->field_count && same; i++)
            same = ing_typed_equal(type->fields[i].type, member_or_default(&type->fields[i], a),
                                   member_or_default(&type->fields[i], b));
        return same;
    }
    return ing_json_equal(a, b);
}
