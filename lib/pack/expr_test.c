/* SPDX-License-Identifier: Apache-2.0 */
/* Tests: a value, a verb, and what it is compared with. */
#include "pack/expr.h"

typedef struct verb_name {
    const char *name;
    ing_verb verb;
    bool of_time; /* before, after: of dates and moments only */
} verb_name;

static const verb_name verbs[] = {
    { "is", ING_VERB_IS, false },           { "isnt", ING_VERB_ISNT, false },
    { "one_of", ING_VERB_ONE_OF, false },   { "none_of", ING_VERB_NONE_OF, false },
    { "below", ING_VERB_BELOW, false },     { "upto", ING_VERB_UPTO, false },
    { "atleast", ING_VERB_ATLEAST, false }, { "above", ING_VERB_ABOVE, false },
    { "between", ING_VERB_BETWEEN, false }, { "within", ING_VERB_WITHIN, false },
    { "has", ING_VERB_HAS, false },         { "lacks", ING_VERB_LACKS, false },
    { "ties", ING_VERB_TIES, false },       { "before", ING_VERB_BELOW, true },
    { "after", ING_VERB_ABOVE, true },
};

/* A test being made. */
typedef struct making {
    ing_load *load;
    const ing_scope *scope;
    const ing_syntax *syntax;
    const ing_expr *left;
} making;

static const verb_name *verb_of(ing_text name)
{
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (ing_text_is(name, verbs[i].name))
            return &verbs[i];
    }
    return NULL;
}

bool ing_is_verb(ing_text name)
{
    return verb_of(name) != NULL;
}

/* --- findings --------------------------------------------------------------------------------- */

static bool is_time(const ing_type *type)
{
    return type->kind == ING_TYPE_DATE || type->kind == ING_TYPE_MOMENT;
}

static const ing_expr *refuse_operand(making *m, const ing_expr *right)
{
    ing_buf one = ING_BUF_INIT;
    ing_buf two = ING_BUF_INIT;
    bool is_mixed_time = is_time(m->left->type) && is_time(right->type);
    const char *hint_en = is_mixed_time ? "; compare days with days: add .date" : "";
    const char *hint_zh = is_mixed_time ? "；请用日期与日期比较：加 .date" : "";
    ing_type_print(m->left->type, &one);
    ing_type_print(right->type, &two);
    ing_load_report(m->load, "E105", m->syntax, ING_TEXT_NONE, "%.*s is %.*s, but %.*s is %.*s%s",
                    "%.*s 是 %.*s，而 %.*s 是 %.*s%s", ING_TEXT_ARG(m->left->source),
                    ING_TEXT_ARG(ing_buf_view(&one)), ING_TEXT_ARG(right->source),
                    ING_TEXT_ARG(ing_buf_view(&two)),
                    m->load->diagnosis->is_zh ? hint_zh : hint_en);
    ing_buf_free(&one);
    ing_buf_free(&two);
    return ing_expr_wrong(m->load, m->syntax);
}

static const ing_expr *refuse_left(making *m, const char *en, const char *zh)
{
    ing_buf print = ING_BUF_INIT;
    ing_type_print(m->left->type, &print);
    ing_load_report(m->load, "E105", m->syntax, ING_TEXT_NONE, "%.*s %s, but %.*s is %.*s",
                    "%.*s %s，而 %.*s 是 %.*s", ING_TEXT_ARG(m->syntax->text),
                    m->load->diagnosis->is_zh ? zh : en, ING_TEXT_ARG(m->left->source),
                    ING_TEXT_ARG(ing_buf_view(&print)));
    ing_buf_free(&print);
    return ing_expr_wrong(m->load, m->syntax);
}

static const ing_expr *refuse_count(making *m, const char *en, const char *zh)
{
    ing_load_report(m->load, "E105", m->syntax, ING_TEXT_NONE, "%.*s compares with %s",
                    "%.*s 须与%s比较", ING_TEXT_ARG(m->syntax->text),
                    m->load->diagnosis->is_zh ? zh : en);
    return ing_expr_wrong(m->load, m->syntax);
}

/* --- operands --------------------------------------------------------------------------------- */

static const ing_expr *made(making *m, ing_verb verb, size_t count, const ing_expr *const *kids)
{
    for (size_t i = 0; i < count; i++) {
        if (kids[i] == NULL)
            return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (ing_expr_is_wrong(kids[i]))
            return ing_expr_wrong(m->load, m->syntax);
    }
    ing_expr *expr = ing_expr_new(m->load, ING_EXPR_TEST, &ing_type_condition, m->syntax);
    if (expr != NULL)
        expr->verb = verb;
    return ing_expr_kids(m->load, expr, count, kids);
}

/* A value that is compared with the left one, of a type that can be equal to it. */
static const ing_expr *operand(making *m, const ing_syntax *syntax, const ing_type *expected)
{
    const ing_expr *right = ing_expr_value(m->load, m->scope, syntax, expected, m->left->source);
    if (right == NULL || ing_expr_is_wrong(right) || ing_type_meets(expected, right->type))
        return right;
    return refuse_operand(m, right);
}

static const ing_expr *single(making *m, ing_verb verb, const ing_type *expected)
{
    const ing_expr *kids[2] = { m->left, NULL };
    if (m->syntax->count != 2)
        return refuse_count(m, "one value", "一个值");
    kids[1] = operand(m, m->syntax->kids[1], expected);
    return made(m, verb, 2, kids);
}

/* ANY of equalities, for sets that are not all constants; negated for none_of. */
static const ing_expr *spelt_out(making *m, ing_verb verb, ing_parts parts)
{
    const ing_expr **tests = ing_load_new(m->load, parts.count, sizeof(const ing_expr *));
    if (tests == NULL)
        return NULL;
    for (size_t i = 0; i < parts.count; i++) {
        const ing_expr *kids[2] = { m->left, operand(m, parts.items[i], m->left->type) };
        tests[i] = made(m, ING_VERB_IS, 2, kids);
        if (tests[i] == NULL)
            return NULL;
    }
    const ing_expr *any =
        ing_expr_kids(m->load, ing_expr_new(m->load, ING_EXPR_ANY, &ing_type_condition, m->syntax),
                      parts.count, tests);
    if (verb == ING_VERB_ONE_OF)
        return any;
    return ing_expr_kids(
        m->load, ing_expr_new(m->load, ING_EXPR_NO, &ing_type_condition, m->syntax), 1, &any);
}

static bool are_constants(ing_parts parts)
{
    bool all = true;
    for (size_t i = 0; i < parts.count && all; i++)
        all = ing_is_constant(parts.items[i]);
    return all;
}

static const ing_expr *constant_set(making *m, ing_parts parts, const ing_type *list)
{
    ing_value value = { .kind = ING_VALUE_LIST, .seq = -1 };
    ing_value *items = ing_load_new(m->load, parts.count, sizeof *items);
    if (items == NULL)
        return NULL;
    for (size_t i = 0; i < parts.count; i++) {
        const ing_type *type;
        items[i] =
            ing_constant_read(m->load, parts.items[i], list->element, m->left->source, &type);
        if (items[i].kind == ING_VALUE_UNKNOWN)
            value.kind = ING_VALUE_UNKNOWN;
    }
    value.items = items;
    value.count = parts.count;
    return ing_expr_constant(m->load, m->syntax, &value, list);
}

static const ing_expr *set(making *m, ing_verb verb)
{
    const ing_type *list = ing_type_list(m->load, m->left->type);
    if (list == NULL)
        return NULL;
    if (m->left->type->kind == ING_TYPE_LIST)
        return refuse_left(m, "compares one value with several", "用一个值与多个值比较");
    if (m->syntax->count < 2)
        return refuse_count(m, "a list of values", "值的列表");
    ing_parts parts = { m->syntax->count - 1, m->syntax->kids + 1 };
    if (parts.count == 1)
        parts = ing_parts_of(m->load, m->syntax->kids[1]);
    if (m->load->failed)
        return NULL;
    if (parts.count == 0)
        return refuse_count(m, "a list of values, this one is empty", "值的列表，这里是空的");
    const ing_expr *kids[2] = { m->left, NULL };
    bool is_value = m->syntax->count == 2 && m->syntax->kids[1]->kind != ING_SYNTAX_TABLE;
    if (is_value && !ing_is_constant(m->syntax->kids[1]))
        kids[1] = operand(m, m->syntax->kids[1], list);
    else if (are_constants(parts))
        kids[1] = constant_set(m, parts, list);
    else
        return spelt_out(m, verb, parts);
    return made(m, verb, 2, kids);
}

static const ing_expr *between(making *m)
{
    const ing_expr *kids[3] = { m->left, NULL, NULL };
    ing_parts parts = { m->syntax->count - 1, m->syntax->kids + 1 };
    if (parts.count == 1)
        parts = ing_parts_of(m->load, m->syntax->kids[1]);
    if (m->load->failed)
        return NULL;
    if (parts.count != 2)
        return refuse_count(m, "two values: between(a, b)", "两个值：between(a, b)");
    for (size_t i = 0; i < 2; i++)
        kids[i + 1] = operand(m, parts.items[i], m->left->type);
    return made(m, ING_VERB_BETWEEN, 3, kids);
}

/* From the first day of a list to its second. */
static const ing_expr *within(making *m)
{
    const ing_type *days = ing_type_list(m->load, &ing_type_date);
    if (days == NULL)
        return NULL;
    if (!is_time(m->left->type) && m->left->type->kind != ING_TYPE_ANY)
        return refuse_left(m, "asks whether a day lies in a span", "问日期是否在一段时间内");
    if (m->syntax->count != 2)
        return refuse_count(m, "a list of two days", "两个日期的列表");
    const ing_expr *kids[2] = { m->left, NULL };
    kids[1] = ing_expr_typed(m->load, m->scope, m->syntax->kids[1], days, ING_TEXT_LIT("within"));
    return made(m, ING_VERB_WITHIN, 2, kids);
}

static const ing_expr *ordered(making *m, const verb_name *verb)
{
    const ing_type *type = m->left->type;
    if (verb->of_time && !is_time(type) && type->kind != ING_TYPE_ANY)
        return refuse_left(m, "compares dates and moments", "用于比较日期和时间");
    if (!ing_type_is_ordered(type))
        return refuse_left(m, "needs values in an order (integer, money, decimal, date, ladder)",
                           "需要有大小次序的值（integer、money、decimal、date、ladder）");
    return verb->verb == ING_VERB_BETWEEN ? between(m) : single(m, verb->verb, type);
}

static const ing_expr *member(making *m, ing_verb verb)
{
    const ing_type *type = m->left->type;
    if (type->kind == ING_TYPE_ANY)
        return single(m, verb, &ing_type_any);
    if (type->kind != ING_TYPE_LIST)
        return refuse_left(m, "looks into a list", "用于查看列表");
    return single(m, verb, type->element);
}

static const ing_expr *test(making *m, const verb_name *verb)
{
    switch (verb->verb) {
    case ING_VERB_IS:
    case ING_VERB_ISNT:
        return single(m, verb->verb, m->left->type);
    case ING_VERB_ONE_OF:
    case ING_VERB_NONE_OF:
        return set(m, verb->verb);
    case ING_VERB_HAS:
    case ING_VERB_LACKS:
        return member(m, verb->verb);
    case ING_VERB_WITHIN:
        return within(m);
    case ING_VERB_TIES:
        if (m->left->type->kind != ING_TYPE_MOMENT && m->left->type->kind != ING_TYPE_ANY)
            return refuse_left(m, "asks whether the order of two moments is open",
                               "问两个时间的先后是否不明");
        return single(m, ING_VERB_TIES, m->left->type);
    default:
        return ordered(m, verb);
    }
}

const ing_expr *ing_expr_test(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    const verb_name *verb = verb_of(syntax->text);
    making m = { load, scope, syntax, NULL };
    if (verb == NULL) {
        ing_nearest nearest = ing_nearest_begin(syntax->text);
        for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
            ing_nearest_try(&nearest, ing_text_of(verbs[i].name));
        ing_load_unknown(load, syntax, "verb", "动词", &nearest);
        return ing_expr_wrong(load, syntax);
    }
    m.left = ing_expr_value(load, scope, syntax->kids[0], NULL, ING_TEXT_NONE);
    if (m.left == NULL)
        return NULL;
    if (ing_expr_is_wrong(m.left))
        return ing_expr_wrong(load, syntax);
    return test(&m, verb);
}
