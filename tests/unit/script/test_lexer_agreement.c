/* SPDX-License-Identifier: Apache-2.0 */
/* Our lexer and Lua's must read a text alike: otherwise one thing is checked and another runs.
 * Texts are made at random from a seed out of pieces that are easy to misread. */
#include "base/buf.h"
#include "script/lexer.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h> /* cmocka wants these four before it */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#define SOUPS  6000
#define LISTED 400 /* compiled texts that luac is asked to list */

static const char *const values[] = { "1",
                                      "0x1p4",
                                      "3.",
                                      ".5",
                                      "1e2",
                                      "0xA",
                                      "3..2",
                                      "1.e1",
                                      "0x.8",
                                      "08",
                                      "'#'",
                                      "\"^\"",
                                      "'\\'#'",
                                      "'\\\\'",
                                      "\"\\\"^\"",
                                      "[[#]]",
                                      "[==[ ]] ^ ]==]",
                                      "[=[\n#]=]",
                                      "'\\z \n #'",
                                      "'a\\\n#'",
                                      "'a\\\r\n^'",
                                      "'\\x23'",
                                      "'\\35'",
                                      "'\\u{23}'",
                                      "a",
                                      "t[1]",
                                      "t.x",
                                      "f(1)",
                                      "f'#'",
                                      "f[[^]]",
                                      "t[ [[#]] ]",
                                      "t[ [=[x]=] ]",
                                      "(a)",
                                      "{}",
                                      "{1,2}",
                                      "{ ['#'] = 1 }",
                                      "...",
                                      "nil",
                                      "true",
                                      "not a",
                                      "-a",
                                      "~1",
                                      "- -1",
                                      "function() return 1 end",
                                      "#t",
                                      "#'x'",
                                      "a^2",
                                      "2^a",
                                      "_ENV",
                                      "t[a<b]" };

static const char *const operators[] = { "+",           "-",
                                         "*",           "/",
                                         "//",          "%",
                                         "..",          "==",
                                         "~=",          "<",
                                         ">",           "<=",
                                         ">=",          "and",
                                         "or",          "&",
                                         "|",           "~",
                                         "<<",          ">>",
                                         "^",           "--\n+",
                                         "--[[ # ]]..", "+--[=[\n^]=]",
                                         "-- ^\n-",     "--[==[]]\n]==]*",
                                         "--[[]]--\n+" };

static const char *const gaps[] = {
    " ",      " ",  " ",  "\n", "\r\n", "\t", " --#\n", " --[[^]] ", "--[=[#\r\n]=]",
    "--[=\n", "\v", "\f", ""
};

static uint64_t state_of_chance = 20240315;

static size_t chance(size_t below)
{
    state_of_chance =
        state_of_chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(state_of_chance >> 33) % below;
}

#define PICK(list) (list)[chance(sizeof(list) / sizeof *(list))]

/* Mostly well-formed; now and then a byte is thrown in or cut out. */
static void write_soup(ing_buf *out)
{
    size_t statements = 1 + chance(4);

    ing_buf_clear(out);
    ing_buf_text(out, "local a, t, f, b = 1, {}, f, ...");
    for (size_t i = 0; i < statements; i++) {
        size_t terms = 1 + chance(4);
        ing_buf_text(out, PICK(gaps));
        ing_buf_text(out, "\nlocal r =");
        for (size_t j = 0; j < terms; j++) {
            ing_buf_text(out, PICK(gaps));
            ing_buf_text(out, PICK(values));
            ing_buf_text(out, PICK(gaps));
            ing_buf_text(out, j + 1 < terms ? PICK(operators) : ";");
        }
    }
    if (chance(4) == 0)
        out->ptr[chance(out->len)] = "#^'\"[]=-\\\n\r\0z"[chance(13)];
}

static int write_bytes(lua_State *L, const void *bytes, size_t len, void *ctx)
{
    (void)L;
    ing_buf_add(ctx, bytes, len);
    return 0;
}

/* What Lua makes of a text, lines included; false when it refuses. */
static bool compile(lua_State *L, ing_text text, ing_buf *code)
{
    bool compiled = luaL_loadbufferx(L, text.ptr, text.len, "=x", "t") == LUA_OK;

    ing_buf_clear(code);
    if (compiled)
        assert_int_equal(0, lua_dump(L, write_bytes, code, 0));
    lua_settop(L, 0);
    return compiled;
}

typedef struct soup {
    ing_buf text, blanked, code, blanked_code;
    ing_tokens tokens;
} soup;

static void free_soup(soup *s)
{
    ing_buf_free(&s->text);
    ing_buf_free(&s->blanked);
    ing_buf_free(&s->code);
    ing_buf_free(&s->blanked_code);
    ing_tokens_free(&s->tokens);
}

static void lexer__refuses_only_what_lua_refuses_and_blanking_changes_nothing(void **state)
{
    lua_State *L = luaL_newstate();
    soup s = { .tokens = ING_TOKENS_INIT };
    size_t compiled = 0;

    (void)state;
    for (size_t i = 0; i < SOUPS; i++) {
        bool ours;
        bool lua;
        write_soup(&s.text);
        ours = ing_tokens_read(ing_buf_view(&s.text), ING_TEXT_LIT("x"), &s.blanked, &s.tokens,
                               NULL) == LIBING_OK;
        lua = compile(L, ing_buf_view(&s.text), &s.code);
        if (lua && !ours)
            print_error("refused by us alone: %s\n", s.text.ptr);
        assert_true(ours || !lua);
        if (!ours)
            continue;
        assert_int_equal(lua, compile(L, ing_buf_view(&s.blanked), &s.blanked_code));
        assert_true(ing_text_equal(ing_buf_view(&s.code), ing_buf_view(&s.blanked_code)));
        compiled += lua ? 1 : 0;
    }
    assert_true(compiled > SOUPS / 20);
    free_soup(&s);
    lua_close(L);
}

/* The list of every function of one text. */
static void assert_listing_is_clean(const char *path, const char *text)
{
    char command[128];
    char line[512];
    FILE *listing;

    (void)snprintf(command, sizeof command, "luac5.4 -p -l -l %s 2>&1", path);
    listing = popen(command, "r");
    assert_non_null(listing);
    while (fgets(line, sizeof line, listing) != NULL) {
        bool found = strstr(line, "\tLEN ") != NULL || strstr(line, "\tPOW") != NULL;
        if (found)
            print_error("%s in: %s\n", line, text);
        assert_false(found);
    }
    assert_int_equal(0, pclose(listing));
}

static void list_soup(const soup *s)
{
    char path[] = "/tmp/ing_soup_XXXXXX";
    int file = mkstemp(path);
    FILE *out;

    assert_true(file >= 0);
    out = fdopen(file, "wb");
    assert_non_null(out);
    assert_int_equal(s->blanked.len, fwrite(s->blanked.ptr, 1, s->blanked.len, out));
    assert_int_equal(0, fclose(out));
    assert_listing_is_clean(path, s->text.ptr);
    assert_int_equal(0, remove(path));
}

static void accepted_texts__compile_to_no_length_and_no_power(void **state)
{
    lua_State *L;
    soup s = { .tokens = ING_TOKENS_INIT };
    size_t listed = 0;

    (void)state;
    if (system("luac5.4 -v >/dev/null 2>&1") != 0) {
        print_message("skipped: luac5.4 is not installed\n");
        skip();
    }
    L = luaL_newstate();
    while (listed < LISTED) {
        write_soup(&s.text);
        if (ing_source_read(ing_buf_view(&s.text), ING_TEXT_LIT("x"), ING_SOURCE_RULE, &s.blanked,
                            &s.tokens, NULL) != LIBING_OK ||
            !compile(L, ing_buf_view(&s.blanked), &s.code) || s.text.len < 80)
            continue;
        list_soup(&s);
        listed++;
    }
    free_soup(&s);
    lua_close(L);
}

/* The listing itself must be able to show what is looked for. */
static void listing__shows_length_and_power(void **state)
{
    FILE *listing;
    char line[512];
    bool length = false;
    bool power = false;

    (void)state;
    if (system("luac5.4 -v >/dev/null 2>&1") != 0) {
        print_message("skipped: luac5.4 is not installed\n");
        skip();
    }
    listing = popen("echo 'local a, b = ... return #a, a ^ b' | luac5.4 -p -l -", "r");
    assert_non_null(listing);
    while (fgets(line, sizeof line, listing) != NULL) {
        length = length || strstr(line, "\tLEN ") != NULL;
        power = power || strstr(line, "\tPOW") != NULL;
    }
    (void)pclose(listing); /* what it printed is what counts */
    assert_true(length && power);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lexer__refuses_only_what_lua_refuses_and_blanking_changes_nothing),
        cmocka_unit_test(listing__shows_length_and_power),
        cmocka_unit_test(accepted_texts__compile_to_no_length_and_no_power)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
