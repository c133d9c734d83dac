/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * What a host may give to libing: a clock, a log sink, progress.
 *
 * Callbacks run on the calling thread with the engine held; calling that engine back from one
 * returns LIBING_ERR_BUSY. A callback that fails returns any negative number: the call ends with
 * LIBING_ERR_HOST and leaves everything as it was.
 */
#ifndef LIBING_HOST_H
#define LIBING_HOST_H

#include <libing/status.h>

LIBING_BEGIN_DECLS

/**
 * The host's clock.
 *
 * @param user    What was given with the callback.
 * @param ms_out  Receives milliseconds since 1970-01-01T00:00:00Z.
 * @return 0, or a negative number to fail the call.
 */
typedef int (*libing_clock_fn)(void *user, int64_t *ms_out);

/** How grave a log message is. */
typedef enum libing_log_level { LIBING_LOG_DEBUG, LIBING_LOG_INFO, LIBING_LOG_WARNING } libing_log_level;

/** Receives one message, without a newline; it cannot fail the call. */
typedef void (*libing_log_fn)(void *user, libing_log_level level, const char *message);

/**
 * How far a long call has come. Called a few times a second at most.
 *
 * @param done   Units done.
 * @param total  Units in all, or 0 when that is not known.
 * @return 0 to go on; a negative number ends the call with LIBING_ERR_INTERRUPTED.
 */
typedef int (*libing_progress_fn)(void *user, uint64_t done, uint64_t total);

LIBING_END_DECLS

#endif
