/* SPDX-License-Identifier: Apache-2.0 */
/* YAML as scenarios are written in it: one document of mappings, lists and plain texts. Anchors, aliases,
 * tags and duplicate keys are refused; quotes carry no meaning, since the vocabulary types every value. */
#ifndef ING_REHEARSE_YAML_H
#define ING_REHEARSE_YAML_H

#include "json/json.h"

typedef enum ing_yaml_kind { ING_YAML_TEXT = 1, ING_YAML_LIST, ING_YAML_MAP } ing_yaml_kind;

typedef struct ing_yaml ing_yaml;

struct ing_yaml {
    ing_yaml_kind kind;
    ing_text text;                  /* TEXT; the key of a member is in `keys` */
    size_t count;                   /* LIST, MAP */
    const ing_yaml *items;          /* LIST: elements; MAP: values, in the order written */
    const ing_yaml *keys;           /* MAP: TEXT nodes */
    int32_t line, column;           /* from 1; 0: made from a value of a program */
};

/* Everything lives in `arena`. LIBING_ERR_TEXT with file, line and column for what is no such YAML;
 * LIBING_ERR_NOMEM. */
libing_status ing_yaml_read(ing_arena *arena, ing_text bytes, ing_text file, const ing_yaml **out,
                            libing_error *err);

/* The value of a key; NULL when it is not there or the node is no mapping. */
const ing_yaml *ing_yaml_get(const ing_yaml *map, const char *key);

/* "F1..F88" in a list of ids: the same letter twice, the first and the last number, at most 10,000. */
bool ing_yaml_range(ing_text text, int64_t *first, int64_t *last);

/* The same tree as JSON with texts only, ranges in lists written out, and from JSON, whose numbers and booleans become texts; NULL
 * without memory. */
const ing_json *ing_yaml_to_json(const ing_yaml *node, ing_arena *arena);
const ing_yaml *ing_yaml_of_json(const ing_json *value, ing_arena *arena);

#endif
