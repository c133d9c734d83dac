/* SPDX-License-Identifier: Apache-2.0 */
/* Lints: what a pack may do and had better not. Run on packs without errors. */
#include "pack/lint.h"
#include "pack/rule.h"

/* --- titles, clauses, parameters (W206) ------------------------------------------------------- */

void ing_lint_titles(ing_load *load, const char *construct, ing_text id, const ing_titles *titles)
{
    if (titles->zh.ptr != NULL && titles->en.ptr != NULL)
        return;
    const char *missing = titles->zh.ptr == NULL && titles->en.ptr == NULL ? "zh, en"
                          : titles->zh.ptr == NULL                         ? "zh"
                                                                           : "en";
    ing_load_report_thing(load, "W206", titles->file, titles->line, id, "%s %.*s has no title: %s",
                          "%s %.*s 没有标题：%s", construct, ING_TEXT_ARG(id), missing);
}

static void check_vocabulary(ing_load *load)
{
    const ing_pack *pack = load->pack;
    for (size_t i = 0; i < pack->cases.count; i++) {
        const ing_case_kind *kind = pack->cases.items[i].value;
        ing_lint_titles(load, "case", kind->id, &kind->titles);
    }
    for (size_t i = 0; i < pack->events.count; i++) {
        const ing_event *event = pack->events.items[i].value;
        ing_lint_titles(load, "event", event->id, &event->titles);
    }
    for (size_t i = 0; i < pack->actions.count; i++) {
        const ing_action *action = pack->actions.items[i].value;
        ing_lint_titles(load, "action", action->id, &action->titles);
    }
    for (size_t i = 0; i < pack->procedure_count; i++)
        ing_lint_titles(load, "procedure", pack->procedure_list[i]->id,
                     &pack->procedure_list[i]->titles);
    for (size_t i = 0; i < pack->tables.count; i++) {
        const ing_table *table = pack->tables.items[i].value;
        ing_lint_titles(load, "table", table->id, &table->titles);
    }
    for (size_t i = 0; i < pack->fact_count; i++)
        ing_lint_titles(load, "fact", pack->fact_list[i]->id, &pack->fact_list[i]->titles);
}

static void check_params(ing_load *load)
{
    const ing_map *params = &load->pack->params;
    for (size_t i = 0; i < params->count; i++) {
        const ing_param *param = params->items[i].value;
        ing_lint_titles(load, "param", param->id, &param->titles);
        if (!load->has_functions && ing_map_get(&load->read_params, param->id) == NULL)
            ing_load_report_thing(load, "W206", param->titles.file, param->titles.line, param->id,
                                  "param %.*s is never read", "参数 %.*s 从未使用",
                                  ING_TEXT_ARG(param->id));
        if (param->assumed && param->titles.note.ptr == NULL)
            ing_load_report_thing(load, "W206", param->titles.file, param->titles.line, param->id,
                                  "param %.*s is assumed: say in a note on what grounds",
                                  "参数 %.*s 是假定值（assumed）：请在 note 中说明理由",
                                  ING_TEXT_ARG(param->id));
    }
}

/* --- conditions that exclude one another (W201) ----------------------------------------------- */

static const ing_value *constant_of(const ing_expr *test)
{
    return test->count == 2 && test->kids[1]->kind == ING_EXPR_CONSTANT ? &test->kids[1]->value
                                                                        : NULL;
}

static bool lists(const ing_value *list, const ing_value *value)
{
    bool found = false;
    for (size_t i = 0; list->kind == ING_VALUE_LIST && i < list->count && !found; i++)
        found = ing_value_equal(&list->items[i], value);
    return found;
}

/* Where a value stands in its order: an integer itself, a ladder's word by its place. */
static bool position_of(const ing_expr *test, const ing_value *value, int64_t *out)
{
    const ing_type *type = test->kids[0]->type;
    *out = value->number;
    if (value->kind == ING_VALUE_INTEGER)
        return true;
    for (size_t i = 0;
         type->kind == ING_TYPE_LADDER && value->kind == ING_VALUE_TEXT && i < type->word_count;
         i++) {
        *out = (int64_t)i;
        if (ing_text_equal(type->words[i], value->text))
            return true;
    }
    return false;
}

bool ing_lint_refuses(const ing_expr *test, const ing_value *value)
{
    const ing_value *constant = constant_of(test);
    int64_t limit = 0, place = 0;
    if (constant == NULL)
        return false;
    bool is_placed = position_of(test, constant, &limit) && position_of(test, value, &place);
    switch (test->verb) {
    case ING_VERB_IS:
        return !ing_value_equal(constant, value);
    case ING_VERB_ISNT:
        return ing_value_equal(constant, value);
    case ING_VERB_ONE_OF:
        return !lists(constant, value);
    case ING_VERB_NONE_OF:
        return lists(constant, value);
    case ING_VERB_BELOW:
        return is_placed && place >= limit;
    case ING_VERB_UPTO:
        return is_placed && place > limit;
    case ING_VERB_ATLEAST:
        return is_placed && place < limit;
    case ING_VERB_ABOVE:
        return is_placed && place <= limit;
    default:
        return false;
    }
}

static bool refuses_all(const ing_expr *test, const ing_value *list)
{
    bool all = list->kind == ING_VALUE_LIST && list->count > 0;
    for (size_t i = 0; all && i < list->count; i++)
        all = ing_lint_refuses(test, &list->items[i]);
    return all;
}

/* The last place in the order that a test lets through, or the first: INT64_MAX, INT64_MIN = no
 * end. */
static int64_t upper_end(const ing_expr *test, int64_t limit)
{
    if (test->verb == ING_VERB_BELOW)
        return limit - 1;
    return test->verb == ING_VERB_UPTO ? limit : INT64_MAX;
}

static int64_t lower_end(const ing_expr *test, int64_t limit)
{
    if (test->verb == ING_VERB_ABOVE)
        return limit + 1;
    return test->verb == ING_VERB_ATLEAST ? limit : INT64_MIN;
}

static bool exclude(const ing_expr *a, const ing_expr *b)
{
    const ing_value *x = constant_of(a), *y = constant_of(b);
    int64_t upper, lower;
    if (x == NULL || y == NULL || !ing_text_equal(a->kids[0]->source, b->kids[0]->source))
        return false;
    if (a->verb == ING_VERB_IS)
        return ing_lint_refuses(b, x);
    if (a->verb == ING_VERB_ONE_OF)
        return refuses_all(b, x);
    return position_of(a, x, &upper) && position_of(b, y, &lower) &&
           upper_end(a, upper) < lower_end(b, lower);
}

static bool negate(const ing_expr *a, const ing_expr *b)
{
    bool a_no = a->kind == ING_EXPR_NO, b_no = b->kind == ING_EXPR_NO;
    bool is_known_pair = (a->kind == ING_EXPR_KNOWN && b->kind == ING_EXPR_UNKNOWN);
    if (is_known_pair)
        return ing_text_equal(a->kids[0]->source, b->kids[0]->source);
    return a_no != b_no && b_no && ing_text_equal(b->kids[0]->source, a->source);
}

/* As the two stand: `a` first. */
static bool excludes(const ing_expr *a, const ing_expr *b)
{
    bool are_tests = a->kind == ING_EXPR_TEST && b->kind == ING_EXPR_TEST;
    return are_tests ? exclude(a, b) : negate(a, b);
}

bool ing_lint_excludes(const ing_expr *a, const ing_expr *b)
{
    return excludes(a, b) || excludes(b, a);
}

static void check_given(ing_load *load, const ing_rule *rule)
{
    const ing_expr *given = rule->given;
    for (size_t i = 0; given != NULL && i < given->count; i++) {
        for (size_t j = 0; j < given->count; j++) {
            const ing_expr *a = given->kids[i], *b = given->kids[j];
            if (i == j || !excludes(a, b))
                continue;
            ing_load_report_thing(load, "W201", rule->titles.file, rule->titles.line, rule->id,
                                  "rule %.*s can never match: %.*s and %.*s exclude one another",
                                  "规则 %.*s 永远不会匹配：%.*s 与 %.*s 互相矛盾",
                                  ING_TEXT_ARG(rule->id), ING_TEXT_ARG(a->source),
                                  ING_TEXT_ARG(b->source));
            return;
        }
    }
}

/* --- order of moments (W204) ------------------------------------------------------------------ */

typedef enum fact_ties { TIES_NOT_ASKED, TIES_NO, TIES_YES } fact_ties;

typedef struct moments {
    bool compares, says_ties;
    fact_ties *facts; /* by index: does the fact say ties, itself or through others */
} moments;

static void look_at(const ing_expr *expr, moments *seen);

static void look_at_fact(const ing_fact *fact, moments *seen)
{
    if (fact->is != NULL)
        look_at(fact->is, seen);
    for (size_t i = 0; i < fact->branch_count; i++) {
        if (fact->branches[i].when != NULL)
            look_at(fact->branches[i].when, seen);
    }
}

static bool orders(ing_verb verb)
{
    return verb == ING_VERB_BELOW || verb == ING_VERB_UPTO || verb == ING_VERB_ATLEAST ||
           verb == ING_VERB_ABOVE || verb == ING_VERB_BETWEEN;
}

static void look_at(const ing_expr *expr, moments *seen)
{
    bool is_moment = expr->kind == ING_EXPR_TEST && expr->kids[0]->type->kind == ING_TYPE_MOMENT;
    seen->compares = seen->compares || (is_moment && orders(expr->verb));
    seen->says_ties = seen->says_ties || (is_moment && expr->verb == ING_VERB_TIES);
    if (expr->kind == ING_EXPR_FACT) { /* what a fact compares is its own affair */
        fact_ties *known = &seen->facts[expr->fact->index];
        if (*known == TIES_NOT_ASKED) {
            moments inner = { false, false, seen->facts };
            look_at_fact(expr->fact, &inner);
            *known = inner.says_ties ? TIES_YES : TIES_NO;
        }
        seen->says_ties = seen->says_ties || *known == TIES_YES;
    }
    for (size_t i = 0; i < expr->count; i++)
        look_at(expr->kids[i], seen);
    if (expr->kind == ING_EXPR_QUERY && expr->query->filter != NULL)
        look_at(expr->query->filter, seen);
}

static void report_moments(ing_load *load, const char *construct, ing_text id,
                           const ing_titles *titles, const moments *seen)
{
    if (seen->compares && !seen->says_ties)
        ing_load_report_thing(
            load, "W204", titles->file, titles->line, id,
            "%s %.*s compares moments and never says ties: records of one day are undecided",
            "%s %.*s 比较了时间先后，却没有用 ties：同日记录先后不明", construct, ING_TEXT_ARG(id));
}

static void check_moments(ing_load *load)
{
    fact_ties *facts = ing_load_new(load, load->pack->fact_count, sizeof *facts);
    if (facts == NULL)
        return;
    for (size_t i = 0; i < load->pack->fact_count; i++) {
        const ing_fact *fact = load->pack->fact_list[i];
        moments seen = { false, false, facts };
        look_at_fact(fact, &seen);
        report_moments(load, "fact", fact->id, &fact->titles, &seen);
    }
    for (size_t i = 0; i < load->pack->rule_count; i++) {
        const ing_rule *rule = load->pack->rules[i];
        moments seen = { false, false, facts };
        if (rule->given != NULL)
            look_at(rule->given, &seen);
        for (size_t j = 0; j < rule->require_count; j++)
            look_at(rule->require[j].when, &seen);
        for (size_t j = 0; j < rule->choose_count; j++) {
            if (rule->choose[j].when != NULL)
                look_at(rule->choose[j].when, &seen);
        }
        report_moments(load, "rule", rule->id, &rule->titles, &seen);
    }
}

/* --- rules ------------------------------------------------------------------------------------ */

static bool has_key(size_t count, const ing_outcome_template *outcomes)
{
    bool has = false;
    for (size_t i = 0; i < count && !has; i++)
        has = outcomes[i].action->key_count > 0;
    return has;
}

static void check_again(ing_load *load, const ing_rule *rule)
{
    bool has = rule->again == NULL || has_key(rule->outcome_count, rule->outcomes);
    for (size_t i = 0; i < rule->choose_count && !has; i++)
        has = has_key(rule->choose[i].outcome_count, rule->choose[i].outcomes);
    if (!has)
        ing_load_report_thing(load, "W201", rule->titles.file, rule->titles.line, rule->id,
                              "rule %.*s has again, but no action of it has a key",
                              "规则 %.*s 有 again，但它的行动都没有 key", ING_TEXT_ARG(rule->id));
}

static void check_rule(ing_load *load, const ing_rule *rule)
{
    ing_lint_titles(load, "rule", rule->id, &rule->titles);
    if (rule->titles.cite_count == 0)
        ing_load_report_thing(load, "W206", rule->titles.file, rule->titles.line, rule->id,
                              "rule %.*s cites nothing: cite = \"clause\"",
                              "规则 %.*s 没有引用依据：cite = \"条款\"", ING_TEXT_ARG(rule->id));
    if (rule->otherwise != NULL && rule->require_count == 0)
        ing_load_report_thing(load, "W201", rule->titles.file, rule->titles.line, rule->id,
                              "rule %.*s has otherwise, but nothing is required",
                              "规则 %.*s 有 otherwise，却没有 require", ING_TEXT_ARG(rule->id));
    check_given(load, rule);
    check_again(load, rule);
}

void ing_load_lints(ing_load *load)
{
    check_vocabulary(load);
    check_params(load);
    for (size_t i = 0; i < load->pack->rule_count; i++)
        check_rule(load, load->pack->rules[i]);
    check_moments(load);
    ing_lint_course(load);
    ing_lint_tables(load);
    ing_lint_basis(load);
}
