/* SPDX-License-Identifier: Apache-2.0 */
/* A record's line: its head taken apart and checked, and put together. */
#include "json/record.h"

static const ing_json empty_object = { .type = ING_JSON_OBJECT };

/* Where a head field goes; fields that are neither text nor integer have no slot. */
typedef struct slot {
    ing_text key;
    ing_text *text;
    int64_t *integer;
} slot;

static libing_status fail_field(const slot *wanted, const ing_json *value, libing_error *err)
{
    if (value == NULL)
        return ing_fail(err, LIBING_ERR_DAMAGED, "record.missing", "record without '%.*s'",
                        "记录缺少“%.*s”", ING_TEXT_ARG(wanted->key));
    return ing_fail(err, LIBING_ERR_DAMAGED, "record.field_type", "record's '%.*s' has the wrong type",
                    "记录的“%.*s”类型不对", ING_TEXT_ARG(wanted->key));
}

static libing_status fail_value(const char *key, ing_text value, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_DAMAGED, "record.field", "record's '%s' cannot be '%.*s'",
                    "记录的“%s”不能是“%.*s”", key, ING_TEXT_ARG(value));
}

static libing_status fill(const slot *wanted, const ing_json *value, libing_error *err)
{
    if (wanted->text != NULL && value->type == ING_JSON_TEXT) {
        *wanted->text = value->text;
        return LIBING_OK;
    }
    if (wanted->integer != NULL && value->type == ING_JSON_INTEGER && value->number >= 0) {
        *wanted->integer = value->number;
        return LIBING_OK;
    }
    return fail_field(wanted, value, err);
}

/* Slots and members are both sorted by key: one walk over the two. */
static libing_status fill_slots(const ing_json *root, const slot *slots, size_t count,
                                libing_error *err)
{
    size_t at = 0;
    for (size_t i = 0; i < root->count && at < count; i++) {
        ing_text key = root->members[i].key;
        while (at < count && ing_text_order(slots[at].key, key) < 0)
            at++;
        if (at == count || !ing_text_equal(key, slots[at].key))
            continue; /* `data`, `pii`, and what a later version may add */
        libing_status status = fill(&slots[at], &root->members[i].value, err);
        if (status != LIBING_OK)
            return status;
        at++;
    }
    return LIBING_OK;
}

static libing_status read_head(const ing_json *root, ing_record *out, libing_error *err)
{
    int64_t version = -1;
    const slot slots[] = {
        { ING_TEXT_LIT("at"), &out->at_text, NULL },
        { ING_TEXT_LIT("by"), &out->by, NULL },
        { ING_TEXT_LIT("case"), &out->case_id, NULL },
        { ING_TEXT_LIT("cause"), NULL, &out->cause },
        { ING_TEXT_LIT("corrects"), NULL, &out->corrects },
        { ING_TEXT_LIT("cv"), NULL, &out->cv },
        { ING_TEXT_LIT("id"), &out->id, NULL },
        { ING_TEXT_LIT("pack"), NULL, &out->pack },
        { ING_TEXT_LIT("party"), &out->party, NULL },
        { ING_TEXT_LIT("req"), &out->req, NULL },
        { ING_TEXT_LIT("rule"), &out->rule, NULL },
        { ING_TEXT_LIT("seq"), NULL, &out->seq },
        { ING_TEXT_LIT("t"), &out->t, NULL },
        { ING_TEXT_LIT("type"), &out->type, NULL },
        { ING_TEXT_LIT("v"), NULL, &version },
    };
    const size_t count = sizeof slots / sizeof slots[0];
    libing_status status = fill_slots(root, slots, count, err);
    if (status != LIBING_OK)
        return status;
    if (version < 0)
        return fail_field(&slots[count - 1], NULL, err);
    if (version != ING_FORMAT_VERSION)
        return ing_fail(err, LIBING_ERR_VERSION, "record.version",
                        "record of format version %lld, this library knows %d",
                        "记录的格式版本是 %lld，本库只识 %d", (long long)version,
                        ING_FORMAT_VERSION);
    for (size_t i = 0; i < count; i++) {
        bool needed = slots[i].text == &out->at_text || slots[i].text == &out->t ||
                      slots[i].text == &out->type || slots[i].integer == &out->seq;
        bool there = slots[i].text != NULL ? slots[i].text->ptr != NULL : *slots[i].integer >= 0;
        if (needed && !there)
            return fail_field(&slots[i], NULL, err);
    }
    return LIBING_OK;
}

static libing_status read_times(ing_record *out, int32_t zone_seconds, libing_error *err)
{
    bool other_zone;
    if (!ing_instant_parse(out->t, &out->t_ms))
        return fail_value("t", out->t, err);
    if (!ing_moment_parse(out->at_text, zone_seconds, &out->at, &other_zone))
        return fail_value("at", out->at_text, err);
    int64_t second = (out->t_ms >= 0 ? out->t_ms : out->t_ms - 999) / 1000;
    ing_moment recorded = { second + zone_seconds, false };
    out->late = ing_moment_date(recorded) > ing_moment_date(out->at);
    return LIBING_OK;
}

/* Letters, digits, `_` and dots: an event's word, or one of libing's own. */
static bool is_type(ing_text type)
{
    ing_text rest = type;
    const char *dot = rest.len > 0 ? memchr(rest.ptr, '.', rest.len) : NULL;
    if (dot == NULL)
        return ing_text_is_word(type);
    size_t len = (size_t)(dot - type.ptr);
    return ing_text_is_word((ing_text){ type.ptr, len }) &&
           ing_text_is_word((ing_text){ dot + 1, type.len - len - 1 });
}

static libing_status check_head(const ing_record *record, libing_error *err)
{
    if (!is_type(record->type))
        return fail_value("type", record->type, err);
    if (record->case_id.ptr != NULL && !ing_text_is_id(record->case_id, 64))
        return fail_value("case", record->case_id, err);
    if (record->rule.ptr != NULL && !ing_text_is_id(record->rule, 63))
        return fail_value("rule", record->rule, err);
    if (record->case_id.ptr != NULL && record->party.ptr != NULL)
        return ing_fail(err, LIBING_ERR_DAMAGED, "record.two_subjects",
                        "record about both case '%.*s' and party '%.*s'",
                        "记录同时属于案件“%.*s”和当事方“%.*s”", ING_TEXT_ARG(record->case_id),
                        ING_TEXT_ARG(record->party));
    if ((record->case_id.ptr != NULL) != (record->cv >= 0))
        return ing_fail(err, LIBING_ERR_DAMAGED, "record.case_version",
                        "record %lld has one of 'case' and 'cv' without the other",
                        "记录 %lld 的“case”与“cv”只有其一", (long long)record->seq);
    return LIBING_OK;
}

/* "lapse:rectify_by", "duty:spray": the words that rules have for what time brings about. */
static libing_status name_own(ing_arena *arena, const char *prefix, const char *key, ing_record *out,
                              libing_error *err)
{
    ing_text name = ing_json_text(out->data, key);
    size_t len = strlen(prefix);
    char *word;
    if (!ing_text_is_word(name))
        return ing_fail(err, LIBING_ERR_DAMAGED, "record.missing", "record without 'data.%s'",
                        "记录缺少“data.%s”", key);
    word = ing_arena_new(arena, name.len + len + 1, 1);
    if (word == NULL)
        return ing_fail_nomem(err);
    memcpy(word, prefix, len);
    memcpy(word + len, name.ptr, name.len);
    out->word = (ing_text){ word, name.len + len };
    return LIBING_OK;
}

/* `data`, and for a decision its action and arguments. */
static libing_status read_data(ing_arena *arena, ing_record *out, libing_error *err)
{
    const slot data = { ING_TEXT_LIT("data"), NULL, NULL },
               action = { ING_TEXT_LIT("data.action"), NULL, NULL },
               args = { ING_TEXT_LIT("data.args"), NULL, NULL };
    const ing_json *value = ing_json_get(out->root, "data");
    if (value != NULL && value->type != ING_JSON_OBJECT)
        return fail_field(&data, value, err);
    out->data = value != NULL ? value : &empty_object;
    out->fields = out->data;
    out->word = out->type;
    if (ing_text_is(out->type, "deadline.lapsed"))
        return name_own(arena, "lapse:", "deadline", out, err);
    if (ing_text_is(out->type, "duty.closed"))
        return name_own(arena, "duty:", "duty", out, err);
    if (!ing_text_is(out->type, "decision"))
        return LIBING_OK;
    out->word = ing_json_text(out->data, "action");
    if (!ing_text_is_word(out->word))
        return fail_field(&action, ing_json_get(out->data, "action"), err);
    value = ing_json_get(out->data, "args");
    if (value != NULL && value->type != ING_JSON_OBJECT)
        return fail_field(&args, value, err);
    out->fields = value != NULL ? value : &empty_object;
    return LIBING_OK;
}

static ing_text role_of(ing_text by)
{
    const char *colon = by.len > 0 ? memchr(by.ptr, ':', by.len) : NULL;
    return colon != NULL ? (ing_text){ by.ptr, (size_t)(colon - by.ptr) } : by;
}

/* The line's values; whatever is wrong with a stored line is damage. */
static libing_status read_root(ing_arena *arena, ing_text line, const ing_json **out,
                               libing_error *err)
{
    libing_status status = ing_json_read_canonical(arena, line, out, err);
    if (status == LIBING_ERR_TEXT) {
        if (err != NULL)
            err->code = LIBING_ERR_DAMAGED;
        return LIBING_ERR_DAMAGED;
    }
    if (status == LIBING_OK && (*out)->type != ING_JSON_OBJECT)
        return ing_fail(err, LIBING_ERR_DAMAGED, "record.object", "record is no JSON object",
                        "记录不是 JSON 对象");
    return status;
}

libing_status ing_record_read(ing_arena *arena, ing_text line, int32_t zone_seconds,
                              ing_record *out, libing_error *err)
{
    *out = (ing_record){ .seq = -1, .cv = -1, .cause = -1, .pack = -1, .corrects = -1 };
    if (line.len > 0 && line.ptr[line.len - 1] == '\n')
        line.len--;
    if (line.len >= ING_RECORD_BYTES_MAX)
        return ing_fail(err, LIBING_ERR_DAMAGED, "record.length",
                        "record of %zu bytes, at most %d are allowed",
                        "记录长 %zu 字节，至多 %d 字节", line.len + 1, ING_RECORD_BYTES_MAX);
    libing_status status = read_root(arena, line, &out->root, err);
    if (status == LIBING_OK)
        status = read_head(out->root, out, err);
    if (status == LIBING_OK)
        status = check_head(out, err);
    if (status == LIBING_OK)
        status = read_times(out, zone_seconds, err);
    if (status == LIBING_OK)
        status = read_data(arena, out, err);
    if (status == LIBING_OK)
        out->role = role_of(out->by);
    return status;
}

/* From a quote to behind the next that ends the text. */
static const char *skip_text(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        at += *at == '\\';
    return at < end ? at + 1 : end;
}

ing_glance ing_record_glance(ing_text line)
{
    const char *at = line.ptr, *end = line.ptr + line.len;
    ing_glance out = { .case_id = ING_TEXT_NONE };

    while (end - at > 2 && (*at == '{' || *at == ',') && at[1] == '"') {
        const char *key = at + 2, *value = skip_text(at + 1, end) + 1;
        size_t len = value - key >= 2 ? (size_t)(value - key) - 2 : 0;

        if (value >= end || *value == '{' || *value == '[')
            break;
        at = *value == '"' ? skip_text(value, end) : value;
        while (at < end && *at != ',' && *at != '}')
            at++;
        if (ing_text_is((ing_text){ key, len }, "case") && *value == '"' && at - value > 1)
            out.case_id = (ing_text){ value + 1, (size_t)(at - value) - 2 };
        else if (ing_text_is((ing_text){ key, len }, "cause"))
            out.is_consequence = true;
        else if (ing_text_is((ing_text){ key, len }, "cv"))
            out.begins_case = at - value == 1 && *value == '0';
    }
    return out;
}

static libing_status check_text(ing_text text, libing_error *err)
{
    if (ing_text_is_utf8(text))
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_TEXT, "record.utf8", "record would hold invalid UTF-8 '%.*s'",
                    "记录将含无效的 UTF-8“%.*s”", ING_TEXT_ARG(text));
}

/* What only a builder can make and no reader takes. `depth` counts the containers around `value`. */
static libing_status check_value(const ing_json *value, int depth, libing_error *err)
{
    libing_status status = LIBING_OK;
    if (value->type == ING_JSON_TEXT)
        return check_text(value->text, err);
    if (value->type == ING_JSON_INTEGER &&
        (value->number > ING_JSON_INTEGER_MAX || value->number < -ING_JSON_INTEGER_MAX))
        return ing_fail(err, LIBING_ERR_TEXT, "record.big_integer",
                        "record would hold the integer %lld, beyond 2^53-1",
                        "记录将含整数 %lld，超出 2^53-1", (long long)value->number);
    if (value->type != ING_JSON_LIST && value->type != ING_JSON_OBJECT)
        return LIBING_OK;
    if (depth >= ING_JSON_DEPTH_MAX)
        return ing_fail(err, LIBING_ERR_TEXT, "record.depth", "record nested deeper than %d",
                        "记录嵌套超过 %d 层", ING_JSON_DEPTH_MAX);
    for (size_t i = 0; i < value->count && status == LIBING_OK; i++) {
        bool is_list = value->type == ING_JSON_LIST;
        if (!is_list)
            status = check_text(value->members[i].key, err);
        if (status == LIBING_OK)
            status = check_value(is_list ? &value->items[i] : &value->members[i].value, depth + 1,
                                 err);
    }
    return status;
}

static libing_status check_head_texts(const ing_record_head *head, libing_error *err)
{
    const ing_text texts[] = { head->type, head->case_id, head->party, head->t,  head->at,
                               head->by,   head->rule,    head->id,    head->req };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        libing_status status = check_text(texts[i], err);
        if (status != LIBING_OK)
            return status;
    }
    return LIBING_OK;
}

/* `key` is written with its quotes, colon and the comma before it: ",\"by\":". */
static void put_text(ing_buf *out, const char *key, ing_text text)
{
    if (text.ptr == NULL)
        return;
    ing_buf_text(out, key);
    ing_json_write_text(text, out);
}

static void put_integer(ing_buf *out, const char *key, int64_t number)
{
    if (number < 0)
        return;
    ing_buf_text(out, key);
    ing_buf_int(out, number);
}

/* Every key but "v" may be absent, so each brings its comma and the first one is made the brace. */
static void put_line(const ing_record_head *head, const ing_json *data, ing_buf *out)
{
    size_t start = out->len;
    put_text(out, ",\"at\":", head->at);
    put_text(out, ",\"by\":", head->by);
    put_text(out, ",\"case\":", head->case_id);
    put_integer(out, ",\"cause\":", head->cause);
    put_integer(out, ",\"corrects\":", head->corrects);
    put_integer(out, ",\"cv\":", head->cv);
    if (data != NULL) {
        ing_buf_text(out, ",\"data\":");
        ing_json_write(data, out);
    }
    put_text(out, ",\"id\":", head->id);
    put_integer(out, ",\"pack\":", head->pack);
    put_text(out, ",\"party\":", head->party);
    put_text(out, ",\"req\":", head->req);
    put_text(out, ",\"rule\":", head->rule);
    put_integer(out, ",\"seq\":", head->seq);
    put_text(out, ",\"t\":", head->t);
    put_text(out, ",\"type\":", head->type);
    put_integer(out, ",\"v\":", ING_FORMAT_VERSION);
    ing_buf_text(out, "}\n");
    if (!out->failed)
        out->ptr[start] = '{';
}

libing_status ing_record_write(const ing_record_head *head, const ing_json *data, ing_buf *out,
                               libing_error *err)
{
    size_t before = out->len;
    libing_status status = check_head_texts(head, err);
    if (status == LIBING_OK && data != NULL)
        status = check_value(data, 1, err);
    if (status != LIBING_OK)
        return status;
    put_line(head, data, out);
    size_t len = out->len - before;
    if (out->failed)
        status = ing_fail_nomem(err);
    else if (len > ING_RECORD_BYTES_MAX)
        status = ing_fail(err, LIBING_ERR_TOOLONG, "record.too_long",
                          "record '%.*s' would have %zu bytes, at most %d are allowed",
                          "记录“%.*s”将有 %zu 字节，至多 %d 字节", ING_TEXT_ARG(head->type), len,
                          ING_RECORD_BYTES_MAX);
    if (status != LIBING_OK) {
        out->len = before;
        if (out->ptr != NULL)
            out->ptr[before] = '\0';
    }
    return status;
}
