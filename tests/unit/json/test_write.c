/* SPDX-License-Identifier: Apache-2.0 */
/* The canonical writer on values that were built, not read. */
#include "base/mem.h"
#include "json/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_text_written(const char *expected, ing_text text)
{
    ing_buf out = ING_BUF_INIT;
    ing_json_write_text(text, &out);
    assert_false(out.failed);
    assert_string_equal(expected, out.ptr);
    assert_int_equal(strlen(expected), out.len);
    ing_buf_free(&out);
}

static void writer__texts_are_quoted_and_escaped_as_little_as_possible(void **state)
{
    (void)state;
    assert_text_written("\"\"", ING_TEXT_LIT(""));
    assert_text_written("\"\"", ING_TEXT_NONE);
    assert_text_written("\"plain/é案𠮷\"", ING_TEXT_LIT("plain/é案𠮷"));
    assert_text_written("\"\\\"\"", ING_TEXT_LIT("\""));
    assert_text_written("\"a\\\\b\\nc\"", ING_TEXT_LIT("a\\b\nc"));
    assert_text_written("\"\\b\\t\\n\\f\\r\"", ING_TEXT_LIT("\b\t\n\f\r"));
    assert_text_written("\"\x7F\"", ING_TEXT_LIT("\x7F"));
}

static void writer__every_control_character_comes_back(void **state)
{
    (void)state;
    for (char c = 1; c < 0x20; c++) {
        ing_arena arena = ING_ARENA_INIT;
        ing_buf out = ING_BUF_INIT;
        const ing_json *value;
        char text[3] = { 'x', c, 'y' };
        ing_json_write_text((ing_text){ text, 3 }, &out);
        assert_int_equal(LIBING_OK,
                         ing_json_read_canonical(&arena, ing_buf_view(&out), &value, NULL));
        assert_true(ing_text_equal((ing_text){ text, 3 }, value->text));
        ing_buf_free(&out);
        ing_arena_free(&arena);
    }
}

static void writer__appends_to_what_is_there(void **state)
{
    (void)state;
    ing_buf out = ING_BUF_INIT;
    ing_json value = ing_json_of_integer(-9007199254740991);
    ing_buf_text(&out, "n=");
    ing_json_write(&value, &out);
    assert_string_equal("n=-9007199254740991", out.ptr);
    ing_buf_free(&out);
}

static const ing_json *nested(ing_arena *arena, int depth)
{
    const ing_json *value = NULL;
    for (int i = 0; i < depth; i++) {
        ing_json_builder list = ing_json_begin(arena);
        ing_json_add(&list, value);
        value = ing_json_end_list(&list);
        assert_non_null(value);
    }
    return value;
}

static void writer__value_nested_too_deep_fails_the_buffer(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    ing_buf out = ING_BUF_INIT;
    ing_json_write(nested(&arena, 32), &out);
    assert_false(out.failed);
    assert_int_equal(64, out.len);
    ing_json_write(nested(&arena, 33), &out);
    assert_true(out.failed);
    ing_buf_free(&out);
    ing_arena_free(&arena);
}

static void writer__failing_allocation_fails_the_buffer(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    const ing_json *value;
    ing_text text = ING_TEXT_LIT("{\"a\":[1,2,3,\"a text that is longer than the first growth of a "
                                 "buffer, so that there are several\"],\"b\":{\"c\":\"\\n\"}}");
    assert_int_equal(LIBING_OK, ing_json_read_canonical(&arena, text, &value, NULL));
    bool failed = true;
    long n = 0;
    while (failed) {
        ing_buf out = ING_BUF_INIT;
        ing_mem_fail_after(++n, true);
        ing_json_write(value, &out);
        ing_mem_fail_after(0, false);
        failed = out.failed;
        assert_true(failed || ing_text_equal(text, ing_buf_view(&out)));
        ing_buf_free(&out);
    }
    assert_true(n > 1);
    ing_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writer__texts_are_quoted_and_escaped_as_little_as_possible),
        cmocka_unit_test(writer__every_control_character_comes_back),
        cmocka_unit_test(writer__appends_to_what_is_there),
        cmocka_unit_test(writer__value_nested_too_deep_fails_the_buffer),
        cmocka_unit_test(writer__failing_allocation_fails_the_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
