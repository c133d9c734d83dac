/* SPDX-License-Identifier: Apache-2.0 */
/* Mistakes in procedures, and in what rules say of states and deadlines: every one is found, at its
 * place, in words that help, and nothing else is. */
#include "mistakes.h"

#define COURSE(body) "procedure \"course\" { case = \"fire\", start = \"found\", " body " }"
#define STATES                                                                                     \
    "states = { \"found\", \"verified\", \"closed\" }, regions = { order = { \"none\", "           \
    "\"ordered\" } }, "
#define GOOD                                                                                       \
    COURSE(STATES "deadlines = { pay_by = { runs = \"verified\", length = days(30) },\n"           \
                  "wait = { runs = \"order.ordered\", length = hours(24) } }")                     \
    "\n"

static const mistake mistakes_in_procedures[] = {
    { "procedure \"course\" { start = \"a\", states = { \"a\" } }", 1, 11, "E105",
      "procedure course does not say of which cases: case = \"kind\"" },
    { "procedure \"course\" { case = \"fier\", start = \"a\", states = { \"a\" } }", 1, 29, "E101",
      "unknown case kind fier; did you mean fire?" },
    { "procedure \"course\" { case = \"fire\", states = { \"a\" } }", 1, 11, "E105",
      "procedure course does not say where it begins: start = \"state\"" },
    { "procedure \"course\" { case = \"fire\", start = \"fonud\", states = { \"found\", \"closed\" "
      "} }",
      1, 45, "E101", "unknown state fonud; did you mean found?" },
    { "procedure \"course\" { case = \"fire\", start = \"a\" }", 1, 0, "E105",
      "states: write a list of states, { \"a\", \"b\" }" },
    { COURSE("states = { \"found\", \"found\" }"), 1, 45, "E102", "state found is listed twice" },
    { COURSE("states = { \"found\", \"A b\" }"), 1, 74, "E105", "'A b' is no id for a state" },
    { COURSE("states = { \"found\", \"closed\" }, ends = \"clsoed\""), 1, 93, "E101",
      "unknown state clsoed; did you mean closed?" },
    { COURSE("states = { \"found\", words_zh = { \"a\", \"b\" } }"), 1, 74, "E105",
      "words_zh: 2 titles for 1 words" },
    { COURSE("states = { \"found\" }, stats = { \"found\" }"), 1, 76, "E101",
      "unknown field of procedure stats; did you mean states?" },
    { COURSE("states = { \"found\" }, regions = { \"order\" }"), 1, 76, "E105",
      "regions: write { name = { \"first\", \"second\" } }" },
    { COURSE("states = { \"found\" }, regions = { state = { \"a\" } }"), 1, 88, "E102",
      "case.state means something else; a region cannot have that name" },
    { COURSE("states = { \"found\" }, regions = { act = { \"a\" } }"), 1, 88, "E102",
      "act is a field of fire; a procedure or region cannot have that name" },
    { COURSE("states = { \"found\" }, regions = { harmless = { \"a\" } }"), 1, 88, "E102",
      "harmless is a fact of fire; a procedure or region cannot have that name" },
    { COURSE("states = { \"found\" }, adopt = \"comittee\""), 1, 84, "E101",
      "unknown role comittee; did you mean committee?" },
    { COURSE("states = { \"found\" }") "\n" COURSE("states = { \"found\" }"), 2, 11, "E102",
      "course is declared twice; first declared at rules.lua:1" },
    { GOOD "procedure \"second\" { case = \"fire\", start = \"a\", states = { \"a\" }, deadlines = "
           "{ pay_by = {\n"
           "runs = \"a\", length = days(3) } } }",
      3, 82, "E102", "pay_by is declared twice; first declared at rules.lua:1" },
    /* deadlines */
    { COURSE(STATES "deadlines = { pay_by = { runs = \"verified\" } }"), 1, 157, "E108",
      "deadline pay_by has no length: length = days(3)" },
    { COURSE(STATES "deadlines = { pay_by = { length = days(3) } }"), 1, 157, "E108",
      "deadline pay_by does not say while which state it runs: runs = \"state\"" },
    { COURSE(STATES "deadlines = { pay_by = { runs = \"verifed\", length = days(3) } }"), 1, 175,
      "E101", "unknown state verifed; did you mean verified?" },
    { COURSE(STATES "deadlines = { pay_by = { runs = \"oder.ordered\", length = days(3) } }"), 1,
      175, "E101", "unknown region oder; did you mean order?" },
    { COURSE(STATES "deadlines = { pay_by = { runs = { \"verified\", \"order.ordered\" }, length = "
                    "days(3) } }"),
      1, 189, "E110",
      "deadline pay_by runs in one region, and order.ordered is a state of another" },
    { COURSE(STATES "deadlines = { pay_by = { runs = \"verified\", length = 3 } }"), 1, 0, "E105",
      "length: expected duration, got 3" },
    { COURSE(STATES "deadlines = { pay_by = { runs = \"verified\", length = months(1) } }"), 1, 196,
      "E108",
      "a month may lack the day: write months(n, \"clip\") for its last day or months(n, "
      "\"spill\") for the first of the next" },
    { COURSE(
          STATES
          "deadlines = { pay_by = { runs = \"verified\", length = workdays(param.fine.days) } }"),
      1, 196, "E108",
      "workdays needs working days, but the pack has no calendar: pack { calendar = "
      "\"calendar.csv\" }" },
    { COURSE(STATES "deadlines = { pay_by = { runs = \"verified\", length = days(3), roll = "
                    "\"next_workday\" } }"),
      1, 212, "E108",
      "deadline pay_by rolls to a working day, but the pack has no calendar: pack { calendar = "
      "\"calendar.csv\" }" },
    { COURSE(STATES "deadlines = { pay_by = { runs = \"verified\", length = days(3), roll = "
                    "\"nextworkday\" } }"),
      1, 212, "E101", "unknown way to roll nextworkday; did you mean next_workday?" },
    { COURSE(
          STATES
          "deadlines = { pay_by = { runs = \"verified\", length = days(3), from = due.pay_yb } }"),
      1, 216, "E101", "unknown deadline pay_yb; did you mean pay_by?" },
    { COURSE(STATES "deadlines = { pay_by = { runs = \"verified\", length = days(3), pause = "
                    "\"burn_found\" } }"),
      1, 213, "E105", "a span is written span(\"event\", \"event\")" },
    { COURSE(STATES "deadlines = { pay_by = { runs = \"verified\", length = days(3), pause = "
                    "span(\"burn_foudn\", "
                    "\"fine_paid\") } }"),
      1, 218, "E101", "unknown event or action burn_foudn; did you mean burn_found?" },
    { COURSE(STATES
             "deadlines = { pay_by = { runs = \"verified\", length = days(3), lenth = 3 } }"),
      1, 205, "E101", "unknown field of deadline lenth; did you mean length?" },
    { COURSE(STATES "deadlines = { pay_by = days(3) }"), 1, 157, "E105",
      "deadline pay_by: write { runs = \"state\", length = days(3) }" },
    /* rules */
    { GOOD RULE("from = \"foudn\", to = \"closed\""), 3, 56, "E101",
      "unknown state foudn; did you mean found?" },
    { GOOD RULE("to = \"clsed\""), 3, 54, "E101", "unknown state clsed; did you mean closed?" },
    { GOOD RULE("to = \"order.orderd\""), 3, 54, "E101",
      "unknown state order.orderd; did you mean order.ordered?" },
    { GOOD RULE("from = \"found\", to = \"order.ordered\""), 3, 56, "E110",
      "found is a state of another region than the rule's `to`; a rule moves one region" },
    { GOOD RULE("to = { \"verified\", \"order.ordered\" }"), 3, 68, "E110",
      "order.ordered is a state of another region than the rule's `to`; a rule moves one region" },
    { GOOD RULE("from = { \"found\", \"order.none\" }, must = remind { }"), 3, 67, "E110",
      "order.none is a state of another region than \"found\"" },
    { RULE("to = \"closed\""), 1, 54, "E110", "no procedure is about a case of kind fire" },
    { GOOD "rule \"r\" { on = \"rule_adopted\", to = \"closed\" }", 3, 33, "E110",
      "rule r is about no case, and only cases have states and deadlines" },
    { GOOD RULE("due = { pay_yb = today }"), 3, 57, "E101",
      "unknown deadline pay_yb; did you mean pay_by?" },
    { GOOD RULE("due = { wait = today }"), 3, 64, "E105",
      "wait: expected time, but today is date" },
    { GOOD RULE("due = today"), 3, 49, "E105", "due: write { deadline = date }" },
    { GOOD RULE("each = case.keys, to = \"closed\""), 3, 67, "E110",
      "rule r visits values, and only cases can be moved one by one" },
    { GOOD RULE("choose = { { ev.open_air, to = \"closed\" } }"), 3, 75, "E101",
      "unknown field of choose to" },
    { GOOD "rule \"r\" { on = \"lapse:pay_yb\", must = remind { } }", 3, 17, "E101",
      "unknown deadline pay_yb; did you mean pay_by?" },
    { GOOD "rule \"r\" { case = \"benefit\", on = \"lapse:pay_by\", must = remind { } }", 3, 35,
      "E105", "deadline pay_by is not of a case of kind benefit" },
    { GOOD "rule \"r\" { on = \"lapse:pay_by\", given = { ev.du:is(today) }, must = remind { } }",
      3, 46, "E101", "unknown field du; did you mean due?" },
    { GOOD
      "rule \"r\" { on = \"confirm:suspend\", given = { ev.yaer:is(2024) }, must = remind { } }",
      3, 49, "E101", "unknown field yaer; did you mean year?" },
    /* conditions */
    { GOOD GIVEN("case.state:is \"cloesd\""), 3, 73, "E105",
      "case.state: expected one_of{found, verified, closed}, got \"cloesd\"; did you mean "
      "\"closed\"?" },
    { GOOD GIVEN("was.order:is \"orderd\""), 3, 72, "E105",
      "was.order: expected one_of{none, ordered}, got \"orderd\"; did you mean \"ordered\"?" },
    { GOOD GIVEN("known(case.oder)"), 3, 70, "E101", "unknown field oder; did you mean order?" },
    { GOOD GIVEN("case.act:upto(due.pay_yb)"), 3, 77, "E101",
      "unknown deadline pay_yb; did you mean pay_by?" },
    { GOOD GIVEN("case.act:upto(due.wait)"), 3, 68, "E105",
      "case.act is date, but due.wait is time; compare days with days: add .date" },
    { GOOD GIVEN("known(due)"), 3, 65, "E105", "due is read with the name of a deadline: due.x" },
    { GIVEN("known(due.pay_by)"), 1, 69, "E110", "no procedure is about a case of kind fire" },
    { GOOD GIVEN("known(entered \"closd\")"), 3, 73, "E101",
      "unknown state closd; did you mean closed?" },
    { GOOD GIVEN("known(entered \"orderd\")"), 3, 73, "E101", "unknown state orderd" },
    { GOOD "rule \"r\" { on = \"rule_adopted\", given = { known(due.pay_by) }, must = remind { } }",
      3, 53, "E110", "nothing here is about a case, and only cases have states and deadlines" },
    { GOOD GIVEN("known(last \"lapse:pay_yb\")"), 3, 70, "E101",
      "unknown deadline pay_yb; did you mean pay_by?" },
    { GOOD GIVEN("elapsed(case.act, today, span(\"burn_found\")):is(3)"), 3, 84, "E105",
      "a span is written span(\"event\", \"event\")" },
    { GOOD GIVEN("covered(list(\"burn_found\")):is(3)"), 3, 59, "E110",
      "covered is not known here: only the conditions of a duty have a period" },
    /* events */
    { GOOD "event \"e\" { about = \"fire\", presupposes = \"verifed\" }", 3, 43, "E101",
      "unknown state verifed; did you mean verified?" },
    { GOOD "event \"e\" { about = \"fire\", presupposes = \"any (fonud)\" }", 3, 0, "E101",
      "unknown state fonud; did you mean found?" },
    { GOOD "event \"e\" { about = \"fire\", presupposes = \"order=orderd\" }", 3, 0, "E101",
      "unknown state order.orderd; did you mean order.ordered?" },
    { GOOD "event \"e\" { about = \"store\", presupposes = \"found\" }", 3, 30, "E110",
      "event e is about no case, and only cases have states" },
};

static void mistakes_in_procedures__are_found_one_by_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes_in_procedures / sizeof mistakes_in_procedures[0]; i++)
        assert_mistake(&mistakes_in_procedures[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(
        mistakes_in_procedures__are_found_one_by_one) };
    return cmocka_run_group_tests_name("pack/mistakes_procedures", tests, NULL, NULL);
}
