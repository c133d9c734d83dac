/* SPDX-License-Identifier: Apache-2.0 */
/* Loading duties: who has them, for which periods, and what they say when a period is over. */
#include "pack/rule.h"

#define ACTIONS 3

static const char *const duty_members[] = { "each",  "every",  "by",    "within", "since",  "active",
                                            "met",   "exempt", "grace", "record", "fields", NULL };
static const char *const duty_actions[ACTIONS] = { "duty_met", "duty_missed", "duty_exempt" };
static const char *const every_words[] = { "hour", "day", "week", "month", "quarter", "year" };

/* A duty being made. */
typedef struct making {
    ing_load *load;
    const ing_syntax *body;
    ing_duty *duty;
    ing_rule *rule;
    ing_scope outside; /* what `each`, `by` and the like see: the store, at all times */
    ing_scope inside;  /* what the conditions see: who has the duty, within the period */
} making;

/* --- who ---------------------------------------------------------------------------------------
 */

static const ing_type *element_type(making *m, const ing_type *listed)
{
    switch (listed->kind) {
    case ING_TYPE_PARTY:
        return ing_type_words(m->load, ING_TYPE_PARTY_ID, listed->word_count, listed->words);
    case ING_TYPE_CASE:
        return ing_type_words(m->load, ING_TYPE_CASE_ID, listed->word_count, listed->words);
    case ING_TYPE_PARTY_ID:
    case ING_TYPE_CASE_ID:
    case ING_TYPE_TEXT:
    case ING_TYPE_ONE_OF:
    case ING_TYPE_ANY:
        return listed;
    default:
        return NULL;
    }
}

/* The part before the colon of "unit:lead_group", where it is a party kind; otherwise absent. */
static ing_text kind_before_colon(const ing_load *load, ing_text id)
{
    const char *colon = id.len == 0 ? NULL : memchr(id.ptr, ':', id.len);
    ing_text kind =
        colon == NULL ? ING_TEXT_NONE : (ing_text){ id.ptr, (size_t)(colon - id.ptr) };
    return colon != NULL && ing_map_get(&load->pack->parties, kind) != NULL ? kind : ING_TEXT_NONE;
}

/* { "unit:lead_group" } are parties, { "routine", "random" } words. */
static const ing_type *constants_type(making *m, const ing_syntax *table)
{
    ing_texts words = ing_texts_read(m->load, table, "each");
    ing_text *kinds = ing_load_new(m->load, words.count, sizeof *kinds);
    size_t count = 0;
    if (kinds == NULL)
        return NULL;
    for (size_t i = 0; i < words.count; i++) {
        kinds[count] = kind_before_colon(m->load, words.items[i]);
        count += kinds[count].ptr != NULL;
    }
    if (words.count > 0 && count == words.count)
        return ing_type_words(m->load, ING_TYPE_PARTY_ID, count, kinds);
    return ing_type_words(m->load, ING_TYPE_ONE_OF, words.count, words.items);
}

static bool read_list(making *m, const ing_syntax *each)
{
    ing_load *load = m->load;
    const ing_type *type = NULL;
    if (each->kind == ING_SYNTAX_TABLE) {
        const ing_type *element = constants_type(m, each);
        type = element == NULL ? NULL : ing_type_list(load, element);
        if (type == NULL)
            return false;
    }
    m->duty->list = ing_expr_value(load, &m->outside, each, type, ING_TEXT_LIT("each"));
    if (m->duty->list == NULL)
        return false;
    type = m->duty->list->type;
    m->duty->each = ING_EACH_LISTED;
    m->duty->element = &ing_type_any;
    if (type->kind == ING_TYPE_ANY)
        return true;
    const ing_type *element =
        type->kind == ING_TYPE_LIST ? element_type(m, type->element) : NULL;
    if (element != NULL)
        m->duty->element = element;
    else if (!load->failed)
        ing_load_report(load, "E105", each, ING_TEXT_LIT("each"),
                        "each of a duty is a party kind, a case kind, or a list of parties, cases or "
                        "words",
                        "duty 的 each 应为主体种类、案件种类，或主体、案件、词的列表");
    return !load->failed;
}

/* Each record of an event: with `within`, which begins there. */
static bool read_event(making *m, const ing_event *event)
{
    m->duty->each = ING_EACH_RECORDS;
    m->duty->kind = event->id;
    m->duty->element = ing_type_words(m->load, ING_TYPE_ENTRY, 1, &event->id);
    if (ing_member(m->body, "within") == NULL)
        ing_load_report(m->load, "E105", NULL, event->id,
                        "duty %.*s of each %.*s says how long there is from there: within = days(3)",
                        "duty %.*s 对每条 %.*s 记录，须写自该记录起的时限：within = days(3)",
                        ING_TEXT_ARG(m->duty->id), ING_TEXT_ARG(event->id));
    return m->duty->element != NULL && !m->load->failed;
}

static bool read_kind(making *m, const ing_syntax *each)
{
    ing_load *load = m->load;
    bool is_party = ing_map_get(&load->pack->parties, each->text) != NULL;
    const ing_event *event = ing_map_get(&load->pack->events, each->text);
    m->duty->element = &ing_type_any;
    if (event != NULL)
        return read_event(m, event);
    if (!is_party && ing_map_get(&load->pack->cases, each->text) == NULL) {
        ing_nearest nearest = ing_nearest_in(&load->pack->parties, each->text);
        for (size_t i = 0; i < load->pack->cases.count; i++)
            ing_nearest_try(&nearest, load->pack->cases.items[i].key);
        for (size_t i = 0; i < load->pack->events.count; i++)
            ing_nearest_try(&nearest, load->pack->events.items[i].key);
        ing_load_unknown(load, each, "party kind, case kind or event", "主体种类、案件种类或事件",
                         &nearest);
        return !load->failed;
    }
    m->duty->each = is_party ? ING_EACH_PARTIES : ING_EACH_CASES;
    m->duty->kind = each->text;
    m->duty->element =
        ing_type_words(load, is_party ? ING_TYPE_PARTY_ID : ING_TYPE_CASE_ID, 1, &each->text);
    return m->duty->element != NULL;
}

static bool read_each(making *m)
{
    const ing_syntax *each = ing_member(m->body, "each");
    m->duty->element = &ing_type_any;
    if (each == NULL) {
        ing_load_report(m->load, "E105", NULL, m->duty->id,
                        "duty %.*s does not say who has it: each = \"party kind\"",
                        "duty %.*s 没有写由谁履行：each = \"主体种类\"", ING_TEXT_ARG(m->duty->id));
        return !m->load->failed;
    }
    return each->kind == ING_SYNTAX_TEXT ? read_kind(m, each) : read_list(m, each);
}

static bool set_inside(making *m)
{
    const ing_type *element = m->duty->element;
    m->inside = (ing_scope){ .duty = m->duty, .each = element, .period = ING_PERIOD_AT };
    m->inside.subject = &ing_type_store;
    if (element->kind == ING_TYPE_ANY)
        m->inside.subject = &ing_type_any;
    if (element->kind == ING_TYPE_PARTY_ID)
        m->inside.subject =
            ing_type_words(m->load, ING_TYPE_PARTY, element->word_count, element->words);
    if (element->kind == ING_TYPE_CASE_ID)
        m->inside.subject =
            ing_type_words(m->load, ING_TYPE_CASE, element->word_count, element->words);
    const ing_event *event = ing_map_get(&m->load->pack->events, m->duty->kind);
    if (element->kind == ING_TYPE_ENTRY && event != NULL && event->about != ING_ABOUT_STORE)
        m->inside.subject = ing_type_words(
            m->load, event->about == ING_ABOUT_CASE ? ING_TYPE_CASE : ING_TYPE_PARTY,
            event->kind_count, event->kinds);
    return m->inside.subject != NULL;
}

/* --- when --------------------------------------------------------------------------------------
 */

bool ing_every_read(ing_text word, ing_every *out)
{
    for (size_t i = 0; i < sizeof every_words / sizeof every_words[0]; i++) {
        if (!ing_text_is(word, every_words[i]))
            continue;
        *out = (ing_every)i;
        return true;
    }
    return false;
}

static void unknown_every(making *m, const ing_syntax *at, ing_text word)
{
    ing_nearest nearest = ing_nearest_begin(word);
    for (size_t i = 0; i < sizeof every_words / sizeof every_words[0]; i++)
        ing_nearest_try(&nearest, ing_text_of(every_words[i]));
    ing_load_unknown(m->load, at, "period", "周期", &nearest);
}

/* A parameter that says how often: one of the words, from each of its days on. */
static bool read_every_param(making *m, const ing_syntax *every)
{
    const ing_expr *expr =
        ing_expr_value(m->load, &m->outside, every, NULL, ING_TEXT_LIT("every"));
    ing_every word;
    if (expr == NULL || ing_expr_is_wrong(expr))
        return expr != NULL;
    if (expr->kind != ING_EXPR_PARAM || expr->count > 0) {
        ing_load_report(m->load, "E105", every, ING_TEXT_LIT("every"),
                        "every is one of hour, day, week, month, quarter, year, or a param that says "
                        "one of them",
                        "every 应为 hour、day、week、month、quarter、year 之一，或取这些值的参数");
        return !m->load->failed;
    }
    for (size_t i = 0; i < expr->param->slice_count; i++) {
        const ing_value *value = &expr->param->slices[i].value;
        if (value->kind != ING_VALUE_TEXT || !ing_every_read(value->text, &word))
            unknown_every(m, every, value->kind == ING_VALUE_TEXT ? value->text : expr->param->id);
    }
    m->duty->every_param = expr->param;
    return !m->load->failed;
}

/* The events with which a period can begin: itself, or those that open a case of the kind. */
static bool list_words(making *m)
{
    const ing_map *events = &m->load->pack->events;
    ing_text *words = ing_load_new(m->load, events->count, sizeof *words);
    size_t count = 0;
    if (words == NULL)
        return false;
    for (size_t i = 0; i < events->count; i++) {
        const ing_event *event = events->items[i].value;
        bool is_it = m->duty->each == ING_EACH_RECORDS && ing_text_equal(event->id, m->duty->kind);
        for (size_t k = 0; m->duty->each == ING_EACH_CASES && event->opens && k < event->kind_count;
             k++)
            is_it = is_it || ing_text_equal(event->kinds[k], m->duty->kind);
        if (is_it)
            words[count++] = event->id;
    }
    for (size_t i = 0; i < count; i++) {
        if (!ing_index_add(m->load, words[i], ING_TEXT_LIT("date")))
            return false;
    }
    m->duty->words = words;
    m->duty->word_count = count;
    return true;
}

static bool read_within(making *m, const ing_syntax *within)
{
    ing_scope scope = m->inside;
    scope.period = ING_PERIOD_ANY; /* it is not known yet */
    m->duty->every = ING_EVERY_WITHIN;
    if (m->duty->each != ING_EACH_CASES && m->duty->each != ING_EACH_RECORDS &&
        m->duty->element->kind != ING_TYPE_ANY)
        ing_load_report(m->load, "E105", within, ING_TEXT_LIT("within"),
                        "within counts from a record: each is an event or a case kind",
                        "within 自一条记录起算：each 应为事件或案件种类");
    m->duty->within =
        ing_expr_typed(m->load, &scope, within, &ing_type_duration, ING_TEXT_LIT("within"));
    return m->duty->within != NULL && list_words(m);
}

static bool read_every(making *m)
{
    const ing_syntax *every = ing_member(m->body, "every"), *by = ing_member(m->body, "by");
    const ing_syntax *within = ing_member(m->body, "within");
    if ((every != NULL) + (by != NULL) + (within != NULL) != 1) {
        ing_load_report(m->load, "E105", NULL, m->duty->id,
                        "duty %.*s says one of every = \"month\", by = a date, within = a duration",
                        "duty %.*s 须写 every = \"month\"、by = 日期、within = 时长之一",
                        ING_TEXT_ARG(m->duty->id));
        return !m->load->failed;
    }
    if (within != NULL)
        return read_within(m, within);
    if (by != NULL) {
        m->duty->every = ING_EVERY_ONCE;
        m->duty->by =
            ing_expr_typed(m->load, &m->outside, by, &ing_type_date, ING_TEXT_LIT("by"));
        return m->duty->by != NULL;
    }
    if (every->kind != ING_SYNTAX_TEXT)
        return read_every_param(m, every);
    if (!ing_every_read(every->text, &m->duty->every))
        unknown_every(m, every, every->text);
    return !m->load->failed;
}

static bool read_optional(making *m, const char *name, const ing_type *type, const ing_expr **out)
{
    const ing_syntax *syntax = ing_member(m->body, name);
    if (syntax == NULL)
        return true;
    *out = ing_expr_typed(m->load, &m->outside, syntax, type, ing_text_of(name));
    return *out != NULL;
}

static void read_record(making *m)
{
    const ing_syntax *record = ing_member(m->body, "record");
    if (record == NULL)
        return;
    m->duty->only_missed = record->kind == ING_SYNTAX_TEXT && ing_text_is(record->text, "missed");
    if (!m->duty->only_missed)
        ing_load_report(m->load, "E105", record, ING_TEXT_LIT("record"),
                        "record: \"missed\" keeps met periods out of the log; left out, all are "
                        "recorded",
                        "record：写 \"missed\" 则履职到位的周期不入日志；不写则全部记录");
}

/* --- what it says -------------------------------------------------------------------------------
 */

static const ing_syntax *text_node(making *m, ing_text text)
{
    ing_syntax *syntax = ing_load_new(m->load, 1, sizeof *syntax);
    if (syntax == NULL)
        return NULL;
    *syntax = (ing_syntax){ .kind = ING_SYNTAX_TEXT,
                            .text = text,
                            .file = m->load->file,
                            .line = m->load->line };
    return syntax;
}

typedef struct speech {
    ing_outcome_template *outcome;
    ing_text *names;
    const ing_expr **values;
} speech;

static bool put(speech *s, ing_text name, const ing_expr *value)
{
    s->names[s->outcome->count] = name;
    s->values[s->outcome->count] = value;
    s->outcome->count++;
    return value != NULL;
}

static bool put_text(making *m, speech *s, const char *name, const ing_syntax *text)
{
    const ing_action *action = s->outcome->action;
    const ing_field *field =
        ing_fields_find(action->field_count, action->fields, ing_text_of(name));
    if (field == NULL)
        return true;
    return text != NULL && put(s, field->name,
                               ing_expr_typed(m->load, &m->inside, text, field->type, field->name));
}

static bool put_period(making *m, speech *s)
{
    ing_expr *expr = ing_expr_new(m->load, ING_EXPR_PERIOD, &ing_type_text, NULL);
    if (expr != NULL)
        expr->name = ING_TEXT_LIT("id");
    return put(s, ING_TEXT_LIT("period"), ing_expr_kids(m->load, expr, 0, NULL));
}

/* A party that has the duty is the subject of what is said, where it can be; `fields` say it otherwise. */
static bool put_subject(making *m, speech *s)
{
    const ing_action *action = s->outcome->action;
    const ing_field *field =
        ing_fields_find(action->field_count, action->fields, ING_TEXT_LIT("subject"));
    bool is_listed = m->duty->element->kind == ING_TYPE_PARTY_ID;
    const ing_type *type = is_listed ? m->duty->element : m->inside.subject;
    if ((!is_listed && type->kind != ING_TYPE_PARTY) || field == NULL ||
        !ing_type_accepts(field->type, type))
        return true;
    ing_expr *each = ing_expr_new(m->load, ING_EXPR_ROOT, type, NULL);
    if (each != NULL)
        each->root = is_listed ? ING_ROOT_EACH : ING_ROOT_PARTY;
    return put(s, field->name, ing_expr_kids(m->load, each, 0, NULL));
}

static bool put_fields(making *m, speech *s, const ing_syntax *fields)
{
    const ing_action *action = s->outcome->action;
    for (size_t i = 0; i < fields->member_count; i++) {
        const ing_syntax_member *member = &fields->members[i];
        const ing_field *field =
            ing_fields_find(action->field_count, action->fields, member->name);
        if (field != NULL && !put(s, field->name,
                                  ing_expr_typed(m->load, &m->inside, member->value, field->type,
                                                 field->name)))
            return false;
    }
    return true;
}

/* duty_met { duty = …, period = …, subject = each }, or with `fields` in the place of the subject. */
static bool make_outcome(making *m, const char *name, const ing_syntax *reason, ing_branch *out)
{
    const ing_syntax *fields = ing_member(m->body, "fields");
    bool is_table = fields != NULL && fields->kind == ING_SYNTAX_TABLE;
    size_t room = 4 + (is_table ? fields->member_count : 0);
    ing_outcome_template *outcome = ing_load_new(m->load, 1, sizeof *outcome);
    speech s = { outcome, ing_load_new(m->load, room, sizeof(ing_text)),
                 ing_load_new(m->load, room, sizeof(const ing_expr *)) };
    if (outcome == NULL || s.names == NULL || s.values == NULL)
        return false;
    outcome->action = ing_map_get(&m->load->pack->actions, ing_text_of(name));
    outcome->modality = ING_MUST;
    outcome->file = m->load->file;
    outcome->line = m->load->line;
    outcome->names = s.names;
    outcome->values = s.values;
    out->outcome_count = 1;
    out->outcomes = outcome;
    if (outcome->action == NULL) /* its declaration has a mistake, told */
        return !m->load->failed;
    bool is_renamed = is_table && ing_member(fields, "duty") != NULL;
    if ((!is_renamed && !put_text(m, &s, "duty", text_node(m, m->duty->id))) || !put_period(m, &s))
        return false;
    if (reason != NULL && !put_text(m, &s, "reason", reason))
        return false;
    return is_table ? put_fields(m, &s, fields) : put_subject(m, &s);
}

/* `fields` that none of the three actions has. */
static void check_fields(making *m)
{
    const ing_syntax *fields = ing_member(m->body, "fields");
    if (fields == NULL)
        return;
    if (fields->kind != ING_SYNTAX_TABLE || fields->count > 0) {
        ing_load_report(m->load, "E105", fields, ING_TEXT_LIT("fields"),
                        "fields: write { field = value }, fields of duty_met, duty_missed and "
                        "duty_exempt",
                        "fields：请写 { 字段 = 值 }，即 duty_met、duty_missed、duty_exempt 的字段");
        return;
    }
    for (size_t i = 0; i < fields->member_count; i++) {
        ing_nearest nearest = ing_nearest_begin(fields->members[i].name);
        bool found = false;
        for (size_t a = 0; a < ACTIONS; a++) {
            const ing_action *action =
                ing_map_get(&m->load->pack->actions, ing_text_of(duty_actions[a]));
            for (size_t k = 0; action != NULL && k < action->field_count; k++) {
                found = found || ing_text_equal(action->fields[k].name, fields->members[i].name);
                ing_nearest_try(&nearest, action->fields[k].name);
            }
        }
        if (!found)
            ing_load_unknown(m->load, NULL, "field", "字段", &nearest);
    }
}

/* --- met, exempt -------------------------------------------------------------------------------
 */

static bool read_conditions(making *m, const char *name, const ing_expr **out)
{
    const ing_syntax *syntax = ing_member(m->body, name);
    if (syntax == NULL)
        return true;
    *out = ing_expr_all(m->load, &m->inside, ing_parts_of(m->load, syntax), syntax);
    return *out != NULL;
}

static bool read_exemption(making *m, const ing_syntax *entry, ing_branch *out)
{
    bool is_good = entry->kind == ING_SYNTAX_TABLE && entry->count > 1 &&
                   entry->kids[0]->kind == ING_SYNTAX_TEXT;
    if (!is_good) {
        ing_load_report(m->load, "E105", entry, ING_TEXT_LIT("exempt"),
                        "exempt is a list of { \"reason\", conditions… }",
                        "exempt 是 { \"理由\", 条件… } 的列表");
        return !m->load->failed;
    }
    ing_parts conditions = { entry->count - 1, entry->kids + 1 };
    out->reason = entry->kids[0]->text;
    out->when = ing_expr_all(m->load, &m->inside, conditions, entry);
    return out->when != NULL && make_outcome(m, "duty_exempt", entry->kids[0], out);
}

static bool read_branches(making *m)
{
    const ing_syntax *exempt = ing_member(m->body, "exempt");
    ing_parts parts = ing_parts_of(m->load, exempt);
    bool is_flat = parts.count > 0 && parts.items[0]->kind == ING_SYNTAX_TEXT;
    ing_branch *branches = ing_load_new(m->load, parts.count + 2, sizeof *branches);
    if (branches == NULL)
        return false;
    if (is_flat)
        parts = (ing_parts){ 1, &exempt };
    if (ing_member(m->body, "met") == NULL)
        ing_load_report(m->load, "E105", NULL, m->duty->id,
                        "duty %.*s does not say when it is met: met = { conditions }",
                        "duty %.*s 没有写何为履职到位：met = { 条件 }", ING_TEXT_ARG(m->duty->id));
    if (!read_conditions(m, "met", &branches[0].when) ||
        !make_outcome(m, "duty_met", NULL, &branches[0]))
        return false;
    for (size_t i = 0; i < parts.count; i++) {
        if (!read_exemption(m, parts.items[i], &branches[i + 1]))
            return false;
    }
    m->rule->choose = branches;
    m->rule->choose_count = parts.count + 2;
    return make_outcome(m, "duty_missed", NULL, &branches[parts.count + 1]);
}

/* Is it a number above zero, on every day. */
static bool is_positive(const ing_expr *number)
{
    bool is = number->kind == ING_EXPR_CONSTANT && number->value.number > 0;
    if (number->kind != ING_EXPR_PARAM || number->count > 0)
        return is;
    is = true;
    for (size_t i = 0; i < number->param->slice_count && is; i++)
        is = number->param->slices[i].value.number > 0;
    return is;
}

/* covered(list("x", …)):atleast(30): without such a record nothing is active. */
static ing_text cover_word_of(const ing_expr *active)
{
    for (size_t i = 0; active != NULL && i < active->count; i++) {
        const ing_expr *test = active->kids[i];
        bool is_more = test->kind == ING_EXPR_TEST && test->verb == ING_VERB_ATLEAST &&
                       test->kids[0]->kind == ING_EXPR_CALL &&
                       test->kids[0]->call == ING_CALL_COVERED && is_positive(test->kids[1]);
        const ing_expr *list = is_more ? test->kids[0]->kids[0] : test;
        if (list->kind == ING_EXPR_QUERY && list->query->word_count == 1)
            return list->query->words[0];
    }
    return ING_TEXT_NONE;
}

/* --- the duty ----------------------------------------------------------------------------------
 */

static bool make_rule(making *m)
{
    ing_buf id = ING_BUF_INIT;
    ing_text *on = ing_load_new(m->load, 1, sizeof *on);
    ing_buf_text(&id, "duty:");
    ing_buf_slice(&id, m->duty->id);
    if (on != NULL)
        *on = ing_load_copy(m->load, &id);
    ing_buf_free(&id);
    if (m->load->failed)
        return false;
    m->rule->id = *on;
    m->rule->titles = m->duty->titles;
    m->rule->on = on;
    m->rule->on_count = 1;
    m->rule->duty = m->duty;
    m->duty->rule = m->rule;
    return true;
}

static bool load_duty(ing_load *load, const ing_declaration *declaration, ing_duty *duty,
                      ing_rule *rule)
{
    making m = { .load = load, .body = declaration->body, .duty = duty, .rule = rule };
    m.outside = (ing_scope){ .subject = &ing_type_store, .duty = duty };
    ing_members_check(load, declaration->body, declaration->construct, duty_members, NULL);
    duty->id = declaration->id;
    duty->titles = ing_titles_read(load, declaration);
    check_fields(&m);
    read_record(&m);
    if (!make_rule(&m) || !read_each(&m) || !set_inside(&m) || !read_every(&m) ||
        !read_optional(&m, "since", &ing_type_date, &duty->since) ||
        !read_optional(&m, "grace", &ing_type_duration, &duty->grace) ||
        !read_conditions(&m, "active", &rule->given) || !read_branches(&m))
        return false;
    duty->cover_word = cover_word_of(rule->given);
    return !load->failed;
}

/* The rules of duties come behind those that are written. */
static bool append_rules(ing_load *load, size_t count, ing_rule *const *made)
{
    ing_pack *pack = load->pack;
    const ing_rule **rules = ing_load_new(load, pack->rule_count + count, sizeof(const ing_rule *));
    if (rules == NULL)
        return false;
    for (size_t i = 0; i < pack->rule_count; i++)
        rules[i] = pack->rules[i];
    for (size_t i = 0; i < count; i++) {
        made[i]->index = (int32_t)pack->rule_count;
        rules[pack->rule_count++] = made[i];
    }
    pack->rules = rules;
    return true;
}

void ing_load_duties(ing_load *load)
{
    size_t count = 0, made = 0;
    for (size_t i = 0; i < load->declaration_count; i++)
        count += ing_text_is(load->declarations[i].construct, "duty") ? 1 : 0;
    const ing_duty **list = ing_load_new(load, count, sizeof(const ing_duty *));
    ing_rule **rules = ing_load_new(load, count, sizeof(ing_rule *));
    if (list == NULL || rules == NULL || count == 0)
        return;
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (!ing_text_is(declaration->construct, "duty") || !ing_claim(load, "duty", declaration) ||
            ing_load_overlay_drops_duty(load, declaration->id))
            continue;
        ing_duty *duty = ing_load_new(load, 1, sizeof *duty);
        rules[made] = ing_load_new(load, 1, sizeof(ing_rule));
        if (duty == NULL || rules[made] == NULL || !load_duty(load, declaration, duty, rules[made]))
            return;
        duty->index = (int32_t)made;
        list[made++] = duty;
    }
    if (load->failed || !append_rules(load, made, rules))
        return;
    load->pack->duties = list;
    load->pack->duty_count = made;
}
