/* SPDX-License-Identifier: Apache-2.0 */
/* What rules may reach beyond the record at hand. The pack declares it, the engine implements it over
 * a source: the live store, or the state that a replay folds. Everything the world shows lies at or
 * before the record being judged (and, for a measure, has an `at` not after the day asked for);
 * records that were corrected by a later one are not shown. */
#ifndef ING_PACK_WORLD_H
#define ING_PACK_WORLD_H

#include "pack/model.h"

/* A case, a party, or the store, as it stands. */
typedef struct ing_view {
    ing_about of;
    ing_text id;                    /* case id, "household:H3", "" for the store */
    ing_text kind;                  /* case kind, party kind; absent while unknown */
    ing_text subject;               /* of a case; absent if none */
    const ing_record *opened;       /* when it began: seq and times of its first record; of a case, NULL until
                                     * case_records() was asked for it */
} ing_view;

typedef struct ing_records { const ing_record *const *items; size_t count; } ing_records;
typedef struct ing_views { const ing_view *const *items; size_t count; } ing_views;

/* All results are borrowed for the evaluation of the record at hand. */
typedef struct ing_world {
    void *ctx;
    /* *out NULL: nothing was ever recorded about it. */
    libing_status (*view)(void *ctx, ing_about of, ing_text id, const ing_view **out, libing_error *err);
    /* Every record about one case, in order of recording. */
    libing_status (*case_records)(void *ctx, const ing_view *view, ing_records *out, libing_error *err);
    /* Records of these words within a party (with its cases) or the store, in order of recording. With
     * an atom, at least those whose field at `path` is (or, a list, contains) `value`; more may come. */
    libing_status (*records)(void *ctx, const ing_view *scope, const ing_query *query,
                             const ing_json *atom_value, ing_records *out, libing_error *err);
    /* Records of these words within a party (with its cases) or the store, in order of recording, whose
     * value at `path`, as canonical JSON, lies from `low` (absent = from the first) up to and without `high`
     * (absent = to the last); more may come. "date" is the day of a record's `at`. */
    libing_status (*ranged)(void *ctx, const ing_view *scope, const ing_query *query, ing_text path,
                            ing_text low, ing_text high, ing_records *out, libing_error *err);
    /* A record by its number; *out NULL: there is none, or it was corrected. */
    libing_status (*record)(void *ctx, int64_t seq, const ing_record **out, libing_error *err);
    /* The last record about this party or the store itself whose data name the field; *out NULL = none. */
    libing_status (*latest)(void *ctx, const ing_view *view, ing_text field, const ing_record **out,
                            libing_error *err);
    /* Cases of a kind, in order of opening; `subject` absent = any. */
    libing_status (*cases)(void *ctx, ing_text kind, ing_text subject, ing_views *out, libing_error *err);
    /* Parties of a kind, in order of first record. */
    libing_status (*parties)(void *ctx, ing_text kind, ing_views *out, libing_error *err);
    /* Is the decision `seq` in force. */
    libing_status (*in_force)(void *ctx, int64_t seq, bool *out, libing_error *err);
} ing_world;

#endif
