/* SPDX-License-Identifier: Apache-2.0 */
/* The verbs of behaviours.json in C, and how what each comes to is told. */
#include "parity.h"

#include <stdio.h>
#include <string.h>

/* --- telling ------------------------------------------------------------------------------------ */

static const ing_json *document_of(parity *p, libing_document *document)
{
    size_t len = 0;
    const char *text = libing_document_text(document, &len);
    const ing_json *out = NULL;

    (void)ing_json_read(&p->arena, (ing_text){ text, len }, &out, NULL); /* NULL is told as nothing */
    libing_document_free(document);
    return out;
}

static void say(parity *p, const char *text)
{
    ing_buf_text(&p->answer, text);
}

static void say_member(parity *p, const ing_json *object, const char *name)
{
    const ing_json *value = ing_json_get(object, name);

    if (value == NULL)
        say(p, "-");
    else if (value->type == ING_JSON_TEXT)
        ing_buf_slice(&p->answer, value->text);
    else if (value->type == ING_JSON_BOOLEAN)
        say(p, value->truth ? "yes" : "no");
    else
        ing_buf_int(&p->answer, value->number);
}

static void say_named(parity *p, const ing_json *object, const char *name)
{
    ing_buf_printf(&p->answer, "%s%s ", p->answer.len > 0 ? " " : "", name);
    say_member(p, object, name);
}

static void say_number(parity *p, const char *name, int64_t number)
{
    ing_buf_printf(&p->answer, "%s%s %lld", p->answer.len > 0 ? " " : "", name, (long long)number);
}

static void say_actions(parity *p, const ing_json *document)
{
    const ing_json *list = ing_json_get(document, "decisions");

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        say(p, i == 0 ? ": " : ", ");
        say_member(p, ing_json_get(&list->items[i], "data"), "action");
    }
}

/* --- life --------------------------------------------------------------------------------------- */

static libing_status do_init(parity *p)
{
    libing_birth birth = LIBING_BIRTH_INIT;
    libing_engine_options options = parity_options(p);
    libing_engine *engine = NULL;
    char path[PARITY_PATH + 64];
    libing_status status;

    birth.zone = parity_text(p, "zone");
    birth.origin = parity_text(p, "origin");
    birth.uid = parity_text(p, "uid");
    (void)snprintf(path, sizeof path, "%s/%s", p->folder, parity_text(p, "store"));
    status = libing_init(path, &birth, &options, &engine, &p->err);
    if (status == LIBING_OK)
        say(p, "made");
    libing_close(engine);
    return status;
}

static libing_status do_open(parity *p)
{
    libing_engine_options options = parity_options(p);
    libing_engine *engine = NULL;
    char path[PARITY_PATH + 64];
    libing_status status;

    options.language = parity_text(p, "language");
    (void)snprintf(path, sizeof path, "%s/%s", p->folder, parity_text(p, "store"));
    status = libing_open(path, &options, &engine, &p->err);
    if (status == LIBING_OK)
        say(p, "opened");
    libing_close(engine);
    return status;
}

/* An iterator outlives its engine, and says that it is closed. */
static libing_status do_close(parity *p)
{
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    libing_status status = libing_records(p->engine, NULL, &iterator, &p->err);

    libing_close(p->engine);
    p->engine = NULL;
    if (status == LIBING_OK)
        status = libing_iterator_next(iterator, &item, &p->err);
    libing_iterator_free(iterator);
    return status;
}

static libing_status do_interrupt(parity *p)
{
    libing_interrupt(p->engine);
    say(p, "nothing ran");
    return LIBING_OK;
}

static libing_status do_install(parity *p)
{
    int64_t seq = -1;
    libing_status status =
        libing_install(p->engine, parity_path(p, "pack"), parity_text(p, "from"), &seq, &p->err);

    if (status == LIBING_OK)
        say_number(p, "seq", seq);
    return status;
}

/* --- recording ---------------------------------------------------------------------------------- */

static libing_status tell_receipt(parity *p, libing_status status, libing_document *document)
{
    const ing_json *receipt = document_of(p, document);

    if (status != LIBING_OK)
        return status;
    say_named(p, receipt, "seq");
    say_named(p, receipt, "case");
    say_named(p, receipt, "cv");
    say_named(p, receipt, "late");
    say_named(p, receipt, "opened");
    say_named(p, receipt, "repeated");
    say_actions(p, receipt);
    return status;
}

static libing_append_options append_options(parity *p)
{
    libing_append_options options = LIBING_APPEND_OPTIONS_INIT;
    const ing_json *dry = ing_json_get(p->step, "dry_run");

    options.dry_run = dry != NULL && dry->truth;
    return options;
}

static libing_status do_append(parity *p)
{
    libing_append_options options = append_options(p);
    libing_document *receipt = NULL;
    ing_buf request = ING_BUF_INIT;
    libing_status status;

    ing_json_write(ing_json_get(p->step, "request"), &request);
    status = libing_append(p->engine, request.ptr, request.len, &options, &receipt, &p->err);
    ing_buf_free(&request);
    return tell_receipt(p, status, receipt);
}

static libing_status do_append_many(parity *p)
{
    libing_append_options options = append_options(p);
    libing_batch batch = LIBING_BATCH_INIT;
    const ing_json *requests = ing_json_get(p->step, "requests");
    ing_buf lines = ING_BUF_INIT;
    libing_status status;

    for (size_t i = 0; requests != NULL && i < requests->count; i++) {
        ing_json_write(&requests->items[i], &lines);
        ing_buf_byte(&lines, '\n');
    }
    status = libing_append_many(p->engine, lines.ptr, lines.len, &options, &batch, &p->err);
    ing_buf_free(&lines);
    if (status != LIBING_OK)
        return status;
    say_number(p, "requests", batch.requests);
    say_number(p, "appended", batch.appended);
    say_number(p, "repeated", batch.repeated);
    say_number(p, "decisions", batch.decisions);
    say_number(p, "records", batch.records);
    return status;
}

static bool write_file(parity *p, const char *name, const char *member, char *path, size_t size)
{
    const char *text = parity_text(p, member);
    FILE *file;
    bool is_written;

    (void)snprintf(path, size, "%s/%s", p->folder, name);
    file = fopen(path, "wb");
    if (file == NULL)
        return false;
    is_written = fputs(text, file) >= 0;
    return fclose(file) == 0 && is_written;
}

static libing_status do_import(parity *p)
{
    libing_import_report report = LIBING_IMPORT_REPORT_INIT;
    char csv[PARITY_PATH + 64], map[PARITY_PATH + 64];
    libing_status status;

    if (!write_file(p, "rows.csv", "csv", csv, sizeof csv) || !write_file(p, "map.lua", "map", map, sizeof map))
        return LIBING_ERR_STORE;
    status = libing_import(p->engine, csv, map, NULL, &report, &p->err);
    if (status != LIBING_OK)
        return status;
    say_number(p, "rows", report.rows);
    say_number(p, "dropped", report.dropped);
    say_number(p, "appended", report.appended);
    say_number(p, "repeated", report.repeated);
    say_number(p, "decisions", report.decisions);
    say_number(p, "records", report.records);
    return status;
}

static libing_status do_advance(parity *p)
{
    libing_document *document = NULL;
    libing_status status = libing_advance(p->engine, parity_text(p, "to"), &document, &p->err);
    const ing_json *said = document_of(p, document);

    if (status == LIBING_OK) {
        say_named(p, said, "lapsed");
        say_actions(p, said);
    }
    return status;
}

static libing_status give_word(parity *p,
                               libing_status (*verb)(libing_engine *, int64_t, const libing_word *,
                                                     libing_document **, libing_error *))
{
    libing_word word = LIBING_WORD_INIT;
    libing_document *receipt = NULL;
    libing_status status;

    word.by = parity_text(p, "by");
    word.at = parity_text(p, "at");
    word.reason = parity_text(p, "reason");
    status = verb(p->engine, ing_json_integer(p->step, "seq", -1), &word, &receipt, &p->err);
    return tell_receipt(p, status, receipt);
}

static libing_status do_confirm(parity *p)
{
    return give_word(p, libing_confirm);
}

static libing_status do_decline(parity *p)
{
    return give_word(p, libing_decline);
}

static libing_status do_execute(parity *p)
{
    return give_word(p, libing_execute);
}

/* --- reading ------------------------------------------------------------------------------------ */

typedef void (*tell_fn)(parity *p, const ing_json *item, const char *standing);

static void tell_decision(parity *p, const ing_json *item, const char *standing)
{
    say_member(p, item, "seq");
    say(p, " ");
    say_member(p, ing_json_get(item, "data"), "action");
    ing_buf_printf(&p->answer, " %s", standing);
}

static void tell_record(parity *p, const ing_json *item, const char *standing)
{
    (void)standing;
    say_member(p, item, "seq");
    say(p, " ");
    say_member(p, item, "type");
}

static void tell_case(parity *p, const ing_json *item, const char *standing)
{
    (void)standing;
    say_member(p, item, "id");
    say(p, " ");
    say_member(p, item, "kind");
    say(p, " ");
    say_member(p, item, "subject");
}

/* Ends with LIBING_OK at the end; frees the iterator. */
static libing_status tell_all(parity *p, libing_status status, libing_iterator *iterator, tell_fn tell)
{
    libing_item item = LIBING_ITEM_INIT;

    while (status == LIBING_OK) {
        const ing_json *value = NULL;

        status = libing_iterator_next(iterator, &item, &p->err);
        if (status != LIBING_OK)
            break;
        (void)ing_json_read(&p->arena, (ing_text){ item.text, item.len }, &value, NULL);
        if (p->answer.len > 0)
            say(p, ", ");
        tell(p, value, item.standing);
    }
    libing_iterator_free(iterator);
    return status == LIBING_DONE ? LIBING_OK : status;
}

static libing_filter filter_of(parity *p)
{
    libing_filter filter = LIBING_FILTER_INIT;

    filter.case_id = parity_text(p, "case");
    filter.rule = parity_text(p, "rule");
    filter.action = parity_text(p, "action");
    filter.from_seq = ing_json_integer(p->step, "from_seq", 0);
    return filter;
}

static libing_status do_decisions(parity *p)
{
    libing_filter filter = filter_of(p);
    libing_iterator *iterator = NULL;
    libing_status status = libing_decisions(p->engine, &filter, &iterator, &p->err);

    return tell_all(p, status, iterator, tell_decision);
}

static libing_status do_inbox(parity *p)
{
    libing_iterator *iterator = NULL;
    libing_status status = libing_inbox(p->engine, parity_text(p, "role"), &iterator, &p->err);

    return tell_all(p, status, iterator, tell_decision);
}

static libing_status do_records(parity *p)
{
    libing_filter filter = filter_of(p);
    libing_iterator *iterator = NULL;
    libing_status status = libing_records(p->engine, &filter, &iterator, &p->err);

    return tell_all(p, status, iterator, tell_record);
}

static libing_status do_cases(parity *p)
{
    libing_iterator *iterator = NULL;
    libing_status status = libing_cases(p->engine, parity_text(p, "kind"), &iterator, &p->err);

    return tell_all(p, status, iterator, tell_case);
}

static size_t count_of(const ing_json *object, const char *name)
{
    const ing_json *list = ing_json_get(object, name);

    return list != NULL ? list->count : 0;
}

static libing_status do_case_show(parity *p)
{
    libing_document *document = NULL;
    libing_status status = libing_case_show(p->engine, parity_text(p, "case"), &document, &p->err);
    const ing_json *shown = document_of(p, document);

    if (status != LIBING_OK)
        return status;
    tell_case(p, shown, NULL);
    say_named(p, shown, "version");
    say_named(p, ing_json_get(shown, "states"), "repair");
    say_named(p, ing_json_get(shown, "facts"), "orders");
    say_named(p, ing_json_get(shown, "fields"), "note");
    say_number(p, "records", (int64_t)count_of(shown, "records"));
    say_number(p, "decisions", (int64_t)count_of(shown, "decisions"));
    say_number(p, "deadlines", (int64_t)count_of(shown, "deadlines"));
    return status;
}

static libing_status do_explain(parity *p)
{
    libing_document *document = NULL;
    libing_status status = libing_explain(p->engine, ing_json_integer(p->step, "seq", -1),
                                          parity_text(p, "rule"), &document, &p->err);
    ing_text page = ing_json_text(document_of(p, document), "text");
    const char *end = page.ptr != NULL ? memchr(page.ptr, '\n', page.len) : NULL;

    if (status == LIBING_OK)
        ing_buf_add(&p->answer, page.ptr, end != NULL ? (size_t)(end - page.ptr) : page.len);
    return status;
}

static libing_status do_measure(parity *p)
{
    libing_document *document = NULL;
    libing_status status = libing_measure(p->engine, parity_text(p, "name"), parity_text(p, "case"),
                                          parity_text(p, "as_of"), &document, &p->err);
    const ing_json *measured = document_of(p, document);

    if (status != LIBING_OK)
        return status;
    say_named(p, measured, "value");
    say_named(p, measured, "total");
    return status;
}

static libing_status do_due(parity *p)
{
    libing_document *document = NULL;
    libing_status status = libing_due(p->engine, parity_text(p, "until"), &document, &p->err);
    const ing_json *list = ing_json_get(document_of(p, document), "deadlines");

    for (size_t i = 0; status == LIBING_OK && list != NULL && i < list->count; i++) {
        say(p, i > 0 ? ", " : "");
        say_member(p, &list->items[i], "case");
        say(p, " ");
        say_member(p, &list->items[i], "deadline");
        say(p, " ");
        say_member(p, &list->items[i], "due");
    }
    return status;
}

static libing_status do_info(parity *p)
{
    libing_document *document = NULL;
    libing_status status = libing_info(p->engine, &document, &p->err);
    const ing_json *info = document_of(p, document);

    if (status != LIBING_OK)
        return status;
    say_named(p, info, "zone");
    say_named(p, info, "records");
    say_named(p, info, "cases");
    say_named(p, info, "decisions");
    return status;
}

/* --- audits ------------------------------------------------------------------------------------- */

static const char *store_of(parity *p)
{
    static char path[PARITY_PATH + 64];

    if (parity_text(p, "store") == NULL)
        return p->store;
    (void)snprintf(path, sizeof path, "%s/%s", p->folder, parity_text(p, "store"));
    return path;
}

static libing_status do_verify(parity *p)
{
    libing_verification seen = LIBING_VERIFICATION_INIT;
    libing_status status = libing_verify(store_of(p), NULL, &seen, &p->err);

    if (status != LIBING_OK)
        return status;
    say_number(p, "records", seen.records);
    say_number(p, "damages", seen.damages);
    return status;
}

static libing_status do_replay(parity *p)
{
    libing_replay_summary seen = LIBING_REPLAY_SUMMARY_INIT;
    libing_status status = libing_replay(store_of(p), NULL, &seen, &p->err);

    if (status != LIBING_OK)
        return status;
    say_number(p, "causes", seen.causes);
    say_number(p, "same", seen.same);
    say_number(p, "different", seen.different);
    say_number(p, "omitted", seen.omitted);
    say_number(p, "extra", seen.extra);
    say_number(p, "missing", seen.missing);
    say_number(p, "limit", seen.limit);
    return status;
}

/* --- packs -------------------------------------------------------------------------------------- */

static libing_status do_pack_check(parity *p)
{
    libing_diagnostics *list = NULL;
    libing_status status =
        libing_pack_check(parity_path(p, "pack"), parity_text(p, "language"), &list, &p->err);

    if (status != LIBING_OK)
        return status;
    say_number(p, "errors", (int64_t)libing_diagnostics_errors(list));
    for (size_t i = 0; i < libing_diagnostics_count(list); i++) {
        const libing_diagnostic *found = libing_diagnostics_get(list, i);

        ing_buf_printf(&p->answer, ", %s %s:%d", found->code, found->file, (int)found->line);
    }
    libing_diagnostics_free(list);
    return status;
}

static libing_status do_pack_graph(parity *p)
{
    libing_document *document = NULL;
    ing_text format = ing_json_text(p->step, "format");
    libing_status status =
        libing_pack_graph(parity_path(p, "pack"), parity_text(p, "procedure"),
                          ing_text_is(format, "svg") ? LIBING_GRAPH_SVG : LIBING_GRAPH_MERMAID,
                          parity_text(p, "language"), &document, &p->err);
    const ing_json *list = ing_json_get(document_of(p, document), "procedures");

    for (size_t i = 0; status == LIBING_OK && list != NULL && i < list->count; i++) {
        ing_text text = ing_json_text(&list->items[i], "text");

        say_named(p, &list->items[i], "id");
        ing_buf_printf(&p->answer, " %.4s", text.ptr);
    }
    return status;
}

static bool holds(ing_text page, const char *words)
{
    size_t len = strlen(words);

    for (size_t i = 0; i + len <= page.len; i++) {
        if (memcmp(page.ptr + i, words, len) == 0)
            return true;
    }
    return false;
}

static libing_status do_pack_doc(parity *p)
{
    libing_document *document = NULL;
    libing_status status =
        libing_pack_doc(parity_path(p, "pack"), parity_text(p, "language"), &document, &p->err);
    ing_text page = ing_json_text(document_of(p, document), "text");

    if (status == LIBING_OK)
        ing_buf_printf(&p->answer, "%.15s %s", page.ptr, holds(page, "整改") ? "整改" : "repair");
    return status;
}

/* What the old pack alone has: enough to tell two packs apart. */
static libing_status do_pack_diff(parity *p)
{
    libing_document *document = NULL;
    libing_status status = libing_pack_diff(parity_path(p, "old"), parity_path(p, "new"),
                                            parity_text(p, "language"), &document, &p->err);
    const ing_json *diff = document_of(p, document);
    const ing_json *changes = ing_json_get(diff, "changes");

    if (status == LIBING_OK)
        say_named(p, diff, "same");
    for (size_t i = 0; status == LIBING_OK && changes != NULL && i < changes->count; i++) {
        if (ing_text_is(ing_json_text(&changes->items[i], "change"), "removed"))
            say_named(p, &changes->items[i], "id");
    }
    return status;
}

static libing_status do_pack_new(parity *p)
{
    libing_diagnostics *found = NULL;
    char path[PARITY_PATH + 64];
    libing_status status;

    (void)snprintf(path, sizeof path, "%s/%s", p->folder, parity_text(p, "folder"));
    status = libing_pack_new(path, parity_path(p, "pack"), parity_text(p, "named"), &p->err);
    if (status == LIBING_OK)
        status = libing_pack_check(path, NULL, &found, &p->err);
    if (status == LIBING_OK)
        ing_buf_printf(&p->answer, "errors %zu", libing_diagnostics_errors(found));
    libing_diagnostics_free(found);
    return status;
}

static int tell_result(void *user, const libing_test_result *result)
{
    parity *p = user;

    ing_buf_printf(&p->answer, "%s %s, ", result->scenario, result->passed ? "passed" : "failed");
    return 0;
}

static libing_status do_pack_test(parity *p)
{
    libing_test_options options = LIBING_TEST_OPTIONS_INIT;
    libing_test_summary seen = LIBING_TEST_SUMMARY_INIT;
    libing_status status;

    options.only = parity_text(p, "only");
    options.without = parity_text(p, "without");
    options.result = tell_result;
    options.result_user = p;
    status = libing_pack_test(parity_path(p, "pack"), &options, &seen, &p->err);
    if (status == LIBING_OK)
        ing_buf_printf(&p->answer, "%d of %d", (int)seen.passed, (int)(seen.passed + seen.failed));
    return status;
}

/* --- the library -------------------------------------------------------------------------------- */

static libing_status do_status_name(parity *p)
{
    say(p, libing_status_name((libing_status)ing_json_integer(p->step, "status", 0)));
    return LIBING_OK;
}

static libing_status do_version(parity *p)
{
    say(p, strcmp(libing_version(), LIBING_VERSION) == 0 ? "as built" : "of another build");
    return LIBING_OK;
}

parity_verb parity_find(ing_text verb)
{
    static const struct {
        const char *name;
        parity_verb verb;
    } verbs[] = {
        { "init", do_init }, { "open", do_open }, { "close", do_close }, { "interrupt", do_interrupt },
        { "install", do_install }, { "append", do_append }, { "append_many", do_append_many },
        { "import", do_import }, { "advance", do_advance }, { "confirm", do_confirm },
        { "decline", do_decline }, { "execute", do_execute }, { "decisions", do_decisions },
        { "inbox", do_inbox }, { "records", do_records }, { "cases", do_cases },
        { "case_show", do_case_show }, { "explain", do_explain }, { "measure", do_measure },
        { "due", do_due }, { "info", do_info }, { "verify", do_verify }, { "replay", do_replay },
        { "pack_check", do_pack_check }, { "pack_diff", do_pack_diff }, { "pack_doc", do_pack_doc },
        { "pack_new", do_pack_new },
        { "pack_graph", do_pack_graph }, { "pack_test", do_pack_test },
        { "status_name", do_status_name }, { "version", do_version },
    };

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (ing_text_is(verb, verbs[i].name))
            return verbs[i].verb;
    }
    return NULL;
}
