/* SPDX-License-Identifier: Apache-2.0 */
/* overlay.json: a layer over a pack, which a scenario lays there when it is rehearsed. Being one of the
 * pack's files, it is part of what the store keeps and of the pack's identity, so that such a store
 * replays. {"params": {name: value in record form}, "without": [rule, …]} */
#include "pack/load.h"

#define OVERLAY_FILE "overlay.json"

static void report(ing_load *load, const char *code, ing_text message)
{
    ing_finding finding = { code, INT32_MAX, NULL, 0, 0, NULL };

    load->report_count++;
    ing_diagnosis_add(load->diagnosis, &finding, ING_TEXT_LIT(OVERLAY_FILE), message);
}

static void report_unknown(ing_load *load, const char *en, const char *zh, const ing_nearest *nearest)
{
    ing_buf text = ING_BUF_INIT;
    bool is_zh = load->diagnosis->is_zh;

    ing_buf_printf(&text, is_zh ? "未知的%s %.*s" : "unknown %s %.*s", is_zh ? zh : en,
                   ING_TEXT_ARG(nearest->wanted));
    if (nearest->best.ptr != NULL)
        ing_buf_printf(&text, is_zh ? "；是否指 %.*s？" : "; did you mean %.*s?", ING_TEXT_ARG(nearest->best));
    if (text.failed)
        load->failed = true;
    else
        report(load, "E101", ing_buf_view(&text));
    ing_buf_free(&text);
}

/* A failed call as a finding, except that of memory. */
static void report_error(ing_load *load, libing_status status, const libing_error *err)
{
    if (status == LIBING_ERR_NOMEM)
        load->failed = true;
    else
        report(load, "E105", ing_text_of(err->message));
}

static void lay_param(ing_load *load, ing_param *param, const ing_json *json)
{
    ing_param_slice *slice = ing_load_new(load, 1, sizeof *slice);
    libing_error err = LIBING_ERROR_INIT;
    ing_buf name = ING_BUF_INIT;
    libing_status status;

    if (slice == NULL)
        return;
    ing_error_language(&err, load->diagnosis->is_zh ? "zh" : "en");
    ing_buf_slice(&name, param->id);
    status = name.failed ? ing_fail_nomem(&err)
                         : ing_type_check(param->type, json, name.ptr, load->pack->zone_seconds, &err);
    ing_buf_free(&name);
    if (status != LIBING_OK) {
        report_error(load, status, &err);
        return;
    }
    slice->from = ING_DATE_MIN;
    slice->value = ing_value_read(param->type, json, load->pack->zone_seconds, load->arena);
    param->slices = slice;
    param->slice_count = 1;
}

static void lay_params(ing_load *load)
{
    const ing_json *params = load->overlay != NULL ? ing_json_get(load->overlay, "params") : NULL;
    const ing_map *known = &load->pack->params;

    for (size_t i = 0; params != NULL && i < params->count && params->type == ING_JSON_OBJECT; i++) {
        ing_param *param = ing_map_get(known, params->members[i].key);
        ing_nearest nearest = ing_nearest_begin(params->members[i].key);

        if (param != NULL) {
            lay_param(load, param, &params->members[i].value);
            continue;
        }
        for (size_t k = 0; k < known->count; k++)
            ing_nearest_try(&nearest, known->items[k].key);
        report_unknown(load, "param", "参数", &nearest);
    }
}

void ing_load_overlay(ing_load *load)
{
    const ing_pack_file *file = ing_pack_file_find(load->pack, ING_TEXT_LIT(OVERLAY_FILE));
    libing_error err = LIBING_ERROR_INIT;
    libing_status status;

    if (file == NULL)
        return;
    ing_error_language(&err, load->diagnosis->is_zh ? "zh" : "en");
    status = ing_json_read(load->arena, file->bytes, &load->overlay, &err);
    if (status != LIBING_OK) {
        load->overlay = NULL;
        report_error(load, status, &err);
    }
    if (status == LIBING_OK)
        lay_params(load);
}

static const ing_json *without(const ing_load *load)
{
    const ing_json *list = load->overlay != NULL ? ing_json_get(load->overlay, "without") : NULL;

    return list != NULL && list->type == ING_JSON_LIST ? list : NULL;
}

bool ing_load_overlay_drops(const ing_load *load, ing_text rule)
{
    const ing_json *list = without(load);

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        if (list->items[i].type == ING_JSON_TEXT && ing_text_equal(list->items[i].text, rule))
            return true;
    }
    return false;
}

/* duty:<id>, by which a duty speaks: without it there is no duty. */
static bool is_duty_rule(ing_text rule, ing_text duty)
{
    static const char prefix[] = "duty:";
    size_t len = sizeof prefix - 1;

    return rule.len == len + duty.len && memcmp(rule.ptr, prefix, len) == 0 &&
           memcmp(rule.ptr + len, duty.ptr, duty.len) == 0;
}

bool ing_load_overlay_drops_duty(const ing_load *load, ing_text duty)
{
    const ing_json *list = without(load);

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        if (list->items[i].type == ING_JSON_TEXT && is_duty_rule(list->items[i].text, duty))
            return true;
    }
    return false;
}

void ing_load_overlay_rules(ing_load *load)
{
    const ing_json *list = without(load);

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        ing_nearest nearest = ing_nearest_begin(list->items[i].text);
        bool found = false;

        for (size_t k = 0; k < load->declaration_count && !found; k++) {
            const ing_declaration *one = &load->declarations[k];

            if (ing_text_is(one->construct, "duty"))
                found = is_duty_rule(list->items[i].text, one->id);
            if (!ing_text_is(one->construct, "rule"))
                continue;
            found = ing_text_equal(one->id, list->items[i].text);
            ing_nearest_try(&nearest, one->id);
        }
        if (!found)
            report_unknown(load, "rule", "规则", &nearest);
    }
}
