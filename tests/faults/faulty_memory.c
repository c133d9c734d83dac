/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite's allocator, with faults before it. */
#include "faults.h"

#include <sqlite3.h>

#include <stddef.h>

static sqlite3_mem_methods real;

static void *allocate(int size)
{
    return fault_now(FAULT_SQLITE_MEMORY) ? NULL : real.xMalloc(size);
}

static void *resize(void *ptr, int size)
{
    return fault_now(FAULT_SQLITE_MEMORY) ? NULL : real.xRealloc(ptr, size);
}

bool faulty_memory_install(void)
{
    sqlite3_mem_methods faulty;

    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK)
        return false;
    faulty = real;
    faulty.xMalloc = allocate;
    faulty.xRealloc = resize;
    /* Without its reserve for small things every allocation is a chance. */
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &faulty) == SQLITE_OK &&
           sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK;
}
