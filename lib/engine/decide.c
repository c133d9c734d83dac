/* SPDX-License-Identifier: Apache-2.0 */
/* From a cause to its consequences: LANGUAGE's steps for one record.
 *
 * All outcomes of the plain rules are computed before any is written, so that no rule sees a decision of
 * the same record; `each` rules visit one element after the other, and a visit sees the decisions of
 * earlier visits; then each new decision is judged as a record itself. */
#include "engine/review.h"

#include "base/mem.h"
#include "pack/duty.h"

/* One record being judged, and what it brought about so far. */
typedef struct judging {
    ing_session *session;
    const ing_record *ev;
    int depth;
    int64_t pack_seq;
    ing_judgement judgement;
    ing_outcomes outcomes;
    const ing_record **made;        /* decisions now in the log, in the cause arena */
    size_t made_count, made_cap;
} judging;

static libing_status judge_record(ing_session *session, const ing_record *ev, int depth, libing_error *err);

/* An officer's own: it opens the case itself where there is none, and starts no clock. */
static bool is_adoption(const ing_record *ev)
{
    return ing_text_is(ev->type, "case.adopted");
}

/* --- when and where ----------------------------------------------------------------------------- */

/* LANGUAGE 1.7: decisions take their cause's `at`, or, when that is an event recorded on a later date, that
 * date. A lapse noticed late still speaks on its own day, and so does what it causes. */
static bool is_late(const ing_record *ev)
{
    return ev->late && !ing_text_is(ev->type, "deadline.lapsed") && !ing_text_is(ev->type, "duty.closed") &&
           !ing_text_is(ev->type, "decision");
}

static ing_date day_of(const ing_session *session, const ing_record *ev)
{
    int64_t local = ev->t_ms / 1000 + ing_store_zone(session->store);

    if (!is_late(ev))
        return ing_moment_date(ev->at);
    return ing_moment_date((ing_moment){ local, true });
}

static libing_status at_of_consequence(ing_session *session, const ing_record *ev, ing_text *out,
                                       libing_error *err)
{
    char day[11];
    char *copy;

    *out = ev->at_text;
    if (!is_late(ev))
        return LIBING_OK;
    ing_date_format(day_of(session, ev), day);
    copy = ing_arena_text(&session->cause, day, 10);
    *out = (ing_text){ copy, 10 };
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

/* The head of a consequence about a case, a party or the store. */
static libing_status consequence_head(ing_session *session, const ing_record *ev, const ing_view *about,
                                      const char *type, ing_record_head *head, libing_error *err)
{
    libing_status status;

    *head = (ing_record_head)ING_RECORD_HEAD_INIT;
    head->type = ing_text_of(type);
    head->t = ev->t;
    head->cause = ev->seq;
    status = at_of_consequence(session, ev, &head->at, err);
    if (status != LIBING_OK || about == NULL || about->of == ING_ABOUT_STORE)
        return status;
    if (about->of == ING_ABOUT_PARTY) {
        head->party = about->id;
        return LIBING_OK;
    }
    head->case_id = about->id;
    return ing_source_next_version(session->source, about->id, &head->cv, err);
}

libing_status ing_session_judgement(ing_session *session, const ing_record *ev, int depth,
                                    ing_judgement *out, int64_t *pack_seq, libing_error *err)
{
    const ing_world *world = ing_source_world(session->source);
    const ing_pack *pack = NULL;
    ing_about of = ev->case_id.ptr != NULL ? ING_ABOUT_CASE
                   : ev->party.ptr != NULL ? ING_ABOUT_PARTY
                                           : ING_ABOUT_STORE;
    ing_text id = of == ING_ABOUT_CASE ? ev->case_id : of == ING_ABOUT_PARTY ? ev->party : ING_TEXT_LIT("");
    libing_status status = ing_session_pack_for(session, ing_moment_date(ev->at), &pack, pack_seq, err);

    *out = (ing_judgement){ .pack = pack,
                            .world = world,
                            .arena = &session->judging[depth].record,
                            .ev = ev,
                            .today = day_of(session, ev),
                            .limit_factor = session->limit_factor,
                            .timeout_ms = session->timeout_ms };
    if (status == LIBING_OK)
        status = world->view(world->ctx, of, id, &out->subject, err);
    if (status == LIBING_OK && out->subject == NULL)
        status = ing_fail(err, LIBING_ERR_DAMAGED, "record.no_view", "record %lld is about nothing known",
                          "第%lld条记录所涉对象在库中不存在", (long long)ev->seq);
    return status == LIBING_OK ? ing_duty_about_record(out, err) : status;
}

/* --- one decision ------------------------------------------------------------------------------- */

static const char *modality_word(ing_modality modality)
{
    static const char *const words[] = { "must", "may", "must_not" };

    return words[modality];
}

static const ing_json *decision_data(ing_arena *arena, const ing_outcome *outcome)
{
    ing_json_builder cite = ing_json_begin(arena), data = ing_json_begin(arena);
    const ing_titles *titles = &outcome->rule->titles;

    for (size_t i = 0; i < titles->cite_count; i++) {
        ing_json text = ing_json_of_text(titles->cites[i]);
        ing_json_add(&cite, &text);
    }
    ing_json_put_text(&data, "action", outcome->action->id);
    ing_json_put_text(&data, "blocked", outcome->blocked);
    ing_json_put(&data, ING_TEXT_LIT("args"), outcome->args);
    ing_json_put(&data, ING_TEXT_LIT("cite"), ing_json_end_list(&cite));
    ing_json_put_text(&data, "decider", outcome->decider);
    ing_json_put(&data, ING_TEXT_LIT("facts"), outcome->facts);
    ing_json_put_text(&data, "kind", outcome->action->kind);
    ing_json_put_text(&data, "modality", ing_text_of(modality_word(outcome->modality)));
    return ing_json_end_object(&data);
}

static libing_status remember(judging *j, const ing_record *record, libing_error *err)
{
    if (j->made_count == j->made_cap) {
        size_t cap = j->made_cap == 0 ? 4 : j->made_cap * 2;
        const ing_record **grown = ing_arena_new(&j->session->cause, cap, sizeof *grown);

        if (grown == NULL)
            return ing_fail_nomem(err);
        if (j->made_count > 0)
            memcpy(grown, j->made, j->made_count * sizeof *grown);
        j->made = grown;
        j->made_cap = cap;
    }
    j->made[j->made_count++] = record;
    return LIBING_OK;
}

static libing_status write_decision(judging *j, const ing_outcome *outcome, libing_error *err)
{
    ing_record_head head;
    const ing_record *standing = NULL;
    const ing_json *data = decision_data(j->judgement.arena, outcome);
    libing_status status;

    if (data == NULL)
        return ing_fail_nomem(err);
    status = consequence_head(j->session, j->ev, outcome->about, "decision", &head, err);
    head.pack = j->pack_seq;
    head.rule = outcome->rule->id;
    if (status == LIBING_OK)
        status = j->session->sink.emit(j->session->sink.ctx, &head, data, &standing, err);
    if (status != LIBING_OK)
        return status;
    ing_judge_forget(&j->judgement);
    j->session->decision_count++;
    if (standing != NULL && outcome->blocked.ptr == NULL) /* a blocked one is no record for rules */
        status = remember(j, standing, err);
    return status;
}

static libing_status note(ing_session *session, const char *what, ing_text rule, int64_t seq,
                          libing_error *err)
{
    if (session->note_count == session->note_cap) {
        size_t cap = session->note_cap == 0 ? 4 : session->note_cap * 2;
        ing_note *grown = ing_arena_new(&session->cause, cap, sizeof *grown);

        if (grown == NULL)
            return ing_fail_nomem(err);
        if (session->note_count > 0)
            memcpy(grown, session->notes, session->note_count * sizeof *grown);
        session->notes = grown;
        session->note_cap = cap;
    }
    session->notes[session->note_count++] = (ing_note){ what, rule, seq };
    return LIBING_OK;
}

/* An outcome whose key is in force already gives way to `again`, or to a note. */
static libing_status conclude(judging *j, const ing_outcome *outcome, const ing_value *element,
                              libing_error *err)
{
    ing_outcomes again = { NULL, 0, 0 };
    int64_t seq = -1;
    libing_status status = LIBING_OK;

    if (outcome->key.ptr != NULL && outcome->blocked.ptr == NULL)
        status = ing_judge_key_in_force(&j->judgement, outcome->action, outcome->key, &seq, err);
    if (status != LIBING_OK)
        return status;
    if (seq < 0)
        return write_decision(j, outcome, err);
    if (outcome->again == NULL)
        return note(j->session, "already_in_force", outcome->rule->id, seq, err);
    status = ing_judge_again(&j->judgement, outcome->rule, element, &again, err);
    for (size_t i = 0; i < again.count && status == LIBING_OK; i++)
        status = write_decision(j, &again.items[i], err);
    return status;
}

/* --- moves -------------------------------------------------------------------------------------- */

static libing_status write_step(judging *j, const ing_view *about, const ing_move *move, ing_text from, ing_text to, bool is_last,
                                libing_error *err)
{
    const ing_region *region = &move->procedure->regions[move->region];
    ing_json_builder data = ing_json_begin(j->judgement.arena);
    const ing_record *standing = NULL;
    ing_record_head head;
    libing_status status = consequence_head(j->session, j->ev, about, "case.moved", &head, err);

    if (status != LIBING_OK)
        return status;
    ing_json_put_text(&data, "procedure", move->procedure->id);
    ing_json_put_text(&data, "region", region->id);
    ing_json_put_text(&data, "from", from);
    ing_json_put_text(&data, "to", to);
    if (is_last) {
        ing_json_put(&data, ING_TEXT_LIT("set"), move->set);
        ing_json_put(&data, ING_TEXT_LIT("cleared"), move->cleared);
    }
    return j->session->sink.emit(j->session->sink.ctx, &head, ing_json_end_object(&data), &standing, err);
}

/* One record for each state passed through; a move that only sets deadlines stays where it is. */
static libing_status write_move(judging *j, const ing_view *about, const ing_move *move, libing_error *err)
{
    ing_text from = move->from;
    libing_status status = LIBING_OK;

    if (move->to_count == 0)
        return write_step(j, about, move, from, from, true, err);
    for (size_t i = 0; i < move->to_count && status == LIBING_OK; i++) {
        status = write_step(j, about, move, from, move->to[i], i + 1 == move->to_count, err);
        from = move->to[i];
    }
    return status;
}

/* --- revocations -------------------------------------------------------------------------------- */

static libing_status revoke(judging *j, const ing_rule *rule, int64_t decision, libing_error *err)
{
    ing_record_head head;
    ing_record revoked;
    const ing_view *about = NULL;
    const ing_record *standing = NULL;
    const ing_world *world = j->judgement.world;
    ing_json_builder data = ing_json_begin(j->judgement.arena);
    libing_status status = ing_source_record(j->session->source, decision, &j->session->cause, &revoked, err);

    if (status == LIBING_OK && revoked.case_id.ptr != NULL)
        status = world->view(world->ctx, ING_ABOUT_CASE, revoked.case_id, &about, err);
    else if (status == LIBING_OK && revoked.party.ptr != NULL)
        status = world->view(world->ctx, ING_ABOUT_PARTY, revoked.party, &about, err);
    if (status == LIBING_OK)
        status = consequence_head(j->session, j->ev, about, "decision.revoked", &head, err);
    if (status != LIBING_OK)
        return status;
    ing_json_put_integer(&data, "decision", decision);
    ing_json_put_text(&data, "reason", rule->id);
    status = j->session->sink.emit(j->session->sink.ctx, &head, ing_json_end_object(&data), &standing, err);
    ing_judge_forget(&j->judgement);
    return status;
}

/* Revocations are worked out on the state before the record's own decisions, so that a rule never takes
 * back what it says in the same breath. */
typedef struct revocations {
    int64_t *seqs;
    size_t count;
} revocations;

static libing_status apply_revocations(judging *j, const ing_rule *rule, const revocations *list,
                                       libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < list->count && status == LIBING_OK; i++)
        status = revoke(j, rule, list->seqs[i], err);
    return status;
}

/* --- plain rules -------------------------------------------------------------------------------- */

/* What stopped moves have to say stands in j->outcomes already. */
static libing_status judge_plain(judging *j, const ing_rule *const *rules, size_t count, libing_error *err)
{
    revocations *revoked = ing_arena_new(j->judgement.arena, count + 1, sizeof *revoked);
    libing_status status = LIBING_OK;

    if (revoked == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < count && status == LIBING_OK; i++) {
        status = ing_judge_rule(&j->judgement, rules[i], &j->outcomes, err);
        if (status == LIBING_OK && rules[i]->revoke_count > 0)
            status = ing_judge_revocations(&j->judgement, rules[i], NULL, &revoked[i].seqs,
                                           &revoked[i].count, err);
    }
    if (status == LIBING_OK)
        status = ing_judge_precedence(&j->judgement, &j->outcomes, err);
    for (size_t i = 0; i < j->outcomes.count && status == LIBING_OK; i++)
        status = conclude(j, &j->outcomes.items[i], NULL, err);
    for (size_t i = 0; i < count && status == LIBING_OK; i++)
        status = apply_revocations(j, rules[i], &revoked[i], err);
    return status;
}

/* --- visits ------------------------------------------------------------------------------------- */

/* The case visited moves first; the rule is still asked on the case as it was. */
static libing_status move_visited(judging *j, const ing_rule *rule, const ing_value *element,
                                  libing_error *err)
{
    ing_moves moves = { NULL, 0, false };
    const ing_view *about = element->kind == ING_VALUE_VIEW && element->view->of == ING_ABOUT_CASE
                                ? element->view
                                : j->judgement.subject;
    libing_status status = ing_judge_visit_moves(&j->judgement, rule, element, &moves, err);

    for (size_t i = 0; i < moves.count && status == LIBING_OK; i++)
        status = write_move(j, about, &moves.items[i], err);
    return status;
}

static libing_status visit(judging *j, const ing_rule *rule, const ing_value *element, libing_error *err)
{
    ing_outcomes outcomes = { NULL, 0, 0 };
    revocations revoked = { NULL, 0 };
    libing_status status = move_visited(j, rule, element, err);

    ing_judge_forget(&j->judgement);
    if (status == LIBING_OK)
        status = ing_judge_visit(&j->judgement, rule, element, &outcomes, err);

    if (status == LIBING_OK && rule->revoke_count > 0)
        status = ing_judge_revocations(&j->judgement, rule, element, &revoked.seqs, &revoked.count, err);
    for (size_t i = 0; i < outcomes.count && status == LIBING_OK; i++)
        status = conclude(j, &outcomes.items[i], element, err);
    if (status == LIBING_OK)
        status = apply_revocations(j, rule, &revoked, err);
    return status;
}

/* A store-wide record may visit every case there is: what one visit needed goes before the next, while
 * the list of elements stays in the record's arena. A record about a case is itself among those kept. */
static libing_status judge_visits(judging *j, const ing_rule *rule, libing_error *err)
{
    const ing_value *items = NULL;
    size_t count = 0;
    ing_arena *arena = j->judgement.arena, *own = &j->session->judging[j->depth].visit;
    bool was_visiting = j->session->is_visiting, may_trim = j->ev->case_id.ptr == NULL;
    libing_status status;

    ing_judge_forget(&j->judgement);
    status = ing_judge_visits(&j->judgement, rule, &items, &count, err);
    j->judgement.arena = own;
    j->session->is_visiting = was_visiting || may_trim;
    for (size_t i = 0; i < count && status == LIBING_OK; i++) {
        ing_judge_forget(&j->judgement);
        ing_arena_reset(own);
        if (may_trim)
            ing_source_trim(j->session->source);
        if (j->session->interrupted != NULL && *j->session->interrupted)
            status = ing_fail(err, LIBING_ERR_INTERRUPTED, "engine.interrupted", "interrupted", "已中断");
        else
            status = visit(j, rule, &items[i], err);
    }
    ing_judge_forget(&j->judgement);
    j->judgement.arena = arena;
    j->session->is_visiting = was_visiting;
    return status;
}

/* --- one record --------------------------------------------------------------------------------- */

/* Steps 3 and 4: the case moves first, so that rules without `to` see the new states. */
static libing_status move_case(judging *j, bool is_beginning, libing_error *err)
{
    ing_moves moves = { NULL, 0, false };
    libing_status status;

    if (j->judgement.subject->of != ING_ABOUT_CASE || j->judgement.pack->procedure_count == 0)
        return LIBING_OK;
    status = ing_judge_moves(&j->judgement, is_beginning, &moves, &j->outcomes, err);
    for (size_t i = 0; i < moves.count && status == LIBING_OK; i++)
        status = write_move(j, j->judgement.subject, &moves.items[i], err);
    if (moves.count > 0)
        ing_judge_forget(&j->judgement);
    if (status == LIBING_OK && moves.not_enabled)
        status = note(j->session, "not_enabled", j->ev->word, -1, err);
    return status;
}

static libing_status judge_rules(judging *j, bool is_beginning, libing_error *err)
{
    const ing_rule *const *plain = NULL, *const *visiting = NULL;
    size_t plain_count = 0, visiting_count = 0;
    libing_status status = move_case(j, is_beginning, err);

    if (status == LIBING_OK)
        status = ing_judge_candidates(&j->judgement, &plain, &plain_count, &visiting, &visiting_count, err);
    if (status == LIBING_OK && (plain_count > 0 || j->outcomes.count > 0))
        status = judge_plain(j, plain, plain_count, err);
    for (size_t i = 0; i < visiting_count && status == LIBING_OK; i++)
        status = judge_visits(j, visiting[i], err);
    return status;
}

/* After everything that the record brought about. */
static libing_status check_invariants(judging *j, libing_error *err)
{
    const ing_pack *pack = j->judgement.pack;
    libing_status status = LIBING_OK;

    if (j->session->watch.broken == NULL || pack->invariant_count == 0)
        return LIBING_OK;
    ing_judge_forget(&j->judgement);
    for (size_t i = 0; i < pack->invariant_count && status == LIBING_OK; i++) {
        bool broken = false;

        status = ing_judge_invariant(&j->judgement, &pack->invariants[i], &broken, err);
        if (status == LIBING_OK && broken)
            status = j->session->watch.broken(j->session->watch.ctx, j->ev, &pack->invariants[i], err);
    }
    return status;
}

static libing_status judge_record(ing_session *session, const ing_record *ev, int depth, libing_error *err)
{
    judging j = { .session = session, .ev = ev, .depth = depth };
    libing_status status;

    if (depth > ING_DECISION_DEPTH_MAX)
        return ing_fail(err, LIBING_ERR_DEPTH, "decide.depth",
                        "decisions caused decisions more than %d deep, last %.*s",
                        "决定引发决定超过%d层，最后一个是%.*s", ING_DECISION_DEPTH_MAX,
                        ING_TEXT_ARG(ev->word));
    ing_arena_reset(&session->judging[depth].record);
    status = ing_session_judgement(session, ev, depth, &j.judgement, &j.pack_seq, err);
    if (status == LIBING_OK)
        status = judge_rules(&j, depth == 0 && ev->case_id.ptr != NULL && ev->cv == 0 && !is_adoption(ev), err);
    for (size_t i = 0; i < j.made_count && status == LIBING_OK; i++)
        status = judge_record(session, j.made[i], depth + 1, err);
    return status == LIBING_OK ? check_invariants(&j, err) : status;
}

/* --- a root cause ------------------------------------------------------------------------------- */

/* The first record about a case opens it, or, where its event is not one that opens, adopts it. */
static libing_status open_case(ing_session *session, const ing_record *cause, libing_error *err)
{
    ing_json_builder data = ing_json_begin(&session->cause);
    ing_record_head head;
    const ing_pack *pack = NULL;
    const ing_event *event;
    const ing_case_kind *kind;
    const ing_view *view = NULL;
    const ing_record *standing = NULL;
    int64_t pack_seq = -1;
    libing_status status = ing_session_pack_for(session, ing_moment_date(cause->at), &pack, &pack_seq, err);

    if (status != LIBING_OK)
        return status;
    event = ing_pack_event(pack, cause->type);
    if (event == NULL || event->about != ING_ABOUT_CASE || event->kind_count == 0)
        return ing_fail(err, LIBING_ERR_WORD, "vocabulary.unknown_event", "unknown event %.*s",
                        "未知事件%.*s", ING_TEXT_ARG(cause->type));
    kind = ing_map_get(&pack->cases, event->kinds[0]);
    status = ing_source_case(session->source, cause->case_id, &view, err);
    if (status == LIBING_OK)
        status = consequence_head(session, cause, view, event->opens ? "case.opened" : "case.adopted", &head,
                                  err);
    if (status != LIBING_OK)
        return status;
    head.at = cause->at_text;
    ing_json_put_text(&data, "kind", event->kinds[0]);
    if (kind != NULL && kind->subject.ptr != NULL) {
        const ing_json *subject = ing_json_find(cause->data, kind->subject);
        if (subject != NULL && subject->type == ING_JSON_TEXT)
            ing_json_put_text(&data, "subject", subject->text);
    }
    if (!event->opens)
        ing_json_put_text(&data, "reason", ING_TEXT_LIT("first_event"));
    return session->sink.emit(session->sink.ctx, &head, ing_json_end_object(&data), &standing, err);
}

libing_status ing_decide(ing_session *session, const ing_record *cause, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (cause->case_id.ptr != NULL && cause->cv == 0 && !is_adoption(cause))
        status = open_case(session, cause, err);
    if (status == LIBING_OK)
        status = judge_record(session, cause, 0, err);
    if (status == LIBING_OK)
        status = ing_review(session, cause, err);
    return status;
}

libing_status ing_decide_builtin(ing_session *session, const ing_record *cause, const ing_builtin_decision *said,
                                 libing_error *err)
{
    const ing_record *standing = NULL;
    ing_record_head head;
    libing_status status = consequence_head(session, cause, said->about, "decision", &head, err);

    if (status != LIBING_OK)
        return status;
    head.pack = said->pack_seq;
    head.rule = said->rule;
    status = session->sink.emit(session->sink.ctx, &head, said->data, &standing, err);
    session->decision_count++;
    return status == LIBING_OK && standing != NULL ? judge_record(session, standing, 1, err) : status;
}
