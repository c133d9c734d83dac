/* SPDX-License-Identifier: Apache-2.0 */
/* Mistakes in duties, each found where it stands. */
#include "mistakes.h"

#define DUTY(body) "duty \"d\" { " body " }"
#define MET(conditions) \
    DUTY("each = \"household\", every = \"day\", met = { " conditions " }")
#define WHEN(when) DUTY("each = \"household\", met = { known(last \"visited\") }, " when)

static const mistake mistakes_in_duties[] = {
    { DUTY("every = \"day\", met = { known(last(\"rule_adopted\")) }"), 1, 6, "E105",
      "duty d does not say who has it: each = \"party kind\"" },
    { DUTY("each = \"houshold\", every = \"day\", met = { }"), 1, 19, "E101",
      "unknown party kind, case kind or event houshold; did you mean household?" },
    { DUTY("each = today, every = \"day\", met = { }"), 1, 12, "E105",
      "each of a duty is a party kind, a case kind, or a list of parties, cases or words" },
    { DUTY("each = \"household\", every = \"day\""), 1, 6, "E105",
      "duty d does not say when it is met: met = { conditions }" },
    { WHEN("every = \"dya\""), 1, 73, "E101", "unknown period dya; did you mean day?" },
    { WHEN("every = 3"), 1, 65, "E105",
      "every is one of hour, day, week, month, quarter, year, or a param that says one of them" },
    { WHEN("every = \"day\", by = today"), 1, 6, "E105",
      "duty d says one of every = \"month\", by = a date, within = a duration" },
    { WHEN("since = today"), 1, 6, "E105", "duty d says one of every = \"month\", by = a date, within = a duration" },
    { WHEN("by = 3"), 1, 0, "E105", "by: expected date, got 3" },
    { WHEN("every = \"day\", record = \"all\""), 1, 80, "E105",
      "record: \"missed\" keeps met periods out of the log; left out, all are recorded" },
    { WHEN("every = \"day\", fields = { subjct = each }"), 1, 91, "E101",
      "unknown field subjct; did you mean subject?" },
    { WHEN("every = \"day\", exempt = { { known(last \"visited\") } }"), 1, 80, "E105",
      "exempt is a list of { \"reason\", conditions… }" },
    { WHEN("within = days(3)"), 1, 65, "E105",
      "within counts from a record: each is an event or a case kind" },
    { DUTY("each = \"visited\", every = \"day\", met = { known(last \"visited\") }"), 1, 19, "E105",
      "duty d of each visited says how long there is from there: within = days(3)" },
    { MET("period.strat:is(today)"), 1, 62, "E101",
      "unknown field of the period strat; did you mean start?" },
    { MET("covered(list(\"visited\")):atleast(3)"), 1, 55, "E105",
      "covered takes records of one kind whose fields from and to are times: "
      "covered(list(\"event\"))" },
};

static void mistakes_in_duties__are_found_one_by_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes_in_duties / sizeof mistakes_in_duties[0]; i++)
        assert_mistake(&mistakes_in_duties[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(mistakes_in_duties__are_found_one_by_one) };
    return cmocka_run_group_tests_name("pack/mistakes_duties", tests, NULL, NULL);
}
