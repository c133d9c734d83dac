/* SPDX-License-Identifier: Apache-2.0 */
/* Deciders of actions: they may read parameters and facts, so they come after those. */
#include "pack/expr.h"

static void check_role(ing_load *load, const ing_syntax *at)
{
    if (ing_map_get(&load->pack->roles, at->text) != NULL)
        return;
    ing_nearest nearest = ing_nearest_in(&load->pack->roles, at->text);
    ing_load_unknown(load, at, "role", "角色", &nearest);
}

/* `ev` is the record that caused the decision. */
static const ing_expr *read_decider(ing_load *load, const ing_syntax *syntax)
{
    static const ing_type any_case = { .kind = ING_TYPE_CASE };
    static const ing_type any_record = { .kind = ING_TYPE_ENTRY };
    const ing_scope scope = { .subject = &any_case, .ev = &any_record };
    if (syntax->kind == ING_SYNTAX_TEXT)
        check_role(load, syntax);
    return ing_expr_typed(load, &scope, syntax, &ing_type_text, ING_TEXT_LIT("decider"));
}

void ing_load_deciders(ing_load *load)
{
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        const ing_syntax *syntax = ing_member(declaration->body, "decider");
        if (!ing_text_is(declaration->construct, "action") || syntax == NULL)
            continue;
        ing_action *action = ing_map_get(&load->pack->actions, declaration->id);
        load->file = declaration->file;
        load->line = declaration->line;
        if (action != NULL && action->decider == NULL)
            action->decider = read_decider(load, syntax);
    }
}
