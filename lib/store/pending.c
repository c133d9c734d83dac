/* SPDX-License-Identifier: Apache-2.0 */
/* Owns the rows of `entry` and `keyed` that a transaction has made and not yet written. They are
 * written sorted by key; until then readers find them through chains by hash, newest first. */
#include "store/internal.h"

#include "base/mem.h"

#include <stdlib.h>

#define ROWS_MAX ((size_t)1 << 18)  /* then they are written before the transaction ends */

static uint32_t *entry_head(ing_pending *pending, int64_t thread)
{
    return &pending->entry_heads[(uint64_t)thread & (ING_CHAIN_HEADS - 1)];
}

static uint32_t *keyed_head(ing_pending *pending, int64_t word, ing_text value)
{
    uint32_t hash = UINT32_C(2166136261) ^ (uint32_t)word;
    for (size_t i = 0; i < value.len; i++)
        hash = (hash ^ (uint8_t)value.ptr[i]) * UINT32_C(16777619);
    return &pending->keyed_heads[(hash ^ hash >> 16) & (ING_CHAIN_HEADS - 1)];
}

/* The run that the file holds as the thread's last: it was written before its end was known. */
static libing_status read_last_run(ing_store *store, int64_t thread, ing_entry_row *out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        store->db, "SELECT n, seq, count FROM entry WHERE thread = ?1 ORDER BY n DESC LIMIT 1", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, thread);
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_OK) {
        out->n = ing_stmt_integer(stmt, 0);
        out->seq = ing_stmt_integer(stmt, 1);
        out->count = ing_stmt_integer(stmt, 2);
    }
    ing_stmt_reset(stmt);
    return status == LIBING_DONE ? LIBING_OK : status;
}

static ing_entry_row *newest_run(const ing_store *store, int64_t thread)
{
    const ing_pending *pending = &store->pending;
    uint32_t at = pending->entry_heads[(uint64_t)thread & (ING_CHAIN_HEADS - 1)];

    while (at != 0 && pending->entries[at - 1].thread != thread)
        at = pending->entries[at - 1].next;
    return at != 0 ? &pending->entries[at - 1] : NULL;
}

static libing_status add_entry(ing_store *store, ing_entry_row row, libing_error *err)
{
    ing_pending *pending = &store->pending;
    uint32_t *head = entry_head(pending, row.thread);
    ing_entry_row *rows =
        ing_rows_grow(pending->entries, &pending->entry_cap, pending->entry_count, sizeof *rows);

    if (rows == NULL)
        return ing_fail_nomem(err);
    pending->entries = rows;
    row.next = *head;
    rows[pending->entry_count++] = row;
    *head = (uint32_t)pending->entry_count;
    return pending->entry_count < ROWS_MAX ? LIBING_OK : ing_pending_flush(store, err);
}

libing_status ing_pending_entry(ing_store *store, const ing_thread_row *thread, int64_t seq, bool extends,
                                libing_error *err)
{
    ing_entry_row row = { thread->id, thread->length, seq, 0, 0 };
    ing_entry_row *newest = extends ? newest_run(store, thread->id) : NULL;
    libing_status status = LIBING_OK;

    if (newest != NULL) {
        newest->count++;
        return LIBING_OK;
    }
    if (extends)
        status = read_last_run(store, thread->id, &row, err);
    row.count++;
    return status == LIBING_OK ? add_entry(store, row, err) : status;
}

libing_status ing_pending_keyed(ing_store *store, int64_t word, ing_text value, int64_t seq,
                                libing_error *err)
{
    ing_pending *pending = &store->pending;
    uint32_t *head = keyed_head(pending, word, value);
    ing_keyed_row *rows =
        ing_rows_grow(pending->keyed, &pending->keyed_cap, pending->keyed_count, sizeof *rows);
    ing_text copy = { NULL, value.len };

    if (rows != NULL) {
        pending->keyed = rows;
        copy.ptr = ing_arena_text(&pending->arena, value.ptr, value.len);
    }
    if (copy.ptr == NULL)
        return ing_fail_nomem(err);
    rows[pending->keyed_count++] = (ing_keyed_row){ word, seq, copy, *head };
    *head = (uint32_t)pending->keyed_count;
    return pending->keyed_count < ROWS_MAX ? LIBING_OK : ing_pending_flush(store, err);
}

/* Chains give the newest first, lists are ascending. */
static void reverse_from(ing_numbers *numbers, size_t first)
{
    for (size_t a = first, b = numbers->count; a + 1 < b; a++, b--) {
        int64_t kept = numbers->items[a];
        numbers->items[a] = numbers->items[b - 1];
        numbers->items[b - 1] = kept;
    }
}

int64_t ing_pending_first_n(const ing_store *store, int64_t thread)
{
    const ing_pending *pending = &store->pending;
    uint32_t at = pending->entry_heads[(uint64_t)thread & (ING_CHAIN_HEADS - 1)];
    int64_t first = INT64_MAX;

    for (; at != 0; at = pending->entries[at - 1].next) {
        if (pending->entries[at - 1].thread == thread)
            first = pending->entries[at - 1].n;
    }
    return first;
}

libing_status ing_pending_entries_of(ing_store *store, int64_t thread, int64_t from_n, ing_numbers *out,
                                     libing_error *err)
{
    ing_pending *pending = &store->pending;
    size_t first = out->count;
    libing_status status = LIBING_OK;

    for (uint32_t at = *entry_head(pending, thread); at != 0 && status == LIBING_OK;) {
        const ing_entry_row *row = &pending->entries[at - 1];
        int64_t low = row->n < from_n ? from_n - row->n : 0;
        for (int64_t i = row->count; i > low && row->thread == thread && status == LIBING_OK; i--)
            status = ing_numbers_add(out, row->seq + i - 1, err);
        at = row->next;
    }
    reverse_from(out, first);
    return status;
}

libing_status ing_pending_keyed_of(ing_store *store, int64_t word, ing_text value, ing_numbers *out,
                                   libing_error *err)
{
    ing_pending *pending = &store->pending;
    size_t first = out->count;
    libing_status status = LIBING_OK;

    for (uint32_t at = *keyed_head(pending, word, value); at != 0 && status == LIBING_OK;) {
        const ing_keyed_row *row = &pending->keyed[at - 1];
        /* A list that holds a value twice has two rows. */
        bool repeats = out->count > first && out->items[out->count - 1] == row->seq;
        if (row->word == word && ing_text_equal(row->value, value) && !repeats)
            status = ing_numbers_add(out, row->seq, err);
        at = row->next;
    }
    reverse_from(out, first);
    return status;
}

/* What is pending lies in chains by value: a range has to look at all of it, once for a transaction's words. */
libing_status ing_pending_keyed_in(ing_store *store, int64_t word, ing_text low, ing_text high,
                                   ing_numbers *out, libing_error *err)
{
    const ing_pending *pending = &store->pending;
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < pending->keyed_count && status == LIBING_OK; i++) {
        const ing_keyed_row *row = &pending->keyed[i];
        bool is_in = row->word == word && (low.ptr == NULL || ing_text_order(low, row->value) <= 0) &&
                     (high.ptr == NULL || ing_text_order(row->value, high) < 0);
        if (is_in)
            status = ing_numbers_add(out, row->seq, err);
    }
    return status;
}

static int by_thread_and_n(const void *a, const void *b)
{
    const ing_entry_row *row_a = a, *row_b = b;
    if (row_a->thread != row_b->thread)
        return row_a->thread < row_b->thread ? -1 : 1;
    return (row_a->n > row_b->n) - (row_a->n < row_b->n);
}

static int by_word_and_value(const void *a, const void *b)
{
    const ing_keyed_row *row_a = a, *row_b = b;
    int order;
    if (row_a->word != row_b->word)
        return row_a->word < row_b->word ? -1 : 1;
    order = ing_text_order(row_a->value, row_b->value);
    if (order != 0)
        return order;
    return (row_a->seq > row_b->seq) - (row_a->seq < row_b->seq);
}

static libing_status write_entries(ing_store *store, libing_error *err)
{
    ing_pending *pending = &store->pending;
    ing_stmt *stmt = NULL;
    libing_status status =
        ing_db_prepare(store->db,
                       "INSERT INTO entry(thread, n, seq, count) VALUES(?1, ?2, ?3, ?4)"
                       " ON CONFLICT DO UPDATE SET count = ?4",
                       &stmt, err);

    if (pending->entry_count > 1)
        qsort(pending->entries, pending->entry_count, sizeof *pending->entries, by_thread_and_n);
    for (size_t i = 0; i < pending->entry_count && status == LIBING_OK; i++) {
        ing_stmt_bind_integer(stmt, 1, pending->entries[i].thread);
        ing_stmt_bind_integer(stmt, 2, pending->entries[i].n);
        ing_stmt_bind_integer(stmt, 3, pending->entries[i].seq);
        ing_stmt_bind_integer(stmt, 4, pending->entries[i].count);
        status = ing_stmt_finish(stmt, err);
    }
    return status;
}

static libing_status write_keyed(ing_store *store, libing_error *err)
{
    ing_pending *pending = &store->pending;
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        store->db, "INSERT INTO keyed(word, value, seq) VALUES(?1, ?2, ?3)", &stmt, err);

    if (pending->keyed_count > 1)
        qsort(pending->keyed, pending->keyed_count, sizeof *pending->keyed, by_word_and_value);
    for (size_t i = 0; i < pending->keyed_count && status == LIBING_OK; i++) {
        const ing_keyed_row *row = &pending->keyed[i];
        if (i > 0 && by_word_and_value(row - 1, row) == 0)
            continue;
        ing_stmt_bind_integer(stmt, 1, row->word);
        ing_stmt_bind_text(stmt, 2, row->value);
        ing_stmt_bind_integer(stmt, 3, row->seq);
        status = ing_stmt_finish(stmt, err);
    }
    return status;
}

libing_status ing_pending_flush(ing_store *store, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (store->pending.entry_count > 0)
        status = write_entries(store, err);
    if (status == LIBING_OK && store->pending.keyed_count > 0)
        status = write_keyed(store, err);
    ing_pending_drop(store);
    return status;
}

void ing_pending_drop(ing_store *store)
{
    ing_pending *pending = &store->pending;

    if (pending->entry_count > 0)
        memset(pending->entry_heads, 0, sizeof pending->entry_heads);
    if (pending->keyed_count > 0)
        memset(pending->keyed_heads, 0, sizeof pending->keyed_heads);
    pending->entry_count = pending->keyed_count = 0;
    ing_arena_reset(&pending->arena);
}

void ing_pending_free(ing_store *store)
{
    ing_arena_free(&store->pending.arena);
    ing_mem_free(store->pending.entries);
    ing_mem_free(store->pending.keyed);
}
