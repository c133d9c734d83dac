/* SPDX-License-Identifier: Apache-2.0 */
/* duty_met, duty_missed, duty_exempt: known to every pack, which may add fields to them. */
#include "pack/load.h"

#include <stdlib.h>

typedef struct built_in {
    const char *id, *zh, *en;
    bool has_reason;
} built_in;

static const built_in actions[] = {
    { "duty_met", "职责履行到位", "Duty met", false },
    { "duty_missed", "职责未履行", "Duty missed", false },
    { "duty_exempt", "职责免除", "Duty exempted", true },
};

static const ing_type any_party = { .kind = ING_TYPE_PARTY_ID };

static const ing_field own_fields[] = {
    { .name = { "duty", 4 }, .type = &ing_type_text, .optional = true },
    { .name = { "period", 6 }, .type = &ing_type_text, .optional = true },
    { .name = { "subject", 7 }, .type = &any_party, .optional = true },
    { .name = { "reason", 6 }, .type = &ing_type_text, .optional = true },
};

static int by_name(const void *a, const void *b)
{
    const ing_field *left = a, *right = b;
    return ing_text_order(left->name, right->name);
}

/* What the pack declares of a field counts; what it leaves out is added. No field needs to be filled. */
static bool add_fields(ing_load *load, const built_in *one, ing_action *action)
{
    size_t own = sizeof own_fields / sizeof own_fields[0] - (one->has_reason ? 0 : 1);
    ing_field *fields = ing_load_new(load, action->field_count + own, sizeof *fields);
    size_t count = 0;
    if (fields == NULL)
        return false;
    for (size_t i = 0; i < action->field_count; i++) {
        fields[count] = action->fields[i];
        fields[count++].optional = true;
    }
    for (size_t i = 0; i < own; i++) {
        if (ing_fields_find(action->field_count, action->fields, own_fields[i].name) == NULL)
            fields[count++] = own_fields[i];
    }
    qsort(fields, count, sizeof *fields, by_name);
    action->fields = fields;
    action->field_count = count;
    return true;
}

static ing_action *make(ing_load *load, const built_in *one)
{
    ing_action *action = ing_load_new(load, 1, sizeof *action);
    if (action == NULL)
        return NULL;
    action->id = ing_text_of(one->id);
    action->kind = ING_TEXT_LIT("duty");
    action->titles.zh = ing_text_of(one->zh);
    action->titles.en = ing_text_of(one->en);
    action->is_built_in = true;
    return ing_load_put(load, &load->pack->actions, action->id, action) ? action : NULL;
}

void ing_load_duty_actions(ing_load *load)
{
    for (size_t i = 0; i < sizeof actions / sizeof actions[0] && !load->failed; i++) {
        ing_text id = ing_text_of(actions[i].id);
        ing_action *action = ing_map_get(&load->pack->actions, id);
        if (action == NULL && ing_map_get(&load->pack->events, id) != NULL)
            continue; /* an older pack's event of that name */
        if (action == NULL)
            action = make(load, &actions[i]);
        else if (action->kind.ptr != NULL && !ing_text_is(action->kind, "duty"))
            ing_load_report_thing(load, "E105", action->titles.file, action->titles.line, id,
                                  "action %.*s is of kind duty", "行动 %.*s 的种类是 duty",
                                  ING_TEXT_ARG(id));
        if (action == NULL || !add_fields(load, &actions[i], action))
            return;
    }
}
