/* SPDX-License-Identifier: Apache-2.0 */
/* Every public function as a step of a script: what it answers becomes text, to be compared. */
#include "stage.h"

#include <ftw.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALLED_MAX 64

/* --- which functions were called ---------------------------------------------------------------- */

static const char *called[CALLED_MAX];
static size_t called_count;

static void note(const char *name)
{
    for (size_t i = 0; i < called_count; i++) {
        if (strcmp(called[i], name) == 0)
            return;
    }
    if (called_count < CALLED_MAX)
        called[called_count++] = name;
}

const char *const *stage_called(size_t *count)
{
    *count = called_count;
    return called;
}

#define CALL(name, ...) (note(#name), name(__VA_ARGS__))

/* --- what a call answers ------------------------------------------------------------------------ */

static void say(stage *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(stage *s, const char *format, ...)
{
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(s->said + s->said_len, SAID_MAX - s->said_len, format, args);
    va_end(args);
    if (len > 0)
        s->said_len += (size_t)len < SAID_MAX - s->said_len ? (size_t)len : SAID_MAX - 1 - s->said_len;
}

/* The error record must tell what the call returned. */
static libing_status tell(stage *s, libing_status status, const libing_error *err)
{
    if (status < 0 && (err->code != status || err->message[0] == '\0' || err->id[0] == '\0'))
        s->is_misreported = true;
    say(s, "%s %s\n", CALL(libing_status_name, status), status < 0 ? err->message : "");
    return status;
}

static libing_status tell_document(stage *s, libing_status status, libing_document *document,
                                   const libing_error *err)
{
    size_t len = 0;

    if ((status == LIBING_OK) != (document != NULL))
        s->is_misreported = true;
    if (document != NULL)
        say(s, "%s\n", CALL(libing_document_text, document, &len));
    CALL(libing_document_free, document);
    return tell(s, status, err);
}

/* Walk to the end. The walk is one step: a failed one begins anew. */
static libing_status tell_walk(stage *s, libing_status status, libing_iterator *iterator, libing_error *err)
{
    libing_item item = LIBING_ITEM_INIT;

    while (status == LIBING_OK) {
        status = CALL(libing_iterator_next, iterator, &item, err);
        if (status == LIBING_OK)
            say(s, "%" PRId64 " %s %s\n", item.seq, item.standing != NULL ? item.standing : "-", item.text);
    }
    CALL(libing_iterator_free, iterator);
    return tell(s, status, err);
}

/* Something was acknowledged: it must be there for ever. */
static void keep(stage *s, const libing_document *receipt, const char *request)
{
    const char *text = libing_document_text(receipt, NULL);
    const char *seq = text != NULL ? strstr(text, "\"seq\":") : NULL;
    const char *id = request != NULL ? strstr(request, "\"id\":\"") : NULL;

    for (; seq != NULL; seq = strstr(seq + 1, "\"seq\":")) {
        long long number = atoll(seq + 6);
        s->acknowledged = number > s->acknowledged ? number : s->acknowledged;
    }
    for (; id != NULL && s->id_count < 32; id = strstr(id + 1, "\"id\":\""))
        (void)snprintf(s->ids[s->id_count++], sizeof s->ids[0], "%.*s", (int)strcspn(id + 6, "\""), id + 6);
}

/* --- the engine --------------------------------------------------------------------------------- */

static int tell_time(void *user, int64_t *ms_out)
{
    *ms_out = ((const stage *)user)->clock_ms;
    return 0;
}

static int go_on(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    (void)total;
    return 0;
}

static libing_engine_options options_of(stage *s)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;

    options.busy_timeout_ms = 0;
    options.clock = tell_time;
    options.clock_user = s;
    options.progress = go_on;
    return options;
}

libing_status step_init(stage *s, const char *unused)
{
    libing_engine_options options = options_of(s);
    libing_birth birth = LIBING_BIRTH_INIT;
    libing_error err = LIBING_ERROR_INIT;

    (void)unused;
    birth.uid = "00112233445566778899aabbccddeeff";
    return tell(s, CALL(libing_init, s->path, &birth, &options, &s->engine, &err), &err);
}

libing_status step_open(stage *s, const char *read_only)
{
    libing_engine_options options = options_of(s);
    libing_error err = LIBING_ERROR_INIT;
    libing_status status;

    options.read_only = read_only != NULL;
    options.language = read_only != NULL ? "zh" : "en";
    status = tell(s, CALL(libing_open, s->path, &options, &s->engine, &err), &err);
    CALL(libing_interrupt, s->engine); /* nothing runs: nothing happens */
    return status;
}

libing_status step_close(stage *s, const char *unused)
{
    (void)unused;
    CALL(libing_close, s->engine);
    s->engine = NULL;
    return LIBING_OK;
}

libing_status step_install(stage *s, const char *folder)
{
    libing_error err = LIBING_ERROR_INIT;
    int64_t seq = -1;
    libing_status status = CALL(libing_install, s->engine, folder, "2023-01-01", &seq, &err);

    if (status == LIBING_OK && seq > s->acknowledged)
        s->acknowledged = seq;
    say(s, "%" PRId64 " ", seq);
    return tell(s, status, &err);
}

/* --- recording ---------------------------------------------------------------------------------- */

libing_status step_append(stage *s, const char *request)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *receipt = NULL;
    libing_status status = CALL(libing_append, s->engine, request, strlen(request), NULL, &receipt, &err);

    if (status == LIBING_OK)
        keep(s, receipt, request);
    return tell_document(s, status, receipt, &err);
}

libing_status step_try(stage *s, const char *request)
{
    libing_append_options options = LIBING_APPEND_OPTIONS_INIT;
    libing_error err = LIBING_ERROR_INIT;
    libing_document *receipt = NULL;
    libing_status status;

    options.dry_run = true;
    status = CALL(libing_append, s->engine, request, strlen(request), &options, &receipt, &err);
    return tell_document(s, status, receipt, &err);
}

libing_status step_append_many(stage *s, const char *lines)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_batch batch = LIBING_BATCH_INIT;
    libing_status status = CALL(libing_append_many, s->engine, lines, strlen(lines), NULL, &batch, &err);

    if (status == LIBING_OK)
        keep(s, NULL, lines);
    if (status == LIBING_OK)
        say(s, "%" PRId64 " + %" PRId64 ", %" PRId64 " decisions\n", batch.appended, batch.repeated, batch.decisions);
    return tell(s, status, &err);
}

/* The first decision with this action, in force or not; -1 when there is none. */
static libing_status find(stage *s, const char *action, int64_t *seq, libing_error *err)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_item item = LIBING_ITEM_INIT;
    libing_iterator *iterator = NULL;
    libing_status status;

    *seq = -1;
    filter.action = action;
    status = CALL(libing_decisions, s->engine, &filter, &iterator, err);
    if (status == LIBING_OK)
        status = CALL(libing_iterator_next, iterator, &item, err);
    *seq = status == LIBING_OK ? item.seq : -1;
    libing_iterator_free(iterator);
    return status == LIBING_DONE ? LIBING_OK : status;
}

typedef libing_status (*word_fn)(libing_engine *, int64_t, const libing_word *, libing_document **,
                                 libing_error *);

static libing_status answer(stage *s, word_fn word, const char *action)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_word said = LIBING_WORD_INIT;
    libing_document *receipt = NULL;
    int64_t seq = -1;
    libing_status status = find(s, action, &seq, &err);

    said.by = strcmp(action, "order_repair") == 0 ? "inspector:1" : "office:1";
    said.at = "2024-02-15";
    said.reason = "so decided";
    if (status == LIBING_OK)
        status = word(s->engine, seq, &said, &receipt, &err);
    if (status == LIBING_OK)
        keep(s, receipt, NULL);
    return tell_document(s, status, receipt, &err);
}

libing_status step_confirm(stage *s, const char *action)
{
    note("libing_confirm");
    return answer(s, libing_confirm, action);
}

libing_status step_decline(stage *s, const char *action)
{
    note("libing_decline");
    return answer(s, libing_decline, action);
}

libing_status step_execute(stage *s, const char *action)
{
    note("libing_execute");
    return answer(s, libing_execute, action);
}

libing_status step_advance(stage *s, const char *to)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_advance, s->engine, to, &out, &err);

    if (status == LIBING_OK)
        keep(s, out, NULL);
    return tell_document(s, status, out, &err);
}

libing_status step_import(stage *s, const char *unused)
{
    libing_import_options options = LIBING_IMPORT_OPTIONS_INIT;
    libing_import_report report = LIBING_IMPORT_REPORT_INIT;
    libing_error err = LIBING_ERROR_INIT;
    char csv_path[128], map_path[128];
    libing_status status;

    (void)unused;
    options.rows_per_transaction = 100; /* all of them: a second try finds nothing of the first */
    (void)snprintf(csv_path, sizeof csv_path, "%s/rows.csv", s->folder);
    (void)snprintf(map_path, sizeof map_path, "%s/map.lua", s->folder);
    status = CALL(libing_import, s->engine, csv_path, map_path, &options, &report, &err);
    if (status == LIBING_OK)
        say(s, "%" PRId64 " rows, %" PRId64 " decisions\n", report.appended, report.decisions);
    return tell(s, status, &err);
}

/* --- asking ------------------------------------------------------------------------------------- */

libing_status step_due(stage *s, const char *until)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_due, s->engine, until, &out, &err);

    return tell_document(s, status, out, &err);
}

libing_status step_inbox(stage *s, const char *role)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_iterator *iterator = NULL;
    libing_status status = CALL(libing_inbox, s->engine, role, &iterator, &err);

    return tell_walk(s, status, iterator, &err);
}

libing_status step_records(stage *s, const char *case_id)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;
    libing_status status;

    filter.case_id = case_id;
    status = CALL(libing_records, s->engine, &filter, &iterator, &err);
    return tell_walk(s, status, iterator, &err);
}

libing_status step_decisions(stage *s, const char *action)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;
    libing_status status;

    filter.action = action;
    status = CALL(libing_decisions, s->engine, &filter, &iterator, &err);
    return tell_walk(s, status, iterator, &err);
}

libing_status step_cases(stage *s, const char *kind)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_iterator *iterator = NULL;
    libing_status status = CALL(libing_cases, s->engine, kind, &iterator, &err);

    return tell_walk(s, status, iterator, &err);
}

/* An iterator that outlives its engine says so. */
libing_status step_orphan(stage *s, const char *unused)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_item item = LIBING_ITEM_INIT;
    libing_iterator *iterator = NULL;
    libing_status status = CALL(libing_records, s->engine, NULL, &iterator, &err);

    (void)unused;
    if (status == LIBING_OK) {
        libing_close(s->engine);
        s->engine = NULL;
        status = CALL(libing_iterator_next, iterator, &item, &err);
    }
    libing_iterator_free(iterator);
    return tell(s, status, &err);
}

libing_status step_show(stage *s, const char *case_id)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_case_show, s->engine, case_id, &out, &err);

    return tell_document(s, status, out, &err);
}

libing_status step_explain(stage *s, const char *action)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    int64_t seq = -1;
    libing_status status = find(s, action, &seq, &err);

    if (status == LIBING_OK)
        status = CALL(libing_explain, s->engine, seq, NULL, &out, &err);
    return tell_document(s, status, out, &err);
}

/* Why `rule` was silent on the last event of the store's beginning; "" = every rule that listened. */
libing_status step_silence(stage *s, const char *rule)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_explain, s->engine, 3, rule[0] != '\0' ? rule : NULL, &out, &err);

    return tell_document(s, status, out, &err);
}

libing_status step_measure(stage *s, const char *name)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_measure, s->engine, name, NULL, "2024-03-18", &out, &err);

    return tell_document(s, status, out, &err);
}

libing_status step_info(stage *s, const char *unused)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_info, s->engine, &out, &err);

    (void)unused;
    return tell_document(s, status, out, &err);
}

/* --- auditing, packs ---------------------------------------------------------------------------- */

static int on_finding(void *user, const libing_finding *finding)
{
    say(user, "%s %" PRId64 " %s\n", finding->kind, finding->seq, finding->message);
    return 0;
}

libing_status step_verify(stage *s, const char *unused)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    libing_verification seen = LIBING_VERIFICATION_INIT;
    libing_status status;

    (void)unused;
    options.finding = on_finding;
    options.finding_user = s;
    status = CALL(libing_verify, s->path, &options, &seen, &err);
    if (status == LIBING_OK)
        say(s, "%" PRId64 " records, %" PRId64 " blobs, %s\n", seen.records, seen.blobs, seen.root);
    return tell(s, status, &err);
}

libing_status step_replay(stage *s, const char *unused)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    libing_replay_summary seen = LIBING_REPLAY_SUMMARY_INIT;
    libing_status status;

    (void)unused;
    options.finding = on_finding;
    options.finding_user = s;
    status = CALL(libing_replay, s->path, &options, &seen, &err);
    if (status == LIBING_OK)
        say(s, "%" PRId64 " causes, %" PRId64 " same\n", seen.causes, seen.same);
    return tell(s, status, &err);
}

libing_status step_check_pack(stage *s, const char *folder)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_diagnostics *list = NULL;
    char bad[96];
    libing_status status;

    (void)snprintf(bad, sizeof bad, "%s/bad", s->folder);
    status = CALL(libing_pack_check, folder != NULL ? folder : bad, "zh", &list, &err);

    if (status == LIBING_OK)
        say(s, "%zu errors of %zu\n", CALL(libing_diagnostics_errors, list), CALL(libing_diagnostics_count, list));
    for (size_t i = 0; i < libing_diagnostics_count(list); i++) {
        const libing_diagnostic *one = CALL(libing_diagnostics_get, list, i);
        say(s, "%s %s:%d %s\n", one->code, one->file, (int)one->line, one->message);
    }
    CALL(libing_diagnostics_free, list);
    return tell(s, status, &err);
}

libing_status step_graph(stage *s, const char *folder)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_pack_graph, folder, NULL, LIBING_GRAPH_SVG, "zh", &out, &err);

    return tell_document(s, status, out, &err);
}

libing_status step_doc(stage *s, const char *folder)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_pack_doc, folder, "zh", &out, &err);

    return tell_document(s, status, out, &err);
}

libing_status step_diff(stage *s, const char *folder)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_document *out = NULL;
    libing_status status = CALL(libing_pack_diff, PACK_VILLAGE, folder, "en", &out, &err);

    return tell_document(s, status, out, &err);
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *at)
{
    (void)about;
    (void)type;
    (void)at;
    return remove(path);
}

libing_status step_new(stage *s, const char *folder)
{
    libing_error err = LIBING_ERROR_INIT;
    char own[96];

    (void)snprintf(own, sizeof own, "%s/own", s->folder);
    (void)nftw(own, remove_one, 8, FTW_DEPTH | FTW_PHYS); /* an earlier one; there need not be any */
    return tell(s, CALL(libing_pack_new, own, folder, "test.own", &err), &err);
}

static int on_result(void *user, const libing_test_result *result)
{
    say(user, "%s %d %s\n", result->scenario, result->passed, result->report);
    return 0;
}

libing_status step_test(stage *s, const char *folder)
{
    static const char *const files[] = { LIBING_SOURCE_DIR "/tests/faults/repair.yaml" };
    libing_error err = LIBING_ERROR_INIT;
    libing_test_options options = LIBING_TEST_OPTIONS_INIT;
    libing_test_summary summary = LIBING_TEST_SUMMARY_INIT;
    libing_status status;

    options.files = files;
    options.file_count = 1;
    options.result = on_result;
    options.result_user = s;
    status = CALL(libing_pack_test, folder, &options, &summary, &err);
    if (status == LIBING_OK)
        say(s, "%" PRId64 " passed, %" PRId64 " failed\n", summary.passed, summary.failed);
    return tell(s, status, &err);
}

libing_status step_names(stage *s, const char *unused)
{
    (void)unused;
    note("libing_version");
    say(s, "%s %s\n", libing_version(), CALL(libing_status_name, LIBING_ERR_STALE));
    return LIBING_OK;
}
