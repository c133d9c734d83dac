/* SPDX-License-Identifier: Apache-2.0 */
/* Mistakes in tables and in looking things up: every one is found, at its place, in words that
 * help, and nothing else is. */
#include "mistakes.h"

#define TABLE(body) "table \"basis\" { case = \"fire\", " body " }"

#define GOOD                                                                                       \
    "law \"a\" { to = \"2024-06-30\" } law \"b\" { from = \"2024-07-01\" }\n"                      \
    "table \"basis\" { case = \"fire\", inputs = { case.harm }, outputs = { \"law\", \"max\", "    \
    "\"who\" }, hit = \"priority\", rank = \"max\",\n"                                             \
    "  rows = { { \"none\", \"a\", yuan(1), \"committee\" }, { \"-\", \"b\", yuan(2), \"-\" } } "  \
    "}\n"

static const mistake mistakes_in_tables[] = {
    { TABLE("outputs = { \"max\" }, rows = { { 1 } }"), 1, 7, "E105",
      "table basis needs inputs = { values } and outputs = { \"names\" }" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }"), 1, 7, "E105",
      "table basis needs either rows = { … } or csv = \"file.csv\"" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, rows = { { \"none\" } }"), 1, 77,
      "E105", "row 1 of table basis: expected 1 inputs and 1 outputs, got 1" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, rows = { { \"nne\", 1 } }"), 1, 88,
      "E105",
      "case.harm: expected one_of{none, minor, moderate, serious}, got \"nne\"; did you mean "
      "\"none\"?" },
    { TABLE("inputs = { case.hram }, outputs = { \"max\" }, rows = { { \"none\", 1 } }"), 1, 48,
      "E101", "unknown field hram; did you mean harm?" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, rows = { { \"none\", 1 }, { \"minor\", "
            "yuan(1) } }"),
      1, 112, "E105", "max: expected integer, got yuan(…)" },
    { TABLE(
          "inputs = { case.harm }, outputs = { \"max\", \"max\" }, rows = { { \"none\", 1, 1 } }"),
      1, 68, "E102", "output max is listed twice" },
    { TABLE("inputs = { case.harm }, outputs = { \"Max\" }, rows = { { \"none\", 1 } }"), 1, 68,
      "E105", "'Max' is no id for an output" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, hit = \"uniq\", rows = { { \"none\", 1 "
            "} }"),
      1, 83, "E101", "unknown hit uniq; did you mean unique?" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, hit = \"colect\", rows = { { \"none\", "
            "1 } }"),
      1, 83, "E101", "unknown hit colect; did you mean collect?" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, hit = \"priority\", rows = { { "
            "\"none\", 1 } }"),
      1, 7, "E105", "table basis compares rows: say by what, rank = { \"output\" }" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, hit = \"priority\", rank = \"mxa\", "
            "rows = { { \"none\", 1 } }"),
      1, 102, "E101", "unknown output mxa; did you mean max?" },
    { TABLE("inputs = { case.harm }, outputs = { \"who\" }, hit = \"priority\", rank = \"who\", "
            "rows = { { \"none\", \"x\" } }"),
      1, 68, "E105", "rank needs an order, but who is one_of{x}" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, law_time = \"step\", rows = { { "
            "\"none\", 1 } }"),
      1, 77, "E105", "table basis has law_time, but no output is a law" },
    { TABLE("inputs = { case.harm }, outputs = { \"law\" }, rows = { { \"none\", \"村组法72\" } }"),
      1, 96, "E101", "unknown law 村组法72; did you mean 村组法27?" },
    { TABLE("inputs = { case.harm }, outputs = { \"law\" }, rows = { { \"none\", \"村组法27@2024\" "
            "} }"),
      1, 96, "E105",
      "'村组法27@2024': the days of a law are written @2024-01-01..2026-08-14, @..day or @day.." },
    { TABLE("inputs = { case.harm }, outputs = { \"law\" }, rows = { { \"none\", "
            "\"村组法27@2018-01-01..\" } }"),
      1, 96, "E105", "村组法27@2018-01-01.. is not inside the days in which that law is in force" },
    { TABLE("inputs = { case.seen }, outputs = { \"law\" }, law_time = \"act\", act = case.seen, "
            "rows = { { \"-\", \"村组法27\" } }"),
      1, 48, "E105", "act: expected date, but case.seen is time" },
    { "table \"basis\" { case = \"benefit\", inputs = { case.year }, outputs = { \"law\" }, "
      "law_time = \"act\", rows = { { \"-\", \"村组法27\" } } }",
      1, 80, "E105", "table basis does not say which day is that of the act: act = case.x" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, csv = \"bassis.csv\""), 1, 83, "E101",
      "unknown file bassis.csv" },
    { TABLE("inputs = { case.harm }, outputs = { \"max\" }, row = { { \"none\", 1 } }, rows = { }"),
      1, 77, "E101", "unknown field of table row; did you mean rows?" },
    { "table \"remind\" { inputs = { today }, outputs = { \"max\" }, rows = { { \"-\", 1 } } }", 1,
      7, "E102", "remind is declared twice; first declared at words.lua:28" },
    { "fact \"f\" { of = \"fire\", is = basis.max }\n"
      "table \"basis\" { inputs = { case.f }, outputs = { \"max\" }, rows = { { 1, 1 } } }",
      2, 33, "E106", "facts rest on one another: f → f" },
    { "table \"basis\" { inputs = { basis.max }, outputs = { \"max\" }, rows = { { 1, 1 } } }", 1,
      34, "E106", "the inputs of table basis rest on its own outputs" },
    /* looking up */
    { GOOD GIVEN("basis.mxa:above(yuan(1))"), 4, 65, "E101",
      "unknown output mxa; did you mean max?" },
    { GOOD GIVEN("bassis.max:above(yuan(1))"), 4, 59, "E101",
      "unknown word bassis; did you mean basis?" },
    { GOOD GIVEN("known(basis)"), 4, 65, "E105",
      "basis is a table: read one of its outputs, basis.law" },
    { GOOD GIVEN("basis.max:above(1)"), 4, 0, "E105",
      "basis.max is money: write yuan(1) instead of 1" },
    { GOOD GIVEN("basis.who:is \"comittee\""), 4, 72, "E105",
      "basis.who: expected one_of{committee}, got \"comittee\"; did you mean \"committee\"?" },
    { GOOD "rule \"r\" { on = \"rule_adopted\", given = { known(basis.max) }, must = remind { } }",
      4, 55, "E110", "table basis looks at a case, and nothing here is about one" },
    { GOOD "fact \"f\" { of = \"benefit\", is = basis.max }", 4, 39, "E110",
      "table basis is not about a case of kind benefit" },
};

static void mistakes_in_tables__are_found_one_by_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes_in_tables / sizeof mistakes_in_tables[0]; i++)
        assert_mistake(&mistakes_in_tables[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(
        mistakes_in_tables__are_found_one_by_one) };
    return cmocka_run_group_tests_name("pack/mistakes_tables", tests, NULL, NULL);
}
