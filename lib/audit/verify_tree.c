/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the check of the stored tree against the lines, and the judgement which of the two was changed:
 * a leaf that its own parent confirms is genuine, so its line is not. */
#include "audit/verify.h"

typedef struct node_check {
    ing_verifier *v;
    int64_t seq;                    /* the leaf being added */
    uint32_t level;                 /* of the node that comes next */
} node_check;

static void note_line(ing_verifier *v, int64_t seq)
{
    ing_verify_note(v, "log", "line", seq, "the line is not the one that was hashed", "该行与当时入树的内容不同");
}

static void note_hash(ing_verifier *v, int64_t seq)
{
    ing_verify_note(v, "tree", "hashes", seq, "the tree is not the one over these records",
                    "哈希树与这些记录不符");
}

/* The first parent above a leaf in doubt tells who is wrong. */
static void settle_doubt(ing_verifier *v, bool parent_agrees)
{
    if (v->doubt >= 0 && parent_agrees)
        note_line(v, v->doubt);
    else if (v->doubt >= 0)
        note_hash(v, v->doubt);
    v->doubt = -1;
}

/* The tree ends before the log does. Who is right is decided by a witness: the threads. */
static libing_status note_lost(ing_verifier *v, int64_t seq, libing_error *err)
{
    int64_t projected = 0;
    libing_status status = ing_store_projected_size(v->store, &projected, &v->cause);

    v->has_tree_ended = true;
    if (status != LIBING_OK && !ing_verify_is_damage(status))
        return ing_verify_fail(v, status, err);
    if (projected > seq)
        ing_verify_note(v, "tree", "hashes", seq, "hashes of records are missing from the tree",
                        "哈希树缺少记录的哈希");
    else
        ing_verify_note(v, "log", "", seq, "the log holds records that were never hashed",
                        "日志中有从未入树的记录");
    return LIBING_OK;
}

/* *found false: the node is not there, or its page cannot be read. */
static libing_status stored_node(ing_verifier *v, uint64_t id, ing_digest *out, bool *found,
                                 libing_error *err)
{
    libing_status status = ing_store_node(v->store, id, out, &v->cause);

    *found = status == LIBING_OK;
    if (status == LIBING_OK || status == LIBING_ERR_NOTFOUND || ing_verify_is_damage(status))
        return LIBING_OK;
    return ing_verify_fail(v, status, err);
}

static libing_status check_node(void *ctx, uint64_t id, const ing_digest *hash, libing_error *err)
{
    node_check *check = ctx;
    ing_verifier *v = check->v;
    uint32_t level = check->level++;
    ing_digest stored;
    bool found = false, agrees = false;
    libing_status status = LIBING_OK;

    if (level == 0 || v->has_tree_ended) /* the leaf was looked at before */
        return LIBING_OK;
    status = stored_node(v, id, &stored, &found, err);
    if (status == LIBING_OK && !found)
        return note_lost(v, check->seq, err);
    if (status != LIBING_OK)
        return status;
    agrees = memcmp(stored.bytes, hash->bytes, ING_DIGEST_BYTES) == 0;
    if (level == 1)
        settle_doubt(v, agrees);
    if (!agrees)
        note_hash(v, (check->seq >> level) << level);
    return LIBING_OK;
}

static libing_status ignore_node(void *ctx, uint64_t id, const ing_digest *hash, libing_error *err)
{
    (void)ctx;
    (void)id;
    (void)hash;
    (void)err;
    return LIBING_OK;
}

static void part(ing_verifier *v)
{
    if (!v->has_parted)
        v->from_tree = v->from_log;
    v->has_parted = true;
}

libing_status ing_verify_leaf(ing_verifier *v, int64_t seq, const ing_digest *leaf, libing_error *err)
{
    ing_hasher *hasher = ing_store_hasher(v->store);
    node_check check = { v, seq, 0 };
    ing_digest stored = *leaf;
    bool found = true, apart = false;
    libing_status status = LIBING_OK;

    if (!v->has_tree_ended)
        status = stored_node(v, ing_node_id(0, (uint64_t)seq), &stored, &found, err);
    if (status == LIBING_OK && !found)
        status = note_lost(v, seq, err);
    if (status != LIBING_OK)
        return status;
    if (!v->has_tree_ended && memcmp(stored.bytes, leaf->bytes, ING_DIGEST_BYTES) != 0) {
        v->doubt = v->doubt >= 0 ? v->doubt : seq;
        part(v);
    }
    apart = v->has_parted || v->has_tree_ended;
    status = ing_frontier_add(&v->from_log, hasher, leaf, apart ? ignore_node : check_node, &check, err);
    if (status == LIBING_OK && v->has_parted && !v->has_tree_ended)
        status = ing_frontier_add(&v->from_tree, hasher, &stored, check_node, &check, err);
    return status;
}

libing_status ing_verify_gap(ing_verifier *v, int64_t seq, libing_error *err)
{
    ing_hasher *hasher = ing_store_hasher(v->store);
    libing_status status = LIBING_OK;

    ing_verify_note(v, "log", "seq", v->expected, "the record is missing", "该记录缺失");
    v->is_folding = false;
    part(v);
    /* What is left of them in the tree keeps the rest comparable. */
    for (int64_t k = v->expected; k < seq && !v->has_tree_ended && status == LIBING_OK; k++) {
        node_check check = { v, k, 0 };
        ing_digest stored;
        bool found = false;

        status = stored_node(v, ing_node_id(0, (uint64_t)k), &stored, &found, err);
        if (status == LIBING_OK && !found)
            v->has_tree_ended = true;
        else if (status == LIBING_OK)
            status = ing_frontier_add(&v->from_tree, hasher, &stored, check_node, &check, err);
    }
    return status;
}

/* --- the end ------------------------------------------------------------------------------------ */

/* The last leaf may have no parent; then the running digest of its thread is the witness. */
static libing_status settle_last(ing_verifier *v, libing_error *err)
{
    bool line_is_genuine = false;
    libing_status status = LIBING_OK;

    if (v->doubt >= 0 && v->is_folding)
        status = ing_store_ends_equal(v->store, v->scratch, v->doubt, &line_is_genuine, &v->cause);
    if (status != LIBING_OK && !ing_verify_is_damage(status))
        return ing_verify_fail(v, status, err);
    settle_doubt(v, !line_is_genuine);
    return LIBING_OK;
}

libing_status ing_verify_tree_end(ing_verifier *v, libing_error *err)
{
    int64_t nodes = 0, projected = 0;
    int64_t due = (int64_t)ing_node_count((uint64_t)v->expected);
    libing_status status = settle_last(v, err);

    if (status == LIBING_OK)
        status = ing_store_tree_extent(v->store, &nodes, &v->cause);
    if (status == LIBING_OK && nodes > due)
        status = ing_store_projected_size(v->store, &projected, &v->cause);
    if (ing_verify_is_damage(status)) {
        ing_verify_note(v, "tree", "", -1, v->cause.message, v->cause.message);
        return LIBING_OK;
    }
    if (status != LIBING_OK)
        return ing_verify_fail(v, status, err);
    if (nodes > due && projected > v->expected)
        ing_verify_note(v, "log", "", v->expected, "records are missing from the end of the log",
                        "日志末尾缺少记录");
    else if (nodes < 0 || nodes > due)
        ing_verify_note(v, "tree", "hashes", v->expected, "the tree holds more than the log's hashes",
                        "哈希树中有多于日志的内容");
    return LIBING_OK;
}
