/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the table `blob`: bytes under their SHA-256, named by records. */
#include "store/internal.h"

#include <inttypes.h>

libing_status ing_store_blob_put(ing_store *store, ing_text bytes, ing_digest *digest_out,
                                 libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status;

    if (!store->is_writing || store->base != NULL)
        return ing_fail(err, LIBING_ERR_STATE, "store.not_writing",
                        "a blob is stored only in a transaction that writes",
                        "只能在写事务中存入附件");
    status = ing_hasher_digest(store->hasher, bytes.ptr, bytes.len, NULL, 0, NULL, 0, digest_out, err);
    if (status == LIBING_OK)
        status = ing_db_prepare(
            store->db, "INSERT INTO blob(digest, bytes) VALUES(?1, ?2) ON CONFLICT DO NOTHING", &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_blob(stmt, 1, digest_out->bytes, ING_DIGEST_BYTES);
    ing_stmt_bind_blob(stmt, 2, bytes.ptr != NULL ? bytes.ptr : "", bytes.len);
    return ing_stmt_finish(stmt, err);
}

libing_status ing_store_blob_get(ing_store *store, const ing_digest *digest, ing_buf *out,
                                 libing_error *err)
{
    char hex[65];
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(ing_store_log(store)->db,
                                          "SELECT bytes FROM blob WHERE digest = ?1", &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_blob(stmt, 1, digest->bytes, ING_DIGEST_BYTES);
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_DONE) {
        ing_digest_hex(digest, hex);
        return ing_fail(err, LIBING_ERR_NOTFOUND, "store.no_blob", "there is no blob %s",
                        "没有附件 %s", hex);
    }
    if (status != LIBING_OK)
        return status;
    ing_buf_slice(out, ing_stmt_blob(stmt, 0));
    ing_stmt_reset(stmt);
    return out->failed ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status fail_order(int64_t number, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_DAMAGED, "store.blob_order",
                    "the rows of the blobs are out of order after row %" PRId64,
                    "附件表第 %" PRId64 " 行之后的行序错乱", number);
}

libing_status ing_store_blob_next(ing_store *store, int64_t *number, ing_buf *digest, ing_buf *bytes,
                                  libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        ing_store_log(store)->db,
        "SELECT rowid, digest, bytes FROM blob WHERE rowid > ?1 ORDER BY rowid LIMIT 1", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, *number);
    status = ing_stmt_step(stmt, err);
    if (status != LIBING_OK)
        return status;
    if (ing_stmt_integer(stmt, 0) <= *number) { /* or the walk would come here again for ever */
        ing_stmt_reset(stmt);
        return fail_order(*number, err);
    }
    *number = ing_stmt_integer(stmt, 0);
    ing_buf_clear(digest);
    ing_buf_clear(bytes);
    ing_buf_slice(digest, ing_stmt_blob(stmt, 1));
    ing_buf_slice(bytes, ing_stmt_blob(stmt, 2));
    ing_stmt_reset(stmt);
    return digest->failed || bytes->failed ? ing_fail_nomem(err) : LIBING_OK;
}
