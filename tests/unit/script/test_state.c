/* SPDX-License-Identifier: Apache-2.0 */
/* Evaluations: verdicts, limits that stay met, a state as good as new afterwards, the host's clock,
 * interrupt and locale. */
#include "script/internal.h"
#include "script_run.h"

#include <lauxlib.h>
#include <string.h>

static ing_program_limits limits_of(int64_t instructions, int64_t memory_bytes, int64_t timeout_ms)
{
    return (ing_program_limits){ instructions, memory_bytes, timeout_ms };
}

/* --- verdicts -----------------------------------------------------------------------------------
 */

static void verdict__has_the_code_and_place_of_its_kind(void **state)
{
    script_fixture *f = *state;

    (void)script_run(f, "return 1\n +");
    assert_int_equal(ING_VERDICT_LOAD_ERROR, f->verdict);
    assert_int_equal(LIBING_ERR_PACK, f->err.code);
    assert_string_equal("rule", f->err.file);
    assert_int_equal(2, f->err.line);
    (void)script_run(f, "\n\nreturn 1 + nil");
    assert_int_equal(ING_VERDICT_BLOCKED, f->verdict);
    assert_int_equal(LIBING_ERR_RULE, f->err.code);
    assert_int_equal(3, f->err.line);
    assert_string_equal("attempt to perform arithmetic on a nil value", f->err.message);
    (void)script_run(f, "\nwhile true do end");
    assert_int_equal(ING_VERDICT_LIMIT_INSTRUCTIONS, f->verdict);
    assert_int_equal(LIBING_ERR_LIMIT, f->err.code);
    assert_int_equal(2, f->err.line);
    (void)script_run(f, "local t = {} while true do t = { t } end");
    assert_int_equal(ING_VERDICT_LIMIT_MEMORY, f->verdict);
    assert_int_equal(LIBING_ERR_LIMIT, f->err.code);
    assert_string_equal("deterministic", ing_verdict_name(ING_VERDICT_DETERMINISTIC));
    assert_string_equal("aborted", ing_verdict_name(ING_VERDICT_ABORTED));
}

static void message__is_in_the_language_of_the_error(void **state)
{
    script_fixture *f = *state;
    ing_program_limits limits = ING_EVALUATE_LIMITS;
    const ing_json *value = NULL;

    ing_error_language(&f->err, "zh");
    assert_int_equal(LIBING_ERR_LIMIT,
                     ing_script_evaluate(f->script, ING_TEXT_LIT("rule"),
                                         ING_TEXT_LIT("while true do end"), &limits, &f->arena,
                                         &value, NULL, &f->err));
    assert_non_null(strstr(f->err.message, "指令单位"));
}

static void raised_texts__follow_the_language_of_the_state(void **state)
{
    ing_script_options options = { .language = "zh" };
    script_fixture f = { .arena = ING_ARENA_INIT, .err = LIBING_ERROR_INIT };

    (void)state;
    assert_int_equal(LIBING_OK, ing_script_new(&options, &f.script, &f.err));
    script_expect(&f, "blocked: 语言中没有“os”", "return os");
    script_expect(&f, "blocked: 此处不能使用 sample()", "return sample('a', {}, 1)");
    ing_script_free(f.script);
    ing_arena_free(&f.arena);
    ing_buf_free(&f.printed);
}

static void error_values__of_any_type_are_named_and_not_run(void **state)
{
    script_expect(*state, "blocked: error value of type table", "error { }");
    script_expect(*state, "blocked: error value of type nil", "error()");
    script_expect(*state, "blocked: error value of type string", "error('\\xff', 0)");
    script_expect(*state, "blocked: a: b", "error('a: b', 0)");
    script_expect(*state, "blocked: assertion failed!", "assert(false)");
}

/* --- limits -------------------------------------------------------------------------------------
 */

static void instructions__are_those_of_the_call(void **state)
{
    const char *source = "local n = 0 for i = 1, 100000 do n = n + i end return n";

    assert_string_equal("5000050000",
                        script_run_within(*state, source, limits_of(300000, 1 << 20, 0)));
    assert_string_equal("limit:instructions: more than 100000 instruction units were used",
                        script_run_within(*state, source, limits_of(100000, 1 << 20, 0)));
}

static void memory__is_what_the_evaluation_adds(void **state)
{
    const char *source = "local t = {} for i = 1, 2000 do t[i] = { i } end return count(t)";

    assert_string_equal("2000", script_run_within(*state, source, limits_of(1000000, 400000, 0)));
    (void)script_run_within(*state, source, limits_of(1000000, 100000, 0));
    assert_int_equal(ING_VERDICT_LIMIT_MEMORY, ((script_fixture *)*state)->verdict);
}

static void work_inside_a_function__is_charged_before_it_is_done(void **state)
{
    const char *source = "local s = ('x'):rep(60000) for i = 1, 10 do s:reverse() end return 1";

    assert_string_equal("1", script_run_within(*state, source, limits_of(200000, 1 << 22, 0)));
    (void)script_run_within(*state, source, limits_of(20000, 1 << 22, 0));
    assert_int_equal(ING_VERDICT_LIMIT_INSTRUCTIONS, ((script_fixture *)*state)->verdict);
}

static void texts__are_at_most_64_kib_however_made(void **state)
{
    script_fixture *f = *state;

    script_expect(f, "65536", "return ('x'):rep(65536):len()");
    script_expect(f, "65536", "return ((('x'):rep(65535)) .. 'y'):len()");
    script_expect(f, "blocked: the result of 'rep' would be a text over 64 KiB",
                  "return ('x'):rep(65537)");
    (void)script_run(f, "return ((('x'):rep(65536)) .. 'y'):len()");
    assert_int_equal(ING_VERDICT_LIMIT_MEMORY, f->verdict);
}

static void calls__give_at_most_250_results_and_take_500_extra_arguments(void **state)
{
    ing_buf source = ING_BUF_INIT;

    ing_buf_text(&source, "local function f(...) return select('#', ...) end\n"
                          "local function g() return table.unpack({}, 1, 250) end\n"
                          "return { f(g()), (f(");
    for (int i = 0; i < 200; i++)
        ing_buf_text(&source, "nil, ");
    ing_buf_text(&source, "g())) }");
    script_expect(*state, "[250,450]", source.ptr);
    ing_buf_free(&source);
    script_expect(*state, "blocked: more than 250 results of one call",
                  "local function f() return 1, table.unpack({}, 1, 250) end return (f())");
    script_expect(
        *state, "blocked: more than 500 extra arguments of one call",
        "local function f(n, ...) return f(n + 1, 1, 1, 1, 1, 1, 1, 1, 1, ...) end return f(1)");
}

static void zero_bytes_in_texts__are_allowed(void **state)
{
    script_expect(*state, "[true,false,3]",
                  "local a, b = 'a\\0b', 'a\\0c' return { a < b, a == b, a:len() }");
    script_expect(*state, "65536", "return ('\\0'):rep(65536):len()");
    script_expect(*state, "65536", "return ('1'):rep(65536):len()");
}

static void plain_recursion__ends_at_memory_and_not_in_the_stack(void **state)
{
    script_expect(
        *state, "5000",
        "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(5000)");
    (void)script_run(*state, "local function f(n) return 1 + f(n) end return f(1)");
    assert_int_equal(ING_VERDICT_LIMIT_MEMORY, ((script_fixture *)*state)->verdict);
}

/* --- one evaluation after another ---------------------------------------------------------------
 */

static void evaluations__start_equal_whatever_came_before(void **state)
{
    static const char *const hostile[] = { "while true do end",
                                           "local t = {} while true do t = { t } end",
                                           "return nothing",
                                           "return 1 +",
                                           "error {}",
                                           "local s = 'x' while true do s = s .. s end",
                                           "local function f(n) return 1 + f(n) end return f(1)",
                                           "return ('\\0'):rep(65536):len()" };
    const char *source = "local n = 0 for i = 1, 200000 do n = n + i end return n";

    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        (void)script_run(*state, hostile[i]);
        assert_string_equal("20000100000",
                            script_run_within(*state, source, limits_of(401000, 100000, 0)));
    }
}

static void garbage__of_earlier_evaluations_does_not_count(void **state)
{
    const char *source =
        "local t = {} for i = 1, 20 do t[i] = ('x'):rep(60000 + i) end return count(t)";

    for (int i = 0; i < 50; i++)
        assert_string_equal("20",
                            script_run_within(*state, source, limits_of(1000000, 1600000, 0)));
}

static size_t used_after_twenty(script_fixture *f)
{
    for (int i = 0; i < 20; i++) {
        (void)script_run(f, "local t = {} for i = 1, 1000 do t[i] = 'k' .. i end return count(t)");
        (void)script_run(f, "return 1 +");
    }
    ing_script_settle(f->script);
    return f->script->used;
}

static void memory__does_not_grow_with_the_number_of_evaluations(void **state)
{
    script_fixture *f = *state;
    size_t before = used_after_twenty(f);

    assert_true(used_after_twenty(f) <= before + 8192); /* Lua's table of texts shrinks in steps */
    assert_int_equal(0, lua_gettop(f->script->L));
}

typedef struct nested {
    script_fixture *fixture;
    libing_status inner_status;
    ing_verdict inner_verdict;
} nested;

static void inner_body(lua_State *L, void *ctx)
{
    (void)ctx;
    (void)luaL_loadstring(L, "while true do end");
    lua_call(L, 0, 0);
}

static void outer_body(lua_State *L, void *ctx)
{
    nested *n = ctx;
    ing_program_limits limits = limits_of(50000, 1 << 20, 0);

    lua_pushliteral(L, "mine");
    n->inner_status = ing_script_run(n->fixture->script, &limits, LIBING_ERR_RULE, inner_body, NULL,
                                     &n->inner_verdict, NULL);
    assert_string_equal("mine", lua_tostring(L, -1));
    (void)luaL_loadstring(L, "for i = 1, 10000 do end");
    lua_call(L, 0, 0);
}

static void nested_evaluations__have_their_own_budget_and_spare_the_outer_one(void **state)
{
    nested n = { *state, LIBING_OK, ING_VERDICT_DETERMINISTIC };
    ing_program_limits limits = limits_of(20000, 1 << 20, 0);
    ing_verdict verdict;

    assert_int_equal(LIBING_OK, ing_script_run(n.fixture->script, &limits, LIBING_ERR_RULE,
                                               outer_body, &n, &verdict, &n.fixture->err));
    assert_int_equal(LIBING_ERR_LIMIT, n.inner_status);
    assert_int_equal(ING_VERDICT_LIMIT_INSTRUCTIONS, n.inner_verdict);
    assert_int_equal(ING_VERDICT_DETERMINISTIC, verdict);
}

static void many_nested(lua_State *L, void *ctx)
{
    nested *n = ctx;
    ing_program_limits limits = limits_of(50000, 1 << 20, 0);

    for (int i = 0; i < 100; i++) {
        n->inner_status =
            ing_script_run(n->fixture->script, &limits, LIBING_ERR_RULE, outer_body, n, NULL, NULL);
        (void)luaL_loadstring(L, "local a = 1");
        lua_call(L, 0, 0);
    }
}

static void nested_evaluations__are_paid_for_by_the_outer_one(void **state)
{
    nested n = { *state, LIBING_OK, ING_VERDICT_DETERMINISTIC };
    ing_program_limits limits = limits_of(20000, 1 << 20, 0);
    ing_verdict verdict;

    assert_int_equal(LIBING_ERR_LIMIT, ing_script_run(n.fixture->script, &limits, LIBING_ERR_RULE,
                                                      many_nested, &n, &verdict, &n.fixture->err));
    assert_int_equal(ING_VERDICT_LIMIT_INSTRUCTIONS, verdict);
}

/* --- the host -----------------------------------------------------------------------------------
 */

static void host_error(lua_State *L, void *ctx)
{
    libing_error error = LIBING_ERROR_INIT;

    (void)ctx;
    (void)ing_fail(&error, LIBING_ERR_CALENDAR, "test.calendar", "no day %d", "没有第 %d 天", 7);
    (void)ing_raise_error(L, &error);
}

static void errors_of_the_host__come_out_unchanged(void **state)
{
    script_fixture *f = *state;
    ing_program_limits limits = ING_EVALUATE_LIMITS;
    ing_verdict verdict;

    assert_int_equal(LIBING_ERR_CALENDAR, ing_script_run(f->script, &limits, LIBING_ERR_RULE,
                                                         host_error, NULL, &verdict, &f->err));
    assert_string_equal("no day 7", f->err.message);
    assert_string_equal("test.calendar", f->err.id);
    assert_int_equal(ING_VERDICT_BLOCKED, verdict);
}

static void clock__ends_an_evaluation_without_a_verdict(void **state)
{
    script_fixture *f = *state;

    assert_string_equal(
        "aborted: not finished after 30 ms",
        script_run_within(f, "while true do end", limits_of(INT64_C(1) << 60, 1 << 20, 30)));
    assert_int_equal(LIBING_ERR_TIMEOUT, f->err.code);
    assert_string_equal("1", script_run_within(f, "return 1", limits_of(1000, 1 << 20, 1000)));
}

static void interrupt__ends_an_evaluation_without_a_verdict(void **state)
{
    volatile int interrupted = 1;
    ing_script_options options = { .interrupted = &interrupted };
    script_fixture f = { .arena = ING_ARENA_INIT, .err = LIBING_ERROR_INIT };

    (void)state;
    assert_int_equal(LIBING_OK, ing_script_new(&options, &f.script, &f.err));
    script_expect(&f, "aborted: interrupted", "while true do end");
    assert_int_equal(LIBING_ERR_INTERRUPTED, f.err.code);
    interrupted = 0;
    script_expect(&f, "1", "return 1");
    ing_script_free(f.script);
    ing_arena_free(&f.arena);
    ing_buf_free(&f.printed);
}

static void locale__is_c_inside_and_the_hosts_again_afterwards(void **state)
{
    locale_t german = newlocale(LC_ALL_MASK, "de_DE.UTF-8", (locale_t)0);
    locale_t before;

    if (german == (locale_t)0) {
        print_message("skipped: locale de_DE.UTF-8 is not installed\n");
        skip();
    }
    before = uselocale(german);
    script_expect(
        *state, "[\"1.5\",false,\"2.50\",true]",
        "return { tostring(1.5), 'a' < 'B', ('%.2f'):format('2.5'), tonumber '1,5' == nil }");
    script_expect(*state, "load-error: malformed number '1.5.2'", "return 1.5.2");
    assert_ptr_equal(german, uselocale((locale_t)0));
    (void)uselocale(before);
    freelocale(german);
}

static void self_test__is_the_same_text_each_time(void **state)
{
    ing_buf first = ING_BUF_INIT;
    ing_buf second = ING_BUF_INIT;

    (void)state;
    assert_int_equal(LIBING_OK, ing_lua_selftest(&first, NULL));
    assert_int_equal(LIBING_OK, ing_lua_selftest(&second, NULL));
    assert_string_equal(first.ptr, second.ptr);
    assert_non_null(strstr(first.ptr, "bitwise="));
    assert_non_null(strstr(first.ptr, "division=-4,-4,2,-2,-4.0"));
    assert_null(strstr(first.ptr, "0x"));
    ing_buf_free(&first);
    ing_buf_free(&second);
}

static void lua__is_named_by_release_build_and_seed(void **state)
{
    (void)state;
    assert_int_equal(0, strncmp("5.4.", ing_lua_build(), 4));
    assert_non_null(strstr(ing_lua_build(), " " LIBING_LUA_BUILD));
    assert_string_equal(LIBING_LUA_SEED, ing_lua_seed());
}

#define SCRIPT_TEST(name) cmocka_unit_test_setup_teardown(name, script_setup, script_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRIPT_TEST(verdict__has_the_code_and_place_of_its_kind),
        SCRIPT_TEST(message__is_in_the_language_of_the_error),
        cmocka_unit_test(raised_texts__follow_the_language_of_the_state),
        SCRIPT_TEST(error_values__of_any_type_are_named_and_not_run),
        SCRIPT_TEST(instructions__are_those_of_the_call),
        SCRIPT_TEST(memory__is_what_the_evaluation_adds),
        SCRIPT_TEST(work_inside_a_function__is_charged_before_it_is_done),
        SCRIPT_TEST(texts__are_at_most_64_kib_however_made),
        SCRIPT_TEST(calls__give_at_most_250_results_and_take_500_extra_arguments),
        SCRIPT_TEST(zero_bytes_in_texts__are_allowed),
        SCRIPT_TEST(plain_recursion__ends_at_memory_and_not_in_the_stack),
        SCRIPT_TEST(evaluations__start_equal_whatever_came_before),
        SCRIPT_TEST(garbage__of_earlier_evaluations_does_not_count),
        SCRIPT_TEST(memory__does_not_grow_with_the_number_of_evaluations),
        SCRIPT_TEST(nested_evaluations__have_their_own_budget_and_spare_the_outer_one),
        SCRIPT_TEST(nested_evaluations__are_paid_for_by_the_outer_one),
        SCRIPT_TEST(errors_of_the_host__come_out_unchanged),
        SCRIPT_TEST(clock__ends_an_evaluation_without_a_verdict),
        cmocka_unit_test(interrupt__ends_an_evaluation_without_a_verdict),
        SCRIPT_TEST(locale__is_c_inside_and_the_hosts_again_afterwards),
        cmocka_unit_test(self_test__is_the_same_text_each_time),
        cmocka_unit_test(lua__is_named_by_release_build_and_seed)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
