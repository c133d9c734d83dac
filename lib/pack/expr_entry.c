/* SPDX-License-Identifier: Apache-2.0 */
/* Records of the log as rules see them: their words, and the fields that their words declare. */
#include "pack/procedure.h"

#include <stdio.h>

static const char *const word_prefixes[] = { "confirm:", "decline:", "execute:" };

/* confirm:x and its like carry these, and show the fields of the decision that they answer. */
static const ing_field answer_fields[] = {
    { .name = { "decision", 8 }, .type = &ing_type_integer },
    { .name = { "reason", 6 }, .type = &ing_type_text, .optional = true },
};

/* lapse:x carries these; the last is a moment where the deadline is in hours. */
static const ing_field lapse_fields[] = {
    { .name = { "procedure", 9 }, .type = &ing_type_text },
    { .name = { "deadline", 8 }, .type = &ing_type_text },
    { .name = { "due", 3 }, .type = &ing_type_date },
};
static const ing_field hour_lapse_fields[] = {
    { .name = { "procedure", 9 }, .type = &ing_type_text },
    { .name = { "deadline", 8 }, .type = &ing_type_text },
    { .name = { "due", 3 }, .type = &ing_type_moment },
};

/* What stands after confirm: decline: execute:; absent when there is no such beginning. */
static ing_text after_prefix(ing_text word)
{
    for (size_t i = 0; i < sizeof word_prefixes / sizeof word_prefixes[0]; i++) {
        size_t len = strlen(word_prefixes[i]);
        if (word.len > len && memcmp(word.ptr, word_prefixes[i], len) == 0)
            return (ing_text){ word.ptr + len, word.len - len };
    }
    return ING_TEXT_NONE;
}

static const ing_type any_case = { .kind = ING_TYPE_CASE };

static const ing_deadline *lapsing(const ing_load *load, ing_text word)
{
    const ing_procedure *procedure;
    ing_text deadline = ing_lapse_deadline(word);
    return deadline.ptr == NULL ? NULL : ing_deadline_find(load, &any_case, deadline, &procedure);
}

bool ing_is_record_word(const ing_load *load, ing_text word)
{
    ing_text action = after_prefix(word);
    if (ing_lapse_deadline(word).ptr != NULL)
        return lapsing(load, word) != NULL;
    if (action.ptr != NULL)
        return ing_map_get(&load->pack->actions, action) != NULL;
    return ing_map_get(&load->pack->events, word) != NULL ||
           ing_map_get(&load->pack->actions, word) != NULL;
}

void ing_record_word_check(ing_load *load, const ing_syntax *at)
{
    ing_text action = after_prefix(at->text);
    ing_nearest nearest;
    if (ing_is_record_word(load, at->text))
        return;
    if (ing_lapse_deadline(at->text).ptr != NULL) {
        ing_deadline_refuse(load, &any_case, at, ing_lapse_deadline(at->text));
        return;
    }
    if (action.ptr != NULL) {
        nearest = ing_nearest_in(&load->pack->actions, action);
        ing_load_unknown(load, at, "action", "行动", &nearest);
        return;
    }
    nearest = ing_nearest_in(&load->pack->events, at->text);
    for (size_t i = 0; i < load->pack->actions.count; i++)
        ing_nearest_try(&nearest, load->pack->actions.items[i].key);
    ing_load_unknown(load, at, "event or action", "事件或行动", &nearest);
}

/* --- fields ----------------------------------------------------------------------------------- */

/* The fields that a record of the word carries, and those of the decision that it answers. */
typedef struct word_fields {
    size_t count, answered_count;
    const ing_field *fields, *answered;
} word_fields;

static word_fields fields_of(const ing_load *load, ing_text word)
{
    const ing_event *event = ing_map_get(&load->pack->events, word);
    const ing_action *action = ing_map_get(&load->pack->actions, word);
    const ing_action *answered = ing_map_get(&load->pack->actions, after_prefix(word));
    const ing_deadline *deadline = lapsing(load, word);
    if (event != NULL)
        return (word_fields){ event->field_count, 0, event->fields, NULL };
    if (action != NULL)
        return (word_fields){ action->field_count, 0, action->fields, NULL };
    if (answered != NULL)
        return (word_fields){ sizeof answer_fields / sizeof answer_fields[0], answered->field_count,
                              answer_fields, answered->fields };
    if (deadline != NULL)
        return (word_fields){ sizeof lapse_fields / sizeof lapse_fields[0], 0,
                              deadline->in_hours ? hour_lapse_fields : lapse_fields, NULL };
    return (word_fields){ 0, 0, NULL, NULL };
}

static bool names_party(const ing_load *load, ing_text word, ing_text name, const ing_event **out)
{
    const ing_event *event = ing_map_get(&load->pack->events, word);
    *out = event;
    return event != NULL && event->about == ING_ABOUT_PARTY &&
           ing_text_equal(event->party_name, name);
}

static bool add_type(ing_load *load, ing_entry_field *out, const ing_type *type)
{
    const ing_type *joined = type;
    if (type == NULL || (out->type != NULL && !ing_type_join(load, out->type, type, &joined)))
        return false;
    out->is_two = out->is_two || joined == NULL;
    if (joined != NULL)
        out->type = joined;
    return true;
}

static bool add_word(ing_load *load, ing_text word, ing_text name, ing_entry_field *out,
                     size_t *found)
{
    const ing_event *event;
    if (names_party(load, word, name, &event)) {
        out->is_two = out->is_two || (*found > 0 && !out->is_party);
        out->is_party = true;
        (*found)++;
        return add_type(load, out,
                        ing_type_words(load, ING_TYPE_PARTY_ID, event->kind_count, event->kinds));
    }
    word_fields all = fields_of(load, word);
    const ing_field *field = ing_fields_find(all.count, all.fields, name);
    if (field == NULL)
        field = ing_fields_find(all.answered_count, all.answered, name);
    if (field == NULL)
        return true;
    out->is_two = out->is_two || out->is_party;
    out->field = *found == 0 ? field : NULL;
    (*found)++;
    return add_type(load, out, field->type);
}

static void refuse_two(ing_load *load, const ing_syntax *at, ing_text name, ing_entry_field *out)
{
    ing_load_report(
        load, "E105", at, name,
        "%.*s has different types in the events and actions that can be meant here: ask them apart",
        "在此处可能所指的事件和行动里，%.*s 的类型不同：请分开查询", ING_TEXT_ARG(name));
    out->type = &ing_type_any;
    out->field = NULL;
    out->is_party = false;
}

bool ing_entry_find(ing_load *load, const ing_type *entry, ing_text name, const ing_syntax *at,
                    ing_entry_field *out)
{
    const ing_pack *pack = load->pack;
    size_t found = 0;
    bool done = true;
    *out = (ing_entry_field){ NULL, NULL, false, false };
    for (size_t i = 0; i < entry->event_count && done; i++)
        done = add_word(load, entry->events[i], name, out, &found);
    for (size_t i = 0; entry->event_count == 0 && i < pack->events.count && done; i++)
        done = add_word(load, pack->events.items[i].key, name, out, &found);
    for (size_t i = 0; entry->event_count == 0 && i < pack->actions.count && done; i++)
        done = add_word(load, pack->actions.items[i].key, name, out, &found);
    if (done && out->is_two)
        refuse_two(load, at, name, out);
    return done && !load->failed;
}

static void try_word(const ing_load *load, ing_text word, ing_nearest *nearest)
{
    const ing_event *event = ing_map_get(&load->pack->events, word);
    word_fields all = fields_of(load, word);
    for (size_t i = 0; i < all.count; i++)
        ing_nearest_try(nearest, all.fields[i].name);
    for (size_t i = 0; i < all.answered_count; i++)
        ing_nearest_try(nearest, all.answered[i].name);
    if (event != NULL && event->about == ING_ABOUT_PARTY)
        ing_nearest_try(nearest, event->party_name);
}

void ing_entry_try(const ing_load *load, const ing_type *entry, ing_nearest *nearest)
{
    const ing_pack *pack = load->pack;
    for (size_t i = 0; i < entry->event_count; i++)
        try_word(load, entry->events[i], nearest);
    for (size_t i = 0; entry->event_count == 0 && i < pack->events.count; i++)
        try_word(load, pack->events.items[i].key, nearest);
    for (size_t i = 0; entry->event_count == 0 && i < pack->actions.count; i++)
        try_word(load, pack->actions.items[i].key, nearest);
}
