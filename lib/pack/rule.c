/* SPDX-License-Identifier: Apache-2.0 */
/* Rules: conditions, outcomes, what stands in their place. */
#include "pack/rule.h"

static const char *const rule_members[] = { "case",      "on",    "each",   "from",
                                            "to",        "due",   "given",  "require",
                                            "otherwise", "must",  "may",    "must_not",
                                            "choose",    "again", "revoke", NULL };

/* A rule being made. */
typedef struct making {
    ing_load *load;
    const ing_syntax *body;
    ing_rule *rule;
    ing_hearing hearing;
} making;

/* --- outcomes --------------------------------------------------------------------------------- */

static size_t count_of(ing_load *load, const ing_syntax *table, const char *name)
{
    return ing_parts_of(load, ing_member(table, name)).count;
}

/* must, may and must_not of a rule or a branch. */
static bool read_outcomes(making *m, const ing_syntax *table, size_t *count,
                          const ing_outcome_template **out)
{
    static const struct {
        const char *name;
        ing_modality modality;
    } members[] = { { "must", ING_MUST }, { "may", ING_MAY }, { "must_not", ING_MUST_NOT } };
    size_t most = 0;
    *count = 0;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        most += count_of(m->load, table, members[i].name);
    ing_outcome_template *templates = ing_load_new(m->load, most, sizeof *templates);
    if (templates == NULL)
        return false;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        if (!ing_outcomes_read(m->load, &m->hearing.scope, ing_member(table, members[i].name),
                               members[i].modality, templates, count))
            return false;
    }
    for (size_t i = 0; i < *count; i++)
        ing_outcome_complete(m->load, &templates[i], 0, NULL);
    *out = templates;
    return true;
}

/* NULL in *out when it is not there, or wrong. */
static bool read_one(making *m, const char *name, ing_outcome_template **out)
{
    const ing_syntax *syntax = ing_member(m->body, name);
    *out = NULL;
    if (syntax == NULL)
        return true;
    ing_outcome_template *outcome = ing_load_new(m->load, 1, sizeof *outcome);
    if (outcome == NULL || !ing_outcome_read(m->load, &m->hearing.scope, syntax, ING_MUST, outcome))
        return false;
    if (outcome->action != NULL)
        *out = outcome;
    return true;
}

/* --- conditions ------------------------------------------------------------------------------- */

static bool read_given(making *m)
{
    const ing_syntax *given = ing_member(m->body, "given");
    ing_parts parts = ing_parts_of(m->load, given);
    if (given == NULL || parts.count == 0)
        return !m->load->failed;
    m->rule->given = ing_expr_all(m->load, &m->hearing.scope, parts, given);
    return m->rule->given != NULL;
}

static void check_reason(making *m, const ing_syntax *at, const ing_outcome_template *otherwise)
{
    ing_load *load = m->load;
    const ing_action *action = otherwise->action;
    const ing_field *field =
        ing_fields_find(action->field_count, action->fields, ING_TEXT_LIT("reason"));
    if (field == NULL) {
        ing_load_report(
            load, "E109", at, ING_TEXT_NONE, "%.*s has no field reason to say \"%.*s\" in",
            "%.*s 没有字段 reason，说不出“%.*s”", ING_TEXT_ARG(action->id), ING_TEXT_ARG(at->text));
        return;
    }
    if (field->type->kind != ING_TYPE_ONE_OF && field->type->kind != ING_TYPE_LADDER)
        return;
    ing_nearest nearest = ing_nearest_begin(at->text);
    for (size_t i = 0; i < field->type->word_count; i++) {
        if (ing_text_equal(field->type->words[i], at->text))
            return;
        ing_nearest_try(&nearest, field->type->words[i]);
    }
    if (nearest.best.ptr != NULL)
        ing_load_report(load, "E109", at, ING_TEXT_NONE,
                        "\"%.*s\" is no reason of %.*s; did you mean \"%.*s\"?",
                        "“%.*s”不是 %.*s 的理由；是否想写“%.*s”？", ING_TEXT_ARG(at->text),
                        ING_TEXT_ARG(action->id), ING_TEXT_ARG(nearest.best));
    else
        ing_load_report(load, "E109", at, ING_TEXT_NONE, "\"%.*s\" is no reason of %.*s",
                        "“%.*s”不是 %.*s 的理由", ING_TEXT_ARG(at->text), ING_TEXT_ARG(action->id));
}

static bool read_entry_fields(making *m, const ing_syntax *entry,
                              const ing_outcome_template *otherwise, ing_branch *out)
{
    size_t count = entry->member_count;
    ing_text *names = ing_load_new(m->load, count, sizeof *names);
    const ing_expr **values = ing_load_new(m->load, count, sizeof(const ing_expr *));
    if (names == NULL || values == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const ing_syntax_member *member = &entry->members[i];
        const ing_field *field =
            otherwise == NULL ? NULL : ing_outcome_field(m->load, otherwise->action, member->name);
        names[i] = member->name;
        values[i] = ing_expr_typed(m->load, &m->hearing.scope, member->value,
                                   field == NULL ? NULL : field->type, member->name);
        if (values[i] == NULL)
            return false;
    }
    out->field_count = count;
    out->field_names = names;
    out->fields = values;
    return true;
}

static bool read_entry(making *m, const ing_syntax *entry, const ing_outcome_template *otherwise,
                       ing_branch *out)
{
    bool is_good = entry->kind == ING_SYNTAX_TABLE && entry->count > 1 &&
                   entry->kids[0]->kind == ING_SYNTAX_TEXT;
    if (!is_good) {
        ing_load_report(m->load, "E105", entry, ING_TEXT_LIT("require"),
                        "require is a list of { \"reason\", conditions… }",
                        "require 是 { \"理由\", 条件… } 的列表");
        return true;
    }
    ing_parts conditions = { entry->count - 1, entry->kids + 1 };
    out->reason = entry->kids[0]->text;
    if (otherwise != NULL)
        check_reason(m, entry->kids[0], otherwise);
    out->when = ing_expr_all(m->load, &m->hearing.scope, conditions, entry);
    return out->when != NULL && read_entry_fields(m, entry, otherwise, out);
}

static bool read_require(making *m, const ing_outcome_template *otherwise)
{
    const ing_syntax *syntax = ing_member(m->body, "require");
    if (syntax == NULL)
        return true;
    ing_parts parts = ing_parts_of(m->load, syntax);
    bool is_flat = parts.count > 0 && parts.items[0]->kind == ING_SYNTAX_TEXT;
    if (is_flat || parts.count == 0) {
        ing_load_report(m->load, "E105", NULL, ING_TEXT_LIT("require"),
                        "require is a list of { \"reason\", conditions… }",
                        "require 是 { \"理由\", 条件… } 的列表");
        return !m->load->failed;
    }
    if (ing_member(m->body, "otherwise") == NULL)
        ing_load_report(m->load, "E109", NULL, ING_TEXT_LIT("require"),
                        "rule %.*s has require, but no otherwise says what happens when it fails",
                        "规则 %.*s 有 require，却没有 otherwise 说明不成立时怎么办",
                        ING_TEXT_ARG(m->rule->id));
    ing_branch *out = ing_load_new(m->load, parts.count, sizeof *out);
    if (out == NULL)
        return false;
    for (size_t i = 0; i < parts.count; i++) {
        if (!read_entry(m, parts.items[i], otherwise, &out[i]))
            return false;
    }
    m->rule->require = out;
    m->rule->require_count = parts.count;
    return true;
}

/* --- branches --------------------------------------------------------------------------------- */

static const char *const branch_members[] = { "must", "may", "must_not", NULL };

static bool check_branch(making *m, const ing_syntax *branch)
{
    if (branch->kind != ING_SYNTAX_TABLE || branch->member_count == 0) {
        ing_load_report(m->load, "E105", branch, ING_TEXT_LIT("choose"),
                        "choose is a list of { conditions…, must = …, may = … }",
                        "choose 是 { 条件…, must = …, may = … } 的列表");
        return false;
    }
    const ing_syntax named = { .kind = ING_SYNTAX_TABLE,
                               .member_count = branch->member_count,
                               .members = branch->members,
                               .file = branch->file };
    ing_members_check(m->load, &named, ING_TEXT_LIT("choose"), branch_members, NULL);
    return true;
}

static bool read_choose(making *m)
{
    const ing_syntax *syntax = ing_member(m->body, "choose");
    ing_parts parts = ing_parts_of(m->load, syntax);
    if (syntax == NULL)
        return true;
    ing_branch *out = ing_load_new(m->load, parts.count, sizeof *out);
    if (out == NULL)
        return false;
    for (size_t i = 0; i < parts.count; i++) {
        const ing_syntax *branch = parts.items[i];
        if (!check_branch(m, branch))
            continue;
        ing_parts conditions = { branch->count, branch->kids };
        if (conditions.count > 0)
            out[i].when = ing_expr_all(m->load, &m->hearing.scope, conditions, branch);
        if (m->load->failed || !read_outcomes(m, branch, &out[i].outcome_count, &out[i].outcomes))
            return false;
    }
    m->rule->choose = out;
    m->rule->choose_count = parts.count;
    return true;
}

/* --- the rule --------------------------------------------------------------------------------- */

static bool read_revoke(making *m)
{
    const ing_syntax *syntax = ing_member(m->body, "revoke");
    ing_rule *rule = m->rule;
    ing_outcome_template *out =
        ing_load_new(m->load, count_of(m->load, m->body, "revoke"), sizeof *out);
    if (out == NULL ||
        !ing_outcomes_read(m->load, &m->hearing.scope, syntax, ING_MUST, out, &rule->revoke_count))
        return false;
    for (size_t i = 0; i < rule->revoke_count; i++) {
        if (out[i].count > 0 && !ing_index_add(m->load, out[i].action->id, out[i].names[0]))
            return false;
    }
    rule->revoke = out;
    return true;
}

static bool read_others(making *m)
{
    ing_outcome_template *otherwise, *again;
    if (!read_one(m, "otherwise", &otherwise) || !read_require(m, otherwise) ||
        !read_one(m, "again", &again))
        return false;
    bool is_required = m->rule->require_count > 0 || ing_member(m->body, "require") == NULL;
    if (otherwise != NULL && is_required) /* a wrong `require` has been told */
        ing_outcome_complete(m->load, otherwise, m->rule->require_count, m->rule->require);
    if (again != NULL)
        ing_outcome_complete(m->load, again, 0, NULL);
    m->rule->otherwise = otherwise;
    m->rule->again = again;
    return true;
}

static bool says_something(const ing_syntax *body)
{
    static const char *const voices[] = { "must",   "may", "must_not", "otherwise", "choose",
                                          "revoke", "to",  "due",      "require" };
    bool says = false;
    for (size_t i = 0; i < sizeof voices / sizeof voices[0] && !says; i++)
        says = ing_member(body, voices[i]) != NULL;
    return says;
}

static bool load_rule(ing_load *load, const ing_declaration *declaration, ing_rule *rule)
{
    making m = { load, declaration->body, rule, { NULL, { 0 } } };
    ing_members_check(load, declaration->body, declaration->construct, rule_members, NULL);
    rule->id = declaration->id;
    rule->titles = ing_titles_read(load, declaration);
    if (!says_something(declaration->body))
        ing_load_report(load, "E105", NULL, rule->id,
                        "rule %.*s says nothing: to, must, may, must_not, choose or revoke",
                        "规则 %.*s 没有结果：to、must、may、must_not、choose 或 revoke",
                        ING_TEXT_ARG(rule->id));
    return ing_rule_hear(load, declaration->body, rule, &m.hearing) &&
           ing_rule_read_moves(load, declaration->body, &m.hearing.scope, rule) && read_given(&m) &&
           read_others(&m) &&
           read_outcomes(&m, declaration->body, &rule->outcome_count, &rule->outcomes) &&
           read_choose(&m) && read_revoke(&m);
}

void ing_load_rules(ing_load *load)
{
    size_t count = 0;
    for (size_t i = 0; i < load->declaration_count; i++)
        count += ing_text_is(load->declarations[i].construct, "rule") ? 1 : 0;
    const ing_rule **list = ing_load_new(load, count, sizeof(const ing_rule *));
    if (list == NULL)
        return;
    load->pack->rules = list;
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (!ing_text_is(declaration->construct, "rule") || !ing_claim(load, "rule", declaration) ||
            ing_load_overlay_drops(load, declaration->id))
            continue;
        ing_rule *rule = ing_load_new(load, 1, sizeof *rule);
        if (rule == NULL || !load_rule(load, declaration, rule))
            return;
        rule->index = (int32_t)load->pack->rule_count;
        list[load->pack->rule_count++] = rule;
    }
    ing_load_overlay_rules(load);
}
