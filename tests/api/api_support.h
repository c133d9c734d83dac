/* SPDX-License-Identifier: Apache-2.0 */
/* A fresh store with the test pack installed, for tests that see libing as an embedder does. */
#ifndef API_SUPPORT_H
#define API_SUPPORT_H

#include <libing.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct api_fixture {
    char directory[64];
    char path[96];
    int64_t clock_ms;               /* what the host's clock says */
    int clock_result;               /* negative: the clock fails */
    libing_engine *engine;
    libing_error err;
} api_fixture;

/* cmocka fixtures: *state is an api_fixture. */
int api_setup(void **state);
int api_teardown(void **state);
/* With another folder than tests/api/pack, and what the clock says when the store is made. */
int api_setup_with(void **state, const char *pack, int64_t clock_ms);

libing_engine_options api_options(api_fixture *f);
libing_engine *api_reopen(api_fixture *f);

/* Append a request that must succeed; the receipt's text is kept until the next call. */
const char *api_append(api_fixture *f, const char *request);
libing_status api_try(api_fixture *f, const char *request);

/* How many records, decisions the store holds. */
int64_t api_records(api_fixture *f);
int64_t api_decisions(api_fixture *f, const char *rule);
/* All decisions and how they stand, without their places in the log, one a line, sorted; free() it. Adds
 * their number to *count_out, which may be NULL. */
char *api_decision_lines(api_fixture *f, int64_t *count_out);

/* The store verifies, and replays the same; how many causes it has. */
int64_t api_is_honest(api_fixture *f);

#endif
