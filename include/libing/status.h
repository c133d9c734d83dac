/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Status codes and the error record.
 *
 * Every function that can fail returns a libing_status and takes, last, a libing_error that the
 * caller owns (or NULL). It is written only on failure.
 */
#ifndef LIBING_STATUS_H
#define LIBING_STATUS_H

#include <libing/export.h>

#include <stddef.h>
#include <stdint.h>

LIBING_BEGIN_DECLS

/** Outcome of a call. Failures are negative and grouped by tens; the numbers are frozen. */
typedef enum libing_status {
    LIBING_OK = 0,                  /**< done */
    LIBING_DONE = 1,                /**< an iterator has ended */

    /* How the library was called. */
    LIBING_ERR_INVALID = -10,       /**< NULL subject, unknown enum or option: a bug in the caller */
    LIBING_ERR_CLOSED = -11,        /**< the engine behind this handle was closed */
    LIBING_ERR_BUSY = -12,          /**< a callback called its own engine back */
    LIBING_ERR_FORKED = -13,        /**< the handle was opened before a fork */

    /* What the request refers to. */
    LIBING_ERR_NOTFOUND = -20,      /**< no such case, record, rule, measure */
    LIBING_ERR_EXISTS = -21,        /**< it is there already (expect = -1, a store file) */
    LIBING_ERR_CONFLICT = -22,      /**< the same idempotency key with another request */
    LIBING_ERR_STALE = -23,         /**< the case has moved on since the expected version */

    /* What the request says. */
    LIBING_ERR_WORD = -30,          /**< unknown event, field, action, role, kind, enum word */
    LIBING_ERR_TYPE = -31,          /**< a value of another type than the vocabulary's */
    LIBING_ERR_DATE = -32,          /**< a date or time that is none, or in another zone */
    LIBING_ERR_TEXT = -33,          /**< JSON or UTF-8 that is none */
    LIBING_ERR_TOOLONG = -34,       /**< over a stated length */
    LIBING_ERR_FUTURE = -35,        /**< valid time more than 24 hours after the clock */

    /* Who may, and when. */
    LIBING_ERR_ROLE = -40,          /**< this role may not record, or not after what it did before */
    LIBING_ERR_STATE = -41,         /**< the store, case or decision is in no state for this */

    /* Rules. */
    LIBING_ERR_PACK = -50,          /**< a pack that does not load, or none in force */
    LIBING_ERR_RULE = -51,          /**< a rule failed while it was judged */
    LIBING_ERR_LIMIT = -52,         /**< a rule used up its instructions or memory */
    LIBING_ERR_DEPTH = -53,         /**< decisions caused decisions too deep */
    LIBING_ERR_CALENDAR = -54,      /**< a working day asked for outside the calendar */

    /* The store. */
    LIBING_ERR_STORE = -60,         /**< SQLite or the operating system failed */
    LIBING_ERR_NOTSTORE = -61,      /**< the file is no libing store */
    LIBING_ERR_VERSION = -62,       /**< written by a newer format */
    LIBING_ERR_DAMAGED = -63,       /**< the file contradicts itself */
    LIBING_ERR_FULL = -64,          /**< disk full */
    LIBING_ERR_READONLY = -65,      /**< the file or its directory cannot be written */
    LIBING_ERR_LOCKED = -66,        /**< another process held the write lock too long */
    LIBING_ERR_CLOCK = -67,         /**< the host's clock is behind the log by more than 5 minutes */

    /* The machine and the host. */
    LIBING_ERR_NOMEM = -70,         /**< out of memory */
    LIBING_ERR_HOST = -71,          /**< a callback of the host failed */
    LIBING_ERR_TIMEOUT = -72,       /**< the host's wall-clock guard ended the evaluation */
    LIBING_ERR_INTERRUPTED = -73    /**< libing_interrupt() */
} libing_status;

/**
 * What went wrong, and where. Owned by the caller; make it with LIBING_ERROR_INIT.
 *
 * `message` is a sentence without a full stop that names the thing and the value, in the language
 * of the engine (options.language), or of `language` where there is no engine yet.
 */
typedef struct libing_error {
    size_t        size;             /**< set by LIBING_ERROR_INIT, so that it can grow */
    libing_status code;             /**< what the call returned */
    int32_t       line;             /**< in `file`, from 1; 0 if none */
    int32_t       column;           /**< in `line`, from 1, in bytes; 0 if none */
    int32_t       detail;           /**< SQLite's extended code; 0 if none */
    int64_t       seq;              /**< record concerned, -1 if none */
    char          id[32];           /**< stable message id, e.g. "vocabulary.unknown_field" */
    char          file[128];        /**< file concerned, or empty */
    char          rule[64];         /**< rule concerned, or empty */
    char          message[512];     /**< NUL-terminated UTF-8 */
    char          language[8];      /**< "zh" or "en": in; the language wanted of `message` */
    char          reserved[56];
} libing_error;

/** Initialiser of a libing_error. */
#define LIBING_ERROR_INIT { sizeof(libing_error), LIBING_OK, 0, 0, 0, -1, "", "", "", "", "", "" }

/** The name of a status as written in the headers, e.g. "LIBING_ERR_STALE". Static; never NULL. */
LIBING_API const char *libing_status_name(libing_status status);

LIBING_END_DECLS

#endif
