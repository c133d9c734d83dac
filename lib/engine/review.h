/* SPDX-License-Identifier: Apache-2.0 */
/* The review of a late record: its case is judged anew on the corrected order, nothing of that is
 * written, and what differs from what stands is reported for people to decide. */
#ifndef ING_ENGINE_REVIEW_H
#define ING_ENGINE_REVIEW_H

#include "engine/session.h"

/* Records of a case beyond which it is not judged anew: the report then says only that it was not. Each
 * cause looks at the case's earlier records, so the time grows with the square. */
#define ING_REVIEW_RECORDS_MAX 1000

/* After a root cause and everything that it brought about. A cause is reviewed when its `at` is known to
 * be older than that of another cause of its case; whatever it corrects is left out then. Lapses and
 * closed duties are not reviewed: they come late only because of a late cause, whose review has seen
 * them. The reports are decisions of rule `late_record`. */
libing_status ing_review(ing_session *session, const ing_record *cause, libing_error *err);

#endif
