/* SPDX-License-Identifier: Apache-2.0 */
/* A scenario file, read and checked against a pack: what happens, and what is expected. Everything lives
 * in the arena of the reading. */
#ifndef ING_REHEARSE_SCENARIO_H
#define ING_REHEARSE_SCENARIO_H

#include "rehearse/given.h"
#include "rehearse/typed.h"

/* One event on its way to the engine. */
typedef struct ing_happening {
    ing_request request;            /* `at` written as records have it */
    const ing_event *event;
    ing_moment at;
    ing_moment recorded;            /* when it is appended; `at` where nothing else is said */
    const ing_yaml *node;           /* where it stands; line 0: made from `given` */
} ing_happening;

/* A case of the scenario, of the kind of the first event about it. */
typedef struct ing_actual_case { ing_text id, kind; } ing_actual_case;

typedef struct ing_expected_decision {
    const ing_yaml *node;
    ing_moment t;
    const ing_action *action;
    ing_text case_id, decider;      /* absent = any */
    const ing_json *args;           /* the fields given, in record form */
} ing_expected_decision;

typedef struct ing_expected_state {
    const ing_yaml *node;
    const ing_actual_case *of;
    const ing_procedure *procedure;
    int32_t region;
    ing_text written, state;
} ing_expected_state;

typedef struct ing_expected_due {
    const ing_yaml *node;
    const ing_actual_case *of;
    const ing_procedure *procedure;
    ing_text deadline, day;
} ing_expected_due;

typedef struct ing_expected_amount {
    const ing_yaml *node;
    ing_text day;
    const ing_actual_case *of;      /* NULL = the store */
    const ing_fact *measure;
    const ing_json *value;
} ing_expected_amount;

typedef struct ing_scenario {
    const ing_yaml *node;
    ing_text id, zh, en;
    ing_text calendar;              /* CSV; absent = the pack's own */
    const ing_json *params;         /* name → value in record form */
    size_t happening_count;
    const ing_happening *happenings; /* those of `given` merged in, in the order in which they are appended */
    size_t case_count;
    const ing_actual_case *cases;
    bool has_window;
    ing_date first, last;
    size_t stop_count;              /* days at whose end time stands, ascending */
    ing_date *stops;
    ing_moment as_of;
    size_t decision_count, never_count, state_count, due_count, amount_count;
    const ing_expected_decision *decisions;
    const ing_action **never;
    const ing_expected_state *states;
    const ing_expected_due *dues;
    const ing_expected_amount *amounts;
} ing_scenario;

typedef struct ing_scenario_file {
    ing_text path;
    size_t count;
    const ing_scenario *scenarios;
} ing_scenario_file;

/* What the reading of a whole file shares. */
typedef struct ing_file_reading {
    ing_reading base;
    ing_given *given;               /* the pack's conversions; NULL = it has none */
    const ing_yaml *default_given, *default_params;
    ing_text calendar;
} ing_file_reading;

/* Read the file's bytes. Errors have file, line and column. */
libing_status ing_scenario_file_read(const ing_pack *pack, ing_given *given, ing_arena *arena, ing_text path,
                                     ing_text bytes, ing_scenario_file *out, libing_error *err);

/* --- its parts --- */

/* A calendar as the CSV that packs have (calendar_text.c). */
libing_status ing_scenario_calendar(const ing_reading *r, const ing_yaml *node, ing_text *out,
                                    libing_error *err);
/* `params` over what `given` says, over the file's defaults; and the events that `given` makes, sorted by
 * day (background.c). */
libing_status ing_scenario_background(const ing_file_reading *r, const ing_yaml *given, const ing_yaml *params,
                                      const ing_json **params_out, ing_happening **out, size_t *count,
                                      libing_error *err);
/* One event as a scenario writes it, and one as a request with texts (happening.c). */
libing_status ing_happening_read(const ing_reading *r, const ing_yaml *node, ing_happening *out,
                                 libing_error *err);
libing_status ing_happening_of_request(const ing_reading *r, const ing_json *request, ing_happening *out,
                                       libing_error *err);
/* Are role, field and subject as the vocabulary has them. */
libing_status ing_happening_check(const ing_reading *r, const ing_happening *happening, ing_text case_kind,
                                  libing_error *err);
/* `expect` (expect.c). */
libing_status ing_scenario_expect(const ing_reading *r, const ing_yaml *node, ing_scenario *out,
                                  libing_error *err);

/* A list that grows is sized by what it is made from: `count` objects in the arena. */
void *ing_reading_new(const ing_reading *r, size_t count, size_t size, libing_error *err);

#endif
