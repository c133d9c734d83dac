/* SPDX-License-Identifier: Apache-2.0 */
/* Lints: packs that load, and had better be different. */
#include "mistakes.h"

#include <stdio.h>

#define FULL "zh = \"规\", en = \"rule\", cite = \"三\", "

static const mistake lints[] = {
    { "rule \"r\" { on = \"burn_found\", cite = \"三\", en = \"rule\", must = remind { } }", 1, 6,
      "W206", "rule r has no title: zh" },
    { "rule \"r\" { on = \"burn_found\", cite = \"三\", must = remind { } }", 1, 6, "W206",
      "rule r has no title: zh, en" },
    { "rule \"r\" { on = \"burn_found\", zh = \"规\", en = \"rule\", must = remind { } }", 1, 6,
      "W206", "rule r cites nothing: cite = \"clause\"" },
    { "param \"p\" { zh = \"参\", en = \"p\", from = { [\"2024-01-01\"] = 1 } }", 1, 7, "W206",
      "param p is never read" },
    { "param \"p\" { zh = \"参\", en = \"p\", assumed = true, from = { [\"2024-01-01\"] = 1 } }\n"
      "rule \"r\" { on = \"burn_verified\", " FULL
      "given = { ev.size:is(param.p) }, must = remind { } }",
      1, 7, "W206", "param p is assumed: say in a note on what grounds" },
    { "rule \"r\" { on = \"burn_verified\", " FULL
      "given = { ev.actor:is \"member\", ev.actor:is \"tenant\" }, must = remind { } }",
      1, 6, "W201",
      "rule r can never match: ev.actor:is(\"member\") and ev.actor:is(\"tenant\") exclude one "
      "another" },
    { "rule \"r\" { on = \"burn_verified\", " FULL
      "given = { ev.actor:one_of { \"member\" }, ev.actor:isnt \"member\" }, must = remind { } }",
      1, 6, "W201",
      "rule r can never match: ev.actor:one_of({\"member\"}) and ev.actor:isnt(\"member\") exclude "
      "one another" },
    { "rule \"r\" { on = \"burn_verified\", " FULL
      "given = { ev.size:above(3), ev.size:below(4) }, must = remind { } }",
      1, 6, "W201",
      "rule r can never match: ev.size:below(4) and ev.size:above(3) exclude one another" },
    { "rule \"r\" { on = \"burn_verified\", " FULL
      "given = { known(case.act), unknown(case.act) }, must = remind { } }",
      1, 6, "W201",
      "rule r can never match: known(case.act) and unknown(case.act) exclude one another" },
    { "rule \"r\" { on = \"burn_verified\", " FULL
      "given = { ev.open_air, no(ev.open_air) }, must = remind { } }",
      1, 6, "W201", "rule r can never match: ev.open_air and no(ev.open_air) exclude one another" },
    { "rule \"r\" { on = \"burn_verified\", " FULL "must = remind { }, again = remind { } }", 1, 6,
      "W201", "rule r has again, but no action of it has a key" },
    { "rule \"r\" { on = \"burn_verified\", " FULL
      "given = { case.seen:before(ev.at) }, must = remind { } }",
      1, 6, "W204",
      "rule r compares moments and never says ties: records of one day are undecided" },
    { "action \"a\" { zh = \"令\", en = \"order\", kind = \"order\", fields = {} }\n"
      "rule \"r\" { on = \"burn_verified\", " FULL "may = a { } }",
      2, 79, "W207", "a is of kind order: it stands under must, not under may" },
};

/* The parameters of the shared words are read here, so that nothing else is found. */
static const char *const reader =
    "\nrule \"zz\" { on = \"fine_paid\", " FULL
    "given = { ev.amount:above(param.fine.amount * param.fine.days) }, must = remind { } }";

static void lints__are_found_one_by_one_and_the_pack_loads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lints / sizeof lints[0]; i++) {
        char rules[2048];
        (void)snprintf(rules, sizeof rules, "%s%s", lints[i].rules, reader);
        ing_diagnosis *diagnosis = pack_diagnose(NULL, rules, "en");
        if (diagnosis->count != 1 || strcmp(lints[i].message, diagnosis->items[0].message) != 0 ||
            strcmp(lints[i].code, diagnosis->items[0].code) != 0) {
            show_findings(diagnosis);
            fail_msg("expected %s %s", lints[i].code, lints[i].message);
        }
        assert_int_equal(0, diagnosis->errors);
        assert_int_equal(lints[i].line, diagnosis->items[0].line);
        assert_int_equal(lints[i].column, diagnosis->items[0].column);
        ing_diagnosis_free(diagnosis);
    }
}

static void lint__of_moments_is_content_with_ties_in_a_fact(void **state)
{
    (void)state;
    char rules[2048];
    (void)snprintf(rules, sizeof rules, "%s%s",
                   "fact \"tie\" { of = \"fire\", zh = \"同\", en = \"tie\", holds = { "
                   "case.seen:ties(first(\"burn_found\").at) } }\n"
                   "rule \"r\" { on = \"burn_verified\", " FULL
                   "given = { any { case.tie, case.seen:before(ev.at) } }, must = remind { } }",
                   reader);
    ing_diagnosis *diagnosis = pack_diagnose(NULL, rules, "en");
    assert_int_equal(0, diagnosis->count);
    ing_diagnosis_free(diagnosis);
}

static void lints__do_not_speak_of_packs_with_errors(void **state)
{
    (void)state;
    ing_diagnosis *diagnosis =
        pack_diagnose(NULL, "rule \"r\" { on = \"burn_fond\", must = remind { } }", "en");
    assert_int_equal(1, diagnosis->count);
    ing_diagnosis_free(diagnosis);
}

static void lints__find_nothing_in_the_packs_that_come_with_the_library(void **state)
{
    (void)state;
    const char *const packs[] = { LIBING_SOURCE_DIR "/rules/bayi",
                                  LIBING_SOURCE_DIR "/examples/road_fines/pack" };
    for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++) {
        ing_pack_source source;
        ing_pack *pack = NULL;
        ing_diagnosis *diagnosis = ing_diagnosis_new("en");
        assert_int_equal(LIBING_OK, ing_pack_source_directory(packs[i], &source, NULL));
        assert_int_equal(LIBING_OK, ing_pack_load(&source, "en", NULL, diagnosis, &pack, NULL));
        show_findings(diagnosis);
        assert_int_equal(0, diagnosis->count);
        ing_pack_free(pack);
        ing_diagnosis_free(diagnosis);
        ing_pack_source_free(&source);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lints__are_found_one_by_one_and_the_pack_loads),
        cmocka_unit_test(lint__of_moments_is_content_with_ties_in_a_fact),
        cmocka_unit_test(lints__do_not_speak_of_packs_with_errors),
        cmocka_unit_test(lints__find_nothing_in_the_packs_that_come_with_the_library),
    };
    return cmocka_run_group_tests_name("pack/pack_lint", tests, NULL, NULL);
}
