/* SPDX-License-Identifier: Apache-2.0 */
/* The recording verbs as callers see them: append, append_many, and their receipts. */
#include "engine/engine.h"

/* --- receipts ----------------------------------------------------------------------------------- */

static libing_status add_decisions(libing_engine *engine, const ing_receipt *receipt, ing_arena *arena,
                                   ing_json_builder *list, bool *opened, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (int64_t seq = receipt->seq + 1; seq < receipt->end && status == LIBING_OK; seq++) {
        ing_record record;

        status = ing_store_read(engine->store, seq, arena, &record, err);
        if (status == LIBING_OK && ing_text_is(record.type, "decision"))
            ing_json_add(list, record.root);
        if (status == LIBING_OK && ing_text_is(record.type, "case.opened"))
            *opened = true;
    }
    return status;
}

static const char *note_words(const char *note, bool zh)
{
    if (strcmp(note, "not_enabled") == 0)
        return zh ? "案件在此状态下未因该事件移动" : "no rule could move the case on this in its state";
    return zh ? "已在效力中" : "already in force";
}

static const ing_json *notes_json(libing_engine *engine, ing_arena *arena)
{
    const ing_session *session = &engine->session;
    bool zh = engine->language[0] == 'z';
    ing_json_builder list = ing_json_begin(arena);

    for (size_t i = 0; i < session->note_count; i++) {
        ing_json_builder one = ing_json_begin(arena);

        ing_json_put_text(&one, "note", ing_text_of(session->notes[i].note));
        ing_json_put_text(&one, "rule", session->notes[i].rule);
        if (session->notes[i].seq >= 0)
            ing_json_put_integer(&one, "decision", session->notes[i].seq);
        ing_json_put_text(&one, "text", ing_text_of(note_words(session->notes[i].note, zh)));
        ing_json_add(&list, ing_json_end_object(&one));
    }
    return ing_json_end_list(&list);
}

libing_status ing_receipt_document(libing_engine *engine, const ing_receipt *receipt,
                                   libing_document **out, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_record event;
    bool opened = false;
    ing_json_builder decisions = ing_json_begin(&arena), all = ing_json_begin(&arena);
    libing_status status = ing_store_read(engine->store, receipt->seq, &arena, &event, err);

    *out = NULL;
    if (status == LIBING_OK)
        status = add_decisions(engine, receipt, &arena, &decisions, &opened, err);
    if (status != LIBING_OK)
        goto done;
    ing_json_put_integer(&all, "seq", event.seq);
    ing_json_put_text(&all, "case", event.case_id);
    ing_json_put_text(&all, "party", event.party);
    if (event.cv >= 0)
        ing_json_put_integer(&all, "cv", event.cv);
    ing_json_put_text(&all, "t", event.t);
    ing_json_put_text(&all, "at", event.at_text);
    ing_json_put_boolean(&all, "late", event.late);
    ing_json_put_boolean(&all, "opened", opened);
    ing_json_put_boolean(&all, "repeated", receipt->is_repeated);
    ing_json_put(&all, ING_TEXT_LIT("decisions"), ing_json_end_list(&decisions));
    ing_json_put(&all, ING_TEXT_LIT("notes"), notes_json(engine, &arena));
    status = ing_document_new(ing_json_end_object(&all), out, err);
done:
    ing_arena_free(&arena);
    return status;
}

/* --- append ------------------------------------------------------------------------------------- */

libing_status libing_append(libing_engine *engine, const char *request, size_t request_len,
                            const libing_append_options *options, libing_document **out, libing_error *err)
{
    bool dry_run = options != NULL && options->dry_run;
    ing_receipt receipt = { -1, -1, false };
    libing_status status;

    if (out != NULL)
        *out = NULL;
    if (request == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "request is NULL", "request为NULL");
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    status = ing_engine_begin(engine, true, err);
    if (status != LIBING_OK)
        goto done;
    status = ing_engine_append(engine, (ing_text){ request, request_len }, &receipt, err);
    if (status == LIBING_OK && out != NULL)
        status = ing_receipt_document(engine, &receipt, out, err);
    ing_engine_end(engine, !dry_run, &status, err);
    if (status != LIBING_OK && out != NULL) {
        libing_document_free(*out);
        *out = NULL;
    }
done:
    ing_engine_leave(engine);
    return status;
}

/* --- append_many -------------------------------------------------------------------------------- */

#define PROGRESS_EVERY 512 /* requests between two looks at the host's callback */

static libing_status report_progress(libing_engine *engine, uint64_t done, uint64_t total, libing_error *err)
{
    if (engine->options.progress == NULL ||
        engine->options.progress(engine->options.progress_user, done, total) >= 0)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_INTERRUPTED, "host.progress", "stopped by the progress callback",
                    "进度回调要求停止");
}

static libing_status append_line(libing_engine *engine, ing_text line, libing_batch *batch,
                                 libing_error *err)
{
    ing_receipt receipt;
    int64_t before = ing_store_size(engine->store);
    libing_status status = ing_engine_append(engine, line, &receipt, err);

    batch->requests++;
    if (status != LIBING_OK)
        return status;
    if (receipt.is_repeated)
        batch->repeated++;
    else
        batch->appended++;
    batch->records += ing_store_size(engine->store) - before;
    batch->decisions += engine->session.decision_count;
    return status;
}

static bool is_blank(ing_text line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] != ' ' && line.ptr[i] != '\t' && line.ptr[i] != '\r')
            return false;
    }
    return true;
}

static libing_status append_lines(libing_engine *engine, const char *lines, size_t len,
                                  libing_batch *batch, libing_error *err)
{
    size_t start = 0;
    int64_t number = 0;
    libing_status status = LIBING_OK;

    while (start < len && status == LIBING_OK) {
        const char *end = memchr(lines + start, '\n', len - start);
        size_t stop = end != NULL ? (size_t)(end - lines) : len;
        ing_text line = { lines + start, stop - start };

        number++;
        start = stop + 1;
        if (is_blank(line))
            continue;
        if (engine->interrupted)
            status = ing_fail(err, LIBING_ERR_INTERRUPTED, "engine.interrupted", "interrupted", "已中断");
        else
            status = append_line(engine, line, batch, err);
        if (status == LIBING_OK && batch->requests % PROGRESS_EVERY == 0)
            status = report_progress(engine, start, len, err);
        if (status != LIBING_OK) {
            batch->failed_line = number;
            ing_error_prefix(err, "line %lld: ", "第%lld行：", (long long)number);
        }
    }
    return status;
}

libing_status libing_append_many(libing_engine *engine, const char *lines, size_t len,
                                 const libing_append_options *options, libing_batch *batch,
                                 libing_error *err)
{
    bool dry_run = options != NULL && options->dry_run;
    libing_batch own = LIBING_BATCH_INIT;
    libing_status status;

    if (lines == NULL && len > 0)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "lines is NULL", "lines为NULL");
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    status = ing_engine_begin(engine, true, err);
    if (status == LIBING_OK) {
        status = append_lines(engine, lines, len, &own, err);
        ing_engine_end(engine, !dry_run, &status, err);
    }
    ing_engine_leave(engine);
    if (status != LIBING_OK) { /* all or none */
        own.appended = own.repeated = own.decisions = own.records = 0;
    }
    if (batch != NULL)
        *batch = own;
    return status;
}
