/* SPDX-License-Identifier: Apache-2.0 */
/* Where a harness begins to draw: the same place in every ordinary run, so that a run which failed fails
 * again; a new one in every long run (LIBING_TEST_LONG), which explores; or LIBING_TEST_SEED. Each harness
 * prints it. */
#ifndef TEST_SUPPORT_SEED_H
#define TEST_SUPPORT_SEED_H

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SEED_OF_ORDINARY_RUNS 20240314u

static inline unsigned seed_of_run(void)
{
    const char *given = getenv("LIBING_TEST_SEED");

    if (given != NULL)
        return (unsigned)strtoul(given, NULL, 10);
    return getenv("LIBING_TEST_LONG") != NULL ? (unsigned)time(NULL) ^ (unsigned)getpid() : SEED_OF_ORDINARY_RUNS;
}

#endif
