/* SPDX-License-Identifier: Apache-2.0 */
/* The tree against the published test vector, and proofs against a verifier written from RFC 9162. */
#include "proof/merkle.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define LEAVES 300
#define NODES_MAX 640

/* The whole tree of the test vector, and what a store would hold of it. */
typedef struct tree {
    ing_hasher *hasher;
    ing_frontier frontier;
    ing_digest leaves[LEAVES];
    ing_digest nodes[NODES_MAX];
    uint64_t node_count;
    uint64_t refused_id; /* reading this one fails */
} tree;

static libing_status keep_node(void *ctx, uint64_t id, const ing_digest *hash, libing_error *err)
{
    tree *t = ctx;
    (void)err;
    assert_int_equal(t->node_count, id); /* consecutive */
    assert_true(id < NODES_MAX);
    t->nodes[t->node_count++] = *hash;
    return LIBING_OK;
}

static libing_status find_node(void *ctx, uint64_t id, ing_digest *out, libing_error *err)
{
    tree *t = ctx;
    if (id == t->refused_id)
        return ing_fail(err, LIBING_ERR_DAMAGED, "test.node", "no node %d", "无节点 %d", (int)id);
    assert_true(id < t->node_count);
    *out = t->nodes[id];
    return LIBING_OK;
}

static int set_up(void **state)
{
    static tree t;
    memset(&t, 0, sizeof t);
    t.refused_id = UINT64_MAX;
    assert_int_equal(LIBING_OK, ing_hasher_new(&t.hasher, NULL));
    for (int i = 0; i < LEAVES; i++) {
        ing_buf line = ING_BUF_INIT;
        ing_buf_printf(&line, "{\"n\":\"案件%d\",\"seq\":%d,\"type\":\"case.reported\"}\n", i, i);
        assert_int_equal(LIBING_OK, ing_leaf_hash(t.hasher, ing_buf_view(&line), &t.leaves[i], NULL));
        assert_int_equal(LIBING_OK, ing_frontier_add(&t.frontier, t.hasher, &t.leaves[i], keep_node,
                                                     &t, NULL));
        ing_buf_free(&line);
    }
    *state = &t;
    return 0;
}

static int tear_down(void **state)
{
    tree *t = *state;
    ing_hasher_free(t->hasher);
    return 0;
}

static void base64(const ing_digest *digest, char out[45])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t at = 0;
    for (size_t i = 0; i < 33; i += 3) {
        uint32_t third = i + 2 < 32 ? digest->bytes[i + 2] : 0;
        uint32_t bits = (uint32_t)digest->bytes[i] << 16 | (uint32_t)digest->bytes[i + 1] << 8 | third;
        for (int shift = 18; shift >= 0; shift -= 6)
            out[at++] = letters[bits >> shift & 63];
    }
    out[43] = '=';
    out[44] = '\0';
}

static void assert_digest(const char *expected, const ing_digest *digest)
{
    char text[45];
    base64(digest, text);
    assert_string_equal(expected, text);
}

/* The frontier of the first `size` leaves, set up from stored nodes as a store does. */
static ing_frontier frontier_of(tree *t, uint64_t size)
{
    ing_frontier frontier = ING_FRONTIER_INIT;
    uint64_t ids[64];
    uint32_t levels[64];
    frontier.count = ing_frontier_ids(size, ids, levels);
    frontier.size = size;
    for (uint32_t i = 0; i < frontier.count; i++) {
        frontier.peaks[i].level = levels[i];
        frontier.peaks[i].hash = t->nodes[ids[i]];
    }
    return frontier;
}

static ing_digest root_of(tree *t, uint64_t size)
{
    ing_digest root;
    ing_frontier frontier = frontier_of(t, size);
    assert_int_equal(LIBING_OK, ing_frontier_root(&frontier, t->hasher, &root, NULL));
    return root;
}

static void root__sizes_of_the_vector_have_its_roots(void **state)
{
    static const struct {
        uint64_t size;
        const char *root;
    } roots[] = {
        { 1, "WSH1BzyT6JCaUpUNucLzdfpwBzHL0gusd3kZmn08xYU=" },
        { 2, "D66K9XpAeGlza2a/pKEorBfRrFR7VGsS9gKNPTGmu9g=" },
        { 3, "8p7r368rzyr5TD6szxxa1Q0RWNyksmIGRowNPx+bNCg=" },
        { 4, "QkRWeTlzZ3RnayWVezAd3cF6fI+9mWKaMEpyAK09aAI=" },
        { 7, "2HQxGe1r3EtIAJpJquI3/uU5XJ6LI3jT1ACdZ2tcvYk=" },
        { 300, "HXfMTyHVotJhyJlFtCcDaRmsgeSPkS3wKp4+sryquPI=" },
    };
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        ing_digest root = root_of(*state, roots[i].size);
        assert_digest(roots[i].root, &root);
    }
}

static void root__grown_frontier_has_the_root_of_the_vector(void **state)
{
    tree *t = *state;
    ing_digest root;
    assert_int_equal(LIBING_OK, ing_frontier_root(&t->frontier, t->hasher, &root, NULL));
    assert_digest("HXfMTyHVotJhyJlFtCcDaRmsgeSPkS3wKp4+sryquPI=", &root);
}

static void root__empty_tree_has_the_digest_of_nothing(void **state)
{
    ing_digest root = root_of(*state, 0);
    char hex[65];
    ing_digest_hex(&root, hex);
    assert_string_equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hex);
}

static void numbering__ids_are_those_of_stored_hash_index(void **state)
{
    (void)state;
    static const struct {
        uint32_t level;
        uint64_t index, id;
    } known[] = { { 0, 0, 0 }, { 0, 1, 1 },  { 1, 0, 2 },  { 0, 2, 3 },  { 0, 3, 4 },
                  { 1, 1, 5 }, { 2, 0, 6 },  { 0, 4, 7 },  { 0, 5, 8 },  { 1, 2, 9 },
                  { 0, 6, 10 }, { 0, 7, 11 }, { 1, 3, 12 }, { 2, 1, 13 }, { 3, 0, 14 } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        assert_int_equal(known[i].id, ing_node_id(known[i].level, known[i].index));
    for (uint64_t n = 0; n < 5000; n++) { /* the page's own words */
        for (uint32_t level = 0; level < 10; level++) {
            uint64_t start = n, id = level;
            for (uint32_t l = 0; l < level; l++)
                start = 2 * start + 1;
            for (; start > 0; start /= 2)
                id += start;
            assert_int_equal(id, ing_node_id(level, n));
        }
    }
}

static void numbering__count_is_what_was_stored(void **state)
{
    tree *t = *state;
    assert_int_equal(t->node_count, ing_node_count(LEAVES));
    assert_int_equal(0, ing_node_count(0));
    assert_int_equal(1, ing_node_count(1));
    assert_int_equal(3, ing_node_count(2));
    assert_int_equal(11, ing_node_count(7));
    for (uint64_t n = 1; n < 1000; n++)
        assert_int_equal(ing_node_id(0, n), ing_node_count(n)); /* the next leaf comes next */
}

static void frontier__peaks_are_the_binary_digits_of_the_size(void **state)
{
    (void)state;
    uint64_t ids[64];
    uint32_t levels[64];
    assert_int_equal(0, ing_frontier_ids(0, ids, levels));
    assert_int_equal(3, ing_frontier_ids(7, ids, levels));
    assert_int_equal(6, ids[0]);
    assert_int_equal(9, ids[1]);
    assert_int_equal(10, ids[2]);
    assert_int_equal(2, levels[0]);
    assert_int_equal(1, levels[1]);
    assert_int_equal(0, levels[2]);
    assert_int_equal(62, ing_frontier_ids((UINT64_C(1) << 62) - 1, ids, levels));
}

static libing_status refuse_parent(void *ctx, uint64_t id, const ing_digest *hash, libing_error *err)
{
    (void)ctx;
    (void)hash;
    return id == 2 ? ing_fail(err, LIBING_ERR_FULL, "test.full", "full", "满") : LIBING_OK;
}

static void frontier__failing_sink_leaves_it_as_it_was(void **state)
{
    tree *t = *state;
    ing_frontier frontier = ING_FRONTIER_INIT;
    assert_int_equal(LIBING_OK, ing_frontier_add(&frontier, t->hasher, &t->leaves[0], refuse_parent,
                                                 NULL, NULL));
    assert_int_equal(LIBING_ERR_FULL, ing_frontier_add(&frontier, t->hasher, &t->leaves[1],
                                                       refuse_parent, NULL, NULL));
    assert_int_equal(1, frontier.size);
    assert_int_equal(1, frontier.count);
    assert_memory_equal(&t->leaves[0], &frontier.peaks[0].hash, sizeof(ing_digest));
}

static void inclusion__proof_4_in_7_is_that_of_the_vector(void **state)
{
    tree *t = *state;
    ing_digest proof[64];
    uint32_t count;
    assert_int_equal(LIBING_OK,
                     ing_inclusion_proof(t->hasher, 4, 7, find_node, t, proof, &count, NULL));
    assert_int_equal(3, count);
    assert_digest("zzBYx4jejH6uxqhS4Rk3mJndYoDYX4r/WzGxlQ+oi1Y=", &proof[0]);
    assert_digest("ESh39NWyfUHNewQO26tghElUpy8k+IzcBAuIx8mwprI=", &proof[1]);
    assert_digest("QkRWeTlzZ3RnayWVezAd3cF6fI+9mWKaMEpyAK09aAI=", &proof[2]);
}

static void node(tree *t, const ing_digest *left, const ing_digest *right, ing_digest *out)
{
    assert_int_equal(LIBING_OK, ing_node_hash(t->hasher, left, right, out, NULL));
}

/* RFC 9162, 2.1.3.2. */
static bool verify_inclusion(tree *t, uint64_t index, uint64_t size, const ing_digest *proof,
                             uint32_t count)
{
    uint64_t fn = index, sn = size - 1;
    ing_digest r = t->leaves[index], root = root_of(t, size);
    for (uint32_t i = 0; i < count; i++) {
        if (sn == 0)
            return false;
        if (fn % 2 == 1 || fn == sn) {
            node(t, &proof[i], &r, &r);
            while (fn % 2 == 0 && fn != 0) {
                fn /= 2;
                sn /= 2;
            }
        } else {
            node(t, &r, &proof[i], &r);
        }
        fn /= 2;
        sn /= 2;
    }
    return sn == 0 && memcmp(&r, &root, sizeof r) == 0;
}

static void inclusion__every_leaf_of_every_size_verifies(void **state)
{
    tree *t = *state;
    for (uint64_t size = 1; size <= 70; size++) {
        for (uint64_t index = 0; index < size; index++) {
            ing_digest proof[64];
            uint32_t count;
            assert_int_equal(LIBING_OK, ing_inclusion_proof(t->hasher, index, size, find_node, t,
                                                            proof, &count, NULL));
            if (!verify_inclusion(t, index, size, proof, count))
                fail_msg("leaf %d in %d", (int)index, (int)size);
        }
    }
}

static void inclusion__leaf_outside_is_invalid(void **state)
{
    tree *t = *state;
    ing_digest proof[64];
    uint32_t count;
    libing_error err = LIBING_ERROR_INIT;
    assert_int_equal(LIBING_ERR_INVALID,
                     ing_inclusion_proof(t->hasher, 7, 7, find_node, t, proof, &count, &err));
    assert_string_equal("leaf 7 is not in a tree of 7 leaves", err.message);
    assert_int_equal(LIBING_ERR_INVALID,
                     ing_inclusion_proof(t->hasher, 0, 0, find_node, t, proof, &count, &err));
}

static void inclusion__missing_node_is_passed_up(void **state)
{
    tree *t = *state;
    ing_digest proof[64];
    uint32_t count;
    libing_error err = LIBING_ERROR_INIT;
    t->refused_id = 6;
    assert_int_equal(LIBING_ERR_DAMAGED,
                     ing_inclusion_proof(t->hasher, 4, 7, find_node, t, proof, &count, &err));
    assert_string_equal("no node 6", err.message);
    t->refused_id = UINT64_MAX;
}

static void consistency__proofs_to_7_are_those_of_the_vector(void **state)
{
    tree *t = *state;
    ing_digest proof[64];
    uint32_t count;
    assert_int_equal(LIBING_OK,
                     ing_consistency_proof(t->hasher, 3, 7, find_node, t, proof, &count, NULL));
    assert_int_equal(4, count);
    assert_digest("ZUVml/jPGduywCmo+k9o/tbsTfi05EyQzIzQ9/nfmA0=", &proof[0]);
    assert_digest("LwCZnO+xQusKfXUczN8qiEXqBewnOTVwEfTgRWAgNok=", &proof[1]);
    assert_digest("D66K9XpAeGlza2a/pKEorBfRrFR7VGsS9gKNPTGmu9g=", &proof[2]);
    assert_digest("rTiUYhhMKWK0KnPKxepAVe1FDfDkDwFg3QLuMm74FIw=", &proof[3]);
    assert_int_equal(LIBING_OK,
                     ing_consistency_proof(t->hasher, 4, 7, find_node, t, proof, &count, NULL));
    assert_int_equal(1, count);
    assert_digest("rTiUYhhMKWK0KnPKxepAVe1FDfDkDwFg3QLuMm74FIw=", &proof[0]);
}

/* RFC 9162, 2.1.4.2, for 0 < old < size. */
static bool verify_consistency(tree *t, uint64_t old, uint64_t size, const ing_digest *proof,
                               uint32_t count)
{
    uint64_t fn = old - 1, sn = size - 1;
    uint32_t at = 0;
    ing_digest old_root = root_of(t, old), root = root_of(t, size), fr, sr;
    while (fn % 2 == 1) {
        fn /= 2;
        sn /= 2;
    }
    fr = (old & (old - 1)) == 0 ? old_root : proof[at++];
    sr = fr;
    for (; at < count; at++) {
        if (sn == 0)
            return false;
        if (fn % 2 == 1 || fn == sn) {
            node(t, &proof[at], &fr, &fr);
            node(t, &proof[at], &sr, &sr);
            while (fn % 2 == 0 && fn != 0) {
                fn /= 2;
                sn /= 2;
            }
        } else {
            node(t, &sr, &proof[at], &sr);
        }
        fn /= 2;
        sn /= 2;
    }
    return sn == 0 && memcmp(&fr, &old_root, sizeof fr) == 0 && memcmp(&sr, &root, sizeof sr) == 0;
}

static void consistency__every_pair_of_sizes_verifies(void **state)
{
    tree *t = *state;
    for (uint64_t size = 2; size <= 70; size++) {
        for (uint64_t old = 1; old < size; old++) {
            ing_digest proof[64];
            uint32_t count;
            assert_int_equal(LIBING_OK, ing_consistency_proof(t->hasher, old, size, find_node, t,
                                                              proof, &count, NULL));
            if (!verify_consistency(t, old, size, proof, count))
                fail_msg("%d to %d", (int)old, (int)size);
        }
    }
}

static void consistency__equal_and_empty_old_trees_need_no_hashes(void **state)
{
    tree *t = *state;
    ing_digest proof[64];
    uint32_t count = 9;
    assert_int_equal(LIBING_OK,
                     ing_consistency_proof(t->hasher, 7, 7, find_node, t, proof, &count, NULL));
    assert_int_equal(0, count);
    assert_int_equal(LIBING_OK,
                     ing_consistency_proof(t->hasher, 0, 7, find_node, t, proof, &count, NULL));
    assert_int_equal(0, count);
}

static void consistency__shrinking_tree_is_invalid(void **state)
{
    tree *t = *state;
    ing_digest proof[64];
    uint32_t count;
    libing_error err = LIBING_ERROR_INIT;
    assert_int_equal(LIBING_ERR_INVALID,
                     ing_consistency_proof(t->hasher, 8, 7, find_node, t, proof, &count, &err));
    assert_string_equal("a tree of 8 leaves is not the beginning of one of 7", err.message);
}

static void chain__digest_covers_the_one_before_and_the_leaf(void **state)
{
    tree *t = *state;
    ing_digest zero = { { 0 } }, first, second, expected;
    uint8_t bytes[65] = { 0x02 };
    assert_int_equal(LIBING_OK, ing_chain_hash(t->hasher, &zero, &t->leaves[0], &first, NULL));
    assert_int_equal(LIBING_OK, ing_chain_hash(t->hasher, &first, &t->leaves[1], &second, NULL));
    memcpy(bytes + 1, first.bytes, 32);
    memcpy(bytes + 33, t->leaves[1].bytes, 32);
    assert_int_equal(LIBING_OK, ing_hasher_digest(t->hasher, bytes, sizeof bytes, NULL, 0, NULL, 0,
                                                  &expected, NULL));
    assert_memory_equal(&expected, &second, sizeof second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(root__sizes_of_the_vector_have_its_roots),
        cmocka_unit_test(root__grown_frontier_has_the_root_of_the_vector),
        cmocka_unit_test(root__empty_tree_has_the_digest_of_nothing),
        cmocka_unit_test(numbering__ids_are_those_of_stored_hash_index),
        cmocka_unit_test(numbering__count_is_what_was_stored),
        cmocka_unit_test(frontier__peaks_are_the_binary_digits_of_the_size),
        cmocka_unit_test(frontier__failing_sink_leaves_it_as_it_was),
        cmocka_unit_test(inclusion__proof_4_in_7_is_that_of_the_vector),
        cmocka_unit_test(inclusion__every_leaf_of_every_size_verifies),
        cmocka_unit_test(inclusion__leaf_outside_is_invalid),
        cmocka_unit_test(inclusion__missing_node_is_passed_up),
        cmocka_unit_test(consistency__proofs_to_7_are_those_of_the_vector),
        cmocka_unit_test(consistency__every_pair_of_sizes_verifies),
        cmocka_unit_test(consistency__equal_and_empty_old_trees_need_no_hashes),
        cmocka_unit_test(consistency__shrinking_tree_is_invalid),
        cmocka_unit_test(chain__digest_covers_the_one_before_and_the_leaf),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
