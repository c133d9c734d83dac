/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the store share: the store object and its parts. Nobody outside lib/store includes
 * this, but tests and test tools.
 *
 * Two things are kept back inside a transaction and written sorted, because a live, interleaved index
 * would be most of the cost of a batch: the rows of `entry` and `keyed`. Readers of those two look into
 * what is pending as well; rows of `thread` are cached and written back before anything queries them. */
#ifndef ING_STORE_INTERNAL_H
#define ING_STORE_INTERNAL_H

#include "store/store.h"

#include "base/map.h"
#include "proof/merkle.h"
#include "sql/sql.h"

#define ING_STORE_APPLICATION INT64_C(0x6c696e67) /* "ling" */
#define ING_STORE_VERSION 1
#define ING_TREE_PAGE_NODES 128
#define ING_TREE_PAGE_BYTES (ING_TREE_PAGE_NODES * ING_DIGEST_BYTES)
#define ING_CHAIN_HEADS 16384       /* a power of two */

typedef struct ing_tree {
    bool is_ready;                  /* frontier and page belong to the store's size */
    ing_frontier frontier;
    uint64_t page;                  /* the page that grows, its nodes so far, not yet written */
    uint32_t count;
    bool is_dirty;
    uint8_t hashes[ING_TREE_PAGE_BYTES];
    int64_t read_page;              /* the page read last, -1 if none */
    size_t read_len;
    uint8_t read[ING_TREE_PAGE_BYTES];
} ing_tree;

/* A row of `thread` in memory. */
typedef struct ing_thread_row {
    int64_t id, length, last_seq;
    ing_thread_kind thread_kind;
    uint32_t hash;
    ing_text name, kind, subject;
    ing_digest digest;              /* d_k of LOG_FORMAT, "A whole case" */
    bool is_new, is_relabelled, is_dirty;
} ing_thread_row;

typedef struct ing_threads {
    ing_arena arena;                /* rows and their texts */
    ing_thread_row **slots;         /* by hash of kind and name; slot_count is a power of two */
    size_t slot_count, count;
    ing_thread_row **dirty;
    size_t dirty_count, dirty_cap;
    bool has_unlisted;              /* a dirty row is new or relabelled */
    int64_t next_id;                /* 0 = not known yet */
    ing_text missing;               /* the name last found to have no row, and its hash and kind: a new */
    uint32_t missing_hash;          /* case is asked for several times before its first record */
    ing_thread_kind missing_kind;
} ing_threads;

/* A run: records n .. n+count-1 of a thread are records seq .. seq+count-1 of the log. */
typedef struct ing_entry_row {
    int64_t thread, n, seq, count;
    uint32_t next;                  /* index + 1 of the row before it in its chain */
} ing_entry_row;

typedef struct ing_keyed_row {
    int64_t word, seq;
    ing_text value;
    uint32_t next;
} ing_keyed_row;

typedef struct ing_pending {
    ing_arena arena;                /* values of `keyed` */
    ing_entry_row *entries;
    size_t entry_count, entry_cap;
    ing_keyed_row *keyed;
    size_t keyed_count, keyed_cap;
    uint32_t entry_heads[ING_CHAIN_HEADS], keyed_heads[ING_CHAIN_HEADS]; /* index + 1 of the newest */
} ing_pending;

/* A word of `indexed`: "type.field.member"; words of one type follow each other in a list. */
typedef struct ing_word {
    int64_t id;
    ing_text text;
    bool is_filled;                 /* false while its backfill runs */
    struct ing_word *next;
} ing_word;

typedef struct ing_words {
    ing_arena arena;
    ing_map by_text;                /* ing_word */
    ing_map by_head;                /* the text up to its first dot: first ing_word of the list */
    bool is_loaded, is_changed;     /* changed inside this transaction */
} ing_words;

/* Most stores hold no correction, and every record that a rule looks at asks for its own. */
typedef enum ing_corrections { ING_CORRECTIONS_UNKNOWN, ING_CORRECTIONS_NONE, ING_CORRECTIONS_SOME } ing_corrections;

/* The packs installed, newest start first; among equal ones the one installed last. */
typedef struct ing_pack_row {
    ing_date start;
    int64_t seq;
} ing_pack_row;

typedef struct ing_pack_rows {
    ing_pack_row *items;
    size_t count, cap;
    bool is_loaded;
} ing_pack_rows;

/* The row of `clock`; written back at the end of a transaction. */
typedef struct ing_clock_row {
    bool is_loaded, is_there, is_dirty;
    int64_t first, latest, seq;
} ing_clock_row;

struct ing_store {
    ing_db *db;
    ing_store *base;                /* a scratch store reads log and blobs here; otherwise NULL */
    ing_hasher *hasher;
    ing_arena identity;
    int32_t zone_seconds;
    ing_text origin, uid;
    int64_t size, last_t;
    int64_t saved_size, saved_last_t; /* as at begin */
    int64_t data_version;
    bool is_tolerant;               /* opened by verify: record 0 and the newest may be unreadable */
    bool is_writing, has_failed;    /* a failed append leaves nothing that may be committed */
    bool has_io_error;              /* told by an integrity check; others by the connection */
    ing_tree tree;
    ing_threads threads;
    ing_pending pending;
    ing_words words;
    ing_pack_rows packs;            /* every record is judged by one: no look-up in the file for each */
    ing_corrections corrections;
    int64_t first_end;              /* no deadline ends before; INT64_MIN = not known */
    ing_clock_row clock;
    ing_buf text;                   /* for one value at a time */
};

/* --- schema.c ----------------------------------------------------------------------------------- */
libing_status ing_schema_create(ing_db *db, libing_error *err);
/* application_id and user_version say that this is a store of a format we know. */
libing_status ing_schema_check_format(ing_db *db, libing_error *err);
/* The same for verify, which reports what it can: the version must be known, and the file be a store by
 * its application id or by its tables. LIBING_ERR_DAMAGED: there is no log to read. */
libing_status ing_schema_check_tolerant(ing_db *db, libing_error *err);
/* Step a statement of one row and one integer; *found is false when there is none. */
libing_status ing_schema_integer(ing_db *db, const char *sql, int64_t *out, bool *found,
                                 libing_error *err);

/* --- store.c ------------------------------------------------------------------------------------ */
/* A new file with the schema and an empty log. */
libing_status ing_store_make(const char *path, int32_t busy_timeout_ms, ing_store **out,
                             libing_error *err);
/* Where the log and the blobs are. */
ing_store *ing_store_log(ing_store *store);

/* --- compare.c ---------------------------------------------------------------------------------- */
/* Hands a damage to the sink; a NULL column is empty. */
libing_status ing_damage_tell(ing_damage_sink sink, void *ctx, ing_text table, ing_text column, int64_t seq,
                              const char *what, const char *what_zh, libing_error *err);

/* --- log.c -------------------------------------------------------------------------------------- */
libing_status ing_log_insert(ing_store *store, ing_text line, int64_t seq, libing_error *err);

/* --- tree.c ------------------------------------------------------------------------------------- */
libing_status ing_tree_add(ing_store *store, const ing_digest *leaf, libing_error *err);
libing_status ing_tree_flush(ing_store *store, libing_error *err);
void ing_tree_drop(ing_store *store);   /* what is in memory is not what is in the file */

/* --- threads.c ---------------------------------------------------------------------------------- */
/* The row of a thread, from the cache or the file; *out NULL when there is none. With `create` there
 * is one. Valid until the end of the transaction or ing_threads_drop(). */
libing_status ing_threads_find(ing_store *store, ing_thread_kind kind, ing_text name, bool create,
                               ing_thread_row **out, libing_error *err);
libing_status ing_threads_touch(ing_store *store, ing_thread_row *row, libing_error *err);
/* Sets kind and subject where they are not set yet. */
libing_status ing_threads_label(ing_store *store, ing_thread_row *row, ing_text kind, ing_text subject,
                                libing_error *err);
libing_status ing_threads_flush(ing_store *store, libing_error *err);
void ing_threads_trim(ing_store *store);    /* between transactions: a cache that has grown large goes */
void ing_threads_drop(ing_store *store);
void ing_threads_free(ing_store *store);

/* --- pending.c ---------------------------------------------------------------------------------- */
/* Record `seq` becomes the next of the thread; with `extends` it belongs to the thread's last run. */
libing_status ing_pending_entry(ing_store *store, const ing_thread_row *thread, int64_t seq, bool extends,
                                libing_error *err);
libing_status ing_pending_keyed(ing_store *store, int64_t word, ing_text value, int64_t seq,
                                libing_error *err);
/* Append what is pending of a thread from its n-th record on, or of a word's value. */
libing_status ing_pending_entries_of(ing_store *store, int64_t thread, int64_t from_n, ing_numbers *out,
                                     libing_error *err);
/* The first record of a thread that is pending; what the file says of it and later ones is older. */
int64_t ing_pending_first_n(const ing_store *store, int64_t thread);
libing_status ing_pending_keyed_of(ing_store *store, int64_t word, ing_text value, ing_numbers *out,
                                   libing_error *err);
/* The same of a range of values, from `low` up to and without `high`; absent = without that bound. */
libing_status ing_pending_keyed_in(ing_store *store, int64_t word, ing_text low, ing_text high,
                                   ing_numbers *out, libing_error *err);
libing_status ing_pending_flush(ing_store *store, libing_error *err);
void ing_pending_drop(ing_store *store);
void ing_pending_free(ing_store *store);

/* --- keyed.c ------------------------------------------------------------------------------------ */
/* Index one record under every word that fits it. */
libing_status ing_keyed_apply(ing_store *store, const ing_record *record, libing_error *err);
/* Add the words that a pack's model lists and that are not there yet, with all earlier records. */
libing_status ing_keyed_install(ing_store *store, const ing_record *record, libing_error *err);
void ing_keyed_drop(ing_store *store);

/* --- project.c ---------------------------------------------------------------------------------- */
libing_status ing_project_apply(ing_store *store, const ing_record *record, const ing_digest *leaf,
                                libing_error *err);

/* --- decisions.c -------------------------------------------------------------------------------- */
libing_status ing_decision_insert(ing_store *store, const ing_record *record, int64_t thread,
                                  libing_error *err);
libing_status ing_decision_word(ing_store *store, const ing_record *record, const char *standing,
                                libing_error *err);

/* --- numbers.c ---------------------------------------------------------------------------------- */
/* Room for one more item of `size` bytes: `items` itself, or where it has moved; NULL without memory,
 * and then `items` is still valid. */
void *ing_rows_grow(void *items, size_t *cap, size_t count, size_t size);
libing_status ing_numbers_add_run(ing_numbers *numbers, int64_t first, int64_t end, libing_error *err);
/* Steps `stmt` to its end and appends its first column. */
libing_status ing_numbers_take(ing_numbers *numbers, ing_stmt *stmt, libing_error *err);

/* --- deadlines (deadlines.c) -------------------------------------------------------------------- */

/* case.moved: `set` starts or moves deadlines of the thread, `cleared` stops them. */
libing_status ing_deadlines_move(ing_store *store, const ing_record *record, int64_t thread,
                                 libing_error *err);
/* deadline.lapsed: that deadline runs no more. */
libing_status ing_deadlines_lapse(ing_store *store, const ing_record *record, int64_t thread,
                                  libing_error *err);

/* --- clock (clock.c) ---------------------------------------------------------------------------- */

/* What a record says of how far valid time has come. */
libing_status ing_clock_apply(ing_store *store, const ing_record *record, libing_error *err);
libing_status ing_clock_flush(ing_store *store, libing_error *err);
void ing_clock_drop(ing_store *store);

#endif
