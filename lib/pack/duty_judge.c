/* SPDX-License-Identifier: Apache-2.0 */
/* Judging duties: which period is settled next, who has the duty, and how it was done. */
#include "pack/duty_internal.h"
#include "pack/eval.h"
#include "pack/load.h"
#include "pack/verdict.h"

#define DAY_SECONDS 86400
#define STEPS_MAX 4096 /* periods that a grace may reach back */

const ing_duty *ing_pack_duty(const ing_pack *pack, ing_text id)
{
    for (size_t i = 0; i < pack->duty_count; i++) {
        if (ing_text_equal(pack->duties[i]->id, id))
            return pack->duties[i];
    }
    return NULL;
}

ing_judgement ing_duty_judgement(const ing_pack *pack, const ing_world *world, ing_arena *arena, ing_date day)
{
    return (ing_judgement){
        .pack = pack, .world = world, .arena = arena, .today = day, .limit_factor = 1
    };
}

static ing_date day_of(int64_t second)
{
    return ing_moment_date((ing_moment){ second, false });
}

static void set_today(ing_judgement *judgement, ing_date day)
{
    judgement->today = day;
    ing_judge_forget(judgement);
}

static libing_status eval_outside(ing_judgement *judgement, const ing_expr *expr, ing_value *out,
                                  libing_error *err)
{
    const ing_eval at = { judgement, judgement->subject, false, NULL, NULL, NULL, false };

    *out = ing_value_none();
    return expr != NULL ? ing_eval_value(&at, expr, out, err) : LIBING_OK;
}

static libing_status eval_day(ing_judgement *judgement, const ing_expr *expr, bool *is_known, ing_date *out,
                              libing_error *err)
{
    ing_value value;
    libing_status status = eval_outside(judgement, expr, &value, err);

    *is_known = value.kind == ING_VALUE_DATE || value.kind == ING_VALUE_MOMENT;
    if (*is_known)
        *out = value.kind == ING_VALUE_DATE ? value.date : ing_moment_date(value.moment);
    return status;
}

/* --- when a period is settled ------------------------------------------------------------------- */

/* Its end; with a grace later. Grace in hours ends at an instant, otherwise with a day. */
libing_status ing_duty_settles(ing_judgement *judgement, const ing_duty *duty, const ing_period *period,
                               int64_t *out, libing_error *err)
{
    const ing_eval at = { judgement, judgement->subject, false, NULL, NULL, NULL, false };
    ing_value grace, from, to = ing_value_none();
    libing_status status;

    *out = period->end;
    if (duty->grace == NULL)
        return LIBING_OK;
    set_today(judgement, day_of(period->end - 1));
    status = eval_outside(judgement, duty->grace, &grace, err);
    if (status != LIBING_OK || grace.kind != ING_VALUE_DURATION)
        return status;
    from = ing_value_of_date(day_of(period->end - 1));
    if (period->is_hour || grace.unit == ING_UNIT_HOURS) {
        from = ing_value_of(ING_VALUE_MOMENT);
        from.moment = (ing_moment){ period->end, false };
    }
    status = ing_eval_add(&at, &from, &grace, false, &to, err);
    if (status == LIBING_OK && to.kind == ING_VALUE_MOMENT)
        *out = to.moment.second + (to.moment.whole_day ? DAY_SECONDS : 0);
    if (status == LIBING_OK && to.kind == ING_VALUE_DATE)
        *out = ((int64_t)to.date + 1) * DAY_SECONDS;
    return ing_eval_placed(&at, duty->titles.file, duty->titles.line, status, err);
}

/* How long a grace may be, generously: periods that ended so long ago may still be open. */
static libing_status reach_back(ing_judgement *judgement, const ing_duty *duty, int64_t *seconds,
                                libing_error *err)
{
    static const int64_t units[] = { [ING_UNIT_DAYS] = DAY_SECONDS, [ING_UNIT_WORKDAYS] = 4 * DAY_SECONDS,
                                     [ING_UNIT_MONTHS] = 31 * DAY_SECONDS, [ING_UNIT_HOURS] = 3600 };
    ing_value grace;
    libing_status status = eval_outside(judgement, duty->grace, &grace, err);

    *seconds = 0;
    if (status == LIBING_OK && grace.kind == ING_VALUE_DURATION)
        *seconds = (grace.number + (grace.unit == ING_UNIT_WORKDAYS ? 4 : 1)) * units[grace.unit];
    return status;
}

/* The first period of the duty's grid that is settled behind `after`. */
static libing_status next_of_grid(ing_judgement *judgement, const ing_duty *duty, ing_every every,
                                  int64_t after, ing_period *out, int64_t *settles, libing_error *err)
{
    int64_t back = 0;
    libing_status status = reach_back(judgement, duty, &back, err);

    *out = ing_period_of(every, after - back);
    for (int i = 0; status == LIBING_OK; i++) {
        status = ing_duty_settles(judgement, duty, out, settles, err);
        if (status != LIBING_OK || *settles > after || i == STEPS_MAX)
            break;
        *out = ing_period_next(every, out);
    }
    return status;
}

/* How often may be a parameter that changes: a period counts if the word of its last day is its own. */
static libing_status next_of_param(ing_judgement *judgement, const ing_duty *duty, int64_t after,
                                   ing_period *out, int64_t *settles, libing_error *err)
{
    const ing_param *param = duty->every_param;
    libing_status status = LIBING_OK;

    *settles = INT64_MAX;
    for (size_t i = 0; i < param->slice_count && status == LIBING_OK; i++) {
        int64_t first = (int64_t)param->slices[i].from * DAY_SECONDS;
        int64_t last = i + 1 < param->slice_count ? (int64_t)param->slices[i + 1].from * DAY_SECONDS : INT64_MAX;
        ing_every every = ING_EVERY_DAY;
        ing_period period;
        int64_t one = 0;

        (void)ing_every_read(param->slices[i].value.text, &every); /* checked when the pack was loaded */
        status = next_of_grid(judgement, duty, every, after > first ? after : first, &period, &one, err);
        if (status == LIBING_OK && period.end - 1 < last && period.end > first && one < *settles) {
            *out = period;
            *settles = one;
        }
    }
    return status;
}

static libing_status next_period(ing_judgement *judgement, const ing_duty *duty, int64_t after,
                                 ing_period *out, int64_t *settles, libing_error *err)
{
    if (duty->every_param != NULL)
        return next_of_param(judgement, duty, after, out, settles, err);
    return next_of_grid(judgement, duty, duty->every, after, out, settles, err);
}

/* --- once --------------------------------------------------------------------------------------- */

/* From `since` to the day. */
static libing_status once(ing_judgement *judgement, const ing_duty *duty, ing_period *out, bool *is_known,
                          libing_error *err)
{
    ing_date last = 0, first = 0;
    bool has_first = false;
    libing_status status = eval_day(judgement, duty->by, is_known, &last, err);

    if (status == LIBING_OK && *is_known) { /* its parameters are those of the day itself */
        set_today(judgement, last);
        status = eval_day(judgement, duty->by, is_known, &last, err);
    }
    if (status == LIBING_OK && duty->since != NULL)
        status = eval_day(judgement, duty->since, &has_first, &first, err);
    if (status != LIBING_OK || !*is_known)
        return status;
    *is_known = duty->since == NULL || (has_first && first <= last);
    *out = ing_period_of(ING_EVERY_DAY, (int64_t)last * DAY_SECONDS);
    out->is_open = !has_first;
    if (has_first)
        out->start = (int64_t)first * DAY_SECONDS;
    return LIBING_OK;
}

static libing_status next_once(ing_judgement *judgement, const ing_duty *duty, int64_t after, ing_period *out,
                               int64_t *settles, libing_error *err)
{
    bool is_known = false;
    int64_t one = INT64_MAX;
    libing_status status = once(judgement, duty, out, &is_known, err);

    if (status == LIBING_OK && is_known)
        status = ing_duty_settles(judgement, duty, out, &one, err);
    *settles = one > after ? one : INT64_MAX;
    return status;
}

/* --- within -------------------------------------------------------------------------------------- */

typedef struct search {
    int64_t after, since;
    ing_period period;
    int64_t settles;                /* the first behind `after` */
} search;

static libing_status find_first(void *ctx, ing_text element, const ing_period *period, int64_t settles)
{
    search *s = ctx;

    (void)element;
    if (settles > s->after && settles < s->settles && period->start >= s->since) {
        s->period = *period;
        s->settles = settles;
    }
    return LIBING_OK;
}

static libing_status find_since(ing_judgement *judgement, const ing_duty *duty, int64_t *out, libing_error *err)
{
    bool is_known = false;
    ing_date since = 0;
    libing_status status = LIBING_OK;

    *out = duty->since == NULL ? INT64_MIN : INT64_MAX;
    if (duty->since != NULL)
        status = eval_day(judgement, duty->since, &is_known, &since, err);
    if (is_known)
        *out = (int64_t)since * DAY_SECONDS;
    return status;
}

/* Whoever asks plainly is told again when such a record is added (ing_duty_hears). */
static libing_status next_within(ing_judgement *judgement, const ing_duty *duty, int64_t after, bool plain,
                                 ing_period *out, int64_t *settles, libing_error *err)
{
    search s = { .after = after, .since = INT64_MIN, .settles = INT64_MAX };
    libing_status status = plain ? LIBING_OK : find_since(judgement, duty, &s.since, err);

    if (status == LIBING_OK)
        status = ing_duty_walk_within(judgement, duty, after, find_first, &s, err);
    *out = s.period;
    *settles = s.settles;
    return status;
}

bool ing_duty_hears(const ing_pack *pack, ing_text word)
{
    for (size_t i = 0; i < pack->duty_count; i++) {
        const ing_duty *duty = pack->duties[i];
        for (size_t k = 0; k < duty->word_count; k++) {
            if (ing_text_equal(duty->words[k], word))
                return true;
        }
    }
    return false;
}

/* --- the next period ---------------------------------------------------------------------------- */

/* Where nothing is active without records that cover it: the first second behind `from` that one does. */
static libing_status first_covered(ing_judgement *judgement, const ing_duty *duty, int64_t from, int64_t *out,
                                   libing_error *err)
{
    const ing_query query = { .op = ING_QUERY_LIST, .word_count = 1, .words = &duty->cover_word,
                              .period = ING_PERIOD_TO };
    const ing_eval at = { judgement, judgement->subject, false, NULL, NULL, NULL, false };
    ing_records records;
    libing_status status;

    *out = INT64_MAX;
    judgement->has_period = true;
    judgement->period = (ing_period){ .start = from, .end = from };
    status = ing_eval_period_records(&at, &query, judgement->subject, &records, err);
    judgement->has_period = false;
    for (size_t i = 0; i < records.count && status == LIBING_OK; i++) {
        ing_moment first, last;
        bool other_zone;
        int32_t zone = judgement->pack->zone_seconds;
        bool is_good = ing_moment_parse(ing_json_text(records.items[i]->fields, "from"), zone, &first, &other_zone) &&
                       ing_moment_parse(ing_json_text(records.items[i]->fields, "to"), zone, &last, &other_zone);

        if (!is_good || last.second <= from || last.second <= first.second)
            continue;
        if (first.second < from)
            first.second = from;
        if (first.second < *out)
            *out = first.second;
    }
    return status;
}

static libing_status skip_to(ing_judgement *judgement, const ing_duty *duty, int64_t second, int64_t after,
                             ing_period *out, int64_t *settles, libing_error *err)
{
    ing_every every = duty->every;

    if (second <= out->start || second == INT64_MAX) {
        if (second == INT64_MAX)
            *settles = INT64_MAX;
        return LIBING_OK;
    }
    if (duty->every_param != NULL) /* it may change on the way: one period after the other */
        return LIBING_OK;
    (void)after;
    *out = ing_period_of(every, second);
    return ing_duty_settles(judgement, duty, out, settles, err);
}

libing_status ing_duty_next(ing_judgement *judgement, const ing_duty *duty, int64_t after, int64_t begun,
                            bool plain, ing_period *out, int64_t *settles, libing_error *err)
{
    ing_date since = 0;
    bool has_since = duty->since == NULL;
    int64_t first = begun;
    libing_status status = LIBING_OK;

    *settles = INT64_MAX;
    set_today(judgement, day_of(after));
    if (plain && duty->every == ING_EVERY_ONCE) { /* the day may be known later */
        *settles = duty->grace == NULL ? ((int64_t)day_of(after) + 1) * DAY_SECONDS : after + 1;
        return LIBING_OK;
    }
    if (duty->within != NULL)
        return next_within(judgement, duty, after, plain, out, settles, err);
    if (duty->every == ING_EVERY_ONCE && duty->every_param == NULL)
        return next_once(judgement, duty, after, out, settles, err);
    if (!plain && !has_since)
        status = eval_day(judgement, duty->since, &has_since, &since, err);
    if (status == LIBING_OK && (has_since || plain))
        status = next_period(judgement, duty, after, out, settles, err);
    if (status != LIBING_OK || plain || !has_since)
        return status;
    if (duty->since != NULL)
        first = (int64_t)since * DAY_SECONDS;
    while (status == LIBING_OK && *settles != INT64_MAX && out->start < first)
        status = next_period(judgement, duty, *settles, out, settles, err);
    if (status == LIBING_OK && *settles != INT64_MAX && duty->cover_word.ptr != NULL) {
        int64_t second = INT64_MAX;
        status = first_covered(judgement, duty, out->start, &second, err);
        if (status == LIBING_OK)
            status = skip_to(judgement, duty, second, after, out, settles, err);
    }
    return status;
}

/* --- who ---------------------------------------------------------------------------------------- */

static libing_status ids_of_views(ing_judgement *judgement, const ing_views *views, const ing_text **out,
                                  size_t *count, libing_error *err)
{
    ing_text *ids = ing_arena_new(judgement->arena, views->count, sizeof *ids);

    if (ids == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < views->count; i++)
        ids[i] = views->items[i]->id;
    *out = ids;
    *count = views->count;
    return LIBING_OK;
}

static libing_status ids_of_list(ing_judgement *judgement, const ing_value *list, const ing_text **out,
                                 size_t *count, libing_error *err)
{
    ing_text *ids = ing_arena_new(judgement->arena, list->count, sizeof *ids);

    if (ids == NULL)
        return ing_fail_nomem(err);
    *out = ids;
    for (size_t i = 0; i < list->count; i++) {
        const ing_value *item = &list->items[i];
        ing_text id = item->kind == ING_VALUE_VIEW ? item->view->id : item->text;
        bool is_new = item->kind == ING_VALUE_VIEW || item->kind == ING_VALUE_TEXT;
        for (size_t k = 0; k < *count && is_new; k++)
            is_new = !ing_text_equal(ids[k], id);
        if (is_new)
            ids[(*count)++] = id;
    }
    return LIBING_OK;
}

typedef struct gathering {
    ing_arena *arena;
    int64_t settles, since;
    size_t count, cap;
    ing_text *ids;
} gathering;

static libing_status gather(void *ctx, ing_text element, const ing_period *period, int64_t settles)
{
    gathering *g = ctx;

    if (settles != g->settles || period->start < g->since)
        return LIBING_OK;
    if (g->count == g->cap) {
        size_t cap = g->cap == 0 ? 8 : g->cap * 2;
        ing_text *grown = ing_arena_new(g->arena, cap, sizeof *grown);
        if (grown == NULL)
            return ing_fail_nomem(NULL);
        if (g->count > 0)
            memcpy(grown, g->ids, g->count * sizeof *grown);
        g->ids = grown;
        g->cap = cap;
    }
    g->ids[g->count++] = element;
    return LIBING_OK;
}

static libing_status gather_within(ing_judgement *judgement, const ing_duty *duty, int64_t settles,
                                   const ing_text **out, size_t *count, libing_error *err)
{
    gathering g = { .arena = judgement->arena, .settles = settles };
    libing_status status = find_since(judgement, duty, &g.since, err);

    if (status == LIBING_OK)
        status = ing_duty_walk_within(judgement, duty, settles - 1, gather, &g, err);
    *out = g.ids;
    *count = g.count;
    return status == LIBING_ERR_NOMEM ? ing_fail_nomem(err) : status;
}

libing_status ing_duty_elements(ing_judgement *judgement, const ing_duty *duty, int64_t settles,
                                const ing_text **out, size_t *count, libing_error *err)
{
    const ing_world *world = judgement->world;
    ing_views views = { NULL, 0 };
    ing_value list;
    libing_status status;

    *out = NULL;
    *count = 0;
    if (duty->within != NULL)
        return gather_within(judgement, duty, settles, out, count, err);
    if (duty->each == ING_EACH_LISTED) {
        status = eval_outside(judgement, duty->list, &list, err);
        if (status != LIBING_OK || list.kind != ING_VALUE_LIST)
            return status;
        return ids_of_list(judgement, &list, out, count, err);
    }
    if (duty->each == ING_EACH_PARTIES)
        status = world->parties(world->ctx, duty->kind, &views, err);
    else
        status = world->cases(world->ctx, duty->kind, ING_TEXT_NONE, &views, err);
    return status == LIBING_OK ? ids_of_views(judgement, &views, out, count, err) : status;
}

/* --- how it was done ---------------------------------------------------------------------------- */

/* What the record of the element is about. */
static libing_status set_record(ing_judgement *judgement, ing_text element, libing_error *err)
{
    const ing_world *world = judgement->world;
    const ing_record *record = NULL;
    int64_t seq = 0;
    libing_status status;

    for (size_t i = 0; i < element.len; i++)
        seq = seq * 10 + (element.ptr[i] - '0');
    status = world->record(world->ctx, seq, &record, err);
    judgement->subject = NULL;
    if (status != LIBING_OK || record == NULL)
        return status;
    judgement->element = ing_value_of(ING_VALUE_ENTRY);
    judgement->element.entry = record;
    judgement->element.seq = record->seq;
    if (record->case_id.ptr != NULL)
        return world->view(world->ctx, ING_ABOUT_CASE, record->case_id, &judgement->subject, err);
    if (record->party.ptr != NULL)
        return world->view(world->ctx, ING_ABOUT_PARTY, record->party, &judgement->subject, err);
    return world->view(world->ctx, ING_ABOUT_STORE, ING_TEXT_LIT(""), &judgement->subject, err);
}

libing_status ing_duty_set_element(ing_judgement *judgement, const ing_duty *duty, ing_text element,
                                   libing_error *err)
{
    const ing_world *world = judgement->world;
    ing_about of = duty->element->kind == ING_TYPE_PARTY_ID  ? ING_ABOUT_PARTY
                   : duty->element->kind == ING_TYPE_CASE_ID ? ING_ABOUT_CASE
                                                             : ING_ABOUT_STORE;

    if (duty->each == ING_EACH_RECORDS)
        return set_record(judgement, element, err);
    judgement->element = ing_value_of_text(element);
    return world->view(world->ctx, of, of == ING_ABOUT_STORE ? ING_TEXT_LIT("") : element,
                       &judgement->subject, err);
}

libing_status ing_duty_about(ing_judgement *judgement, const ing_duty *duty, ing_text element,
                             ing_period *period, libing_error *err)
{
    bool is_known = true;
    libing_status status = ing_duty_set_element(judgement, duty, element, err);

    if (status == LIBING_OK && duty->within != NULL && judgement->subject != NULL)
        status = ing_duty_within_of(judgement, duty, element, period, &is_known, err);
    if (!is_known)
        judgement->subject = NULL;
    judgement->has_period = true;
    judgement->period = *period;
    return status;
}

libing_status ing_duty_about_record(ing_judgement *judgement, libing_error *err)
{
    const ing_record *ev = judgement->ev;
    const ing_duty *duty = NULL;
    const ing_view *about = judgement->subject;
    ing_period period = { 0 };
    bool is_known = false;
    libing_status status = LIBING_OK;

    if (ev == NULL || !ing_text_is(ev->type, "duty.closed"))
        return LIBING_OK;
    duty = ing_pack_duty(judgement->pack, ing_json_text(ev->data, "duty"));
    if (duty == NULL || (duty->within == NULL && !ing_period_read(ing_json_text(ev->data, "period"), &period)))
        return LIBING_OK; /* the pack has no such duty any more: no rule hears the record */
    if (duty->by != NULL) {
        ing_period own;
        ing_date day = judgement->today;
        set_today(judgement, day_of(period.start));
        status = once(judgement, duty, &own, &is_known, err);
        set_today(judgement, day);
        if (is_known && ing_text_equal(ing_period_id(&own), ing_period_id(&period)))
            period = own;
    }
    if (status == LIBING_OK)
        status = ing_duty_about(judgement, duty, ing_json_text(ev->data, "each"), &period, err);
    if (judgement->subject == NULL)
        judgement->subject = about;
    return status;
}

libing_status ing_duty_outcome(ing_judgement *judgement, const ing_duty *duty, ing_text *outcome,
                               ing_text *reason, libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, NULL);
    ing_verdict verdict;
    const ing_outcome_template *said;
    libing_status status = ing_verdict_find(&at, duty->rule, &verdict, err);

    *outcome = *reason = ING_TEXT_NONE;
    if (status != LIBING_OK || !verdict.holds || verdict.branch == NULL)
        return ing_verdict_close(judgement, duty->rule, status, err);
    said = verdict.branch->outcomes;
    *outcome = ing_text_is(said->action->id, "duty_met")      ? ING_TEXT_LIT("met")
               : ing_text_is(said->action->id, "duty_missed") ? ING_TEXT_LIT("missed")
                                                              : ING_TEXT_LIT("exempt");
    *reason = verdict.branch->reason;
    return LIBING_OK;
}
