/* SPDX-License-Identifier: Apache-2.0 */
/* Order, UTF-8, words and ids, near misses. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void order__is_by_bytes_and_prefixes_come_first(void **state)
{
    (void)state;
    assert_int_equal(0, ing_text_order(ING_TEXT_LIT("a"), ING_TEXT_LIT("a")));
    assert_int_equal(0, ing_text_order(ING_TEXT_NONE, ING_TEXT_LIT("")));
    assert_true(ing_text_order(ING_TEXT_LIT("a"), ING_TEXT_LIT("aa")) < 0);
    assert_true(ing_text_order(ING_TEXT_LIT("Z"), ING_TEXT_LIT("a")) < 0);
    assert_true(ing_text_order(ING_TEXT_LIT("é"), ING_TEXT_LIT("z")) > 0);
    /* By bytes a character beyond the BMP is after U+FFFD; by UTF-16 units it would be before. */
    assert_true(ing_text_order(ING_TEXT_LIT("\xF0\xA0\xAE\xB7"), ING_TEXT_LIT("\xEF\xBF\xBD")) > 0);
}

static void equality__needs_length_and_bytes(void **state)
{
    (void)state;
    assert_true(ing_text_equal(ING_TEXT_LIT("案件"), ING_TEXT_LIT("案件")));
    assert_false(ing_text_equal(ING_TEXT_LIT("案件"), ING_TEXT_LIT("案")));
    assert_true(ing_text_equal(ING_TEXT_NONE, ING_TEXT_LIT("")));
    assert_true(ing_text_is(ING_TEXT_LIT(""), ""));
    assert_false(ing_text_is(ING_TEXT_NONE, ""));
    assert_false(ing_text_is(ING_TEXT_LIT("ab"), "a"));
}

static void utf8__well_formed_text_is_taken(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "ascii", "é", "案件", "\xF0\xA0\xAE\xB7", "\x7F", "\xC2\x80", "\xDF\xBF",
        "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF", "a\xCC\x81",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!ing_text_is_utf8(ing_text_of(texts[i])))
            fail_msg("text %d was refused", (int)i);
    }
}

static void utf8__ill_formed_text_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x80\x80",
        "\xE0\x9F\xBF", "\xE6\xA1", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF", "\xF0\xA0\xAE", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE",
        "\xFF", "ok\xE6\xA1x", "\xE6\xA1\xC0",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (ing_text_is_utf8(ing_text_of(texts[i])))
            fail_msg("text %d was taken", (int)i);
    }
    assert_false(ing_text_is_utf8(ING_TEXT_LIT("a\0b")));
}

static void utf8__characters_are_measured(void **state)
{
    (void)state;
    assert_int_equal(1, ing_text_char("a", 1));
    assert_int_equal(2, ing_text_char("é", 2));
    assert_int_equal(3, ing_text_char("案x", 4));
    assert_int_equal(4, ing_text_char("\xF0\xA0\xAE\xB7", 4));
    assert_int_equal(0, ing_text_char("\xF0\xA0\xAE\xB7", 3));
    assert_int_equal(0, ing_text_char("", 1));
}

static void word__is_lower_case_with_digits_and_underscores(void **state)
{
    (void)state;
    assert_true(ing_text_is_word(ING_TEXT_LIT("a")));
    assert_true(ing_text_is_word(ING_TEXT_LIT("burn_verified_2")));
    assert_true(ing_text_is_word(ING_TEXT_LIT("a23456789012345678901234567890123456789012345678")));
    assert_false(ing_text_is_word(ING_TEXT_LIT("a234567890123456789012345678901234567890123456789")));
    assert_false(ing_text_is_word(ING_TEXT_NONE));
    assert_false(ing_text_is_word(ING_TEXT_LIT("")));
    assert_false(ing_text_is_word(ING_TEXT_LIT("2a")));
    assert_false(ing_text_is_word(ING_TEXT_LIT("_a")));
    assert_false(ing_text_is_word(ING_TEXT_LIT("Ab")));
    assert_false(ing_text_is_word(ING_TEXT_LIT("a-b")));
    assert_false(ing_text_is_word(ING_TEXT_LIT("a.b")));
    assert_false(ing_text_is_word(ING_TEXT_LIT("é")));
}

static void id__has_its_alphabet_and_length(void **state)
{
    (void)state;
    assert_true(ing_text_is_id(ING_TEXT_LIT("I-2024_0041.x:Y"), 64));
    assert_true(ing_text_is_id(ING_TEXT_LIT("abcd"), 4));
    assert_false(ing_text_is_id(ING_TEXT_LIT("abcde"), 4));
    assert_false(ing_text_is_id(ING_TEXT_LIT(""), 64));
    assert_false(ing_text_is_id(ING_TEXT_NONE, 64));
    assert_false(ing_text_is_id(ING_TEXT_LIT("a b"), 64));
    assert_false(ing_text_is_id(ING_TEXT_LIT("a/b"), 64));
    assert_false(ing_text_is_id(ING_TEXT_LIT("案1"), 64));
}

/* The nearest of three words to `wanted`, "" if none is near. */
static const char *nearest_of(const char *wanted, const char *a, const char *b, const char *c)
{
    const char *const words[] = { a, b, c };
    ing_nearest nearest = ing_nearest_begin(ing_text_of(wanted));
    for (size_t i = 0; i < 3; i++)
        ing_nearest_try(&nearest, ing_text_of(words[i]));
    return nearest.best.ptr != NULL ? nearest.best.ptr : "";
}

static void nearest__misspelt_word_is_recognised(void **state)
{
    (void)state;
    assert_string_equal("household", nearest_of("houshold", "village", "household", "act"));
    assert_string_equal("village", nearest_of("vilalge", "village", "household", "act"));
    assert_string_equal("village", nearest_of("villages", "village", "household", "act"));
    assert_string_equal("village", nearest_of("vilagge", "village", "household", "act"));
    assert_string_equal("severity", nearest_of("sevrty", "kind", "severity", "act"));
}

static void nearest__swap_of_neighbours_is_one_edit(void **state)
{
    (void)state;
    ing_nearest nearest = ing_nearest_begin(ING_TEXT_LIT("caes"));
    ing_nearest_try(&nearest, ING_TEXT_LIT("case"));
    assert_int_equal(1, nearest.distance);
    assert_true(ing_text_is(nearest.best, "case"));
}

static void nearest__distance_is_bounded_by_length(void **state)
{
    (void)state;
    assert_string_equal("", nearest_of("abcdefgh", "abcdeXYZ", "", ""));   /* 3 edits, 8 bytes */
    assert_string_equal("abcdefXYZ", nearest_of("abcdefghi", "abcdefXYZ", "", ""));
    assert_string_equal("", nearest_of("abcdefghi", "abcdeWXYZ", "", "")); /* 4 edits */
    assert_string_equal("", nearest_of("at", "by", "id", "xy")); /* every byte another */
    assert_string_equal("act", nearest_of("at", "by", "id", "act"));
    assert_string_equal("", nearest_of("a", "b", "ab", ""));
    assert_string_equal("", nearest_of("", "a", "ab", "b"));
}

static void nearest__first_of_equals_wins(void **state)
{
    (void)state;
    assert_string_equal("card", nearest_of("care", "card", "cart", "carp"));
    assert_string_equal("carefu", nearest_of("careful", "careXYl", "carefu", "carefull"));
}

static void nearest__long_texts_are_never_near(void **state)
{
    (void)state;
    char a[70], b[70];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    ing_nearest nearest = ing_nearest_begin((ing_text){ a, 64 });
    ing_nearest_try(&nearest, (ing_text){ b, 65 });
    ing_nearest_try(&nearest, ING_TEXT_NONE);
    assert_null(nearest.best.ptr);
    ing_nearest_try(&nearest, (ing_text){ b, 63 });
    assert_int_equal(63, nearest.best.len);
    nearest = ing_nearest_begin((ing_text){ a, 65 });
    ing_nearest_try(&nearest, (ing_text){ b, 64 });
    assert_null(nearest.best.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order__is_by_bytes_and_prefixes_come_first),
        cmocka_unit_test(equality__needs_length_and_bytes),
        cmocka_unit_test(utf8__well_formed_text_is_taken),
        cmocka_unit_test(utf8__ill_formed_text_is_refused),
        cmocka_unit_test(utf8__characters_are_measured),
        cmocka_unit_test(word__is_lower_case_with_digits_and_underscores),
        cmocka_unit_test(id__has_its_alphabet_and_length),
        cmocka_unit_test(nearest__misspelt_word_is_recognised),
        cmocka_unit_test(nearest__swap_of_neighbours_is_one_edit),
        cmocka_unit_test(nearest__distance_is_bounded_by_length),
        cmocka_unit_test(nearest__first_of_equals_wins),
        cmocka_unit_test(nearest__long_texts_are_never_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
