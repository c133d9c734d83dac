/* SPDX-License-Identifier: Apache-2.0 */
/* Building values, looking them up, comparing them. */
#include "base/mem.h"
#include "json/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int set_up(void **state)
{
    static ing_arena arena;
    arena = (ing_arena)ING_ARENA_INIT;
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    ing_arena_free(*state);
    return 0;
}

static void assert_written(const char *expected, const ing_json *value)
{
    ing_buf out = ING_BUF_INIT;
    assert_non_null(value);
    ing_json_write(value, &out);
    assert_string_equal(expected, out.ptr);
    ing_buf_free(&out);
}

static const ing_json *read_ok(ing_arena *arena, const char *text)
{
    const ing_json *value = NULL;
    assert_int_equal(LIBING_OK, ing_json_read(arena, ing_text_of(text), &value, NULL));
    return value;
}

static void builder__members_put_in_any_order_are_sorted(void **state)
{
    ing_json_builder b = ing_json_begin(*state);
    ing_json_put_text(&b, "type", ING_TEXT_LIT("report_filed"));
    ing_json_put_integer(&b, "seq", 41);
    ing_json_put_boolean(&b, "late", false);
    ing_json_put(&b, ING_TEXT_LIT("案"), read_ok(*state, "[1]"));
    ing_json_put(&b, ING_TEXT_LIT(""), read_ok(*state, "{}"));
    assert_written("{\"\":{},\"late\":false,\"seq\":41,\"type\":\"report_filed\",\"案\":[1]}",
                   ing_json_end_object(&b));
}

static void builder__later_value_of_a_key_replaces(void **state)
{
    ing_json_builder b = ing_json_begin(*state);
    ing_json_put_integer(&b, "b", 1);
    ing_json_put_integer(&b, "a", 1);
    ing_json_put_integer(&b, "b", 2);
    ing_json_put_integer(&b, "b", 3);
    const ing_json *value = ing_json_end_object(&b);
    assert_written("{\"a\":1,\"b\":3}", value);
    assert_int_equal(2, value->count);
}

static void builder__replacing_works_among_many(void **state)
{
    static char keys[200][8];
    ing_json_builder b = ing_json_begin(*state);
    for (int round = 0; round < 3; round++) {
        for (int i = 199; i >= 0; i--) {
            ing_buf key = ING_BUF_INIT;
            ing_buf_printf(&key, "k%03d", i);
            memcpy(keys[i], key.ptr, key.len + 1);
            ing_buf_free(&key);
            ing_json_put_integer(&b, keys[i], i * 10 + round);
        }
    }
    const ing_json *value = ing_json_end_object(&b);
    assert_int_equal(200, value->count);
    for (int i = 0; i < 200; i++)
        assert_int_equal(i * 10 + 2, ing_json_integer(value, keys[i], -1));
}

static void builder__absent_texts_and_null_values_are_left_out(void **state)
{
    ing_json_builder b = ing_json_begin(*state);
    ing_json_put_text(&b, "case", ING_TEXT_NONE);
    ing_json_put_text(&b, "note", ING_TEXT_LIT(""));
    ing_json_put(&b, ING_TEXT_LIT("data"), NULL);
    assert_written("{\"note\":\"\"}", ing_json_end_object(&b));
}

static void builder__lists_keep_their_order(void **state)
{
    ing_json two = ing_json_of_integer(2), yes = ing_json_of_boolean(true);
    ing_json word = ing_json_of_text(ING_TEXT_LIT("a")), none = ing_json_of_text(ING_TEXT_NONE);
    ing_json_builder b = ing_json_begin(*state);
    ing_json_add(&b, &two);
    ing_json_add(&b, &yes);
    ing_json_add(&b, &word);
    ing_json_add(&b, NULL);
    ing_json_add(&b, &none);
    assert_written("[2,true,\"a\",\"\"]", ing_json_end_list(&b));
}

static void builder__empty_object_and_list_are_values(void **state)
{
    ing_json_builder object = ing_json_begin(*state), list = ing_json_begin(*state);
    assert_written("{}", ing_json_end_object(&object));
    assert_written("[]", ing_json_end_list(&list));
}

/* {"a":{"list":[0..19]},"b":…} with an inner part that is NULL when it could not be built. */
static const ing_json *build_nested(ing_arena *arena)
{
    ing_json_builder list = ing_json_begin(arena);
    for (int i = 0; i < 20; i++) {
        ing_json number = ing_json_of_integer(i);
        ing_json_add(&list, &number);
    }
    ing_json_builder inner = ing_json_begin(arena), outer = ing_json_begin(arena);
    ing_json_put(&inner, ING_TEXT_LIT("list"), ing_json_end_list(&list));
    ing_json_put(&outer, ING_TEXT_LIT("b"), read_ok(arena, "1"));
    ing_json_put(&outer, ING_TEXT_LIT("a"), ing_json_end_object(&inner));
    return ing_json_end_object(&outer);
}

static void builder__part_that_could_not_be_built_makes_the_whole_null(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    const ing_json *whole = build_nested(&arena);
    size_t needed = arena.used_bytes;
    assert_int_equal(2, whole->count);
    for (size_t limit = 600; limit < needed; limit += 16) {
        ing_arena_reset(&arena);
        arena.limit_bytes = limit;
        ing_json_builder list = ing_json_begin(&arena), outer = ing_json_begin(&arena);
        ing_json one = ing_json_of_integer(1);
        for (int i = 0; i < 20; i++)
            ing_json_add(&list, &one);
        const ing_json *part = ing_json_end_list(&list);
        ing_json_put(&outer, ING_TEXT_LIT("list"), part);
        const ing_json *value = ing_json_end_object(&outer);
        assert_true(value == NULL || (part != NULL && value->count == 1));
    }
    ing_arena_reset(&arena);
    arena.limit_bytes = 0;
    assert_non_null(build_nested(&arena));
    ing_arena_free(&arena);
}

static void lookup__finds_each_key_and_nothing_else(void **state)
{
    const ing_json *value = read_ok(*state, "{\"a\":1,\"ab\":2,\"b\":\"x\",\"案\":true}");
    assert_int_equal(1, ing_json_get(value, "a")->number);
    assert_int_equal(2, ing_json_get(value, "ab")->number);
    assert_true(ing_json_find(value, ING_TEXT_LIT("案"))->truth);
    assert_null(ing_json_get(value, ""));
    assert_null(ing_json_get(value, "aa"));
    assert_null(ing_json_get(value, "c"));
    assert_null(ing_json_get(NULL, "a"));
    assert_null(ing_json_get(read_ok(*state, "[1]"), "a"));
}

static void lookup__another_type_is_as_if_it_were_not_there(void **state)
{
    const ing_json *value = read_ok(*state, "{\"n\":7,\"s\":\"x\"}");
    assert_true(ing_text_is(ing_json_text(value, "s"), "x"));
    assert_null(ing_json_text(value, "n").ptr);
    assert_null(ing_json_text(value, "none").ptr);
    assert_int_equal(7, ing_json_integer(value, "n", -1));
    assert_int_equal(-1, ing_json_integer(value, "s", -1));
    assert_int_equal(-2, ing_json_integer(NULL, "n", -2));
}

static void equality__is_of_values_not_of_spelling(void **state)
{
    static const char *const texts[] = { "1", "2", "true", "false", "\"1\"", "\"\"", "[]", "{}",
                                         "[1]", "[1,2]", "[2,1]", "{\"a\":1}", "{\"a\":2}",
                                         "{\"b\":1}", "{\"a\":1,\"b\":1}", "[[1]]", "{\"a\":[1]}" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        for (size_t j = 0; j < sizeof texts / sizeof texts[0]; j++)
            assert_int_equal(i == j, ing_json_equal(read_ok(*state, texts[i]),
                                                    read_ok(*state, texts[j])));
    }
    assert_true(ing_json_equal(read_ok(*state, "{\"b\":\"\\u6848\",\"a\":1}"),
                               read_ok(*state, "{ \"a\":1, \"b\":\"案\" }")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builder__members_put_in_any_order_are_sorted),
        cmocka_unit_test(builder__later_value_of_a_key_replaces),
        cmocka_unit_test(builder__replacing_works_among_many),
        cmocka_unit_test(builder__absent_texts_and_null_values_are_left_out),
        cmocka_unit_test(builder__lists_keep_their_order),
        cmocka_unit_test(builder__empty_object_and_list_are_values),
        cmocka_unit_test(builder__part_that_could_not_be_built_makes_the_whole_null),
        cmocka_unit_test(lookup__finds_each_key_and_nothing_else),
        cmocka_unit_test(lookup__another_type_is_as_if_it_were_not_there),
        cmocka_unit_test(equality__is_of_values_not_of_spelling),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
