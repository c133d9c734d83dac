/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs: what is drawn of a region. Its states with their clocks, and the rules that move a case between
 * them, those with the same ends in one bundle. */
#include "exchange/graph.h"
#include "exchange/glyphs.h"

#define TITLE_SIZE 17
#define SMALL_SIZE 11
#define LABEL_SIZE 12
#define STATE_TEXT_WIDTH 172 /* of the small lines of a state's box */
#define LABEL_TEXT_WIDTH 172
#define BEND_WIDTH 6

/* --- arrays ------------------------------------------------------------------------------------- */

void *ing_graph_grow(ing_arena *arena, void *items, size_t count, size_t *cap, size_t size)
{
    void *grown;

    if (count < *cap)
        return items;
    grown = ing_arena_new(arena, *cap == 0 ? 8 : *cap * 2, size);
    if (grown == NULL)
        return NULL;
    if (count > 0)
        memcpy(grown, items, count * size);
    *cap = *cap == 0 ? 8 : *cap * 2;
    return grown;
}

size_t ing_graph_dot(ing_graph *graph, ing_dot_kind kind)
{
    ing_dot *dots = ing_graph_grow(graph->telling.arena, graph->dots, graph->dot_count, &graph->dot_cap,
                                   sizeof *dots);

    if (dots == NULL)
        return SIZE_MAX;
    graph->dots = dots;
    dots[graph->dot_count] = (ing_dot){ .kind = kind, .layer = -1, .place = -1 };
    if (kind == ING_DOT_BEND)
        dots[graph->dot_count].width = BEND_WIDTH;
    return graph->dot_count++;
}

bool ing_graph_link(ing_graph *graph, size_t upper, size_t lower, size_t bundle)
{
    ing_link *links = ing_graph_grow(graph->telling.arena, graph->links, graph->link_count,
                                     &graph->link_cap, sizeof *links);

    if (links == NULL)
        return false;
    graph->links = links;
    links[graph->link_count++] = (ing_link){ upper, lower, bundle };
    return true;
}

/* --- lines of boxes ----------------------------------------------------------------------------- */

static int32_t ink_size(ing_ink ink)
{
    return ink == ING_INK_TITLE ? TITLE_SIZE
           : ink == ING_INK_RULE || ink == ING_INK_LAPSE ? LABEL_SIZE : SMALL_SIZE;
}

static int32_t line_height(ing_ink ink)
{
    return ink == ING_INK_TITLE ? 21 : ink == ING_INK_ID ? 13 : 15;
}

/* Adds one line; the box grows with it. */
static bool add_line(ing_graph *graph, ing_dot *dot, ing_graph_line line)
{
    int32_t size = ink_size(line.ink), width = ing_glyphs_width(line.text, size);
    ing_graph_line *lines = ing_arena_new(graph->telling.arena, dot->line_count + 1, sizeof *lines);

    if (lines == NULL)
        return false;
    if (dot->line_count > 0)
        memcpy(lines, dot->lines, dot->line_count * sizeof *lines);
    lines[dot->line_count++] = line;
    dot->lines = lines;
    if (line.lead.len > 0)
        width += ing_glyphs_width(line.lead, size) + 6;
    if (line.ink == ING_INK_CLOCK || line.ink == ING_INK_LAPSE || line.ink == ING_INK_LOOP)
        width += 15; /* the sign before it */
    if (dot->width < width + 18)
        dot->width = width + 18;
    dot->height += line_height(line.ink);
    return true;
}

/* Adds a text in as many lines as it takes; only the first has the lead. */
static bool add_text(ing_graph *graph, ing_dot *dot, ing_ink ink, ing_text lead, ing_text text)
{
    int32_t size = ink_size(ink);
    int32_t width = ink == ING_INK_RULE || ink == ING_INK_LAPSE ? LABEL_TEXT_WIDTH : STATE_TEXT_WIDTH;
    int32_t first = lead.len > 0 ? width - ing_glyphs_width(lead, size) - 6 : width;
    bool good = true;

    do {
        ing_text rest, part = ing_glyphs_take(text, size, first > 60 ? first : 60, &rest);
        good = add_line(graph, dot, (ing_graph_line){ ink, lead, part });
        lead = ING_TEXT_NONE;
        text = rest;
        first = width;
    } while (good && text.len > 0);
    return good;
}

/* --- states ------------------------------------------------------------------------------------- */

static bool runs_in(const ing_graph *graph, const ing_deadline *deadline, ing_text state)
{
    bool runs = false;

    for (size_t i = 0; deadline->region == graph->region && i < deadline->run_count && !runs; i++)
        runs = ing_text_equal(deadline->runs[i], state);
    return runs;
}

static bool add_clocks(ing_graph *graph, size_t dot, ing_text state)
{
    const ing_procedure *procedure = graph->procedure;
    bool good = true;

    for (size_t i = 0; i < procedure->deadline_count && good; i++) {
        const ing_deadline *deadline = &procedure->deadlines[i];
        ing_buf text = ING_BUF_INIT;
        if (!runs_in(graph, deadline, state))
            continue;
        ing_buf_slice(&text, ing_tell_deadline(&graph->telling, deadline));
        ing_buf_byte(&text, ' ');
        ing_tell_length(&graph->telling, deadline->length, &text);
        good = add_text(graph, &graph->dots[dot], ING_INK_CLOCK, ING_TEXT_NONE,
                        ing_tell_keep(&graph->telling, &text));
    }
    return good;
}

static bool add_state(ing_graph *graph, const ing_region *region, size_t at)
{
    ing_text state = region->states[at], title = ing_tell_state(&graph->telling, region, state);
    size_t dot = ing_graph_dot(graph, ING_DOT_STATE);

    if (dot == SIZE_MAX)
        return false;
    graph->dots[dot].state = at;
    graph->dots[dot].width = 84;
    graph->dots[dot].height = 11;
    if (!add_line(graph, &graph->dots[dot], (ing_graph_line){ ING_INK_TITLE, ING_TEXT_NONE, title }))
        return false;
    if (!ing_text_equal(title, state) &&
        !add_line(graph, &graph->dots[dot], (ing_graph_line){ ING_INK_ID, ING_TEXT_NONE, state }))
        return false;
    return add_clocks(graph, dot, state);
}

/* --- bundles ------------------------------------------------------------------------------------ */

static bool is_lapse(const ing_rule *rule)
{
    bool all = rule->on_count > 0;

    for (size_t i = 0; i < rule->on_count && all; i++)
        all = rule->on[i].len > 6 && memcmp(rule->on[i].ptr, "lapse:", 6) == 0;
    return all;
}

static size_t state_dot(const ing_graph *graph, ing_text state)
{
    const ing_region *region = &graph->procedure->regions[graph->region];
    size_t at = 0;

    while (at + 1 < region->state_count && !ing_text_equal(region->states[at], state))
        at++;
    return at;
}

static bool same_sources(const ing_bundle *bundle, size_t count, const size_t *sources)
{
    return bundle->source_count == count &&
           (count == 0 || memcmp(bundle->sources, sources, count * sizeof *sources) == 0);
}

static bool add_rule(ing_graph *graph, ing_bundle *bundle, const ing_rule *rule)
{
    const ing_rule **rules = ing_arena_new(graph->telling.arena, bundle->rule_count + 1, sizeof *rules);

    if (rules == NULL)
        return false;
    if (bundle->rule_count > 0)
        memcpy(rules, bundle->rules, bundle->rule_count * sizeof *rules);
    rules[bundle->rule_count++] = rule;
    bundle->rules = rules;
    bundle->is_lapse = bundle->is_lapse && is_lapse(rule);
    return true;
}

/* A rule's move, with others of the same ends where there are some. No source = any state. */
static bool add_move(ing_graph *graph, const ing_rule *rule, size_t count, size_t *sources, size_t target)
{
    ing_bundle *bundles;

    for (size_t i = 0; i < graph->bundle_count; i++) {
        if (graph->bundles[i].target == target && same_sources(&graph->bundles[i], count, sources))
            return add_rule(graph, &graph->bundles[i], rule);
    }
    bundles = ing_graph_grow(graph->telling.arena, graph->bundles, graph->bundle_count, &graph->bundle_cap,
                             sizeof *bundles);
    if (bundles == NULL)
        return false;
    graph->bundles = bundles;
    bundles[graph->bundle_count] = (ing_bundle){ .source_count = count, .sources = sources,
                                                 .target = target, .is_lapse = true };
    return add_rule(graph, &bundles[graph->bundle_count++], rule);
}

/* The first step leads from the rule's states; what stays where it is is a line in the state's box. */
static bool add_first(ing_graph *graph, const ing_rule *rule)
{
    size_t target = state_dot(graph, rule->to[0]), count = 0;
    size_t *sources = ing_arena_new(graph->telling.arena, rule->from_count, sizeof *sources);
    bool good = sources != NULL;

    for (size_t i = 0; i < rule->from_count && good; i++) {
        size_t source = state_dot(graph, rule->from[i]);
        if (source != target)
            sources[count++] = source;
        else
            good = add_text(graph, &graph->dots[source], ING_INK_LOOP, rule->id,
                            ing_tell_title(&graph->telling, &rule->titles, ING_TEXT_NONE));
    }
    if (!good || (count == 0 && rule->from_count > 0))
        return good;
    return add_move(graph, rule, count, sources, target);
}

static bool add_steps(ing_graph *graph, const ing_rule *rule)
{
    bool good = add_first(graph, rule);

    for (size_t i = 1; i < rule->to_count && good; i++) {
        size_t *source = ing_arena_new(graph->telling.arena, 1, sizeof *source);
        size_t target = state_dot(graph, rule->to[i]);
        if (source == NULL)
            return false;
        *source = state_dot(graph, rule->to[i - 1]);
        good = *source == target || add_move(graph, rule, 1, source, target);
    }
    return good;
}

static bool add_any(ing_graph *graph, ing_bundle *bundle)
{
    size_t dot = ing_graph_dot(graph, ING_DOT_ANY);
    size_t *source = ing_arena_new(graph->telling.arena, 1, sizeof *source);

    if (dot == SIZE_MAX || source == NULL)
        return false;
    graph->dots[dot].height = 10;
    *source = dot;
    bundle->sources = source;
    bundle->source_count = 1;
    return add_line(graph, &graph->dots[dot],
                    (ing_graph_line){ ING_INK_LOOP, ING_TEXT_NONE,
                                      ing_text_of(graph->telling.zh ? "任何状态" : "any state") });
}

bool ing_graph_collect(ing_graph *graph)
{
    const ing_region *region = &graph->procedure->regions[graph->region];
    const ing_pack *pack = graph->telling.pack;
    bool good = true;

    for (size_t i = 0; i < region->state_count && good; i++)
        good = add_state(graph, region, i);
    for (size_t i = 0; i < pack->rule_count && good; i++) {
        const ing_rule *rule = pack->rules[i];
        if (rule->procedure == graph->procedure && rule->region == graph->region && rule->to_count > 0)
            good = add_steps(graph, rule);
    }
    for (size_t i = 0; i < graph->bundle_count && good; i++) {
        if (graph->bundles[i].source_count == 0)
            good = add_any(graph, &graph->bundles[i]);
    }
    return good;
}

/* --- labels ------------------------------------------------------------------------------------- */

static bool add_label(ing_graph *graph, size_t at)
{
    ing_bundle *bundle = &graph->bundles[at];
    size_t dot = ing_graph_dot(graph, ING_DOT_LABEL);
    bool good = dot != SIZE_MAX;

    if (!good)
        return false;
    bundle->label = dot;
    graph->dots[dot].bundle = at;
    graph->dots[dot].height = 6;
    for (size_t i = 0; i < bundle->rule_count && good; i++) {
        const ing_rule *rule = bundle->rules[i];
        good = add_text(graph, &graph->dots[dot], is_lapse(rule) ? ING_INK_LAPSE : ING_INK_RULE, rule->id,
                        ing_tell_title(&graph->telling, &rule->titles, ING_TEXT_NONE));
    }
    return good;
}

bool ing_graph_build(const ing_telling *telling, const ing_procedure *procedure, int32_t region,
                     ing_graph *out)
{
    *out = (ing_graph){ .telling = *telling, .procedure = procedure, .region = region };
    bool good = ing_graph_collect(out) && ing_graph_orient(out);

    for (size_t i = 0; i < out->bundle_count && good; i++)
        good = add_label(out, i);
    return good && ing_graph_layer(out) && ing_graph_order(out) && ing_graph_place(out);
}
