/* SPDX-License-Identifier: Apache-2.0 */
/* What rules could hear in a run: where a rule has nothing to hear, it is not missed either. */
#ifndef ING_REHEARSE_HEARD_H
#define ING_REHEARSE_HEARD_H

#include "rehearse/scenario_run.h"

typedef struct ing_heard {
    bool passed;
    size_t count;
    ing_text *words;                /* of its records, each once: events, actions, lapses, duties */
} ing_heard;

libing_status ing_heard_collect(const ing_run *run, ing_arena *arena, ing_heard *out, libing_error *err);
bool ing_heard_concerns(const ing_heard *heard, const ing_rule *rule);

#endif
