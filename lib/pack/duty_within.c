/* SPDX-License-Identifier: Apache-2.0 */
/* Duties that begin with a record: for each event of a kind, or each case that one opened, a period of its
 * own that lasts so long from there. */
#include "pack/duty.h"
#include "pack/duty_internal.h"
#include "pack/eval.h"

#include <inttypes.h>
#include <stdio.h>

#define DAY_SECONDS 86400
#define LONGEST_SECONDS (400 * (int64_t)DAY_SECONDS) /* unless the length is the same for all */

static ing_date day_of(int64_t second)
{
    return ing_moment_date((ing_moment){ second, false });
}

/* --- one period --------------------------------------------------------------------------------- */

/* The record that began it: the event itself, or the first one of the case. */
static libing_status beginning_of(ing_judgement *judgement, const ing_duty *duty, ing_text element,
                                  const ing_record **out, libing_error *err)
{
    const ing_world *world = judgement->world;
    const ing_view *view = NULL;
    ing_records records = { NULL, 0 };
    int64_t seq = 0;
    libing_status status;

    *out = NULL;
    if (duty->each == ING_EACH_RECORDS) {
        for (size_t i = 0; i < element.len; i++)
            seq = seq * 10 + (element.ptr[i] - '0');
        return world->record(world->ctx, seq, out, err);
    }
    status = world->view(world->ctx, ING_ABOUT_CASE, element, &view, err);
    if (status == LIBING_OK && view != NULL)
        status = world->case_records(world->ctx, view, &records, err);
    if (records.count > 0)
        *out = records.items[0];
    return status;
}

/* Days count from the day, and end with one; hours from the instant. Of a day whose hour nobody knows they end
 * with the day in which they would end at the latest. */
static libing_status last_of(ing_judgement *judgement, const ing_eval *at, const ing_value *length,
                             ing_moment from, ing_period *out, libing_error *err)
{
    ing_value start = ing_value_of_date(ing_moment_date(from)), days = *length, end = ing_value_none();
    libing_status status;

    (void)judgement;
    out->is_hour = length->unit == ING_UNIT_HOURS && !from.whole_day;
    if (length->unit == ING_UNIT_HOURS && !out->is_hour) {
        days.unit = ING_UNIT_DAYS;
        days.number = length->number / 24 + (length->number % 24 > 0);
    }
    out->start = (int64_t)start.date * DAY_SECONDS;
    if (out->is_hour) {
        out->start = from.second;
        out->end = from.second + length->number * 3600;
        return LIBING_OK;
    }
    status = ing_eval_add(at, &start, &days, false, &end, err);
    out->end = end.kind == ING_VALUE_DATE ? ((int64_t)end.date + 1) * DAY_SECONDS : out->start;
    return status;
}

libing_status ing_duty_within(ing_judgement *judgement, const ing_duty *duty, const ing_record *began,
                              ing_period *out, bool *is_known, libing_error *err)
{
    const ing_eval at = { judgement, judgement->subject, false, NULL, &judgement->element, NULL, false };
    ing_value length = ing_value_none();
    ing_moment last;
    char text[26];
    libing_status status;

    *out = (ing_period){ 0 };
    judgement->today = ing_moment_date(began->at);
    ing_judge_forget(judgement);
    status = ing_eval_value(&at, duty->within, &length, err);
    *is_known = status == LIBING_OK && length.kind == ING_VALUE_DURATION;
    if (*is_known)
        status = last_of(judgement, &at, &length, began->at, out, err);
    last = (ing_moment){ out->is_hour ? out->end : out->end - 1, !out->is_hour };
    ing_moment_format(last, judgement->pack->zone_seconds, text);
    (void)snprintf(out->id, sizeof out->id, "%s", text);
    return ing_eval_placed(&at, duty->titles.file, duty->titles.line, status, err);
}

/* --- all of them -------------------------------------------------------------------------------- */

/* How far back a record may lie whose period is not over. */
static libing_status reach_back(ing_judgement *judgement, const ing_duty *duty, int64_t *out, libing_error *err)
{
    static const int64_t units[] = { [ING_UNIT_DAYS] = DAY_SECONDS, [ING_UNIT_WORKDAYS] = 4 * DAY_SECONDS,
                                     [ING_UNIT_MONTHS] = 31 * DAY_SECONDS, [ING_UNIT_HOURS] = 3600 };
    const ing_eval at = { judgement, judgement->subject, false, NULL, NULL, NULL, false };
    const ing_expr *const parts[] = { duty->within, duty->grace };
    libing_status status = LIBING_OK;

    *out = 2 * DAY_SECONDS;
    for (size_t i = 0; i < 2 && status == LIBING_OK; i++) {
        const ing_expr *count = parts[i] != NULL && parts[i]->count > 0 ? parts[i]->kids[0] : NULL;
        bool is_plain = parts[i] == NULL || parts[i]->kind == ING_EXPR_PARAM ||
                        (count != NULL && (count->kind == ING_EXPR_CONSTANT || count->kind == ING_EXPR_PARAM));
        ing_value length = ing_value_none();

        if (parts[i] != NULL && is_plain)
            status = ing_eval_value(&at, parts[i], &length, err);
        if (length.kind == ING_VALUE_DURATION)
            *out += (length.number + 4) * units[length.unit];
        else if (parts[i] != NULL)
            *out += LONGEST_SECONDS;
    }
    return status;
}

static libing_status candidates(ing_judgement *judgement, const ing_duty *duty, int64_t after, ing_records *out,
                                libing_error *err)
{
    const ing_query query = { .op = ING_QUERY_LIST, .word_count = duty->word_count, .words = duty->words };
    const ing_world *world = judgement->world;
    int64_t back = 0;
    char low[16], day[11];
    libing_status status = reach_back(judgement, duty, &back, err);

    if (status != LIBING_OK)
        return status;
    ing_date_format(day_of(after - back), day);
    (void)snprintf(low, sizeof low, "\"%s\"", day);
    return world->ranged(world->ctx, judgement->subject, &query, ING_TEXT_LIT("date"), ing_text_of(low),
                         ING_TEXT_NONE, out, err);
}

/* Whom or what the record is an element for; absent where it is none: a case goes by its first record. */
static libing_status name_element(ing_judgement *judgement, const ing_duty *duty, const ing_record *record,
                                  ing_text *out, libing_error *err)
{
    char text[24];
    char *copy;

    *out = duty->each == ING_EACH_CASES && record->cv == 0 ? record->case_id : ING_TEXT_NONE;
    if (duty->each == ING_EACH_CASES)
        return LIBING_OK;
    (void)snprintf(text, sizeof text, "%" PRId64, record->seq);
    copy = ing_arena_text(judgement->arena, text, strlen(text));
    *out = ing_text_of(copy);
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static bool is_listed(const ing_duty *duty, const ing_record *record)
{
    bool is = false;
    for (size_t i = 0; i < duty->word_count && !is; i++)
        is = ing_text_equal(duty->words[i], record->word);
    return is;
}

libing_status ing_duty_walk_within(ing_judgement *judgement, const ing_duty *duty, int64_t after,
                                   libing_status (*visit)(void *ctx, ing_text element, const ing_period *period,
                                                          int64_t settles),
                                   void *ctx, libing_error *err)
{
    const ing_view *store = judgement->subject;
    ing_records records = { NULL, 0 };
    libing_status status = candidates(judgement, duty, after, &records, err);

    for (size_t i = 0; i < records.count && status == LIBING_OK; i++) {
        ing_text element = ING_TEXT_NONE;
        ing_period period;
        bool is_known = false;
        int64_t settles = 0;

        if (is_listed(duty, records.items[i]))
            status = name_element(judgement, duty, records.items[i], &element, err);
        if (status != LIBING_OK || element.ptr == NULL)
            continue;
        status = ing_duty_set_element(judgement, duty, element, err);
        if (status == LIBING_OK && judgement->subject != NULL)
            status = ing_duty_within(judgement, duty, records.items[i], &period, &is_known, err);
        judgement->subject = store;
        if (status == LIBING_OK && is_known)
            status = ing_duty_settles(judgement, duty, &period, &settles, err);
        if (status == LIBING_OK && is_known)
            status = visit(ctx, element, &period, settles);
    }
    judgement->subject = store;
    judgement->element = ing_value_none();
    return status;
}

libing_status ing_duty_within_of(ing_judgement *judgement, const ing_duty *duty, ing_text element,
                                 ing_period *out, bool *is_known, libing_error *err)
{
    const ing_record *began = NULL;
    ing_date today = judgement->today;
    libing_status status = beginning_of(judgement, duty, element, &began, err);

    *is_known = false;
    if (status == LIBING_OK && began != NULL)
        status = ing_duty_within(judgement, duty, began, out, is_known, err);
    judgement->today = today;
    ing_judge_forget(judgement);
    return status;
}
