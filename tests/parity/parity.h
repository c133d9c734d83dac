/* SPDX-License-Identifier: Apache-2.0 */
/* The C runner of behaviours.json: one behaviour in hand, and what a verb of the table does with it. */
#ifndef LIBING_TESTS_PARITY_H
#define LIBING_TESTS_PARITY_H

#include "json/json.h"

#include <libing.h>

#define PARITY_PATH 1200

typedef struct parity {
    const char *root;               /* of the source tree */
    char folder[1024];              /* of this behaviour */
    char store[PARITY_PATH];
    libing_engine *engine;
    int64_t clock_ms;
    libing_error err;
    ing_arena arena;
    const ing_json *step;
    ing_buf answer;                 /* what the step came to, in the words of behaviours.json */
} parity;

typedef libing_status (*parity_verb)(parity *p);

/* NULL for a verb that there is not. */
parity_verb parity_find(ing_text verb);

libing_engine_options parity_options(parity *p);
/* A text member of the step, or NULL; ends in a NUL. */
const char *parity_text(parity *p, const char *name);
/* A path below the source tree. */
const char *parity_path(parity *p, const char *name);

#endif
