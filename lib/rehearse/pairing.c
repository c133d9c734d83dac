/* SPDX-License-Identifier: Apache-2.0 */
/* Bipartite matching by augmenting paths, breadth first: a left that finds its right taken asks whether the
 * one who has it could take another. */
#include "rehearse/pairing.h"

#include "base/error.h"

#include <string.h>

typedef struct matching {
    size_t left_count, right_count;
    ing_fits fits;
    const void *ctx;
    size_t *right_of, *left_of;     /* who has whom */
    size_t *reached_from;           /* right → the left that asked for it on this search */
    size_t *queue;                  /* lefts that still ask */
} matching;

/* From the free right back to the left that began: each takes the right it asked for. */
static void take(matching *m, size_t start, size_t right)
{
    for (;;) {
        size_t left = m->reached_from[right], had = m->right_of[left];

        m->right_of[left] = right;
        m->left_of[right] = left;
        if (left == start)
            return;
        right = had;
    }
}

static void search(matching *m, size_t start)
{
    size_t first = 0, end = 0;

    for (size_t i = 0; i < m->right_count; i++)
        m->reached_from[i] = ING_NO_MATCH;
    m->queue[end++] = start;
    for (; first < end; first++) {
        size_t left = m->queue[first];

        for (size_t right = 0; right < m->right_count; right++) {
            if (m->reached_from[right] != ING_NO_MATCH || !m->fits(m->ctx, left, right))
                continue;
            m->reached_from[right] = left;
            if (m->left_of[right] == ING_NO_MATCH) {
                take(m, start, right);
                return;
            }
            m->queue[end++] = m->left_of[right];
        }
    }
}

libing_status ing_match(ing_arena *arena, size_t left_count, size_t right_count, ing_fits fits, const void *ctx,
                        size_t *out, libing_error *err)
{
    matching m = { left_count, right_count, fits, ctx, out, NULL, NULL, NULL };

    m.left_of = ing_arena_new(arena, right_count, sizeof *m.left_of);
    m.reached_from = ing_arena_new(arena, right_count, sizeof *m.reached_from);
    m.queue = ing_arena_new(arena, left_count, sizeof *m.queue);
    if (m.left_of == NULL || m.reached_from == NULL || m.queue == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < left_count; i++)
        out[i] = ING_NO_MATCH;
    for (size_t i = 0; i < right_count; i++)
        m.left_of[i] = ING_NO_MATCH;
    for (size_t i = 0; i < left_count; i++)
        search(&m, i);
    return LIBING_OK;
}
