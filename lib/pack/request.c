/* SPDX-License-Identifier: Apache-2.0 */
/* Requests: reading one, and checking it against the vocabulary. */
#include "pack/pack.h"

#include <stdio.h>

#define CASE_ID_BYTES 64
#define KEY_BYTES 128
#define BY_BYTES 128

/* --- reading ------------------------------------------------------------------------------------ */

static const char *const request_keys[] = { "type", "case", "party", "at", "by", "data", "id", "expect",
                                            "corrects" };

static libing_status unknown_key(ing_text key, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(key);

    for (size_t k = 0; k < sizeof request_keys / sizeof *request_keys; k++)
        ing_nearest_try(&nearest, ing_text_of(request_keys[k]));
    if (nearest.best.ptr != NULL)
        return ing_fail(err, LIBING_ERR_WORD, "request.unknown_key",
                        "a request has no '%.*s'; did you mean %.*s?",
                        "请求中没有“%.*s”；是否指%.*s？", ING_TEXT_ARG(key), ING_TEXT_ARG(nearest.best));
    return ing_fail(err, LIBING_ERR_WORD, "request.unknown_key",
                    "a request has no '%.*s'; fields of the event go into data",
                    "请求中没有“%.*s”；事件的字段写在data里", ING_TEXT_ARG(key));
}

static libing_status check_keys(const ing_json *object, libing_error *err)
{
    for (size_t i = 0; i < object->count; i++) {
        size_t k = 0;

        while (k < sizeof request_keys / sizeof *request_keys &&
               !ing_text_is(object->members[i].key, request_keys[k]))
            k++;
        if (k == sizeof request_keys / sizeof *request_keys)
            return unknown_key(object->members[i].key, err);
    }
    return LIBING_OK;
}

static libing_status read_text(const ing_json *object, const char *key, bool is_required, ing_text *out,
                               libing_error *err)
{
    const ing_json *value = ing_json_get(object, key);

    *out = ING_TEXT_NONE;
    if (value == NULL && !is_required)
        return LIBING_OK;
    if (value == NULL)
        return ing_fail(err, LIBING_ERR_TYPE, "request.missing", "the request lacks '%s'", "请求缺少“%s”", key);
    if (value->type != ING_JSON_TEXT || value->text.len == 0)
        return ing_fail(err, LIBING_ERR_TYPE, "request.no_text", "'%s' must be a non-empty text",
                        "“%s”应为非空文本", key);
    *out = value->text;
    return LIBING_OK;
}

static libing_status read_integer(const ing_json *object, const char *key, int64_t least, int64_t *out,
                                  bool *is_there, libing_error *err)
{
    const ing_json *value = ing_json_get(object, key);

    *is_there = value != NULL;
    if (value == NULL)
        return LIBING_OK;
    if (value->type != ING_JSON_INTEGER || value->number < least)
        return ing_fail(err, LIBING_ERR_TYPE, "request.no_integer", "'%s' must be an integer from %lld",
                        "“%s”应为不小于%lld的整数", key, (long long)least);
    *out = value->number;
    return LIBING_OK;
}

static libing_status check_lengths(const ing_request *request, libing_error *err)
{
    if (request->id.len > KEY_BYTES)
        return ing_fail(err, LIBING_ERR_TOOLONG, "request.id_too_long", "id has %zu bytes, %d at most",
                        "id有%zu字节，最多%d字节", request->id.len, KEY_BYTES);
    if (request->by.len > BY_BYTES)
        return ing_fail(err, LIBING_ERR_TOOLONG, "request.by_too_long", "by has %zu bytes, %d at most",
                        "by有%zu字节，最多%d字节", request->by.len, BY_BYTES);
    if (request->case_id.len > CASE_ID_BYTES)
        return ing_fail(err, LIBING_ERR_TOOLONG, "request.case_too_long", "case has %zu bytes, %d at most",
                        "case有%zu字节，最多%d字节", request->case_id.len, CASE_ID_BYTES);
    if (request->case_id.ptr != NULL && !ing_text_is_id(request->case_id, CASE_ID_BYTES))
        return ing_fail(err, LIBING_ERR_TYPE, "request.case_id",
                        "case '%.*s' may hold only letters, digits and . _ : -",
                        "案件号“%.*s”只能含字母、数字和. _ : -", ING_TEXT_ARG(request->case_id));
    return LIBING_OK;
}

static libing_status check_whole(const ing_request *request, libing_error *err)
{
    if (request->case_id.ptr != NULL && request->party.ptr != NULL)
        return ing_fail(err, LIBING_ERR_TYPE, "request.two_subjects",
                        "a request is about a case or a party, not both", "请求只能涉及案件或当事人之一");
    if (request->has_expect && request->case_id.ptr == NULL)
        return ing_fail(err, LIBING_ERR_TYPE, "request.expect_no_case",
                        "expect is a case's version, and the request names no case",
                        "expect是案件版本，但请求没有指明案件");
    if (request->data->type != ING_JSON_OBJECT)
        return ing_fail(err, LIBING_ERR_TYPE, "request.data", "'data' must be an object", "“data”应为对象");
    return check_lengths(request, err);
}

libing_status ing_request_read(ing_arena *arena, ing_text json, ing_request *out, libing_error *err)
{
    static const ing_json nothing = { .type = ING_JSON_OBJECT };
    const ing_json *object = NULL;
    bool has_corrects = false;
    libing_status status = ing_json_read(arena, json, &object, err);

    *out = (ing_request){ .corrects = -1 };
    if (status == LIBING_OK && object->type != ING_JSON_OBJECT)
        status = ing_fail(err, LIBING_ERR_TEXT, "request.no_object", "a request is one JSON object",
                          "请求应为一个JSON对象");
    if (status == LIBING_OK)
        status = check_keys(object, err);
    if (status == LIBING_OK)
        status = read_text(object, "type", true, &out->type, err);
    if (status == LIBING_OK)
        status = read_text(object, "case", false, &out->case_id, err);
    if (status == LIBING_OK)
        status = read_text(object, "party", false, &out->party, err);
    if (status == LIBING_OK)
        status = read_text(object, "at", true, &out->at, err);
    if (status == LIBING_OK)
        status = read_text(object, "by", true, &out->by, err);
    if (status == LIBING_OK)
        status = read_text(object, "id", false, &out->id, err);
    if (status == LIBING_OK)
        status = read_integer(object, "expect", -1, &out->expect, &out->has_expect, err);
    if (status == LIBING_OK)
        status = read_integer(object, "corrects", 0, &out->corrects, &has_corrects, err);
    if (status != LIBING_OK)
        return status;
    out->data = ing_json_get(object, "data");
    if (out->data == NULL)
        out->data = &nothing;
    return check_whole(out, err);
}

/* --- checking ----------------------------------------------------------------------------------- */

/* "unknown event burn_fond; did you mean burn_found?" — the noun comes in both languages, and each
 * format passes over the other's with %.0s. */
static libing_status unknown_word(const ing_map *known, ing_text word, const char *en, const char *zh,
                                  const char *id, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(word);

    for (size_t i = 0; i < known->count; i++)
        ing_nearest_try(&nearest, known->items[i].key);
    if (nearest.best.ptr == NULL)
        return ing_fail(err, LIBING_ERR_WORD, id, "unknown %s%.0s %.*s", "未知%.0s%s%.*s", en, zh,
                        ING_TEXT_ARG(word));
    return ing_fail(err, LIBING_ERR_WORD, id, "unknown %s%.0s %.*s; did you mean %.*s?",
                    "未知%.0s%s%.*s；是否指%.*s？", en, zh, ING_TEXT_ARG(word), ING_TEXT_ARG(nearest.best));
}

static void list_words(size_t count, const ing_text *words, ing_buf *out)
{
    for (size_t i = 0; i < count; i++) {
        ing_buf_text(out, i > 0 ? " " : "");
        ing_buf_slice(out, words[i]);
    }
}

static bool is_among(ing_text word, size_t count, const ing_text *words)
{
    for (size_t i = 0; i < count; i++) {
        if (ing_text_equal(word, words[i]))
            return true;
    }
    return false;
}

libing_status ing_request_check_role(const ing_pack *pack, const ing_request *request, size_t role_count,
                                     const ing_text *roles, libing_error *err)
{
    const char *colon = memchr(request->by.ptr, ':', request->by.len);
    ing_text role = { request->by.ptr, colon != NULL ? (size_t)(colon - request->by.ptr) : 0 };
    ing_buf allowed = ING_BUF_INIT;
    libing_status status;

    if (colon == NULL || role.len == 0 || role.len + 1 == request->by.len)
        return ing_fail(err, LIBING_ERR_ROLE, "role.form",
                        "by '%.*s' is no role with a pseudonym; write grid_member:07",
                        "by“%.*s”不是“角色:化名”；请写grid_member:07", ING_TEXT_ARG(request->by));
    if (ing_map_get(&pack->roles, role) == NULL)
        return unknown_word(&pack->roles, role, "role", "角色", "role.unknown", err);
    if (role_count == 0 || is_among(role, role_count, roles))
        return LIBING_OK;
    list_words(role_count, roles, &allowed);
    status = ing_fail(err, LIBING_ERR_ROLE, "role.not_allowed", "role %.*s may not record %.*s; these may: %.*s",
                      "角色%.*s不得记录%.*s；可以记录的有：%.*s", ING_TEXT_ARG(role),
                      ING_TEXT_ARG(request->type), ING_TEXT_ARG(ing_buf_view(&allowed)));
    ing_buf_free(&allowed);
    return status;
}

static const ing_field *find_field(size_t count, const ing_field *fields, ing_text name)
{
    for (size_t i = 0; i < count; i++) {
        if (ing_text_equal(fields[i].name, name))
            return &fields[i];
    }
    return NULL;
}

static libing_status unknown_field(const ing_request *request, size_t count, const ing_field *fields,
                                   ing_text name, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(name);

    for (size_t i = 0; i < count; i++)
        ing_nearest_try(&nearest, fields[i].name);
    if (nearest.best.ptr == NULL)
        return ing_fail(err, LIBING_ERR_WORD, "vocabulary.unknown_field", "%.*s has no field %.*s",
                        "%.*s没有字段%.*s", ING_TEXT_ARG(request->type), ING_TEXT_ARG(name));
    return ing_fail(err, LIBING_ERR_WORD, "vocabulary.unknown_field",
                    "%.*s has no field %.*s; did you mean %.*s?", "%.*s没有字段%.*s；是否指%.*s？",
                    ING_TEXT_ARG(request->type), ING_TEXT_ARG(name), ING_TEXT_ARG(nearest.best));
}

static libing_status check_fields(const ing_pack *pack, const ing_request *request, size_t count,
                                  const ing_field *fields, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < request->data->count && status == LIBING_OK; i++) {
        const ing_json_member *member = &request->data->members[i];
        const ing_field *field = find_field(count, fields, member->key);
        char what[112];

        if (field == NULL)
            return unknown_field(request, count, fields, member->key, err);
        (void)snprintf(what, sizeof what, "%.*s.%.*s", ING_TEXT_ARG(request->type),
                       ING_TEXT_ARG(member->key));
        status = ing_type_check(field->type, &member->value, what, pack->zone_seconds, err);
    }
    for (size_t i = 0; i < count && status == LIBING_OK; i++) {
        if (!fields[i].optional && fields[i].fallback == NULL &&
            fields[i].type->kind != ING_TYPE_FLAG && /* flags start false */
            ing_json_find(request->data, fields[i].name) == NULL)
            status = ing_fail(err, LIBING_ERR_TYPE, "vocabulary.missing_field", "%.*s lacks field %.*s",
                              "%.*s缺少字段%.*s", ING_TEXT_ARG(request->type), ING_TEXT_ARG(fields[i].name));
    }
    return status;
}

static libing_status check_party(const ing_pack *pack, const ing_request *request, size_t kind_count,
                                 const ing_text *kinds, libing_error *err)
{
    ing_type type = { .kind = ING_TYPE_PARTY_ID, .word_count = kind_count, .words = kinds };
    ing_json party = ing_json_of_text(request->party);
    const char *colon = memchr(request->party.ptr, ':', request->party.len);
    libing_status status = ing_type_check(&type, &party, "party", pack->zone_seconds, err);

    if (status == LIBING_OK && colon != NULL) {
        ing_text kind = { request->party.ptr, (size_t)(colon - request->party.ptr) };
        if (ing_map_get(&pack->parties, kind) == NULL)
            return unknown_word(&pack->parties, kind, "party kind", "当事人类别", "party.unknown_kind", err);
    }
    return status;
}

static libing_status wrong_subject(const ing_request *request, const char *en, const char *zh,
                                   libing_error *err)
{
    return ing_fail(err, LIBING_ERR_TYPE, "request.subject", "%.*s is about %s%.0s", "%.*s涉及%.0s%s",
                    ING_TEXT_ARG(request->type), en, zh);
}

static libing_status check_case(const ing_request *request, const ing_event *event, ing_text case_kind,
                                libing_error *err)
{
    if (request->case_id.ptr == NULL)
        return wrong_subject(request, "a case: name it as \"case\"", "案件：请以“case”写明", err);
    if (case_kind.ptr != NULL && !is_among(case_kind, event->kind_count, event->kinds))
        return ing_fail(err, LIBING_ERR_TYPE, "request.case_kind", "case %.*s is a %.*s; %.*s is not about these",
                        "案件%.*s的类别是%.*s；%.*s不涉及此类案件", ING_TEXT_ARG(request->case_id),
                        ING_TEXT_ARG(case_kind), ING_TEXT_ARG(request->type));
    return LIBING_OK;
}

static libing_status check_subject(const ing_pack *pack, const ing_request *request, const ing_event *event,
                                   ing_text case_kind, libing_error *err)
{
    switch (event->about) {
    case ING_ABOUT_CASE:
        return check_case(request, event, case_kind, err);
    case ING_ABOUT_PARTY:
        if (request->party.ptr == NULL)
            return wrong_subject(request, "a party: name it as \"party\"", "当事人：请以“party”写明", err);
        return check_party(pack, request, event->kind_count, event->kinds, err);
    default:
        if (request->case_id.ptr != NULL || request->party.ptr != NULL)
            return wrong_subject(request, "the whole store: name no case and no party",
                                 "全库：请不要写案件或当事人", err);
        return LIBING_OK;
    }
}

/* party.recorded: the host registers a party, with the fields of its kind. */
static libing_status check_registration(const ing_pack *pack, const ing_request *request, libing_error *err)
{
    const ing_party_kind *kind;
    const char *colon;
    libing_status status;

    if (request->party.ptr == NULL)
        return wrong_subject(request, "a party: name it as \"party\"", "当事人：请以“party”写明", err);
    status = check_party(pack, request, 0, NULL, err);
    if (status == LIBING_OK)
        status = ing_request_check_role(pack, request, 0, NULL, err);
    if (status != LIBING_OK)
        return status;
    colon = memchr(request->party.ptr, ':', request->party.len);
    kind = ing_map_get(&pack->parties,
                       (ing_text){ request->party.ptr, (size_t)(colon - request->party.ptr) });
    return check_fields(pack, request, kind->field_count, kind->fields, err);
}

libing_status ing_request_check(const ing_pack *pack, const ing_request *request, ing_text case_kind,
                                libing_error *err)
{
    const ing_event *event = ing_pack_event(pack, request->type);
    libing_status status;

    if (ing_text_is(request->type, "party.recorded"))
        return check_registration(pack, request, err);
    if (ing_text_is(request->type, "case.adopted"))
        return ing_adoption_check(pack, request, case_kind, err);
    if (event == NULL)
        return unknown_word(&pack->events, request->type, "event", "事件", "vocabulary.unknown_event", err);
    status = check_subject(pack, request, event, case_kind, err);
    if (status == LIBING_OK)
        status = ing_request_check_role(pack, request, event->role_count, event->roles, err);
    if (status == LIBING_OK)
        status = check_fields(pack, request, event->field_count, event->fields, err);
    return status;
}
