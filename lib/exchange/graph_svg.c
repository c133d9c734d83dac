/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs as SVG: lines first, then boxes over them. */
#include "exchange/graph_svg.h"
#include "exchange/glyphs.h"

#include <inttypes.h>

void ing_svg_text(ing_buf *out, int32_t x, int32_t y, const char *style, ing_text text)
{
    ing_buf_printf(out, "<text x=\"%" PRId32 "\" y=\"%" PRId32 "\" class=\"%s\">", x, y, style);
    ing_xml_text(text, out);
    ing_buf_text(out, "</text>\n");
}

/* --- lines -------------------------------------------------------------------------------------- */

/* Where link number `rank` of `count` leaves a box or comes to it: spread over its middle. */
static int32_t port(const ing_dot *dot, size_t rank, size_t count)
{
    int32_t room = dot->width - 24, step;

    if (count < 2 || dot->kind == ING_DOT_BEND || dot->kind == ING_DOT_LABEL)
        return dot->x;
    step = room / (int32_t)(count - 1) < 26 ? room / (int32_t)(count - 1) : 26;
    return dot->x - step * (int32_t)(count - 1) / 2 + step * (int32_t)rank;
}

/* How many of the links of a dot end further left than `other`. */
static size_t rank_of(const ing_graph *graph, size_t count, const size_t *others, size_t other)
{
    size_t rank = 0;

    for (size_t i = 0; i < count; i++) {
        const ing_dot *a = &graph->dots[others[i]], *b = &graph->dots[other];
        rank += a->x < b->x || (a->x == b->x && others[i] < other);
    }
    return rank;
}

static const char *line_class(const ing_bundle *bundle)
{
    return bundle->is_back ? "back" : bundle->is_lapse ? "lapse" : "go";
}

static void draw_head(int32_t x, int32_t y, bool up, const char *kind, ing_buf *out)
{
    int32_t base = up ? y + 9 : y - 9;

    ing_buf_printf(out, "<path class=\"head %s\" d=\"M%" PRId32 " %" PRId32 "L%" PRId32 " %" PRId32 "L%" PRId32
                        " %" PRId32 "Z\"/>\n", kind, x, y, x - 4, base, x + 4, base);
}

/* From the lower edge of one dot to the upper edge of another: straight inside the layers, curved between. */
static void draw_link(const ing_graph *graph, const ing_link *link, int32_t dx, int32_t dy, ing_buf *out)
{
    const ing_dot *upper = &graph->dots[link->upper], *lower = &graph->dots[link->lower];
    const ing_bundle *bundle = &graph->bundles[link->bundle];
    const ing_layer *above = &graph->layers[upper->layer], *below = &graph->layers[lower->layer];
    int32_t x0 = dx + port(upper, rank_of(graph, upper->down_count, upper->downs, link->lower), upper->down_count);
    int32_t x1 = dx + port(lower, rank_of(graph, lower->up_count, lower->ups, link->upper), lower->up_count);
    int32_t y0 = dy + upper->y + upper->height, y1 = dy + lower->y;
    int32_t c0 = dy + above->y + above->height, c1 = dy + below->y, half = (c1 - c0) / 2;

    if (upper->kind == ING_DOT_BEND)
        y0 = dy + above->y;
    ing_buf_printf(out, "<path class=\"%s\" d=\"M%" PRId32 " %" PRId32 "V%" PRId32 "C%" PRId32 " %" PRId32 " %" PRId32
                        " %" PRId32 " %" PRId32 " %" PRId32 "V%" PRId32 "\"/>\n", line_class(bundle), x0, y0, c0,
                   x0, c0 + half, x1, c1 - half, x1, c1, y1);
    if (!bundle->is_back && link->lower == bundle->target)
        draw_head(x1, y1, false, line_class(bundle), out);
    if (bundle->is_back && link->upper == bundle->target)
        draw_head(x0, y0, true, line_class(bundle), out);
}

/* --- boxes -------------------------------------------------------------------------------------- */

static const char *ink_class(ing_ink ink)
{
    static const char *const classes[] = { "title", "id", "clock", "loop", "rule", "rule" };
    return classes[ink];
}

/* A clock of lines: no font needs to have one. */
static void draw_clock(int32_t x, int32_t y, ing_buf *out)
{
    ing_buf_printf(out, "<path class=\"sign\" d=\"M%" PRId32 " %" PRId32 "a4 4 0 1 1 8 0a4 4 0 1 1 -8 0m4 -3v3h2\"/>\n", x,
                   y - 4);
}

/* An arrow back to where it began. */
static void draw_ring(int32_t x, int32_t y, ing_buf *out)
{
    ing_buf_printf(out, "<path class=\"ring\" d=\"M%" PRId32 " %" PRId32 "a4 4 0 1 1 -1 -3l3 -1m-3 1l-1 -3\"/>\n", x + 8,
                   y - 2);
}

static void draw_line(const ing_graph_line *line, int32_t x, int32_t y, bool centred, ing_buf *out)
{
    bool is_clock = line->ink == ING_INK_CLOCK || line->ink == ING_INK_LAPSE;
    bool has_sign = is_clock || (line->ink == ING_INK_LOOP && !centred);
    bool is_first = line->lead.len > 0 || line->ink == ING_INK_CLOCK;

    if (is_first && is_clock)
        draw_clock(x, y, out);
    else if (is_first && has_sign)
        draw_ring(x, y, out);
    ing_buf_printf(out, "<text x=\"%" PRId32 "\" y=\"%" PRId32 "\" class=\"%s%s\">", has_sign ? x + 14 : x, y,
                   ink_class(line->ink), centred ? " mid" : "");
    if (line->lead.len > 0) {
        ing_buf_text(out, "<tspan class=\"lead\">");
        ing_xml_text(line->lead, out);
        ing_buf_text(out, "</tspan> ");
    }
    ing_xml_text(line->text, out);
    ing_buf_text(out, "</text>\n");
}

static bool is_start(const ing_graph *graph, const ing_dot *dot)
{
    const ing_region *region = &graph->procedure->regions[graph->region];
    return dot->kind == ING_DOT_STATE && ing_text_equal(region->states[dot->state], region->start);
}

static bool is_end(const ing_graph *graph, const ing_dot *dot)
{
    const ing_procedure *procedure = graph->procedure;
    bool found = false;

    for (size_t i = 0; graph->region == 0 && dot->kind == ING_DOT_STATE && i < procedure->end_count && !found; i++)
        found = ing_text_equal(procedure->ends[i], procedure->regions[0].states[dot->state]);
    return found;
}

static const char *box_class(const ing_graph *graph, const ing_dot *dot)
{
    if (dot->kind == ING_DOT_LABEL)
        return graph->bundles[dot->bundle].is_back    ? "label back-label"
               : graph->bundles[dot->bundle].is_lapse ? "label lapse-label" : "label";
    if (dot->kind == ING_DOT_ANY)
        return "any";
    if (dot->up_count + dot->down_count == 0 && graph->bundle_count > 0)
        return "state lone";
    return is_start(graph, dot) ? "state start" : is_end(graph, dot) ? "state end" : "state";
}

static void draw_dot(const ing_graph *graph, const ing_dot *dot, int32_t dx, int32_t dy, ing_buf *out)
{
    int32_t left = dx + dot->x - dot->width / 2, y = dy + dot->y;
    bool is_label = dot->kind == ING_DOT_LABEL;
    int32_t line_y = y + (is_label ? 14 : dot->kind == ING_DOT_ANY ? 16 : 22);

    ing_buf_printf(out, "<g class=\"%s\"><rect x=\"%" PRId32 "\" y=\"%" PRId32 "\" width=\"%" PRId32
                        "\" height=\"%" PRId32 "\" rx=\"%d\"/>\n", box_class(graph, dot), left, y, dot->width,
                   dot->height, is_label ? 4 : 8);
    if (is_end(graph, dot))
        ing_buf_printf(out, "<rect class=\"inner\" x=\"%" PRId32 "\" y=\"%" PRId32 "\" width=\"%" PRId32
                            "\" height=\"%" PRId32 "\" rx=\"6\"/>\n", left + 3, y + 3, dot->width - 6, dot->height - 6);
    for (size_t i = 0; i < dot->line_count; i++) {
        const ing_graph_line *line = &dot->lines[i];
        bool centred = line->ink == ING_INK_TITLE || line->ink == ING_INK_ID || dot->kind == ING_DOT_ANY;
        draw_line(line, centred ? dx + dot->x : left + 9, line_y, centred, out);
        line_y += 15;
    }
    ing_buf_text(out, "</g>\n");
}

void ing_svg_graph(const ing_graph *graph, int32_t x, int32_t y, ing_buf *out)
{
    for (size_t i = 0; i < graph->link_count; i++)
        draw_link(graph, &graph->links[i], x, y, out);
    for (size_t i = 0; i < graph->dot_count; i++) {
        if (graph->dots[i].kind != ING_DOT_BEND)
            draw_dot(graph, &graph->dots[i], x, y, out);
    }
}
