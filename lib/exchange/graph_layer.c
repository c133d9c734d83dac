/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs: layers. States stand in even layers, labels in odd ones, and a line that passes a layer has a
 * bend there. Sources of one bundle share a line that runs past them, like a bus. */
#include "exchange/graph.h"

/* --- up or down --------------------------------------------------------------------------------- */

/* leads[a * n + b]: a bundle that is drawn downwards leads from a to b. */
typedef struct reach {
    size_t n;
    bool *leads, *seen;
} reach;

static bool reaches(const reach *r, size_t from, size_t to, size_t depth)
{
    if (from == to)
        return true;
    if (r->seen[from] || depth > r->n)
        return false;
    r->seen[from] = true;
    bool found = false;
    for (size_t i = 0; i < r->n && !found; i++)
        found = r->leads[from * r->n + i] && reaches(r, i, to, depth + 1);
    return found;
}

/* Downwards, unless that would close a ring. */
static void lead(reach *r, size_t from, size_t to)
{
    memset(r->seen, 0, r->n * sizeof *r->seen);
    if (!reaches(r, to, from, 0))
        r->leads[from * r->n + to] = true;
}

static bool is_end(const ing_graph *graph, size_t dot)
{
    const ing_procedure *procedure = graph->procedure;
    bool found = false;

    for (size_t i = 0; graph->region == 0 && i < procedure->end_count && !found; i++)
        found = ing_text_equal(procedure->ends[i], procedure->regions[0].states[dot]);
    return found;
}

/* The states are written in the order of the course: what goes on in it is drawn downwards before what
 * goes back can claim to be. */
static void lead_all(const ing_graph *graph, reach *r, bool onwards)
{
    for (size_t i = 0; i < graph->bundle_count; i++) {
        const ing_bundle *bundle = &graph->bundles[i];
        for (size_t k = 0; k < bundle->source_count; k++) {
            size_t source = bundle->sources[k];
            bool is_on = graph->dots[source].kind == ING_DOT_ANY || source < bundle->target ||
                         (is_end(graph, bundle->target) && !is_end(graph, source));
            if (is_on == onwards)
                lead(r, source, bundle->target);
        }
    }
}

/* A bundle with sources on both sides of its target becomes two. */
static bool split(ing_graph *graph, const reach *r, size_t at)
{
    ing_bundle bundle = graph->bundles[at], back = bundle;
    size_t count = bundle.source_count;

    bundle.sources = ing_arena_new(graph->telling.arena, count, sizeof(size_t));
    back.sources = ing_arena_new(graph->telling.arena, count, sizeof(size_t));
    if (bundle.sources == NULL || back.sources == NULL)
        return false;
    bundle.source_count = back.source_count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t source = graph->bundles[at].sources[i];
        if (r->leads[source * r->n + bundle.target])
            bundle.sources[bundle.source_count++] = source;
        else
            back.sources[back.source_count++] = source;
    }
    back.is_back = true;
    graph->bundles[at] = bundle.source_count > 0 ? bundle : back;
    if (bundle.source_count == 0 || back.source_count == 0)
        return true;
    ing_bundle *bundles = ing_graph_grow(graph->telling.arena, graph->bundles, graph->bundle_count,
                                         &graph->bundle_cap, sizeof *bundles);
    if (bundles == NULL)
        return false;
    graph->bundles = bundles;
    bundles[graph->bundle_count++] = back;
    return true;
}

bool ing_graph_orient(ing_graph *graph)
{
    reach r = { .n = graph->dot_count };
    size_t count = graph->bundle_count;
    bool good = true;

    r.leads = ing_arena_new(graph->telling.arena, r.n * r.n, sizeof *r.leads);
    r.seen = ing_arena_new(graph->telling.arena, r.n, sizeof *r.seen);
    if (r.leads == NULL || r.seen == NULL)
        return false;
    lead_all(graph, &r, true);
    lead_all(graph, &r, false);
    for (size_t i = 0; i < count && good; i++)
        good = split(graph, &r, i);
    return good;
}

/* --- layers of states --------------------------------------------------------------------------- */

static bool push(ing_dot *lower, const ing_dot *upper)
{
    if (lower->layer >= upper->layer + 2)
        return false;
    lower->layer = upper->layer + 2;
    return true;
}

/* Every state as high as what leads to it allows. */
static void push_down(ing_graph *graph)
{
    bool is_new = true;

    while (is_new) {
        is_new = false;
        for (size_t i = 0; i < graph->bundle_count; i++) {
            const ing_bundle *bundle = &graph->bundles[i];
            ing_dot *target = &graph->dots[bundle->target];
            for (size_t k = 0; k < bundle->source_count; k++) {
                ing_dot *source = &graph->dots[bundle->sources[k]];
                is_new = (bundle->is_back ? push(source, target) : push(target, source)) || is_new;
            }
        }
    }
}

/* What nothing leads to stands just above what it leads to. */
static void pull_down(ing_graph *graph, size_t dot)
{
    int32_t lowest = INT32_MAX;

    for (size_t i = 0; i < graph->bundle_count; i++) {
        const ing_bundle *bundle = &graph->bundles[i];
        for (size_t k = 0; k < bundle->source_count; k++) {
            size_t upper = bundle->is_back ? bundle->target : bundle->sources[k];
            size_t lower = bundle->is_back ? bundle->sources[k] : bundle->target;
            if (lower == dot)
                return;
            if (upper == dot && graph->dots[lower].layer < lowest)
                lowest = graph->dots[lower].layer;
        }
    }
    if (lowest != INT32_MAX)
        graph->dots[dot].layer = lowest - 2;
}

/* --- labels and bends --------------------------------------------------------------------------- */

/* The layers between which a bundle's label may stand. */
static void label_room(const ing_graph *graph, const ing_bundle *bundle, int32_t *first, int32_t *last)
{
    int32_t high = INT32_MAX, low = 0, target = graph->dots[bundle->target].layer;

    for (size_t i = 0; i < bundle->source_count; i++) {
        int32_t layer = graph->dots[bundle->sources[i]].layer;
        high = layer < high ? layer : high;
        low = layer > low ? layer : low;
    }
    *first = bundle->is_back ? target + 1 : low + 1;
    *last = bundle->is_back ? high - 1 : target - 1;
}

/* In the layer where least stands: labels make a drawing wide. */
static void place_label(ing_graph *graph, const ing_bundle *bundle, int32_t *widths)
{
    ing_dot *label = &graph->dots[bundle->label];
    int32_t first, last, best;

    label_room(graph, bundle, &first, &last);
    best = first;
    for (int32_t layer = first + 2; layer <= last; layer += 2) {
        if (widths[layer] < widths[best])
            best = layer;
    }
    label->layer = best;
    widths[best] += label->width + 24;
}

static bool add_chain(ing_graph *graph, size_t at, int32_t from, int32_t to, size_t *chain)
{
    for (int32_t layer = from; layer <= to; layer++) {
        size_t dot = graph->bundles[at].label;
        if (layer != graph->dots[dot].layer) {
            dot = ing_graph_dot(graph, ING_DOT_BEND);
            if (dot == SIZE_MAX)
                return false;
            graph->dots[dot].bundle = at;
            graph->dots[dot].layer = layer;
        }
        chain[layer] = dot;
        if (layer > from && !ing_graph_link(graph, chain[layer - 1], dot, at))
            return false;
    }
    return true;
}

/* The line of a bundle through its layers, with the label on it, and its ends. */
static bool add_lines(ing_graph *graph, size_t at)
{
    ing_bundle bundle = graph->bundles[at];
    size_t *chain = ing_arena_new(graph->telling.arena, graph->layer_count, sizeof *chain);
    int32_t high = INT32_MAX, low = 0, target = graph->dots[bundle.target].layer;
    bool good;

    for (size_t i = 0; i < bundle.source_count; i++) {
        int32_t layer = graph->dots[bundle.sources[i]].layer;
        high = layer < high ? layer : high;
        low = layer > low ? layer : low;
    }
    if (bundle.is_back)
        good = chain != NULL && add_chain(graph, at, target + 1, low - 1, chain) &&
               ing_graph_link(graph, bundle.target, chain[target + 1], at);
    else
        good = chain != NULL && add_chain(graph, at, high + 1, target - 1, chain) &&
               ing_graph_link(graph, chain[target - 1], bundle.target, at);
    for (size_t i = 0; i < bundle.source_count && good; i++) {
        int32_t layer = graph->dots[bundle.sources[i]].layer;
        good = bundle.is_back ? ing_graph_link(graph, chain[layer - 1], bundle.sources[i], at)
                              : ing_graph_link(graph, bundle.sources[i], chain[layer + 1], at);
    }
    return good;
}

bool ing_graph_layer(ing_graph *graph)
{
    size_t count = graph->dot_count;
    int32_t *widths, deepest = 0;
    bool good = true;

    for (size_t i = 0; i < count; i++)
        graph->dots[i].layer = 0;
    push_down(graph);
    for (size_t i = 0; i < count; i++) {
        bool is_free = graph->dots[i].kind == ING_DOT_ANY || graph->dots[i].kind == ING_DOT_STATE;
        if (is_free && i > 0)
            pull_down(graph, i);
        deepest = graph->dots[i].layer > deepest ? graph->dots[i].layer : deepest;
    }
    graph->layer_count = (size_t)deepest + 1;
    widths = ing_arena_new(graph->telling.arena, graph->layer_count, sizeof *widths);
    if (widths == NULL)
        return false;
    for (size_t i = 0; i < graph->bundle_count; i++)
        place_label(graph, &graph->bundles[i], widths);
    for (size_t i = 0; i < graph->bundle_count && good; i++)
        good = add_lines(graph, i);
    return good;
}
