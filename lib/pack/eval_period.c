/* SPDX-License-Identifier: Apache-2.0 */
/* Queries within the period of a duty, and how much of it records cover. */
#include "pack/eval.h"

#include <stdlib.h>

#define DAY_SECONDS 86400

/* --- which records ------------------------------------------------------------------------------ */

/* A day whose hour is unknown lies in periods of days, but in no hour: nobody knows which. */
bool ing_eval_is_in_period(const ing_eval *at, const ing_query *query, const ing_record *record)
{
    const ing_period *period = &at->judgement->period;
    int64_t last = record->at.second + (record->at.whole_day ? DAY_SECONDS - 1 : 0);

    if (query->period != ING_PERIOD_AT || !at->judgement->has_period)
        return true;
    return (period->is_open || record->at.second >= period->start) && last < period->end;
}

/* A day or a moment as it is indexed: in one zone, their order is that of time. */
static libing_status json_of(const ing_eval *at, ing_moment moment, ing_text *out, libing_error *err)
{
    char text[26];
    char *copy = ing_arena_new(at->judgement->arena, 29, 1);
    size_t len;

    ing_moment_format(moment, at->judgement->pack->zone_seconds, text);
    len = strlen(text);
    if (copy == NULL)
        return ing_fail_nomem(err);
    copy[0] = '"';
    memcpy(copy + 1, text, len);
    copy[len + 1] = '"';
    *out = (ing_text){ copy, len + 2 };
    return LIBING_OK;
}

libing_status ing_eval_period_records(const ing_eval *at, const ing_query *query, const ing_view *scope,
                                      ing_records *out, libing_error *err)
{
    const ing_world *world = at->judgement->world;
    const ing_period *period = &at->judgement->period;
    ing_text low = ING_TEXT_NONE, high = ING_TEXT_NONE;
    bool is_to = query->period == ING_PERIOD_TO;
    libing_status status = LIBING_OK;

    if (!period->is_open)
        status = json_of(at, (ing_moment){ period->start, !is_to }, &low, err);
    if (status == LIBING_OK && !is_to)
        status = json_of(at, (ing_moment){ period->end + DAY_SECONDS - 1, true }, &high, err);
    if (status != LIBING_OK)
        return status;
    return world->ranged(world->ctx, scope, query, is_to ? ING_TEXT_LIT("to") : ING_TEXT_LIT("date"), low,
                         high, out, err);
}

/* --- covered ------------------------------------------------------------------------------------ */

typedef struct stretch {
    int64_t from, to;
} stretch;

static int by_start(const void *left, const void *right)
{
    const stretch *a = left, *b = right;

    return (a->from > b->from) - (a->from < b->from);
}

static bool second_of(const ing_value *value, int64_t *out)
{
    *out = value->moment.second;
    return value->kind == ING_VALUE_MOMENT;
}

/* What lies outside the period is cut off; a record without an end, or a beginning, covers nothing. */
static libing_status cut(const ing_eval *at, const ing_expr *expr, const ing_value *record, stretch *out,
                         bool *is_some, libing_error *err)
{
    const ing_period *period = &at->judgement->period;
    ing_eval inner = *at;
    ing_value from, to;
    libing_status status;

    inner.it = record;
    *is_some = false;
    status = ing_eval_value(&inner, expr->kids[1], &from, err);
    if (status == LIBING_OK)
        status = ing_eval_value(&inner, expr->kids[2], &to, err);
    if (status != LIBING_OK || !second_of(&from, &out->from) || !second_of(&to, &out->to))
        return status;
    if (!period->is_open && out->from < period->start)
        out->from = period->start;
    if (out->to > period->end)
        out->to = period->end;
    *is_some = out->from < out->to;
    return LIBING_OK;
}

static int64_t length_of(stretch *stretches, size_t count)
{
    int64_t seconds = 0, reached = INT64_MIN;

    if (count > 1)
        qsort(stretches, count, sizeof *stretches, by_start);
    for (size_t i = 0; i < count; i++) {
        int64_t from = stretches[i].from > reached ? stretches[i].from : reached;
        if (stretches[i].to <= from)
            continue;
        seconds += stretches[i].to - from;
        reached = stretches[i].to;
    }
    return seconds;
}

libing_status ing_eval_covered(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    ing_value list;
    stretch *stretches;
    size_t count = 0;
    libing_status status = ing_eval_value(at, expr->kids[0], &list, err);

    *out = ing_value_none();
    if (status != LIBING_OK || list.kind != ING_VALUE_LIST || !at->judgement->has_period)
        return status;
    stretches = ing_arena_new(at->judgement->arena, list.count, sizeof *stretches);
    if (stretches == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < list.count && status == LIBING_OK; i++) {
        bool is_some = false;
        status = cut(at, expr, &list.items[i], &stretches[count], &is_some, err);
        count += is_some;
    }
    if (status == LIBING_OK)
        *out = ing_value_of_integer(length_of(stretches, count) / 60);
    return status;
}
