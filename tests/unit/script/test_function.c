/* SPDX-License-Identifier: Apache-2.0 */
/* What a function holds from outside: no tables, and no change from one evaluation to the next. */
#include "script/internal.h"
#include "script_run.h"

#include <lauxlib.h>
#include <string.h>

typedef struct held {
    const char *source; /* a chunk that returns one function */
    bool is_unchanged;
    lua_Integer first, second; /* what two calls gave, restored between them */
} held;

static void snapshot_only(lua_State *L, void *ctx)
{
    held *h = ctx;

    ing_script_compile(L, ing_text_of(h->source), ING_TEXT_LIT("rule.lua"));
    lua_call(L, 0, 1);
    ing_function_snapshot(L, -1);
}

static void call_twice(lua_State *L, void *ctx)
{
    held *h = ctx;

    snapshot_only(L, ctx);
    lua_pushvalue(L, 1);
    lua_call(L, 0, 1);
    h->first = lua_tointeger(L, -1);
    h->is_unchanged = ing_function_restore(L, 2);
    lua_pushvalue(L, 1);
    lua_call(L, 0, 1);
    h->second = lua_tointeger(L, -1);
    (void)ing_function_restore(L, 2); /* the first answer is the one that is looked at */
}

static libing_status run(void **state, ing_script_body body, held *h)
{
    script_fixture *f = *state;
    ing_program_limits limits = ING_EVALUATE_LIMITS;

    return ing_script_run(f->script, &limits, LIBING_ERR_RULE, body, h, &f->verdict, &f->err);
}

static void expect_refused(void **state, const char *source, const char *message, int line)
{
    script_fixture *f = *state;
    held h = { .source = source };

    assert_int_equal(LIBING_ERR_PACK, run(state, snapshot_only, &h));
    assert_int_equal(ING_VERDICT_LOAD_ERROR, f->verdict);
    assert_string_equal(message, f->err.message);
    assert_string_equal("rule.lua", f->err.file);
    assert_int_equal(line, f->err.line);
}

static void table_from_outside__is_refused_at_load(void **state)
{
    expect_refused(state, "local seen = {}\nreturn function() return seen end",
                   "the function uses 'seen' from outside, a table: build it inside the function, "
                   "or use a parameter",
                   2);
}

static void table_behind_another_function__is_refused_at_load(void **state)
{
    expect_refused(
        state,
        "local t = {}\nlocal function f() return t end\nlocal function g() return f() end\n"
        "return function() return g() end",
        "the function uses 't' from outside, a table: build it inside the function, or use a "
        "parameter",
        2);
}

static void iterator_of_pairs__is_refused_for_the_table_that_it_holds(void **state)
{
    script_fixture *f = *state;
    held h = { .source = "local step = pairs { 1, 2 }\nreturn function() return step() end" };

    assert_int_equal(LIBING_ERR_PACK, run(state, snapshot_only, &h));
    assert_int_equal(ING_VERDICT_LOAD_ERROR, f->verdict);
}

static void plain_values__are_allowed(void **state)
{
    held h = { .source = "local a, b, c, d, e, nan = nil, true, 1.5, 'x', math.max, 0/0\n"
                         "return function() return e(1, c, a and 2 or 0, d == 'x' and 7 or 0, nan "
                         "== nan and 1 or 2) // 1 | 0 end" };

    assert_int_equal(LIBING_OK, run(state, call_twice, &h));
    assert_true(h.is_unchanged);
    assert_int_equal(7, h.first);
    assert_int_equal(7, h.second);
}

static void assignment_to_an_outer_variable__is_found_and_undone(void **state)
{
    held h = { .source = "local n = 0\nreturn function() n = n + 1 return n end" };

    assert_int_equal(LIBING_OK, run(state, call_twice, &h));
    assert_false(h.is_unchanged);
    assert_int_equal(1, h.first);
    assert_int_equal(1, h.second);
}

static void assignment_behind_another_function__is_found_and_undone(void **state)
{
    held h = { .source = "local n = 0\nlocal function step() n = n + 1 end\n"
                         "return function() step() step() return n end" };

    assert_int_equal(LIBING_OK, run(state, call_twice, &h));
    assert_false(h.is_unchanged);
    assert_int_equal(2, h.first);
    assert_int_equal(2, h.second);
}

static void change_of_subtype__is_a_change(void **state)
{
    held h = { .source = "local n = 1\nreturn function() n = 1.0 return 1 end" };

    assert_int_equal(LIBING_OK, run(state, call_twice, &h));
    assert_false(h.is_unchanged);
}

static void recursive_functions__are_walked_once(void **state)
{
    held h = { .source = "local f, g\nfunction f(n) return n == 0 and 3 or g(n - 1) end\n"
                         "function g(n) return f(n) end\nreturn function() return f(4) end" };

    assert_int_equal(LIBING_OK, run(state, call_twice, &h));
    assert_true(h.is_unchanged);
    assert_int_equal(3, h.second);
}

#define SCRIPT_TEST(name) cmocka_unit_test_setup_teardown(name, script_setup, script_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRIPT_TEST(table_from_outside__is_refused_at_load),
        SCRIPT_TEST(table_behind_another_function__is_refused_at_load),
        SCRIPT_TEST(iterator_of_pairs__is_refused_for_the_table_that_it_holds),
        SCRIPT_TEST(plain_values__are_allowed),
        SCRIPT_TEST(assignment_to_an_outer_variable__is_found_and_undone),
        SCRIPT_TEST(assignment_behind_another_function__is_found_and_undone),
        SCRIPT_TEST(change_of_subtype__is_a_change),
        SCRIPT_TEST(recursive_functions__are_walked_once)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
