/* SPDX-License-Identifier: Apache-2.0 */
/* What the verbs of the desk share: a pack loaded from a directory, and what is told of it. */
#ifndef ING_EXCHANGE_DESK_H
#define ING_EXCHANGE_DESK_H

#include "pack/telling.h"

/* Arguments are checked; the pack loads without errors, or `err` says why not. */
libing_status ing_desk_load(const char *directory, const void *out, ing_pack **pack, libing_error *err);
/* Pages are Chinese unless another language is asked for. */
bool ing_desk_is_zh(const char *language);

#endif
