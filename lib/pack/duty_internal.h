/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that judge duties share. */
#ifndef ING_PACK_DUTY_INTERNAL_H
#define ING_PACK_DUTY_INTERNAL_H

#include "pack/duty.h"

/* Makes `case` and `each` of the judgement this one. */
libing_status ing_duty_set_element(ing_judgement *judgement, const ing_duty *duty, ing_text element,
                                   libing_error *err);
/* The second at which a period is settled: its end, and the grace. */
libing_status ing_duty_settles(ing_judgement *judgement, const ing_duty *duty, const ing_period *period,
                               int64_t *out, libing_error *err);

/* duty_within.c: the period that began with this record, for the element set. */
libing_status ing_duty_within(ing_judgement *judgement, const ing_duty *duty, const ing_record *began,
                              ing_period *out, bool *is_known, libing_error *err);
/* The same, by the element's id. */
libing_status ing_duty_within_of(ing_judgement *judgement, const ing_duty *duty, ing_text element,
                                 ing_period *out, bool *is_known, libing_error *err);
/* All that may be settled behind `after`, and some that were before. */
libing_status ing_duty_walk_within(ing_judgement *judgement, const ing_duty *duty, int64_t after,
                                   libing_status (*visit)(void *ctx, ing_text element, const ing_period *period,
                                                          int64_t settles),
                                   void *ctx, libing_error *err);

#endif
