/* SPDX-License-Identifier: Apache-2.0 */
/* The Merkle tree of RFC 6962 over the log, as pure functions: hashes, the numbering of stored
 * nodes, roots from complete subtrees. Where the nodes lie is the store's business. */
#ifndef ING_PROOF_MERKLE_H
#define ING_PROOF_MERKLE_H

#include "crypto/digest.h"

libing_status ing_leaf_hash(ing_hasher *hasher, ing_text line, ing_digest *out, libing_error *err);
libing_status ing_node_hash(ing_hasher *hasher, const ing_digest *left, const ing_digest *right,
                            ing_digest *out, libing_error *err);
/* d_k = SHA-256(0x02 || d_{k-1} || leaf_k), the running digest of a case. */
libing_status ing_chain_hash(ing_hasher *hasher, const ing_digest *before, const ing_digest *leaf,
                             ing_digest *out, libing_error *err);

/* The id under which the complete subtree `index` of height `level` is stored (x/mod's
 * StoredHashIndex), and how many nodes a log of `size` leaves stores. */
uint64_t ing_node_id(uint32_t level, uint64_t index);
uint64_t ing_node_count(uint64_t size);

/* The right edge of a growing tree: its complete subtrees, largest first. */
typedef struct ing_frontier {
    uint64_t size;                  /* leaves */
    uint32_t count;
    struct { uint32_t level; ing_digest hash; } peaks[64];
} ing_frontier;

#define ING_FRONTIER_INIT { 0, 0, { { 0, { { 0 } } } } }

/* Called for each node that the new leaf completes, in order of id, the leaf itself first. When
 * it fails, the frontier is as it was before the leaf. */
typedef libing_status (*ing_node_sink)(void *ctx, uint64_t id, const ing_digest *hash,
                                       libing_error *err);

libing_status ing_frontier_add(ing_frontier *frontier, ing_hasher *hasher, const ing_digest *leaf,
                               ing_node_sink sink, void *ctx, libing_error *err);
libing_status ing_frontier_root(const ing_frontier *frontier, ing_hasher *hasher, ing_digest *out,
                                libing_error *err);
/* The ids of the peaks of a tree of `size` leaves, largest first; returns how many. With their
 * hashes a frontier can be set up again. */
uint32_t ing_frontier_ids(uint64_t size, uint64_t ids[64], uint32_t levels[64]);

/* Inclusion and consistency proofs (RFC 6962, 2.1), the nodes being read through `get`. A leaf outside
 * the tree, an old size over the new: LIBING_ERR_INVALID. An old size of 0 has an empty proof. */
typedef libing_status (*ing_node_source)(void *ctx, uint64_t id, ing_digest *out, libing_error *err);

libing_status ing_inclusion_proof(ing_hasher *hasher, uint64_t index, uint64_t size,
                                  ing_node_source get, void *ctx, ing_digest proof[64],
                                  uint32_t *count, libing_error *err);
libing_status ing_consistency_proof(ing_hasher *hasher, uint64_t old_size, uint64_t size,
                                    ing_node_source get, void *ctx, ing_digest proof[64],
                                    uint32_t *count, libing_error *err);

#endif
