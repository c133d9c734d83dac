/* SPDX-License-Identifier: Apache-2.0 */
/* explain: a decision from its record and its pack's model, or a rule's silence by looking back to the
 * moment of the record that it heard. */
#include "engine/engine.h"
#include "engine/explain_text.h"

typedef struct explaining {
    libing_engine *engine;
    ing_arena *arena;               /* the session's cause arena */
    ing_record record;
    ing_json_builder out;
    ing_buf text;                   /* the readable page */
} explaining;

static bool is_zh(const explaining *x)
{
    return x->engine->language[0] == 'z';
}

/* --- a decision --------------------------------------------------------------------------------- */

static libing_status read_model(explaining *x, const ing_json **out, libing_error *err)
{
    libing_engine *engine = x->engine;
    ing_record installed;
    ing_digest digest;
    ing_buf bytes = ING_BUF_INIT;
    libing_status status = ing_store_read(engine->store, x->record.pack, x->arena, &installed, err);

    *out = NULL;
    if (status == LIBING_OK && !ing_digest_parse_hex(ing_json_text(installed.data, "model"), &digest))
        status = ing_fail(err, LIBING_ERR_DAMAGED, "pack.no_model", "record %lld names no model",
                          "第%lld条记录没有指明规则模型", (long long)x->record.pack);
    if (status == LIBING_OK)
        status = ing_store_blob_get(engine->store, &digest, &bytes, err);
    if (status == LIBING_OK)
        status = ing_json_read(x->arena, ing_buf_view(&bytes), out, err);
    ing_buf_free(&bytes);
    return status;
}

/* From the decision up to the event where it all began. */
static libing_status add_causes(explaining *x, libing_error *err)
{
    ing_json_builder causes = ing_json_begin(x->arena);
    int64_t cause = x->record.cause;
    libing_status status = LIBING_OK;

    while (cause >= 0 && status == LIBING_OK) {
        ing_record *record = ing_arena_new(x->arena, 1, sizeof *record);

        if (record == NULL)
            return ing_fail_nomem(err);
        status = ing_store_read(x->engine->store, cause, x->arena, record, err);
        if (status != LIBING_OK)
            break;
        ing_json_add(&causes, record->root);
        cause = record->cause < cause ? record->cause : -1; /* a damaged log must not loop */
    }
    ing_json_put(&x->out, ING_TEXT_LIT("causes"), ing_json_end_list(&causes));
    return status;
}

static libing_status explain_decision(explaining *x, libing_error *err)
{
    const ing_json *model = NULL, *words = NULL;
    libing_status status = read_model(x, &model, err);

    if (status == LIBING_OK)
        status = ing_explain_decision(&x->record, model, x->engine->language, x->arena, &words, &x->text,
                                      err);
    if (status != LIBING_OK)
        return status;
    ing_json_put(&x->out, ING_TEXT_LIT("decision"), x->record.root);
    ing_json_put(&x->out, ING_TEXT_LIT("explanation"), words);
    return add_causes(x, err);
}

/* --- rules that heard a record ------------------------------------------------------------------ */

/* One rule's answer; an `each` rule answers for each element it visited. */
static libing_status explain_rule(explaining *x, ing_judgement *judgement, const ing_rule *rule,
                                  ing_json_builder *list, libing_error *err)
{
    const ing_value *items = NULL;
    const ing_json *why = NULL;
    size_t count = 0;
    libing_status status;

    ing_judge_forget(judgement);
    if (rule->each == NULL) {
        status = ing_judge_explain(judgement, rule, NULL, &why, err);
        ing_json_add(list, why);
        return status;
    }
    status = ing_judge_visits(judgement, rule, &items, &count, err);
    for (size_t i = 0; i < count && status == LIBING_OK; i++) {
        ing_judge_forget(judgement);
        status = ing_judge_explain(judgement, rule, &items[i], &why, err);
        ing_json_add(list, why);
    }
    (void)x;
    return status;
}

static libing_status no_such_rule(const explaining *x, const ing_pack *pack, ing_text rule,
                                  libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(rule);

    for (size_t i = 0; i < pack->rule_count; i++) {
        if (ing_text_equal(pack->rules[i]->id, rule))
            return ing_fail(err, LIBING_ERR_NOTFOUND, "explain.not_listening",
                            "rule %.*s does not listen to %.*s (record %lld)",
                            "规则%.*s不涉及%.*s（第%lld条记录）", ING_TEXT_ARG(rule),
                            ING_TEXT_ARG(x->record.word), (long long)x->record.seq);
        ing_nearest_try(&nearest, pack->rules[i]->id);
    }
    if (nearest.best.ptr != NULL)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "explain.no_rule", "no rule '%.*s'; did you mean %.*s?",
                        "没有规则“%.*s”；是否指%.*s？", ING_TEXT_ARG(rule), ING_TEXT_ARG(nearest.best));
    return ing_fail(err, LIBING_ERR_NOTFOUND, "explain.no_rule", "no rule '%.*s' in pack %.*s",
                    "规则“%.*s”不在规则包%.*s中", ING_TEXT_ARG(rule), ING_TEXT_ARG(pack->id));
}

/* Cheapest first: which rule was nearest to speaking. Rules that spoke come before all. */
static int64_t distance(const ing_json *why)
{
    const ing_json *spoke = ing_json_get(why, "spoke");

    return spoke != NULL && spoke->truth ? -1 : ing_json_integer(why, "changes", INT64_MAX);
}

static const ing_json *sorted_by_distance(const ing_json *list, ing_arena *arena)
{
    const ing_json **order = ing_arena_new(arena, list->count + 1, sizeof *order);
    ing_json_builder sorted = ing_json_begin(arena);

    if (order == NULL)
        return NULL;
    for (size_t i = 0; i < list->count; i++) {
        size_t at = i;

        for (; at > 0 && distance(order[at - 1]) > distance(&list->items[i]); at--)
            order[at] = order[at - 1];
        order[at] = &list->items[i];
    }
    for (size_t i = 0; i < list->count; i++)
        ing_json_add(&sorted, order[i]);
    return ing_json_end_list(&sorted);
}

static libing_status explain_listeners(explaining *x, ing_text only, libing_error *err)
{
    ing_session *session = &x->engine->session;
    ing_json_builder list = ing_json_begin(x->arena);
    ing_judgement judgement;
    const ing_rule *const *rules = NULL;
    const ing_json *all;
    size_t count = 0, told = 0;
    int64_t pack_seq = -1;
    libing_status status;

    ing_source_look_back(session->source, x->record.seq, false, 0);
    ing_arena_reset(&session->judging[0].record);
    status = ing_session_judgement(session, &x->record, 0, &judgement, &pack_seq, err);
    if (status == LIBING_OK)
        status = ing_judge_listening(&judgement, &rules, &count, err);
    for (size_t i = 0; i < count && status == LIBING_OK; i++) {
        if (only.ptr != NULL && !ing_text_equal(rules[i]->id, only))
            continue;
        told++;
        status = explain_rule(x, &judgement, rules[i], &list, err);
    }
    if (status == LIBING_OK && only.ptr != NULL && told == 0)
        status = no_such_rule(x, judgement.pack, only, err);
    if (status != LIBING_OK)
        return status;
    all = ing_json_end_list(&list);
    all = all != NULL ? sorted_by_distance(all, x->arena) : NULL;
    if (all == NULL)
        return ing_fail_nomem(err);
    ing_json_put(&x->out, ING_TEXT_LIT("record"), x->record.root);
    ing_json_put(&x->out, ING_TEXT_LIT("rules"), all);
    ing_explain_rules_text(all, &x->record, x->engine->language, &x->text);
    return LIBING_OK;
}

/* --- the verb ----------------------------------------------------------------------------------- */

static libing_status explain(explaining *x, int64_t seq, const char *rule, libing_document **out,
                             libing_error *err)
{
    libing_status status = ing_store_read(x->engine->store, seq, x->arena, &x->record, err);

    if (status == LIBING_OK) /* rules hear an officer's word as confirm:… */
        status = ing_source_name(x->engine->session.source, x->arena, &x->record, err);
    if (status != LIBING_OK)
        return status;
    x->out = ing_json_begin(x->arena);
    ing_json_put_integer(&x->out, "seq", seq);
    ing_json_put_text(&x->out, "language", is_zh(x) ? ING_TEXT_LIT("zh") : ING_TEXT_LIT("en"));
    if (rule == NULL && ing_text_is(x->record.type, "decision"))
        status = explain_decision(x, err);
    else
        status = explain_listeners(x, rule != NULL ? ing_text_of(rule) : ING_TEXT_NONE, err);
    if (status == LIBING_OK && x->text.failed)
        status = ing_fail_nomem(err);
    if (status != LIBING_OK)
        return status;
    ing_json_put_text(&x->out, "text", ing_buf_view(&x->text));
    return ing_document_new(ing_json_end_object(&x->out), out, err);
}

libing_status libing_explain(libing_engine *engine, int64_t seq, const char *rule, libing_document **out,
                             libing_error *err)
{
    explaining x = { .engine = engine, .text = ING_BUF_INIT };
    libing_status status;

    if (out == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "out is NULL", "out为NULL");
    *out = NULL;
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    x.arena = &engine->session.cause;
    status = ing_engine_begin(engine, false, err);
    if (status == LIBING_OK) {
        ing_session_next_cause(&engine->session);
        status = explain(&x, seq, rule, out, err);
        ing_source_look_back(engine->session.source, -1, false, 0);
        ing_engine_end_answer(engine, true, &status, out, err);
    }
    ing_buf_free(&x.text);
    ing_engine_leave(engine);
    return status;
}
