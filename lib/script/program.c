/* SPDX-License-Identifier: Apache-2.0 */
/* A program: its life, running its files under the load's limits, and what it found. */
#include "script/program_internal.h"

#include "base/mem.h"

#include <lauxlib.h>

/* One file on its way through Lua. */
typedef struct loading {
    ing_program *program;
    ing_text name, source; /* source: its comments blanked */
} loading;

static void open_program(lua_State *L, void *ctx)
{
    ing_program *program = ctx;
    ing_declare_open(L, program);
    ing_call_open(L);
}

static libing_status set_up(ing_program *program, libing_error *err)
{
    const ing_program_limits limits = ING_LOAD_LIMITS;
    /* English, because problems are put into both languages here. */
    const ing_script_options options = { "en", program->options.hash, program->options.hash_ctx,
                                         program->options.interrupted };
    libing_status status = ing_script_new(&options, &program->script, err);
    if (status == LIBING_OK)
        status = ing_script_run(program->script, &limits, LIBING_ERR_PACK, open_program, program,
                                NULL, err);
    if (status != LIBING_OK)
        return status;
    ing_script_settle(program->script);
    program->start_bytes = program->script->base;
    program->budget = limits.instructions;
    program->running = -1;
    return LIBING_OK;
}

libing_status ing_program_new(const ing_program_options *options, ing_program **out,
                              libing_error *err)
{
    ing_program *program = ing_mem_new(1, sizeof *program);
    *out = NULL;
    if (program == NULL)
        return ing_fail_nomem(err);
    if (options != NULL)
        program->options = *options;
    libing_status status = set_up(program, err);
    if (status != LIBING_OK) {
        ing_program_free(program);
        return status;
    }
    *out = program;
    return LIBING_OK;
}

void ing_program_free(ing_program *program)
{
    if (program == NULL)
        return;
    for (size_t i = 0; i < program->source_count; i++)
        ing_tokens_free(&program->sources[i].tokens);
    ing_script_free(program->script);
    ing_mem_free(program->sources);
    ing_mem_free(program->declarations);
    ing_mem_free(program->problems);
    ing_arena_free(&program->arena);
    ing_arena_free(&program->messages);
    ing_mem_free(program);
}

/* --- running ---------------------------------------------------------------------------------- */

static libing_status add_source(ing_program *program, ing_text name, ing_text text,
                                libing_error *err)
{
    if (program->source_count == program->source_cap) {
        size_t cap = program->source_cap * 2 + 8;
        ing_program_source *grown = ing_mem_resize(program->sources, cap, sizeof *grown);
        if (grown == NULL)
            return ing_fail_nomem(err);
        program->sources = grown;
        program->source_cap = cap;
    }
    /* Beyond the lexer's limit nothing is looked at. */
    size_t len = text.len > ING_SOURCE_MAX ? 0 : text.len;
    const char *own_name = ing_arena_text(&program->messages, name.ptr, name.len);
    const char *own_text = ing_arena_text(&program->messages, text.ptr, len);
    if (own_name == NULL || own_text == NULL)
        return ing_fail_nomem(err);
    program->sources[program->source_count] =
        (ing_program_source){ { own_name, name.len }, { own_text, len }, ING_TOKENS_INIT, false };
    program->running = (int32_t)program->source_count;
    program->source_count++;
    return LIBING_OK;
}

/* The lexer says it in one language at a time. */
static libing_status lexer_problem(ing_program *program, const libing_error *en, ing_text source,
                                   libing_error *err)
{
    ing_program_source *own = &program->sources[program->running];
    ing_buf blanked = ING_BUF_INIT;
    libing_error zh = LIBING_ERROR_INIT;
    ing_error_language(&zh, "zh");
    libing_status status =
        ing_source_read(source, own->name, ING_SOURCE_PACK, &blanked, &own->tokens, &zh);
    if (status == LIBING_ERR_PACK)
        status =
            ing_problem_add(program, "E100", en->line, en->column, en->message, zh.message, err);
    else
        status = ing_fail_nomem(err); /* it was refused a moment ago */
    ing_buf_free(&blanked);
    return status;
}

static void run_file(lua_State *L, void *ctx)
{
    const loading *file = ctx;
    ing_program *program = file->program;
    const int64_t kept = program->function_count;
    ing_declare_begin(L, program);
    ing_script_compile(L, file->source, file->name);
    lua_call(L, 0, 0);
    ing_program_snapshot(L, program, kept);
    program->budget = ing_script_of(L)->run.budget;
}

static libing_status run_source(ing_program *program, ing_text blanked, libing_error *err)
{
    loading file = { program, program->sources[program->running].name, blanked };
    ing_program_limits limits = ING_LOAD_LIMITS;
    ing_verdict verdict = ING_VERDICT_DETERMINISTIC;
    libing_error why = LIBING_ERROR_INIT;
    limits.instructions = program->budget;
    program->pending.code = NULL;
    program->script->zh[0] = '\0';
    program->script->is_chinese = false;
    libing_status status =
        ing_script_run(program->script, &limits, LIBING_ERR_PACK, run_file, &file, &verdict, &why);
    program->script->resolve = NULL; /* a function that runs later knows no words */
    program->sources[program->running].is_broken = status != LIBING_OK;
    switch (verdict) {
    case ING_VERDICT_DETERMINISTIC:
        return LIBING_OK;
    case ING_VERDICT_LOAD_ERROR:
        if (program->script->zh[0] == '\0') /* the compiler's own words */
            return ing_problem_of_syntax(program, &why, err);
        return ing_problem_of_run(program, &why, err);
    case ING_VERDICT_BLOCKED:
        return ing_problem_of_run(program, &why, err);
    case ING_VERDICT_LIMIT_INSTRUCTIONS:
        program->budget = 0;
        return ing_problem_of_limit(program, &why, false, err);
    case ING_VERDICT_LIMIT_MEMORY:
        return ing_problem_of_limit(program, &why, true, err);
    case ING_VERDICT_ABORTED:
        break;
    }
    if (status == LIBING_ERR_INTERRUPTED)
        return ing_fail(err, status, "program.interrupted", "loading was interrupted",
                        "加载被中断");
    if (status == LIBING_ERR_NOMEM)
        return ing_fail_nomem(err);
    return ing_fail(err, status, why.id, "%s", "%s", why.message); /* the host's hash function */
}

libing_status ing_program_run(ing_program *program, ing_text name, ing_text source,
                              libing_error *err)
{
    ing_buf blanked = ING_BUF_INIT;
    libing_error why = LIBING_ERROR_INIT;
    program->is_settled = false;
    libing_status status = add_source(program, name, source, err);
    if (status != LIBING_OK)
        goto done;
    ing_program_source *own = &program->sources[program->running];
    status = ing_source_read(source, own->name, ING_SOURCE_PACK, &blanked, &own->tokens, &why);
    own->is_broken = status != LIBING_OK;
    if (status == LIBING_OK)
        status = run_source(program, ing_buf_view(&blanked), err);
    else if (status == LIBING_ERR_PACK)
        status = lexer_problem(program, &why, source, err);
    else
        status = ing_fail_nomem(err);
done:
    program->running = -1;
    ing_buf_free(&blanked);
    return status;
}

/* --- what was found --------------------------------------------------------------------------- */

size_t ing_program_files(const ing_program *program)
{
    return program->source_count;
}

ing_text ing_program_file(const ing_program *program, int32_t file)
{
    if (file < 0 || (size_t)file >= program->source_count)
        return ING_TEXT_NONE;
    return program->sources[file].name;
}

const ing_declaration *ing_program_declarations(const ing_program *program, size_t *count)
{
    *count = program->declaration_count;
    return program->declarations;
}

const ing_problem *ing_program_problems(const ing_program *program, size_t *count)
{
    *count = program->problem_count;
    return program->problems;
}
