/* SPDX-License-Identifier: Apache-2.0 */
/* Arena: many small objects that die together. A loaded pack is one arena, an evaluation another. */
#ifndef ING_BASE_ARENA_H
#define ING_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ing_arena {
    struct ing_arena_block *blocks; /* newest first */
    size_t used_bytes;              /* handed out since the last reset */
    size_t limit_bytes;             /* 0 = none; beyond it ing_arena_new() returns NULL */
    bool failed;                    /* something was refused since the last reset, as in ing_buf */
} ing_arena;

#define ING_ARENA_INIT { NULL, 0, 0, false }

/* `count` zeroed objects of `size` bytes, aligned for any type; NULL when there is no memory, the
 * limit is reached, or the product overflows. Lives until reset or free. count 0 gives a valid
 * pointer. */
void *ing_arena_new(ing_arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `len` bytes. */
char *ing_arena_text(ing_arena *arena, const char *text, size_t len);

/* Everything handed out is gone; one block is kept for reuse. */
void ing_arena_reset(ing_arena *arena);

void ing_arena_free(ing_arena *arena);

#endif
