/* SPDX-License-Identifier: Apache-2.0 */
/* The model as JSON (model.c); lib/pack/explain_decision.c reads it back. */
#ifndef ING_PACK_MODEL_JSON_H
#define ING_PACK_MODEL_JSON_H

#include "pack/model.h"

/* {format, id, version, zone, currency?, indexes, events, actions, cases, parties, roles, laws, params,
 * facts ("kind.id"), rules}: titles, clauses, types as SPEC §V writes them, conditions as their source.
 * Canonical JSON, appended to `out`. LIBING_ERR_NOMEM. */
libing_status ing_model_write(const ing_pack *pack, ing_buf *out, libing_error *err);

#endif
