/* SPDX-License-Identifier: Apache-2.0 */
/* Owns growing arrays: lists of sequence and thread numbers, and rows kept in memory. */
#include "store/internal.h"

#include "base/mem.h"

void *ing_rows_grow(void *items, size_t *cap, size_t count, size_t size)
{
    size_t wanted = *cap == 0 ? 16 : *cap * 2;
    void *moved;

    if (count < *cap)
        return items;
    moved = ing_mem_resize(items, wanted, size);
    if (moved != NULL)
        *cap = wanted;
    return moved;
}

libing_status ing_numbers_add(ing_numbers *numbers, int64_t number, libing_error *err)
{
    int64_t *items = ing_rows_grow(numbers->items, &numbers->cap, numbers->count, sizeof *items);
    if (items == NULL)
        return ing_fail_nomem(err);
    numbers->items = items;
    numbers->items[numbers->count++] = number;
    return LIBING_OK;
}

libing_status ing_numbers_add_run(ing_numbers *numbers, int64_t first, int64_t end, libing_error *err)
{
    libing_status status = LIBING_OK;
    for (int64_t number = first; number < end && status == LIBING_OK; number++)
        status = ing_numbers_add(numbers, number, err);
    return status;
}

void ing_numbers_free(ing_numbers *numbers)
{
    ing_mem_free(numbers->items);
    *numbers = (ing_numbers)ING_NUMBERS_INIT;
}

libing_status ing_numbers_take(ing_numbers *numbers, ing_stmt *stmt, libing_error *err)
{
    libing_status status = ing_stmt_step(stmt, err);
    while (status == LIBING_OK) {
        status = ing_numbers_add(numbers, ing_stmt_integer(stmt, 0), err);
        if (status == LIBING_OK)
            status = ing_stmt_step(stmt, err);
    }
    ing_stmt_reset(stmt);
    return status == LIBING_DONE ? LIBING_OK : status;
}
