/* SPDX-License-Identifier: Apache-2.0 */
/* Duties: their periods, and whether one was met. The loader's part is in load.h. */
#ifndef ING_PACK_DUTY_H
#define ING_PACK_DUTY_H

#include "pack/judge.h"

/* The period of this length that the second lies in. Not for ING_EVERY_ONCE. */
ing_period ing_period_of(ing_every every, int64_t second);
/* The one that follows it. */
ing_period ing_period_next(ing_every every, const ing_period *period);
/* By its id: 2024, 2024-Q1, 2024-02, 2024-W27, 2024-03-20, 2024-03-20T09; false when it is none. */
bool ing_period_read(ing_text id, ing_period *out);
static inline ing_text ing_period_id(const ing_period *period)
{
    return (ing_text){ period->id, strlen(period->id) };
}

/* The duty of that id, NULL = none; and the one of a duty.closed record's word. */
const ing_duty *ing_pack_duty(const ing_pack *pack, ing_text id);

/* How a duty is asked outside of records: about the store, on a day. */
ing_judgement ing_duty_judgement(const ing_pack *pack, const ing_world *world, ing_arena *arena, ing_date day);

/* The first period that is settled behind the local second `after` and starts at or after `begun`: *out
 * and the second at which it is settled, its end and grace. *settles is INT64_MAX where none is known.
 * `plain` leaves aside what was recorded: then it is a second before which nothing is settled. */
libing_status ing_duty_next(ing_judgement *judgement, const ing_duty *duty, int64_t after, int64_t begun,
                            bool plain, ing_period *out, int64_t *settles, libing_error *err);

/* Does a duty's period begin with records of this word: then what is settled next may be another. */
bool ing_duty_hears(const ing_pack *pack, ing_text word);

/* The ids of those who have the duty: parties, cases, words, or the seqs of records. Of those with periods of
 * their own, the ones that are settled at that second. */
libing_status ing_duty_elements(ing_judgement *judgement, const ing_duty *duty, int64_t settles,
                                const ing_text **out, size_t *count, libing_error *err);

/* Sets the judgement up for one of them and a period; *period receives its own, where each has one. `subject`
 * is NULL then where it has none (any more). */
libing_status ing_duty_about(ing_judgement *judgement, const ing_duty *duty, ing_text element,
                             ing_period *period, libing_error *err);
/* The same, for the duty and period that a duty.closed record names; nothing for other records. */
libing_status ing_duty_about_record(ing_judgement *judgement, libing_error *err);

/* "met", "missed", "exempt", or absent where the duty was not active; with its reason, for exempt. */
libing_status ing_duty_outcome(ing_judgement *judgement, const ing_duty *duty, ing_text *outcome,
                               ing_text *reason, libing_error *err);

#endif
