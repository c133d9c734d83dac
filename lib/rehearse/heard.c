/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a run's records. */
#include "rehearse/heard.h"

static bool has(const ing_heard *heard, ing_text word)
{
    bool found = false;

    for (size_t i = 0; i < heard->count && !found; i++)
        found = ing_text_equal(heard->words[i], word);
    return found;
}

static libing_status add(ing_heard *heard, ing_text word, ing_arena *arena, libing_error *err)
{
    char *copy = ing_arena_text(arena, word.ptr, word.len);

    if (copy == NULL)
        return ing_fail_nomem(err);
    heard->words[heard->count++] = (ing_text){ copy, word.len };
    return LIBING_OK;
}

static libing_status collect(const ing_run *run, ing_arena *arena, ing_heard *out, libing_error *err)
{
    ing_arena reading = ING_ARENA_INIT;
    int64_t size = ing_store_size(run->engine->store);
    libing_status status = LIBING_OK;

    out->words = ing_arena_new(arena, (size_t)size, sizeof *out->words);
    if (out->words == NULL)
        return ing_fail_nomem(err);
    for (int64_t seq = 0; seq < size && status == LIBING_OK; seq++) {
        ing_record record;

        ing_arena_reset(&reading);
        status = ing_store_read(run->engine->store, seq, &reading, &record, err);
        if (status == LIBING_OK && !has(out, record.word))
            status = add(out, record.word, arena, err);
    }
    ing_arena_free(&reading);
    return status;
}

libing_status ing_heard_collect(const ing_run *run, ing_arena *arena, ing_heard *out, libing_error *err)
{
    libing_status status = ing_run_look(run, err);

    if (status != LIBING_OK)
        return status;
    status = collect(run, arena, out, err);
    ing_run_look_away(run);
    return status;
}

bool ing_heard_concerns(const ing_heard *heard, const ing_rule *rule)
{
    bool found = false;

    for (size_t i = 0; i < rule->on_count && !found; i++)
        found = has(heard, rule->on[i]);
    return found;
}
