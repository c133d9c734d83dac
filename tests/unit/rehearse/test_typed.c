/* SPDX-License-Identifier: Apache-2.0 */
/* Values by their declared type: into record form, and equal whatever way they were written. */
#include "rehearse/typed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static ing_text shop_words[] = { { "shop", 4 } };
static ing_text party_words[] = { { "shop", 4 }, { "farm", 4 }, { "unit", 4 } };
static ing_text harm_words[] = { { "none", 4 }, { "minor", 5 }, { "serious", 7 } };

static const ing_type type_text = { .kind = ING_TYPE_TEXT }, type_integer = { .kind = ING_TYPE_INTEGER },
                      type_boolean = { .kind = ING_TYPE_BOOLEAN }, type_flag = { .kind = ING_TYPE_FLAG },
                      type_money = { .kind = ING_TYPE_MONEY }, type_date = { .kind = ING_TYPE_DATE },
                      type_time = { .kind = ING_TYPE_MOMENT }, type_decimal = { .kind = ING_TYPE_DECIMAL, .places = 2 },
                      type_shop = { .kind = ING_TYPE_PARTY_ID, .word_count = 1, .words = shop_words },
                      type_party = { .kind = ING_TYPE_PARTY_ID, .word_count = 3, .words = party_words },
                      type_harm = { .kind = ING_TYPE_LADDER, .word_count = 3, .words = harm_words },
                      type_parties = { .kind = ING_TYPE_LIST, .element = &type_party };

typedef struct typing {
    ing_pack pack;
    ing_reading reading;
    ing_arena arena;
    ing_buf printed;
    libing_error err;
} typing;

static int set_up(void **state)
{
    static typing t;
    static const ing_json_member shorts[] = { { { "F", 1 }, { .type = ING_JSON_TEXT, .text = { "farm", 4 } } },
                                              { { "S", 1 }, { .type = ING_JSON_TEXT, .text = { "shop", 4 } } } };
    static const ing_json shorts_json = { .type = ING_JSON_OBJECT, .count = 2, .members = shorts };
    static int role;
    t = (typing){ .arena = ING_ARENA_INIT, .printed = ING_BUF_INIT, .err = LIBING_ERROR_INIT };
    t.pack.zone_seconds = 8 * 3600;
    t.reading = (ing_reading){ .pack = &t.pack, .arena = &t.arena, .zone_seconds = 8 * 3600, .shorts = &shorts_json,
                               .file = ING_TEXT_LIT("s.yaml") };
    *state = &t;
    return ing_map_put(&t.pack.roles, ING_TEXT_LIT("lead_group"), &role) ? 0 : -1;
}

static int tear_down(void **state)
{
    typing *t = *state;
    ing_map_free(&t->pack.roles);
    ing_arena_free(&t->arena);
    ing_buf_free(&t->printed);
    return 0;
}

static const char *read(typing *t, const ing_type *type, const char *yaml)
{
    const ing_yaml *node = NULL;
    const ing_json *value = NULL;
    ing_buf_clear(&t->printed);
    assert_int_equal(LIBING_OK, ing_yaml_read(&t->arena, ing_text_of(yaml), ING_TEXT_LIT("s.yaml"), &node, &t->err));
    if (ing_typed_read(&t->reading, type, node, "what", &value, &t->err) != LIBING_OK)
        return t->err.message;
    ing_json_write(value, &t->printed);
    return t->printed.ptr;
}

static void scalar__is_read_by_its_type_and_not_by_its_looks(void **state)
{
    assert_string_equal("\"007\"", read(*state, &type_text, "007"));
    assert_string_equal("\"false\"", read(*state, &type_text, "false"));
    assert_string_equal("-7", read(*state, &type_integer, "'-7'"));
    assert_string_equal("true", read(*state, &type_boolean, "\"true\""));
    assert_string_equal("\"2024-02-29\"", read(*state, &type_date, "2024-02-29"));
    assert_string_equal("\"minor\"", read(*state, &type_harm, "minor"));
}

static void scalar__of_another_type_is_refused_with_type_and_value(void **state)
{
    assert_string_equal("what: '007' is no integer", read(*state, &type_integer, "007"));
    assert_string_equal("what: '1.0' is no integer", read(*state, &type_integer, "1.0"));
    assert_string_equal("what: 'yes' is no boolean", read(*state, &type_boolean, "yes"));
    assert_string_equal("what: '2023-02-29' is no date", read(*state, &type_date, "2023-02-29"));
    assert_string_equal("what: 'miner' is none of its words; did you mean minor?", read(*state, &type_harm, "miner"));
    assert_string_equal("what has no value; leave the key out", read(*state, &type_text, "~"));
    assert_string_equal("what must be one value", read(*state, &type_text, "[a]"));
    assert_int_equal(1, ((typing *)*state)->err.line);
}

static void money__is_yuan_and_becomes_fen(void **state)
{
    assert_string_equal("2000000", read(*state, &type_money, "20000"));
    assert_string_equal("3334", read(*state, &type_money, "33.34"));
    assert_string_equal("3330", read(*state, &type_money, "33.3"));
    assert_string_equal("what: '1.234' is no money", read(*state, &type_money, "1.234"));
    assert_string_equal("what: '1.' is no money", read(*state, &type_money, "1."));
}

static void decimal__has_exactly_its_places(void **state)
{
    assert_string_equal("\"62.50\"", read(*state, &type_decimal, "62.5"));
    assert_string_equal("\"-2.00\"", read(*state, &type_decimal, "-2"));
    assert_string_equal("\"-0.05\"", read(*state, &type_decimal, "-0.05"));
}

static void time__without_an_offset_has_the_files(void **state)
{
    assert_string_equal("\"2024-03-15T09:40:00+08:00\"", read(*state, &type_time, "2024-03-15T09:40"));
    assert_string_equal("\"2024-03-15T09:40:05+08:00\"", read(*state, &type_time, "2024-03-15T09:40:05"));
    assert_string_equal("\"2024-03-16T00:40:00+08:00\"", read(*state, &type_time, "2024-03-15T16:40+00:00"));
}

static void party__may_be_short(void **state)
{
    assert_string_equal("\"shop:S1\"", read(*state, &type_party, "S1"));
    assert_string_equal("\"shop:S1a\"", read(*state, &type_party, "S1a"));
    assert_string_equal("\"farm:x.7\"", read(*state, &type_party, "farm:x.7"));
    assert_string_equal("\"unit:lead_group\"", read(*state, &type_party, "lead_group"));
    assert_string_equal("\"shop:anon1\"", read(*state, &type_shop, "anon1"));
}

static void party__of_no_kind_or_one_that_is_not_admitted_is_refused(void **state)
{
    assert_string_equal("what: 'F1' is no party_id{shop}", read(*state, &type_shop, "F1"));
    assert_string_equal("what: 'X1' is no party_id{shop}", read(*state, &type_shop, "X1"));
    assert_string_equal("what: 'anon1' is no party_id{shop, farm, unit}", read(*state, &type_party, "anon1"));
    assert_string_equal("what: 'farm:' is no party_id{shop, farm, unit}", read(*state, &type_party, "'farm:'"));
}

static void parties__may_be_a_range(void **state)
{
    assert_string_equal("[\"farm:F9\",\"farm:F10\",\"farm:F11\",\"shop:S1\"]", read(*state, &type_parties, "[F9..F11, S1]"));
    assert_string_equal("what: 'F9..S11' is no party_id{shop, farm, unit}", read(*state, &type_parties, "[F9..S11]"));
    assert_string_equal("what: 'F9..F8' is no party_id{shop, farm, unit}", read(*state, &type_parties, "[F9..F8]"));
}

static void records__are_equal_when_they_say_the_same(void **state)
{
    typing *t = *state;
    static const ing_json once = { .type = ING_JSON_INTEGER, .number = 1 };
    const ing_field fields[] = { { .name = { "count", 5 }, .type = &type_integer, .fallback = &once },
                                 { .name = { "hidden", 6 }, .type = &type_flag },
                                 { .name = { "name", 4 }, .type = &type_text, .optional = true } };
    const ing_type record = { .kind = ING_TYPE_RECORD, .field_count = 3, .fields = fields };
    const ing_type list = { .kind = ING_TYPE_LIST, .element = &record };
    const ing_json *a = NULL, *b = NULL, *c = NULL;
    assert_int_equal(LIBING_OK, ing_json_read(&t->arena, ing_text_of("[{\"name\":\"x\"}]"), &a, NULL));
    assert_int_equal(LIBING_OK, ing_json_read(&t->arena, ing_text_of("[{\"name\":\"x\",\"hidden\":false,\"count\":1}]"), &b, NULL));
    assert_int_equal(LIBING_OK, ing_json_read(&t->arena, ing_text_of("[{\"name\":\"x\",\"hidden\":true}]"), &c, NULL));
    assert_true(ing_typed_equal(&list, a, b));
    assert_false(ing_typed_equal(&list, a, c));
    assert_false(ing_typed_equal(&list, a, NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(scalar__is_read_by_its_type_and_not_by_its_looks),
        TEST(scalar__of_another_type_is_refused_with_type_and_value),
        TEST(money__is_yuan_and_becomes_fen),
        TEST(decimal__has_exactly_its_places),
        TEST(time__without_an_offset_has_the_files),
        TEST(party__may_be_short),
        TEST(party__of_no_kind_or_one_that_is_not_admitted_is_refused),
        TEST(parties__may_be_a_range),
        TEST(records__are_equal_when_they_say_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
