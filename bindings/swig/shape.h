/* SPDX-License-Identifier: Apache-2.0 */
/* The binding-shaped functions: libing's verbs as SWIG languages can take them, value returned and error
 * last, so that one typemap a type covers the whole interface. SWIG reads this file too (libing.i).
 *
 * Lists and counts come back as byte_block: fields that each end in a NUL, which no text of libing holds. */
#ifndef LIBING_SHAPE_H
#define LIBING_SHAPE_H

#ifndef SWIG
#include <libing.h>

#include <stdbool.h>
#include <stdint.h>

/* What an audit has found; opaque to languages. */
typedef struct audit_report audit_report;

/* What a host gives; absent callbacks are NULL. Its maker keeps it until the engine is closed. */
typedef struct host_calls {
    libing_clock_fn clock;
    libing_log_fn log;
    libing_progress_fn progress;
    int (*finding)(void *user, const char *fields, size_t len); /* one finding as audit_findings() gives it */
    void *user;
} host_calls;

/* Bytes that a call has made; the typemap that hands them over frees them. */
typedef struct byte_block {
    char *bytes;
    size_t len, room;
    bool has_failed;                /* out of memory */
} byte_block;

void byte_block_free(byte_block *block);
#endif

/* Engines. A call that fails returns NULL, -1 or nothing, and says why in err. */
libing_engine *engine_create(const char *path, const char *zone, const char *origin, const char *uid,
                             const char *language, int32_t busy_timeout_ms, int64_t timeout_ms,
                             int64_t cache_bytes, const host_calls *host, libing_error *err);
libing_engine *engine_open(const char *path, const char *language, int32_t busy_timeout_ms, bool read_only,
                           int64_t timeout_ms, int64_t cache_bytes, const host_calls *host,
                           libing_error *err);
void engine_close(libing_engine *engine);
void engine_interrupt(libing_engine *engine);
int64_t engine_install(libing_engine *engine, const char *directory, const char *from, libing_error *err);

/* Recording. */
libing_document *engine_append(libing_engine *engine, const char *text, size_t text_len, bool dry_run,
                               libing_error *err);
/* requests, appended, repeated, decisions, records */
byte_block *engine_append_many(libing_engine *engine, const char *text, size_t text_len, bool dry_run,
                               libing_error *err);
/* rows, dropped, appended, repeated, decisions, records */
byte_block *engine_import(libing_engine *engine, const char *csv_path, const char *map_path,
                          int64_t rows_per_transaction, libing_error *err);
libing_document *engine_advance(libing_engine *engine, const char *to, libing_error *err);
libing_document *engine_confirm(libing_engine *engine, int64_t seq, const char *by, const char *at,
                                const char *reason, libing_error *err);
libing_document *engine_decline(libing_engine *engine, int64_t seq, const char *by, const char *at,
                                const char *reason, libing_error *err);
libing_document *engine_execute(libing_engine *engine, int64_t seq, const char *by, const char *at,
                                const char *reason, libing_error *err);

/* Reading. */
libing_document *engine_due(libing_engine *engine, const char *until, libing_error *err);
libing_document *engine_case_show(libing_engine *engine, const char *case_id, libing_error *err);
libing_document *engine_explain(libing_engine *engine, int64_t seq, const char *rule, libing_error *err);
libing_document *engine_measure(libing_engine *engine, const char *name, const char *case_id,
                                const char *as_of, libing_error *err);
libing_document *engine_info(libing_engine *engine, libing_error *err);
libing_iterator *engine_decisions(libing_engine *engine, const char *case_id, const char *rule,
                                  const char *action, int64_t from_seq, libing_error *err);
libing_iterator *engine_records(libing_engine *engine, const char *case_id, int64_t from_seq,
                                libing_error *err);
libing_iterator *engine_cases(libing_engine *engine, const char *kind, libing_error *err);
libing_iterator *engine_inbox(libing_engine *engine, const char *role, libing_error *err);
/* At most `count` items, each: standing (or empty), text. Empty at the end. */
byte_block *iterator_block(libing_iterator *iterator, int32_t count, libing_error *err);
void iterator_free(libing_iterator *iterator);

/* Audits: a report keeps what was found until it is freed. */
audit_report *store_verify(const char *path, const char *language, const host_calls *host,
                           libing_error *err);
audit_report *store_replay(const char *path, const char *language, const host_calls *host,
                           libing_error *err);
/* verify: records, blobs, damages, root;
 * replay: causes, same, different, omitted, extra, missing, limit, runtime, runtimes, broken */
byte_block *audit_summary(const audit_report *report, libing_error *err);
/* About `size` bytes of whole findings from byte `from` on, each: kind, seq, table, column, rule, recorded,
 * recomputed, message. Empty at the end. */
byte_block *audit_findings(const audit_report *report, int64_t from, int32_t size, libing_error *err);
void audit_free(audit_report *report);

/* Packs. */
/* Each: code, file, line, column, message. */
byte_block *pack_check(const char *directory, const char *language, libing_error *err);
libing_document *pack_graph(const char *directory, const char *procedure, int32_t format,
                            const char *language, libing_error *err);
libing_document *pack_doc(const char *directory, const char *language, libing_error *err);
libing_document *pack_diff(const char *old_directory, const char *new_directory, const char *language,
                           libing_error *err);
/* True when it was written. */
bool pack_new(const char *directory, const char *extends, const char *id, const char *language,
              libing_error *err);
/* The text is scenario files, each ending in a NUL; none are the pack's own. Back come passed, failed; then
 * each result: file, scenario, title, rule left out, 1 or 0 for passed, report. */
byte_block *pack_test(const char *directory, const char *language, const char *text, size_t text_len,
                      const char *only, const char *without, bool each_without, const char *keep,
                      int32_t time, const host_calls *host, libing_error *err);

const char *status_name(int32_t status);
const char *library_version(void);

#endif
