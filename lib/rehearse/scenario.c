/* SPDX-License-Identifier: Apache-2.0 */
/* A scenario file, from its bytes to scenarios that can be run: its keys, its cases, its order of time. */
#include "rehearse/scenario.h"

static libing_status refuse(const ing_reading *r, const ing_yaml *at, const char *en, const char *zh,
                            libing_error *err)
{
    return ing_typed_at(r, at, ing_fail(err, LIBING_ERR_TYPE, "scenario.refused", "%s%.0s", "%.0s%s", en, zh), err);
}

/* A key that must be there. */
static libing_status need(const ing_reading *r, const ing_yaml *map, const char *key, const ing_yaml **out,
                          libing_error *err)
{
    *out = ing_yaml_get(map, key);
    if (*out != NULL)
        return LIBING_OK;
    return ing_typed_at(r, map, ing_fail(err, LIBING_ERR_TYPE, "scenario.missing", "key '%s' is missing",
                                         "缺少键“%s”", key), err);
}

/* --- events ------------------------------------------------------------------------------------- */

/* Where given and listed events meet on one day, given ones come first. */
static bool comes_first(const ing_happening *given, const ing_happening *listed)
{
    return ing_moment_date(given->at) <= ing_moment_date(listed->recorded);
}

static void merge(const ing_happening *given, size_t given_count, const ing_happening *listed,
                  size_t listed_count, ing_happening *out)
{
    size_t g = 0, l = 0;

    while (g < given_count || l < listed_count) {
        bool takes_given = g < given_count && (l == listed_count || comes_first(&given[g], &listed[l]));

        out[g + l] = takes_given ? given[g] : listed[l];
        g += takes_given ? 1 : 0;
        l += takes_given ? 0 : 1;
    }
}

/* Its own day and hour; on one day those without an hour may stand anywhere. */
static bool goes_back(ing_moment before, ing_moment now)
{
    ing_date day = ing_moment_date(before), next = ing_moment_date(now);

    return next < day || (next == day && !before.whole_day && !now.whole_day && now.second < before.second);
}

static bool is_after(ing_moment moment, ing_moment as_of)
{
    return ing_moment_date(moment) > ing_moment_date(as_of) ||
           (!moment.whole_day && !as_of.whole_day && moment.second > as_of.second);
}

static libing_status check_order(const ing_reading *r, const ing_scenario *s, const ing_happening *listed,
                                 size_t count, libing_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && goes_back(listed[i - 1].recorded, listed[i].recorded))
            return refuse(r, listed[i].node, "events go backwards in time", "事件的时间倒退了", err);
        if (is_after(listed[i].recorded, s->as_of))
            return refuse(r, listed[i].node, "the event is after as_of", "事件晚于as_of", err);
    }
    return LIBING_OK;
}

static const ing_actual_case *find_case(const ing_actual_case *cases, size_t count, ing_text id)
{
    for (size_t i = 0; i < count; i++) {
        if (ing_text_equal(cases[i].id, id))
            return &cases[i];
    }
    return NULL;
}

/* A case that begins with an event of its middle must be told where it stood. */
static libing_status check_beginning(const ing_reading *r, const ing_happening *first, libing_error *err)
{
    if (first->event->opens || first->event->presupposes_count > 0)
        return LIBING_OK;
    return ing_typed_at(r, first->node,
                        ing_fail(err, LIBING_ERR_TYPE, "scenario.no_beginning",
                                 "case %.*s was never opened, and %.*s presupposes no state to begin in",
                                 "案件%.*s从未立案，而%.*s没有可接续的状态",
                                 ING_TEXT_ARG(first->request.case_id), ING_TEXT_ARG(first->request.type)), err);
}

/* The kind of each case is that of the first event about it. */
static libing_status check_cases(const ing_reading *r, ing_scenario *s, libing_error *err)
{
    ing_actual_case *cases = ing_reading_new(r, s->happening_count, sizeof *cases, err);
    libing_status status = cases != NULL ? LIBING_OK : LIBING_ERR_NOMEM;

    s->cases = cases;
    for (size_t i = 0; i < s->happening_count && status == LIBING_OK; i++) {
        const ing_happening *one = &s->happenings[i];
        const ing_actual_case *known = NULL;

        if (one->request.case_id.ptr != NULL) {
            known = find_case(cases, s->case_count, one->request.case_id);
            if (known == NULL) {
                status = check_beginning(r, one, err);
                cases[s->case_count] = (ing_actual_case){ one->request.case_id, one->event->kinds[0] };
                known = &cases[s->case_count++];
            }
        }
        if (status == LIBING_OK)
            status = ing_happening_check(r, one, known != NULL ? known->kind : ING_TEXT_NONE, err);
    }
    return status;
}

static libing_status read_events(const ing_file_reading *f, const ing_yaml *scenario, ing_scenario *out,
                                 libing_error *err)
{
    const ing_reading *r = &f->base;
    const ing_yaml *list = NULL;
    ing_happening *given = NULL, *listed = NULL, *all = NULL;
    size_t given_count = 0;
    libing_status status = need(r, scenario, "events", &list, err);

    if (status == LIBING_OK)
        status = ing_typed_list(r, list, "events", err);
    if (status == LIBING_OK)
        status = ing_scenario_background(f, ing_yaml_get(scenario, "given"), ing_yaml_get(scenario, "params"),
                                         &out->params, &given, &given_count, err);
    if (status != LIBING_OK)
        return status;
    listed = ing_reading_new(r, list->count, sizeof *listed, err);
    all = ing_reading_new(r, list->count + given_count, sizeof *all, err);
    if (listed == NULL || all == NULL)
        return LIBING_ERR_NOMEM;
    for (size_t i = 0; i < list->count && status == LIBING_OK; i++)
        status = ing_happening_read(r, &list->items[i], &listed[i], err);
    if (status == LIBING_OK)
        status = check_order(r, out, listed, list->count, err);
    if (status != LIBING_OK)
        return status;
    merge(given, given_count, listed, list->count, all);
    out->happenings = all;
    out->happening_count = list->count + given_count;
    return check_cases(r, out, err);
}

/* --- times -------------------------------------------------------------------------------------- */

static libing_status read_window(const ing_reading *r, const ing_yaml *node, ing_scenario *out, libing_error *err)
{
    libing_status status;

    if (node == NULL)
        return LIBING_OK;
    if (node->kind != ING_YAML_LIST || node->count != 2)
        return refuse(r, node, "window must be two dates", "window应为两个日期", err);
    out->has_window = true;
    status = ing_typed_date(r, &node->items[0], "window", &out->first, err);
    if (status == LIBING_OK)
        status = ing_typed_date(r, &node->items[1], "window", &out->last, err);
    if (status == LIBING_OK && (out->first > out->last || out->last > ing_moment_date(out->as_of)))
        status = refuse(r, node, "window ends before it begins, or after as_of", "window止日早于起日，或晚于as_of", err);
    return status;
}

static libing_status read_probes(const ing_reading *r, const ing_yaml *node, ing_scenario *out, libing_error *err)
{
    libing_status status = node != NULL ? ing_typed_list(r, node, "probes", err) : LIBING_OK;

    if (node == NULL || status != LIBING_OK)
        return status;
    out->stops = ing_reading_new(r, node->count, sizeof *out->stops, err);
    if (out->stops == NULL)
        return LIBING_ERR_NOMEM;
    for (; out->stop_count < node->count && status == LIBING_OK; out->stop_count++) {
        const ing_yaml *item = &node->items[out->stop_count];
        ing_date *day = &out->stops[out->stop_count];

        status = ing_typed_date(r, item, "probes", day, err);
        if (status == LIBING_OK && *day > ing_moment_date(out->as_of))
            status = refuse(r, item, "the probe is after as_of", "probes晚于as_of", err);
        if (status == LIBING_OK && out->stop_count > 0 && *day < day[-1])
            status = refuse(r, item, "probes go backwards in time", "probes的时间倒退了", err);
    }
    return status;
}

static void sort_stops(ing_scenario *s)
{
    for (size_t i = 1; i < s->stop_count; i++) {
        ing_date day = s->stops[i];
        size_t at = i;

        for (; at > 0 && s->stops[at - 1] > day; at--)
            s->stops[at] = s->stops[at - 1];
        s->stops[at] = day;
    }
}

/* --- one scenario ------------------------------------------------------------------------------- */

static libing_status read_titles(const ing_reading *r, const ing_yaml *node, ing_scenario *out, libing_error *err)
{
    const ing_yaml *id = NULL, *zh = ing_yaml_get(node, "zh"), *en = ing_yaml_get(node, "en");
    const ing_yaml *covers = ing_yaml_get(node, "covers");
    libing_status status = need(r, node, "id", &id, err);

    if (status == LIBING_OK)
        status = ing_typed_text(r, id, "id", &out->id, err);
    if (status == LIBING_OK && !ing_text_is_id(out->id, 64)) /* stores are named by it */
        status = refuse(r, id, "an id has letters, digits and . _ : - alone, at most 64",
                        "id只能含字母、数字和. _ : -，最多64个", err);
    if (status == LIBING_OK && zh != NULL)
        status = ing_typed_text(r, zh, "zh", &out->zh, err);
    if (status == LIBING_OK && en != NULL)
        status = ing_typed_text(r, en, "en", &out->en, err);
    if (status == LIBING_OK && covers != NULL)
        status = ing_typed_list(r, covers, "covers", err);
    return status;
}

static libing_status read_as_of(const ing_reading *r, const ing_yaml *node, ing_scenario *out, libing_error *err)
{
    const ing_yaml *as_of = NULL;
    libing_status status = need(r, node, "as_of", &as_of, err);

    return status == LIBING_OK ? ing_typed_moment(r, as_of, "as_of", &out->as_of, err) : status;
}

static libing_status read_scenario(const ing_file_reading *f, const ing_yaml *node, ing_scenario *out,
                                   libing_error *err)
{
    static const char *const known[] = { "id", "zh", "en", "covers", "given", "params", "calendar", "window",
                                         "events", "probes", "as_of", "expect", NULL };
    const ing_reading *r = &f->base;
    const ing_yaml *calendar = ing_yaml_get(node, "calendar"), *expect = NULL;
    libing_status status = ing_typed_keys(r, node, "a scenario", known, err);

    *out = (ing_scenario){ .node = node, .calendar = f->calendar };
    if (status == LIBING_OK)
        status = read_titles(r, node, out, err);
    if (status == LIBING_OK)
        status = read_as_of(r, node, out, err);
    if (status == LIBING_OK && calendar != NULL)
        status = ing_scenario_calendar(r, calendar, &out->calendar, err);
    if (status == LIBING_OK)
        status = read_window(r, ing_yaml_get(node, "window"), out, err);
    if (status == LIBING_OK)
        status = read_probes(r, ing_yaml_get(node, "probes"), out, err);
    if (status == LIBING_OK)
        status = read_events(f, node, out, err);
    if (status == LIBING_OK)
        status = need(r, node, "expect", &expect, err);
    if (status == LIBING_OK)
        status = ing_scenario_expect(r, expect, out, err);
    sort_stops(out);
    return status;
}

/* --- the file ----------------------------------------------------------------------------------- */

static libing_status read_zone(ing_reading *r, const ing_yaml *node, libing_error *err)
{
    if (ing_text_is(node->text, "Asia/Shanghai")) {
        r->zone_seconds = 8 * 3600;
        return LIBING_OK;
    }
    if (ing_zone_parse(node->text, &r->zone_seconds))
        return LIBING_OK;
    return ing_typed_at(r, node, ing_fail(err, LIBING_ERR_DATE, "scenario.timezone",
                                          "timezone '%.*s' is neither Asia/Shanghai nor an offset +08:00",
                                          "timezone“%.*s”既非Asia/Shanghai也非偏移+08:00",
                                          ING_TEXT_ARG(node->text)), err);
}

static libing_status read_defaults(ing_file_reading *f, const ing_yaml *node, libing_error *err)
{
    static const char *const known[] = { "given", "params", NULL };
    libing_status status;

    if (node == NULL)
        return LIBING_OK;
    status = ing_typed_keys(&f->base, node, "defaults", known, err);
    f->default_given = ing_yaml_get(node, "given");
    f->default_params = ing_yaml_get(node, "params");
    if (status == LIBING_OK && f->default_given != NULL)
        status = ing_typed_map(&f->base, f->default_given, "defaults.given", err);
    if (status == LIBING_OK && f->default_params != NULL)
        status = ing_typed_map(&f->base, f->default_params, "defaults.params", err);
    return status;
}

static libing_status read_head(ing_file_reading *f, const ing_yaml *root, const ing_yaml **list, libing_error *err)
{
    static const char *const known[] = { "schema", "timezone", "calendar", "defaults", "scenarios", NULL };
    ing_reading *r = &f->base;
    const ing_yaml *schema = NULL, *zone = NULL, *calendar = ing_yaml_get(root, "calendar");
    libing_status status = ing_typed_keys(r, root, "the file", known, err);

    if (status == LIBING_OK)
        status = need(r, root, "schema", &schema, err);
    if (status == LIBING_OK && !ing_text_is(schema->text, "1"))
        status = refuse(r, schema, "schema must be 1", "schema应为1", err);
    if (status == LIBING_OK)
        status = need(r, root, "timezone", &zone, err);
    if (status == LIBING_OK)
        status = read_zone(r, zone, err);
    if (status == LIBING_OK && calendar != NULL)
        status = ing_scenario_calendar(r, calendar, &f->calendar, err);
    if (status == LIBING_OK)
        status = read_defaults(f, ing_yaml_get(root, "defaults"), err);
    if (status == LIBING_OK)
        status = need(r, root, "scenarios", list, err);
    return status == LIBING_OK ? ing_typed_list(r, *list, "scenarios", err) : status;
}

static libing_status check_twice(const ing_reading *r, const ing_scenario *scenarios, size_t at, libing_error *err)
{
    for (size_t i = 0; i < at; i++) {
        if (ing_text_equal(scenarios[i].id, scenarios[at].id))
            return ing_typed_at(r, scenarios[at].node,
                                ing_fail(err, LIBING_ERR_EXISTS, "scenario.twice", "scenario %.*s stands here twice",
                                         "案例%.*s出现了两次", ING_TEXT_ARG(scenarios[at].id)), err);
    }
    return LIBING_OK;
}

libing_status ing_scenario_file_read(const ing_pack *pack, ing_given *given, ing_arena *arena, ing_text path,
                                     ing_text bytes, ing_scenario_file *out, libing_error *err)
{
    ing_file_reading f = { .base = { .pack = pack, .arena = arena, .shorts = ing_given_short(given), .file = path },
                           .given = given };
    const ing_yaml *root = NULL, *list = NULL;
    ing_scenario *scenarios = NULL;
    libing_status status = ing_yaml_read(arena, bytes, path, &root, err);

    *out = (ing_scenario_file){ .path = path };
    if (status == LIBING_OK)
        status = read_head(&f, root, &list, err);
    if (status != LIBING_OK)
        return status;
    scenarios = ing_reading_new(&f.base, list->count, sizeof *scenarios, err);
    if (scenarios == NULL)
        return LIBING_ERR_NOMEM;
    for (size_t i = 0; i < list->count && status == LIBING_OK; i++) {
        status = read_scenario(&f, &list->items[i], &scenarios[i], err);
        if (status == LIBING_OK)
            status = check_twice(&f.base, scenarios, i, err);
    }
    out->scenarios = scenarios;
    out->count = list->count;
    return status;
}
