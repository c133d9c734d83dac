/* SPDX-License-Identifier: Apache-2.0 */
/* Source: the world that rules see, over a store (live, or the scratch store that a replay folds).
 *
 * It keeps the cases that were looked at, so that the events of one case do not read the file again.
 * What it hands out is borrowed until ing_source_trim(), ing_source_drop() or ing_source_free(). */
#ifndef ING_ENGINE_SOURCE_H
#define ING_ENGINE_SOURCE_H

#include "pack/world.h"
#include "store/store.h"

typedef struct ing_source ing_source;

/* `cache_bytes` bounds what is kept between causes. The store is borrowed; NULL = ing_source_use() names
 * it later, before anything is asked. */
libing_status ing_source_new(ing_store *store, size_t cache_bytes, ing_source **out, libing_error *err);
void ing_source_use(ing_source *source, ing_store *store);
void ing_source_free(ing_source *source);

const ing_world *ing_source_world(const ing_source *source);

/* Look back: only records up to `seq` (-1 = all) and, with a day, only those true by its end. Drops
 * everything kept. */
void ing_source_look_back(ing_source *source, int64_t seq, bool has_day, ing_date day);

/* A case by id; *out NULL when nothing was recorded about it. Its kind is absent until the record that
 * opens it is added. */
libing_status ing_source_case(ing_source *source, ing_text id, const ing_view **out, libing_error *err);
/* A case about which the first record is about to be written: spares the look-up in the file. */
libing_status ing_source_begin_case(ing_source *source, ing_text id, libing_error *err);

/* Where a record about to be appended is to be read into: the arena of kept records when its case is
 * kept, so that it is read once, otherwise `own`. With `is_passing`, `own`: what is kept may be let go
 * before the record is done with. */
ing_arena *ing_source_arena(ing_source *source, ing_text case_id, bool is_passing, ing_arena *own);
/* Give an officer's word on a decision (decision.confirmed, …) the word and the fields that rules have
 * for it: "confirm:" and the action, and the decision's arguments. Texts live in `arena`. */
libing_status ing_source_name(ing_source *source, ing_arena *arena, ing_record *record, libing_error *err);

/* The record, read into that arena, was appended to the store: fold it into what is kept. */
libing_status ing_source_added(ing_source *source, const ing_record *record, bool is_passing,
                               libing_error *err);

/* Is the record's `at` known to be older than that of another cause of its case. */
libing_status ing_source_is_older(ing_source *source, const ing_record *record, bool *out,
                                  libing_error *err);

/* --- what is asked of the store by way of its source ------------------------------------------- */

/* The version that the next record about a case will have. */
libing_status ing_source_next_version(ing_source *source, ing_text case_id, int64_t *out,
                                      libing_error *err);
/* As ing_store_read(). */
libing_status ing_source_record(ing_source *source, int64_t seq, ing_arena *arena, ing_record *out,
                              libing_error *err);
/* As ing_store_pack_for(), of what was installed within the bound. */
libing_status ing_source_pack_for(ing_source *source, ing_date day, int64_t *seq_out, libing_error *err);

/* Lay a case that is judged anew over the store (engine/anew.h); NULL takes it away. Drops
 * everything kept. */
struct ing_anew;
void ing_source_lay_over(ing_source *source, struct ing_anew *anew);
/* What was laid over last becomes seen. */
libing_status ing_source_laid(ing_source *source, const ing_record *record, libing_error *err);

/* Records kept beyond the bound go; views stay valid (between the visits of one cause). */
void ing_source_trim(ing_source *source);
/* Everything goes, views too: another process wrote, or a transaction was rolled back. */
void ing_source_drop(ing_source *source);
/* Between causes: drop everything if it has grown over the bound. */
void ing_source_settle(ing_source *source);

#endif
