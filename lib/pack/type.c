/* SPDX-License-Identifier: Apache-2.0 */
/* Types of the vocabulary: printing them, and checking a request's JSON against them. */
#include "pack/type.h"

#define SHOWN_BYTES 60 /* of a value in a message */

/* --- printing --------------------------------------------------------------------------------- */

static void print_words(const char *name, size_t count, const ing_text *words, ing_buf *out)
{
    ing_buf_text(out, name);
    for (size_t i = 0; i < count; i++) {
        ing_buf_text(out, i == 0 ? "{" : ", ");
        ing_buf_slice(out, words[i]);
    }
    if (count > 0)
        ing_buf_byte(out, '}');
}

static void print_record(const ing_type *type, ing_buf *out)
{
    ing_buf_text(out, "record{");
    for (size_t i = 0; i < type->field_count; i++) {
        const ing_field *field = &type->fields[i];
        if (i > 0)
            ing_buf_text(out, "; ");
        ing_buf_slice(out, field->name);
        ing_buf_byte(out, ' ');
        ing_type_print(field->type, out);
        if (field->optional)
            ing_buf_text(out, " optional");
    }
    ing_buf_byte(out, '}');
}

/* The name of a type without arguments; NULL for the others. A flag is a boolean in a record, a
 * moment a time, a case id a text. */
static const char *plain_name(ing_type_kind kind)
{
    switch (kind) {
    case ING_TYPE_ANY:
        return "any";
    case ING_TYPE_BOOLEAN:
    case ING_TYPE_FLAG:
        return "boolean";
    case ING_TYPE_INTEGER:
        return "integer";
    case ING_TYPE_MONEY:
        return "money";
    case ING_TYPE_RATIO:
        return "ratio";
    case ING_TYPE_TEXT:
    case ING_TYPE_CASE_ID:
        return "text";
    case ING_TYPE_PERSONAL:
        return "personal";
    case ING_TYPE_DATE:
        return "date";
    case ING_TYPE_MOMENT:
        return "time";
    case ING_TYPE_DURATION:
        return "duration";
    case ING_TYPE_SEASON:
        return "season";
    case ING_TYPE_STORE:
        return "store";
    case ING_TYPE_CONDITION:
        return "condition";
    default:
        return NULL;
    }
}

void ing_type_print(const ing_type *type, ing_buf *out)
{
    const char *name = plain_name(type->kind);
    switch (type->kind) {
    case ING_TYPE_DECIMAL:
        ing_buf_printf(out, "decimal{%d}", (int)type->places);
        break;
    case ING_TYPE_ONE_OF:
    case ING_TYPE_LADDER: /* the record holds the word; its order is the rules' business */
        print_words("one_of", type->word_count, type->words, out);
        break;
    case ING_TYPE_PARTY_ID:
        print_words("party_id", type->word_count, type->words, out);
        break;
    case ING_TYPE_LIST:
        ing_buf_text(out, "list<");
        ing_type_print(type->element, out);
        ing_buf_byte(out, '>');
        break;
    case ING_TYPE_RECORD:
        print_record(type, out);
        break;
    case ING_TYPE_ENTRY:
        print_words("entry", type->event_count, type->events, out);
        break;
    case ING_TYPE_CASE:
        print_words("case", type->word_count, type->words, out);
        break;
    case ING_TYPE_PARTY:
        print_words("party", type->word_count, type->words, out);
        break;
    default:
        ing_buf_text(out, name != NULL ? name : "any");
        break;
    }
}

/* --- checking --------------------------------------------------------------------------------- */

/* What a check is about: `what` names the value, "burn_verified.items[2]". */
typedef struct check {
    const char *what;
    int32_t zone_seconds;
    libing_error *err;
} check;

static libing_status check_value(const check *at, const ing_type *type, const ing_json *json);

static const char *text_or_empty(const ing_buf *buf)
{
    return buf->ptr != NULL ? buf->ptr : "";
}

static libing_status fail_type(const check *at, const ing_type *type, const ing_json *json)
{
    ing_buf expected = ING_BUF_INIT;
    ing_buf found = ING_BUF_INIT;
    ing_type_print(type, &expected);
    ing_json_write(json, &found);
    int shown = found.len > SHOWN_BYTES ? SHOWN_BYTES : (int)found.len;
    libing_status status = ing_fail(at->err, LIBING_ERR_TYPE, "vocabulary.type",
                                    "%s: expected %s, got %.*s", "%s：应为 %s，却是 %.*s", at->what,
                                    text_or_empty(&expected), shown, text_or_empty(&found));
    ing_buf_free(&expected);
    ing_buf_free(&found);
    return status;
}

static libing_status check_word(const check *at, const ing_type *type, ing_text word)
{
    ing_nearest nearest = ing_nearest_begin(word);
    for (size_t i = 0; i < type->word_count; i++) {
        if (ing_text_equal(type->words[i], word))
            return LIBING_OK;
        ing_nearest_try(&nearest, type->words[i]);
    }
    if (nearest.best.ptr != NULL)
        return ing_fail(at->err, LIBING_ERR_WORD, "vocabulary.unknown_word",
                        "%s: unknown word '%.*s'; did you mean '%.*s'?",
                        "%s：没有“%.*s”这个词；是否想写“%.*s”？", at->what, ING_TEXT_ARG(word),
                        ING_TEXT_ARG(nearest.best));
    ing_buf words = ING_BUF_INIT;
    ing_type_print(type, &words);
    libing_status status = ing_fail(
        at->err, LIBING_ERR_WORD, "vocabulary.unknown_word", "%s: unknown word '%.*s', expected %s",
        "%s：没有“%.*s”这个词，应为 %s", at->what, ING_TEXT_ARG(word), text_or_empty(&words));
    ing_buf_free(&words);
    return status;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Month and day of a birth date written MMDD. */
static bool is_birth_day(const char *digits)
{
    int month = (digits[0] - '0') * 10 + (digits[1] - '0');
    int day = (digits[2] - '0') * 10 + (digits[3] - '0');
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* A run of digits as found on a phone, an identity card or a bank card; `last_x` = an X follows. */
static bool is_personal_number(const char *digits, size_t count, bool last_x)
{
    if (count == 11)
        return digits[0] == '1' && digits[1] >= '3';
    if (count == 15)
        return is_birth_day(digits + 8);
    if (count == 17)
        return !last_x || is_birth_day(digits + 10);
    return count >= 16 && count <= 19;
}

/* Does the id hold a number that names a person. Dashes inside a number do not hide it. */
static bool looks_personal(ing_text id)
{
    char digits[32];
    size_t count = 0;
    for (size_t i = 0; i <= id.len; i++) {
        char c = i < id.len ? id.ptr[i] : '\0';
        if (is_digit(c)) {
            if (count < sizeof digits)
                digits[count] = c;
            count++;
        } else if (c != '-' || count == 0) {
            if (count < sizeof digits && is_personal_number(digits, count, c == 'X' || c == 'x'))
                return true;
            count = 0;
        }
    }
    return false;
}

static bool has_kind(const ing_type *type, ing_text kind)
{
    bool found = type->word_count == 0;
    for (size_t i = 0; i < type->word_count && !found; i++)
        found = ing_text_equal(type->words[i], kind);
    return found;
}

static libing_status check_party(const check *at, const ing_type *type, const ing_json *json)
{
    if (json->type != ING_JSON_TEXT)
        return fail_type(at, type, json);
    const char *colon = memchr(json->text.ptr, ':', json->text.len);
    if (colon == NULL)
        return fail_type(at, type, json);
    ing_text kind = { json->text.ptr, (size_t)(colon - json->text.ptr) };
    ing_text id = { colon + 1, json->text.len - kind.len - 1 };
    if (id.len > 64)
        return ing_fail(at->err, LIBING_ERR_TOOLONG, "vocabulary.party_long",
                        "%s: a party id has at most 64 bytes, this has %zu",
                        "%s：主体编号最多 64 字节，这里有 %zu", at->what, id.len);
    if (!ing_text_is_word(kind) || !ing_text_is_id(id, 64))
        return fail_type(at, type, json);
    if (!has_kind(type, kind))
        return fail_type(at, type, json);
    if (looks_personal(id)) /* the value itself must not reach a log: it is not shown */
        return ing_fail(at->err, LIBING_ERR_TYPE, "vocabulary.personal_number",
                        "%s: the party id holds what looks like a phone, identity card or bank "
                        "number; use a pseudonym",
                        "%s：主体编号里像是有电话、身份证或银行卡号，请用代号", at->what);
    return LIBING_OK;
}

static libing_status check_date(const check *at, const ing_type *type, const ing_json *json)
{
    ing_date date;
    if (json->type != ING_JSON_TEXT)
        return fail_type(at, type, json);
    if (ing_date_parse(json->text, &date))
        return LIBING_OK;
    return ing_fail(at->err, LIBING_ERR_DATE, "vocabulary.date",
                    "%s: '%.*s' is no date, expected YYYY-MM-DD",
                    "%s：“%.*s”不是日期，应写 YYYY-MM-DD", at->what, ING_TEXT_ARG(json->text));
}

static libing_status check_moment(const check *at, const ing_type *type, const ing_json *json)
{
    ing_moment moment;
    bool other_zone = false;
    if (json->type != ING_JSON_TEXT)
        return fail_type(at, type, json);
    if (ing_moment_parse(json->text, at->zone_seconds, &moment, &other_zone) && !moment.whole_day)
        return LIBING_OK;
    char zone[7];
    ing_zone_format(at->zone_seconds, zone);
    if (other_zone)
        return ing_fail(at->err, LIBING_ERR_DATE, "vocabulary.zone",
                        "%s: '%.*s' is not in the time zone %s", "%s：“%.*s”不在时区 %s", at->what,
                        ING_TEXT_ARG(json->text), zone);
    return ing_fail(at->err, LIBING_ERR_DATE, "vocabulary.time",
                    "%s: '%.*s' is no time, expected YYYY-MM-DDTHH:MM:SS%s",
                    "%s：“%.*s”不是时间，应写 YYYY-MM-DDTHH:MM:SS%s", at->what,
                    ING_TEXT_ARG(json->text), zone);
}

static bool is_decimal(ing_text text, int32_t places)
{
    size_t at = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
    size_t whole = 0;
    while (at + whole < text.len && is_digit(text.ptr[at + whole]))
        whole++;
    if (whole == 0 || whole > 15 || (whole > 1 && text.ptr[at] == '0'))
        return false;
    at += whole;
    if (places == 0)
        return at == text.len;
    if (at >= text.len || text.ptr[at] != '.' || text.len - at - 1 != (size_t)places)
        return false;
    for (at++; at < text.len; at++) {
        if (!is_digit(text.ptr[at]))
            return false;
    }
    return true;
}

/* Check a part of a value under a longer name. */
static libing_status check_part(const check *at, const ing_buf *name, const ing_type *type,
                                const ing_json *json)
{
    if (name->failed)
        return ing_fail_nomem(at->err);
    check inner = { text_or_empty(name), at->zone_seconds, at->err };
    return check_value(&inner, type, json);
}

static libing_status check_list(const check *at, const ing_type *type, const ing_json *json)
{
    libing_status status = LIBING_OK;
    ing_buf name = ING_BUF_INIT;
    if (json->type != ING_JSON_LIST)
        return fail_type(at, type, json);
    for (size_t i = 0; i < json->count && status == LIBING_OK; i++) {
        ing_buf_clear(&name);
        ing_buf_printf(&name, "%s[%zu]", at->what, i + 1);
        status = check_part(at, &name, type->element, &json->items[i]);
    }
    ing_buf_free(&name);
    return status;
}

static libing_status fail_member(const check *at, const ing_type *type, ing_text key)
{
    ing_nearest nearest = ing_nearest_begin(key);
    for (size_t i = 0; i < type->field_count; i++)
        ing_nearest_try(&nearest, type->fields[i].name);
    if (nearest.best.ptr != NULL)
        return ing_fail(at->err, LIBING_ERR_WORD, "vocabulary.unknown_field",
                        "%s: unknown field %.*s; did you mean %.*s?",
                        "%s：没有字段“%.*s”；是否想写“%.*s”？", at->what, ING_TEXT_ARG(key),
                        ING_TEXT_ARG(nearest.best));
    return ing_fail(at->err, LIBING_ERR_WORD, "vocabulary.unknown_field", "%s: unknown field %.*s",
                    "%s：没有字段“%.*s”", at->what, ING_TEXT_ARG(key));
}

static const ing_field *field_of(const ing_type *type, ing_text name)
{
    for (size_t i = 0; i < type->field_count; i++) {
        if (ing_text_equal(type->fields[i].name, name))
            return &type->fields[i];
    }
    return NULL;
}

static bool may_be_missing(const ing_field *field)
{
    return field->optional || field->fallback != NULL || field->type->kind == ING_TYPE_FLAG;
}

static libing_status check_record(const check *at, const ing_type *type, const ing_json *json)
{
    libing_status status = LIBING_OK;
    ing_buf name = ING_BUF_INIT;
    if (json->type != ING_JSON_OBJECT)
        return fail_type(at, type, json);
    for (size_t i = 0; i < json->count && status == LIBING_OK; i++) {
        const ing_field *field = field_of(type, json->members[i].key);
        if (field == NULL) {
            status = fail_member(at, type, json->members[i].key);
            continue;
        }
        ing_buf_clear(&name);
        ing_buf_printf(&name, "%s.%.*s", at->what, ING_TEXT_ARG(field->name));
        status = check_part(at, &name, field->type, &json->members[i].value);
    }
    for (size_t i = 0; i < type->field_count && status == LIBING_OK; i++) {
        const ing_field *field = &type->fields[i];
        if (!may_be_missing(field) && ing_json_find(json, field->name) == NULL)
            status = ing_fail(at->err, LIBING_ERR_TYPE, "vocabulary.missing_field",
                              "%s: the field %.*s is missing", "%s：缺少字段 %.*s", at->what,
                              ING_TEXT_ARG(field->name));
    }
    ing_buf_free(&name);
    return status;
}

static libing_status check_text(const check *at, const ing_type *type, const ing_json *json)
{
    if (json->type != ING_JSON_TEXT)
        return fail_type(at, type, json);
    if (type->kind == ING_TYPE_ONE_OF || type->kind == ING_TYPE_LADDER)
        return check_word(at, type, json->text);
    if (type->kind == ING_TYPE_DECIMAL && !is_decimal(json->text, type->places))
        return fail_type(at, type, json);
    if (type->kind != ING_TYPE_CASE_ID)
        return LIBING_OK;
    if (json->text.len > 64)
        return ing_fail(at->err, LIBING_ERR_TOOLONG, "vocabulary.case_long",
                        "%s: a case id has at most 64 bytes, this has %zu",
                        "%s：案件编号最多 64 字节，这里有 %zu", at->what, json->text.len);
    return ing_text_is_id(json->text, 64) ? LIBING_OK : fail_type(at, type, json);
}

static libing_status check_value(const check *at, const ing_type *type, const ing_json *json)
{
    switch (type->kind) {
    case ING_TYPE_ANY:
        return LIBING_OK;
    case ING_TYPE_BOOLEAN:
    case ING_TYPE_FLAG:
        return json->type == ING_JSON_BOOLEAN ? LIBING_OK : fail_type(at, type, json);
    case ING_TYPE_INTEGER:
    case ING_TYPE_MONEY:
        return json->type == ING_JSON_INTEGER ? LIBING_OK : fail_type(at, type, json);
    case ING_TYPE_TEXT:
    case ING_TYPE_DECIMAL:
    case ING_TYPE_ONE_OF:
    case ING_TYPE_LADDER:
    case ING_TYPE_CASE_ID:
        return check_text(at, type, json);
    case ING_TYPE_PERSONAL:
        return ing_fail(at->err, LIBING_ERR_TYPE, "vocabulary.personal",
                        "%s is personal data; this store has no vault, leave it out",
                        "%s 是个人信息；本案卷库没有保险库，请勿填写", at->what);
    case ING_TYPE_DATE:
        return check_date(at, type, json);
    case ING_TYPE_MOMENT:
        return check_moment(at, type, json);
    case ING_TYPE_PARTY_ID:
        return check_party(at, type, json);
    case ING_TYPE_LIST:
        return check_list(at, type, json);
    case ING_TYPE_RECORD:
        return check_record(at, type, json);
    default: /* no field has a type of expressions or parameters: the load refuses it */
        return fail_type(at, type, json);
    }
}

libing_status ing_type_check(const ing_type *type, const ing_json *json, const char *what,
                             int32_t zone_seconds, libing_error *err)
{
    check at = { what, zone_seconds, err };
    return check_value(&at, type, json);
}
