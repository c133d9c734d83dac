/* SPDX-License-Identifier: Apache-2.0 */
/* JSON values in memory: building, sorting, looking up, comparing. */
#include "json/json.h"

static const char empty_text[] = "";

ing_json ing_json_of_text(ing_text text)
{
    ing_text present = { text.ptr != NULL ? text.ptr : empty_text, text.len };
    return (ing_json){ .type = ING_JSON_TEXT, .text = present };
}

ing_json ing_json_of_integer(int64_t number)
{
    return (ing_json){ .type = ING_JSON_INTEGER, .number = number };
}

ing_json ing_json_of_boolean(bool truth)
{
    return (ing_json){ .type = ING_JSON_BOOLEAN, .truth = truth };
}

ing_json_builder ing_json_begin(ing_arena *arena)
{
    return (ing_json_builder){ arena, NULL, 0, 0, false };
}

static void append(ing_json_builder *b, ing_text key, const ing_json *value)
{
    if (value == NULL || b->failed)
        return;
    if (b->count == b->cap) {
        size_t cap = b->cap == 0 ? 8 : b->cap * 2;
        ing_json_member *members = ing_arena_new(b->arena, cap, sizeof *members);
        if (members == NULL) {
            b->failed = true;
            return;
        }
        if (b->count > 0)
            memcpy(members, b->members, b->count * sizeof *members);
        b->members = members;
        b->cap = cap;
    }
    b->members[b->count++] = (ing_json_member){ key, *value };
}

void ing_json_put(ing_json_builder *b, ing_text key, const ing_json *value)
{
    append(b, key, value);
}

void ing_json_put_text(ing_json_builder *b, const char *key, ing_text text)
{
    ing_json value = ing_json_of_text(text);
    if (text.ptr != NULL)
        append(b, ing_text_of(key), &value);
}

void ing_json_put_integer(ing_json_builder *b, const char *key, int64_t number)
{
    ing_json value = ing_json_of_integer(number);
    append(b, ing_text_of(key), &value);
}

void ing_json_put_boolean(ing_json_builder *b, const char *key, bool truth)
{
    ing_json value = ing_json_of_boolean(truth);
    append(b, ing_text_of(key), &value);
}

void ing_json_add(ing_json_builder *b, const ing_json *value)
{
    append(b, ING_TEXT_NONE, value);
}

static bool is_sorted(const ing_json_member *members, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (ing_text_order(members[i - 1].key, members[i].key) > 0)
            return false;
    }
    return true;
}

static void insertion_sort(ing_json_member *members, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        ing_json_member moving = members[i];
        size_t at = i;
        for (; at > 0 && ing_text_order(members[at - 1].key, moving.key) > 0; at--)
            members[at] = members[at - 1];
        members[at] = moving;
    }
}

/* Merges from[low..mid) and from[mid..high) into `to`; the left one goes first among equals. */
static void merge(const ing_json_member *from, ing_json_member *to, size_t low, size_t mid,
                  size_t high)
{
    size_t left = low, right = mid;
    for (size_t at = low; at < high; at++) {
        bool take_left = left < mid && (right == high ||
                                        ing_text_order(from[left].key, from[right].key) <= 0);
        to[at] = take_left ? from[left++] : from[right++];
    }
}

/* Not qsort(): it is not stable, and its worst case depends on the C library. */
bool ing_json_sort(ing_arena *arena, ing_json_member *members, size_t count)
{
    if (is_sorted(members, count))
        return true;
    if (count <= 16) {
        insertion_sort(members, count);
        return true;
    }
    ing_json_member *from = members;
    ing_json_member *to = ing_arena_new(arena, count, sizeof *to);
    if (to == NULL)
        return false;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t mid = low + width < count ? low + width : count;
            size_t high = mid + width < count ? mid + width : count;
            merge(from, to, low, mid, high);
        }
        ing_json_member *swap = from;
        from = to;
        to = swap;
    }
    if (from != members)
        memcpy(members, from, count * sizeof *members);
    return true;
}

/* Keeps the last of equal keys. */
static size_t drop_replaced(ing_json_member *members, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool replaces = kept > 0 && ing_text_equal(members[kept - 1].key, members[i].key);
        members[replaces ? kept - 1 : kept] = members[i];
        kept += !replaces;
    }
    return kept;
}

/* What could not be built is not left out: nothing that is built in this arena from now on is whole. */
static bool has_failed(const ing_json_builder *b)
{
    b->arena->failed = b->arena->failed || b->failed;
    return b->arena->failed;
}

const ing_json *ing_json_end_object(ing_json_builder *b)
{
    ing_json *value = ing_arena_new(b->arena, 1, sizeof *value);
    if (value == NULL || has_failed(b) || !ing_json_sort(b->arena, b->members, b->count))
        return NULL;
    value->type = ING_JSON_OBJECT;
    value->members = b->members;
    value->count = drop_replaced(b->members, b->count);
    return value;
}

const ing_json *ing_json_end_list(ing_json_builder *b)
{
    ing_json *value = ing_arena_new(b->arena, 1, sizeof *value);
    ing_json *items = ing_arena_new(b->arena, b->count, sizeof *items);
    if (value == NULL || items == NULL || has_failed(b))
        return NULL;
    for (size_t i = 0; i < b->count; i++)
        items[i] = b->members[i].value;
    value->type = ING_JSON_LIST;
    value->items = items;
    value->count = b->count;
    return value;
}

const ing_json *ing_json_find(const ing_json *object, ing_text key)
{
    if (object == NULL || object->type != ING_JSON_OBJECT)
        return NULL;
    size_t low = 0, high = object->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = ing_text_order(object->members[mid].key, key);
        if (order == 0)
            return &object->members[mid].value;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const ing_json *ing_json_get(const ing_json *object, const char *key)
{
    return ing_json_find(object, ing_text_of(key));
}

ing_text ing_json_text(const ing_json *object, const char *key)
{
    const ing_json *value = ing_json_get(object, key);
    return value != NULL && value->type == ING_JSON_TEXT ? value->text : ING_TEXT_NONE;
}

int64_t ing_json_integer(const ing_json *object, const char *key, int64_t fallback)
{
    const ing_json *value = ing_json_get(object, key);
    return value != NULL && value->type == ING_JSON_INTEGER ? value->number : fallback;
}

static bool equal_at(const ing_json *a, const ing_json *b, int depth)
{
    if (a->type != b->type || depth > ING_JSON_DEPTH_MAX)
        return false;
    if (a->type == ING_JSON_BOOLEAN)
        return a->truth == b->truth;
    if (a->type == ING_JSON_INTEGER)
        return a->number == b->number;
    if (a->type == ING_JSON_TEXT)
        return ing_text_equal(a->text, b->text);
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        bool is_list = a->type == ING_JSON_LIST;
        if (!is_list && !ing_text_equal(a->members[i].key, b->members[i].key))
            return false;
        const ing_json *a_part = is_list ? &a->items[i] : &a->members[i].value;
        const ing_json *b_part = is_list ? &b->items[i] : &b->members[i].value;
        if (!equal_at(a_part, b_part, depth + 1))
            return false;
    }
    return true;
}

bool ing_json_equal(const ing_json *a, const ing_json *b)
{
    return equal_at(a, b, 0);
}
