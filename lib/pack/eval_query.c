/* SPDX-License-Identifier: Apache-2.0 */
/* Queries over records, cases and parties: first, last, count, sum, list. */
#include "pack/eval.h"

#include <stdlib.h>

static bool has_word(const ing_query *query, ing_text word)
{
    bool found = false;
    for (size_t i = 0; i < query->word_count && !found; i++)
        found = ing_text_equal(query->words[i], word);
    return found;
}

/* --- what a query goes through ------------------------------------------------------------------ */

/* *out NULL: the scope is not known, nothing answers. */
static libing_status find_scope(const ing_eval *at, const ing_query *query, ing_value *out,
                                libing_error *err)
{
    *out = ing_value_none();
    const ing_view *view = at->subject;
    bool before = at->before;
    libing_status status = LIBING_OK;
    if (query->scope != NULL) {
        ing_value value;
        status = ing_eval_value(at, query->scope, &value, err);
        if (status == LIBING_OK)
            status = ing_eval_view(at, &value, query->scope->type, &view, err);
        before = at->before || (value.kind == ING_VALUE_VIEW && value.truth);
    }
    if (status == LIBING_OK && view != NULL) {
        out->kind = ING_VALUE_VIEW;
        out->view = view;
        out->truth = before;
    }
    return status;
}

static libing_status atom_of(const ing_eval *at, const ing_query *query, bool *is_known,
                             const ing_json **out, libing_error *err)
{
    *out = NULL;
    *is_known = true;
    if (query->atom_value == NULL)
        return LIBING_OK;
    ing_value value;
    libing_status status = ing_eval_value(at, query->atom_value, &value, err);
    if (status != LIBING_OK)
        return status;
    *is_known = value.kind != ING_VALUE_UNKNOWN;
    *out = ing_value_write(&value, at->judgement->pack->zone_seconds, at->judgement->arena);
    return *is_known && *out == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status records_of(const ing_eval *at, const ing_query *query, const ing_view *scope,
                                ing_records *out, libing_error *err)
{
    const ing_world *world = at->judgement->world;
    const ing_json *atom = NULL;
    bool is_known = true;
    *out = (ing_records){ NULL, 0 };
    if (scope->of == ING_ABOUT_CASE)
        return ing_eval_case_records(at, scope, out, err);
    if (query->period != ING_PERIOD_ANY && at->judgement->has_period)
        return ing_eval_period_records(at, query, scope, out, err);
    libing_status status = atom_of(at, query, &is_known, &atom, err);
    if (status != LIBING_OK || !is_known)
        return status; /* an atom on something unknown is true of no record */
    return world->records(world->ctx, scope, query, atom, out, err);
}

/* Decisions count while they are in force. */
static libing_status is_seen(const ing_eval *at, bool before, const ing_record *record, bool *out,
                             libing_error *err)
{
    *out = !ing_eval_is_hidden(at, before, record);
    if (!*out || !ing_text_is(record->type, "decision"))
        return LIBING_OK;
    const ing_world *world = at->judgement->world;
    return world->in_force(world->ctx, record->seq, out, err);
}

static libing_status passes(const ing_eval *at, const ing_query *query, const ing_value *element,
                            bool *out, libing_error *err)
{
    ing_truth truth = ING_TRUE;
    libing_status status = LIBING_OK;
    if (query->filter != NULL) {
        ing_eval inner = *at;
        inner.it = element;
        status = ing_eval_truth(&inner, query->filter, &truth, err);
    }
    *out = truth == ING_TRUE;
    return status;
}

static ing_value entry_of(const ing_record *record)
{
    ing_value value = ing_value_of(ING_VALUE_ENTRY);
    value.entry = record;
    value.seq = record->seq;
    return value;
}

static int order_records(const ing_record *a, const ing_record *b)
{
    int order = ing_moment_order(a->at, b->at);
    return order != 0 ? order : ing_record_order(a, b);
}

static int order_items(const void *left, const void *right)
{
    const ing_value *a = left, *b = right;
    return order_records(a->entry, b->entry);
}

/* --- records ------------------------------------------------------------------------------------ */

static libing_status answers(const ing_eval *at, const ing_query *query, bool before,
                             const ing_record *record, bool *out, libing_error *err)
{
    *out = false;
    if (!has_word(query, record->word) || !ing_eval_is_in_period(at, query, record))
        return LIBING_OK;
    libing_status status = is_seen(at, before, record, out, err);
    if (status != LIBING_OK || !*out)
        return status;
    ing_value element = entry_of(record);
    return passes(at, query, &element, out, err);
}

/* `last` starts at the end: the records are nearly in order already, and few filters are run. */
static libing_status find_one(const ing_eval *at, const ing_query *query, bool before,
                              const ing_records *records, ing_value *out, libing_error *err)
{
    const ing_record *best = NULL;
    bool is_last = query->op == ING_QUERY_LAST;
    for (size_t i = 0; i < records->count; i++) {
        const ing_record *record = records->items[is_last ? records->count - 1 - i : i];
        int order = best == NULL ? 0 : order_records(record, best);
        if (best != NULL && (is_last ? order <= 0 : order >= 0))
            continue;
        bool is_answer;
        libing_status status = answers(at, query, before, record, &is_answer, err);
        if (status != LIBING_OK)
            return status;
        if (is_answer)
            best = record;
    }
    if (best != NULL)
        *out = entry_of(best);
    return LIBING_OK;
}

/* All that answer, in order; `items` has room for all records. */
static libing_status find_all(const ing_eval *at, const ing_query *query, bool before,
                              const ing_records *records, ing_value *items, size_t *count,
                              libing_error *err)
{
    *count = 0;
    bool is_sorted = true;
    for (size_t i = 0; i < records->count; i++) {
        bool is_answer;
        libing_status status = answers(at, query, before, records->items[i], &is_answer, err);
        if (status != LIBING_OK)
            return status;
        if (!is_answer)
            continue;
        items[*count] = entry_of(records->items[i]);
        if (*count > 0 && order_items(&items[*count - 1], &items[*count]) > 0)
            is_sorted = false;
        (*count)++;
    }
    if (!is_sorted)
        qsort(items, *count, sizeof *items, order_items);
    return LIBING_OK;
}

libing_status ing_eval_entries(const ing_eval *at, const ing_query *query, const ing_view *scope,
                               ing_records *out, libing_error *err)
{
    ing_records all;
    *out = (ing_records){ NULL, 0 };
    libing_status status = records_of(at, query, scope, &all, err);
    if (status != LIBING_OK)
        return status;
    ing_arena *arena = at->judgement->arena;
    ing_value *items = ing_arena_new(arena, all.count, sizeof *items);
    const ing_record **found = ing_arena_new(arena, all.count, sizeof *found);
    if (items == NULL || found == NULL)
        return ing_fail_nomem(err);
    size_t count;
    status = find_all(at, query, at->before, &all, items, &count, err);
    for (size_t i = 0; i < count; i++)
        found[i] = items[i].entry;
    *out = (ing_records){ found, status == LIBING_OK ? count : 0 };
    return status;
}

/* --- cases and parties -------------------------------------------------------------------------- */

/* Whose cases: the party in scope, or the one that the filter compares the subject with. */
static libing_status subject_of(const ing_eval *at, const ing_query *query, ing_text word,
                                const ing_view *scope, bool *is_known, ing_text *out,
                                libing_error *err)
{
    *out = ING_TEXT_NONE;
    *is_known = true;
    if (scope != NULL && scope->of == ING_ABOUT_PARTY) {
        *out = scope->id;
        return LIBING_OK;
    }
    const ing_case_kind *kind = ing_map_get(&at->judgement->pack->cases, word);
    bool is_subject = ing_text_is(query->atom_path, "subject") ||
                      (kind != NULL && kind->subject.ptr != NULL &&
                       ing_text_equal(query->atom_path, kind->subject));
    if (!is_subject || query->atom_value == NULL)
        return LIBING_OK;
    ing_value value;
    libing_status status = ing_eval_value(at, query->atom_value, &value, err);
    *is_known = status == LIBING_OK && value.kind != ING_VALUE_UNKNOWN;
    if (*is_known && value.kind == ING_VALUE_TEXT)
        *out = value.text;
    else if (*is_known && value.kind == ING_VALUE_VIEW)
        *out = value.view->id;
    return status;
}

static libing_status views_of(const ing_eval *at, const ing_query *query, ing_text word,
                              const ing_view *scope, ing_views *out, libing_error *err)
{
    const ing_world *world = at->judgement->world;
    ing_text subject;
    bool is_known;
    *out = (ing_views){ NULL, 0 };
    if (query->of_parties)
        return world->parties(world->ctx, word, out, err);
    libing_status status = subject_of(at, query, word, scope, &is_known, &subject, err);
    if (status != LIBING_OK || !is_known)
        return status;
    return world->cases(world->ctx, word, subject, out, err);
}

/* Did the case or party begin with the record judged: then it was not there before. */
static libing_status is_later(const ing_eval *at, const ing_view *view, bool *out, libing_error *err)
{
    ing_records records;
    libing_status status = LIBING_OK;
    if (view->of == ING_ABOUT_CASE)
        status = ing_eval_case_records(at, view, &records, err);
    *out = view->opened != NULL && ing_eval_is_hidden(at, true, view->opened);
    return status;
}

static libing_status find_views(const ing_eval *at, const ing_query *query, bool before,
                                const ing_views *views, ing_value *items, size_t *count,
                                libing_error *err)
{
    for (size_t i = 0; i < views->count; i++) {
        bool is_hidden = false, is_answer = false;
        libing_status status = LIBING_OK;
        if (before)
            status = is_later(at, views->items[i], &is_hidden, err);
        items[*count] = ing_value_of(ING_VALUE_VIEW);
        items[*count].view = views->items[i];
        items[*count].truth = before;
        if (status == LIBING_OK && !is_hidden)
            status = passes(at, query, &items[*count], &is_answer, err);
        if (status != LIBING_OK)
            return status;
        *count += is_answer;
    }
    return LIBING_OK;
}

/* Of several kinds, kind by kind as written. */
static libing_status collect_views(const ing_eval *at, const ing_query *query, const ing_value *scope,
                                   ing_value **items, size_t *count, libing_error *err)
{
    ing_arena *arena = at->judgement->arena;
    ing_views *views = ing_arena_new(arena, query->word_count, sizeof *views);
    size_t total = 0;
    *count = 0;
    if (views == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < query->word_count; i++) {
        libing_status status = views_of(at, query, query->words[i],
                                        query->scope != NULL ? scope->view : NULL, &views[i], err);
        if (status != LIBING_OK)
            return status;
        total += views[i].count;
    }
    *items = ing_arena_new(arena, total, sizeof **items);
    if (*items == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < query->word_count; i++) {
        libing_status status = find_views(at, query, scope->truth, &views[i], *items, count, err);
        if (status != LIBING_OK)
            return status;
    }
    return LIBING_OK;
}

/* --- what comes of them ------------------------------------------------------------------------- */

/* One addend not known, and the sum is not known. */
static libing_status sum_up(const ing_eval *at, const ing_expr *expr, const ing_value *items,
                            size_t count, ing_value *out, libing_error *err)
{
    ing_value total = ing_value_of_integer(0);
    if (expr->type->kind == ING_TYPE_DECIMAL && expr->type->places > 0) {
        total.kind = ING_VALUE_DECIMAL;
        total.places = expr->type->places;
    }
    for (size_t i = 0; i < count; i++) {
        ing_value addend, sum;
        libing_status status = ing_eval_member(at, &items[i], expr->query->sum_field, NULL,
                                               expr->type, &addend, err);
        if (status == LIBING_OK)
            status = ing_eval_add(at, &total, &addend, false, &sum, err);
        if (status != LIBING_OK || sum.kind == ING_VALUE_UNKNOWN)
            return status;
        total = sum;
    }
    *out = total;
    return LIBING_OK;
}

static libing_status conclude(const ing_eval *at, const ing_expr *expr, const ing_value *items,
                              size_t count, ing_value *out, libing_error *err)
{
    switch (expr->query->op) {
    case ING_QUERY_COUNT:
        *out = ing_value_of_integer((int64_t)count);
        break;
    case ING_QUERY_SUM:
        return sum_up(at, expr, items, count, out, err);
    case ING_QUERY_LIST:
        *out = ing_value_of(ING_VALUE_LIST);
        out->items = items;
        out->count = count;
        break;
    case ING_QUERY_FIRST:
    case ING_QUERY_LAST:
        if (count > 0)
            *out = items[expr->query->op == ING_QUERY_FIRST ? 0 : count - 1];
        break;
    }
    return LIBING_OK;
}

static libing_status count_records(const ing_eval *at, const ing_query *query, bool before,
                                   const ing_records *records, ing_value *out, libing_error *err)
{
    int64_t count = 0;
    for (size_t i = 0; i < records->count; i++) {
        bool is_answer;
        libing_status status = answers(at, query, before, records->items[i], &is_answer, err);
        if (status != LIBING_OK)
            return status;
        count += is_answer;
    }
    *out = ing_value_of_integer(count);
    return LIBING_OK;
}

static libing_status query_records(const ing_eval *at, const ing_expr *expr, const ing_value *scope,
                                   ing_value *out, libing_error *err)
{
    const ing_query *query = expr->query;
    ing_records records;
    size_t count;
    libing_status status = records_of(at, query, scope->view, &records, err);
    if (status != LIBING_OK)
        return status;
    if (query->op == ING_QUERY_FIRST || query->op == ING_QUERY_LAST)
        return find_one(at, query, scope->truth, &records, out, err);
    if (query->op == ING_QUERY_COUNT)
        return count_records(at, query, scope->truth, &records, out, err);
    ing_value *items = ing_arena_new(at->judgement->arena, records.count, sizeof *items);
    if (items == NULL)
        return ing_fail_nomem(err);
    status = find_all(at, query, scope->truth, &records, items, &count, err);
    return status == LIBING_OK ? conclude(at, expr, items, count, out, err) : status;
}

libing_status ing_eval_query(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    const ing_query *query = expr->query;
    ing_value scope;
    *out = ing_value_none();
    libing_status status = find_scope(at, query, &scope, err);
    if (status != LIBING_OK)
        return status;
    if (query->of_cases || query->of_parties) {
        ing_value *items;
        size_t count;
        if (query->scope != NULL && scope.kind == ING_VALUE_UNKNOWN)
            return LIBING_OK;
        status = collect_views(at, query, &scope, &items, &count, err);
        return status == LIBING_OK ? conclude(at, expr, items, count, out, err) : status;
    }
    if (scope.kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    return query_records(at, expr, &scope, out, err);
}
