/* SPDX-License-Identifier: Apache-2.0 */
/* What holds before a scenario's events: `given` and `params`, its own over those of the file. */
#include "rehearse/scenario.h"

#include <stdio.h>

typedef struct background {
    const ing_file_reading *f;
    ing_json_builder params;
    const ing_json *all;            /* the whole of `given`, as texts */
    ing_happening *items;
    size_t count, cap;
} background;

/* --- parameters --------------------------------------------------------------------------------- */

static libing_status put_param(background *b, const ing_yaml *key, const ing_yaml *value, libing_error *err)
{
    const ing_reading *r = &b->f->base;
    const ing_map *known = &r->pack->params;
    const ing_param *param = ing_map_get(known, key->text);
    ing_nearest nearest = ing_nearest_begin(key->text);
    const ing_json *json = NULL;
    char what[96];
    libing_status status;

    for (size_t i = 0; param == NULL && i < known->count; i++)
        ing_nearest_try(&nearest, known->items[i].key);
    if (param == NULL)
        return ing_typed_unknown(r, key, "param", "参数", &nearest, err);
    (void)snprintf(what, sizeof what, "%.*s", ING_TEXT_ARG(param->id));
    status = ing_typed_read(r, param->type, value, what, &json, err);
    if (status == LIBING_OK)
        ing_json_put(&b->params, param->id, json);
    return status;
}

static libing_status put_params(background *b, const ing_yaml *params, libing_error *err)
{
    libing_status status = params != NULL ? ing_typed_map(&b->f->base, params, "params", err) : LIBING_OK;

    for (size_t i = 0; params != NULL && status == LIBING_OK && i < params->count; i++)
        status = put_param(b, &params->keys[i], &params->items[i], err);
    return status;
}

/* --- one thing given ---------------------------------------------------------------------------- */

static libing_status add_request(background *b, const ing_json *request, libing_error *err)
{
    if (b->count == b->cap) {
        size_t cap = b->cap == 0 ? 16 : b->cap * 2;
        ing_happening *grown = ing_reading_new(&b->f->base, cap, sizeof *grown, err);

        if (grown == NULL)
            return LIBING_ERR_NOMEM;
        if (b->count > 0)
            memcpy(grown, b->items, b->count * sizeof *grown);
        b->items = grown;
        b->cap = cap;
    }
    return ing_happening_of_request(&b->f->base, request, &b->items[b->count++], err);
}

static libing_status add_made_params(background *b, const ing_json *params, libing_error *err)
{
    const ing_yaml *made = params != NULL ? ing_yaml_of_json(params, b->f->base.arena) : NULL;

    if (params != NULL && made == NULL)
        return ing_fail_nomem(err);
    return put_params(b, made, err);
}

static libing_status check_known(const background *b, const ing_yaml *key, libing_error *err)
{
    const ing_json *names = ing_given_names(b->f->given);
    ing_nearest nearest = ing_nearest_begin(key->text);

    for (size_t i = 0; names != NULL && i < names->count; i++) {
        if (ing_text_equal(names->items[i].text, key->text))
            return LIBING_OK;
        ing_nearest_try(&nearest, names->items[i].text);
    }
    return ing_typed_unknown(&b->f->base, key, "given", "既有事实", &nearest, err);
}

/* What given.lua says of it; a failure stands where the scenario gives it, unless Lua says its own place. */
static libing_status convert(background *b, const ing_yaml *key, const ing_yaml *value, libing_error *err)
{
    const ing_json *json, *requests = NULL, *params = NULL;
    libing_status status = check_known(b, key, err);

    if (status != LIBING_OK)
        return status;
    json = ing_yaml_to_json(value, b->f->base.arena);
    status = json == NULL ? ing_fail_nomem(err)
                          : ing_given_call(b->f->given, key->text, json, b->all, b->f->base.arena, &requests,
                                           &params, err);
    for (size_t i = 0; status == LIBING_OK && requests != NULL && i < requests->count; i++)
        status = add_request(b, &requests->items[i], err);
    if (status == LIBING_OK)
        status = add_made_params(b, params, err);
    if (status != LIBING_OK && err != NULL && err->file[0] == '\0')
        status = ing_typed_at(&b->f->base, value, status, err);
    if (status != LIBING_OK)
        ing_error_prefix(err, "given.%.*s: ", "given.%.*s：", ING_TEXT_ARG(key->text));
    return status;
}

/* --- all of it ---------------------------------------------------------------------------------- */

static const ing_yaml *own_of(const ing_yaml *own, ing_text key)
{
    for (size_t i = 0; own != NULL && i < own->count; i++) {
        if (ing_text_equal(own->keys[i].text, key))
            return &own->items[i];
    }
    return NULL;
}

/* The file's defaults in their order, each replaced by the scenario's own, then the rest of these. */
static libing_status merge(const ing_reading *r, const ing_yaml *defaults, const ing_yaml *own, ing_yaml *out,
                           libing_error *err)
{
    size_t most = (defaults != NULL ? defaults->count : 0) + (own != NULL ? own->count : 0), count = 0;
    ing_yaml *keys = ing_reading_new(r, most + 1, sizeof *keys, err);
    ing_yaml *items = ing_reading_new(r, most + 1, sizeof *items, err);

    if (keys == NULL || items == NULL)
        return LIBING_ERR_NOMEM;
    for (size_t i = 0; defaults != NULL && i < defaults->count; i++) {
        const ing_yaml *mine = own_of(own, defaults->keys[i].text);

        keys[count] = defaults->keys[i];
        items[count++] = mine != NULL ? *mine : defaults->items[i];
    }
    for (size_t i = 0; own != NULL && i < own->count; i++) {
        if (own_of(defaults, own->keys[i].text) != NULL)
            continue;
        keys[count] = own->keys[i];
        items[count++] = own->items[i];
    }
    *out = (ing_yaml){ .kind = ING_YAML_MAP, .count = count, .keys = keys, .items = items };
    return LIBING_OK;
}

static void sort_by_day(background *b)
{
    for (size_t i = 1; i < b->count; i++) {
        ing_happening one = b->items[i];
        size_t at = i;

        for (; at > 0 && ing_moment_date(b->items[at - 1].at) > ing_moment_date(one.at); at--)
            b->items[at] = b->items[at - 1];
        b->items[at] = one;
    }
}

libing_status ing_scenario_background(const ing_file_reading *f, const ing_yaml *given, const ing_yaml *params,
                                      const ing_json **params_out, ing_happening **out, size_t *count,
                                      libing_error *err)
{
    background b = { .f = f, .params = ing_json_begin(f->base.arena) };
    ing_yaml merged = { .kind = ING_YAML_MAP };
    libing_status status = given != NULL ? ing_typed_map(&f->base, given, "given", err) : LIBING_OK;

    if (status == LIBING_OK)
        status = merge(&f->base, f->default_given, given, &merged, err);
    if (status == LIBING_OK) {
        b.all = ing_yaml_to_json(&merged, f->base.arena);
        status = b.all != NULL ? LIBING_OK : ing_fail_nomem(err);
    }
    for (size_t i = 0; status == LIBING_OK && i < merged.count; i++)
        status = convert(&b, &merged.keys[i], &merged.items[i], err);
    if (status == LIBING_OK)
        status = put_params(&b, f->default_params, err);
    if (status == LIBING_OK)
        status = put_params(&b, params, err);
    *params_out = ing_json_end_object(&b.params);
    if (status == LIBING_OK && *params_out == NULL)
        status = ing_fail_nomem(err);
    sort_by_day(&b);
    *out = b.items;
    *count = b.count;
    return status;
}
