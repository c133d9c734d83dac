/* SPDX-License-Identifier: Apache-2.0 */
/* Values and conditions: which kind of expression a piece of syntax is. */
#include "pack/expr.h"

#include <stdio.h>

#define NODES_MAX 65536 /* of a pack; a local used twice is compiled twice */

ing_expr *ing_expr_new(ing_load *load, ing_expr_kind kind, const ing_type *type,
                       const ing_syntax *syntax)
{
    ing_expr *expr = type == NULL ? NULL : ing_load_new(load, 1, sizeof *expr);
    if (expr == NULL)
        return NULL;
    expr->kind = kind;
    expr->type = type;
    expr->syntax = syntax;
    expr->value.seq = -1;
    return expr;
}

const ing_expr *ing_expr_kids(ing_load *load, ing_expr *expr, size_t count,
                              const ing_expr *const *kids)
{
    const ing_expr **copy =
        expr == NULL ? NULL : ing_load_new(load, count, sizeof(const ing_expr *));
    if (copy == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (kids[i] == NULL)
            return NULL;
        copy[i] = kids[i];
    }
    expr->count = count;
    expr->kids = copy;
    return ing_expr_print(load, expr) ? expr : NULL;
}

const ing_expr *ing_expr_constant(ing_load *load, const ing_syntax *syntax, const ing_value *value,
                                  const ing_type *type)
{
    ing_expr *expr = ing_expr_new(load, ING_EXPR_CONSTANT, type, syntax);
    if (expr == NULL)
        return NULL;
    expr->value = *value;
    return ing_expr_kids(load, expr, 0, NULL);
}

const ing_expr *ing_expr_wrong(ing_load *load, const ing_syntax *syntax)
{
    const ing_value unknown = { .kind = ING_VALUE_UNKNOWN, .seq = -1 };
    return ing_expr_constant(load, syntax, &unknown, &ing_type_any);
}

bool ing_expr_is_wrong(const ing_expr *expr)
{
    return expr->type->kind == ING_TYPE_ANY;
}

/* A pack whose shared locals multiply beyond all measure is refused, once. */
static bool spend_node(ing_load *load, const ing_syntax *syntax)
{
    load->node_count++;
    if (load->node_count <= NODES_MAX)
        return true;
    if (!load->is_too_large)
        ing_load_report(load, "E100", syntax, ING_TEXT_NONE,
                        "the pack's expressions have more than %d parts: give what repeats a fact",
                        "规则包的表达式超过 %d 个部分：重复的部分请写成 fact", NODES_MAX);
    load->is_too_large = true;
    return false;
}

/* --- values ----------------------------------------------------------------------------------- */

static const ing_expr *constant(ing_load *load, const ing_syntax *syntax, const ing_type *expected,
                                ing_text name)
{
    const ing_type *type = &ing_type_any;
    ing_value value = ing_constant_read(load, syntax, expected, name, &type);
    return ing_expr_constant(load, syntax, &value, type);
}

static const ing_expr *wrong_table(ing_load *load, const ing_syntax *syntax,
                                   const ing_type *expected, ing_text name)
{
    ing_buf print = ING_BUF_INIT;
    ing_text label = name.ptr != NULL ? name : ING_TEXT_LIT("value");
    if (syntax->member_count == 0 && (expected == NULL || expected->kind == ING_TYPE_LIST)) {
        ing_load_report(load, "E105", syntax, label,
                        "%.*s: a list in braces may hold constants only",
                        "%.*s：花括号里的列表只能放常量", ING_TEXT_ARG(label));
        return ing_expr_wrong(load, syntax);
    }
    if (expected != NULL)
        ing_type_print(expected, &print);
    else
        ing_buf_text(&print, "any");
    ing_load_report(load, "E105", syntax, label, "%.*s: expected %.*s, got { … }",
                    "%.*s：应为 %.*s，却是 { … }", ING_TEXT_ARG(label),
                    ING_TEXT_ARG(ing_buf_view(&print)));
    ing_buf_free(&print);
    return ing_expr_wrong(load, syntax);
}

static const ing_field *template_field(ing_load *load, const ing_type *type, ing_text name)
{
    const ing_field *field = ing_fields_find(type->field_count, type->fields, name);
    if (field != NULL)
        return field;
    ing_nearest nearest = ing_nearest_begin(name);
    for (size_t i = 0; i < type->field_count; i++)
        ing_nearest_try(&nearest, type->fields[i].name);
    ing_load_unknown(load, NULL, "field", "字段", &nearest);
    return NULL;
}

/* { a = x, b = y }: the fields it has, with the types that the expected record gives them. */
static const ing_expr *record(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                              const ing_type *expected)
{
    size_t count = syntax->member_count;
    ing_type *type = ing_type_new(load, ING_TYPE_RECORD);
    ing_field *fields = ing_load_new(load, count, sizeof *fields);
    ing_text *members = ing_load_new(load, count, sizeof *members);
    const ing_expr **kids = ing_load_new(load, count, sizeof(const ing_expr *));
    if (type == NULL || fields == NULL || members == NULL || kids == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const ing_syntax_member *member = &syntax->members[i];
        const ing_field *field = template_field(load, expected, member->name);
        members[i] = member->name;
        kids[i] = ing_expr_typed(load, scope, member->value, field == NULL ? NULL : field->type,
                                 member->name);
        if (kids[i] == NULL)
            return NULL;
        fields[i].name = member->name;
        fields[i].type = field == NULL ? &ing_type_any : field->type;
        if (field == NULL) /* what is wrong with it is said: no more about the whole */
            return ing_expr_wrong(load, syntax);
    }
    type->field_count = count;
    type->fields = fields;
    ing_expr *expr = ing_expr_new(load, ING_EXPR_RECORD, type, syntax);
    if (expr != NULL)
        expr->members = members;
    return ing_expr_kids(load, expr, count, kids);
}

static const ing_expr *table(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                             const ing_type *expected, ing_text name)
{
    if (expected != NULL && expected->kind == ING_TYPE_ANY)
        return ing_expr_wrong(load, syntax);
    if (ing_is_constant(syntax))
        return constant(load, syntax, expected, name);
    if (expected != NULL && expected->kind == ING_TYPE_RECORD && syntax->count == 0)
        return record(load, scope, syntax, expected);
    return wrong_table(load, syntax, expected, name);
}

static const ing_expr *method(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    if (ing_text_is(syntax->text, "of") && ing_syntax_is_query(syntax->kids[0]))
        return ing_expr_query(load, scope, syntax->kids[0], syntax, NULL);
    if (ing_text_is(syntax->text, "on"))
        return ing_expr_param_on(load, scope, syntax);
    if (ing_is_verb(syntax->text)) {
        ing_load_report(
            load, "E105", syntax, ING_TEXT_NONE,
            "a condition stands where a value is wanted: declare a fact with holds = { … }",
            "此处需要值，却写了条件：请用 holds = { … } 声明一个 fact");
        return ing_expr_wrong(load, syntax);
    }
    if (ing_text_is(syntax->text, "of")) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        ":of belongs to first, last, count, sum or list",
                        ":of 只用于 first、last、count、sum 或 list");
        return ing_expr_wrong(load, syntax);
    }
    return ing_expr_test(load, scope, syntax); /* says that there is no such verb */
}

static const ing_expr *value(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                             const ing_type *expected, ing_text name)
{
    switch (syntax->kind) {
    case ING_SYNTAX_BOOLEAN:
    case ING_SYNTAX_INTEGER:
    case ING_SYNTAX_FLOAT:
    case ING_SYNTAX_TEXT:
        return constant(load, syntax, expected, name);
    case ING_SYNTAX_TABLE:
        return table(load, scope, syntax, expected, name);
    case ING_SYNTAX_NAME:
        return ing_expr_name(load, scope, syntax);
    case ING_SYNTAX_INDEX:
        return ing_expr_index(load, scope, syntax);
    case ING_SYNTAX_CALL:
        return ing_is_constant(syntax) ? constant(load, syntax, expected, name)
                                       : ing_expr_call(load, scope, syntax);
    case ING_SYNTAX_METHOD:
        return method(load, scope, syntax);
    case ING_SYNTAX_ADD:
    case ING_SYNTAX_SUBTRACT:
    case ING_SYNTAX_MULTIPLY:
        return ing_expr_arithmetic(load, scope, syntax, expected, name);
    case ING_SYNTAX_FUNCTION:
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "a function lives only in a fact: is = function(f) … end",
                        "函数只能写在 fact 里：is = function(f) … end");
        return ing_expr_wrong(load, syntax);
    }
    return ing_expr_wrong(load, syntax);
}

const ing_expr *ing_expr_value(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                               const ing_type *expected, ing_text name)
{
    if (!spend_node(load, syntax))
        return ing_expr_wrong(load, syntax);
    ing_place_saved saved = ing_load_enter(load, syntax);
    const ing_expr *expr = value(load, scope, syntax, expected, name);
    ing_load_leave(load, saved);
    return load->failed ? NULL : expr;
}

const ing_expr *ing_expr_typed(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                               const ing_type *expected, ing_text name)
{
    const ing_expr *expr = ing_expr_value(load, scope, syntax, expected, name);
    if (expr == NULL || expected == NULL || ing_type_accepts(expected, expr->type))
        return expr;
    ing_buf wanted = ING_BUF_INIT;
    ing_buf found = ING_BUF_INIT;
    ing_type_print(expected, &wanted);
    ing_type_print(expr->type, &found);
    ing_load_report(load, "E105", syntax, ING_TEXT_NONE, "%.*s: expected %.*s, but %.*s is %.*s",
                    "%.*s：应为 %.*s，而 %.*s 是 %.*s", ING_TEXT_ARG(name),
                    ING_TEXT_ARG(ing_buf_view(&wanted)), ING_TEXT_ARG(expr->source),
                    ING_TEXT_ARG(ing_buf_view(&found)));
    ing_buf_free(&wanted);
    ing_buf_free(&found);
    return ing_expr_wrong(load, syntax);
}

/* --- conditions ------------------------------------------------------------------------------- */

typedef struct connective {
    const char *name;
    ing_expr_kind kind;
} connective;

static const connective connectives[] = { { "known", ING_EXPR_KNOWN },
                                          { "unknown", ING_EXPR_UNKNOWN },
                                          { "no", ING_EXPR_NO },
                                          { "any", ING_EXPR_ANY },
                                          { "all", ING_EXPR_ALL } };

static const connective *connective_of(const ing_syntax *syntax)
{
    for (size_t i = 0; i < sizeof connectives / sizeof connectives[0]; i++) {
        if (ing_syntax_is_call(syntax, connectives[i].name))
            return &connectives[i];
    }
    return NULL;
}

bool ing_syntax_is_condition(const ing_syntax *syntax)
{
    return connective_of(syntax) != NULL ||
           (syntax->kind == ING_SYNTAX_METHOD && ing_is_verb(syntax->text));
}

static const ing_expr *conditions(ing_load *load, const ing_scope *scope, ing_expr_kind kind,
                                  ing_parts parts, const ing_syntax *at)
{
    const ing_expr **kids = ing_load_new(load, parts.count, sizeof(const ing_expr *));
    if (kids == NULL)
        return NULL;
    for (size_t i = 0; i < parts.count; i++) {
        kids[i] = ing_expr_condition(load, scope, parts.items[i]);
        if (kids[i] == NULL)
            return NULL;
    }
    return ing_expr_kids(load, ing_expr_new(load, kind, &ing_type_condition, at), parts.count,
                         kids);
}

const ing_expr *ing_expr_all(ing_load *load, const ing_scope *scope, ing_parts parts,
                             const ing_syntax *at)
{
    return load->failed ? NULL : conditions(load, scope, ING_EXPR_ALL, parts, at);
}

static const ing_expr *connected(ing_load *load, const ing_scope *scope, const ing_syntax *call,
                                 const connective *word)
{
    const ing_expr *kid;
    if (word->kind == ING_EXPR_ANY || word->kind == ING_EXPR_ALL) {
        if (call->count == 2 && call->kids[1]->kind == ING_SYNTAX_TABLE && call->kids[1]->count > 0)
            return conditions(load, scope, word->kind, ing_parts_of(load, call->kids[1]), call);
        ing_load_report(load, "E105", call, ING_TEXT_NONE,
                        "%s takes a list of conditions: %s { a, b }",
                        "%s 接受条件列表：%s { a, b }", word->name, word->name);
        return ing_expr_wrong(load, call);
    }
    if (call->count != 2) {
        ing_load_report(load, "E105", call, ING_TEXT_NONE, "%s takes one thing: %s(x)",
                        "%s 只接受一项：%s(x)", word->name, word->name);
        return ing_expr_wrong(load, call);
    }
    if (word->kind == ING_EXPR_NO)
        kid = ing_expr_condition(load, scope, call->kids[1]);
    else
        kid = ing_expr_value(load, scope, call->kids[1], NULL, ING_TEXT_NONE);
    return ing_expr_kids(load, ing_expr_new(load, word->kind, &ing_type_condition, call), 1, &kid);
}

static bool is_truth(const ing_type *type)
{
    return type->kind == ING_TYPE_BOOLEAN || type->kind == ING_TYPE_FLAG ||
           type->kind == ING_TYPE_ANY;
}

static const ing_expr *truth(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    if (syntax->kind == ING_SYNTAX_TABLE) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "a list stands where a condition is wanted: write all { … } or any { … }",
                        "此处需要条件，却写了列表：请写 all { … } 或 any { … }");
        return ing_expr_wrong(load, syntax);
    }
    const ing_expr *kid = ing_expr_value(load, scope, syntax, NULL, ING_TEXT_NONE);
    if (kid == NULL)
        return NULL;
    if (!is_truth(kid->type)) {
        ing_buf print = ING_BUF_INIT;
        ing_type_print(kid->type, &print);
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "%.*s is %.*s, not a condition: write known(x) or x:is(…)",
                        "%.*s 是 %.*s，不是条件：请写 known(x) 或 x:is(…)",
                        ING_TEXT_ARG(kid->source), ING_TEXT_ARG(ing_buf_view(&print)));
        ing_buf_free(&print);
        return ing_expr_wrong(load, syntax);
    }
    return ing_expr_kids(load, ing_expr_new(load, ING_EXPR_TRUTH, &ing_type_condition, syntax), 1,
                         &kid);
}

static bool is_other_method(const ing_syntax *syntax)
{
    return syntax->kind == ING_SYNTAX_METHOD &&
           (ing_text_is(syntax->text, "of") || ing_text_is(syntax->text, "on"));
}

const ing_expr *ing_expr_condition(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    const connective *word = connective_of(syntax);
    const ing_expr *expr;
    if (load->failed)
        return NULL;
    if (!spend_node(load, syntax))
        return ing_expr_wrong(load, syntax);
    ing_place_saved saved = ing_load_enter(load, syntax);
    if (syntax->kind == ING_SYNTAX_BOOLEAN) {
        ing_load_report_computed(load, syntax, syntax->truth);
        expr = ing_expr_wrong(load, syntax);
    } else if (word != NULL) {
        expr = connected(load, scope, syntax, word);
    } else if (syntax->kind == ING_SYNTAX_METHOD && !is_other_method(syntax)) {
        expr = ing_expr_test(load, scope, syntax);
    } else {
        expr = truth(load, scope, syntax);
    }
    ing_load_leave(load, saved);
    return load->failed ? NULL : expr;
}
