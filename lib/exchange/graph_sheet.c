/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs: the sheet. The main course and the regions beside or below it, whichever makes the larger print
 * on A3, then the deadlines and what the signs mean. */
#include "exchange/graph_svg.h"
#include "exchange/glyphs.h"

#include <inttypes.h>

#define MARGIN 44
#define HEADER 96
#define FRAME_HEAD 36
#define FRAME_PAD 22
#define FRAME_GAP 26
#define LEGEND 40
#define PAPER_SHORT 297 /* A3, millimetres */
#define PAPER_LONG 420
#define WIDTH_MIN 900
#define CLOCKS_MIN 640

typedef struct frame { int32_t x, y, width, height; } frame;

typedef struct sheet {
    const ing_telling *telling;
    const ing_procedure *procedure;
    size_t count;
    ing_graph *graphs;              /* the main course first */
    frame *frames;
    int32_t width, height;          /* without margins */
    int32_t clocks_x, clocks_y, clocks_width;
} sheet;

/* --- arranging ---------------------------------------------------------------------------------- */

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static void size_frames(sheet *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const ing_graph *graph = &s->graphs[i];
        ing_text title = i > 0 ? s->procedure->regions[i].id : s->procedure->id;
        s->frames[i].width = most(graph->width, ing_glyphs_width(title, 15) + 100) + 2 * FRAME_PAD;
        s->frames[i].height = graph->height + FRAME_HEAD + FRAME_PAD;
    }
}

static void put(sheet *s, size_t at, int32_t x, int32_t y)
{
    frame *f = &s->frames[at];

    f->x = x;
    f->y = y;
    s->width = most(s->width, x + f->width);
    s->height = most(s->height, y + f->height);
}

static int32_t put_clocks(sheet *s, int32_t x, int32_t y, int32_t width)
{
    int32_t height = ing_svg_clocks(s->telling, s->procedure, 0, 0, width, NULL);

    s->clocks_x = x;
    s->clocks_y = y;
    s->clocks_width = width;
    s->width = most(s->width, x + width);
    s->height = most(s->height, y + height);
    return height;
}

static int32_t widest_region(const sheet *s)
{
    int32_t widest = 0;

    for (size_t i = 1; i < s->count; i++)
        widest = most(widest, s->frames[i].width);
    return widest;
}

/* Regions and the deadlines in one column to the right of the main course. */
static void arrange_beside(sheet *s)
{
    int32_t x = s->frames[0].width + FRAME_GAP, y = 0;

    put(s, 0, 0, 0);
    for (size_t i = 1; i < s->count; i++) {
        put(s, i, x, y);
        y += s->frames[i].height + FRAME_GAP;
    }
    (void)put_clocks(s, x, y, most(widest_region(s), CLOCKS_MIN));
}

/* Regions in rows, so wide as all fit, at x and y. The height that they take. */
static int32_t put_rows(sheet *s, int32_t left, int32_t top, int32_t widest)
{
    int32_t x = left, y = top, row = 0;

    for (size_t i = 1; i < s->count; i++) {
        if (x > left && x + s->frames[i].width > left + widest) {
            y += row + FRAME_GAP;
            x = left;
            row = 0;
        }
        put(s, i, x, y);
        row = most(row, s->frames[i].height);
        x += s->frames[i].width + FRAME_GAP;
    }
    return y - top + (row > 0 ? row + FRAME_GAP : 0);
}

/* Two regions side by side in the column to the right. */
static void arrange_double(sheet *s)
{
    int32_t x = s->frames[0].width + FRAME_GAP, widest = 2 * widest_region(s) + FRAME_GAP;

    put(s, 0, 0, 0);
    (void)put_clocks(s, x, put_rows(s, x, 0, widest), most(widest, CLOCKS_MIN));
}

/* Everything below the main course. */
static void arrange_below(sheet *s)
{
    int32_t widest = most(s->frames[0].width, WIDTH_MIN), y = s->frames[0].height + FRAME_GAP;

    put(s, 0, 0, 0);
    y += put_rows(s, 0, y, widest);
    (void)put_clocks(s, 0, y, most(s->width, WIDTH_MIN));
}

/* Tenths of a pixel that a pixel of the drawing may take on the paper, upright or lying. */
static int32_t scale(const sheet *s, bool lying)
{
    int32_t wide = (lying ? PAPER_LONG : PAPER_SHORT) * 10000 / (s->width + 2 * MARGIN);
    int32_t high = (lying ? PAPER_SHORT : PAPER_LONG) * 10000 / (s->height + 2 * MARGIN + HEADER);
    return wide < high ? wide : high;
}

typedef void (*arrangement)(sheet *s);

static int32_t try_arrangement(sheet *s, arrangement how)
{
    s->width = s->height = 0;
    how(s);
    s->height += LEGEND;
    return most(scale(s, true), scale(s, false));
}

/* True when the sheet lies. */
static bool arrange_best(sheet *s)
{
    static const arrangement all[] = { arrange_beside, arrange_double, arrange_below };
    int32_t best = 0;
    size_t chosen = 0;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        int32_t one = try_arrangement(s, all[i]);
        if (one > best) {
            best = one;
            chosen = i;
        }
    }
    (void)try_arrangement(s, all[chosen]);
    return scale(s, true) > scale(s, false);
}

/* --- drawing ------------------------------------------------------------------------------------ */

static const char style[] =
    "text{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\","
    "\"WenQuanYi Micro Hei\",sans-serif;fill:#1f2937}"
    ".h1{font-size:32px;font-weight:700}.h2{font-size:14px;fill:#64748b}.h3{font-size:15px;font-weight:700}"
    ".title{font-size:17px;font-weight:700}.id{font-size:11px;fill:#94a3b8}.mid{text-anchor:middle}"
    ".clock{font-size:11px;fill:#b45309}.loop{font-size:11px;fill:#475569}.rule{font-size:12px}"
    ".lead{font-weight:700;fill:#1d4ed8}.lapse-label .lead{fill:#b45309}.back-label .lead{fill:#7e22ce}"
    ".go,.lapse,.back{fill:none;stroke-width:1.5;stroke:#7c8ba1}.lapse{stroke:#d08a2b}.back{stroke:#a878d8}"
    ".head{stroke:none}.head.go{fill:#475569}.head.lapse{fill:#b45309}.head.back{fill:#7e22ce}"
    ".state rect{fill:#fff;stroke:#334155;stroke-width:1.6}.start rect{fill:#e0edff;stroke:#1d4ed8;stroke-width:2}"
    ".end rect{fill:#f1f5f9;stroke:#64748b}.end .inner{fill:none;stroke-width:.8}"
    ".label rect{fill:#f5f8fc;stroke:#dbe3ee;stroke-width:.8}.lapse-label rect{fill:#fff7e8;stroke:#f2ddb5}"
    ".back-label rect{fill:#faf5ff;stroke:#e6d5f7}.lone rect{stroke:#94a3b8;stroke-dasharray:5 4}.any rect{fill:#fff;stroke:#64748b;stroke-dasharray:4 3}"
    ".sign,.ring{fill:none;stroke:#b45309;stroke-width:1}.ring{stroke:#475569}"
    ".frame{fill:#fcfdfe;stroke:#cbd5e1;stroke-width:1.2}"
    ".cell{font-size:12px}.strong{font-weight:700}.amber{fill:#b45309}.head-cell{font-weight:700;fill:#64748b}"
    ".thick{stroke:#94a3b8;stroke-width:1.2}.thin{stroke:#e2e8f0;stroke-width:1}";

static void draw_frames(const sheet *s, ing_buf *out)
{
    for (size_t i = 0; i < s->count; i++) {
        const frame *f = &s->frames[i];
        const ing_graph *graph = &s->graphs[i];
        int32_t x = MARGIN + f->x, y = MARGIN + HEADER + f->y;
        const char *kind = s->telling->zh ? (i > 0 ? "并行：" : "主线") : i > 0 ? "Beside it: " : "Main course";
        ing_buf title = ING_BUF_INIT;
        ing_buf_text(&title, kind);
        if (i > 0)
            ing_buf_slice(&title, s->procedure->regions[i].id);
        ing_buf_printf(out, "<rect class=\"frame\" x=\"%" PRId32 "\" y=\"%" PRId32 "\" width=\"%" PRId32
                            "\" height=\"%" PRId32 "\" rx=\"12\"/>\n", x, y, f->width, f->height);
        ing_svg_text(out, x + 18, y + 25, "h3", ing_buf_view(&title));
        out->failed = out->failed || title.failed;
        ing_buf_free(&title);
        ing_svg_graph(graph, x + (f->width - graph->width) / 2, y + FRAME_HEAD, out);
    }
}

static void draw_header(const sheet *s, ing_buf *out)
{
    const ing_titles *titles = &s->procedure->titles;
    const ing_pack *pack = s->telling->pack;
    bool zh = s->telling->zh;
    ing_buf line = ING_BUF_INIT;

    ing_svg_text(out, MARGIN, MARGIN + 34, "h1", ing_tell_title(s->telling, titles, s->procedure->id));
    ing_buf_printf(&line, zh ? "规则包 %.*s %.*s" : "Rule pack %.*s %.*s", ING_TEXT_ARG(pack->id),
                   ING_TEXT_ARG(pack->version));
    for (size_t i = 0; i < titles->cite_count; i++)
        ing_buf_printf(&line, "%s%.*s", i > 0 ? "、" : zh ? " · 依据：" : " · Clauses: ", ING_TEXT_ARG(titles->cites[i]));
    for (size_t i = 0; i < s->procedure->kind_count; i++) {
        ing_buf_text(&line, i > 0 ? "、" : zh ? " · 适用于：" : " · For: ");
        ing_tell_word(s->telling, s->procedure->kinds[i], &line);
    }
    ing_svg_text(out, MARGIN, MARGIN + 64, "h2", ing_buf_view(&line));
    out->failed = out->failed || line.failed;
    ing_buf_free(&line);
}

static void draw_key(int32_t x, int32_t y, const char *kind, const char *text, ing_buf *out)
{
    ing_buf_printf(out, "<path class=\"%s\" d=\"M%" PRId32 " %" PRId32 "h34\"/>\n", kind, x, y);
    ing_buf_printf(out, "<path class=\"head %s\" d=\"M%" PRId32 " %" PRId32 "l-9 -4v8Z\"/>\n", kind, x + 40, y);
    ing_svg_text(out, x + 50, y + 4, "cell", ing_text_of(text));
}

static void draw_legend(const sheet *s, ing_buf *out)
{
    bool zh = s->telling->zh;
    int32_t x = MARGIN, y = MARGIN + HEADER + s->height - 8;

    draw_key(x, y, "go", zh ? "因事件推进" : "moves on an event", out);
    draw_key(x + 190, y, "lapse", zh ? "因期限届满推进" : "moves when a deadline ends", out);
    draw_key(x + 410, y, "back", zh ? "回到先前的状态" : "returns to an earlier state", out);
    ing_svg_text(out, x + 630, y + 4, "cell",
                 ing_text_of(zh ? "蓝框：起点　双框：终点　虚框：无规则到达　时钟：在该状态计时的期限"
                                : "blue: start · double frame: end · dashed: no rule leads to it · clock: a deadline runs in the state"));
}

static bool build(sheet *s)
{
    ing_arena *arena = s->telling->arena;
    bool good = true;

    s->count = s->procedure->region_count;
    s->graphs = ing_arena_new(arena, s->count, sizeof *s->graphs);
    s->frames = ing_arena_new(arena, s->count, sizeof *s->frames);
    if (s->graphs == NULL || s->frames == NULL)
        return false;
    for (size_t i = 0; i < s->count && good; i++)
        good = ing_graph_build(s->telling, s->procedure, (int32_t)i, &s->graphs[i]);
    return good;
}

/* The paper's shape, so that printing needs no fitting; the drawing in the middle. */
static void draw_root(const sheet *s, bool lying, bool embedded, ing_buf *out)
{
    int32_t width = s->width + 2 * MARGIN, height = s->height + 2 * MARGIN + HEADER, x = 0;
    int32_t paper_width = lying ? PAPER_LONG : PAPER_SHORT, paper_height = lying ? PAPER_SHORT : PAPER_LONG;

    ing_buf_text(out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    if (embedded) {
        ing_buf_printf(out, " width=\"100%%\" viewBox=\"0 0 %" PRId32 " %" PRId32 "\" role=\"img\">\n", width, height);
    } else {
        int32_t fit = height * paper_width / paper_height;
        if (fit > width) {
            x = -(fit - width) / 2;
            width = fit;
        } else {
            height = width * paper_height / paper_width;
        }
        ing_buf_printf(out, " width=\"%" PRId32 "mm\" height=\"%" PRId32 "mm\" viewBox=\"%" PRId32 " 0 %" PRId32 " %" PRId32
                            "\">\n", paper_width, paper_height, x, width, height);
    }
    ing_buf_text(out, "<title>");
    ing_xml_text(ing_tell_title(s->telling, &s->procedure->titles, s->procedure->id), out);
    ing_buf_printf(out, "</title>\n<style>%s</style>\n", style);
    if (!embedded)
        ing_buf_printf(out, "<rect x=\"%" PRId32 "\" y=\"0\" width=\"%" PRId32 "\" height=\"%" PRId32
                            "\" fill=\"#fff\"/>\n", x, width, height);
}

bool ing_svg_sheet(const ing_telling *telling, const ing_procedure *procedure, bool embedded, ing_buf *out)
{
    sheet s = { .telling = telling, .procedure = procedure };
    bool lying;

    if (!build(&s))
        return false;
    size_frames(&s);
    lying = arrange_best(&s);
    draw_root(&s, lying, embedded, out);
    draw_header(&s, out);
    draw_frames(&s, out);
    (void)ing_svg_clocks(telling, procedure, MARGIN + s.clocks_x, MARGIN + HEADER + s.clocks_y, s.clocks_width, out);
    draw_legend(&s, out);
    ing_buf_text(out, "</svg>\n");
    return !out->failed && !telling->arena->failed;
}
