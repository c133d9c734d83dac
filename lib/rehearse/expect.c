/* SPDX-License-Identifier: Apache-2.0 */
/* What a scenario expects, read by the pack's words: decisions, what never comes, states, deadlines,
 * amounts. */
#include "rehearse/scenario.h"

#include <stdio.h>

/* --- cases -------------------------------------------------------------------------------------- */

static const ing_actual_case *find_case(const ing_scenario *s, ing_text id)
{
    for (size_t i = 0; i < s->case_count; i++) {
        if (ing_text_equal(s->cases[i].id, id))
            return &s->cases[i];
    }
    return NULL;
}

static libing_status no_case(const ing_reading *r, const ing_scenario *s, const ing_yaml *at, ing_text id,
                             libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(id);

    for (size_t i = 0; i < s->case_count; i++)
        ing_nearest_try(&nearest, s->cases[i].id);
    return ing_typed_unknown(r, at, "case", "案件", &nearest, err);
}

/* "I1" or "I1.seal": an id may hold dots itself, so a whole one comes first. */
static const ing_actual_case *split_case(const ing_scenario *s, ing_text written, ing_text *rest)
{
    const ing_actual_case *found = find_case(s, written);

    *rest = ING_TEXT_NONE;
    for (size_t i = written.len; found == NULL && i > 0; i--) {
        if (written.ptr[i - 1] != '.')
            continue;
        *rest = (ing_text){ written.ptr + i, written.len - i };
        return find_case(s, (ing_text){ written.ptr, i - 1 });
    }
    return found;
}

/* --- actions ------------------------------------------------------------------------------------ */

/* Action names are written in capitals. */
static libing_status find_action(const ing_reading *r, const ing_yaml *node, const ing_action **out,
                                 libing_error *err)
{
    ing_text code = ING_TEXT_NONE;
    libing_status status = ing_typed_text(r, node, "code", &code, err);
    char *lower = status == LIBING_OK ? ing_arena_text(r->arena, code.ptr, code.len) : NULL;
    ing_nearest nearest = ing_nearest_begin((ing_text){ lower, code.len });

    if (status != LIBING_OK || lower == NULL)
        return status != LIBING_OK ? status : ing_fail_nomem(err);
    for (size_t i = 0; i < code.len; i++)
        lower[i] = lower[i] >= 'A' && lower[i] <= 'Z' ? (char)(lower[i] + ('a' - 'A')) : lower[i];
    *out = ing_pack_action(r->pack, (ing_text){ lower, code.len });
    if (*out != NULL)
        return LIBING_OK;
    for (size_t i = 0; i < r->pack->actions.count; i++)
        ing_nearest_try(&nearest, r->pack->actions.items[i].key);
    return ing_typed_unknown(r, node, "action", "决定种类", &nearest, err);
}

static const ing_field *find_field(const ing_action *action, ing_text name, ing_nearest *nearest)
{
    for (size_t i = 0; i < action->field_count; i++) {
        if (ing_text_equal(action->fields[i].name, name))
            return &action->fields[i];
        ing_nearest_try(nearest, action->fields[i].name);
    }
    return NULL;
}

/* --- decisions ---------------------------------------------------------------------------------- */

static libing_status read_argument(const ing_reading *r, const ing_expected_decision *d, const ing_yaml *key,
                                   const ing_yaml *value, ing_json_builder *args, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(key->text);
    const ing_field *field = find_field(d->action, key->text, &nearest);
    const ing_json *json = NULL;
    char what[112];
    libing_status status;

    if (field == NULL)
        return ing_typed_unknown(r, key, "field", "字段", &nearest, err);
    (void)snprintf(what, sizeof what, "%.*s.%.*s", ING_TEXT_ARG(d->action->id), ING_TEXT_ARG(key->text));
    status = ing_typed_read(r, field->type, value, what, &json, err);
    if (status == LIBING_OK)
        ing_json_put(args, field->name, json);
    return status;
}

static libing_status read_decision_head(const ing_reading *r, const ing_scenario *s, const ing_yaml *node,
                                        ing_expected_decision *out, libing_error *err)
{
    const ing_yaml *t = ing_yaml_get(node, "t"), *code = ing_yaml_get(node, "code");
    const ing_yaml *id = ing_yaml_get(node, "id"), *decider = ing_yaml_get(node, "decider");
    libing_status status = ing_typed_map(r, node, "a decision", err);

    if (status == LIBING_OK && (t == NULL || code == NULL))
        return ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.decision",
                                              "a decision needs 't' and 'code'", "决定须有“t”和“code”"), err);
    if (status == LIBING_OK)
        status = ing_typed_moment(r, t, "t", &out->t, err);
    if (status == LIBING_OK && ing_moment_date(out->t) > ing_moment_date(s->as_of))
        status = ing_typed_at(r, t, ing_fail(err, LIBING_ERR_DATE, "scenario.after",
                                             "'%.*s' is after as_of", "“%.*s”晚于as_of", ING_TEXT_ARG(t->text)),
                              err);
    if (status == LIBING_OK)
        status = find_action(r, code, &out->action, err);
    if (status == LIBING_OK && id != NULL && find_case(s, id->text) == NULL)
        status = no_case(r, s, id, id->text, err);
    if (status == LIBING_OK && decider != NULL && ing_map_get(&r->pack->roles, decider->text) == NULL) {
        ing_nearest nearest = ing_nearest_begin(decider->text);

        for (size_t i = 0; i < r->pack->roles.count; i++)
            ing_nearest_try(&nearest, r->pack->roles.items[i].key);
        status = ing_typed_unknown(r, decider, "role", "角色", &nearest, err);
    }
    out->case_id = id != NULL ? id->text : ING_TEXT_NONE;
    out->decider = decider != NULL ? decider->text : ING_TEXT_NONE;
    return status;
}

static bool is_head(ing_text key)
{
    return ing_text_is(key, "t") || ing_text_is(key, "code") || ing_text_is(key, "id") ||
           ing_text_is(key, "decider");
}

static libing_status read_decision(const ing_reading *r, const ing_scenario *s, const ing_yaml *node,
                                   ing_expected_decision *out, libing_error *err)
{
    ing_json_builder args = ing_json_begin(r->arena);
    libing_status status = read_decision_head(r, s, node, out, err);

    out->node = node;
    for (size_t i = 0; status == LIBING_OK && i < node->count; i++) {
        if (!is_head(node->keys[i].text))
            status = read_argument(r, out, &node->keys[i], &node->items[i], &args, err);
    }
    for (size_t i = 0; status == LIBING_OK && i < s->never_count; i++) {
        if (s->never[i] == out->action)
            status = ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.contradiction",
                                                    "%.*s is expected and in 'never'", "%.*s既在预期之内又在“never”中",
                                                    ING_TEXT_ARG(out->action->id)), err);
    }
    out->args = ing_json_end_object(&args);
    return status == LIBING_OK && out->args == NULL ? ing_fail_nomem(err) : status;
}

static libing_status read_decisions(const ing_reading *r, const ing_yaml *list, ing_scenario *out,
                                    libing_error *err)
{
    ing_expected_decision *items;
    libing_status status = list != NULL ? ing_typed_list(r, list, "decisions", err) : LIBING_OK;

    if (list == NULL || status != LIBING_OK)
        return status;
    items = ing_reading_new(r, list->count, sizeof *items, err);
    if (items == NULL)
        return LIBING_ERR_NOMEM;
    for (size_t i = 0; i < list->count && status == LIBING_OK; i++)
        status = read_decision(r, out, &list->items[i], &items[i], err);
    out->decisions = items;
    out->decision_count = list->count;
    return status;
}

static libing_status read_never(const ing_reading *r, const ing_yaml *list, ing_scenario *out, libing_error *err)
{
    libing_status status = list != NULL ? ing_typed_list(r, list, "never", err) : LIBING_OK;

    if (list == NULL || status != LIBING_OK)
        return status;
    out->never = ing_reading_new(r, list->count, sizeof *out->never, err);
    if (out->never == NULL)
        return LIBING_ERR_NOMEM;
    for (size_t i = 0; i < list->count && status == LIBING_OK; i++)
        status = find_action(r, &list->items[i], &out->never[i], err);
    out->never_count = list->count;
    return status;
}

/* --- states and deadlines ----------------------------------------------------------------------- */

static libing_status unknown_state(const ing_reading *r, const ing_yaml *node, const ing_expected_state *state,
                                   libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(state->written);

    for (size_t i = 0; i < r->pack->procedure_count; i++) {
        const ing_procedure *procedure = r->pack->procedure_list[i];

        for (size_t k = 0; ing_procedure_is_about(procedure, state->of->kind) && k < procedure->regions[0].state_count; k++)
            ing_nearest_try(&nearest, procedure->regions[0].states[k]);
    }
    return ing_typed_unknown(r, node, "state", "状态", &nearest, err);
}

static libing_status read_state(const ing_reading *r, const ing_scenario *s, const ing_yaml *key,
                                const ing_yaml *value, ing_expected_state *out, libing_error *err)
{
    ing_buf written = ING_BUF_INIT;
    ing_text region = ING_TEXT_NONE;
    libing_status status = ing_typed_text(r, value, "state", &out->state, err);

    out->node = key;
    out->of = split_case(s, key->text, &region);
    if (status == LIBING_OK && out->of == NULL)
        return no_case(r, s, key, key->text, err);
    if (status != LIBING_OK)
        return status;
    if (region.ptr != NULL)
        ing_buf_printf(&written, "%.*s.", ING_TEXT_ARG(region));
    ing_buf_slice(&written, value->text);
    out->written = (ing_text){ written.failed ? NULL : ing_arena_text(r->arena, written.ptr, written.len),
                               written.len };
    ing_buf_free(&written);
    if (out->written.ptr == NULL)
        return ing_fail_nomem(err);
    out->procedure = ing_pack_state(r->pack, out->of->kind, out->written, &out->region, &out->state);
    return out->procedure != NULL ? LIBING_OK : unknown_state(r, value, out, err);
}

static libing_status read_states(const ing_reading *r, const ing_yaml *map, ing_scenario *out, libing_error *err)
{
    ing_expected_state *items;
    libing_status status = map != NULL ? ing_typed_map(r, map, "state", err) : LIBING_OK;

    if (map == NULL || status != LIBING_OK)
        return status;
    items = ing_reading_new(r, map->count, sizeof *items, err);
    if (items == NULL)
        return LIBING_ERR_NOMEM;
    for (size_t i = 0; i < map->count && status == LIBING_OK; i++)
        status = read_state(r, out, &map->keys[i], &map->items[i], &items[i], err);
    out->states = items;
    out->state_count = map->count;
    return status;
}

static libing_status only_case(const ing_reading *r, const ing_scenario *s, const ing_yaml *at,
                               const ing_actual_case **out, libing_error *err)
{
    *out = s->case_count == 1 ? &s->cases[0] : NULL;
    if (*out != NULL)
        return LIBING_OK;
    return ing_typed_at(r, at, ing_fail(err, LIBING_ERR_TYPE, "scenario.which_case",
                                        "there are %zu cases: say which", "有%zu个案件：请写明是哪一个",
                                        s->case_count), err);
}

static libing_status unknown_deadline(const ing_reading *r, const ing_yaml *key, ing_text name,
                                      const ing_actual_case *of, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(name);

    for (size_t i = 0; i < r->pack->procedure_count; i++) {
        const ing_procedure *procedure = r->pack->procedure_list[i];

        for (size_t k = 0; ing_procedure_is_about(procedure, of->kind) && k < procedure->deadline_count; k++)
            ing_nearest_try(&nearest, procedure->deadlines[k].id);
    }
    return ing_typed_unknown(r, key, "deadline", "期限", &nearest, err);
}

static libing_status read_due(const ing_reading *r, const ing_scenario *s, const ing_yaml *key,
                              const ing_yaml *value, ing_expected_due *out, libing_error *err)
{
    ing_date day = 0;
    libing_status status = ing_typed_date(r, value, "due", &day, err);

    out->node = key;
    out->day = value->text;
    out->of = status == LIBING_OK ? split_case(s, key->text, &out->deadline) : NULL;
    if (status == LIBING_OK && out->of == NULL) {
        out->deadline = key->text;
        if (memchr(key->text.ptr, '.', key->text.len) != NULL)
            return no_case(r, s, key, key->text, err);
        status = only_case(r, s, key, &out->of, err);
    }
    if (status != LIBING_OK)
        return status;
    if (out->deadline.ptr == NULL ||
        ing_pack_deadline(r->pack, out->of->kind, out->deadline, &out->procedure) == NULL)
        return unknown_deadline(r, key, out->deadline, out->of, err);
    return LIBING_OK;
}

static libing_status read_dues(const ing_reading *r, const ing_yaml *map, ing_scenario *out, libing_error *err)
{
    ing_expected_due *items;
    libing_status status = map != NULL ? ing_typed_map(r, map, "due", err) : LIBING_OK;

    if (map == NULL || status != LIBING_OK)
        return status;
    items = ing_reading_new(r, map->count, sizeof *items, err);
    if (items == NULL)
        return LIBING_ERR_NOMEM;
    for (size_t i = 0; i < map->count && status == LIBING_OK; i++)
        status = read_due(r, out, &map->keys[i], &map->items[i], &items[i], err);
    out->dues = items;
    out->due_count = map->count;
    return status;
}

/* --- amounts ------------------------------------------------------------------------------------ */

static const ing_fact *find_measure(const ing_reading *r, ing_text kind, ing_text name)
{
    const ing_fact *fact = kind.ptr != NULL ? ing_pack_fact(r->pack, kind, name) : NULL;

    return fact != NULL && fact->measure ? fact : NULL;
}

static libing_status unknown_measure(const ing_reading *r, const ing_yaml *key, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(key->text);

    for (size_t i = 0; i < r->pack->fact_count; i++) {
        if (r->pack->fact_list[i]->measure)
            ing_nearest_try(&nearest, r->pack->fact_list[i]->id);
    }
    return ing_typed_unknown(r, key, "measure", "度量", &nearest, err);
}

static libing_status read_measure(const ing_reading *r, const ing_scenario *s, const ing_yaml *key,
                                  const ing_yaml *value, const ing_actual_case *named, ing_expected_amount *out,
                                  libing_error *err)
{
    const ing_fact *of_store = find_measure(r, ING_TEXT_LIT("store"), key->text);
    char what[64];
    libing_status status = LIBING_OK;

    out->node = key;
    out->measure = of_store;
    out->of = of_store == NULL ? named : NULL;
    if (of_store == NULL && named == NULL)
        status = only_case(r, s, key, &out->of, err);
    if (status == LIBING_OK && of_store == NULL)
        out->measure = find_measure(r, out->of->kind, key->text);
    if (status == LIBING_OK && out->measure == NULL)
        status = unknown_measure(r, key, err);
    (void)snprintf(what, sizeof what, "amounts.%.*s", ING_TEXT_ARG(key->text));
    return status == LIBING_OK ? ing_typed_read(r, out->measure->type, value, what, &out->value, err) : status;
}

static libing_status read_amount(const ing_reading *r, ing_scenario *s, const ing_yaml *node,
                                 ing_expected_amount *items, libing_error *err)
{
    const ing_yaml *at = ing_yaml_get(node, "at"), *id = ing_yaml_get(node, "id");
    const ing_actual_case *named = id != NULL ? find_case(s, id->text) : NULL;
    ing_date day = 0;
    libing_status status = ing_typed_map(r, node, "an entry of amounts", err);

    if (status == LIBING_OK && (at == NULL || node->count < (id != NULL ? 3u : 2u)))
        return ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.amount",
                                              "amounts need 'at' and a measure", "amounts须有“at”和一个度量"), err);
    if (status == LIBING_OK && id != NULL && named == NULL)
        status = no_case(r, s, id, id->text, err);
    if (status == LIBING_OK)
        status = ing_typed_date(r, at, "amounts.at", &day, err);
    if (status == LIBING_OK && day > ing_moment_date(s->as_of))
        status = ing_typed_at(r, at, ing_fail(err, LIBING_ERR_DATE, "scenario.after", "'%.*s' is after as_of",
                                              "“%.*s”晚于as_of", ING_TEXT_ARG(at->text)), err);
    for (size_t i = 0; status == LIBING_OK && i < node->count; i++) {
        if (&node->items[i] == at || &node->items[i] == id)
            continue;
        items[s->amount_count].day = at->text;
        status = read_measure(r, s, &node->keys[i], &node->items[i], named, &items[s->amount_count++], err);
    }
    if (status == LIBING_OK)
        s->stops[s->stop_count++] = day;
    return status;
}

static libing_status read_amounts(const ing_reading *r, const ing_yaml *list, ing_scenario *out,
                                  libing_error *err)
{
    ing_expected_amount *items;
    ing_date *stops;
    size_t most = 0;
    libing_status status = list != NULL ? ing_typed_list(r, list, "amounts", err) : LIBING_OK;

    if (list == NULL || status != LIBING_OK)
        return status;
    for (size_t i = 0; i < list->count; i++)
        most += list->items[i].count;
    items = ing_reading_new(r, most, sizeof *items, err);
    stops = ing_reading_new(r, out->stop_count + list->count, sizeof *stops, err);
    if (items == NULL || stops == NULL)
        return LIBING_ERR_NOMEM;
    if (out->stop_count > 0)
        memcpy(stops, out->stops, out->stop_count * sizeof *stops);
    out->stops = stops;
    for (size_t i = 0; i < list->count && status == LIBING_OK; i++)
        status = read_amount(r, out, &list->items[i], items, err);
    out->amounts = items;
    return status;
}

/* --- everything --------------------------------------------------------------------------------- */

libing_status ing_scenario_expect(const ing_reading *r, const ing_yaml *node, ing_scenario *out, libing_error *err)
{
    static const char *const known[] = { "decisions", "never", "state", "due", "amounts", NULL };
    libing_status status = ing_typed_keys(r, node, "expect", known, err);

    if (status == LIBING_OK && node->count == 0)
        status = ing_typed_at(r, node, ing_fail(err, LIBING_ERR_TYPE, "scenario.nothing",
                                                "expect: nothing is expected", "expect：没有任何预期"), err);
    if (status == LIBING_OK)
        status = read_never(r, ing_yaml_get(node, "never"), out, err);
    if (status == LIBING_OK)
        status = read_decisions(r, ing_yaml_get(node, "decisions"), out, err);
    if (status == LIBING_OK)
        status = read_states(r, ing_yaml_get(node, "state"), out, err);
    if (status == LIBING_OK)
        status = read_dues(r, ing_yaml_get(node, "due"), out, err);
    return status == LIBING_OK ? read_amounts(r, ing_yaml_get(node, "amounts"), out, err) : status;
}
