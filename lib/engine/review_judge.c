/* SPDX-License-Identifier: Apache-2.0 */
/* Judging a case anew, on the corrected order, by the functions that judge every record; what comes out
 * is laid over the store. What the rules see of other cases, of parties and of the store is what they saw
 * when the cause was recorded: only the order within the case is corrected. */
#include "engine/review_internal.h"

#define DAY_SECONDS 86400
#define LAPSES_MAX 1000 /* of one case: rules that set a deadline into the past again and again */

/* --- deadlines ---------------------------------------------------------------------------------- */

static void stop(ing_reviewing *r, ing_text name)
{
    for (size_t i = 0; i < r->run_count; i++) {
        if (ing_text_equal(r->runs[i].name, name))
            r->runs[i].is_over = true;
    }
}

static libing_status start(ing_reviewing *r, const ing_record *record, ing_text name, ing_text due,
                           libing_error *err)
{
    ing_run *runs = ing_review_grow(&r->arena, r->runs, &r->run_cap, r->run_count, sizeof *runs);
    ing_moment moment;
    bool other_zone = false;

    if (runs == NULL)
        return ing_fail_nomem(err);
    r->runs = runs;
    stop(r, name);
    if (!ing_moment_parse(due, ing_store_zone(r->session->store), &moment, &other_zone))
        return ing_fail(err, LIBING_ERR_DAMAGED, "review.deadline", "deadline %.*s is set to no date",
                        "期限%.*s设定的不是日期", ING_TEXT_ARG(name));
    runs[r->run_count++] =
        (ing_run){ ing_json_text(record->data, "procedure"), name, due,
                   moment.second + (moment.whole_day ? DAY_SECONDS : 0), record->turn, false };
    return LIBING_OK;
}

static libing_status run_deadlines(ing_reviewing *r, const ing_record *record, libing_error *err)
{
    const ing_json *cleared = ing_json_get(record->data, "cleared"), *set = ing_json_get(record->data, "set");
    libing_status status = LIBING_OK;

    if (ing_text_is(record->type, "deadline.lapsed"))
        stop(r, ing_json_text(record->data, "deadline"));
    if (!ing_text_is(record->type, "case.moved") || !ing_text_equal(record->case_id, r->anew.case_id))
        return LIBING_OK;
    for (size_t i = 0; cleared != NULL && cleared->type == ING_JSON_LIST && i < cleared->count; i++)
        stop(r, cleared->items[i].text);
    for (size_t i = 0; set != NULL && set->type == ING_JSON_OBJECT && i < set->count; i++) {
        if (status == LIBING_OK)
            status = start(r, record, set->members[i].key, set->members[i].value.text, err);
    }
    return status;
}

/* In order of end, of the record that set it, of name. */
static bool is_sooner(const ing_run *a, const ing_run *b)
{
    if (a->ends != b->ends)
        return a->ends < b->ends;
    return a->turn != b->turn ? a->turn < b->turn : ing_text_order(a->name, b->name) < 0;
}

static ing_run *next_to_lapse(const ing_reviewing *r, int64_t until)
{
    ing_run *found = NULL;

    for (size_t i = 0; i < r->run_count; i++) {
        ing_run *run = &r->runs[i];

        if (!run->is_over && run->ends <= until && (found == NULL || is_sooner(run, found)))
            found = run;
    }
    return found;
}

/* --- what is laid over -------------------------------------------------------------------------- */

static libing_status lay(ing_reviewing *r, ing_record *record, int64_t place, libing_error *err)
{
    libing_status status = ing_anew_push(&r->anew, record, place, err);

    if (status == LIBING_OK)
        status = ing_source_laid(r->shadow.source, record, err);
    return status == LIBING_OK ? run_deadlines(r, record, err) : status;
}

static libing_status lay_copy(ing_reviewing *r, const ing_record *record, int64_t place,
                              ing_record **out, libing_error *err)
{
    *out = ing_arena_new(&r->arena, 1, sizeof **out);
    if (*out == NULL)
        return ing_fail_nomem(err);
    **out = *record;
    return lay(r, *out, place, err);
}

/* A record that is on the log nowhere, from a head and data. */
static libing_status lay_new(ing_reviewing *r, const ing_record_head *head, const ing_json *data,
                             int64_t place, ing_record **out, libing_error *err)
{
    ing_buf line = ING_BUF_INIT;
    char *kept = NULL;
    libing_status status = ing_record_write(head, data, &line, err);

    *out = ing_arena_new(&r->arena, 1, sizeof **out);
    if (status == LIBING_OK)
        kept = ing_arena_text(&r->arena, line.ptr, line.len);
    if (status == LIBING_OK && (kept == NULL || *out == NULL))
        status = ing_fail_nomem(err);
    if (status == LIBING_OK)
        status = ing_record_read(&r->arena, (ing_text){ kept, line.len }, ing_store_zone(r->session->store),
                                 *out, err);
    ing_buf_free(&line);
    return status == LIBING_OK ? lay(r, *out, place, err) : status;
}

/* --- what is said again ------------------------------------------------------------------------- */

static bool is_equal_member(const ing_json *a, const ing_json *b, const char *key)
{
    const ing_json *left = ing_json_get(a, key), *right = ing_json_get(b, key);

    return left == right || (left != NULL && right != NULL && ing_json_equal(left, right));
}

/* A decision is the same whatever facts it rests on. */
static bool is_same_data(const ing_json *a, const ing_json *b, bool is_decision)
{
    static const char *const members[] = { "action", "args", "modality", "kind", "decider", "blocked" };
    bool is_same = true;

    if (!is_decision)
        return ing_json_equal(a, b);
    for (size_t i = 0; i < sizeof members / sizeof *members && is_same; i++)
        is_same = is_equal_member(a, b, members[i]);
    return is_same;
}

static bool is_same_text(ing_text a, ing_text b)
{
    return (a.ptr == NULL) == (b.ptr == NULL) && (a.ptr == NULL || ing_text_equal(a, b));
}

static ing_said *find_said(const ing_step *step, const ing_record_head *head, const ing_json *data)
{
    for (size_t i = 0; i < step->judged_count; i++) {
        const ing_record *record = step->said[i].record;
        bool is_it = !step->said[i].is_met && ing_text_equal(record->type, head->type) &&
                     is_same_text(record->rule, head->rule) && is_same_text(record->case_id, head->case_id) &&
                     is_same_text(record->party, head->party) &&
                     is_same_data(record->data, data, ing_text_is(head->type, "decision"));
        if (is_it)
            return &step->said[i];
    }
    return NULL;
}

/* What is said on one cause in place of another is no other decision. */
static ing_said *find_met(ing_reviewing *r, const ing_record_head *head, const ing_json *data)
{
    ing_said *found = r->current != NULL ? find_said(r->current, head, data) : NULL;

    for (size_t i = 0; i < r->count && found == NULL && ing_text_is(head->type, "decision"); i++)
        found = find_said(&r->steps[i], head, data);
    return found;
}

static libing_status keep_would(ing_reviewing *r, const ing_record *record, libing_error *err)
{
    ing_would *grown = ing_review_grow(&r->arena, r->would, &r->would_cap, r->would_count, sizeof *grown);

    if (grown == NULL)
        return ing_fail_nomem(err);
    r->would = grown;
    r->would[r->would_count++] = (ing_would){ record, false };
    return LIBING_OK;
}

static libing_status emit(void *ctx, ing_record_head *head, const ing_json *data, const ing_record **standing,
                          libing_error *err)
{
    ing_reviewing *r = ctx;
    ing_said *met;
    ing_record *record = NULL;
    const ing_record *last = r->anew.records[r->anew.count - 1];
    libing_status status;

    *standing = NULL;
    if (data == NULL)
        return ing_fail_nomem(err);
    met = find_met(r, head, data);
    head->seq = met != NULL ? met->record->seq : r->next_seq++;
    status = lay_new(r, head, data, last->place, &record, err);
    if (status != LIBING_OK)
        return status;
    if (met != NULL)
        met->is_met = true;
    else if (ing_text_is(head->type, "decision"))
        status = keep_would(r, record, err);
    *standing = record;
    return status;
}

/* --- as recorded -------------------------------------------------------------------------------- */

static libing_status take_said(ing_reviewing *r, ing_step *step, size_t from, libing_error *err)
{
    ing_record *record = NULL;
    libing_status status = LIBING_OK;

    for (size_t i = from; i < step->said_count && status == LIBING_OK; i++) {
        step->said[i].is_met = true;
        status = lay_copy(r, step->said[i].record, step->record->seq, &record, err);
    }
    return status;
}

static libing_status take(ing_reviewing *r, ing_step *step, libing_error *err)
{
    ing_record *record = NULL;
    libing_status status = lay_copy(r, step->record, step->record->seq, &record, err);

    step->is_done = true;
    return status == LIBING_OK ? take_said(r, step, 0, err) : status;
}

/* What both orders agree on, lapses included that were recorded before the last of it. */
static libing_status take_kept(ing_reviewing *r, libing_error *err)
{
    size_t taken = 0;
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < r->count && taken < r->kept && status == LIBING_OK; i++) {
        taken += r->steps[i].is_lapse ? 0 : 1;
        status = take(r, &r->steps[i], err);
    }
    return status;
}

/* --- anew --------------------------------------------------------------------------------------- */

static libing_status decide(ing_reviewing *r, ing_step *step, const ing_record *record, int64_t seen,
                            libing_error *err)
{
    libing_status status;

    r->current = step;
    ing_source_look_back(r->shadow.source, seen, false, 0);
    ing_session_next_cause(&r->shadow);
    status = ing_decide(&r->shadow, record, err);
    if (status == LIBING_OK && step != NULL)
        status = take_said(r, step, step->judged_count, err);
    return status;
}

static ing_step *recorded_lapse(const ing_reviewing *r, const ing_run *run)
{
    for (size_t i = 0; i < r->count; i++) {
        const ing_json *data = r->steps[i].record->data;
        bool is_it = r->steps[i].is_lapse && !r->steps[i].is_done &&
                     ing_text_equal(ing_json_text(data, "deadline"), run->name) &&
                     ing_text_equal(ing_json_text(data, "procedure"), run->procedure) &&
                     ing_text_equal(ing_json_text(data, "due"), run->due);
        if (is_it)
            return &r->steps[i];
    }
    return NULL;
}

static libing_status new_lapse(ing_reviewing *r, const ing_run *run, const ing_record *next,
                               ing_record **out, libing_error *err)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;
    ing_json_builder data = ing_json_begin(&r->arena);
    char at[26];

    ing_moment_format((ing_moment){ run->ends, run->due.len == 10 }, ing_store_zone(r->session->store), at);
    head.type = ING_TEXT_LIT("deadline.lapsed");
    head.case_id = r->anew.case_id;
    head.seq = r->next_seq++;
    head.cv = r->anew.version;
    head.t = next->t;
    head.at = ing_text_of(at);
    ing_json_put_text(&data, "procedure", run->procedure);
    ing_json_put_text(&data, "deadline", run->name);
    ing_json_put_text(&data, "due", run->due);
    return lay_new(r, &head, ing_json_end_object(&data), next->seq, out, err);
}

/* Deadlines that ended at or before the local second. `next` is the cause before which they lapse. */
static libing_status lapse(ing_reviewing *r, int64_t until, const ing_record *next, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (int lapsed = 0; status == LIBING_OK; lapsed++) {
        ing_run *run = next_to_lapse(r, until);
        ing_step *step = run != NULL ? recorded_lapse(r, run) : NULL;
        ing_record *record = NULL;

        if (run == NULL)
            break;
        if (lapsed == LAPSES_MAX)
            return ing_fail(err, LIBING_ERR_DEPTH, "review.endless",
                            "more than %d deadlines of case %.*s lapse at once",
                            "一次届满的期限超过%d个，案件%.*s", LAPSES_MAX, ING_TEXT_ARG(r->anew.case_id));
        if (step != NULL)
            status = lay_copy(r, step->record, step->record->seq, &record, err);
        else
            status = new_lapse(r, run, next, &record, err);
        if (step != NULL)
            step->is_done = true;
        if (status == LIBING_OK)
            status = decide(r, step, record, step != NULL ? step->record->seq : next->seq, err);
    }
    return status;
}

/* A word on a decision that would not have been made is not said. */
static bool is_on_nothing(const ing_reviewing *r, const ing_record *record)
{
    int64_t decision = ing_json_integer(record->data, "decision", -1);
    bool is_word = ing_text_is(record->type, "decision.confirmed") ||
                   ing_text_is(record->type, "decision.declined") ||
                   ing_text_is(record->type, "decision.executed");

    return is_word && ing_anew_hides_seq(&r->anew, decision) &&
           ing_anew_find(&r->anew, decision) == NULL;
}

static libing_status judge_step(ing_reviewing *r, ing_step *step, libing_error *err)
{
    ing_record *record = NULL;
    libing_status status = lapse(r, step->record->at.second, step->record, err);

    if (status != LIBING_OK || is_on_nothing(r, step->record))
        return status;
    status = lay_copy(r, step->record, step->record->seq, &record, err);
    if (status == LIBING_OK && !step->is_given)
        status = decide(r, step, record, record->seq, err);
    return status;
}

/* As far as the case has come: to its newest cause, or the newest lapse that is on record. */
static int64_t newest_second(const ing_reviewing *r)
{
    int64_t newest = INT64_MIN;

    for (size_t i = 0; i < r->count; i++) {
        if (r->steps[i].record->at.second > newest && !r->steps[i].is_corrected)
            newest = r->steps[i].record->at.second;
    }
    return newest;
}

static libing_status open_shadow(ing_reviewing *r, libing_error *err)
{
    const ing_session *session = r->session;
    libing_status status = ing_session_open(&r->shadow, session->store, 0, err);

    if (status != LIBING_OK)
        return status;
    r->shadow.sink = (ing_sink){ r, emit, NULL }; /* nothing ends but what is ended here */
    r->shadow.language = session->language;
    r->shadow.interrupted = session->interrupted;
    r->shadow.limit_factor = session->limit_factor;
    r->shadow.timeout_ms = session->timeout_ms;
    r->shadow.lender = r->session;
    ing_source_lay_over(r->shadow.source, &r->anew);
    return LIBING_OK;
}

libing_status ing_review_judge(ing_reviewing *r, libing_error *err)
{
    libing_status status = open_shadow(r, err);

    if (status == LIBING_OK)
        status = take_kept(r, err);
    for (size_t i = r->kept; i < r->order_count && status == LIBING_OK; i++)
        status = judge_step(r, r->order[i], err);
    return status == LIBING_OK ? lapse(r, newest_second(r), r->cause, err) : status;
}
