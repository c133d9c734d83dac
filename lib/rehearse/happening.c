/* SPDX-License-Identifier: Apache-2.0 */
/* One event: as a scenario writes it, or as a request that given.lua has made, into the request that a host
 * would send. */
#include "rehearse/scenario.h"

#include <stdio.h>

void *ing_reading_new(const ing_reading *r, size_t count, size_t size, libing_error *err)
{
    void *made = ing_arena_new(r->arena, count, size);

    if (made == NULL)
        (void)ing_fail_nomem(err);
    return made;
}

/* --- who and what ------------------------------------------------------------------------------- */

static libing_status find_event(const ing_reading *r, const ing_yaml *node, ing_happening *out,
                                libing_error *err)
{
    ing_text name = ING_TEXT_NONE;
    libing_status status = ing_typed_text(r, node, "ev", &name, err);
    ing_nearest nearest = ing_nearest_begin(name);

    if (status != LIBING_OK)
        return status;
    out->event = ing_pack_event(r->pack, name);
    out->request.type = name;
    if (out->event != NULL)
        return LIBING_OK;
    for (size_t i = 0; i < r->pack->events.count; i++)
        ing_nearest_try(&nearest, r->pack->events.items[i].key);
    return ing_typed_unknown(r, node, "event", "事件", &nearest, err);
}

/* The actor is role:test; without a role the event's first one. */
static libing_status find_actor(const ing_reading *r, const ing_yaml *by, ing_happening *out, libing_error *err)
{
    ing_text role = out->event->role_count > 0 ? out->event->roles[0]
                    : r->pack->roles.count > 0 ? r->pack->roles.items[0].key
                                               : ING_TEXT_LIT("anyone");
    ing_buf actor = ING_BUF_INIT;
    char *copy;
    libing_status status = by != NULL ? ing_typed_text(r, by, "by", &role, err) : LIBING_OK;

    if (status != LIBING_OK)
        return status;
    ing_buf_slice(&actor, role);
    if (memchr(role.ptr, ':', role.len) == NULL)
        ing_buf_text(&actor, ":test");
    copy = actor.failed ? NULL : ing_arena_text(r->arena, actor.ptr, actor.len);
    out->request.by = (ing_text){ copy, actor.len };
    ing_buf_free(&actor);
    return copy != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status read_party(const ing_reading *r, const ing_event *event, const ing_yaml *node,
                                const char *what, ing_happening *out, libing_error *err)
{
    const ing_type type = { .kind = ING_TYPE_PARTY_ID, .word_count = event->kind_count, .words = event->kinds };
    const ing_json *id = NULL;
    libing_status status = ing_typed_read(r, &type, node, what, &id, err);

    if (status == LIBING_OK)
        out->request.party = id->text;
    return status;
}

/* --- fields ------------------------------------------------------------------------------------- */

static const ing_field *find_field(const ing_event *event, ing_text name, ing_nearest *nearest)
{
    for (size_t i = 0; i < event->field_count; i++) {
        if (ing_text_equal(event->fields[i].name, name))
            return &event->fields[i];
        ing_nearest_try(nearest, event->fields[i].name);
    }
    return NULL;
}

static bool is_party_of(const ing_event *event, ing_text name)
{
    return event->about == ING_ABOUT_PARTY && ing_text_equal(event->party_name, name);
}

static libing_status read_field(const ing_reading *r, ing_text name, const ing_yaml *key, const ing_yaml *value,
                                ing_json_builder *data, ing_happening *out, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(name);
    const ing_field *field = find_field(out->event, name, &nearest);
    const ing_json *json = NULL;
    char what[112];
    libing_status status;

    (void)snprintf(what, sizeof what, "%.*s.%.*s", ING_TEXT_ARG(out->request.type), ING_TEXT_ARG(name));
    if (is_party_of(out->event, name))
        return read_party(r, out->event, value, what, out, err);
    if (field == NULL)
        return ing_typed_unknown(r, key, "field", "字段", &nearest, err);
    status = ing_typed_read(r, field->type, value, what, &json, err);
    if (status == LIBING_OK)
        ing_json_put(data, field->name, json);
    return status;
}

static libing_status end_data(ing_json_builder *data, ing_happening *out, libing_error *err)
{
    out->request.data = ing_json_end_object(data);
    return out->request.data != NULL ? LIBING_OK : ing_fail_nomem(err);
}

/* --- times -------------------------------------------------------------------------------------- */

static libing_status set_time(const ing_reading *r, ing_happening *out, libing_error *err)
{
    out->request.at = ing_typed_moment_text(r, out->at);
    return out->request.at.ptr != NULL ? LIBING_OK : ing_fail_nomem(err);
}

static libing_status read_times(const ing_reading *r, const ing_yaml *node, ing_happening *out, libing_error *err)
{
    const ing_yaml *t = ing_yaml_get(node, "t"), *recorded = ing_yaml_get(node, "recorded");
    libing_status status;

    if (t == NULL)
        return ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.no_time", "%.*s: 't' is missing",
                                              "%.*s：缺少“t”", ING_TEXT_ARG(out->request.type)), err);
    status = ing_typed_moment(r, t, "t", &out->at, err);
    out->recorded = out->at;
    if (status == LIBING_OK && recorded != NULL)
        status = ing_typed_moment(r, recorded, "recorded", &out->recorded, err);
    if (status == LIBING_OK && out->recorded.second < out->at.second)
        status = ing_typed_at(r, recorded,
                              ing_fail(err, LIBING_ERR_DATE, "scenario.recorded",
                                       "%.*s: recorded before it happened", "%.*s：记录时间早于发生时间",
                                       ING_TEXT_ARG(out->request.type)), err);
    return status == LIBING_OK ? set_time(r, out, err) : status;
}

/* --- as a scenario writes it -------------------------------------------------------------------- */

static bool is_head(ing_text key)
{
    return ing_text_is(key, "t") || ing_text_is(key, "recorded") || ing_text_is(key, "ev") ||
           ing_text_is(key, "id") || ing_text_is(key, "by");
}

/* `seq` is what the register numbers; a record's own seq is nobody's to say. */
static ing_text field_of_key(ing_text key)
{
    return ing_text_is(key, "seq") ? ING_TEXT_LIT("registered_no") : key;
}

static libing_status read_fields(const ing_reading *r, const ing_yaml *node, ing_happening *out, libing_error *err)
{
    ing_json_builder data = ing_json_begin(r->arena);
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < node->count && status == LIBING_OK; i++) {
        if (!is_head(node->keys[i].text))
            status = read_field(r, field_of_key(node->keys[i].text), &node->keys[i], &node->items[i], &data, out,
                                err);
    }
    return status == LIBING_OK ? end_data(&data, out, err) : status;
}

static libing_status read_case(const ing_reading *r, const ing_yaml *node, ing_happening *out, libing_error *err)
{
    const ing_yaml *id = ing_yaml_get(node, "id");
    libing_status status;

    if (id == NULL && out->event->about == ING_ABOUT_CASE)
        return ing_typed_at(r, node,
                            ing_fail(err, LIBING_ERR_TYPE, "scenario.no_case",
                                     "%.*s is about a case: 'id' is missing", "%.*s涉及案件：缺少“id”",
                                     ING_TEXT_ARG(out->request.type)), err);
    if (id != NULL && out->event->about != ING_ABOUT_CASE)
        return ing_typed_at(r, id,
                            ing_fail(err, LIBING_ERR_TYPE, "scenario.case",
                                     "%.*s is about no case: it has no 'id'", "%.*s不涉及案件：没有“id”",
                                     ING_TEXT_ARG(out->request.type)), err);
    if (id == NULL)
        return LIBING_OK;
    status = ing_typed_text(r, id, "id", &out->request.case_id, err);
    if (status == LIBING_OK && !ing_text_is_id(out->request.case_id, 64))
        status = ing_typed_at(r, id, ing_fail(err, LIBING_ERR_TYPE, "scenario.case_id",
                                              "'%.*s' is no case id", "“%.*s”不是案件号",
                                              ING_TEXT_ARG(out->request.case_id)), err);
    return status;
}

libing_status ing_happening_read(const ing_reading *r, const ing_yaml *node, ing_happening *out, libing_error *err)
{
    const ing_yaml *ev = ing_yaml_get(node, "ev");
    libing_status status = ing_typed_map(r, node, "an event", err);

    *out = (ing_happening){ .node = node, .request = { .corrects = -1 } };
    if (status == LIBING_OK && ev == NULL)
        status = ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.no_event",
                                                "an event without 'ev'", "事件缺少“ev”"), err);
    if (status == LIBING_OK)
        status = find_event(r, ev, out, err);
    if (status == LIBING_OK)
        status = read_times(r, node, out, err);
    if (status == LIBING_OK)
        status = read_case(r, node, out, err);
    if (status == LIBING_OK)
        status = find_actor(r, ing_yaml_get(node, "by"), out, err);
    return status == LIBING_OK ? read_fields(r, node, out, err) : status;
}

libing_status ing_happening_check(const ing_reading *r, const ing_happening *happening, ing_text case_kind,
                                  libing_error *err)
{
    libing_status status = ing_request_check(r->pack, &happening->request, case_kind, err);

    return status == LIBING_OK ? status : ing_typed_at(r, happening->node, status, err);
}

/* --- as given.lua makes it ---------------------------------------------------------------------- */

static libing_status read_data(const ing_reading *r, const ing_yaml *data, ing_happening *out, libing_error *err)
{
    ing_json_builder fields = ing_json_begin(r->arena);
    libing_status status = data != NULL ? ing_typed_map(r, data, "data", err) : LIBING_OK;

    for (size_t i = 0; data != NULL && status == LIBING_OK && data->kind == ING_YAML_MAP && i < data->count; i++)
        status = read_field(r, data->keys[i].text, &data->keys[i], &data->items[i], &fields, out, err);
    return status == LIBING_OK ? end_data(&fields, out, err) : status;
}

static libing_status read_request(const ing_reading *r, const ing_yaml *node, ing_happening *out,
                                  libing_error *err)
{
    const ing_yaml *type = ing_yaml_get(node, "type"), *at = ing_yaml_get(node, "at");
    const ing_yaml *id = ing_yaml_get(node, "case"), *party = ing_yaml_get(node, "party");
    libing_status status;

    if (type == NULL || at == NULL)
        return ing_fail(err, LIBING_ERR_PACK, "given.request", "a request of given.lua lacks type or at",
                        "given.lua的请求缺少type或at");
    status = find_event(r, type, out, err);
    if (status == LIBING_OK)
        status = ing_typed_moment(r, at, "at", &out->at, err);
    out->recorded = out->at;
    if (status == LIBING_OK)
        status = set_time(r, out, err);
    if (status == LIBING_OK && id != NULL)
        status = ing_typed_text(r, id, "case", &out->request.case_id, err);
    if (status == LIBING_OK && party != NULL)
        status = read_party(r, out->event, party, "party", out, err);
    if (status == LIBING_OK)
        status = find_actor(r, ing_yaml_get(node, "by"), out, err);
    return status == LIBING_OK ? read_data(r, ing_yaml_get(node, "data"), out, err) : status;
}

libing_status ing_happening_of_request(const ing_reading *r, const ing_json *request, ing_happening *out,
                                       libing_error *err)
{
    static const char *const known[] = { "type", "at", "by", "case", "party", "data", NULL };
    const ing_yaml *node = ing_yaml_of_json(request, r->arena);
    libing_status status = node == NULL ? ing_fail_nomem(err)
                                        : ing_typed_keys(r, node, "a request of given.lua", known, err);

    *out = (ing_happening){ .node = node, .request = { .corrects = -1 } };
    if (status == LIBING_OK)
        status = read_request(r, node, out, err);
    return status == LIBING_OK ? ing_happening_check(r, out, ING_TEXT_NONE, err) : status;
}
