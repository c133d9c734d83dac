/* SPDX-License-Identifier: Apache-2.0 */
/* Memory: checked multiplication over the C library's allocator, and, in test builds, allocations
 * that fail on demand. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* No object is larger: the difference of two pointers into it must fit. */
#define BYTES_MAX ((size_t)PTRDIFF_MAX)

#ifdef LIBING_FAULTS
/* Per thread, so that a test can make its own allocations fail while others run. */
static _Thread_local long fault_countdown;
static _Thread_local bool fault_armed, fault_persistent;

void ing_mem_fail_after(long countdown, bool persistent)
{
    fault_countdown = countdown;
    fault_persistent = persistent;
    fault_armed = countdown > 0;
}

long ing_mem_countdown(void)
{
    return fault_countdown;
}

static bool must_fail(void)
{
    if (!fault_armed)
        return false;
    if (fault_countdown > 0)
        fault_countdown--;
    if (fault_countdown > 0)
        return false;
    fault_armed = fault_persistent;
    return true;
}
#else
static bool must_fail(void)
{
    return false;
}
#endif

void *ing_mem_new(size_t count, size_t size)
{
    if (size != 0 && count > BYTES_MAX / size)
        return NULL;
    if (must_fail())
        return NULL;
    /* calloc(0) may say NULL, which would read as "no memory". */
    return count == 0 || size == 0 ? calloc(1, 1) : calloc(count, size);
}

void *ing_mem_resize(void *ptr, size_t count, size_t size)
{
    if (count == 0 || size == 0 || count > BYTES_MAX / size)
        return NULL;
    if (must_fail())
        return NULL;
    return realloc(ptr, count * size);
}

void ing_mem_free(void *ptr)
{
    free(ptr);
}

char *ing_mem_text(const char *text, size_t len)
{
    if (len >= BYTES_MAX)
        return NULL;
    char *copy = ing_mem_resize(NULL, len + 1, 1);
    if (copy == NULL)
        return NULL;
    if (len > 0)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}
