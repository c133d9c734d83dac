/* SPDX-License-Identifier: Apache-2.0 */
/* Packs that extend another: what they take over, what they may change, and what they are told. */
#include "mistakes.h"

#include "json/json.h"

#include <stdio.h>

static const char *const parent_rules =
    "param \"reward\" { zh = \"奖\", en = \"reward\", cite = \"三\", type = integer,\n"
    "  from = { [\"2023-01-01\"] = 1, [\"2025-01-01\"] = 3 } }\n"
    "rule \"first\" { case = \"fire\", on = \"burn_found\", zh = \"一\", en = \"first\", cite = \"三\",\n"
    "  given = { case.harm:upto \"minor\" }, must = remind { } }\n"
    "rule \"second\" { case = \"fire\", on = \"burn_found\", zh = \"二\", en = \"second\", cite = \"三\", must = remind { } }\n"
    "rule \"guard\" { case = \"fire\", on = \"burn_found\", locked = true, zh = \"守\", en = \"guard\", cite = \"三\",\n"
    "  must = remind { } }\n";

/* A parent under base/up/, and a child with one file. */
static ing_pack_source family(const char *head, const char *own)
{
    ing_pack_source source = { ING_ARENA_INIT, 0, NULL };
    pack_add(&source, "pack.lua", head);
    pack_add(&source, "own.lua", own);
    pack_add(&source, "base/up/pack.lua",
             "pack { id = \"up\", version = \"1.2.0\", files = { \"words.lua\", \"rules.lua\" },\n"
             "  calendar = \"calendar.csv\", time_zone = \"+07:00\", currency = \"CNY\" }");
    pack_add(&source, "base/up/words.lua", pack_words);
    pack_add(&source, "base/up/rules.lua", parent_rules);
    pack_add(&source, "base/up/calendar.csv", pack_calendar);
    return source;
}

#define HEAD "pack { id = \"own\", version = \"1\", extends = \"up >= 1.0\", files = { \"own.lua\" } }"

static ing_pack *child_of(const char *own)
{
    ing_pack_source source = family(HEAD, own);
    ing_pack *pack = NULL;
    libing_error err = LIBING_ERROR_INIT;
    if (ing_pack_load(&source, "en", NULL, NULL, &pack, &err) != LIBING_OK)
        fail_msg("%s:%d: %s", err.file, (int)err.line, err.message);
    ing_pack_source_free(&source);
    return pack;
}

static void assert_found(const char *head, const char *own, const char *place, const char *message)
{
    ing_pack_source source = family(head, own);
    ing_diagnosis *diagnosis = ing_diagnosis_new("en");
    ing_pack *pack = NULL;
    char found[96] = "";
    assert_int_equal(LIBING_OK, ing_pack_load(&source, "en", NULL, diagnosis, &pack, NULL));
    if (diagnosis->count != 1)
        show_findings(diagnosis);
    assert_int_equal(1, diagnosis->count);
    (void)snprintf(found, sizeof found, "%s:%d:%d %s", diagnosis->items[0].path, (int)diagnosis->items[0].line,
                   (int)diagnosis->items[0].column, diagnosis->items[0].code);
    assert_string_equal(place, found);
    assert_string_equal(message, diagnosis->items[0].message);
    ing_pack_free(pack);
    ing_diagnosis_free(diagnosis);
    ing_pack_source_free(&source);
}

static void child__has_what_its_parent_has_and_comes_after_it(void **state)
{
    (void)state;
    ing_pack *pack = child_of("rule \"own\" { on = \"burn_found\", must = remind { } }");
    assert_int_equal(4, pack->rule_count);
    assert_true(ing_text_is(pack->rules[0]->id, "first"));
    assert_true(ing_text_is(pack->rules[3]->id, "own"));
    assert_true(ing_text_is(pack->id, "own"));
    assert_true(ing_text_is(pack->parent_id, "up"));
    assert_true(ing_text_is(pack->parent_version, "1.2.0"));
    ing_pack_free(pack);
}

static void child__takes_over_zone_currency_and_calendar_that_it_does_not_say(void **state)
{
    (void)state;
    ing_pack *pack = child_of("");
    assert_true(ing_text_is(pack->zone, "+07:00"));
    assert_int_equal(7 * 3600, pack->zone_seconds);
    assert_true(ing_text_is(pack->currency, "CNY"));
    assert_true(ing_text_is(pack->calendar_path, "base/up/calendar.csv"));
    ing_pack_free(pack);
}

static void rule__replaced_stands_where_the_parents_stood(void **state)
{
    (void)state;
    ing_pack *pack = child_of("rule \"first\" { replaces = true, because = \"stricter\", case = \"fire\", on = \"burn_found\",\n"
                              "  given = { case.harm:is \"none\" }, must = remind { } }");
    assert_int_equal(3, pack->rule_count);
    assert_true(ing_text_is(pack->rules[0]->id, "first"));
    assert_true(ing_text_is(pack->rules[0]->given->kids[0]->source, "case.harm:is(\"none\")"));
    assert_true(ing_text_is(pack->rules[0]->titles.en, "first"));
    ing_pack_free(pack);
}

static void parameter__replaced_keeps_earlier_values_titles_and_type(void **state)
{
    (void)state;
    ing_pack *pack = child_of("param \"reward\" { replaces = true, because = \"minutes\", from = { [\"2024-07-01\"] = 9 } }");
    const ing_param *param = ing_map_get(&pack->params, ing_text_of("reward"));
    assert_int_equal(2, param->slice_count);
    assert_int_equal(ing_date_of(2023, 1, 1), param->slices[0].from);
    assert_int_equal(1, param->slices[0].value.number);
    assert_int_equal(ing_date_of(2024, 7, 1), param->slices[1].from);
    assert_int_equal(9, param->slices[1].value.number);
    assert_true(ing_text_is(param->titles.en, "reward"));
    assert_int_equal(ING_TYPE_INTEGER, param->type->kind);
    ing_pack_free(pack);
}

static void rule__dropped_is_gone(void **state)
{
    (void)state;
    ing_pack *pack = child_of("drop \"rule:first\" { because = \"not here\" }");
    assert_int_equal(2, pack->rule_count);
    assert_true(ing_text_is(pack->rules[0]->id, "second"));
    ing_pack_free(pack);
}

static void model__names_the_parent_and_what_was_changed_and_why(void **state)
{
    (void)state;
    ing_pack *pack = child_of("drop \"rule:first\" { because = \"not here\" }\n"
                              "param \"reward\" { replaces = true, because = \"minutes\", from = { [\"2024-07-01\"] = 9 } }");
    ing_arena arena = ING_ARENA_INIT;
    const ing_json *model = NULL;
    ing_buf text = ING_BUF_INIT;
    assert_int_equal(LIBING_OK, ing_json_read(&arena, pack->model, &model, NULL));
    ing_json_write(ing_json_get(model, "extends"), &text);
    assert_string_equal("{\"changes\":[{\"because\":\"not here\",\"construct\":\"rule\",\"dropped\":true,\"id\":\"first\"},"
                        "{\"because\":\"minutes\",\"construct\":\"param\",\"id\":\"reward\"}],\"id\":\"up\",\"version\":\"1.2.0\"}",
                        text.ptr);
    ing_buf_free(&text);
    ing_arena_free(&arena);
    ing_pack_free(pack);
}

static void closure__holds_the_parents_files(void **state)
{
    (void)state;
    ing_pack *pack = child_of("");
    assert_int_equal(6, pack->file_count);
    ing_pack_free(pack);
}

static void change__of_what_is_locked_missing_or_unexplained_is_refused(void **state)
{
    (void)state;
    assert_found(HEAD, "drop \"rule:guard\" { because = \"x\" }", "own.lua:1:6 E111",
                 "rule guard is locked by the parent (base/up/rules.lua:6)");
    assert_found(HEAD, "rule \"guard\" { replaces = true, because = \"x\", on = \"burn_found\", must = remind { } }",
                 "own.lua:1:6 E111", "rule guard is locked by the parent (base/up/rules.lua:6)");
    assert_found(HEAD, "drop \"rule:first\" { }", "own.lua:1:6 E111",
                 "say why rule first is changed: because = \"…\"");
    assert_found(HEAD, "drop \"rule:frist\" { because = \"x\" }", "own.lua:1:6 E111",
                 "the parent has no rule frist; did you mean first?");
    assert_found(HEAD, "rule \"new\" { replaces = true, because = \"x\", on = \"burn_found\", must = remind { } }",
                 "own.lua:1:6 E111", "the parent has no rule new");
    assert_found(HEAD, "rule \"first\" { on = \"burn_found\", must = remind { } }", "own.lua:1:6 E102",
                 "first is declared twice; first declared at base/up/rules.lua:3");
}

static void parent__missing_too_old_or_misnamed_is_said(void **state)
{
    (void)state;
    assert_found("pack { id = \"own\", version = \"1\", extends = \"down\", files = { \"own.lua\" } }", "",
                 "pack.lua:1:45 E111", "there is no pack down beside this one, nor in base/down/");
    assert_found("pack { id = \"own\", version = \"1\", extends = \"up >= 1.10\", files = { \"own.lua\" } }", "",
                 "pack.lua:1:45 E111", "the parent up has version 1.2.0, older than 1.10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(child__has_what_its_parent_has_and_comes_after_it),
        cmocka_unit_test(child__takes_over_zone_currency_and_calendar_that_it_does_not_say),
        cmocka_unit_test(rule__replaced_stands_where_the_parents_stood),
        cmocka_unit_test(parameter__replaced_keeps_earlier_values_titles_and_type),
        cmocka_unit_test(rule__dropped_is_gone),
        cmocka_unit_test(model__names_the_parent_and_what_was_changed_and_why),
        cmocka_unit_test(closure__holds_the_parents_files),
        cmocka_unit_test(change__of_what_is_locked_missing_or_unexplained_is_refused),
        cmocka_unit_test(parent__missing_too_old_or_misnamed_is_said),
    };
    return cmocka_run_group_tests_name("pack/inherit", tests, NULL, NULL);
}
