/* SPDX-License-Identifier: Apache-2.0 */
/* A decision in words, from its record and the model that its pack left in the log: no Lua, no store. */
#include "pack/wording.h"

#include <inttypes.h>

typedef struct page {
    const ing_record *decision;
    const ing_json *model, *action, *rule; /* NULL where the model does not know them */
    ing_arena *arena;
    bool zh;
    ing_buf *text;
} page;

static ing_text title_of(const ing_json *thing, bool zh, ing_text fallback)
{
    return ing_title(zh, ing_json_text(thing, "zh"), ing_json_text(thing, "en"), fallback);
}

static const ing_json *thing_of(const page *p, const char *group, ing_text id)
{
    const ing_json *things = ing_json_get(p->model, group);
    return things != NULL && id.ptr != NULL ? ing_json_find(things, id) : NULL;
}

static void line(const page *p, const char *zh, const char *en)
{
    ing_buf_text(p->text, p->zh ? zh : en);
}

/* --- names of facts ----------------------------------------------------------------------------- */

static bool has_text(const ing_json *list, ing_text text)
{
    bool found = false;
    for (size_t i = 0; list != NULL && i < list->count && !found; i++)
        found = ing_text_equal(list->items[i].text, text);
    return found;
}

/* How near an event is to the decision's rule: 2, the rule listens to it; 1, it is about the rule's case
 * kinds; 0 otherwise. */
static int nearness(const page *p, ing_text id, const ing_json *event)
{
    const ing_json *cases = p->rule != NULL ? ing_json_get(p->rule, "case") : NULL;
    const ing_json *kinds = ing_json_get(event, "kinds");
    if (p->rule != NULL && has_text(ing_json_get(p->rule, "on"), id))
        return 2;
    for (size_t i = 0; kinds != NULL && i < kinds->count; i++) {
        if (has_text(cases, kinds->items[i].text))
            return 1;
    }
    return 0;
}

/* The record that named a field is not at hand: of the events that have it, the nearest to the rule. */
static const ing_json *field_of(const page *p, ing_text name)
{
    const ing_json *events = ing_json_get(p->model, "events"), *best = NULL;
    int best_nearness = -1;
    for (size_t i = 0; events != NULL && i < events->count; i++) {
        const ing_json *fields = ing_json_get(&events->members[i].value, "fields");
        const ing_json *field = fields != NULL ? ing_json_find(fields, name) : NULL;
        int one = field != NULL ? nearness(p, events->members[i].key, &events->members[i].value) : -1;
        if (one > best_nearness) {
            best_nearness = one;
            best = field;
        }
    }
    return best;
}

/* "kind.id" of the rule's case kind, or of whatever kind has it. */
static const ing_json *fact_of(const page *p, ing_text id)
{
    const ing_json *facts = ing_json_get(p->model, "facts"), *found = NULL;
    const ing_json *cases = p->rule != NULL ? ing_json_get(p->rule, "case") : NULL;
    for (size_t i = 0; facts != NULL && i < facts->count; i++) {
        ing_text key = facts->members[i].key;
        bool ends = key.len > id.len && key.ptr[key.len - id.len - 1] == '.' &&
                    memcmp(key.ptr + key.len - id.len, id.ptr, id.len) == 0;
        if (!ends)
            continue;
        if (has_text(cases, (ing_text){ key.ptr, key.len - id.len - 1 }))
            return &facts->members[i].value;
        found = found != NULL ? found : &facts->members[i].value;
    }
    return found;
}

static ing_text after(ing_text text, size_t at)
{
    return (ing_text){ text.ptr + at, text.len - at };
}

static bool begins(ing_text text, const char *with)
{
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.ptr, with, len) == 0;
}

static size_t find(ing_text text, char what)
{
    const char *found = text.len > 0 ? memchr(text.ptr, what, text.len) : NULL;
    return found != NULL ? (size_t)(found - text.ptr) : text.len;
}

typedef struct word_pair { const char *name, *zh, *en; } word_pair;

static const word_pair built_in[] = {
    { "id", "编号", "id" },           { "state", "状态", "state" },     { "opened", "立案日期", "opening date" },
    { "subject", "当事方", "subject" }, { "kind", "种类", "kind" },     { "at", "时间", "time" },
    { "date", "日期", "date" },       { "seq", "序号", "number" },      { "case", "案件", "case" },
    { "by", "记录人角色", "recording role" }, { "late", "补录", "recorded late" },
    { "party", "当事方", "party" },   { "type", "类型", "type" },       { "year", "年份", "year" },
    { "month", "月份", "month" },     { "day", "日", "day" },           { "first", "之首", "first" },
    { "count", "数目", "count" },
};

/* One name of a path: a fact, a field, a built-in name; *thing is what has a type. */
static ing_text name_title(const page *p, ing_text name, const ing_json **thing)
{
    *thing = fact_of(p, name);
    if (*thing == NULL)
        *thing = field_of(p, name);
    if (*thing != NULL)
        return title_of(*thing, p->zh, name);
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++) {
        if (ing_text_is(name, built_in[i].name))
            return ing_text_of(p->zh ? built_in[i].zh : built_in[i].en);
    }
    return name;
}

/* "harm", "discovered_at.date": each name by its title. */
static void say_names(const page *p, ing_text path, ing_buf *out, const ing_json **thing)
{
    while (path.len > 0) {
        size_t dot = find(path, '.');
        ing_buf_slice(out, name_title(p, (ing_text){ path.ptr, dot }, thing));
        path = dot < path.len ? after(path, dot + 1) : ING_TEXT_NONE;
        if (path.len > 0)
            ing_buf_text(out, p->zh ? "的" : ", ");
    }
}

static const word_pair queries[] = {
    { "first(", "首次", "first " }, { "last(", "最近一次", "last " }, { "count(", "次数：", "number of " },
    { "list(", "", "" },            { "sum(", "合计：", "sum over " },
};

/* The text after the bracket that `text` is inside of; quotes may hold brackets. */
static ing_text after_bracket(ing_text text)
{
    size_t depth = 1, at = 0;
    bool is_quoted = false;
    for (; at < text.len && depth > 0; at++) {
        char c = text.ptr[at];
        if (is_quoted && c == '\\')
            at++;
        else if (c == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && (c == '(' || c == '{'))
            depth++;
        else if (!is_quoted && (c == ')' || c == '}'))
            depth--;
    }
    return after(text, at < text.len ? at : text.len);
}

/* The first word of a query; *rest goes on behind it. Absent when it is written in another way. */
static ing_text first_word(ing_text text, ing_text *rest)
{
    size_t start = begins(text, "{\"") ? 2 : begins(text, "\"") ? 1 : 0;
    if (start == 0)
        return ING_TEXT_NONE;
    ing_text word = after(text, start);
    word.len = find(word, '"');
    *rest = after(text, start + word.len < text.len ? start + word.len + 1 : text.len);
    return word;
}

static const ing_json *event_of(const page *p, ing_text word)
{
    static const char *const groups[] = { "events", "actions", "cases", "parties" };
    const ing_json *found = NULL;
    for (size_t i = 0; i < sizeof groups / sizeof groups[0] && found == NULL; i++)
        found = thing_of(p, groups[i], word);
    return found;
}

/* What stands behind a query: where it looks, which the page leaves out, and names. */
static void say_tail(const page *p, ing_text tail, ing_buf *out, const ing_json **thing)
{
    if (begins(tail, ":of("))
        tail = after_bracket(after(tail, strlen(":of(")));
    if (!begins(tail, "."))
        return;
    ing_buf_text(out, p->zh ? "的" : ", ");
    say_names(p, after(tail, 1), out, thing);
}

/* first("fine_notified", {…}):of(store).date: the event by its title, what it is filtered by only hinted
 * at; the source is in the record. */
static bool say_query(const page *p, ing_text name, ing_buf *out, const ing_json **thing)
{
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        ing_text rest = ING_TEXT_NONE;
        if (!begins(name, queries[i].name))
            continue;
        ing_text inside = after(name, strlen(queries[i].name));
        ing_text word = first_word(inside, &rest), tail = after_bracket(inside);
        const ing_json *event = word.ptr != NULL ? event_of(p, word) : NULL;
        if (event == NULL)
            return false;
        ing_buf_text(out, p->zh ? queries[i].zh : queries[i].en);
        ing_buf_slice(out, title_of(event, p->zh, word));
        if (!begins(rest, ")"))
            ing_buf_text(out, p->zh ? "（符合条件者）" : " (that fit)");
        say_tail(p, tail, out, thing);
        return true;
    }
    return false;
}

static void say_fact_name(const page *p, ing_text name, ing_buf *out, const ing_json **thing)
{
    static const char *const roots[] = { "ev.", "case.", "store.", "each.", "was." };
    *thing = NULL;
    if (begins(name, "param.")) {
        *thing = thing_of(p, "params", after(name, strlen("param.")));
        ing_buf_slice(out, *thing != NULL ? title_of(*thing, p->zh, name) : name);
        return;
    }
    if (ing_text_is(name, "each")) {
        ing_buf_text(out, p->zh ? "此项" : "this one");
        return;
    }
    bool is_plain = find(name, '(') == name.len;
    for (size_t i = 0; i < sizeof roots / sizeof roots[0] && is_plain; i++) {
        if (!begins(name, roots[i]))
            continue;
        if (ing_text_is((ing_text){ roots[i], strlen(roots[i]) }, "was."))
            ing_buf_text(out, p->zh ? "此前的" : "previous ");
        say_names(p, after(name, strlen(roots[i])), out, thing);
        return;
    }
    if (!say_query(p, name, out, thing))
        ing_buf_slice(out, name);
}

/* What a text stands for: a word of its field, an entry of the log, a role. */
static const ing_json *meaning_of(const page *p, const ing_json *thing, ing_text text)
{
    const ing_json *words = thing != NULL ? ing_json_get(thing, "words") : NULL;
    if (words != NULL)
        return ing_json_find(words, text);
    if (thing != NULL && begins(ing_json_text(thing, "type"), "entry"))
        return event_of(p, text);
    return thing == NULL ? thing_of(p, "roles", text) : NULL;
}

/* A value by the titles that the model has for it. */
static void say_value(const page *p, const ing_json *thing, const ing_json *value)
{
    const ing_json *meaning = value->type == ING_JSON_TEXT ? meaning_of(p, thing, value->text) : NULL;
    bool is_list = value->type == ING_JSON_LIST && value->count > 0 && thing != NULL &&
                   ing_json_get(thing, "words") != NULL;
    if (meaning != NULL)
        ing_buf_slice(p->text, title_of(meaning, p->zh, value->text));
    else if (!is_list)
        ing_say_json(p->zh, thing != NULL ? ing_json_text(thing, "type") : ING_TEXT_NONE, value, p->text);
    for (size_t i = 0; is_list && i < value->count; i++) {
        if (i > 0)
            line(p, "、", ", ");
        say_value(p, thing, &value->items[i]);
    }
}

/* --- the page ----------------------------------------------------------------------------------- */

/* What every pack knows without declaring it. */
static ing_text title_of_builtin(const page *p, ing_text id)
{
    static const word_pair words[] = {
        { "review_required", "须复核", "review required" },
        { "late_record", "迟录复核", "review of a late record" },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ing_text_is(id, words[i].name))
            return ing_text_of(p->zh ? words[i].zh : words[i].en);
    }
    return id;
}

static void say_titled(const page *p, const char *group, ing_text id)
{
    const ing_json *thing = thing_of(p, group, id);
    ing_text title = thing != NULL ? title_of(thing, p->zh, id) : title_of_builtin(p, id);
    ing_buf_slice(p->text, title);
    if (!ing_text_equal(title, id))
        ing_buf_printf(p->text, p->zh ? "（%.*s）" : " (%.*s)", ING_TEXT_ARG(id));
}

static void say_modality(const page *p)
{
    static const word_pair words[] = {
        { "must", "应当", "must" }, { "may", "可以", "may" }, { "must_not", "不得", "must not" },
    };
    ing_text modality = ing_json_text(p->decision->data, "modality");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ing_text_is(modality, words[i].name))
            line(p, words[i].zh, words[i].en);
    }
}

static const ing_json *argument_field(const page *p, ing_text name)
{
    const ing_json *fields = p->action != NULL ? ing_json_get(p->action, "fields") : NULL;
    return fields != NULL ? ing_json_find(fields, name) : NULL;
}

static void say_arguments(const page *p)
{
    const ing_json *args = p->decision->fields;
    for (size_t i = 0; i < args->count; i++) {
        ing_text name = args->members[i].key;
        const ing_json *field = argument_field(p, name);
        ing_buf_text(p->text, "  ");
        ing_buf_slice(p->text, field != NULL ? title_of(field, p->zh, name) : name);
        line(p, "：", ": ");
        say_value(p, field, &args->members[i].value);
        ing_buf_byte(p->text, '\n');
    }
}

static void say_decider(const page *p)
{
    ing_text decider = ing_json_text(p->decision->data, "decider");
    line(p, "由谁决定：", "To be decided by: ");
    if (decider.ptr != NULL)
        say_titled(p, "roles", decider);
    else
        line(p, "仅作记录，无人须作决定", "nobody, it is a mere record");
    ing_buf_byte(p->text, '\n');
}

static void say_cites(const page *p)
{
    const ing_json *cites = ing_json_get(p->decision->data, "cite");
    line(p, "依据条款：", "Clauses: ");
    for (size_t i = 0; cites != NULL && i < cites->count; i++) {
        if (i > 0)
            line(p, "；", "; ");
        ing_buf_slice(p->text, cites->items[i].text);
    }
    if (cites == NULL || cites->count == 0)
        line(p, "未注明", "none given");
    ing_buf_byte(p->text, '\n');
}

/* What the author of the rule wants every reader to know, in the author's words. */
static void say_note(const page *p)
{
    const ing_json *rule = thing_of(p, "rules", p->decision->rule);
    ing_text note = rule != NULL ? ing_json_text(rule, "note") : ING_TEXT_NONE;
    if (note.ptr == NULL)
        return;
    line(p, "注：", "Note: ");
    ing_buf_slice(p->text, note);
    ing_buf_byte(p->text, '\n');
}

static void say_origin(const page *p)
{
    const ing_record *decision = p->decision;
    line(p, "规则：", "Rule: ");
    say_titled(p, "rules", decision->rule);
    ing_buf_printf(p->text, p->zh ? "，规则包 %.*s %.*s\n" : ", of pack %.*s %.*s\n",
                   ING_TEXT_ARG(ing_json_text(p->model, "id")),
                   ING_TEXT_ARG(ing_json_text(p->model, "version")));
    if (decision->cause >= 0)
        ing_buf_printf(p->text, p->zh ? "起因：第%" PRId64 "条记录\n" : "Because of: record %" PRId64 "\n",
                       decision->cause);
    ing_text blocked = ing_json_text(decision->data, "blocked");
    if (blocked.ptr == NULL)
        return;
    line(p, "未生效，为此规则所禁止：", "Not in force, forbidden by rule: ");
    say_titled(p, "rules", blocked);
    ing_buf_byte(p->text, '\n');
}

/* A decision in one line: its action and arguments, and the rule. */
static void say_decision(const page *p, const ing_json *decision)
{
    const ing_json *args = ing_json_get(decision, "args");
    page of = *p;
    of.action = thing_of(p, "actions", ing_json_text(decision, "action"));
    say_titled(p, "actions", ing_json_text(decision, "action"));
    for (size_t i = 0; args != NULL && i < args->count; i++) {
        const ing_json *field = argument_field(&of, args->members[i].key);
        line(p, "，", ", ");
        ing_buf_slice(p->text, field != NULL ? title_of(field, p->zh, args->members[i].key)
                                             : args->members[i].key);
        line(p, "：", ": ");
        say_value(p, field, &args->members[i].value);
    }
    line(p, "，规则", ", rule ");
    ing_buf_slice(p->text, ing_json_text(decision, "rule"));
}

/* Of the review of a late record: what was decided, what would be instead; false for any other fact. */
static bool say_reviewed(const page *p, const ing_json *fact)
{
    static const word_pair words[] = {
        { "decided", "已作出的决定", "what was decided" },
        { "instead", "按更正后的次序", "on the corrected order" },
        { "late", "迟录的记录", "the late record" },
        { "failure", "未能按更正后的次序重判", "not judged on the corrected order" },
    };
    const ing_json *value = ing_json_get(fact, "value");
    const word_pair *found = NULL;
    for (size_t i = 0; i < sizeof words / sizeof words[0] && found == NULL; i++)
        found = ing_text_is(ing_json_text(fact, "name"), words[i].name) ? &words[i] : NULL;
    if (found == NULL || !ing_text_is(p->decision->rule, "late_record"))
        return false;
    line(p, found->zh, found->en);
    line(p, "：", ": ");
    if (value == NULL)
        line(p, "无", "none");
    else if (value->type == ING_JSON_OBJECT)
        say_decision(p, value);
    else if (ing_text_is(ing_json_text(fact, "name"), "late"))
        say_titled(p, "events", value->text);
    else
        ing_buf_slice(p->text, value->text);
    return true;
}

static void say_plain(const page *p, const ing_json *fact)
{
    const ing_json *thing = NULL, *value = ing_json_get(fact, "value");
    if (value == NULL)
        line(p, "尚不清楚：", "not yet known: ");
    say_fact_name(p, ing_json_text(fact, "name"), p->text, &thing);
    if (value != NULL) {
        ing_buf_text(p->text, " = ");
        say_value(p, thing, value);
    }
}

static void say_fact(const page *p, const ing_json *fact)
{
    int64_t seq = ing_json_integer(fact, "seq", -1);
    ing_buf_text(p->text, "  ");
    if (!say_reviewed(p, fact))
        say_plain(p, fact);
    if (seq >= 0)
        ing_buf_printf(p->text, p->zh ? "（第%" PRId64 "条记录）" : " (record %" PRId64 ")", seq);
    ing_buf_byte(p->text, '\n');
}

static void say_facts(const page *p)
{
    const ing_json *facts = ing_json_get(p->decision->data, "facts");
    if (facts == NULL || facts->count == 0)
        return;
    line(p, "所据事实：\n", "Facts:\n");
    for (size_t i = 0; i < facts->count; i++)
        say_fact(p, &facts->items[i]);
}

/* --- the same as JSON --------------------------------------------------------------------------- */

static const ing_json *titled_json(const page *p, const char *group, ing_text id)
{
    const ing_json *thing = thing_of(p, group, id);
    ing_json_builder out = ing_json_begin(p->arena);
    ing_json_put_text(&out, "id", id);
    if (thing != NULL) {
        ing_json_put_text(&out, "zh", ing_json_text(thing, "zh"));
        ing_json_put_text(&out, "en", ing_json_text(thing, "en"));
    }
    return ing_json_end_object(&out);
}

static const ing_json *answer(const page *p)
{
    const ing_json *data = p->decision->data;
    ing_json_builder pack = ing_json_begin(p->arena), out = ing_json_begin(p->arena);
    ing_json_put_text(&pack, "id", ing_json_text(p->model, "id"));
    ing_json_put_text(&pack, "version", ing_json_text(p->model, "version"));
    ing_json_put_text(&out, "action", p->decision->word);
    if (p->action != NULL) {
        ing_json_put_text(&out, "zh", ing_json_text(p->action, "zh"));
        ing_json_put_text(&out, "en", ing_json_text(p->action, "en"));
    }
    ing_json_put(&out, ING_TEXT_LIT("args"), p->decision->fields);
    ing_json_put(&out, ING_TEXT_LIT("cite"), ing_json_get(data, "cite"));
    ing_json_put(&out, ING_TEXT_LIT("facts"), ing_json_get(data, "facts"));
    ing_json_put_text(&out, "modality", ing_json_text(data, "modality"));
    ing_json_put_text(&out, "decider", ing_json_text(data, "decider"));
    ing_json_put_text(&out, "blocked", ing_json_text(data, "blocked"));
    if (p->decision->cause >= 0)
        ing_json_put_integer(&out, "cause", p->decision->cause);
    ing_json_put(&out, ING_TEXT_LIT("rule"), titled_json(p, "rules", p->decision->rule));
    ing_json_put(&out, ING_TEXT_LIT("pack"), ing_json_end_object(&pack));
    return ing_json_end_object(&out);
}

libing_status ing_explain_decision(const ing_record *decision, const ing_json *model,
                                   const char *language, ing_arena *arena, const ing_json **out,
                                   ing_buf *text, libing_error *err)
{
    page p = { decision, model, NULL, NULL, arena, strncmp(language, "zh", 2) == 0, text };
    p.action = thing_of(&p, "actions", decision->word);
    p.rule = thing_of(&p, "rules", decision->rule);
    line(&p, "决定：", "Decision: ");
    say_titled(&p, "actions", decision->word);
    line(&p, "\n性质：", "\nModality: ");
    say_modality(&p);
    ing_buf_byte(text, '\n');
    if (decision->fields->count > 0)
        line(&p, "内容：\n", "Content:\n");
    say_arguments(&p);
    say_decider(&p);
    say_cites(&p);
    say_origin(&p);
    say_note(&p);
    say_facts(&p);
    *out = answer(&p);
    return *out == NULL || text->failed ? ing_fail_nomem(err) : LIBING_OK;
}
