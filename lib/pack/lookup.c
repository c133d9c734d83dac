/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up a loaded pack's words. */
#include "pack/pack.h"

const ing_event *ing_pack_event(const ing_pack *pack, ing_text id)
{
    return ing_map_get(&pack->events, id);
}

const ing_action *ing_pack_action(const ing_pack *pack, ing_text id)
{
    return ing_map_get(&pack->actions, id);
}

const ing_fact *ing_pack_fact(const ing_pack *pack, ing_text kind, ing_text id)
{
    char key[128]; /* two words and a dot */
    if (kind.len + id.len + 1 > sizeof key || kind.len == 0 || id.len == 0)
        return NULL;
    memcpy(key, kind.ptr, kind.len);
    key[kind.len] = '.';
    memcpy(key + kind.len + 1, id.ptr, id.len);
    return ing_map_get(&pack->facts, (ing_text){ key, kind.len + id.len + 1 });
}

/* --- procedures ---------------------------------------------------------------------------------
 */

bool ing_procedure_is_about(const ing_procedure *procedure, ing_text kind)
{
    bool is_about = false;
    for (size_t i = 0; i < procedure->kind_count && !is_about; i++)
        is_about = ing_text_equal(procedure->kinds[i], kind);
    return is_about;
}

bool ing_region_has(const ing_region *region, ing_text state)
{
    bool has = false;
    for (size_t i = 0; i < region->state_count && !has; i++)
        has = ing_text_equal(region->states[i], state);
    return has;
}

/* The region of that id, 0 for the procedure's own; -1 when there is none. */
static int32_t region_of(const ing_procedure *procedure, ing_text name)
{
    int32_t region = ing_text_equal(procedure->id, name) ? 0 : -1;
    for (size_t i = 1; i < procedure->region_count && region < 0; i++)
        region = ing_text_equal(procedure->regions[i].id, name) ? (int32_t)i : -1;
    return region;
}

bool ing_pack_region(const ing_pack *pack, ing_text kind, ing_text name,
                     const ing_procedure **procedure, int32_t *region)
{
    bool is_found = false;
    for (size_t i = 0; i < pack->procedure_count && !is_found; i++) {
        const ing_procedure *one = pack->procedure_list[i];
        if (!ing_procedure_is_about(one, kind))
            continue;
        *procedure = one;
        *region = ing_text_is(name, "state") ? 0 : region_of(one, name);
        is_found = *region >= 0;
    }
    return is_found;
}

const ing_deadline *ing_pack_deadline(const ing_pack *pack, ing_text kind, ing_text id,
                                      const ing_procedure **procedure)
{
    for (size_t i = 0; i < pack->procedure_count; i++) {
        const ing_procedure *one = pack->procedure_list[i];
        for (size_t j = 0; j < one->deadline_count; j++) {
            if (!ing_text_equal(one->deadlines[j].id, id) || !ing_procedure_is_about(one, kind))
                continue;
            if (procedure != NULL)
                *procedure = one;
            return &one->deadlines[j];
        }
    }
    return NULL;
}

const ing_procedure *ing_pack_state(const ing_pack *pack, ing_text kind, ing_text written,
                                    int32_t *region, ing_text *state)
{
    const char *dot = written.len == 0 ? NULL : memchr(written.ptr, '.', written.len);
    ing_text prefix =
        dot == NULL ? ING_TEXT_NONE : (ing_text){ written.ptr, (size_t)(dot - written.ptr) };
    *state = dot == NULL ? written : (ing_text){ dot + 1, written.len - prefix.len - 1 };
    for (size_t i = 0; i < pack->procedure_count; i++) {
        const ing_procedure *one = pack->procedure_list[i];
        *region = dot == NULL ? 0 : region_of(one, prefix);
        if (*region >= 0 && ing_procedure_is_about(one, kind) &&
            ing_region_has(&one->regions[*region], *state))
            return one;
    }
    return NULL;
}
