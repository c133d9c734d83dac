/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions: which part evaluates what, roots, parameters, and three-valued conditions. */
#include "pack/eval.h"

ing_value ing_value_of(ing_value_kind kind)
{
    return (ing_value){ .kind = kind, .seq = -1 };
}

ing_value ing_value_none(void)
{
    return ing_value_of(ING_VALUE_UNKNOWN);
}

ing_value ing_value_of_text(ing_text text)
{
    ing_value value = ing_value_of(ING_VALUE_TEXT);
    value.text = text;
    return value;
}

ing_value ing_value_of_integer(int64_t number)
{
    ing_value value = ing_value_of(ING_VALUE_INTEGER);
    value.number = number;
    return value;
}

ing_value ing_value_of_boolean(bool truth)
{
    ing_value value = ing_value_of(ING_VALUE_BOOLEAN);
    value.truth = truth;
    return value;
}

ing_value ing_value_of_date(ing_date date)
{
    ing_value value = ing_value_of(ING_VALUE_DATE);
    value.date = date;
    return value;
}

bool ing_value_is_known(const ing_value *value)
{
    return value->kind != ING_VALUE_UNKNOWN && (value->kind != ING_VALUE_LIST || value->count > 0);
}

bool ing_expr_is_condition(const ing_expr *expr)
{
    switch (expr->kind) {
    case ING_EXPR_TEST:
    case ING_EXPR_KNOWN:
    case ING_EXPR_UNKNOWN:
    case ING_EXPR_NO:
    case ING_EXPR_ANY:
    case ING_EXPR_ALL:
    case ING_EXPR_TRUTH:
        return true;
    default:
        return false;
    }
}

libing_status ing_eval_placed(const ing_eval *at, int32_t file, int32_t line, libing_status status,
                              libing_error *err)
{
    bool is_ours = status == LIBING_ERR_RULE || status == LIBING_ERR_LIMIT ||
                   status == LIBING_ERR_CALENDAR || status == LIBING_ERR_TIMEOUT;
    if (!is_ours || err == NULL || err->line != 0 || line == 0)
        return status;
    const ing_program *program = at->judgement->pack->program;
    if (program != NULL)
        ing_error_place(err, ing_program_file(program, file), line, 0);
    else
        err->line = line;
    return status;
}

/* --- values ------------------------------------------------------------------------------------- */

static libing_status root_view(const ing_view *view, bool before, ing_value *out)
{
    *out = ing_value_none();
    if (view == NULL)
        return LIBING_OK;
    out->kind = ING_VALUE_VIEW;
    out->view = view;
    out->truth = before;
    return LIBING_OK;
}

static libing_status eval_root(const ing_eval *at, ing_root root, ing_value *out, libing_error *err)
{
    const ing_judgement *judgement = at->judgement;
    const ing_view *store = NULL;
    libing_status status;
    *out = ing_value_none();
    switch (root) {
    case ING_ROOT_CASE:
    case ING_ROOT_PARTY:
        return root_view(at->subject, at->before, out);
    case ING_ROOT_WAS:
        return judgement->ev != NULL ? root_view(at->subject, true, out) : LIBING_OK;
    case ING_ROOT_EV:
        if (judgement->ev == NULL)
            return LIBING_OK;
        out->kind = ING_VALUE_ENTRY;
        out->entry = judgement->ev;
        out->seq = judgement->ev->seq;
        return LIBING_OK;
    case ING_ROOT_IT:
        if (at->it != NULL)
            *out = *at->it;
        return LIBING_OK;
    case ING_ROOT_EACH:
        if (at->each != NULL)
            *out = *at->each;
        else if (judgement->has_period)
            *out = judgement->element;
        return LIBING_OK;
    case ING_ROOT_STORE:
        status = ing_eval_store_view(at, &store, err);
        return status == LIBING_OK ? root_view(store, false, out) : status;
    case ING_ROOT_TODAY:
        *out = ing_value_of_date(judgement->today);
        return LIBING_OK;
    case ING_ROOT_DUE: /* its names are expressions of their own (ING_EXPR_DUE) */
        return LIBING_OK;
    }
    return LIBING_OK;
}

static libing_status eval_param(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                libing_error *err)
{
    ing_date day = at->judgement->today;
    *out = ing_value_none();
    if (expr->count > 0) {
        ing_value on;
        libing_status status = ing_eval_value(at, expr->kids[0], &on, err);
        if (status != LIBING_OK || (on.kind != ING_VALUE_DATE && on.kind != ING_VALUE_MOMENT))
            return status;
        day = on.kind == ING_VALUE_DATE ? on.date : ing_moment_date(on.moment);
    }
    const ing_param *param = expr->param;
    for (size_t i = param->slice_count; i > 0; i--) {
        if (param->slices[i - 1].from <= day) {
            *out = param->slices[i - 1].value;
            out->seq = -1;
            return LIBING_OK;
        }
    }
    return LIBING_OK;
}

/* A name on a list: what cannot be known of an element is not in the result. */
static libing_status eval_map(const ing_eval *at, const ing_expr *expr, ing_value *out,
                              libing_error *err)
{
    ing_value list;
    *out = ing_value_none();
    libing_status status = ing_eval_value(at, expr->kids[0], &list, err);
    if (status != LIBING_OK || list.kind != ING_VALUE_LIST)
        return status;
    ing_value *items = ing_arena_new(at->judgement->arena, list.count, sizeof *items);
    if (items == NULL)
        return ing_fail_nomem(err);
    ing_eval inner = *at;
    size_t count = 0;
    for (size_t i = 0; i < list.count; i++) {
        inner.it = &list.items[i];
        status = ing_eval_value(&inner, expr->kids[1], &items[count], err);
        if (status != LIBING_OK)
            return status;
        count += items[count].kind != ING_VALUE_UNKNOWN;
    }
    *out = ing_value_of(ING_VALUE_LIST);
    out->items = items;
    out->count = count;
    return LIBING_OK;
}

static libing_status eval_condition_value(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                          libing_error *err)
{
    ing_truth truth;
    *out = ing_value_none();
    libing_status status = ing_eval_truth(at, expr, &truth, err);
    if (status == LIBING_OK && truth != ING_UNCLEAR)
        *out = ing_value_of_boolean(truth == ING_TRUE);
    return status;
}

/* The last day of days, the instant at which an hour ends. */
static void eval_period(const ing_judgement *judgement, const ing_expr *expr, ing_value *out)
{
    const ing_period *period = &judgement->period;
    ing_text name = expr->name;
    bool is_end = ing_text_is(name, "end");
    *out = ing_value_none();
    if (!judgement->has_period || (period->is_open && ing_text_is(name, "start")))
        return;
    if (ing_text_is(name, "id")) {
        *out = ing_value_of_text(ing_text_of(period->id));
        return;
    }
    const ing_moment moment = { is_end ? period->end - !period->is_hour : period->start, false };
    if (expr->type->kind == ING_TYPE_DATE) {
        *out = ing_value_of_date(ing_moment_date(moment));
        return;
    }
    *out = ing_value_of(ING_VALUE_MOMENT);
    out->moment = moment;
}

static libing_status eval_value(const ing_eval *at, const ing_expr *expr, ing_value *out,
                                libing_error *err)
{
    switch (expr->kind) {
    case ING_EXPR_CONSTANT:
        *out = expr->value;
        out->seq = -1;
        return LIBING_OK;
    case ING_EXPR_ROOT:
        return eval_root(at, expr->root, out, err);
    case ING_EXPR_FIELD:
        return ing_eval_field(at, expr, out, err);
    case ING_EXPR_BUILTIN:
        return ing_eval_builtin(at, expr, out, err);
    case ING_EXPR_FACT:
        return ing_eval_fact(at, expr, out, err);
    case ING_EXPR_MAP:
        return eval_map(at, expr, out, err);
    case ING_EXPR_PARAM:
        return eval_param(at, expr, out, err);
    case ING_EXPR_QUERY:
        return ing_eval_query(at, expr, out, err);
    case ING_EXPR_LOOKUP:
        return ing_eval_lookup(at, expr, out, err);
    case ING_EXPR_ADD:
    case ING_EXPR_SUBTRACT:
    case ING_EXPR_MULTIPLY:
        return ing_eval_arithmetic(at, expr, out, err);
    case ING_EXPR_STATE:
        return ing_eval_state(at, expr, out, err);
    case ING_EXPR_DUE:
        return ing_eval_due(at, expr, out, err);
    case ING_EXPR_PERIOD:
        eval_period(at->judgement, expr, out);
        return LIBING_OK;
    case ING_EXPR_CALL:
        return ing_eval_call(at, expr, out, err);
    case ING_EXPR_RECORD:
        return ing_eval_record(at, expr, out, err);
    default:
        return eval_condition_value(at, expr, out, err);
    }
}

static libing_status placed(const ing_eval *at, const ing_expr *expr, libing_status status,
                            libing_error *err)
{
    if (status == LIBING_OK || expr->syntax == NULL)
        return status;
    return ing_eval_placed(at, expr->syntax->file, expr->syntax->line, status, err);
}

libing_status ing_eval_value(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    return placed(at, expr, eval_value(at, expr, out, err), err);
}

/* --- conditions --------------------------------------------------------------------------------- */

static libing_status eval_known(const ing_eval *at, const ing_expr *expr, ing_truth *out,
                                libing_error *err)
{
    ing_value value = ing_value_none();
    libing_status status = ing_eval_value(at, expr->kids[0], &value, err);
    bool wants_known = expr->kind == ING_EXPR_KNOWN;
    *out = ing_truth_of(ing_value_is_known(&value) == wants_known);
    return status;
}

/* Stops where the result cannot change any more; an unknown part alone does not settle it. */
static libing_status eval_many(const ing_eval *at, const ing_expr *expr, ing_truth *out,
                               libing_error *err)
{
    bool is_all = expr->kind == ING_EXPR_ALL;
    ing_truth settled = ing_truth_of(!is_all);
    *out = ing_truth_of(is_all);
    for (size_t i = 0; i < expr->count && *out != settled; i++) {
        ing_truth part;
        libing_status status = ing_eval_truth(at, expr->kids[i], &part, err);
        if (status != LIBING_OK)
            return status;
        *out = is_all ? ing_truth_and(*out, part) : ing_truth_or(*out, part);
    }
    return LIBING_OK;
}

static libing_status eval_boolean(const ing_eval *at, const ing_expr *expr, ing_truth *out,
                                  libing_error *err)
{
    ing_value value;
    libing_status status = ing_eval_value(at, expr, &value, err);
    *out = ING_UNCLEAR;
    if (status == LIBING_OK && value.kind == ING_VALUE_BOOLEAN)
        *out = ing_truth_of(value.truth);
    else if (status == LIBING_OK && value.kind != ING_VALUE_UNKNOWN)
        status = ing_fail(err, LIBING_ERR_RULE, "rule.boolean", "'%.*s' is neither true nor false",
                          "“%.*s”不是真假值", ING_TEXT_ARG(expr->source));
    return status;
}

static libing_status eval_truth(const ing_eval *at, const ing_expr *expr, ing_truth *out,
                                libing_error *err)
{
    libing_status status;
    switch (expr->kind) {
    case ING_EXPR_TEST:
        return ing_eval_test(at, expr, out, err);
    case ING_EXPR_KNOWN:
    case ING_EXPR_UNKNOWN:
        return eval_known(at, expr, out, err);
    case ING_EXPR_NO:
        status = ing_eval_truth(at, expr->kids[0], out, err);
        *out = ing_truth_no(*out);
        return status;
    case ING_EXPR_ANY:
    case ING_EXPR_ALL:
        return eval_many(at, expr, out, err);
    case ING_EXPR_TRUTH:
        return ing_eval_truth(at, expr->kids[0], out, err);
    default:
        return eval_boolean(at, expr, out, err);
    }
}

libing_status ing_eval_truth(const ing_eval *at, const ing_expr *expr, ing_truth *out, libing_error *err)
{
    *out = ING_UNCLEAR;
    return placed(at, expr, eval_truth(at, expr, out, err), err);
}
