/* SPDX-License-Identifier: Apache-2.0 */
/* Type expressions of a pack: date, one_of { … }, list_of(T), T { optional = true }. */
#include "pack/load.h"

#include <stdio.h>

#define WORD_BYTES_MAX 64
#define PLACES_MAX     9

typedef struct simple_type {
    const char *name;
    ing_type_kind kind;
} simple_type;

static const simple_type simple_types[] = {
    { "boolean", ING_TYPE_BOOLEAN },   { "flag", ING_TYPE_FLAG },
    { "integer", ING_TYPE_INTEGER },   { "money", ING_TYPE_MONEY },
    { "ratio", ING_TYPE_RATIO },       { "text", ING_TYPE_TEXT },
    { "personal", ING_TYPE_PERSONAL }, { "date", ING_TYPE_DATE },
    { "time", ING_TYPE_MOMENT },       { "moment", ING_TYPE_MOMENT },
    { "duration", ING_TYPE_DURATION }, { "party_id", ING_TYPE_PARTY_ID },
    { "case_id", ING_TYPE_CASE_ID },
};

static const char *const made_types[] = { "one_of",  "ladder",   "list_of", "record",
                                          "decimal", "optional", NULL };

static bool read_type(ing_load *load, const ing_syntax *syntax, ing_typing_use use, ing_field *out);

static void unknown_type(ing_load *load, const ing_syntax *at, ing_text name)
{
    ing_nearest nearest = ing_nearest_begin(name);
    for (size_t i = 0; i < sizeof simple_types / sizeof simple_types[0]; i++)
        ing_nearest_try(&nearest, ing_text_of(simple_types[i].name));
    for (size_t i = 0; made_types[i] != NULL; i++)
        ing_nearest_try(&nearest, ing_text_of(made_types[i]));
    ing_load_unknown(load, at, "type", "类型", &nearest);
}

/* A number with a fraction or a span of days is the rules' business, no field of a record. */
static bool fits_use(ing_load *load, const ing_syntax *at, ing_type_kind kind, ing_typing_use use)
{
    bool is_internal = kind == ING_TYPE_RATIO || kind == ING_TYPE_DURATION;
    if (use != ING_TYPING_FIELD || !is_internal)
        return true;
    ing_load_report(load, "E105", at, ING_TEXT_NONE,
                    "%.*s is a type of parameters and facts; a field of a record cannot have it",
                    "%.*s 只用于参数和事实，记录的字段不能用这种类型", ING_TEXT_ARG(at->text));
    return false;
}

static bool read_simple(ing_load *load, const ing_syntax *syntax, ing_typing_use use,
                        ing_field *out)
{
    for (size_t i = 0; i < sizeof simple_types / sizeof simple_types[0]; i++) {
        if (!ing_text_is(syntax->text, simple_types[i].name))
            continue;
        if (fits_use(load, syntax, simple_types[i].kind, use))
            out->type = ing_type_new(load, simple_types[i].kind);
        return out->type != NULL;
    }
    bool is_made = false;
    for (size_t i = 0; made_types[i] != NULL && !is_made; i++)
        is_made = ing_text_is(syntax->text, made_types[i]);
    if (ing_text_is(syntax->text, "season"))
        ing_load_later(load, syntax, syntax->text);
    else if (is_made)
        ing_load_report(
            load, "E105", syntax, ING_TEXT_NONE,
            "%.*s says more: one_of { \"a\" }, list_of(date), record { a = date }, decimal(2)",
            "%.*s 需写全：one_of { \"a\" }、list_of(date)、record { a = date }、decimal(2)",
            ING_TEXT_ARG(syntax->text));
    else
        unknown_type(load, syntax, syntax->text);
    return true;
}

static bool is_declared_kind(ing_load *load, ing_type_kind kind, ing_text word)
{
    const ing_map *map = kind == ING_TYPE_PARTY_ID ? &load->pack->parties : &load->pack->cases;
    return ing_map_get(map, word) != NULL;
}

static void check_kind(ing_load *load, ing_type_kind kind, const ing_syntax *at)
{
    if (is_declared_kind(load, kind, at->text))
        return;
    bool is_party = kind == ING_TYPE_PARTY_ID;
    const ing_map *map = is_party ? &load->pack->parties : &load->pack->cases;
    ing_nearest nearest = ing_nearest_begin(at->text);
    for (size_t i = 0; i < map->count; i++)
        ing_nearest_try(&nearest, map->items[i].key);
    ing_load_unknown(load, at, is_party ? "party kind" : "case kind",
                     is_party ? "主体种类" : "案件种类", &nearest);
}

static bool read_kinds(ing_load *load, const ing_syntax *call, ing_type_kind kind, ing_field *out)
{
    ing_texts words = { 0, NULL, NULL };
    if (call->count > 1)
        words =
            ing_texts_read(load, call->kids[1], kind == ING_TYPE_PARTY_ID ? "party_id" : "case_id");
    for (size_t i = 0; i < words.count; i++)
        check_kind(load, kind, words.nodes[i]);
    out->type = ing_type_words(load, kind, words.count, words.items);
    return out->type != NULL;
}

static bool read_default(ing_load *load, const ing_syntax *syntax, ing_field *out)
{
    const ing_type *type = out->type;
    ing_value value = ing_constant_read(load, syntax, type, ING_TEXT_LIT("default"), &type);
    if (value.kind == ING_VALUE_UNKNOWN)
        return !load->failed;
    out->fallback = ing_value_write(&value, load->pack->zone_seconds, load->arena);
    if (out->fallback == NULL)
        load->failed = true;
    return !load->failed;
}

static bool apply_options(ing_load *load, const ing_syntax *table, ing_field *out)
{
    if (ing_member(table, "optional") != NULL)
        out->optional = ing_member_flag(load, table, "optional");
    if (ing_member(table, "zh") != NULL)
        out->zh = ing_member_text(load, table, "zh");
    if (ing_member(table, "en") != NULL)
        out->en = ing_member_text(load, table, "en");
    const ing_syntax *fallback = ing_member(table, "default");
    return fallback == NULL || read_default(load, fallback, out);
}

static const char *const word_options[] = { "words_zh", "words_en", "optional", "default", NULL };

const ing_text *ing_word_titles(ing_load *load, const ing_syntax *table, const char *name,
                                size_t count)
{
    ing_texts titles = ing_member_texts(load, table, name);
    if (ing_member(table, name) == NULL || titles.count == count)
        return titles.count == count ? titles.items : NULL;
    ing_load_report(load, "E105", NULL, ing_text_of(name), "%s: %zu titles for %zu words",
                    "%s：%zu 个标题对 %zu 个词", name, titles.count, count);
    return NULL;
}

static bool finish_words(ing_load *load, const ing_syntax *table, ing_texts words,
                         ing_type_kind kind, ing_field *out)
{
    ing_type *type = ing_type_new(load, kind);
    if (type == NULL)
        return false;
    type->word_count = words.count;
    type->words = words.items;
    type->words_zh = ing_word_titles(load, table, "words_zh", words.count);
    type->words_en = ing_word_titles(load, table, "words_en", words.count);
    out->type = type;
    return !load->failed;
}

static void check_words(ing_load *load, ing_texts words)
{
    for (size_t i = 0; i < words.count; i++) {
        if (words.items[i].len == 0 || words.items[i].len > WORD_BYTES_MAX)
            ing_load_report(load, "E105", words.nodes[i], ING_TEXT_NONE,
                            "a word has 1 to %d bytes, \"%.*s\" has %zu",
                            "一个词须为 1 至 %d 字节，“%.*s”有 %zu", WORD_BYTES_MAX,
                            ING_TEXT_ARG(words.items[i]), words.items[i].len);
        for (size_t j = 0; j < i; j++) {
            if (ing_text_equal(words.items[i], words.items[j]))
                ing_load_report(load, "E105", words.nodes[i], ING_TEXT_NONE,
                                "the word \"%.*s\" is listed twice", "词“%.*s”列了两次",
                                ING_TEXT_ARG(words.items[i]));
        }
    }
}

/* one_of { "a", "b", words_zh = { … } }, with options beside the words where one likes. */
static bool read_words(ing_load *load, const ing_syntax *call, ing_type_kind kind, ing_field *out)
{
    const ing_syntax *table =
        call->count == 2 && call->kids[1]->kind == ING_SYNTAX_TABLE ? call->kids[1] : NULL;
    if (table == NULL || table->count == 0) {
        ing_load_report(load, "E105", call, ING_TEXT_NONE,
                        "a set of words is empty: write %.*s { \"a\", \"b\" }",
                        "词表是空的：请写 %.*s { \"a\", \"b\" }",
                        ING_TEXT_ARG(call->kids[0]->text));
        return true;
    }
    const ing_syntax alone = {
        .kind = ING_SYNTAX_TABLE, .count = table->count, .kids = table->kids, .file = table->file
    };
    const ing_syntax named = { .kind = ING_SYNTAX_TABLE,
                               .member_count = table->member_count,
                               .members = table->members,
                               .file = table->file };
    ing_texts words = ing_texts_read(load, &alone, "one_of");
    ing_members_check(load, &named, call->kids[0]->text, word_options, NULL);
    check_words(load, words);
    if (load->failed || words.count != table->count)
        return !load->failed;
    return finish_words(load, &named, words, kind, out) && apply_options(load, &named, out);
}

static bool read_list(ing_load *load, const ing_syntax *call, ing_typing_use use, ing_field *out)
{
    ing_field element = { .type = &ing_type_any };
    if (call->count != 2) {
        ing_load_report(load, "E105", call, ING_TEXT_NONE,
                        "list_of needs the type of its elements: list_of(date)",
                        "list_of 需要元素的类型：list_of(date)");
        return true;
    }
    if (!read_type(load, call->kids[1], use, &element))
        return false;
    out->type = ing_type_list(load, element.type);
    return out->type != NULL;
}

static bool read_record(ing_load *load, const ing_syntax *call, ing_field *out)
{
    ing_type *type = ing_type_new(load, ING_TYPE_RECORD);
    if (type == NULL)
        return false;
    if (call->count != 2 || call->kids[1]->kind != ING_SYNTAX_TABLE) {
        ing_load_report(load, "E105", call, ING_TEXT_NONE,
                        "record needs its fields: record { a = text }",
                        "record 需要字段：record { a = text }");
        return true;
    }
    out->type = type;
    return ing_typing_fields(load, call->kids[1], false, &type->field_count, &type->fields);
}

static bool read_decimal(ing_load *load, const ing_syntax *call, ing_field *out)
{
    const ing_syntax *places = call->count == 2 ? call->kids[1] : NULL;
    if (places != NULL && places->kind == ING_SYNTAX_TABLE && places->count == 1)
        places = places->kids[0];
    if (places == NULL || places->kind != ING_SYNTAX_INTEGER || places->number < 0 ||
        places->number > PLACES_MAX) {
        ing_load_report(load, "E105", call, ING_TEXT_NONE,
                        "decimal needs its places, 0 to %d: decimal(2)",
                        "decimal 需要小数位数，0 至 %d：decimal(2)", PLACES_MAX);
        return true;
    }
    ing_type *type = ing_type_new(load, ING_TYPE_DECIMAL);
    if (type == NULL)
        return false;
    type->places = (int32_t)places->number;
    out->type = type;
    return true;
}

static bool read_made(ing_load *load, const ing_syntax *call, ing_typing_use use, ing_field *out)
{
    const ing_syntax *name = call->kids[0];
    if (ing_text_is(name->text, "one_of"))
        return read_words(load, call, ING_TYPE_ONE_OF, out);
    if (ing_text_is(name->text, "ladder"))
        return read_words(load, call, ING_TYPE_LADDER, out);
    if (ing_text_is(name->text, "party_id"))
        return read_kinds(load, call, ING_TYPE_PARTY_ID, out);
    if (ing_text_is(name->text, "case_id"))
        return read_kinds(load, call, ING_TYPE_CASE_ID, out);
    if (ing_text_is(name->text, "list_of"))
        return read_list(load, call, use, out);
    if (ing_text_is(name->text, "record"))
        return read_record(load, call, out);
    if (ing_text_is(name->text, "decimal"))
        return read_decimal(load, call, out);
    if (ing_text_is(name->text, "optional") && call->count == 2) {
        bool done = read_type(load, call->kids[1], use, out);
        out->optional = true;
        return done;
    }
    return read_simple(load, name, use, out);
}

static const char *const options[] = { "optional", "default", NULL };

/* T { optional = true }: a table with names only, on something that is a type without it. */
static bool is_options(const ing_syntax *call)
{
    if (call->kind != ING_SYNTAX_CALL || call->count != 2 ||
        call->kids[1]->kind != ING_SYNTAX_TABLE || call->kids[1]->count > 0)
        return false;
    const ing_syntax *name = call->kids[0];
    if (name->kind != ING_SYNTAX_NAME)
        return true;
    if (ing_text_is(name->text, "record"))
        return false;
    return call->kids[1]->member_count > 0 ||
           !(ing_text_is(name->text, "one_of") || ing_text_is(name->text, "ladder"));
}

static bool read_options(ing_load *load, const ing_syntax *table, ing_field *out)
{
    ing_members_check(load, table, ING_TEXT_LIT("type"), options, NULL);
    return apply_options(load, table, out);
}

static void no_type(ing_load *load, const ing_syntax *syntax)
{
    char shown[80];
    (void)ing_syntax_show(syntax, shown, sizeof shown);
    ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                    "expected a type, such as date or one_of { … }, got %s",
                    "应为类型，如 date 或 one_of { … }，却是 %s", shown);
}

static bool read_type(ing_load *load, const ing_syntax *syntax, ing_typing_use use, ing_field *out)
{
    ing_place_saved saved = ing_load_enter(load, syntax);
    bool done = true;
    bool is_quoted = syntax->kind == ING_SYNTAX_TEXT && ing_text_is_word(syntax->text);
    if (syntax->kind == ING_SYNTAX_NAME || is_quoted) {
        done = read_simple(load, syntax, use, out);
    } else if (is_options(syntax)) {
        done =
            read_type(load, syntax->kids[0], use, out) && read_options(load, syntax->kids[1], out);
    } else if (syntax->kind == ING_SYNTAX_CALL && syntax->kids[0]->kind == ING_SYNTAX_NAME) {
        done = read_made(load, syntax, use, out);
    } else {
        no_type(load, syntax);
    }
    ing_load_leave(load, saved);
    return done && !load->failed;
}

bool ing_typing_read(ing_load *load, const ing_syntax *syntax, ing_typing_use use, ing_field *out)
{
    out->type = &ing_type_any;
    return read_type(load, syntax, use, out);
}

/* `yuan` is money by its name. */
static void settle_yuan(ing_load *load, const ing_syntax *syntax, ing_field *field)
{
    if (!ing_text_is(field->name, "yuan") || field->type->kind == ING_TYPE_MONEY ||
        field->type->kind == ING_TYPE_ANY)
        return;
    if (field->type->kind == ING_TYPE_INTEGER)
        field->type = &ing_type_money;
    else
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE, "a field named yuan is money",
                        "名为 yuan 的字段是 money");
}

bool ing_typing_fields(ing_load *load, const ing_syntax *table, bool is_optional, size_t *count,
                       const ing_field **fields)
{
    *count = 0;
    *fields = NULL;
    if (table == NULL)
        return true;
    if (table->kind != ING_SYNTAX_TABLE || table->count > 0) {
        ing_load_report(load, "E105", table, ING_TEXT_LIT("fields"),
                        "fields: write { name = type, … }", "fields：请写 { 名字 = 类型, … }");
        return true;
    }
    ing_field *out = ing_load_new(load, table->member_count, sizeof *out);
    if (out == NULL)
        return false;
    for (size_t i = 0; i < table->member_count; i++) {
        const ing_syntax_member *member = &table->members[i];
        ing_field *field = &out[*count];
        field->name = member->name;
        field->optional = is_optional;
        if (!ing_text_is_word(member->name))
            ing_load_report(load, "E105", NULL, member->name,
                            "'%.*s' is no name of a field: small letters, digits and _, at most 48",
                            "“%.*s”不能作字段名：只用小写字母、数字和 _，最多 48 个",
                            ING_TEXT_ARG(member->name));
        if (!ing_typing_read(load, member->value, ING_TYPING_FIELD, field))
            return false;
        settle_yuan(load, member->value, field);
        (*count)++;
    }
    *fields = out;
    return true;
}
