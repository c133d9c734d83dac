/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines that run, as documents say them. */
#ifndef ING_ENGINE_DUE_H
#define ING_ENGINE_DUE_H

#include "engine/engine.h"

/* A list of {case, procedure, deadline, due, set_by} in order of their end, of those that end by the end of
 * `until` (ING_DATE_MAX = all). In the session's cause arena. */
libing_status ing_due_list(libing_engine *engine, const ing_running_scope *scope, ing_date until,
                           const ing_json **out, libing_error *err);

#endif
