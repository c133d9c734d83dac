/* SPDX-License-Identifier: Apache-2.0 */
/* Pages: texts, links, and conditions as lists. */
#include "exchange/page.h"
#include "exchange/glyphs.h"

void ing_page_put(const ing_page *page, const char *html)
{
    ing_buf_text(page->out, html);
}

void ing_page_say(const ing_page *page, const char *zh, const char *en)
{
    ing_buf_text(page->out, page->telling.zh ? zh : en);
}

void ing_page_text(const ing_page *page, ing_text text)
{
    ing_xml_text(text, page->out);
}

void ing_page_title(const ing_page *page, const ing_titles *titles, ing_text fallback)
{
    ing_page_text(page, ing_tell_title(&page->telling, titles, fallback));
}

void ing_page_day(const ing_page *page, ing_date day)
{
    char text[11];

    ing_date_format(day, text);
    ing_buf_text(page->out, text);
}

/* --- links -------------------------------------------------------------------------------------- */

void ing_page_anchor(const ing_page *page, const char *kind, ing_text name)
{
    ing_buf_printf(page->out, " id=\"%s-", kind);
    ing_page_text(page, name);
    ing_buf_byte(page->out, '"');
}

void ing_page_link(const ing_page *page, const char *kind, ing_text name)
{
    ing_buf_printf(page->out, "<a href=\"#%s-", kind);
    ing_page_text(page, name);
    ing_buf_text(page->out, "\">");
}

/* What is explained elsewhere on the page, the first that an expression names. */
typedef struct target { const char *kind; ing_text name; } target;

static bool find_target(const ing_expr *expr, target *out)
{
    bool found = true;

    if (expr->kind == ING_EXPR_FACT)
        *out = (target){ "fact", expr->fact->id };
    else if (expr->kind == ING_EXPR_PARAM)
        *out = (target){ "param", expr->param->id };
    else if (expr->kind == ING_EXPR_LOOKUP)
        *out = (target){ "table", expr->table->id };
    else
        found = false;
    for (size_t i = 0; i < expr->count && !found; i++)
        found = find_target(expr->kids[i], out);
    if (!found && expr->kind == ING_EXPR_QUERY && expr->query->filter != NULL)
        found = find_target(expr->query->filter, out);
    return found;
}

void ing_page_expr(const ing_page *page, const ing_expr *expr)
{
    ing_buf words = ING_BUF_INIT;
    target to;
    bool linked = find_target(expr, &to);

    ing_tell(&page->telling, expr, &words);
    if (linked)
        ing_page_link(page, to.kind, to.name);
    ing_page_text(page, ing_buf_view(&words));
    if (linked)
        ing_page_put(page, "</a>");
    page->out->failed = page->out->failed || words.failed;
    ing_buf_free(&words);
}

/* --- conditions --------------------------------------------------------------------------------- */

static const ing_expr *bare(const ing_expr *expr)
{
    bool is_shell = true;

    while (is_shell) {
        is_shell = (expr->kind == ING_EXPR_ALL || expr->kind == ING_EXPR_ANY) && expr->count == 1;
        is_shell = is_shell || (expr->kind == ING_EXPR_TRUTH && expr->kids[0]->kind >= ING_EXPR_TEST &&
                                expr->kids[0]->kind <= ING_EXPR_TRUTH);
        if (is_shell)
            expr = expr->kids[0];
    }
    return expr;
}

/* Depth is bounded by the loader, which refuses deeper nesting than a reader can follow. */
void ing_page_condition(const ing_page *page, const ing_expr *expr)
{
    expr = bare(expr);
    if (expr->kind == ING_EXPR_NO && expr->kids[0]->kind != ING_EXPR_TRUTH) {
        ing_page_say(page, "<i>并非：</i>", "<i>not:</i> ");
        ing_page_condition(page, expr->kids[0]);
        return;
    }
    if (expr->kind != ING_EXPR_ALL && expr->kind != ING_EXPR_ANY) {
        ing_page_expr(page, expr);
        return;
    }
    if (expr->kind == ING_EXPR_ANY)
        ing_page_say(page, "<i>下列之一：</i>", "<i>one of:</i>");
    ing_page_put(page, expr->kind == ING_EXPR_ANY ? "<ul class=\"d-any\">" : "<ul class=\"d-all\">");
    for (size_t i = 0; i < expr->count; i++) {
        ing_page_put(page, "<li>");
        ing_page_condition(page, expr->kids[i]);
        ing_page_put(page, "</li>");
    }
    ing_page_put(page, "</ul>");
}

/* --- clauses ------------------------------------------------------------------------------------ */

void ing_page_cites(const ing_page *page, const ing_titles *titles)
{
    for (size_t i = 0; i < titles->cite_count; i++) {
        ing_text cite = titles->cites[i];
        const ing_law *law = ing_map_get(&page->telling.pack->laws, cite);
        if (i > 0)
            ing_page_say(page, "；", "; ");
        if (law == NULL) {
            ing_page_text(page, cite);
            continue;
        }
        ing_page_link(page, "law", cite);
        ing_page_title(page, &law->titles, cite);
        ing_page_put(page, "</a>");
    }
    if (titles->cite_count == 0)
        ing_page_put(page, "—");
}

void ing_page_note(const ing_page *page, const ing_titles *titles)
{
    if (titles->note.len == 0)
        return;
    ing_page_put(page, "<p class=\"d-note\">");
    ing_page_text(page, titles->note);
    ing_page_put(page, "</p>");
}
