/* SPDX-License-Identifier: Apache-2.0 */
/* What a run brought about against what its scenario expects. */
#ifndef ING_REHEARSE_FINDINGS_H
#define ING_REHEARSE_FINDINGS_H

#include "rehearse/scenario_run.h"

/* A decision of the run. */
typedef struct ing_made {
    ing_record record;
    const ing_action *action;       /* of the pack that runs, which is not the one that read the file */
    ing_text decider;
    /* A loser of precedence, or a must_not of what only a guard may say: it decides that something is not
     * done, and is no decision to do it. */
    bool is_void;
} ing_made;

typedef struct ing_made_list { ing_made *items; size_t count; } ing_made_list;

/* Append to `report` a line and its details for everything expected that did not come; nothing when all
 * did. */
libing_status ing_run_compare(const ing_run *run, ing_buf *report, libing_error *err);

/* --- its parts --- */

bool ing_made_is(const ing_made *made, const ing_action *action);
bool ing_made_fits(const ing_expected_decision *expected, const ing_made *made);

/* tell.c: in words, for the report. */
void ing_findings_tell_made(const ing_made *made, ing_buf *out);
void ing_findings_tell_expected(const ing_expected_decision *expected, ing_buf *out);
void ing_findings_tell_value(const ing_type *type, const ing_json *value, ing_buf *out);
/* Which decision comes nearest to the one expected, and which rule could have made it, with the first of
 * its conditions that failed. */
libing_status ing_findings_tell_missing(const ing_run *run, const ing_expected_decision *expected, const ing_made_list *made,
                               ing_buf *out, libing_error *err);

/* One of two words in the language of the run. */
const char *ing_run_say(const ing_run *run, const char *en, const char *zh)
    __attribute__((format_arg(2), format_arg(3)));

#endif
