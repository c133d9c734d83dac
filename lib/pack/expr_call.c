/* SPDX-License-Identifier: Apache-2.0 */
/* Functions of the language, and arithmetic. */
#include "pack/procedure.h"

typedef struct function_name {
    const char *name;
    ing_call call;
    int least, most; /* how many values; most -1 = any number */
    const char *form;
} function_name;

static const function_name functions[] = {
    { "days", ING_CALL_DAYS, 1, 1, "days(3)" },
    { "workdays", ING_CALL_WORKDAYS, 1, 1, "workdays(3)" },
    { "hours", ING_CALL_HOURS, 1, 1, "hours(24)" },
    { "months", ING_CALL_MONTHS, 1, 2, "months(1, \"clip\")" },
    { "roll", ING_CALL_ROLL, 1, 1, "roll(date)" },
    { "elapsed", ING_CALL_ELAPSED, 2, 3, "elapsed(from, to)" },
    { "earliest", ING_CALL_EARLIEST, 1, -1, "earliest { a, b }" },
    { "latest", ING_CALL_LATEST, 1, -1, "latest { a, b }" },
    { "least", ING_CALL_LEAST, 1, -1, "least(a, b)" },
    { "greatest", ING_CALL_GREATEST, 1, -1, "greatest(a, b)" },
    { "either", ING_CALL_EITHER, 1, -1, "either { a, b }" },
    { "pick", ING_CALL_PICK, 2, 2, "pick(list, { condition })" },
    { "split", ING_CALL_SPLIT, 2, 2, "split(money, list)" },
    { "entered", ING_CALL_ENTERED, 1, 1, "entered \"state\"" },
    { "covered", ING_CALL_COVERED, 1, 1, "covered(list(\"event\"))" },
};

static const char *const later_functions[] = { "season", NULL };

/* A call being made. */
typedef struct making {
    ing_load *load;
    const ing_scope *scope;
    const ing_syntax *syntax;
    const function_name *function;
    ing_parts args;
} making;

static const function_name *function_of(ing_text name)
{
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (ing_text_is(name, functions[i].name))
            return &functions[i];
    }
    return NULL;
}

static const ing_expr *made(making *m, const ing_type *type, size_t count,
                            const ing_expr *const *kids)
{
    for (size_t i = 0; i < count; i++) {
        if (kids[i] == NULL)
            return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (ing_expr_is_wrong(kids[i]))
            return ing_expr_wrong(m->load, m->syntax);
    }
    ing_expr *expr = ing_expr_new(m->load, ING_EXPR_CALL, type, m->syntax);
    if (expr != NULL)
        expr->call = m->function->call;
    return ing_expr_kids(m->load, expr, count, kids);
}

static const ing_expr *typed(making *m, size_t index, const ing_type *type)
{
    return ing_expr_typed(m->load, m->scope, m->args.items[index], type,
                          ing_text_of(m->function->name));
}

/* --- dates ------------------------------------------------------------------------------------ */

static bool has_calendar(making *m)
{
    if (m->load->has_calendar)
        return true;
    ing_load_report(
        m->load, "E108", m->syntax, ING_TEXT_NONE,
        "%s needs working days, but the pack has no calendar: pack { calendar = \"calendar.csv\" }",
        "%s 需要工作日，而规则包没有日历：pack { calendar = \"calendar.csv\" }", m->function->name);
    return false;
}

static const ing_expr *duration(making *m)
{
    const ing_expr *count = typed(m, 0, &ing_type_integer);
    if (m->function->call == ING_CALL_WORKDAYS && !has_calendar(m))
        return m->load->failed ? NULL : ing_expr_wrong(m->load, m->syntax);
    return made(m, &ing_type_duration, 1, &count);
}

static const ing_expr *months(making *m)
{
    const ing_expr *kids[2] = { typed(m, 0, &ing_type_integer), NULL };
    const ing_syntax *round = m->args.count == 2 ? m->args.items[1] : NULL;
    bool is_said = round != NULL && round->kind == ING_SYNTAX_TEXT &&
                   (ing_text_is(round->text, "clip") || ing_text_is(round->text, "spill"));
    if (!is_said) {
        ing_load_report(m->load, "E108", m->syntax, ING_TEXT_NONE,
                        "a month may lack the day: write months(n, \"clip\") for its last day or "
                        "months(n, \"spill\") "
                        "for the first of the next",
                        "有的月份没有那一天：请写 months(n, \"clip\")（取月末）或 months(n, "
                        "\"spill\")（取次月首日）");
        return ing_expr_wrong(m->load, m->syntax);
    }
    kids[1] = ing_expr_value(m->load, m->scope, round, &ing_type_text, ING_TEXT_NONE);
    return made(m, &ing_type_duration, 2, kids);
}

static const ing_expr *roll(making *m)
{
    const ing_expr *day = typed(m, 0, &ing_type_date);
    if (!has_calendar(m))
        return m->load->failed ? NULL : ing_expr_wrong(m->load, m->syntax);
    return made(m, &ing_type_date, 1, &day);
}

static const ing_expr *elapsed(making *m)
{
    const ing_expr *kids[4] = { typed(m, 0, &ing_type_date), typed(m, 1, &ing_type_date), NULL,
                                NULL };
    const ing_syntax *words[2];
    if (m->args.count == 2)
        return made(m, &ing_type_integer, 2, kids);
    if (!ing_span_read(m->load, m->args.items[2], words))
        return ing_expr_wrong(m->load, m->syntax);
    for (size_t i = 0; i < 2; i++)
        kids[i + 2] =
            ing_expr_value(m->load, m->scope, words[i], &ing_type_text, ING_TEXT_LIT("span"));
    return made(m, &ing_type_integer, 4, kids);
}

/* --- of several values ------------------------------------------------------------------------ */

static const ing_expr *refuse_mixture(making *m, const ing_type *one, const ing_type *two)
{
    ing_buf first = ING_BUF_INIT;
    ing_buf second = ING_BUF_INIT;
    ing_type_print(one, &first);
    ing_type_print(two, &second);
    ing_load_report(m->load, "E105", m->syntax, ING_TEXT_NONE, "%s mixes %.*s and %.*s",
                    "%s 混用了 %.*s 和 %.*s", m->function->name, ING_TEXT_ARG(ing_buf_view(&first)),
                    ING_TEXT_ARG(ing_buf_view(&second)));
    ing_buf_free(&first);
    ing_buf_free(&second);
    return ing_expr_wrong(m->load, m->syntax);
}

/* The first that is no constant says what type the constants are to have. */
static const ing_type *leading_type(making *m, const ing_expr **kids)
{
    const ing_type *type = NULL;
    for (size_t i = 0; i < m->args.count && type == NULL && !m->load->failed; i++) {
        if (ing_is_constant(m->args.items[i]))
            continue;
        kids[i] = ing_expr_value(m->load, m->scope, m->args.items[i], NULL, ING_TEXT_NONE);
        type = kids[i] == NULL ? NULL : kids[i]->type;
    }
    return type;
}

/* A value that is either of the two: an id where a party was meant; beside a list, one is a list of
 * one. */
static const ing_type *common_type(ing_load *load, bool is_either, const ing_type *one,
                                   const ing_type *two)
{
    const ing_type *joined = NULL;
    if (is_either && one->kind == ING_TYPE_LIST && two->kind != ING_TYPE_LIST)
        two = ing_type_list(load, two);
    else if (is_either && two->kind == ING_TYPE_LIST && one->kind != ING_TYPE_LIST)
        one = ing_type_list(load, one);
    if (one == NULL || two == NULL)
        return NULL;
    if (!ing_type_join(load, one, two, &joined))
        return NULL;
    if (joined == NULL && ing_type_accepts(one, two))
        return one;
    if (joined == NULL && ing_type_accepts(two, one))
        return two;
    return joined;
}

static bool is_extreme(const function_name *function, const ing_type *type)
{
    const ing_type *element = type->kind == ING_TYPE_LIST ? type->element : type;
    bool is_time = element->kind == ING_TYPE_DATE || element->kind == ING_TYPE_MOMENT;
    if (element->kind == ING_TYPE_ANY || function->call == ING_CALL_EITHER)
        return true;
    if (function->call == ING_CALL_EARLIEST || function->call == ING_CALL_LATEST)
        return is_time;
    return ing_type_is_ordered(element) && !is_time;
}

static const ing_expr *refuse_extreme(making *m, const ing_expr *kid)
{
    bool is_time = m->function->call == ING_CALL_EARLIEST || m->function->call == ING_CALL_LATEST;
    ing_buf print = ING_BUF_INIT;
    ing_type_print(kid->type, &print);
    const char *en = is_time ? "dates or moments" : "numbers, money or ladders";
    const char *zh = is_time ? "日期或时间" : "数、金额或 ladder";
    ing_load_report(m->load, "E105", m->syntax, ING_TEXT_NONE, "%s takes %s, but %.*s is %.*s",
                    "%s 接受%s，而 %.*s 是 %.*s", m->function->name,
                    m->load->diagnosis->is_zh ? zh : en, ING_TEXT_ARG(kid->source),
                    ING_TEXT_ARG(ing_buf_view(&print)));
    ing_buf_free(&print);
    return ing_expr_wrong(m->load, m->syntax);
}

static const ing_expr *several(making *m)
{
    bool is_either = m->function->call == ING_CALL_EITHER;
    const ing_expr **kids = ing_load_new(m->load, m->args.count, sizeof(const ing_expr *));
    if (kids == NULL)
        return NULL;
    const ing_type *expected = leading_type(m, kids);
    const ing_type *type = NULL;
    for (size_t i = 0; i < m->args.count; i++) {
        if (kids[i] == NULL)
            kids[i] = ing_expr_value(m->load, m->scope, m->args.items[i], expected,
                                     ing_text_of(m->function->name));
        if (kids[i] == NULL)
            return NULL;
        if (ing_expr_is_wrong(kids[i]))
            return kids[i];
        if (!is_extreme(m->function, kids[i]->type))
            return refuse_extreme(m, kids[i]);
        const ing_type *one = !is_either && kids[i]->type->kind == ING_TYPE_LIST
                                  ? kids[i]->type->element
                                  : kids[i]->type;
        const ing_type *joined = type == NULL ? one : common_type(m->load, is_either, type, one);
        if (joined == NULL)
            return m->load->failed ? NULL : refuse_mixture(m, type, one);
        type = joined;
    }
    return made(m, type, m->args.count, kids);
}

/* --- lists ------------------------------------------------------------------------------------ */

static const ing_expr *list_of(making *m, size_t index)
{
    const ing_expr *list =
        ing_expr_value(m->load, m->scope, m->args.items[index], NULL, ING_TEXT_NONE);
    if (list == NULL || ing_expr_is_wrong(list) || list->type->kind == ING_TYPE_LIST)
        return list;
    ing_buf print = ING_BUF_INIT;
    ing_type_print(list->type, &print);
    ing_load_report(m->load, "E105", m->syntax, ING_TEXT_NONE, "%s takes a list, but %.*s is %.*s",
                    "%s 接受列表，而 %.*s 是 %.*s", m->function->name, ING_TEXT_ARG(list->source),
                    ING_TEXT_ARG(ing_buf_view(&print)));
    ing_buf_free(&print);
    return ing_expr_wrong(m->load, m->syntax);
}

static const ing_expr *pick(making *m)
{
    const ing_expr *kids[2] = { list_of(m, 0), NULL };
    if (kids[0] == NULL || ing_expr_is_wrong(kids[0]))
        return kids[0];
    if (m->scope->is_filter) {
        ing_load_report(m->load, "E110", m->syntax, ING_TEXT_NONE,
                        "a filter inside a filter: give the inner one a fact",
                        "筛选条件里不能再有筛选：请把里面的写成 fact");
        return ing_expr_wrong(m->load, m->syntax);
    }
    ing_scope inner = *m->scope;
    inner.it = kids[0]->type->element;
    inner.is_filter = true;
    kids[1] = ing_expr_all(m->load, &inner, ing_parts_of(m->load, m->args.items[1]), m->syntax);
    return made(m, kids[0]->type, 2, kids);
}

static const ing_expr *split(making *m)
{
    const ing_expr *kids[2] = { typed(m, 0, &ing_type_money), list_of(m, 1) };
    return made(m, ing_type_list(m->load, &ing_type_money), 2, kids);
}

/* --- of a period ------------------------------------------------------------------------------ */

static const ing_expr *refuse_cover(making *m)
{
    ing_load_report(m->load, "E105", m->syntax, ING_TEXT_NONE,
                    "covered takes records of one kind whose fields from and to are times: "
                    "covered(list(\"event\"))",
                    "covered 接受字段 from、to 为时间的一种记录：covered(list(\"事件\"))");
    return ing_expr_wrong(m->load, m->syntax);
}

/* Field `name` of the record that `it` stands for; NULL when there is none of that type. */
static const ing_expr *moment_of(making *m, const ing_type *entry, const char *name)
{
    const ing_syntax field = { .kind = ING_SYNTAX_INDEX,
                               .text = ing_text_of(name),
                               .file = m->syntax->file,
                               .line = m->syntax->line };
    ing_entry_field found;
    ing_expr *it = ing_expr_new(m->load, ING_EXPR_ROOT, entry, NULL);
    if (it == NULL || !ing_entry_find(m->load, entry, field.text, m->syntax, &found) ||
        found.type == NULL || found.type->kind != ING_TYPE_MOMENT)
        return NULL;
    it->root = ING_ROOT_IT;
    ing_expr *expr = ing_expr_new(m->load, ING_EXPR_FIELD, found.type, m->syntax);
    const ing_expr *owner = ing_expr_kids(m->load, it, 0, NULL);
    if (expr == NULL)
        return NULL;
    expr->name = field.text;
    expr->field = found.field;
    return ing_expr_kids(m->load, expr, 1, &owner);
}

static const ing_expr *covered(making *m)
{
    ing_scope inner = *m->scope;
    if (m->scope->duty == NULL || m->scope->period == ING_PERIOD_ANY) {
        ing_load_report(m->load, "E110", m->syntax, ING_TEXT_NONE,
                        "covered is not known here: only the conditions of a duty have a period",
                        "此处没有 covered：只有 duty 的条件才有周期");
        return ing_expr_wrong(m->load, m->syntax);
    }
    inner.period = ING_PERIOD_TO;
    const ing_expr *list =
        ing_expr_value(m->load, &inner, m->args.items[0], NULL, ING_TEXT_LIT("covered"));
    if (list == NULL || ing_expr_is_wrong(list))
        return list;
    bool is_list = list->kind == ING_EXPR_QUERY && list->type->kind == ING_TYPE_LIST &&
                   list->type->element->kind == ING_TYPE_ENTRY;
    const ing_expr *kids[3] = { list, NULL, NULL };
    for (size_t i = 1; i < 3 && is_list; i++) {
        kids[i] = moment_of(m, list->type->element, i == 1 ? "from" : "to");
        is_list = kids[i] != NULL;
    }
    if (m->load->failed)
        return NULL;
    return is_list ? made(m, &ing_type_integer, 3, kids) : refuse_cover(m);
}

/* --- calls ------------------------------------------------------------------------------------ */

static const ing_expr *call(making *m)
{
    switch (m->function->call) {
    case ING_CALL_DAYS:
    case ING_CALL_WORKDAYS:
    case ING_CALL_HOURS:
        return duration(m);
    case ING_CALL_MONTHS:
        return months(m);
    case ING_CALL_ROLL:
        return roll(m);
    case ING_CALL_ELAPSED:
        return elapsed(m);
    case ING_CALL_PICK:
        return pick(m);
    case ING_CALL_SPLIT:
        return split(m);
    case ING_CALL_ENTERED:
        return ing_expr_entered(m->load, m->scope, m->syntax);
    case ING_CALL_COVERED:
        return covered(m);
    default:
        return several(m);
    }
}

static const ing_expr *refuse_call(ing_load *load, const ing_syntax *syntax)
{
    const ing_syntax *callee = syntax->kids[0];
    if (callee->kind != ING_SYNTAX_NAME) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "a value cannot be called; comparing is written x:is(…)",
                        "值不能被调用；比较写作 x:is(…)");
        return ing_expr_wrong(load, syntax);
    }
    for (size_t i = 0; later_functions[i] != NULL; i++) {
        if (ing_text_is(callee->text, later_functions[i])) {
            ing_load_later(load, syntax, callee->text);
            return ing_expr_wrong(load, syntax);
        }
    }
    if (ing_syntax_is_condition(syntax)) {
        ing_load_report(
            load, "E105", syntax, ING_TEXT_NONE,
            "a condition stands where a value is wanted: declare a fact with holds = { … }",
            "此处需要值，却写了条件：请用 holds = { … } 声明一个 fact");
        return ing_expr_wrong(load, syntax);
    }
    if (ing_map_get(&load->pack->actions, callee->text) != NULL) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "the outcome %.*s { … } stands where a value is wanted",
                        "此处需要值，却写了结果 %.*s { … }", ING_TEXT_ARG(callee->text));
        return ing_expr_wrong(load, syntax);
    }
    ing_nearest nearest = ing_nearest_begin(callee->text);
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        ing_nearest_try(&nearest, ing_text_of(functions[i].name));
    const char *const others[] = { "first", "last",    "count", "sum", "list",
                                   "known", "unknown", "ratio", "yuan" };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        ing_nearest_try(&nearest, ing_text_of(others[i]));
    ing_load_unknown(load, syntax, "function", "函数", &nearest);
    return ing_expr_wrong(load, syntax);
}

const ing_expr *ing_expr_call(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    making m = { load, scope, syntax, NULL, { 0, NULL } };
    if (ing_syntax_is_query(syntax))
        return ing_expr_query(load, scope, syntax, NULL, NULL);
    if (syntax->kids[0]->kind == ING_SYNTAX_NAME)
        m.function = function_of(syntax->kids[0]->text);
    if (m.function == NULL)
        return refuse_call(load, syntax);
    m.args = (ing_parts){ syntax->count - 1, syntax->kids + 1 };
    if (m.args.count == 1 && m.function->most < 0)
        m.args = ing_parts_of(load, syntax->kids[1]);
    if (load->failed)
        return NULL;
    if ((int)m.args.count < m.function->least ||
        (m.function->most >= 0 && (int)m.args.count > m.function->most)) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE, "%s is written %s", "%s 写作 %s",
                        m.function->name, m.function->form);
        return ing_expr_wrong(load, syntax);
    }
    return call(&m);
}

/* --- arithmetic ------------------------------------------------------------------------------- */

static bool is_number(const ing_type *type)
{
    return type->kind == ING_TYPE_INTEGER || type->kind == ING_TYPE_MONEY ||
           type->kind == ING_TYPE_DECIMAL;
}

static bool is_time(const ing_type *type)
{
    return type->kind == ING_TYPE_DATE || type->kind == ING_TYPE_MOMENT;
}

/* NULL when the two cannot be added (subtracted). */
static const ing_type *sum_type(const ing_type *a, const ing_type *b)
{
    if (is_time(a) && b->kind == ING_TYPE_DURATION)
        return a;
    bool same = a->kind == b->kind && (a->kind != ING_TYPE_DECIMAL || a->places == b->places);
    return same && is_number(a) ? a : NULL;
}

static const ing_type *product_type(const ing_type *a, const ing_type *b)
{
    if (b->kind == ING_TYPE_INTEGER && (is_number(a) || a->kind == ING_TYPE_RATIO))
        return a;
    if (a->kind == ING_TYPE_INTEGER && (is_number(b) || b->kind == ING_TYPE_RATIO))
        return b;
    if (a->kind == ING_TYPE_MONEY && b->kind == ING_TYPE_RATIO)
        return a;
    return a->kind == ING_TYPE_RATIO && b->kind == ING_TYPE_MONEY ? b : NULL;
}

static const ing_expr *refuse_sum(ing_load *load, const ing_syntax *syntax, const ing_expr *a,
                                  const ing_expr *b)
{
    ing_buf one = ING_BUF_INIT;
    ing_buf two = ING_BUF_INIT;
    const char *en = "", *zh = "";
    if (is_time(a->type) && b->type->kind == ING_TYPE_INTEGER) {
        en = "; write days(…) or workdays(…)";
        zh = "；请写 days(…) 或 workdays(…)";
    } else if (is_time(a->type) && is_time(b->type)) {
        en = "; write elapsed(from, to)";
        zh = "；请写 elapsed(起, 止)";
    }
    const char *sign = syntax->kind == ING_SYNTAX_ADD        ? "+"
                       : syntax->kind == ING_SYNTAX_SUBTRACT ? "-"
                                                             : "*";
    ing_type_print(a->type, &one);
    ing_type_print(b->type, &two);
    ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                    "%.*s (%.*s) %s %.*s (%.*s) has no meaning%s",
                    "%.*s（%.*s）%s %.*s（%.*s）没有意义%s", ING_TEXT_ARG(a->source),
                    ING_TEXT_ARG(ing_buf_view(&one)), sign, ING_TEXT_ARG(b->source),
                    ING_TEXT_ARG(ing_buf_view(&two)), load->diagnosis->is_zh ? zh : en);
    ing_buf_free(&one);
    ing_buf_free(&two);
    return ing_expr_wrong(load, syntax);
}

/* What a constant beside a value is to be: in a sum its type, in a product a number. */
static const ing_type *partner_type(const ing_syntax *syntax, const ing_type *type)
{
    return syntax->kind == ING_SYNTAX_MULTIPLY || !is_number(type) ? NULL : type;
}

static bool read_sides(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                       const ing_type *expected, ing_text name, const ing_expr *sides[2])
{
    int first =
        ing_is_constant(syntax->kids[0]) ? 1 : 0; /* a constant waits for the other's type */
    const ing_type *type = first == 1 && ing_is_constant(syntax->kids[1]) ? expected : NULL;
    sides[first] = ing_expr_value(load, scope, syntax->kids[first], type, name);
    if (sides[first] == NULL)
        return false;
    type = partner_type(syntax, sides[first]->type);
    sides[1 - first] =
        ing_expr_value(load, scope, syntax->kids[1 - first], type, sides[first]->source);
    return sides[1 - first] != NULL;
}

const ing_expr *ing_expr_arithmetic(ing_load *load, const ing_scope *scope,
                                    const ing_syntax *syntax, const ing_type *expected,
                                    ing_text name)
{
    const ing_expr *sides[2] = { NULL, NULL };
    if (!read_sides(load, scope, syntax, expected, name, sides))
        return NULL;
    if (ing_expr_is_wrong(sides[0]) || ing_expr_is_wrong(sides[1]))
        return ing_expr_wrong(load, syntax);
    bool is_product = syntax->kind == ING_SYNTAX_MULTIPLY;
    const ing_type *type = is_product ? product_type(sides[0]->type, sides[1]->type)
                                      : sum_type(sides[0]->type, sides[1]->type);
    if (type == NULL)
        return refuse_sum(load, syntax, sides[0], sides[1]);
    ing_expr_kind kind = is_product                       ? ING_EXPR_MULTIPLY
                         : syntax->kind == ING_SYNTAX_ADD ? ING_EXPR_ADD
                                                          : ING_EXPR_SUBTRACT;
    return ing_expr_kids(load, ing_expr_new(load, kind, type, syntax), 2, sides);
}
