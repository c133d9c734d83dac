/* SPDX-License-Identifier: Apache-2.0 */
/* What source.c and source_records.c share. */
#ifndef ING_ENGINE_SOURCE_INTERNAL_H
#define ING_ENGINE_SOURCE_INTERNAL_H

#include "base/map.h"
#include "engine/anew.h"
#include "engine/source.h"

/* A view and, when its generation is the source's, the records about it. */
typedef struct ing_held {
    ing_view view;                  /* first: views are handed out, held ones found again by id */
    int64_t thread;                 /* -1: not in the file yet */
    uint64_t generation;
    const ing_record **records;     /* cases only; corrected ones left out */
    size_t count, cap;
    ing_record first;               /* what view.opened points at: numbers and times, no texts */
    ing_date newest_day;            /* of its causes, corrected ones too; ING_DATE_MIN while there is none */
    int64_t newest_second;          /* of those with an hour; INT64_MIN while there is none */
} ing_held;

struct ing_source {
    ing_store *store;
    ing_world world;
    size_t cache_bytes;
    int64_t bound;                  /* only records up to this seq; -1 = all */
    bool has_day;
    ing_date day;                   /* only records true by the end of this day */
    ing_anew *anew;           /* a case judged anew lies over the store; NULL = none */
    uint64_t generation;
    ing_arena views, records;
    ing_map cases, parties;         /* id → ing_held */
    ing_held whole;                 /* the store itself */
};

ing_text ing_party_kind_of(ing_text party);
libing_status ing_source_push(ing_source *source, ing_held *held, const ing_record *record,
                              libing_error *err);
libing_status ing_source_find(ing_source *source, const ing_view *view, ing_held **out, libing_error *err);
/* Is the record within what may be seen. */
bool ing_source_is_within(const ing_source *source, const ing_record *record);
/* Read the records of a held case unless they are there. */
libing_status ing_source_load(ing_source *source, ing_held *held, libing_error *err);

libing_status ing_source_case_records(void *ctx, const ing_view *view, ing_records *out, libing_error *err);
libing_status ing_source_records(void *ctx, const ing_view *scope, const ing_query *query,
                                 const ing_json *atom_value, ing_records *out, libing_error *err);
libing_status ing_source_ranged(void *ctx, const ing_view *scope, const ing_query *query, ing_text path,
                                ing_text low, ing_text high, ing_records *out, libing_error *err);
libing_status ing_source_numbered(void *ctx, int64_t seq, const ing_record **out, libing_error *err);
libing_status ing_source_latest(void *ctx, const ing_view *view, ing_text field, const ing_record **out,
                                libing_error *err);
libing_status ing_source_cases(void *ctx, ing_text kind, ing_text subject, ing_views *out,
                               libing_error *err);
libing_status ing_source_parties(void *ctx, ing_text kind, ing_views *out, libing_error *err);
libing_status ing_source_in_force(void *ctx, int64_t seq, bool *out, libing_error *err);

#endif
