/* SPDX-License-Identifier: Apache-2.0 */
/* What files declare: shapes of syntax, tables, constructs, lines. */
#include "program_print.h"
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

static const ing_declaration *declared(ing_program *program, const char *source)
{
    run(program, source);
    size_t count = 0;
    const ing_problem *problems = ing_program_problems(program, &count);
    if (count > 0)
        fail_msg("%s: %d: %.*s", problems[0].code, problems[0].line, ING_TEXT_ARG(problems[0].en));
    const ing_declaration *out = ing_program_declarations(program, &count);
    assert_true(count > 0);
    return &out[count - 1];
}

/* The body of `fact "x" { <source> }`. */
static void assert_body(void **state, const char *expected, const char *source)
{
    ing_buf text = ING_BUF_INIT, out = ING_BUF_INIT;
    ing_buf_printf(&text, "fact \"x\" { %s }", source);
    program_print(declared(*state, text.ptr)->body, &out);
    assert_string_equal(expected, out.ptr);
    ing_buf_free(&text);
    ing_buf_free(&out);
}

static void declaration__carries_construct_id_file_and_line(void **state)
{
    const ing_declaration *made = declared(*state, "\nrule \"B-14\" {\n}\n");
    assert_true(ing_text_is(made->construct, "rule"));
    assert_true(ing_text_is(made->id, "B-14"));
    assert_int_equal(ING_SYNTAX_TABLE, made->body->kind);
    assert_int_equal(0, made->file);
    assert_int_equal(2, made->line);
    assert_int_equal(1, ing_program_files(*state));
    assert_true(ing_text_is(ing_program_file(*state, 0), "a.lua"));
}

static void declarations__every_construct_declares_in_order_of_running(void **state)
{
    static const char *const words[] = { "party", "role", "case",      "event", "action",
                                         "param", "law",  "fact",      "table", "procedure",
                                         "rule",  "duty", "invariant", "drop" };
    ing_buf source = ING_BUF_INIT;
    for (size_t i = 0; i < 14; i++)
        ing_buf_printf(&source, "%s \"id%d\" { }\n", words[i], (int)i);
    run(*state, source.ptr);
    size_t count = 0;
    const ing_declaration *made = ing_program_declarations(*state, &count);
    assert_int_equal(14, count);
    for (size_t i = 0; i < 14; i++) {
        assert_true(ing_text_is(made[i].construct, words[i]));
        assert_int_equal((int)i + 1, made[i].line);
    }
    ing_buf_free(&source);
}

static void declaration__pack_has_no_id(void **state)
{
    const ing_declaration *made = declared(*state, "pack { id = \"bayi\" }");
    assert_true(ing_text_is(made->construct, "pack"));
    assert_null(made->id.ptr);
}

static void declaration__file_index_follows_the_files(void **state)
{
    run(*state, "rule \"a\" { }");
    run(*state, "rule \"b\" { }");
    size_t count = 0;
    assert_int_equal(1, ing_program_declarations(*state, &count)[1].file);
    assert_int_equal(2, ing_program_files(*state));
}

static void syntax__path_is_index_of_index(void **state)
{
    assert_body(state, "{is = param.esc.days}", "is = param.esc.days");
    const ing_syntax *path = declared(*state, "fact \"x\" { is = a.b.c }")->body->members[0].value;
    assert_int_equal(ING_SYNTAX_INDEX, path->kind);
    assert_int_equal(ING_SYNTAX_INDEX, path->kids[0]->kind);
    assert_int_equal(ING_SYNTAX_NAME, path->kids[0]->kids[0]->kind);
}

static void syntax__method_has_base_name_and_arguments(void **state)
{
    const ing_syntax *item =
        declared(*state, "fact \"x\" { case.harm:upto \"minor\" }")->body->kids[0];
    assert_int_equal(ING_SYNTAX_METHOD, item->kind);
    assert_true(ing_text_is(item->text, "upto"));
    assert_int_equal(2, item->count);
    assert_int_equal(ING_SYNTAX_INDEX, item->kids[0]->kind);
    assert_int_equal(ING_SYNTAX_TEXT, item->kids[1]->kind);
}

static void syntax__call_of_a_field_stays_a_call(void **state)
{
    assert_body(state, "{case.a.b(case.a)}", "case.a.b(case.a)");
    assert_body(state, "{x.y()}", "x.y()");
}

static void syntax__calls_take_texts_tables_and_nodes(void **state)
{
    assert_body(state, "{first(\"self_report\").at}", "first(\"self_report\").at");
    assert_body(state, "{known(first({\"a\", \"b\"}))}", "known(first { \"a\", \"b\" })");
    assert_body(state, "{list(\"k\", {it.state:is(\"open\")}):of(store).id}",
                "list(\"k\", { it.state:is \"open\" }):of(store).id");
    assert_body(state, "{one_of({\"a\"})({default = \"a\"})}",
                "one_of { \"a\" } { default = \"a\" }");
}

static void syntax__arithmetic_keeps_its_sides(void **state)
{
    assert_body(state, "{is = ((case.a + 1) - (2 * today))}", "is = case.a + 1 - 2 * today");
}

static void syntax__constants_keep_their_types(void **state)
{
    assert_body(state, "{true, false, -7, \"文\", float 1.5, float 3.0}",
                "true, false, -7, '文', 1.5, 3.0");
}

static void table__members_are_sorted_and_items_in_order(void **state)
{
    assert_body(state, "{2, 1, Z = 4, a = {{}}, b = 3}", "b = 3, 2, a = { {} }, Z = 4, 1");
}

static void table__later_changes_have_no_effect(void **state)
{
    const ing_declaration *made =
        declared(*state, "local t = { 1 } fact \"x\" { t } t[2] = 5 t[1] = 6");
    assert_int_equal(1, made->body->kids[0]->count);
    assert_int_equal(1, made->body->kids[0]->kids[0]->number);
}

static void table__one_table_may_stand_in_two_places(void **state)
{
    const ing_declaration *made =
        declared(*state, "local t = { 1 } fact \"x\" { a = t, b = t, c = { t } }");
    assert_int_equal(3, made->body->member_count);
}

static void word__count_is_the_query_and_table_still_has_its_functions(void **state)
{
    assert_body(state, "{count(\"spray\"):atleast(1)}", "count(\"spray\"):atleast(1)");
    assert_body(state, "{count({\"a\", \"b\"})}", "count { \"a\", \"b\" }");
    assert_body(state, "{is = \"a-b\"}", "is = table.concat({ \"a\", \"b\" }, \"-\")");
}

static void word__library_and_text_methods_work_while_loading(void **state)
{
    assert_body(state, "{\"AA\", 3, 2}",
                "(\"a\"):rep(2):upper(), math.max(1, 3), select('#', 1, 2)");
}

static void heading__a_construct_with_an_id_alone_is_a_call(void **state)
{
    assert_body(state, "{is = case(\"air\")}", "is = case \"air\"");
}

static void line__nodes_take_the_line_where_they_are_made(void **state)
{
    const ing_declaration *made =
        declared(*state, "fact \"x\" {\n holds = {\n case.a:is(1),\n\n case.b:is(2) } }");
    const ing_syntax *holds = made->body->members[0].value;
    assert_int_equal(1, made->line);
    assert_int_equal(3, holds->kids[0]->line);
    assert_int_equal(5, holds->kids[1]->line);
    assert_int_equal(0, holds->line);
}

static void line__nodes_of_a_helpers_caller_keep_the_callers_line(void **state)
{
    const ing_declaration *made = declared(*state, "local function guard(id, ...)\n"
                                                   "  rule(id) { given = { case.z, ... } }\nend\n\n"
                                                   "guard(\"G\",\n  case.a:is(1))\n");
    const ing_syntax *given = made->body->members[0].value;
    assert_int_equal(2, made->line);
    assert_int_equal(2, given->kids[0]->line);
    assert_int_equal(6, given->kids[1]->line);
}

static void function__becomes_a_handle_of_its_own(void **state)
{
    const ing_declaration *made =
        declared(*state, "fact \"x\" {\n a = function(f) return 1 end,\n b = function(f) end }");
    const ing_syntax *a = made->body->members[0].value, *b = made->body->members[1].value;
    assert_int_equal(ING_SYNTAX_FUNCTION, a->kind);
    assert_true(a->number > 0);
    assert_true(a->number != b->number);
    assert_int_equal(2, a->line);
    assert_int_equal(3, b->line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(declaration__carries_construct_id_file_and_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(declarations__every_construct_declares_in_order_of_running,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(declaration__pack_has_no_id, set_up, tear_down),
        cmocka_unit_test_setup_teardown(declaration__file_index_follows_the_files, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(syntax__path_is_index_of_index, set_up, tear_down),
        cmocka_unit_test_setup_teardown(syntax__method_has_base_name_and_arguments, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(syntax__call_of_a_field_stays_a_call, set_up, tear_down),
        cmocka_unit_test_setup_teardown(syntax__calls_take_texts_tables_and_nodes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(syntax__arithmetic_keeps_its_sides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(syntax__constants_keep_their_types, set_up, tear_down),
        cmocka_unit_test_setup_teardown(table__members_are_sorted_and_items_in_order, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(table__later_changes_have_no_effect, set_up, tear_down),
        cmocka_unit_test_setup_teardown(table__one_table_may_stand_in_two_places, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(word__count_is_the_query_and_table_still_has_its_functions,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(word__library_and_text_methods_work_while_loading, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(heading__a_construct_with_an_id_alone_is_a_call, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(line__nodes_take_the_line_where_they_are_made, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(line__nodes_of_a_helpers_caller_keep_the_callers_line,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(function__becomes_a_handle_of_its_own, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("program_declare", tests, NULL, NULL);
}
