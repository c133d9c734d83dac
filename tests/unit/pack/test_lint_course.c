/* SPDX-License-Identifier: Apache-2.0 */
/* Lints of procedures and tables: what may be loaded and had better not be. */
#include "pack_text.h"

#define COURSE(states, rest)                                                                         \
    "procedure \"course\" { zh = \"程序\", en = \"course\", cite = \"x\", case = \"fire\", start " \
    "= \"found\", states = { " states " }" rest " }\n"
#define RULE(id, body)                                                                             \
    "rule \"" id "\" { zh = \"规则\", en = \"rule\", cite = \"x\", case = \"fire\", on = "       \
                 "\"burn_verified\", " body " }\n"
#define TABLE(body)                                                                                \
    "table \"t\" { zh = \"表\", en = \"table\", case = \"fire\", inputs = { case.harm, "          \
    "ev.open_air }, outputs = { \"n\" }, " body " }\n"
#define USE                                                                                        \
    "param \"p\" { zh = \"参数\", en = \"p\", from = { [\"2023-01-01\"] = 1 } }\n"               \
    "fact \"used\" { zh = \"用\", en = \"used\", of = \"fire\", holds = { "                       \
    "param.fine.amount:above(yuan(0)), param.fine.days:is(param.p) } }\n"

typedef struct lint {
    const char *rules, *code, *message; /* NULL: nothing is found */
} lint;

static const lint lints[] = {
    { COURSE("\"found\", \"closed\"", ", ends = \"closed\"") RULE("r", "to = \"closed\""), NULL,
      NULL },
    { COURSE("\"found\", \"closed\", \"lost\"", ", ends = { \"closed\", \"lost\" }")
          RULE("r", "to = \"closed\""),
      "W203", "no rule moves a case of course to state lost" },
    { COURSE("\"found\", \"a\"", ", ends = \"found\"")
          RULE("r", "from = \"a\", to = { \"a\", \"found\" }"),
      "W203", "no rule moves a case of course to state a" },
    { COURSE("\"found\", \"closed\"", "") RULE("r", "from = \"found\", to = \"closed\""), "W203",
      "state closed of course has no way out and is none of its ends" },
    { COURSE("\"found\"",
             ", ends = \"found\", deadlines = { by = { runs = \"found\", length = days(3) } }"),
      "W203", "no rule answers lapse:by, and nothing reads due.by" },
    { COURSE("\"found\"",
             ", ends = \"found\", deadlines = { by = { runs = \"found\", length = days(3) } }")
          RULE("r", "must = remind { due = due.by }"),
      NULL, NULL },
    { COURSE("\"found\"",
             ", ends = \"found\", deadlines = { by = { runs = \"found\", length = days(3) } }")
          RULE("r", "given = { unknown(last \"lapse:by\") }, must = remind { }"),
      NULL, NULL },
    { COURSE("\"found\", \"a\", \"b\"", ", ends = { \"a\", \"b\" }")
          RULE("r", "to = \"a\", given = { ev.open_air }")
              RULE("s", "to = \"b\", from = \"found\", given = { ev.size:is(3), ev.open_air }"),
      "W201", "rule s can never match: rule r before it moves the case whenever it could" },
    { COURSE("\"found\", \"a\", \"b\"", ", ends = { \"a\", \"b\" }")
          RULE("r", "to = \"a\", given = { ev.size:is(3), ev.open_air }")
              RULE("s", "to = \"b\", given = { ev.open_air }"),
      "W202",
      "rules r and s may both match and move to different states; the one written first wins: "
      "write the "
      "difference down" },
    { COURSE("\"found\", \"a\", \"b\"", ", ends = { \"a\", \"b\" }")
          RULE("r", "to = \"a\", given = { case.harm:upto \"minor\" }")
              RULE("s", "to = \"b\", given = { case.harm:above \"minor\" }"),
      NULL, NULL },
    { COURSE("\"found\", \"a\", \"b\"", ", ends = { \"a\", \"b\" }")
          RULE("r", "to = \"a\", given = { no(ev.open_air) }")
              RULE("s", "to = \"b\", given = { ev.open_air }"),
      NULL, NULL },
    { COURSE("\"found\", \"a\"", ", ends = \"a\"") RULE("r", "to = \"a\"")
          RULE("s", "from = \"a\", given = { case.state:is \"found\" }, must = remind { }"),
      "W201", "rule s can never match: case.state:is(\"found\") excludes every state of its from" },
    { RULE("r",
           "given = { case.harm:below \"minor\", case.harm:atleast \"minor\" }, must = remind { }"),
      "W201",
      "rule r can never match: case.harm:below(\"minor\") and case.harm:atleast(\"minor\") exclude "
      "one another" },
    { TABLE("rows = { { \"-\", \"-\", 1 } }"), NULL, NULL },
    { TABLE("rows = { { \"none\", \"-\", 1 }, { \"-\", true, 1 } }"), "W205",
      "table t has two rows, 1 and 2, for case.harm = none, ev.open_air = true" },
    { TABLE("hit = \"any\", rows = { { \"none\", \"-\", 1 }, { \"-\", \"-\", 1 } }"), NULL, NULL },
    { TABLE("hit = \"any\", rows = { { \"none\", \"-\", 1 }, { \"-\", \"-\", 2 } }"), "W205",
      "table t has two rows, 1 and 2, for case.harm = none, ev.open_air = false" },
    { TABLE("hit = \"first\", rows = { { \"none\", \"-\", 1 }, { \"-\", true, 2 } }"), "W205",
      "table t has no row for case.harm = minor, ev.open_air = false" },
};

static void assert_lint(const lint *expected)
{
    ing_buf rules = ING_BUF_INIT;
    ing_buf_text(&rules, USE);
    ing_buf_text(&rules, expected->rules);
    ing_buf_byte(&rules, '\0');
    assert_false(rules.failed);
    ing_diagnosis *diagnosis = pack_diagnose(NULL, rules.ptr, "en");
    size_t wanted = expected->code != NULL ? 1 : 0;
    bool is_it = diagnosis->count == wanted;
    if (is_it && wanted == 1)
        is_it = strcmp(diagnosis->items[0].code, expected->code) == 0 &&
                strcmp(diagnosis->items[0].message, expected->message) == 0;
    if (!is_it) {
        for (size_t i = 0; i < diagnosis->count; i++)
            print_error("%s:%d %s %s\n", diagnosis->items[i].path, (int)diagnosis->items[i].line,
                        diagnosis->items[i].code, diagnosis->items[i].message);
        fail_msg("expected %s %s of\n%s", wanted == 1 ? expected->code : "nothing",
                 wanted == 1 ? expected->message : "", expected->rules);
    }
    ing_diagnosis_free(diagnosis);
    ing_buf_free(&rules);
}

static void lint__is_found_and_nothing_else_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lints / sizeof lints[0]; i++)
        assert_lint(&lints[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(lint__is_found_and_nothing_else_is) };
    return cmocka_run_group_tests_name("pack/lint_course", tests, NULL, NULL);
}
