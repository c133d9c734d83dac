/* SPDX-License-Identifier: Apache-2.0 */
/* A case's causes with what they brought about, in the order recorded and in the corrected one. */
#include "engine/review_internal.h"

#include <stdlib.h>

void *ing_review_grow(ing_arena *arena, void *items, size_t *cap, size_t count, size_t size)
{
    size_t wanted = *cap == 0 ? 16 : *cap * 2;
    void *grown;

    if (count < *cap)
        return items;
    grown = ing_arena_new(arena, wanted, size);
    if (grown == NULL)
        return NULL;
    if (count > 0)
        memcpy(grown, items, count * size);
    *cap = wanted;
    return grown;
}

/* --- reading ------------------------------------------------------------------------------------ */

static libing_status read(ing_reviewing *r, int64_t seq, ing_record **out, libing_error *err)
{
    ing_record *record = ing_arena_new(&r->arena, 1, sizeof *record);
    libing_status status;

    *out = record;
    if (record == NULL)
        return ing_fail_nomem(err);
    status = ing_store_read(r->session->store, seq, &r->arena, record, err);
    if (status == LIBING_OK)
        status = ing_source_name(r->session->source, &r->arena, record, err);
    return status;
}

/* Everything up to the next cause; the reports of an earlier review, and what they caused, come last. */
static libing_status read_said(ing_reviewing *r, ing_step *step, int64_t *end, libing_error *err)
{
    int64_t size = ing_store_size(r->session->store);
    size_t cap = 0;
    bool is_review = false;
    libing_status status = LIBING_OK;

    for (*end = step->record->seq + 1; *end < size; ++*end) {
        ing_record *record = NULL;
        ing_said *grown;

        status = read(r, *end, &record, err);
        if (status != LIBING_OK || record->cause < 0)
            break;
        grown = ing_review_grow(&r->arena, step->said, &cap, step->said_count, sizeof *grown);
        if (grown == NULL)
            return ing_fail_nomem(err);
        step->said = grown;
        step->said[step->said_count++] = (ing_said){ record, false };
        is_review = is_review || (record->cause == step->record->seq && ing_text_is(record->rule, "late_record"));
        if (!is_review)
            step->judged_count = step->said_count;
    }
    return status;
}

static libing_status add_step(ing_reviewing *r, int64_t seq, ing_span *span, libing_error *err)
{
    ing_step *step = &r->steps[r->count];
    libing_status status = read(r, seq, &step->record, err);

    *span = (ing_span){ seq + 1, seq + 1 };
    if (status != LIBING_OK)
        return status;
    r->count++;
    step->is_given = step->record->cause >= 0;
    step->is_lapse = ing_text_is(step->record->type, "deadline.lapsed");
    if (!step->is_given)
        status = read_said(r, step, &span->end, err);
    return status;
}

static libing_status read_case(ing_reviewing *r, const ing_numbers *seqs, libing_error *err)
{
    ing_span *hidden = ing_arena_new(&r->arena, seqs->count, sizeof *hidden);
    libing_status status = LIBING_OK;

    r->steps = ing_arena_new(&r->arena, seqs->count, sizeof *r->steps);
    r->order = ing_arena_new(&r->arena, seqs->count, sizeof(ing_step *));
    if (r->steps == NULL || hidden == NULL || r->order == NULL)
        return ing_fail_nomem(err);
    r->anew.hidden = hidden;
    for (size_t i = 0; i < seqs->count && status == LIBING_OK; i++) {
        ing_span *last = &hidden[r->anew.hidden_count];

        if (r->anew.hidden_count > 0 && seqs->items[i] < last[-1].end)
            continue; /* a consequence of the step before */
        status = add_step(r, seqs->items[i], last, err);
        if (last->end > last->first)
            r->anew.hidden_count++;
    }
    return status;
}

/* --- the corrected order ------------------------------------------------------------------------ */

static int by_time(const void *a, const void *b)
{
    const ing_record *left = (*(ing_step *const *)a)->record, *right = (*(ing_step *const *)b)->record;
    int order = ing_moment_order(left->at, right->at);

    return order != 0 ? order : (left->seq > right->seq) - (left->seq < right->seq);
}

static void leave_out_corrected(ing_reviewing *r)
{
    for (size_t i = 0; i < r->count; i++) {
        int64_t corrected = r->steps[i].record->corrects;

        for (size_t k = 0; k < i && corrected >= 0; k++) {
            if (r->steps[k].record->seq == corrected)
                r->steps[k].is_corrected = true;
        }
    }
}

/* The record that the case began with, or what corrected it. */
static const ing_step *beginning(const ing_reviewing *r)
{
    const ing_step *first = &r->steps[0];

    for (size_t i = 1; i < r->count; i++) {
        if (r->steps[i].record->corrects == first->record->seq)
            first = &r->steps[i];
    }
    return first;
}

static libing_status opens(ing_reviewing *r, const ing_record *record, bool *out, libing_error *err)
{
    const ing_pack *pack = NULL;
    const ing_event *event;
    int64_t pack_seq = -1;
    libing_status status;

    *out = false;
    if (record->cause >= 0 || memchr(record->type.ptr, '.', record->type.len) != NULL)
        return LIBING_OK;
    status = ing_session_pack_for(r->session, ing_moment_date(record->at), &pack, &pack_seq, err);
    event = status == LIBING_OK ? ing_pack_event(pack, record->type) : NULL;
    *out = event != NULL && event->opens;
    return status;
}

/* A case cannot run before it began: what is older than its beginning comes right after it, unless that
 * opens a case itself. */
static libing_status begin_first(ing_reviewing *r, libing_error *err)
{
    const ing_step *first = beginning(r);
    ing_step *moved;
    size_t at = 0;
    bool is_open = false;
    libing_status status = LIBING_OK;

    while (r->order[at] != first && !is_open && status == LIBING_OK) {
        status = opens(r, r->order[at]->record, &is_open, err);
        at += is_open ? 0 : 1;
    }
    if (status != LIBING_OK)
        return status;
    moved = r->order[at];
    for (; at > 0; at--)
        r->order[at] = r->order[at - 1];
    r->order[0] = moved;
    return LIBING_OK;
}

static libing_status put_in_order(ing_reviewing *r, libing_error *err)
{
    leave_out_corrected(r);
    for (size_t i = 0; i < r->count; i++) {
        if (!r->steps[i].is_corrected && !r->steps[i].is_lapse)
            r->order[r->order_count++] = &r->steps[i];
    }
    qsort(r->order, r->order_count, sizeof(ing_step *), by_time);
    return begin_first(r, err);
}

/* --- what is alike ------------------------------------------------------------------------------ */

/* The first step of the corrected order at or after a lapse that was recorded when it was over. */
static size_t first_after(const ing_reviewing *r, int64_t second)
{
    size_t at = 0;

    while (at < r->order_count && r->order[at]->record->at.second < second)
        at++;
    return at;
}

/* How far the two orders agree: up to a cause that is older than one before it, or than a lapse. */
static void find_kept(ing_reviewing *r)
{
    int64_t newest = INT64_MIN, newest_lapse = INT64_MIN;
    size_t agreed = 0;
    bool agrees = true;

    r->kept = r->order_count;
    for (size_t i = 0; i < r->count; i++) {
        const ing_step *step = &r->steps[i];
        int64_t second = step->record->at.second;

        if (step->is_lapse) {
            size_t from = second < newest ? first_after(r, second) : r->order_count;

            r->kept = from < r->kept ? from : r->kept;
            newest_lapse = second > newest_lapse ? second : newest_lapse;
            continue;
        }
        agrees = agrees && agreed < r->order_count && r->order[agreed] == step && second >= newest_lapse;
        agreed += agrees ? 1 : 0;
        newest = second > newest ? second : newest;
    }
    r->kept = agreed < r->kept ? agreed : r->kept;
}

libing_status ing_review_collect(ing_reviewing *r, bool *too_long, libing_error *err)
{
    ing_store *store = r->session->store;
    ing_numbers seqs = ING_NUMBERS_INIT;
    ing_thread thread;
    libing_status status =
        ing_store_thread(store, ING_THREAD_CASE, r->cause->case_id, &r->arena, &thread, err);

    *too_long = status == LIBING_OK && thread.length > ING_REVIEW_RECORDS_MAX;
    if (status != LIBING_OK || *too_long)
        return status;
    r->anew = (ing_anew){ .arena = &r->arena, .case_id = thread.name, .subject = thread.subject };
    r->next_seq = ing_store_size(store);
    status = ing_store_thread_seqs(store, thread.id, 0, &seqs, err);
    if (status == LIBING_OK)
        status = read_case(r, &seqs, err);
    ing_numbers_free(&seqs);
    if (status == LIBING_OK)
        status = put_in_order(r, err);
    if (status == LIBING_OK)
        find_kept(r);
    return status;
}
