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
