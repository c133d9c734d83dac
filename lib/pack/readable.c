/* SPDX-License-Identifier: Apache-2.0 */
/* Values in words. */
#include "pack/wording.h"

#include <inttypes.h>

#define LIST_SHOWN 6

void ing_say_pair(const ing_say *say, const char *zh, const char *en)
{
    ing_buf_text(say->out, say->zh ? zh : en);
}

ing_text ing_title(bool zh, ing_text title_zh, ing_text title_en, ing_text fallback)
{
    ing_text first = zh ? title_zh : title_en, second = zh ? title_en : title_zh;
    return first.len > 0 ? first : second.len > 0 ? second : fallback;
}

static bool ends_with(ing_text text, const char *end)
{
    size_t len = strlen(end);
    return text.len > len && memcmp(text.ptr + text.len - len, end, len) == 0;
}

/* The last place of `what`, or the length of the text. */
static size_t find_last(ing_text text, const char *what)
{
    size_t len = strlen(what);
    for (size_t i = text.len < len ? 0 : text.len - len + 1; i > 0; i--) {
        if (memcmp(text.ptr + i - 1, what, len) == 0)
            return i - 1;
    }
    return text.len;
}

ing_text ing_title_split(ing_text title, ing_text *unit)
{
    bool is_wide = ends_with(title, "）");
    const char *open = is_wide ? "（" : "(", *close = is_wide ? "）" : ")";
    *unit = ING_TEXT_NONE;
    if (!is_wide && !ends_with(title, ")"))
        return title;
    size_t start = find_last(title, open);
    if (start == 0 || start >= title.len)
        return title;
    *unit = (ing_text){ title.ptr + start + strlen(open),
                        title.len - start - strlen(open) - strlen(close) };
    while (start > 0 && title.ptr[start - 1] == ' ')
        start--;
    return (ing_text){ title.ptr, start };
}

void ing_say_money(bool zh, int64_t fen, ing_buf *out)
{
    uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    if (fen < 0)
        ing_buf_byte(out, '-');
    ing_buf_printf(out, "%" PRIu64, size / 100);
    if (size % 100 != 0)
        ing_buf_printf(out, ".%02" PRIu64, size % 100);
    ing_buf_text(out, zh ? "元" : " yuan");
}

static void say_moment(const ing_say *say, ing_moment moment)
{
    char day[11];
    int64_t second = moment.second - (int64_t)ing_moment_date(moment) * 86400;
    ing_date_format(ing_moment_date(moment), day);
    ing_buf_text(say->out, day);
    if (!moment.whole_day)
        ing_buf_printf(say->out, " %02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
    if (!moment.whole_day && second % 60 != 0)
        ing_buf_printf(say->out, ":%02d", (int)(second % 60));
}

static void say_duration(const ing_say *say, const ing_value *value)
{
    static const char *const zh[] = { "日", "个工作日", "个月", "小时" };
    static const char *const en[] = { "day", "working day", "month", "hour" };
    ing_buf_int(say->out, value->number);
    if (say->zh)
        ing_buf_text(say->out, zh[value->unit]);
    else
        ing_buf_printf(say->out, " %s%s", en[value->unit], value->number == 1 ? "" : "s");
}

/* A word by the title that its type, or a role of its name, gives it. */
static void say_text(const ing_say *say, const ing_type *type, ing_text text)
{
    bool is_word = type != NULL && (type->kind == ING_TYPE_ONE_OF || type->kind == ING_TYPE_LADDER);
    const ing_text *titles = !is_word ? NULL : say->zh ? type->words_zh : type->words_en;
    for (size_t i = 0; titles != NULL && i < type->word_count; i++) {
        if (ing_text_equal(type->words[i], text) && titles[i].len > 0) {
            ing_buf_slice(say->out, titles[i]);
            return;
        }
    }
    const ing_role *role = is_word || type == NULL ? ing_map_get(&say->at->judgement->pack->roles, text)
                                                   : NULL;
    ing_buf_slice(say->out, role != NULL ? ing_title(say->zh, role->titles.zh, role->titles.en, text)
                                         : text);
}

static void say_list(const ing_say *say, const ing_type *type, const ing_value *value)
{
    const ing_type *element = type != NULL && type->kind == ING_TYPE_LIST ? type->element : type;
    if (value->count == 0)
        ing_say_pair(say, "空", "none");
    for (size_t i = 0; i < value->count && i < LIST_SHOWN; i++) {
        if (i > 0)
            ing_say_pair(say, "、", ", ");
        ing_say_value(say, element, &value->items[i]);
    }
    if (value->count > LIST_SHOWN && say->zh)
        ing_buf_printf(say->out, "……共%zu项", value->count);
    else if (value->count > LIST_SHOWN)
        ing_buf_printf(say->out, ", … %zu in all", value->count);
}

static void say_entry(const ing_say *say, const ing_record *record)
{
    char day[11];
    ing_date_format(ing_moment_date(record->at), day);
    ing_buf_slice(say->out, ing_word_title(say->at->judgement->pack, say->zh, record->word));
    if (say->zh)
        ing_buf_printf(say->out, "（第%" PRId64 "条记录，%s）", record->seq, day);
    else
        ing_buf_printf(say->out, " (record %" PRId64 ", %s)", record->seq, day);
}

/* A record's members by the titles of its type's fields. */
static void say_record(const ing_say *say, const ing_type *type, const ing_json *record)
{
    const ing_judgement *judgement = say->at->judgement;
    bool is_first = true;
    for (size_t i = 0; i < type->field_count; i++) {
        const ing_field *field = &type->fields[i];
        const ing_json *json = ing_json_find(record, field->name);
        if (json == NULL)
            continue;
        ing_value value = ing_value_read(field->type, json, judgement->pack->zone_seconds, judgement->arena);
        if (!is_first)
            ing_say_pair(say, "，", ", ");
        is_first = false;
        ing_buf_slice(say->out, ing_title(say->zh, field->zh, field->en, field->name));
        ing_buf_byte(say->out, ' ');
        ing_say_value(say, field->type, &value);
    }
}

static void say_written(const ing_say *say, const ing_value *value)
{
    const ing_judgement *judgement = say->at->judgement;
    const ing_json *json = ing_value_write(value, judgement->pack->zone_seconds, judgement->arena);
    if (json == NULL)
        return;
    if (json->type == ING_JSON_TEXT)
        ing_buf_slice(say->out, json->text);
    else
        ing_say_json(say->zh, ING_TEXT_NONE, json, say->out);
}

void ing_say_value(const ing_say *say, const ing_type *type, const ing_value *value)
{
    ing_number number;
    bool is_money = type != NULL && type->kind == ING_TYPE_MONEY && ing_number_of(value, &number);
    if (is_money) {
        ing_say_money(say->zh, ing_number_half_up(number), say->out);
        return;
    }
    switch (value->kind) {
    case ING_VALUE_UNKNOWN:
        ing_say_pair(say, "尚不清楚", "not yet known");
        break;
    case ING_VALUE_BOOLEAN:
        if (value->truth)
            ing_say_pair(say, "是", "yes");
        else
            ing_say_pair(say, "否", "no");
        break;
    case ING_VALUE_TEXT:
        say_text(say, type, value->text);
        break;
    case ING_VALUE_MOMENT:
        say_moment(say, value->moment);
        break;
    case ING_VALUE_DURATION:
        say_duration(say, value);
        break;
    case ING_VALUE_LIST:
        say_list(say, type, value);
        break;
    case ING_VALUE_ENTRY:
        say_entry(say, value->entry);
        break;
    case ING_VALUE_RECORD:
        if (type != NULL && type->kind == ING_TYPE_RECORD && type->field_count > 0)
            say_record(say, type, value->record);
        else
            say_written(say, value);
        break;
    default:
        say_written(say, value);
        break;
    }
}

/* --- JSON alone --------------------------------------------------------------------------------- */

static void say_members(bool zh, const ing_json *value, ing_buf *out)
{
    for (size_t i = 0; i < value->count; i++) {
        if (i > 0)
            ing_buf_text(out, zh ? "，" : ", ");
        ing_buf_slice(out, value->members[i].key);
        ing_buf_byte(out, ' ');
        ing_say_json(zh, ING_TEXT_NONE, &value->members[i].value, out);
    }
}

/* "list<money>" → "money"; a name on a list gives a list of what it names, "money" as it is. */
static ing_text element_type(ing_text type)
{
    static const char start[] = "list<";
    size_t len = sizeof start - 1;
    if (type.len <= len || memcmp(type.ptr, start, len) != 0)
        return type;
    return (ing_text){ type.ptr + len, type.len - len - 1 };
}

void ing_say_json(bool zh, ing_text type, const ing_json *value, ing_buf *out)
{
    switch (value->type) {
    case ING_JSON_BOOLEAN:
        ing_buf_text(out, zh ? (value->truth ? "是" : "否") : value->truth ? "yes" : "no");
        break;
    case ING_JSON_INTEGER:
        if (ing_text_is(type, "money"))
            ing_say_money(zh, value->number, out);
        else
            ing_buf_int(out, value->number);
        break;
    case ING_JSON_TEXT:
        ing_buf_slice(out, value->text);
        break;
    case ING_JSON_LIST:
        if (value->count == 0)
            ing_buf_text(out, zh ? "空" : "none");
        for (size_t i = 0; i < value->count; i++) {
            if (i > 0)
                ing_buf_text(out, zh ? "、" : ", ");
            ing_say_json(zh, element_type(type), &value->items[i], out);
        }
        break;
    case ING_JSON_OBJECT:
        say_members(zh, value, out);
        break;
    }
}
