/* SPDX-License-Identifier: Apache-2.0 */
/* The reader: what it takes, what it refuses and where, and the canonical form. */
#include "base/mem.h"
#include "json/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

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

static const ing_json *read_ok(ing_arena *arena, const char *text)
{
    const ing_json *value = NULL;
    libing_error err = LIBING_ERROR_INIT;
    if (ing_json_read(arena, ing_text_of(text), &value, &err) != LIBING_OK)
        fail_msg("%s: %s", text, err.message);
    return value;
}

/* What the writer makes of `text`. */
static void assert_written(ing_arena *arena, const char *expected, const char *text)
{
    ing_buf out = ING_BUF_INIT;
    ing_json_write(read_ok(arena, text), &out);
    assert_string_equal(expected, out.ptr);
    ing_buf_free(&out);
}

static void reader__scalars_have_their_type_and_value(void **state)
{
    assert_int_equal(ING_JSON_BOOLEAN, read_ok(*state, "true")->type);
    assert_true(read_ok(*state, "true")->truth);
    assert_false(read_ok(*state, "false")->truth);
    assert_int_equal(ING_JSON_INTEGER, read_ok(*state, "-41")->type);
    assert_int_equal(-41, read_ok(*state, "-41")->number);
    assert_int_equal(0, read_ok(*state, "0")->number);
    assert_int_equal(ING_JSON_INTEGER_MAX, read_ok(*state, "9007199254740991")->number);
    assert_int_equal(-ING_JSON_INTEGER_MAX, read_ok(*state, "-9007199254740991")->number);
    assert_int_equal(ING_JSON_TEXT, read_ok(*state, "\"\"")->type);
    assert_int_equal(0, read_ok(*state, "\"\"")->text.len);
    assert_non_null(read_ok(*state, "\"\"")->text.ptr);
}

static void reader__containers_hold_their_parts_in_order(void **state)
{
    const ing_json *value = read_ok(*state, " { \"b\" : [ 1 , [ ] , { } ] , \"a\" : true } ");
    assert_int_equal(ING_JSON_OBJECT, value->type);
    assert_int_equal(2, value->count);
    assert_true(ing_text_is(value->members[0].key, "a"));
    assert_true(ing_text_is(value->members[1].key, "b"));
    const ing_json *list = &value->members[1].value;
    assert_int_equal(3, list->count);
    assert_int_equal(1, list->items[0].number);
    assert_int_equal(ING_JSON_LIST, list->items[1].type);
    assert_int_equal(0, list->items[1].count);
    assert_int_equal(ING_JSON_OBJECT, list->items[2].type);
}

static void reader__result_outlives_the_text(void **state)
{
    char text[] = "{\"村\":\"甲村\"}";
    const ing_json *value = read_ok(*state, text);
    memset(text, 'x', sizeof text - 1);
    assert_true(ing_text_is(ing_json_text(value, "村"), "甲村"));
}

static void reader__escapes_mean_their_characters(void **state)
{
    assert_true(ing_text_is(read_ok(*state, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->text,
                            "\"\\/\b\f\n\r\t"));
    assert_true(ing_text_is(read_ok(*state, "\"\\u0041\\u00e9\\u6848\"")->text, "Aé案"));
    assert_true(ing_text_is(read_ok(*state, "\"\\uD842\\uDFB7野家\"")->text, "𠮷野家"));
    assert_true(ing_text_is(read_ok(*state, "\"\\udbff\\udfff\"")->text, "\xF4\x8F\xBF\xBF"));
    assert_true(ing_text_is(read_ok(*state, "{\"\\u0061\":\"x\"}")->members[0].key, "a"));
}

static void reader__characters_beyond_the_bmp_stay_as_they_are(void **state)
{
    const ing_json *value = read_ok(*state, "\"\xF0\xA0\xAE\xB7\"");
    assert_int_equal(4, value->text.len);
    assert_written(*state, "\"\xF0\xA0\xAE\xB7\"", "\"\xF0\xA0\xAE\xB7\"");
}

static void reader__free_form_is_written_canonically(void **state)
{
    assert_written(*state, "{\"a\":1,\"b\":[true,false]}", "{ \"b\":[true ,\tfalse],\r\n\"a\":1 }");
    assert_written(*state, "\"/A\\u0001\\u001f\\t\x7F\"", "\"\\/\\u0041\\u0001\\u001F\\u0009\x7F\"");
    assert_written(*state, "{\"\":0,\"A\":1,\"a\":2,\"é\":3,\"案\":4}",
                   "{\"案\":4,\"é\":3,\"a\":2,\"A\":1,\"\":0}");
}

static void reader__many_members_are_sorted(void **state)
{
    ing_buf text = ING_BUF_INIT;
    for (int i = 999; i >= 0; i--)
        ing_buf_printf(&text, "%c\"k%03d\":%d", i == 999 ? '{' : ',', i * 7 % 1000, i);
    ing_buf_byte(&text, '}');
    const ing_json *value = read_ok(*state, text.ptr);
    ing_buf_free(&text);
    assert_int_equal(1000, value->count);
    for (size_t i = 1; i < value->count; i++)
        assert_true(ing_text_order(value->members[i - 1].key, value->members[i].key) < 0);
    assert_int_equal(143, ing_json_integer(value, "k001", -1)); /* 143 * 7 = 1001 */
}

static void nest(ing_buf *out, int depth)
{
    for (int i = 0; i < depth; i++)
        ing_buf_text(out, i % 2 == 0 ? "[" : "{\"a\":");
    ing_buf_byte(out, '1');
    for (int i = depth - 1; i >= 0; i--)
        ing_buf_byte(out, i % 2 == 0 ? ']' : '}');
}

static void reader__depth_32_is_taken_and_33_refused(void **state)
{
    ing_buf text = ING_BUF_INIT;
    const ing_json *value;
    libing_error err = LIBING_ERROR_INIT;
    nest(&text, 32);
    assert_int_equal(LIBING_OK, ing_json_read_canonical(*state, ing_buf_view(&text), &value, &err));
    ing_buf_clear(&text);
    nest(&text, 33);
    assert_int_equal(LIBING_ERR_TEXT, ing_json_read(*state, ing_buf_view(&text), &value, &err));
    assert_string_equal("JSON, byte 97: nested deeper than 32, found '['", err.message);
    assert_null(value);
    ing_buf_free(&text);
}

typedef struct refusal {
    const char *text, *id;
    int byte;
} refusal;

static const refusal refusals[] = {
    { "", "json.value", 1 },
    { "   ", "json.value", 4 },
    { "null", "json.null", 1 },
    { "{\"a\":null}", "json.null", 6 },
    { "nul", "json.value", 1 },
    { "tru", "json.value", 1 },
    { "True", "json.value", 1 },
    { "falsey", "json.trailing", 6 },
    { "1.5", "json.float", 2 },
    { "1.0", "json.float", 2 },
    { "1e3", "json.float", 2 },
    { "1E3", "json.float", 2 },
    { "-0", "json.float", 1 },
    { "-", "json.digit", 2 },
    { "-a", "json.digit", 2 },
    { "+1", "json.value", 1 },
    { ".5", "json.value", 1 },
    { "01", "json.leading_zero", 1 },
    { "-01", "json.leading_zero", 2 },
    { "00", "json.leading_zero", 1 },
    { "9007199254740992", "json.big_integer", 1 },
    { "-9007199254740992", "json.big_integer", 1 },
    { "[123456789012345678901234567890]", "json.big_integer", 2 },
    { "NaN", "json.value", 1 },
    { "Infinity", "json.value", 1 },
    { "0x10", "json.trailing", 2 },
    { "1 2", "json.trailing", 3 },
    { "{} {}", "json.trailing", 4 },
    { "\"abc", "json.open_text", 5 },
    { "\"abc\\", "json.open_text", 6 },
    { "\"abc\\\"", "json.open_text", 7 },
    { "'abc'", "json.value", 1 },
    { "\"a\nb\"", "json.control", 3 },
    { "\"a\tb\"", "json.control", 3 },
    { "\"a\x1F\"", "json.control", 3 },
    { "\"\\x41\"", "json.escape", 3 },
    { "\"\\a\"", "json.escape", 3 },
    { "\"\\u12\"", "json.escape", 2 },
    { "\"\\u12g4\"", "json.escape", 2 },
    { "\"\\U0041\"", "json.escape", 3 },
    { "\"\\u0000\"", "json.nul", 2 },
    { "\"a\\u0000\"", "json.nul", 3 },
    { "\"\\ud800\"", "json.surrogate", 2 },
    { "\"\\udc00\"", "json.surrogate", 2 },
    { "\"\\ud800\\u0041\"", "json.surrogate", 2 },
    { "\"\\ud800x\"", "json.surrogate", 2 },
    { "\"\\udfb7\\ud842\"", "json.surrogate", 2 },
    { "\"\x80\"", "json.utf8", 2 },
    { "\"a\xC0\xAF\"", "json.utf8", 3 },
    { "\"\xE0\x80\x80\"", "json.utf8", 2 },
    { "\"\xED\xA0\x80\"", "json.utf8", 2 },
    { "\"\xF4\x90\x80\x80\"", "json.utf8", 2 },
    { "\"\xF8\x88\x80\x80\x80\"", "json.utf8", 2 },
    { "\"案\xE6\xA1\"", "json.utf8", 5 },
    { "\"\xFF\"", "json.utf8", 2 },
    { "{\"\xFF\":1}", "json.utf8", 3 },
    { "\xEF\xBB\xBF{}", "json.value", 1 },
    { "[", "json.value", 2 },
    { "[1", "json.list", 3 },
    { "[1,", "json.value", 4 },
    { "[1,]", "json.value", 4 },
    { "[,1]", "json.value", 2 },
    { "[1 2]", "json.list", 4 },
    { "[1}", "json.list", 3 },
    { "[}", "json.value", 2 },
    { "]", "json.value", 1 },
    { "{", "json.key", 2 },
    { "{]", "json.key", 2 },
    { "{a:1}", "json.key", 2 },
    { "{1:1}", "json.key", 2 },
    { "{\"a\"}", "json.colon", 5 },
    { "{\"a\" 1}", "json.colon", 6 },
    { "{\"a\":}", "json.value", 6 },
    { "{\"a\":1", "json.object", 7 },
    { "{\"a\":1,", "json.key", 8 },
    { "{\"a\":1,}", "json.key", 8 },
    { "{\"a\":1]", "json.object", 7 },
    { "{\"a\":1 \"b\":2}", "json.object", 8 },
    { "{\"a\":1,\"a\":1}", "json.duplicate", 8 },
    { "{\"a\":1,\"b\":2,\"a\":3}", "json.duplicate", 14 },
    { "{\"a\":1,\"\\u0061\":1}", "json.duplicate", 18 },
    { "[1] // note", "json.trailing", 5 },
    { "/* note */ 1", "json.value", 1 },
};

static void reader__what_is_not_of_the_subset_is_refused_at_its_byte(void **state)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const ing_json *value = (const ing_json *)"not NULL";
        libing_error err = LIBING_ERROR_INIT;
        libing_status status = ing_json_read(*state, ing_text_of(refusals[i].text), &value, &err);
        if (status != LIBING_ERR_TEXT || value != NULL)
            fail_msg("'%s' was taken", refusals[i].text);
        if (strcmp(err.id, refusals[i].id) != 0 || err.column != refusals[i].byte || err.line != 1)
            fail_msg("'%s': %s at %d, expected %s at %d", refusals[i].text, err.id, err.column,
                     refusals[i].id, refusals[i].byte);
    }
}

static void reader__nul_byte_is_refused_everywhere(void **state)
{
    const ing_json *value;
    static const char bare[] = "[1\0]", inside[] = "\"a\0b\"", escape[] = "\"\\\0\"";
    assert_int_equal(LIBING_ERR_TEXT, ing_json_read(*state, ING_TEXT_LIT("\0"), &value, NULL));
    assert_int_equal(LIBING_ERR_TEXT,
                     ing_json_read(*state, (ing_text){ bare, sizeof bare - 1 }, &value, NULL));
    assert_int_equal(LIBING_ERR_TEXT,
                     ing_json_read(*state, (ing_text){ inside, sizeof inside - 1 }, &value, NULL));
    assert_int_equal(LIBING_ERR_TEXT,
                     ing_json_read(*state, (ing_text){ escape, sizeof escape - 1 }, &value, NULL));
}

static void reader__no_byte_beyond_the_text_is_read(void **state)
{
    static const char *const texts[] = { "{\"ab\":[true,-12,\"x\\u00e9\\ud842\\udfb7案\"]}" };
    for (size_t cut = 0; cut < strlen(texts[0]); cut++) {
        char *exact = ing_mem_new(cut + (cut == 0), 1); /* so that the sanitizer sees an overrun */
        const ing_json *value;
        assert_non_null(exact);
        memcpy(exact, texts[0], cut);
        assert_int_equal(LIBING_ERR_TEXT,
                         ing_json_read_canonical(*state, (ing_text){ exact, cut }, &value, NULL));
        assert_int_equal(LIBING_ERR_TEXT,
                         ing_json_read(*state, (ing_text){ exact, cut }, &value, NULL));
        ing_mem_free(exact);
    }
}

static void reader__messages_come_in_both_languages(void **state)
{
    const ing_json *value;
    libing_error err = LIBING_ERROR_INIT;
    (void)ing_json_read(*state, ING_TEXT_LIT("{\"a\" 1}"), &value, &err);
    assert_string_equal("JSON, byte 6: expected ':' after a key, found '1'", err.message);
    ing_error_language(&err, "zh");
    (void)ing_json_read(*state, ING_TEXT_LIT("[1"), &value, &err);
    assert_string_equal("JSON 第 3 字节：应为“,”或“]”，此处是 结尾", err.message);
    ing_error_language(&err, "en");
    (void)ing_json_read(*state, ING_TEXT_LIT("\"\xFF\""), &value, &err);
    assert_string_equal("JSON, byte 2: invalid UTF-8, found 0xFF", err.message);
    (void)ing_json_read(*state, ING_TEXT_LIT("["), &value, &err);
    assert_string_equal("JSON, byte 2: expected a value, found the end", err.message);
}

static const char *const canonical[] = {
    "true", "false", "0", "-1", "9007199254740991", "\"\"", "[]", "{}", "[[],{}]",
    "{\"a\":1,\"b\":\"二\",\"c\":[1,2,{\"d\":false}]}",
    "\"\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f\x7F/\"",
    "\"\xC2\x80\xE2\x80\xA8\xF0\xA0\xAE\xB7\"",
    "{\"\":1,\"A\":2,\"a\":3,\"aa\":4,\"é\":5}",
    "{\"a\":{\"a\":1},\"b\":{\"a\":1}}",
};

static void canonical__form_comes_back_byte_for_byte(void **state)
{
    for (size_t i = 0; i < COUNT(canonical); i++) {
        const ing_json *value;
        libing_error err = LIBING_ERROR_INIT;
        ing_buf out = ING_BUF_INIT;
        if (ing_json_read_canonical(*state, ing_text_of(canonical[i]), &value, &err) != LIBING_OK)
            fail_msg("%s: %s", canonical[i], err.message);
        ing_json_write(value, &out);
        assert_string_equal(canonical[i], out.ptr);
        ing_buf_free(&out);
    }
}

/* Each is valid for the free reader, but would be written otherwise. */
static const refusal uncanonical[] = {
    { " 1", "json.value", 1 },
    { "1 ", "json.trailing", 2 },
    { "1\n", "json.trailing", 2 },
    { "[ 1]", "json.value", 2 },
    { "[1 ]", "json.list", 3 },
    { "[1, 2]", "json.value", 4 },
    { "[1 ,2]", "json.list", 3 },
    { "[ ]", "json.value", 2 },
    { "{ }", "json.key", 2 },
    { "{\"a\": 1}", "json.value", 6 },
    { "{\"a\" :1}", "json.colon", 5 },
    { "{\"a\":1, \"b\":2}", "json.key", 8 },
    { "{\"b\":1,\"a\":2}", "json.order", 8 },
    { "{\"a\":{\"c\":1,\"b\":2}}", "json.order", 13 },
    { "{\"aa\":1,\"a\":2}", "json.order", 9 },
    { "{\"案\":1,\"é\":2}", "json.order", 10 },
    { "\"\\/\"", "json.escape", 3 },
    { "\"\\u0041\"", "json.canonical_escape", 2 },
    { "\"\\u001F\"", "json.canonical_escape", 2 },
    { "\"\\u0008\"", "json.canonical_escape", 2 },
    { "\"\\u0009\"", "json.canonical_escape", 2 },
    { "\"\\u000a\"", "json.canonical_escape", 2 },
    { "\"\\u000c\"", "json.canonical_escape", 2 },
    { "\"\\u000d\"", "json.canonical_escape", 2 },
    { "\"\\u0022\"", "json.canonical_escape", 2 },
    { "\"\\u005c\"", "json.canonical_escape", 2 },
    { "\"\\u007f\"", "json.canonical_escape", 2 },
    { "\"\\u0080\"", "json.canonical_escape", 2 },
    { "\"\\u6848\"", "json.canonical_escape", 2 },
    { "\"\\ud842\\udfb7\"", "json.canonical_escape", 2 },
    { "{\"\\u0061\":1}", "json.canonical_escape", 3 },
};

static void canonical__other_forms_are_refused_though_valid(void **state)
{
    for (size_t i = 0; i < COUNT(uncanonical); i++) {
        const ing_json *value;
        libing_error err = LIBING_ERROR_INIT;
        ing_text text = ing_text_of(uncanonical[i].text);
        (void)read_ok(*state, uncanonical[i].text);
        if (ing_json_read_canonical(*state, text, &value, &err) != LIBING_ERR_TEXT || value != NULL)
            fail_msg("'%s' was taken", uncanonical[i].text);
        if (strcmp(err.id, uncanonical[i].id) != 0 || err.column != uncanonical[i].byte)
            fail_msg("'%s': %s at %d, expected %s at %d", uncanonical[i].text, err.id, err.column,
                     uncanonical[i].id, uncanonical[i].byte);
    }
}

static void canonical__what_the_free_reader_refuses_is_refused_too(void **state)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const ing_json *value;
        ing_text text = ing_text_of(refusals[i].text);
        if (ing_json_read_canonical(*state, text, &value, NULL) != LIBING_ERR_TEXT)
            fail_msg("'%s' was taken", refusals[i].text);
    }
}

static void canonical__single_byte_changes_never_give_the_same_bytes_for_another_text(void **state)
{
    static const char line[] = "{\"a\":[1,-20,\"x\\n\\u0001案\"],\"b\":{\"c\":true},\"d\":\"\"}";
    char changed[sizeof line];
    ing_arena arena = ING_ARENA_INIT;
    (void)state;
    for (size_t at = 0; at < sizeof line - 1; at++) {
        for (int byte = 0; byte < 256; byte++) {
            const ing_json *value;
            ing_buf out = ING_BUF_INIT;
            memcpy(changed, line, sizeof line);
            changed[at] = (char)byte;
            ing_text text = { changed, sizeof line - 1 };
            if (ing_json_read_canonical(&arena, text, &value, NULL) == LIBING_OK) {
                ing_json_write(value, &out);
                assert_true(ing_text_equal(text, ing_buf_view(&out)));
            }
            ing_buf_free(&out);
            ing_arena_reset(&arena);
        }
    }
    ing_arena_free(&arena);
}

static void reader__each_failing_allocation_is_nomem_and_leaves_nothing(void **state)
{
    ing_buf text = ING_BUF_INIT;
    (void)state;
    for (int i = 0; i < 200; i++)
        ing_buf_printf(&text, "%c{\"b\":\"\\u00e9\",\"a\":[%d]}", i == 0 ? '[' : ',', i);
    ing_buf_byte(&text, ']');
    libing_status status = LIBING_ERR_NOMEM;
    long n = 0;
    while (status != LIBING_OK) {
        ing_arena arena = ING_ARENA_INIT;
        const ing_json *value;
        libing_error err = LIBING_ERROR_INIT;
        ing_mem_fail_after(++n, false);
        status = ing_json_read(&arena, ing_buf_view(&text), &value, &err);
        ing_mem_fail_after(0, false);
        assert_int_equal(err.code, status);
        assert_true(status == LIBING_OK ? value != NULL : value == NULL);
        assert_true(status == LIBING_OK || status == LIBING_ERR_NOMEM);
        ing_arena_free(&arena);
    }
    assert_true(n > 5);
    ing_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader__scalars_have_their_type_and_value),
        cmocka_unit_test(reader__containers_hold_their_parts_in_order),
        cmocka_unit_test(reader__result_outlives_the_text),
        cmocka_unit_test(reader__escapes_mean_their_characters),
        cmocka_unit_test(reader__characters_beyond_the_bmp_stay_as_they_are),
        cmocka_unit_test(reader__free_form_is_written_canonically),
        cmocka_unit_test(reader__many_members_are_sorted),
        cmocka_unit_test(reader__depth_32_is_taken_and_33_refused),
        cmocka_unit_test(reader__what_is_not_of_the_subset_is_refused_at_its_byte),
        cmocka_unit_test(reader__nul_byte_is_refused_everywhere),
        cmocka_unit_test(reader__no_byte_beyond_the_text_is_read),
        cmocka_unit_test(reader__messages_come_in_both_languages),
        cmocka_unit_test(canonical__form_comes_back_byte_for_byte),
        cmocka_unit_test(canonical__other_forms_are_refused_though_valid),
        cmocka_unit_test(canonical__what_the_free_reader_refuses_is_refused_too),
        cmocka_unit_test(canonical__single_byte_changes_never_give_the_same_bytes_for_another_text),
        cmocka_unit_test(reader__each_failing_allocation_is_nomem_and_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
