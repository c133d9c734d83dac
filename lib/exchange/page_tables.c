/* SPDX-License-Identifier: Apache-2.0 */
/* Pages: parameters, tables, laws, facts, roles, events. */
#include "exchange/page.h"

/* A table's head: cells parted by |, in both languages. */
static void head(const ing_page *page, const char *zh, const char *en)
{
    const char *at = page->telling.zh ? zh : en;

    ing_page_put(page, "<table><thead><tr>");
    while (*at != '\0') {
        size_t len = strcspn(at, "|");
        ing_page_put(page, "<th>");
        ing_page_text(page, (ing_text){ at, len });
        ing_page_put(page, "</th>");
        at += len + (at[len] == '|' ? 1 : 0);
    }
    ing_page_put(page, "</tr></thead><tbody>\n");
}

static void cell(const ing_page *page)
{
    ing_page_put(page, "<td>");
}

static void end_cell(const ing_page *page)
{
    ing_page_put(page, "</td>");
}

static void end_table(const ing_page *page)
{
    ing_page_put(page, "</tbody></table>\n");
}

static void say_value(const ing_page *page, const ing_type *type, const ing_value *value)
{
    ing_buf words = ING_BUF_INIT;

    ing_tell_value(&page->telling, type, value, &words);
    ing_page_text(page, ing_buf_view(&words));
    page->out->failed = page->out->failed || words.failed;
    ing_buf_free(&words);
}

static void say_title(const ing_page *page, ing_text id, const ing_titles *titles)
{
    ing_page_put(page, "><b>");
    ing_page_title(page, titles, id);
    ing_page_put(page, "</b> <span class=\"d-id\">");
    ing_page_text(page, id);
    ing_page_put(page, "</span></td>");
}

static void say_thing(const ing_page *page, const char *kind, ing_text id, const ing_titles *titles)
{
    ing_page_put(page, "<td");
    ing_page_anchor(page, kind, id);
    say_title(page, id, titles);
}

/* --- parameters --------------------------------------------------------------------------------- */

static void put_param(const ing_page *page, const ing_param *param)
{
    ing_page_put(page, "<tr>");
    say_thing(page, "param", param->id, &param->titles);
    cell(page);
    for (size_t i = 0; i < param->slice_count; i++) {
        ing_page_put(page, i > 0 ? "<br>" : "");
        ing_page_say(page, "自 ", "from ");
        ing_page_day(page, param->slices[i].from);
        ing_page_say(page, "：<b>", ": <b>");
        say_value(page, param->type, &param->slices[i].value);
        ing_page_put(page, "</b>");
    }
    end_cell(page);
    cell(page);
    ing_page_cites(page, &param->titles);
    end_cell(page);
    cell(page);
    if (param->assumed)
        ing_page_say(page, "<span class=\"d-assumed\">我方假定</span> ", "<span class=\"d-assumed\">assumed by us</span> ");
    ing_page_text(page, param->titles.note);
    end_cell(page);
    ing_page_put(page, "</tr>\n");
}

void ing_page_params(const ing_page *page)
{
    const ing_map *params = &page->telling.pack->params;

    head(page, "参数|数值|出处|说明", "Parameter|Value|Source|Remarks");
    for (size_t i = 0; i < params->count; i++)
        put_param(page, params->items[i].value);
    end_table(page);
}

/* --- tables ------------------------------------------------------------------------------------- */

static void put_cell(const ing_page *page, const ing_type *type, const ing_value *value)
{
    cell(page);
    if (value->kind == ING_VALUE_UNKNOWN)
        ing_page_put(page, "—");
    else
        say_value(page, type, value);
    end_cell(page);
}

static void put_row(const ing_page *page, const ing_table *table, const ing_row *row)
{
    ing_page_put(page, "<tr>");
    for (size_t i = 0; i < table->input_count; i++) {
        const ing_type *type = table->inputs[i]->type;
        put_cell(page, type->kind == ING_TYPE_LIST ? type->element : type, &row->cells[i]);
    }
    for (size_t i = 0; i < table->output_count; i++)
        put_cell(page, table->output_types[i], &row->cells[table->input_count + i]);
    cell(page);
    if (row->has_from)
        ing_page_day(page, row->from);
    ing_page_put(page, row->has_from || row->has_to ? " – " : "");
    if (row->has_to)
        ing_page_day(page, row->to);
    end_cell(page);
    ing_page_put(page, "</tr>\n");
}

static void put_hit(const ing_page *page, const ing_table *table)
{
    static const char *const zh[] = { "每种情形恰有一行", "取第一行适用者", "适用的各行结论相同", "取排序最高者", "取所有适用的行" };
    static const char *const en[] = { "exactly one row applies", "the first row that applies",
                                      "all rows that apply agree", "the highest row that applies",
                                      "all rows that apply" };

    ing_page_put(page, "<p class=\"d-small\">");
    ing_page_say(page, zh[table->hit], en[table->hit]);
    if (table->law_time == ING_LAW_LENIENT)
        ing_page_say(page, "；从旧兼从轻", "; the law of the act, unless today's is lighter");
    else if (table->law_time == ING_LAW_ACT)
        ing_page_say(page, "；适用行为时的法律", "; the law of the day of the act");
    ing_page_say(page, "。依据：", ". Basis: ");
    ing_page_cites(page, &table->titles);
    ing_page_put(page, "</p>");
}

static void put_table(const ing_page *page, const ing_table *table)
{
    ing_page_put(page, "<h3");
    ing_page_anchor(page, "table", table->id);
    ing_page_put(page, ">");
    ing_page_title(page, &table->titles, table->id);
    ing_page_put(page, "</h3>");
    put_hit(page, table);
    ing_page_put(page, "<table><thead><tr>");
    for (size_t i = 0; i < table->input_count; i++) {
        ing_page_put(page, "<th>");
        ing_page_expr(page, table->inputs[i]);
        ing_page_put(page, "</th>");
    }
    for (size_t i = 0; i < table->output_count; i++) {
        ing_page_put(page, "<th class=\"d-output\">");
        ing_page_text(page, table->outputs[i]);
        ing_page_put(page, "</th>");
    }
    ing_page_say(page, "<th>施行</th>", "<th>In force</th>");
    ing_page_put(page, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < table->row_count; i++)
        put_row(page, table, &table->rows[i]);
    end_table(page);
    ing_page_note(page, &table->titles);
}

void ing_page_tables(const ing_page *page)
{
    const ing_map *tables = &page->telling.pack->tables;

    for (size_t i = 0; i < tables->count; i++)
        put_table(page, tables->items[i].value);
}

/* --- laws --------------------------------------------------------------------------------------- */

static void put_law(const ing_page *page, const ing_law *law)
{
    ing_page_put(page, "<tr>");
    say_thing(page, "law", law->id, &law->titles);
    cell(page);
    if (law->has_from)
        ing_page_day(page, law->from);
    end_cell(page);
    cell(page);
    if (law->has_to)
        ing_page_day(page, law->to);
    else
        ing_page_put(page, "—");
    end_cell(page);
    cell(page);
    if (law->next.len > 0) {
        ing_page_link(page, "law", law->next);
        ing_page_text(page, law->next);
        ing_page_put(page, "</a>");
    }
    end_cell(page);
    cell(page);
    ing_page_text(page, law->text);
    ing_page_put(page, law->text.len > 0 && law->titles.note.len > 0 ? "<br>" : "");
    ing_page_text(page, law->titles.note);
    end_cell(page);
    ing_page_put(page, "</tr>\n");
}

void ing_page_laws(const ing_page *page)
{
    const ing_map *laws = &page->telling.pack->laws;

    head(page, "条文|施行日|失效日|接续条文|说明", "Provision|In force from|to|Successor|Remarks");
    for (size_t i = 0; i < laws->count; i++)
        put_law(page, laws->items[i].value);
    end_table(page);
}

/* --- facts -------------------------------------------------------------------------------------- */

static void put_meaning(const ing_page *page, const ing_fact *fact)
{
    if (fact->function != 0)
        ing_page_say(page, "<i>由规则包中的函数计算</i>", "<i>computed by a function of the pack</i>");
    else if (fact->is != NULL && fact->is_condition)
        ing_page_condition(page, fact->is);
    else if (fact->is != NULL)
        ing_page_expr(page, fact->is);
    if (fact->branch_count == 0)
        return;
    ing_page_say(page, "依次取第一项成立者：<ol>", "The first that holds:<ol>");
    for (size_t i = 0; i < fact->branch_count; i++) {
        ing_page_put(page, "<li><b>");
        ing_page_expr(page, fact->branches[i].value);
        ing_page_put(page, "</b>");
        if (fact->branches[i].when != NULL && fact->branches[i].when->count > 0) {
            ing_page_say(page, "：", ": ");
            ing_page_condition(page, fact->branches[i].when);
        }
        ing_page_put(page, "</li>");
    }
    ing_page_put(page, "</ol>");
}

/* Facts of several kinds of case may have one id; links lead to the first. */
static bool is_first_of_id(const ing_pack *pack, size_t at)
{
    bool is_first = true;

    for (size_t i = 0; i < at && is_first; i++)
        is_first = !ing_text_equal(pack->fact_list[i]->id, pack->fact_list[at]->id);
    return is_first;
}

void ing_page_facts(const ing_page *page)
{
    const ing_pack *pack = page->telling.pack;

    head(page, "概念|含义", "Term|Meaning");
    for (size_t i = 0; i < pack->fact_count; i++) {
        const ing_fact *fact = pack->fact_list[i];
        ing_page_put(page, "<tr>");
        if (is_first_of_id(pack, i)) {
            say_thing(page, "fact", fact->id, &fact->titles);
        } else {
            ing_page_put(page, "<td");
            say_title(page, fact->id, &fact->titles);
        }
        cell(page);
        put_meaning(page, fact);
        ing_page_note(page, &fact->titles);
        end_cell(page);
        ing_page_put(page, "</tr>\n");
    }
    end_table(page);
}

/* --- who does what ------------------------------------------------------------------------------ */

static bool lists(size_t count, const ing_text *texts, ing_text wanted)
{
    bool found = false;

    for (size_t i = 0; i < count && !found; i++)
        found = ing_text_equal(texts[i], wanted);
    return found;
}

/* What one role records. */
static void put_recorded(const ing_page *page, ing_text role)
{
    const ing_map *events = &page->telling.pack->events;
    bool is_first = true;

    for (size_t i = 0; i < events->count; i++) {
        const ing_event *event = events->items[i].value;
        if (!lists(event->role_count, event->roles, role))
            continue;
        if (!is_first)
            ing_page_say(page, "、", ", ");
        is_first = false;
        ing_page_title(page, &event->titles, event->id);
    }
}

static void put_decided(const ing_page *page, ing_text role)
{
    const ing_map *actions = &page->telling.pack->actions;
    bool is_first = true;

    for (size_t i = 0; i < actions->count; i++) {
        const ing_action *action = actions->items[i].value;
        const ing_expr *decider = action->decider;
        if (decider == NULL || decider->kind != ING_EXPR_CONSTANT || !ing_text_equal(decider->value.text, role))
            continue;
        if (!is_first)
            ing_page_say(page, "、", ", ");
        is_first = false;
        ing_page_title(page, &action->titles, action->id);
    }
}

void ing_page_roles(const ing_page *page)
{
    const ing_map *roles = &page->telling.pack->roles;

    head(page, "角色|决定|记录", "Role|Decides|Records");
    for (size_t i = 0; i < roles->count; i++) {
        const ing_role *role = roles->items[i].value;
        ing_page_put(page, "<tr>");
        say_thing(page, "role", role->id, &role->titles);
        cell(page);
        put_decided(page, role->id);
        end_cell(page);
        cell(page);
        put_recorded(page, role->id);
        end_cell(page);
        ing_page_put(page, "</tr>\n");
    }
    end_table(page);
}

static void put_fields(const ing_page *page, size_t count, const ing_field *fields)
{
    for (size_t i = 0; i < count; i++) {
        ing_titles titles = { .zh = fields[i].zh, .en = fields[i].en };
        if (i > 0)
            ing_page_say(page, "、", ", ");
        ing_page_title(page, &titles, fields[i].name);
        if (fields[i].optional)
            ing_page_say(page, "（可缺）", " (optional)");
    }
}

void ing_page_events(const ing_page *page)
{
    const ing_map *events = &page->telling.pack->events;

    head(page, "事件|内容", "Event|Says");
    for (size_t i = 0; i < events->count; i++) {
        const ing_event *event = events->items[i].value;
        ing_page_put(page, "<tr>");
        say_thing(page, "event", event->id, &event->titles);
        cell(page);
        put_fields(page, event->field_count, event->fields);
        end_cell(page);
        ing_page_put(page, "</tr>\n");
    }
    end_table(page);
}
