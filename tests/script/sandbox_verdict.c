/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox_verdict FILE.lua | -: the verdict and value of one script, as SANDBOX §8 says.
 *
 * The script is evaluated twice in each of two states that are open at once; then an ordinary rule
 * must give its ordinary value in both. Built with WEAK_PAIRS or WEAK_COROUTINE, a state is
 * weakened in the named way: the tests must notice. */
#include "crypto/digest.h"
#include "script/internal.h"

#include <locale.h>
#include <lualib.h>
#include <stdio.h>

#define STATES 2
#define TURNS  2

typedef struct outcome {
    libing_status status;
    ing_verdict verdict;
    ing_buf value; /* or the message */
} outcome;

static libing_status sha256(void *ctx, ing_text seed, ing_text id, uint8_t out[32],
                            libing_error *err)
{
    ing_digest digest;
    libing_status status =
        ing_hasher_digest(ctx, seed.ptr, seed.len, "\n", 1, id.ptr, id.len, &digest, err);

    if (status == LIBING_OK)
        memcpy(out, digest.bytes, sizeof digest.bytes);
    return status;
}

#ifdef WEAK_PAIRS
/* Lua's own pairs among the names. */
static void weaken_names(lua_State *L, void *ctx)
{
    (void)ctx;
    lua_newtable(L);
    lua_pushcfunction(L, luaopen_base);
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_insert(L, -2);
    lua_call(L, 0, 1);
    lua_getfield(L, -1, "pairs");
    lua_setfield(L, 1, "pairs");
    lua_pop(L, 1);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    ing_environment_front(L);
}
#endif

#ifdef WEAK_COROUTINE
static void hook_of_main_state(lua_State *L, lua_Debug *ar)
{
    if (L == ing_script_of(L)->L)
        ing_script_hook(L, ar);
}

static void weaken_names(lua_State *L, void *ctx)
{
    ((ing_script *)ctx)->hook = hook_of_main_state;
    lua_newtable(L);
    lua_pushcfunction(L, luaopen_coroutine);
    lua_call(L, 0, 1);
    lua_setfield(L, 1, "coroutine");
    ing_environment_front(L);
}
#endif

static libing_status open_script(ing_hasher *hasher, ing_script **out, libing_error *err)
{
    ing_script_options options = { .hash = sha256, .hash_ctx = hasher };
    libing_status status = ing_script_new(&options, out, err);
#if defined(WEAK_PAIRS) || defined(WEAK_COROUTINE)
    ing_program_limits limits = ING_LOAD_LIMITS;

    if (status == LIBING_OK)
        status = ing_script_run(*out, &limits, LIBING_ERR_RULE, weaken_names, *out, NULL, err);
#endif
    return status;
}

static void print_text(ing_text text, ing_buf *out)
{
    ing_buf_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            ing_buf_printf(out, "\\%c", c);
        else if (c < 0x20 || c > 0x7e)
            ing_buf_printf(out, "\\x%02x", c);
        else
            ing_buf_byte(out, (char)c);
    }
    ing_buf_byte(out, '"');
}

static void print_value(const ing_json *value, ing_buf *out)
{
    if (value == NULL) {
        ing_buf_text(out, "nil");
    } else if (value->type == ING_JSON_BOOLEAN) {
        ing_buf_text(out, value->truth ? "true" : "false");
    } else if (value->type == ING_JSON_INTEGER) {
        ing_buf_int(out, value->number);
    } else if (value->type == ING_JSON_TEXT) {
        print_text(value->text, out);
    } else {
        ing_buf_byte(out, '[');
        for (size_t i = 0; i < value->count; i++) {
            if (i > 0)
                ing_buf_byte(out, ',');
            print_value(&value->items[i], out);
        }
        ing_buf_byte(out, ']');
    }
}

static void evaluate(ing_script *script, ing_text source, outcome *out)
{
    ing_program_limits limits = ING_EVALUATE_LIMITS;
    libing_error err = LIBING_ERROR_INIT;
    ing_arena arena = ING_ARENA_INIT;
    const ing_json *value = NULL;

    out->status = ing_script_evaluate(script, ING_TEXT_LIT("rule"), source, &limits, &arena, &value,
                                      &out->verdict, &err);
    ing_buf_clear(&out->value);
    if (out->status == LIBING_OK)
        print_value(value, &out->value);
    else if (err.line > 0)
        ing_buf_printf(&out->value, "%s:%d: %s", err.file, (int)err.line, err.message);
    else
        ing_buf_text(&out->value, err.message);
    ing_arena_free(&arena);
}

/* Where a limit is met depends a little on what a state did before: that text may differ. */
static bool is_same(const outcome *a, const outcome *b)
{
    if (a->verdict != b->verdict)
        return false;
    return a->status == LIBING_ERR_LIMIT ||
           ing_text_equal(ing_buf_view(&a->value), ing_buf_view(&b->value));
}

static bool is_ordinary(ing_script *script)
{
    static const char rule[] =
        "local t, s = { b = 2, a = 1, [3] = 'c' }, ''\n"
        "for k, v in pairs(t) do s = s .. tostring(k) .. v end\n"
        "return ('%s|%d|%s'):format(s, count { 7, 8 }, ('v'):rep(3):upper())";
    outcome out = { .value = ING_BUF_INIT };
    bool ordinary;

    evaluate(script, ING_TEXT_LIT(""), &out);
    ordinary = out.status == LIBING_OK && ing_text_is(ing_buf_view(&out.value), "nil");
    evaluate(script, (ing_text){ rule, sizeof rule - 1 }, &out);
    ordinary = ordinary && out.status == LIBING_OK &&
               ing_text_is(ing_buf_view(&out.value), "\"3ca1b2|2|VVV\"");
    ing_buf_free(&out.value);
    return ordinary;
}

static void judge(ing_script *const scripts[STATES], ing_text source)
{
    outcome outcomes[STATES * TURNS] = { 0 };
    bool equal = true;

    for (size_t i = 0; i < STATES * TURNS; i++) {
        evaluate(scripts[i % STATES], source, &outcomes[i]);
        equal = equal && is_same(&outcomes[0], &outcomes[i]);
    }
    if (!equal)
        printf("differs %s | %s\n", ing_buf_view(&outcomes[0].value).ptr,
               ing_buf_view(&outcomes[1].value).ptr);
    else if (!is_ordinary(scripts[0]) || !is_ordinary(scripts[1]))
        printf("damaged\n");
    else
        printf("%s %s\n", ing_verdict_name(outcomes[0].verdict),
               ing_buf_view(&outcomes[0].value).ptr);
    for (size_t i = 0; i < STATES * TURNS; i++)
        ing_buf_free(&outcomes[i].value);
}

static bool read_all(const char *path, ing_buf *out)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char bytes[4096];
    bool done;

    if (file == NULL)
        return false;
    for (size_t n = sizeof bytes; n == sizeof bytes;) {
        n = fread(bytes, 1, sizeof bytes, file);
        ing_buf_add(out, bytes, n);
    }
    done = ferror(file) == 0 && !out->failed;
    if (file != stdin)
        (void)fclose(file); /* nothing was written */
    return done;
}

static int run(ing_text source)
{
    libing_error err = LIBING_ERROR_INIT;
    ing_hasher *hasher = NULL;
    ing_script *scripts[STATES] = { NULL, NULL };
    libing_status status = ing_hasher_new(&hasher, &err);

    for (size_t i = 0; i < STATES && status == LIBING_OK; i++)
        status = open_script(hasher, &scripts[i], &err);
    if (status == LIBING_OK)
        judge(scripts, source);
    else
        fprintf(stderr, "%s\n", err.message);
    for (size_t i = 0; i < STATES; i++)
        ing_script_free(scripts[i]);
    ing_hasher_free(hasher);
    return status == LIBING_OK ? 0 : 2;
}

int main(int argc, char **argv)
{
    ing_buf source = ING_BUF_INIT;
    int code = 2;

    (void)setlocale(LC_ALL, ""); /* the host's locale, which must not matter */
    if (argc == 2 && read_all(argv[1], &source))
        code = run(ing_buf_view(&source));
    else
        fprintf(stderr, "usage: sandbox_verdict FILE.lua | -\n");
    ing_buf_free(&source);
    return code;
}
