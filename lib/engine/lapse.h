/* SPDX-License-Identifier: Apache-2.0 */
/* Lapsing deadlines: before an event is recorded, and when a host says what time it is. */
#ifndef ING_ENGINE_LAPSE_H
#define ING_ENGINE_LAPSE_H

#include "engine/session.h"

/* Lapse, one after the other, what ended at or before the local second `until`. `t` is the transaction
 * time of all. Resets the cause arena: nothing in it survives. *lapsed receives how many. */
libing_status ing_lapse(ing_session *session, const ing_running_scope *scope, int64_t until, ing_text t,
                        int64_t *lapsed, libing_error *err);

#endif
