/* SPDX-License-Identifier: Apache-2.0 */
/* append: one request becomes one record and its consequences.
 *
 * Checked in this order: well-formed, asked before, the time, the pack in force, the case and its
 * version, the vocabulary and the role, what it corrects. Nothing is written before all of it holds. */
#include "engine/engine.h"
#include "engine/lapse.h"
#include "pack/reach.h"
#include "engine/runtime.h"

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))

/* A request on its way into the log. */
typedef struct entering {
    libing_engine *engine;
    ing_request request;
    ing_text req;                   /* hash of the request, where it has an id */
    ing_moment at;
    int64_t t_ms;
    ing_text t;                     /* the same, written */
    const ing_pack *pack;
    const ing_view *subject;        /* the case or party it is about; NULL: a new case, or the store */
    int64_t version;                /* of the case after this record; -1 without a case */
} entering;

/* --- asked before ------------------------------------------------------------------------------- */

/* LOG_FORMAT, "Requests": the hash of the canonical request without `id` and `expect`. */
static libing_status hash_request(entering *e, ing_text json, libing_error *err)
{
    ing_arena *arena = &e->engine->asking;
    const ing_json *whole = NULL;
    ing_json_builder kept = ing_json_begin(arena);
    ing_buf text = ING_BUF_INIT;
    ing_digest digest;
    char hex[65];
    char *copy;
    libing_status status = ing_json_read(arena, json, &whole, err);

    for (size_t i = 0; status == LIBING_OK && i < whole->count; i++) {
        ing_text key = whole->members[i].key;
        if (!ing_text_is(key, "id") && !ing_text_is(key, "expect"))
            ing_json_put(&kept, key, &whole->members[i].value);
    }
    if (status != LIBING_OK)
        return status;
    ing_json_write(ing_json_end_object(&kept), &text);
    status = text.failed ? ing_fail_nomem(err)
                         : ing_hasher_digest(ing_store_hasher(e->engine->store), text.ptr, text.len, NULL,
                                             0, NULL, 0, &digest, err);
    ing_buf_free(&text);
    if (status != LIBING_OK)
        return status;
    ing_digest_hex(&digest, hex);
    copy = ing_arena_text(arena, hex, 64);
    e->req = (ing_text){ copy, 64 };
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status end_of_cause(libing_engine *engine, int64_t seq, int64_t *end, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    int64_t size = ing_store_size(engine->store);
    libing_status status = LIBING_OK;

    for (*end = seq + 1; *end < size && status == LIBING_OK; (*end)++) {
        ing_record record;

        ing_arena_reset(&arena);
        status = ing_store_read(engine->store, *end, &arena, &record, err);
        if (status == LIBING_OK && record.cause < 0)
            break;
    }
    ing_arena_free(&arena);
    return status;
}

/* The same id with the same request answers with the first receipt, with another one is a conflict. */
static libing_status answer_again(entering *e, ing_receipt *receipt, libing_error *err)
{
    libing_engine *engine = e->engine;
    ing_record first;
    libing_status status = ing_store_request(engine->store, e->request.id, &receipt->seq, NULL);

    if (status == LIBING_ERR_NOTFOUND)
        return LIBING_OK;
    if (status != LIBING_OK)
        return ing_store_fail_read(engine->store, status, err);
    status = ing_store_read(engine->store, receipt->seq, &engine->asking, &first, err);
    if (status != LIBING_OK)
        return status;
    if (!ing_text_equal(first.req, e->req)) {
        status = ing_fail(err, LIBING_ERR_CONFLICT, "request.conflict",
                          "id '%.*s' belongs to record %lld, which came from another request",
                          "幂等键“%.*s”属于第%lld条记录，但其请求内容不同", ING_TEXT_ARG(e->request.id),
                          (long long)receipt->seq);
        ing_error_seq(err, receipt->seq);
        return status;
    }
    receipt->is_repeated = true;
    return end_of_cause(engine, receipt->seq, &receipt->end, err);
}

/* --- time --------------------------------------------------------------------------------------- */

static libing_status check_time(entering *e, libing_error *err)
{
    int32_t zone = ing_store_zone(e->engine->store);
    bool other_zone = false;
    char own[7], now[25];
    libing_status status;

    ing_zone_format(zone, own);
    if (!ing_moment_parse(e->request.at, zone, &e->at, &other_zone)) {
        if (other_zone)
            return ing_fail(err, LIBING_ERR_DATE, "request.zone",
                            "at '%.*s' is not in the store's zone; write it with %s",
                            "at“%.*s”不是本库的时区；请按%s书写", ING_TEXT_ARG(e->request.at), own);
        return ing_fail(err, LIBING_ERR_DATE, "request.at",
                        "at '%.*s' is no date; write 2024-03-15 or 2024-03-15T09:40:00%s",
                        "at“%.*s”不是日期；请写2024-03-15或2024-03-15T09:40:00%s",
                        ING_TEXT_ARG(e->request.at), own);
    }
    status = ing_engine_now(e->engine, &e->t_ms, err);
    if (status != LIBING_OK)
        return status;
    if ((e->at.second - zone) * 1000 > e->t_ms + DAY_MS) {
        ing_instant_format(e->t_ms, now);
        return ing_fail(err, LIBING_ERR_FUTURE, "request.future",
                        "at '%.*s' is more than 24 hours after the clock, %s",
                        "at“%.*s”比时钟%s晚24小时以上", ING_TEXT_ARG(e->request.at), now);
    }
    return LIBING_OK;
}

/* --- the case ----------------------------------------------------------------------------------- */

static libing_status check_version(const entering *e, libing_error *err)
{
    int64_t now = e->version - 1;

    if (!e->request.has_expect)
        return LIBING_OK;
    if (e->request.expect == -1 && now >= 0)
        return ing_fail(err, LIBING_ERR_EXISTS, "case.exists", "case %.*s exists already, at version %lld",
                        "案件%.*s已存在，版本为%lld", ING_TEXT_ARG(e->request.case_id), (long long)now);
    if (e->request.expect != now && now < 0)
        return ing_fail(err, LIBING_ERR_STALE, "case.not_yet",
                        "there is no case %.*s yet, the request expects it at version %lld",
                        "尚无案件%.*s，请求预期其版本为%lld", ING_TEXT_ARG(e->request.case_id),
                        (long long)e->request.expect);
    if (e->request.expect != now)
        return ing_fail(err, LIBING_ERR_STALE, "case.stale",
                        "case %.*s is at version %lld, the request expects %lld",
                        "案件%.*s的版本为%lld，请求预期为%lld", ING_TEXT_ARG(e->request.case_id),
                        (long long)now, (long long)e->request.expect);
    return LIBING_OK;
}

static libing_status find_subject(entering *e, libing_error *err)
{
    ing_session *session = &e->engine->session;
    const ing_world *world = ing_source_world(session->source);
    libing_status status;

    e->version = -1;
    if (e->request.party.ptr != NULL)
        return world->view(world->ctx, ING_ABOUT_PARTY, e->request.party, &e->subject, err);
    if (e->request.case_id.ptr == NULL)
        return LIBING_OK;
    status = ing_source_case(session->source, e->request.case_id, &e->subject, err);
    if (status == LIBING_OK)
        status = ing_store_next_version(e->engine->store, e->request.case_id, &e->version, err);
    return status == LIBING_OK ? check_version(e, err) : status;
}

/* --- who may ------------------------------------------------------------------------------------ */

static libing_status refuse_same_person(const entering *e, const ing_event *event, ing_records records,
                                        libing_error *err)
{
    for (size_t i = 0; i < records.count; i++) {
        const ing_record *record = records.items[i];

        for (size_t k = 0; k < event->apart_count; k++) {
            if (ing_text_equal(record->type, event->apart_from[k]) &&
                ing_text_equal(record->by, e->request.by))
                return ing_fail(err, LIBING_ERR_ROLE, "role.apart",
                                "%.*s recorded %.*s (record %lld) and so may not record %.*s",
                                "%.*s已记录%.*s（第%lld条），不得再记录%.*s", ING_TEXT_ARG(record->by),
                                ING_TEXT_ARG(record->type), (long long)record->seq,
                                ING_TEXT_ARG(e->request.type));
        }
    }
    return LIBING_OK;
}

/* Separation of duties: apart_from names events that the same person must not have recorded. */
static libing_status check_apart(const entering *e, libing_error *err)
{
    const ing_world *world = ing_source_world(e->engine->session.source);
    const ing_event *event = ing_pack_event(e->pack, e->request.type);
    ing_records records = { NULL, 0 };
    libing_status status = LIBING_OK;

    if (event == NULL || event->apart_count == 0 || e->subject == NULL)
        return LIBING_OK;
    if (e->subject->of == ING_ABOUT_CASE)
        status = world->case_records(world->ctx, e->subject, &records, err);
    else {
        ing_query query = { .op = ING_QUERY_LIST, .word_count = event->apart_count,
                            .words = event->apart_from };
        status = world->records(world->ctx, e->subject, &query, NULL, &records, err);
    }
    return status == LIBING_OK ? refuse_same_person(e, event, records, err) : status;
}

static libing_status check_correction(const entering *e, libing_error *err)
{
    libing_engine *engine = e->engine;
    int64_t seq = e->request.corrects;
    ing_record other;
    libing_status status;

    if (seq < 0)
        return LIBING_OK;
    status = ing_store_read(engine->store, seq, &engine->asking, &other, err);
    if (status == LIBING_ERR_NOTFOUND)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "request.corrects",
                        "corrects names record %lld, which does not exist", "corrects所指第%lld条记录不存在",
                        (long long)seq);
    if (status != LIBING_OK)
        return status;
    if (!ing_text_equal(other.type, e->request.type) ||
        !ing_text_equal(other.case_id, e->request.case_id) ||
        !ing_text_equal(other.party, e->request.party))
        return ing_fail(err, LIBING_ERR_STATE, "request.corrects_other",
                        "record %lld is a %.*s about something else; correct an event with one of its kind "
                        "about the same case or party",
                        "第%lld条记录是另一事项的%.*s；只能以同类且同一案件或当事人的事件更正",
                        (long long)seq, ING_TEXT_ARG(other.type));
    return LIBING_OK;
}

static libing_status check(entering *e, libing_error *err)
{
    int64_t pack_seq = -1;
    ing_text kind;
    libing_status status = check_time(e, err);

    if (status == LIBING_OK)
        status = ing_session_pack_for(&e->engine->session, ing_moment_date(e->at), &e->pack, &pack_seq, err);
    if (status == LIBING_OK)
        status = find_subject(e, err);
    if (status != LIBING_OK)
        return status;
    e->request.any_role = e->engine->is_rehearsal;
    kind = e->subject != NULL && e->subject->of == ING_ABOUT_CASE ? e->subject->kind : ING_TEXT_NONE;
    status = ing_request_check(e->pack, &e->request, kind, err);
    if (status == LIBING_OK)
        status = check_apart(e, err);
    if (status == LIBING_OK)
        status = check_correction(e, err);
    return status;
}

/* --- writing ------------------------------------------------------------------------------------ */

static libing_status t_text(ing_arena *arena, int64_t t_ms, ing_text *out, libing_error *err)
{
    char text[25];
    char *copy;

    ing_instant_format(t_ms, text);
    copy = ing_arena_text(arena, text, 24);
    *out = (ing_text){ copy, 24 };
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

/* SANDBOX §5: which Lua judges is said before its first decision, when it differs from the last said. */
libing_status ing_engine_attach_runtime(libing_engine *engine, ing_text t, libing_error *err)
{
    ing_session *session = &engine->session;
    ing_record_head head = ING_RECORD_HEAD_INIT;
    const ing_json *runtime = NULL;
    const ing_record *standing = NULL;
    ing_record last;
    int64_t seq = -1;
    libing_status status;

    if (engine->runtime_attached)
        return LIBING_OK;
    status = ing_runtime_describe(ing_store_hasher(engine->store), &session->cause, &runtime, err);
    if (status != LIBING_OK)
        return status;
    status = ing_store_runtime(engine->store, &seq, err);
    if (status == LIBING_OK)
        status = ing_store_read(engine->store, seq, &session->cause, &last, err);
    if (status != LIBING_OK && status != LIBING_ERR_NOTFOUND)
        return status;
    if (status == LIBING_ERR_NOTFOUND || !ing_json_equal(last.data, runtime)) {
        char day[11];
        int64_t now = 0;

        (void)ing_instant_parse(t, &now); /* we have just written it */
        ing_date_format(ing_moment_date((ing_moment){ now / 1000 + ing_store_zone(engine->store), true }),
                        day);
        head.type = ING_TEXT_LIT("runtime.attached");
        head.t = t;
        head.at = ing_text_of(day);
        status = ing_session_record(session, &head, runtime, &standing, err);
    }
    engine->runtime_attached = status == LIBING_OK;
    return status;
}

static libing_status write_event(entering *e, const ing_record **out, libing_error *err)
{
    ing_session *session = &e->engine->session;
    ing_record_head head = ING_RECORD_HEAD_INIT;
    libing_status status = LIBING_OK;

    if (e->request.case_id.ptr != NULL) /* lapses may have added records to the case */
        status = ing_store_next_version(e->engine->store, e->request.case_id, &e->version, err);
    if (status == LIBING_OK && e->version == 0)
        status = ing_source_begin_case(session->source, e->request.case_id, err);
    if (status != LIBING_OK)
        return status;
    head.type = e->request.type;
    head.case_id = e->request.case_id;
    head.party = e->request.party;
    head.cv = e->version;
    head.t = e->t;
    head.at = e->request.at;
    head.by = e->request.by;
    head.id = e->request.id;
    head.req = e->req;
    head.corrects = e->request.corrects;
    return ing_session_record(session, &head, e->request.data, out, err);
}

/* What ended before the event lapses before it is applied, whoever called advance and when. */
static libing_status lapse_before(entering *e, libing_error *err)
{
    ing_running_scope scope = { ING_RUNNING_ALL, ING_TEXT_NONE };
    int64_t lapsed = 0;

    if (e->subject != NULL && !ing_pack_reads_widely(e->pack, e->request.type)) {
        bool is_party = e->subject->of == ING_ABOUT_PARTY || e->subject->subject.ptr != NULL;
        scope.of = is_party ? ING_RUNNING_SUBJECT : ING_RUNNING_CASE;
        scope.id = e->subject->of == ING_ABOUT_CASE && is_party ? e->subject->subject : e->subject->id;
    } else if (e->request.case_id.ptr != NULL && !ing_pack_reads_widely(e->pack, e->request.type))
        scope = (ing_running_scope){ ING_RUNNING_CASE, e->request.case_id }; /* has no deadlines yet */
    return ing_lapse(&e->engine->session, &scope, e->at.second, e->t, &lapsed, err);
}

libing_status ing_engine_append(libing_engine *engine, ing_text request, ing_receipt *out, libing_error *err)
{
    entering e = { .engine = engine };
    const ing_record *record = NULL;
    libing_status status;

    *out = (ing_receipt){ -1, -1, false };
    ing_session_next_cause(&engine->session);
    ing_arena_reset(&engine->asking);
    status = ing_request_read(&engine->asking, request, &e.request, err);
    if (status == LIBING_OK && e.request.id.ptr != NULL) {
        status = hash_request(&e, request, err);
        if (status == LIBING_OK)
            status = answer_again(&e, out, err);
        if (status != LIBING_OK || out->is_repeated)
            return status;
    }
    if (status == LIBING_OK)
        status = check(&e, err);
    if (status == LIBING_OK)
        status = t_text(&engine->asking, e.t_ms, &e.t, err);
    if (status == LIBING_OK)
        status = ing_engine_attach_runtime(engine, e.t, err);
    if (status == LIBING_OK)
        status = lapse_before(&e, err);
    if (status == LIBING_OK)
        status = write_event(&e, &record, err);
    if (status != LIBING_OK)
        return status;
    out->seq = record->seq;
    status = ing_decide(&engine->session, record, err);
    out->end = ing_store_size(engine->store);
    return status;
}
