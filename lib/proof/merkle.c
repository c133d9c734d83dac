/* SPDX-License-Identifier: Apache-2.0 */
/* The Merkle tree of RFC 6962: hashes, numbering, the growing edge, proofs. */
#include "proof/merkle.h"

/* Node ids are at most twice the size and must fit SQLite's signed integers. */
#define TREE_SIZE_MAX (UINT64_C(1) << 62)

libing_status ing_leaf_hash(ing_hasher *hasher, ing_text line, ing_digest *out, libing_error *err)
{
    static const uint8_t prefix = 0x00;
    return ing_hasher_digest(hasher, &prefix, 1, line.ptr, line.len, NULL, 0, out, err);
}

libing_status ing_node_hash(ing_hasher *hasher, const ing_digest *left, const ing_digest *right,
                            ing_digest *out, libing_error *err)
{
    static const uint8_t prefix = 0x01;
    return ing_hasher_digest(hasher, &prefix, 1, left->bytes, ING_DIGEST_BYTES, right->bytes,
                             ING_DIGEST_BYTES, out, err);
}

libing_status ing_chain_hash(ing_hasher *hasher, const ing_digest *before, const ing_digest *leaf,
                             ing_digest *out, libing_error *err)
{
    static const uint8_t prefix = 0x02;
    return ing_hasher_digest(hasher, &prefix, 1, before->bytes, ING_DIGEST_BYTES, leaf->bytes,
                             ING_DIGEST_BYTES, out, err);
}

uint64_t ing_node_id(uint32_t level, uint64_t index)
{
    /* The node is stored right after the last leaf under it, and the `level` - 1 nodes below it. */
    uint64_t last_leaf = ((index + 1) << level) - 1;
    uint64_t id = level;
    for (; last_leaf > 0; last_leaf >>= 1)
        id += last_leaf;
    return id;
}

uint64_t ing_node_count(uint64_t size)
{
    uint64_t count = 0; /* a node of level k for each 2^k leaves */
    for (; size > 0; size >>= 1)
        count += size;
    return count;
}

libing_status ing_frontier_add(ing_frontier *frontier, ing_hasher *hasher, const ing_digest *leaf,
                               ing_node_sink sink, void *ctx, libing_error *err)
{
    uint64_t index = frontier->size;
    uint32_t level = 0, count = frontier->count;
    ing_digest hash = *leaf;
    libing_status status = sink(ctx, ing_node_id(level, index), &hash, err);
    /* Two subtrees of one height become one: as many as the old size has trailing one bits. */
    while (status == LIBING_OK && count > 0 && frontier->peaks[count - 1].level == level) {
        status = ing_node_hash(hasher, &frontier->peaks[count - 1].hash, &hash, &hash, err);
        count--;
        level++;
        index >>= 1;
        if (status == LIBING_OK)
            status = sink(ctx, ing_node_id(level, index), &hash, err);
    }
    if (status != LIBING_OK)
        return status;
    frontier->peaks[count].level = level;
    frontier->peaks[count].hash = hash;
    frontier->count = count + 1;
    frontier->size++;
    return LIBING_OK;
}

libing_status ing_frontier_root(const ing_frontier *frontier, ing_hasher *hasher, ing_digest *out,
                                libing_error *err)
{
    if (frontier->count == 0)
        return ing_hasher_digest(hasher, NULL, 0, NULL, 0, NULL, 0, out, err);
    libing_status status = LIBING_OK;
    *out = frontier->peaks[frontier->count - 1].hash;
    for (uint32_t i = frontier->count - 1; i > 0 && status == LIBING_OK; i--)
        status = ing_node_hash(hasher, &frontier->peaks[i - 1].hash, out, out, err);
    return status;
}

/* The height of the largest complete tree that `size` >= 1 leaves can hold. */
static uint32_t floor_level(uint64_t size)
{
    uint32_t level = 0;
    while (size > 1) {
        size >>= 1;
        level++;
    }
    return level;
}

uint32_t ing_frontier_ids(uint64_t size, uint64_t ids[64], uint32_t levels[64])
{
    uint32_t count = 0;
    uint64_t first = 0;
    while (first < size) {
        uint32_t level = floor_level(size - first);
        ids[count] = ing_node_id(level, first >> level);
        levels[count] = level;
        count++;
        first += UINT64_C(1) << level;
    }
    return count;
}

typedef struct fetch {
    ing_hasher *hasher;
    ing_node_source get;
    void *ctx;
    libing_error *err;
} fetch;

/* MTH of the leaves [first, end), where `first` is a multiple of the largest complete subtree in
 * them, as it is for every subtree that RFC 6962 cuts. */
static libing_status range_hash(const fetch *from, uint64_t first, uint64_t end, ing_digest *out)
{
    ing_digest peaks[64];
    uint32_t count = 0;
    while (first < end) {
        uint32_t level = floor_level(end - first);
        uint64_t id = ing_node_id(level, first >> level);
        libing_status status = from->get(from->ctx, id, &peaks[count], from->err);
        if (status != LIBING_OK)
            return status;
        count++;
        first += UINT64_C(1) << level;
    }
    *out = peaks[count - 1];
    for (uint32_t i = count - 1; i > 0; i--) {
        libing_status status = ing_node_hash(from->hasher, &peaks[i - 1], out, out, from->err);
        if (status != LIBING_OK)
            return status;
    }
    return LIBING_OK;
}

/* Proofs are found from the root down and written from the leaf up. */
static void reverse(ing_digest *proof, uint32_t count)
{
    for (uint32_t i = 0; i < count / 2; i++) {
        ing_digest swap = proof[i];
        proof[i] = proof[count - 1 - i];
        proof[count - 1 - i] = swap;
    }
}

/* Where RFC 6962 cuts `count` >= 2 leaves: the largest power of two below it. */
static uint64_t split_at(uint64_t count)
{
    return UINT64_C(1) << floor_level(count - 1);
}

libing_status ing_inclusion_proof(ing_hasher *hasher, uint64_t index, uint64_t size,
                                  ing_node_source get, void *ctx, ing_digest proof[64],
                                  uint32_t *count, libing_error *err)
{
    const fetch from = { hasher, get, ctx, err };
    uint64_t first = 0, end = size;
    *count = 0;
    if (index >= size || size > TREE_SIZE_MAX)
        return ing_fail(err, LIBING_ERR_INVALID, "merkle.index",
                        "leaf %llu is not in a tree of %llu leaves",
                        "叶 %llu 不在 %llu 叶的树中", (unsigned long long)index,
                        (unsigned long long)size);
    while (end - first > 1) {
        uint64_t middle = first + split_at(end - first);
        bool is_left = index < middle;
        libing_status status = is_left ? range_hash(&from, middle, end, &proof[*count])
                                       : range_hash(&from, first, middle, &proof[*count]);
        if (status != LIBING_OK)
            return status;
        ++*count;
        if (is_left)
            end = middle;
        else
            first = middle;
    }
    reverse(proof, *count);
    return LIBING_OK;
}

libing_status ing_consistency_proof(ing_hasher *hasher, uint64_t old_size, uint64_t size,
                                    ing_node_source get, void *ctx, ing_digest proof[64],
                                    uint32_t *count, libing_error *err)
{
    const fetch from = { hasher, get, ctx, err };
    uint64_t first = 0, end = size;
    *count = 0;
    if (old_size > size || size > TREE_SIZE_MAX)
        return ing_fail(err, LIBING_ERR_INVALID, "merkle.old_size",
                        "a tree of %llu leaves is not the beginning of one of %llu",
                        "%llu 叶的树不是 %llu 叶的树的开头", (unsigned long long)old_size,
                        (unsigned long long)size);
    if (old_size == 0)
        return LIBING_OK;
    /* The subtree in which the old tree ends; what lies beside the way to it is the proof. */
    while (end != old_size) {
        uint64_t middle = first + split_at(end - first);
        bool is_left = old_size <= middle;
        libing_status status = is_left ? range_hash(&from, middle, end, &proof[*count])
                                       : range_hash(&from, first, middle, &proof[*count]);
        if (status != LIBING_OK)
            return status;
        ++*count;
        if (is_left)
            end = middle;
        else
            first = middle;
    }
    if (first > 0) { /* else it is the whole old tree, whose root the verifier has */
        libing_status status = range_hash(&from, first, end, &proof[*count]);
        if (status != LIBING_OK)
            return status;
        ++*count;
    }
    reverse(proof, *count);
    return LIBING_OK;
}
