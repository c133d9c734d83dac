/* SPDX-License-Identifier: Apache-2.0 */
/* given.lua: how a pack turns what a scenario gives into events and parameters. It lies beside pack.lua,
 * outside the pack's identity, and returns a table of functions
 *
 *     name(value, given)  →  a list of requests, a table of parameters
 *
 * each of which may be nil, and may have two texts-only members: `short`, letter → party kind, and
 * `chain`, the states through which a case comes one after the other. All values are texts, as the YAML
 * has them; the requests' fields are read by their types, as those of the scenario are. */
#ifndef ING_REHEARSE_GIVEN_H
#define ING_REHEARSE_GIVEN_H

#include "json/json.h"

typedef struct ing_given ing_given;

/* LIBING_ERR_PACK with file and line for what is no such file. */
libing_status ing_given_new(ing_text name, ing_text source, const volatile int *interrupted, ing_given **out,
                            libing_error *err);
void ing_given_free(ing_given *given);

const ing_json *ing_given_short(const ing_given *given);    /* object of texts; NULL = none */
const ing_json *ing_given_chain(const ing_given *given);    /* list of texts; NULL = none */
const ing_json *ing_given_names(const ing_given *given);    /* list of texts */

/* Call one of its functions. `requests` and `params` are NULL where it gives none. */
libing_status ing_given_call(ing_given *given, ing_text name, const ing_json *value, const ing_json *all,
                             ing_arena *arena, const ing_json **requests, const ing_json **params,
                             libing_error *err);

#endif
