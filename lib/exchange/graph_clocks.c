/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs: the table of a procedure's deadlines under the drawing. */
#include "exchange/graph_svg.h"
#include "exchange/glyphs.h"

#include <inttypes.h>

#define SIZE 12
#define LINE 16
#define COLUMNS 5

typedef struct clocks {
    const ing_telling *telling;
    const ing_procedure *procedure;
    int32_t x[COLUMNS], width[COLUMNS];
    const ing_deadline **order;
    ing_buf *out;                   /* NULL = only measured */
} clocks;

/* A cell's text in as many lines as it takes; its height. */
static int32_t cell(const clocks *c, size_t column, int32_t y, const char *style, ing_text text)
{
    int32_t height = 0;

    do {
        ing_text rest, part = ing_glyphs_take(text, SIZE, c->width[column] - 12, &rest);
        if (c->out != NULL)
            ing_svg_text(c->out, c->x[column], y + height, style, part);
        height += LINE;
        text = rest;
    } while (text.len > 0);
    return height;
}

/* --- what the cells say ------------------------------------------------------------------------- */

static ing_text where(const clocks *c, const ing_deadline *deadline)
{
    const ing_region *region = &c->procedure->regions[deadline->region];
    ing_buf text = ING_BUF_INIT;

    for (size_t i = 0; i < deadline->run_count; i++) {
        if (i > 0)
            ing_buf_text(&text, c->telling->zh ? "、" : ", ");
        ing_buf_slice(&text, ing_tell_state(c->telling, region, deadline->runs[i]));
    }
    return ing_tell_keep(c->telling, &text);
}

static ing_text how(const clocks *c, const ing_deadline *deadline)
{
    bool zh = c->telling->zh;
    ing_buf text = ING_BUF_INIT;

    if (deadline->from != NULL) {
        ing_buf_text(&text, zh ? "自" : "from ");
        ing_tell(c->telling, deadline->from, &text);
        ing_buf_text(&text, zh ? "起。" : ". ");
    } else {
        ing_buf_text(&text, zh ? "自进入该状态之日的次日起。" : "From the day after the state begins. ");
    }
    if (deadline->rolls)
        ing_buf_text(&text, zh ? "末日遇休息日顺延。" : "On to the next working day. ");
    if (deadline->pause_from.ptr != NULL) {
        ing_buf_text(&text, zh ? "扣除：" : "Paused: ");
        ing_tell_word(c->telling, deadline->pause_from, &text);
        ing_buf_text(&text, zh ? "至" : " to ");
        ing_tell_word(c->telling, deadline->pause_to, &text);
        ing_buf_text(&text, zh ? "。" : ". ");
    }
    return ing_tell_keep(c->telling, &text);
}

static bool listens(const ing_rule *rule, ing_text deadline)
{
    bool does = false;

    for (size_t i = 0; i < rule->on_count && !does; i++) {
        ing_text on = rule->on[i];
        does = on.len == deadline.len + 6 && memcmp(on.ptr, "lapse:", 6) == 0 &&
               memcmp(on.ptr + 6, deadline.ptr, deadline.len) == 0;
    }
    return does;
}

static ing_text then(const clocks *c, const ing_deadline *deadline)
{
    const ing_pack *pack = c->telling->pack;
    ing_buf text = ING_BUF_INIT;

    for (size_t i = 0; i < pack->rule_count; i++) {
        const ing_rule *rule = pack->rules[i];
        if (!listens(rule, deadline->id))
            continue;
        if (text.len > 0)
            ing_buf_text(&text, c->telling->zh ? "；" : "; ");
        ing_buf_slice(&text, rule->id);
        ing_buf_byte(&text, ' ');
        ing_buf_slice(&text, ing_tell_title(c->telling, &rule->titles, ING_TEXT_NONE));
    }
    if (text.len == 0)
        ing_buf_text(&text, "—");
    return ing_tell_keep(c->telling, &text);
}

static ing_text title(const clocks *c, const ing_deadline *deadline)
{
    ing_text words = ing_tell_deadline(c->telling, deadline);
    ing_buf text = ING_BUF_INIT;

    ing_buf_slice(&text, words);
    if (!ing_text_equal(words, deadline->id))
        ing_buf_printf(&text, c->telling->zh ? "（%.*s）" : " (%.*s)", ING_TEXT_ARG(deadline->id));
    return ing_tell_keep(c->telling, &text);
}

/* --- the table ---------------------------------------------------------------------------------- */

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* In the order of the course: by region, then by the first state in which the clock runs. */
static size_t rank_of(const clocks *c, const ing_deadline *deadline)
{
    const ing_region *region = &c->procedure->regions[deadline->region];
    size_t place = 0;

    while (place < region->state_count && deadline->run_count > 0 &&
           !ing_text_equal(region->states[place], deadline->runs[0]))
        place++;
    return (size_t)deadline->region * 10000 + place;
}

static bool sort(clocks *c)
{
    size_t count = c->procedure->deadline_count;

    c->order = ing_arena_new(c->telling->arena, count, sizeof(const ing_deadline *));
    for (size_t i = 0; c->order != NULL && i < count; i++) {
        const ing_deadline *deadline = &c->procedure->deadlines[i];
        size_t at = i;
        for (; at > 0 && rank_of(c, c->order[at - 1]) > rank_of(c, deadline); at--)
            c->order[at] = c->order[at - 1];
        c->order[at] = deadline;
    }
    return c->order != NULL;
}

static int32_t row(const clocks *c, const ing_deadline *deadline, int32_t y)
{
    ing_buf length = ING_BUF_INIT;
    int32_t height = cell(c, 0, y, "cell strong", title(c, deadline));

    ing_tell_length(c->telling, deadline->length, &length);
    height = most(height, cell(c, 1, y, "cell amber", ing_tell_keep(c->telling, &length)));
    height = most(height, cell(c, 2, y, "cell", where(c, deadline)));
    height = most(height, cell(c, 3, y, "cell", how(c, deadline)));
    return most(height, cell(c, 4, y, "cell", then(c, deadline)));
}

static void rule_off(const clocks *c, int32_t y, const char *style)
{
    int32_t end = c->x[COLUMNS - 1] + c->width[COLUMNS - 1] - 12;

    if (c->out != NULL)
        ing_buf_printf(c->out, "<path class=\"%s\" d=\"M%" PRId32 " %" PRId32 "H%" PRId32 "\"/>\n", style, c->x[0], y, end);
}

int32_t ing_svg_clocks(const ing_telling *telling, const ing_procedure *procedure, int32_t x, int32_t y,
                       int32_t width, ing_buf *out)
{
    static const int32_t parts[COLUMNS] = { 20, 12, 18, 22, 28 };
    static const char *const zh[COLUMNS] = { "期限", "时长", "计时的状态", "起算", "期满时" };
    static const char *const en[COLUMNS] = { "Deadline", "Length", "Runs while", "Counted", "When it ends" };
    clocks c = { .telling = telling, .procedure = procedure, .out = out };
    int32_t top = y;

    if (procedure->deadline_count == 0 || !sort(&c))
        return 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        c.x[i] = x;
        c.width[i] = width * parts[i] / 100;
        x += c.width[i];
    }
    y += LINE;
    for (size_t i = 0; i < COLUMNS; i++)
        (void)cell(&c, i, y, "cell head-cell", ing_text_of(telling->zh ? zh[i] : en[i]));
    rule_off(&c, y + 7, "thick");
    y += LINE + 10;
    for (size_t i = 0; i < procedure->deadline_count; i++) {
        y += row(&c, c.order[i], y) + 5;
        rule_off(&c, y - LINE + 2, "thin");
        y += 3;
    }
    return y - LINE - top;
}
