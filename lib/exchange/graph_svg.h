/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs as SVG: one region, and a sheet for the wall with all regions of a procedure. */
#ifndef ING_EXCHANGE_GRAPH_SVG_H
#define ING_EXCHANGE_GRAPH_SVG_H

#include "exchange/graph.h"

/* One text element. `style` is a class of the sheet. */
void ing_svg_text(ing_buf *out, int32_t x, int32_t y, const char *style, ing_text text);
/* The drawing with its upper left corner at x, y. */
void ing_svg_graph(const ing_graph *graph, int32_t x, int32_t y, ing_buf *out);

/* The procedure as a whole document, fit for A3: title, main course, regions, deadlines, legend. With
 * `embedded` it is as wide as what it stands in. False without memory. */
bool ing_svg_sheet(const ing_telling *telling, const ing_procedure *procedure, bool embedded, ing_buf *out);

/* graph_clocks.c: the table of deadlines; draws it at x, y when `out` is given. Its height. */
int32_t ing_svg_clocks(const ing_telling *telling, const ing_procedure *procedure, int32_t x, int32_t y,
                       int32_t width, ing_buf *out);

#endif
