/* SPDX-License-Identifier: Apache-2.0 */
/* Between state.c, which counts, and run.c, which begins and ends what is counted. */
#ifndef ING_SCRIPT_MEMORY_H
#define ING_SCRIPT_MEMORY_H

#include "script/internal.h"

/* A lua_Alloc; the context is the ing_script. */
void *ing_script_allocate(void *ctx, void *ptr, size_t old_size, size_t size);

int64_t ing_monotonic_ns(void);

/* For lua_sethook(), while the run is not spent. */
int ing_hook_count(const ing_run *run);

#endif
