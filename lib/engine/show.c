/* SPDX-License-Identifier: Apache-2.0 */
/* What a store and a case look like: info and case_show. */
#include "engine/due.h"
#include "engine/runtime.h"

/* --- a case ------------------------------------------------------------------------------------- */

typedef struct showing {
    libing_engine *engine;
    ing_arena *arena;               /* the session's cause arena */
    const ing_view *view;
    ing_records records;
} showing;

/* The fields as rules read them: the last value that an event of the case gave. */
static const ing_json *fields_json(const showing *s)
{
    ing_json_builder fields = ing_json_begin(s->arena);

    for (size_t i = 0; i < s->records.count; i++) {
        const ing_record *record = s->records.items[i];

        if (record->cause >= 0 || memchr(record->type.ptr, '.', record->type.len) != NULL)
            continue; /* what libing says of a case is none of its fields */
        for (size_t k = 0; k < record->data->count; k++)
            ing_json_put(&fields, record->data->members[k].key, &record->data->members[k].value);
    }
    return ing_json_end_object(&fields);
}

/* As if the case's last record were being judged. */
static ing_judgement judge_last(const showing *s, const ing_pack *pack)
{
    ing_session *session = &s->engine->session;
    ing_judgement judgement = { .pack = pack,
                                .world = ing_source_world(session->source),
                                .arena = &session->judging[0].record,
                                .ev = s->records.items[s->records.count - 1],
                                .subject = s->view,
                                .limit_factor = 1 };

    judgement.today = ing_moment_date(judgement.ev->at);
    ing_arena_reset(judgement.arena);
    return judgement;
}

static libing_status add_facts(const showing *s, const ing_pack *pack, ing_json_builder *facts,
                               libing_error *err)
{
    ing_judgement judgement = judge_last(s, pack);
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < pack->fact_count && status == LIBING_OK; i++) {
        const ing_fact *fact = pack->fact_list[i];
        ing_value value;

        if (fact->of != ING_ABOUT_CASE || ing_pack_fact(pack, s->view->kind, fact->id) != fact)
            continue;
        status = ing_judge_fact(&judgement, fact, s->view, &value, err);
        if (status == LIBING_OK)
            ing_json_put(facts, fact->id,
                         ing_value_write(&value, ing_store_zone(s->engine->store), s->arena));
    }
    return status;
}

static libing_status add_procedure(const showing *s, ing_judgement *judgement,
                                   const ing_procedure *procedure, ing_json_builder *states,
                                   libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < procedure->region_count && status == LIBING_OK; i++) {
        ing_text name = i == 0 ? procedure->id : procedure->regions[i].id, state;
        ing_json text;

        status = ing_judge_state(judgement, s->view, procedure, (int32_t)i, &state, err);
        if (status != LIBING_OK || state.ptr == NULL)
            continue;
        /* The judgement's arena is for the next fact, the document lasts. */
        state.ptr = ing_arena_text(s->arena, state.ptr, state.len);
        text = ing_json_of_text(state);
        ing_json_put(states, name, &text);
    }
    return status;
}

/* Where the case stands, and which of its deadlines run. */
static libing_status add_procedures(const showing *s, const ing_pack *pack, ing_json_builder *out,
                                    libing_error *err)
{
    const ing_running_scope scope = { ING_RUNNING_CASE, s->view->id };
    ing_json_builder states = ing_json_begin(s->arena);
    ing_judgement judgement = judge_last(s, pack);
    const ing_json *deadlines = NULL;
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < pack->procedure_count && status == LIBING_OK; i++) {
        if (ing_procedure_is_about(pack->procedure_list[i], s->view->kind))
            status = add_procedure(s, &judgement, pack->procedure_list[i], &states, err);
    }
    if (status == LIBING_OK)
        status = ing_due_list(s->engine, &scope, ING_DATE_MAX, &deadlines, err);
    ing_json_put(out, ING_TEXT_LIT("states"), ing_json_end_object(&states));
    ing_json_put(out, ING_TEXT_LIT("deadlines"), deadlines);
    return status;
}

static libing_status describe_case(showing *s, ing_json_builder *out, libing_error *err)
{
    ing_json_builder records = ing_json_begin(s->arena), decisions = ing_json_begin(s->arena);
    ing_json_builder facts = ing_json_begin(s->arena);
    const ing_pack *pack = NULL;
    int64_t pack_seq = -1, version = 0;
    libing_status status = ing_store_next_version(s->engine->store, s->view->id, &version, err);

    for (size_t i = 0; i < s->records.count; i++) {
        ing_json_add(&records, s->records.items[i]->root);
        if (ing_text_is(s->records.items[i]->type, "decision"))
            ing_json_add(&decisions, s->records.items[i]->root);
    }
    if (status == LIBING_OK)
        status = ing_session_pack_for(&s->engine->session,
                                      ing_moment_date(s->records.items[s->records.count - 1]->at), &pack,
                                      &pack_seq, err);
    if (status == LIBING_OK)
        status = add_facts(s, pack, &facts, err);
    if (status == LIBING_OK)
        status = add_procedures(s, pack, out, err);
    ing_json_put_text(out, "id", s->view->id);
    ing_json_put_text(out, "kind", s->view->kind);
    ing_json_put_text(out, "subject", s->view->subject);
    ing_json_put_integer(out, "version", version - 1);
    ing_json_put(out, ING_TEXT_LIT("fields"), fields_json(s));
    ing_json_put(out, ING_TEXT_LIT("facts"), ing_json_end_object(&facts));
    ing_json_put(out, ING_TEXT_LIT("records"), ing_json_end_list(&records));
    ing_json_put(out, ING_TEXT_LIT("decisions"), ing_json_end_list(&decisions));
    return status;
}

static libing_status show_case(libing_engine *engine, ing_text id, libing_document **out, libing_error *err)
{
    showing s = { .engine = engine, .arena = &engine->session.cause };
    ing_json_builder all = ing_json_begin(s.arena);
    const ing_world *world = ing_source_world(engine->session.source);
    libing_status status = ing_source_case(engine->session.source, id, &s.view, err);

    if (status == LIBING_OK && s.view == NULL)
        status = ing_fail(err, LIBING_ERR_NOTFOUND, "case.unknown", "no case '%.*s'", "没有案件“%.*s”",
                          ING_TEXT_ARG(id));
    if (status == LIBING_OK)
        status = world->case_records(world->ctx, s.view, &s.records, err);
    if (status == LIBING_OK && s.records.count == 0)
        status = ing_fail(err, LIBING_ERR_DAMAGED, "case.empty", "case '%.*s' has no records",
                          "案件“%.*s”没有记录", ING_TEXT_ARG(id));
    if (status == LIBING_OK)
        status = describe_case(&s, &all, err);
    return status == LIBING_OK ? ing_document_new(ing_json_end_object(&all), out, err) : status;
}

/* --- the store ---------------------------------------------------------------------------------- */

static libing_status packs_json(libing_engine *engine, const ing_json **out, libing_error *err)
{
    ing_arena *arena = &engine->session.cause;
    ing_json_builder list = ing_json_begin(arena);
    ing_numbers seqs = ING_NUMBERS_INIT;
    libing_status status = ing_store_packs(engine->store, &seqs, err);

    for (size_t i = 0; i < seqs.count && status == LIBING_OK; i++) {
        ing_json_builder one = ing_json_begin(arena);
        ing_record record;

        status = ing_store_read(engine->store, seqs.items[i], arena, &record, err);
        if (status != LIBING_OK)
            break;
        ing_json_put_integer(&one, "seq", record.seq);
        ing_json_put_text(&one, "name", ing_json_text(record.data, "name"));
        ing_json_put_text(&one, "version", ing_json_text(record.data, "version"));
        ing_json_put_text(&one, "from", ing_json_text(record.data, "from"));
        ing_json_put_text(&one, "digest", ing_json_text(record.data, "digest"));
        ing_json_add(&list, ing_json_end_object(&one));
    }
    ing_numbers_free(&seqs);
    *out = ing_json_end_list(&list);
    return status;
}

static libing_status count_all(libing_engine *engine, ing_json_builder *out, libing_error *err)
{
    ing_numbers cases = ING_NUMBERS_INIT, decisions = ING_NUMBERS_INIT;
    ing_decision_filter any = { ING_TEXT_NONE, ING_TEXT_NONE, ING_TEXT_NONE, 0 };
    libing_status status = ing_store_cases(engine->store, ING_TEXT_NONE, ING_TEXT_NONE, &cases, err);

    if (status == LIBING_OK)
        status = ing_store_decisions(engine->store, &any, SIZE_MAX, &decisions, err);
    ing_json_put_integer(out, "cases", (int64_t)cases.count);
    ing_json_put_integer(out, "decisions", (int64_t)decisions.count);
    ing_json_put_integer(out, "records", ing_store_size(engine->store));
    ing_numbers_free(&cases);
    ing_numbers_free(&decisions);
    return status;
}

static libing_status runtimes(libing_engine *engine, ing_json_builder *out, libing_error *err)
{
    ing_arena *arena = &engine->session.cause;
    const ing_json *own = NULL;
    ing_record recorded;
    int64_t seq = -1;
    libing_status status = ing_runtime_describe(ing_store_hasher(engine->store), arena, &own, err);

    if (status != LIBING_OK)
        return status;
    ing_json_put(out, ING_TEXT_LIT("runtime"), own);
    status = ing_store_runtime(engine->store, &seq, err);
    if (status == LIBING_OK)
        status = ing_store_read(engine->store, seq, arena, &recorded, err);
    if (status == LIBING_OK)
        ing_json_put(out, ING_TEXT_LIT("recorded_runtime"), recorded.data);
    return status == LIBING_ERR_NOTFOUND ? LIBING_OK : status;
}

static libing_status describe_store(libing_engine *engine, libing_document **out, libing_error *err)
{
    ing_arena *arena = &engine->session.cause;
    ing_json_builder all = ing_json_begin(arena);
    const ing_json *packs = NULL;
    ing_digest root;
    char hex[65], zone[7];
    libing_status status = ing_store_root(engine->store, &root, err);

    if (status == LIBING_OK)
        status = packs_json(engine, &packs, err);
    if (status == LIBING_OK)
        status = count_all(engine, &all, err);
    if (status == LIBING_OK)
        status = runtimes(engine, &all, err);
    if (status != LIBING_OK)
        return status;
    ing_digest_hex(&root, hex);
    ing_zone_format(ing_store_zone(engine->store), zone);
    ing_json_put_text(&all, "path", ing_text_of(engine->path));
    ing_json_put_text(&all, "origin", ing_store_origin(engine->store));
    ing_json_put_text(&all, "uid", ing_store_uid(engine->store));
    ing_json_put_text(&all, "zone", ing_text_of(zone));
    ing_json_put_integer(&all, "format", ING_FORMAT_VERSION);
    ing_json_put_text(&all, "root", ing_text_of(hex));
    ing_json_put_text(&all, "journal", ing_store_is_wal(engine->store)
                                           ? ING_TEXT_LIT("wal, synchronous=FULL")
                                           : ING_TEXT_LIT("delete, synchronous=EXTRA"));
    ing_json_put(&all, ING_TEXT_LIT("packs"), packs);
    return ing_document_new(ing_json_end_object(&all), out, err);
}

/* --- the verbs ---------------------------------------------------------------------------------- */

static libing_status read_only(libing_engine *engine, const char *case_id, libing_document **out,
                               libing_error *err)
{
    libing_status status;

    if (out == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "out is NULL", "out为NULL");
    *out = NULL;
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    status = ing_engine_begin(engine, false, err);
    if (status == LIBING_OK) {
        ing_session_next_cause(&engine->session);
        status = case_id != NULL ? show_case(engine, ing_text_of(case_id), out, err)
                                 : describe_store(engine, out, err);
        ing_engine_end_answer(engine, true, &status, out, err);
    }
    ing_engine_leave(engine);
    return status;
}

libing_status libing_case_show(libing_engine *engine, const char *case_id, libing_document **out,
                               libing_error *err)
{
    if (case_id == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "case_id is NULL", "case_id为NULL");
    return read_only(engine, case_id, out, err);
}

libing_status libing_info(libing_engine *engine, libing_document **out, libing_error *err)
{
    return read_only(engine, NULL, out, err);
}
