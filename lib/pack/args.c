/* SPDX-License-Identifier: Apache-2.0 */
/* Values as JSON: arguments of the type that an action declares, values shown in facts lists. */
#include "pack/eval.h"

static libing_status fail_argument(const ing_type *type, ing_text what, libing_error *err)
{
    ing_buf name = ING_BUF_INIT;
    ing_type_print(type, &name);
    libing_status status =
        name.failed ? ing_fail_nomem(err)
                    : ing_fail(err, LIBING_ERR_RULE, "rule.argument",
                               "'%.*s' gets a value that does not fit its type %s",
                               "“%.*s”的值与其类型 %s 不符", ING_TEXT_ARG(what),
                               name.ptr != NULL ? name.ptr : "");
    ing_buf_free(&name);
    return status;
}

static libing_status write(const ing_eval *at, const ing_value *value, const ing_json **out,
                           libing_error *err)
{
    const ing_judgement *judgement = at->judgement;
    *out = ing_value_write(value, judgement->pack->zone_seconds, judgement->arena);
    return *out == NULL && value->kind != ING_VALUE_UNKNOWN ? ing_fail_nomem(err) : LIBING_OK;
}

static bool fit_number(const ing_type *type, const ing_value *value, ing_value *fitted)
{
    ing_number number;
    if (!ing_number_of(value, &number))
        return false;
    *fitted = ing_value_of_integer(0);
    if (type->kind == ING_TYPE_MONEY) {
        fitted->number = ing_number_half_up(number);
    } else if (type->kind == ING_TYPE_INTEGER) {
        if (!ing_number_places(number, 0, &fitted->number))
            return false;
    } else {
        fitted->kind = ING_VALUE_DECIMAL;
        fitted->places = type->places;
        if (!ing_number_places(number, type->places, &fitted->number))
            return false;
    }
    return fitted->number >= -ING_JSON_INTEGER_MAX && fitted->number <= ING_JSON_INTEGER_MAX;
}

static bool fit_time(const ing_type *type, const ing_value *value, ing_value *fitted)
{
    bool is_date = value->kind == ING_VALUE_DATE;
    if (!is_date && value->kind != ING_VALUE_MOMENT)
        return false;
    *fitted = *value;
    if (!is_date && type->kind == ING_TYPE_DATE)
        *fitted = ing_value_of_date(ing_moment_date(value->moment));
    return true;
}

/* A scalar in the form in which the type is written; false where there is none. */
static bool fit(const ing_type *type, const ing_value *value, ing_value *fitted)
{
    *fitted = *value;
    switch (type->kind) {
    case ING_TYPE_MONEY:
    case ING_TYPE_INTEGER:
    case ING_TYPE_DECIMAL:
        return fit_number(type, value, fitted);
    case ING_TYPE_DATE:
    case ING_TYPE_MOMENT:
        return fit_time(type, value, fitted);
    case ING_TYPE_BOOLEAN:
    case ING_TYPE_FLAG:
        return value->kind == ING_VALUE_BOOLEAN;
    case ING_TYPE_RECORD:
        return value->kind == ING_VALUE_RECORD;
    case ING_TYPE_TEXT:
    case ING_TYPE_ONE_OF:
    case ING_TYPE_LADDER:
    case ING_TYPE_PARTY_ID:
    case ING_TYPE_CASE_ID:
        return value->kind == ING_VALUE_TEXT || value->kind == ING_VALUE_VIEW;
    case ING_TYPE_PERSONAL: /* never from a rule */
        return false;
    default:
        return true;
    }
}

static libing_status store_list(const ing_eval *at, const ing_type *type, const ing_value *value,
                                ing_text what, const ing_json **out, libing_error *err)
{
    ing_json_builder list = ing_json_begin(at->judgement->arena);
    for (size_t i = 0; i < value->count; i++) {
        const ing_json *item;
        libing_status status = ing_value_store(at, type->element, &value->items[i], what, &item, err);
        if (status != LIBING_OK)
            return status;
        if (item != NULL)
            ing_json_add(&list, item);
    }
    *out = ing_json_end_list(&list);
    return *out == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

libing_status ing_value_store(const ing_eval *at, const ing_type *type, const ing_value *value,
                              ing_text what, const ing_json **out, libing_error *err)
{
    ing_value fitted;
    *out = NULL;
    if (value->kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    if (type->kind == ING_TYPE_LIST)
        return value->kind == ING_VALUE_LIST ? store_list(at, type, value, what, out, err)
                                             : fail_argument(type, what, err);
    if (!fit(type, value, &fitted))
        return fail_argument(type, what, err);
    return write(at, &fitted, out, err);
}

const ing_json *ing_value_show(const ing_eval *at, const ing_type *type, const ing_value *value)
{
    const ing_judgement *judgement = at->judgement;
    ing_value fitted;
    if (type != NULL && type->kind == ING_TYPE_MONEY && fit_number(type, value, &fitted))
        return ing_value_write(&fitted, judgement->pack->zone_seconds, judgement->arena);
    return ing_value_write(value, judgement->pack->zone_seconds, judgement->arena);
}

static const ing_type *member_type(const ing_type *type, const ing_expr *kid, ing_text name)
{
    static const ing_type any = { .kind = ING_TYPE_ANY };
    for (size_t i = 0; type != NULL && type->kind == ING_TYPE_RECORD && i < type->field_count; i++) {
        if (ing_text_equal(type->fields[i].name, name))
            return type->fields[i].type;
    }
    return kid->type != NULL ? kid->type : &any;
}

/* A record written down in a rule; members that are not known are left out. */
libing_status ing_eval_record(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    ing_json_builder record = ing_json_begin(at->judgement->arena);
    *out = ing_value_none();
    for (size_t i = 0; i < expr->count; i++) {
        ing_value value;
        const ing_json *json = NULL;
        libing_status status = ing_eval_value(at, expr->kids[i], &value, err);
        if (status == LIBING_OK)
            status = ing_value_store(at, member_type(expr->type, expr->kids[i], expr->members[i]),
                                     &value, expr->members[i], &json, err);
        if (status != LIBING_OK)
            return status;
        ing_json_put(&record, expr->members[i], json);
    }
    out->kind = ING_VALUE_RECORD;
    out->record = ing_json_end_object(&record);
    return out->record == NULL ? ing_fail_nomem(err) : LIBING_OK;
}
