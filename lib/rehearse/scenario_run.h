/* SPDX-License-Identifier: Apache-2.0 */
/* Running a scenario: a store of its own, its events through the calls that a host uses, and what came of
 * it. */
#ifndef ING_REHEARSE_SCENARIO_RUN_H
#define ING_REHEARSE_SCENARIO_RUN_H

#include <libing/rehearse.h>

#include "engine/engine.h"
#include "rehearse/scenario.h"

/* How scenarios are run, the same for all of a file. */
typedef struct ing_run_options {
    const char *language;
    const ing_json *chain;          /* states that follow one another, list of texts; NULL = none */
    libing_test_time time;
} ing_run_options;

/* A scenario that was run. The clock is read by the engine: a run does not move. */
typedef struct ing_run {
    const ing_scenario *scenario;
    const ing_pack *pack;           /* with the scenario's parameters and calendar */
    const ing_run_options *options;
    libing_engine *engine;
    int64_t clock_ms;
    const ing_happening *refused;   /* the event that the engine refused; NULL = none */
    libing_error why;
    ing_buf broken;                 /* a line for each record after which an invariant does not hold */
} ing_run;

/* `path` NULL: in memory. The pack must outlive the run. That an event is refused is how a run goes; other
 * failures are of the store, or of memory. Close it, whatever came. */
libing_status ing_run_scenario(const ing_run_options *options, const ing_scenario *scenario, const ing_pack *pack,
                               const char *path, ing_run *out, libing_error *err);
void ing_run_close(ing_run *run);

/* Look into the store of a run: between these two its records can be read. */
libing_status ing_run_look(const ing_run *run, libing_error *err);
void ing_run_look_away(const ing_run *run);

/* SPEC V.4, mid-way start: the request that adopts the event's case just before the event, in `arena`;
 * absent when the case is taken as it stands. */
libing_status ing_midway(const ing_run *run, const ing_happening *happening, ing_arena *arena, ing_text *out,
                         libing_error *err);

/* Where a region of a case stands; absent = nobody knows. `ever` (may be NULL) receives whether it has been
 * in this state. Only while looking. */
libing_status ing_run_state(const ing_run *run, ing_text case_id, const ing_procedure *procedure, int32_t region,
                            ing_text wanted, ing_text *state, bool *ever, libing_error *err);

#endif
