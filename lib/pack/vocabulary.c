/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a pack: party kinds, roles, laws, case kinds, events, actions. */
#include "pack/load.h"

#include <stdio.h>

/* Roots, functions and constructs of the language: an event or action of that name could not be
 * read. A type's name is free: it stands where no action does. */
static const char *const language_words[] = {
    "case", "ev", "was", "it", "each", "due", "param", "store", "today", "period", "first", "last",
    "count", "sum", "list", "known", "unknown", "no", "any", "all", "days", "workdays", "months",
    "hours", "roll", "elapsed", "entered", "earliest", "latest", "least", "greatest", "either",
    "pick", "split", "covered", "ratio", "yuan", "span", "party", "role", "event", "action", "law",
    "fact", "table", "procedure", "rule", "duty", "invariant", "pack", "drop", "decision",
    /* Lua's own: a file reads its library under these names */
    "assert", "error", "ipairs", "pairs", "select", "type", "tonumber", "tostring", "sample",
    "math", "string", "utf8", "print", "warn", "load", "require", "package", "io", "os", "debug",
    "coroutine", "next", "pcall", "xpcall", NULL
};

static bool is_dotted(ing_text id)
{
    size_t start = 0;
    for (size_t i = 0; i <= id.len; i++) {
        if (i < id.len && id.ptr[i] != '.')
            continue;
        if (!ing_text_is_word((ing_text){ id.ptr + start, i - start }))
            return false;
        start = i + 1;
    }
    return true;
}

static bool is_rule_id(ing_text id)
{
    return ing_text_is_id(id, 63) && memchr(id.ptr, ':', id.len) == NULL;
}

static bool is_language_word(ing_text id)
{
    bool found = false;
    for (size_t i = 0; language_words[i] != NULL && !found; i++)
        found = ing_text_is(id, language_words[i]);
    return found;
}

static void check_id(ing_load *load, const char *space, const ing_declaration *declaration)
{
    ing_text id = declaration->id;
    bool is_word = strcmp(space, "word") == 0;
    bool is_good = strcmp(space, "law") == 0     ? id.len > 0 && id.len <= 128
                   : strcmp(space, "param") == 0 ? is_dotted(id)
                   : strcmp(space, "rule") == 0  ? is_rule_id(id)
                                                 : ing_text_is_word(id);
    if (!is_good) {
        ing_load_report_thing(load, "E105", declaration->file, declaration->line, id,
                              "'%.*s' is no id for %.*s", "“%.*s”不能作 %.*s 的标识",
                              ING_TEXT_ARG(id), ING_TEXT_ARG(declaration->construct));
    } else if (is_word && is_language_word(id)) {
        ing_load_report_thing(load, "E102", declaration->file, declaration->line, id,
                              "%.*s is a word of the rule language", "%.*s 是规则语言自己的词",
                              ING_TEXT_ARG(id));
    }
}

/* Where an id was taken. */
typedef struct claim {
    int32_t file, line;
} claim;

bool ing_claim(ing_load *load, const char *space, const ing_declaration *declaration)
{
    ing_buf name = ING_BUF_INIT;
    load->file = declaration->file;
    load->line = declaration->line;
    check_id(load, space, declaration);
    ing_buf_printf(&name, "%s:%.*s", space, ING_TEXT_ARG(declaration->id));
    ing_text key = ing_load_copy(load, &name);
    ing_buf_free(&name);
    if (load->failed)
        return false;
    const claim *first = ing_map_get(&load->claims, key);
    if (first == NULL) {
        claim *own = ing_load_new(load, 1, sizeof *own);
        if (own == NULL)
            return false;
        *own = (claim){ declaration->file, declaration->line };
        return ing_load_put(load, &load->claims, key, own);
    }
    ing_load_report_thing(load, "E102", declaration->file, declaration->line, declaration->id,
                          "%.*s is declared twice; first declared at %.*s:%d",
                          "%.*s 声明了两次；首次声明于 %.*s:%d", ING_TEXT_ARG(declaration->id),
                          ING_TEXT_ARG(ing_load_file(load, first->file)), (int)first->line);
    return false;
}

/* --- parties, roles, laws --------------------------------------------------------------------- */

static const char *const party_members[] = { "fields", NULL };
static const char *const no_members[] = { NULL };
static const char *const law_members[] = { "from", "to", "next", "text", NULL };

static void load_party(ing_load *load, const ing_declaration *declaration)
{
    ing_party_kind *party = ing_load_new(load, 1, sizeof *party);
    if (party == NULL)
        return;
    ing_members_check(load, declaration->body, declaration->construct, party_members, NULL);
    party->id = declaration->id;
    party->titles = ing_titles_read(load, declaration);
    (void)ing_load_put(load, &load->pack->parties, party->id, party);
}

static void load_role(ing_load *load, const ing_declaration *declaration)
{
    ing_role *role = ing_load_new(load, 1, sizeof *role);
    if (role == NULL)
        return;
    ing_members_check(load, declaration->body, declaration->construct, no_members, NULL);
    role->id = declaration->id;
    role->titles = ing_titles_read(load, declaration);
    (void)ing_load_put(load, &load->pack->roles, role->id, role);
}

static bool read_day(ing_load *load, const ing_syntax *table, const char *name, ing_date *out)
{
    const ing_syntax *syntax = ing_member(table, name);
    if (syntax == NULL)
        return false;
    const ing_type *type;
    ing_value value = ing_constant_read(load, syntax, &ing_type_date, ing_text_of(name), &type);
    *out = value.date;
    return value.kind == ING_VALUE_DATE;
}

static void load_law(ing_load *load, const ing_declaration *declaration)
{
    const ing_syntax *body = declaration->body;
    ing_law *law = ing_load_new(load, 1, sizeof *law);
    if (law == NULL)
        return;
    ing_members_check(load, body, declaration->construct, law_members, NULL);
    law->id = declaration->id;
    law->titles = ing_titles_read(load, declaration);
    law->has_from = read_day(load, body, "from", &law->from);
    law->has_to = read_day(load, body, "to", &law->to);
    law->next = ing_member_text(load, body, "next");
    law->text = ing_member_text(load, body, "text");
    if (law->has_from && law->has_to && law->to < law->from)
        ing_load_report(load, "E105", NULL, ING_TEXT_LIT("to"), "law %.*s ends before it begins",
                        "法律 %.*s 的失效日早于生效日", ING_TEXT_ARG(law->id));
    (void)ing_load_put(load, &load->pack->laws, law->id, law);
}

/* --- cases ------------------------------------------------------------------------------------ */

static const char *const case_members[] = { "subject", "fixed", NULL };

static void read_fixed(ing_load *load, const ing_syntax *table, ing_case_kind *kind)
{
    ing_json_builder object = ing_json_begin(load->arena);
    ing_field *fields = ing_load_new(load, table->member_count, sizeof *fields);
    if (fields == NULL)
        return;
    for (size_t i = 0; i < table->member_count; i++) {
        const ing_syntax_member *member = &table->members[i];
        ing_value value =
            ing_constant_read(load, member->value, NULL, member->name, &fields[i].type);
        fields[i].name = member->name;
        if (value.kind == ING_VALUE_TEXT) /* a word, as other kinds may have it in an enum */
            fields[i].type = ing_type_words(load, ING_TYPE_ONE_OF, 1, &member->value->text);
        if (fields[i].type == NULL)
            return;
        if (value.kind != ING_VALUE_UNKNOWN)
            ing_json_put(&object, member->name,
                         ing_value_write(&value, load->pack->zone_seconds, load->arena));
    }
    kind->fixed = ing_json_end_object(&object);
    load->failed = load->failed || kind->fixed == NULL;
    kind->field_count = table->member_count;
    kind->fields = fields;
}

static void load_case(ing_load *load, const ing_declaration *declaration)
{
    ing_case_kind *kind = ing_load_new(load, 1, sizeof *kind);
    if (kind == NULL)
        return;
    const ing_syntax *fixed = ing_member(declaration->body, "fixed");
    ing_members_check(load, declaration->body, declaration->construct, case_members, NULL);
    kind->id = declaration->id;
    kind->titles = ing_titles_read(load, declaration);
    kind->subject = ing_member_text(load, declaration->body, "subject");
    if (fixed != NULL && fixed->kind == ING_SYNTAX_TABLE && fixed->count == 0)
        read_fixed(load, fixed, kind);
    else if (fixed != NULL)
        ing_load_report(load, "E105", fixed, ING_TEXT_LIT("fixed"),
                        "fixed: write { name = value, … }", "fixed：请写 { 名字 = 值, … }");
    (void)ing_load_put(load, &load->pack->cases, kind->id, kind);
}

/* --- events ----------------------------------------------------------------------------------- */

static const char *const event_members[] = { "about",  "by",         "opens",       "party",
                                             "fields", "apart_from", "presupposes", NULL };

static void unknown_about(ing_load *load, const ing_syntax *at)
{
    ing_nearest nearest = ing_nearest_in(&load->pack->cases, at->text);
    for (size_t i = 0; i < load->pack->parties.count; i++)
        ing_nearest_try(&nearest, load->pack->parties.items[i].key);
    ing_nearest_try(&nearest, ING_TEXT_LIT("store"));
    ing_load_unknown(load, at, "case or party kind", "案件或主体种类", &nearest);
}

static bool about_of(const ing_load *load, ing_text word, ing_about *out)
{
    *out = ING_ABOUT_STORE;
    if (ing_text_is(word, "store"))
        return true;
    *out = ING_ABOUT_CASE;
    if (ing_map_get(&load->pack->cases, word) != NULL)
        return true;
    *out = ING_ABOUT_PARTY;
    return ing_map_get(&load->pack->parties, word) != NULL;
}

bool ing_about_read(ing_load *load, const ing_syntax *table, const char *member, ing_about *about,
                    size_t *kind_count, const ing_text **kinds)
{
    ing_texts words = ing_member_texts(load, table, member);
    bool is_good = words.count > 0;
    *about = ING_ABOUT_STORE;
    for (size_t i = 0; i < words.count; i++) {
        ing_about one;
        if (!about_of(load, words.items[i], &one)) {
            unknown_about(load, words.nodes[i]);
            is_good = false;
        } else if (i > 0 && one != *about) {
            ing_load_report(load, "E105", words.nodes[i], ING_TEXT_NONE,
                            "%s mixes cases, parties and the store: %.*s",
                            "%s 混用了案件、主体和全库：%.*s", member,
                            ING_TEXT_ARG(words.items[i]));
            is_good = false;
        } else {
            *about = one;
        }
    }
    bool is_store = *about == ING_ABOUT_STORE;
    *kind_count = is_store || !is_good ? 0 : words.count;
    *kinds = is_store ? NULL : words.items;
    return is_good;
}

void ing_roles_check(ing_load *load, ing_texts roles)
{
    for (size_t i = 0; i < roles.count; i++) {
        if (ing_map_get(&load->pack->roles, roles.items[i]) != NULL)
            continue;
        ing_nearest nearest = ing_nearest_in(&load->pack->roles, roles.items[i]);
        ing_load_unknown(load, roles.nodes[i], "role", "角色", &nearest);
    }
}

static bool is_case_subject(const ing_load *load, const ing_event *event, ing_text name)
{
    bool is_subject = false;
    for (size_t i = 0; i < event->kind_count && !is_subject; i++) {
        const ing_case_kind *kind = ing_map_get(&load->pack->cases, event->kinds[i]);
        is_subject =
            kind != NULL && kind->subject.ptr != NULL && ing_text_equal(kind->subject, name);
    }
    return is_subject;
}

static bool is_among(ing_text name, const char *const *names)
{
    bool found = false;
    for (size_t i = 0; names[i] != NULL && !found; i++)
        found = ing_text_is(name, names[i]);
    return found;
}

static const char *const record_builtins[] = { "at", "date", "seq", "case", "by", "late", NULL };
static const char *const case_builtins[] = { "id", "state", "opened", "subject", NULL };

static void check_field_name(ing_load *load, const ing_event *event, const ing_field *field)
{
    bool is_taken = is_among(field->name, record_builtins);
    if (event != NULL && event->about == ING_ABOUT_CASE && is_among(field->name, case_builtins))
        is_taken = !is_case_subject(load, event, field->name);
    if (event != NULL && event->about == ING_ABOUT_PARTY &&
        ing_text_equal(field->name, event->party_name))
        ing_load_report(load, "E102", NULL, field->name,
                        "%.*s is how rules read the party of %.*s; a field cannot have that name",
                        "%.*s 是规则读取 %.*s 的主体所用的名字，字段不能用它",
                        ING_TEXT_ARG(field->name), ING_TEXT_ARG(event->id));
    else if (is_taken)
        ing_load_report(load, "E102", NULL, field->name,
                        "%.*s is built in; a field cannot have that name",
                        "%.*s 是内置的名字，字段不能用它", ING_TEXT_ARG(field->name));
}

static void read_about(ing_load *load, const ing_syntax *body, ing_event *event)
{
    bool is_good = false;
    if (ing_member(body, "about") == NULL)
        ing_load_report(
            load, "E105", NULL, event->id,
            "event %.*s does not say what it is about: a case kind, a party kind or \"store\"",
            "事件 %.*s 没有写 about：案件种类、主体种类或 \"store\"", ING_TEXT_ARG(event->id));
    else
        is_good =
            ing_about_read(load, body, "about", &event->about, &event->kind_count, &event->kinds);
    if (!is_good) {
        event->about = ING_ABOUT_CASE; /* of any kind: what depends on it is not looked at */
        load->is_vague = true;
    }
}

static ing_event *load_event(ing_load *load, const ing_declaration *declaration)
{
    const ing_syntax *body = declaration->body;
    ing_event *event = ing_load_new(load, 1, sizeof *event);
    if (event == NULL)
        return NULL;
    ing_members_check(load, body, declaration->construct, event_members, NULL);
    event->id = declaration->id;
    event->titles = ing_titles_read(load, declaration);
    read_about(load, body, event);
    event->opens = ing_member_flag(load, body, "opens");
    event->party_name = ing_member_text(load, body, "party");
    if (event->party_name.ptr != NULL && event->about != ING_ABOUT_PARTY && !load->is_vague)
        ing_load_report(load, "E105", NULL, ING_TEXT_LIT("party"),
                        "event %.*s is about no party: party = names nothing",
                        "事件 %.*s 不涉及主体，party = 没有意义", ING_TEXT_ARG(event->id));
    if (event->party_name.ptr == NULL)
        event->party_name = ING_TEXT_LIT("subject");
    ing_texts roles = ing_member_texts(load, body, "by");
    ing_roles_check(load, roles);
    event->role_count = roles.count;
    event->roles = roles.items;
    if (!ing_typing_fields(load, ing_member(body, "fields"), false, &event->field_count,
                           &event->fields))
        return NULL;
    for (size_t i = 0; i < event->field_count; i++)
        check_field_name(load, event, &event->fields[i]);
    (void)ing_load_put(load, &load->pack->events, event->id, event);
    return event;
}

static void load_apart(ing_load *load, const ing_declaration *declaration, ing_event *event)
{
    load->file = declaration->file;
    load->line = declaration->line;
    ing_texts apart = ing_member_texts(load, declaration->body, "apart_from");
    for (size_t i = 0; i < apart.count; i++) {
        if (ing_map_get(&load->pack->events, apart.items[i]) != NULL)
            continue;
        ing_nearest nearest = ing_nearest_in(&load->pack->events, apart.items[i]);
        ing_load_unknown(load, apart.nodes[i], "event", "事件", &nearest);
    }
    event->apart_count = apart.count;
    event->apart_from = apart.items;
}

/* --- actions ---------------------------------------------------------------------------------- */

static const char *const action_members[] = { "kind", "decider", "key", "fields", NULL };
static const char *const action_kinds[] = { "record",   "proposal", "order", "referral",
                                            "computed", "duty",     "guard", NULL };

static void check_action_kind(ing_load *load, const ing_declaration *declaration,
                              const ing_action *action)
{
    const ing_syntax *syntax = ing_member(declaration->body, "kind");
    if (syntax == NULL)
        ing_load_report(
            load, "E105", NULL, action->id,
            "action %.*s has no kind: record, proposal, order, referral, computed, duty or guard",
            "行动 %.*s 没有 kind：record、proposal、order、referral、computed、duty 或 guard",
            ING_TEXT_ARG(action->id));
    if (action->kind.ptr == NULL || is_among(action->kind, action_kinds))
        return;
    ing_nearest nearest = ing_nearest_begin(action->kind);
    for (size_t i = 0; action_kinds[i] != NULL; i++)
        ing_nearest_try(&nearest, ing_text_of(action_kinds[i]));
    ing_load_unknown(load, syntax, "kind of action", "行动种类", &nearest);
}

static void check_key(ing_load *load, const ing_action *action, ing_texts key)
{
    for (size_t i = 0; i < key.count; i++) {
        if (ing_fields_find(action->field_count, action->fields, key.items[i]) != NULL)
            continue;
        ing_nearest nearest = ing_nearest_begin(key.items[i]);
        for (size_t j = 0; j < action->field_count; j++)
            ing_nearest_try(&nearest, action->fields[j].name);
        ing_load_unknown(load, key.nodes[i], "field", "字段", &nearest);
    }
}

static void load_action(ing_load *load, const ing_declaration *declaration)
{
    const ing_syntax *body = declaration->body;
    ing_action *action = ing_load_new(load, 1, sizeof *action);
    if (action == NULL)
        return;
    ing_members_check(load, body, declaration->construct, action_members, NULL);
    action->id = declaration->id;
    action->titles = ing_titles_read(load, declaration);
    action->kind = ing_member_text(load, body, "kind");
    check_action_kind(load, declaration, action);
    if (!ing_typing_fields(load, ing_member(body, "fields"), false, &action->field_count,
                           &action->fields))
        return;
    for (size_t i = 0; i < action->field_count; i++)
        check_field_name(load, NULL, &action->fields[i]);
    ing_texts key = ing_member_texts(load, body, "key");
    check_key(load, action, key);
    action->key_count = key.count;
    action->key = key.items;
    (void)ing_load_put(load, &load->pack->actions, action->id, action);
}

/* --- in order --------------------------------------------------------------------------------- */

typedef struct construct_step {
    const char *construct, *space;
    void (*load)(ing_load *load, const ing_declaration *declaration);
} construct_step;

static void load_constructs(ing_load *load, const construct_step *step)
{
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (ing_text_is(declaration->construct, step->construct) &&
            ing_claim(load, step->space, declaration))
            step->load(load, declaration);
    }
}

static void load_events(ing_load *load)
{
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (ing_text_is(declaration->construct, "event") && ing_claim(load, "word", declaration))
            (void)load_event(load, declaration);
    }
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (!ing_text_is(declaration->construct, "event"))
            continue;
        ing_event *event = ing_map_get(&load->pack->events, declaration->id);
        if (event != NULL && event->titles.line == declaration->line &&
            event->titles.file == declaration->file)
            load_apart(load, declaration, event);
    }
}

/* Fields of party kinds may name other party kinds, so they come when all kinds are known. */
static void load_party_fields(ing_load *load)
{
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (!ing_text_is(declaration->construct, "party"))
            continue;
        ing_party_kind *party = ing_map_get(&load->pack->parties, declaration->id);
        load->file = declaration->file;
        load->line = declaration->line;
        if (party != NULL && party->fields == NULL)
            (void)ing_typing_fields(load, ing_member(declaration->body, "fields"), true,
                                    &party->field_count, &party->fields);
    }
}

/* The law that took another's place may come later in the files. */
static void check_next_laws(ing_load *load)
{
    const ing_map *laws = &load->pack->laws;
    for (size_t i = 0; i < laws->count; i++) {
        const ing_law *law = laws->items[i].value;
        if (law->next.ptr == NULL || ing_map_get(laws, law->next) != NULL)
            continue;
        ing_nearest nearest = ing_nearest_in(laws, law->next);
        load->file = law->titles.file;
        load->line = law->titles.line;
        ing_load_unknown(load, NULL, "law", "法律", &nearest);
    }
}

void ing_load_vocabulary(ing_load *load)
{
    static const construct_step kinds[] = {
        { "party", "word", load_party },
        { "role", "role", load_role },
        { "law", "law", load_law },
        { "case", "word", load_case },
    };
    static const construct_step actions = { "action", "word", load_action };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        load_constructs(load, &kinds[i]);
    check_next_laws(load);
    load_party_fields(load);
    load_events(load);
    load_constructs(load, &actions);
    ing_load_duty_actions(load);
    ing_load_unions(load);
}
