/* SPDX-License-Identifier: Apache-2.0 */
/* Who goes with whom: as many of the left as can be given one of the right of their own. */
#ifndef ING_REHEARSE_PAIRING_H
#define ING_REHEARSE_PAIRING_H

#include "base/arena.h"

#include <libing/status.h>

#include <stdbool.h>
#include <stddef.h>

#define ING_NO_MATCH ((size_t)-1)

typedef bool (*ing_fits)(const void *ctx, size_t left, size_t right);

/* A largest matching: `out` receives for each left its right or ING_NO_MATCH. What can be matched is
 * matched whatever order things stand in; an earlier left is matched before a later one. */
libing_status ing_match(ing_arena *arena, size_t left_count, size_t right_count, ing_fits fits, const void *ctx,
                        size_t *out, libing_error *err);

#endif
