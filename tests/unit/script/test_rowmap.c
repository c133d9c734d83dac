/* SPDX-License-Identifier: Apache-2.0 */
/* Row maps: a function from a row of texts to a request. */
#include "script/rowmap.h"
#include "script_run.h"

#include <string.h>

typedef struct mapping {
    ing_rowmap *map;
    ing_arena arena;
    ing_buf printed;
    libing_error err;
} mapping;

static int set_up(void **state)
{
    static mapping m;

    m = (mapping){ .arena = ING_ARENA_INIT, .err = LIBING_ERROR_INIT };
    *state = &m;
    return 0;
}

static int tear_down(void **state)
{
    mapping *m = *state;

    ing_rowmap_free(m->map);
    ing_arena_free(&m->arena);
    ing_buf_free(&m->printed);
    return 0;
}

static libing_status load(mapping *m, const char *source)
{
    ing_rowmap_free(m->map);
    m->map = NULL;
    m->err = (libing_error)LIBING_ERROR_INIT;
    return ing_rowmap_new(ING_TEXT_LIT("map.lua"), ing_text_of(source), NULL, NULL, &m->map,
                          &m->err);
}

static const char *apply(mapping *m, const char *row)
{
    const ing_json *in = NULL;
    const ing_json *out = NULL;

    ing_arena_reset(&m->arena);
    ing_buf_clear(&m->printed);
    m->err = (libing_error)LIBING_ERROR_INIT;
    assert_int_equal(LIBING_OK, ing_json_read(&m->arena, ing_text_of(row), &in, &m->err));
    if (ing_rowmap_apply(m->map, in, &m->arena, &out, &m->err) != LIBING_OK)
        return m->err.message;
    if (out == NULL)
        return "nil";
    ing_json_write(out, &m->printed);
    return m->printed.ptr;
}

static void expect(void **state, const char *expected, const char *source, const char *row)
{
    assert_int_equal(LIBING_OK, load(*state, source));
    assert_string_equal(expected, apply(*state, row));
}

static void row__becomes_a_request_or_nothing(void **state)
{
    const char *source =
        "local function kind(code) if code == 'P' then return 'payment' end return 'other' end\n"
        "return function(row)\n"
        "  if row.skip == 'yes' then return nil end\n"
        "  return { type = kind(row.code), at = date(row.day), actor = { role = 'clerk' },\n"
        "           fields = { amount = cents(row.amount), points = integer(row.points), late = "
        "row.late == '1' } }\n"
        "end";

    expect(state,
           "{\"actor\":{\"role\":\"clerk\"},\"at\":\"2006-07-24\",\"fields\":{\"amount\":3500,"
           "\"late\":false,\"points\":-2},"
           "\"type\":\"payment\"}",
           source,
           "{\"skip\":\"\",\"code\":\"P\",\"day\":\"2006-07-24\",\"amount\":\"35.00\",\"points\":"
           "\"-2\",\"late\":\"0\"}");
    assert_string_equal("nil", apply(*state, "{\"skip\":\"yes\"}"));
}

static void amounts__are_exact_and_have_at_most_two_decimals(void **state)
{
    const char *source = "return function(row) return { n = cents(row.n) } end";

    expect(state, "{\"n\":3500}", source, "{\"n\":\"35\"}");
    assert_string_equal("{\"n\":3550}", apply(*state, "{\"n\":\"35.5\"}"));
    assert_string_equal("{\"n\":-5}", apply(*state, "{\"n\":\"-0.05\"}"));
    assert_string_equal("{\"n\":29}", apply(*state, "{\"n\":\"0.29\"}"));
    assert_string_equal("'35.005' is no amount with at most two decimals",
                        apply(*state, "{\"n\":\"35.005\"}"));
    assert_string_equal("'1,5' is no amount with at most two decimals",
                        apply(*state, "{\"n\":\"1,5\"}"));
    assert_string_equal("'5.' is no amount with at most two decimals",
                        apply(*state, "{\"n\":\"5.\"}"));
    assert_string_equal("'.5' is no amount with at most two decimals",
                        apply(*state, "{\"n\":\".5\"}"));
    assert_string_equal("'99999999999999999999' is no amount with at most two decimals",
                        apply(*state, "{\"n\":\"99999999999999999999\"}"));
}

static void empty_cells__are_nil_and_convert_to_nil(void **state)
{
    const char *source = "return function(row) return { n = cents(row.n), i = integer(row.n), "
                         "d = date(row.n), ok = row.n == nil } end";

    expect(state, "{\"ok\":true}", source, "{\"n\":\"\"}");
}

static void integers_and_dates__are_checked(void **state)
{
    expect(state, "{\"n\":12}", "return function(row) return { n = integer(row.n) } end",
           "{\"n\":\"12\"}");
    assert_string_equal("'1.0' is no integer", apply(*state, "{\"n\":\"1.0\"}"));
    assert_string_equal("'-' is no integer", apply(*state, "{\"n\":\"-\"}"));
    expect(state, "'2006-02-30' is no date like 2006-07-24",
           "return function(row) return { d = date(row.d) } end", "{\"d\":\"2006-02-30\"}");
}

static void error_of_a_row__names_file_and_line(void **state)
{
    mapping *m = *state;

    expect(state, "there is no 'amuont'", "return function(row)\n  return { n = row.amuont }\nend",
           "{\"amount\":\"1\"}");
    assert_int_equal(LIBING_ERR_RULE, m->err.code);
    assert_string_equal("map.lua", m->err.file);
    assert_int_equal(2, m->err.line);
    expect(state, "this value is read-only", "return function(row) row.x = '1' end", "{}");
    expect(state, "the function returns neither nil nor a record",
           "return function(row) return 5 end", "{}");
    expect(state, "the function returns neither nil nor a record",
           "return function(row) return { 1 } end", "{}");
    expect(state, "unknown name 'ev'", "return function(row) return ev end", "{}");
}

static void row__that_hangs_ends_and_the_next_is_mapped(void **state)
{
    mapping *m = *state;

    expect(state, "more than 1000000 instruction units were used",
           "return function(row) while row.n == '1' do end return { n = row.n } end",
           "{\"n\":\"1\"}");
    assert_int_equal(LIBING_ERR_LIMIT, m->err.code);
    assert_string_equal("{\"n\":\"2\"}", apply(m, "{\"n\":\"2\"}"));
}

static void state_between_rows__is_refused(void **state)
{
    expect(state, "the map changed a variable outside its function",
           "local n = 0 return function(row) n = n + 1 return { n = n } end", "{}");
    assert_string_equal("the map changed a variable outside its function", apply(*state, "{}"));
}

static void file_that_is_no_map__is_refused_with_its_place(void **state)
{
    mapping *m = *state;

    assert_int_equal(LIBING_ERR_PACK, load(m, "return 1"));
    assert_string_equal("the file returns a number, not a function of one row", m->err.message);
    assert_string_equal("map.lua", m->err.file);
    assert_int_equal(LIBING_ERR_PACK, load(m, "return\nfunction(row) return #row end"));
    assert_string_equal("lexer.length", m->err.id);
    assert_int_equal(2, m->err.line);
    assert_int_equal(22, m->err.column);
    assert_int_equal(LIBING_ERR_PACK, load(m, "return math.max"));
    assert_int_equal(LIBING_ERR_PACK, load(m, "\nreturn os.time"));
    assert_int_equal(2, m->err.line);
    assert_int_equal(LIBING_ERR_LIMIT, load(m, "while true do end"));
    assert_null(m->map);
}

#define MAP_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = { MAP_TEST(row__becomes_a_request_or_nothing),
                                        MAP_TEST(amounts__are_exact_and_have_at_most_two_decimals),
                                        MAP_TEST(empty_cells__are_nil_and_convert_to_nil),
                                        MAP_TEST(integers_and_dates__are_checked),
                                        MAP_TEST(error_of_a_row__names_file_and_line),
                                        MAP_TEST(row__that_hangs_ends_and_the_next_is_mapped),
                                        MAP_TEST(state_between_rows__is_refused),
                                        MAP_TEST(file_that_is_no_map__is_refused_with_its_place) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
