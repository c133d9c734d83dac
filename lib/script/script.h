/* SPDX-License-Identifier: Apache-2.0 */
/* A sandboxed Lua state, for rooms that do not see Lua: text in, a value out, within limits. */
#ifndef ING_SCRIPT_SCRIPT_H
#define ING_SCRIPT_SCRIPT_H

#include "json/json.h"
#include "script/program.h"

/* How an evaluation ended (SANDBOX §1). ABORTED is no verdict on the script: the host's clock, its
 * interrupt, its memory or its callback ended the evaluation. */
typedef enum ing_verdict {
    ING_VERDICT_DETERMINISTIC = 1,
    ING_VERDICT_LOAD_ERROR,
    ING_VERDICT_BLOCKED,
    ING_VERDICT_LIMIT_INSTRUCTIONS,
    ING_VERDICT_LIMIT_MEMORY,
    ING_VERDICT_ABORTED
} ing_verdict;

/* "limit:memory"; ABORTED is "aborted". Static. */
const char *ing_verdict_name(ing_verdict verdict);

/* An evaluation, unless a pack says otherwise; and what loading is always given. */
#define ING_EVALUATE_LIMITS ((ing_program_limits){ 1000000, 4 * 1024 * 1024, 0 })
#define ING_LOAD_LIMITS     ((ing_program_limits){ 50000000, 64 * 1024 * 1024, 0 })

typedef struct ing_script_options {
    const char *language; /* of what our functions raise: "zh", otherwise English */
    ing_sample_hash hash; /* for sample(); without it sample() raises */
    void *hash_ctx;
    const volatile int *interrupted; /* polled in the hook; may be NULL */
} ing_script_options;

typedef struct ing_script ing_script;

/* One thread at a time, with at least 1 MiB of stack. `options` may be NULL. */
libing_status ing_script_new(const ing_script_options *options, ing_script **out,
                             libing_error *err);
void ing_script_free(ing_script *script);

/* Check, load (under the fixed limits) and call `source` as the body of a function without
 * arguments, under `limits`. Its first value lives in `arena`; NULL is nil. Lists, integers,
 * booleans and texts of any bytes are values. On failure: LIBING_ERR_PACK, RULE, LIMIT, TIMEOUT,
 * INTERRUPTED, NOMEM with file and line where known; the script can be used again. `verdict` may be
 * NULL. */
libing_status ing_script_evaluate(ing_script *script, ing_text name, ing_text source,
                                  const ing_program_limits *limits, ing_arena *arena,
                                  const ing_json **out, ing_verdict *verdict, libing_error *err);

#endif
