/* SPDX-License-Identifier: Apache-2.0 */
/* What differs between a case as it stands and as it would have run, said as decisions of the rule
 * `late_record`: one for each difference, and none for one that was reported before. */
#include "engine/review_internal.h"

/* A decision that stands, one that would stand in its place, or both. */
typedef struct difference {
    const ing_record *decided, *instead;
    bool is_open;                   /* something else may be decided in its place */
} difference;

typedef struct reporting {
    ing_reviewing *r;
    ing_judgement judgement;
    int64_t pack_seq;
    difference *found;
    size_t count, cap;
} reporting;

/* --- what differs ------------------------------------------------------------------------------- */

static bool is_blocked(const ing_record *decision)
{
    return ing_json_get(decision->data, "blocked") != NULL;
}

static libing_status differs(reporting *p, const ing_record *decided, const ing_record *instead,
                             libing_error *err)
{
    difference *grown = ing_review_grow(&p->r->arena, p->found, &p->cap, p->count, sizeof *grown);

    if (grown == NULL)
        return ing_fail_nomem(err);
    p->found = grown;
    p->found[p->count++] = (difference){ decided, instead, false };
    return LIBING_OK;
}

#define NEAREST 6

/* How near what would be decided comes to what was, 0 = not at all: on the same cause the same action of
 * the same rule, the same action, the same rule; elsewhere the same action of the same rule, the same
 * action; anything else on the same cause. */
static int nearness(const ing_record *would, const ing_record *decided)
{
    bool is_rule = ing_text_equal(would->rule, decided->rule);
    bool is_action = ing_text_equal(would->word, decided->word), is_cause = would->cause == decided->cause;

    if (!ing_text_equal(would->case_id, decided->case_id) || !ing_text_equal(would->party, decided->party))
        return 0;
    if (is_action)
        return is_cause ? (is_rule ? NEAREST : 5) : is_rule ? 3 : 2;
    return !is_cause ? 0 : is_rule ? 4 : 1;
}

/* Would it be in force at the end. */
static bool would_stand(const ing_reviewing *r, int64_t seq)
{
    bool in_force = false;

    return ing_anew_in_force(&r->anew, seq, &in_force) && in_force;
}

/* Said again on either order: in force on one, and revoked on the other. */
static libing_status compare_met(reporting *p, ing_said *said, bool stands, libing_error *err)
{
    bool would = would_stand(p->r, said->record->seq);

    return stands != would ? differs(p, said->record, would ? said->record : NULL, err) : LIBING_OK;
}

/* What was decided and would not be: *open says that something may be decided in its place. */
static libing_status compare_said(reporting *p, ing_said *said, bool *open, libing_error *err)
{
    bool stands = false;
    libing_status status;

    *open = false;
    if (!ing_text_is(said->record->type, "decision"))
        return LIBING_OK;
    status = ing_store_in_force(p->r->session->store, said->record->seq, -1, &stands, err);
    if (status != LIBING_OK)
        return status;
    if (said->is_met)
        return compare_met(p, said, stands, err);
    *open = stands || is_blocked(said->record); /* revoked or declined, it stands no more */
    return *open ? differs(p, said->record, NULL, err) : LIBING_OK;
}

/* The nearest come together first, each with one other at most. */
static void pair(reporting *p, int wanted)
{
    ing_reviewing *r = p->r;

    for (size_t i = 0; i < p->count; i++) {
        difference *d = &p->found[i];

        for (size_t k = 0; k < r->would_count && d->is_open && d->instead == NULL; k++) {
            ing_would *would = &r->would[k];

            if (would->is_paired || nearness(would->record, d->decided) != wanted)
                continue;
            would->is_paired = true;
            d->instead = would->record;
        }
    }
}

/* What is in force on neither order is no difference. */
static void drop_idle(reporting *p)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->count; i++) {
        difference d = p->found[i];

        if (d.is_open && d.instead != NULL && !would_stand(p->r, d.instead->seq))
            d.instead = NULL;
        if (!d.is_open || d.instead != NULL || !is_blocked(d.decided))
            p->found[kept++] = d;
    }
    p->count = kept;
}

static libing_status compare(reporting *p, libing_error *err)
{
    ing_reviewing *r = p->r;
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < r->count; i++) {
        for (size_t k = 0; k < r->steps[i].judged_count && status == LIBING_OK; k++) {
            size_t before = p->count;
            bool is_open;

            status = compare_said(p, &r->steps[i].said[k], &is_open, err);
            if (p->count > before)
                p->found[before].is_open = is_open;
        }
    }
    for (int wanted = NEAREST; wanted > 0; wanted--)
        pair(p, wanted);
    drop_idle(p);
    for (size_t i = 0; i < r->would_count && status == LIBING_OK; i++) {
        if (!r->would[i].is_paired && would_stand(r, r->would[i].record->seq))
            status = differs(p, NULL, r->would[i].record, err);
    }
    return status;
}

/* --- saying it ---------------------------------------------------------------------------------- */

static void put_member(ing_json_builder *out, const char *name, const ing_record *decision)
{
    ing_json_put(out, ing_text_of(name), ing_json_get(decision->data, name));
}

static const ing_json *in_short(ing_arena *arena, const ing_record *decision)
{
    ing_json_builder out = ing_json_begin(arena);

    put_member(&out, "action", decision);
    put_member(&out, "args", decision);
    put_member(&out, "blocked", decision);
    put_member(&out, "modality", decision);
    ing_json_put_text(&out, "rule", decision->rule);
    return ing_json_end_object(&out);
}

static void add_fact(ing_json_builder *facts, const char *name, const ing_json *value, int64_t seq)
{
    ing_json_builder fact = ing_json_begin(facts->arena);

    ing_json_put_text(&fact, "name", ing_text_of(name));
    ing_json_put(&fact, ING_TEXT_LIT("value"), value);
    if (seq >= 0)
        ing_json_put_integer(&fact, "seq", seq);
    ing_json_add(facts, ing_json_end_object(&fact));
}

/* A fact without a value is one that there is not: nothing was decided, nothing would be instead. */
static const ing_json *facts_of(const reporting *p, const difference *d, const char *failure)
{
    ing_arena *arena = &p->r->arena;
    ing_json_builder facts = ing_json_begin(arena);
    ing_json late = ing_json_of_text(p->r->cause->word), why = ing_json_of_text(ing_text_of(failure));

    if (d != NULL) {
        add_fact(&facts, "decided", d->decided != NULL ? in_short(arena, d->decided) : NULL,
                 d->decided != NULL ? d->decided->seq : -1);
        add_fact(&facts, "instead", d->instead != NULL ? in_short(arena, d->instead) : NULL, -1);
    } else
        add_fact(&facts, "failure", &why, -1);
    add_fact(&facts, "late", &late, p->r->cause->seq);
    return ing_json_end_list(&facts);
}

static const ing_json *fact_of(const ing_record *report, const char *name)
{
    const ing_json *facts = ing_json_get(report->data, "facts");

    for (size_t i = 0; facts != NULL && i < facts->count; i++) {
        if (ing_text_is(ing_json_text(&facts->items[i], "name"), name))
            return &facts->items[i];
    }
    return NULL;
}

static bool is_same_fact(const ing_record *report, const ing_json *facts, size_t at)
{
    const char *name = at == 0 ? "decided" : "instead";
    const ing_json *said = fact_of(report, name);

    return said != NULL && ing_json_equal(said, &facts->items[at]);
}

static bool was_reported(const ing_reviewing *r, const ing_json *facts)
{
    for (size_t i = 0; i < r->count; i++) {
        const ing_step *step = &r->steps[i];

        for (size_t k = step->judged_count; k < step->said_count; k++) {
            const ing_record *report = step->said[k].record;
            if (ing_text_is(report->rule, "late_record") && is_same_fact(report, facts, 0) &&
                is_same_fact(report, facts, 1))
                return true;
        }
    }
    return false;
}

/* What the report's arguments may say, by the names of fields. */
static const ing_json *known(const reporting *p, const difference *d)
{
    ing_json_builder out = ing_json_begin(&p->r->arena);

    ing_json_put_text(&out, "id", p->r->cause->case_id);
    ing_json_put_integer(&out, "late", p->r->cause->seq);
    ing_json_put_text(&out, "reason", ING_TEXT_LIT("late_record"));
    if (d != NULL && d->decided != NULL)
        ing_json_put_integer(&out, "decision", d->decided->seq);
    if (d != NULL && d->instead != NULL)
        ing_json_put_text(&out, "instead", d->instead->word);
    return ing_json_end_object(&out);
}

/* The report is for whoever decides the decision in question, unless the pack says who reviews. */
static ing_text decider_of(const difference *d)
{
    const ing_record *decision = d == NULL ? NULL : d->decided != NULL ? d->decided : d->instead;

    return decision != NULL ? ing_json_text(decision->data, "decider") : ING_TEXT_NONE;
}

static libing_status data_of(reporting *p, const difference *d, const ing_json *facts, const ing_json **out,
                             libing_error *err)
{
    const ing_action *action = ing_pack_action(p->judgement.pack, ING_TEXT_LIT("review_required"));
    ing_json_builder cite = ing_json_begin(&p->r->arena), data = ing_json_begin(&p->r->arena);
    const ing_json *args = known(p, d);
    ing_text decider = decider_of(d);
    libing_status status = args == NULL ? ing_fail_nomem(err) : LIBING_OK;

    ing_judge_forget(&p->judgement);
    if (status == LIBING_OK && action != NULL)
        status = ing_judge_builtin(&p->judgement, action, args, &args, &decider, err);
    if (status != LIBING_OK)
        return status;
    ing_json_put_text(&data, "action", ING_TEXT_LIT("review_required"));
    ing_json_put(&data, ING_TEXT_LIT("args"), args);
    ing_json_put(&data, ING_TEXT_LIT("cite"), ing_json_end_list(&cite));
    ing_json_put_text(&data, "decider", decider);
    ing_json_put(&data, ING_TEXT_LIT("facts"), facts);
    ing_json_put_text(&data, "kind", action != NULL ? action->kind : ING_TEXT_LIT("guard"));
    ing_json_put_text(&data, "modality", ING_TEXT_LIT("must"));
    *out = ing_json_end_object(&data);
    return *out == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status report(reporting *p, const difference *d, const char *failure, libing_error *err)
{
    const ing_json *facts = facts_of(p, d, failure);
    ing_builtin_decision said = { ING_TEXT_LIT("late_record"), p->judgement.subject, p->pack_seq, NULL };
    libing_status status;

    if (facts == NULL)
        return ing_fail_nomem(err);
    if (d != NULL && was_reported(p->r, facts))
        return LIBING_OK;
    status = data_of(p, d, facts, &said.data, err);
    return status == LIBING_OK ? ing_decide_builtin(p->r->session, p->r->cause, &said, err) : status;
}

libing_status ing_review_report(ing_reviewing *r, const char *failure, libing_error *err)
{
    reporting p = { .r = r };
    libing_status status = LIBING_OK;

    if (failure == NULL)
        status = compare(&p, err);
    if (status != LIBING_OK || (failure == NULL && p.count == 0))
        return status;
    ing_arena_reset(&r->session->judging[0].record);
    status = ing_session_judgement(r->session, r->cause, 0, &p.judgement, &p.pack_seq, err);
    if (status == LIBING_OK && failure != NULL)
        return report(&p, NULL, failure, err);
    for (size_t i = 0; i < p.count && status == LIBING_OK; i++)
        status = report(&p, &p.found[i], NULL, err);
    return status;
}
