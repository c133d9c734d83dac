/* SPDX-License-Identifier: Apache-2.0 */
/* The world over a store: views of cases, parties and the store, and the cases that are kept.
 *
 * Two arenas: views live until everything is dropped; records live for a generation, so that a cause
 * that visits every case of a store can let them go on the way. */
#include "engine/source.h"

#include "base/map.h"
#include "base/mem.h"
#include "engine/source_internal.h"

static libing_status world_view(void *ctx, ing_about of, ing_text id, const ing_view **out,
                                libing_error *err);

/* --- lifetime ----------------------------------------------------------------------------------- */

static void bind_world(ing_source *source)
{
    source->world = (ing_world){
        .ctx = source,
        .view = world_view,
        .case_records = ing_source_case_records,
        .records = ing_source_records,
        .ranged = ing_source_ranged,
        .record = ing_source_numbered,
        .latest = ing_source_latest,
        .cases = ing_source_cases,
        .parties = ing_source_parties,
        .in_force = ing_source_in_force,
    };
}

libing_status ing_source_new(ing_store *store, size_t cache_bytes, ing_source **out, libing_error *err)
{
    ing_source *source = ing_mem_new(1, sizeof *source);

    *out = NULL;
    if (source == NULL)
        return ing_fail_nomem(err);
    source->store = store;
    source->cache_bytes = cache_bytes;
    source->bound = -1;
    source->whole.view.of = ING_ABOUT_STORE;
    source->whole.view.id = ING_TEXT_LIT("");
    source->whole.view.kind = ING_TEXT_LIT("store");
    bind_world(source);
    *out = source;
    return LIBING_OK;
}

void ing_source_use(ing_source *source, ing_store *store)
{
    source->store = store;
}

void ing_source_free(ing_source *source)
{
    if (source == NULL)
        return;
    ing_map_free(&source->cases);
    ing_map_free(&source->parties);
    ing_arena_free(&source->views);
    ing_arena_free(&source->records);
    ing_mem_free(source);
}

const ing_world *ing_source_world(const ing_source *source)
{
    return &source->world;
}

void ing_source_drop(ing_source *source)
{
    ing_map_free(&source->cases);
    ing_map_free(&source->parties);
    source->cases = (ing_map)ING_MAP_INIT;
    source->parties = (ing_map)ING_MAP_INIT;
    ing_arena_reset(&source->views);
    ing_arena_reset(&source->records);
    source->generation++;
}

void ing_source_trim(ing_source *source)
{
    if (source->records.used_bytes <= source->cache_bytes)
        return;
    ing_arena_reset(&source->records);
    source->generation++;
}

void ing_source_settle(ing_source *source)
{
    if (source->records.used_bytes + source->views.used_bytes > source->cache_bytes)
        ing_source_drop(source);
}

void ing_source_look_back(ing_source *source, int64_t seq, bool has_day, ing_date day)
{
    ing_source_drop(source);
    source->bound = seq;
    source->has_day = has_day;
    source->day = day;
}

/* --- views -------------------------------------------------------------------------------------- */

static ing_held *hold(ing_source *source, ing_map *map, ing_about of, ing_text id, libing_error *err)
{
    ing_held *held = ing_arena_new(&source->views, 1, sizeof *held);
    char *copy = ing_arena_text(&source->views, id.ptr, id.len);

    if (held == NULL || copy == NULL)
        goto nomem;
    held->view.of = of;
    held->view.id = (ing_text){ copy, id.len };
    held->thread = -1;
    held->generation = source->generation - 1;
    if (!ing_map_put(map, held->view.id, held))
        goto nomem;
    return held;
nomem:
    (void)ing_fail_nomem(err);
    return NULL;
}

static void describe(ing_held *held, const ing_thread *thread)
{
    held->thread = thread->id;
    held->view.kind = thread->kind;
    held->view.subject = thread->subject;
}

/* Views are handed out for whatever the file knows; a party's thread may be missing although cases
 * name it as their subject, so only a case can be unknown. */
static libing_status find(ing_source *source, ing_about of, ing_text id, ing_held **out, libing_error *err)
{
    ing_map *map = of == ING_ABOUT_CASE ? &source->cases : &source->parties;
    ing_held *held = ing_map_get(map, id);
    ing_thread thread;
    libing_status status;

    *out = held;
    if (held != NULL)
        return LIBING_OK;
    status = ing_store_thread(source->store, of == ING_ABOUT_CASE ? ING_THREAD_CASE : ING_THREAD_PARTY,
                              id, &source->views, &thread, NULL);
    if (status == LIBING_ERR_NOTFOUND && of == ING_ABOUT_CASE)
        return LIBING_OK;
    if (status != LIBING_OK && status != LIBING_ERR_NOTFOUND)
        return ing_store_fail_read(source->store, status, err);
    held = hold(source, map, of, id, err);
    if (held == NULL)
        return LIBING_ERR_NOMEM;
    if (status == LIBING_OK)
        describe(held, &thread);
    else
        held->view.kind = ing_party_kind_of(held->view.id);
    *out = held;
    return LIBING_OK;
}

ing_text ing_party_kind_of(ing_text party)
{
    const char *colon = party.len > 0 ? memchr(party.ptr, ':', party.len) : NULL;

    return colon != NULL ? (ing_text){ party.ptr, (size_t)(colon - party.ptr) } : ING_TEXT_NONE;
}

libing_status ing_source_find(ing_source *source, const ing_view *view, ing_held **out, libing_error *err)
{
    if (view->of == ING_ABOUT_STORE) {
        *out = &source->whole;
        return LIBING_OK;
    }
    return find(source, view->of, view->id, out, err);
}

libing_status ing_source_case(ing_source *source, ing_text id, const ing_view **out, libing_error *err)
{
    ing_held *held = NULL;
    libing_status status = find(source, ING_ABOUT_CASE, id, &held, err);

    *out = held != NULL ? &held->view : NULL;
    return status;
}

libing_status ing_source_begin_case(ing_source *source, ing_text id, libing_error *err)
{
    ing_held *held = ing_map_get(&source->cases, id);

    if (held == NULL)
        held = hold(source, &source->cases, ING_ABOUT_CASE, id, err);
    if (held == NULL)
        return LIBING_ERR_NOMEM;
    held->generation = source->generation; /* loaded: it has no records yet */
    held->count = 0;
    held->cap = 0;
    held->records = NULL;
    held->newest_day = ING_DATE_MIN;
    held->newest_second = INT64_MIN;
    return LIBING_OK;
}

/* Looking back, a case exists once a record within the bound speaks of it. Read aside: many cases may be
 * asked about at once, and what was handed out earlier must stay. */
static libing_status is_within_bound(ing_source *source, const ing_held *held, bool *out,
                                     libing_error *err)
{
    ing_arena aside = ING_ARENA_INIT;
    ing_numbers seqs = ING_NUMBERS_INIT;
    libing_status status = LIBING_OK;

    *out = held->view.of != ING_ABOUT_CASE || (source->bound < 0 && !source->has_day) ||
           (source->anew != NULL && ing_text_equal(source->anew->case_id, held->view.id));
    if (!*out && held->thread >= 0)
        status = ing_store_thread_seqs(source->store, held->thread, 0, &seqs, err);
    for (size_t i = 0; i < seqs.count && !*out && status == LIBING_OK; i++) {
        ing_record record;

        ing_arena_reset(&aside);
        status = ing_store_read(source->store, seqs.items[i], &aside, &record, err);
        *out = status == LIBING_OK && ing_source_is_within(source, &record);
    }
    ing_numbers_free(&seqs);
    ing_arena_free(&aside);
    return status;
}

static libing_status world_view(void *ctx, ing_about of, ing_text id, const ing_view **out,
                                libing_error *err)
{
    ing_source *source = ctx;
    ing_held *held = &source->whole;
    bool within = true;
    libing_status status = LIBING_OK;

    *out = NULL;
    if (of != ING_ABOUT_STORE)
        status = find(source, of, id, &held, err);
    if (status == LIBING_OK && held != NULL)
        status = is_within_bound(source, held, &within, err);
    if (status == LIBING_OK && held != NULL && within)
        *out = &held->view;
    return status;
}

/* --- many views --------------------------------------------------------------------------------- */

static libing_status view_of_thread(ing_source *source, ing_about of, int64_t number,
                                    const ing_view **out, libing_error *err)
{
    ing_map *map = of == ING_ABOUT_CASE ? &source->cases : &source->parties;
    ing_thread thread;
    ing_held *held;
    bool within = true;
    libing_status status = ing_store_thread_by_id(source->store, number, &source->views, &thread, err);

    *out = NULL;
    if (status != LIBING_OK)
        return status;
    held = ing_map_get(map, thread.name);
    if (held == NULL)
        held = hold(source, map, of, thread.name, err);
    if (held == NULL)
        return LIBING_ERR_NOMEM;
    describe(held, &thread);
    status = is_within_bound(source, held, &within, err);
    if (status == LIBING_OK && within)
        *out = &held->view;
    return status;
}

static libing_status views_of_threads(ing_source *source, ing_about of, const ing_numbers *numbers,
                                      ing_views *out, libing_error *err)
{
    const ing_view **items = ing_arena_new(&source->views, numbers->count + 1, sizeof *items);
    libing_status status = LIBING_OK;

    *out = (ing_views){ NULL, 0 };
    if (items == NULL)
        return ing_fail_nomem(err);
    out->items = items;
    for (size_t i = 0; i < numbers->count && status == LIBING_OK; i++) {
        const ing_view *view = NULL;
        status = view_of_thread(source, of, numbers->items[i], &view, err);
        if (view != NULL)
            items[out->count++] = view;
    }
    return status;
}

libing_status ing_source_cases(void *ctx, ing_text kind, ing_text subject, ing_views *out,
                               libing_error *err)
{
    ing_source *source = ctx;
    ing_numbers numbers = ING_NUMBERS_INIT;
    libing_status status = ing_store_cases(source->store, kind, subject, &numbers, err);

    if (status == LIBING_OK)
        status = views_of_threads(source, ING_ABOUT_CASE, &numbers, out, err);
    ing_numbers_free(&numbers);
    return status;
}

libing_status ing_source_parties(void *ctx, ing_text kind, ing_views *out, libing_error *err)
{
    ing_source *source = ctx;
    ing_numbers numbers = ING_NUMBERS_INIT;
    libing_status status = ing_store_parties(source->store, kind, &numbers, err);

    if (status == LIBING_OK)
        status = views_of_threads(source, ING_ABOUT_PARTY, &numbers, out, err);
    ing_numbers_free(&numbers);
    return status;
}
