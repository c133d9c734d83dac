/* SPDX-License-Identifier: Apache-2.0 */
/* Why a rule spoke or stayed silent, as JSON. */
#include "pack/why.h"

#include "pack/verdict.h"

static const char *const truths[] = { "false", "true", "unknown" };

/* --- nodes as JSON ------------------------------------------------------------------------------ */

/* A page holds JSON of at most ING_JSON_DEPTH_MAX levels: five above the conditions of a rule, two for each
 * condition inside another, three for what one says. Below that, `cut` says that there is more. */
#define INSIDE_MAX ((ING_JSON_DEPTH_MAX - 5 - 3) / 2)

static libing_status node_json(const ing_why *why, bool wanted, int inside, const ing_json **out,
                               libing_error *err);

/* A function's fact tells below its condition what it has read. */
static libing_status add_function(const ing_why *why, ing_json_builder *kids, libing_error *err)
{
    ing_why *computed = NULL;
    bool is_leaf = why->kind == ING_WHY_LEAF && why->expr != NULL && why->expr->count > 0 && !why->is_open;
    if (!is_leaf)
        return LIBING_OK;
    libing_status status = ing_why_function(&why->at, why->expr->kids[0], &computed, err);
    if (status != LIBING_OK || computed == NULL)
        return status;
    ing_json_builder one = ing_json_begin(why->at.judgement->arena);
    ing_json_put_text(&one, "source", computed->source);
    ing_json_put_text(&one, "zh", computed->zh);
    ing_json_put_text(&one, "en", computed->en);
    ing_json_add(kids, ing_json_end_object(&one));
    return LIBING_OK;
}

static libing_status put_kids(const ing_why *why, bool wanted, int inside, ing_json_builder *out,
                              libing_error *err)
{
    ing_json_builder kids = ing_json_begin(why->at.judgement->arena);
    bool inner = why->kind == ING_WHY_NO ? !wanted : wanted;
    if (inside == INSIDE_MAX) {
        if (why->count > 0)
            ing_json_put_boolean(out, "cut", true);
        return LIBING_OK;
    }
    for (size_t i = 0; i < why->count; i++) {
        const ing_json *kid = NULL;
        libing_status status = node_json(why->kids[i], inner, inside + 1, &kid, err);
        if (status != LIBING_OK)
            return status;
        ing_json_add(&kids, kid);
    }
    libing_status status = add_function(why, &kids, err);
    const ing_json *list = ing_json_end_list(&kids);
    if (status == LIBING_OK && list != NULL && list->count > 0)
        ing_json_put(out, ING_TEXT_LIT("kids"), list);
    return status;
}

static void put_head(const ing_why *why, ing_json_builder *out)
{
    if (why->source.len > 0)
        ing_json_put_text(out, "source", why->source);
    ing_json_put_text(out, "reason", why->reason);
    ing_json_put_text(out, "zh", why->zh);
    ing_json_put_text(out, "en", why->en);
    ing_json_put_text(out, "truth", ing_text_of(truths[why->truth]));
    const ing_type *type =
        why->expr != NULL && why->expr->count > 0 ? why->expr->kids[0]->type : NULL;
    if (why->kind == ING_WHY_LEAF)
        ing_json_put(out, ING_TEXT_LIT("actual"), ing_value_show(&why->at, type, &why->actual));
}

/* `wanted`: what it should be for the rule to speak; under a `no`, false. */
static libing_status node_json(const ing_why *why, bool wanted, int inside, const ing_json **out,
                               libing_error *err)
{
    ing_json_builder node = ing_json_begin(why->at.judgement->arena);
    put_head(why, &node);
    bool fails = why->truth != ing_truth_of(wanted);
    if (why->kind == ING_WHY_LEAF && fails && !why->is_open) {
        const ing_json *would_do = NULL;
        libing_status failed = ing_miss_would_do(why, wanted, &would_do, err);
        if (failed != LIBING_OK)
            return failed;
        ing_json_put(&node, ING_TEXT_LIT("would_do"), would_do);
    }
    libing_status status = put_kids(why, wanted, inside, &node, err);
    if (status != LIBING_OK)
        return status;
    *out = ing_json_end_object(&node);
    return *out == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

/* --- the rule as one tree ----------------------------------------------------------------------- */

/* given, then each entry of require, then the branches of choose as one that must be taken. */
typedef struct rule_tree {
    ing_why *root;                  /* ALL of what follows */
    size_t given;                   /* how many of its kids come from `given` */
} rule_tree;

static libing_status build_when(const ing_eval *at, const ing_expr *when, ing_why **out,
                                libing_error *err)
{
    if (when != NULL)
        return ing_why_build(at, when, 0, out, err);
    *out = ing_why_group(at, ING_WHY_ALL, 0);
    return *out == NULL ? ing_fail_nomem(err) : ing_why_settle(*out, "无条件", "always", err);
}

static libing_status build_choose(const ing_eval *at, const ing_rule *rule, ing_why **out,
                                  libing_error *err)
{
    ing_why *any = ing_why_group(at, ING_WHY_ANY, rule->choose_count);
    *out = any;
    if (any == NULL)
        return ing_fail_nomem(err);
    any->source = ING_TEXT_LIT("choose");
    for (size_t i = 0; i < rule->choose_count; i++) {
        libing_status status = build_when(at, rule->choose[i].when, &any->kids[i], err);
        if (status != LIBING_OK)
            return status;
    }
    return ing_why_settle(any, "下列分支之一：", "one of the branches: ", err);
}

static libing_status build_tree(const ing_eval *at, const ing_rule *rule, rule_tree *out,
                                libing_error *err)
{
    ing_why *given = NULL;
    libing_status status = build_when(at, rule->given, &given, err);
    if (status != LIBING_OK)
        return status;
    bool is_list = given->kind == ING_WHY_ALL && !given->is_open;
    out->given = is_list ? given->count : 1;
    bool chooses = rule->choose_count > 0 && rule->outcome_count == 0;
    out->root = ing_why_group(at, ING_WHY_ALL, out->given + rule->require_count + chooses);
    if (out->root == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < out->given; i++)
        out->root->kids[i] = is_list ? given->kids[i] : given;
    for (size_t i = 0; i < rule->require_count && status == LIBING_OK; i++) {
        ing_why **kid = &out->root->kids[out->given + i];
        status = build_when(at, rule->require[i].when, kid, err);
        if (status == LIBING_OK)
            (*kid)->reason = rule->require[i].reason;
    }
    if (status == LIBING_OK && chooses)
        status = build_choose(at, rule, &out->root->kids[out->root->count - 1], err);
    return status == LIBING_OK ? ing_why_settle(out->root, "", "", err) : status;
}

/* --- the answer --------------------------------------------------------------------------------- */

/* The first condition in written order that is not true; inside an entry, its own first one. */
static const ing_why *first_failing(const ing_why *why)
{
    for (size_t i = 0; i < why->count; i++) {
        const ing_why *kid = why->kids[i];
        if (kid->truth == ING_TRUE)
            continue;
        bool goes_on = kid->kind == ING_WHY_ALL && kid->count > 0;
        return goes_on ? first_failing(kid) : kid;
    }
    return NULL;
}

static const ing_why *first_entry(const rule_tree *tree, size_t require_count)
{
    for (size_t i = 0; i < tree->given; i++) {
        if (tree->root->kids[i]->truth != ING_TRUE)
            return NULL;
    }
    for (size_t i = 0; i < require_count; i++) {
        if (tree->root->kids[tree->given + i]->truth != ING_TRUE)
            return tree->root->kids[tree->given + i];
    }
    return NULL;
}

static void put_titles(const ing_rule *rule, const ing_eval *at, ing_json_builder *out)
{
    ing_json_builder cites = ing_json_begin(at->judgement->arena);
    for (size_t i = 0; i < rule->titles.cite_count; i++) {
        ing_json *cite = ing_arena_new(at->judgement->arena, 1, sizeof *cite);
        if (cite != NULL) /* otherwise the arena has failed, and the list is NULL */
            *cite = ing_json_of_text(rule->titles.cites[i]);
        ing_json_add(&cites, cite);
    }
    ing_json_put_text(out, "rule", rule->id);
    ing_json_put_text(out, "zh", rule->titles.zh);
    ing_json_put_text(out, "en", rule->titles.en);
    ing_json_put(out, ING_TEXT_LIT("cite"), ing_json_end_list(&cites));
}

static libing_status put_element(const ing_eval *at, ing_json_builder *out, libing_error *err)
{
    ing_buf buf = ING_BUF_INIT;
    if (at->each == NULL)
        return LIBING_OK;
    const ing_json *json = ing_value_show(at, NULL, at->each);
    if (json != NULL && json->type == ING_JSON_TEXT) {
        ing_json_put_text(out, "element", json->text);
        return LIBING_OK;
    }
    if (json != NULL)
        ing_json_write(json, &buf);
    const char *copy = buf.failed || json == NULL
                           ? NULL
                           : ing_arena_text(at->judgement->arena, buf.ptr, buf.len);
    ing_json_put_text(out, "element", (ing_text){ copy, buf.len });
    ing_buf_free(&buf);
    return copy == NULL && json != NULL ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status put_conditions(const rule_tree *tree, ing_json_builder *out, libing_error *err)
{
    ing_json_builder list = ing_json_begin(tree->root->at.judgement->arena);
    for (size_t i = 0; i < tree->root->count; i++) {
        const ing_json *node = NULL;
        libing_status status = node_json(tree->root->kids[i], true, 0, &node, err);
        if (status != LIBING_OK)
            return status;
        ing_json_add(&list, node);
    }
    ing_json_put(out, ING_TEXT_LIT("conditions"), ing_json_end_list(&list));
    return LIBING_OK;
}

static libing_status put_miss(const rule_tree *tree, ing_json_builder *out, libing_error *err)
{
    ing_json_builder list = ing_json_begin(tree->root->at.judgement->arena);
    libing_status status = ing_miss_list(tree->root, true, &list, err);
    const ing_json *miss = ing_json_end_list(&list);
    if (status != LIBING_OK || miss == NULL)
        return status != LIBING_OK ? status : ing_fail_nomem(err);
    ing_json_put_integer(out, "changes", (int64_t)miss->count);
    ing_json_put(out, ING_TEXT_LIT("miss"), miss);
    return LIBING_OK;
}

static libing_status put_failing(const rule_tree *tree, const ing_rule *rule, ing_json_builder *out,
                                 libing_error *err)
{
    const ing_why *first = first_failing(tree->root);
    const ing_why *entry = first_entry(tree, rule->require_count);
    if (entry != NULL)
        ing_json_put_text(out, "blocked_by", entry->reason);
    if (first == NULL)
        return LIBING_OK;
    ing_json_builder one = ing_json_begin(tree->root->at.judgement->arena);
    put_head(first, &one);
    if (entry != NULL)
        ing_json_put_text(&one, "reason", entry->reason);
    const ing_json *json = ing_json_end_object(&one);
    ing_json_put(out, ING_TEXT_LIT("first_failing"), json);
    return json == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status explain(const ing_eval *at, const ing_rule *rule, const ing_json **out,
                             libing_error *err)
{
    rule_tree tree = { NULL, 0 };
    ing_json_builder answer = ing_json_begin(at->judgement->arena);
    libing_status status = build_tree(at, rule, &tree, err);
    if (status != LIBING_OK)
        return status;
    put_titles(rule, at, &answer);
    ing_json_put_boolean(&answer, "spoke", tree.root->truth == ING_TRUE);
    status = put_element(at, &answer, err);
    if (status == LIBING_OK)
        status = put_failing(&tree, rule, &answer, err);
    if (status == LIBING_OK)
        status = put_miss(&tree, &answer, err);
    if (status == LIBING_OK)
        status = put_conditions(&tree, &answer, err);
    if (status != LIBING_OK)
        return status;
    *out = ing_json_end_object(&answer);
    return *out == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

libing_status ing_judge_explain(ing_judgement *judgement, const ing_rule *rule, const ing_value *element,
                                const ing_json **out, libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, element);
    *out = NULL;
    return ing_verdict_close(judgement, rule, explain(&at, rule, out, err), err);
}
