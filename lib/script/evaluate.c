/* SPDX-License-Identifier: Apache-2.0 */
/* A chunk from text to value: what tools and tests use; packs and row maps keep their functions. */
#include "script/internal.h"

#include "script/lexer.h"

#include <lauxlib.h>

typedef struct ing_chunk {
    ing_text name, source;  /* source: blanked */
    int function, snapshot; /* references; LUA_NOREF before loading */
    bool is_altered;        /* the function had changed what it holds */
    ing_arena *arena;
    const ing_json *value;
} ing_chunk;

static void load_chunk(lua_State *L, void *ctx)
{
    ing_chunk *chunk = ctx;

    ing_script_compile(L, chunk->source, chunk->name);
    ing_function_snapshot(L, -1);
    chunk->snapshot = luaL_ref(L, LUA_REGISTRYINDEX);
    chunk->function = luaL_ref(L, LUA_REGISTRYINDEX);
}

static void call_chunk(lua_State *L, void *ctx)
{
    ing_chunk *chunk = ctx;

    lua_rawgeti(L, LUA_REGISTRYINDEX, chunk->function);
    lua_call(L, 0, 1);
    chunk->value = ing_value_take(L, -1, chunk->arena, 0);
}

static void drop_chunk(lua_State *L, void *ctx)
{
    ing_chunk *chunk = ctx;

    if (chunk->snapshot != LUA_NOREF) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, chunk->snapshot);
        chunk->is_altered = !ing_function_restore(L, -1);
    }
    luaL_unref(L, LUA_REGISTRYINDEX, chunk->snapshot);
    luaL_unref(L, LUA_REGISTRYINDEX, chunk->function);
}

static libing_status judge_chunk(ing_script *script, ing_chunk *chunk,
                                 const ing_program_limits *limits, ing_verdict *verdict,
                                 libing_error *err)
{
    ing_program_limits loading = ING_LOAD_LIMITS;
    size_t base = script->base;
    libing_status status;
    libing_status dropped;

    status = ing_script_run(script, &loading, LIBING_ERR_PACK, load_chunk, chunk, verdict, err);
    if (status == LIBING_OK) {
        if (script->depth == 0)
            ing_script_settle(script);
        status = ing_script_run(script, limits, LIBING_ERR_RULE, call_chunk, chunk, verdict, err);
    }
    dropped = ing_script_run(script, &loading, LIBING_ERR_PACK, drop_chunk, chunk, NULL,
                             status == LIBING_OK ? err : NULL);
    script->base = base;
    if (status == LIBING_OK && dropped != LIBING_OK)
        *verdict = ING_VERDICT_ABORTED;
    if (status != LIBING_OK || dropped != LIBING_OK || !chunk->is_altered)
        return status != LIBING_OK ? status : dropped;
    *verdict = ING_VERDICT_BLOCKED;
    return ing_fail(err, LIBING_ERR_RULE, "script.state",
                    "the rule changed a variable outside itself", "规则改动了函数之外的变量");
}

libing_status ing_script_evaluate(ing_script *script, ing_text name, ing_text source,
                                  const ing_program_limits *limits, ing_arena *arena,
                                  const ing_json **out, ing_verdict *verdict, libing_error *err)
{
    ing_chunk chunk = {
        .name = name, .function = LUA_NOREF, .snapshot = LUA_NOREF, .arena = arena
    };
    ing_buf blanked = ING_BUF_INIT;
    ing_tokens tokens = ING_TOKENS_INIT;
    ing_verdict ignored;
    libing_status status;

    *out = NULL;
    verdict = verdict != NULL ? verdict : &ignored;
    *verdict = ING_VERDICT_LOAD_ERROR;
    status = ing_source_read(source, name, ING_SOURCE_RULE, &blanked, &tokens, err);
    if (status == LIBING_ERR_NOMEM)
        *verdict = ING_VERDICT_ABORTED;
    if (status != LIBING_OK)
        goto done;
    chunk.source = ing_buf_view(&blanked);
    status = judge_chunk(script, &chunk, limits, verdict, err);
    if (status == LIBING_OK)
        *out = chunk.value;
done:
    ing_tokens_free(&tokens);
    ing_buf_free(&blanked);
    return status;
}
