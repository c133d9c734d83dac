/* SPDX-License-Identifier: Apache-2.0 */
/* What the program that writes and the part that looks at what came of it share. */
#ifndef CROWD_H
#define CROWD_H

#include <libing.h>

#include <stdbool.h>
#include <stdint.h>

#define CASES 8

typedef struct crowd {
    char folder[64], path[96];
    int writers, appends;           /* by each writer */
    int replays;                    /* that ran meanwhile */
    int64_t longest_us;             /* that one append took, the wait for the others included */
    char journal[64];
} crowd;

/* Says what failed, and where. */
bool crowd_fails(const char *what, const libing_error *err);

/* A replay of what is there: false when it finds anything but SAME. */
bool crowd_replays(const crowd *c);

/* All that was acknowledged is there once: versions without a gap, every key once; verify and replay. */
bool crowd_is_sound(crowd *c);

#endif
