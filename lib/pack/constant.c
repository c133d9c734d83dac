/* SPDX-License-Identifier: Apache-2.0 */
/* Constants of a pack as values: texts become dates and words where a date or a
 * word is expected. */
#include "pack/load.h"

#include <inttypes.h>
#include <stdio.h>

#define FEN_IN_YUAN 100

typedef struct reading {
    ing_load *load;
    const ing_syntax *syntax;
    ing_text name; /* of what the constant is for; absent = unnamed */
    const ing_type **type;
} reading;

static const ing_value unknown = { .kind = ING_VALUE_UNKNOWN, .seq = -1 };

static ing_value made(const reading *at, const ing_type *type, ing_value_kind kind)
{
    ing_value value = unknown;
    value.kind = kind;
    *at->type = type;
    return value;
}

static ing_value wrong(const reading *at)
{
    *at->type = &ing_type_any;
    return unknown;
}

bool ing_is_constant(const ing_syntax *syntax)
{
    switch (syntax->kind) {
    case ING_SYNTAX_BOOLEAN:
    case ING_SYNTAX_INTEGER:
    case ING_SYNTAX_FLOAT:
    case ING_SYNTAX_TEXT:
        return true;
    case ING_SYNTAX_TABLE: {
        bool all = syntax->member_count == 0;
        for (size_t i = 0; i < syntax->count && all; i++)
            all = ing_is_constant(syntax->kids[i]);
        return all;
    }
    default:
        return ing_syntax_is_call(syntax, "yuan") || ing_syntax_is_call(syntax, "ratio");
    }
}

static ing_value mismatch(const reading *at, const ing_type *expected)
{
    ing_buf print = ING_BUF_INIT;
    char shown[80];
    ing_text name = at->name.ptr != NULL ? at->name : ING_TEXT_LIT("value");
    (void)ing_syntax_show(at->syntax, shown, sizeof shown);
    ing_type_print(expected, &print);
    ing_load_report(at->load, "E105", at->syntax, ING_TEXT_NONE, "%.*s: expected %.*s, got %s",
                    "%.*s：应为 %.*s，却是 %s", ING_TEXT_ARG(name),
                    ING_TEXT_ARG(ing_buf_view(&print)), shown);
    ing_buf_free(&print);
    return wrong(at);
}

/* Digits with an optional sign and at most `places` after a point, times 10^places. */
static bool parse_places(ing_text text, int32_t places, int64_t *out)
{
    int64_t number = 0;
    size_t at = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
    int32_t after = -1;
    size_t digits = 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] == '.' && after < 0 && digits > 0) {
            after = 0;
            continue;
        }
        if (text.ptr[at] < '0' || text.ptr[at] > '9' || after == places || digits == 15)
            return false;
        number = number * 10 + (text.ptr[at] - '0');
        digits++;
        after += after >= 0 ? 1 : 0;
    }
    if (digits == 0 || after == 0)
        return false;
    for (int32_t i = after < 0 ? 0 : after; i < places; i++) {
        if (number > ING_JSON_INTEGER_MAX / 10)
            return false;
        number *= 10;
    }
    *out = text.ptr[0] == '-' ? -number : number;
    return number <= ING_JSON_INTEGER_MAX;
}

/* yuan(100), yuan("33.34") */
static ing_value read_yuan(const reading *at)
{
    const ing_syntax *amount = at->syntax->count == 2 ? at->syntax->kids[1] : NULL;
    ing_value value = made(at, &ing_type_money, ING_VALUE_INTEGER);
    if (amount != NULL && amount->kind == ING_SYNTAX_INTEGER &&
        amount->number <= ING_JSON_INTEGER_MAX / FEN_IN_YUAN &&
        amount->number >= -ING_JSON_INTEGER_MAX / FEN_IN_YUAN) {
        value.number = amount->number * FEN_IN_YUAN;
        return value;
    }
    if (amount != NULL && amount->kind == ING_SYNTAX_TEXT &&
        parse_places(amount->text, 2, &value.number))
        return value;
    ing_load_report(
        at->load, "E105", at->syntax, ING_TEXT_LIT("yuan"),
        "yuan takes a whole number, or a text with at most two places: yuan(100), yuan(\"33.34\")",
        "yuan 接受整数，或最多两位小数的文本：yuan(100)、yuan(\"33.34\")");
    return wrong(at);
}

static ing_value read_ratio(const reading *at)
{
    const ing_syntax *call = at->syntax;
    ing_value value = made(at, &ing_type_ratio, ING_VALUE_RATIO);
    if (call->count == 3 && call->kids[1]->kind == ING_SYNTAX_INTEGER &&
        call->kids[2]->kind == ING_SYNTAX_INTEGER && call->kids[2]->number > 0 &&
        call->kids[2]->number <= ING_JSON_INTEGER_MAX &&
        call->kids[1]->number <= ING_JSON_INTEGER_MAX &&
        call->kids[1]->number >= -ING_JSON_INTEGER_MAX) {
        value.number = call->kids[1]->number;
        value.divisor = call->kids[2]->number;
        return value;
    }
    ing_load_report(at->load, "E105", call, ING_TEXT_LIT("ratio"),
                    "ratio takes two whole numbers, the second above 0: ratio(3, 100)",
                    "ratio 接受两个整数，第二个大于 0：ratio(3, 100)");
    return wrong(at);
}

static ing_value read_number(const reading *at, const ing_type *expected)
{
    ing_value value = made(at, expected, ING_VALUE_INTEGER);
    int64_t number = at->syntax->number;
    if (number > ING_JSON_INTEGER_MAX || number < -ING_JSON_INTEGER_MAX) {
        ing_load_report(at->load, "E105", at->syntax, ING_TEXT_NONE, "%" PRId64 " is beyond 2^53",
                        "%" PRId64 " 超出 2^53", number);
        return wrong(at);
    }
    value.number = number;
    if (expected->kind == ING_TYPE_INTEGER || (expected->kind == ING_TYPE_MONEY && number == 0))
        return value;
    if (expected->kind == ING_TYPE_ANY) {
        *at->type = &ing_type_integer;
        return value;
    }
    if (expected->kind == ING_TYPE_MONEY) {
        ing_text name = at->name.ptr != NULL ? at->name : ING_TEXT_LIT("value");
        ing_load_report(at->load, "E105", at->syntax, ING_TEXT_NONE,
                        "%.*s is money: write yuan(%" PRId64 ") instead of %" PRId64,
                        "%.*s 是金额：请写 yuan(%" PRId64 ")，而不是 %" PRId64, ING_TEXT_ARG(name),
                        number, number);
        return wrong(at);
    }
    if (expected->kind != ING_TYPE_DECIMAL)
        return mismatch(at, expected);
    value.kind = ING_VALUE_DECIMAL;
    value.places = expected->places;
    for (int32_t i = 0; i < expected->places; i++) {
        if (value.number > ING_JSON_INTEGER_MAX / 10 || value.number < -ING_JSON_INTEGER_MAX / 10)
            return mismatch(at, expected);
        value.number *= 10;
    }
    return value;
}

static ing_value read_word(const reading *at, const ing_type *expected)
{
    ing_value value = made(at, expected, ING_VALUE_TEXT);
    ing_text word = at->syntax->text;
    ing_nearest nearest = ing_nearest_begin(word);
    value.text = word;
    for (size_t i = 0; i < expected->word_count; i++) {
        if (ing_text_equal(expected->words[i], word))
            return value;
        ing_nearest_try(&nearest, expected->words[i]);
    }
    if (nearest.best.ptr == NULL)
        return mismatch(at, expected);
    ing_buf print = ING_BUF_INIT;
    ing_text name = at->name.ptr != NULL ? at->name : ING_TEXT_LIT("value");
    ing_type_print(expected, &print);
    ing_load_report(at->load, "E105", at->syntax, ING_TEXT_NONE,
                    "%.*s: expected %.*s, got \"%.*s\"; did you mean \"%.*s\"?",
                    "%.*s：应为 %.*s，却是“%.*s”；是否想写“%.*s”？", ING_TEXT_ARG(name),
                    ING_TEXT_ARG(ing_buf_view(&print)), ING_TEXT_ARG(word),
                    ING_TEXT_ARG(nearest.best));
    ing_buf_free(&print);
    return wrong(at);
}

static ing_value read_time(const reading *at, const ing_type *expected)
{
    bool other_zone = false;
    ing_value value =
        made(at, expected, expected->kind == ING_TYPE_DATE ? ING_VALUE_DATE : ING_VALUE_MOMENT);
    if (expected->kind == ING_TYPE_DATE)
        return ing_date_parse(at->syntax->text, &value.date) ? value : mismatch(at, expected);
    bool is_moment = ing_moment_parse(at->syntax->text, at->load->pack->zone_seconds, &value.moment,
                                      &other_zone);
    return is_moment ? value : mismatch(at, expected);
}

/* kind:id, of a kind that the type admits. */
static ing_value read_party(const reading *at, const ing_type *expected)
{
    ing_json json = ing_json_of_text(at->syntax->text);
    ing_value value = made(at, expected, ING_VALUE_TEXT);
    value.text = at->syntax->text;
    libing_status status =
        ing_type_check(expected, &json, "party_id", at->load->pack->zone_seconds, NULL);
    return status == LIBING_OK ? value : mismatch(at, expected);
}

static ing_value read_text(const reading *at, const ing_type *expected)
{
    ing_value value = made(at, expected, ING_VALUE_TEXT);
    value.text = at->syntax->text;
    switch (expected->kind) {
    case ING_TYPE_ANY:
        *at->type = &ing_type_text;
        return value;
    case ING_TYPE_TEXT:
    case ING_TYPE_CASE_ID:
    case ING_TYPE_CASE:
        return value;
    case ING_TYPE_ONE_OF:
    case ING_TYPE_LADDER:
        return read_word(at, expected);
    case ING_TYPE_DATE:
    case ING_TYPE_MOMENT:
        return read_time(at, expected);
    case ING_TYPE_PARTY_ID:
        return read_party(at, expected);
    case ING_TYPE_DECIMAL:
        value.kind = ING_VALUE_DECIMAL;
        value.places = expected->places;
        value.text = ING_TEXT_NONE;
        return parse_places(at->syntax->text, expected->places, &value.number)
                   ? value
                   : mismatch(at, expected);
    default:
        return mismatch(at, expected);
    }
}

static ing_value read_list(const reading *at, const ing_type *expected)
{
    ing_load *load = at->load;
    const ing_type *element = expected->kind == ING_TYPE_LIST ? expected->element : &ing_type_any;
    if (expected->kind != ING_TYPE_LIST && expected->kind != ING_TYPE_ANY)
        return mismatch(at, expected);
    ing_value value = made(at, expected, ING_VALUE_LIST);
    ing_value *items = ing_load_new(load, at->syntax->count, sizeof *items);
    if (items == NULL)
        return wrong(at);
    for (size_t i = 0; i < at->syntax->count; i++) {
        const ing_type *type = &ing_type_any;
        items[i] = ing_constant_read(load, at->syntax->kids[i], element, at->name, &type);
        if (items[i].kind == ING_VALUE_UNKNOWN)
            return wrong(at);
        if (element->kind == ING_TYPE_ANY) /* the others are of the first one's type */
            element = type;
    }
    value.items = items;
    value.count = at->syntax->count;
    if (expected->kind == ING_TYPE_ANY)
        *at->type = ing_type_list(load, element);
    return load->failed ? wrong(at) : value;
}

static ing_value read_boolean(const reading *at, const ing_type *expected)
{
    bool fits = expected->kind == ING_TYPE_ANY || expected->kind == ING_TYPE_BOOLEAN ||
                expected->kind == ING_TYPE_FLAG;
    if (!fits)
        return mismatch(at, expected);
    ing_value value =
        made(at, expected->kind == ING_TYPE_ANY ? &ing_type_boolean : expected, ING_VALUE_BOOLEAN);
    value.truth = at->syntax->truth;
    return value;
}

static ing_value refuse_float(const reading *at)
{
    ing_load_report(
        at->load, "E105", at->syntax, ING_TEXT_NONE,
        "%.*s has a fraction: use // for whole numbers, ratio(3, 100), yuan(\"33.34\"), or a text "
        "\"62.5\" for a decimal",
        "%.*s 带小数：整数请用 //，或写 ratio(3, 100)、yuan(\"33.34\")，小数写成文本 \"62.5\"",
        ING_TEXT_ARG(at->syntax->text));
    return wrong(at);
}

/* days(3), workdays(3), hours(24), months(1, "clip") */
static const struct {
    const char *name;
    ing_duration_unit unit;
} spans[] = {
    { "days", ING_UNIT_DAYS },
    { "workdays", ING_UNIT_WORKDAYS },
    { "hours", ING_UNIT_HOURS },
    { "months", ING_UNIT_MONTHS },
};

static int span_of(const ing_syntax *syntax)
{
    for (int i = 0; i < (int)(sizeof spans / sizeof spans[0]); i++) {
        if (ing_syntax_is_call(syntax, spans[i].name))
            return i;
    }
    return -1;
}

static ing_value read_span(const reading *at)
{
    const ing_syntax *call = at->syntax;
    ing_value value = made(at, &ing_type_duration, ING_VALUE_DURATION);
    value.unit = spans[span_of(call)].unit;
    bool is_months = value.unit == ING_UNIT_MONTHS;
    bool is_good = call->count == (is_months ? 3u : 2u) &&
                   call->kids[1]->kind == ING_SYNTAX_INTEGER && call->kids[1]->number >= 0 &&
                   call->kids[1]->number <= INT32_MAX;
    if (is_good && is_months)
        is_good =
            call->kids[2]->kind == ING_SYNTAX_TEXT &&
            (ing_text_is(call->kids[2]->text, "clip") || ing_text_is(call->kids[2]->text, "spill"));
    if (!is_good) {
        ing_load_report(
            at->load, is_months ? "E108" : "E105", call, ING_TEXT_NONE,
            "a duration is written days(3), workdays(3), hours(24) or months(1, \"clip\")",
            "时长写作 days(3)、workdays(3)、hours(24) 或 months(1, \"clip\")");
        return wrong(at);
    }
    value.number = call->kids[1]->number;
    value.clip = is_months && ing_text_is(call->kids[2]->text, "clip");
    return value;
}

static ing_value read_call(const reading *at, const ing_type *expected)
{
    ing_value value = ing_syntax_is_call(at->syntax, "yuan")    ? read_yuan(at)
                      : ing_syntax_is_call(at->syntax, "ratio") ? read_ratio(at)
                                                                : read_span(at);
    if (value.kind == ING_VALUE_UNKNOWN || ing_type_accepts(expected, *at->type))
        return value;
    return mismatch(at, expected);
}

ing_value ing_constant_read(ing_load *load, const ing_syntax *syntax, const ing_type *expected,
                            ing_text name, const ing_type **type)
{
    reading at = { load, syntax, name, type };
    if (expected == NULL)
        expected = &ing_type_any;
    switch (syntax->kind) {
    case ING_SYNTAX_BOOLEAN:
        return read_boolean(&at, expected);
    case ING_SYNTAX_INTEGER:
        return read_number(&at, expected);
    case ING_SYNTAX_FLOAT:
        return refuse_float(&at);
    case ING_SYNTAX_TEXT:
        return read_text(&at, expected);
    case ING_SYNTAX_TABLE:
        return syntax->member_count == 0 ? read_list(&at, expected) : mismatch(&at, expected);
    default:
        if (ing_syntax_is_call(syntax, "yuan") || ing_syntax_is_call(syntax, "ratio") ||
            span_of(syntax) >= 0)
            return read_call(&at, expected);
        return mismatch(&at, expected);
    }
}
