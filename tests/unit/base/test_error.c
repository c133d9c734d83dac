/* SPDX-License-Identifier: Apache-2.0 */
/* The error record: languages, cutting, places; names of status codes; the version. */
#include "base/error.h"

#include <libing/version.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static libing_status fail_case(libing_error *err, int number)
{
    return ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_case", "no case %d", "无案件 %d", number);
}

static void error__message_is_in_the_language_asked_for(void **state)
{
    (void)state;
    libing_error err = LIBING_ERROR_INIT;
    assert_int_equal(LIBING_ERR_NOTFOUND, fail_case(&err, 41));
    assert_string_equal("no case 41", err.message);
    assert_string_equal("store.no_case", err.id);
    assert_int_equal(LIBING_ERR_NOTFOUND, err.code);
    ing_error_language(&err, "zh");
    (void)fail_case(&err, 42);
    assert_string_equal("无案件 42", err.message);
    assert_string_equal("zh", err.language);
    ing_error_language(&err, "zh_CN");
    (void)fail_case(&err, 43);
    assert_string_equal("无案件 43", err.message);
    ing_error_language(&err, "en");
    (void)fail_case(&err, 44);
    assert_string_equal("no case 44", err.message);
}

static void error__record_may_be_null(void **state)
{
    (void)state;
    assert_int_equal(LIBING_ERR_NOTFOUND, fail_case(NULL, 1));
    assert_int_equal(LIBING_ERR_NOMEM, ing_fail_nomem(NULL));
    ing_error_place(NULL, ING_TEXT_LIT("f"), 1, 1);
    ing_error_rule(NULL, ING_TEXT_LIT("r"));
    ing_error_seq(NULL, 1);
    ing_error_language(NULL, "zh");
}

static void error__second_failure_leaves_nothing_of_the_first(void **state)
{
    (void)state;
    libing_error err = LIBING_ERROR_INIT;
    (void)fail_case(&err, 1);
    ing_error_place(&err, ING_TEXT_LIT("rules/a.lua"), 12, 7);
    ing_error_rule(&err, ING_TEXT_LIT("C"));
    ing_error_seq(&err, 99);
    err.detail = 5;
    assert_string_equal("rules/a.lua", err.file);
    assert_string_equal("C", err.rule);
    assert_int_equal(12, err.line);
    assert_int_equal(7, err.column);
    assert_int_equal(99, err.seq);
    assert_int_equal(LIBING_ERR_NOMEM, ing_fail_nomem(&err));
    assert_string_equal("out of memory", err.message);
    assert_string_equal("", err.file);
    assert_string_equal("", err.rule);
    assert_int_equal(0, err.line);
    assert_int_equal(0, err.column);
    assert_int_equal(0, err.detail);
    assert_int_equal(-1, err.seq);
    assert_int_equal(sizeof err, err.size);
}

/* A message of `ascii` letters and then 300 characters of three bytes. */
static void fail_long(libing_error *err, int ascii)
{
    char text[1000];
    size_t at = 0;
    for (; at < (size_t)ascii; at++)
        text[at] = 'a';
    for (int i = 0; i < 300; i++, at += 3)
        memcpy(text + at, "案", 3);
    text[at] = '\0';
    (void)ing_fail(err, LIBING_ERR_TEXT, "test.long", "%s", "%s", text);
}

static void error__long_message_is_cut_at_a_character(void **state)
{
    (void)state;
    libing_error err = LIBING_ERROR_INIT;
    fail_long(&err, 0);
    assert_int_equal(510, strlen(err.message));
    assert_true(ing_text_is_utf8(ing_text_of(err.message)));
    fail_long(&err, 1);
    assert_int_equal(511, strlen(err.message));
    assert_true(ing_text_is_utf8(ing_text_of(err.message)));
    fail_long(&err, 2);
    assert_int_equal(509, strlen(err.message));
    assert_true(ing_text_is_utf8(ing_text_of(err.message)));
}

static void error__four_byte_characters_are_cut_whole(void **state)
{
    (void)state;
    for (size_t lead = 0; lead < 4; lead++) {
        libing_error err = LIBING_ERROR_INIT;
        char text[1000] = "aaa";
        for (size_t at = lead; at < 900; at += 4)
            memcpy(text + at, "\xF0\xA0\xAE\xB7", 5);
        (void)ing_fail(&err, LIBING_ERR_TEXT, "test.long", "%s", "%s", text);
        assert_true(strlen(err.message) >= 508);
        assert_null(strchr(err.message, '?'));
        assert_true(ing_text_is_utf8(ing_text_of(err.message)));
    }
}

static void error__foreign_bytes_become_question_marks(void **state)
{
    (void)state;
    libing_error err = LIBING_ERROR_INIT;
    (void)ing_fail(&err, LIBING_ERR_WORD, "test.bytes", "unknown '%s'", "未知“%s”",
                   "a\xFF" "b\xE6\xA1" "案");
    assert_string_equal("unknown 'a?b??案'", err.message);
}

static void error__file_and_rule_are_cut_at_a_character(void **state)
{
    (void)state;
    libing_error err = LIBING_ERROR_INIT;
    char path[300];
    for (size_t i = 0; i < 99; i++)
        memcpy(path + 3 * i, "案", 3);
    ing_error_place(&err, (ing_text){ path, 297 }, 1, 0);
    assert_int_equal(126, strlen(err.file));
    assert_true(ing_text_is_utf8(ing_text_of(err.file)));
    ing_error_rule(&err, (ing_text){ path, 66 });
    assert_int_equal(63, strlen(err.rule));
    ing_error_rule(&err, (ing_text){ path, 63 });
    assert_int_equal(63, strlen(err.rule));
    ing_error_place(&err, ING_TEXT_NONE, 3, 0);
    assert_string_equal("", err.file);
}

static void status__names_are_as_written_in_the_header(void **state)
{
    (void)state;
    assert_string_equal("LIBING_OK", libing_status_name(LIBING_OK));
    assert_string_equal("LIBING_DONE", libing_status_name(LIBING_DONE));
    assert_string_equal("LIBING_ERR_INVALID", libing_status_name(LIBING_ERR_INVALID));
    assert_string_equal("LIBING_ERR_STALE", libing_status_name(LIBING_ERR_STALE));
    assert_string_equal("LIBING_ERR_INTERRUPTED", libing_status_name(LIBING_ERR_INTERRUPTED));
    assert_string_equal("LIBING_ERR_UNKNOWN", libing_status_name((libing_status)-9999));
}

static void status__every_failure_has_its_own_name(void **state)
{
    (void)state;
    size_t named = 0;
    for (int code = -80; code < 0; code++)
        named += strcmp(libing_status_name((libing_status)code), "LIBING_ERR_UNKNOWN") != 0;
    assert_int_equal(33, named);
}

static void version__of_the_library_is_that_of_the_header(void **state)
{
    (void)state;
    assert_string_equal(LIBING_VERSION, libing_version());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(error__message_is_in_the_language_asked_for),
        cmocka_unit_test(error__record_may_be_null),
        cmocka_unit_test(error__second_failure_leaves_nothing_of_the_first),
        cmocka_unit_test(error__long_message_is_cut_at_a_character),
        cmocka_unit_test(error__four_byte_characters_are_cut_whole),
        cmocka_unit_test(error__foreign_bytes_become_question_marks),
        cmocka_unit_test(error__file_and_rule_are_cut_at_a_character),
        cmocka_unit_test(status__names_are_as_written_in_the_header),
        cmocka_unit_test(status__every_failure_has_its_own_name),
        cmocka_unit_test(version__of_the_library_is_that_of_the_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
