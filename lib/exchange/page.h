/* SPDX-License-Identifier: Apache-2.0 */
/* A pack as a page for people who read no Lua: what its parts write with, and the parts. */
#ifndef ING_EXCHANGE_PAGE_H
#define ING_EXCHANGE_PAGE_H

#include "pack/telling.h"

typedef struct ing_page {
    ing_telling telling;
    ing_buf *out;
} ing_page;

/* --- page_words.c ------------------------------------------------------------------------------- */

void ing_page_put(const ing_page *page, const char *html);             /* as it is */
void ing_page_say(const ing_page *page, const char *zh, const char *en); /* as it is, in the page's language */
void ing_page_text(const ing_page *page, ing_text text);               /* made safe */
void ing_page_title(const ing_page *page, const ing_titles *titles, ing_text fallback);
void ing_page_day(const ing_page *page, ing_date day);
/* A phrase for an expression, made safe; what it rests on is a link. */
void ing_page_expr(const ing_page *page, const ing_expr *expr);
/* A condition as lists within lists: all of, one of, not. */
void ing_page_condition(const ing_page *page, const ing_expr *expr);
void ing_page_cites(const ing_page *page, const ing_titles *titles);
void ing_page_note(const ing_page *page, const ing_titles *titles);
/* The attribute id="kind-name", and a link to it around what follows until </a>. */
void ing_page_anchor(const ing_page *page, const char *kind, ing_text name);
void ing_page_link(const ing_page *page, const char *kind, ing_text name);

/* --- page_rule.c -------------------------------------------------------------------------------- */

void ing_page_rule(const ing_page *page, const ing_rule *rule);
/* Modality, action, who decides, arguments. */
void ing_page_outcome(const ing_page *page, const ing_outcome_template *outcome);

/* --- page_tables.c ------------------------------------------------------------------------------ */

void ing_page_params(const ing_page *page);
void ing_page_tables(const ing_page *page);
void ing_page_laws(const ing_page *page);
void ing_page_facts(const ing_page *page);
void ing_page_roles(const ing_page *page);
void ing_page_events(const ing_page *page);

/* --- page.c ------------------------------------------------------------------------------------- */

/* The whole document, appended to `out`; false without memory. */
bool ing_page_pack(const ing_telling *telling, ing_buf *out);

#endif
