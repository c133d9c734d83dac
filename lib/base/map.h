/* SPDX-License-Identifier: Apache-2.0 */
/* Map from text to pointer. Keys are borrowed and must outlive the map; order of insertion is kept. */
#ifndef ING_BASE_MAP_H
#define ING_BASE_MAP_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ing_map_item {
    ing_text key;
    void *value;
    uint32_t hash;
} ing_map_item;

typedef struct ing_map {
    ing_map_item *items;            /* in order of insertion; walk 0..count-1 */
    size_t count, cap;
    uint32_t *slots;                /* item index + 1, 0 = empty */
    size_t slot_count;
} ing_map;

#define ING_MAP_INIT { NULL, 0, 0, NULL, 0 }

void *ing_map_get(const ing_map *map, ing_text key); /* NULL when absent */
/* Adds or replaces; false without memory. `value` is not NULL. */
bool ing_map_put(ing_map *map, ing_text key, void *value);
void ing_map_free(ing_map *map);                     /* the map only, never keys or values */

#endif
