/* SPDX-License-Identifier: Apache-2.0 */
/* A store in memory, made once, to be written out again for every input. */
#ifndef TESTS_FUZZ_STORE_H
#define TESTS_FUZZ_STORE_H

#include "fuzz.h"

#include <libing.h>

#include <stdbool.h>

typedef struct fuzz_store {
    char path[64];
    uint8_t *bytes;
    size_t len;
} fuzz_store;

/* The store of this process, with one defect found, ordered to be repaired and overdue; NULL: not made. */
const fuzz_store *fuzz_store_get(void);
/* Its file, with these bytes. */
bool fuzz_store_write(const fuzz_store *store, const uint8_t *bytes, size_t len);
/* Options with a clock that stands. */
libing_engine_options fuzz_store_options(void);

#endif
