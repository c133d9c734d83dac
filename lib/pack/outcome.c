/* SPDX-License-Identifier: Apache-2.0 */
/* Outcome templates: an action called with a table. */
#include "pack/rule.h"

static const ing_action *action_of(ing_load *load, const ing_syntax *syntax)
{
    const ing_syntax *name = syntax->kind == ING_SYNTAX_CALL ? syntax->kids[0] : syntax;
    if (name->kind != ING_SYNTAX_NAME) {
        char shown[80];
        (void)ing_syntax_show(syntax, shown, sizeof shown);
        ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                        "expected an outcome, written action { … }, got %s",
                        "应为结果，写作 action { … }，却是 %s", shown);
        return NULL;
    }
    const ing_action *action = ing_map_get(&load->pack->actions, name->text);
    if (action == NULL) {
        ing_nearest nearest = ing_nearest_in(&load->pack->actions, name->text);
        ing_load_unknown(load, syntax, "action", "行动", &nearest);
        return NULL;
    }
    bool is_called = syntax->kind == ING_SYNTAX_CALL && syntax->count == 2 &&
                     syntax->kids[1]->kind == ING_SYNTAX_TABLE;
    if (is_called)
        return action;
    ing_load_report(load, "E105", syntax, ING_TEXT_NONE,
                    "an outcome is an action called with a table: write %.*s { … }",
                    "结果是带表的行动：请写 %.*s { … }", ING_TEXT_ARG(action->id));
    return NULL;
}

const ing_field *ing_outcome_field(ing_load *load, const ing_action *action, ing_text name)
{
    const ing_field *field = ing_fields_find(action->field_count, action->fields, name);
    if (field != NULL)
        return field;
    ing_nearest nearest = ing_nearest_begin(name);
    for (size_t i = 0; i < action->field_count; i++)
        ing_nearest_try(&nearest, action->fields[i].name);
    ing_load_unknown(load, NULL, "field", "字段", &nearest);
    return NULL;
}

static bool read_values(ing_load *load, const ing_scope *scope, const ing_syntax *table,
                        const ing_action *action, ing_outcome_template *out)
{
    ing_text *names = ing_load_new(load, table->member_count, sizeof *names);
    const ing_expr **values = ing_load_new(load, table->member_count, sizeof(const ing_expr *));
    if (names == NULL || values == NULL)
        return false;
    if (table->count > 0)
        ing_load_report(load, "E105", table->kids[0], ING_TEXT_NONE,
                        "%.*s has a value without a name: write field = value",
                        "%.*s 里有一个没有名字的值：请写 字段 = 值", ING_TEXT_ARG(action->id));
    for (size_t i = 0; i < table->member_count; i++) {
        const ing_syntax_member *member = &table->members[i];
        const ing_field *field = ing_outcome_field(load, action, member->name);
        const ing_type *type = field == NULL ? NULL : field->type;
        names[i] = member->name;
        values[i] = ing_expr_typed(load, scope, member->value, type, member->name);
        if (values[i] == NULL)
            return false;
    }
    out->count = table->member_count;
    out->names = names;
    out->values = values;
    return true;
}

/* --- completeness ----------------------------------------------------------------------------- */

static bool is_named(const ing_outcome_template *outcome, ing_text name)
{
    bool found = false;
    for (size_t i = 0; i < outcome->count && !found; i++)
        found = ing_text_equal(outcome->names[i], name);
    return found;
}

static bool is_key(const ing_action *action, ing_text name)
{
    bool found = false;
    for (size_t i = 0; i < action->key_count && !found; i++)
        found = ing_text_equal(action->key[i], name);
    return found;
}

/* Does every entry of `require` fill the field in. */
static bool is_filled(size_t count, const ing_branch *require, ing_text name)
{
    bool all = count > 0;
    for (size_t i = 0; i < count && all; i++) {
        bool found = ing_text_is(name, "reason");
        for (size_t j = 0; j < require[i].field_count && !found; j++)
            found = ing_text_equal(require[i].field_names[j], name);
        all = found;
    }
    return all;
}

void ing_outcome_complete(ing_load *load, const ing_outcome_template *outcome, size_t require_count,
                          const ing_branch *require)
{
    const ing_action *action = outcome->action;
    for (size_t i = 0; action != NULL && i < action->field_count; i++) {
        const ing_field *field = &action->fields[i];
        bool is_free =
            field->optional || field->fallback != NULL || field->type->kind == ING_TYPE_FLAG;
        bool in_key = is_key(action, field->name);
        if ((is_free && !in_key) || is_named(outcome, field->name) ||
            is_filled(require_count, require, field->name))
            continue;
        ing_load_report_thing(load, "E112", outcome->file, outcome->line, action->id,
                              "%.*s needs the field %.*s%s, declared at %.*s:%d",
                              "%.*s 缺少字段 %.*s%s，声明于 %.*s:%d", ING_TEXT_ARG(action->id),
                              ING_TEXT_ARG(field->name),
                              !in_key                  ? ""
                              : load->diagnosis->is_zh ? "（键）"
                                                       : " of its key",
                              ING_TEXT_ARG(ing_load_file(load, action->titles.file)),
                              (int)action->titles.line);
    }
}

/* --- reading ---------------------------------------------------------------------------------- */

static void check_modality(ing_load *load, const ing_syntax *at,
                           const ing_outcome_template *outcome)
{
    const ing_action *action = outcome->action;
    bool is_bound = ing_text_is(action->kind, "order") || ing_text_is(action->kind, "guard");
    if (outcome->modality == ING_MAY && is_bound)
        ing_load_report(load, "W207", at, action->id,
                        "%.*s is of kind %.*s: it stands under must, not under may",
                        "%.*s 的种类是 %.*s：应写在 must 下，而非 may 下", ING_TEXT_ARG(action->id),
                        ING_TEXT_ARG(action->kind));
}

bool ing_outcome_read(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                      ing_modality modality, ing_outcome_template *out)
{
    ing_place_saved saved = ing_load_enter(load, syntax);
    const ing_action *action = action_of(load, syntax);
    bool done = true;
    out->file = load->file;
    out->line = load->line;
    if (action != NULL) {
        out->action = action;
        out->modality = ing_text_is(action->id, "block") ? ING_MUST_NOT : modality;
        check_modality(load, syntax, out);
        done = read_values(load, scope, syntax->kids[1], action, out);
    }
    ing_load_leave(load, saved);
    return done && !load->failed;
}

bool ing_outcomes_read(ing_load *load, const ing_scope *scope, const ing_syntax *syntax,
                       ing_modality modality, ing_outcome_template *out, size_t *count)
{
    ing_parts parts = ing_parts_of(load, syntax);
    for (size_t i = 0; i < parts.count && !load->failed; i++) {
        ing_outcome_template *one = &out[*count];
        if (!ing_outcome_read(load, scope, parts.items[i], modality, one))
            return false;
        if (one->action != NULL)
            (*count)++;
    }
    return !load->failed;
}
