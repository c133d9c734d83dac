/* SPDX-License-Identifier: Apache-2.0 */
/* Building the tree of conditions: truth, words, and how many changes it is away. */
#include "pack/why.h"

#include "pack/memo.h"

#include <inttypes.h>

#define DEPTH_MAX 12 /* facts within facts that are opened */

/* --- words -------------------------------------------------------------------------------------- */

static libing_status keep(const ing_eval *at, ing_buf *buf, ing_text *out, libing_error *err)
{
    const char *copy = buf->failed ? NULL
                                   : ing_arena_text(at->judgement->arena, ing_buf_view(buf).ptr, buf->len);
    *out = (ing_text){ copy, buf->len };
    ing_buf_free(buf);
    return copy == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status say_leaf(ing_why *why, bool zh, ing_text *out, libing_error *err)
{
    ing_buf buf = ING_BUF_INIT;
    const ing_say say = { &why->at, zh, &buf };
    libing_status status = ing_say_leaf(&say, why->expr, why->truth, &why->actual, err);
    if (status == LIBING_OK)
        return keep(&why->at, &buf, out, err);
    ing_buf_free(&buf);
    return status;
}

static libing_status say_group(ing_why *why, bool zh, const char *head, ing_text *out, libing_error *err)
{
    ing_buf buf = ING_BUF_INIT;
    ing_buf_text(&buf, head);
    for (size_t i = 0; i < why->count; i++) {
        if (i > 0)
            ing_buf_text(&buf, zh ? "；" : "; ");
        ing_buf_slice(&buf, zh ? why->kids[i]->zh : why->kids[i]->en);
    }
    return keep(&why->at, &buf, out, err);
}

/* --- changes ------------------------------------------------------------------------------------ */

static size_t least_of(const ing_why *why, bool to_true)
{
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < why->count; i++) {
        size_t one = to_true ? why->kids[i]->to_true : why->kids[i]->to_false;
        least = one < least ? one : least;
    }
    return least;
}

static size_t sum_of(const ing_why *why, bool to_true)
{
    size_t sum = 0;
    for (size_t i = 0; i < why->count; i++) {
        size_t one = to_true ? why->kids[i]->to_true : why->kids[i]->to_false;
        sum = one > SIZE_MAX - sum ? SIZE_MAX : sum + one; /* an empty group cannot be changed */
    }
    return sum;
}

static void reckon(ing_why *why)
{
    switch (why->kind) {
    case ING_WHY_LEAF:
        why->to_true = why->is_open ? why->kids[0]->to_true : why->truth != ING_TRUE;
        why->to_false = why->is_open ? why->kids[0]->to_false : why->truth != ING_FALSE;
        break;
    case ING_WHY_ALL:
        why->to_true = sum_of(why, true);
        why->to_false = least_of(why, false);
        break;
    case ING_WHY_ANY:
        why->to_true = least_of(why, true);
        why->to_false = sum_of(why, false);
        break;
    case ING_WHY_NO:
        why->to_true = why->kids[0]->to_false;
        why->to_false = why->kids[0]->to_true;
        break;
    }
}

ing_why *ing_why_group(const ing_eval *at, ing_why_kind kind, size_t count)
{
    ing_why *why = ing_arena_new(at->judgement->arena, 1, sizeof *why);
    if (why == NULL)
        return NULL;
    why->kind = kind;
    why->at = *at;
    why->count = count;
    why->actual = ing_value_none();
    why->kids = ing_arena_new(at->judgement->arena, count, sizeof(ing_why *));
    return why->kids == NULL ? NULL : why;
}

libing_status ing_why_settle(ing_why *why, const char *zh, const char *en, libing_error *err)
{
    why->truth = ing_truth_of(why->kind == ING_WHY_ALL);
    for (size_t i = 0; i < why->count; i++) {
        ing_truth kid = why->kids[i]->truth;
        why->truth = why->kind == ING_WHY_NO    ? ing_truth_no(kid)
                     : why->kind == ING_WHY_ALL ? ing_truth_and(why->truth, kid)
                                                : ing_truth_or(why->truth, kid);
    }
    reckon(why);
    libing_status status = say_group(why, true, zh, &why->zh, err);
    return status == LIBING_OK ? say_group(why, false, en, &why->en, err) : status;
}

/* --- facts -------------------------------------------------------------------------------------- */

static libing_status find_view(const ing_eval *at, const ing_expr *expr, const ing_view **view,
                               bool *before, const ing_fact **fact, libing_error *err)
{
    ing_value of;
    *view = NULL;
    *fact = NULL;
    *before = false;
    libing_status status = ing_eval_value(at, expr->kids[0], &of, err);
    if (status == LIBING_OK)
        status = ing_eval_view(at, &of, expr->kids[0]->type, view, err);
    if (status != LIBING_OK || *view == NULL)
        return status;
    *before = of.kind == ING_VALUE_VIEW && of.truth;
    *fact = ing_pack_fact_for(at->judgement->pack, expr->fact, *view);
    return LIBING_OK;
}

/* A fact that is a condition opens into it, as of the case or party that it was asked of. */
static libing_status open_fact(ing_why *why, const ing_expr *expr, int depth, libing_error *err)
{
    const ing_view *view;
    const ing_fact *fact;
    bool before;
    if (expr->kind != ING_EXPR_FACT || depth >= DEPTH_MAX)
        return LIBING_OK;
    libing_status status = find_view(&why->at, expr, &view, &before, &fact, err);
    if (status != LIBING_OK || fact == NULL || fact->is == NULL || !ing_expr_is_condition(fact->is))
        return status;
    const ing_eval at = { why->at.judgement, view, before, NULL, NULL, NULL, why->at.unmoved };
    why->kids = ing_arena_new(at.judgement->arena, 1, sizeof(ing_why *));
    if (why->kids == NULL)
        return ing_fail_nomem(err);
    status = ing_why_build(&at, fact->is, depth + 1, &why->kids[0], err);
    why->count = 1;
    why->is_open = status == LIBING_OK;
    return status;
}

static void say_reads(const ing_say *say, const ing_read *reads)
{
    bool is_first = true;
    ing_say_pair(say, "（由函数计算", " (computed");
    for (; reads != NULL; reads = reads->next) {
        if (reads->word.len == 0)
            continue;
        ing_say_pair(say, is_first ? "，读取：" : "、", is_first ? "; read: " : ", ");
        is_first = false;
        int64_t count = reads->value != NULL ? reads->value->number : 0;
        if (say->zh)
            ing_buf_printf(say->out, "%.*s %" PRId64 "条", ING_TEXT_ARG(reads->word), count);
        else
            ing_buf_printf(say->out, "%" PRId64 " %.*s record%s", count, ING_TEXT_ARG(reads->word),
                           count == 1 ? "" : "s");
    }
    ing_say_pair(say, "）", ")");
}

static libing_status say_function(ing_why *why, const ing_read *reads, bool zh, ing_text *out,
                                  libing_error *err)
{
    ing_buf buf = ING_BUF_INIT;
    const ing_say say = { &why->at, zh, &buf };
    ing_text unit = ing_expr_unit(&say, why->expr);
    ing_say_name(&say, why->expr);
    ing_buf_text(&buf, " = ");
    ing_say_value(&say, why->expr->type, &why->actual);
    if (unit.len > 0 && why->actual.kind != ING_VALUE_UNKNOWN) {
        if (!zh)
            ing_buf_byte(&buf, ' ');
        ing_buf_slice(&buf, unit);
    }
    say_reads(&say, reads);
    return keep(&why->at, &buf, out, err);
}

libing_status ing_why_function(const ing_eval *at, const ing_expr *expr, ing_why **out, libing_error *err)
{
    const ing_view *view;
    const ing_fact *fact = NULL;
    ing_read *reads = NULL;
    bool before;
    *out = NULL;
    libing_status status = LIBING_OK;
    if (expr->kind == ING_EXPR_FACT)
        status = find_view(at, expr, &view, &before, &fact, err);
    if (status != LIBING_OK || fact == NULL || fact->function == 0)
        return status;
    ing_why *why = ing_why_group(at, ING_WHY_LEAF, 0);
    if (why == NULL)
        return ing_fail_nomem(err);
    ing_eval inner = *at;
    inner.reads = &reads;
    why->expr = expr;
    why->source = expr->source;
    why->truth = ING_TRUE;
    status = ing_eval_value(&inner, expr, &why->actual, err);
    if (status == LIBING_OK)
        status = say_function(why, reads, true, &why->zh, err);
    if (status == LIBING_OK)
        status = say_function(why, reads, false, &why->en, err);
    *out = why;
    return status;
}

/* --- conditions --------------------------------------------------------------------------------- */

static libing_status build_leaf(const ing_eval *at, const ing_expr *expr, int depth, ing_why **out,
                                libing_error *err)
{
    ing_why *why = ing_why_group(at, ING_WHY_LEAF, 0);
    const ing_expr *left = expr->count > 0 ? expr->kids[0] : expr;
    *out = why;
    if (why == NULL)
        return ing_fail_nomem(err);
    why->expr = expr;
    why->source = expr->source;
    libing_status status = ing_eval_truth(at, expr, &why->truth, err);
    if (status == LIBING_OK)
        status = ing_eval_value(at, left, &why->actual, err);
    if (status == LIBING_OK && expr->kind == ING_EXPR_TRUTH)
        status = open_fact(why, left, depth, err);
    if (status == LIBING_OK)
        status = say_leaf(why, true, &why->zh, err);
    if (status == LIBING_OK)
        status = say_leaf(why, false, &why->en, err);
    reckon(why);
    return status;
}

static libing_status build_group(const ing_eval *at, const ing_expr *expr, int depth, ing_why **out,
                                 libing_error *err)
{
    ing_why_kind kind = expr->kind == ING_EXPR_ALL   ? ING_WHY_ALL
                        : expr->kind == ING_EXPR_ANY ? ING_WHY_ANY
                                                     : ING_WHY_NO;
    static const char *const zh[] = { "", "下列全部：", "下列之一：", "并非：" };
    static const char *const en[] = { "", "all of: ", "one of: ", "not: " };
    ing_why *why = ing_why_group(at, kind, expr->count);
    *out = why;
    if (why == NULL)
        return ing_fail_nomem(err);
    why->expr = expr;
    why->source = expr->source;
    for (size_t i = 0; i < expr->count; i++) {
        libing_status status = ing_why_build(at, expr->kids[i], depth, &why->kids[i], err);
        if (status != LIBING_OK)
            return status;
    }
    return ing_why_settle(why, zh[kind], en[kind], err);
}

libing_status ing_why_build(const ing_eval *at, const ing_expr *expr, int depth, ing_why **out,
                            libing_error *err)
{
    switch (expr->kind) {
    case ING_EXPR_ALL:
    case ING_EXPR_ANY:
    case ING_EXPR_NO:
        return build_group(at, expr, depth, out, err);
    case ING_EXPR_TRUTH:
        if (ing_expr_is_condition(expr->kids[0]))
            return ing_why_build(at, expr->kids[0], depth, out, err);
        return build_leaf(at, expr, depth, out, err);
    default:
        return build_leaf(at, expr, depth, out, err);
    }
}
