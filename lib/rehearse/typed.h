/* SPDX-License-Identifier: Apache-2.0 */
/* Scalars of a scenario, read by the declared type of their field and turned into the form that records
 * have: yuan into fen, short party ids into full ones, times into the store's zone. */
#ifndef ING_REHEARSE_TYPED_H
#define ING_REHEARSE_TYPED_H

#include "pack/pack.h"
#include "rehearse/yaml.h"

/* What the reading of one file shares. */
typedef struct ing_reading {
    const ing_pack *pack;           /* its vocabulary, and its zone, which is the store's */
    ing_arena *arena;
    int32_t zone_seconds;           /* of times without an offset */
    const ing_json *shorts;         /* letter → party kind; NULL = there are no short ids */
    ing_text file;
} ing_reading;

/* `what` names the place in messages: "burn_verified.act". LIBING_ERR_TYPE, _WORD, _DATE with file, line
 * and column. */
libing_status ing_typed_read(const ing_reading *r, const ing_type *type, const ing_yaml *node,
                             const char *what, const ing_json **out, libing_error *err);

/* A text that is there: neither empty nor null. */
libing_status ing_typed_text(const ing_reading *r, const ing_yaml *node, const char *what, ing_text *out,
                             libing_error *err);
libing_status ing_typed_date(const ing_reading *r, const ing_yaml *node, const char *what, ing_date *out,
                             libing_error *err);
/* A date, or a time, which becomes a local moment of the store. */
libing_status ing_typed_moment(const ing_reading *r, const ing_yaml *node, const char *what, ing_moment *out,
                               libing_error *err);
libing_status ing_typed_list(const ing_reading *r, const ing_yaml *node, const char *what, libing_error *err);
libing_status ing_typed_map(const ing_reading *r, const ing_yaml *node, const char *what, libing_error *err);
/* A mapping without keys beyond these; `known` ends with NULL. */
libing_status ing_typed_keys(const ing_reading *r, const ing_yaml *node, const char *what,
                             const char *const *known, libing_error *err);
/* LIBING_ERR_WORD: "unknown event burn_fond; did you mean burn_found?" */
libing_status ing_typed_unknown(const ing_reading *r, const ing_yaml *at, const char *en, const char *zh,
                                const ing_nearest *nearest, libing_error *err);
/* Say where in the file; gives `status`. */
libing_status ing_typed_at(const ing_reading *r, const ing_yaml *at, libing_status status, libing_error *err);

/* The text of a moment as records have it, in the arena; absent without memory. */
ing_text ing_typed_moment_text(const ing_reading *r, ing_moment moment);

/* Do two values of a type in record form say the same? Members that are not there count as their
 * defaults. */
bool ing_typed_equal(const ing_type *type, const ing_json *a, const ing_json *b);

#endif
