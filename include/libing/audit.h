/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Verify and replay: is the record whole, and does it follow from its causes. Both read a store's
 * file and never write to it; they may run beside a writer.
 */
#ifndef LIBING_AUDIT_H
#define LIBING_AUDIT_H

#include <libing/host.h>
#include <libing/status.h>

LIBING_BEGIN_DECLS

/** One thing found. Texts are borrowed during the callback; absent ones are empty. */
typedef struct libing_finding {
    size_t      size;
    const char *kind;               /**< verify: DAMAGED; replay: DIFFERENT OMITTED EXTRA MISSING LIMIT RUNTIME BROKEN */
    int64_t     seq;                /**< first record concerned; -1 if none */
    const char *table, *column;     /**< verify: where in the file (a trigger or index name in `column`) */
    const char *rule;               /**< replay: the rule concerned, if one */
    const char *recorded;           /**< replay: the recorded line */
    const char *recomputed;         /**< replay: the recomputed line */
    const char *message;            /**< a sentence in the language asked for */
} libing_finding;

/** Receives findings in order of discovery. A negative result ends the call with LIBING_ERR_HOST. */
typedef int (*libing_finding_fn)(void *user, const libing_finding *finding);

/** Options of libing_verify() and libing_replay(); make it with LIBING_AUDIT_OPTIONS_INIT. */
typedef struct libing_audit_options {
    size_t             size;
    const char        *language;    /**< "zh" or "en" (NULL) */
    libing_finding_fn  finding;     /**< may be NULL */
    void              *finding_user;
    libing_progress_fn progress;    /**< may be NULL */
    void              *progress_user;
} libing_audit_options;

/** Initialiser of libing_audit_options. */
#define LIBING_AUDIT_OPTIONS_INIT { sizeof(libing_audit_options), NULL, NULL, NULL, NULL, NULL }

/** What libing_verify() saw. */
typedef struct libing_verification {
    size_t  size;
    int64_t records;                /**< checked */
    int64_t blobs;                  /**< checked */
    int64_t damages;                /**< findings */
    char    root[65];               /**< root of the tree recomputed from the log, in hex */
} libing_verification;

/** Initialiser of libing_verification. */
#define LIBING_VERIFICATION_INIT { sizeof(libing_verification), 0, 0, 0, "" }

/**
 * Check log against tree, blobs against records, projections against a rebuild, schema against what
 * libing creates. Needs no Lua and runs no rule.
 *
 * @return LIBING_OK when the check ran, whatever it found (out->damages); LIBING_ERR_NOTFOUND;
 *         LIBING_ERR_NOTSTORE; LIBING_ERR_VERSION; LIBING_ERR_INTERRUPTED; LIBING_ERR_HOST; store errors.
 * @since 0.1
 */
LIBING_API libing_status libing_verify(const char *path, const libing_audit_options *options,
                                       libing_verification *out, libing_error *err);

/** What libing_replay() saw. */
typedef struct libing_replay_summary {
    size_t  size;
    int64_t causes;                 /**< events, adoptions, lapses, officers' words fed again */
    int64_t same;                   /**< causes whose consequences came out equal, line for line */
    int64_t different, omitted, extra, missing, limit, runtime; /**< findings by kind */
    char    runtimes[160];          /**< which Lua judged and which replayed, where they differ; else empty */
    int64_t broken;                 /**< findings BROKEN: records after which an invariant of the pack does not hold */
} libing_replay_summary;

/** Initialiser of libing_replay_summary. */
#define LIBING_REPLAY_SUMMARY_INIT { sizeof(libing_replay_summary), 0, 0, 0, 0, 0, 0, 0, 0, "", 0 }

/**
 * Feed every recorded cause to the rules again, with its recorded `t` and `seq`, and compare the
 * sequences of consequences as whole lines.
 *
 * @return LIBING_OK when the replay ran, whatever it found; otherwise as libing_verify(), and
 *         LIBING_ERR_DAMAGED when a record cannot be read at all.
 * @since 0.1
 */
LIBING_API libing_status libing_replay(const char *path, const libing_audit_options *options,
                                       libing_replay_summary *out, libing_error *err);

LIBING_END_DECLS

#endif
