/* SPDX-License-Identifier: Apache-2.0 */
/* When a cause is reviewed, and what its review comes to. */
#include "engine/review_internal.h"

static libing_status is_reviewed(ing_session *session, const ing_record *cause, bool *out, libing_error *err)
{
    bool is_of_time = ing_text_is(cause->type, "deadline.lapsed") || ing_text_is(cause->type, "duty.closed");

    *out = false;
    if (session->lender != NULL || cause->case_id.ptr == NULL || cause->cv == 0 || is_of_time)
        return LIBING_OK;
    return ing_source_is_older(session->source, cause, out, err);
}

/* The rules may come to no end on an order that they never met. The late record is true all the same and
 * must be recorded, so that is reported too; a limit decides nothing, and is an error as ever. */
static bool is_reportable(libing_status failed)
{
    return failed == LIBING_ERR_RULE || failed == LIBING_ERR_DEPTH || failed == LIBING_ERR_CALENDAR ||
           failed == LIBING_ERR_PACK || failed == LIBING_ERR_WORD || failed == LIBING_ERR_TYPE;
}

static libing_status review(ing_reviewing *r, libing_error *err)
{
    libing_error why = LIBING_ERROR_INIT;
    bool too_long = false;
    libing_status status = ing_review_collect(r, &too_long, err);

    if (status != LIBING_OK)
        return status;
    if (too_long)
        return ing_review_report(r, "review.too_long", err);
    ing_error_language(&why, r->session->language);
    status = ing_review_judge(r, &why);
    if (status == LIBING_OK || is_reportable(status))
        return ing_review_report(r, status == LIBING_OK ? NULL : why.id, err);
    if (err != NULL)
        *err = why;
    return status;
}

libing_status ing_review(ing_session *session, const ing_record *cause, libing_error *err)
{
    ing_reviewing r = { .session = session, .cause = cause };
    bool is_needed = false;
    libing_status status = is_reviewed(session, cause, &is_needed, err);

    if (status != LIBING_OK || !is_needed)
        return status;
    status = review(&r, err);
    if (r.shadow.source != NULL)
        ing_session_close(&r.shadow);
    ing_anew_free(&r.anew);
    ing_arena_free(&r.arena);
    return status;
}
