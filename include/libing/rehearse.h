/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Rehearse: before a rule takes effect, run the pack on scenarios, histories with what is expected of
 * them, written in YAML by those who know the plan.
 *
 * Each scenario has a store of its own. Functions here need no engine and may run in any thread.
 */
#ifndef LIBING_REHEARSE_H
#define LIBING_REHEARSE_H

#include <libing/status.h>

#include <stdbool.h>
#include <stddef.h>

LIBING_BEGIN_DECLS

/** How one scenario went. Texts are borrowed during the callback. */
typedef struct libing_test_result {
    size_t      size;
    const char *file;               /**< path of the scenario file */
    const char *scenario;           /**< its id */
    const char *title;              /**< in the language asked for; may be empty */
    const char *without;            /**< the rule that was left out; empty if none */
    bool        passed;
    const char *report;             /**< what was expected and what came, one line each; empty when passed */
} libing_test_result;

/** Receives results in the order of the files. A negative result ends the call with LIBING_ERR_HOST. */
typedef int (*libing_test_fn)(void *user, const libing_test_result *result);

/** How often time is advanced between events. Decisions are the same however often it is. */
typedef enum libing_test_time {
    LIBING_TEST_EVENTS,             /**< before each event, at probes and at the end */
    LIBING_TEST_DAILY,              /**< besides, at the beginning of every day */
    LIBING_TEST_HOURLY,             /**< besides, at the beginning of every hour */
    LIBING_TEST_NEVER               /**< at the end only */
} libing_test_time;

/** Options of libing_pack_test(); make it with LIBING_TEST_OPTIONS_INIT. */
typedef struct libing_test_options {
    size_t             size;
    const char        *language;    /**< "zh" or "en" (NULL) */
    const char *const *files;       /**< scenario files; NULL = scenarios.yaml and those in scenarios/ of the pack */
    size_t             file_count;
    const char        *only;        /**< run this scenario alone; NULL = all */
    const char        *without;     /**< leave out this rule; NULL = none */
    bool               each_without; /**< run all again and again, each time without one of the rules */
    const char        *keep;        /**< folder that keeps a store of each scenario, `<id>.db`; NULL = none is kept */
    libing_test_time   time;
    libing_test_fn     result;      /**< may be NULL */
    void              *result_user;
} libing_test_options;

/** Initialiser of libing_test_options. */
#define LIBING_TEST_OPTIONS_INIT \
    { sizeof(libing_test_options), NULL, NULL, 0, NULL, NULL, false, NULL, LIBING_TEST_EVENTS, NULL, NULL }

/** How all of them went; make it with LIBING_TEST_SUMMARY_INIT. */
typedef struct libing_test_summary {
    size_t  size;
    int64_t passed, failed;         /**< scenarios, each counted once for every rule left out */
} libing_test_summary;

/** Initialiser of libing_test_summary. */
#define LIBING_TEST_SUMMARY_INIT { sizeof(libing_test_summary), 0, 0 }

/**
 * Run a pack on scenarios and compare what it decides with what they expect.
 *
 * @param directory  Folder with pack.lua, and beside it given.lua, which says how the scenarios' `given`
 *                   becomes events and parameters.
 * @param options    NULL for the defaults.
 * @param out        Receives the totals; may be NULL.
 * @return LIBING_OK when all scenarios ran, however they went; LIBING_ERR_NOTFOUND no such folder, file,
 *         scenario or rule; LIBING_ERR_PACK the pack does not load; LIBING_ERR_TEXT, LIBING_ERR_WORD,
 *         LIBING_ERR_TYPE, LIBING_ERR_DATE a scenario file that is wrong, with file, line and column;
 *         LIBING_ERR_EXISTS a store to be kept is there already; LIBING_ERR_HOST; store errors;
 *         LIBING_ERR_NOMEM.
 * @since 0.1
 */
LIBING_API libing_status libing_pack_test(const char *directory, const libing_test_options *options,
                                          libing_test_summary *out, libing_error *err);

LIBING_END_DECLS

#endif
