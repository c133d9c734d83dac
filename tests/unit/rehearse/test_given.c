/* SPDX-License-Identifier: Apache-2.0 */
/* given.lua: what its functions make of what a scenario gives. */
#include "rehearse/given.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct giving {
    ing_given *given;
    ing_arena arena;
    ing_buf printed;
    libing_error err;
} giving;

static int set_up(void **state)
{
    static giving g;
    g = (giving){ .arena = ING_ARENA_INIT, .printed = ING_BUF_INIT, .err = LIBING_ERROR_INIT };
    *state = &g;
    return 0;
}

static int tear_down(void **state)
{
    giving *g = *state;
    ing_given_free(g->given);
    ing_arena_free(&g->arena);
    ing_buf_free(&g->printed);
    return 0;
}

static libing_status load(giving *g, const char *source)
{
    return ing_given_new(ING_TEXT_LIT("given.lua"), ing_text_of(source), NULL, &g->given, &g->err);
}

static const ing_json *json(giving *g, const char *text)
{
    const ing_json *out = NULL;
    assert_int_equal(LIBING_OK, ing_json_read(&g->arena, ing_text_of(text), &out, NULL));
    return out;
}

static const char *print(giving *g, const ing_json *value)
{
    ing_buf_clear(&g->printed);
    if (value == NULL)
        return "none";
    ing_json_write(value, &g->printed);
    return g->printed.ptr;
}

static void call__gives_requests_and_params(void **state)
{
    giving *g = *state;
    const ing_json *requests, *params;
    assert_int_equal(LIBING_OK, load(g, "return { season = function(days, given)\n"
                                        "  return { { type = 'began', at = given.day, data = { last = days[2] } } }, { s = days }\n"
                                        "end }"));
    assert_int_equal(LIBING_OK, ing_given_call(g->given, ING_TEXT_LIT("season"), json(g, "[\"2024-01-01\",\"2024-03-01\"]"),
                                               json(g, "{\"day\":\"2024-02-02\"}"), &g->arena, &requests, &params, &g->err));
    assert_string_equal("[{\"at\":\"2024-02-02\",\"data\":{\"last\":\"2024-03-01\"},\"type\":\"began\"}]", print(g, requests));
    assert_string_equal("{\"s\":[\"2024-01-01\",\"2024-03-01\"]}", print(g, params));
}

static void call__of_what_gives_nothing_is_none(void **state)
{
    giving *g = *state;
    const ing_json *requests, *params;
    assert_int_equal(LIBING_OK, load(g, "return { no = function() return nil end }"));
    assert_int_equal(LIBING_OK, ing_given_call(g->given, ING_TEXT_LIT("no"), json(g, "\"x\""), json(g, "{}"), &g->arena,
                                               &requests, &params, &g->err));
    assert_string_equal("none", print(g, requests));
    assert_string_equal("none", print(g, params));
}

static void about__tells_names_short_ids_and_the_chain(void **state)
{
    giving *g = *state;
    assert_int_equal(LIBING_OK, load(g, "return { short = { E = 'enterprise' }, chain = { 'filed', 'decided' },\n"
                                        "  b = function() end, a = function() end }"));
    assert_string_equal("[\"a\",\"b\"]", print(g, ing_given_names(g->given)));
    assert_string_equal("{\"E\":\"enterprise\"}", print(g, ing_given_short(g->given)));
    assert_string_equal("[\"filed\",\"decided\"]", print(g, ing_given_chain(g->given)));
}

static void about__of_no_file_is_nothing(void **state)
{
    assert_string_equal("none", print(*state, ing_given_names(NULL)));
    assert_string_equal("none", print(*state, ing_given_short(NULL)));
    assert_string_equal("none", print(*state, ing_given_chain(NULL)));
}

static void file__with_a_mistake_names_its_own_line(void **state)
{
    giving *g = *state;
    assert_int_equal(LIBING_ERR_PACK, load(g, "return {\n  a = function( end,\n}"));
    assert_null(g->given);
    assert_string_equal("given.lua", g->err.file);
    assert_int_equal(2, g->err.line);
}

static void call__that_fails_names_its_own_line(void **state)
{
    giving *g = *state;
    const ing_json *requests, *params;
    assert_int_equal(LIBING_OK, load(g, "return {\n  a = function(value)\n    return value + {}\n  end }"));
    assert_int_equal(LIBING_ERR_RULE, ing_given_call(g->given, ING_TEXT_LIT("a"), json(g, "\"x\""), json(g, "{}"), &g->arena,
                                                     &requests, &params, &g->err));
    assert_int_equal(3, g->err.line);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(call__gives_requests_and_params),
        TEST(call__of_what_gives_nothing_is_none),
        TEST(about__tells_names_short_ids_and_the_chain),
        TEST(about__of_no_file_is_nothing),
        TEST(file__with_a_mistake_names_its_own_line),
        TEST(call__that_fails_names_its_own_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
