/* SPDX-License-Identifier: Apache-2.0 */
/* The weakened build: the event is committed before what it causes. Linked with --wrap=ing_decide. */
#include "engine/engine.h"

libing_status __real_ing_decide(ing_session *session, const ing_record *cause, libing_error *err);
libing_status __wrap_ing_decide(ing_session *session, const ing_record *cause, libing_error *err);

libing_status __wrap_ing_decide(ing_session *session, const ing_record *cause, libing_error *err)
{
    bool changed = false;
    libing_status status = ing_store_commit(session->store, err);

    if (status == LIBING_OK)
        status = ing_store_begin(session->store, true, &changed, err);
    return status == LIBING_OK ? __real_ing_decide(session, cause, err) : status;
}
