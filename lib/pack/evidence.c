/* SPDX-License-Identifier: Apache-2.0 */
/* What a decision rests on: the paths and queries that its rule names, each with its value and the
 * record that said it. */
#include "pack/eval.h"

#include <stdlib.h>

typedef struct ing_evidence_item {
    ing_text name;
    const ing_json *value;          /* NULL = not known */
    int64_t seq;
} item;

static libing_status add(ing_evidence *evidence, ing_text name, const ing_json *value, int64_t seq,
                         libing_error *err)
{
    if (evidence->count == evidence->cap) {
        size_t cap = evidence->cap == 0 ? 16 : evidence->cap * 2;
        item *items = ing_arena_new(evidence->at->judgement->arena, cap, sizeof *items);
        if (items == NULL)
            return ing_fail_nomem(err);
        if (evidence->count > 0)
            memcpy(items, evidence->items, evidence->count * sizeof *items);
        evidence->items = items;
        evidence->cap = cap;
    }
    evidence->items[evidence->count++] = (item){ name, value, seq };
    return LIBING_OK;
}

static bool has(const ing_evidence *evidence, ing_text name)
{
    bool found = false;
    for (size_t i = 0; i < evidence->count && !found; i++)
        found = ing_text_equal(evidence->items[i].name, name);
    return found;
}

static libing_status add_leaf(ing_evidence *evidence, const ing_expr *expr, libing_error *err)
{
    ing_read *reads = NULL;
    ing_eval at = *evidence->at;
    ing_value value;
    if (expr->source.len == 0 || has(evidence, expr->source))
        return LIBING_OK;
    at.reads = &reads;
    libing_status status = ing_eval_value(&at, expr, &value, err);
    if (status != LIBING_OK)
        return status;
    const ing_json *json = ing_value_show(&at, expr->type, &value);
    if (json == NULL && value.kind != ING_VALUE_UNKNOWN)
        return ing_fail_nomem(err);
    status = add(evidence, expr->source, json, value.seq, err);
    for (; reads != NULL && status == LIBING_OK; reads = reads->next) {
        if (!has(evidence, reads->name))
            status = add(evidence, reads->name, reads->value, reads->seq, err);
    }
    return status;
}

/* What the dots hang on: a root, a query, a call. */
static const ing_expr *base_of(const ing_expr *expr)
{
    while (expr->kind == ING_EXPR_FIELD || expr->kind == ING_EXPR_BUILTIN ||
           expr->kind == ING_EXPR_FACT || expr->kind == ING_EXPR_MAP)
        expr = expr->kids[0];
    return expr;
}

static libing_status take_kids(ing_evidence *evidence, const ing_expr *expr, libing_error *err)
{
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < expr->count && status == LIBING_OK; i++)
        status = ing_evidence_take(evidence, expr->kids[i], err);
    return status;
}

/* Paths and parameters inside a filter count too, unless they hang on the element tested. */
static libing_status take_query(ing_evidence *evidence, const ing_query *query, libing_error *err)
{
    libing_status status = LIBING_OK;
    if (query->filter != NULL)
        status = ing_evidence_take(evidence, query->filter, err);
    if (query->scope != NULL && status == LIBING_OK)
        status = ing_evidence_take(evidence, query->scope, err);
    return status;
}

static libing_status take_path(ing_evidence *evidence, const ing_expr *expr, libing_error *err)
{
    const ing_expr *base = base_of(expr);
    bool is_root = base->kind == ING_EXPR_ROOT;
    if (is_root && (base->root == ING_ROOT_IT || base->root == ING_ROOT_TODAY))
        return LIBING_OK;
    if (!is_root && base->kind != ING_EXPR_QUERY)
        return ing_evidence_take(evidence, base, err);
    libing_status status = add_leaf(evidence, expr, err);
    if (status == LIBING_OK && base->kind == ING_EXPR_QUERY)
        status = take_query(evidence, base->query, err);
    return status;
}

libing_status ing_evidence_take(ing_evidence *evidence, const ing_expr *expr, libing_error *err)
{
    libing_status status;
    switch (expr->kind) {
    case ING_EXPR_CONSTANT:
        return LIBING_OK;
    case ING_EXPR_ROOT:
        return expr->root == ING_ROOT_EACH ? add_leaf(evidence, expr, err) : LIBING_OK;
    case ING_EXPR_FIELD:
    case ING_EXPR_BUILTIN:
    case ING_EXPR_FACT:
    case ING_EXPR_MAP:
        return take_path(evidence, expr, err);
    case ING_EXPR_QUERY:
        status = add_leaf(evidence, expr, err);
        return status == LIBING_OK ? take_query(evidence, expr->query, err) : status;
    case ING_EXPR_PARAM:
        status = add_leaf(evidence, expr, err);
        return status == LIBING_OK ? take_kids(evidence, expr, err) : status;
    default:
        return take_kids(evidence, expr, err);
    }
}

static int order_items(const void *left, const void *right)
{
    const item *a = left, *b = right;
    return ing_text_order(a->name, b->name);
}

const ing_json *ing_evidence_list(const ing_evidence *evidence, libing_error *err)
{
    ing_arena *arena = evidence->at->judgement->arena;
    ing_json_builder list = ing_json_begin(arena);
    if (evidence->count > 1)
        qsort(evidence->items, evidence->count, sizeof *evidence->items, order_items);
    for (size_t i = 0; i < evidence->count; i++) {
        const item *one = &evidence->items[i];
        ing_json_builder object = ing_json_begin(arena);
        ing_json_put_text(&object, "name", one->name);
        ing_json_put(&object, ING_TEXT_LIT("value"), one->value);
        if (one->seq >= 0)
            ing_json_put_integer(&object, "seq", one->seq);
        ing_json_add(&list, ing_json_end_object(&object));
    }
    const ing_json *out = ing_json_end_list(&list);
    if (out == NULL)
        (void)ing_fail_nomem(err); /* the caller returns the same */
    return out;
}
