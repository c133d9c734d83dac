/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions in force: by their key, and those that a rule takes out of force. */
#include "pack/eval.h"
#include "pack/verdict.h"

#include <stdlib.h>

/* Decisions of an action that have this value in this field, and maybe others. */
static libing_status find_decisions(const ing_eval *at, const ing_action *action, ing_text field,
                                    const ing_json *value, ing_records *out, libing_error *err)
{
    const ing_world *world = at->judgement->world;
    const ing_query query = { .op = ING_QUERY_LIST, .word_count = 1, .words = &action->id,
                              .atom_path = field };
    const ing_view *store;
    *out = (ing_records){ NULL, 0 };
    libing_status status = ing_eval_store_view(at, &store, err);
    return status == LIBING_OK ? world->records(world->ctx, store, &query, value, out, err) : status;
}

static libing_status is_in_force(const ing_eval *at, const ing_action *action,
                                 const ing_record *record, bool *out, libing_error *err)
{
    const ing_world *world = at->judgement->world;
    *out = false;
    if (!ing_text_is(record->type, "decision") || !ing_text_equal(record->word, action->id))
        return LIBING_OK;
    return world->in_force(world->ctx, record->seq, out, err);
}

/* --- keys --------------------------------------------------------------------------------------- */

static bool has_key(const ing_record *record, const ing_action *action, const ing_json *key)
{
    bool equal = key->type == ING_JSON_LIST && key->count == action->key_count;
    for (size_t i = 0; i < action->key_count && equal; i++) {
        const ing_json *value = ing_json_find(record->fields, action->key[i]);
        equal = value != NULL && ing_json_equal(value, &key->items[i]);
    }
    return equal;
}

libing_status ing_judge_key_in_force(ing_judgement *judgement, const ing_action *action, ing_text key,
                                     int64_t *seq_out, libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, NULL);
    const ing_json *wanted;
    ing_records records;
    *seq_out = -1;
    if (action->key_count == 0 || key.ptr == NULL)
        return LIBING_OK;
    libing_status status = ing_json_read_canonical(judgement->arena, key, &wanted, err);
    if (status != LIBING_OK)
        return status;
    if (wanted->type != ING_JSON_LIST || wanted->count != action->key_count)
        return LIBING_OK;
    status = find_decisions(&at, action, action->key[0], &wanted->items[0], &records, err);
    for (size_t i = 0; i < records.count && status == LIBING_OK && *seq_out < 0; i++) {
        bool counts = false;
        if (has_key(records.items[i], action, wanted))
            status = is_in_force(&at, action, records.items[i], &counts, err);
        if (counts)
            *seq_out = records.items[i]->seq;
    }
    return status;
}

/* --- revocations -------------------------------------------------------------------------------- */

typedef struct found {
    int64_t *seqs;
    size_t count, cap;
} found;

static libing_status add_seq(ing_arena *arena, found *list, int64_t seq, libing_error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->seqs[i] == seq)
            return LIBING_OK;
    }
    if (list->count == list->cap) {
        size_t cap = list->cap == 0 ? 4 : list->cap * 2;
        int64_t *seqs = ing_arena_new(arena, cap, sizeof *seqs);
        if (seqs == NULL)
            return ing_fail_nomem(err);
        if (list->count > 0)
            memcpy(seqs, list->seqs, list->count * sizeof *seqs);
        list->seqs = seqs;
        list->cap = cap;
    }
    list->seqs[list->count++] = seq;
    return LIBING_OK;
}

/* The template's fields as arguments would be written; *is_known false: one of them is not known, and
 * nothing can be said to be equal to it. */
static libing_status wanted_fields(const ing_eval *at, const ing_outcome_template *template,
                                   const ing_json **values, bool *is_known, libing_error *err)
{
    *is_known = true;
    for (size_t i = 0; i < template->count; i++) {
        ing_value value;
        const ing_type *type = NULL;
        for (size_t j = 0; j < template->action->field_count && type == NULL; j++) {
            if (ing_text_equal(template->action->fields[j].name, template->names[i]))
                type = template->action->fields[j].type;
        }
        libing_status status = ing_eval_value(at, template->values[i], &value, err);
        if (status == LIBING_OK && type != NULL)
            status = ing_value_store(at, type, &value, template->names[i], &values[i], err);
        if (status != LIBING_OK)
            return status;
        *is_known = *is_known && values[i] != NULL;
    }
    return LIBING_OK;
}

static bool has_fields(const ing_record *record, const ing_outcome_template *template,
                       const ing_json *const *values)
{
    bool equal = true;
    for (size_t i = 0; i < template->count && equal; i++) {
        const ing_json *value = ing_json_find(record->fields, template->names[i]);
        equal = value != NULL && ing_json_equal(value, values[i]);
    }
    return equal;
}

/* Without fields the decisions are those of this case; of a party or the store where there is none. */
static libing_status find_revoked(const ing_eval *at, const ing_outcome_template *template,
                                  const ing_json *const *values, ing_records *out, libing_error *err)
{
    const ing_world *world = at->judgement->world;
    *out = (ing_records){ NULL, 0 };
    if (template->count > 0)
        return find_decisions(at, template->action, template->names[0], values[0], out, err);
    if (at->subject == NULL)
        return LIBING_OK;
    if (at->subject->of == ING_ABOUT_CASE)
        return ing_eval_case_records(at, at->subject, out, err);
    const ing_query query = { .op = ING_QUERY_LIST, .word_count = 1, .words = &template->action->id };
    return world->records(world->ctx, at->subject, &query, NULL, out, err);
}

static libing_status revoke_one(const ing_eval *at, const ing_outcome_template *template, found *list,
                                libing_error *err)
{
    ing_arena *arena = at->judgement->arena;
    const ing_json **values = ing_arena_new(arena, template->count, sizeof *values);
    ing_records records;
    bool is_known;
    if (values == NULL)
        return ing_fail_nomem(err);
    libing_status status = wanted_fields(at, template, values, &is_known, err);
    if (status != LIBING_OK || !is_known)
        return status;
    status = find_revoked(at, template, values, &records, err);
    for (size_t i = 0; i < records.count && status == LIBING_OK; i++) {
        bool counts = false;
        status = is_in_force(at, template->action, records.items[i], &counts, err);
        if (status == LIBING_OK && counts && has_fields(records.items[i], template, values))
            status = add_seq(arena, list, records.items[i]->seq, err);
    }
    return ing_eval_placed(at, template->file, template->line, status, err);
}

static int order_seqs(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

libing_status ing_judge_revocations(ing_judgement *judgement, const ing_rule *rule,
                                    const ing_value *element, int64_t **seqs, size_t *count,
                                    libing_error *err)
{
    const ing_eval at = ing_verdict_place(judgement, element);
    ing_verdict verdict;
    found list = { NULL, 0, 0 };
    *seqs = NULL;
    *count = 0;
    libing_status status = ing_verdict_stands(&at, rule, &verdict, err);
    bool speaks = status == LIBING_OK && verdict.holds && verdict.failed == NULL;
    for (size_t i = 0; speaks && i < rule->revoke_count && status == LIBING_OK; i++)
        status = revoke_one(&at, &rule->revoke[i], &list, err);
    status = ing_verdict_close(judgement, rule, status, err);
    if (status != LIBING_OK)
        return status;
    if (list.count > 1)
        qsort(list.seqs, list.count, sizeof *list.seqs, order_seqs);
    *seqs = list.seqs;
    *count = list.count;
    return LIBING_OK;
}
