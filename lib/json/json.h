/* SPDX-License-Identifier: Apache-2.0 */
/* JSON values, and the canonical JSON of LOG_FORMAT: an RFC 8785 subset with integers only.
 *
 * Values live in an arena and are immutable once built. Objects are always sorted by the bytes of
 * their keys, without duplicates, whoever made them. */
#ifndef ING_JSON_JSON_H
#define ING_JSON_JSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ing_json_type {
    ING_JSON_BOOLEAN = 1, ING_JSON_INTEGER, ING_JSON_TEXT, ING_JSON_LIST, ING_JSON_OBJECT
} ing_json_type;

#define ING_JSON_INTEGER_MAX INT64_C(9007199254740991) /* 2^53 - 1 */
#define ING_JSON_DEPTH_MAX 32

typedef struct ing_json ing_json;
typedef struct ing_json_member ing_json_member;

struct ing_json {
    ing_json_type type;
    bool truth;                     /* BOOLEAN */
    int64_t number;                 /* INTEGER */
    ing_text text;                  /* TEXT, unescaped; no NUL after it is promised */
    size_t count;                   /* LIST, OBJECT */
    const ing_json *items;          /* LIST */
    const ing_json_member *members; /* OBJECT, sorted */
};

struct ing_json_member {
    ing_text key;
    ing_json value;
};

/* Any JSON of the subset: white space, key order and escapes are free; `null`, floats, big integers,
 * duplicate keys, U+0000, lone surrogates, invalid UTF-8, depth over 32 are LIBING_ERR_TEXT, with the
 * byte (the first is 1) in the message and as err->column of line 1. "-0" is a float. The result does
 * not point into `text`. */
libing_status ing_json_read(ing_arena *arena, ing_text text, const ing_json **out, libing_error *err);

/* As above, and the text must be its own canonical form. May point into `text`. */
libing_status ing_json_read_canonical(ing_arena *arena, ing_text text, const ing_json **out,
                                      libing_error *err);

/* The canonical form, without the final newline. `out` fails for a value nested deeper than
 * ING_JSON_DEPTH_MAX, which only a builder can make. */
void ing_json_write(const ing_json *value, ing_buf *out);
/* The canonical form of a text value, quotes included. */
void ing_json_write_text(ing_text text, ing_buf *out);

bool ing_json_equal(const ing_json *a, const ing_json *b);

/* Reading objects: NULL / absent / fallback when it is not there or of another type. */
const ing_json *ing_json_get(const ing_json *object, const char *key);
const ing_json *ing_json_find(const ing_json *object, ing_text key);
ing_text ing_json_text(const ing_json *object, const char *key);
int64_t ing_json_integer(const ing_json *object, const char *key, int64_t fallback);

/* Building values. An object under construction takes members in any order and sorts when ended.
 * When the arena has failed since its last reset, the result of ..._end() is NULL, so that a part
 * that could not be built is never just left out of the whole; nothing else needs a check. */
ing_json ing_json_of_text(ing_text text);           /* borrows */
ing_json ing_json_of_integer(int64_t number);
ing_json ing_json_of_boolean(bool truth);

typedef struct ing_json_builder {
    ing_arena *arena;
    ing_json_member *members;       /* key.ptr NULL in a list */
    size_t count, cap;
    bool failed;
} ing_json_builder;

ing_json_builder ing_json_begin(ing_arena *arena);
/* Keys and texts are borrowed, a NULL value is left out. A later value of one key replaces. */
void ing_json_put(ing_json_builder *b, ing_text key, const ing_json *value);
void ing_json_put_text(ing_json_builder *b, const char *key, ing_text text);   /* absent: left out */
void ing_json_put_integer(ing_json_builder *b, const char *key, int64_t number);
void ing_json_put_boolean(ing_json_builder *b, const char *key, bool truth);
void ing_json_add(ing_json_builder *b, const ing_json *value);                 /* to a list */
const ing_json *ing_json_end_object(ing_json_builder *b);
const ing_json *ing_json_end_list(ing_json_builder *b);

/* Sorts by the bytes of the keys, equal keys in the order they had; false without memory. */
bool ing_json_sort(ing_arena *arena, ing_json_member *members, size_t count);

#endif
