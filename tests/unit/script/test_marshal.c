/* SPDX-License-Identifier: Apache-2.0 */
/* Values out of Lua by type, into Lua read-only. */
#include "script/internal.h"
#include "script_run.h"

#include <lauxlib.h>
#include <string.h>

typedef struct crossing {
    const char *source; /* a chunk whose only argument is `in` */
    const ing_json *in, *out;
    ing_arena *arena;
    unsigned flags;
    bool is_strict;
} crossing;

static void cross(lua_State *L, void *ctx)
{
    crossing *c = ctx;

    ing_script_compile(L, ing_text_of(c->source), ING_TEXT_LIT("rule"));
    ing_value_push(L, c->in, c->is_strict);
    lua_call(L, 1, 1);
    c->out = ing_value_take(L, -1, c->arena, c->flags);
}

static const char *outcome(script_fixture *f, crossing *c, const char *in)
{
    ing_program_limits limits = ING_EVALUATE_LIMITS;

    ing_buf_clear(&f->printed);
    ing_arena_reset(&f->arena);
    c->arena = &f->arena;
    f->err = (libing_error)LIBING_ERROR_INIT;
    if (in != NULL)
        assert_int_equal(LIBING_OK, ing_json_read(&f->arena, ing_text_of(in), &c->in, &f->err));
    if (ing_script_run(f->script, &limits, LIBING_ERR_RULE, cross, c, NULL, &f->err) != LIBING_OK)
        return f->err.message;
    if (c->out == NULL)
        return "nil";
    ing_json_write(c->out, &f->printed);
    return f->printed.ptr;
}

static void expect(void **state, const char *expected, const char *source, const char *in,
                   unsigned flags)
{
    crossing c = { .source = source, .flags = flags };
    const char *got = outcome(*state, &c, in);

    if (strcmp(expected, got) != 0)
        print_error("script: %s\n", source);
    assert_string_equal(expected, got);
}

static void results__are_integers_booleans_texts_and_lists(void **state)
{
    expect(state, "nil", "return nil", NULL, 0);
    expect(state, "-1", "return -1", NULL, 0);
    expect(state, "true", "return true", NULL, 0);
    expect(state, "\"x\"", "return 'x'", NULL, 0);
    expect(state, "[]", "return {}", NULL, 0);
    expect(state, "[1,[true,\"a\"]]", "return { 1, { true, 'a' } }", NULL, 0);
    expect(state, "[1,2]", "local t = {} t[2] = 2 t[1] = 1 return t", NULL, 0);
    expect(state, "[1]", "return { [1.0] = 1 }", NULL, 0);
}

static void results__of_other_kinds_are_refused(void **state)
{
    expect(state, "the result holds 1.5, which is no integer: use //", "return 1.5", NULL, 0);
    expect(state, "the result holds 3.0, which is no integer: use //", "return { 3.0 }", NULL, 0);
    expect(state, "the result holds a function, which is no value", "return { pairs }", NULL, 0);
    expect(state, "the result holds a userdata, which is no value", "return math", NULL, 0);
    expect(state, "the result holds a table whose keys are not exactly 1 to n",
           "return { 1, nil, 3 }", NULL, 0);
    expect(state, "the result holds a table whose keys are not exactly 1 to n", "return { a = 1 }",
           NULL, 0);
    expect(state, "the result holds a table whose keys are not exactly 1 to n",
           "return { [0] = 1 }", NULL, 0);
    expect(state, "the result holds a table whose keys are not exactly 1 to n",
           "return { [1.5] = 1 }", NULL, 0);
}

static void lists__are_at_most_8_deep(void **state)
{
    expect(state, "[[[[[[[[]]]]]]]]", "return {{{{{{{{}}}}}}}}", NULL, 0);
    expect(state, "the result is more than 8 tables deep", "return {{{{{{{{{}}}}}}}}}", NULL, 0);
}

static void records__are_read_where_they_are_allowed(void **state)
{
    expect(state, "{\"a\":{\"c\":[1]},\"b\":\"x\"}", "return { b = 'x', a = { c = { 1 } } }", NULL,
           ING_VALUE_RECORDS);
    expect(state, "the result holds a table that is neither a list nor a record",
           "return { 1, a = 2 }", NULL, ING_VALUE_RECORDS);
    expect(state, "the result holds a table that is neither a list nor a record",
           "return { [true] = 2 }", NULL, ING_VALUE_RECORDS);
}

static void values_of_the_log__are_utf8_and_53_bits(void **state)
{
    expect(state, "the result holds a text that is not UTF-8", "return '\\xff'", NULL,
           ING_VALUE_JSON);
    expect(state, "the result holds a text that is not UTF-8", "return { ['\\0'] = 1 }", NULL,
           ING_VALUE_JSON | ING_VALUE_RECORDS);
    expect(state, "9007199254740991", "return 9007199254740991", NULL, ING_VALUE_JSON);
    expect(state, "the result holds 9007199254740992, beyond 53 bits", "return 9007199254740992",
           NULL, ING_VALUE_JSON);
    expect(state, "the result holds -9007199254740992, beyond 53 bits", "return -9007199254740992",
           NULL, ING_VALUE_JSON);
}

static void read_only_values__are_read_like_tables(void **state)
{
    const char *in = "{\"list\":[3,1,2],\"name\":\"x\",\"deep\":{\"yes\":true}}";

    expect(state, "[\"x\",true,3,true]",
           "local v = ... return { v.name, v.deep.yes, v.list[1], v.list[4] == nil }", in, 0);
    expect(
        state, "[3,\"3,1,2\",3,1,2]",
        "local v = ... return { count(v.list), table.concat(v.list, ','), table.unpack(v.list) }",
        in, 0);
    expect(state, "6", "local n = 0 for _, x in ipairs((...).list) do n = n + x end return n", in,
           0);
    expect(state, "\"deep list name \"",
           "local s = '' for k in pairs(...) do s = s .. k .. ' ' end return s", in, 0);
    expect(
        state, "\"1=3 2=1 3=2 \"",
        "local s = '' for k, v in pairs((...).list) do s = s .. k .. '=' .. v .. ' ' end return s",
        in, 0);
    expect(state, "true", "return (...).nothing == nil", in, 0);
}

static void read_only_values__are_given_back_as_copies(void **state)
{
    expect(state, "[3,1,2]", "return (...).list", "{\"list\":[3,1,2]}", 0);
    expect(state, "{\"list\":[3,{\"a\":\"b\"}]}", "return ...", "{\"list\":[3,{\"a\":\"b\"}]}",
           ING_VALUE_RECORDS);
    expect(state, "the result holds a userdata, which is no value", "return ...", "{\"list\":[3]}",
           0);
}

static void read_only_values__cannot_be_written(void **state)
{
    const char *in = "{\"list\":[3,1,2]}";

    expect(state, "this value is read-only", "(...).x = 1", in, 0);
    expect(state, "this value is read-only", "(...).list[1] = 1", in, 0);
    expect(state, "this value is read-only", "table.sort((...).list)", in, 0);
    expect(state, "this value is read-only", "table.insert((...).list, 1)", in, 0);
    expect(state, "this value is read-only", "table.remove((...).list)", in, 0);
}

static void strict_objects__raise_for_a_member_that_they_lack(void **state)
{
    crossing c = { .source = "return (...).nmae", .is_strict = true };

    assert_string_equal("there is no 'nmae'", outcome(*state, &c, "{\"name\":\"x\"}"));
    c.source = "return (...)[1].nmae";
    assert_string_equal("there is no 'nmae'", outcome(*state, &c, "[{\"name\":\"x\"}]"));
}

static void keep_value(lua_State *L, void *ctx)
{
    ing_value_push(L, ctx, false);
    lua_setfield(L, LUA_REGISTRYINDEX, "kept");
}

static void use_kept(lua_State *L, void *ctx)
{
    (void)ctx;
    ing_script_compile(L, ING_TEXT_LIT("return (...)[1]"), ING_TEXT_LIT("rule"));
    lua_getfield(L, LUA_REGISTRYINDEX, "kept");
    lua_call(L, 1, 1);
}

static void value_of_an_earlier_evaluation__is_not_read(void **state)
{
    script_fixture *f = *state;
    ing_program_limits limits = ING_EVALUATE_LIMITS;
    ing_json item = ing_json_of_integer(1);
    ing_json list = { .type = ING_JSON_LIST, .count = 1, .items = &item };

    assert_int_equal(LIBING_OK, ing_script_run(f->script, &limits, LIBING_ERR_RULE, keep_value,
                                               &list, NULL, &f->err));
    assert_int_equal(LIBING_ERR_RULE, ing_script_run(f->script, &limits, LIBING_ERR_RULE, use_kept,
                                                     NULL, NULL, &f->err));
    assert_string_equal("a value of an earlier evaluation was kept", f->err.message);
}

static void results__count_towards_memory(void **state)
{
    script_fixture *f = *state;

    (void)script_run(f, "local t = {} for i = 1, 100 do t[i] = ('x'):rep(60000) end return t");
    assert_int_equal(ING_VERDICT_LIMIT_MEMORY, f->verdict);
}

#define SCRIPT_TEST(name) cmocka_unit_test_setup_teardown(name, script_setup, script_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = { SCRIPT_TEST(results__are_integers_booleans_texts_and_lists),
                                        SCRIPT_TEST(results__of_other_kinds_are_refused),
                                        SCRIPT_TEST(lists__are_at_most_8_deep),
                                        SCRIPT_TEST(records__are_read_where_they_are_allowed),
                                        SCRIPT_TEST(values_of_the_log__are_utf8_and_53_bits),
                                        SCRIPT_TEST(read_only_values__are_read_like_tables),
                                        SCRIPT_TEST(read_only_values__are_given_back_as_copies),
                                        SCRIPT_TEST(read_only_values__cannot_be_written),
                                        SCRIPT_TEST(
                                            strict_objects__raise_for_a_member_that_they_lack),
                                        SCRIPT_TEST(value_of_an_earlier_evaluation__is_not_read),
                                        SCRIPT_TEST(results__count_towards_memory) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
