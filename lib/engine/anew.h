/* SPDX-License-Identifier: Apache-2.0 */
/* Anew: one case as it would have run, lying over the store. Whoever looks through a source that has
 * one sees the overlay's records in place of what the store holds about the case and of what the case's
 * own causes brought about elsewhere; everything else is seen as the store has it, within the source's
 * bound. Nothing is written. */
#ifndef ING_ENGINE_ANEW_H
#define ING_ENGINE_ANEW_H

#include "base/map.h"
#include "pack/world.h"

typedef struct ing_span { int64_t first, end; } ing_span; /* seqs first..end-1 */

typedef struct ing_anew {
    ing_arena *arena;               /* of whoever judges anew; lives as long as the overlay */
    ing_text case_id, subject;
    const ing_record **records;     /* in order of their turns */
    size_t count, cap;
    int64_t version;                /* that the next record about the case will have */
    const ing_span *hidden;         /* what the case's causes brought about, as recorded; ascending */
    size_t hidden_count;
    ing_map standings;              /* seq as text → "in" or "out" of force */
} ing_anew;

void ing_anew_free(ing_anew *anew); /* not the arena */

/* Gives the record its turn, its place and, about the case, its version; then it is seen. Nothing in the
 * overlay is ever corrected: what is, is left out. */
libing_status ing_anew_push(ing_anew *anew, ing_record *record, int64_t place, libing_error *err);

/* Does the overlay stand in the place of this record of the store. */
bool ing_anew_hides(const ing_anew *anew, const ing_record *record);
bool ing_anew_hides_seq(const ing_anew *anew, int64_t seq);
/* The overlay's own record of this seq, or NULL. */
const ing_record *ing_anew_find(const ing_anew *anew, int64_t seq);
/* Is a decision in force; false when the store is to be asked. */
bool ing_anew_in_force(const ing_anew *anew, int64_t seq, bool *out);

/* --- for the source ---------------------------------------------------------------------------- */
struct ing_source;
struct ing_held;
/* Add what there is about a case that is held. */
libing_status ing_anew_load(struct ing_source *source, struct ing_held *held, libing_error *err);
/* Add to `items`, which has room for all, what a party or the store is asked for; in order of
 * registration again. */
libing_status ing_anew_add(struct ing_source *source, const ing_view *scope, const ing_query *query,
                              const ing_record **items, size_t *count, libing_error *err);

#endif
