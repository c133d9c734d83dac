/* SPDX-License-Identifier: Apache-2.0 */
/* The nearest miss: the fewest changes after which a rule would have spoken. */
#include "pack/why.h"

static libing_status add_leaf(const ing_why *why, bool wanted, ing_json_builder *list, libing_error *err)
{
    static const char *const truths[] = { "false", "true", "unknown" };
    const ing_json *would_do = NULL;
    ing_json_builder one = ing_json_begin(why->at.judgement->arena);
    libing_status status = ing_miss_would_do(why, wanted, &would_do, err);
    if (status != LIBING_OK)
        return status;
    ing_json_put_text(&one, "source", why->source);
    ing_json_put_text(&one, "truth", ing_text_of(truths[why->truth]));
    ing_json_put_boolean(&one, "wanted", wanted);
    ing_json_put_text(&one, "zh", why->zh);
    ing_json_put_text(&one, "en", why->en);
    ing_json_put(&one, ING_TEXT_LIT("would_do"), would_do);
    ing_json_add(list, ing_json_end_object(&one));
    return LIBING_OK;
}

/* The cheapest kid; of equals the first written. */
static const ing_why *cheapest(const ing_why *why, bool wanted)
{
    const ing_why *best = NULL;
    for (size_t i = 0; i < why->count; i++) {
        size_t cost = wanted ? why->kids[i]->to_true : why->kids[i]->to_false;
        size_t least = best == NULL ? SIZE_MAX : wanted ? best->to_true : best->to_false;
        if (best == NULL || cost < least)
            best = why->kids[i];
    }
    return best;
}

static libing_status list_all(const ing_why *why, bool wanted, ing_json_builder *list, libing_error *err)
{
    libing_status status = LIBING_OK;
    for (size_t i = 0; i < why->count && status == LIBING_OK; i++)
        status = ing_miss_list(why->kids[i], wanted, list, err);
    return status;
}

libing_status ing_miss_list(const ing_why *why, bool wanted, ing_json_builder *list, libing_error *err)
{
    if (why->truth == ing_truth_of(wanted))
        return LIBING_OK;
    switch (why->kind) {
    case ING_WHY_LEAF:
        return why->is_open ? ing_miss_list(why->kids[0], wanted, list, err)
                            : add_leaf(why, wanted, list, err);
    case ING_WHY_NO:
        return ing_miss_list(why->kids[0], !wanted, list, err);
    default:
        break;
    }
    if ((why->kind == ING_WHY_ALL) == wanted)
        return list_all(why, wanted, list, err);
    const ing_why *best = cheapest(why, wanted);
    return best != NULL ? ing_miss_list(best, wanted, list, err) : LIBING_OK;
}

/* --- what would do ------------------------------------------------------------------------------ */

static libing_status say_wish(const ing_why *why, bool wanted, bool zh, ing_text *out, libing_error *err)
{
    ing_buf buf = ING_BUF_INIT;
    const ing_say say = { &why->at, zh, &buf };
    if (!wanted)
        ing_say_pair(&say, "并非：", "not: ");
    libing_status status = ing_say_condition(&say, why->expr, err);
    const char *copy = NULL;
    if (status == LIBING_OK && !buf.failed)
        copy = ing_arena_text(why->at.judgement->arena, ing_buf_view(&buf).ptr, buf.len);
    *out = (ing_text){ copy, buf.len };
    ing_buf_free(&buf);
    return status == LIBING_OK && copy == NULL ? ing_fail_nomem(err) : status;
}

/* The value that would do, where one does: that of `is`, or the nearest date. */
static libing_status put_value(const ing_why *why, ing_json_builder *out, libing_error *err)
{
    const ing_expr *expr = why->expr;
    ing_value limit;
    int64_t days;
    ing_date nearest;
    if (expr->kind != ING_EXPR_TEST || expr->verb == ING_VERB_HAS || expr->verb == ING_VERB_LACKS)
        return LIBING_OK;
    libing_status status = ing_eval_value(&why->at, expr->kids[1], &limit, err);
    if (status != LIBING_OK)
        return status;
    if (expr->verb == ING_VERB_IS)
        ing_json_put(out, ING_TEXT_LIT("value"), ing_value_show(&why->at, expr->kids[0]->type, &limit));
    if (ing_date_distance(expr->verb, &why->actual, &limit, &days, &nearest)) {
        ing_value date = ing_value_of_date(nearest);
        ing_json_put(out, ING_TEXT_LIT("value"), ing_value_show(&why->at, NULL, &date));
        ing_json_put_integer(out, "days", days);
    }
    return LIBING_OK;
}

libing_status ing_miss_would_do(const ing_why *why, bool wanted, const ing_json **out, libing_error *err)
{
    ing_json_builder wish = ing_json_begin(why->at.judgement->arena);
    ing_text zh, en;
    libing_status status = say_wish(why, wanted, true, &zh, err);
    if (status == LIBING_OK)
        status = say_wish(why, wanted, false, &en, err);
    if (status == LIBING_OK && wanted)
        status = put_value(why, &wish, err);
    if (status != LIBING_OK)
        return status;
    ing_json_put_text(&wish, "zh", zh);
    ing_json_put_text(&wish, "en", en);
    *out = ing_json_end_object(&wish);
    return *out == NULL ? ing_fail_nomem(err) : LIBING_OK;
}
