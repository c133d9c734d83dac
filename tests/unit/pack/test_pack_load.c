/* SPDX-License-Identifier: Apache-2.0 */
/* A pack that loads: what is in its model. */
#include "pack_text.h"

#include "pack/match.h"

#include <stdio.h>

static const ing_rule *rule_of(const ing_pack *pack, const char *id)
{
    for (size_t i = 0; i < pack->rule_count; i++) {
        if (ing_text_is(pack->rules[i]->id, id))
            return pack->rules[i];
    }
    fail_msg("no rule %s", id);
    return NULL;
}

static void assert_text(const char *expected, ing_text text)
{
    char copy[512];
    assert_true(text.len < sizeof copy);
    memcpy(copy, text.ptr != NULL ? text.ptr : "", text.len);
    copy[text.len] = '\0';
    assert_string_equal(expected, copy);
}

/* The canonical print of the only condition of the rule's `given`, with the calendar at hand. */
static void assert_source(const char *expected, const char *condition)
{
    static const char *const head =
        "pack { id = \"t\", version = \"1\", files = { \"words.lua\", \"rules.lua\" },\n"
        "  calendar = \"calendar.csv\" }";
    char rules[1024];
    (void)snprintf(
        rules, sizeof rules,
        "rule \"r\" { case = \"fire\", on = \"burn_verified\", given = { %s }, must = remind { } }",
        condition);
    ing_pack *pack = pack_of(head, rules);
    assert_int_equal(1, rule_of(pack, "r")->given->count);
    assert_text(expected, rule_of(pack, "r")->given->kids[0]->source);
    ing_pack_free(pack);
}

static void source__is_canonical(void **state)
{
    (void)state;
    assert_source("case.harm:upto(\"minor\")", "case.harm:upto \"minor\"");
    assert_source("case.act:before(\"2024-01-01\")", "case.act:below \"2024-01-01\"");
    assert_source("no(case.harmless)", "no( case.harmless )");
    assert_source("any{ev.open_air, known(case.act)}", "any { ev.open_air, known(case.act) }");
    assert_source("all{ev.open_air}", "all { ev.open_air }");
    assert_source("ev.actor:one_of({\"member\", \"tenant\"})",
                  "ev.actor:one_of { \"member\", \"tenant\" }");
    assert_source("ev.size:between(1, 9)", "ev.size:between(1, 9)");
    assert_source("last({\"burn_found\",\"burn_verified\"}, {it.late, "
                  "it.date:after(case.act)}).date:is(today)",
                  "last({ \"burn_found\", \"burn_verified\" }, { it.late, it.date:above(case.act) "
                  "}).date:is(today)");
    assert_source("sum(\"fine_paid\").amount:atleast(param.fine.amount)",
                  "sum(\"fine_paid\").amount:atleast(param.fine.amount)");
    assert_source("(param.fine.amount * ev.size + yuan(\"0.50\")):above(yuan(1))",
                  "(param.fine.amount * ev.size + yuan(\"0.50\")):above(yuan(1))");
    assert_source("(param.fine.amount * (ev.size - 1)):above(yuan(0))",
                  "(param.fine.amount * (ev.size - 1)):above(0)");
    assert_source("(case.act + workdays(param.fine.days:on(case.act))):before(today)",
                  "(case.act + workdays(param.fine.days:on(case.act))):before(today)");
    assert_source("(today - months(1, \"clip\")):upto(roll(case.act))",
                  "(today - months(1, \"clip\")):upto(roll(case.act))");
    assert_source("known(pick(case.keys, {it.kind:is(\"straw\")}).first.violator)",
                  "known(pick(case.keys, { it.kind:is \"straw\" }).first.violator)");
    assert_source("case.keys:has({kind = \"straw\", violator = case.household})",
                  "case.keys:has { violator = case.household, kind = \"straw\" }");
    assert_source("least(ev.size, 3):is(elapsed(case.act, today))",
                  "least(ev.size, 3):is(elapsed(case.act, today))");
    assert_source("known(list(\"benefit\", {it.owner:is(case.household)}):of(store).id)",
                  "known(list(\"benefit\", { it.owner:is(case.household) }).id)");
}

static void source__of_a_very_long_expression_is_cut(void **state)
{
    (void)state;
    ing_pack *pack =
        pack_of(NULL, "local list = {}\nfor i = 1, 300 do list[i] = ev.size:is(i) end\n"
                      "rule \"r\" { case = \"fire\", on = \"burn_verified\", given = { any(list) "
                      "}, must = remind { } }");
    ing_text source = rule_of(pack, "r")->given->kids[0]->source;
    assert_true(source.len > 1990 && source.len <= 2003);
    assert_memory_equal("…", source.ptr + source.len - 3, 3);
    ing_pack_free(pack);
}

/* --- paths ------------------------------------------------------------------------------------ */

static const ing_expr *left_of(const ing_pack *pack, size_t index)
{
    return rule_of(pack, "r")->given->kids[index]->kids[0];
}

static void path__is_field_fact_builtin_or_map_by_what_it_names(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(
        NULL,
        "rule \"r\" { case = \"fire\", on = \"burn_verified\", given = { known(case.act), "
        "known(case.act_day),\n"
        "  known(case.opened), known(case.keys.violator), known(case.keys.count), known(ev.by),\n"
        "  known(case.subject.note), known(case.household.members), known(case.items.kind) },\n"
        "  must = remind { } }");
    assert_int_equal(ING_EXPR_FIELD, left_of(pack, 0)->kind);
    assert_int_equal(ING_TYPE_DATE, left_of(pack, 0)->type->kind);
    assert_int_equal(ING_EXPR_FACT, left_of(pack, 1)->kind);
    assert_int_equal(ING_TYPE_DATE, left_of(pack, 1)->type->kind);
    assert_int_equal(ING_BUILTIN_OPENED, left_of(pack, 2)->builtin);
    assert_int_equal(ING_EXPR_MAP, left_of(pack, 3)->kind);
    assert_int_equal(ING_TYPE_PARTY_ID, left_of(pack, 3)->type->element->kind);
    assert_int_equal(ING_BUILTIN_COUNT, left_of(pack, 4)->builtin);
    assert_int_equal(ING_TYPE_ONE_OF, left_of(pack, 5)->type->kind);
    assert_int_equal(ING_TYPE_TEXT, left_of(pack, 6)->type->kind);
    assert_int_equal(ING_TYPE_INTEGER, left_of(pack, 7)->type->kind);
    assert_int_equal(ING_TYPE_ONE_OF, left_of(pack, 8)->type->element->kind);
    ing_pack_free(pack);
}

static void path__party_of_an_event_has_the_name_it_declares(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "rule \"r\" { on = \"visited\", given = { known(ev.subject), "
                                   "known(case.id), known(last(\"visited\")) },\n"
                                   "  must = remind { } }");
    assert_int_equal(ING_BUILTIN_PARTY, left_of(pack, 0)->builtin);
    assert_int_equal(ING_TYPE_PARTY_ID, left_of(pack, 0)->type->kind);
    assert_int_equal(ING_ROOT_PARTY, left_of(pack, 1)->kids[0]->root);
    assert_int_equal(ING_ROOT_PARTY, left_of(pack, 2)->query->scope->root);
    ing_pack_free(pack);
}

static void path__sets_of_words_are_joined_over_events(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "event \"x\" { about = \"fire\", fields = { actor = one_of { "
                                   "\"tenant\", \"outsider\" } } }\n"
                                   "rule \"r\" { case = \"fire\", on = { \"x\", \"burn_verified\" "
                                   "}, given = { known(case.actor), known(ev.actor) },\n"
                                   "  must = remind { } }");
    assert_int_equal(3, left_of(pack, 0)->type->word_count);
    assert_int_equal(3, left_of(pack, 1)->type->word_count);
    assert_null(left_of(pack, 1)->field);
    ing_pack_free(pack);
}

/* --- queries ---------------------------------------------------------------------------------- */

static const ing_query *query_of(const char *query, ing_pack **pack)
{
    char rules[1024];
    (void)snprintf(rules, sizeof rules,
                   "rule \"r\" { case = \"fire\", on = \"burn_verified\", each = case.keys, given "
                   "= { known(%s) }, must = remind { } }",
                   query);
    *pack = pack_of(NULL, rules);
    return left_of(*pack, 0)->query;
}

static bool has_index(const ing_pack *pack, const char *name)
{
    bool found = false;
    for (size_t i = 0; i < pack->index_count; i++)
        found = found || ing_text_is(pack->indexes[i], name);
    return found;
}

static void query__of_the_store_is_served_by_the_field_it_compares(void **state)
{
    (void)state;
    ing_pack *pack;
    const ing_query *query = query_of(
        "last(\"rule_adopted\", { it.filed, it.village:is \"village:V1\" }):of(store)", &pack);
    assert_text("village", query->atom_path);
    assert_text("\"village:V1\"", query->atom_value->source);
    assert_true(has_index(pack, "rule_adopted.village"));
    ing_pack_free(pack);
}

static void query__that_looks_into_a_list_of_records_is_served_by_its_party(void **state)
{
    (void)state;
    ing_pack *pack;
    const ing_query *query = query_of("first(\"burn_found\", { it.keys:has { kind = \"straw\", "
                                      "violator = case.household } }):of(store)",
                                      &pack);
    assert_text("keys.violator", query->atom_path);
    assert_text("case.household", query->atom_value->source);
    ing_pack_free(pack);
    query = query_of("first(\"burn_found\", { it.keys:has(each) }):of(store)", &pack);
    assert_text("keys.violator", query->atom_path);
    assert_text("each.violator", query->atom_value->source);
    assert_true(has_index(pack, "burn_found.keys.violator"));
    ing_pack_free(pack);
}

static void query__of_cases_has_the_store_as_scope_unless_told(void **state)
{
    (void)state;
    ing_pack *pack;
    const ing_query *query = query_of("list(\"benefit\", { it.owner:is(case.household) })", &pack);
    assert_true(query->of_cases);
    assert_int_equal(ING_ROOT_STORE, query->scope->root);
    assert_text("owner", query->atom_path);
    assert_false(has_index(pack, "benefit.owner"));
    ing_pack_free(pack);
    query = query_of("list(\"benefit\", {}):of(case.subject)", &pack);
    assert_int_equal(ING_BUILTIN_SUBJECT, query->scope->builtin);
    assert_null(query->filter);
    ing_pack_free(pack);
}

static void indexes__are_atoms_keys_and_revocations_sorted(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "rule \"r\" { case = \"fire\", on = \"burn_verified\", revoke = "
                                   "suspend { year = ev.act.year },\n"
                                   "  given = { known(last(\"rule_adopted\", { it.village:is "
                                   "\"village:V1\" }):of(store)) } }");
    assert_int_equal(3, pack->index_count);
    assert_text("rule_adopted.village", pack->indexes[0]);
    assert_text("suspend.household", pack->indexes[1]);
    assert_text("suspend.year", pack->indexes[2]);
    ing_pack_free(pack);
}

/* --- rules ------------------------------------------------------------------------------------ */

static void rule__keeps_outcomes_in_the_order_must_may_must_not(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(
        NULL, "action \"block\" { kind = \"guard\", fields = {} }\n"
              "rule \"r\" { case = \"fire\", on = \"burn_verified\", must_not = remind { },\n"
              "  must = { block { }, remind { due = today } }, may = remind { text = \"x\" } }");
    const ing_rule *rule = rule_of(pack, "r");
    assert_int_equal(4, rule->outcome_count);
    assert_text("block", rule->outcomes[0].action->id);
    assert_int_equal(ING_MUST_NOT,
                     rule->outcomes[0].modality); /* block is must_not wherever it stands */
    assert_int_equal(ING_MUST, rule->outcomes[1].modality);
    assert_int_equal(ING_MAY, rule->outcomes[2].modality);
    assert_int_equal(ING_MUST_NOT, rule->outcomes[3].modality);
    ing_pack_free(pack);
}

static void rule__has_require_otherwise_choose_again_and_each(void **state)
{
    (void)state;
    ing_pack *pack =
        pack_of(NULL, "rule \"r\" { on = \"rule_adopted\", each = list(\"fire\", {}):of(store), "
                      "given = known(case.act),\n"
                      "  require = { { \"no_rule\", ev.filed, household = case.household }, { "
                      "\"not_attributed\", case.harmless } },\n"
                      "  otherwise = no_suspension { },\n"
                      "  choose = { { case.harmless, must = remind { } }, { may = remind { } } },\n"
                      "  must = suspend { household = case.household, year = today.year },\n"
                      "  again = remind { } }");
    const ing_rule *rule = rule_of(pack, "r");
    assert_int_equal(2, rule->require_count);
    assert_text("no_rule", rule->require[0].reason);
    assert_text("household", rule->require[0].field_names[0]);
    assert_text("no_suspension", rule->otherwise->action->id);
    assert_int_equal(2, rule->choose_count);
    assert_null(rule->choose[1].when);
    assert_int_equal(ING_MAY, rule->choose[1].outcomes[0].modality);
    assert_text("remind", rule->again->action->id);
    assert_int_equal(ING_TYPE_CASE, rule->each->type->element->kind);
    assert_int_equal(1, rule->given->count);
    assert_non_null(pack->index);
    ing_pack_free(pack);
}

/* --- facts and parameters --------------------------------------------------------------------- */

static void fact__may_be_used_before_it_is_declared(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "fact \"a\" { of = \"fire\", is = case.b + 1 }\nfact \"b\" { of "
                                   "= \"fire\", is = count(\"burn_found\") }");
    assert_int_equal(ING_TYPE_INTEGER,
                     ing_pack_fact(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("a"))->type->kind);
    ing_pack_free(pack);
}

static void fact__of_choose_without_type_is_a_set_of_its_words(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(
        NULL,
        "fact \"a\" { of = \"fire\", measure = true,\n"
        "  choose = { { \"BAD\", case.open_air }, { \"GOOD\", case.harmless }, { \"BAD\" } } }");
    const ing_fact *fact = ing_pack_fact(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("a"));
    assert_int_equal(ING_TYPE_ONE_OF, fact->type->kind);
    assert_int_equal(2, fact->type->word_count);
    assert_int_equal(3, fact->branch_count);
    assert_true(fact->measure);
    ing_pack_free(pack);
}

static void fact__of_a_function_keeps_its_handle_and_type(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "fact \"a\" { of = { \"fire\", \"benefit\" }, type = "
                                   "\"integer\", is = function(f) return 1 end }");
    const ing_fact *fact = ing_pack_fact(pack, ING_TEXT_LIT("benefit"), ING_TEXT_LIT("a"));
    assert_true(fact->function > 0);
    assert_ptr_equal(fact, ing_pack_fact(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("a")));
    ing_pack_free(pack);
}

static void param__values_come_in_order_of_their_days(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(
        NULL,
        "param \"p.q\" { from = { [\"2024-07-01\"] = days(3), [\"2023-12-20\"] = workdays(2) } }\n"
        "param \"s\" { from = { [\"2024-01-01\"] = { \"a\", \"b\" } } }\n"
        "param \"d\" { from = { [\"2024-01-01\"] = ratio(3, 100) } }");
    const ing_param *param = ing_map_get(&pack->params, ING_TEXT_LIT("p.q"));
    assert_int_equal(ING_TYPE_DURATION, param->type->kind);
    assert_int_equal(2, param->slice_count);
    assert_int_equal(ing_date_of(2023, 12, 20), param->slices[0].from);
    assert_int_equal(ING_UNIT_WORKDAYS, param->slices[0].value.unit);
    param = ing_map_get(&pack->params, ING_TEXT_LIT("s"));
    assert_int_equal(ING_TYPE_TEXT, param->type->element->kind);
    param = ing_map_get(&pack->params, ING_TEXT_LIT("fine.amount"));
    assert_int_equal(10000, param->slices[0].value.number);
    ing_pack_free(pack);
}

static void vocabulary__knows_defaults_titles_of_words_and_fixed_fields(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "case \"c\" { fixed = { level = 2 } }\n"
                                   "event \"x\" { about = \"c\", opens = true, fields = { n = "
                                   "integer { default = 7, zh = \"数\" },\n"
                                   "  w = one_of { \"p\", \"q\", words_zh = { \"甲\", \"乙\" }, zh "
                                   "= \"词\" }, yuan = integer,\n"
                                   "  d = decimal(1) { default = 2 }, o = optional(date) } }");
    const ing_case_kind *kind = ing_map_get(&pack->cases, ING_TEXT_LIT("c"));
    assert_int_equal(6, kind->field_count);
    assert_int_equal(2, ing_json_integer(kind->fixed, "level", 0));
    const ing_event *event = ing_pack_event(pack, ING_TEXT_LIT("x"));
    assert_text("2.0", event->fields[0].fallback->text);
    assert_int_equal(7, event->fields[1].fallback->number);
    assert_text("数", event->fields[1].zh);
    assert_true(event->fields[2].optional);
    assert_text("乙", event->fields[3].type->words_zh[1]);
    assert_int_equal(ING_TYPE_MONEY, event->fields[4].type->kind);
    ing_pack_free(pack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(source__is_canonical),
        cmocka_unit_test(source__of_a_very_long_expression_is_cut),
        cmocka_unit_test(path__is_field_fact_builtin_or_map_by_what_it_names),
        cmocka_unit_test(path__party_of_an_event_has_the_name_it_declares),
        cmocka_unit_test(path__sets_of_words_are_joined_over_events),
        cmocka_unit_test(query__of_the_store_is_served_by_the_field_it_compares),
        cmocka_unit_test(query__that_looks_into_a_list_of_records_is_served_by_its_party),
        cmocka_unit_test(query__of_cases_has_the_store_as_scope_unless_told),
        cmocka_unit_test(indexes__are_atoms_keys_and_revocations_sorted),
        cmocka_unit_test(rule__keeps_outcomes_in_the_order_must_may_must_not),
        cmocka_unit_test(rule__has_require_otherwise_choose_again_and_each),
        cmocka_unit_test(fact__may_be_used_before_it_is_declared),
        cmocka_unit_test(fact__of_choose_without_type_is_a_set_of_its_words),
        cmocka_unit_test(fact__of_a_function_keeps_its_handle_and_type),
        cmocka_unit_test(param__values_come_in_order_of_their_days),
        cmocka_unit_test(vocabulary__knows_defaults_titles_of_words_and_fixed_fields),
    };
    return cmocka_run_group_tests_name("pack/pack_load", tests, NULL, NULL);
}
