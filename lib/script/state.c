/* SPDX-License-Identifier: Apache-2.0 */
/* What a state may spend: the counting allocator, the count hook, charges, and how our functions
 * raise. Everything here is sticky: once a budget is gone, nothing gives it back. */
#include "script/internal.h"

#include "base/mem.h"
#include "script/memory.h"

#include <lauxlib.h>
#include <time.h>

static bool pay(ing_run *run, int64_t units)
{
    run->budget -= units;
    if (run->budget < 0)
        run->spent = true;
    return !run->spent;
}

/* --- texts that make one instruction dear ------------------------------------------------------
 */

/* Lua compares texts piece by piece between zero bytes, 100 times slower than one piece. */
static size_t zero_bytes(const char *text, size_t len)
{
    size_t count = 0;

    for (size_t i = 0; i < len; i++)
        count += text[i] == '\0' ? 1 : 0;
    return count;
}

/* Could Lua read this as a number, as a numeric `for` does with its bounds? */
static bool is_like_numeral(const char *text, size_t len)
{
    static const char blanks[] = " \t\n\v\f\r";
    static const char decimal[] = "0123456789.eE+- \t\n\v\f\r";
    static const char hex[] = "0123456789abcdefABCDEFxXpP.+- \t\n\v\f\r";
    const char *allowed;
    size_t i = 0;

    while (i < len && text[i] != '\0' && strchr(blanks, text[i]) != NULL)
        i++;
    if (i < len && (text[i] == '-' || text[i] == '+'))
        i++;
    allowed = len - i > 1 && text[i] == '0' && (text[i + 1] | 32) == 'x' ? hex : decimal;
    while (i < len && text[i] != '\0' && strchr(allowed, text[i]) != NULL)
        i++;
    return i == len;
}

/* Instructions until the next look at the budget; it pays for about ING_HOOK_STEP units each time.
 */
int ing_hook_count(const ing_run *run)
{
    return run->weight < ING_HOOK_STEP ? (int)(ING_HOOK_STEP / run->weight) : 1;
}

/* What an instruction costs beside this text: comparing it, or reading it as a number, takes as
 * long as that many others. */
static int64_t weight_of(const char *text, size_t len)
{
    int64_t weight = 1 + (int64_t)(len / 8192);
    int64_t zeros = 1 + (int64_t)(zero_bytes(text, len) / 16);

    if (is_like_numeral(text, len))
        weight = 1 + (int64_t)(len / 256);
    return zeros > weight ? zeros : weight;
}

/* A long text was made; by now its bytes are there. From here every instruction of this evaluation
 * costs what the dearest use of that text does. */
static void look_at_fresh(ing_script *script)
{
    ing_run *run = &script->run;
    const char *text = script->fresh;
    int64_t weight;

    if (text == NULL)
        return;
    script->fresh = NULL;
    weight = weight_of(text, script->fresh_len);
    if (weight <= run->weight)
        return;
    (void)pay(run, ING_HOOK_STEP); /* setting the hook forgets how much of the step was used */
    run->weight = weight;
    lua_sethook(script->L, script->hook, ING_HOOK_MASK,
                ing_hook_count(run)); /* allowed at any time */
}

/* --- memory ------------------------------------------------------------------------------------
 */

static bool may_grow(ing_script *script, bool is_text, size_t held, size_t size)
{
    ing_run *run = &script->run;

    if (run->spent || run->refusals >= ING_REFUSALS_MAX)
        return false;
    look_at_fresh(script);
    if (is_text && size > ING_TEXT_MAX + script->text_header)
        return false;
    if (script->used > run->cap || size - held > run->cap - script->used)
        return false;
    run->growth += size - held;
    if (size == held) /* a table rebuilt in place: all of it was looked at */
        run->growth += size;
    if (!pay(run, (int64_t)(run->growth / 64)))
        return false;
    run->growth %= 64;
    return true;
}

static void *shrink(ing_script *script, void *ptr, size_t held, size_t size)
{
    void *moved = ing_mem_resize(ptr, size, 1);

    script->used -= held - size;
    return moved != NULL ? moved : ptr; /* Lua takes it for granted that this cannot fail */
}

void *ing_script_allocate(void *ctx, void *ptr, size_t old_size, size_t size)
{
    ing_script *script = ctx;
    size_t held = ptr != NULL ? old_size : 0;
    bool is_text = ptr == NULL && old_size == LUA_TSTRING; /* Lua says what a new object is */
    void *block = ptr;

    if (size == 0) {
        if (ptr != NULL && script->fresh == (char *)ptr + script->text_header - 1)
            script->fresh = NULL;
        script->used -= held;
        ing_mem_free(ptr);
        return NULL;
    }
    if (size < held)
        return shrink(script, ptr, held, size);
    if (!may_grow(script, is_text, held, size)) {
        script->run.refusals++;
        script->run.refused = true;
        return NULL;
    }
    if (size > held)
        block = ing_mem_resize(ptr, size, 1);
    if (block == NULL) {
        script->run.refused = true;
        script->run.denied = true;
        return NULL;
    }
    script->used += size - held;
    if (is_text && script->text_header > 0 && size > ING_SHORT_NUMERAL + script->text_header) {
        script->fresh = (const char *)block + script->text_header - 1;
        script->fresh_len = size - script->text_header;
    }
    return block;
}

/* --- instructions ------------------------------------------------------------------------------
 */

static void note_place(lua_State *L, ing_run *run, int level)
{
    lua_Debug ar;

    if (lua_getstack(L, level, &ar) == 0 || lua_getinfo(L, "Sl", &ar) == 0 || ar.currentline <= 0)
        return;
    memcpy(run->file, ar.short_src, sizeof run->file);
    run->line = ar.currentline;
}

/* Raise without memory: nil, since the run says why. From here every instruction raises again. */
static void stop(lua_State *L, int level)
{
    ing_script *script = ing_script_of(L);

    note_place(L, &script->run, level);
    lua_sethook(L, script->hook, ING_HOOK_MASK, 1);
    lua_pushnil(L);
    lua_error(L);
}

int64_t ing_monotonic_ns(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void on_count(lua_State *L, ing_script *script)
{
    ing_run *run = &script->run;

    look_at_fresh(script);
    if (!pay(run, ing_hook_count(run) * run->weight))
        stop(L, 0);
    if (script->interrupted != NULL && *script->interrupted != 0)
        run->interrupted = true;
    else if (run->deadline_ns != 0 && ing_monotonic_ns() > run->deadline_ns)
        run->timed_out = true;
    if (run->interrupted || run->timed_out)
        stop(L, 0);
}

/* As luaL_where(), of the innermost function at or above `level` that has lines. */
static void push_place(lua_State *L, int level)
{
    lua_Debug ar;

    while (lua_getstack(L, level, &ar) != 0 && lua_getinfo(L, "l", &ar) != 0 && ar.currentline <= 0)
        level++;
    luaL_where(L, level);
}

static int raise_at(lua_State *L, int level, const char *format, va_list args)
{
    push_place(L, level);
    lua_pushvfstring(L, format, args);
    lua_concat(L, 2);
    return lua_error(L);
}

static void raise_in_hook(lua_State *L, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)raise_at(L, 0, format, args); /* leaves by longjmp: va_end() is a formality here */
    va_end(args);
}

/* One instruction copies all the arguments or results of a call; without a cap on them a script
 * would buy megabytes of copying for one unit. */
static void on_call(lua_State *L, const ing_script *script, lua_Debug *ar)
{
    if (lua_getlocal(L, ar, -(ING_ARGUMENTS_MAX + 1)) != NULL)
        raise_in_hook(L,
                      script->is_chinese ? "一次调用的额外参数超过 %d 个"
                                         : "more than %d extra arguments of one call",
                      ING_ARGUMENTS_MAX);
}

static void on_return(lua_State *L, const ing_script *script, lua_Debug *ar)
{
    if (lua_getinfo(L, "r", ar) != 0 && ar->ntransfer > ING_RESULTS_MAX)
        raise_in_hook(
            L, script->is_chinese ? "一次调用的结果超过 %d 个" : "more than %d results of one call",
            ING_RESULTS_MAX);
}

void ing_script_hook(lua_State *L, lua_Debug *ar)
{
    ing_script *script = ing_script_of(L);

    if (script->run.spent)
        stop(L, 0);
    if (ar->event == LUA_HOOKCOUNT)
        on_count(L, script);
    else if (ar->event == LUA_HOOKRET)
        on_return(L, script, ar);
    else
        on_call(L, script, ar);
}

void ing_charge(lua_State *L, size_t work)
{
    ing_script *script = ing_script_of(L);

    if (!pay(&script->run, 1 + (int64_t)(work / 16)))
        stop(L, 1);
}

void ing_charge_result(lua_State *L, size_t bytes)
{
    ing_script *script = ing_script_of(L);
    ing_run *run = &script->run;

    ing_charge(L, bytes / 4); /* 64 bytes a unit, as for Lua's own memory */
    run->result_bytes += bytes;
    if (script->used + run->result_bytes > run->cap) {
        run->refused = true;
        stop(L, 1);
    }
}

/* --- raising -----------------------------------------------------------------------------------
 */

/* Keeps the Chinese text of what is raised in English: a load gives its problems in both. */
static void keep_translation(lua_State *L, const char *zh, va_list args)
{
    ing_script *script = ing_script_of(L);
    ing_text text = ing_text_of(lua_pushvfstring(L, zh, args));
    size_t len = text.len < sizeof script->zh ? text.len : sizeof script->zh - 1;

    memcpy(script->zh, text.ptr, len);
    script->zh[len] = '\0';
    lua_pop(L, 1);
}

int ing_raise(lua_State *L, const char *en, const char *zh, ...)
{
    va_list args;
    int status;

    va_start(args, zh);
    if (ing_script_of(L)->resolve != NULL)
        keep_translation(L, zh, args);
    va_end(args);
    va_start(args, zh);
    status = raise_at(L, 1, ing_script_of(L)->is_chinese ? zh : en, args);
    va_end(args);
    return status;
}

int ing_raise_error(lua_State *L, const libing_error *error)
{
    ing_script *script = ing_script_of(L);

    if (error != &script->error)
        script->error = *error;
    script->run.raised = true;
    note_place(L, &script->run, 1);
    lua_pushnil(L);
    return lua_error(L);
}

int ing_raise_nomem(lua_State *L)
{
    ing_run *run = &ing_script_of(L)->run;

    run->refused = true;
    run->denied = true;
    lua_pushnil(L);
    return lua_error(L);
}
