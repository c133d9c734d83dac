/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that facts hold: what f reaches, what they may return, and that nothing is left over.
 */
#include "base/mem.h"
#include "script/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct fixture {
    ing_program *program;
    ing_arena arena;
    ing_buf asked;  /* what the host was asked for */
    int64_t nested; /* read("nested") calls this function */
    libing_error err;
} fixture;

static const ing_program_limits usual = { 1000000, 4 * 1024 * 1024, 0 };

static int set_up(void **state)
{
    static fixture all;
    const ing_program_options options = { NULL, NULL, NULL };
    all = (fixture){ NULL, ING_ARENA_INIT, ING_BUF_INIT, 0, LIBING_ERROR_INIT };
    *state = &all;
    return ing_program_new(&options, &all.program, NULL) == LIBING_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *all = *state;
    ing_program_free(all->program);
    ing_arena_free(&all->arena);
    ing_buf_free(&all->asked);
    return 0;
}

/* --- a host ----------------------------------------------------------------------------------- */

static const ing_json *json(fixture *all, const char *text)
{
    const ing_json *out = NULL;
    libing_error err = LIBING_ERROR_INIT;
    if (ing_json_read(&all->arena, ing_text_of(text), &out, &err) != LIBING_OK)
        fail_msg("%s: %s", text, err.message);
    return out;
}

static const ing_function_host *host_of(fixture *all);

/* ev.household = H3, ev.items = a list, ev.none unknown, param.reward.amount = 100, bad.* fails. */
static libing_status host_read(void *ctx, const ing_text *path, size_t count, ing_arena *arena,
                               const ing_json **out, libing_error *err)
{
    fixture *all = ctx;
    (void)arena;
    for (size_t i = 0; i < count; i++) {
        ing_buf_text(&all->asked, i > 0 ? "." : " ");
        ing_buf_slice(&all->asked, path[i]);
    }
    *out = NULL;
    if (ing_text_is(path[count - 1], "ev") || ing_text_is(path[count - 1], "param") ||
        ing_text_is(path[count - 1], "reward"))
        return LIBING_DONE;
    if (ing_text_is(path[count - 1], "household"))
        *out = json(all, "\"H3\"");
    else if (ing_text_is(path[count - 1], "items"))
        *out = json(all, "[{\"kind\":\"W1\",\"yuan\":200},{\"kind\":\"W2\",\"yuan\":300}]");
    else if (ing_text_is(path[count - 1], "amount"))
        *out = json(all, "100");
    else if (ing_text_is(path[count - 1], "nested"))
        return ing_program_call(all->program, all->nested, host_of(all), &usual, &all->arena, out,
                                err);
    else if (!ing_text_is(path[count - 1], "none"))
        return ing_fail(err, LIBING_ERR_CALENDAR, "test.bad", "no day %.*s", "没有 %.*s",
                        ING_TEXT_ARG(path[0]));
    return LIBING_OK;
}

static libing_status host_list(void *ctx, ing_text word, ing_text scope, ing_arena *arena,
                               const ing_json **out, libing_error *err)
{
    fixture *all = ctx;
    (void)arena;
    (void)err;
    ing_buf_printf(&all->asked, " %.*s/%.*s", ING_TEXT_ARG(word), ING_TEXT_ARG(scope));
    *out = ing_text_is(word, "sweep") ? json(all, "[{\"at\":10},{\"at\":40},{\"at\":45}]")
                                      : json(all, "[{\"from\":0,\"to\":60}]");
    return LIBING_OK;
}

static const ing_function_host *host_of(fixture *all)
{
    static ing_function_host host;
    host = (ing_function_host){ all, host_read, host_list };
    return &host;
}

/* --- helpers ---------------------------------------------------------------------------------- */

/* Loads `source`; the handle of the last declaration's `is`. */
static int64_t load(fixture *all, const char *source)
{
    size_t count = 0;
    if (ing_program_run(all->program, ing_text_of("a.lua"), ing_text_of(source), &all->err) !=
        LIBING_OK)
        fail_msg("%s", all->err.message);
    const ing_problem *problems = ing_program_problems(all->program, &count);
    if (count > 0)
        fail_msg("%.*s", ING_TEXT_ARG(problems[0].en));
    const ing_declaration *made = ing_program_declarations(all->program, &count);
    assert_true(count > 0);
    const ing_syntax *body = made[count - 1].body;
    for (size_t i = 0; i < body->member_count; i++) {
        if (ing_text_is(body->members[i].name, "is"))
            return body->members[i].value->number;
    }
    fail_msg("no `is`");
    return 0;
}

static int64_t load_body(fixture *all, const char *body)
{
    ing_buf source = ING_BUF_INIT;
    ing_buf_printf(&source, "fact \"x\" { is = function(f)\n%s\nend }", body);
    int64_t function = load(all, source.ptr);
    ing_buf_free(&source);
    return function;
}

static libing_status call(fixture *all, int64_t function, const ing_json **out)
{
    return ing_program_call(all->program, function, host_of(all), &usual, &all->arena, out,
                            &all->err);
}

static void assert_value(void **state, const char *expected, const char *body)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    ing_buf text = ING_BUF_INIT;
    libing_status status = call(all, load_body(all, body), &value);
    if (status != LIBING_OK)
        fail_msg("%s: %s", body, all->err.message);
    if (value != NULL)
        ing_json_write(value, &text);
    else
        ing_buf_text(&text, "nil");
    assert_string_equal(expected, text.ptr);
    ing_buf_free(&text);
}

/* The call fails with this, in the second line of a.lua. */
static void assert_blocked(void **state, const char *body, libing_status expected)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    libing_status status = call(all, load_body(all, body), &value);
    if (status != expected)
        fail_msg("%s gives %s: %s", body, libing_status_name(status), all->err.message);
    assert_null(value);
    assert_string_equal("a.lua", all->err.file);
}

/* --- values ----------------------------------------------------------------------------------- */

static void call__gives_values_of_every_kind(void **state)
{
    assert_value(state, "7", "return 7");
    assert_value(state, "true", "return 1 < 2");
    assert_value(state, "\"文\"", "return '文'");
    assert_value(state, "nil", "return nil");
    assert_value(state, "nil", "");
    assert_value(state, "[1,\"a\",[true]]", "return { 1, 'a', { true } }");
    assert_value(state, "{\"a\":1,\"b\":[2]}", "return { b = { 2 }, a = 1 }");
}

static void call__refuses_what_is_no_value(void **state)
{
    assert_blocked(state, "return 1.5", LIBING_ERR_RULE);
    assert_blocked(state, "return f", LIBING_ERR_RULE);
    assert_blocked(state, "return f.ev", LIBING_ERR_RULE);
    assert_blocked(state, "return function() end", LIBING_ERR_RULE);
    assert_blocked(state, "return { [2] = 1 }", LIBING_ERR_RULE);
}

static void call__unknown_handle_is_invalid(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    assert_int_equal(LIBING_ERR_INVALID, call(all, 0, &value));
    assert_int_equal(LIBING_ERR_INVALID, call(all, 99, &value));
}

static void call__function_of_a_file_that_failed_is_invalid(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    static const char failing[] =
        "local t = { }\nfact \"x\" { is = function(f) return t end }\nerror('x')";
    libing_status status =
        ing_program_run(all->program, ing_text_of("b.lua"), ing_text_of(failing), NULL);
    assert_int_equal(LIBING_OK, status);
    assert_int_equal(LIBING_OK,
                     ing_program_run(all->program, ing_text_of("a.lua"), ing_text_of(""), NULL));
    size_t count = 0;
    (void)ing_program_problems(all->program, &count);
    assert_int_equal(1, count);
    assert_int_equal(LIBING_ERR_INVALID, call(all, 1, &value));
}

/* --- f ---------------------------------------------------------------------------------------- */

static void f__reads_paths_of_every_length(void **state)
{
    assert_value(state, "\"H3\"", "return f.ev.household");
    assert_value(state, "150", "local p = f.param return p.reward.amount + 50");
    assert_value(state, "true", "return f.ev.none == nil");
}

static void f__asks_the_host_once_for_a_path(void **state)
{
    fixture *all = *state;
    assert_value(state, "true",
                 "for i = 1, 3 do if f.ev.household ~= 'H3' or f.ev.none ~= nil then return false "
                 "end end return true");
    assert_string_equal(" ev ev.household ev.none", all->asked.ptr);
}

static void f__lists_and_records_are_read_only_values(void **state)
{
    assert_value(state, "500",
                 "local s = 0 for _, it in ipairs(f.ev.items) do s = s + it.yuan end return s");
    assert_value(state, "2", "return count(f.ev.items)");
    assert_value(state, "[{\"kind\":\"W1\",\"yuan\":200},{\"kind\":\"W2\",\"yuan\":300}]",
                 "return f.ev.items");
    assert_blocked(state, "f.ev.items[1].yuan = 0", LIBING_ERR_RULE);
    assert_blocked(state, "f.ev.items[3] = 0", LIBING_ERR_RULE);
    assert_blocked(state, "f.ev = 0", LIBING_ERR_RULE);
}

static void f__list_takes_a_word_and_a_scope(void **state)
{
    fixture *all = *state;
    assert_value(state, "45", "local t = f.list 'sweep' return t[3].at");
    assert_value(
        state, "3",
        "f.list('sweep', 'store') f.list('sweep', 'party') return count(f.list('sweep', 'store'))");
    assert_string_equal(" sweep/ sweep/store sweep/party", all->asked.ptr);
    assert_blocked(state, "return f.list('sweep', 'case')", LIBING_ERR_RULE);
    assert_blocked(state, "return f.list()", LIBING_ERR_RULE);
}

static void f__the_sweep_gap_of_the_language_page(void **state)
{
    assert_value(state, "30",
                 "local worst = 0\n"
                 "for _, run in ipairs(f.list 'plant_operating') do\n"
                 "  local at = run.from\n"
                 "  for _, s in ipairs(f.list 'sweep') do\n"
                 "    if s.at >= run.from and s.at <= run.to then worst = math.max(worst, s.at - "
                 "at); at = s.at end\n"
                 "  end\n"
                 "  worst = math.max(worst, run.to - at)\n"
                 "end\n"
                 "return worst");
}

static void f__odd_keys_and_long_paths_are_refused(void **state)
{
    assert_blocked(state, "return f[1]", LIBING_ERR_RULE);
    assert_blocked(state, "return f[true]", LIBING_ERR_RULE);
    assert_blocked(state, "local p = f for i = 1, 40 do p = p.ev end", LIBING_ERR_RULE);
}

static void host__failure_comes_out_unchanged(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    assert_int_equal(LIBING_ERR_CALENDAR, call(all, load_body(all, "return f.bad"), &value));
    assert_string_equal("no day bad", all->err.message);
    assert_string_equal("test.bad", all->err.id);
    assert_int_equal(LIBING_ERR_CALENDAR, all->err.code);
    assert_value(state, "1", "return 1");
}

static void host__failure_speaks_the_callers_language(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    ing_error_language(&all->err, "zh");
    assert_int_equal(LIBING_ERR_CALENDAR, call(all, load_body(all, "return f.bad"), &value));
    assert_string_equal("没有 bad", all->err.message);
}

static void host__may_call_another_function_meanwhile(void **state)
{
    fixture *all = *state;
    all->nested = load_body(all, "return f.param.reward.amount * 2");
    assert_value(state, "201", "local x = f.nested return x + 1");
}

static void host__failure_of_the_inner_function_comes_out(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    all->nested = load_body(all, "error('inner')");
    assert_int_equal(LIBING_ERR_RULE, call(all, load_body(all, "return f.nested"), &value));
    assert_string_equal("inner", all->err.message);
    assert_int_equal(2, all->err.line);
}

/* --- words and state -------------------------------------------------------------------------- */

static void word__is_gone_when_a_function_runs(void **state)
{
    assert_blocked(state, "return case", LIBING_ERR_RULE);
    assert_blocked(state, "return days(3)", LIBING_ERR_RULE);
    assert_blocked(state, "return table 'x'", LIBING_ERR_RULE);
    assert_value(state, "2", "return count { 'a', 'b' }");
    assert_value(state, "\"a-b\"", "return table.concat({ 'a', 'b' }, '-')");
}

static void word__that_a_function_holds_is_of_no_use(void **state)
{
    static const char *const uses[] = { "t.b",   "t(1)", "t + 1",     "t:is(1)",
                                        "t < 1", "t",    "\"a\" .. t" };
    fixture *all = *state;
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        ing_buf source = ING_BUF_INIT;
        const ing_json *value = NULL;
        ing_buf_printf(&source, "local t = case.a fact \"x\" { t, is = function(f) return %s end }",
                       uses[i]);
        assert_int_equal(LIBING_ERR_RULE, call(all, load(all, source.ptr), &value));
        ing_buf_free(&source);
    }
}

static void word__is_gone_after_a_file_that_failed(void **state)
{
    fixture *all = *state;
    int64_t function = load_body(all, "return count { 'a', 'b' }");
    const ing_json *value = NULL;
    assert_int_equal(LIBING_OK, ing_program_run(all->program, ing_text_of("b.lua"),
                                                ing_text_of("error('x')"), NULL));
    assert_int_equal(LIBING_OK, call(all, function, &value));
    assert_int_equal(2, value->number);
}

static void state__a_changed_upvalue_is_refused_and_put_back(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    int64_t function =
        load(all, "local n = 0\nfact \"x\" { is = function(f)\n n = n + 1 return n end }");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(LIBING_ERR_RULE, call(all, function, &value));
        assert_null(value);
        assert_string_equal("a.lua", all->err.file);
    }
    function = load(all, "local n = 5\nfact \"y\" { is = function(f) return n end }");
    assert_int_equal(LIBING_OK, call(all, function, &value));
    assert_int_equal(5, value->number);
}

static void state__a_failed_call_leaves_upvalues_as_they_were(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    int64_t function = load(all, "local n = 0\nfact \"x\" { is = function(f)\n"
                                 " if n > 0 then return n end n = 1 error('stop') end }");
    assert_int_equal(LIBING_ERR_RULE, call(all, function, &value));
    assert_string_equal("stop", all->err.message);
    assert_int_equal(LIBING_ERR_RULE, call(all, function, &value));
    assert_string_equal("stop", all->err.message);
}

static void state__f_cannot_be_kept(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    int64_t function =
        load(all, "local g\nfact \"x\" { is = function(f)\n if g then return g.ev.household end"
                  " g = f return 1 end }");
    assert_int_equal(LIBING_ERR_RULE, call(all, function, &value));
    assert_int_equal(LIBING_ERR_RULE, call(all, function, &value));
}

/* --- limits ----------------------------------------------------------------------------------- */

static void limit__endless_loop_ends_with_its_place(void **state)
{
    fixture *all = *state;
    assert_blocked(state, "while true do end", LIBING_ERR_LIMIT);
    assert_int_equal(2, all->err.line);
    assert_value(state, "1", "return 1");
}

static void limit__memory_ends_with_its_place(void **state)
{
    assert_blocked(state, "local t = {} for i = 1, 1e6 do t[i] = { i } end", LIBING_ERR_LIMIT);
    assert_value(state, "1", "return 1");
}

static void limit__asking_for_ever_is_bounded(void **state)
{
    assert_blocked(state, "while true do local x = f.ev.household end", LIBING_ERR_LIMIT);
    assert_blocked(state, "while true do local x = f.list 'sweep' end", LIBING_ERR_LIMIT);
}

static void limit__timeout_is_the_hosts(void **state)
{
    fixture *all = *state;
    const ing_json *value = NULL;
    const ing_program_limits brief = { INT64_C(1000000000000), 4 * 1024 * 1024, 20 };
    int64_t function = load_body(all, "while true do end");
    assert_int_equal(LIBING_ERR_TIMEOUT, ing_program_call(all->program, function, host_of(all),
                                                          &brief, &all->arena, &value, &all->err));
    assert_string_equal("a.lua", all->err.file);
}

static void error__carries_file_and_line(void **state)
{
    fixture *all = *state;
    assert_blocked(state, "local x\nreturn x.y", LIBING_ERR_RULE);
    assert_int_equal(3, all->err.line);
    assert_blocked(state, "error({})", LIBING_ERR_RULE);
    assert_int_equal(1, all->err.line);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(call__gives_values_of_every_kind),
        TEST(call__refuses_what_is_no_value),
        TEST(call__unknown_handle_is_invalid),
        TEST(call__function_of_a_file_that_failed_is_invalid),
        TEST(f__reads_paths_of_every_length),
        TEST(f__asks_the_host_once_for_a_path),
        TEST(f__lists_and_records_are_read_only_values),
        TEST(f__list_takes_a_word_and_a_scope),
        TEST(f__the_sweep_gap_of_the_language_page),
        TEST(f__odd_keys_and_long_paths_are_refused),
        TEST(host__failure_comes_out_unchanged),
        TEST(host__failure_speaks_the_callers_language),
        TEST(host__may_call_another_function_meanwhile),
        TEST(host__failure_of_the_inner_function_comes_out),
        TEST(word__is_gone_when_a_function_runs),
        TEST(word__that_a_function_holds_is_of_no_use),
        TEST(word__is_gone_after_a_file_that_failed),
        TEST(state__a_changed_upvalue_is_refused_and_put_back),
        TEST(state__a_failed_call_leaves_upvalues_as_they_were),
        TEST(state__f_cannot_be_kept),
        TEST(limit__endless_loop_ends_with_its_place),
        TEST(limit__memory_ends_with_its_place),
        TEST(limit__asking_for_ever_is_bounded),
        TEST(limit__timeout_is_the_hosts),
        TEST(error__carries_file_and_line),
    };
    return cmocka_run_group_tests_name("program_call", tests, NULL, NULL);
}
