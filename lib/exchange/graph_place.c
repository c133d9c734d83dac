/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs: places in pixels. Each dot wants to stand where its neighbours are; a layer grants that as well
 * as the order and the distances within it allow (least squares, by pooling), and lines that pass a layer
 * have the strongest wish, which keeps them straight. */
#include "exchange/graph.h"

#define SWEEPS 400
#define GRAIN 256    /* parts of a pixel: rounding, sweep after sweep, would make everything drift */
#define LAST 4       /* sweeps that straighten */
#define LAYER_GAP 14 /* and more where lines go far to the side */

static int32_t gap(const ing_dot *a, const ing_dot *b)
{
    bool a_bends = a->kind == ING_DOT_BEND, b_bends = b->kind == ING_DOT_BEND;
    return a_bends && b_bends ? 9 : a_bends || b_bends ? 14 : 22;
}

/* The distance of two neighbours' middles. */
static int32_t distance(const ing_dot *a, const ing_dot *b)
{
    return (a->width + b->width) / 2 + gap(a, b);
}

/* --- one layer ---------------------------------------------------------------------------------- */

typedef struct wish { int64_t sum, weight; } wish;

static int64_t rounded(int64_t sum, int64_t weight)
{
    return sum >= 0 ? (sum + weight / 2) / weight : -((-sum + weight / 2) / weight);
}

static void wish_for(const ing_graph *graph, const ing_dot *dot, size_t count, const size_t *others, wish *out)
{
    for (size_t i = 0; i < count; i++) {
        const ing_dot *other = &graph->dots[others[i]];
        bool is_line = dot->kind >= ING_DOT_LABEL && other->kind >= ING_DOT_LABEL;
        int64_t weight = is_line ? 8 : dot->kind == ING_DOT_BEND || other->kind == ING_DOT_BEND ? 2 : 3;
        out->sum += weight * other->x;
        out->weight += weight;
    }
}

/* Dots that stand as close as they may: a block that moves as one. */
typedef struct block { int64_t sum, weight; size_t first; } block;

static int64_t middle(const block *b)
{
    return rounded(b->sum, b->weight);
}

/* Where each wants to be, less what must lie left of it, has to ascend: pool what does not. */
/* Whether a line that passes goes on straight from one side, or by the mean of both, which makes stairs. */
typedef enum lean { LEAN_MEAN, LEAN_UP, LEAN_DOWN } lean;

static void place_layer(ing_graph *graph, const ing_layer *layer, bool above, bool below, lean how, block *blocks)
{
    int64_t left = 0;
    size_t count = 0;

    for (size_t i = 0; i < layer->count; i++) {
        const ing_dot *dot = &graph->dots[layer->dots[i]];
        wish w = { 0, 0 };
        bool bends = dot->kind == ING_DOT_BEND;
        if (above && !(bends && how == LEAN_DOWN))
            wish_for(graph, dot, dot->up_count, dot->ups, &w);
        if (below && !(bends && how == LEAN_UP))
            wish_for(graph, dot, dot->down_count, dot->downs, &w);
        if (i > 0)
            left += (int64_t)distance(&graph->dots[layer->dots[i - 1]], dot) * GRAIN;
        int64_t want = w.weight > 0 ? rounded(w.sum, w.weight) : dot->x;
        int64_t weight = w.weight > 0 ? w.weight : 1; /* then every step lowers the sum of all squares */
        blocks[count++] = (block){ (want - left) * weight, weight, i };
        while (count > 1 && middle(&blocks[count - 2]) > middle(&blocks[count - 1])) {
            blocks[count - 2].sum += blocks[count - 1].sum;
            blocks[count - 2].weight += blocks[count - 1].weight;
            count--;
        }
    }
    left = 0;
    for (size_t i = 0, at = 0; i < layer->count; i++) {
        ing_dot *dot = &graph->dots[layer->dots[i]];
        if (i > 0)
            left += (int64_t)distance(&graph->dots[layer->dots[i - 1]], dot) * GRAIN;
        if (at + 1 < count && blocks[at + 1].first == i)
            at++;
        dot->x = (int32_t)(middle(&blocks[at]) + left);
    }
}

/* --- the whole ---------------------------------------------------------------------------------- */

static void place_across(ing_graph *graph, block *blocks)
{
    for (size_t i = 0; i < graph->layer_count; i++)
        place_layer(graph, &graph->layers[i], false, false, LEAN_MEAN, blocks);
    for (size_t k = 0; k < SWEEPS; k++) {
        bool both = k > SWEEPS / 10, down = k % 2 == 0;
        lean how = k < SWEEPS - LAST ? LEAN_MEAN : down ? LEAN_UP : LEAN_DOWN;
        for (size_t i = 0; i < graph->layer_count; i++) {
            size_t at = down ? i : graph->layer_count - 1 - i;
            place_layer(graph, &graph->layers[at], both || down, both || !down, how, blocks);
        }
    }
    for (size_t i = 0; i < graph->dot_count; i++)
        graph->dots[i].x = (int32_t)rounded(graph->dots[i].x, GRAIN);
}

/* --- parts that no line joins ------------------------------------------------------------------- */

static void mark(ing_graph *graph, size_t at, int32_t part, int32_t *parts)
{
    if (parts[at] != 0)
        return;
    parts[at] = part;
    for (size_t i = 0; i < graph->dots[at].up_count; i++)
        mark(graph, graph->dots[at].ups[i], part, parts);
    for (size_t i = 0; i < graph->dots[at].down_count; i++)
        mark(graph, graph->dots[at].downs[i], part, parts);
}

/* How far a part can go to the left before it meets another; *left is its own left edge. */
static int32_t slack(const ing_graph *graph, const int32_t *parts, int32_t part, int32_t *left)
{
    int32_t room = INT32_MAX;

    *left = INT32_MAX;
    for (size_t i = 0; i < graph->dot_count; i++) {
        const ing_dot *dot = &graph->dots[i];
        const ing_layer *layer = &graph->layers[dot->layer];
        if (parts[i] != part)
            continue;
        if (dot->x - dot->width / 2 < *left)
            *left = dot->x - dot->width / 2;
        if (dot->place == 0 || parts[layer->dots[dot->place - 1]] == part)
            continue;
        const ing_dot *other = &graph->dots[layer->dots[dot->place - 1]];
        if (dot->x - other->x - distance(other, dot) < room)
            room = dot->x - other->x - distance(other, dot);
    }
    return room;
}

/* Nothing holds such parts together: each goes as far to the left as there is room. */
static void gather(ing_graph *graph, int32_t *parts)
{
    int32_t count = 0, main_left, left;

    for (size_t i = 0; i < graph->dot_count; i++) {
        if (parts[i] == 0)
            mark(graph, i, ++count, parts);
    }
    (void)slack(graph, parts, 1, &main_left);
    for (int32_t part = 2; part <= count; part++) {
        int32_t room = slack(graph, parts, part, &left);
        if (left > main_left && left - main_left < room)
            room = left - main_left;
        for (size_t i = 0; room > 0 && room != INT32_MAX && i < graph->dot_count; i++)
            graph->dots[i].x -= parts[i] == part ? room : 0;
    }
}

/* To the left edge. */
static void shift(ing_graph *graph)
{
    int32_t left = INT32_MAX, right = 0;

    for (size_t i = 0; i < graph->dot_count; i++) {
        const ing_dot *dot = &graph->dots[i];
        if (dot->x - dot->width / 2 < left)
            left = dot->x - dot->width / 2;
    }
    for (size_t i = 0; i < graph->dot_count; i++) {
        ing_dot *dot = &graph->dots[i];
        dot->x -= left;
        if (dot->x + dot->width / 2 > right)
            right = dot->x + dot->width / 2;
    }
    graph->width = right;
}

/* How far the lines between a layer and the next go to the side. */
static int32_t slope(const ing_graph *graph, size_t layer)
{
    int32_t most = 0;

    for (size_t i = 0; i < graph->link_count; i++) {
        const ing_dot *upper = &graph->dots[graph->links[i].upper], *lower = &graph->dots[graph->links[i].lower];
        int32_t across = upper->x > lower->x ? upper->x - lower->x : lower->x - upper->x;
        if (upper->layer == (int32_t)layer && across > most)
            most = across;
    }
    return most;
}

static void place_down(ing_graph *graph)
{
    int32_t y = 0;

    for (size_t i = 0; i < graph->layer_count; i++) {
        ing_layer *layer = &graph->layers[i];
        int32_t more = slope(graph, i) / 10;
        for (size_t k = 0; k < layer->count; k++) {
            if (graph->dots[layer->dots[k]].height > layer->height)
                layer->height = graph->dots[layer->dots[k]].height;
        }
        layer->y = y;
        for (size_t k = 0; k < layer->count; k++) {
            ing_dot *dot = &graph->dots[layer->dots[k]];
            dot->y = y + (layer->height - dot->height) / 2;
        }
        graph->height = y + layer->height;
        y += layer->height + LAYER_GAP + (more < 34 ? more : 34);
    }
}

bool ing_graph_place(ing_graph *graph)
{
    block *blocks = ing_arena_new(graph->telling.arena, graph->dot_count, sizeof *blocks);

    int32_t *parts = ing_arena_new(graph->telling.arena, graph->dot_count, sizeof *parts);

    if (blocks == NULL || parts == NULL)
        return false;
    place_across(graph, blocks);
    gather(graph, parts);
    shift(graph);
    place_down(graph);
    return true;
}
