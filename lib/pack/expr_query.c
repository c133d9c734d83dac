/* SPDX-License-Identifier: Apache-2.0 */
/* Queries: what they go through, in which scope, and that the engine need not scan for them. */
#include "pack/procedure.h"

typedef struct query_name {
    const char *name;
    ing_query_op op;
} query_name;

static const query_name query_names[] = { { "first", ING_QUERY_FIRST },
                                          { "last", ING_QUERY_LAST },
                                          { "count", ING_QUERY_COUNT },
                                          { "sum", ING_QUERY_SUM },
                                          { "list", ING_QUERY_LIST } };

/* A query being made. */
typedef struct making {
    ing_load *load;
    const ing_scope *scope;
    const ing_syntax *call, *of; /* of: the METHOD, or NULL */
    ing_query *query;
    const ing_type *element;
} making;

static const query_name *name_of(const ing_syntax *call)
{
    for (size_t i = 0; i < sizeof query_names / sizeof query_names[0]; i++) {
        if (ing_syntax_is_call(call, query_names[i].name))
            return &query_names[i];
    }
    return NULL;
}

bool ing_syntax_is_query(const ing_syntax *syntax)
{
    return name_of(syntax) != NULL;
}

/* --- words ------------------------------------------------------------------------------------ */

static void unknown_query_word(ing_load *load, const ing_syntax *at)
{
    const ing_pack *pack = load->pack;
    ing_nearest nearest = ing_nearest_in(&pack->events, at->text);
    const ing_map *others[] = { &pack->actions, &pack->cases, &pack->parties };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        for (size_t j = 0; j < others[i]->count; j++)
            ing_nearest_try(&nearest, others[i]->items[j].key);
    }
    ing_load_unknown(load, at, "event, action, case or party kind", "事件、行动、案件或主体种类",
                     &nearest);
}

typedef enum word_sort { WORD_UNKNOWN, WORD_RECORD, WORD_CASE, WORD_PARTY } word_sort;

static word_sort sort_of(const ing_load *load, ing_text word)
{
    if (ing_is_record_word(load, word))
        return WORD_RECORD;
    if (ing_map_get(&load->pack->cases, word) != NULL)
        return WORD_CASE;
    return ing_map_get(&load->pack->parties, word) != NULL ? WORD_PARTY : WORD_UNKNOWN;
}

static bool read_words(making *m)
{
    ing_load *load = m->load;
    ing_texts words = ing_texts_read(load, m->call->count > 1 ? m->call->kids[1] : NULL,
                                     query_names[m->query->op].name);
    word_sort sort = WORD_UNKNOWN;
    bool is_good = words.count > 0;
    for (size_t i = 0; i < words.count; i++) {
        word_sort one = sort_of(load, words.items[i]);
        ing_text deadline = ing_lapse_deadline(words.items[i]);
        if (deadline.ptr != NULL && !ing_load_put(load, &load->read_deadlines, deadline, m->query))
            return false;
        if (one == WORD_UNKNOWN) {
            if (memchr(words.items[i].ptr, ':', words.items[i].len) != NULL)
                ing_record_word_check(load, words.nodes[i]);
            else
                unknown_query_word(load, words.nodes[i]);
            is_good = false;
        } else if (sort != WORD_UNKNOWN && one != sort) {
            ing_load_report(
                load, "E105", words.nodes[i], ING_TEXT_NONE,
                "a query goes through records, cases or parties, not through several of them: %.*s",
                "一个查询只能查记录、案件或主体之一：%.*s", ING_TEXT_ARG(words.items[i]));
            is_good = false;
        } else {
            sort = one;
        }
    }
    if (words.count == 0 && !load->failed &&
        (m->call->count < 2 || m->call->kids[1]->kind == ING_SYNTAX_TABLE))
        ing_load_report(load, "E105", m->call, ING_TEXT_NONE,
                        "%s needs the name of an event, action, case or party kind",
                        "%s 需要事件、行动、案件或主体种类的名称", query_names[m->query->op].name);
    m->query->of_cases = sort == WORD_CASE;
    m->query->of_parties = sort == WORD_PARTY;
    m->query->word_count = words.count;
    m->query->words = words.items;
    return is_good && !load->failed;
}

static const ing_type *element_type(making *m)
{
    ing_type_kind kind = m->query->of_cases     ? ING_TYPE_CASE
                         : m->query->of_parties ? ING_TYPE_PARTY
                                                : ING_TYPE_ENTRY;
    return ing_type_words(m->load, kind, m->query->word_count, m->query->words);
}

/* --- filter ----------------------------------------------------------------------------------- */

/* False after a finding, or without memory. */
static bool read_filter(making *m)
{
    ing_load *load = m->load;
    if (m->call->count < 3)
        return true;
    ing_parts parts = ing_parts_of(load, m->call->kids[2]);
    if (m->call->count > 3 ||
        (m->call->kids[2]->kind == ING_SYNTAX_TABLE && m->call->kids[2]->member_count > 0)) {
        ing_load_report(load, "E105", m->call, ING_TEXT_NONE,
                        "a query is written %s(\"name\", { conditions })",
                        "查询写作 %s(\"名称\", { 条件 })", query_names[m->query->op].name);
        return false;
    }
    if (parts.count == 0)
        return !load->failed;
    if (m->scope->is_filter) {
        ing_load_report(load, "E110", m->call, ING_TEXT_NONE,
                        "a filter inside a filter: give the inner query a fact",
                        "筛选条件里不能再有筛选：请把里面的查询写成 fact");
        return false;
    }
    ing_scope inner = *m->scope;
    inner.it = m->element;
    inner.is_filter = true;
    size_t before = load->report_count;
    m->query->filter = ing_expr_all(load, &inner, parts, m->call);
    return m->query->filter != NULL && load->report_count == before;
}

/* --- scope ------------------------------------------------------------------------------------ */

static const ing_expr *root(making *m, ing_root which, const ing_type *type)
{
    ing_expr *expr = ing_expr_new(m->load, ING_EXPR_ROOT, type, NULL);
    if (expr == NULL)
        return NULL;
    expr->root = which;
    return ing_expr_kids(m->load, expr, 0, NULL);
}

static bool is_scope_type(const ing_type *type)
{
    switch (type->kind) {
    case ING_TYPE_ANY:
    case ING_TYPE_STORE:
    case ING_TYPE_PARTY:
    case ING_TYPE_PARTY_ID:
    case ING_TYPE_CASE:
    case ING_TYPE_CASE_ID:
        return true;
    default:
        return false;
    }
}

static bool read_scope(making *m)
{
    ing_load *load = m->load;
    if (m->of->count != 2) {
        ing_load_report(load, "E105", m->of, ING_TEXT_NONE,
                        ":of takes one scope: :of(case.subject) or :of(store)",
                        ":of 接受一个范围：:of(case.subject) 或 :of(store)");
        return false;
    }
    m->query->scope = ing_expr_value(load, m->scope, m->of->kids[1], NULL, ING_TEXT_LIT("of"));
    if (m->query->scope == NULL)
        return false;
    if (is_scope_type(m->query->scope->type))
        return m->query->scope->type->kind != ING_TYPE_ANY;
    ing_buf print = ING_BUF_INIT;
    ing_type_print(m->query->scope->type, &print);
    ing_load_report(load, "E105", m->of, ING_TEXT_NONE,
                    ":of takes a party, a case or store, but %.*s is %.*s",
                    ":of 接受主体、案件或 store，而 %.*s 是 %.*s",
                    ING_TEXT_ARG(m->query->scope->source), ING_TEXT_ARG(ing_buf_view(&print)));
    ing_buf_free(&print);
    return false;
}

/* What records of a word are about; decisions are about what their cause was. */
static ing_about about_of(const ing_load *load, ing_text word)
{
    const ing_event *event = ing_map_get(&load->pack->events, word);
    return event == NULL ? ING_ABOUT_CASE : event->about;
}

static bool is_case(const ing_type *type)
{
    return type->kind == ING_TYPE_CASE || type->kind == ING_TYPE_CASE_ID;
}

static void refuse_case_scope(making *m, ing_text word, ing_about about)
{
    if (about == ING_ABOUT_STORE)
        ing_load_report(m->load, "E107", m->call, word,
                        "%.*s is about the store: add :of(store) and compare a field with :is",
                        "%.*s 涉及全库：请加 :of(store)，并用 :is 比较一个字段",
                        ING_TEXT_ARG(word));
    else
        ing_load_report(m->load, "E107", m->call, word,
                        "%.*s is about a party: add :of(case.subject)",
                        "%.*s 涉及主体：请加 :of(case.subject)", ING_TEXT_ARG(word));
}

static bool shares_kind(size_t count, const ing_text *kinds, const ing_type *scope)
{
    bool shares = count == 0 || scope->word_count == 0;
    for (size_t i = 0; !shares && i < count; i++) {
        for (size_t j = 0; !shares && j < scope->word_count; j++)
            shares = ing_text_equal(kinds[i], scope->words[j]);
    }
    return shares;
}

/* Can a record of the word be about something of the scope's kinds. */
static bool fits_kinds(ing_load *load, ing_text word, const ing_type *scope)
{
    const ing_event *event = ing_map_get(&load->pack->events, word);
    ing_text deadline = ing_lapse_deadline(word);
    if (deadline.ptr != NULL && is_case(scope)) {
        const ing_type *cases = ing_lapse_cases(load, deadline);
        return cases == NULL || shares_kind(cases->word_count, cases->words, scope);
    }
    if (event == NULL || (event->about == ING_ABOUT_CASE) != is_case(scope))
        return true; /* a party has the records of its cases */
    return shares_kind(event->kind_count, event->kinds, scope);
}

/* Records of the words must lie in the scope: a case holds no records about parties. */
static bool check_reach(making *m, const ing_type *scope)
{
    bool is_good = true;
    for (size_t i = 0; i < m->query->word_count && is_good; i++) {
        ing_text word = m->query->words[i];
        ing_about about = about_of(m->load, word);
        if (!fits_kinds(m->load, word, scope)) {
            ing_load_report(m->load, "E107", m->call, word,
                            "%.*s is never about %.*s: say of what with :of(…)",
                            "%.*s 从不涉及 %.*s：请用 :of(…) 写明范围", ING_TEXT_ARG(word),
                            ING_TEXT_ARG(scope->words[0]));
            is_good = false;
        } else if (is_case(scope) && about != ING_ABOUT_CASE) {
            refuse_case_scope(m, word, about);
            is_good = false;
        } else if (about == ING_ABOUT_STORE) {
            ing_load_report(m->load, "E107", m->call, word,
                            "%.*s is about the store, a party has none: use :of(store) and compare "
                            "a field with :is",
                            "%.*s 涉及全库，主体之下没有：请用 :of(store)，并用 :is 比较一个字段",
                            ING_TEXT_ARG(word));
            is_good = false;
        }
    }
    return is_good;
}

/* What happens in the store as a whole bears on everyone's duty: weather, meetings. */
static bool is_of_store(const making *m)
{
    bool is = true;
    for (size_t i = 0; i < m->query->word_count && is; i++)
        is = about_of(m->load, m->query->words[i]) == ING_ABOUT_STORE;
    return is;
}

/* In a duty a query may go without a scope and without comparing a field: its period bounds it. */
static bool check_in_duty(making *m)
{
    const ing_type *subject = m->scope->subject;
    bool has_party = subject != NULL && subject->kind == ING_TYPE_PARTY;
    bool has_case = subject != NULL && subject->kind == ING_TYPE_CASE;
    if (m->query->scope == NULL && (is_of_store(m) || !(has_party || has_case)))
        m->query->scope = root(m, ING_ROOT_STORE, &ing_type_store);
    if (m->query->scope == NULL && has_party)
        m->query->scope = root(m, ING_ROOT_PARTY, subject);
    if (m->load->failed)
        return false;
    const ing_type *scope = m->query->scope != NULL ? m->query->scope->type : subject;
    if (scope->kind != ING_TYPE_STORE && !check_reach(m, scope))
        return false;
    m->query->period = m->scope->period;
    return is_case(scope) || ing_query_find_atom_in(m->load, m->query);
}

static bool check_records(making *m, bool is_filter_good)
{
    ing_load *load = m->load;
    const ing_type *subject = m->scope->subject;
    if (m->scope->duty != NULL && (subject == NULL || subject->kind != ING_TYPE_ANY))
        return is_filter_good ? check_in_duty(m) : !load->failed;
    if (m->query->scope == NULL && subject != NULL && subject->kind == ING_TYPE_ANY)
        return true;
    if (m->query->scope == NULL && (subject == NULL || subject->kind == ING_TYPE_STORE)) {
        ing_load_report(load, "E107", m->call, ING_TEXT_NONE,
                        "nothing here is about a case: add :of(store) or :of(a party)",
                        "这里不涉及某个案件：请加 :of(store) 或 :of(主体)");
        return false;
    }
    if (m->query->scope == NULL && subject->kind == ING_TYPE_PARTY)
        m->query->scope = root(m, ING_ROOT_PARTY, subject);
    if (load->failed)
        return false;
    const ing_type *scope = m->query->scope != NULL ? m->query->scope->type : subject;
    if (scope->kind != ING_TYPE_STORE && !check_reach(m, scope))
        return false;
    if (is_case(scope) || !is_filter_good)
        return true;
    if (!ing_query_find_atom(load, m->query))
        return false;
    if (scope->kind == ING_TYPE_STORE && m->query->atom_path.ptr == NULL)
        ing_load_report(load, "E107", m->call, ING_TEXT_NONE,
                        "a query of the store must compare a field: add a condition like "
                        "it.field:is(…) or it.list:has(…)",
                        "对全库的查询须比较一个字段：请加条件，如 it.字段:is(…) 或 it.列表:has(…)");
    return true;
}

static bool check_kinds(making *m, bool is_filter_good)
{
    if (m->query->scope == NULL)
        m->query->scope = root(m, ING_ROOT_STORE, &ing_type_store);
    if (m->query->scope == NULL)
        return false;
    if (is_case(m->query->scope->type)) {
        ing_load_report(m->load, "E105", m->of, ING_TEXT_NONE,
                        "a case holds no other cases: use :of(case.subject) or :of(store)",
                        "案件之下没有案件：请用 :of(case.subject) 或 :of(store)");
        return false;
    }
    return !is_filter_good || ing_query_find_atom(m->load, m->query);
}

/* --- the whole -------------------------------------------------------------------------------- */

/* The type of what `sum` adds; ANY after a finding. */
static const ing_type *sum_type(making *m, const ing_syntax *field)
{
    const ing_type *type = NULL;
    const ing_expr *it;
    if (field == NULL) {
        ing_load_report(m->load, "E105", m->call, ING_TEXT_NONE,
                        "sum needs the field that it adds: sum(\"x\", { … }).yuan",
                        "sum 需要所加的字段：sum(\"x\", { … }).yuan");
        return &ing_type_any;
    }
    it = root(m, ING_ROOT_IT, m->element);
    it = it == NULL ? NULL : ing_expr_member(m->load, it, field);
    if (it == NULL)
        return NULL;
    type = it->type;
    if (type->kind == ING_TYPE_INTEGER || type->kind == ING_TYPE_MONEY ||
        type->kind == ING_TYPE_DECIMAL || type->kind == ING_TYPE_ANY)
        return type;
    ing_load_report(m->load, "E105", field, ING_TEXT_NONE,
                    "sum adds integers, money and decimals; %.*s is none",
                    "sum 只能加整数、金额和小数，%.*s 不是", ING_TEXT_ARG(field->text));
    return &ing_type_any;
}

static const ing_type *result_type(making *m, const ing_syntax *sum_field)
{
    switch (m->query->op) {
    case ING_QUERY_FIRST:
    case ING_QUERY_LAST:
        return m->element;
    case ING_QUERY_COUNT:
        return &ing_type_integer;
    case ING_QUERY_LIST:
        return ing_type_list(m->load, m->element);
    case ING_QUERY_SUM:
        break;
    }
    return sum_type(m, sum_field);
}

static const ing_expr *finish(making *m, const ing_syntax *syntax, const ing_syntax *sum_field)
{
    const ing_type *type = result_type(m, sum_field);
    if (type == NULL)
        return NULL;
    if (type->kind == ING_TYPE_ANY)
        return ing_expr_wrong(m->load, syntax);
    if (m->query->op == ING_QUERY_SUM)
        m->query->sum_field = sum_field->text;
    ing_expr *expr = ing_expr_new(m->load, ING_EXPR_QUERY, type, syntax);
    if (expr != NULL)
        expr->query = m->query;
    return ing_expr_kids(m->load, expr, 0, NULL);
}

const ing_expr *ing_expr_query(ing_load *load, const ing_scope *scope, const ing_syntax *call,
                               const ing_syntax *of, const ing_syntax *sum_field)
{
    making m = { load, scope, call, of, ing_load_new(load, 1, sizeof(ing_query)), NULL };
    const ing_syntax *syntax = of != NULL ? of : call;
    if (m.query == NULL)
        return NULL;
    ing_place_saved saved = ing_load_enter(load, call);
    m.query->op = name_of(call)->op;
    bool is_good = read_words(&m);
    if (is_good)
        m.element = element_type(&m);
    is_good = is_good && m.element != NULL;
    bool is_filter_good = is_good && read_filter(&m);
    if (is_good && of != NULL)
        is_good = read_scope(&m);
    if (is_good && (m.query->of_cases || m.query->of_parties))
        is_good = check_kinds(&m, is_filter_good);
    else if (is_good)
        is_good = check_records(&m, is_filter_good);
    const ing_expr *expr = NULL;
    if (!load->failed)
        expr = m.element != NULL && is_good ? finish(&m, syntax, sum_field)
                                            : ing_expr_wrong(load, syntax);
    ing_load_leave(load, saved);
    return load->failed ? NULL : expr;
}
