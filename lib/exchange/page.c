/* SPDX-License-Identifier: Apache-2.0 */
/* Pages: the whole. One file, no scripts, nothing fetched from elsewhere: it can be mailed and printed. */
#include "exchange/page.h"
#include "exchange/glyphs.h"
#include "exchange/graph_svg.h"

#include <stdlib.h>

static const char style[] =
    ":root{--ink:#1f2937;--soft:#64748b;--line:#dbe3ee;--blue:#1d4ed8}"
    "*{box-sizing:border-box}body{margin:0;color:var(--ink);background:#fff;line-height:1.65;font-size:15px;"
    "font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif}"
    "main{max-width:1080px;margin:0 auto;padding:32px 28px 80px}h1{font-size:27px;line-height:1.35;margin:0 0 6px}"
    "h2{font-size:21px;margin:44px 0 12px;padding-bottom:6px;border-bottom:2px solid var(--blue)}"
    "h3{font-size:16px;margin:0 0 8px}a{color:var(--blue);text-decoration:none}a:hover{text-decoration:underline}"
    ".d-sub,.d-small,.d-words{color:var(--soft)}.d-small{font-size:13px;margin:2px 0 8px}.d-words{margin:-4px 0 16px}"
    ".d-id{font:12px/1.4 ui-monospace,Consolas,monospace;color:var(--soft);font-weight:400}"
    ".d-rule h3 .d-id{background:#e8effc;color:var(--blue);border-radius:4px;padding:2px 7px;font-weight:700}"
    ".d-rule{border:1px solid var(--line);border-radius:8px;padding:14px 18px;margin:0 0 14px;break-inside:avoid}"
    "dl{display:grid;grid-template-columns:9em 1fr;gap:4px 14px;margin:0}dt{color:var(--soft)}dd{margin:0}"
    "ul,ol{margin:0;padding-left:1.35em}.d-out{list-style:none;padding:0}.d-all{list-style:square}"
    ".d-args{color:var(--soft);font-size:13px;padding-left:3.4em}"
    ".d-mode{display:inline-block;border-radius:4px;padding:0 7px;font-size:13px;font-weight:700}"
    ".d-must{background:#dcebff;color:#1e3a8a}.d-may{background:#e4f5e8;color:#14532d}.d-not{background:#fde4e4;color:#991b1b}"
    ".d-reason{color:#991b1b;font-size:13px}.d-note{color:var(--soft);font-size:13px;margin:8px 0 0}"
    ".d-assumed{background:#fff1d6;color:#92400e;border-radius:4px;padding:1px 6px;font-size:12px;font-weight:700}"
    "table{border-collapse:collapse;width:100%;margin:0 0 20px;font-size:14px}th,td{border:1px solid var(--line);"
    "padding:6px 9px;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f5f8fc;font-weight:700}"
    ".d-output{background:#e8effc}thead{display:table-header-group}tr{break-inside:avoid}"
    "nav ol{columns:2;column-gap:40px}.d-index{columns:3;column-gap:28px;list-style:none;padding:0;font-size:13px}"
    ".d-index li{break-inside:avoid;padding:1px 0}figure{margin:0 0 26px}figure>svg{border:1px solid var(--line);border-radius:8px}"
    "@media print{body{font-size:10.5pt}main{max-width:none;padding:0}a{color:inherit}h2{break-before:page}"
    "nav+h2{break-before:auto}@page{size:A4;margin:16mm 14mm}figure{break-inside:avoid}figure>svg{max-height:250mm}}"
    "@media(max-width:700px){dl{grid-template-columns:1fr}dt{font-weight:700}nav ol,.d-index{columns:1}}";

/* --- measures ----------------------------------------------------------------------------------- */

static bool is_of_file(const ing_rule *rule, size_t file)
{
    return rule->titles.file == (int32_t)file;
}

static size_t count_rules(const ing_pack *pack, size_t file)
{
    size_t count = 0;

    for (size_t i = 0; i < pack->rule_count; i++)
        count += is_of_file(pack->rules[i], file);
    return count;
}

static ing_text bytes_of(const ing_pack *pack, ing_text path)
{
    ing_text bytes = ING_TEXT_NONE;

    for (size_t i = 0; i < pack->file_count; i++) {
        if (ing_text_equal(pack->files[i].path, path))
            bytes = pack->files[i].bytes;
    }
    return bytes;
}

static ing_text trim(ing_text text)
{
    while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '-'))
        text = (ing_text){ text.ptr + 1, text.len - 1 };
    while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    return text;
}

/* What the author says of a file: the comment at its head, after the licence; one line of it at a time. */
static ing_text next_comment(ing_text *rest)
{
    while (rest->len > 0) {
        const char *end = memchr(rest->ptr, '\n', rest->len);
        size_t len = end != NULL ? (size_t)(end - rest->ptr) : rest->len;
        ing_text line = { rest->ptr, len };
        *rest = (ing_text){ rest->ptr + len, rest->len - len };
        if (rest->len > 0)
            *rest = (ing_text){ rest->ptr + 1, rest->len - 1 };
        if (line.len < 2 || line.ptr[0] != '-' || line.ptr[1] != '-')
            break;
        line = trim(line);
        if (line.len < 5 || memcmp(line.ptr, "SPDX-", 5) != 0)
            return line;
    }
    return ING_TEXT_NONE;
}

/* "先礼后兵 / Courtesy first": the half in the page's language. */
static ing_text half(const ing_page *page, ing_text line)
{
    size_t at = 0;

    while (at + 3 <= line.len && memcmp(line.ptr + at, " / ", 3) != 0)
        at++;
    if (at + 3 > line.len)
        return line;
    return page->telling.zh ? (ing_text){ line.ptr, at } : (ing_text){ line.ptr + at + 3, line.len - at - 3 };
}

/* The title of a measure: the first line of that comment, up to where its first sentence ends. */
static ing_text measure_title(const ing_page *page, size_t file)
{
    ing_text path = ing_program_file(page->telling.pack->program, (int32_t)file);
    ing_text rest = bytes_of(page->telling.pack, path), line = next_comment(&rest);
    ing_text title = half(page, line);
    size_t end = 0;

    while (end < title.len && title.ptr[end] != '.' && title.ptr[end] != ':')
        end++;
    if (end > 0)
        title.len = end;
    return title.len > 0 ? title : path;
}

static void put_measure(const ing_page *page, size_t file)
{
    const ing_pack *pack = page->telling.pack;

    ing_buf_printf(page->out, "<h2 id=\"file-%zu\">", file);
    ing_page_text(page, measure_title(page, file));
    ing_page_put(page, "</h2>\n<p class=\"d-small\">");
    ing_page_text(page, ing_program_file(pack->program, (int32_t)file));
    ing_page_put(page, "</p>\n");
    for (size_t i = 0; i < pack->rule_count; i++) {
        if (is_of_file(pack->rules[i], file))
            ing_page_rule(page, pack->rules[i]);
    }
}

/* --- procedures --------------------------------------------------------------------------------- */

static bool put_procedures(const ing_page *page)
{
    const ing_pack *pack = page->telling.pack;
    bool good = true;

    for (size_t i = 0; i < pack->procedure_count && good; i++) {
        const ing_procedure *procedure = pack->procedure_list[i];
        ing_page_put(page, "<figure");
        ing_page_anchor(page, "procedure", procedure->id);
        ing_page_put(page, ">\n");
        good = ing_svg_sheet(&page->telling, procedure, true, page->out);
        ing_page_put(page, "</figure>\n");
    }
    return good;
}

/* --- index -------------------------------------------------------------------------------------- */

typedef struct entry { const char *kind; ing_text id; const ing_titles *titles; } entry;

static int order(const void *a, const void *b)
{
    const entry *left = a, *right = b;
    return ing_text_order(left->id, right->id);
}

static bool put_index(const ing_page *page)
{
    const ing_pack *pack = page->telling.pack;
    size_t count = 0, most = pack->rule_count + pack->fact_count + pack->params.count + pack->laws.count;
    entry *all = ing_arena_new(page->telling.arena, most, sizeof *all);

    if (all == NULL)
        return false;
    for (size_t i = 0; i < pack->rule_count; i++)
        all[count++] = (entry){ "rule", pack->rules[i]->id, &pack->rules[i]->titles };
    for (size_t i = 0; i < pack->fact_count; i++)
        all[count++] = (entry){ "fact", pack->fact_list[i]->id, &pack->fact_list[i]->titles };
    for (size_t i = 0; i < pack->params.count; i++)
        all[count++] = (entry){ "param", pack->params.items[i].key, &((ing_param *)pack->params.items[i].value)->titles };
    for (size_t i = 0; i < pack->laws.count; i++)
        all[count++] = (entry){ "law", pack->laws.items[i].key, &((ing_law *)pack->laws.items[i].value)->titles };
    qsort(all, count, sizeof *all, order);
    ing_page_put(page, "<ul class=\"d-index\">\n");
    for (size_t i = 0; i < count; i++) {
        ing_page_put(page, "<li>");
        ing_page_link(page, all[i].kind, all[i].id);
        ing_page_text(page, all[i].id);
        ing_page_put(page, "</a> ");
        ing_page_title(page, all[i].titles, ING_TEXT_NONE);
        ing_page_put(page, "</li>\n");
    }
    ing_page_put(page, "</ul>\n");
    return true;
}

/* --- the whole ---------------------------------------------------------------------------------- */

typedef struct chapter { const char *id, *zh, *en; } chapter;

static const chapter chapters[] = {
    { "procedures", "程序图", "Procedures" },   { "facts", "概念", "Terms" },
    { "params", "参数与期限", "Parameters" },   { "tables", "对照表", "Tables" },
    { "roles", "谁决定、谁记录", "Who decides, who records" }, { "events", "事件", "Events" },
    { "laws", "法律依据", "Legal provisions" }, { "index", "索引", "Index" },
};

static void put_contents(const ing_page *page)
{
    const ing_pack *pack = page->telling.pack;

    ing_page_say(page, "<h2>目录</h2>\n<nav><ol>\n", "<h2>Contents</h2>\n<nav><ol>\n");
    for (size_t i = 0; i < ing_program_files(pack->program); i++) {
        size_t count = count_rules(pack, i);
        if (count == 0)
            continue;
        ing_buf_printf(page->out, "<li><a href=\"#file-%zu\">", i);
        ing_page_text(page, measure_title(page, i));
        ing_buf_printf(page->out, page->telling.zh ? "</a> <span class=\"d-sub\">%zu 条规则</span></li>\n"
                                                   : "</a> <span class=\"d-sub\">%zu rules</span></li>\n", count);
    }
    for (size_t i = 0; i < sizeof chapters / sizeof chapters[0]; i++)
        ing_buf_printf(page->out, "<li><a href=\"#%s\">%s</a></li>\n", chapters[i].id,
                       page->telling.zh ? chapters[i].zh : chapters[i].en);
    ing_page_put(page, "</ol></nav>\n");
}

static void begin_chapter(const ing_page *page, size_t at)
{
    ing_buf_printf(page->out, "<h2 id=\"%s\">%s</h2>\n", chapters[at].id,
                   page->telling.zh ? chapters[at].zh : chapters[at].en);
}

static bool put_chapters(const ing_page *page)
{
    static void (*const writers[])(const ing_page *page) = { ing_page_facts, ing_page_params, ing_page_tables,
                                                             ing_page_roles, ing_page_events, ing_page_laws };
    bool good;

    begin_chapter(page, 0);
    good = put_procedures(page);
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        begin_chapter(page, i + 1);
        writers[i](page);
    }
    begin_chapter(page, sizeof chapters / sizeof chapters[0] - 1);
    return good && put_index(page);
}

/* What the pack says otherwise than its parent, and why. */
static void put_parent(const ing_page *page)
{
    const ing_pack *pack = page->telling.pack;

    if (pack->parent_id.ptr == NULL)
        return;
    ing_page_say(page, "<p>以上级规则包 <b>", "<p>Extends the pack <b>");
    ing_page_text(page, pack->parent_id);
    ing_page_put(page, " ");
    ing_page_text(page, pack->parent_version);
    ing_page_say(page, "</b> 为本，另有规定的除外：</p>\n<ul>", "</b>, except for:</p>\n<ul>");
    for (size_t i = 0; i < pack->change_count; i++) {
        const ing_change *change = &pack->changes[i];
        ing_page_put(page, "<li>");
        ing_page_text(page, change->construct);
        ing_page_put(page, " <b>");
        ing_page_text(page, change->id);
        if (change->is_dropped)
            ing_page_say(page, "</b> 不适用：", "</b> does not hold: ");
        else
            ing_page_say(page, "</b> 有改动：", "</b> is changed: ");
        ing_page_text(page, change->because);
        ing_page_put(page, "</li>\n");
    }
    ing_page_put(page, "</ul>\n");
}

static void put_head(const ing_page *page)
{
    const ing_pack *pack = page->telling.pack;
    char hex[65];

    ing_digest_hex(&pack->digest, hex);
    ing_buf_printf(page->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\">\n"
                              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
                   page->telling.zh ? "zh-CN" : "en");
    ing_page_title(page, &pack->titles, pack->id);
    ing_buf_printf(page->out, "</title>\n<style>%s</style></head>\n<body><main>\n<h1>", style);
    ing_page_title(page, &pack->titles, pack->id);
    ing_buf_printf(page->out, page->telling.zh ? "</h1>\n<p class=\"d-sub\">规则包 %.*s 第 %.*s 版 · 规则 %zu 条 · 指纹 "
                                               : "</h1>\n<p class=\"d-sub\">Rule pack %.*s, version %.*s · %zu rules · digest ",
                   ING_TEXT_ARG(pack->id), ING_TEXT_ARG(pack->version), pack->rule_count);
    ing_buf_printf(page->out, "<span class=\"d-id\">%.16s…</span></p>\n", hex);
    put_parent(page);
    ing_page_say(page, "<p>本页由规则包自动生成，逐条说明：何时适用、须具备何种条件、结果是什么、由谁决定、依据何在。规则只提出建议，决定由人作出。"
                       "标有<span class=\"d-assumed\">我方假定</span>的数值，方案与法律均未规定，可以修改。</p>\n",
                 "<p>Made from the rule pack itself: for each rule, when it applies, on what conditions, with what outcome, who "
                 "decides, and on what basis. Rules propose; people decide. Values marked <span class=\"d-assumed\">assumed by us</span> "
                 "are fixed neither by the plan nor by law, and can be changed.</p>\n");
}

bool ing_page_pack(const ing_telling *telling, ing_buf *out)
{
    const ing_page page = { *telling, out };
    bool good;

    put_head(&page);
    put_contents(&page);
    for (size_t i = 0; i < ing_program_files(telling->pack->program); i++) {
        if (count_rules(telling->pack, i) > 0)
            put_measure(&page, i);
    }
    good = put_chapters(&page);
    ing_page_put(&page, "</main></body></html>\n");
    return good && !out->failed && !telling->arena->failed;
}
