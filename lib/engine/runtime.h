/* SPDX-License-Identifier: Apache-2.0 */
/* Who judges: the data of runtime.attached (SANDBOX §5). */
#ifndef ING_ENGINE_RUNTIME_H
#define ING_ENGINE_RUNTIME_H

#include "crypto/digest.h"
#include "json/json.h"

/* {library, lua, seed, selftest, sqlite}: the release and build of each, and the digest of the self-test
 * of Lua's known differences. */
libing_status ing_runtime_describe(ing_hasher *hasher, ing_arena *arena, const ing_json **out,
                                   libing_error *err);

#endif
