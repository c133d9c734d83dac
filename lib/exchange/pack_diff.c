/* SPDX-License-Identifier: Apache-2.0 */
/* The verb that compares two packs and says in words what is different. */
#include <libing/desk.h>

#include "engine/engine.h"
#include "exchange/desk.h"
#include "exchange/features.h"

typedef struct diff {
    ing_telling before, after;
    ing_arena *arena;
    ing_json_builder changes;
} diff;

/* --- sentences ---------------------------------------------------------------------------------- */

static void add_detail(diff *d, ing_json_builder *details, ing_buf *text)
{
    ing_text kept = ing_tell_keep(&d->after, text);
    const ing_json json = ing_json_of_text(kept);

    if (kept.ptr == NULL)
        details->failed = true;
    else
        ing_json_add(details, &json);
}

static void add_sentence(diff *d, ing_json_builder *details, const char *format_zh, const char *format_en,
                         const ing_feature *feature)
{
    ing_buf text = ING_BUF_INIT;

    ing_buf_text(&text, d->after.zh ? format_zh : format_en);
    ing_buf_printf(&text, d->after.zh ? "%s：%.*s" : "%s: %.*s", feature->aspect, ING_TEXT_ARG(feature->words));
    add_detail(d, details, &text);
}

/* Where both are called the same, as they are written. */
static void add_replaced(diff *d, ing_json_builder *details, const ing_feature *old, const ing_feature *new)
{
    bool is_same = ing_text_equal(old->words, new->words);
    ing_text from = is_same ? old->key : old->words, to = is_same ? new->key : new->words;
    ing_buf text = ING_BUF_INIT;

    ing_buf_printf(&text, d->after.zh ? "%s：%.*s → %.*s" : "%s: %.*s → %.*s", old->aspect, ING_TEXT_ARG(from),
                   ING_TEXT_ARG(to));
    add_detail(d, details, &text);
}

/* --- features ----------------------------------------------------------------------------------- */

static bool same_aspect(const ing_feature *a, const ing_feature *b)
{
    return strcmp(a->aspect, b->aspect) == 0;
}

static bool has(const ing_features *list, const ing_feature *feature)
{
    bool found = false;

    for (size_t i = 0; i < list->count && !found; i++)
        found = same_aspect(&list->items[i], feature) && ing_text_equal(list->items[i].key, feature->key);
    return found;
}

/* How many of an aspect the other list lacks; the last of them. */
static size_t count_lacking(const ing_features *list, const ing_features *other, const ing_feature *aspect,
                            const ing_feature **last)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (!same_aspect(&list->items[i], aspect) || has(other, &list->items[i]))
            continue;
        *last = &list->items[i];
        count++;
    }
    return count;
}

static void tell_lacking(diff *d, ing_json_builder *details, const ing_features *list, const ing_features *other,
                         const ing_feature *aspect, bool is_old)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!same_aspect(&list->items[i], aspect) || has(other, &list->items[i]))
            continue;
        add_sentence(d, details, is_old ? "去掉" : "加上", is_old ? "removed " : "added ", &list->items[i]);
    }
}

/* Number `at` of an aspect's features; NULL beyond them. */
static const ing_feature *nth(const ing_features *list, const ing_feature *aspect, size_t at)
{
    for (size_t i = 0; i < list->count; i++) {
        if (same_aspect(&list->items[i], aspect) && at-- == 0)
            return &list->items[i];
    }
    return NULL;
}

static bool same_order(const ing_features *old, const ing_features *new, const ing_feature *aspect)
{
    bool same = true;

    for (size_t i = 0; same; i++) {
        const ing_feature *a = nth(old, aspect, i), *b = nth(new, aspect, i);
        if (a == NULL || b == NULL)
            return a == b;
        same = ing_text_equal(a->key, b->key);
    }
    return false;
}

static void compare_aspect(diff *d, ing_json_builder *details, const ing_features *old, const ing_features *new,
                           const ing_feature *aspect)
{
    const ing_feature *gone = NULL, *come = NULL;
    size_t removed = count_lacking(old, new, aspect, &gone), added = count_lacking(new, old, aspect, &come);

    if (removed == 1 && added == 1) {
        add_replaced(d, details, gone, come);
        return;
    }
    tell_lacking(d, details, old, new, aspect, true);
    tell_lacking(d, details, new, old, aspect, false);
    if (removed + added == 0 && !same_order(old, new, aspect)) {
        ing_buf text = ING_BUF_INIT;
        ing_buf_printf(&text, d->after.zh ? "%s：次序改变" : "%s: in another order", aspect->aspect);
        add_detail(d, details, &text);
    }
}

static bool is_first_of_aspect(const ing_features *list, size_t at)
{
    bool is_first = true;

    for (size_t i = 0; i < at && is_first; i++)
        is_first = !same_aspect(&list->items[i], &list->items[at]);
    return is_first;
}

static bool has_aspect(const ing_features *list, const ing_feature *aspect)
{
    return nth(list, aspect, 0) != NULL;
}

static void compare_features(diff *d, ing_json_builder *details, const ing_features *old, const ing_features *new)
{
    for (size_t i = 0; i < old->count; i++) {
        if (is_first_of_aspect(old, i))
            compare_aspect(d, details, old, new, &old->items[i]);
    }
    for (size_t i = 0; i < new->count; i++) {
        if (is_first_of_aspect(new, i) && !has_aspect(old, &new->items[i]))
            compare_aspect(d, details, old, new, &new->items[i]);
    }
    details->failed = details->failed || old->failed || new->failed;
}

/* --- parameters --------------------------------------------------------------------------------- */

static const ing_value *value_on(const ing_param *param, ing_date day)
{
    const ing_value *value = NULL;

    for (size_t i = 0; param != NULL && i < param->slice_count && param->slices[i].from <= day; i++)
        value = &param->slices[i].value;
    return value;
}

static ing_text value_words(const ing_telling *telling, const ing_param *param, ing_date day)
{
    const ing_value *value = value_on(param, day);
    ing_buf words = ING_BUF_INIT;

    if (value == NULL)
        ing_buf_text(&words, telling->zh ? "没有规定" : "not fixed");
    else
        ing_tell_value(telling, param->type, value, &words);
    return ing_tell_keep(telling, &words);
}

/* The first day after `day` on which either changes; false when there is none. */
static bool next_day(const ing_param *a, const ing_param *b, ing_date day, ing_date *out)
{
    const ing_param *const both[] = { a, b };
    bool found = false;

    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; both[i] != NULL && k < both[i]->slice_count; k++) {
            ing_date from = both[i]->slices[k].from;
            if (from > day && (!found || from < *out)) {
                *out = from;
                found = true;
            }
        }
    }
    return found;
}

/* Day by day on which either changes: what it was to be, and what it is to be. */
static void compare_values(diff *d, ing_json_builder *details, const ing_param *old, const ing_param *new)
{
    ing_date day = ING_DATE_MIN - 1;
    ing_text last_from = ING_TEXT_NONE, last_to = ING_TEXT_NONE;

    while (next_day(old, new, day, &day)) {
        ing_text from = value_words(&d->before, old, day), to = value_words(&d->after, new, day);
        bool is_repeated = ing_text_equal(from, last_from) && ing_text_equal(to, last_to);
        ing_buf text = ING_BUF_INIT;
        char written[11];
        last_from = from;
        last_to = to;
        if (ing_text_equal(from, to) || is_repeated)
            continue;
        ing_date_format(day, written);
        if (old == NULL)
            ing_buf_printf(&text, d->after.zh ? "自 %s 起：%.*s" : "from %s: %.*s", written, ING_TEXT_ARG(to));
        else
            ing_buf_printf(&text, d->after.zh ? "自 %s 起：%.*s → %.*s" : "from %s: %.*s → %.*s", written,
                           ING_TEXT_ARG(from), ING_TEXT_ARG(to));
        add_detail(d, details, &text);
    }
}

/* --- constructs --------------------------------------------------------------------------------- */

static const void *find(const ing_pack *pack, ing_construct construct, ing_text wanted)
{
    for (size_t i = 0; i < ing_construct_count(pack, construct); i++) {
        const ing_titles *titles;
        ing_text id;
        const void *item = ing_construct_at(pack, construct, i, &id, &titles);
        if (ing_text_equal(id, wanted))
            return item;
    }
    return NULL;
}

/* A fact of several kinds of case stands in the pack once for each: it is told once. */
static bool is_alias(ing_construct construct, const void *item, ing_text id)
{
    const ing_fact *fact = construct == ING_CONSTRUCT_FACT ? item : NULL;
    size_t len = fact != NULL && fact->kind_count > 1 ? fact->kinds[0].len : 0;

    return len > 0 && !(id.len > len && id.ptr[len] == '.' && memcmp(id.ptr, fact->kinds[0].ptr, len) == 0);
}

static void add_change(diff *d, ing_construct construct, ing_text id, const ing_titles *titles, const char *change,
                       ing_json_builder *details)
{
    ing_json_builder one = ing_json_begin(d->arena);

    ing_json_put_text(&one, "change", ing_text_of(change));
    ing_json_put_text(&one, "construct", ing_text_of(ing_construct_id(construct)));
    ing_json_put_text(&one, "word", ing_text_of(ing_construct_word(construct, d->after.zh)));
    ing_json_put_text(&one, "id", id);
    ing_json_put_text(&one, "title", ing_tell_title(&d->after, titles, ING_TEXT_NONE));
    ing_json_put(&one, ING_TEXT_LIT("details"), ing_json_end_list(details));
    ing_json_add(&d->changes, ing_json_end_object(&one));
}

/* One that both have, or that is new: all that it says. */
static void compare_one(diff *d, ing_construct construct, size_t at)
{
    ing_features before = { 0 }, after = { 0 };
    ing_json_builder details = ing_json_begin(d->arena);
    const ing_titles *titles;
    ing_text id;
    const void *new = ing_construct_at(d->after.pack, construct, at, &id, &titles);
    const void *old = find(d->before.pack, construct, id);

    if (is_alias(construct, new, id))
        return;
    if (construct == ING_CONSTRUCT_PARAM)
        compare_values(d, &details, old, new);
    ing_features_of(&d->after, construct, new, &after);
    if (old != NULL) {
        ing_features_of(&d->before, construct, old, &before);
        compare_features(d, &details, &before, &after);
    }
    for (size_t i = 0; old == NULL && i < after.count; i++)
        add_sentence(d, &details, "", "", &after.items[i]);
    if (old == NULL || details.count > 0 || details.failed)
        add_change(d, construct, id, titles, old == NULL ? "added" : "changed", &details);
}

static void tell_removed(diff *d, ing_construct construct)
{
    for (size_t i = 0; i < ing_construct_count(d->before.pack, construct); i++) {
        ing_json_builder details = ing_json_begin(d->arena);
        const ing_titles *titles;
        ing_text id;
        const void *old = ing_construct_at(d->before.pack, construct, i, &id, &titles);
        if (!is_alias(construct, old, id) && find(d->after.pack, construct, id) == NULL)
            add_change(d, construct, id, titles, "removed", &details);
    }
}

/* The next rule with `to` that the other pack has as well. */
static const ing_rule *next_mover(const ing_pack *pack, const ing_pack *other, size_t *at)
{
    while (*at < pack->rule_count) {
        const ing_rule *rule = pack->rules[(*at)++];
        const ing_rule *twin = find(other, ING_CONSTRUCT_RULE, rule->id);
        if (rule->to_count > 0 && twin != NULL && twin->to_count > 0)
            return rule;
    }
    return NULL;
}

/* Among rules with `to`, the order of the file is the priority. */
static void compare_order(diff *d)
{
    size_t at = 0, other = 0;
    const ing_rule *old = next_mover(d->before.pack, d->after.pack, &at);
    const ing_rule *new = next_mover(d->after.pack, d->before.pack, &other);

    while (old != NULL && new != NULL && ing_text_equal(old->id, new->id)) {
        old = next_mover(d->before.pack, d->after.pack, &at);
        new = next_mover(d->after.pack, d->before.pack, &other);
    }
    if (old == NULL || new == NULL)
        return;
    ing_json_builder details = ing_json_begin(d->arena);
    ing_buf text = ING_BUF_INIT;
    ing_buf_printf(&text, d->after.zh ? "次序改变：原在 %.*s 处的现为本规则；改变状态的规则，先写者优先"
                                      : "stands in another place: where %.*s stood; of rules that move a case "
                                        "the one written first wins", ING_TEXT_ARG(old->id));
    add_detail(d, &details, &text);
    add_change(d, ING_CONSTRUCT_RULE, new->id, &new->titles, "changed", &details);
}

static const ing_json *compare(diff *d)
{
    ing_json_builder whole = ing_json_begin(d->arena);

    d->changes = ing_json_begin(d->arena);
    for (ing_construct construct = ING_CONSTRUCT_PACK; construct < ING_CONSTRUCTS; construct++) {
        for (size_t i = 0; i < ing_construct_count(d->after.pack, construct); i++)
            compare_one(d, construct, i);
        tell_removed(d, construct);
    }
    compare_order(d);
    ing_json_put_boolean(&whole, "same", d->changes.count == 0);
    ing_json_put(&whole, ING_TEXT_LIT("changes"), ing_json_end_list(&d->changes));
    return ing_json_end_object(&whole);
}

libing_status libing_pack_diff(const char *old_directory, const char *new_directory, const char *language,
                               libing_document **out, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_pack *before = NULL, *after = NULL;
    libing_status status;
    bool zh = ing_desk_is_zh(language);

    if (out != NULL)
        *out = NULL;
    status = ing_desk_load(old_directory, out, &before, err);
    if (status == LIBING_OK)
        status = ing_desk_load(new_directory, out, &after, err);
    if (status == LIBING_OK) {
        diff d = { .before = { before, zh, &arena }, .after = { after, zh, &arena }, .arena = &arena };
        const ing_json *changes = compare(&d);
        status = arena.failed ? ing_fail_nomem(err) : ing_document_new(changes, out, err);
    }
    ing_pack_free(before);
    ing_pack_free(after);
    ing_arena_free(&arena);
    return status;
}
