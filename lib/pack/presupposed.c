/* SPDX-License-Identifier: Apache-2.0 */
/* What an event presupposes: the states of which its case has been in one, the first being that in
 * which a case taken over midway begins. */
#include "pack/procedure.h"

/* "any" or "any (state)": the state alone, absent when none is said. False when the text is
 * neither. */
static bool parse_any(ing_text text, ing_text *state)
{
    *state = ING_TEXT_NONE;
    if (ing_text_is(text, "any"))
        return true;
    bool is_one =
        text.len > 6 && memcmp(text.ptr, "any (", 5) == 0 && text.ptr[text.len - 1] == ')';
    if (is_one)
        *state = (ing_text){ text.ptr + 5, text.len - 6 };
    return is_one;
}

/* "region=state" as it is written elsewhere, "region.state". */
static ing_text with_dot(ing_load *load, ing_text text)
{
    const char *sign = text.len == 0 ? NULL : memchr(text.ptr, '=', text.len);
    if (sign == NULL)
        return text;
    size_t len = (size_t)(sign - text.ptr);
    ing_buf full = ING_BUF_INIT;
    ing_buf_printf(&full, "%.*s.%.*s", (int)len, text.ptr, (int)(text.len - len - 1), sign + 1);
    ing_text copy = ing_load_copy(load, &full);
    ing_buf_free(&full);
    return copy;
}

static bool check_state(ing_load *load, const ing_event *event, const ing_syntax *at,
                        ing_text state)
{
    const ing_type *cases = ing_type_words(load, ING_TYPE_CASE, event->kind_count, event->kinds);
    ing_text written = with_dot(load, state);
    if (cases == NULL || load->failed)
        return false;
    if (ing_state_find(load, cases, written).procedure != NULL)
        return true;
    const ing_syntax named = {
        .kind = ING_SYNTAX_TEXT, .text = written, .file = at->file, .line = at->line
    };
    ing_state_refuse(load, cases, &named);
    return false;
}

static void load_presupposed(ing_load *load, const ing_declaration *declaration, ing_event *event)
{
    ing_texts texts = ing_member_texts(load, declaration->body, "presupposes");
    ing_text *states = ing_load_new(load, texts.count, sizeof *states);
    if (states == NULL)
        return;
    if (event->about != ING_ABOUT_CASE) {
        ing_load_report(load, "E110", NULL, ING_TEXT_LIT("presupposes"),
                        "event %.*s is about no case, and only cases have states",
                        "事件 %.*s 不涉及案件，只有案件才有状态", ING_TEXT_ARG(event->id));
        return;
    }
    for (size_t i = 0; i < texts.count; i++) {
        ing_text state = texts.items[i];
        bool is_any = parse_any(texts.items[i], &state);
        event->presupposes_any = event->presupposes_any || is_any;
        if (!is_any)
            state = texts.items[i];
        if (state.ptr != NULL && check_state(load, event, texts.nodes[i], state))
            states[event->presupposes_count++] = state;
    }
    event->presupposes = states;
}

void ing_load_presupposed(ing_load *load)
{
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        ing_event *event = ing_map_get(&load->pack->events, declaration->id);
        bool is_it = ing_text_is(declaration->construct, "event") && event != NULL &&
                     event->titles.line == declaration->line &&
                     event->titles.file == declaration->file;
        if (!is_it || load->is_vague || ing_member(declaration->body, "presupposes") == NULL)
            continue;
        load->file = declaration->file;
        load->line = declaration->line;
        load_presupposed(load, declaration, event);
    }
}
