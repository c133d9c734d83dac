/* SPDX-License-Identifier: Apache-2.0 */
/* YAML: libyaml's events become a tree. The only file that sees yaml.h. */
#include "rehearse/yaml.h"

#include <stdio.h>
#include <yaml.h>

#define RANGE_MAX 10000
#define DEPTH_MAX 32
#define FIRST_CAP 8

typedef struct parsing {
    yaml_parser_t parser;
    yaml_event_t event;             /* the current one */
    bool has_event;
    ing_arena *arena;
    ing_text file;
} parsing;

/* A list of nodes that grows in the arena. */
typedef struct nodes {
    ing_yaml *items;
    size_t count, cap;
} nodes;

/* --- places and failures ------------------------------------------------------------------------ */

static libing_status place(const parsing *p, yaml_mark_t mark, libing_status status, libing_error *err)
{
    ing_error_place(err, p->file, (int32_t)mark.line + 1, (int32_t)mark.column + 1);
    return status;
}

static libing_status refuse(const parsing *p, yaml_mark_t mark, const char *en, const char *zh,
                            libing_error *err)
{
    return place(p, mark, ing_fail(err, LIBING_ERR_TEXT, "yaml.refused", "%s%.0s", "%.0s%s", en, zh), err);
}

static libing_status fail_parser(const parsing *p, libing_error *err)
{
    const char *problem = p->parser.problem != NULL ? p->parser.problem : "no YAML";

    if (p->parser.error == YAML_MEMORY_ERROR)
        return ing_fail_nomem(err);
    return place(p, p->parser.problem_mark,
                 ing_fail(err, LIBING_ERR_TEXT, "yaml.syntax", "no YAML: %s", "不是YAML：%s", problem), err);
}

static libing_status next(parsing *p, libing_error *err)
{
    if (p->has_event)
        yaml_event_delete(&p->event);
    p->has_event = yaml_parser_parse(&p->parser, &p->event) != 0;
    return p->has_event ? LIBING_OK : fail_parser(p, err);
}

/* --- nodes -------------------------------------------------------------------------------------- */

static libing_status add(parsing *p, nodes *list, const ing_yaml *node, libing_error *err)
{
    if (list->count == list->cap) {
        size_t cap = list->cap == 0 ? FIRST_CAP : list->cap * 2;
        ing_yaml *grown = ing_arena_new(p->arena, cap, sizeof *grown);

        if (grown == NULL)
            return ing_fail_nomem(err);
        if (list->count > 0)
            memcpy(grown, list->items, list->count * sizeof *grown);
        list->items = grown;
        list->cap = cap;
    }
    list->items[list->count++] = *node;
    return LIBING_OK;
}

static libing_status read_text(parsing *p, ing_yaml *out, libing_error *err)
{
    const yaml_event_t *event = &p->event;
    size_t len = event->data.scalar.length;
    char *copy;

    if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL)
        return refuse(p, event->start_mark, "anchors and tags are not allowed", "不允许锚点和标签", err);
    copy = ing_arena_text(p->arena, (const char *)event->data.scalar.value, len);
    if (copy == NULL)
        return ing_fail_nomem(err);
    out->kind = ING_YAML_TEXT;
    out->text = (ing_text){ copy, len };
    if (!ing_text_is_utf8(out->text))
        return refuse(p, event->start_mark, "U+0000 is not allowed", "不允许U+0000", err);
    return LIBING_OK;
}

static libing_status read_node(parsing *p, int depth, ing_yaml *out, libing_error *err);

static libing_status read_list(parsing *p, int depth, ing_yaml *out, libing_error *err)
{
    nodes items = { NULL, 0, 0 };
    libing_status status = next(p, err);

    while (status == LIBING_OK && p->event.type != YAML_SEQUENCE_END_EVENT) {
        ing_yaml item;

        status = read_node(p, depth + 1, &item, err);
        if (status == LIBING_OK)
            status = add(p, &items, &item, err);
        if (status == LIBING_OK)
            status = next(p, err);
    }
    out->kind = ING_YAML_LIST;
    out->count = items.count;
    out->items = items.items;
    return status;
}

static libing_status check_key(const parsing *p, const nodes *keys, const ing_yaml *key, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (key->kind != ING_YAML_TEXT)
        return refuse(p, p->event.start_mark, "a key must be a text", "键必须是文本", err);
    for (size_t i = 0; i < keys->count && status == LIBING_OK; i++) {
        if (ing_text_equal(keys->items[i].text, key->text))
            status = place(p, p->event.start_mark,
                           ing_fail(err, LIBING_ERR_TEXT, "yaml.key_twice", "key '%.*s' stands here twice",
                                    "键“%.*s”出现了两次", ING_TEXT_ARG(key->text)),
                           err);
    }
    return status;
}

static libing_status read_member(parsing *p, int depth, nodes *keys, nodes *values, libing_error *err)
{
    ing_yaml key, value;
    libing_status status = read_node(p, depth + 1, &key, err);

    if (status == LIBING_OK)
        status = check_key(p, keys, &key, err);
    if (status == LIBING_OK)
        status = add(p, keys, &key, err);
    if (status == LIBING_OK)
        status = next(p, err);
    if (status == LIBING_OK)
        status = read_node(p, depth + 1, &value, err);
    return status == LIBING_OK ? add(p, values, &value, err) : status;
}

static libing_status read_map(parsing *p, int depth, ing_yaml *out, libing_error *err)
{
    nodes keys = { NULL, 0, 0 }, values = { NULL, 0, 0 };
    libing_status status = next(p, err);

    while (status == LIBING_OK && p->event.type != YAML_MAPPING_END_EVENT) {
        status = read_member(p, depth, &keys, &values, err);
        if (status == LIBING_OK)
            status = next(p, err);
    }
    out->kind = ING_YAML_MAP;
    out->count = keys.count;
    out->keys = keys.items;
    out->items = values.items;
    return status;
}

/* The node that the current event begins; afterwards the event is the one that ends it. */
static libing_status read_node(parsing *p, int depth, ing_yaml *out, libing_error *err)
{
    yaml_mark_t mark = p->event.start_mark;

    *out = (ing_yaml){ .line = (int32_t)mark.line + 1, .column = (int32_t)mark.column + 1 };
    if (depth > DEPTH_MAX)
        return refuse(p, mark, "nested too deep", "嵌套过深", err);
    if (p->event.type == YAML_SCALAR_EVENT)
        return read_text(p, out, err);
    if (p->event.type == YAML_ALIAS_EVENT)
        return refuse(p, mark, "aliases are not allowed; write it out", "不允许引用别名；请写全", err);
    if (p->event.type == YAML_SEQUENCE_START_EVENT) {
        if (p->event.data.sequence_start.anchor != NULL || p->event.data.sequence_start.tag != NULL)
            return refuse(p, mark, "anchors and tags are not allowed", "不允许锚点和标签", err);
        return read_list(p, depth, out, err);
    }
    if (p->event.data.mapping_start.anchor != NULL || p->event.data.mapping_start.tag != NULL)
        return refuse(p, mark, "anchors and tags are not allowed", "不允许锚点和标签", err);
    return read_map(p, depth, out, err);
}

/* --- the document ------------------------------------------------------------------------------- */

static libing_status read_document(parsing *p, ing_yaml *out, libing_error *err)
{
    libing_status status = next(p, err); /* the stream begins */

    if (status == LIBING_OK)
        status = next(p, err);
    if (status == LIBING_OK && p->event.type != YAML_DOCUMENT_START_EVENT)
        return refuse(p, p->event.start_mark, "the file is empty", "文件为空", err);
    if (status == LIBING_OK)
        status = next(p, err);
    if (status == LIBING_OK)
        status = read_node(p, 0, out, err);
    if (status == LIBING_OK)
        status = next(p, err); /* the document ends */
    if (status == LIBING_OK)
        status = next(p, err);
    if (status == LIBING_OK && p->event.type != YAML_STREAM_END_EVENT)
        return refuse(p, p->event.start_mark, "a second document begins here", "此处开始了第二个文档", err);
    return status;
}

libing_status ing_yaml_read(ing_arena *arena, ing_text bytes, ing_text file, const ing_yaml **out,
                            libing_error *err)
{
    parsing p = { .arena = arena, .file = file };
    ing_yaml *root = ing_arena_new(arena, 1, sizeof *root);
    libing_status status;

    *out = NULL;
    if (root == NULL || !yaml_parser_initialize(&p.parser))
        return ing_fail_nomem(err);
    yaml_parser_set_encoding(&p.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p.parser, (const unsigned char *)bytes.ptr, bytes.len);
    status = read_document(&p, root, err);
    if (p.has_event)
        yaml_event_delete(&p.event);
    yaml_parser_delete(&p.parser);
    if (status == LIBING_OK)
        *out = root;
    return status;
}

/* --- looking at it ------------------------------------------------------------------------------ */

const ing_yaml *ing_yaml_get(const ing_yaml *map, const char *key)
{
    for (size_t i = 0; map != NULL && map->kind == ING_YAML_MAP && i < map->count; i++) {
        if (ing_text_is(map->keys[i].text, key))
            return &map->items[i];
    }
    return NULL;
}

/* Trees are at most DEPTH_MAX deep. */
static bool read_digits(const char **at, const char *end, int64_t *out)
{
    const char *first = *at;

    for (*out = 0; *at < end && **at >= '0' && **at <= '9' && *at - first < 10; ++*at)
        *out = *out * 10 + (**at - '0');
    return *at > first;
}

bool ing_yaml_range(ing_text text, int64_t *first, int64_t *last)
{
    const char *at = text.ptr + 1, *end = text.ptr + text.len;

    bool is_letter = text.len > 0 && ((text.ptr[0] | 0x20) >= 'a' && (text.ptr[0] | 0x20) <= 'z');

    if (!is_letter || text.len < 6 || !read_digits(&at, end, first) || end - at < 4 || memcmp(at, "..", 2) != 0 ||
        at[2] != text.ptr[0])
        return false;
    at += 3;
    return read_digits(&at, end, last) && at == end && *first <= *last && *last - *first < RANGE_MAX;
}

static bool add_range(ing_text text, ing_arena *arena, ing_json_builder *list)
{
    int64_t first, last;

    if (!ing_yaml_range(text, &first, &last))
        return false;
    for (int64_t i = first; i <= last; i++) {
        char id[24];
        int len = snprintf(id, sizeof id, "%c%lld", text.ptr[0], (long long)i);
        ing_json item = ing_json_of_text((ing_text){ ing_arena_text(arena, id, (size_t)len), (size_t)len });

        ing_json_add(list, item.text.ptr != NULL ? &item : NULL); /* without memory the list fails */
    }
    return true;
}

const ing_json *ing_yaml_to_json(const ing_yaml *node, ing_arena *arena)
{
    ing_json_builder made = ing_json_begin(arena);

    if (node->kind == ING_YAML_TEXT) {
        ing_json *text = ing_arena_new(arena, 1, sizeof *text);

        if (text != NULL)
            *text = ing_json_of_text(node->text);
        return text;
    }
    for (size_t i = 0; i < node->count; i++) {
        const ing_json *value;

        if (node->kind == ING_YAML_LIST && node->items[i].kind == ING_YAML_TEXT &&
            add_range(node->items[i].text, arena, &made))
            continue;
        value = ing_yaml_to_json(&node->items[i], arena);
        if (value == NULL)
            return NULL;
        if (node->kind == ING_YAML_LIST)
            ing_json_add(&made, value);
        else
            ing_json_put(&made, node->keys[i].text, value);
    }
    return node->kind == ING_YAML_LIST ? ing_json_end_list(&made) : ing_json_end_object(&made);
}

static bool scalar_of_json(const ing_json *value, ing_arena *arena, ing_yaml *out)
{
    ing_buf digits = ING_BUF_INIT;

    out->kind = ING_YAML_TEXT;
    if (value->type == ING_JSON_BOOLEAN)
        out->text = value->truth ? ING_TEXT_LIT("true") : ING_TEXT_LIT("false");
    else if (value->type == ING_JSON_TEXT)
        out->text = value->text;
    else {
        ing_buf_int(&digits, value->number);
        out->text.ptr = digits.failed ? NULL : ing_arena_text(arena, digits.ptr, digits.len);
        out->text.len = digits.len;
        ing_buf_free(&digits);
    }
    return out->text.ptr != NULL;
}

static bool of_json(const ing_json *value, ing_arena *arena, ing_yaml *out)
{
    bool is_map = value->type == ING_JSON_OBJECT;
    ing_yaml *items, *keys;

    *out = (ing_yaml){ .kind = is_map ? ING_YAML_MAP : ING_YAML_LIST, .count = value->count };
    if (!is_map && value->type != ING_JSON_LIST)
        return scalar_of_json(value, arena, out);
    items = ing_arena_new(arena, value->count, sizeof *items);
    keys = ing_arena_new(arena, value->count, sizeof *keys);
    if (items == NULL || keys == NULL)
        return false;
    for (size_t i = 0; i < value->count; i++) {
        keys[i] = (ing_yaml){ .kind = ING_YAML_TEXT, .text = is_map ? value->members[i].key : ING_TEXT_NONE };
        if (!of_json(is_map ? &value->members[i].value : &value->items[i], arena, &items[i]))
            return false;
    }
    out->items = items;
    out->keys = keys;
    return true;
}

const ing_yaml *ing_yaml_of_json(const ing_json *value, ing_arena *arena)
{
    ing_yaml *out = ing_arena_new(arena, 1, sizeof *out);

    return out != NULL && of_json(value, arena, out) ? out : NULL;
}
