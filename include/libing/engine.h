/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * The engine: one open store, and the verbs that record events, decide and explain.
 *
 * An engine is serialised: any thread may call, calls queue on the engine's mutex; to run in parallel,
 * open more engines on the same file. libing_interrupt() may be called from any thread or signal
 * handler at any time. A handle used after fork() returns LIBING_ERR_FORKED.
 *
 * Never open a store with another copy of SQLite in the same process: closing one's file descriptor
 * drops the other's locks.
 */
#ifndef LIBING_ENGINE_H
#define LIBING_ENGINE_H

#include <libing/host.h>
#include <libing/status.h>

#include <stdbool.h>

LIBING_BEGIN_DECLS

/** One open store with its loaded packs. */
typedef struct libing_engine libing_engine;

/** An immutable JSON document that a call has made: canonical JSON, UTF-8. */
typedef struct libing_document libing_document;

/** The document's text, NUL-terminated, borrowed until it is freed; `len_out` may be NULL. */
LIBING_API const char *libing_document_text(const libing_document *document, size_t *len_out);
/** Free a document; NULL is fine. */
LIBING_API void libing_document_free(libing_document *document);

/** Options of libing_open() and libing_init(); make it with LIBING_ENGINE_OPTIONS_INIT. */
typedef struct libing_engine_options {
    size_t             size;
    const char        *language;        /**< of messages and explanations: "zh" or "en" (NULL = "en") */
    int32_t            busy_timeout_ms; /**< how long to wait for another writer; default 10,000 */
    bool               read_only;       /**< nothing can be appended, the file is not touched */
    libing_clock_fn    clock;           /**< NULL = the system's */
    void              *clock_user;
    libing_log_fn      log;             /**< NULL = nothing is said */
    void              *log_user;
    libing_progress_fn progress;        /**< of append_many and import; may be NULL */
    void              *progress_user;
    int64_t            timeout_ms;      /**< wall-clock guard of one evaluation; 0 = none */
    int64_t            cache_bytes;     /**< for cases kept in memory; 0 = 64 MiB */
} libing_engine_options;

/** Initialiser of libing_engine_options. */
#define LIBING_ENGINE_OPTIONS_INIT \
    { sizeof(libing_engine_options), NULL, 10000, false, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0 }

/** What a new store says of itself; make it with LIBING_BIRTH_INIT. */
typedef struct libing_birth {
    size_t      size;
    const char *zone;               /**< fixed offset, "+08:00" (default) */
    const char *origin;             /**< name of the log in checkpoints; NULL = "local/<uid>" */
    const char *uid;                /**< 32 hex digits; NULL = random */
} libing_birth;

/** Initialiser of libing_birth. */
#define LIBING_BIRTH_INIT { sizeof(libing_birth), "+08:00", NULL, NULL }

/**
 * Create a store, with record 0, and open it.
 *
 * @param path     File that must not exist; UTF-8.
 * @param birth    NULL for the defaults.
 * @param options  NULL for the defaults.
 * @param out      Receives the engine; close it with libing_close().
 * @param err      May be NULL.
 * @return LIBING_OK; LIBING_ERR_EXISTS; LIBING_ERR_DATE a zone or uid that is none; LIBING_ERR_READONLY;
 *         LIBING_ERR_HOST the clock failed; LIBING_ERR_STORE; LIBING_ERR_FULL; LIBING_ERR_NOMEM.
 * @since 0.1
 */
LIBING_API libing_status libing_init(const char *path, const libing_birth *birth,
                                     const libing_engine_options *options, libing_engine **out,
                                     libing_error *err);

/**
 * Open an existing store.
 *
 * @return LIBING_OK; LIBING_ERR_NOTFOUND; LIBING_ERR_NOTSTORE; LIBING_ERR_VERSION a newer format;
 *         LIBING_ERR_DAMAGED record 0 cannot be read; LIBING_ERR_READONLY; LIBING_ERR_LOCKED;
 *         LIBING_ERR_STORE; LIBING_ERR_NOMEM.
 * @since 0.1
 */
LIBING_API libing_status libing_open(const char *path, const libing_engine_options *options,
                                     libing_engine **out, libing_error *err);

/** Close an engine; NULL is fine. Not during another call on it. */
LIBING_API void libing_close(libing_engine *engine);

/** End the call that is running on this engine with LIBING_ERR_INTERRUPTED; it leaves everything as it
 *  was. Does nothing when none is running. */
LIBING_API void libing_interrupt(libing_engine *engine);

/**
 * Install a pack: its files become blobs, a pack.installed record names them.
 *
 * @param directory  Folder with pack.lua.
 * @param from       First day ("2024-01-01") whose events this pack judges.
 * @param seq_out    Receives the record's seq; may be NULL. Installing the pack that is already in
 *                   force from that day answers with its record and writes nothing.
 * @return LIBING_OK; LIBING_ERR_PACK the first error of libing_pack_check(), or a time zone or calendar
 *         that does not fit the store; LIBING_ERR_DATE; LIBING_ERR_NOTFOUND; store and host errors.
 * @since 0.1
 */
LIBING_API libing_status libing_install(libing_engine *engine, const char *directory, const char *from,
                                        int64_t *seq_out, libing_error *err);

/** Options of libing_append(); make it with LIBING_APPEND_OPTIONS_INIT. */
typedef struct libing_append_options {
    size_t size;
    bool   dry_run;                 /**< answer as if it had been done, and write nothing */
} libing_append_options;

/** Initialiser of libing_append_options. */
#define LIBING_APPEND_OPTIONS_INIT { sizeof(libing_append_options), false }

/**
 * Record one event and everything it causes, in one durable transaction.
 *
 * The request is one JSON object: `type`, one of `case` / `party` / neither, `at`, `by`, `data`, and
 * optionally `id` (idempotency key), `expect` (the case's version, -1 = it must not exist) and `corrects`.
 * The receipt is a document {seq, case, cv, t, at, late, repeated, opened, decisions: [record, …],
 * notes: [{note, rule, text}, …]}.
 *
 * @param request      UTF-8, need not be NUL-terminated.
 * @param request_len  Bytes.
 * @param options      NULL for the defaults.
 * @param out          Receives the receipt; may be NULL. Free it with libing_document_free().
 * @return LIBING_OK; LIBING_ERR_TEXT not a JSON object; LIBING_ERR_WORD; LIBING_ERR_TYPE; LIBING_ERR_DATE;
 *         LIBING_ERR_TOOLONG; LIBING_ERR_FUTURE; LIBING_ERR_ROLE; LIBING_ERR_STALE; LIBING_ERR_EXISTS;
 *         LIBING_ERR_CONFLICT; LIBING_ERR_PACK no pack in force that day; LIBING_ERR_RULE; LIBING_ERR_LIMIT;
 *         LIBING_ERR_DEPTH; LIBING_ERR_CALENDAR; LIBING_ERR_CLOCK; LIBING_ERR_TIMEOUT;
 *         LIBING_ERR_INTERRUPTED; LIBING_ERR_HOST; store errors. Whatever failed, nothing was written.
 * @since 0.1
 */
LIBING_API libing_status libing_append(libing_engine *engine, const char *request, size_t request_len,
                                       const libing_append_options *options, libing_document **out,
                                       libing_error *err);

/** What libing_append_many() did. */
typedef struct libing_batch {
    size_t  size;
    int64_t requests;               /**< read */
    int64_t appended;               /**< events recorded */
    int64_t repeated;               /**< answered from an earlier receipt */
    int64_t decisions;              /**< made */
    int64_t records;                /**< written in all */
    int64_t failed_line;            /**< from 1; 0 when all went well */
} libing_batch;

/** Initialiser of libing_batch. */
#define LIBING_BATCH_INIT { sizeof(libing_batch), 0, 0, 0, 0, 0, 0 }

/**
 * Record many events in one transaction: all or none.
 *
 * @param lines  One request a line (JSON Lines); blank lines are passed over.
 * @param batch  Receives the report, also on failure; may be NULL.
 * @param err    After a failure the message begins with the line's number.
 * @return As libing_append().
 * @since 0.1
 */
LIBING_API libing_status libing_append_many(libing_engine *engine, const char *lines, size_t len,
                                            const libing_append_options *options, libing_batch *batch,
                                            libing_error *err);

/**
 * Say what time it is: every deadline that ended before `to` lapses, in order, with what that causes.
 * Periods of duties that are over by then are closed likewise, for everyone who has the duty.
 *
 * Time passes only by records: advancing often, late or never gives equal decisions, since an event
 * lapses by itself what ended before it in its case, and for its party.
 *
 * @param to   Valid time: "2024-03-15" (the beginning of that day) or "2024-03-15T09:00:00+08:00".
 * @param out  Receives {to, lapsed, closed, decisions: [record, …]}: how many deadlines lapsed and how many
 *             periods were closed; may be NULL.
 * @return LIBING_OK; LIBING_ERR_DATE; LIBING_ERR_FUTURE; LIBING_ERR_CLOCK; rule errors; store errors.
 * @since 0.1
 */
LIBING_API libing_status libing_advance(libing_engine *engine, const char *to, libing_document **out,
                                        libing_error *err);

/**
 * Deadlines that run, in the order in which they end.
 *
 * @param until  Last day on which they may end, "2024-03-15"; NULL = all that run.
 * @param out    {until?, deadlines: [{case, procedure, deadline, due, set_by}, …], duties?: [{duty, due,
 *               period}, …]}; `due` is the last day, or a moment, `set_by` the record that set it. Duties, where
 *               a pack has some, in its order, each with the period that is closed next.
 * @return LIBING_OK; LIBING_ERR_DATE; store errors.
 * @since 0.1
 */
LIBING_API libing_status libing_due(libing_engine *engine, const char *until, libing_document **out,
                                    libing_error *err);

/** An officer's word on a decision; make it with LIBING_WORD_INIT. */
typedef struct libing_word {
    size_t      size;
    const char *by;                 /**< role and pseudonym, "township_gov:01" */
    const char *at;                 /**< when it was said: a date or a time in the store's zone */
    const char *reason;             /**< may be NULL */
} libing_word;

/** Initialiser of libing_word. */
#define LIBING_WORD_INIT { sizeof(libing_word), NULL, NULL, NULL }

/**
 * Confirm or decline a decision that waits for the role that decides it, or record that one in force was
 * carried out (the 100 yuan were handed over). Each is a record that rules may fire on, and lapses what
 * ended before it.
 *
 * @param seq   The decision's record.
 * @param out   Receives a receipt as of libing_append(); may be NULL.
 * @return LIBING_OK; LIBING_ERR_NOTFOUND no such decision; LIBING_ERR_STATE it was answered already, or
 *         nobody decides it; LIBING_ERR_ROLE another role decides it; LIBING_ERR_DATE; LIBING_ERR_FUTURE;
 *         rule and store errors.
 * @since 0.1
 */
LIBING_API libing_status libing_confirm(libing_engine *engine, int64_t seq, const libing_word *word,
                                        libing_document **out, libing_error *err);
/** Decline it: see libing_confirm(). */
LIBING_API libing_status libing_decline(libing_engine *engine, int64_t seq, const libing_word *word,
                                        libing_document **out, libing_error *err);
/** It was carried out: see libing_confirm(). */
LIBING_API libing_status libing_execute(libing_engine *engine, int64_t seq, const libing_word *word,
                                        libing_document **out, libing_error *err);

/** Which records an iterator yields; make it with LIBING_FILTER_INIT. NULL texts = any. */
typedef struct libing_filter {
    size_t      size;
    const char *case_id;
    const char *rule;               /**< decisions only */
    const char *action;             /**< decisions only */
    int64_t     from_seq;           /**< first seq wanted */
} libing_filter;

/** Initialiser of libing_filter. */
#define LIBING_FILTER_INIT { sizeof(libing_filter), NULL, NULL, NULL, 0 }

/** One step of an iterator; texts are borrowed until the next step. */
typedef struct libing_item {
    size_t      size;
    int64_t     seq;                /**< of the record; a case's first record */
    const char *text;               /**< canonical JSON: the record's line; a case's summary */
    size_t      len;
    const char *standing;           /**< of a decision: in_force, blocked, confirmed, executed, declined, revoked */
} libing_item;

/** Initialiser of libing_item. */
#define LIBING_ITEM_INIT { sizeof(libing_item), -1, NULL, 0, NULL }

/** Walks over records, decisions or cases. Not serialised by itself: one thread at a time. */
typedef struct libing_iterator libing_iterator;

/** Decisions in order of seq. NULL filter = all. */
LIBING_API libing_status libing_decisions(libing_engine *engine, const libing_filter *filter,
                                          libing_iterator **out, libing_error *err);
/** Records in order of seq; with a case, that case's. */
LIBING_API libing_status libing_records(libing_engine *engine, const libing_filter *filter,
                                        libing_iterator **out, libing_error *err);
/** Cases in order of opening, each {id, kind, subject, version, opened, last}; `kind` NULL = any. */
LIBING_API libing_status libing_cases(libing_engine *engine, const char *kind, libing_iterator **out,
                                      libing_error *err);
/**
 * What waits for a role: its decisions in order of seq, proposals and orders in force that nobody has
 * confirmed, declined or executed.
 *
 * @param role  As a pack declares it: "township_gov".
 * @return LIBING_OK; LIBING_ERR_WORD no pack of the store has this role; store errors.
 */
LIBING_API libing_status libing_inbox(libing_engine *engine, const char *role, libing_iterator **out,
                                      libing_error *err);
/** LIBING_OK and an item; LIBING_DONE at the end. */
LIBING_API libing_status libing_iterator_next(libing_iterator *iterator, libing_item *item,
                                              libing_error *err);
/** Free an iterator; NULL is fine; before or after its engine. */
LIBING_API void libing_iterator_free(libing_iterator *iterator);

/**
 * One case: {id, kind, subject, version, fields: {…}, states: {…}, deadlines: […], records: [record, …],
 * facts: {…}, decisions: […]}. `states` has the main state of each procedure by the procedure's name and
 * those of regions by theirs, without those that nobody knows (a case taken over midway); `deadlines` are
 * those that run, as libing_due() lists them.
 * @return LIBING_OK; LIBING_ERR_NOTFOUND; store errors.
 */
LIBING_API libing_status libing_case_show(libing_engine *engine, const char *case_id,
                                          libing_document **out, libing_error *err);

/**
 * Explain a decision, or why rules stayed silent.
 *
 * With the seq of a decision: its clauses, rule, pack, facts with values and titles, and the chain of
 * causes. With the seq of an event (or any other record): each rule that was listening, whether it
 * spoke, its first failing condition, and what would have had to be different, cheapest first; with
 * `rule`, that rule alone. The document is {…, text: "a readable page in the engine's language"}.
 *
 * @param seq   Record concerned.
 * @param rule  NULL = the decision itself, or all rules that listened.
 * @return LIBING_OK; LIBING_ERR_NOTFOUND no such record or rule; store and rule errors.
 * @since 0.1
 */
LIBING_API libing_status libing_explain(libing_engine *engine, int64_t seq, const char *rule,
                                        libing_document **out, libing_error *err);

/**
 * A measure as of a day.
 *
 * @param name     A fact declared with measure = true.
 * @param case_id  The case; NULL: a fact of the store is one value, a fact of a case kind is counted
 *                 over all cases of that kind that existed: {value: count, …}.
 * @param as_of    Day, the end of which is meant; records with a later `at` do not exist. NULL = all.
 * @param out      {name, as_of, case?, value} or {name, as_of, counts: {…}, total}.
 * @return LIBING_OK; LIBING_ERR_NOTFOUND no such measure or case; LIBING_ERR_DATE; others as explain.
 * @since 0.1
 */
LIBING_API libing_status libing_measure(libing_engine *engine, const char *name, const char *case_id,
                                        const char *as_of, libing_document **out, libing_error *err);

/**
 * What this store is: {path, origin, uid, zone, format, records, cases, decisions, root, packs: […],
 * runtime: {…}, journal, library, …}.
 */
LIBING_API libing_status libing_info(libing_engine *engine, libing_document **out, libing_error *err);

LIBING_END_DECLS

#endif
