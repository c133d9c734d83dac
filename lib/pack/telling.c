/* SPDX-License-Identifier: Apache-2.0 */
/* Words for pages and drawings: the same as in explanations, with no case at hand. */
#include "pack/telling.h"
#include "pack/wording.h"

/* Everything below says things through one of these; nothing is ever evaluated with it. */
typedef struct speaker {
    ing_judgement judgement;
    ing_eval at;
    ing_say say;
} speaker;

static const ing_say *begin(speaker *s, const ing_telling *telling, ing_buf *out)
{
    *s = (speaker){ .judgement = { .pack = telling->pack, .arena = telling->arena } };
    s->at.judgement = &s->judgement;
    s->say = (ing_say){ .at = &s->at, .zh = telling->zh, .out = out };
    return &s->say;
}

void ing_tell(const ing_telling *telling, const ing_expr *expr, ing_buf *out)
{
    speaker s;
    const ing_say *say = begin(&s, telling, out);

    if (!ing_expr_is_condition(expr))
        ing_say_name(say, expr);
    else if (ing_say_condition(say, expr, NULL) != LIBING_OK)
        out->failed = true;
}

void ing_tell_value(const ing_telling *telling, const ing_type *type, const ing_value *value,
                    ing_buf *out)
{
    speaker s;

    ing_say_value(begin(&s, telling, out), type, value);
}

static bool is_length_call(const ing_expr *expr)
{
    return expr->kind == ING_EXPR_CALL &&
           (expr->call == ING_CALL_DAYS || expr->call == ING_CALL_WORKDAYS ||
            expr->call == ING_CALL_MONTHS || expr->call == ING_CALL_HOURS);
}

/* The number that a length is, now: a constant, or the parameter's last value. */
static const ing_value *number_of(const ing_expr *expr)
{
    if (expr->kind == ING_EXPR_CONSTANT)
        return &expr->value;
    if (expr->kind == ING_EXPR_PARAM && expr->param->slice_count > 0)
        return &expr->param->slices[expr->param->slice_count - 1].value;
    return NULL;
}

static const ing_expr *length_number(const ing_expr *length)
{
    return length != NULL && is_length_call(length) && length->count > 0 ? length->kids[0] : NULL;
}

void ing_tell_length(const ing_telling *telling, const ing_expr *expr, ing_buf *out)
{
    static const ing_duration_unit units[] = { [ING_CALL_DAYS] = ING_UNIT_DAYS,
                                               [ING_CALL_WORKDAYS] = ING_UNIT_WORKDAYS,
                                               [ING_CALL_MONTHS] = ING_UNIT_MONTHS,
                                               [ING_CALL_HOURS] = ING_UNIT_HOURS };
    const ing_expr *number = length_number(expr);
    const ing_value *value = number != NULL ? number_of(number) : NULL;
    ing_value length = { .kind = ING_VALUE_DURATION, .seq = -1 };

    if (value == NULL || value->kind != ING_VALUE_INTEGER) {
        ing_tell(telling, expr, out);
        return;
    }
    length.unit = units[expr->call];
    length.number = value->number;
    ing_tell_value(telling, NULL, &length, out);
}

ing_text ing_tell_title(const ing_telling *telling, const ing_titles *titles, ing_text fallback)
{
    return ing_title(telling->zh, titles->zh, titles->en, fallback);
}

ing_text ing_tell_state(const ing_telling *telling, const ing_region *region, ing_text state)
{
    const ing_type *type = region->type;

    for (size_t i = 0; i < type->word_count; i++) {
        if (ing_text_equal(type->words[i], state))
            return ing_title(telling->zh, type->words_zh != NULL ? type->words_zh[i] : ING_TEXT_NONE,
                             type->words_en != NULL ? type->words_en[i] : ING_TEXT_NONE, state);
    }
    return state;
}

ing_text ing_tell_deadline(const ing_telling *telling, const ing_deadline *deadline)
{
    return ing_deadline_title(telling->zh, deadline);
}

void ing_tell_word(const ing_telling *telling, ing_text word, ing_buf *out)
{
    speaker s;

    ing_say_word(begin(&s, telling, out), word);
}

const ing_deadline *ing_tell_due(const ing_telling *telling, ing_text id)
{
    return ing_deadline_named(telling->pack, id, NULL);
}

ing_text ing_tell_keep(const ing_telling *telling, ing_buf *buf)
{
    ing_text view = ing_buf_view(buf);
    const char *copy = buf->failed ? NULL : ing_arena_text(telling->arena, view.ptr, view.len);

    telling->arena->failed = telling->arena->failed || buf->failed;
    ing_buf_free(buf);
    return copy != NULL ? (ing_text){ copy, view.len } : ING_TEXT_NONE;
}
