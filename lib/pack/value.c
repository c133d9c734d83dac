/* SPDX-License-Identifier: Apache-2.0 */
/* Values: reading them from the JSON of records, writing them as arguments and facts, equality. */
#include "pack/type.h"
#include "pack/world.h"

#include <inttypes.h>
#include <stdio.h>

static const ing_value unknown = { .kind = ING_VALUE_UNKNOWN, .seq = -1 };

static ing_value value_of(ing_value_kind kind)
{
    ing_value value = unknown;
    value.kind = kind;
    return value;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* Decimal digits with an optional sign, all of `text`; false when it is none or too big. */
static bool parse_integer(ing_text text, int64_t *out)
{
    bool minus = text.len > 0 && text.ptr[0] == '-';
    size_t at = minus ? 1 : 0;
    int64_t number = 0;
    if (at == text.len || text.len - at > 16)
        return false;
    for (; at < text.len; at++) {
        if (text.ptr[at] < '0' || text.ptr[at] > '9')
            return false;
        number = number * 10 + (text.ptr[at] - '0');
    }
    *out = minus ? -number : number;
    return number <= ING_JSON_INTEGER_MAX;
}

/* "62.5" as 625 with one place. */
static ing_value read_decimal(ing_text text, int32_t places)
{
    char digits[24];
    size_t len = 0;
    int32_t after = -1; /* digits after the point */
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.' && after < 0) {
            after = 0;
            continue;
        }
        if (len == sizeof digits)
            return unknown;
        digits[len++] = text.ptr[i];
        after += after >= 0 ? 1 : 0;
    }
    ing_value value = value_of(ING_VALUE_DECIMAL);
    value.places = places;
    if (places != (after < 0 ? 0 : after) ||
        !parse_integer((ing_text){ digits, len }, &value.number))
        return unknown;
    return value;
}

static ing_value read_ratio(ing_text text)
{
    ing_value value = value_of(ING_VALUE_RATIO);
    const char *slash = memchr(text.ptr, '/', text.len);
    if (slash == NULL)
        return unknown;
    ing_text above = { text.ptr, (size_t)(slash - text.ptr) };
    ing_text below = { slash + 1, text.len - above.len - 1 };
    bool is_ratio = parse_integer(above, &value.number) && parse_integer(below, &value.divisor) &&
                    value.divisor > 0;
    return is_ratio ? value : unknown;
}

static const char *const unit_names[] = {
    [ING_UNIT_DAYS] = "days",
    [ING_UNIT_WORKDAYS] = "workdays",
    [ING_UNIT_MONTHS] = "months",
    [ING_UNIT_HOURS] = "hours",
};

/* "3 workdays", "1 months clip". */
static ing_value read_duration(ing_text text)
{
    ing_value value = value_of(ING_VALUE_DURATION);
    const char *space = memchr(text.ptr, ' ', text.len);
    if (space == NULL)
        return unknown;
    ing_text count = { text.ptr, (size_t)(space - text.ptr) };
    ing_text unit = { space + 1, text.len - count.len - 1 };
    if (!parse_integer(count, &value.number))
        return unknown;
    if (ing_text_is(unit, "months clip") || ing_text_is(unit, "months spill")) {
        value.unit = ING_UNIT_MONTHS;
        value.clip = ing_text_is(unit, "months clip");
        return value;
    }
    for (int i = ING_UNIT_DAYS; i <= ING_UNIT_HOURS; i++) {
        if (i != ING_UNIT_MONTHS && ing_text_is(unit, unit_names[i])) {
            value.unit = (ing_duration_unit)i;
            return value;
        }
    }
    return unknown;
}

static ing_value read_list(const ing_type *element, const ing_json *json, int32_t zone_seconds,
                           ing_arena *arena)
{
    ing_value *items = ing_arena_new(arena, json->count, sizeof *items);
    if (items == NULL)
        return unknown;
    for (size_t i = 0; i < json->count; i++) {
        items[i] = ing_value_read(element, &json->items[i], zone_seconds, arena);
        if (items[i].kind == ING_VALUE_UNKNOWN && json->items[i].type == ING_JSON_LIST)
            return unknown; /* no memory further in */
    }
    ing_value value = value_of(ING_VALUE_LIST);
    value.count = json->count;
    value.items = items;
    return value;
}

static ing_value read_scalar_text(ing_text text)
{
    ing_value value = value_of(ING_VALUE_TEXT);
    value.text = text;
    return value;
}

static bool type_has_word(const ing_type *type, ing_text word)
{
    bool found = false;
    for (size_t i = 0; i < type->word_count && !found; i++)
        found = ing_text_equal(type->words[i], word);
    return found;
}

static ing_value read_text(const ing_type *type, ing_text text, int32_t zone_seconds)
{
    ing_value value = unknown;
    bool other_zone;
    switch (type->kind) {
    case ING_TYPE_TEXT:
    case ING_TYPE_PARTY_ID:
    case ING_TYPE_CASE_ID:
        return read_scalar_text(text);
    case ING_TYPE_ONE_OF:
    case ING_TYPE_LADDER:
        return type_has_word(type, text) ? read_scalar_text(text) : unknown;
    case ING_TYPE_DATE:
        value = value_of(ING_VALUE_DATE);
        return ing_date_parse(text, &value.date) ? value : unknown;
    case ING_TYPE_MOMENT:
        value = value_of(ING_VALUE_MOMENT);
        return ing_moment_parse(text, zone_seconds, &value.moment, &other_zone) ? value : unknown;
    case ING_TYPE_DECIMAL:
        return read_decimal(text, type->places);
    case ING_TYPE_RATIO:
        return read_ratio(text);
    case ING_TYPE_DURATION:
        return read_duration(text);
    default:
        return unknown;
    }
}

static ing_value read_any(const ing_type *type, const ing_json *json, int32_t zone_seconds,
                          ing_arena *arena)
{
    ing_value value = unknown;
    switch (json->type) {
    case ING_JSON_BOOLEAN:
        value = value_of(ING_VALUE_BOOLEAN);
        value.truth = json->truth;
        break;
    case ING_JSON_INTEGER:
        value = value_of(ING_VALUE_INTEGER);
        value.number = json->number;
        break;
    case ING_JSON_TEXT:
        return read_scalar_text(json->text);
    case ING_JSON_LIST:
        return read_list(type, json, zone_seconds, arena);
    case ING_JSON_OBJECT:
        value = value_of(ING_VALUE_RECORD);
        value.record = json;
        break;
    }
    return value;
}

/* Does JSON of this sort hold values of the type at all. */
static bool fits(const ing_type *type, const ing_json *json)
{
    switch (type->kind) {
    case ING_TYPE_BOOLEAN:
    case ING_TYPE_FLAG:
        return json->type == ING_JSON_BOOLEAN;
    case ING_TYPE_INTEGER:
    case ING_TYPE_MONEY:
        return json->type == ING_JSON_INTEGER;
    case ING_TYPE_RECORD:
        return json->type == ING_JSON_OBJECT;
    default:
        return type->kind == ING_TYPE_ANY;
    }
}

ing_value ing_value_read(const ing_type *type, const ing_json *json, int32_t zone_seconds,
                         ing_arena *arena)
{
    if (json == NULL)
        return unknown;
    if (json->type == ING_JSON_TEXT && type->kind != ING_TYPE_ANY)
        return read_text(type, json->text, zone_seconds);
    if (json->type == ING_JSON_LIST && type->kind == ING_TYPE_LIST)
        return read_list(type->element, json, zone_seconds, arena);
    return fits(type, json) ? read_any(type, json, zone_seconds, arena) : unknown;
}

/* --- writing ---------------------------------------------------------------------------------- */

static const ing_json *keep(ing_arena *arena, ing_json json)
{
    ing_json *copy = ing_arena_new(arena, 1, sizeof *copy);
    if (copy != NULL)
        *copy = json;
    return copy;
}

static const ing_json *keep_text(ing_arena *arena, const char *text)
{
    size_t len = strlen(text);
    const char *copy = ing_arena_text(arena, text, len);
    return copy == NULL ? NULL : keep(arena, ing_json_of_text((ing_text){ copy, len }));
}

static const ing_json *write_decimal(const ing_value *value, ing_arena *arena)
{
    char text[48];
    int places = value->places < 0 ? 0 : value->places > 18 ? 18 : (int)value->places;
    int64_t unit = 1;
    for (int i = 0; i < places; i++)
        unit *= 10;
    uint64_t size = value->number < 0 ? 0 - (uint64_t)value->number : (uint64_t)value->number;
    const char *sign = value->number < 0 ? "-" : "";
    if (places == 0)
        (void)snprintf(text, sizeof text, "%s%" PRIu64, sign, size);
    else
        (void)snprintf(text, sizeof text, "%s%" PRIu64 ".%0*" PRIu64, sign, size / (uint64_t)unit,
                       places, size % (uint64_t)unit);
    return keep_text(arena, text);
}

static const ing_json *write_duration(const ing_value *value, ing_arena *arena)
{
    char text[48];
    const char *round = value->unit != ING_UNIT_MONTHS ? "" : value->clip ? " clip" : " spill";
    (void)snprintf(text, sizeof text, "%" PRId64 " %s%s", value->number, unit_names[value->unit],
                   round);
    return keep_text(arena, text);
}

static const ing_json *write_list(const ing_value *value, int32_t zone_seconds, ing_arena *arena)
{
    ing_json_builder list = ing_json_begin(arena);
    for (size_t i = 0; i < value->count; i++) {
        const ing_json *item = ing_value_write(&value->items[i], zone_seconds, arena);
        if (item == NULL && value->items[i].kind != ING_VALUE_UNKNOWN)
            return NULL;
        if (item != NULL)
            ing_json_add(&list, item);
    }
    return ing_json_end_list(&list);
}

static const ing_json *write_time(const ing_value *value, int32_t zone_seconds, ing_arena *arena)
{
    char text[26];
    if (value->kind == ING_VALUE_DATE)
        ing_date_format(value->date, text);
    else
        ing_moment_format(value->moment, zone_seconds, text);
    return keep_text(arena, text);
}

static const ing_json *write_ratio(const ing_value *value, ing_arena *arena)
{
    char text[48];
    (void)snprintf(text, sizeof text, "%" PRId64 "/%" PRId64, value->number, value->divisor);
    return keep_text(arena, text);
}

const ing_json *ing_value_write(const ing_value *value, int32_t zone_seconds, ing_arena *arena)
{
    switch (value->kind) {
    case ING_VALUE_UNKNOWN:
        return NULL;
    case ING_VALUE_BOOLEAN:
        return keep(arena, ing_json_of_boolean(value->truth));
    case ING_VALUE_INTEGER:
        return keep(arena, ing_json_of_integer(value->number));
    case ING_VALUE_DECIMAL:
        return write_decimal(value, arena);
    case ING_VALUE_RATIO:
        return write_ratio(value, arena);
    case ING_VALUE_TEXT:
        return keep(arena, ing_json_of_text(value->text));
    case ING_VALUE_DATE:
    case ING_VALUE_MOMENT:
        return write_time(value, zone_seconds, arena);
    case ING_VALUE_DURATION:
        return write_duration(value, arena);
    case ING_VALUE_LIST:
        return write_list(value, zone_seconds, arena);
    case ING_VALUE_RECORD:
        return value->record;
    case ING_VALUE_ENTRY:
        return keep(arena, ing_json_of_text(value->entry->word));
    case ING_VALUE_VIEW:
        return keep(arena, ing_json_of_text(value->view->id));
    }
    return NULL;
}

/* --- equality --------------------------------------------------------------------------------- */

/* a * 10^steps, false on overflow. */
static bool scale(int64_t number, int32_t steps, int64_t *out)
{
    for (int32_t i = 0; i < steps; i++) {
        if (number > INT64_MAX / 10 || number < INT64_MIN / 10)
            return false;
        number *= 10;
    }
    *out = number;
    return true;
}

static bool numbers_equal(const ing_value *a, const ing_value *b)
{
    int32_t a_places = a->kind == ING_VALUE_DECIMAL ? a->places : 0;
    int32_t b_places = b->kind == ING_VALUE_DECIMAL ? b->places : 0;
    int64_t x, y;
    if (!scale(a->number, a_places < b_places ? b_places - a_places : 0, &x))
        return false;
    if (!scale(b->number, b_places < a_places ? a_places - b_places : 0, &y))
        return false;
    return x == y;
}

static int64_t divisor_common(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* In lowest terms: multiplying across could overflow. */
static bool ratios_equal(const ing_value *a, const ing_value *b)
{
    int64_t p = divisor_common(a->number, a->divisor);
    int64_t q = divisor_common(b->number, b->divisor);
    if (p == 0 || q == 0)
        return a->number == b->number && a->divisor == b->divisor;
    return a->number / p == b->number / q && a->divisor / p == b->divisor / q;
}

static bool durations_equal(const ing_value *a, const ing_value *b)
{
    return a->number == b->number && a->unit == b->unit &&
           (a->unit != ING_UNIT_MONTHS || a->clip == b->clip);
}

static bool lists_equal(const ing_value *a, const ing_value *b)
{
    bool equal = a->count == b->count;
    for (size_t i = 0; i < a->count && equal; i++)
        equal = ing_value_equal(&a->items[i], &b->items[i]);
    return equal;
}

/* Numbers compare by value; a case or party equals the text that names it. */
static bool mixed_equal(const ing_value *a, const ing_value *b)
{
    if (a->kind == ING_VALUE_DECIMAL || b->kind == ING_VALUE_DECIMAL) {
        const ing_value *other = a->kind == ING_VALUE_DECIMAL ? b : a;
        return other->kind == ING_VALUE_INTEGER && numbers_equal(a, b);
    }
    if (a->kind == ING_VALUE_VIEW && b->kind == ING_VALUE_TEXT)
        return ing_text_equal(a->view->id, b->text);
    if (a->kind == ING_VALUE_TEXT && b->kind == ING_VALUE_VIEW)
        return ing_text_equal(a->text, b->view->id);
    return false;
}

bool ing_value_equal(const ing_value *a, const ing_value *b)
{
    if (a->kind != b->kind)
        return mixed_equal(a, b);
    switch (a->kind) {
    case ING_VALUE_UNKNOWN:
        return false;
    case ING_VALUE_BOOLEAN:
        return a->truth == b->truth;
    case ING_VALUE_INTEGER:
        return a->number == b->number;
    case ING_VALUE_DECIMAL:
        return numbers_equal(a, b);
    case ING_VALUE_RATIO:
        return ratios_equal(a, b);
    case ING_VALUE_TEXT:
        return ing_text_equal(a->text, b->text);
    case ING_VALUE_DATE:
        return a->date == b->date;
    case ING_VALUE_MOMENT:
        return a->moment.second == b->moment.second && a->moment.whole_day == b->moment.whole_day;
    case ING_VALUE_DURATION:
        return durations_equal(a, b);
    case ING_VALUE_LIST:
        return lists_equal(a, b);
    case ING_VALUE_RECORD:
        return ing_json_equal(a->record, b->record);
    case ING_VALUE_ENTRY:
        return a->entry->seq == b->entry->seq;
    case ING_VALUE_VIEW:
        return a->view->of == b->view->of && ing_text_equal(a->view->id, b->view->id);
    }
    return false;
}
