/* SPDX-License-Identifier: Apache-2.0 */
/* When a deadline ends, and the days between two records that do not count. */
#include "pack/eval.h"

static bool day_of(const ing_value *value, ing_date *out)
{
    *out = value->kind == ING_VALUE_DATE ? value->date : ing_moment_date(value->moment);
    return value->kind == ING_VALUE_DATE || value->kind == ING_VALUE_MOMENT;
}

/* --- spans -------------------------------------------------------------------------------------- */

typedef struct span {
    ing_date until;                 /* the last day that counts */
    ing_date counted;               /* up to this one they have been, or lie outside */
    int64_t days;
} span;

static void add_pair(span *s, ing_date first, ing_date last)
{
    int64_t from = first > s->counted ? first : (int64_t)s->counted + 1;
    int64_t to = last < s->until ? last : s->until;
    if (to < from)
        return;
    s->days += to - from + 1;
    s->counted = (ing_date)to;
}

/* The pairs one by one; the first record of one still open, or NULL. */
static libing_status walk(const ing_eval *at, const ing_text words[2], span *s, const ing_record **open,
                          libing_error *err)
{
    const ing_query query = { .op = ING_QUERY_LIST, .word_count = 2, .words = words };
    const ing_record *begun = NULL;
    ing_records records;
    *open = NULL;
    if (at->subject == NULL)
        return LIBING_OK;
    libing_status status = ing_eval_entries(at, &query, at->subject, &records, err);
    for (size_t i = 0; i < records.count && status == LIBING_OK; i++) {
        const ing_record *record = records.items[i];
        bool is_end = begun != NULL && ing_text_equal(record->word, words[1]);
        if (is_end)
            add_pair(s, ing_moment_date(begun->at), ing_moment_date(record->at));
        if (is_end || begun == NULL)
            begun = !is_end && ing_text_equal(record->word, words[0]) ? record : NULL;
    }
    *open = begun;
    return status;
}

libing_status ing_eval_span(const ing_eval *at, const ing_text words[2], ing_date after, ing_date until,
                            int64_t *days, libing_error *err)
{
    span s = { until, after, 0 };
    const ing_record *open;
    libing_status status = walk(at, words, &s, &open, err);
    if (open != NULL)
        add_pair(&s, ing_moment_date(open->at), until);
    *days = s.days;
    return status;
}

libing_status ing_eval_paused(const ing_eval *at, const ing_text words[2], bool *out, libing_error *err)
{
    span s = { 0, 0, 0 };
    const ing_record *open;
    libing_status status = walk(at, words, &s, &open, err);
    *out = open != NULL;
    return status;
}

/* --- ends --------------------------------------------------------------------------------------- */

/* Hours end at an instant. From a day whose hour is unknown they end with the day in which the last of
 * that day's instants would end: no earlier than anybody could say. */
static libing_status end_in_hours(const ing_eval *at, const ing_value *from, const ing_value *length,
                                  ing_value *out, libing_error *err)
{
    bool is_timed = from->kind == ING_VALUE_MOMENT && !from->moment.whole_day;
    ing_value days = *length;
    ing_date day;
    if (is_timed)
        return ing_eval_add(at, from, length, false, out, err);
    (void)day_of(from, &day); /* from is a date or a moment */
    const ing_value start = ing_value_of_date(day);
    days.unit = ING_UNIT_DAYS;
    days.number = length->number / 24 + (length->number % 24 > 0);
    return ing_eval_add(at, &start, &days, false, out, err);
}

static libing_status does_roll(const ing_eval *at, const ing_deadline *deadline, bool *out, libing_error *err)
{
    ing_value roll = ing_value_none();
    libing_status status = LIBING_OK;
    if (deadline->roll != NULL)
        status = ing_eval_value(at, deadline->roll, &roll, err);
    *out = deadline->rolls || (roll.kind == ING_VALUE_TEXT && ing_text_is(roll.text, "next_workday"));
    return status;
}

libing_status ing_eval_postpone(const ing_eval *at, const ing_deadline *deadline, int64_t days,
                                ing_value *due, libing_error *err)
{
    ing_value pause = ing_value_of(ING_VALUE_DURATION), later;
    bool rolls = false;
    libing_status status = does_roll(at, deadline, &rolls, err);
    pause.unit = ING_UNIT_DAYS;
    pause.number = days;
    if (status == LIBING_OK && days > 0) {
        status = ing_eval_add(at, due, &pause, false, &later, err);
        *due = status == LIBING_OK ? later : ing_value_none();
    }
    if (status == LIBING_OK && rolls && due->kind == ING_VALUE_DATE)
        status = ing_calendar_roll(at->judgement->pack->calendar, due->date, &due->date, err);
    return status;
}

/* The pauses that were over, or under way, before the record judged; those to come postpone it then. */
static libing_status add_pauses(const ing_eval *at, const ing_deadline *deadline, ing_date from,
                                ing_value *out, libing_error *err)
{
    const ing_text words[2] = { deadline->pause_from, deadline->pause_to };
    int64_t days = 0;
    libing_status status = LIBING_OK;
    if (deadline->pause_from.ptr != NULL && from < at->judgement->today)
        status = ing_eval_span(at, words, from, at->judgement->today, &days, err);
    return status == LIBING_OK ? ing_eval_postpone(at, deadline, days, out, err) : status;
}

static libing_status eval_start(const ing_eval *at, const ing_deadline *deadline, ing_value *out,
                                libing_error *err)
{
    *out = ing_value_none();
    if (deadline->from != NULL)
        return ing_eval_value(at, deadline->from, out, err);
    *out = ing_value_of(ING_VALUE_MOMENT);
    out->moment = at->judgement->ev->at;
    return LIBING_OK;
}

static libing_status eval_end(const ing_eval *at, const ing_deadline *deadline, ing_value *out,
                              libing_error *err)
{
    ing_value from, length = ing_value_none();
    ing_date day;
    libing_status status = eval_start(at, deadline, &from, err);
    if (status == LIBING_OK)
        status = ing_eval_value(at, deadline->length, &length, err);
    if (status != LIBING_OK || !day_of(&from, &day) || length.kind != ING_VALUE_DURATION)
        return status;
    if (length.unit == ING_UNIT_HOURS)
        status = end_in_hours(at, &from, &length, out, err);
    else {
        const ing_value start = ing_value_of_date(day);
        status = ing_eval_add(at, &start, &length, false, out, err);
    }
    return status == LIBING_OK ? add_pauses(at, deadline, day, out, err) : status;
}

libing_status ing_eval_end(const ing_eval *at, const ing_deadline *deadline, ing_value *out,
                           libing_error *err)
{
    *out = ing_value_none();
    libing_status status = eval_end(at, deadline, out, err);
    return ing_eval_placed(at, deadline->titles.file, deadline->titles.line, status, err);
}
