/* SPDX-License-Identifier: Apache-2.0 */
/* Verify and replay in the shape of shape.h. */
#include "shape_block.h"

#include <stdlib.h>
#include <string.h>

#define FINDING_FIELDS 8

struct audit_report {
    byte_block *summary, *findings;
    const host_calls *host;         /* during the audit */
};

/* --- collecting --------------------------------------------------------------------------------- */

static void put_finding(byte_block *block, const libing_finding *finding)
{
    put_text(block, finding->kind);
    put_number(block, finding->seq);
    put_text(block, finding->table);
    put_text(block, finding->column);
    put_text(block, finding->rule);
    put_text(block, finding->recorded);
    put_text(block, finding->recomputed);
    put_text(block, finding->message);
}

static int collect(void *user, const libing_finding *finding)
{
    audit_report *report = user;
    byte_block *all = report->findings;
    size_t start = all->len;

    put_finding(all, finding);
    if (all->has_failed)
        return -1;
    if (report->host == NULL || report->host->finding == NULL)
        return 0;
    return report->host->finding(report->host->user, all->bytes + start, all->len - start);
}

static audit_report *report_new(const host_calls *host, libing_error *err)
{
    audit_report *report = calloc(1, sizeof *report);
    byte_block *summary = byte_block_new(err);
    byte_block *findings = byte_block_new(err);

    if (report == NULL || summary == NULL || findings == NULL) {
        free(report);
        byte_block_free(summary);
        byte_block_free(findings);
        err->code = LIBING_ERR_NOMEM;
        return NULL;
    }
    *report = (audit_report){ summary, findings, host };
    return report;
}

static libing_audit_options options_of(const char *language, audit_report *report)
{
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;

    options.language = language;
    options.finding = collect;
    options.finding_user = report;
    if (report->host != NULL) {
        options.progress = report->host->progress;
        options.progress_user = report->host->user;
    }
    return options;
}

static audit_report *report_of(audit_report *report, libing_status status)
{
    report->host = NULL;
    if (status == LIBING_OK)
        return report;
    audit_free(report);
    return NULL;
}

/* --- the two audits ----------------------------------------------------------------------------- */

audit_report *store_verify(const char *path, const char *language, const host_calls *host,
                           libing_error *err)
{
    libing_verification seen = LIBING_VERIFICATION_INIT;
    audit_report *report = report_new(host, err);
    libing_audit_options options;
    libing_status status;

    if (report == NULL)
        return NULL;
    options = options_of(language, report);
    status = told(err, libing_verify(path, &options, &seen, err));
    put_number(report->summary, seen.records);
    put_number(report->summary, seen.blobs);
    put_number(report->summary, seen.damages);
    put_text(report->summary, seen.root);
    return report_of(report, status);
}

audit_report *store_replay(const char *path, const char *language, const host_calls *host,
                           libing_error *err)
{
    libing_replay_summary seen = LIBING_REPLAY_SUMMARY_INIT;
    audit_report *report = report_new(host, err);
    libing_audit_options options;
    libing_status status;

    if (report == NULL)
        return NULL;
    options = options_of(language, report);
    status = told(err, libing_replay(path, &options, &seen, err));
    put_number(report->summary, seen.causes);
    put_number(report->summary, seen.same);
    put_number(report->summary, seen.different);
    put_number(report->summary, seen.omitted);
    put_number(report->summary, seen.extra);
    put_number(report->summary, seen.missing);
    put_number(report->summary, seen.limit);
    put_number(report->summary, seen.runtime);
    put_text(report->summary, seen.runtimes);
    put_number(report->summary, seen.broken);
    return report_of(report, status);
}

void audit_free(audit_report *report)
{
    if (report == NULL)
        return;
    byte_block_free(report->summary);
    byte_block_free(report->findings);
    free(report);
}

/* --- reading a report --------------------------------------------------------------------------- */

byte_block *audit_summary(const audit_report *report, libing_error *err)
{
    byte_block *copy = byte_block_new(err);

    if (copy == NULL)
        return NULL;
    put_fields(copy, report->summary->bytes, report->summary->len);
    return byte_block_whole(copy, err);
}

/* The end of the finding that begins at `from`. */
static size_t end_of_finding(const byte_block *findings, size_t from)
{
    for (int field = 0; field < FINDING_FIELDS; field++)
        from += strlen(findings->bytes + from) + 1;
    return from;
}

byte_block *audit_findings(const audit_report *report, int64_t from, int32_t size, libing_error *err)
{
    const byte_block *all = report->findings;
    byte_block *copy = byte_block_new(err);
    size_t start, end;

    if (copy == NULL)
        return NULL;
    start = from >= 0 && (uint64_t)from < all->len ? (size_t)from : all->len;
    end = start;
    while (end < all->len && end - start < (size_t)size)
        end = end_of_finding(all, end);
    put_fields(copy, all->bytes + start, end - start);
    return byte_block_whole(copy, err);
}
