/* SPDX-License-Identifier: Apache-2.0 */
/* The engine's indexes, inferred: of a filter's conditions the one that compares a field of the
 * record with something known outside it. Nobody declares an index. */
#include "pack/expr.h"

typedef struct atom {
    const ing_expr *left, *value;
    ing_buf path;
    int rank; /* lower = fewer records answer; -1 = none yet */
} atom;

static bool is_root_it(const ing_expr *expr)
{
    return expr->kind == ING_EXPR_ROOT && expr->root == ING_ROOT_IT;
}

/* Does the expression read the record under test. What MAP and PICK apply has an `it`
 * of its own. */
static bool reads_it(const ing_expr *expr)
{
    if (is_root_it(expr))
        return true;
    bool has_own =
        expr->kind == ING_EXPR_MAP || (expr->kind == ING_EXPR_CALL && expr->call == ING_CALL_PICK);
    size_t count = has_own ? 1 : expr->count;
    bool reads =
        expr->kind == ING_EXPR_QUERY && expr->query->scope != NULL && reads_it(expr->query->scope);
    for (size_t i = 0; i < count && !reads; i++)
        reads = reads_it(expr->kids[i]);
    return reads;
}

/* it.a or it.a.b as "a", "a.b"; a list mapped over counts like a record. False
 * for anything else. */
static bool print_path(const ing_expr *expr, ing_buf *out)
{
    if (expr->kind == ING_EXPR_BUILTIN && expr->builtin == ING_BUILTIN_SUBJECT &&
        is_root_it(expr->kids[0])) {
        ing_buf_text(out, "subject"); /* of a case */
        return true;
    }
    if (expr->kind == ING_EXPR_MAP && expr->kids[1]->kind == ING_EXPR_FIELD &&
        is_root_it(expr->kids[1]->kids[0])) {
        if (!print_path(expr->kids[0], out))
            return false;
    } else if (expr->kind != ING_EXPR_FIELD) {
        return false;
    } else if (!is_root_it(expr->kids[0]) &&
               (expr->kids[0]->type->kind != ING_TYPE_RECORD || !print_path(expr->kids[0], out))) {
        return false;
    }
    if (out->len > 0)
        ing_buf_byte(out, '.');
    ing_buf_slice(out, expr->name);
    return true;
}

static int rank_of(const ing_type *type)
{
    switch (type->kind) {
    case ING_TYPE_PARTY_ID:
    case ING_TYPE_CASE_ID:
        return 0;
    case ING_TYPE_BOOLEAN:
    case ING_TYPE_FLAG:
        return 3;
    case ING_TYPE_ONE_OF:
    case ING_TYPE_LADDER:
        return 2;
    case ING_TYPE_RECORD:
    case ING_TYPE_LIST:
    case ING_TYPE_ANY:
        return -1;
    default:
        return 1;
    }
}

/* The member of a record by which it is found: the best that the other side gives. */
static const ing_field *member_of(const ing_type *record, const ing_type *given)
{
    const ing_field *best = NULL;
    for (size_t i = 0; i < record->field_count; i++) {
        const ing_field *field = &record->fields[i];
        int rank = rank_of(field->type);
        if (rank >= 0 && ing_fields_find(given->field_count, given->fields, field->name) != NULL &&
            (best == NULL || rank < rank_of(best->type)))
            best = field;
    }
    return best;
}

/* Member `name` of the value: the template's part, or a path into it. */
static const ing_expr *part_of(ing_load *load, const ing_expr *value, const ing_field *field)
{
    for (size_t i = 0; value->kind == ING_EXPR_RECORD && i < value->count; i++) {
        if (ing_text_equal(value->members[i], field->name))
            return value->kids[i];
    }
    ing_expr *expr = ing_expr_new(load, ING_EXPR_FIELD, field->type, value->syntax);
    if (expr == NULL)
        return NULL;
    expr->name = field->name;
    expr->field = ing_fields_find(value->type->field_count, value->type->fields, field->name);
    return ing_expr_kids(load, expr, 1, &value);
}

/* Takes the test as the atom when it is a better one. False without memory. */
static bool consider(ing_load *load, const ing_expr *test, atom *best)
{
    ing_buf path = ING_BUF_INIT;
    const ing_expr *left = test->kids[0], *value = test->kids[1];
    const ing_type *type = test->verb == ING_VERB_HAS && left->type->kind == ING_TYPE_LIST
                               ? left->type->element
                               : left->type;
    if (reads_it(value) || !print_path(left, &path)) {
        ing_buf_free(&path);
        return true;
    }
    if (type->kind == ING_TYPE_RECORD && value->type->kind == ING_TYPE_RECORD) {
        const ing_field *member = member_of(type, value->type);
        if (member != NULL) {
            type = member->type;
            value = part_of(load, value, member);
            ing_buf_byte(&path, '.');
            ing_buf_slice(&path, member->name);
        }
    }
    int rank = rank_of(type);
    if (value != NULL && rank >= 0 && (best->rank < 0 || rank < best->rank)) {
        ing_buf_move(&best->path, &path);
        best->value = value;
        best->rank = rank;
    }
    ing_buf_free(&path);
    return value != NULL;
}

static bool search(ing_load *load, const ing_expr *conditions, atom *best)
{
    bool done = true;
    for (size_t i = 0; i < conditions->count && done; i++) {
        const ing_expr *kid = conditions->kids[i];
        if (kid->kind == ING_EXPR_ALL)
            done = search(load, kid, best);
        else if (kid->kind == ING_EXPR_TEST &&
                 (kid->verb == ING_VERB_IS || kid->verb == ING_VERB_HAS))
            done = consider(load, kid, best);
    }
    return done;
}

/* Queries of cases ask by subject only, which the store knows anyway. */
static bool add_indexes(ing_load *load, const ing_query *query)
{
    bool done = true;
    for (size_t i = 0; i < query->word_count && done && !query->of_cases && !query->of_parties; i++)
        done = ing_index_add(load, query->words[i], query->atom_path);
    return done;
}

bool ing_query_find_atom(ing_load *load, ing_query *query)
{
    atom best = { NULL, NULL, ING_BUF_INIT, -1 };
    bool done = query->filter == NULL || search(load, query->filter, &best);
    if (done && best.rank >= 0) {
        query->atom_path = ing_load_copy(load, &best.path);
        query->atom_value = best.value;
        done = !load->failed && add_indexes(load, query);
    }
    ing_buf_free(&best.path);
    return done;
}

bool ing_index_add(ing_load *load, ing_text word, ing_text path)
{
    ing_buf name = ING_BUF_INIT;
    ing_buf_slice(&name, word);
    if (path.ptr != NULL)
        ing_buf_byte(&name, '.');
    ing_buf_slice(&name, path);
    ing_text key = ing_load_copy(load, &name);
    ing_buf_free(&name);
    return !load->failed && ing_load_put(load, &load->indexes, key, load);
}

bool ing_query_find_atom_in(ing_load *load, ing_query *query)
{
    bool done = true;
    ing_text path = query->period == ING_PERIOD_AT   ? ING_TEXT_LIT("date")
                    : query->period == ING_PERIOD_TO ? ING_TEXT_LIT("to")
                                                     : ING_TEXT_NONE;
    if (query->period == ING_PERIOD_ANY) {
        done = ing_query_find_atom(load, query);
        if (!done || query->atom_path.ptr != NULL)
            return done;
    }
    for (size_t i = 0; i < query->word_count && done; i++)
        done = ing_index_add(load, query->words[i], path);
    return done;
}
