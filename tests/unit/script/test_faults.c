/* SPDX-License-Identifier: Apache-2.0 */
/* The n-th allocation fails, n = 1 … 200, then 50 at random: an evaluation gives its ordinary
 * outcome or LIBING_ERR_NOMEM, and the state goes on as if nothing had been. */
#include "base/mem.h"
#include "script/rowmap.h"
#include "script_run.h"

#include <stdio.h>
#include <string.h>

#define IN_ORDER  200
#define AT_RANDOM 50

static const char *const scripts[] = {
    "local t = { b = 1, a = 2 } local s = '' for k, v in pairs(t) do s = s .. k .. v end return s",
    "local t = {} for i = 1, 50 do table.insert(t, 1, tostring(i)) end table.sort(t) return "
    "table.concat(t, ',')",
    "local function f(n) if n == 0 then return { 0 } end return { n, f(n - 1) } end return f(6)",
    "return { ('%5.2f|%s'):format(1.5, 'x'), ('ab'):rep(30), ('x'):upper(), utf8.char(20108), '10' "
    "+ 5 }",
    "return sample('seed', { 'a', 'b', 'c', 'd', 'e' }, 3)",
    "return nothing",
    "error('x' .. 1)",
    "local s = 'x' while true do s = s .. s end",
    "local t = {} while true do t = { t } end",
    "local n = 0 local function f() n = n + 1 return n end return f()",
    "return 1 +",
    "return #x"
};

/* Whatever the outcome is, it must be `expected` or a lack of memory. */
static void run_with_fault(script_fixture *f, const char *source, const char *expected, long n)
{
    const char *got;
    bool was_reached;

    ing_mem_fail_after(n, n % 2 == 0);
    got = script_run(f, source);
    was_reached = ing_mem_countdown() <= 0;
    ing_mem_fail_after(0, false);
    if (f->err.code == LIBING_ERR_NOMEM) {
        assert_int_equal(ING_VERDICT_ABORTED, f->verdict);
        assert_true(was_reached);
    } else {
        assert_string_equal(expected, got);
    }
}

static void test_script(script_fixture *f, const char *source)
{
    char expected[512];
    uint32_t chance = 7;

    /* The printed text is the test's own memory: it is there before the faults. */
    (void)snprintf(expected, sizeof expected, "%s", script_run(f, source));
    for (long n = 1; n <= IN_ORDER; n++)
        run_with_fault(f, source, expected, n);
    for (int i = 0; i < AT_RANDOM; i++) {
        chance = chance * 1103515245u + 12345u;
        run_with_fault(f, source, expected, (long)(chance >> 16) % 5000 + 1);
    }
    assert_string_equal(expected, script_run(f, source));
}

static void evaluation__without_memory_fails_cleanly(void **state)
{
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        test_script(*state, scripts[i]);
}

static void state__without_memory_is_not_made(void **state)
{
    libing_status status = LIBING_ERR_NOMEM;
    long n = 0;

    (void)state;
    while (status != LIBING_OK) {
        ing_script *script = NULL;
        libing_error err = LIBING_ERROR_INIT;
        ing_mem_fail_after(++n, true);
        status = ing_script_new(NULL, &script, &err);
        ing_mem_fail_after(0, false);
        if (status != LIBING_OK) {
            assert_int_equal(LIBING_ERR_NOMEM, status);
            assert_null(script);
        }
        ing_script_free(script);
    }
    assert_true(n > 50);
}

static void row_map__without_memory_fails_cleanly(void **state)
{
    static const char source[] =
        "return function(row) return { a = { row.x, cents(row.y) }, b = date(row.z) } end";
    static const char row[] = "{\"x\":\"1\",\"y\":\"2.50\",\"z\":\"2024-01-31\"}";
    ing_arena arena = ING_ARENA_INIT;
    const ing_json *in = NULL;
    bool succeeded = false;

    (void)state;
    assert_int_equal(LIBING_OK, ing_json_read(&arena, ing_text_of(row), &in, NULL));
    for (long n = 1; !succeeded; n++) {
        ing_rowmap *map = NULL;
        const ing_json *out = NULL;
        ing_arena result = ING_ARENA_INIT;
        libing_status status;
        ing_mem_fail_after(n, true);
        status = ing_rowmap_new(ING_TEXT_LIT("m"), ing_text_of(source), NULL, NULL, &map, NULL);
        if (status == LIBING_OK)
            status = ing_rowmap_apply(map, in, &result, &out, NULL);
        ing_mem_fail_after(0, false);
        succeeded = status == LIBING_OK;
        assert_true(succeeded || status == LIBING_ERR_NOMEM);
        assert_true(succeeded == (out != NULL));
        ing_rowmap_free(map);
        ing_arena_free(&result);
    }
    ing_arena_free(&arena);
}

#define SCRIPT_TEST(name) cmocka_unit_test_setup_teardown(name, script_setup, script_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = { SCRIPT_TEST(evaluation__without_memory_fails_cleanly),
                                        cmocka_unit_test(state__without_memory_is_not_made),
                                        cmocka_unit_test(row_map__without_memory_fails_cleanly) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
