/* SPDX-License-Identifier: Apache-2.0 */
/* Mistakes in conditions and values, one each: every one is found, at its place, in words that
 * help, and nothing else is. */
#include "mistakes.h"

static const mistake mistakes_in_conditions[] = {
    { GIVEN("case.harm:upto \"mild\""), 1, 74, "E105",
      "case.harm: expected one_of{none, minor, moderate, serious}, got \"mild\"" },
    { GIVEN("case.harm:upto \"sever\""), 1, 74, "E105",
      "case.harm: expected one_of{none, minor, moderate, serious}, got \"sever\"" },
    { GIVEN("case.ham:is \"none\""), 1, 64, "E101", "unknown field ham; did you mean harm?" },
    { GIVEN("ev.actr:is \"member\""), 1, 62, "E101", "unknown field actr; did you mean act?" },
    { GIVEN("ev.actor:isnot \"member\""), 1, 68, "E101", "unknown verb isnot; did you mean isnt?" },
    { GIVEN("ev.size:before(3)"), 1, 67, "E105",
      "before compares dates and moments, but ev.size is integer" },
    { GIVEN("ev.actor:below \"member\""), 1, 68, "E105",
      "below needs values in an order (integer, money, decimal, date, ladder), but "
      "ev.actor is one_of{member, tenant}" },
    { GIVEN("ev.act:is \"2024-02-30\""), 1, 69, "E105",
      "ev.act: expected date, got \"2024-02-30\"" },
    { GIVEN("case.seen:before(case.act)"), 1, 69, "E105",
      "case.seen is time, but case.act is date; compare days with days: add .date" },
    { GIVEN("param.fine.amout:is(3)"), 1, 70, "E101",
      "unknown param fine.amout; did you mean fine.amount?" },
    { GIVEN("param.fine.amount:above(100)"), 1, 0, "E105",
      "param.fine.amount is money: write yuan(100) instead of 100" },
    { GIVEN("true"), 1, 0, "E104",
      "true stands in a list of conditions: write x:is(…) or no(…) instead of "
      "== and not" },
    { GIVEN("ev.size == 3"), 1, 59, "E104",
      "a comparison was computed while loading; write x:is(…) or no(…) instead "
      "of == and not" },
    { GIVEN("ev.size"), 1, 62, "E105",
      "ev.size is integer, not a condition: write known(x) or x:is(…)" },
    { GIVEN("known(it.size)"), 1, 65, "E110",
      "it is not known here: it is the record under test inside a filter" },
    { GIVEN("known(each)"), 1, 65, "E110",
      "each is not known here: the rule has no each = over values" },
    { GIVEN("known(first(\"burn_fond\"))"), 1, 71, "E101",
      "unknown event, action, case or party kind burn_fond; did you mean "
      "burn_found?" },
    { GIVEN("known(first(\"visited\"))"), 1, 71, "E107",
      "visited is about a party: add :of(case.subject)" },
    { GIVEN("known(first(\"rule_adopted\"))"), 1, 71, "E107",
      "rule_adopted is about the store: add :of(store) and compare a field with :is" },
    { GIVEN("known(first(\"rule_adopted\", { it.filed }):of(store))"), 1, 65, "E107",
      "a query of the store must compare a field: add a condition like "
      "it.field:is(…) or it.list:has(…)" },
    { GIVEN(
          "known(first(\"burn_found\", { known(first(\"fine_paid\", { it.amount:above(0) })) }))"),
      1, 65, "E110", "a filter inside a filter: give the inner query a fact" },
    { GIVEN("known(first { \"burn_found\", \"benefit\" })"), 1, 87, "E105",
      "a query goes through records, cases or parties, not through several of "
      "them: benefit" },
    { GIVEN("sum(\"fine_paid\"):is(0)"), 1, 59, "E105",
      "sum needs the field that it adds: sum(\"x\", { … }).yuan" },
    { GIVEN("sum(\"fine_paid\").items:is(0)"), 1, 76, "E105",
      "sum adds integers, money and decimals; items is none" },
    { GIVEN("count(\"burn_found\", { it.size:is(1) }):is(1)"), 1, 84, "E101",
      "unknown field size" },
    { GIVEN("case.keys:has { violater = case.household }"), 1, 75, "E101",
      "unknown field violater; did you mean violator?" },
    { GIVEN("case.act:has \"x\""), 1, 68, "E105", "has looks into a list, but case.act is date" },
    { GIVEN("case.act:after(today - 3)"), 1, 0, "E105",
      "today (date) - 3 (integer) has no meaning; write days(…) or workdays(…)" },
    { GIVEN("elapsed(case.act, today):above(days(3))"), 1, 84, "E105",
      "elapsed(case.act, today) is integer, but days(3) is duration" },
    { GIVEN("case.act:after(today - months(1))"), 1, 82, "E108",
      "a month may lack the day: write months(n, \"clip\") for its last day or "
      "months(n, \"spill\") for the first of the next" },
    { GIVEN("case.act:after(roll(today))"), 1, 74, "E108",
      "roll needs working days, but the pack has no calendar: pack { calendar = "
      "\"calendar.csv\" }" },
    { GIVEN("due.pay_by:is(today)"), 1, 63, "E110", "no procedure is about a case of kind fire" },
    { GIVEN("was.state:is \"x\""), 1, 63, "E110", "no procedure is about a case of kind fire" },
    { GIVEN("known(entered \"x\")"), 1, 73, "E110", "no procedure is about a case of kind fire" },
    { GIVEN("case.act:within(today)"), 1, 75, "E105",
      "within: expected list<date>, but today is date" },
    { GIVEN("elpased(case.act, today):above(3)"), 1, 59, "E101",
      "unknown function elpased; did you mean elapsed?" },
    { GIVEN("todya:after(case.act)"), 1, 59, "E101", "unknown word todya; did you mean today?" },
    { GIVEN("remind:is(1)"), 1, 59, "E105",
      "remind is an action, not a value; an outcome is written remind { … }" },
    { GIVEN("case.act - today"), 1, 0, "E105",
      "case.act (date) - today (date) has no meaning; write elapsed(from, to)" },
    { GIVEN("ev.by:is \"comittee\""), 1, 68, "E105",
      "ev.by: expected one_of{grid_member, committee}, got \"comittee\"; did you "
      "mean \"committee\"?" },
    { GIVEN("case.items:one_of { \"a\" }"), 1, 70, "E105",
      "one_of compares one value with several, but case.items is list<text>" },
    { GIVEN("case.act:on(today)"), 1, 27, "E105",
      ":on takes a day, and belongs to a param: param.x:on(day)" },
    { GIVEN("case.harmless.x"), 1, 73, "E101", "unknown field x" },
    { GIVEN("any { }"), 1, 59, "E105", "any takes a list of conditions: any { a, b }" },
    { GIVEN("no(case.harm)"), 1, 67, "E105",
      "case.harm is one_of{none, minor, moderate, serious}, not a condition: write "
      "known(x) or x:is(…)" },
    { GIVEN("case.act.yaer:is(2024)"), 1, 68, "E101", "unknown field yaer; did you mean year?" },
    { GIVEN("case.seen:ties(case.act)"), 1, 69, "E105",
      "case.seen is time, but case.act is date; compare days with days: add .date" },
    { GIVEN("known(covered(case.keys))"), 1, 65, "E110",
      "covered is not known here: only the conditions of a duty have a period" },
    { GIVEN("known(season)"), 1, 65, "E101", "unknown word season" },
    { GIVEN("period.start:is(today)"), 1, 59, "E110",
      "period is not known here: only the conditions and fields of a duty have one" },
    { GIVEN("known(period)"), 1, 65, "E105",
      "period is read with a name: period.start, period.end or period.id" },
    { GIVEN("elapsed(case.act, today, span(\"a\", \"b\")):above(3)"), 1, 89, "E101",
      "unknown event or action a" },
    { GIVEN("case.act:between(today)"), 1, 68, "E105",
      "between compares with two values: between(a, b)" },
    { GIVEN("case.act:is()"), 1, 68, "E105", "is compares with one value" },
    { GIVEN("ev.size:one_of { }"), 1, 67, "E105",
      "one_of compares with a list of values, this one is empty" },
    { GIVEN("earliest { case.act, case.seen }:is(today)"), 1, 59, "E105",
      "earliest mixes date and time" },
    { GIVEN("least(case.act, today):is(today)"), 1, 59, "E105",
      "least takes numbers, money or ladders, but case.act is date" },
    { GIVEN("known(pick(case.act, { it.x }))"), 1, 65, "E105",
      "pick takes a list, but case.act is date" },
    { GIVEN("known(split(3, case.keys))"), 1, 0, "E105",
      "split is money: write yuan(3) instead of 3" },
    { GIVEN("case.open_air:is \"yes\""), 1, 76, "E105",
      "case.open_air: expected boolean, got \"yes\"" },
    { GIVEN("known(first(\"burn_found\"):of(case.act))"), 1, 85, "E105",
      ":of takes a party, a case or store, but case.act is date" },
    { GIVEN("known(first(\"item\"):of(case.id))"), 1, 71, "E107",
      "item is never about fire: say of what with :of(…)" },
    { GIVEN("known(list(\"benefit\", {}):of(case.id))"), 1, 85, "E105",
      "a case holds no other cases: use :of(case.subject) or :of(store)" },
    { GIVEN("{ case.act }"), 1, 0, "E105",
      "a list stands where a condition is wanted: write all { … } or any { … }" },
    { GIVEN("case.harmless == false"), 1, 12, "E104",
      "a comparison was computed while loading; write x:is(…) or no(…) instead "
      "of == and not" },
    { GIVEN("was.harmless"), 1, 63, "E105",
      "was shows fields as they were; the fact harmless is computed for now: write "
      "case.harmless" },
    { GIVEN("known(first(\"burn_found\", case.act:is(today), 3))"), 1, 65, "E105",
      "a query is written first(\"name\", { conditions })" },
};

static void mistakes_in_conditions__are_found_one_by_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes_in_conditions / sizeof mistakes_in_conditions[0]; i++)
        assert_mistake(&mistakes_in_conditions[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(
        mistakes_in_conditions__are_found_one_by_one) };
    return cmocka_run_group_tests_name("pack/mistakes_conditions", tests, NULL, NULL);
}
