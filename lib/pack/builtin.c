/* SPDX-License-Identifier: Apache-2.0 */
/* What an action that the engine takes itself says: the pack may have declared it with fields of its own. */
#include "pack/eval.h"
#include "pack/verdict.h"

/* What the engine knows, where it fits the field that the pack declares. */
static const ing_json *fitting(const ing_judgement *judgement, const ing_field *field, const ing_json *known)
{
    const ing_json *value = ing_json_find(known, field->name);

    if (value == NULL ||
        ing_type_check(field->type, value, "review_required", judgement->pack->zone_seconds, NULL) != LIBING_OK)
        return NULL;
    return value;
}

/* Any other field has the value that the case has under its name. */
static libing_status of_case(const ing_eval *at, const ing_field *field, const ing_json **out, libing_error *err)
{
    const ing_field *own = ing_pack_view_field(at->judgement->pack, at->subject, field->name);
    ing_value view = ing_value_of(ING_VALUE_VIEW), value;
    libing_status status;

    *out = NULL;
    if (own == NULL || own->type->kind != field->type->kind)
        return LIBING_OK;
    view.view = at->subject;
    status = ing_eval_member(at, &view, field->name, own, field->type, &value, err);
    return status == LIBING_OK ? ing_value_store(at, field->type, &value, field->name, out, err) : status;
}

libing_status ing_judge_builtin(ing_judgement *judgement, const ing_action *action, const ing_json *known,
                                const ing_json **args, ing_text *decider, libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, NULL);
    ing_json_builder built = ing_json_begin(judgement->arena);
    ing_value role = ing_value_none();
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < action->field_count && status == LIBING_OK; i++) {
        const ing_field *field = &action->fields[i];
        const ing_json *value = fitting(judgement, field, known);

        if (value == NULL)
            status = of_case(&at, field, &value, err);
        ing_json_put(&built, field->name, value);
    }
    if (status == LIBING_OK && action->decider != NULL)
        status = ing_eval_value(&at, action->decider, &role, err);
    *decider = role.kind == ING_VALUE_TEXT ? role.text : ING_TEXT_NONE;
    *args = ing_json_end_object(&built);
    return status == LIBING_OK && *args == NULL ? ing_fail_nomem(err) : status;
}
