/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the table `tree`: the nodes that a record adds, packed 128 to a page. The page that grows stays
 * in memory and is written at commit; a full page is written once. */
#include "store/internal.h"

#include <inttypes.h>

static libing_status fail_no_node(uint64_t id, libing_status code, libing_error *err)
{
    return ing_fail(err, code, "store.no_node", "the tree has no node %" PRIu64,
                    "哈希树没有第 %" PRIu64 " 个节点", id);
}

/* Fetch page `page` into the read buffer; a page that is not there, or holds no whole hashes, is empty. */
static libing_status fetch_page(ing_store *store, uint64_t page, libing_error *err)
{
    ing_tree *tree = &store->tree;
    ing_stmt *stmt = NULL;
    ing_text hashes = ING_TEXT_NONE;
    libing_status status =
        ing_db_prepare(store->db, "SELECT hashes FROM tree WHERE page = ?1", &stmt, err);

    tree->read_page = -1;
    tree->read_len = 0;
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, (int64_t)page);
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_OK)
        hashes = ing_stmt_blob(stmt, 0);
    if (hashes.len > 0 && hashes.len <= ING_TREE_PAGE_BYTES && hashes.len % ING_DIGEST_BYTES == 0) {
        tree->read_len = hashes.len;
        memcpy(tree->read, hashes.ptr, tree->read_len);
    }
    ing_stmt_reset(stmt);
    if (status == LIBING_OK)
        tree->read_page = (int64_t)page;
    return status == LIBING_DONE ? LIBING_OK : status;
}

libing_status ing_store_node(ing_store *store, uint64_t id, ing_digest *out, libing_error *err)
{
    ing_store *log = ing_store_log(store);
    ing_tree *tree = &log->tree;
    uint64_t page = id / ING_TREE_PAGE_NODES;
    size_t at = (size_t)(id % ING_TREE_PAGE_NODES) * ING_DIGEST_BYTES;

    if (page > INT64_MAX)
        return fail_no_node(id, LIBING_ERR_NOTFOUND, err);
    if (tree->is_ready && page == tree->page && at < (size_t)tree->count * ING_DIGEST_BYTES) {
        memcpy(out->bytes, tree->hashes + at, ING_DIGEST_BYTES);
        return LIBING_OK;
    }
    /* A node never changes, so a page read before is good for every node that it held then. */
    if (tree->read_page != (int64_t)page || at + ING_DIGEST_BYTES > tree->read_len) {
        libing_status status = fetch_page(log, page, err);
        if (status != LIBING_OK)
            return status;
    }
    if (at + ING_DIGEST_BYTES > tree->read_len)
        return fail_no_node(id, LIBING_ERR_NOTFOUND, err);
    memcpy(out->bytes, tree->read + at, ING_DIGEST_BYTES);
    return LIBING_OK;
}

/* The frontier of the first `size` records, from stored peaks. */
static libing_status read_frontier(ing_store *store, int64_t size, ing_frontier *out, libing_error *err)
{
    uint64_t ids[64];
    uint32_t levels[64];
    libing_status status = LIBING_OK;

    *out = (ing_frontier)ING_FRONTIER_INIT;
    out->size = (uint64_t)size;
    out->count = ing_frontier_ids(out->size, ids, levels);
    for (uint32_t i = 0; i < out->count && status == LIBING_OK; i++) {
        out->peaks[i].level = levels[i];
        status = ing_store_node(store, ids[i], &out->peaks[i].hash, err);
        if (status == LIBING_ERR_NOTFOUND)
            status = fail_no_node(ids[i], LIBING_ERR_DAMAGED, err);
    }
    return status;
}

/* Bring frontier and growing page in step with the file. */
static libing_status make_ready(ing_store *store, libing_error *err)
{
    ing_tree *tree = &store->tree;
    uint64_t nodes = ing_node_count((uint64_t)store->size);
    libing_status status;

    if (tree->is_ready)
        return LIBING_OK;
    status = read_frontier(store, store->size, &tree->frontier, err);
    tree->page = nodes / ING_TREE_PAGE_NODES;
    tree->count = (uint32_t)(nodes % ING_TREE_PAGE_NODES);
    if (status == LIBING_OK && tree->count > 0)
        status = fetch_page(store, tree->page, err);
    if (status != LIBING_OK)
        return status;
    if (tree->count > 0 && tree->read_len != (size_t)tree->count * ING_DIGEST_BYTES)
        return fail_no_node(nodes - 1, LIBING_ERR_DAMAGED, err);
    memcpy(tree->hashes, tree->read, (size_t)tree->count * ING_DIGEST_BYTES);
    tree->is_ready = true;
    tree->is_dirty = false;
    return LIBING_OK;
}

static libing_status write_page(ing_store *store, libing_error *err)
{
    const ing_tree *tree = &store->tree;
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        store->db, "INSERT OR REPLACE INTO tree(page, hashes) VALUES(?1, ?2)", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, (int64_t)tree->page);
    ing_stmt_bind_blob(stmt, 2, tree->hashes, (size_t)tree->count * ING_DIGEST_BYTES);
    return ing_stmt_finish(stmt, err);
}

static libing_status take_node(void *ctx, uint64_t id, const ing_digest *hash, libing_error *err)
{
    ing_store *store = ctx;
    ing_tree *tree = &store->tree;
    libing_status status = LIBING_OK;

    ing_check(id == tree->page * ING_TREE_PAGE_NODES + tree->count);
    (void)id;
    memcpy(tree->hashes + (size_t)tree->count * ING_DIGEST_BYTES, hash->bytes, ING_DIGEST_BYTES);
    tree->count++;
    tree->is_dirty = true;
    if (tree->count < ING_TREE_PAGE_NODES)
        return LIBING_OK;
    status = write_page(store, err);
    tree->page++;
    tree->count = 0;
    tree->is_dirty = false;
    return status;
}

libing_status ing_tree_add(ing_store *store, const ing_digest *leaf, libing_error *err)
{
    libing_status status = make_ready(store, err);
    if (status != LIBING_OK)
        return status;
    return ing_frontier_add(&store->tree.frontier, store->hasher, leaf, take_node, store, err);
}

libing_status ing_tree_flush(ing_store *store, libing_error *err)
{
    libing_status status = LIBING_OK;
    if (store->tree.is_dirty)
        status = write_page(store, err);
    if (status == LIBING_OK)
        store->tree.is_dirty = false;
    return status;
}

void ing_tree_drop(ing_store *store)
{
    store->tree.is_ready = false;
    store->tree.is_dirty = false;
    store->tree.read_page = -1;
    store->tree.read_len = 0;
}

libing_status ing_store_tree_extent(ing_store *store, int64_t *nodes, libing_error *err)
{
    int64_t page = 0, bytes = 0;
    ing_stmt *stmt = NULL;
    bool found;
    libing_status status =
        ing_schema_integer(store->db, "SELECT page FROM tree ORDER BY page LIMIT 1", &page, &found, err);

    *nodes = page == 0 ? 0 : -1; /* the first page is page 0 */
    if (status == LIBING_OK && found && page == 0)
        status = ing_db_prepare(
            store->db, "SELECT page, length(hashes) FROM tree ORDER BY page DESC LIMIT 1", &stmt, err);
    if (status != LIBING_OK || stmt == NULL)
        return status;
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_OK) {
        page = ing_stmt_integer(stmt, 0);
        bytes = ing_stmt_integer(stmt, 1);
    }
    ing_stmt_reset(stmt);
    *nodes = -1;
    if (bytes > 0 && bytes <= ING_TREE_PAGE_BYTES && bytes % ING_DIGEST_BYTES == 0 &&
        page < INT64_MAX / ING_TREE_PAGE_NODES - 1)
        *nodes = page * ING_TREE_PAGE_NODES + bytes / ING_DIGEST_BYTES;
    return status == LIBING_DONE ? LIBING_OK : status;
}

libing_status ing_store_root(ing_store *store, ing_digest *out, libing_error *err)
{
    ing_frontier frontier;
    libing_status status;

    if (store->tree.is_ready)
        return ing_frontier_root(&store->tree.frontier, store->hasher, out, err);
    status = read_frontier(store, store->size, &frontier, err);
    if (status == LIBING_OK)
        status = ing_frontier_root(&frontier, store->hasher, out, err);
    return status;
}
