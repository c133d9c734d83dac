/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs: the order within layers, so that few lines cross. Layers are put in order of the mean place of
 * what they are linked to, downwards and upwards by turns, and neighbours are swapped where that helps. */
#include "exchange/graph.h"

#include <stdlib.h>

#define SWEEPS 24

/* --- neighbours --------------------------------------------------------------------------------- */

static bool add_neighbours(ing_graph *graph)
{
    ing_arena *arena = graph->telling.arena;

    for (size_t i = 0; i < graph->link_count; i++) {
        graph->dots[graph->links[i].upper].down_count++;
        graph->dots[graph->links[i].lower].up_count++;
    }
    for (size_t i = 0; i < graph->dot_count; i++) {
        ing_dot *dot = &graph->dots[i];
        dot->ups = ing_arena_new(arena, dot->up_count, sizeof *dot->ups);
        dot->downs = ing_arena_new(arena, dot->down_count, sizeof *dot->downs);
        if (dot->ups == NULL || dot->downs == NULL)
            return false;
        dot->up_count = dot->down_count = 0;
    }
    for (size_t i = 0; i < graph->link_count; i++) {
        ing_dot *upper = &graph->dots[graph->links[i].upper], *lower = &graph->dots[graph->links[i].lower];
        upper->downs[upper->down_count++] = graph->links[i].lower;
        lower->ups[lower->up_count++] = graph->links[i].upper;
    }
    return true;
}

/* --- layers ------------------------------------------------------------------------------------- */

static void put(ing_graph *graph, size_t dot)
{
    ing_layer *layer = &graph->layers[graph->dots[dot].layer];

    graph->dots[dot].place = (int32_t)layer->count;
    layer->dots[layer->count++] = dot;
}

/* At first in the order in which a walk from the start meets them, so that what belongs together is. */
static void walk(ing_graph *graph, size_t dot, size_t depth)
{
    if (graph->dots[dot].place >= 0 || depth > graph->dot_count)
        return;
    put(graph, dot);
    for (size_t i = 0; i < graph->dots[dot].down_count; i++)
        walk(graph, graph->dots[dot].downs[i], depth + 1);
}

static bool make_layers(ing_graph *graph)
{
    ing_arena *arena = graph->telling.arena;

    graph->layers = ing_arena_new(arena, graph->layer_count, sizeof *graph->layers);
    for (size_t i = 0; graph->layers != NULL && i < graph->layer_count; i++) {
        graph->layers[i].dots = ing_arena_new(arena, graph->dot_count, sizeof(size_t));
        if (graph->layers[i].dots == NULL)
            return false;
    }
    for (size_t i = 0; graph->layers != NULL && i < graph->dot_count; i++)
        walk(graph, i, 0);
    return graph->layers != NULL;
}

/* --- crossings ---------------------------------------------------------------------------------- */

/* How often lines to `above` (or below) cross when a stands left of b. */
static int64_t pair_crossings(const ing_graph *graph, size_t a, size_t b, bool above)
{
    const ing_dot *left = &graph->dots[a], *right = &graph->dots[b];
    size_t left_count = above ? left->up_count : left->down_count;
    size_t right_count = above ? right->up_count : right->down_count;
    int64_t crossings = 0;

    for (size_t i = 0; i < left_count; i++) {
        int32_t x = graph->dots[above ? left->ups[i] : left->downs[i]].place;
        for (size_t k = 0; k < right_count; k++)
            crossings += x > graph->dots[above ? right->ups[k] : right->downs[k]].place;
    }
    return crossings;
}

static int64_t all_crossings(const ing_graph *graph)
{
    int64_t crossings = 0;

    for (size_t i = 1; i < graph->layer_count; i++) {
        const ing_layer *layer = &graph->layers[i];
        for (size_t a = 0; a < layer->count; a++) {
            for (size_t b = a + 1; b < layer->count; b++)
                crossings += pair_crossings(graph, layer->dots[a], layer->dots[b], true);
        }
    }
    return crossings;
}

static void swap(ing_graph *graph, ing_layer *layer, size_t at)
{
    size_t dot = layer->dots[at];

    layer->dots[at] = layer->dots[at + 1];
    layer->dots[at + 1] = dot;
    graph->dots[layer->dots[at]].place = (int32_t)at;
    graph->dots[dot].place = (int32_t)at + 1;
}

static bool swap_neighbours(ing_graph *graph)
{
    bool better = false;

    for (size_t i = 0; i < graph->layer_count; i++) {
        ing_layer *layer = &graph->layers[i];
        for (size_t k = 0; k + 1 < layer->count; k++) {
            size_t a = layer->dots[k], b = layer->dots[k + 1];
            int64_t now = pair_crossings(graph, a, b, true) + pair_crossings(graph, a, b, false);
            int64_t then = pair_crossings(graph, b, a, true) + pair_crossings(graph, b, a, false);
            if (then < now) {
                swap(graph, layer, k);
                better = true;
            }
        }
    }
    return better;
}

/* --- sweeps ------------------------------------------------------------------------------------- */

/* The mean place of the neighbours, in thousandths; its own where there are none. */
static int64_t mean_place(const ing_graph *graph, size_t at, bool above)
{
    const ing_dot *dot = &graph->dots[at];
    size_t count = above ? dot->up_count : dot->down_count;
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += graph->dots[above ? dot->ups[i] : dot->downs[i]].place;
    return count > 0 ? sum * 1000 / (int64_t)count : (int64_t)dot->place * 1000;
}

/* By insertion: stable. */
static void sort_layer(ing_graph *graph, ing_layer *layer, bool above, int64_t *means)
{
    for (size_t i = 0; i < layer->count; i++)
        means[layer->dots[i]] = mean_place(graph, layer->dots[i], above);
    for (size_t i = 1; i < layer->count; i++) {
        size_t dot = layer->dots[i], at = i;
        for (; at > 0 && means[layer->dots[at - 1]] > means[dot]; at--)
            layer->dots[at] = layer->dots[at - 1];
        layer->dots[at] = dot;
    }
    for (size_t i = 0; i < layer->count; i++)
        graph->dots[layer->dots[i]].place = (int32_t)i;
}

static void sweep(ing_graph *graph, bool downwards, int64_t *means)
{
    for (size_t i = 1; i < graph->layer_count; i++) {
        size_t at = downwards ? i : graph->layer_count - 1 - i;
        sort_layer(graph, &graph->layers[at], downwards, means);
    }
}

static void keep_places(const ing_graph *graph, int32_t *places)
{
    for (size_t i = 0; i < graph->dot_count; i++)
        places[i] = graph->dots[i].place;
}

static void restore_places(ing_graph *graph, const int32_t *places)
{
    for (size_t i = 0; i < graph->dot_count; i++) {
        graph->dots[i].place = places[i];
        graph->layers[graph->dots[i].layer].dots[places[i]] = i;
    }
}

bool ing_graph_order(ing_graph *graph)
{
    ing_arena *arena = graph->telling.arena;
    int64_t *means = ing_arena_new(arena, graph->dot_count, sizeof *means), best = INT64_MAX;
    int32_t *places = ing_arena_new(arena, graph->dot_count, sizeof *places);

    if (means == NULL || places == NULL || !add_neighbours(graph) || !make_layers(graph))
        return false;
    for (size_t i = 0; i < SWEEPS; i++) {
        sweep(graph, i % 2 == 0, means);
        for (size_t k = 0; k < SWEEPS && swap_neighbours(graph); k++)
            continue;
        int64_t crossings = all_crossings(graph);
        if (crossings < best) {
            best = crossings;
            keep_places(graph, places);
        }
    }
    restore_places(graph, places);
    return true;
}
