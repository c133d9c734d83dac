/* SPDX-License-Identifier: Apache-2.0 */
/* Types and values: printing, checking JSON, reading and writing, equality. */
#include "pack/type.h"
#include "pack/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ZONE 28800

static const ing_text words[] = { { "none", 4 }, { "minor", 5 }, { "serious", 7 } };
static const ing_text kinds[] = { { "household", 9 }, { "village", 7 } };
static const ing_type text_type = { .kind = ING_TYPE_TEXT };
static const ing_type flag_type = { .kind = ING_TYPE_FLAG };
static const ing_type integer_type = { .kind = ING_TYPE_INTEGER };
static const ing_type money_type = { .kind = ING_TYPE_MONEY };
static const ing_type date_type = { .kind = ING_TYPE_DATE };
static const ing_type time_type = { .kind = ING_TYPE_MOMENT };
static const ing_type decimal_type = { .kind = ING_TYPE_DECIMAL, .places = 2 };
static const ing_type ladder_type = { .kind = ING_TYPE_LADDER, .word_count = 3, .words = words };
static const ing_type party_type = { .kind = ING_TYPE_PARTY_ID, .word_count = 2, .words = kinds };
static const ing_type case_type = { .kind = ING_TYPE_CASE_ID };
static const ing_type personal_type = { .kind = ING_TYPE_PERSONAL };
static const ing_type ratio_type = { .kind = ING_TYPE_RATIO };
static const ing_type duration_type = { .kind = ING_TYPE_DURATION };
static const ing_field fields[] = {
    { .name = { "who", 3 }, .type = &party_type },
    { .name = { "day", 3 }, .type = &date_type, .optional = true },
    { .name = { "bad", 3 }, .type = &flag_type },
};
static const ing_type record_type = { .kind = ING_TYPE_RECORD, .field_count = 3, .fields = fields };
static const ing_type list_type = { .kind = ING_TYPE_LIST, .element = &record_type };
static const ing_type dates_type = { .kind = ING_TYPE_LIST, .element = &date_type };

static const ing_json *json_of(ing_arena *arena, const char *text)
{
    const ing_json *json = NULL;
    assert_int_equal(LIBING_OK, ing_json_read(arena, ing_text_of(text), &json, NULL));
    return json;
}

/* --- printing --------------------------------------------------------------------------------- */

static void assert_print(const char *expected, const ing_type *type)
{
    ing_buf out = ING_BUF_INIT;
    ing_type_print(type, &out);
    assert_string_equal(expected, out.ptr);
    ing_buf_free(&out);
}

static void type__is_printed_as_records_have_it(void **state)
{
    (void)state;
    assert_print("boolean", &flag_type);
    assert_print("time", &time_type);
    assert_print("text", &case_type);
    assert_print("decimal{2}", &decimal_type);
    assert_print("one_of{none, minor, serious}", &ladder_type);
    assert_print("party_id{household, village}", &party_type);
    assert_print("list<record{who party_id{household, village}; day date optional; bad boolean}>",
                 &list_type);
}

/* --- checking --------------------------------------------------------------------------------- */

typedef struct checked {
    const ing_type *type;
    const char *json;
    libing_status status;
    const char *message;
} checked;

static const checked checks[] = {
    { &text_type, "\"x\"", LIBING_OK, NULL },
    { &text_type, "3", LIBING_ERR_TYPE, "e.f: expected text, got 3" },
    { &integer_type, "-7", LIBING_OK, NULL },
    { &integer_type, "\"7\"", LIBING_ERR_TYPE, "e.f: expected integer, got \"7\"" },
    { &money_type, "true", LIBING_ERR_TYPE, "e.f: expected money, got true" },
    { &flag_type, "false", LIBING_OK, NULL },
    { &flag_type, "0", LIBING_ERR_TYPE, "e.f: expected boolean, got 0" },
    { &date_type, "\"2024-02-29\"", LIBING_OK, NULL },
    { &date_type, "\"2023-02-29\"", LIBING_ERR_DATE,
      "e.f: '2023-02-29' is no date, expected YYYY-MM-DD" },
    { &date_type, "20240229", LIBING_ERR_TYPE, "e.f: expected date, got 20240229" },
    { &time_type, "\"2024-02-29T08:00:00+08:00\"", LIBING_OK, NULL },
    { &time_type, "\"2024-02-29\"", LIBING_ERR_DATE,
      "e.f: '2024-02-29' is no time, expected YYYY-MM-DDTHH:MM:SS+08:00" },
    { &time_type, "\"2024-02-29T08:00:00+09:00\"", LIBING_ERR_DATE,
      "e.f: '2024-02-29T08:00:00+09:00' is not in the time zone +08:00" },
    { &decimal_type, "\"62.50\"", LIBING_OK, NULL },
    { &decimal_type, "\"-0.05\"", LIBING_OK, NULL },
    { &decimal_type, "\"62.5\"", LIBING_ERR_TYPE, "e.f: expected decimal{2}, got \"62.5\"" },
    { &decimal_type, "\"062.50\"", LIBING_ERR_TYPE, "e.f: expected decimal{2}, got \"062.50\"" },
    { &ladder_type, "\"minor\"", LIBING_OK, NULL },
    { &ladder_type, "\"mnior\"", LIBING_ERR_WORD, "e.f: unknown word 'mnior'; did you mean 'minor'?" },
    { &ladder_type, "\"terrible\"", LIBING_ERR_WORD,
      "e.f: unknown word 'terrible', expected one_of{none, minor, serious}" },
    { &party_type, "\"household:H1\"", LIBING_OK, NULL },
    { &party_type, "\"H1\"", LIBING_ERR_TYPE,
      "e.f: expected party_id{household, village}, got \"H1\"" },
    { &party_type, "\"shop:S1\"", LIBING_ERR_TYPE,
      "e.f: expected party_id{household, village}, got \"shop:S1\"" },
    { &party_type, "\"household:\"", LIBING_ERR_TYPE,
      "e.f: expected party_id{household, village}, got \"household:\"" },
    { &case_type, "\"C-1\"", LIBING_OK, NULL },
    { &case_type, "\"a b\"", LIBING_ERR_TYPE, "e.f: expected text, got \"a b\"" },
    { &case_type, "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
      LIBING_ERR_TOOLONG, "e.f: a case id has at most 64 bytes, this has 65" },
    { &personal_type, "\"Li\"", LIBING_ERR_TYPE,
      "e.f is personal data; this store has no vault, leave it out" },
    { &record_type, "{\"who\":\"village:V1\"}", LIBING_OK, NULL },
    { &record_type, "{\"who\":\"village:V1\",\"dya\":\"2024-01-01\"}", LIBING_ERR_WORD,
      "e.f: unknown field dya; did you mean day?" },
    { &record_type, "{\"day\":\"2024-01-01\"}", LIBING_ERR_TYPE, "e.f: the field who is missing" },
    { &record_type, "[]", LIBING_ERR_TYPE,
      "e.f: expected record{who party_id{household, village}; day date optional; bad boolean}, got "
      "[]" },
    { &list_type, "[]", LIBING_OK, NULL },
    { &list_type, "[{\"who\":\"village:V1\"},{\"who\":\"village:V2\",\"day\":\"x\"}]",
      LIBING_ERR_DATE, "e.f[2].day: 'x' is no date, expected YYYY-MM-DD" },
    { &list_type, "{}", LIBING_ERR_TYPE,
      "e.f: expected list<record{who party_id{household, village}; day date optional; bad "
      "boolean}>, got {}" },
    { &ratio_type, "\"3/100\"", LIBING_ERR_TYPE, "e.f: expected ratio, got \"3/100\"" },
};

static void check__tells_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        ing_arena arena = ING_ARENA_INIT;
        libing_error err = LIBING_ERROR_INIT;
        libing_status status =
            ing_type_check(checks[i].type, json_of(&arena, checks[i].json), "e.f", ZONE, &err);
        if (status != checks[i].status)
            fail_msg("%s: %d, %s", checks[i].json, (int)status, err.message);
        if (checks[i].message != NULL)
            assert_string_equal(checks[i].message, err.message);
        ing_arena_free(&arena);
    }
}

static void check__says_it_in_chinese_too(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    libing_error err = LIBING_ERROR_INIT;
    ing_error_language(&err, "zh");
    assert_int_equal(LIBING_ERR_WORD,
                     ing_type_check(&ladder_type, json_of(&arena, "\"mnior\""), "e.f", ZONE, &err));
    assert_string_equal("e.f：没有“mnior”这个词；是否想写“minor”？", err.message);
    ing_arena_free(&arena);
}

static void party_id__that_looks_like_a_number_of_a_person_is_refused_and_not_shown(void **state)
{
    (void)state;
    const char *const bad[] = { "13800138000",         "138-0013-8000",      "p13800138000",
                                "110101199001011234",  "11010119900101123X", "110101900101123",
                                "6222021234567890123", "6222-0212-3456-7890" };
    const char *const good[] = { "H1",           "20240315001", "2024-03-15-001",
                                 "123456789012", "110101",      "12345678901234" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ing_buf text = ING_BUF_INIT;
        libing_error err = LIBING_ERROR_INIT;
        ing_buf_printf(&text, "household:%s", bad[i]);
        ing_json json = ing_json_of_text(ing_buf_view(&text));
        if (ing_type_check(&party_type, &json, "e.f", ZONE, &err) != LIBING_ERR_TYPE)
            fail_msg("%s is taken", bad[i]);
        assert_null(strstr(err.message, bad[i]));
        ing_buf_free(&text);
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        ing_buf text = ING_BUF_INIT;
        ing_buf_printf(&text, "household:%s", good[i]);
        ing_json json = ing_json_of_text(ing_buf_view(&text));
        if (ing_type_check(&party_type, &json, "e.f", ZONE, NULL) != LIBING_OK)
            fail_msg("%s is refused", good[i]);
        ing_buf_free(&text);
    }
}

/* --- values ----------------------------------------------------------------------------------- */

/* Reads JSON as a type and writes it again. */
static void assert_round_trip(const ing_type *type, const char *text)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_buf out = ING_BUF_INIT;
    ing_value value = ing_value_read(type, json_of(&arena, text), ZONE, &arena);
    assert_int_not_equal(ING_VALUE_UNKNOWN, value.kind);
    const ing_json *json = ing_value_write(&value, ZONE, &arena);
    assert_non_null(json);
    ing_json_write(json, &out);
    assert_string_equal(text, out.ptr);
    assert_true(ing_value_equal(&value, &value));
    ing_buf_free(&out);
    ing_arena_free(&arena);
}

static void value__of_every_type_is_written_as_it_was_read(void **state)
{
    (void)state;
    assert_round_trip(&text_type, "\"甲\"");
    assert_round_trip(&integer_type, "-12");
    assert_round_trip(&money_type, "10000");
    assert_round_trip(&flag_type, "true");
    assert_round_trip(&date_type, "\"2024-02-29\"");
    assert_round_trip(&time_type, "\"2024-02-29T08:00:00+08:00\"");
    assert_round_trip(&decimal_type, "\"-0.05\"");
    assert_round_trip(&decimal_type, "\"62.50\"");
    assert_round_trip(&ladder_type, "\"serious\"");
    assert_round_trip(&party_type, "\"household:H1\"");
    assert_round_trip(&case_type, "\"C1\"");
    assert_round_trip(&ratio_type, "\"3/100\"");
    assert_round_trip(&duration_type, "\"3 workdays\"");
    assert_round_trip(&duration_type, "\"1 months clip\"");
    assert_round_trip(&duration_type, "\"24 hours\"");
    assert_round_trip(&dates_type, "[\"2024-01-01\",\"2024-01-02\"]");
    assert_round_trip(&list_type, "[{\"who\":\"village:V1\"}]");
}

static ing_value read_value(ing_arena *arena, const ing_type *type, const char *text)
{
    return ing_value_read(type, json_of(arena, text), ZONE, arena);
}

static void value__that_does_not_fit_its_type_is_unknown(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    assert_int_equal(ING_VALUE_UNKNOWN, read_value(&arena, &date_type, "3").kind);
    assert_int_equal(ING_VALUE_UNKNOWN, read_value(&arena, &date_type, "\"3\"").kind);
    assert_int_equal(ING_VALUE_UNKNOWN, read_value(&arena, &integer_type, "\"3\"").kind);
    assert_int_equal(ING_VALUE_UNKNOWN, read_value(&arena, &decimal_type, "\"3\"").kind);
    assert_int_equal(ING_VALUE_UNKNOWN, read_value(&arena, &ladder_type, "\"mild\"").kind);
    assert_int_equal(ING_VALUE_UNKNOWN, read_value(&arena, &ratio_type, "\"3/0\"").kind);
    assert_int_equal(ING_VALUE_UNKNOWN, read_value(&arena, &duration_type, "\"3 weeks\"").kind);
    assert_int_equal(ING_VALUE_UNKNOWN, read_value(&arena, &personal_type, "\"x\"").kind);
    assert_int_equal(ING_VALUE_UNKNOWN, ing_value_read(&date_type, NULL, ZONE, &arena).kind);
    ing_value list = read_value(&arena, &dates_type, "[\"2024-01-01\",3]");
    assert_int_equal(ING_VALUE_LIST, list.kind);
    assert_int_equal(ING_VALUE_UNKNOWN, list.items[1].kind);
    ing_arena_free(&arena);
}

static void value__unknown_is_written_as_nothing_and_equals_nothing(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    const ing_value unknown = { .kind = ING_VALUE_UNKNOWN };
    assert_null(ing_value_write(&unknown, ZONE, &arena));
    assert_false(ing_value_equal(&unknown, &unknown));
    ing_arena_free(&arena);
}

static void value__numbers_and_ids_are_equal_by_what_they_mean(void **state)
{
    (void)state;
    const ing_view view = { .of = ING_ABOUT_PARTY, .id = { "household:H1", 12 } };
    const ing_value party = { .kind = ING_VALUE_VIEW, .view = &view };
    const ing_value id = { .kind = ING_VALUE_TEXT, .text = { "household:H1", 12 } };
    const ing_value two = { .kind = ING_VALUE_INTEGER, .number = 2 };
    const ing_value two_places = { .kind = ING_VALUE_DECIMAL, .number = 200, .places = 2 };
    const ing_value one_place = { .kind = ING_VALUE_DECIMAL, .number = 20, .places = 1 };
    const ing_value huge = { .kind = ING_VALUE_DECIMAL, .number = INT64_MAX, .places = 0 };
    const ing_value half = { .kind = ING_VALUE_RATIO, .number = 1, .divisor = 2 };
    const ing_value three_sixths = { .kind = ING_VALUE_RATIO, .number = 3, .divisor = 6 };
    assert_true(ing_value_equal(&party, &id));
    assert_true(ing_value_equal(&id, &party));
    assert_true(ing_value_equal(&two, &two_places));
    assert_true(ing_value_equal(&one_place, &two_places));
    assert_false(ing_value_equal(&huge, &two_places));
    assert_true(ing_value_equal(&half, &three_sixths));
    assert_false(ing_value_equal(&two, &id));
}

static void value__moments_are_equal_only_when_both_know_the_hour_or_neither(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    ing_value day = read_value(&arena, &time_type, "\"2024-01-01\"");
    ing_value midnight = read_value(&arena, &time_type, "\"2024-01-01T00:00:00+08:00\"");
    assert_true(ing_value_equal(&day, &day));
    assert_false(ing_value_equal(&day, &midnight));
    ing_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(type__is_printed_as_records_have_it),
        cmocka_unit_test(check__tells_what_is_wrong),
        cmocka_unit_test(check__says_it_in_chinese_too),
        cmocka_unit_test(party_id__that_looks_like_a_number_of_a_person_is_refused_and_not_shown),
        cmocka_unit_test(value__of_every_type_is_written_as_it_was_read),
        cmocka_unit_test(value__that_does_not_fit_its_type_is_unknown),
        cmocka_unit_test(value__unknown_is_written_as_nothing_and_equals_nothing),
        cmocka_unit_test(value__numbers_and_ids_are_equal_by_what_they_mean),
        cmocka_unit_test(value__moments_are_equal_only_when_both_know_the_hour_or_neither),
    };
    return cmocka_run_group_tests_name("pack/type", tests, NULL, NULL);
}
