/* SPDX-License-Identifier: Apache-2.0 */
/* libing_pack_test(): every scenario of every file, each on the pack with its own parameters and calendar. */
#include <libing/rehearse.h>

#include "base/mem.h"
#include "rehearse/findings.h"
#include "rehearse/heard.h"
#include "rehearse/test_files.h"

#include <errno.h>
#include <sys/stat.h>

#define PACKS_KEPT 32 /* scenarios with the same parameters and calendar share one */

/* A pack under what a scenario lays over it. */
typedef struct laid_pack {
    char *key;                      /* overlay and calendar */
    ing_pack *pack;
} laid_pack;

typedef struct testing {
    const libing_test_options *options;
    ing_run_options run;
    ing_arena arena;                /* files and what was read of them */
    ing_pack_source source;
    ing_pack *pack;                 /* as it is */
    ing_given *given;
    size_t file_count;
    ing_scenario_file *files;
    laid_pack laid[PACKS_KEPT];
    size_t laid_count, laid_next;
    const char *without;            /* the rule left out; NULL = none */
    const ing_rule *left_out;       /* the same, one after the other; NULL = none */
    ing_heard *heard;               /* with every rule there, of each scenario wanted; NULL = nobody asks */
    libing_test_summary summary;
} testing;

/* --- the pack under a scenario ------------------------------------------------------------------ */

static libing_status write_overlay(testing *t, const ing_scenario *scenario, ing_buf *out, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_json_builder overlay = ing_json_begin(&arena), without = ing_json_begin(&arena);
    const ing_json *made;
    libing_status status = LIBING_OK;

    if (scenario->params->count > 0)
        ing_json_put(&overlay, ING_TEXT_LIT("params"), scenario->params);
    if (t->without != NULL) {
        const ing_json rule = ing_json_of_text(ing_text_of(t->without));

        ing_json_add(&without, &rule);
        ing_json_put(&overlay, ING_TEXT_LIT("without"), ing_json_end_list(&without));
    }
    made = ing_json_end_object(&overlay);
    if (made != NULL)
        ing_json_write(made, out);
    if (made == NULL || out->failed)
        status = ing_fail_nomem(err);
    ing_arena_free(&arena);
    return status;
}

static libing_status lay(const testing *t, const ing_scenario *scenario, ing_text overlay, ing_pack **out,
                         libing_error *err)
{
    ing_pack_source source = { .arena = ING_ARENA_INIT };
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < t->source.count && status == LIBING_OK; i++) {
        const ing_pack_file *file = &t->source.files[i];
        bool is_calendar = scenario->calendar.ptr != NULL && t->pack->calendar_path.ptr != NULL &&
                           ing_text_equal(file->path, t->pack->calendar_path);

        status = ing_pack_source_add(&source, file->path, is_calendar ? scenario->calendar : file->bytes, err);
    }
    if (status == LIBING_OK && overlay.len > 2) /* more than {} */
        status = ing_pack_source_add(&source, ING_TEXT_LIT("overlay.json"), overlay, err);
    if (status == LIBING_OK)
        status = ing_pack_load(&source, t->run.language, NULL, NULL, out, err);
    ing_pack_source_free(&source);
    return status;
}

static void forget_laid(testing *t)
{
    for (size_t i = 0; i < t->laid_count; i++) {
        ing_mem_free(t->laid[i].key);
        ing_pack_free(t->laid[i].pack);
    }
    t->laid_count = t->laid_next = 0;
}

static void keep_laid(testing *t, char *key, ing_pack *pack)
{
    laid_pack *place = &t->laid[t->laid_next];

    if (t->laid_count == PACKS_KEPT) {
        ing_mem_free(place->key);
        ing_pack_free(place->pack);
    } else
        t->laid_count++;
    *place = (laid_pack){ key, pack };
    t->laid_next = (t->laid_next + 1) % PACKS_KEPT;
}

static libing_status find_pack(testing *t, const ing_scenario *scenario, const ing_pack **out, libing_error *err)
{
    ing_buf overlay = ING_BUF_INIT, key = ING_BUF_INIT;
    ing_pack *pack = NULL;
    char *copy = NULL;
    libing_status status = write_overlay(t, scenario, &overlay, err);

    *out = NULL;
    ing_buf_slice(&key, ing_buf_view(&overlay));
    ing_buf_slice(&key, scenario->calendar);
    if (status == LIBING_OK && key.failed)
        status = ing_fail_nomem(err);
    for (size_t i = 0; status == LIBING_OK && i < t->laid_count && *out == NULL; i++) {
        if (strcmp(t->laid[i].key, key.ptr) == 0)
            *out = t->laid[i].pack;
    }
    if (status != LIBING_OK || *out != NULL)
        goto done;
    status = lay(t, scenario, ing_buf_view(&overlay), &pack, err);
    if (status != LIBING_OK)
        goto done;
    copy = ing_mem_text(key.ptr, key.len);
    if (copy == NULL) {
        ing_pack_free(pack);
        status = ing_fail_nomem(err);
        goto done;
    }
    keep_laid(t, copy, pack);
    *out = pack;
done:
    ing_buf_free(&overlay);
    ing_buf_free(&key);
    return status;
}

/* --- one scenario ------------------------------------------------------------------------------- */

static libing_status tell_result(const testing *t, const ing_scenario_file *file, const ing_scenario *scenario,
                                 const ing_buf *report, libing_error *err)
{
    bool is_zh = t->run.language[0] == 'z';
    ing_text title = is_zh || scenario->en.ptr == NULL ? scenario->zh : scenario->en;
    ing_buf id = ING_BUF_INIT, own_title = ING_BUF_INIT;
    libing_test_result result = { .size = sizeof result };
    libing_status status = LIBING_OK;

    if (t->options->result == NULL)
        return LIBING_OK;
    ing_buf_slice(&id, scenario->id);
    ing_buf_slice(&own_title, title.ptr != NULL ? title : scenario->en);
    result.file = file->path.ptr; /* of the arena: NUL-terminated */
    result.scenario = id.ptr;
    result.title = own_title.ptr != NULL ? own_title.ptr : "";
    result.without = t->without != NULL ? t->without : "";
    result.passed = report->len == 0;
    result.report = report->ptr != NULL ? report->ptr : "";
    if (id.failed || own_title.failed)
        status = ing_fail_nomem(err);
    else if (t->options->result(t->options->result_user, &result) < 0)
        status = ing_fail(err, LIBING_ERR_HOST, "rehearse.host", "the host ended the test", "宿主程序终止了测试");
    ing_buf_free(&id);
    ing_buf_free(&own_title);
    return status;
}

static libing_status store_path(const testing *t, const ing_scenario *scenario, ing_buf *out, libing_error *err)
{
    if (t->options->keep == NULL)
        return LIBING_OK;
    ing_buf_printf(out, "%s/%.*s.db", t->options->keep, ING_TEXT_ARG(scenario->id));
    return out->failed ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status run_one(testing *t, const ing_scenario *scenario, ing_heard *heard, ing_buf *report,
                             libing_error *err)
{
    ing_buf path = ING_BUF_INIT;
    ing_run run = { .engine = NULL };
    const ing_pack *pack = NULL;
    libing_status status = find_pack(t, scenario, &pack, err);

    if (status == LIBING_OK)
        status = store_path(t, scenario, &path, err);
    if (status == LIBING_OK)
        status = ing_run_scenario(&t->run, scenario, pack, path.ptr, &run, err);
    if (status == LIBING_OK)
        status = ing_run_compare(&run, report, err);
    ing_buf_slice(report, ing_buf_view(&run.broken));
    if (status == LIBING_OK && report->failed)
        status = ing_fail_nomem(err);
    if (status == LIBING_OK && heard != NULL && t->left_out == NULL) {
        heard->passed = report->len == 0;
        status = ing_heard_collect(&run, &t->arena, heard, err);
    }
    ing_run_close(&run);
    ing_buf_free(&path);
    return status;
}

/* `heard` may be NULL. A scenario that passes, and in which a rule hears nothing, passes without it. */
static libing_status test_one(testing *t, const ing_scenario_file *file, const ing_scenario *scenario,
                              ing_heard *heard, libing_error *err)
{
    ing_buf report = ING_BUF_INIT;
    bool is_known = t->left_out != NULL && heard->passed && !ing_heard_concerns(heard, t->left_out);
    libing_status status = is_known ? LIBING_OK : run_one(t, scenario, heard, &report, err);

    if (status == LIBING_OK) {
        *(report.len == 0 ? &t->summary.passed : &t->summary.failed) += 1;
        status = tell_result(t, file, scenario, &report, err);
    }
    ing_buf_free(&report);
    return status;
}

/* --- all of them -------------------------------------------------------------------------------- */

static bool is_wanted(const testing *t, const ing_scenario *scenario)
{
    return t->options->only == NULL || ing_text_is(scenario->id, t->options->only);
}

static libing_status test_all(testing *t, const char *without, libing_error *err)
{
    ing_heard *heard = t->heard;
    libing_status status = LIBING_OK;

    t->without = without;
    for (size_t i = 0; i < t->file_count && status == LIBING_OK; i++) {
        for (size_t k = 0; k < t->files[i].count && status == LIBING_OK; k++) {
            if (is_wanted(t, &t->files[i].scenarios[k]))
                status = test_one(t, &t->files[i], &t->files[i].scenarios[k], heard != NULL ? heard++ : NULL, err);
        }
    }
    forget_laid(t);
    return status;
}

static libing_status test_without_each(testing *t, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < t->pack->rule_count && status == LIBING_OK; i++) {
        ing_text id = t->pack->rules[i]->id;
        char rule[64];

        memcpy(rule, id.ptr, id.len < 63 ? id.len : 63); /* rule ids have at most 63 bytes */
        rule[id.len < 63 ? id.len : 63] = '\0';
        t->left_out = t->pack->rules[i];
        status = test_all(t, rule, err);
    }
    return status;
}

/* --- reading ------------------------------------------------------------------------------------ */

static libing_status read_given(testing *t, const char *directory, libing_error *err)
{
    ing_buf path = ING_BUF_INIT, source = ING_BUF_INIT;
    libing_status status;

    ing_buf_printf(&path, "%s/given.lua", directory);
    status = path.failed ? ing_fail_nomem(err) : ing_file_read(path.ptr, &source, err);
    if (status == LIBING_OK)
        status = ing_given_new(ing_buf_view(&path), ing_buf_view(&source), NULL, &t->given, err);
    else if (status == LIBING_ERR_NOTFOUND)
        status = LIBING_OK; /* its scenarios give nothing */
    ing_buf_free(&path);
    ing_buf_free(&source);
    t->run.chain = ing_given_chain(t->given);
    return status;
}

static libing_status read_file(testing *t, ing_text path, libing_error *err)
{
    ing_buf bytes = ING_BUF_INIT;
    libing_status status = ing_file_read(path.ptr, &bytes, err);

    if (status == LIBING_OK)
        status = ing_scenario_file_read(t->pack, t->given, &t->arena, path, ing_buf_view(&bytes),
                                        &t->files[t->file_count++], err);
    ing_buf_free(&bytes);
    return status;
}

static libing_status read_files(testing *t, const char *directory, libing_error *err)
{
    ing_paths paths = { NULL, 0, 0 };
    libing_status status = LIBING_OK;

    if (t->options->files == NULL)
        status = ing_paths_of_pack(directory, &t->arena, &paths, err);
    for (size_t i = 0; status == LIBING_OK && t->options->files != NULL && i < t->options->file_count; i++)
        status = ing_paths_add(&paths, ing_text_of(t->options->files[i]), &t->arena, err);
    if (status == LIBING_OK) {
        t->files = ing_arena_new(&t->arena, paths.count, sizeof *t->files);
        status = t->files != NULL ? LIBING_OK : ing_fail_nomem(err);
    }
    for (size_t i = 0; i < paths.count && status == LIBING_OK; i++)
        status = read_file(t, paths.items[i], err);
    return status;
}

static libing_status prepare(testing *t, libing_error *err)
{
    size_t found = 0;

    for (size_t i = 0; i < t->file_count; i++) {
        for (size_t k = 0; k < t->files[i].count; k++)
            found += is_wanted(t, &t->files[i].scenarios[k]) ? 1 : 0;
    }
    if (t->options->each_without) {
        t->heard = ing_arena_new(&t->arena, found, sizeof *t->heard);
        if (t->heard == NULL)
            return ing_fail_nomem(err);
    }
    if (found > 0 || t->options->only == NULL)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_NOTFOUND, "rehearse.no_scenario", "no scenario '%s'", "没有案例“%s”",
                    t->options->only);
}

static libing_status make_folder(const testing *t, libing_error *err)
{
    if (t->options->keep == NULL || mkdir(t->options->keep, 0777) == 0 || errno == EEXIST)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_READONLY, "rehearse.keep", "cannot make folder '%s'", "无法创建文件夹“%s”",
                    t->options->keep);
}

/* --- the verb ----------------------------------------------------------------------------------- */

static libing_status begin(testing *t, const char *directory, libing_error *err)
{
    libing_status status = ing_pack_source_directory(directory, &t->source, err);

    if (status == LIBING_OK)
        status = ing_pack_load(&t->source, t->run.language, NULL, NULL, &t->pack, err);
    if (status == LIBING_OK)
        status = read_given(t, directory, err);
    if (status == LIBING_OK)
        status = read_files(t, directory, err);
    if (status == LIBING_OK)
        status = prepare(t, err);
    return status == LIBING_OK ? make_folder(t, err) : status;
}

static libing_status check_options(const char *directory, const libing_test_options *options, libing_error *err)
{
    if (directory == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "%s is NULL", "%s为NULL", "directory");
    if (options->size != sizeof *options)
        return ing_fail(err, LIBING_ERR_INVALID, "options.size", "options have size %zu, expected %zu",
                        "选项结构大小为%zu，应为%zu", options->size, sizeof *options);
    if (options->keep != NULL && options->each_without)
        return ing_fail(err, LIBING_ERR_INVALID, "rehearse.keep_each",
                        "stores are kept of one run of each scenario, not of many",
                        "每个案例只保留一次运行的库，不能保留多次");
    return LIBING_OK;
}

libing_status libing_pack_test(const char *directory, const libing_test_options *options, libing_test_summary *out,
                               libing_error *err)
{
    libing_test_options defaults = LIBING_TEST_OPTIONS_INIT;
    testing t = { .options = options != NULL ? options : &defaults, .summary = LIBING_TEST_SUMMARY_INIT };
    const char *language = t.options->language;
    libing_status status = check_options(directory, t.options, err);

    if (status != LIBING_OK)
        return status;
    t.run.language = language != NULL && strcmp(language, "zh") == 0 ? "zh" : "en";
    t.run.time = t.options->time;
    ing_error_language(err, t.run.language);
    status = begin(&t, directory, err);
    if (status == LIBING_OK)
        status = test_all(&t, t.options->without, err);
    if (status == LIBING_OK && t.options->each_without)
        status = test_without_each(&t, err);
    forget_laid(&t);
    ing_given_free(t.given);
    ing_pack_free(t.pack);
    ing_pack_source_free(&t.source);
    ing_arena_free(&t.arena);
    if (out != NULL)
        *out = t.summary;
    return status;
}
