/* SPDX-License-Identifier: Apache-2.0 */
/* Map: FNV-1a and linear probing over an array of items that keeps the order of insertion. */
#include "base/map.h"

#include "base/mem.h"

#define SLOTS_FIRST 16

static uint32_t hash_of(ing_text key)
{
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (uint8_t)key.ptr[i]) * UINT32_C(16777619);
    return hash;
}

/* The slot that holds `key`, or the empty one where it belongs. There is always an empty slot. */
static size_t slot_of(const ing_map *map, ing_text key, uint32_t hash)
{
    size_t mask = map->slot_count - 1;
    size_t slot = hash & mask;
    while (map->slots[slot] != 0) {
        const ing_map_item *item = &map->items[map->slots[slot] - 1];
        if (item->hash == hash && ing_text_equal(item->key, key))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

void *ing_map_get(const ing_map *map, ing_text key)
{
    if (map->count == 0)
        return NULL;
    uint32_t index = map->slots[slot_of(map, key, hash_of(key))];
    return index == 0 ? NULL : map->items[index - 1].value;
}

/* Slots for one item more: at most half of them are ever taken. */
static bool grow_slots(ing_map *map)
{
    if ((map->count + 1) * 2 <= map->slot_count)
        return true;
    size_t slot_count = map->slot_count == 0 ? SLOTS_FIRST : map->slot_count * 2;
    uint32_t *slots = ing_mem_new(slot_count, sizeof *slots);
    if (slots == NULL)
        return false;
    ing_mem_free(map->slots);
    map->slots = slots;
    map->slot_count = slot_count;
    for (size_t i = 0; i < map->count; i++)
        slots[slot_of(map, map->items[i].key, map->items[i].hash)] = (uint32_t)i + 1;
    return true;
}

static bool grow_items(ing_map *map)
{
    if (map->count < map->cap)
        return true;
    size_t cap = map->cap == 0 ? SLOTS_FIRST / 2 : map->cap * 2;
    ing_map_item *items = ing_mem_resize(map->items, cap, sizeof *items);
    if (items == NULL)
        return false;
    map->items = items;
    map->cap = cap;
    return true;
}

bool ing_map_put(ing_map *map, ing_text key, void *value)
{
    uint32_t hash = hash_of(key);
    if (map->count > 0) {
        uint32_t index = map->slots[slot_of(map, key, hash)];
        if (index != 0) {
            map->items[index - 1].value = value;
            return true;
        }
    }
    if (map->count >= UINT32_MAX - 1 || !grow_items(map) || !grow_slots(map))
        return false;
    map->items[map->count] = (ing_map_item){ key, value, hash };
    map->slots[slot_of(map, key, hash)] = (uint32_t)map->count + 1;
    map->count++;
    return true;
}

void ing_map_free(ing_map *map)
{
    if (map == NULL)
        return;
    ing_mem_free(map->items);
    ing_mem_free(map->slots);
    *map = (ing_map)ING_MAP_INIT;
}
