/* SPDX-License-Identifier: Apache-2.0 */
/* The records of a case that is judged anew, and how its decisions stand there. */
#include "engine/anew.h"

#include "engine/source_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* --- what it holds ------------------------------------------------------------------------------ */

void ing_anew_free(ing_anew *anew)
{
    ing_map_free(&anew->standings);
}

static libing_status set_standing(ing_anew *anew, int64_t seq, const char *standing, libing_error *err)
{
    char key[24];
    const char *kept;
    char *value = ing_arena_text(anew->arena, standing, strlen(standing));

    (void)snprintf(key, sizeof key, "%" PRId64, seq);
    kept = ing_arena_text(anew->arena, key, strlen(key));
    if (kept == NULL || value == NULL || !ing_map_put(&anew->standings, ing_text_of(kept), value))
        return ing_fail_nomem(err);
    return LIBING_OK;
}

static libing_status stand(ing_anew *anew, const ing_record *record, libing_error *err)
{
    if (ing_text_is(record->type, "decision"))
        return set_standing(anew, record->seq,
                            ing_json_get(record->data, "blocked") == NULL ? "in" : "out", err);
    if (ing_text_is(record->type, "decision.revoked") || ing_text_is(record->type, "decision.declined"))
        return set_standing(anew, ing_json_integer(record->data, "decision", -1), "out", err);
    return LIBING_OK;
}

static libing_status make_room(ing_anew *anew, libing_error *err)
{
    size_t cap = anew->cap == 0 ? 64 : anew->cap * 2;
    const ing_record **grown;

    if (anew->count < anew->cap)
        return LIBING_OK;
    grown = ing_arena_new(anew->arena, cap, sizeof *grown);
    if (grown == NULL)
        return ing_fail_nomem(err);
    if (anew->count > 0)
        memcpy(grown, anew->records, anew->count * sizeof *grown);
    anew->records = grown;
    anew->cap = cap;
    return LIBING_OK;
}

libing_status ing_anew_push(ing_anew *anew, ing_record *record, int64_t place, libing_error *err)
{
    libing_status status = make_room(anew, err);

    if (status != LIBING_OK)
        return status;
    record->turn = (int64_t)anew->count + 1;
    record->place = place;
    if (record->case_id.ptr != NULL && ing_text_equal(record->case_id, anew->case_id))
        record->cv = anew->version++;
    anew->records[anew->count++] = record;
    return stand(anew, record, err);
}

/* --- what is seen ------------------------------------------------------------------------------- */

bool ing_anew_hides_seq(const ing_anew *anew, int64_t seq)
{
    size_t low = 0, high = anew->hidden_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (anew->hidden[middle].end <= seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low < anew->hidden_count && anew->hidden[low].first <= seq;
}

bool ing_anew_hides(const ing_anew *anew, const ing_record *record)
{
    bool is_own = record->case_id.ptr != NULL && ing_text_equal(record->case_id, anew->case_id);

    return is_own || ing_anew_hides_seq(anew, record->seq);
}

const ing_record *ing_anew_find(const ing_anew *anew, int64_t seq)
{
    for (size_t i = anew->count; i > 0; i--) {
        if (anew->records[i - 1]->seq == seq)
            return anew->records[i - 1];
    }
    return NULL;
}

bool ing_anew_in_force(const ing_anew *anew, int64_t seq, bool *out)
{
    char key[24];
    const char *standing;

    (void)snprintf(key, sizeof key, "%" PRId64, seq);
    standing = ing_map_get(&anew->standings, ing_text_of(key));
    *out = standing != NULL && standing[0] == 'i';
    return standing != NULL || ing_anew_hides_seq(anew, seq);
}

/* --- for the source ----------------------------------------------------------------------------- */

libing_status ing_anew_load(ing_source *source, ing_held *held, libing_error *err)
{
    const ing_anew *anew = source->anew;
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < anew->count && held->view.of == ING_ABOUT_CASE && status == LIBING_OK; i++) {
        const ing_record *record = anew->records[i];

        if (record->case_id.ptr != NULL && ing_text_equal(record->case_id, held->view.id))
            status = ing_source_push(source, held, record, err);
    }
    return status;
}

/* A party's records are those about it and about its cases. */
static libing_status is_in_scope(ing_source *source, const ing_view *scope, const ing_record *record,
                                 bool *out, libing_error *err)
{
    const ing_anew *anew = source->anew;
    const ing_view *view = NULL;
    libing_status status;

    *out = scope->of == ING_ABOUT_STORE ||
           (record->party.ptr != NULL && ing_text_equal(record->party, scope->id));
    if (*out || record->case_id.ptr == NULL)
        return LIBING_OK;
    if (ing_text_equal(record->case_id, anew->case_id)) {
        *out = anew->subject.ptr != NULL && ing_text_equal(anew->subject, scope->id);
        return LIBING_OK;
    }
    status = ing_source_case(source, record->case_id, &view, err);
    *out = view != NULL && view->subject.ptr != NULL && ing_text_equal(view->subject, scope->id);
    return status;
}

static int by_registration(const void *a, const void *b)
{
    return ing_record_order(*(const ing_record *const *)a, *(const ing_record *const *)b);
}

libing_status ing_anew_add(ing_source *source, const ing_view *scope, const ing_query *query,
                              const ing_record **items, size_t *count, libing_error *err)
{
    const ing_anew *anew = source->anew;
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < anew->count && status == LIBING_OK; i++) {
        bool is_wanted = false;

        for (size_t k = 0; k < query->word_count && !is_wanted; k++)
            is_wanted = ing_text_equal(query->words[k], anew->records[i]->word);
        if (is_wanted)
            status = is_in_scope(source, scope, anew->records[i], &is_wanted, err);
        if (is_wanted && status == LIBING_OK)
            items[(*count)++] = anew->records[i];
    }
    if (*count > 1)
        qsort(items, *count, sizeof *items, by_registration);
    return status;
}
