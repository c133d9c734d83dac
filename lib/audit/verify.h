/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of verify share: the state of one run. */
#ifndef ING_AUDIT_VERIFY_H
#define ING_AUDIT_VERIFY_H

#include "audit/common.h"

#include "base/map.h"
#include "proof/merkle.h"
#include "store/store.h"

#define ING_DAMAGES_MAX 128         /* kept apart by table and column; more are only counted */

typedef struct ing_damage_tally {
    ing_damage damage;              /* the first record concerned */
    int64_t count;
} ing_damage_tally;

/* A blob that a record names, or that is there. */
typedef struct ing_blob_seen {
    int64_t seq;                    /* first record that names it, -1 if none */
    bool is_needed, is_there;       /* a pack cannot do without it; it lies in the store */
    uint8_t digest[ING_DIGEST_BYTES];
} ing_blob_seen;

typedef struct ing_verifier {
    ing_auditor auditor;
    libing_error cause;             /* of the damage just met, in the language wanted */
    ing_store *store, *scratch;
    libing_verification out;
    ing_damage_tally *damages;
    size_t damage_count;
    int64_t lost_damages;

    /* the log */
    ing_arena line;                 /* one record */
    int64_t expected;               /* the seq that comes next */
    int64_t last_t;
    int64_t folded;                 /* records in the scratch store's open transaction */
    bool is_folding;                /* the scratch store has taken every record so far */

    /* the tree: `from_log` over the lines, `from_tree` over the stored leaves once the two differ, so
     * that a changed line does not make every node above it look changed */
    ing_frontier from_log, from_tree;
    bool has_parted, has_tree_ended;
    int64_t doubt;                  /* leaf that differs from its line, its parent not met yet; -1 */

    /* blobs */
    ing_arena forever;
    ing_map blobs;                  /* digest → ing_blob_seen */
    int64_t blob_number;
} ing_verifier;

/* Note a damage; the first record of one table and column is kept. */
void ing_verify_note(ing_verifier *v, const char *table, const char *column, int64_t seq, const char *what,
                     const char *what_zh);

/* Which failures are damage of the file, to be reported, and which end the run. */
bool ing_verify_is_damage(libing_status status);
/* Ends the run: hands `cause` to the caller. */
libing_status ing_verify_fail(const ing_verifier *v, libing_status status, libing_error *err);

/* --- verify_log.c: lines, tree, folding --- */
/* All lines with a seq in first..end-1. */
libing_status ing_verify_lines(ing_verifier *v, int64_t first, int64_t end, libing_error *err);
libing_status ing_verify_fold_end(ing_verifier *v, libing_error *err);
/* When all lines were read: is there more tree, or a leaf still in doubt. */
libing_status ing_verify_tree_end(ing_verifier *v, libing_error *err);

/* --- verify_tree.c --- */
/* Leaf `seq`, computed from its line, against the stored nodes. */
libing_status ing_verify_leaf(ing_verifier *v, int64_t seq, const ing_digest *leaf, libing_error *err);
/* Records expected..seq-1 are missing. */
libing_status ing_verify_gap(ing_verifier *v, int64_t seq, libing_error *err);

/* --- verify_blob.c --- */
libing_status ing_verify_names(ing_verifier *v, const ing_record *record, libing_error *err);
/* Hash the blobs that were not there at the last call. */
libing_status ing_verify_blobs(ing_verifier *v, libing_error *err);
void ing_verify_blobs_end(ing_verifier *v);

#endif
