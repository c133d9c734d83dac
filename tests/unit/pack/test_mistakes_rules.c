/* SPDX-License-Identifier: Apache-2.0 */
/* Mistakes in rules and their outcomes, one each: every one is found, at its place, in words that
 * help, and nothing else is. */
#include "mistakes.h"

static const mistake mistakes_in_rules[] = {
    { RULE("must = remnid { }"), 1, 56, "E101", "unknown action remnid; did you mean remind?" },
    { RULE("must = remind"), 1, 56, "E105",
      "an outcome is an action called with a table: write remind { … }" },
    { RULE("must = remind { due = case.harm }"), 1, 76, "E105",
      "due: expected date, but case.harm is one_of{none, minor, moderate, serious}" },
    { RULE("must = remind { deu = today }"), 1, 65, "E101",
      "unknown field deu; did you mean due?" },
    { RULE("must = suspend { household = case.household }"), 1, 56, "E112",
      "suspend needs the field year of its key, declared at words.lua:23" },
    { RULE("must = \"remind\""), 1, 56, "E105",
      "expected an outcome, written action { … }, got \"remind\"" },
    { RULE("must = no_suspension { household = case.household }"), 1, 56, "E112",
      "no_suspension needs the field reason, declared at words.lua:26" },
    { RULE("require = { { \"not_attributd\", ev.open_air } }, otherwise = no_suspension { }"), 1,
      63, "E109",
      "\"not_attributd\" is no reason of no_suspension; did you mean "
      "\"not_attributed\"?" },
    { RULE("require = { { \"x\", ev.open_air } }, otherwise = remind { }"), 1, 63, "E109",
      "remind has no field reason to say \"x\" in" },
    { RULE("require = { { \"x\", ev.open_air } }"), 1, 49, "E109",
      "rule r has require, but no otherwise says what happens when it fails" },
    { RULE("require = { \"no_rule\", ev.open_air }, otherwise = no_suspension { }"), 1, 49, "E105",
      "require is a list of { \"reason\", conditions… }" },
    { RULE("require = { { \"no_rule\", ev.open_air, househld = case.household } }, otherwise = "
           "no_suspension { }"),
      1, 87, "E101", "unknown field househld; did you mean household?" },
    { RULE("whn = {}, must = remind { }"), 1, 49, "E101",
      "unknown field of rule whn; did you mean on?" },
    { RULE("given = { ev.open_air }"), 1, 6, "E105",
      "rule r says nothing: to, must, may, must_not, choose or revoke" },
    { RULE("each = case.act, must = remind { }"), 1, 61, "E105",
      "each needs a list, but case.act is date" },
    { RULE("must = suspend { household = case.household, year = 2024, amount = 300 }"), 1, 0,
      "E105", "amount is money: write yuan(300) instead of 300" },
    { RULE("must = suspend { household = \"village:V1\", year = 2024 }"), 1, 78, "E105",
      "household: expected party_id{household}, got \"village:V1\"" },
    { RULE("must = suspend { household = case.household, year = 2024, items = { ev.act } }"), 1,
      107, "E105", "items: a list in braces may hold constants only" },
    { RULE("revoke = suspend { hosehold = case.household }"), 1, 68, "E101",
      "unknown field hosehold; did you mean household?" },
    { "rule \"r\" { case = \"fier\", on = \"burn_verified\", must = remind { } }", 1, 19, "E101",
      "unknown case kind fier; did you mean fire?" },
    { "rule \"r\" { case = \"fire\", on = \"burn_verifed\", must = remind { } }", 1, 32, "E101",
      "unknown event or action burn_verifed; did you mean burn_verified?" },
    { "rule \"r\" { case = \"fire\", on = \"rule_adopted\", must = remind { } }", 1, 32, "E105",
      "event rule_adopted is not about a case of kind fire" },
    { "rule \"r\" { case = \"fire\", on = \"confirm:suspnd\", must = remind { } }", 1, 32, "E101",
      "unknown action suspnd; did you mean suspend?" },
    { "rule \"r\" { case = \"fire\", must = remind { } }", 1, 6, "E105",
      "rule r does not say on what it speaks: on = \"event\"" },
    { "rule \"a b\" { case = \"fire\", on = \"burn_found\", must = remind { } }", 1, 6, "E105",
      "'a b' is no id for rule" },
    { "rule \"r\" { on = \"rule_adopted\", given = { case.act:is(today) }, must = remind { } }", 1,
      43, "E110",
      "case is not known here: nothing here is about a case; read store.x, or "
      "query with :of(…)" },
    { "rule \"r\" { on = \"rule_adopted\", given = { known(last(\"burn_found\")) }, must = remind "
      "{ } }",
      1, 49, "E107", "nothing here is about a case: add :of(store) or :of(a party)" },
    { "rule \"r\" { on = \"rule_adopted\", given = { known(store.vilage) }, must = remind { } }", 1,
      55, "E101", "unknown field vilage; did you mean village?" },
    { "rule \"r\" { on = \"burn_found\", must = remind { } }\nrule \"r\" { on = \"burn_found\", "
      "must = remind { } }",
      2, 6, "E102", "r is declared twice; first declared at rules.lua:1" },
    { "rule \"r\" { on = \"burn_found\", must = remind { ", 1, 45, "E100", "'{' is never closed" },
    { "rule \"r\" { on = \"burn_found\", must = remind { }, given = { case.act < today } }", 1, 0,
      "E104", "a comparison was computed while loading; write case.act:below(…)" },
    { RULE("must = remind { }, replaces = true, because = \"x\""), 1, 6, "E111",
      "the parent has no rule r" },
    { RULE("must = remind { }, because = \"x\""), 1, 68, "E111",
      "because stands beside replaces = true, or in drop" },
    { RULE("must = remind { function(f) return 1 end }"), 1, 0, "E105",
      "remind has a value without a name: write field = value" },
    { RULE("must = remind { due = function(f) return 1 end }"), 1, 0, "E105",
      "a function lives only in a fact: is = function(f) … end" },
    { RULE("must = remind { due = known(case.act) }"), 1, 71, "E105",
      "a condition stands where a value is wanted: declare a fact with holds = { "
      "… }" },
    { RULE("must = remind { due = case.act:is(today) }"), 1, 80, "E105",
      "a condition stands where a value is wanted: declare a fact with holds = { "
      "… }" },
    { RULE("must = remind { due = remind { } }"), 1, 56, "E105",
      "the outcome remind { … } stands where a value is wanted" },
    { RULE("must = remind { due = days(3) }"), 1, 71, "E105",
      "due: expected date, but days(3) is duration" },
    { RULE("must = remind { due = today + yuan(3) }"), 1, 0, "E105",
      "today (date) + yuan(3) (money) has no meaning" },
    { "rule \"r\" { on = \"visited\", given = { known(first(\"rule_adopted\")) }, must = remind { "
      "} }",
      1, 50, "E107",
      "rule_adopted is about the store, a party has none: use :of(store) and "
      "compare a field with :is" },
    { "rule \"r\" { on = \"visited\", given = { case.nte:is \"x\" }, must = remind { } }", 1, 43,
      "E101", "unknown field nte; did you mean note?" },
    { "rule \"r\" { on = \"suspend\", given = { ev.yaer:is(2024) }, must = remind { } }", 1, 41,
      "E101", "unknown field yaer; did you mean year?" },
    { "rule \"r\" { on = \"confirm:suspend\", given = { ev.raeson:is \"x\" }, must = remind { } }",
      1, 49, "E101", "unknown field raeson; did you mean reason?" },
    { "rule \"r\" { on = { \"burn_found\", \"visited\" }, given = { known(case.act) }, must = "
      "remind { } }",
      1, 62, "E110",
      "case is not known here: nothing here is about a case; read store.x, or "
      "query with :of(…)" },
    { "rule \"r\" { on = \"rule_adopted\", each = list(\"fire\", {}):of(store), given = { "
      "case.actt:is(today) }, must = remind { } }",
      1, 83, "E101", "unknown field actt; did you mean act?" },
};

static void mistakes_in_rules__are_found_one_by_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes_in_rules / sizeof mistakes_in_rules[0]; i++)
        assert_mistake(&mistakes_in_rules[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(mistakes_in_rules__are_found_one_by_one) };
    return cmocka_run_group_tests_name("pack/mistakes_rules", tests, NULL, NULL);
}
