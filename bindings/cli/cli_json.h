/* SPDX-License-Identifier: Apache-2.0 */
/* Looking into the JSON that libing made. Nothing is copied: a value is a piece of its document. */
#ifndef LIBING_CLI_JSON_H
#define LIBING_CLI_JSON_H

#include "cli_buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One value, borrowed; `ptr` is NULL when it is not there. */
typedef struct cli_json {
    const char *ptr;
    size_t len;
} cli_json;

/* The first value of a text, and where the text goes on after it (may be NULL). A value that does
 * not end is not there. */
cli_json cli_json_first(const char *text, size_t len, const char **rest_out);

bool cli_json_is_text(cli_json value);
bool cli_json_is_list(cli_json value);
bool cli_json_is_object(cli_json value);
bool cli_json_is_true(cli_json value);
bool cli_json_is(cli_json value, const char *written); /* "\"must\"" */

cli_json cli_json_get(cli_json object, const char *key);
int64_t cli_json_integer(cli_json value, int64_t fallback);

/* Members of an object or items of a list, in order. */
typedef struct cli_json_walk {
    const char *at, *end;
    bool object;
} cli_json_walk;

cli_json_walk cli_json_walk_of(cli_json value);
/* `key` is not there in a list. */
bool cli_json_next(cli_json_walk *walk, cli_json *key, cli_json *value);

/* For people: a text unescaped, anything else as it is written. */
void cli_json_show(cli_json value, cli_buf *out);
/* For machines: a text in quotes. */
void cli_json_quote(const char *text, cli_buf *out);

#endif
