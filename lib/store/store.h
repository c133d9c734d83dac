/* SPDX-License-Identifier: Apache-2.0 */
/* The case store: one SQLite file that holds the log, the blobs it names, the tree over it, and
 * projections that can be dropped and rebuilt from the log without running a rule.
 *
 * A store object is one connection, used by one thread at a time. A *scratch* store reads the log of
 * another store and folds its projections anew, in a private temporary database: that is how verify
 * compares and how replay sees the state before an event. */
#ifndef ING_STORE_STORE_H
#define ING_STORE_STORE_H

#include "crypto/digest.h"
#include "json/record.h"

typedef struct ing_store ing_store;

typedef struct ing_store_birth {    /* what record 0, store.created, says */
    ing_text origin;                /* absent: "local/<uid>" */
    ing_text uid;                   /* absent: 16 random bytes in hex */
    int32_t zone_seconds;
    int64_t t_ms;                   /* the host's clock */
    ing_text library;               /* "libing 0.1.0" */
} ing_store_birth;

/* `path` NULL: a private store in memory, of which nothing is left when it is closed. */
libing_status ing_store_create(const char *path, const ing_store_birth *birth, int32_t busy_timeout_ms,
                               ing_store **out, libing_error *err);
/* A store of a newer format: LIBING_ERR_VERSION. */
libing_status ing_store_open(const char *path, bool read_only, int32_t busy_timeout_ms, ing_store **out,
                             libing_error *err);
libing_status ing_store_scratch(ing_store *log, ing_store **out, libing_error *err);
void ing_store_close(ing_store *store);

int32_t ing_store_zone(const ing_store *store);     /* seconds east of UTC */
ing_text ing_store_origin(const ing_store *store);
ing_text ing_store_uid(const ing_store *store);
bool ing_store_is_wal(const ing_store *store);
/* A question asked without an error record has failed: say so. It must not be asked again to learn why:
 * SQLite may have undone the transaction, and the second answer could be a good one. */
libing_status ing_store_fail_read(const ing_store *store, libing_status status, libing_error *err);
/* Has its file ever failed to be read? Then what a check found missing may be there. */
bool ing_store_has_io_error(const ing_store *store);
int64_t ing_store_size(const ing_store *store);     /* records; the next seq */
int64_t ing_store_last_t(const ing_store *store);   /* of the newest record, ms */
void ing_store_interrupt(ing_store *store);
ing_hasher *ing_store_hasher(ing_store *store);

/* --- transactions ------------------------------------------------------------------------------- */

/* Begin; *changed says that another connection has written since the last transaction, so that every
 * cache above must go (the store's own are dropped). Nested begins are our bug. */
libing_status ing_store_begin(ing_store *store, bool write, bool *changed, libing_error *err);
libing_status ing_store_commit(ing_store *store, libing_error *err);
void ing_store_rollback(ing_store *store);

/* Append one canonical line (with its newline) whose seq is ing_store_size(): log, tree nodes and
 * projections. `record` is the line read. In a scratch store only the projections are folded: the
 * line is already in the log. */
libing_status ing_store_append(ing_store *store, ing_text line, const ing_record *record,
                               libing_error *err);

/* --- the log ------------------------------------------------------------------------------------ */

/* Read record `seq`; its texts live in `arena`. LIBING_ERR_NOTFOUND beyond the end. */
libing_status ing_store_read(ing_store *store, int64_t seq, ing_arena *arena, ing_record *out,
                             libing_error *err);
/* The stored bytes of record `seq`, appended to `out`. */
libing_status ing_store_line(ing_store *store, int64_t seq, ing_buf *out, libing_error *err);

/* Walks lines first..end-1 in order of seq, in read transactions of at most 50 ms each unless one is
 * already open. */
typedef struct ing_log_cursor ing_log_cursor;
libing_status ing_log_cursor_open(ing_store *store, int64_t first, int64_t end, ing_log_cursor **out,
                                  libing_error *err);
/* LIBING_DONE at the end. `line` is borrowed until the next call. */
libing_status ing_log_cursor_next(ing_log_cursor *cursor, int64_t *seq, ing_text *line,
                                  libing_error *err);
void ing_log_cursor_close(ing_log_cursor *cursor);

libing_status ing_store_root(ing_store *store, ing_digest *out, libing_error *err);
/* The stored tree node `id` (proof/merkle.h); fits ing_node_source but for the type of its subject.
 * LIBING_ERR_NOTFOUND. */
libing_status ing_store_node(ing_store *store, uint64_t id, ing_digest *out, libing_error *err);

/* --- blobs -------------------------------------------------------------------------------------- */

/* Stores bytes under their SHA-256; twice is once. */
libing_status ing_store_blob_put(ing_store *store, ing_text bytes, ing_digest *digest_out,
                                 libing_error *err);
/* LIBING_ERR_NOTFOUND. */
libing_status ing_store_blob_get(ing_store *store, const ing_digest *digest, ing_buf *out,
                                 libing_error *err);

/* --- projections -------------------------------------------------------------------------------- */

/* A thread: the records about one case, one party, or the store as a whole. */
typedef enum ing_thread_kind { ING_THREAD_CASE, ING_THREAD_PARTY, ING_THREAD_STORE } ing_thread_kind;

typedef struct ing_thread {
    int64_t id;                     /* number of the thread in this file */
    int64_t length;                 /* records in it; a case's version is length - 1 */
    int64_t last_seq;
    ing_text name;                  /* case id or kind:id; empty for the store */
    ing_text kind;                  /* case kind, party kind */
    ing_text subject;               /* a case's subject party, absent if none */
} ing_thread;

/* Texts are copied into `arena`. LIBING_ERR_NOTFOUND when nothing was ever recorded about it. */
libing_status ing_store_thread(ing_store *store, ing_thread_kind kind, ing_text name, ing_arena *arena,
                               ing_thread *out, libing_error *err);

/* The version that the next record about a case will have: 0 for one never heard of. */
libing_status ing_store_next_version(ing_store *store, ing_text case_id, int64_t *out,
                                     libing_error *err);

/* A growing list of sequence or thread numbers; free `items` with ing_mem_free(). */
typedef struct ing_numbers { int64_t *items; size_t count, cap; } ing_numbers;
#define ING_NUMBERS_INIT { NULL, 0, 0 }
libing_status ing_numbers_add(ing_numbers *numbers, int64_t number, libing_error *err);
void ing_numbers_free(ing_numbers *numbers);

/* The seqs of a thread, ascending, from its n-th record on. */
libing_status ing_store_thread_seqs(ing_store *store, int64_t thread, int64_t from_n, ing_numbers *out,
                                    libing_error *err);
/* Threads of cases, in order of opening: all, of one kind, or of one subject party (absent = any). */
libing_status ing_store_cases(ing_store *store, ing_text kind, ing_text subject, ing_numbers *out,
                              libing_error *err);
/* Parties of a kind (absent = any) known to the store, in order of first record. */
libing_status ing_store_parties(ing_store *store, ing_text kind, ing_numbers *out, libing_error *err);
libing_status ing_store_thread_by_id(ing_store *store, int64_t id, ing_arena *arena, ing_thread *out,
                                     libing_error *err);

/* Records by what they say, in any thread, ascending: `word` is "type" (type as rules say it: an event,
 * an action, "lapse:x", "confirm:x") with value "" for all records of the type, or "type.field" or
 * "type.field.member" with the canonical JSON of a value; a list is indexed by element. Only words that
 * an installed pack's model lists under "indexes" are there; *indexed says whether. */
libing_status ing_store_keyed(ing_store *store, ing_text word, ing_text value, bool *indexed,
                              ing_numbers *out, libing_error *err);

/* The same by range: records whose value of the word lies from `low` (absent = from the first) up to and without
 * `high` (absent = to the last), in ascending order of seq. */
libing_status ing_store_keyed_range(ing_store *store, ing_text word, ing_text low, ing_text high,
                                    bool *indexed, ing_numbers *out, libing_error *err);

/* Local seconds of valid time: the first and the latest of what happened (events, lapses, duties, officers'
 * words; not libing's bookkeeping). *any is false in a log in which nothing happened. */
libing_status ing_store_clock(ing_store *store, bool *any, int64_t *first, int64_t *latest,
                              libing_error *err);
/* The first day behind this one from which another pack judges; ING_DATE_MAX = none does. */
libing_status ing_store_next_pack(ing_store *store, ing_date day, ing_date *out, libing_error *err);

/* A decision's standing: "in_force", "blocked", "confirmed", "executed", "declined", "revoked".
 * In force for rules = the first, third and fourth. LIBING_ERR_NOTFOUND if `seq` is no decision. */
libing_status ing_store_standing(ing_store *store, int64_t seq, bool *in_force, ing_text *standing,
                                 libing_error *err);

/* As above, looked at when the log had records up to `bound` only (-1 = now). */
libing_status ing_store_in_force(ing_store *store, int64_t seq, int64_t bound, bool *out,
                                 libing_error *err);
/* Has a later record, up to `bound` (-1 = any), corrected this one. */
libing_status ing_store_corrected(ing_store *store, int64_t seq, int64_t bound, bool *out,
                                  libing_error *err);

/* Decisions in ascending order, filtered; absent texts = any. `case_id`, `action`, `rule`. */
typedef struct ing_decision_filter { ing_text case_id, action, rule; int64_t from_seq; } ing_decision_filter;
libing_status ing_store_decisions(ing_store *store, const ing_decision_filter *filter, size_t limit,
                                  ing_numbers *out, libing_error *err);

/* Decisions that wait for somebody's word: proposals and orders in force that nobody has answered,
 * ascending from `from_seq`, at most `limit`. */
libing_status ing_store_waiting(ing_store *store, int64_t from_seq, size_t limit, ing_numbers *out,
                                libing_error *err);

/* Consequences of a cause (direct ones), ascending. */
libing_status ing_store_consequences(ing_store *store, int64_t cause, ing_numbers *out,
                                     libing_error *err);

/* --- deadlines --- */

/* A deadline that runs. */
typedef struct ing_running {
    int64_t thread;                 /* of its case */
    ing_text case_id, procedure, name;
    ing_text due;                   /* "2024-03-11", or a moment */
    int64_t ends;                   /* the first local second after it: T-6 */
    int64_t seq;                    /* the record that set it */
} ing_running;

/* Whose deadlines are meant: one case's, those of all cases of a subject party, or all. */
typedef enum ing_running_of { ING_RUNNING_CASE, ING_RUNNING_SUBJECT, ING_RUNNING_ALL } ing_running_of;
typedef struct ing_running_scope {
    ing_running_of of;
    ing_text id;                    /* case id or party */
} ing_running_scope;

/* The deadline that ended first, at or before the local second `until`, in order of (end, seq, name).
 * Texts are copied into `arena`. LIBING_ERR_NOTFOUND when none has ended. */
libing_status ing_store_next_deadline(ing_store *store, const ing_running_scope *scope, int64_t until,
                                      ing_arena *arena, ing_running *out, libing_error *err);
/* Visit every such deadline in that order, until the visitor says otherwise. */
typedef libing_status (*ing_running_visitor)(void *ctx, const ing_running *running, libing_error *err);
libing_status ing_store_deadlines(ing_store *store, const ing_running_scope *scope, int64_t until,
                                  ing_running_visitor visit, void *ctx, libing_error *err);

/* The record that an idempotency key belongs to; LIBING_ERR_NOTFOUND. */
libing_status ing_store_request(ing_store *store, ing_text id, int64_t *seq_out, libing_error *err);

/* Installed packs in order of seq. */
libing_status ing_store_packs(ing_store *store, ing_numbers *out, libing_error *err);
/* The pack that judges an event of this day: the latest `from` not after it, a later install winning;
 * LIBING_ERR_NOTFOUND. */
libing_status ing_store_pack_for(ing_store *store, ing_date day, int64_t *seq_out, libing_error *err);
/* The same when the log had records up to `bound` only (-1 = now). */
libing_status ing_store_pack_within(ing_store *store, ing_date day, int64_t bound, int64_t *seq_out,
                                    libing_error *err);
/* The newest runtime.attached record; LIBING_ERR_NOTFOUND. */
libing_status ing_store_runtime(ing_store *store, int64_t *seq_out, libing_error *err);

/* --- for verify --------------------------------------------------------------------------------- */

/* Opens for reading what calls itself a store even where it contradicts itself: record 0 may be
 * unreadable (then origin is empty and the zone UTC), size is one more than the highest seq. */
libing_status ing_store_open_tolerant(const char *path, ing_store **out, libing_error *err);

/* Nodes in the tree, judged by its last page; -1 when that cannot be (a page before the first, or one
 * that holds no whole hashes). */
libing_status ing_store_tree_extent(ing_store *store, int64_t *nodes, libing_error *err);
/* Records that the threads know of: the highest last record of any thread, plus one. */
libing_status ing_store_projected_size(ing_store *store, int64_t *out, libing_error *err);
/* Is the running digest of the thread that ends with record `seq` the same in both. */
libing_status ing_store_ends_equal(ing_store *store, ing_store *scratch, int64_t seq, bool *out,
                                   libing_error *err);
/* The blob after number *number (0 = before the first), as it is stored. LIBING_DONE. */
libing_status ing_store_blob_next(ing_store *store, int64_t *number, ing_buf *digest, ing_buf *bytes,
                                  libing_error *err);

/* What is wrong with a store: the first damaged record of one table. */
typedef struct ing_damage {
    char table[32];                 /* "log", "tree", "blob", "case_thread", "schema", … */
    char column[32];                /* or the name of a trigger or index; empty when a row is missing */
    int64_t seq;                    /* first record concerned; -1 if it has none */
    char what[160];                 /* a short sentence in English */
    char what_zh[240];
} ing_damage;
typedef libing_status (*ing_damage_sink)(void *ctx, const ing_damage *damage, libing_error *err);

/* Schema, triggers, indexes, application_id and user_version against what create() made. */
libing_status ing_store_check_schema(ing_store *store, ing_damage_sink sink, void *ctx, libing_error *err);
/* The projections of `store` against those of `scratch`, which has folded the same records and
 * committed: table by table, column by column. One damage for each column (or for rows too many and
 * too few), with the first record concerned. Then each table against its indexes. */
libing_status ing_store_compare(ing_store *store, ing_store *scratch, ing_damage_sink sink, void *ctx,
                                libing_error *err);

#endif
