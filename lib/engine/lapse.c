/* SPDX-License-Identifier: Apache-2.0 */
/* Time passes only by records: deadlines that ended before a moment become deadline.lapsed records, in
 * order of their end, of the record that set them, of their name. Each is a cause of its own, and may set
 * deadlines that end before the moment too. */
#include "engine/lapse.h"

#include <stdio.h>

#define LAPSES_MAX 100000 /* of one call: rules that set a deadline into the past again and again */

static libing_status copy_day(ing_session *session, const ing_running *running, ing_text *out,
                              libing_error *err)
{
    char text[26];
    char *copy;
    bool is_day = running->due.len == 10;
    ing_moment end = { running->ends, is_day };

    ing_moment_format(end, ing_store_zone(session->store), text);
    copy = ing_arena_text(&session->cause, text, strlen(text));
    *out = ing_text_of(copy);
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

/* T-6: the record's `at` is the day after a date, the instant of a moment. */
static libing_status lapse_one(ing_session *session, const ing_running *running, ing_text t,
                               libing_error *err)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;
    ing_json_builder data = ing_json_begin(&session->cause);
    const ing_record *record = NULL;
    libing_status status = copy_day(session, running, &head.at, err);

    if (status == LIBING_OK)
        status = ing_store_next_version(session->store, running->case_id, &head.cv, err);
    if (status != LIBING_OK)
        return status;
    head.type = ING_TEXT_LIT("deadline.lapsed");
    head.case_id = running->case_id;
    head.t = t;
    ing_json_put_text(&data, "procedure", running->procedure);
    ing_json_put_text(&data, "deadline", running->name);
    ing_json_put_text(&data, "due", running->due);
    status = ing_session_record(session, &head, ing_json_end_object(&data), &record, err);
    return status == LIBING_OK ? ing_decide(session, record, err) : status;
}

libing_status ing_lapse(ing_session *session, const ing_running_scope *scope, int64_t until, ing_text t,
                        int64_t *lapsed, libing_error *err)
{
    char kept_t[25];
    libing_status status = LIBING_OK;

    (void)snprintf(kept_t, sizeof kept_t, "%.*s", ING_TEXT_ARG(t)); /* the cause arena is reset below */
    for (*lapsed = 0; status == LIBING_OK; ++*lapsed) {
        ing_running running;

        if (*lapsed == LAPSES_MAX)
            return ing_fail(err, LIBING_ERR_DEPTH, "lapse.endless", "more than %d deadlines lapse at once",
                            "一次届满的期限超过%d个", LAPSES_MAX);
        ing_session_next_cause(session);
        status = ing_store_next_deadline(session->store, scope, until, &session->cause, &running, err);
        if (status == LIBING_ERR_NOTFOUND)
            break;
        if (status == LIBING_OK)
            status = lapse_one(session, &running, ing_text_of(kept_t), err);
    }
    return status == LIBING_ERR_NOTFOUND ? LIBING_OK : status;
}
