/* SPDX-License-Identifier: Apache-2.0 */
/* Owns libing_verify(): the order of the checks, what is damage, and how it is told.
 *
 * The log is read in transactions of at most 50 ms; what a writer adds meanwhile is read in further
 * rounds, and the last few records in the one short transaction in which projections are compared. */
#include "audit/verify.h"

#include "base/mem.h"

#include <inttypes.h>

#define ROUNDS_MAX 8                /* then even a busy writer must wait for the comparison */
#define FEW_RECORDS 1000

bool ing_verify_is_damage(libing_status status)
{
    return status == LIBING_ERR_DAMAGED || status == LIBING_ERR_STORE || status == LIBING_ERR_VERSION ||
           status == LIBING_ERR_NOTSTORE || status == LIBING_ERR_STATE;
}

libing_status ing_verify_fail(const ing_verifier *v, libing_status status, libing_error *err)
{
    if (err != NULL)
        *err = v->cause;
    return status;
}

/* --- damages ------------------------------------------------------------------------------------ */

static bool is_earlier(int64_t a, int64_t b)
{
    return a >= 0 && (b < 0 || a < b);
}

static libing_status note_damage(void *ctx, const ing_damage *damage, libing_error *err)
{
    ing_verifier *v = ctx;

    (void)err;
    for (size_t i = 0; i < v->damage_count; i++) {
        ing_damage_tally *tally = &v->damages[i];
        if (strcmp(tally->damage.table, damage->table) != 0 ||
            strcmp(tally->damage.column, damage->column) != 0)
            continue;
        if (is_earlier(damage->seq, tally->damage.seq))
            tally->damage = *damage;
        tally->count++;
        return LIBING_OK;
    }
    if (v->damage_count < ING_DAMAGES_MAX)
        v->damages[v->damage_count++] = (ing_damage_tally){ *damage, 1 };
    else
        v->lost_damages++;
    return LIBING_OK;
}

/* Cut at a character, so that what is told is still UTF-8. */
static void fill(char *out, size_t size, const char *text)
{
    size_t len = strlen(text);
    if (len >= size) {
        len = size - 1;
        while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
            len--;
    }
    memcpy(out, text, len);
    out[len] = '\0';
}

void ing_verify_note(ing_verifier *v, const char *table, const char *column, int64_t seq, const char *what,
                     const char *what_zh)
{
    ing_damage damage = { .seq = seq };

    fill(damage.table, sizeof damage.table, table);
    fill(damage.column, sizeof damage.column, column);
    fill(damage.what, sizeof damage.what, what);
    fill(damage.what_zh, sizeof damage.what_zh, what_zh);
    (void)note_damage(v, &damage, NULL); /* keeps or counts; cannot fail */
}

/* "log.line, record 7: the line is not the one that was hashed (3 in all)" */
static libing_status tell(ing_verifier *v, const ing_damage_tally *tally, libing_error *err)
{
    const ing_damage *damage = &tally->damage;
    bool zh = ing_audit_is_zh(&v->auditor);
    ing_buf message = ING_BUF_INIT;
    libing_finding finding = { .kind = "DAMAGED", .seq = damage->seq, .table = damage->table,
                               .column = damage->column };
    libing_status status;

    ing_buf_text(&message, damage->table);
    if (damage->column[0] != '\0')
        ing_buf_printf(&message, ".%s", damage->column);
    if (damage->seq >= 0)
        ing_buf_printf(&message, zh ? "，第 %" PRId64 " 号记录" : ", record %" PRId64, damage->seq);
    ing_buf_printf(&message, zh ? "：%s" : ": %s", zh ? damage->what_zh : damage->what);
    if (tally->count > 1)
        ing_buf_printf(&message, zh ? "（共 %" PRId64 " 处）" : " (%" PRId64 " in all)", tally->count);
    finding.message = message.ptr;
    status = message.failed ? ing_fail_nomem(err) : ing_audit_found(&v->auditor, &finding, err);
    ing_buf_free(&message);
    return status;
}

static libing_status tell_all(ing_verifier *v, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < v->damage_count && status == LIBING_OK; i++)
        status = tell(v, &v->damages[i], err);
    v->out.damages = (int64_t)v->damage_count + v->lost_damages;
    return status;
}

/* --- the run ------------------------------------------------------------------------------------ */

/* What the rounds left, then everything that must be compared as of one moment. */
static libing_status check_end(ing_verifier *v, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (v->expected < ing_store_size(v->store))
        status = ing_verify_lines(v, v->expected, ing_store_size(v->store), err);
    if (v->expected < ing_store_size(v->store)) /* its highest row is out of reach */
        ing_verify_note(v, "log", "seq", v->expected, "the record is missing", "该记录缺失");
    if (status == LIBING_OK)
        status = ing_verify_fold_end(v, err);
    if (status == LIBING_OK)
        status = ing_verify_tree_end(v, err);
    if (status == LIBING_OK)
        status = ing_verify_blobs(v, err);
    if (status != LIBING_OK)
        return status;
    ing_verify_blobs_end(v);
    return v->is_folding ? ing_store_compare(v->store, v->scratch, note_damage, v, err) : LIBING_OK;
}

/* Read what another process has appended since, until little is left. */
static libing_status catch_up(ing_verifier *v, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (int round = 0; round < ROUNDS_MAX && status == LIBING_OK; round++) {
        bool changed = false;
        status = ing_store_begin(v->store, false, &changed, err);
        if (status != LIBING_OK)
            return status;
        ing_store_rollback(v->store);
        if (ing_store_size(v->store) - v->expected < FEW_RECORDS)
            return LIBING_OK;
        status = ing_verify_lines(v, v->expected, ing_store_size(v->store), err);
    }
    return status;
}

static libing_status check_store(ing_verifier *v, libing_error *err)
{
    bool changed = false;
    libing_status status = ing_store_check_schema(v->store, note_damage, v, err);

    if (ing_store_origin(v->store).len == 0)
        ing_verify_note(v, "log", "line", 0, "record 0 does not say which store this is",
                        "第 0 号记录未说明这是哪个存储");
    if (status == LIBING_OK)
        status = ing_store_scratch(v->store, &v->scratch, err);
    if (status == LIBING_OK)
        status = ing_verify_lines(v, INT64_MIN, ing_store_size(v->store), err);
    if (status == LIBING_OK)
        status = ing_verify_blobs(v, err);
    if (status == LIBING_OK)
        status = catch_up(v, err);
    if (status == LIBING_OK)
        status = ing_store_begin(v->store, false, &changed, err);
    if (status != LIBING_OK)
        return status;
    status = check_end(v, err);
    ing_store_rollback(v->store);
    return status;
}

static libing_status finish(ing_verifier *v, libing_error *err)
{
    ing_digest root;
    libing_status status = ing_frontier_root(&v->from_log, ing_store_hasher(v->store), &root, err);

    if (status == LIBING_OK) {
        ing_digest_hex(&root, v->out.root);
        status = tell_all(v, err);
    }
    return status;
}

/* Where the disk fails, nothing that was found can be trusted, and nobody is accused. */
static libing_status refuse_io_error(ing_verifier *v, const char *path, libing_status status)
{
    bool has_failed = (v->store != NULL && ing_store_has_io_error(v->store)) ||
                      (v->scratch != NULL && ing_store_has_io_error(v->scratch));
    if (!has_failed)
        return status;
    return ing_fail(&v->cause, LIBING_ERR_STORE, "audit.unreadable",
                    "store '%s' cannot be checked: the disk failed while it was read",
                    "存储“%s”无法核验：读取时磁盘出错", path);
}

static libing_status run(ing_verifier *v, const char *path, libing_error *err)
{
    libing_status status = ing_store_open_tolerant(path, &v->store, &v->cause);

    if (status == LIBING_OK)
        status = check_store(v, &v->cause);
    if (status >= 0 || ing_verify_is_damage(status))
        status = refuse_io_error(v, path, status);
    if (status == LIBING_ERR_DAMAGED)
        ing_verify_note(v, "schema", "", -1, v->cause.message, v->cause.message);
    else if (status != LIBING_OK)
        return ing_verify_fail(v, status, err);
    return v->store != NULL ? finish(v, err) : tell_all(v, err);
}

libing_status libing_verify(const char *path, const libing_audit_options *options,
                            libing_verification *out, libing_error *err)
{
    ing_verifier *v = NULL;
    libing_status status;

    if (path == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "path is NULL", "path为NULL");
    v = ing_mem_new(1, sizeof *v);
    if (v != NULL)
        v->damages = ing_mem_new(ING_DAMAGES_MAX, sizeof *v->damages);
    if (v == NULL || v->damages == NULL) {
        status = ing_fail_nomem(err);
        goto done;
    }
    v->out = (libing_verification)LIBING_VERIFICATION_INIT;
    v->cause = (libing_error)LIBING_ERROR_INIT;
    v->is_folding = true;
    v->last_t = INT64_MIN;
    v->doubt = -1;
    status = ing_audit_begin(options, &v->auditor, err);
    ing_error_language(&v->cause, ing_audit_is_zh(&v->auditor) ? "zh" : "en");
    if (status == LIBING_OK)
        status = run(v, path, err);
    if (status == LIBING_OK && out != NULL)
        *out = v->out;
done:
    if (v != NULL) {
        ing_store_close(v->scratch);
        ing_store_close(v->store);
        ing_map_free(&v->blobs);
        ing_arena_free(&v->forever);
        ing_arena_free(&v->line);
        ing_mem_free(v->damages);
        ing_mem_free(v);
    }
    return status;
}
