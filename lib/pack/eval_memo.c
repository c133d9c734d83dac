/* SPDX-License-Identifier: Apache-2.0 */
/* Facts: computed when a rule asks, once for each case, party or store that is asked. */
#include "pack/memo.h"
#include "pack/pack.h"

ing_memo *ing_memo_of(ing_judgement *judgement)
{
    if (judgement->memo == NULL)
        judgement->memo = ing_arena_new(judgement->arena, 1, sizeof *judgement->memo);
    return judgement->memo;
}

const ing_fact *ing_pack_fact_for(const ing_pack *pack, const ing_fact *fact, const ing_view *view)
{
    bool fits = fact->of == view->of && fact->kind_count == 0;
    for (size_t i = 0; i < fact->kind_count && !fits; i++)
        fits = fact->of == view->of && ing_text_equal(fact->kinds[i], view->kind);
    if (fits || fact->of == ING_ABOUT_STORE)
        return fits ? fact : NULL;
    return view->kind.ptr != NULL ? ing_pack_fact(pack, view->kind, fact->id) : NULL;
}

static libing_status compute_choose(const ing_eval *at, const ing_fact *fact, ing_value *out,
                                    libing_error *err)
{
    for (size_t i = 0; i < fact->branch_count; i++) {
        const ing_branch *branch = &fact->branches[i];
        ing_truth truth = ING_TRUE;
        libing_status status = LIBING_OK;
        if (branch->when != NULL)
            status = ing_eval_truth(at, branch->when, &truth, err);
        if (status != LIBING_OK)
            return status;
        if (truth == ING_TRUE)
            return ing_eval_value(at, branch->value, out, err);
    }
    return LIBING_OK;
}

static libing_status compute(const ing_eval *at, const ing_fact *fact, ing_value *out,
                             libing_error *err)
{
    libing_status status = LIBING_OK;
    *out = ing_value_none();
    if (fact->function != 0)
        status = ing_eval_function(at, fact, out, err);
    else if (fact->is != NULL)
        status = ing_eval_value(at, fact->is, out, err);
    else
        status = compute_choose(at, fact, out, err);
    return ing_eval_placed(at, fact->titles.file, fact->titles.line, status, err);
}

/* Reads are few; the newest comes first and each name once. */
static bool has_read(const ing_read *reads, ing_text name)
{
    while (reads != NULL && !ing_text_equal(reads->name, name))
        reads = reads->next;
    return reads != NULL;
}

static libing_status pass_reads(const ing_eval *at, const ing_read *reads, libing_error *err)
{
    for (; reads != NULL && at->reads != NULL; reads = reads->next) {
        if (has_read(*at->reads, reads->name))
            continue;
        ing_read *copy = ing_arena_new(at->judgement->arena, 1, sizeof *copy);
        if (copy == NULL)
            return ing_fail_nomem(err);
        *copy = *reads;
        copy->next = *at->reads;
        *at->reads = copy;
    }
    return LIBING_OK;
}

static ing_memo_fact *find(ing_memo_fact *known, const ing_view *view, bool before, bool unmoved)
{
    while (known != NULL) {
        bool is_view = known->view == view || (known->view->of == view->of &&
                                               ing_text_equal(known->view->id, view->id));
        if (is_view && known->before == before && known->unmoved == unmoved)
            break;
        known = known->next;
    }
    return known;
}

static libing_status compute_new(const ing_eval *at, const ing_fact *fact, const ing_view *view,
                                 bool before, ing_memo_fact **slot, libing_error *err)
{
    ing_judgement *judgement = at->judgement;
    ing_memo_fact *made = ing_arena_new(judgement->arena, 1, sizeof *made);
    if (made == NULL)
        return ing_fail_nomem(err);
    const ing_eval inner = { judgement, view, before, NULL, NULL, &made->reads, at->unmoved };
    libing_status status = compute(&inner, fact, &made->value, err);
    if (status != LIBING_OK)
        return status;
    made->view = view;
    made->before = before;
    made->unmoved = at->unmoved;
    made->next = *slot; /* facts it rests on have other slots, or other views in this one */
    *slot = made;
    return LIBING_OK;
}

libing_status ing_eval_fact_of(const ing_eval *at, const ing_fact *fact, const ing_view *view,
                               bool before, ing_value *out, libing_error *err)
{
    ing_judgement *judgement = at->judgement;
    ing_memo *memo = ing_memo_of(judgement);
    *out = ing_value_none();
    if (memo != NULL && memo->facts == NULL)
        memo->facts = ing_arena_new(judgement->arena, judgement->pack->fact_count,
                                    sizeof(ing_memo_fact *));
    if (memo == NULL || memo->facts == NULL)
        return ing_fail_nomem(err);
    ing_memo_fact **slot = &memo->facts[fact->index];
    ing_memo_fact *known = find(*slot, view, before, at->unmoved);
    if (known == NULL) {
        libing_status status = compute_new(at, fact, view, before, slot, err);
        if (status != LIBING_OK)
            return status;
        known = *slot;
    }
    *out = known->value;
    return pass_reads(at, known->reads, err);
}

libing_status ing_eval_fact(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    ing_value of;
    const ing_view *view = NULL;
    *out = ing_value_none();
    libing_status status = ing_eval_value(at, expr->kids[0], &of, err);
    if (status == LIBING_OK)
        status = ing_eval_view(at, &of, expr->kids[0]->type, &view, err);
    if (status != LIBING_OK || view == NULL)
        return status;
    const ing_fact *fact = ing_pack_fact_for(at->judgement->pack, expr->fact, view);
    if (fact == NULL)
        return LIBING_OK;
    bool before = of.kind == ING_VALUE_VIEW && of.truth;
    return ing_eval_fact_of(at, fact, view, before, out, err);
}
