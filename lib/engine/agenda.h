/* SPDX-License-Identifier: Apache-2.0 */
/* Which periods of duties are over, in order of time, and settling them.
 *
 * A period is settled when valid time passes the end of it (and its grace): before the first record that is
 * true at that second or later, or by advance. What is settled follows from the log alone: all periods that
 * ended up to the latest `at` in it (ing_store_clock) are. One that left no record, because nobody had the
 * duty, it was not active, or it was met and keeps that out of the log, is looked at again as long as nothing
 * later is recorded. */
#ifndef ING_ENGINE_AGENDA_H
#define ING_ENGINE_AGENDA_H

#include "engine/session.h"
#include "pack/duty.h"

/* How far all is settled: everything up to a second, at that second the duties up to an index. */
typedef struct ing_agenda {
    bool is_idle;                   /* nothing is settled up to where it was asked for */
    int64_t begun;                  /* when the first thing happened that the log knows of */
    int64_t second;
    int32_t index;
} ing_agenda;

typedef struct ing_settling {
    const ing_pack *pack;
    const ing_duty *duty;
    ing_period period;
    int64_t settles;
} ing_settling;

/* For the store as it stands, up to the local second `until`. */
libing_status ing_agenda_begin(ing_session *session, int64_t until, ing_agenda *out, libing_error *err);
/* For a store in which everything is settled up to `settled`. */
libing_status ing_agenda_from(ing_session *session, int64_t begun, int64_t settled, int64_t until,
                              ing_agenda *out, libing_error *err);
/* Is nothing over by `until` where all is settled up to `settled`; false also where that is not known. */
static inline bool ing_agenda_is_idle(const ing_session *session, int64_t settled, int64_t until)
{
    return until <= settled || (session->duty.from <= settled && settled < session->duty.until &&
                                until < session->duty.until);
}
/* The next period that is over by `until`; the agenda moves on to it. */
libing_status ing_agenda_next(ing_session *session, ing_agenda *agenda, int64_t until, ing_settling *out,
                              bool *found, libing_error *err);
/* Close it for everyone who has the duty. Each is a cause of its own: resets the cause arena. */
libing_status ing_agenda_settle(ing_session *session, const ing_settling *settling, ing_text t,
                                libing_error *err);
/* Visit what every duty is settled for next, in the order of the pack; by what is recorded now. */
typedef libing_status (*ing_settling_visitor)(void *ctx, const ing_settling *settling, libing_error *err);
libing_status ing_agenda_ahead(ing_session *session, ing_settling_visitor visit, void *ctx, libing_error *err);
/* All is settled up to `until`, as long as no record is added. */
void ing_agenda_end(ing_session *session, int64_t until);

#endif
