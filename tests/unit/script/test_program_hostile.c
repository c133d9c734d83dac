/* SPDX-License-Identifier: Apache-2.0 */
/* Files that want to hang the load, fill the memory or break it: each ends with one problem that
 * says so, soon, and the program can still be used. And the n-th allocation failing. */
#include "base/mem.h"
#include "script/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ALLOCATIONS_MAX 200

static int set_up(void **state)
{
    const ing_program_options options = { NULL, NULL, NULL };
    ing_program *program = NULL;
    if (ing_program_new(&options, &program, NULL) != LIBING_OK)
        return -1;
    *state = program;
    return 0;
}

static int tear_down(void **state)
{
    ing_program_free(*state);
    return 0;
}

static void run(ing_program *program, const char *source)
{
    libing_error err = LIBING_ERROR_INIT;
    if (ing_program_run(program, ing_text_of("a.lua"), ing_text_of(source), &err) != LIBING_OK)
        fail_msg("%s: %s", source, err.message);
}

static void assert_ends(void **state, const char *source, const char *part)
{
    size_t count = 0;
    run(*state, source);
    const ing_problem *problems = ing_program_problems(*state, &count);
    assert_int_equal(1, count);
    const char *said = problems[0].en.ptr != NULL ? problems[0].en.ptr : "";
    if (strstr(said, part) == NULL)
        fail_msg("%s: %s", source, said);
}

static void hang__endless_loop_names_the_limit(void **state)
{
    size_t count = 0;
    assert_ends(state, "\nwhile true do end", "50000000 units");
    const ing_problem *problems = ing_program_problems(*state, &count);
    assert_string_equal("E100", problems[0].code);
    assert_int_equal(2, problems[0].line);
}

static void hang__the_budget_is_one_for_all_files(void **state)
{
    size_t count = 0;
    run(*state, "for i = 1, 45000000 do end");
    (void)ing_program_problems(*state, &count);
    assert_int_equal(0, count);
    assert_ends(state, "for i = 1, 45000000 do end", "50000000 units");
}

static void memory__lua_tables_name_the_limit(void **state)
{
    assert_ends(state, "local t = { } for i = 1, 1e7 do t[i] = { i } end", "64 MiB");
}

static void memory__a_million_nodes_name_the_limit(void **state)
{
    assert_ends(state, "local t = { } for i = 1, 1e6 do t[i] = case.a end", "64 MiB");
}

static void memory__nodes_without_lua_name_the_limit(void **state)
{
    assert_ends(state, "for i = 1, 1e6 do local x = case.a end", "64 MiB");
}

static void memory__converting_one_table_again_and_again_names_the_limit(void **state)
{
    assert_ends(state,
                "local t = { } for i = 1, 1000 do t[i] = i end\n"
                "for i = 1, 1e5 do rule(\"r\" .. i) { t } end",
                "64 MiB");
}

static void memory__tables_that_double_in_depth_end(void **state)
{
    assert_ends(state, "local t = { 1 } for i = 1, 30 do t = { t, t } end rule \"x\" (t)",
                "64 MiB");
}

static void memory__after_the_limit_the_program_still_runs_files(void **state)
{
    size_t count = 0;
    assert_ends(state, "local t = { } for i = 1, 1e7 do t[i] = { i } end", "64 MiB");
    run(*state, "rule \"x\" { }");
    (void)ing_program_declarations(*state, &count);
    assert_int_equal(1, count);
}

static void leftovers__only_the_first_thousand_are_told(void **state)
{
    size_t count = 0;
    run(*state, "for i = 1, 3000 do local x = case.a end");
    assert_int_equal(LIBING_OK, ing_program_unused(*state, NULL));
    (void)ing_program_problems(*state, &count);
    assert_int_equal(1000, count);
}

static void depth__of_tables_is_bounded(void **state)
{
    assert_ends(state, "local t = { } for i = 1, 33 do t = { t } end rule \"x\" (t)",
                "deeper than 32");
}

static void depth__of_expressions_is_bounded(void **state)
{
    assert_ends(state, "local x = case for i = 1, 1000 do x = x.a end", "deeper than 100");
}

static void depth__of_sums_is_bounded(void **state)
{
    assert_ends(state, "local x = case.a for i = 1, 1000 do x = 1 + x end", "deeper than 100");
}

static void depth__of_calls_with_tables_is_bounded(void **state)
{
    assert_ends(state, "local x = case.a for i = 1, 1000 do x = no { any { x } } end",
                "deeper than 100");
}

static void depth__of_source_ends_in_the_compiler(void **state)
{
    ing_buf source = ING_BUF_INIT;
    size_t count = 0;
    ing_buf_text(&source, "local x = ");
    for (int i = 0; i < 5000; i++)
        ing_buf_text(&source, "{");
    for (int i = 0; i < 5000; i++)
        ing_buf_text(&source, "}");
    run(*state, source.ptr);
    const ing_problem *problems = ing_program_problems(*state, &count);
    assert_int_equal(1, count);
    assert_string_equal("E100", problems[0].code);
    ing_buf_free(&source);
}

static void size__a_huge_id_is_kept_or_refused(void **state)
{
    size_t count = 0;
    run(*state, "rule((\"x\"):rep(65000)) { }");
    const ing_declaration *made = ing_program_declarations(*state, &count);
    assert_int_equal(1, count);
    assert_int_equal(65000, made[0].id.len);
    assert_ends(state, "local x = (\"x\"):rep(70000)", "");
}

static void size__source_over_64_kib_is_refused(void **state)
{
    ing_buf source = ING_BUF_INIT;
    for (int i = 0; i < 70000; i++)
        ing_buf_text(&source, " ");
    assert_ends(state, source.ptr, "64 KiB");
    ing_buf_free(&source);
}

static void size__bytecode_is_refused(void **state)
{
    assert_ends(state, "\033Lua", "ESC");
}

static void recursion__in_a_helper_ends(void **state)
{
    size_t count = 0;
    run(*state, "local function f() return 1 + f() end f()");
    (void)ing_program_problems(*state, &count);
    assert_int_equal(1, count);
}

static void message__of_any_length_is_cut_at_a_character(void **state)
{
    size_t count = 0;
    run(*state, "error((\"文\"):rep(1000))");
    const ing_problem *problems = ing_program_problems(*state, &count);
    assert_int_equal(1, count);
    assert_true(ing_text_is_utf8(problems[0].en));
    assert_true(ing_text_is_utf8(problems[0].zh));
}

static void interrupt__ends_the_load(void **state)
{
    static const volatile int now = 1;
    const ing_program_options options = { NULL, NULL, &now };
    libing_error err = LIBING_ERROR_INIT;
    ing_program *program = NULL;
    (void)state;
    assert_int_equal(LIBING_OK, ing_program_new(&options, &program, &err));
    assert_int_equal(
        LIBING_ERR_INTERRUPTED,
        ing_program_run(program, ing_text_of("a.lua"), ing_text_of("while true do end"), &err));
    ing_program_free(program);
}

/* --- allocations that fail -------------------------------------------------------------------- */

static libing_status host_read(void *ctx, const ing_text *path, size_t count, ing_arena *arena,
                               const ing_json **out, libing_error *err)
{
    ing_json *list = ing_arena_new(arena, 1, sizeof *list);
    ing_json *item = ing_arena_new(arena, 1, sizeof *item);
    (void)ctx;
    (void)path;
    *out = NULL;
    if (count < 2)
        return LIBING_DONE;
    if (list == NULL || item == NULL)
        return ing_fail_nomem(err);
    *item = ing_json_of_text(ING_TEXT_LIT("W1"));
    list->type = ING_JSON_LIST;
    list->count = 1;
    list->items = item;
    *out = list;
    return LIBING_OK;
}

static libing_status host_list(void *ctx, ing_text word, ing_text scope, ing_arena *arena,
                               const ing_json **out, libing_error *err)
{
    const ing_text path[2] = { word, scope };
    return host_read(ctx, path, 2, arena, out, err);
}

/* A whole life: a load with problems of every kind, then a function. */
static libing_status live(ing_arena *arena, libing_error *err)
{
    static const char source[] =
        "local both = { \"air\", zh = \"气\" }\n"
        "rule \"x\" { case = both, given = { case.a:is(1), no(case.b) }, to = \"y\" .. \"z\" }\n"
        "fact \"y\" { is = function(f) return { f.ev.items, f.list \"w\", a = 1 } end }\n"
        "local left = case.c\nlocal wrong = case.d < 3\n";
    static const char good[] =
        "fact \"z\" { is = function(f) return { f.ev.items[1], f.list(\"w\")[1], \"c\" } end }";
    const ing_program_options options = { NULL, NULL, NULL };
    const ing_program_limits limits = { 1000000, 4 * 1024 * 1024, 0 };
    const ing_function_host host = { NULL, host_read, host_list };
    const ing_json *value = NULL;
    ing_program *program = NULL;
    libing_status status = ing_program_new(&options, &program, err);
    if (status == LIBING_OK)
        status = ing_program_run(program, ing_text_of("a.lua"), ing_text_of(source), err);
    if (status == LIBING_OK)
        status =
            ing_program_run(program, ing_text_of("b.lua"), ing_text_of("local t = #both"), err);
    if (status == LIBING_OK)
        status = ing_program_run(program, ing_text_of("c.lua"), ing_text_of(good), err);
    if (status == LIBING_OK)
        status = ing_program_unused(program, err);
    if (status == LIBING_OK)
        status = ing_program_call(program, 2, &host, &limits, arena, &value, err);
    ing_program_free(program);
    return status;
}

static void fault__each_allocation_may_fail_once_and_for_ever(void **state)
{
    (void)state;
    for (int persistent = 0; persistent < 2; persistent++) {
        for (long n = 1;; n++) {
            ing_arena arena = ING_ARENA_INIT;
            libing_error err = LIBING_ERROR_INIT;
            ing_mem_fail_after(n, persistent != 0);
            libing_status status = live(&arena, &err);
            bool has_failed = ing_mem_countdown() <= 0;
            ing_mem_fail_after(0, false);
            ing_arena_free(&arena);
            if (status != LIBING_OK && status != LIBING_ERR_NOMEM)
                fail_msg("allocation %ld: %s: %s", n, libing_status_name(status), err.message);
            if (!has_failed && n > ALLOCATIONS_MAX)
                break;
        }
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(hang__endless_loop_names_the_limit),
        TEST(hang__the_budget_is_one_for_all_files),
        TEST(memory__lua_tables_name_the_limit),
        TEST(memory__a_million_nodes_name_the_limit),
        TEST(memory__nodes_without_lua_name_the_limit),
        TEST(memory__converting_one_table_again_and_again_names_the_limit),
        TEST(memory__tables_that_double_in_depth_end),
        TEST(memory__after_the_limit_the_program_still_runs_files),
        TEST(leftovers__only_the_first_thousand_are_told),
        TEST(depth__of_tables_is_bounded),
        TEST(depth__of_expressions_is_bounded),
        TEST(depth__of_sums_is_bounded),
        TEST(depth__of_calls_with_tables_is_bounded),
        TEST(depth__of_source_ends_in_the_compiler),
        TEST(size__a_huge_id_is_kept_or_refused),
        TEST(size__source_over_64_kib_is_refused),
        TEST(size__bytecode_is_refused),
        TEST(recursion__in_a_helper_ends),
        TEST(message__of_any_length_is_cut_at_a_character),
        TEST(interrupt__ends_the_load),
        TEST(fault__each_allocation_may_fail_once_and_for_ever),
    };
    return cmocka_run_group_tests_name("program_hostile", tests, NULL, NULL);
}
