/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the check of blobs, both ways: what records name is there and hashes to its name, and what is
 * there is named by a record. */
#include "audit/verify.h"

#define HEX_LEN (2 * (size_t)ING_DIGEST_BYTES)

static ing_blob_seen *find(const ing_verifier *v, const uint8_t *digest)
{
    return ing_map_get(&v->blobs, (ing_text){ (const char *)digest, ING_DIGEST_BYTES });
}

static libing_status find_or_add(ing_verifier *v, const uint8_t *digest, ing_blob_seen **out,
                                 libing_error *err)
{
    ing_blob_seen *seen = find(v, digest);

    *out = seen;
    if (seen != NULL)
        return LIBING_OK;
    seen = ing_arena_new(&v->forever, 1, sizeof *seen);
    if (seen == NULL)
        return ing_fail_nomem(err);
    seen->seq = -1;
    memcpy(seen->digest, digest, ING_DIGEST_BYTES);
    *out = seen;
    if (!ing_map_put(&v->blobs, (ing_text){ (const char *)seen->digest, ING_DIGEST_BYTES }, seen))
        return ing_fail_nomem(err);
    return LIBING_OK;
}

/* --- names -------------------------------------------------------------------------------------- */

static libing_status name(ing_verifier *v, ing_text hex, bool is_needed, int64_t seq, libing_error *err)
{
    ing_digest digest;
    ing_blob_seen *seen = NULL;
    libing_status status;

    if (hex.len != HEX_LEN || !ing_digest_parse_hex(hex, &digest))
        return LIBING_OK;
    status = find_or_add(v, digest.bytes, &seen, err);
    if (status != LIBING_OK)
        return status;
    if (seen->seq < 0)
        seen->seq = seq;
    seen->is_needed = seen->is_needed || is_needed;
    return LIBING_OK;
}

/* Any text that is a digest may be the name of an attachment. Depth is bounded by that of a line. */
static libing_status name_all(ing_verifier *v, const ing_json *value, int64_t seq, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (value->type == ING_JSON_TEXT)
        return name(v, value->text, false, seq, err);
    for (size_t i = 0; i < value->count && status == LIBING_OK; i++) {
        const ing_json *part = value->type == ING_JSON_LIST ? &value->items[i] : &value->members[i].value;
        status = name_all(v, part, seq, err);
    }
    return status;
}

libing_status ing_verify_names(ing_verifier *v, const ing_record *record, libing_error *err)
{
    const ing_json *files = NULL;
    libing_status status = name_all(v, record->data, record->seq, err);

    if (status != LIBING_OK || !ing_text_is(record->type, "pack.installed"))
        return status;
    status = name(v, ing_json_text(record->data, "model"), true, record->seq, err);
    files = ing_json_get(record->data, "files");
    for (size_t i = 0; files != NULL && files->type == ING_JSON_LIST && i < files->count; i++) {
        if (status == LIBING_OK)
            status = name(v, ing_json_text(&files->items[i], "sha256"), true, record->seq, err);
    }
    return status;
}

/* --- blobs -------------------------------------------------------------------------------------- */

/* Bytes that hash to another name which a record knows show that the digest was changed. */
static libing_status check_blob(ing_verifier *v, ing_text digest, ing_text bytes, libing_error *err)
{
    const ing_blob_seen *by_bytes = NULL;
    ing_blob_seen *seen = NULL;
    ing_digest actual;
    bool digest_changed;
    libing_status status = ing_hasher_digest(ing_store_hasher(v->store), bytes.ptr, bytes.len, NULL, 0, NULL,
                                             0, &actual, err);

    if (status == LIBING_OK && digest.len == ING_DIGEST_BYTES)
        status = find_or_add(v, (const uint8_t *)digest.ptr, &seen, err);
    if (status != LIBING_OK)
        return status;
    v->out.blobs++;
    if (seen != NULL)
        seen->is_there = true;
    if (seen != NULL && memcmp(actual.bytes, digest.ptr, ING_DIGEST_BYTES) == 0)
        return LIBING_OK;
    by_bytes = find(v, actual.bytes);
    digest_changed = seen == NULL || (seen->seq < 0 && by_bytes != NULL);
    ing_verify_note(v, "blob", digest_changed ? "digest" : "bytes",
                    digest_changed && by_bytes != NULL ? by_bytes->seq
                    : seen != NULL                     ? seen->seq
                                                       : -1,
                    "the bytes of a blob do not hash to its digest", "附件内容与其摘要不符");
    return LIBING_OK;
}

libing_status ing_verify_blobs(ing_verifier *v, libing_error *err)
{
    ing_buf digest = ING_BUF_INIT;
    ing_buf bytes = ING_BUF_INIT;
    libing_status status = LIBING_OK;

    while (status == LIBING_OK) {
        status = ing_store_blob_next(v->store, &v->blob_number, &digest, &bytes, &v->cause);
        if (ing_verify_is_damage(status))
            ing_verify_note(v, "blob", "", -1, v->cause.message, v->cause.message);
        else if (status == LIBING_OK)
            status = check_blob(v, ing_buf_view(&digest), ing_buf_view(&bytes), err);
        else if (status != LIBING_DONE)
            status = ing_verify_fail(v, status, err);
    }
    ing_buf_free(&digest);
    ing_buf_free(&bytes);
    return status == LIBING_DONE || ing_verify_is_damage(status) ? LIBING_OK : status;
}

void ing_verify_blobs_end(ing_verifier *v)
{
    for (size_t i = 0; i < v->blobs.count; i++) {
        const ing_blob_seen *seen = v->blobs.items[i].value;
        if (seen->is_needed && !seen->is_there)
            ing_verify_note(v, "blob", "", seen->seq, "a blob that a record names is missing",
                            "记录所指的附件缺失");
        else if (seen->is_there && seen->seq < 0)
            ing_verify_note(v, "blob", "", -1, "a blob is there that no record names",
                            "有附件未被任何记录引用");
    }
}
