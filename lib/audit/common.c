/* SPDX-License-Identifier: Apache-2.0 */
/* Options, findings and progress of the audit verbs. */
#include "audit/common.h"

#include <string.h>

#define PROGRESS_UNITS 4096

libing_status ing_audit_begin(const libing_audit_options *options, ing_auditor *out, libing_error *err)
{
    libing_audit_options defaults = LIBING_AUDIT_OPTIONS_INIT;

    *out = (ing_auditor){ .options = defaults };
    if (options == NULL)
        return LIBING_OK;
    if (options->size != sizeof *options)
        return ing_fail(err, LIBING_ERR_INVALID, "options.size", "options have size %zu, expected %zu",
                        "选项结构大小为%zu，应为%zu", options->size, sizeof *options);
    if (options->language != NULL && strcmp(options->language, "en") != 0 &&
        strcmp(options->language, "zh") != 0)
        return ing_fail(err, LIBING_ERR_INVALID, "options.language",
                        "unknown language '%s'; write zh or en", "未知语言“%s”；请写zh或en",
                        options->language);
    out->options = *options;
    ing_error_language(err, options->language != NULL ? options->language : "en");
    return LIBING_OK;
}

bool ing_audit_is_zh(const ing_auditor *auditor)
{
    return auditor->options.language != NULL && auditor->options.language[0] == 'z';
}

static void mend(const char **text)
{
    if (*text == NULL)
        *text = "";
}

libing_status ing_audit_found(ing_auditor *auditor, libing_finding *finding, libing_error *err)
{
    mend(&finding->kind);
    mend(&finding->table);
    mend(&finding->column);
    mend(&finding->rule);
    mend(&finding->recorded);
    mend(&finding->recomputed);
    mend(&finding->message);
    finding->size = sizeof *finding;
    if (auditor->options.finding == NULL ||
        auditor->options.finding(auditor->options.finding_user, finding) >= 0)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_HOST, "host.finding", "the host's callback for findings failed",
                    "宿主的发现回调函数失败");
}

libing_status ing_audit_progress(ing_auditor *auditor, uint64_t done, uint64_t total, libing_error *err)
{
    if (auditor->options.progress == NULL || (done < auditor->next_progress && done != total))
        return LIBING_OK;
    auditor->next_progress = done + PROGRESS_UNITS;
    if (auditor->options.progress(auditor->options.progress_user, done, total) >= 0)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_INTERRUPTED, "host.progress", "stopped by the progress callback",
                    "进度回调要求停止");
}
