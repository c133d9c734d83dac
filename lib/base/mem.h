/* SPDX-License-Identifier: Apache-2.0 */
/* Memory: the only place that calls malloc. Every allocation may fail and every caller expects it.
 * A test build (LIBING_FAULTS) can make the n-th allocation of a thread fail. */
#ifndef ING_BASE_MEM_H
#define ING_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* `count` objects of `size` bytes, zeroed; NULL when there is no memory or count * size overflows. */
void *ing_mem_new(size_t count, size_t size);

/* As realloc(), with a checked multiplication; on failure `ptr` is still valid. New bytes are not
 * zeroed. `count` and `size` are never 0. */
void *ing_mem_resize(void *ptr, size_t count, size_t size);

void ing_mem_free(void *ptr);

/* A NUL-terminated copy of `len` bytes; the caller frees it with ing_mem_free(). */
char *ing_mem_text(const char *text, size_t len);

#ifdef LIBING_FAULTS
/* Make allocation number `countdown` (1 = the next) on this thread fail; all after it too if
 * `persistent`. 0 stops. */
void ing_mem_fail_after(long countdown, bool persistent);
/* Allocations left before the failing one; <= 0 once it has failed. */
long ing_mem_countdown(void);
#endif

#endif
