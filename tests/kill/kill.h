/* SPDX-License-Identifier: Apache-2.0 */
/* What the killer and the killed agree on: one endless story, told step by step. Step s is one
 * transaction; its requests carry the ids "s<step>-<part>". */
#ifndef TESTS_KILL_H
#define TESTS_KILL_H

#include <libing.h>

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define STEP_PARTS_MAX 4

/* writer.c: opens the store and tells the story from step `first` on until it is killed. After each step
 * it writes "<step> <repeated>\n" to standard output, up to `stall_us` later. Returns only on failure. */
int writer_main(const char *path, int64_t first, unsigned stall_us, unsigned seed);
libing_status writer_begin(const char *path, libing_error *err); /* a new store with the pack */
int story_parts(int64_t step);
/* What the whole story has decided after `steps` steps. */
int64_t story_orders(int64_t steps);
int64_t story_fines(int64_t steps);

/* aftermath.c: open, count, verify, replay. `steps` receives how many whole steps the store holds. False:
 * something is wrong, and `what` says what. */
bool aftermath_is_sound(const char *path, int64_t *steps, char *what, size_t size);

#endif
