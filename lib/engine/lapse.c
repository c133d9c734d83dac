/* SPDX-License-Identifier: Apache-2.0 */
/* Time passes only by records: deadlines that ended before a moment become deadline.lapsed records, in
 * order of their end, of the record that set them, of their name; periods of duties become duty.closed
 * records, in order of their end, of the duties' declaration, of who has them. What ends at one instant does
 * so in that order: deadlines first. Each is a cause of its own, and may set deadlines that end before the
 * moment too. */
#include "engine/lapse.h"

#include "engine/agenda.h"

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
    return session->sink.close(session->sink.ctx, &head, ing_json_end_object(&data), err);
}

/* --- in order of time --------------------------------------------------------------------------- */

typedef struct passing {
    ing_session *session;
    ing_running_scope scope;
    int64_t until;
    char t[25];                     /* the cause arena is reset on the way */
    ing_agenda agenda;
} passing;

/* One step: whatever ended first. *done says that nothing has. */
static libing_status step(passing *p, int64_t *lapsed, bool *done, libing_error *err)
{
    ing_running running;
    ing_settling settling;
    ing_agenda ahead = p->agenda;
    bool found = false;
    libing_status status;

    ing_session_next_cause(p->session);
    status = ing_store_next_deadline(p->session->store, &p->scope, p->until, &p->session->cause, &running, err);
    *done = status == LIBING_ERR_NOTFOUND;
    if (status != LIBING_OK && !*done)
        return status;
    status = ing_agenda_next(p->session, &ahead, *done ? p->until : running.ends - 1, &settling, &found, err);
    if (status == LIBING_OK && found) {
        *done = false;
        p->agenda = ahead;
        return ing_agenda_settle(p->session, &settling, ing_text_of(p->t), err);
    }
    if (status != LIBING_OK || *done)
        return status;
    if (++*lapsed > LAPSES_MAX)
        return ing_fail(err, LIBING_ERR_DEPTH, "lapse.endless", "more than %d deadlines lapse at once",
                        "一次届满的期限超过%d个", LAPSES_MAX);
    return lapse_one(p->session, &running, ing_text_of(p->t), err);
}

libing_status ing_lapse(ing_session *session, const ing_running_scope *scope, int64_t until, ing_text t,
                        int64_t *lapsed, libing_error *err)
{
    passing p = { .session = session, .scope = *scope, .until = until };
    bool done = false;
    libing_status status = ing_agenda_begin(session, until, &p.agenda, err);

    *lapsed = 0;
    (void)snprintf(p.t, sizeof p.t, "%.*s", ING_TEXT_ARG(t));
    if (!p.agenda.is_idle) /* a duty may look at anything that time brought about */
        p.scope = (ing_running_scope){ ING_RUNNING_ALL, ING_TEXT_NONE };
    while (status == LIBING_OK && !done)
        status = step(&p, lapsed, &done, err);
    if (status == LIBING_OK && !p.agenda.is_idle)
        ing_agenda_end(session, until);
    return status;
}
