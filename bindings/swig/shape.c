/* SPDX-License-Identifier: Apache-2.0 */
/* Engines, recording and reading in the shape of shape.h; audits are in shape_audit.c. */
#include "shape_block.h"

/* In a (void)told(…), here and below, err carries the failure. */

/* --- opening and closing ------------------------------------------------------------------------ */

static libing_engine_options options_of(const char *language, int32_t busy_timeout_ms, int64_t timeout_ms,
                                        int64_t cache_bytes, const host_calls *host)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;

    options.language = language;
    options.busy_timeout_ms = busy_timeout_ms;
    options.timeout_ms = timeout_ms;
    options.cache_bytes = cache_bytes;
    if (host != NULL) {
        options.clock = host->clock;
        options.log = host->log;
        options.progress = host->progress;
        options.clock_user = options.log_user = options.progress_user = host->user;
    }
    return options;
}

libing_engine *engine_create(const char *path, const char *zone, const char *origin, const char *uid,
                             const char *language, int32_t busy_timeout_ms, int64_t timeout_ms,
                             int64_t cache_bytes, const host_calls *host, libing_error *err)
{
    libing_engine_options options = options_of(language, busy_timeout_ms, timeout_ms, cache_bytes, host);
    libing_birth birth = LIBING_BIRTH_INIT;
    libing_engine *engine = NULL;

    birth.zone = zone;
    birth.origin = origin;
    birth.uid = uid;
    (void)told(err, libing_init(path, &birth, &options, &engine, err));
    return engine;
}

libing_engine *engine_open(const char *path, const char *language, int32_t busy_timeout_ms, bool read_only,
                           int64_t timeout_ms, int64_t cache_bytes, const host_calls *host,
                           libing_error *err)
{
    libing_engine_options options = options_of(language, busy_timeout_ms, timeout_ms, cache_bytes, host);
    libing_engine *engine = NULL;

    options.read_only = read_only;
    (void)told(err, libing_open(path, &options, &engine, err));
    return engine;
}

void engine_close(libing_engine *engine)
{
    libing_close(engine);
}

void engine_interrupt(libing_engine *engine)
{
    libing_interrupt(engine);
}

int64_t engine_install(libing_engine *engine, const char *directory, const char *from, libing_error *err)
{
    int64_t seq = -1;

    (void)told(err, libing_install(engine, directory, from, &seq, err));
    return seq;
}

/* --- recording ---------------------------------------------------------------------------------- */

libing_document *engine_append(libing_engine *engine, const char *text, size_t text_len, bool dry_run,
                               libing_error *err)
{
    libing_append_options options = LIBING_APPEND_OPTIONS_INIT;
    libing_document *receipt = NULL;

    options.dry_run = dry_run;
    (void)told(err, libing_append(engine, text, text_len, &options, &receipt, err));
    return receipt;
}

byte_block *engine_append_many(libing_engine *engine, const char *text, size_t text_len, bool dry_run,
                               libing_error *err)
{
    libing_append_options options = LIBING_APPEND_OPTIONS_INIT;
    libing_batch batch = LIBING_BATCH_INIT;
    byte_block *counts = byte_block_new(err); /* first: nothing may fail once the events are recorded */

    options.dry_run = dry_run;
    if (counts == NULL ||
        told(err, libing_append_many(engine, text, text_len, &options, &batch, err)) != LIBING_OK) {
        byte_block_free(counts);
        return NULL;
    }
    put_number(counts, batch.requests);
    put_number(counts, batch.appended);
    put_number(counts, batch.repeated);
    put_number(counts, batch.decisions);
    put_number(counts, batch.records);
    return counts;
}

byte_block *engine_import(libing_engine *engine, const char *csv_path, const char *map_path,
                          int64_t rows_per_transaction, libing_error *err)
{
    libing_import_options options = LIBING_IMPORT_OPTIONS_INIT;
    libing_import_report report = LIBING_IMPORT_REPORT_INIT;
    byte_block *counts = byte_block_new(err);

    options.rows_per_transaction = rows_per_transaction;
    if (counts == NULL ||
        told(err, libing_import(engine, csv_path, map_path, &options, &report, err)) != LIBING_OK) {
        byte_block_free(counts);
        return NULL;
    }
    put_number(counts, report.rows);
    put_number(counts, report.dropped);
    put_number(counts, report.appended);
    put_number(counts, report.repeated);
    put_number(counts, report.decisions);
    put_number(counts, report.records);
    return counts;
}

libing_document *engine_advance(libing_engine *engine, const char *to, libing_error *err)
{
    libing_document *out = NULL;

    (void)told(err, libing_advance(engine, to, &out, err));
    return out;
}

typedef libing_status (*say_fn)(libing_engine *engine, int64_t seq, const libing_word *word,
                                libing_document **out, libing_error *err);

static libing_document *say(say_fn verb, libing_engine *engine, int64_t seq, libing_word word,
                            libing_error *err)
{
    libing_document *receipt = NULL;

    (void)told(err, verb(engine, seq, &word, &receipt, err));
    return receipt;
}

libing_document *engine_confirm(libing_engine *engine, int64_t seq, const char *by, const char *at,
                                const char *reason, libing_error *err)
{
    return say(libing_confirm, engine, seq, (libing_word){ sizeof(libing_word), by, at, reason }, err);
}

libing_document *engine_decline(libing_engine *engine, int64_t seq, const char *by, const char *at,
                                const char *reason, libing_error *err)
{
    return say(libing_decline, engine, seq, (libing_word){ sizeof(libing_word), by, at, reason }, err);
}

libing_document *engine_execute(libing_engine *engine, int64_t seq, const char *by, const char *at,
                                const char *reason, libing_error *err)
{
    return say(libing_execute, engine, seq, (libing_word){ sizeof(libing_word), by, at, reason }, err);
}

/* --- reading ------------------------------------------------------------------------------------ */

libing_document *engine_due(libing_engine *engine, const char *until, libing_error *err)
{
    libing_document *out = NULL;

    (void)told(err, libing_due(engine, until, &out, err));
    return out;
}

libing_document *engine_case_show(libing_engine *engine, const char *case_id, libing_error *err)
{
    libing_document *out = NULL;

    (void)told(err, libing_case_show(engine, case_id, &out, err));
    return out;
}

libing_document *engine_explain(libing_engine *engine, int64_t seq, const char *rule, libing_error *err)
{
    libing_document *out = NULL;

    (void)told(err, libing_explain(engine, seq, rule, &out, err));
    return out;
}

libing_document *engine_measure(libing_engine *engine, const char *name, const char *case_id,
                                const char *as_of, libing_error *err)
{
    libing_document *out = NULL;

    (void)told(err, libing_measure(engine, name, case_id, as_of, &out, err));
    return out;
}

libing_document *engine_info(libing_engine *engine, libing_error *err)
{
    libing_document *out = NULL;

    (void)told(err, libing_info(engine, &out, err));
    return out;
}

libing_iterator *engine_decisions(libing_engine *engine, const char *case_id, const char *rule,
                                  const char *action, int64_t from_seq, libing_error *err)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *out = NULL;

    filter.case_id = case_id;
    filter.rule = rule;
    filter.action = action;
    filter.from_seq = from_seq;
    (void)told(err, libing_decisions(engine, &filter, &out, err));
    return out;
}

libing_iterator *engine_records(libing_engine *engine, const char *case_id, int64_t from_seq,
                                libing_error *err)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *out = NULL;

    filter.case_id = case_id;
    filter.from_seq = from_seq;
    (void)told(err, libing_records(engine, &filter, &out, err));
    return out;
}

libing_iterator *engine_cases(libing_engine *engine, const char *kind, libing_error *err)
{
    libing_iterator *out = NULL;

    (void)told(err, libing_cases(engine, kind, &out, err));
    return out;
}

libing_iterator *engine_inbox(libing_engine *engine, const char *role, libing_error *err)
{
    libing_iterator *out = NULL;

    (void)told(err, libing_inbox(engine, role, &out, err));
    return out;
}

byte_block *iterator_block(libing_iterator *iterator, int32_t count, libing_error *err)
{
    byte_block *block = byte_block_new(err);
    libing_item item = LIBING_ITEM_INIT;
    libing_status status = block != NULL ? LIBING_OK : LIBING_ERR_NOMEM;

    for (int32_t i = 0; i < count && status == LIBING_OK; i++) {
        status = told(err, libing_iterator_next(iterator, &item, err));
        if (status != LIBING_OK)
            break;
        put_text(block, item.standing);
        put_bytes(block, item.text, item.len);
    }
    if (status >= 0)
        return byte_block_whole(block, err);
    byte_block_free(block);
    return NULL;
}

void iterator_free(libing_iterator *iterator)
{
    libing_iterator_free(iterator);
}

/* --- the library -------------------------------------------------------------------------------- */

const char *status_name(int32_t status)
{
    return libing_status_name((libing_status)status);
}

const char *library_version(void)
{
    return libing_version();
}
