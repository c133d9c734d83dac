/* SPDX-License-Identifier: Apache-2.0 */
/* Where a script is played: one store file, at most one engine, and what the last call answered. */
#ifndef TESTS_FAULTS_STAGE_H
#define TESTS_FAULTS_STAGE_H

#include <libing.h>

#include <stdbool.h>

#define SAID_MAX 262144

typedef struct stage {
    char folder[64], path[96];
    libing_engine *engine;
    int64_t clock_ms;
    char said[SAID_MAX];            /* what the last step answered */
    size_t said_len;
    int64_t acknowledged;           /* newest record that a step named */
    char ids[32][16];               /* idempotency keys that a step acknowledged */
    int id_count;
    bool is_misreported;            /* a failure whose record does not say the same, or says nothing */
} stage;

/* One call, or one walk; what it answers is added to `said`. */
typedef libing_status (*stage_step)(stage *s, const char *argument);

typedef struct script_line {
    stage_step step;                /* NULL ends a script */
    const char *argument;
} script_line;

typedef struct fault_script {
    const char *name;
    const char *pack;               /* of the store that is there before; NULL = no store */
    script_line lines[16];
    int quiet;                      /* lines before faults begin */
    int only;                       /* one kind of fault, counted from 1; 0 = every kind */
} fault_script;

/* scripts.c; ended by a NULL name. The second list is what once went wrong: every n is tried. */
extern const fault_script fault_scripts[], fault_regressions[];
/* How a store of `pack` comes to be; ended by a NULL step. */
extern const script_line stage_beginning_shops[], stage_beginning_village[];
#define PACK_SHOPS   LIBING_SOURCE_DIR "/tests/api/people_pack"
#define PACK_VILLAGE LIBING_SOURCE_DIR "/tests/api/pack"

/* steps.c */
libing_status step_init(stage *s, const char *unused);
libing_status step_open(stage *s, const char *read_only);
libing_status step_close(stage *s, const char *unused);
libing_status step_install(stage *s, const char *folder);
libing_status step_append(stage *s, const char *request);
libing_status step_try(stage *s, const char *request);
libing_status step_append_many(stage *s, const char *lines);
libing_status step_confirm(stage *s, const char *action);
libing_status step_decline(stage *s, const char *action);
libing_status step_execute(stage *s, const char *action);
libing_status step_advance(stage *s, const char *to);
libing_status step_due(stage *s, const char *until);
libing_status step_inbox(stage *s, const char *role);
libing_status step_records(stage *s, const char *case_id);
libing_status step_decisions(stage *s, const char *action);
libing_status step_cases(stage *s, const char *kind);
libing_status step_orphan(stage *s, const char *unused);
libing_status step_show(stage *s, const char *case_id);
libing_status step_explain(stage *s, const char *action);
libing_status step_silence(stage *s, const char *rule);
libing_status step_measure(stage *s, const char *name);
libing_status step_info(stage *s, const char *unused);
libing_status step_import(stage *s, const char *unused);    /* rows.csv, map.lua of the folder */
libing_status step_verify(stage *s, const char *unused);
libing_status step_replay(stage *s, const char *unused);
libing_status step_check_pack(stage *s, const char *folder); /* NULL: bad/ of the folder */
libing_status step_graph(stage *s, const char *folder);
libing_status step_new(stage *s, const char *folder);       /* a child of that pack, in own/ of the folder */
libing_status step_doc(stage *s, const char *folder);
libing_status step_diff(stage *s, const char *folder);      /* from the village's */
libing_status step_test(stage *s, const char *folder);
libing_status step_names(stage *s, const char *unused);

/* Names of the public functions that were called, each once. */
const char *const *stage_called(size_t *count);

#endif
