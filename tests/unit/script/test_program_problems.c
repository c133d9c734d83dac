/* SPDX-License-Identifier: Apache-2.0 */
/* What a load finds wrong: syntax, words of Lua, misuse of values, leftovers; and places. */
#include "base/buf.h"
#include "script/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int set_up(void **state)
{
    ing_program *program = NULL;
    ing_program_options options = { NULL, NULL, NULL };
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
        fail_msg("%s", err.message);
}

static void assert_holds(ing_text text, const char *part)
{
    const size_t len = strlen(part);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, part, len) == 0)
            return;
    }
    fail_msg("\"%s\" is not in \"%.*s\"", part, ING_TEXT_ARG(text));
}

static const ing_problem *only_problem(const ing_program *program)
{
    size_t count = 0;
    const ing_problem *problems = ing_program_problems(program, &count);
    if (count != 1)
        fail_msg("%d problems, the first: %.*s", (int)count,
                 ING_TEXT_ARG(count > 0 ? problems[0].en : ING_TEXT_NONE));
    return problems;
}

/* Running `source` leaves exactly one problem, and no declaration after it. */
static void assert_problem(void **state, const char *source, const char *code, int line,
                           const char *en, const char *zh)
{
    run(*state, source);
    const ing_problem *problem = only_problem(*state);
    assert_holds(problem->en, en);
    assert_holds(problem->zh, zh);
    assert_string_equal(code, problem->code);
    assert_int_equal(0, problem->file);
    assert_int_equal(line, problem->line);
}

/* --- the text --------------------------------------------------------------------------------- */

static void syntax_error__says_what_was_expected_and_where(void **state)
{
    assert_problem(state, "local a = {\n 1,\n  2 3 }", "E100", 3,
                   "expected }, which closes the { of line 1, but found 3",
                   "此处应为 }（与第 1 行的 { 配对），却是 3");
    assert_int_equal(5, only_problem(*state)->column);
}

static void syntax_error__names_an_unexpected_symbol(void **state)
{
    assert_problem(state, "local a = * 2", "E100", 1, "unexpected symbol near *",
                   "语法错误，在 * 附近");
    assert_int_equal(11, only_problem(*state)->column);
}

static void lexer_refusal__is_a_problem_in_both_languages(void **state)
{
    assert_problem(state, "local t = { }\nlocal n = #t", "E100", 2, "count", "count");
    assert_true(only_problem(*state)->column > 0);
}

static void failed_file__does_not_end_the_program(void **state)
{
    run(*state, "rule \"a\" { }\nerror(\"stop\")\nrule \"b\" { }");
    run(*state, "rule \"c\" { }");
    size_t count = 0;
    (void)ing_program_declarations(*state, &count);
    assert_int_equal(2, count);
    assert_int_equal(2, only_problem(*state)->line);
    assert_holds(only_problem(*state)->en, "stop");
}

static void library__names_outside_the_list_are_refused_at_once(void **state)
{
    static const char *const names[] = {
        "os",    "io",        "debug", "load", "require", "pcall",         "setmetatable",
        "print", "coroutine", "_G",    "next", "rawset",  "collectgarbage"
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ing_buf source = ING_BUF_INIT;
        size_t before = 0, after = 0;
        (void)ing_program_problems(*state, &before);
        ing_buf_printf(&source, "local x = %s", names[i]);
        run(*state, source.ptr);
        const ing_problem *problems = ing_program_problems(*state, &after);
        if (after != before + 1)
            fail_msg("%s was taken", names[i]);
        assert_holds(problems[before].en, names[i]);
        assert_holds(problems[before].zh, "语言中没有");
        ing_buf_free(&source);
    }
}

static void library__a_function_that_is_not_there_is_refused(void **state)
{
    assert_problem(state, "local x = table.move", "E100", 1, "move", "move");
}

static void global__cannot_be_assigned(void **state)
{
    assert_problem(state, "\nboth = { \"a\" }", "E100", 2, "global name 'both': use a local",
                   "请用局部变量");
}

/* --- constructs ------------------------------------------------------------------------------- */

static void construct__without_id_is_refused(void **state)
{
    assert_problem(state, "rule { }", "E100", 1, "write rule \"id\" { … }", "请写 rule");
}

static void construct__id_is_a_text(void **state)
{
    assert_problem(state, "rule(7) { }", "E100", 1, "write rule \"id\" { … }", "请写 rule");
}

static void construct__body_is_a_table(void **state)
{
    assert_problem(state, "\nrule \"x\" \"y\"", "E100", 2, "write rule \"id\" { … }", "请写 rule");
}

static void construct__pack_takes_no_id(void **state)
{
    assert_problem(state, "pack \"x\" { }", "E100", 1, "write pack { … }", "请写 pack");
}

/* --- values ----------------------------------------------------------------------------------- */

static void comparison__below_is_caught(void **state)
{
    assert_problem(state, "rule \"x\" {\n given = { case.fine < 3 } }", "E104", 2,
                   "write case.fine:below(…)", "case.fine:below(…)");
}

static void comparison__number_first_is_caught(void **state)
{
    assert_problem(state, "rule \"x\" { given = { 3 <= case.fine } }", "E104", 1,
                   "case.fine:atleast(…)", "case.fine:atleast(…)");
}

static void comparison__equality_of_two_values_is_caught(void **state)
{
    assert_problem(state, "rule \"x\" { given = { case.a == case.b } }", "E104", 1, "case.a:is(…)",
                   "case.a:is(…)");
}

static void comparison__with_a_constant_leaves_a_boolean_and_an_unused_value(void **state)
{
    run(*state, "rule \"x\" { given = { case.a == \"b\" } }");
    size_t count = 0;
    const ing_declaration *made = ing_program_declarations(*state, &count);
    assert_int_equal(ING_SYNTAX_BOOLEAN, made[0].body->members[0].value->kids[0]->kind);
    assert_int_equal(LIBING_OK, ing_program_unused(*state, NULL));
    assert_string_equal("E103", only_problem(*state)->code);
}

static void arithmetic__with_a_fraction_says_ratio(void **state)
{
    assert_problem(state, "fact \"x\" { is = case.a * 1.5 }", "E105", 1, "ratio(3, 100)",
                   "ratio(3, 100)");
}

static void arithmetic__with_a_text_is_refused(void **state)
{
    assert_problem(state, "fact \"x\" { is = case.a + \"1\" }", "E105", 1, "string", "string");
}

static void operator__what_values_cannot_do_is_refused(void **state)
{
    static const char *const sources[] = { "local x = -case.a",
                                           "local x = case.a / 2",
                                           "local x = case.a // 2",
                                           "local x = case.a % 2",
                                           "local x = case.a & 1",
                                           "local x = ~case.a",
                                           "local x = case.a .. \"b\"",
                                           "case.a = 1",
                                           "case.a.b = 1",
                                           "local x = case[1]",
                                           "for _, x in ipairs(case.a) do end",
                                           "for _, x in pairs(case.a) do end",
                                           "local x = tostring(case.a)",
                                           "local x = math.max(case.a, 1)",
                                           "local x = (\"%s\"):format(case.a)" };
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        size_t before = 0, after = 0;
        (void)ing_program_problems(*state, &before);
        run(*state, sources[i]);
        (void)ing_program_problems(*state, &after);
        if (after != before + 1)
            fail_msg("taken: %s", sources[i]);
    }
}

static void value__nil_in_a_call_is_refused(void **state)
{
    assert_problem(state, "local nothing\nlocal x = known(nothing)", "E105", 2, "nil", "nil");
}

static void value__library_function_is_refused(void **state)
{
    assert_problem(state, "fact \"x\" { is = math.max }", "E105", 1, "function(f)", "function(f)");
}

static void value__library_table_is_refused(void **state)
{
    assert_problem(state, "fact \"x\" { is = math }", "E105", 1, "library", "库");
}

static void value__text_that_is_no_utf8_is_refused(void **state)
{
    assert_problem(state, "fact \"x\" { zh = \"\\xff\" }", "E105", 1, "UTF-8", "UTF-8");
}

/* --- tables ----------------------------------------------------------------------------------- */

static void table__item_after_a_gap_is_refused(void **state)
{
    assert_problem(state, "fact \"x\" { 1, nil, 3 }", "E105", 1, "an item 3 but no item 2",
                   "第 3 项");
}

static void table__odd_keys_are_refused(void **state)
{
    assert_problem(state, "fact \"x\" { [true] = 1 }", "E105", 1, "key", "键");
}

static void table__fraction_as_key_is_refused(void **state)
{
    assert_problem(state, "fact \"x\" { [1.5] = 1 }", "E105", 1, "key", "键");
}

static void table__in_itself_is_refused(void **state)
{
    assert_problem(state, "local t = { }\nt.t = t\nfact \"x\" (t)", "E105", 3, "deeper than 32",
                   "32");
}

/* --- leftovers -------------------------------------------------------------------------------- */

static void unused__condition_behind_and_is_reported(void **state)
{
    run(*state, "rule \"x\" { given = {\n  case.a and case.b:is(1) } }");
    assert_int_equal(LIBING_OK, ing_program_unused(*state, NULL));
    const ing_problem *problem = only_problem(*state);
    assert_string_equal("E103", problem->code);
    assert_int_equal(2, problem->line);
    assert_int_equal(3, problem->column);
    assert_holds(problem->en, "a condition was built but nothing holds it");
    assert_holds(problem->zh, "all { … }、any { … }、:is(…)");
}

static void unused__only_the_outermost_is_reported(void **state)
{
    run(*state, "local x = any { case.a:is(1), known(case.b + 2) }");
    assert_int_equal(LIBING_OK, ing_program_unused(*state, NULL));
    (void)only_problem(*state);
}

static void unused__names_and_parts_are_not_reported(void **state)
{
    run(*state,
        "local c, d = case, first(\"x\").date\nrule \"x\" { given = { c.a:is(d), known(d) } }");
    assert_int_equal(LIBING_OK, ing_program_unused(*state, NULL));
    size_t count = 1;
    (void)ing_program_problems(*state, &count);
    assert_int_equal(0, count);
}

static void unused__heading_without_table_is_reported(void **state)
{
    run(*state, "rule \"x\"");
    assert_int_equal(LIBING_OK, ing_program_unused(*state, NULL));
    assert_string_equal("E103", only_problem(*state)->code);
    assert_holds(only_problem(*state)->en, "an id without a table");
}

static void unused__a_file_that_failed_has_no_leftovers(void **state)
{
    run(*state, "local x = case.a:is(1)\nerror(\"stop\")");
    assert_int_equal(LIBING_OK, ing_program_unused(*state, NULL));
    assert_string_equal("E100", only_problem(*state)->code);
}

/* --- functions -------------------------------------------------------------------------------- */

static void function__holding_a_table_is_refused(void **state)
{
    run(*state, "local t = { }\nfact \"x\" { is = function(f) return t end }");
    assert_string_equal("E100", only_problem(*state)->code);
    assert_int_equal(2, only_problem(*state)->line);
    assert_holds(only_problem(*state)->en, "uses 't' from outside");
    assert_holds(only_problem(*state)->zh, "函数使用了外部的“t”");
}

static void function__may_call_a_helper_that_is_written_later(void **state)
{
    run(*state, "local helper\nfact \"x\" { is = function(f) return helper() end }\n"
                "helper = function() return 1 end");
    size_t count = 1;
    (void)ing_program_problems(*state, &count);
    assert_int_equal(0, count);
}

/* --- places ----------------------------------------------------------------------------------- */

static void assert_located(void **state, int from, const char *what, int line, int column)
{
    int32_t line_out = -1, column_out = -1;
    bool found = ing_program_locate(*state, 0, from, ing_text_of(what), &line_out, &column_out);
    assert_int_equal(line > 0, found);
    assert_int_equal(line, line_out);
    assert_int_equal(column, column_out);
}

static void locate__finds_names_and_texts_up_to_the_next_declaration(void **state)
{
    run(*state, "rule \"x\" { on = \"seen\",\n  to = \"done\" }\n\nrule \"y\" { on = \"seen\", "
                "from = \"open\" }\n");
    assert_located(state, 1, "seen", 1, 17);
    assert_located(state, 1, "to", 2, 3);
    assert_located(state, 1, "done", 2, 8);
    assert_located(state, 2, "seen", 0, 0);
    assert_located(state, 4, "seen", 4, 17);
    assert_located(state, 1, "open", 0, 0);
    assert_located(state, 1, "see", 0, 0);
}

static void locate__unknown_file_finds_nothing(void **state)
{
    int32_t line = 0, column = 0;
    assert_false(ing_program_locate(*state, 0, 1, ing_text_of("x"), &line, &column));
    assert_false(ing_program_locate(*state, -1, 1, ing_text_of("x"), &line, &column));
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(syntax_error__says_what_was_expected_and_where),
        TEST(syntax_error__names_an_unexpected_symbol),
        TEST(lexer_refusal__is_a_problem_in_both_languages),
        TEST(failed_file__does_not_end_the_program),
        TEST(library__names_outside_the_list_are_refused_at_once),
        TEST(library__a_function_that_is_not_there_is_refused),
        TEST(global__cannot_be_assigned),
        TEST(construct__without_id_is_refused),
        TEST(construct__id_is_a_text),
        TEST(construct__body_is_a_table),
        TEST(construct__pack_takes_no_id),
        TEST(comparison__below_is_caught),
        TEST(comparison__number_first_is_caught),
        TEST(comparison__equality_of_two_values_is_caught),
        TEST(comparison__with_a_constant_leaves_a_boolean_and_an_unused_value),
        TEST(arithmetic__with_a_fraction_says_ratio),
        TEST(arithmetic__with_a_text_is_refused),
        TEST(operator__what_values_cannot_do_is_refused),
        TEST(value__nil_in_a_call_is_refused),
        TEST(value__library_function_is_refused),
        TEST(value__library_table_is_refused),
        TEST(value__text_that_is_no_utf8_is_refused),
        TEST(table__item_after_a_gap_is_refused),
        TEST(table__odd_keys_are_refused),
        TEST(table__fraction_as_key_is_refused),
        TEST(table__in_itself_is_refused),
        TEST(unused__condition_behind_and_is_reported),
        TEST(unused__only_the_outermost_is_reported),
        TEST(unused__names_and_parts_are_not_reported),
        TEST(unused__heading_without_table_is_reported),
        TEST(unused__a_file_that_failed_has_no_leftovers),
        TEST(function__holding_a_table_is_refused),
        TEST(function__may_call_a_helper_that_is_written_later),
        TEST(locate__finds_names_and_texts_up_to_the_next_declaration),
        TEST(locate__unknown_file_finds_nothing),
    };
    return cmocka_run_group_tests_name("program_problems", tests, NULL, NULL);
}
