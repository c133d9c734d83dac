/* SPDX-License-Identifier: Apache-2.0 */
/* Loading a pack: its files run once, then names, types, expressions and rules are resolved, in
 * this order. Everything wrong is listed, not only the first. */
#include "pack/expr.h"
#include "pack/inherit.h"
#include "pack/match.h"
#include "pack/reach.h"
#include "pack/model_json.h"

#include "base/mem.h"

#include <stdlib.h>

#define PACK_MEMORY_MAX ((size_t)128 * 1024 * 1024)

/* --- identity --------------------------------------------------------------------------------- */

static int order_files(const void *a, const void *b)
{
    const ing_pack_file *left = a, *right = b;
    return ing_text_order(left->path, right->path);
}

/* SHA-256 over the sorted lines `sha256 "  " path "\n"`. */
static libing_status take_digests(ing_pack *pack, ing_pack_file *files, libing_error *err)
{
    ing_hasher *hasher = NULL;
    ing_buf lines = ING_BUF_INIT;
    libing_status status = ing_hasher_new(&hasher, err);
    for (size_t i = 0; i < pack->file_count && status == LIBING_OK; i++) {
        char hex[65];
        status = ing_hasher_digest(hasher, files[i].bytes.ptr, files[i].bytes.len, NULL, 0, NULL, 0,
                                   &files[i].digest, err);
        if (status != LIBING_OK)
            continue;
        ing_digest_hex(&files[i].digest, hex);
        ing_buf_printf(&lines, "%s  %.*s\n", hex, ING_TEXT_ARG(files[i].path));
    }
    if (status == LIBING_OK && lines.failed)
        status = ing_fail_nomem(err);
    if (status == LIBING_OK)
        status =
            ing_hasher_digest(hasher, lines.ptr, lines.len, NULL, 0, NULL, 0, &pack->digest, err);
    ing_buf_free(&lines);
    ing_hasher_free(hasher);
    return status;
}

static libing_status copy_files(ing_pack *pack, const ing_pack_source *source, libing_error *err)
{
    ing_pack_file *files = ing_arena_new(&pack->arena, source->count, sizeof *files);
    if (files == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < source->count; i++) {
        const ing_pack_file *file = &source->files[i];
        const char *path = ing_arena_text(&pack->arena, file->path.ptr, file->path.len);
        const char *bytes = ing_arena_text(&pack->arena, file->bytes.ptr, file->bytes.len);
        if (path == NULL || bytes == NULL)
            return ing_fail_nomem(err);
        files[i].path = (ing_text){ path, file->path.len };
        files[i].bytes = (ing_text){ bytes, file->bytes.len };
    }
    qsort(files, source->count, sizeof *files, order_files);
    pack->files = files;
    pack->file_count = source->count;
    return take_digests(pack, files, err);
}

/* --- running ---------------------------------------------------------------------------------- */

/* For sample(): SHA-256(seed, 0x0A, id). A hasher of its own, since packs outlive their load. */
static libing_status hash_sample(void *ctx, ing_text seed, ing_text id, uint8_t out[32],
                                 libing_error *err)
{
    ing_hasher *hasher = NULL;
    ing_digest digest;
    (void)ctx;
    libing_status status = ing_hasher_new(&hasher, err);
    if (status == LIBING_OK)
        status =
            ing_hasher_digest(hasher, seed.ptr, seed.len, "\n", 1, id.ptr, id.len, &digest, err);
    if (status == LIBING_OK)
        memcpy(out, digest.bytes, sizeof digest.bytes);
    ing_hasher_free(hasher);
    return status;
}

/* pack { … }, which stands in pack.lua, once, and there alone. NULL when there is none. */
static const ing_declaration *find_head(ing_load *load)
{
    const ing_declaration *head = NULL;
    size_t count;
    const ing_declaration *all = ing_program_declarations(load->program, &count);
    for (size_t i = 0; i < count; i++) {
        if (ing_text_is(all[i].construct, "pack") && head == NULL)
            head = &all[i];
    }
    return head;
}

static libing_status run_files(ing_load *load, libing_error *err)
{
    const ing_pack_file *first = ing_pack_file_find(load->pack, ING_TEXT_LIT("pack.lua"));
    size_t problem_count;
    if (first == NULL)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "pack.no_head", "the pack has no file pack.lua",
                        "规则包没有文件 pack.lua");
    libing_status status = ing_program_run(load->program, first->path, first->bytes, err);
    if (status != LIBING_OK)
        return status;
    const ing_declaration *head = find_head(load);
    (void)ing_program_problems(load->program, &problem_count);
    if (head == NULL && problem_count == 0)
        ing_load_report(load, "E101", NULL, ING_TEXT_NONE, "pack.lua declares no pack { … }",
                        "pack.lua 里没有 pack { … }");
    if (head == NULL)
        return LIBING_OK;
    load->has_head = true;
    const ing_declaration copy = *head; /* declarations move with the next run */
    status = ing_inherit_begin(load, &copy, err);
    if (status != LIBING_OK || load->failed)
        return status;
    if (ing_member(copy.body, "extends") != NULL && load->parent == NULL) {
        load->has_head = false; /* without its parent nothing more can be said of it */
        return LIBING_OK;
    }
    ing_load_pack_fields(load, &copy);
    for (size_t i = 0; i < load->run_file_count && status == LIBING_OK && !load->failed; i++)
        status = ing_program_run(load->program, load->run_files[i]->path, load->run_files[i]->bytes,
                                 err);
    return status;
}

static void report_problem(ing_load *load, const ing_problem *problem)
{
    ing_finding finding = {
        problem->code, problem->file, NULL, problem->line, problem->column, NULL
    };
    ing_diagnosis_add(load->diagnosis, &finding, ing_load_file(load, problem->file),
                      load->diagnosis->is_zh ? problem->zh : problem->en);
}

static bool has_stopped(const ing_problem *problems, size_t count, int32_t file)
{
    bool stopped = false;
    for (size_t i = 0; i < count && !stopped; i++)
        stopped = problems[i].file == file;
    return stopped;
}

/* What a file that stopped midway has built and not used is no finding of its own. */
static libing_status report_problems(ing_load *load, libing_error *err)
{
    size_t stopped, count;
    (void)ing_program_problems(load->program, &stopped);
    libing_status status = load->has_head ? ing_program_unused(load->program, err) : LIBING_OK;
    if (status != LIBING_OK)
        return status;
    const ing_problem *problems = ing_program_problems(load->program, &count);
    load->is_partial = stopped > 0;
    for (size_t i = 0; i < count; i++) {
        if (i < stopped || !has_stopped(problems, stopped, problems[i].file))
            report_problem(load, &problems[i]);
    }
    return LIBING_OK;
}

/* --- resolving -------------------------------------------------------------------------------- */

/* pack.lua says what the pack is, other files what it holds. */
static void check_constructs(ing_load *load)
{
    bool has_head = false;
    for (size_t i = 0; i < load->declaration_count; i++) {
        const ing_declaration *one = &load->declarations[i];
        bool is_head = ing_text_is(one->construct, "pack");
        load->file = one->file;
        load->line = one->line;
        if (is_head && has_head)
            ing_load_report(load, "E102", NULL, one->construct, "there is a second pack { … }",
                            "出现了第二个 pack { … }");
        else if (!is_head && one->file == 0)
            ing_load_report(load, "E110", NULL, one->construct,
                            "pack.lua holds pack { … } alone: move %.*s to another file",
                            "pack.lua 里只能有 pack { … }：请把 %.*s 移到别的文件",
                            ING_TEXT_ARG(one->construct));
        has_head = has_head || is_head;
    }
}

static int order_texts(const void *a, const void *b)
{
    const ing_text *left = a, *right = b;
    return ing_text_order(*left, *right);
}

/* Queries and revoke have given theirs; actions with a key are found by its first field. */
static void collect_indexes(ing_load *load)
{
    ing_pack *pack = load->pack;
    for (size_t i = 0; i < pack->actions.count && !load->failed; i++) {
        const ing_action *action = pack->actions.items[i].value;
        if (action->key_count > 0)
            (void)ing_index_add(load, action->id, action->key[0]);
    }
    ing_text *indexes = ing_load_new(load, load->indexes.count, sizeof *indexes);
    if (indexes == NULL)
        return;
    for (size_t i = 0; i < load->indexes.count; i++)
        indexes[i] = load->indexes.items[i].key;
    qsort(indexes, load->indexes.count, sizeof *indexes, order_texts);
    pack->indexes = indexes;
    pack->index_count = load->indexes.count;
}

static void resolve(ing_load *load)
{
    static void (*const steps[])(ing_load * load) = {
        check_constructs,     ing_load_vocabulary,  ing_load_params,     ing_load_procedures,
        ing_load_presupposed, ing_load_table_heads, ing_load_fact_heads, ing_load_fact_bodies,
        ing_load_tables,      ing_load_deadlines,   ing_load_deciders,   ing_load_rules,
        ing_load_duties,      ing_load_invariants,  ing_load_cycles,      collect_indexes,
    };
    if (!load->has_head)
        return;
    ing_inherit_merge(load);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !load->failed; i++)
        steps[i](load);
    if (!load->failed && load->diagnosis->errors == 0 && !load->is_partial)
        ing_load_lints(load);
}

/* --- the whole -------------------------------------------------------------------------------- */

static libing_status fail_memory(const ing_load *load, libing_error *err)
{
    if (load->arena->used_bytes > PACK_MEMORY_MAX / 2)
        return ing_fail(err, LIBING_ERR_LIMIT, "pack.memory",
                        "the pack needs more than %zu bytes when loaded",
                        "规则包加载后超过 %zu 字节", PACK_MEMORY_MAX);
    return ing_fail_nomem(err);
}

/* What the log keeps, and the index of the rules; only for a pack without errors. */
static libing_status finish(ing_pack *pack, libing_error *err)
{
    ing_buf model = ING_BUF_INIT;
    ing_hasher *hasher = NULL;
    libing_status status = ing_model_write(pack, &model, err);
    const char *copy =
        status == LIBING_OK ? ing_arena_text(&pack->arena, model.ptr, model.len) : NULL;
    if (status == LIBING_OK && copy == NULL)
        status = ing_fail_nomem(err);
    if (status == LIBING_OK)
        status = ing_hasher_new(&hasher, err);
    if (status == LIBING_OK) {
        pack->model = (ing_text){ copy, model.len };
        status =
            ing_hasher_digest(hasher, copy, model.len, NULL, 0, NULL, 0, &pack->model_digest, err);
    }
    if (status == LIBING_OK) {
        pack->index = ing_rule_index_build(pack, &pack->arena);
        status = pack->index == NULL || !ing_reach_build(pack) ? ing_fail_nomem(err) : LIBING_OK;
    }
    ing_hasher_free(hasher);
    ing_buf_free(&model);
    return status;
}

static void free_load(ing_load *load)
{
    ing_map_free(&load->party_fields);
    ing_map_free(&load->claims);
    ing_map_free(&load->indexes);
    ing_map_free(&load->read_params);
    ing_map_free(&load->read_deadlines);
}

static libing_status load_pack(ing_pack *pack, ing_diagnosis *diagnosis, libing_error *err)
{
    ing_load load = {
        .pack = pack, .program = pack->program, .arena = &pack->arena, .diagnosis = diagnosis, .parent_file = -1
    };
    libing_status status = run_files(&load, err);
    if (status == LIBING_OK && !load.failed)
        status = report_problems(&load, err);
    if (status == LIBING_OK && !load.failed)
        resolve(&load);
    if (status == LIBING_OK && (load.failed || diagnosis->failed))
        status = fail_memory(&load, err);
    if (status == LIBING_OK && diagnosis->errors == 0)
        status = finish(pack, err);
    free_load(&load);
    ing_diagnosis_sort(diagnosis);
    return status;
}

/* The first error as an error of the call. */
static libing_status fail_first(const ing_diagnosis *diagnosis, libing_error *err)
{
    const ing_finding *first = NULL;
    for (size_t i = 0; i < diagnosis->count && first == NULL; i++) {
        if (diagnosis->items[i].code[0] == 'E')
            first = &diagnosis->items[i];
    }
    ing_check(first != NULL);
    (void)ing_fail(err, LIBING_ERR_PACK, "pack.load", "%s %s", "%s %s", first->code,
                   first->message);
    ing_error_place(err, ing_text_of(first->path), first->line, first->column);
    return LIBING_ERR_PACK;
}

static libing_status new_pack(const ing_pack_source *source, const volatile int *interrupted,
                              ing_pack **out, libing_error *err)
{
    const ing_program_options options = { hash_sample, NULL, interrupted };
    ing_pack *pack = ing_mem_new(1, sizeof *pack);
    *out = pack;
    if (pack == NULL)
        return ing_fail_nomem(err);
    pack->arena.limit_bytes = PACK_MEMORY_MAX;
    libing_status status = copy_files(pack, source, err);
    return status == LIBING_OK ? ing_program_new(&options, &pack->program, err) : status;
}

libing_status ing_pack_load(const ing_pack_source *source, const char *language,
                            const volatile int *interrupted, ing_diagnosis *diagnosis,
                            ing_pack **out, libing_error *err)
{
    ing_pack *pack = NULL;
    ing_diagnosis *own = NULL;
    *out = NULL;
    libing_status status = new_pack(source, interrupted, &pack, err);
    if (status == LIBING_OK && diagnosis == NULL) {
        own = ing_diagnosis_new(language != NULL ? language : err != NULL ? err->language : NULL);
        status = own == NULL ? ing_fail_nomem(err) : LIBING_OK;
        diagnosis = own;
    }
    if (status == LIBING_OK)
        status = load_pack(pack, diagnosis, err);
    if (status == LIBING_OK && diagnosis->errors > 0 && own != NULL)
        status = fail_first(own, err);
    if (status == LIBING_OK && diagnosis->errors == 0) {
        *out = pack;
        pack = NULL;
    }
    ing_diagnosis_free(own);
    ing_pack_free(pack);
    return status;
}

void ing_pack_free(ing_pack *pack)
{
    if (pack == NULL)
        return;
    ing_map *const maps[] = { &pack->events,     &pack->actions, &pack->cases,     &pack->parties,
                              &pack->roles,      &pack->params,  &pack->laws,      &pack->facts,
                              &pack->procedures, &pack->tables,  &pack->wide_words };
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
        ing_map_free(maps[i]);
    ing_program_free(pack->program);
    ing_calendar_free(pack->calendar);
    ing_arena_free(&pack->arena);
    ing_mem_free(pack);
}
