/* SPDX-License-Identifier: Apache-2.0 */
/* The canonical print of an expression: one line, made of its parts' prints, stable over white
 * space. */
#include "pack/expr.h"

#include <inttypes.h>

#define SOURCE_BYTES_MAX 2000 /* what is longer ends in … */

static const char *const root_names[] = {
    [ING_ROOT_CASE] = "case",   [ING_ROOT_EV] = "ev",     [ING_ROOT_WAS] = "was",
    [ING_ROOT_IT] = "it",       [ING_ROOT_EACH] = "each", [ING_ROOT_STORE] = "store",
    [ING_ROOT_TODAY] = "today", [ING_ROOT_DUE] = "due",   [ING_ROOT_PARTY] = "case",
};

static const char *const call_names[] = {
    [ING_CALL_DAYS] = "days",         [ING_CALL_WORKDAYS] = "workdays",
    [ING_CALL_MONTHS] = "months",     [ING_CALL_HOURS] = "hours",
    [ING_CALL_ROLL] = "roll",         [ING_CALL_ELAPSED] = "elapsed",
    [ING_CALL_EARLIEST] = "earliest", [ING_CALL_LATEST] = "latest",
    [ING_CALL_LEAST] = "least",       [ING_CALL_GREATEST] = "greatest",
    [ING_CALL_EITHER] = "either",     [ING_CALL_PICK] = "pick",
    [ING_CALL_SPLIT] = "split",       [ING_CALL_RATIO] = "ratio",
    [ING_CALL_ENTERED] = "entered",   [ING_CALL_COVERED] = "covered",  
};

static const char *const verb_names[] = {
    [ING_VERB_IS] = "is",           [ING_VERB_ISNT] = "isnt",   [ING_VERB_ONE_OF] = "one_of",
    [ING_VERB_NONE_OF] = "none_of", [ING_VERB_BELOW] = "below", [ING_VERB_UPTO] = "upto",
    [ING_VERB_ATLEAST] = "atleast", [ING_VERB_ABOVE] = "above", [ING_VERB_BETWEEN] = "between",
    [ING_VERB_WITHIN] = "within",   [ING_VERB_HAS] = "has",     [ING_VERB_LACKS] = "lacks",
    [ING_VERB_TIES] = "ties",
};

static const char *const query_names[] = {
    [ING_QUERY_FIRST] = "first", [ING_QUERY_LAST] = "last", [ING_QUERY_COUNT] = "count",
    [ING_QUERY_SUM] = "sum",     [ING_QUERY_LIST] = "list",
};

static void print_kids(const ing_expr *expr, size_t from, ing_buf *out)
{
    for (size_t i = from; i < expr->count; i++) {
        if (i > from)
            ing_buf_text(out, ", ");
        ing_buf_slice(out, expr->kids[i]->source);
    }
}

static void print_braces(const ing_expr *expr, ing_buf *out)
{
    ing_buf_byte(out, '{');
    print_kids(expr, 0, out);
    ing_buf_byte(out, '}');
}

static void print_money(int64_t fen, ing_buf *out)
{
    uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    const char *sign = fen < 0 ? "-" : "";
    if (size % 100 == 0)
        ing_buf_printf(out, "yuan(%s%" PRIu64 ")", sign, size / 100);
    else
        ing_buf_printf(out, "yuan(\"%s%" PRIu64 ".%02" PRIu64 "\")", sign, size / 100, size % 100);
}

static void print_value(const ing_load *load, const ing_value *value, const ing_type *type,
                        ing_buf *out)
{
    bool is_list = type != NULL && type->kind == ING_TYPE_LIST;
    switch (value->kind) {
    case ING_VALUE_UNKNOWN:
        ing_buf_byte(out, '?');
        break;
    case ING_VALUE_INTEGER:
        if (type != NULL && type->kind == ING_TYPE_MONEY)
            print_money(value->number, out);
        else
            ing_buf_int(out, value->number);
        break;
    case ING_VALUE_RATIO:
        ing_buf_printf(out, "ratio(%" PRId64 ", %" PRId64 ")", value->number, value->divisor);
        break;
    case ING_VALUE_LIST:
        ing_buf_byte(out, '{');
        for (size_t i = 0; i < value->count; i++) {
            if (i > 0)
                ing_buf_text(out, ", ");
            print_value(load, &value->items[i], is_list ? type->element : type, out);
        }
        ing_buf_byte(out, '}');
        break;
    default: {
        ing_arena scratch = ING_ARENA_INIT;
        const ing_json *json = ing_value_write(value, load->pack->zone_seconds, &scratch);
        if (json != NULL)
            ing_json_write(json, out);
        else
            out->failed = true;
        ing_arena_free(&scratch);
        break;
    }
    }
}

static void print_query(const ing_expr *expr, ing_buf *out)
{
    const ing_query *query = expr->query;
    ing_buf_text(out, query_names[query->op]);
    ing_buf_byte(out, '(');
    if (query->word_count != 1)
        ing_buf_byte(out, '{');
    for (size_t i = 0; i < query->word_count; i++) {
        if (i > 0)
            ing_buf_byte(out, ',');
        ing_json_write_text(query->words[i], out);
    }
    if (query->word_count != 1)
        ing_buf_byte(out, '}');
    if (query->filter != NULL) {
        ing_buf_text(out, ", ");
        print_braces(query->filter, out);
    }
    ing_buf_byte(out, ')');
    if (query->scope != NULL) {
        ing_buf_text(out, ":of(");
        ing_buf_slice(out, query->scope->source);
        ing_buf_byte(out, ')');
    }
    if (query->sum_field.ptr != NULL) {
        ing_buf_byte(out, '.');
        ing_buf_slice(out, query->sum_field);
    }
}

static bool is_sum(const ing_expr *expr)
{
    return expr->kind == ING_EXPR_ADD || expr->kind == ING_EXPR_SUBTRACT;
}

static void print_operand(const ing_expr *expr, bool in_braces, ing_buf *out)
{
    if (in_braces)
        ing_buf_byte(out, '(');
    ing_buf_slice(out, expr->source);
    if (in_braces)
        ing_buf_byte(out, ')');
}

static void print_arithmetic(const ing_expr *expr, ing_buf *out)
{
    bool is_product = expr->kind == ING_EXPR_MULTIPLY;
    print_operand(expr->kids[0], is_product && is_sum(expr->kids[0]), out);
    ing_buf_text(out, is_product ? " * " : expr->kind == ING_EXPR_ADD ? " + " : " - ");
    bool is_loose = is_sum(expr->kids[1]) && expr->kind != ING_EXPR_ADD;
    print_operand(expr->kids[1], is_loose, out);
}

static void print_test(const ing_expr *expr, ing_buf *out)
{
    const ing_expr *left = expr->kids[0];
    bool is_time = left->type->kind == ING_TYPE_DATE || left->type->kind == ING_TYPE_MOMENT;
    const char *verb = verb_names[expr->verb];
    if (is_time && expr->verb == ING_VERB_BELOW)
        verb = "before";
    if (is_time && expr->verb == ING_VERB_ABOVE)
        verb = "after";
    print_operand(left, is_sum(left) || left->kind == ING_EXPR_MULTIPLY, out);
    ing_buf_printf(out, ":%s(", verb);
    print_kids(expr, 1, out);
    ing_buf_byte(out, ')');
}

static void print_call(const ing_expr *expr, ing_buf *out)
{
    bool in_braces = expr->call == ING_CALL_EARLIEST || expr->call == ING_CALL_LATEST ||
                     expr->call == ING_CALL_EITHER;
    ing_buf_text(out, call_names[expr->call]);
    if (in_braces) {
        print_braces(expr, out);
        return;
    }
    ing_buf_byte(out, '(');
    if (expr->call == ING_CALL_PICK) {
        ing_buf_slice(out, expr->kids[0]->source);
        ing_buf_text(out, ", ");
        print_braces(expr->kids[1], out);
    } else if (expr->call == ING_CALL_ELAPSED && expr->count == 4) {
        ing_buf_printf(out, "%.*s, %.*s, span(", ING_TEXT_ARG(expr->kids[0]->source),
                       ING_TEXT_ARG(expr->kids[1]->source));
        print_kids(expr, 2, out);
        ing_buf_byte(out, ')');
    } else if (expr->call == ING_CALL_ENTERED) {
        ing_json_write_text(expr->name, out);
    } else if (expr->call == ING_CALL_COVERED) {
        ing_buf_slice(out, expr->kids[0]->source);
    } else {
        print_kids(expr, 0, out);
    }
    ing_buf_byte(out, ')');
}

static void print_record(const ing_expr *expr, ing_buf *out)
{
    ing_buf_byte(out, '{');
    for (size_t i = 0; i < expr->count; i++) {
        if (i > 0)
            ing_buf_text(out, ", ");
        ing_buf_slice(out, expr->members[i]);
        ing_buf_text(out, " = ");
        ing_buf_slice(out, expr->kids[i]->source);
    }
    ing_buf_byte(out, '}');
}

static void print_param(const ing_expr *expr, ing_buf *out)
{
    ing_buf_text(out, "param.");
    ing_buf_slice(out, expr->param->id);
    if (expr->count == 0)
        return;
    ing_buf_text(out, ":on(");
    ing_buf_slice(out, expr->kids[0]->source);
    ing_buf_byte(out, ')');
}

static void print_wrapped(const char *name, const char *open, const ing_expr *expr, ing_buf *out)
{
    ing_buf_text(out, name);
    ing_buf_text(out, open);
    print_kids(expr, 0, out);
    ing_buf_byte(out, open[0] == '(' ? ')' : '}');
}

static void print_expr(const ing_load *load, const ing_expr *expr, ing_buf *out)
{
    switch (expr->kind) {
    case ING_EXPR_CONSTANT:
        print_value(load, &expr->value, expr->type, out);
        break;
    case ING_EXPR_ROOT:
        ing_buf_text(out, root_names[expr->root]);
        break;
    case ING_EXPR_FIELD:
    case ING_EXPR_BUILTIN:
    case ING_EXPR_FACT:
    case ING_EXPR_MAP:
    case ING_EXPR_STATE:
        ing_buf_slice(out, expr->kids[0]->source);
        ing_buf_byte(out, '.');
        ing_buf_slice(out, expr->name);
        break;
    case ING_EXPR_DUE:
        ing_buf_text(out, "due.");
        ing_buf_slice(out, expr->name);
        break;
    case ING_EXPR_PERIOD:
        ing_buf_text(out, "period.");
        ing_buf_slice(out, expr->name);
        break;
    case ING_EXPR_LOOKUP:
        ing_buf_slice(out, expr->table->id);
        ing_buf_byte(out, '.');
        ing_buf_slice(out, expr->name);
        break;
    case ING_EXPR_PARAM:
        print_param(expr, out);
        break;
    case ING_EXPR_QUERY:
        print_query(expr, out);
        break;
    case ING_EXPR_ADD:
    case ING_EXPR_SUBTRACT:
    case ING_EXPR_MULTIPLY:
        print_arithmetic(expr, out);
        break;
    case ING_EXPR_CALL:
        print_call(expr, out);
        break;
    case ING_EXPR_TEST:
        print_test(expr, out);
        break;
    case ING_EXPR_KNOWN:
        print_wrapped("known", "(", expr, out);
        break;
    case ING_EXPR_UNKNOWN:
        print_wrapped("unknown", "(", expr, out);
        break;
    case ING_EXPR_NO:
        print_wrapped("no", "(", expr, out);
        break;
    case ING_EXPR_ANY:
        print_wrapped("any", "{", expr, out);
        break;
    case ING_EXPR_ALL:
        print_wrapped("all", "{", expr, out);
        break;
    case ING_EXPR_TRUTH:
        ing_buf_slice(out, expr->kids[0]->source);
        break;
    case ING_EXPR_RECORD:
        print_record(expr, out);
        break;
    }
}

bool ing_expr_print(ing_load *load, ing_expr *expr)
{
    ing_buf out = ING_BUF_INIT;
    print_expr(load, expr, &out);
    if (!out.failed && out.len > SOURCE_BYTES_MAX) {
        out.len = SOURCE_BYTES_MAX;
        while (out.len > 0 && ((unsigned char)out.ptr[out.len] & 0xC0) == 0x80)
            out.len--;
        ing_buf_text(&out, "…");
    }
    expr->source = ing_load_copy(load, &out);
    ing_buf_free(&out);
    return !load->failed;
}
