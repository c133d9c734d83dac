/* SPDX-License-Identifier: Apache-2.0 */
/* A region of a procedure as a layered drawing: states from top to bottom, each bundle of rules a label of
 * its own between them, so that nothing lies on anything else. Whole pixels, no floats: the same pack
 * draws the same bytes everywhere. */
#ifndef ING_EXCHANGE_GRAPH_H
#define ING_EXCHANGE_GRAPH_H

#include "pack/telling.h"

typedef enum ing_dot_kind {
    ING_DOT_STATE,
    ING_DOT_ANY,                    /* "any state": of a rule without `from` */
    ING_DOT_LABEL,                  /* what the rules of a bundle are called */
    ING_DOT_BEND                    /* where a line passes a layer */
} ing_dot_kind;

typedef enum ing_ink { ING_INK_TITLE, ING_INK_ID, ING_INK_CLOCK, ING_INK_LOOP, ING_INK_RULE, ING_INK_LAPSE } ing_ink;

/* A line of a box; `lead` (a rule's id) stands before it and is drawn stronger. */
typedef struct ing_graph_line { ing_ink ink; ing_text lead, text; } ing_graph_line;

typedef struct ing_dot {
    ing_dot_kind kind;
    size_t state;                   /* STATE: its place in the region */
    size_t bundle;                  /* LABEL, BEND */
    size_t line_count;
    ing_graph_line *lines;
    int32_t width, height;
    int32_t layer, place;           /* -1 until it is known */
    int32_t x, y;                   /* the middle; the upper edge */
    size_t up_count, down_count;    /* links */
    size_t *ups, *downs;
} ing_dot;

/* Rules that lead from the same states to the same one. */
typedef struct ing_bundle {
    size_t source_count;
    size_t *sources;                /* dots */
    size_t target, label;           /* dots */
    size_t rule_count;
    const ing_rule **rules;
    bool is_back;                   /* drawn upwards */
    bool is_lapse;                  /* every rule speaks on the end of a deadline */
} ing_bundle;

typedef struct ing_link { size_t upper, lower, bundle; } ing_link; /* dots of neighbouring layers */
typedef struct ing_layer { size_t count; size_t *dots; int32_t y, height; } ing_layer;

typedef struct ing_graph {
    ing_telling telling;
    const ing_procedure *procedure;
    int32_t region;
    size_t dot_count, dot_cap, bundle_count, bundle_cap, link_count, link_cap, layer_count;
    ing_dot *dots;                  /* the states first, in order */
    ing_bundle *bundles;
    ing_link *links;
    ing_layer *layers;
    int32_t width, height;
} ing_graph;

/* The whole: bundles, layers, places. Everything lives in the telling's arena; false without memory. */
bool ing_graph_build(const ing_telling *telling, const ing_procedure *procedure, int32_t region,
                     ing_graph *out);

/* --- steps -------------------------------------------------------------------------------------- */

bool ing_graph_collect(ing_graph *graph);   /* graph.c: states and bundles */
bool ing_graph_orient(ing_graph *graph);    /* graph_layer.c: which bundles are drawn upwards */
bool ing_graph_layer(ing_graph *graph);     /* graph_layer.c: layers, bends, links */
bool ing_graph_order(ing_graph *graph);     /* graph_order.c: the order within layers */
bool ing_graph_place(ing_graph *graph);     /* graph_place.c: x and y */

/* The index of a new dot, or SIZE_MAX without memory. */
size_t ing_graph_dot(ing_graph *graph, ing_dot_kind kind);
bool ing_graph_link(ing_graph *graph, size_t upper, size_t lower, size_t bundle);
/* Room for one more of an array in an arena; the array may move. NULL without memory. */
void *ing_graph_grow(ing_arena *arena, void *items, size_t count, size_t *cap, size_t size);

#endif
