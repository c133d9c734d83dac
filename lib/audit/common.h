/* SPDX-License-Identifier: Apache-2.0 */
/* What verify and replay share: the caller's options, findings, progress. */
#ifndef ING_AUDIT_COMMON_H
#define ING_AUDIT_COMMON_H

#include <libing/audit.h>

#include "base/error.h"

#include <stdbool.h>

typedef struct ing_auditor {
    libing_audit_options options;
    uint64_t next_progress;         /* units after which the host is told again */
} ing_auditor;

/* Check and copy the options (NULL = defaults); sets the language of `err`. LIBING_ERR_INVALID. */
libing_status ing_audit_begin(const libing_audit_options *options, ing_auditor *out, libing_error *err);
bool ing_audit_is_zh(const ing_auditor *auditor);

/* Hand a finding to the caller; NULL texts become empty. LIBING_ERR_HOST when its callback fails. */
libing_status ing_audit_found(ing_auditor *auditor, libing_finding *finding, libing_error *err);
/* Tell the host how far it is, a few thousand units apart. LIBING_ERR_INTERRUPTED when it says so. */
libing_status ing_audit_progress(ing_auditor *auditor, uint64_t done, uint64_t total, libing_error *err);

#endif
