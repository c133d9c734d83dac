/* SPDX-License-Identifier: Apache-2.0 */
/* Arena: bump allocation in blocks that double in size up to a bound. */
#include "base/arena.h"

#include "base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#define ALIGNMENT alignof(max_align_t)
#define BLOCK_FIRST 2048
#define BLOCK_LAST ((size_t)256 * 1024)

struct ing_arena_block {
    struct ing_arena_block *next; /* older */
    size_t cap, used;             /* bytes after this head */
};

/* The head is padded so that the first object is aligned. */
#define HEAD_BYTES ((sizeof(struct ing_arena_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

static bool add_block(ing_arena *arena, size_t need)
{
    const struct ing_arena_block *newest = arena->blocks;
    size_t cap = newest == NULL ? BLOCK_FIRST : newest->cap * 2;
    if (cap > BLOCK_LAST)
        cap = BLOCK_LAST;
    if (cap < need)
        cap = need;
    if (cap > SIZE_MAX - HEAD_BYTES)
        return false;
    struct ing_arena_block *block = ing_mem_resize(NULL, HEAD_BYTES + cap, 1);
    if (block == NULL)
        return false;
    block->next = arena->blocks;
    block->cap = cap;
    block->used = 0;
    arena->blocks = block;
    return true;
}

/* `len` bytes, not zeroed. */
static void *take_bytes(ing_arena *arena, size_t len)
{
    if (len > SIZE_MAX - (ALIGNMENT - 1))
        return NULL;
    size_t need = len == 0 ? ALIGNMENT : (len + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    if (need > SIZE_MAX - arena->used_bytes)
        return NULL;
    if (arena->limit_bytes != 0 && arena->used_bytes + need > arena->limit_bytes)
        return NULL;
    struct ing_arena_block *block = arena->blocks;
    if (block == NULL || block->cap - block->used < need) {
        if (!add_block(arena, need))
            return NULL;
        block = arena->blocks;
    }
    void *out = (char *)block + HEAD_BYTES + block->used;
    block->used += need;
    arena->used_bytes += need;
    return out;
}

/* The same; a refusal is remembered. */
static void *take(ing_arena *arena, size_t len)
{
    void *out = take_bytes(arena, len);
    if (out == NULL)
        arena->failed = true;
    return out;
}

void *ing_arena_new(ing_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        arena->failed = true;
        return NULL;
    }
    void *out = take(arena, count * size);
    if (out != NULL)
        memset(out, 0, count * size);
    return out;
}

char *ing_arena_text(ing_arena *arena, const char *text, size_t len)
{
    if (len == SIZE_MAX)
        return NULL;
    char *copy = take(arena, len + 1);
    if (copy == NULL)
        return NULL;
    if (len > 0)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

static void free_blocks(struct ing_arena_block *block, const struct ing_arena_block *kept)
{
    while (block != NULL) {
        struct ing_arena_block *next = block->next;
        if (block != kept)
            ing_mem_free(block);
        block = next;
    }
}

void ing_arena_reset(ing_arena *arena)
{
    /* The largest is kept: an arena that is reset for each record soon needs one block only. */
    struct ing_arena_block *largest = arena->blocks;
    for (struct ing_arena_block *b = arena->blocks; b != NULL; b = b->next) {
        if (b->cap > largest->cap)
            largest = b;
    }
    free_blocks(arena->blocks, largest);
    if (largest != NULL) {
        largest->next = NULL;
        largest->used = 0;
    }
    arena->blocks = largest;
    arena->used_bytes = 0;
    arena->failed = false;
}

void ing_arena_free(ing_arena *arena)
{
    if (arena == NULL)
        return;
    free_blocks(arena->blocks, NULL);
    arena->blocks = NULL;
    arena->used_bytes = 0;
    arena->failed = false;
}
