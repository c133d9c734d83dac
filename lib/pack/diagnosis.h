/* SPDX-License-Identifier: Apache-2.0 */
/* The findings of a load, each in one language, each listed once. */
#ifndef ING_PACK_DIAGNOSIS_H
#define ING_PACK_DIAGNOSIS_H

#include "base/arena.h"
#include "pack/pack.h"

typedef struct ing_finding {
    const char *code; /* static or the list's own; "E101" */
    int32_t file;     /* in the order in which files run, for sorting */
    const char *path;
    int32_t line, column;
    const char *message;
} ing_finding;

struct ing_diagnosis {
    ing_arena arena; /* texts of the findings */
    bool is_zh;
    bool failed; /* a finding was lost without memory */
    size_t count, cap, errors;
    ing_finding *items;
};

/* `language` "zh" or anything else for English. */
ing_diagnosis *ing_diagnosis_new(const char *language);
void ing_diagnosis_free(ing_diagnosis *diagnosis);

/* Texts are copied; a finding that is there already, word for word at the same
 * place, is dropped. */
void ing_diagnosis_add(ing_diagnosis *diagnosis, const ing_finding *finding, ing_text path,
                       ing_text message);
/* Takes out the first finding of a code in a file from one line to before another; false: none. */
bool ing_diagnosis_take(ing_diagnosis *diagnosis, const char *code, int32_t file, int32_t from,
                        int32_t before, ing_finding *out);
/* By file, line, column; the order of finding among equals. */
void ing_diagnosis_sort(ing_diagnosis *diagnosis);

#endif
