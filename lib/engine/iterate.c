/* SPDX-License-Identifier: Apache-2.0 */
/* Iterators over records, decisions and cases: a block at a time, each block in one short read. */
#include "engine/engine.h"

#include "base/mem.h"

#define BLOCK 256

typedef struct block_item {
    int64_t seq;
    ing_text text;
    const char *standing;           /* static; NULL if no decision */
} block_item;

struct libing_iterator {
    libing_engine *engine;          /* referenced */
    libing_status (*fill)(libing_iterator *iterator, libing_error *err);
    ing_arena names;                /* the filter's texts */
    ing_text case_id, rule, action;
    ing_text role;                  /* of an inbox */
    int64_t next_seq;
    ing_numbers numbers;            /* threads of cases, or the seqs of one case */
    size_t next_number;
    ing_arena block;
    block_item items[BLOCK];
    size_t count, at;
    bool is_done;
};

/* --- filling a block ---------------------------------------------------------------------------- */

static const char *standing_word(ing_text standing)
{
    static const char *const words[] = { "in_force", "blocked", "confirmed", "executed", "declined",
                                         "revoked" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (ing_text_is(standing, words[i]))
            return words[i];
    }
    return NULL;
}

static libing_status add_record(libing_iterator *it, int64_t seq, libing_error *err)
{
    block_item *item = &it->items[it->count];
    ing_buf line = ING_BUF_INIT;
    ing_text standing = ING_TEXT_NONE;
    bool in_force = false;
    char *copy;
    libing_status status = ing_store_line(it->engine->store, seq, &line, err);

    if (status != LIBING_OK)
        goto done;
    if (line.len > 0 && line.ptr[line.len - 1] == '\n')
        line.len--;
    copy = ing_arena_text(&it->block, line.ptr, line.len);
    if (copy == NULL) {
        status = ing_fail_nomem(err);
        goto done;
    }
    status = ing_store_standing(it->engine->store, seq, &in_force, &standing, NULL);
    if (status != LIBING_OK && status != LIBING_ERR_NOTFOUND) {
        status = ing_store_fail_read(it->engine->store, status, err);
        goto done;
    }
    *item = (block_item){ seq, { copy, line.len }, status == LIBING_OK ? standing_word(standing) : NULL };
    status = LIBING_OK; /* not found: it is no decision */
    it->count++;
done:
    ing_buf_free(&line);
    return status;
}

static libing_status fill_decisions(libing_iterator *it, libing_error *err)
{
    ing_numbers seqs = ING_NUMBERS_INIT;
    ing_decision_filter filter = { it->case_id, it->action, it->rule, it->next_seq };
    libing_status status = ing_store_decisions(it->engine->store, &filter, BLOCK, &seqs, err);

    for (size_t i = 0; i < seqs.count && status == LIBING_OK; i++) {
        status = add_record(it, seqs.items[i], err);
        it->next_seq = seqs.items[i] + 1;
    }
    ing_numbers_free(&seqs);
    return status;
}

/* Does the decision wait for this role's word; `asking` is for the record alone. */
static libing_status waits_for(libing_iterator *it, int64_t seq, ing_arena *asking, bool *out,
                               libing_error *err)
{
    ing_record record;
    libing_status status;

    ing_arena_reset(asking);
    status = ing_store_read(it->engine->store, seq, asking, &record, err);
    *out = status == LIBING_OK && ing_text_equal(ing_json_text(record.data, "decider"), it->role);
    return status;
}

/* Until there is something for the role, or nothing is left that waits for anybody. */
static libing_status fill_inbox(libing_iterator *it, libing_error *err)
{
    ing_numbers seqs = ING_NUMBERS_INIT;
    ing_arena asking = ING_ARENA_INIT;
    libing_status status;

    do {
        seqs.count = 0;
        status = ing_store_waiting(it->engine->store, it->next_seq, BLOCK, &seqs, err);
        for (size_t i = 0; i < seqs.count && status == LIBING_OK; i++) {
            bool is_for_role = false;

            it->next_seq = seqs.items[i] + 1;
            status = waits_for(it, seqs.items[i], &asking, &is_for_role, err);
            if (status == LIBING_OK && is_for_role)
                status = add_record(it, seqs.items[i], err);
        }
    } while (status == LIBING_OK && seqs.count > 0 && it->count == 0);
    ing_numbers_free(&seqs);
    ing_arena_free(&asking);
    return status;
}

static libing_status fill_records(libing_iterator *it, libing_error *err)
{
    int64_t size = ing_store_size(it->engine->store);
    libing_status status = LIBING_OK;

    while (it->count < BLOCK && it->next_seq < size && status == LIBING_OK)
        status = add_record(it, it->next_seq++, err);
    return status;
}

static libing_status fill_case_records(libing_iterator *it, libing_error *err)
{
    libing_status status = LIBING_OK;

    while (it->count < BLOCK && it->next_number < it->numbers.count && status == LIBING_OK)
        status = add_record(it, it->numbers.items[it->next_number++], err);
    return status;
}

static libing_status add_case(libing_iterator *it, int64_t number, libing_error *err)
{
    block_item *item = &it->items[it->count];
    ing_json_builder summary = ing_json_begin(&it->block);
    ing_numbers seqs = ING_NUMBERS_INIT;
    ing_buf text = ING_BUF_INIT;
    ing_thread thread;
    char *copy = NULL;
    libing_status status = ing_store_thread_by_id(it->engine->store, number, &it->block, &thread, err);

    if (status == LIBING_OK)
        status = ing_store_thread_seqs(it->engine->store, number, 0, &seqs, err);
    if (status != LIBING_OK || seqs.count == 0)
        goto done;
    ing_json_put_text(&summary, "id", thread.name);
    ing_json_put_text(&summary, "kind", thread.kind);
    ing_json_put_text(&summary, "subject", thread.subject);
    ing_json_put_integer(&summary, "version", thread.length - 1);
    ing_json_put_integer(&summary, "opened", seqs.items[0]);
    ing_json_put_integer(&summary, "last", thread.last_seq);
    ing_json_write(ing_json_end_object(&summary), &text);
    copy = text.failed ? NULL : ing_arena_text(&it->block, text.ptr, text.len);
    if (copy == NULL) {
        status = ing_fail_nomem(err);
        goto done;
    }
    *item = (block_item){ seqs.items[0], { copy, text.len }, NULL };
    it->count++;
done:
    ing_numbers_free(&seqs);
    ing_buf_free(&text);
    return status;
}

static libing_status fill_cases(libing_iterator *it, libing_error *err)
{
    libing_status status = LIBING_OK;

    while (it->count < BLOCK && it->next_number < it->numbers.count && status == LIBING_OK)
        status = add_case(it, it->numbers.items[it->next_number++], err);
    return status;
}

/* One short read transaction; the engine's other work waits meanwhile. */
static libing_status refill(libing_iterator *it, libing_error *err)
{
    libing_status status = ing_engine_enter(it->engine, err);

    if (status != LIBING_OK)
        return status;
    it->count = 0;
    it->at = 0;
    ing_arena_reset(&it->block);
    status = ing_engine_begin(it->engine, false, err);
    if (status == LIBING_OK) {
        status = it->fill(it, err);
        ing_engine_end(it->engine, true, &status, err);
    }
    ing_engine_leave(it->engine);
    if (status == LIBING_OK && it->count == 0)
        it->is_done = true;
    return status;
}

libing_status libing_iterator_next(libing_iterator *iterator, libing_item *item, libing_error *err)
{
    const block_item *next;
    libing_status status;

    if (iterator == NULL || item == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "%s is NULL", "%s为NULL",
                        iterator == NULL ? "iterator" : "item");
    if (iterator->at == iterator->count && !iterator->is_done) {
        status = refill(iterator, err);
        if (status != LIBING_OK)
            return status;
    }
    if (iterator->at == iterator->count)
        return LIBING_DONE;
    next = &iterator->items[iterator->at++];
    item->seq = next->seq;
    item->text = next->text.ptr;
    item->len = next->text.len;
    item->standing = next->standing;
    return LIBING_OK;
}

/* --- making and freeing ------------------------------------------------------------------------- */

void libing_iterator_free(libing_iterator *iterator)
{
    if (iterator == NULL)
        return;
    ing_numbers_free(&iterator->numbers);
    ing_arena_free(&iterator->names);
    ing_arena_free(&iterator->block);
    ing_engine_unref(iterator->engine);
    ing_mem_free(iterator);
}

static libing_status copy_name(libing_iterator *it, const char *name, ing_text *out, libing_error *err)
{
    char *copy;

    *out = ING_TEXT_NONE;
    if (name == NULL)
        return LIBING_OK;
    copy = ing_arena_text(&it->names, name, strlen(name));
    *out = (ing_text){ copy, strlen(name) };
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status iterator_new(libing_engine *engine, const libing_filter *filter, libing_iterator **out,
                                  libing_error *err)
{
    libing_filter any = LIBING_FILTER_INIT;
    libing_iterator *it;
    libing_status status;

    if (engine == NULL || out == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "%s is NULL", "%s为NULL",
                        engine == NULL ? "engine" : "out");
    *out = NULL;
    it = ing_mem_new(1, sizeof *it);
    if (it == NULL)
        return ing_fail_nomem(err);
    atomic_fetch_add(&engine->references, 1);
    it->engine = engine;
    if (filter == NULL)
        filter = &any;
    it->next_seq = filter->from_seq;
    status = copy_name(it, filter->case_id, &it->case_id, err);
    if (status == LIBING_OK)
        status = copy_name(it, filter->rule, &it->rule, err);
    if (status == LIBING_OK)
        status = copy_name(it, filter->action, &it->action, err);
    if (status == LIBING_OK)
        *out = it;
    else
        libing_iterator_free(it);
    return status;
}

libing_status libing_decisions(libing_engine *engine, const libing_filter *filter, libing_iterator **out,
                               libing_error *err)
{
    libing_status status = iterator_new(engine, filter, out, err);

    if (status == LIBING_OK)
        (*out)->fill = fill_decisions;
    return status;
}

/* What an iterator walks over is listed once, when it is made. */
static libing_status list_numbers(libing_iterator *it, ing_text kind, libing_error *err)
{
    ing_thread thread;
    libing_status status = ing_engine_enter(it->engine, err);

    if (status != LIBING_OK)
        return status;
    status = ing_engine_begin(it->engine, false, err);
    if (status == LIBING_OK) {
        if (it->case_id.ptr == NULL)
            status = ing_store_cases(it->engine->store, kind, ING_TEXT_NONE, &it->numbers, err);
        else {
            status = ing_store_thread(it->engine->store, ING_THREAD_CASE, it->case_id, &it->names, &thread,
                                      err);
            if (status == LIBING_OK)
                status = ing_store_thread_seqs(it->engine->store, thread.id, 0, &it->numbers, err);
            if (status == LIBING_ERR_NOTFOUND)
                status = ing_fail(err, LIBING_ERR_NOTFOUND, "case.unknown", "no case '%.*s'",
                                  "没有案件“%.*s”", ING_TEXT_ARG(it->case_id));
        }
        ing_engine_end(it->engine, true, &status, err);
    }
    ing_engine_leave(it->engine);
    return status;
}

libing_status libing_records(libing_engine *engine, const libing_filter *filter, libing_iterator **out,
                             libing_error *err)
{
    libing_status status = iterator_new(engine, filter, out, err);

    if (status != LIBING_OK)
        return status;
    (*out)->fill = fill_records;
    if ((*out)->case_id.ptr == NULL)
        return LIBING_OK;
    (*out)->fill = fill_case_records;
    status = list_numbers(*out, ING_TEXT_NONE, err);
    while (status == LIBING_OK && (*out)->next_number < (*out)->numbers.count &&
           (*out)->numbers.items[(*out)->next_number] < (*out)->next_seq)
        (*out)->next_number++;
    if (status != LIBING_OK) {
        libing_iterator_free(*out);
        *out = NULL;
    }
    return status;
}

libing_status libing_cases(libing_engine *engine, const char *kind, libing_iterator **out,
                           libing_error *err)
{
    libing_status status = iterator_new(engine, NULL, out, err);

    if (status != LIBING_OK)
        return status;
    (*out)->fill = fill_cases;
    status = list_numbers(*out, kind != NULL ? ing_text_of(kind) : ING_TEXT_NONE, err);
    if (status != LIBING_OK) {
        libing_iterator_free(*out);
        *out = NULL;
    }
    return status;
}

/* --- an inbox ----------------------------------------------------------------------------------- */

static libing_status fail_role(const ing_pack *newest, ing_text role, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(role);

    for (size_t i = 0; i < newest->roles.count; i++)
        ing_nearest_try(&nearest, newest->roles.items[i].key);
    if (nearest.best.ptr != NULL)
        return ing_fail(err, LIBING_ERR_WORD, "role.unknown", "unknown role '%.*s'; did you mean %.*s?",
                        "没有角色“%.*s”；是否指%.*s？", ING_TEXT_ARG(role), ING_TEXT_ARG(nearest.best));
    return ing_fail(err, LIBING_ERR_WORD, "role.unknown", "unknown role '%.*s'", "没有角色“%.*s”",
                    ING_TEXT_ARG(role));
}

/* A role of any pack that was ever installed; a misspelt one would look like an empty inbox. */
static libing_status check_role(libing_engine *engine, ing_text role, libing_error *err)
{
    ing_numbers packs = ING_NUMBERS_INIT;
    const ing_pack *newest = NULL, *pack = NULL;
    bool is_known = false;
    libing_status status = ing_store_packs(engine->store, &packs, err);

    for (size_t i = packs.count; i > 0 && !is_known && status == LIBING_OK; i--) {
        status = ing_session_pack(&engine->session, packs.items[i - 1], &pack, err);
        newest = newest != NULL ? newest : pack;
        is_known = status == LIBING_OK && ing_map_get(&pack->roles, role) != NULL;
    }
    if (status == LIBING_OK && !is_known && newest != NULL)
        status = fail_role(newest, role, err);
    ing_numbers_free(&packs);
    return status;
}

libing_status libing_inbox(libing_engine *engine, const char *role, libing_iterator **out,
                           libing_error *err)
{
    libing_status status;

    if (role == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "role is NULL", "role为NULL");
    status = iterator_new(engine, NULL, out, err);
    if (status != LIBING_OK)
        return status;
    (*out)->fill = fill_inbox;
    status = copy_name(*out, role, &(*out)->role, err);
    if (status == LIBING_OK)
        status = ing_engine_enter(engine, err);
    if (status == LIBING_OK) {
        status = ing_engine_begin(engine, false, err);
        if (status == LIBING_OK) {
            status = check_role(engine, ing_text_of(role), err);
            ing_engine_end(engine, true, &status, err);
        }
        ing_engine_leave(engine);
    }
    if (status != LIBING_OK) {
        libing_iterator_free(*out);
        *out = NULL;
    }
    return status;
}
