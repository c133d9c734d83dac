/* SPDX-License-Identifier: Apache-2.0 */
/* case.adopted as a request: an officer takes a paper case over midway and names where it stands. */
#include "pack/pack.h"

static libing_status check_keys(const ing_json *data, libing_error *err)
{
    static const char *const known[] = { "kind", "procedure", "reason", "region", "state", "subject", NULL };

    for (size_t i = 0; i < data->count; i++) {
        ing_text key = data->members[i].key;
        size_t k = 0;

        while (known[k] != NULL && !ing_text_is(key, known[k]))
            k++;
        if (known[k] == NULL)
            return ing_fail(err, LIBING_ERR_WORD, "vocabulary.unknown_field", "case.adopted has no field %.*s",
                            "case.adopted没有字段%.*s", ING_TEXT_ARG(key));
        if (data->members[i].value.type != ING_JSON_TEXT || data->members[i].value.text.len == 0)
            return ing_fail(err, LIBING_ERR_TYPE, "adoption.text", "case.adopted.%.*s must be a non-empty text",
                            "case.adopted.%.*s应为非空文本", ING_TEXT_ARG(key));
    }
    return LIBING_OK;
}

/* The kind of a case that exists stays; another one takes the kind it is given. */
static libing_status find_kind(const ing_pack *pack, const ing_request *request, ing_text *kind,
                               libing_error *err)
{
    ing_text said = ing_json_text(request->data, "kind");

    if (kind->ptr != NULL && said.ptr != NULL && !ing_text_equal(*kind, said))
        return ing_fail(err, LIBING_ERR_TYPE, "adoption.kind", "case %.*s is a %.*s, not a %.*s",
                        "案件%.*s的类别是%.*s，而非%.*s", ING_TEXT_ARG(request->case_id), ING_TEXT_ARG(*kind),
                        ING_TEXT_ARG(said));
    if (kind->ptr == NULL)
        *kind = said;
    if (kind->ptr == NULL)
        return ing_fail(err, LIBING_ERR_TYPE, "adoption.no_kind",
                        "case %.*s is new: say its kind in case.adopted.kind",
                        "案件%.*s是新的：请在case.adopted.kind中写明类别", ING_TEXT_ARG(request->case_id));
    if (ing_map_get(&pack->cases, *kind) == NULL)
        return ing_fail(err, LIBING_ERR_WORD, "adoption.unknown_kind", "unknown kind of case %.*s",
                        "未知的案件类别%.*s", ING_TEXT_ARG(*kind));
    return LIBING_OK;
}

/* The one named, or the first of the kind. */
static libing_status find_procedure(const ing_pack *pack, const ing_request *request, ing_text kind,
                                    const ing_procedure **out, libing_error *err)
{
    ing_text said = ing_json_text(request->data, "procedure");

    *out = NULL;
    for (size_t i = 0; i < pack->procedure_count && *out == NULL; i++) {
        const ing_procedure *one = pack->procedure_list[i];

        if (ing_procedure_is_about(one, kind) && (said.ptr == NULL || ing_text_equal(one->id, said)))
            *out = one;
    }
    if (*out != NULL)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_WORD, "adoption.procedure", "cases of kind %.*s have no procedure %.*s",
                    "%.*s类案件没有程序%.*s", ING_TEXT_ARG(kind), ING_TEXT_ARG(said));
}

static libing_status check_state(const ing_procedure *procedure, const ing_json *data, libing_error *err)
{
    ing_text name = ing_json_text(data, "region"), state = ing_json_text(data, "state");
    const ing_region *region = name.ptr == NULL ? &procedure->regions[0] : NULL;

    for (size_t i = 1; i < procedure->region_count && region == NULL; i++) {
        if (ing_text_equal(procedure->regions[i].id, name))
            region = &procedure->regions[i];
    }
    if (region == NULL)
        return ing_fail(err, LIBING_ERR_WORD, "adoption.region", "procedure %.*s has no region %.*s",
                        "程序%.*s没有区域%.*s", ING_TEXT_ARG(procedure->id), ING_TEXT_ARG(name));
    if (state.ptr == NULL)
        return ing_fail(err, LIBING_ERR_TYPE, "adoption.no_state",
                        "case.adopted lacks field state: where the case stands",
                        "case.adopted缺少字段state：案件所处的状态");
    if (!ing_region_has(region, state))
        return ing_fail(err, LIBING_ERR_WORD, "adoption.state", "procedure %.*s has no state %.*s",
                        "程序%.*s没有状态%.*s", ING_TEXT_ARG(procedure->id), ING_TEXT_ARG(state));
    return LIBING_OK;
}

static libing_status check_who(const ing_pack *pack, const ing_request *request, const ing_procedure *procedure,
                               libing_error *err)
{
    if (!request->any_role && procedure->adopt_count == 0)
        return ing_fail(err, LIBING_ERR_ROLE, "adoption.nobody",
                        "nobody may adopt a case into procedure %.*s: it names no role under adopt",
                        "任何人都不得将案件接续到程序%.*s：其adopt未列角色", ING_TEXT_ARG(procedure->id));
    return ing_request_check_role(pack, request, request->any_role ? 0 : procedure->adopt_count,
                                  procedure->adopt, err);
}

static libing_status check_subject(const ing_pack *pack, const ing_request *request, ing_text case_kind,
                                   libing_error *err)
{
    static const ing_type party = { .kind = ING_TYPE_PARTY_ID };
    const ing_json *subject = ing_json_get(request->data, "subject");

    if (subject == NULL)
        return LIBING_OK;
    if (case_kind.ptr != NULL)
        return ing_fail(err, LIBING_ERR_TYPE, "adoption.subject",
                        "case %.*s exists: its subject is not said again", "案件%.*s已存在：不再写当事人",
                        ING_TEXT_ARG(request->case_id));
    return ing_type_check(&party, subject, "case.adopted.subject", pack->zone_seconds, err);
}

libing_status ing_adoption_check(const ing_pack *pack, const ing_request *request, ing_text case_kind,
                                 libing_error *err)
{
    const ing_procedure *procedure = NULL;
    ing_text kind = case_kind;
    libing_status status = check_keys(request->data, err);

    if (status == LIBING_OK && request->case_id.ptr == NULL)
        status = ing_fail(err, LIBING_ERR_TYPE, "adoption.no_case", "case.adopted is about a case: name it as \"case\"",
                          "case.adopted涉及案件：请以“case”写明");
    if (status == LIBING_OK)
        status = find_kind(pack, request, &kind, err);
    if (status == LIBING_OK)
        status = find_procedure(pack, request, kind, &procedure, err);
    if (status == LIBING_OK)
        status = check_state(procedure, request->data, err);
    if (status == LIBING_OK)
        status = check_subject(pack, request, case_kind, err);
    return status == LIBING_OK ? check_who(pack, request, procedure, err) : status;
}
