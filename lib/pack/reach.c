/* SPDX-License-Identifier: Apache-2.0 */
/* Which words make rules look at the whole store. */
#include "pack/reach.h"

typedef struct reaching {
    bool *seen; /* facts already walked */
} reaching;

static bool reaches(reaching *r, const ing_expr *expr);

static bool branches_reach(reaching *r, size_t count, const ing_branch *branches)
{
    for (size_t i = 0; i < count; i++) {
        if (reaches(r, branches[i].when) || reaches(r, branches[i].value))
            return true;
        for (size_t k = 0; k < branches[i].field_count; k++) {
            if (reaches(r, branches[i].fields[k]))
                return true;
        }
        for (size_t k = 0; k < branches[i].outcome_count; k++) {
            for (size_t v = 0; v < branches[i].outcomes[k].count; v++) {
                if (reaches(r, branches[i].outcomes[k].values[v]))
                    return true;
            }
        }
    }
    return false;
}

/* A function may ask f.list for the store; it is taken to. */
static bool fact_reaches(reaching *r, const ing_fact *fact)
{
    if (r->seen[fact->index])
        return false;
    r->seen[fact->index] = true;
    return fact->function != 0 || reaches(r, fact->is) ||
           branches_reach(r, fact->branch_count, fact->branches);
}

static bool query_reaches(reaching *r, const ing_query *query)
{
    bool is_store = query->scope != NULL && query->scope->kind == ING_EXPR_ROOT &&
                    query->scope->root == ING_ROOT_STORE;

    return is_store || reaches(r, query->filter) || reaches(r, query->scope) ||
           reaches(r, query->atom_value);
}

static bool table_reaches(reaching *r, const ing_table *table)
{
    for (size_t i = 0; i < table->input_count; i++) {
        if (reaches(r, table->inputs[i]))
            return true;
    }
    return reaches(r, table->act);
}

static bool reaches(reaching *r, const ing_expr *expr)
{
    if (expr == NULL)
        return false;
    if (expr->kind == ING_EXPR_ROOT && expr->root == ING_ROOT_STORE)
        return true;
    if (expr->kind == ING_EXPR_QUERY && query_reaches(r, expr->query))
        return true;
    if (expr->kind == ING_EXPR_FACT && expr->fact != NULL && fact_reaches(r, expr->fact))
        return true;
    for (size_t i = 0; i < expr->count; i++) {
        if (reaches(r, expr->kids[i]))
            return true;
    }
    return expr->kind == ING_EXPR_LOOKUP && table_reaches(r, expr->table);
}

static bool outcomes_reach(reaching *r, size_t count, const ing_outcome_template *outcomes)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t v = 0; v < outcomes[i].count; v++) {
            if (reaches(r, outcomes[i].values[v]))
                return true;
        }
    }
    return false;
}

static bool rule_reaches(reaching *r, const ing_rule *rule)
{
    for (size_t i = 0; i < rule->due_count; i++) {
        if (reaches(r, rule->due_values[i]))
            return true;
    }
    return rule->each != NULL || reaches(r, rule->given) ||
           branches_reach(r, rule->require_count, rule->require) ||
           branches_reach(r, rule->choose_count, rule->choose) ||
           outcomes_reach(r, rule->otherwise != NULL ? 1 : 0, rule->otherwise) ||
           outcomes_reach(r, rule->outcome_count, rule->outcomes);
}

bool ing_reach_build(ing_pack *pack)
{
    for (size_t i = 0; i < pack->rule_count; i++) {
        const ing_rule *rule = pack->rules[i];
        reaching r = { ing_arena_new(&pack->arena, pack->fact_count + 1, sizeof *r.seen) };

        if (r.seen == NULL)
            return false;
        if (!rule_reaches(&r, rule))
            continue;
        for (size_t k = 0; k < rule->on_count; k++) {
            if (!ing_map_put(&pack->wide_words, rule->on[k], pack))
                return false;
        }
    }
    return true;
}

bool ing_pack_reads_widely(const ing_pack *pack, ing_text word)
{
    return ing_map_get(&pack->wide_words, word) != NULL;
}
