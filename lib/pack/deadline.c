/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines of procedures: the states in which they run, how long, from when, and what stops the
 * clock. */
#include "pack/procedure.h"

static const char *const deadline_members[] = { "runs", "length", "from", "roll", "pause", NULL };

typedef ing_procedure_making making;

/* --- heads --------------------------------------------------------------------------------------
 */

static bool read_runs(ing_load *load, const ing_procedure *procedure, const ing_syntax *body,
                      ing_deadline *out)
{
    ing_texts runs = ing_member_texts(load, body, "runs");
    ing_text *states = ing_load_new(load, runs.count, sizeof *states);
    if (states == NULL)
        return false;
    if (ing_member(body, "runs") == NULL)
        ing_load_report(load, "E108", NULL, out->id,
                        "deadline %.*s does not say while which state it runs: runs = \"state\"",
                        "期限 %.*s 没有写在哪些状态下计时：runs = \"状态\"", ING_TEXT_ARG(out->id));
    for (size_t i = 0; i < runs.count; i++) {
        int32_t region =
            ing_procedure_find_state(load, procedure, runs.nodes[i], &states[out->run_count]);
        if (region < 0)
            continue;
        if (out->run_count > 0 && region != out->region)
            ing_load_report(load, "E110", runs.nodes[i], ING_TEXT_NONE,
                            "deadline %.*s runs in one region, and %.*s is a state of another",
                            "期限 %.*s 只能在一个区域内计时，%.*s 是另一个区域的状态",
                            ING_TEXT_ARG(out->id), ING_TEXT_ARG(runs.items[i]));
        else
            out->region = region;
        out->run_count++;
    }
    out->runs = states;
    return !load->failed;
}

static void read_roll(ing_load *load, const ing_syntax *body, ing_deadline *out)
{
    const ing_syntax *syntax = ing_member(body, "roll");
    bool is_said = syntax == NULL || syntax->kind == ING_SYNTAX_TEXT;
    ing_text roll = is_said ? ing_member_text(load, body, "roll") : ING_TEXT_NONE;
    out->rolls = ing_text_is(roll, "next_workday");
    if ((out->rolls || !is_said) && !load->has_calendar)
        ing_load_report(
            load, "E108", syntax, ING_TEXT_NONE,
            "deadline %.*s rolls to a working day, but the pack has no calendar: pack { calendar = "
            "\"calendar.csv\" }",
            "期限 %.*s 顺延到工作日，而规则包没有日历：pack { calendar = \"calendar.csv\" }",
            ING_TEXT_ARG(out->id));
    if (roll.ptr == NULL || out->rolls || ing_text_is(roll, "none"))
        return;
    ing_nearest nearest = ing_nearest_begin(roll);
    ing_nearest_try(&nearest, ING_TEXT_LIT("none"));
    ing_nearest_try(&nearest, ING_TEXT_LIT("next_workday"));
    ing_load_unknown(load, syntax, "way to roll", "顺延方式", &nearest);
}

bool ing_span_read(ing_load *load, const ing_syntax *syntax, const ing_syntax *words[2])
{
    bool is_span = ing_syntax_is_call(syntax, "span") && syntax->count == 3 &&
                   syntax->kids[1]->kind == ING_SYNTAX_TEXT &&
                   syntax->kids[2]->kind == ING_SYNTAX_TEXT;
    if (!is_span) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "a span is written span(\"event\", \"event\")",
                        "span 写作 span(\"事件\", \"事件\")");
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        words[i] = syntax->kids[i + 1];
        if (ing_is_record_word(load, words[i]->text))
            continue;
        ing_record_word_check(load, words[i]);
        return false;
    }
    return true;
}

static void read_pause(ing_load *load, const ing_syntax *body, ing_deadline *out)
{
    const ing_syntax *syntax = ing_member(body, "pause");
    const ing_syntax *words[2];
    if (syntax == NULL || !ing_span_read(load, syntax, words))
        return;
    out->pause_from = words[0]->text;
    out->pause_to = words[1]->text;
}

/* Is the length in hours: hours(…), or a parameter that is so from some day on. */
static bool is_in_hours(const ing_load *load, const ing_syntax *length)
{
    char path[256];
    size_t end = sizeof path;
    if (length == NULL || ing_syntax_is_call(length, "hours"))
        return length != NULL;
    const ing_syntax *at = length;
    for (; at->kind == ING_SYNTAX_INDEX && end > at->text.len; at = at->kids[0]) {
        end -= at->text.len;
        memcpy(path + end, at->text.ptr, at->text.len);
        if (at->kids[0]->kind == ING_SYNTAX_INDEX && end > 0)
            path[--end] = '.';
    }
    if (at->kind != ING_SYNTAX_NAME || !ing_text_is(at->text, "param"))
        return false;
    const ing_param *param =
        ing_map_get(&load->pack->params, (ing_text){ path + end, sizeof path - end });
    bool in_hours = false;
    for (size_t i = 0; param != NULL && i < param->slice_count && !in_hours; i++)
        in_hours = param->slices[i].value.kind == ING_VALUE_DURATION &&
                   param->slices[i].value.unit == ING_UNIT_HOURS;
    return in_hours;
}

static bool read_head(making *m, const ing_syntax_member *member, ing_deadline *out)
{
    ing_load *load = m->load;
    const ing_syntax *body = member->value;
    const ing_declaration named = { ING_TEXT_LIT("deadline"), member->name, body,
                                    m->declaration->file, m->declaration->line };
    out->id = member->name;
    if (!ing_text_is_word(member->name))
        ing_load_report(load, "E105", NULL, member->name, "'%.*s' is no id for a deadline",
                        "“%.*s”不能作期限的标识", ING_TEXT_ARG(member->name));
    if (body->kind != ING_SYNTAX_TABLE) {
        ing_load_report(load, "E105", body, member->name,
                        "deadline %.*s: write { runs = \"state\", length = days(3) }",
                        "期限 %.*s：请写 { runs = \"状态\", length = days(3) }",
                        ING_TEXT_ARG(member->name));
        return !load->failed;
    }
    ing_members_check(load, body, named.construct, deadline_members, NULL);
    out->titles = ing_titles_read(load, &named);
    if (ing_member(body, "length") == NULL)
        ing_load_report(load, "E108", NULL, out->id,
                        "deadline %.*s has no length: length = days(3)",
                        "期限 %.*s 没有时长：length = days(3)", ING_TEXT_ARG(out->id));
    out->in_hours = is_in_hours(load, ing_member(body, "length"));
    read_roll(load, body, out);
    read_pause(load, body, out);
    return read_runs(load, m->procedure, body, out);
}

bool ing_deadlines_read_heads(making *m)
{
    ing_load *load = m->load;
    const ing_syntax *syntax = ing_member(m->declaration->body, "deadlines");
    if (syntax == NULL)
        return true;
    if (syntax->kind != ING_SYNTAX_TABLE || syntax->count > 0) {
        ing_load_report(load, "E105", syntax, ING_TEXT_LIT("deadlines"),
                        "deadlines: write { name = { runs = \"state\", length = days(3) } }",
                        "deadlines：请写 { 名字 = { runs = \"状态\", length = days(3) } }");
        return !load->failed;
    }
    ing_deadline *out = ing_load_new(load, syntax->member_count, sizeof *out);
    if (out == NULL)
        return false;
    m->procedure->deadlines = out;
    m->procedure->deadline_count = syntax->member_count;
    for (size_t i = 0; i < syntax->member_count; i++) {
        if (!read_head(m, &syntax->members[i], &out[i]))
            return false;
    }
    return true;
}

/* --- bodies -------------------------------------------------------------------------------------
 */

static bool load_body(ing_load *load, const ing_procedure *procedure, const ing_syntax *body,
                      ing_deadline *deadline)
{
    static const ing_type any_record = { .kind = ING_TYPE_ENTRY };
    const ing_syntax *length = ing_member(body, "length"), *from = ing_member(body, "from");
    const ing_syntax *roll = ing_member(body, "roll");
    const ing_type *cases =
        ing_type_words(load, ING_TYPE_CASE, procedure->kind_count, procedure->kinds);
    ing_scope scope = { .subject = cases, .ev = &any_record };
    if (length != NULL)
        deadline->length =
            ing_expr_typed(load, &scope, length, &ing_type_duration, ING_TEXT_LIT("length"));
    if (from != NULL && !load->failed)
        deadline->from = ing_expr_typed(load, &scope, from,
                                        deadline->in_hours ? &ing_type_moment : &ing_type_date,
                                        ING_TEXT_LIT("from"));
    if (roll != NULL && roll->kind != ING_SYNTAX_TEXT && !load->failed)
        deadline->roll = ing_expr_typed(load, &scope, roll, &ing_type_text, ING_TEXT_LIT("roll"));
    return !load->failed;
}

void ing_load_deadlines(ing_load *load)
{
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        const ing_syntax *all = ing_member(declaration->body, "deadlines");
        const ing_procedure *procedure = ing_map_get(&load->pack->procedures, declaration->id);
        if (!ing_text_is(declaration->construct, "procedure") || procedure == NULL || all == NULL ||
            procedure->titles.line != declaration->line ||
            procedure->titles.file != declaration->file)
            continue;
        load->file = declaration->file;
        load->line = declaration->line;
        for (size_t j = 0; j < procedure->deadline_count; j++) {
            if (all->members[j].value->kind == ING_SYNTAX_TABLE &&
                !load_body(load, procedure, all->members[j].value,
                           (ing_deadline *)&procedure->deadlines[j]))
                return;
        }
    }
    ing_procedures_check_names(load);
}
