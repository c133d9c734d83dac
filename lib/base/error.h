/* SPDX-License-Identifier: Apache-2.0 */
/* Errors: a message is set once, where the fact is known, in both languages; callers pass it up. */
#ifndef ING_BASE_ERROR_H
#define ING_BASE_ERROR_H

#include <libing/status.h>

#include "base/text.h"

#include <assert.h>

/* Our own bugs only, never the caller's. */
#define ing_check(condition) assert(condition)

/* Fill `err` (may be NULL) and return `code`. `id` is stable: "room.what". The two formats take the
 * same arguments in the same order. Lower case, no full stop; the message is cut at a character. */
libing_status ing_fail(libing_error *err, libing_status code, const char *id, const char *en,
                       const char *zh, ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

/* LIBING_ERR_NOMEM. */
libing_status ing_fail_nomem(libing_error *err);

/* Say where, after ing_fail(); nothing happens when err is NULL. Texts are cut to fit. */
void ing_error_place(libing_error *err, ing_text file, int32_t line, int32_t column);
void ing_error_rule(libing_error *err, ing_text rule);
void ing_error_seq(libing_error *err, int64_t seq);

/* Put a few words before the message, e.g. which line of many was at fault. */
void ing_error_prefix(libing_error *err, const char *en, const char *zh, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

/* The language in which messages of this call are to be written: "zh" or "en". */
void ing_error_language(libing_error *err, const char *language);

#endif
