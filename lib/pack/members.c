/* SPDX-License-Identifier: Apache-2.0 */
/* Reading declarations: members of tables, lists, titles. */
#include "pack/load.h"

#include <inttypes.h>
#include <stdio.h>

const ing_syntax *ing_member(const ing_syntax *table, const char *name)
{
    for (size_t i = 0; i < table->member_count; i++) {
        if (ing_text_is(table->members[i].name, name))
            return table->members[i].value;
    }
    return NULL;
}

static bool is_among(const char *const *names, ing_text name)
{
    bool found = false;
    for (size_t i = 0; names != NULL && names[i] != NULL && !found; i++)
        found = ing_text_is(name, names[i]);
    return found;
}

static const char *const title_members[] = { "zh", "en", "cite", "note", NULL };
static const char *const inheriting_members[] = { "replaces", "because", "locked", NULL };

static void check_member(ing_load *load, ing_text construct, const ing_syntax_member *member,
                         const char *const *known, const char *const *later)
{
    ing_text name = member->name;
    if (is_among(known, name) || is_among(title_members, name))
        return;
    if (is_among(inheriting_members, name)) /* inherit.c has looked at them */
        return;
    if (is_among(later, name)) {
        ing_load_later(load, NULL, name);
        return;
    }
    ing_nearest nearest = ing_nearest_begin(name);
    for (size_t i = 0; known[i] != NULL; i++)
        ing_nearest_try(&nearest, ing_text_of(known[i]));
    for (size_t i = 0; title_members[i] != NULL; i++)
        ing_nearest_try(&nearest, ing_text_of(title_members[i]));
    char noun_en[64], noun_zh[64];
    (void)snprintf(noun_en, sizeof noun_en, "field of %.*s", ING_TEXT_ARG(construct));
    (void)snprintf(noun_zh, sizeof noun_zh, " %.*s 的项", ING_TEXT_ARG(construct));
    ing_load_unknown(load, NULL, noun_en, noun_zh, &nearest);
}

void ing_members_check(ing_load *load, const ing_syntax *table, ing_text construct,
                       const char *const *known, const char *const *later)
{
    if (table->count > 0)
        ing_load_report(load, "E101", table->kids[0], ING_TEXT_NONE,
                        "%.*s has a value without a name: write name = value",
                        "%.*s 里有一个没有名字的值：请写 名字 = 值", ING_TEXT_ARG(construct));
    for (size_t i = 0; i < table->member_count; i++)
        check_member(load, construct, &table->members[i], known, later);
}

const char *ing_syntax_show(const ing_syntax *syntax, char *out, size_t cap)
{
    int width = (int)(cap > 48 ? cap - 8 : cap / 2);
    switch (syntax->kind) {
    case ING_SYNTAX_BOOLEAN:
        (void)snprintf(out, cap, "%s", syntax->truth ? "true" : "false");
        break;
    case ING_SYNTAX_INTEGER:
        (void)snprintf(out, cap, "%" PRId64, syntax->number);
        break;
    case ING_SYNTAX_FLOAT:
        (void)snprintf(out, cap, "%.*s", ING_TEXT_ARG(syntax->text));
        break;
    case ING_SYNTAX_TEXT:
        (void)snprintf(out, cap, "\"%.*s\"",
                       (int)syntax->text.len < width ? (int)syntax->text.len : width,
                       syntax->text.ptr);
        break;
    case ING_SYNTAX_NAME:
    case ING_SYNTAX_INDEX:
    case ING_SYNTAX_METHOD:
        (void)snprintf(out, cap, "%.*s", ING_TEXT_ARG(syntax->text));
        break;
    case ING_SYNTAX_CALL: {
        const ing_syntax *callee = syntax->kids[0];
        while (callee->kind == ING_SYNTAX_CALL)
            callee = callee->kids[0];
        (void)snprintf(out, cap, "%.*s(…)",
                       (int)callee->text.len < width ? (int)callee->text.len : width,
                       callee->text.ptr != NULL ? callee->text.ptr : "");
        break;
    }
    case ING_SYNTAX_TABLE:
        (void)snprintf(out, cap, "{ … }");
        break;
    case ING_SYNTAX_FUNCTION:
        (void)snprintf(out, cap, "function");
        break;
    default:
        (void)snprintf(out, cap, "x + y");
        break;
    }
    return out;
}

static void expect(ing_load *load, const ing_syntax *syntax, ing_text name, const char *en,
                   const char *zh)
{
    char shown[80];
    (void)ing_syntax_show(syntax, shown, sizeof shown);
    ing_text what = syntax->kind == ING_SYNTAX_TEXT ? ING_TEXT_NONE : name;
    ing_load_report(load, "E105", syntax, what, "%.*s: expected %s, got %s",
                    "%.*s：应为%s，却是 %s", ING_TEXT_ARG(name), load->diagnosis->is_zh ? zh : en,
                    shown);
}

ing_text ing_member_text(ing_load *load, const ing_syntax *table, const char *name)
{
    const ing_syntax *syntax = ing_member(table, name);
    if (syntax == NULL)
        return ING_TEXT_NONE;
    if (syntax->kind == ING_SYNTAX_TEXT)
        return syntax->text;
    expect(load, syntax, ing_text_of(name), "a text", "文本");
    return ING_TEXT_NONE;
}

bool ing_member_flag(ing_load *load, const ing_syntax *table, const char *name)
{
    const ing_syntax *syntax = ing_member(table, name);
    if (syntax == NULL)
        return false;
    if (syntax->kind == ING_SYNTAX_BOOLEAN)
        return syntax->truth;
    expect(load, syntax, ing_text_of(name), "true or false", " true 或 false");
    return false;
}

ing_parts ing_parts_of(ing_load *load, const ing_syntax *syntax)
{
    ing_parts parts = { 0, NULL };
    if (syntax == NULL)
        return parts;
    if (syntax->kind == ING_SYNTAX_TABLE && syntax->member_count == 0) {
        parts.count = syntax->count;
        parts.items = syntax->kids;
        return parts;
    }
    const ing_syntax **one = ing_load_new(load, 1, sizeof(const ing_syntax *));
    if (one != NULL) {
        one[0] = syntax;
        parts.count = 1;
        parts.items = one;
    }
    return parts;
}

ing_texts ing_texts_read(ing_load *load, const ing_syntax *syntax, const char *what)
{
    ing_texts out = { 0, NULL, NULL };
    ing_parts parts = ing_parts_of(load, syntax);
    ing_text *items = ing_load_new(load, parts.count, sizeof *items);
    const ing_syntax **nodes = ing_load_new(load, parts.count, sizeof(const ing_syntax *));
    if (items == NULL || nodes == NULL)
        return out;
    for (size_t i = 0; i < parts.count; i++) {
        if (parts.items[i]->kind != ING_SYNTAX_TEXT) {
            expect(load, parts.items[i], ing_text_of(what), "a text or a list of texts",
                   "文本或文本列表");
            continue;
        }
        items[out.count] = parts.items[i]->text;
        nodes[out.count] = parts.items[i];
        out.count++;
    }
    out.items = items;
    out.nodes = nodes;
    return out;
}

ing_texts ing_member_texts(ing_load *load, const ing_syntax *table, const char *name)
{
    const ing_syntax *syntax = ing_member(table, name);
    ing_texts none = { 0, NULL, NULL };
    return syntax == NULL ? none : ing_texts_read(load, syntax, name);
}

ing_titles ing_titles_read(ing_load *load, const ing_declaration *declaration)
{
    const ing_syntax *body = declaration->body;
    ing_texts cites = ing_member_texts(load, body, "cite");
    return (ing_titles){
        .zh = ing_member_text(load, body, "zh"),
        .en = ing_member_text(load, body, "en"),
        .note = ing_member_text(load, body, "note"),
        .cite_count = cites.count,
        .cites = cites.items,
        .file = declaration->file,
        .line = declaration->line,
    };
}

bool ing_syntax_is_call(const ing_syntax *syntax, const char *name)
{
    return syntax->kind == ING_SYNTAX_CALL && syntax->kids[0]->kind == ING_SYNTAX_NAME &&
           ing_text_is(syntax->kids[0]->text, name);
}

ing_nearest ing_nearest_in(const ing_map *map, ing_text wanted)
{
    ing_nearest nearest = ing_nearest_begin(wanted);
    for (size_t i = 0; i < map->count; i++)
        ing_nearest_try(&nearest, map->items[i].key);
    return nearest;
}
