/* SPDX-License-Identifier: Apache-2.0 */
/* One mistake in the last file of a pack, and what is to be said about it. */
#ifndef TESTS_MISTAKES_H
#define TESTS_MISTAKES_H

#include "pack_text.h"

#define RULE(body)       "rule \"r\" { case = \"fire\", on = \"burn_verified\", " body " }"
#define GIVEN(condition) RULE("given = { " condition " }, must = remind { }")

typedef struct mistake {
    const char *rules;
    int line, column;
    const char *code, *message;
} mistake;

static inline void show_findings(const ing_diagnosis *diagnosis)
{
    for (size_t i = 0; i < diagnosis->count; i++)
        print_error("%s:%d:%d %s %s\n", diagnosis->items[i].path, (int)diagnosis->items[i].line,
                    (int)diagnosis->items[i].column, diagnosis->items[i].code,
                    diagnosis->items[i].message);
}

/* Lints wait for a pack without errors, so that an error is the only finding. */
static inline void assert_mistake(const mistake *expected)
{
    ing_diagnosis *diagnosis = pack_diagnose(NULL, expected->rules, "en");
    ing_diagnosis *in_chinese = pack_diagnose(NULL, expected->rules, "zh");
    bool is_alone = diagnosis->count == 1 && in_chinese->count == 1;
    const ing_finding *found = is_alone ? &diagnosis->items[0] : NULL;
    bool is_it = is_alone && found->line == expected->line && found->column == expected->column &&
                 strcmp(found->path, "rules.lua") == 0 &&
                 strcmp(found->code, expected->code) == 0 &&
                 strcmp(found->message, expected->message) == 0;
    if (!is_it) {
        print_error("%s\n", expected->rules);
        show_findings(diagnosis);
        fail_msg("expected rules.lua:%d:%d %s %s", expected->line, expected->column, expected->code,
                 expected->message);
    }
    assert_string_equal(found->code, in_chinese->items[0].code);
    assert_int_equal(found->column, in_chinese->items[0].column);
    assert_string_not_equal(found->message, in_chinese->items[0].message);
    ing_diagnosis_free(diagnosis);
    ing_diagnosis_free(in_chinese);
}

#endif
