/* SPDX-License-Identifier: Apache-2.0 */
/* Telling: what a loaded pack says, in words and without any case, for pages and drawings. */
#ifndef ING_PACK_TELLING_H
#define ING_PACK_TELLING_H

#include "pack/pack.h"

#include "base/buf.h"

typedef struct ing_telling {
    const ing_pack *pack;
    bool zh;
    ing_arena *arena;               /* for what is made on the way */
} ing_telling;

/* A condition or a value as a phrase; parameters with the value that holds last, in brackets. */
void ing_tell(const ing_telling *telling, const ing_expr *expr, ing_buf *out);
/* A value of a type: money in yuan, words by their titles. */
void ing_tell_value(const ing_telling *telling, const ing_type *type, const ing_value *value,
                    ing_buf *out);
/* A length of time: "15 working days (days to pay)"; any other expression as ing_tell(). */
void ing_tell_length(const ing_telling *telling, const ing_expr *expr, ing_buf *out);
/* A word of records, "lapse:pay_by" and "confirm:x" too. */
void ing_tell_word(const ing_telling *telling, ing_text word, ing_buf *out);
/* Frees the buffer and keeps its text. Without memory it is absent and the arena has failed: whoever
 * writes a page asks that at the end. */
ing_text ing_tell_keep(const ing_telling *telling, ing_buf *buf);

ing_text ing_tell_title(const ing_telling *telling, const ing_titles *titles, ing_text fallback);
/* A state of a region by its title. */
ing_text ing_tell_state(const ing_telling *telling, const ing_region *region, ing_text state);
/* A deadline's title; without one, that of the parameter its length is taken from. */
ing_text ing_tell_deadline(const ing_telling *telling, const ing_deadline *deadline);
/* The first deadline of that id; NULL when there is none. */
const ing_deadline *ing_tell_due(const ing_telling *telling, ing_text id);

#endif
