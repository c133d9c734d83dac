/* SPDX-License-Identifier: Apache-2.0 */
/* An officer's word on a decision: confirmed, declined, executed. Rules propose and people decide. */
#include "engine/engine.h"
#include "engine/lapse.h"

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))

/* A word on its way into the log. */
typedef struct answering {
    libing_engine *engine;
    const char *type;               /* decision.confirmed … */
    ing_record decision;
    ing_text standing;
    const libing_word *word;
} answering;

/* --- may it be said ----------------------------------------------------------------------------- */

static libing_status read_decision(answering *a, int64_t seq, libing_error *err)
{
    bool in_force = false;
    libing_status status = ing_store_read(a->engine->store, seq, &a->engine->asking, &a->decision, err);

    if (status == LIBING_OK) /* is it a decision at all */
        status = ing_store_standing(a->engine->store, seq, &in_force, &a->standing, err);
    return status;
}

/* What may follow what: a proposal is confirmed or declined once; what is in force is executed once. */
static libing_status check_standing(answering *a, libing_error *err)
{
    bool is_execution = strcmp(a->type, "decision.executed") == 0;
    bool fits, in_force = false;
    libing_status status =
        ing_store_standing(a->engine->store, a->decision.seq, &in_force, &a->standing, err);

    if (status != LIBING_OK)
        return status;
    fits = ing_text_is(a->standing, "in_force") || (is_execution && ing_text_is(a->standing, "confirmed"));
    if (fits)
        return LIBING_OK;
    status = ing_fail(err, LIBING_ERR_STATE, "decision.standing", "decision %lld is %.*s already",
                      "决定%lld的状态已是%.*s", (long long)a->decision.seq, ING_TEXT_ARG(a->standing));
    ing_error_seq(err, a->decision.seq);
    return status;
}

static libing_status check_decider(const answering *a, libing_error *err)
{
    ing_text decider = ing_json_text(a->decision.data, "decider"), by = ing_text_of(a->word->by);
    const char *colon = by.len > 0 ? memchr(by.ptr, ':', by.len) : NULL;
    ing_text role = { by.ptr, colon != NULL ? (size_t)(colon - by.ptr) : 0 };

    if (role.len == 0 || role.len + 1 == by.len)
        return ing_fail(err, LIBING_ERR_ROLE, "role.form",
                        "by '%.*s' is no role with a pseudonym; write township_gov:01",
                        "by“%.*s”不是“角色:化名”；请写township_gov:01", ING_TEXT_ARG(by));
    if (decider.ptr == NULL)
        return ing_fail(err, LIBING_ERR_STATE, "decision.nobody_decides",
                        "decision %lld is a %.*s, nobody decides it", "决定%lld是%.*s，无须任何人决定",
                        (long long)a->decision.seq, ING_TEXT_ARG(ing_json_text(a->decision.data, "kind")));
    if (!ing_text_equal(decider, role))
        return ing_fail(err, LIBING_ERR_ROLE, "decision.decider",
                        "decision %lld is for %.*s to decide, not for %.*s",
                        "决定%lld应由%.*s作出，而非%.*s", (long long)a->decision.seq, ING_TEXT_ARG(decider),
                        ING_TEXT_ARG(role));
    return LIBING_OK;
}

/* --- saying it ---------------------------------------------------------------------------------- */

/* When and by whom; the case's version is not known before its deadlines have lapsed. */
typedef struct saying {
    ing_record_head head;
    ing_moment at;
    char t[25];
} saying;

static libing_status begin(const answering *a, saying *s, libing_error *err)
{
    int32_t zone = ing_store_zone(a->engine->store);
    int64_t t_ms = 0;
    bool other_zone = false;
    libing_status status = ing_engine_now(a->engine, &t_ms, err);

    if (status != LIBING_OK)
        return status;
    if (!ing_moment_parse(ing_text_of(a->word->at), zone, &s->at, &other_zone))
        return ing_fail(err, LIBING_ERR_DATE, "request.at", "at '%s' is no date here; write 2024-03-15",
                        "at“%s”不是本库的日期；请写2024-03-15", a->word->at);
    ing_instant_format(t_ms, s->t);
    if ((s->at.second - zone) * 1000 > t_ms + DAY_MS)
        return ing_fail(err, LIBING_ERR_FUTURE, "request.future",
                        "at '%s' is more than 24 hours after the clock, %s",
                        "at“%s”比时钟%s晚24小时以上", a->word->at, s->t);
    s->head = (ing_record_head)ING_RECORD_HEAD_INIT;
    s->head.type = ing_text_of(a->type);
    s->head.t = (ing_text){ s->t, 24 };
    s->head.at = ing_text_of(a->word->at);
    s->head.by = ing_text_of(a->word->by);
    return ing_engine_attach_runtime(a->engine, s->head.t, err);
}

/* As before an event: what ended before the word is said lapses first, and may change how the decision
 * stands. The rules that hear the word may look anywhere, and words are few. */
static libing_status lapse_before(const answering *a, const saying *s, libing_error *err)
{
    const ing_running_scope all = { ING_RUNNING_ALL, ING_TEXT_NONE };
    int64_t lapsed = 0;
    libing_status status = ing_lapse(&a->engine->session, &all, s->at.second, s->head.t, &lapsed, err);

    ing_session_next_cause(&a->engine->session);
    return status;
}

static libing_status say(answering *a, saying *s, ing_receipt *receipt, libing_error *err)
{
    ing_session *session = &a->engine->session;
    ing_json_builder data = ing_json_begin(&a->engine->asking);
    const ing_record *record = NULL;
    libing_status status = LIBING_OK;

    s->head.case_id = a->decision.case_id;
    s->head.party = a->decision.party;
    if (a->decision.case_id.ptr != NULL)
        status = ing_store_next_version(a->engine->store, a->decision.case_id, &s->head.cv, err);
    ing_json_put_integer(&data, "decision", a->decision.seq);
    ing_json_put_text(&data, "reason", ing_text_of(a->word->reason));
    if (status == LIBING_OK)
        status = ing_session_record(session, &s->head, ing_json_end_object(&data), &record, err);
    if (status != LIBING_OK)
        return status;
    receipt->seq = record->seq;
    status = ing_decide(session, record, err);
    receipt->end = ing_store_size(a->engine->store);
    return status;
}

static libing_status answer(libing_engine *engine, const char *type, int64_t seq, const libing_word *word,
                            libing_document **out, libing_error *err)
{
    answering a = { .engine = engine, .type = type, .word = word };
    ing_receipt receipt = { -1, -1, false };
    saying s;
    libing_status status;

    ing_arena_reset(&engine->asking);
    ing_session_next_cause(&engine->session);
    status = read_decision(&a, seq, err);
    if (status == LIBING_OK)
        status = check_decider(&a, err);
    if (status == LIBING_OK)
        status = begin(&a, &s, err);
    if (status == LIBING_OK)
        status = lapse_before(&a, &s, err);
    if (status == LIBING_OK)
        status = check_standing(&a, err);
    if (status == LIBING_OK)
        status = say(&a, &s, &receipt, err);
    if (status == LIBING_OK && out != NULL)
        status = ing_receipt_document(engine, &receipt, out, err);
    return status;
}

static libing_status in_transaction(libing_engine *engine, const char *type, int64_t seq,
                                    const libing_word *word, libing_document **out, libing_error *err)
{
    libing_status status;

    if (out != NULL)
        *out = NULL;
    if (word == NULL || word->by == NULL || word->at == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "a word needs by and at", "须给出by和at");
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    status = ing_engine_begin(engine, true, err);
    if (status == LIBING_OK) {
        status = answer(engine, type, seq, word, out, err);
        ing_engine_end_answer(engine, true, &status, out, err);
    }
    ing_engine_leave(engine);
    return status;
}

libing_status libing_confirm(libing_engine *engine, int64_t seq, const libing_word *word,
                             libing_document **out, libing_error *err)
{
    return in_transaction(engine, "decision.confirmed", seq, word, out, err);
}

libing_status libing_decline(libing_engine *engine, int64_t seq, const libing_word *word,
                             libing_document **out, libing_error *err)
{
    return in_transaction(engine, "decision.declined", seq, word, out, err);
}

libing_status libing_execute(libing_engine *engine, int64_t seq, const libing_word *word,
                             libing_document **out, libing_error *err)
{
    return in_transaction(engine, "decision.executed", seq, word, out, err);
}
