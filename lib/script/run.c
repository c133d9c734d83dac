/* SPDX-License-Identifier: Apache-2.0 */
/* States and evaluations: making a state, entering it protected, and saying how it ended. */
#include "script/internal.h"

#include "base/mem.h"
#include "script/lexer.h"
#include "script/memory.h"

#include <lauxlib.h>

#define GARBAGE_KEPT (64 * 1024) /* left by earlier evaluations; with more, collect first */

typedef struct ing_entry {
    ing_script_body body;
    void *ctx;
    bool collect;
} ing_entry;

const char *ing_verdict_name(ing_verdict verdict)
{
    switch (verdict) {
    case ING_VERDICT_DETERMINISTIC:
        return "deterministic";
    case ING_VERDICT_LOAD_ERROR:
        return "load-error";
    case ING_VERDICT_BLOCKED:
        return "blocked";
    case ING_VERDICT_LIMIT_INSTRUCTIONS:
        return "limit:instructions";
    case ING_VERDICT_LIMIT_MEMORY:
        return "limit:memory";
    case ING_VERDICT_ABORTED:
        return "aborted";
    }
    return "aborted";
}

/* --- one evaluation ----------------------------------------------------------------------------
 */

static int enter(lua_State *L)
{
    ing_entry *entry = lua_touserdata(L, 1);

    lua_settop(L, 0);
    if (entry->collect)
        lua_gc(L, LUA_GCCOLLECT, 0);
    entry->body(L, entry->ctx);
    return 0;
}

static void begin(ing_script *script, const ing_program_limits *limits, const ing_run *outer)
{
    size_t memory = limits->memory_bytes > 0 ? (size_t)limits->memory_bytes : 0;
    ing_run run = { .budget = limits->instructions, .weight = 1 };

    run.cap = memory > SIZE_MAX - script->base ? SIZE_MAX : script->base + memory;
    run.generation = ++script->generation;
    if (limits->timeout_ms > 0)
        run.deadline_ns = ing_monotonic_ns() + limits->timeout_ms * 1000000;
    if (script->depth > 0 && outer->cap > run.cap)
        run.cap = outer->cap; /* the outer one's objects are held meanwhile */
    script->run = run;
    script->depth++;
    lua_sethook(script->L, script->hook, ING_HOOK_MASK, ING_HOOK_STEP);
}

static void end(ing_script *script, const ing_run *outer)
{
    script->depth--;
    script->run = *outer;
    if (script->depth == 0) {
        lua_sethook(script->L, NULL, 0, 0);
        return;
    }
    /* Setting the hook forgets what the outer evaluation had used of its step: it pays for it
     * whole. */
    script->run.budget -= ING_HOOK_STEP;
    lua_sethook(script->L, script->hook, ING_HOOK_MASK,
                script->run.spent || script->run.budget < 0 ? 1 : ing_hook_count(&script->run));
}

/* "file:12: message" as Lua writes it. */
static ing_text split_place(ing_text text, ing_text *file, int32_t *line)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t j = i + 1;
        int32_t number = 0;
        if (text.ptr[i] != ':')
            continue;
        for (; j < text.len && text.ptr[j] >= '0' && text.ptr[j] <= '9' && number < 1000000; j++)
            number = number * 10 + (text.ptr[j] - '0');
        if (j > i + 1 && j + 1 < text.len && text.ptr[j] == ':' && text.ptr[j + 1] == ' ') {
            *file = (ing_text){ text.ptr, i };
            *line = number;
            return (ing_text){ text.ptr + j + 2, text.len - j - 2 };
        }
        break; /* a message of its own, with a colon */
    }
    return text;
}

static libing_status explain_ordinary(const ing_script *script, libing_status code,
                                      libing_error *err)
{
    lua_State *L = script->L;
    ing_text file = ING_TEXT_NONE;
    int32_t line = 0;
    ing_text text = ING_TEXT_NONE;
    const char *id = code == LIBING_ERR_PACK ? "script.load" : "script.error";

    if (lua_type(L, -1) == LUA_TSTRING) /* nothing else is looked into */
        text.ptr = lua_tolstring(L, -1, &text.len);
    if (text.ptr == NULL || !ing_text_is_utf8(text)) {
        const char *type = text.ptr == NULL ? lua_typename(L, lua_type(L, -1)) : "string";
        return ing_fail(err, code, id, "error value of type %s", "错误值的类型为 %s", type);
    }
    text = split_place(text, &file, &line);
    (void)ing_fail(err, code, id, "%.*s", "脚本出错：%.*s", ING_TEXT_ARG(text));
    ing_error_place(err, file, line, 0);
    return code;
}

static libing_status explain_limit(const ing_script *script, ing_verdict *verdict,
                                   const ing_program_limits *limits, libing_error *err)
{
    const ing_run *run = &script->run;
    libing_status status;

    if (run->spent) {
        *verdict = ING_VERDICT_LIMIT_INSTRUCTIONS;
        status = ing_fail(err, LIBING_ERR_LIMIT, "script.instructions",
                          "more than %lld instruction units were used",
                          "超过了 %lld 个指令单位的上限", (long long)limits->instructions);
    } else {
        *verdict = ING_VERDICT_LIMIT_MEMORY;
        status = ing_fail(err, LIBING_ERR_LIMIT, "script.memory",
                          "an allocation was refused: over %lld bytes, or a text over 64 KiB",
                          "内存申请被拒绝：超过 %lld 字节，或文本超过 64 KiB",
                          (long long)limits->memory_bytes);
    }
    if (run->line > 0)
        ing_error_place(err, ing_text_of(run->file), run->line, 0);
    return status;
}

/* What a host's callback failed with comes out unchanged; only the language stays the caller's. */
static libing_status explain_raised(const ing_script *script, libing_error *err)
{
    libing_error kept = script->error;

    if (err == NULL)
        return kept.code;
    memcpy(kept.language, err->language, sizeof kept.language);
    if (kept.file[0] == '\0' && script->run.line > 0)
        ing_error_place(&kept, ing_text_of(script->run.file), script->run.line, 0);
    kept.size = err->size;
    *err = kept;
    return kept.code;
}

static libing_status explain(const ing_script *script, libing_status failure, ing_verdict *verdict,
                             const ing_program_limits *limits, libing_error *err)
{
    const ing_run *run = &script->run;

    *verdict = ING_VERDICT_ABORTED;
    if (run->interrupted)
        return ing_fail(err, LIBING_ERR_INTERRUPTED, "script.interrupted", "interrupted",
                        "已被中断");
    if (run->timed_out)
        return ing_fail(err, LIBING_ERR_TIMEOUT, "script.timeout", "not finished after %lld ms",
                        "%lld 毫秒内没有完成", (long long)limits->timeout_ms);
    if (run->spent)
        return explain_limit(script, verdict, limits, err);
    if (run->raised) {
        if (script->error.code > LIBING_ERR_STORE)
            *verdict = run->loading ? ING_VERDICT_LOAD_ERROR : ING_VERDICT_BLOCKED;
        return explain_raised(script, err);
    }
    if (run->denied)
        return ing_fail_nomem(err);
    if (run->refused)
        return explain_limit(script, verdict, limits, err);
    *verdict = run->loading ? ING_VERDICT_LOAD_ERROR : ING_VERDICT_BLOCKED;
    return explain_ordinary(script, run->loading ? LIBING_ERR_PACK : failure, err);
}

libing_status ing_script_run(ing_script *script, const ing_program_limits *limits,
                             libing_status failure, ing_script_body body, void *ctx,
                             ing_verdict *verdict, libing_error *err)
{
    lua_State *L = script->L;
    ing_run outer = script->run;
    ing_entry entry = { body, ctx, false };
    ing_verdict ignored;
    int top = lua_gettop(L);
    locale_t host = uselocale(script->locale);
    libing_status status = LIBING_OK;
    int code = LUA_ERRMEM;

    verdict = verdict != NULL ? verdict : &ignored;
    *verdict = ING_VERDICT_DETERMINISTIC;
    entry.collect = script->depth == 0 && script->used > script->base + GARBAGE_KEPT;
    begin(script, limits, &outer);
    if (lua_checkstack(L, 4)) {
        lua_pushcfunction(L, enter);
        lua_pushlightuserdata(L, &entry);
        code = lua_pcall(L, 1, 0, 0);
    } else {
        lua_settop(L, top);
        script->run.refused = true;
    }
    if (code != LUA_OK)
        status = explain(script, failure, verdict, limits, err);
    lua_settop(L, top);
    end(script, &outer);
    (void)uselocale(host);
    return status;
}

/* Cannot raise: nothing of ours has a finalizer, and the collector only frees and shrinks. */
void ing_script_settle(ing_script *script)
{
    lua_gc(script->L, LUA_GCCOLLECT, 0);
    script->base = script->used;
}

/* --- compiling ---------------------------------------------------------------------------------
 */

static const char *read_once(lua_State *L, void *ctx, size_t *len)
{
    ing_text *rest = ctx;
    const char *bytes = rest->ptr;

    (void)L;
    *len = rest->len;
    rest->len = 0;
    return *len > 0 ? bytes : NULL;
}

void ing_script_compile(lua_State *L, ing_text source, ing_text name)
{
    ing_run *run = &ing_script_of(L)->run;
    ing_text rest = source;
    const char *chunk;

    lua_pushliteral(L, "=");
    lua_pushlstring(L, name.ptr != NULL ? name.ptr : "", name.len);
    lua_concat(L, 2);
    chunk = lua_tostring(L, -1);
    run->loading = true; /* stays so when this raises: the verdict is then load-error */
    if (lua_load(L, read_once, &rest, chunk, "t") != LUA_OK)
        lua_error(L);
    run->loading = false;
    lua_remove(L, -2);
}

/* --- states ------------------------------------------------------------------------------------
 */

static int on_panic(lua_State *L)
{
    (void)L;
    ing_check(!"a raising Lua call outside ing_script_run()");
    return 0;
}

static void install(lua_State *L, void *ctx)
{
    ing_script *script = ctx;
    char probe[1000] = { 0 };
    size_t before;

    /* How much an object for a text is larger than its text differs between builds. */
    lua_gc(L, LUA_GCSTOP, 0);
    before = script->used;
    lua_pushlstring(L, probe, sizeof probe);
    script->text_header = script->used - before - sizeof probe;
    lua_pop(L, 1);
    lua_gc(L, LUA_GCRESTART, 0);
    ing_value_install(L);
    ing_library_install(L);
}

static libing_status open_state(ing_script *script, libing_error *err)
{
    ing_program_limits limits = ING_LOAD_LIMITS;
    libing_status status;

    script->locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (script->locale == (locale_t)0)
        return ing_fail_nomem(err);
    script->run.budget = limits.instructions;
    script->run.cap = (size_t)limits.memory_bytes;
    script->L = lua_newstate(ing_script_allocate, script);
    if (script->L == NULL)
        return ing_fail_nomem(err);
    lua_atpanic(script->L, on_panic);
    *(ing_script **)lua_getextraspace(script->L) = script;
    status = ing_script_run(script, &limits, LIBING_ERR_RULE, install, script, NULL, err);
    if (status == LIBING_OK)
        ing_script_settle(script);
    return status;
}

libing_status ing_script_new(const ing_script_options *options, ing_script **out, libing_error *err)
{
    ing_script *script = ing_mem_new(1, sizeof *script);
    libing_status status;

    *out = NULL;
    if (script == NULL)
        return ing_fail_nomem(err);
    script->hook = ing_script_hook;
    if (options != NULL) {
        script->is_chinese = options->language != NULL && strcmp(options->language, "zh") == 0;
        script->hash = options->hash;
        script->hash_ctx = options->hash_ctx;
        script->interrupted = options->interrupted;
    }
    status = open_state(script, err);
    if (status != LIBING_OK) {
        ing_script_free(script);
        return status;
    }
    *out = script;
    return LIBING_OK;
}

void ing_script_free(ing_script *script)
{
    if (script == NULL)
        return;
    if (script->L != NULL) {
        locale_t host = uselocale(script->locale);
        lua_close(script->L);
        (void)uselocale(host);
    }
    if (script->locale != (locale_t)0)
        freelocale(script->locale);
    ing_mem_free(script);
}
