/* SPDX-License-Identifier: Apache-2.0 */
/* Paths: where they begin, and what each name after a dot is. */
#include "pack/procedure.h"
#include "pack/table.h"

#define PATH_NAMES_MAX 32

/* --- roots ------------------------------------------------------------------------------------ */

static const char *const value_words[] = {
    "case",  "ev",       "was",      "it",     "each",  "due",   "store",   "today",    "param",
    "first", "last",     "count",    "sum",    "list",  "known", "unknown", "no",       "any",
    "all",   "days",     "workdays", "months", "hours", "roll",  "elapsed", "earliest", "latest",
    "least", "greatest", "either",   "pick",   "split", "ratio", "yuan",    "period",
    "covered", NULL
};

static const ing_expr *root(ing_load *load, ing_root which, const ing_type *type,
                            const ing_syntax *syntax)
{
    ing_expr *expr = ing_expr_new(load, ING_EXPR_ROOT, type, syntax);
    if (expr == NULL)
        return NULL;
    expr->root = which;
    return ing_expr_kids(load, expr, 0, NULL);
}

static const ing_expr *misplaced(ing_load *load, const ing_syntax *syntax, const char *en,
                                 const char *zh)
{
    ing_load_report(load, "E110", syntax, ING_TEXT_NONE, "%.*s is not known here: %s",
                    "此处没有 %.*s：%s", ING_TEXT_ARG(syntax->text),
                    load->diagnosis->is_zh ? zh : en);
    return ing_expr_wrong(load, syntax);
}

static const ing_expr *case_root(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    if (scope->subject == NULL || scope->subject->kind == ING_TYPE_STORE)
        return misplaced(load, syntax,
                         "nothing here is about a case; read store.x, or query with :of(…)",
                         "这里不涉及某个案件；请读 store.x，或用 :of(…) 查询");
    bool is_party = scope->subject->kind == ING_TYPE_PARTY;
    return root(load, is_party ? ING_ROOT_PARTY : ING_ROOT_CASE, scope->subject, syntax);
}

static void unknown_word(ing_load *load, const ing_syntax *syntax)
{
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    for (size_t i = 0; value_words[i] != NULL; i++)
        ing_nearest_try(&nearest, ing_text_of(value_words[i]));
    for (size_t i = 0; i < load->pack->actions.count; i++)
        ing_nearest_try(&nearest, load->pack->actions.items[i].key);
    for (size_t i = 0; i < load->table_count; i++)
        ing_nearest_try(&nearest, load->tables[i].table->id);
    ing_load_unknown(load, syntax, "word", "词", &nearest);
}

static ing_text first_output(const ing_load *load, ing_text id)
{
    const ing_table *table = ing_table_find(load, id)->table;
    return table->output_count > 0 ? table->outputs[0] : ING_TEXT_LIT("x");
}

const ing_expr *ing_expr_name(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    ing_text name = syntax->text;
    if (ing_text_is(name, "case"))
        return case_root(load, scope, syntax);
    if (ing_text_is(name, "ev"))
        return scope->ev != NULL
                   ? root(load, ING_ROOT_EV, scope->ev, syntax)
                   : misplaced(load, syntax, "no event is at hand", "没有正在裁断的事件");
    if (ing_text_is(name, "was"))
        return scope->was != NULL
                   ? root(load, ING_ROOT_WAS, scope->was, syntax)
                   : misplaced(load, syntax, "rules about a case know what was before the event",
                               "只有关于案件的规则才能读事件之前的值");
    if (ing_text_is(name, "it"))
        return scope->it != NULL
                   ? root(load, ING_ROOT_IT, scope->it, syntax)
                   : misplaced(load, syntax, "it is the record under test inside a filter",
                               "it 是筛选条件里正在检查的记录");
    if (ing_text_is(name, "each"))
        return scope->each != NULL ? root(load, ING_ROOT_EACH, scope->each, syntax)
                                   : misplaced(load, syntax, "the rule has no each = over values",
                                               "规则没有对值写 each =");
    if (ing_text_is(name, "store"))
        return root(load, ING_ROOT_STORE, &ing_type_store, syntax);
    if (ing_text_is(name, "today"))
        return root(load, ING_ROOT_TODAY, &ing_type_date, syntax);
    if (ing_text_is(name, "due")) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "due is read with the name of a deadline: due.x",
                        "due 须带期限的名字：due.x");
    } else if (ing_text_is(name, "period")) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "period is read with a name: period.start, period.end or period.id",
                        "period 须带名字：period.start、period.end 或 period.id");
    } else if (ing_table_find(load, name) != NULL) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "%.*s is a table: read one of its outputs, %.*s.%.*s",
                        "%.*s 是表：请读它的输出列，%.*s.%.*s", ING_TEXT_ARG(name),
                        ING_TEXT_ARG(name), ING_TEXT_ARG(first_output(load, name)));
    } else if (ing_map_get(&load->pack->actions, name) != NULL) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "%.*s is an action, not a value; an outcome is written %.*s { … }",
                        "%.*s 是行动，不是值；结果写作 %.*s { … }", ING_TEXT_ARG(name),
                        ING_TEXT_ARG(name));
    } else {
        unknown_word(load, syntax);
    }
    return ing_expr_wrong(load, syntax);
}

/* --- parameters ------------------------------------------------------------------------------- */

/* The names after `param`, first to last; 0 when the chain does not begin with it. */
static size_t param_chain(const ing_syntax *syntax, const ing_syntax *out[PATH_NAMES_MAX])
{
    size_t count = 0;
    const ing_syntax *at = syntax;
    while (at->kind == ING_SYNTAX_INDEX && count < PATH_NAMES_MAX) {
        count++;
        at = at->kids[0];
    }
    if (at->kind != ING_SYNTAX_NAME || !ing_text_is(at->text, "param"))
        return 0;
    at = syntax;
    for (size_t i = count; i > 0; i--) {
        out[i - 1] = at;
        at = at->kids[0];
    }
    return count;
}

static const ing_expr *param_of(ing_load *load, const ing_param *param, const ing_syntax *syntax,
                                const ing_expr *on)
{
    ing_expr *expr = ing_expr_new(load, ING_EXPR_PARAM, param->type, syntax);
    if (expr == NULL)
        return NULL;
    expr->param = param;
    expr->name = param->id;
    if (!ing_load_put(load, &load->read_params, param->id, expr))
        return NULL;
    return ing_expr_kids(load, expr, on != NULL ? 1 : 0, &on);
}

/* The parameter at the beginning of the names; `used` of them are its id. */
static const ing_param *find_param(ing_load *load, const ing_syntax *const *names, size_t count,
                                   size_t *used)
{
    ing_buf path = ING_BUF_INIT;
    const ing_param *param = NULL;
    for (size_t i = 0; i < count && param == NULL; i++) {
        if (i > 0)
            ing_buf_byte(&path, '.');
        ing_buf_slice(&path, names[i]->text);
        param = ing_map_get(&load->pack->params, ing_buf_view(&path));
        *used = i + 1;
    }
    load->failed = load->failed || path.failed;
    if (param == NULL && !load->failed) {
        ing_nearest nearest = ing_nearest_in(&load->pack->params, ing_buf_view(&path));
        const char *noun = load->diagnosis->is_zh ? "参数" : "param";
        if (nearest.best.ptr != NULL)
            ing_load_report(load, "E101", names[count - 1], ING_TEXT_NONE,
                            "unknown %s %.*s; did you mean %.*s?",
                            "没有这个%s：%.*s；是否想写 %.*s？", noun,
                            ING_TEXT_ARG(ing_buf_view(&path)), ING_TEXT_ARG(nearest.best));
        else
            ing_load_report(load, "E101", names[count - 1], ING_TEXT_NONE, "unknown %s %.*s",
                            "没有这个%s：%.*s", noun, ING_TEXT_ARG(ing_buf_view(&path)));
    }
    ing_buf_free(&path);
    return param;
}

static const ing_expr *param_path(ing_load *load, const ing_syntax *const *names, size_t count,
                                  const ing_expr *on)
{
    size_t used = 0;
    const ing_param *param = find_param(load, names, count, &used);
    if (load->failed)
        return NULL;
    if (param == NULL)
        return ing_expr_wrong(load, names[count - 1]);
    const ing_expr *expr = param_of(load, param, names[used - 1], on);
    for (size_t i = used; i < count && expr != NULL; i++)
        expr = ing_expr_member(load, expr, names[i]);
    return expr;
}

const ing_expr *ing_expr_param_on(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    const ing_syntax *names[PATH_NAMES_MAX];
    size_t count = param_chain(syntax->kids[0], names);
    if (count == 0 || syntax->count != 2) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        ":on takes a day, and belongs to a param: param.x:on(day)",
                        ":on 接受一个日期，只用于参数：param.x:on(日期)");
        return ing_expr_wrong(load, syntax);
    }
    const ing_expr *day =
        ing_expr_typed(load, scope, syntax->kids[1], &ing_type_date, ING_TEXT_LIT("on"));
    return day == NULL ? NULL : param_path(load, names, count, day);
}

/* --- names after a dot ------------------------------------------------------------------------ */

typedef struct builtin_name {
    const char *name;
    ing_builtin builtin;
    const ing_type *type;
} builtin_name;

static const ing_type any_case = { .kind = ING_TYPE_CASE_ID };
static const ing_type any_party = { .kind = ING_TYPE_PARTY_ID };

/* Types that depend on the pack are NULL here. */
static const builtin_name record_names[] = {
    { "at", ING_BUILTIN_AT, &ing_type_moment },
    { "date", ING_BUILTIN_DATE, &ing_type_date },
    { "seq", ING_BUILTIN_SEQ, &ing_type_integer },
    { "case", ING_BUILTIN_CASE, &any_case },
    { "by", ING_BUILTIN_BY, NULL },
    { "late", ING_BUILTIN_LATE, &ing_type_boolean },
    { "party", ING_BUILTIN_PARTY, &any_party },
    { "type", ING_BUILTIN_TYPE, NULL },
    { NULL, ING_BUILTIN_AT, NULL },
};
static const builtin_name case_names[] = {
    { "id", ING_BUILTIN_ID, NULL },
    { "state", ING_BUILTIN_STATE, &ing_type_text },
    { "opened", ING_BUILTIN_OPENED, &ing_type_date },
    { "subject", ING_BUILTIN_SUBJECT, NULL },
    { "kind", ING_BUILTIN_KIND, NULL },
    { NULL, ING_BUILTIN_AT, NULL },
};
static const builtin_name party_names[] = {
    { "id", ING_BUILTIN_ID, NULL },
    { "opened", ING_BUILTIN_OPENED, &ing_type_date },
    { "kind", ING_BUILTIN_KIND, NULL },
    { NULL, ING_BUILTIN_AT, NULL },
};
static const builtin_name date_names[] = {
    { "year", ING_BUILTIN_YEAR, &ing_type_integer },
    { "month", ING_BUILTIN_MONTH, &ing_type_integer },
    { "day", ING_BUILTIN_DAY, &ing_type_integer },
    { NULL, ING_BUILTIN_AT, NULL },
};
static const builtin_name moment_names[] = {
    { "date", ING_BUILTIN_DATE, &ing_type_date },
    { "year", ING_BUILTIN_YEAR, &ing_type_integer },
    { "month", ING_BUILTIN_MONTH, &ing_type_integer },
    { "day", ING_BUILTIN_DAY, &ing_type_integer },
    { NULL, ING_BUILTIN_AT, NULL },
};
static const builtin_name list_names[] = {
    { "first", ING_BUILTIN_FIRST, NULL },
    { "count", ING_BUILTIN_COUNT, &ing_type_integer },
    { NULL, ING_BUILTIN_AT, NULL },
};

static const builtin_name *find_builtin(const builtin_name *names, ing_text name)
{
    for (size_t i = 0; names[i].name != NULL; i++) {
        if (ing_text_is(name, names[i].name))
            return &names[i];
    }
    return NULL;
}

static void try_builtins(const builtin_name *names, ing_nearest *nearest)
{
    for (size_t i = 0; names[i].name != NULL; i++)
        ing_nearest_try(nearest, ing_text_of(names[i].name));
}

static const ing_expr *made(ing_load *load, ing_expr_kind kind, const ing_expr *base,
                            const ing_syntax *syntax, const ing_type *type, ing_expr **out)
{
    ing_expr *expr = ing_expr_new(load, kind, type, syntax);
    *out = expr;
    if (expr == NULL)
        return NULL;
    expr->name = syntax->text;
    return ing_expr_kids(load, expr, 1, &base);
}

static const ing_expr *builtin_of(ing_load *load, const ing_expr *base, const ing_syntax *syntax,
                                  ing_builtin builtin, const ing_type *type)
{
    ing_expr *expr;
    const ing_expr *done = made(load, ING_EXPR_BUILTIN, base, syntax, type, &expr);
    if (done != NULL)
        expr->builtin = builtin;
    return done;
}

static const ing_expr *field_of(ing_load *load, const ing_expr *base, const ing_syntax *syntax,
                                const ing_type *type, const ing_field *field)
{
    ing_expr *expr;
    const ing_expr *done = made(load, ING_EXPR_FIELD, base, syntax, type, &expr);
    if (done != NULL)
        expr->field = field;
    return done;
}

static const ing_expr *fact_of(ing_load *load, const ing_expr *base, const ing_syntax *syntax,
                               const ing_fact *fact)
{
    if (base->kind == ING_EXPR_ROOT && base->root == ING_ROOT_WAS) {
        ing_load_report(
            load, "E105", syntax, ING_TEXT_NONE,
            "was shows fields as they were; the fact %.*s is computed for now: write case.%.*s",
            "was 只显示字段此前的值；事实 %.*s 只按现在计算：请写 case.%.*s",
            ING_TEXT_ARG(syntax->text), ING_TEXT_ARG(syntax->text));
        return ing_expr_wrong(load, syntax);
    }
    ing_expr *expr;
    const ing_expr *done =
        made(load, ING_EXPR_FACT, base, syntax, ing_fact_type(load, fact, syntax), &expr);
    if (done != NULL)
        expr->fact = fact;
    return done;
}

static const ing_expr *unknown_name(ing_load *load, const ing_syntax *syntax, ing_nearest *nearest)
{
    if (!load->is_vague)
        ing_load_unknown(load, syntax, "field", "字段", nearest);
    return ing_expr_wrong(load, syntax);
}

static const ing_expr *two_meanings(ing_load *load, const ing_syntax *syntax)
{
    ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                    "%.*s means different things in the kinds that can be meant here",
                    "在此处可能所指的种类里，%.*s 的含义不同", ING_TEXT_ARG(syntax->text));
    return ing_expr_wrong(load, syntax);
}

/* --- cases ------------------------------------------------------------------------------------ */

/* Kind number `i` of a type without kinds is the pack's. */
static ing_text kind_at(const ing_map *all, const ing_type *type, size_t i)
{
    return type->word_count > 0 ? type->words[i] : all->items[i].key;
}

static size_t kind_count(const ing_map *all, const ing_type *type)
{
    return type->word_count > 0 ? type->word_count : all->count;
}

typedef struct found_name {
    const ing_type *type;   /* of the field; NULL = none */
    const ing_field *field; /* NULL when several kinds have it */
    const ing_fact *fact;
    bool is_two;
} found_name;

static bool add_field(ing_load *load, found_name *found, const ing_field *field)
{
    const ing_type *type = field->type;
    if (found->type != NULL && !ing_type_join(load, found->type, field->type, &type))
        return false;
    found->is_two = found->is_two || type == NULL;
    found->field = found->type == NULL ? field : NULL;
    if (type != NULL)
        found->type = type;
    return true;
}

static bool add_fact(ing_load *load, found_name *found, ing_text kind, ing_text name)
{
    const ing_fact *fact = ing_pack_fact(load->pack, kind, name);
    if (fact == NULL)
        return true;
    found->is_two = found->is_two || (found->fact != NULL && found->fact != fact);
    found->fact = fact;
    return true;
}

static void try_facts(const ing_load *load, ing_text kind, ing_nearest *nearest)
{
    for (size_t i = 0; i < load->pack->facts.count; i++) {
        ing_text key = load->pack->facts.items[i].key;
        if (key.len > kind.len && key.ptr[kind.len] == '.' &&
            memcmp(key.ptr, kind.ptr, kind.len) == 0)
            ing_nearest_try(nearest, (ing_text){ key.ptr + kind.len + 1, key.len - kind.len - 1 });
    }
}

static bool find_in_cases(ing_load *load, const ing_type *type, ing_text name, found_name *found)
{
    const ing_map *all = &load->pack->cases;
    for (size_t i = 0; i < kind_count(all, type); i++) {
        const ing_case_kind *kind = ing_map_get(all, kind_at(all, type, i));
        if (kind == NULL)
            continue;
        const ing_field *field = ing_fields_find(kind->field_count, kind->fields, name);
        if (field != NULL && !add_field(load, found, field))
            return false;
        if (!add_fact(load, found, kind->id, name))
            return false;
    }
    return true;
}

static const ing_type *subject_type(ing_load *load, const ing_type *type)
{
    const ing_map *all = &load->pack->cases;
    const ing_type *out = NULL;
    for (size_t i = 0; i < kind_count(all, type); i++) {
        const ing_case_kind *kind = ing_map_get(all, kind_at(all, type, i));
        const ing_field *field =
            kind == NULL || kind->subject.ptr == NULL
                ? NULL
                : ing_fields_find(kind->field_count, kind->fields, kind->subject);
        const ing_type *one =
            field != NULL && field->type->kind == ING_TYPE_PARTY_ID ? field->type : &any_party;
        if (out == NULL)
            out = one;
        else if (!ing_type_join(load, out, one, &out))
            return NULL;
    }
    return out == NULL ? &any_party : out;
}

static const ing_type *case_builtin_type(ing_load *load, const ing_type *type,
                                         const builtin_name *name)
{
    if (name->type != NULL)
        return name->type;
    if (name->builtin == ING_BUILTIN_ID)
        return ing_type_words(load, ING_TYPE_CASE_ID, type->word_count, type->words);
    if (name->builtin == ING_BUILTIN_SUBJECT)
        return subject_type(load, type);
    return type->word_count == 0
               ? &ing_type_text
               : ing_type_words(load, ING_TYPE_ONE_OF, type->word_count, type->words);
}

static const ing_expr *case_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax)
{
    found_name found = { NULL, NULL, NULL, false };
    const builtin_name *name = find_builtin(case_names, syntax->text);
    const ing_expr *state = NULL;
    if (!find_in_cases(load, base->type, syntax->text, &found))
        return NULL;
    if (found.type == NULL && found.fact == NULL && !ing_expr_state(load, base, syntax, &state))
        return NULL;
    if (state != NULL)
        return state;
    if (name != NULL && name->builtin == ING_BUILTIN_STATE) {
        (void)ing_has_procedure(load, base->type, syntax);
        return ing_expr_wrong(load, syntax);
    }
    if (name != NULL && (found.type == NULL || name->builtin != ING_BUILTIN_KIND))
        return builtin_of(load, base, syntax, name->builtin,
                          case_builtin_type(load, base->type, name));
    if (found.is_two || (found.fact != NULL && found.type != NULL))
        return two_meanings(load, syntax);
    if (found.fact != NULL)
        return fact_of(load, base, syntax, found.fact);
    if (found.type != NULL)
        return field_of(load, base, syntax, found.type, found.field);
    const ing_map *all = &load->pack->cases;
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    for (size_t i = 0; i < kind_count(all, base->type); i++) {
        const ing_case_kind *kind = ing_map_get(all, kind_at(all, base->type, i));
        for (size_t j = 0; kind != NULL && j < kind->field_count; j++)
            ing_nearest_try(&nearest, kind->fields[j].name);
        if (kind != NULL)
            try_facts(load, kind->id, &nearest);
    }
    ing_regions_try(load, base->type, &nearest);
    try_builtins(case_names, &nearest);
    return unknown_name(load, syntax, &nearest);
}

/* --- parties and the store -------------------------------------------------------------------- */

static bool add_set(ing_load *load, const ing_field_set *set, ing_text owner, ing_text name,
                    found_name *found)
{
    for (size_t i = 0; i < set->count; i++) {
        if (!ing_text_equal(set->fields[i].name, name))
            continue;
        if (set->others[i] != NULL) {
            ing_field_set_refuse(load, set, i, owner);
            found->type = &ing_type_any;
            return true;
        }
        return add_field(load, found, &set->fields[i]);
    }
    return true;
}

static void try_set(const ing_field_set *set, ing_nearest *nearest)
{
    for (size_t i = 0; i < set->count; i++)
        ing_nearest_try(nearest, set->fields[i].name);
}

static const ing_expr *settle(ing_load *load, const ing_expr *base, const ing_syntax *syntax,
                              const found_name *found)
{
    if (found->is_two || (found->fact != NULL && found->type != NULL))
        return two_meanings(load, syntax);
    if (found->fact != NULL)
        return fact_of(load, base, syntax, found->fact);
    return field_of(load, base, syntax, found->type, found->field);
}

static const ing_expr *party_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax)
{
    found_name found = { NULL, NULL, NULL, false };
    const ing_map *all = &load->pack->parties;
    const builtin_name *name = find_builtin(party_names, syntax->text);
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    for (size_t i = 0; i < kind_count(all, base->type); i++) {
        ing_text kind = kind_at(all, base->type, i);
        const ing_field_set *set = ing_map_get(&load->party_fields, kind);
        if (set != NULL && !add_set(load, set, kind, syntax->text, &found))
            return NULL;
        if (set != NULL)
            try_set(set, &nearest);
        (void)add_fact(load, &found, kind, syntax->text);
        try_facts(load, kind, &nearest);
    }
    if (found.type != NULL || found.fact != NULL)
        return settle(load, base, syntax, &found);
    if (name == NULL) {
        try_builtins(party_names, &nearest);
        return unknown_name(load, syntax, &nearest);
    }
    const ing_type *type = name->type;
    if (name->builtin == ING_BUILTIN_ID)
        type = ing_type_words(load, ING_TYPE_PARTY_ID, base->type->word_count, base->type->words);
    else if (type == NULL)
        type = &ing_type_text;
    return builtin_of(load, base, syntax, name->builtin, type);
}

static const ing_expr *store_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax)
{
    found_name found = { NULL, NULL, NULL, false };
    const ing_text store = ING_TEXT_LIT("store");
    const ing_field_set *set = ing_map_get(&load->party_fields, store);
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    if (set != NULL && !add_set(load, set, store, syntax->text, &found))
        return NULL;
    (void)add_fact(load, &found, store, syntax->text);
    if (found.type != NULL || found.fact != NULL)
        return settle(load, base, syntax, &found);
    if (set != NULL)
        try_set(set, &nearest);
    try_facts(load, store, &nearest);
    return unknown_name(load, syntax, &nearest);
}

/* --- records, dates, lists -------------------------------------------------------------------- */

static const ing_type *roles_type(ing_load *load)
{
    const ing_map *roles = &load->pack->roles;
    if (roles->count == 0)
        return &ing_type_text;
    ing_text *words = ing_load_new(load, roles->count, sizeof *words);
    if (words == NULL)
        return NULL;
    for (size_t i = 0; i < roles->count; i++)
        words[i] = roles->items[i].key;
    return ing_type_words(load, ING_TYPE_ONE_OF, roles->count, words);
}

static const ing_type *record_builtin_type(ing_load *load, const ing_type *entry,
                                           const builtin_name *name)
{
    if (name->type != NULL)
        return name->type;
    if (name->builtin == ING_BUILTIN_BY)
        return roles_type(load);
    return entry->event_count == 0
               ? &ing_type_text
               : ing_type_words(load, ING_TYPE_ONE_OF, entry->event_count, entry->events);
}

static const ing_expr *entry_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax)
{
    ing_entry_field found;
    const builtin_name *name = find_builtin(record_names, syntax->text);
    if (!ing_entry_find(load, base->type, syntax->text, syntax, &found))
        return NULL;
    if (found.is_party && !found.is_two)
        return builtin_of(load, base, syntax, ING_BUILTIN_PARTY, found.type);
    if (found.type != NULL)
        return field_of(load, base, syntax, found.type, found.field);
    if (name != NULL)
        return builtin_of(load, base, syntax, name->builtin,
                          record_builtin_type(load, base->type, name));
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    ing_entry_try(load, base->type, &nearest);
    try_builtins(record_names, &nearest);
    return unknown_name(load, syntax, &nearest);
}

static const ing_expr *record_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax)
{
    const ing_field *field =
        ing_fields_find(base->type->field_count, base->type->fields, syntax->text);
    if (field != NULL)
        return field_of(load, base, syntax, field->type, field);
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    for (size_t i = 0; i < base->type->field_count; i++)
        ing_nearest_try(&nearest, base->type->fields[i].name);
    return unknown_name(load, syntax, &nearest);
}

static const ing_expr *list_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax)
{
    const builtin_name *name = find_builtin(list_names, syntax->text);
    if (name != NULL)
        return builtin_of(load, base, syntax, name->builtin,
                          name->builtin == ING_BUILTIN_FIRST ? base->type->element : name->type);
    const ing_expr *kids[2];
    kids[0] = base;
    const ing_expr *it = root(load, ING_ROOT_IT, base->type->element, NULL);
    kids[1] = it == NULL ? NULL : ing_expr_member(load, it, syntax);
    if (kids[1] == NULL)
        return NULL;
    if (ing_expr_is_wrong(kids[1]))
        return kids[1];
    ing_expr *expr = ing_expr_new(load, ING_EXPR_MAP, ing_type_list(load, kids[1]->type), syntax);
    if (expr != NULL)
        expr->name = syntax->text;
    return ing_expr_kids(load, expr, 2, kids);
}

static const ing_expr *time_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax)
{
    const builtin_name *names = base->type->kind == ING_TYPE_DATE ? date_names : moment_names;
    const builtin_name *name = find_builtin(names, syntax->text);
    if (name != NULL)
        return builtin_of(load, base, syntax, name->builtin, name->type);
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    try_builtins(names, &nearest);
    return unknown_name(load, syntax, &nearest);
}

const ing_expr *ing_expr_member(ing_load *load, const ing_expr *base, const ing_syntax *syntax)
{
    switch (base->type->kind) {
    case ING_TYPE_ANY:
        return ing_expr_wrong(load, syntax);
    case ING_TYPE_CASE:
    case ING_TYPE_CASE_ID:
        return case_member(load, base, syntax);
    case ING_TYPE_PARTY:
    case ING_TYPE_PARTY_ID:
        return party_member(load, base, syntax);
    case ING_TYPE_STORE:
        return store_member(load, base, syntax);
    case ING_TYPE_ENTRY:
        return entry_member(load, base, syntax);
    case ING_TYPE_RECORD:
        return record_member(load, base, syntax);
    case ING_TYPE_LIST:
        return list_member(load, base, syntax);
    case ING_TYPE_DATE:
    case ING_TYPE_MOMENT:
        return time_member(load, base, syntax);
    default: {
        ing_nearest nearest = ing_nearest_begin(syntax->text);
        return unknown_name(load, syntax, &nearest);
    }
    }
}

/* period.start, period.end, period.id: of an hour moments, of longer ones days, both in it. */
static const ing_expr *period_member(ing_load *load, const ing_scope *scope,
                                     const ing_syntax *syntax)
{
    static const char *const names[] = { "start", "end", "id" };
    ing_nearest nearest = ing_nearest_begin(syntax->text);
    if (scope->duty == NULL || scope->period == ING_PERIOD_ANY) {
        ing_load_report(load, "E110", syntax, ING_TEXT_LIT("period"),
                        "period is not known here: only the conditions and fields of a duty have one",
                        "此处没有 period：只有 duty 的条件和字段才有周期");
        return ing_expr_wrong(load, syntax);
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ing_nearest_try(&nearest, ing_text_of(names[i]));
        if (!ing_text_is(syntax->text, names[i]))
            continue;
        const ing_type *type = i == 2                                  ? &ing_type_text
                               : scope->duty->every == ING_EVERY_HOUR ? &ing_type_moment
                                                                      : &ing_type_date;
        ing_expr *expr = ing_expr_new(load, ING_EXPR_PERIOD, type, syntax);
        if (expr != NULL)
            expr->name = syntax->text;
        return ing_expr_kids(load, expr, 0, NULL);
    }
    ing_load_unknown(load, syntax, "field of the period", "周期的字段", &nearest);
    return ing_expr_wrong(load, syntax);
}

const ing_expr *ing_expr_index(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    const ing_syntax *names[PATH_NAMES_MAX];
    const ing_syntax *base = syntax->kids[0];
    size_t count = param_chain(syntax, names);
    if (count > 0)
        return param_path(load, names, count, NULL);
    if (base->kind == ING_SYNTAX_NAME && ing_text_is(base->text, "due"))
        return ing_expr_due(load, scope, syntax);
    if (base->kind == ING_SYNTAX_NAME && ing_text_is(base->text, "period"))
        return period_member(load, scope, syntax);
    ing_table_plan *looked_up =
        base->kind == ING_SYNTAX_NAME ? ing_table_find(load, base->text) : NULL;
    if (looked_up != NULL)
        return ing_expr_lookup(load, scope, looked_up, syntax);
    bool is_scoped = base->kind == ING_SYNTAX_METHOD && ing_text_is(base->text, "of");
    const ing_syntax *call = is_scoped ? base->kids[0] : base;
    if (ing_syntax_is_call(call, "sum"))
        return ing_expr_query(load, scope, call, is_scoped ? base : NULL, syntax);
    const ing_expr *owner = ing_expr_value(load, scope, base, NULL, ING_TEXT_NONE);
    return owner == NULL ? NULL : ing_expr_member(load, owner, syntax);
}
