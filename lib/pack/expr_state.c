/* SPDX-License-Identifier: Apache-2.0 */
/* What rules say of procedures: case.state, due.<deadline>, entered "state", lapse:<deadline>. */
#include "pack/procedure.h"

/* --- kinds of cases -----------------------------------------------------------------------------
 */

size_t ing_case_kind_count(const ing_load *load, const ing_type *cases)
{
    return cases->word_count > 0 ? cases->word_count : load->pack->cases.count;
}

ing_text ing_case_kind_at(const ing_load *load, const ing_type *cases, size_t i)
{
    return cases->word_count > 0 ? cases->words[i] : load->pack->cases.items[i].key;
}

static bool is_about(const ing_load *load, const ing_procedure *procedure, const ing_type *cases)
{
    bool is_one = false;
    for (size_t i = 0; i < ing_case_kind_count(load, cases) && !is_one; i++)
        is_one = ing_procedure_is_about(procedure, ing_case_kind_at(load, cases, i));
    return is_one;
}

bool ing_has_procedure(ing_load *load, const ing_type *cases, const ing_syntax *at)
{
    for (size_t i = 0; i < load->pack->procedure_count; i++) {
        if (is_about(load, load->pack->procedure_list[i], cases))
            return true;
    }
    if (cases->word_count > 0)
        ing_load_report(load, "E110", at, ING_TEXT_NONE,
                        "no procedure is about a case of kind %.*s%s",
                        "没有关于 %.*s%s 类案件的程序", ING_TEXT_ARG(cases->words[0]),
                        cases->word_count > 1 ? " …" : "");
    else
        ing_load_report(load, "E110", at, ING_TEXT_NONE, "the pack has no procedure",
                        "规则包没有程序（procedure）");
    return false;
}

/* --- states -------------------------------------------------------------------------------------
 */

ing_state_place ing_state_find(const ing_load *load, const ing_type *cases, ing_text written)
{
    ing_state_place place = { NULL, 0, ING_TEXT_NONE };
    for (size_t i = 0; i < load->pack->procedure_count && place.procedure == NULL; i++) {
        const ing_procedure *one = load->pack->procedure_list[i];
        for (size_t j = 0; j < ing_case_kind_count(load, cases) && place.procedure == NULL; j++) {
            ing_text kind = ing_case_kind_at(load, cases, j);
            if (!ing_procedure_is_about(one, kind))
                continue;
            place.procedure =
                ing_pack_state(load->pack, kind, written, &place.region, &place.state);
        }
    }
    return place;
}

static bool try_state(ing_load *load, ing_text prefix, ing_text state, ing_nearest *nearest)
{
    if (prefix.ptr == NULL) {
        ing_nearest_try(nearest, state);
        return true;
    }
    ing_buf full = ING_BUF_INIT;
    ing_buf_printf(&full, "%.*s.%.*s", ING_TEXT_ARG(prefix), ING_TEXT_ARG(state));
    ing_text copy = ing_load_copy(load, &full);
    ing_buf_free(&full);
    if (!load->failed)
        ing_nearest_try(nearest, copy);
    return !load->failed;
}

void ing_state_refuse(ing_load *load, const ing_type *cases, const ing_syntax *at)
{
    ing_nearest nearest = ing_nearest_begin(at->text);
    if (!ing_has_procedure(load, cases, at))
        return;
    for (size_t i = 0; i < load->pack->procedure_count; i++) {
        const ing_procedure *one = load->pack->procedure_list[i];
        if (!is_about(load, one, cases))
            continue;
        for (size_t j = 0; j < one->region_count; j++) {
            const ing_region *region = &one->regions[j];
            for (size_t k = 0; k < region->state_count; k++) {
                if (!try_state(load, region->id, region->states[k], &nearest))
                    return;
            }
        }
    }
    ing_load_unknown(load, at, "state", "状态", &nearest);
}

/* What a name is for every kind that has it. */
typedef struct found_region {
    const ing_procedure *procedure; /* NULL when kinds differ, or some kind has none */
    int32_t region;
    const ing_type *type; /* NULL = no kind has it */
    bool differs;
} found_region;

static bool add_region(ing_load *load, found_region *found, const ing_procedure *procedure,
                       int32_t region)
{
    const ing_type *type = procedure->regions[region].type;
    const ing_type *joined = type;
    if (found->type != NULL && !ing_type_join(load, found->type, type, &joined))
        return false;
    found->differs = found->differs || (found->type != NULL &&
                                        (found->procedure != procedure || found->region != region));
    found->procedure = procedure;
    found->region = region;
    found->type = joined;
    return true;
}

static bool find_region(ing_load *load, const ing_type *cases, ing_text name, found_region *found)
{
    *found = (found_region){ NULL, 0, NULL, false };
    bool lacks = false;
    for (size_t i = 0; i < ing_case_kind_count(load, cases); i++) {
        const ing_procedure *procedure;
        int32_t region;
        if (!ing_pack_region(load->pack, ing_case_kind_at(load, cases, i), name, &procedure,
                             &region))
            lacks = true;
        else if (!add_region(load, found, procedure, region))
            return false;
    }
    if (found->differs || lacks) {
        found->procedure = NULL;
        found->region = 0;
    }
    return true;
}

bool ing_expr_state(ing_load *load, const ing_expr *base, const ing_syntax *syntax,
                    const ing_expr **out)
{
    found_region found;
    *out = NULL;
    if (!find_region(load, base->type, syntax->text, &found))
        return false;
    if (found.type == NULL)
        return true;
    ing_expr *expr = ing_expr_new(load, ING_EXPR_STATE, found.type, syntax);
    if (expr == NULL)
        return false;
    expr->name = syntax->text;
    expr->procedure = found.procedure;
    expr->region = found.region;
    *out = ing_expr_kids(load, expr, 1, &base);
    return *out != NULL;
}

void ing_regions_try(const ing_load *load, const ing_type *cases, ing_nearest *nearest)
{
    for (size_t i = 0; i < load->pack->procedure_count; i++) {
        const ing_procedure *one = load->pack->procedure_list[i];
        if (!is_about(load, one, cases))
            continue;
        ing_nearest_try(nearest, one->id);
        for (size_t j = 1; j < one->region_count; j++)
            ing_nearest_try(nearest, one->regions[j].id);
    }
}

/* --- deadlines ----------------------------------------------------------------------------------
 */

const ing_deadline *ing_deadline_find(const ing_load *load, const ing_type *cases, ing_text id,
                                      const ing_procedure **procedure)
{
    for (size_t i = 0; i < load->pack->procedure_count; i++) {
        const ing_procedure *one = load->pack->procedure_list[i];
        for (size_t j = 0; j < one->deadline_count && is_about(load, one, cases); j++) {
            if (!ing_text_equal(one->deadlines[j].id, id))
                continue;
            *procedure = one;
            return &one->deadlines[j];
        }
    }
    return NULL;
}

void ing_deadline_refuse(ing_load *load, const ing_type *cases, const ing_syntax *at, ing_text id)
{
    ing_nearest nearest = ing_nearest_begin(id);
    for (size_t i = 0; i < load->pack->procedure_count; i++) {
        const ing_procedure *one = load->pack->procedure_list[i];
        for (size_t j = 0; j < one->deadline_count && is_about(load, one, cases); j++)
            ing_nearest_try(&nearest, one->deadlines[j].id);
    }
    ing_load_unknown(load, at, "deadline", "期限", &nearest);
}

static const ing_expr *due_of(ing_load *load, const ing_type *cases, const ing_syntax *syntax)
{
    const ing_procedure *procedure = NULL, *one = NULL;
    const ing_deadline *deadline = ing_deadline_find(load, cases, syntax->text, &procedure);
    if (deadline == NULL) {
        if (ing_has_procedure(load, cases, syntax))
            ing_deadline_refuse(load, cases, syntax, syntax->text);
        return ing_expr_wrong(load, syntax);
    }
    for (size_t i = 0; i < ing_case_kind_count(load, cases); i++) {
        const ing_deadline *other =
            ing_pack_deadline(load->pack, ing_case_kind_at(load, cases, i), syntax->text, &one);
        if (other == NULL || one != procedure)
            procedure = NULL;
        if (other == NULL || other->in_hours == deadline->in_hours)
            continue;
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "due.%.*s is a day in one kind of case and a moment in another",
                        "due.%.*s 在一种案件中是日期，在另一种中是时刻",
                        ING_TEXT_ARG(syntax->text));
        return ing_expr_wrong(load, syntax);
    }
    ing_expr *expr = ing_expr_new(load, ING_EXPR_DUE,
                                  deadline->in_hours ? &ing_type_moment : &ing_type_date, syntax);
    if (expr == NULL)
        return NULL;
    expr->name = syntax->text;
    expr->procedure = procedure;
    if (!ing_load_put(load, &load->read_deadlines, syntax->text, expr))
        return NULL;
    return ing_expr_kids(load, expr, 0, NULL);
}

/* What `due` and `entered` are said of; NULL when there is no case: told. */
static const ing_type *case_at_hand(ing_load *load, const ing_scope *scope,
                                    const ing_syntax *syntax)
{
    if (scope->subject != NULL &&
        (scope->subject->kind == ING_TYPE_CASE || scope->subject->kind == ING_TYPE_ANY))
        return scope->subject;
    ing_load_report(load, "E110", syntax, ING_TEXT_NONE,
                    "nothing here is about a case, and only cases have states and deadlines",
                    "这里不涉及某个案件，只有案件才有状态和期限");
    return NULL;
}

const ing_expr *ing_expr_due(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    const ing_type *cases = case_at_hand(load, scope, syntax);
    if (cases == NULL || cases->kind == ING_TYPE_ANY)
        return ing_expr_wrong(load, syntax);
    return due_of(load, cases, syntax);
}

/* --- entered ------------------------------------------------------------------------------------
 */

/* NULL when kinds differ, or some kind has no such state. */
static void settle_place(const ing_load *load, const ing_type *cases, ing_text written,
                         ing_state_place *place)
{
    const ing_procedure *first = place->procedure;
    for (size_t i = 0; i < ing_case_kind_count(load, cases); i++) {
        int32_t region;
        ing_text state;
        if (ing_pack_state(load->pack, ing_case_kind_at(load, cases, i), written, &region,
                           &state) != first)
            place->procedure = NULL;
    }
}

const ing_expr *ing_expr_entered(ing_load *load, const ing_scope *scope, const ing_syntax *syntax)
{
    const ing_syntax *name = syntax->kids[1];
    const ing_type *cases = case_at_hand(load, scope, syntax);
    if (cases == NULL || cases->kind == ING_TYPE_ANY)
        return ing_expr_wrong(load, syntax);
    if (name->kind != ING_SYNTAX_TEXT) {
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE, "entered is written entered \"state\"",
                        "entered 写作 entered \"状态\"");
        return ing_expr_wrong(load, syntax);
    }
    ing_state_place place = ing_state_find(load, cases, name->text);
    if (place.procedure == NULL) {
        ing_state_refuse(load, cases, name);
        return ing_expr_wrong(load, syntax);
    }
    settle_place(load, cases, name->text, &place);
    const ing_value value = { .kind = ING_VALUE_TEXT, .text = place.state, .seq = -1 };
    const ing_expr *kid = ing_expr_constant(load, name, &value, &ing_type_text);
    ing_expr *expr = ing_expr_new(load, ING_EXPR_CALL, &ing_type_moment, syntax);
    if (kid == NULL || expr == NULL)
        return NULL;
    expr->call = ING_CALL_ENTERED;
    expr->name = name->text;
    expr->procedure = place.procedure;
    expr->region = place.region;
    return ing_expr_kids(load, expr, 1, &kid);
}

/* --- lapse: -------------------------------------------------------------------------------------
 */

ing_text ing_lapse_deadline(ing_text word)
{
    bool is_lapse = word.len > 6 && memcmp(word.ptr, "lapse:", 6) == 0;
    return is_lapse ? (ing_text){ word.ptr + 6, word.len - 6 } : ING_TEXT_NONE;
}

static bool has_deadline(const ing_procedure *procedure, ing_text id)
{
    bool has = false;
    for (size_t i = 0; i < procedure->deadline_count && !has; i++)
        has = ing_text_equal(procedure->deadlines[i].id, id);
    return has;
}

const ing_type *ing_lapse_cases(ing_load *load, ing_text deadline)
{
    const ing_type *out = NULL;
    for (size_t i = 0; i < load->pack->procedure_count; i++) {
        const ing_procedure *one = load->pack->procedure_list[i];
        if (!has_deadline(one, deadline))
            continue;
        const ing_type *cases = ing_type_words(load, ING_TYPE_CASE, one->kind_count, one->kinds);
        if (cases == NULL || (out != NULL && !ing_type_join(load, out, cases, &cases)))
            return NULL;
        out = cases;
    }
    return out != NULL ? out : &ing_type_any;
}
