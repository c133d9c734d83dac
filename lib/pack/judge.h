/* SPDX-License-Identifier: Apache-2.0 */
/* Judging one record: which rules listen, what they say, why the others are silent. */
#ifndef ING_PACK_JUDGE_H
#define ING_PACK_JUDGE_H

#include "pack/pack.h"
#include "pack/world.h"

/* The evaluation of one record. Set up by the engine; the arena is the evaluation's own. */
typedef struct ing_judgement {
    const ing_pack *pack;
    const ing_world *world;
    ing_arena *arena;
    const ing_record *ev;           /* the record judged; NULL for a measure */
    const ing_view *subject;        /* what it is about: its case, its party, or the store */
    ing_date today;
    int64_t limit_factor;           /* of instructions and memory: 1, in replay 4 */
    int64_t timeout_ms;
    struct ing_memo *memo;          /* facts already computed; NULL at first */
} ing_judgement;

/* What a rule has concluded, before it is a record. Texts and JSON live in the judgement's arena. */
typedef struct ing_outcome {
    const ing_rule *rule;
    const ing_action *action;
    ing_modality modality;
    const ing_json *args;
    const ing_json *facts;          /* list of {name, value, seq} */
    ing_text decider;               /* absent = nobody */
    const ing_view *about;          /* the case, party or store the decision's record is about */
    ing_text key;                   /* canonical JSON list of the key's values; absent without a key */
    const ing_outcome_template *again; /* what stands in its place when the key is in force; NULL = a note */
    bool is_otherwise;
} ing_outcome;

/* `note` values: "not_enabled", "already_in_force". */
typedef struct ing_outcomes {
    ing_outcome *items;
    size_t count, cap;
} ing_outcomes;

/* Rules whose `on` names the record, that fit its case kind and whose constants on the event's fields
 * agree, in order of declaration; `each` rules apart. */
libing_status ing_judge_candidates(const ing_judgement *judgement, const ing_rule *const **plain,
                                   size_t *plain_count, const ing_rule *const **visiting,
                                   size_t *visiting_count, libing_error *err);

/* All rules whose `on` names the record and that fit its case kind, whatever its fields say, in order of
 * declaration: for explanations, which also tell why a rule was no candidate. */
libing_status ing_judge_listening(const ing_judgement *judgement, const ing_rule *const **rules,
                                  size_t *count, libing_error *err);

/* Every outcome of one plain rule, appended to `out`. LIBING_ERR_RULE, _LIMIT, _CALENDAR, … name rule,
 * file and line. */
libing_status ing_judge_rule(ing_judgement *judgement, const ing_rule *rule, ing_outcomes *out,
                             libing_error *err);

/* The elements an `each` rule visits, as they are now; then one visit. A case element becomes the
 * subject of the visit, anything else is `each`. Call ing_judge_forget() between visits and after each
 * decision written: facts may have changed. */
libing_status ing_judge_visits(ing_judgement *judgement, const ing_rule *rule, const ing_value **items,
                               size_t *count, libing_error *err);
libing_status ing_judge_visit(ing_judgement *judgement, const ing_rule *rule, const ing_value *element,
                              ing_outcomes *out, libing_error *err);
void ing_judge_forget(ing_judgement *judgement);

/* The outcome of a rule's `again`, for the element visited (NULL for plain rules). */
libing_status ing_judge_again(ing_judgement *judgement, const ing_rule *rule, const ing_value *element,
                              ing_outcomes *out, libing_error *err);

/* The seqs of decisions that `revoke` of the rule takes out of force (in force, of that action, equal in
 * the fields given; without fields, those of this case), ascending. */
libing_status ing_judge_revocations(ing_judgement *judgement, const ing_rule *rule,
                                    const ing_value *element, int64_t **seqs, size_t *count,
                                    libing_error *err);

/* Is a decision of this action with this key in force; *seq_out = -1 if none. */
libing_status ing_judge_key_in_force(ing_judgement *judgement, const ing_action *action, ing_text key,
                                     int64_t *seq_out, libing_error *err);

/* A fact's value for a view; for measures and case_show. */
libing_status ing_judge_fact(ing_judgement *judgement, const ing_fact *fact, const ing_view *view,
                             ing_value *out, libing_error *err);

/* Why a rule spoke or not, as JSON: {rule, zh, en, cite, spoke, blocked_by: reason?, first_failing: {…},
 * changes: n, miss: [{…}], conditions: [{source, zh, en, truth, actual, would_do?, kids?}]}. All
 * conditions are evaluated, nothing is cut short. `element` NULL for plain rules. */
libing_status ing_judge_explain(ing_judgement *judgement, const ing_rule *rule, const ing_value *element,
                                const ing_json **out, libing_error *err);

/* A decision in words: from its record and its pack's model alone, no Lua: {action, zh, en, …}. `model`
 * is the pack's model as JSON. Appends a readable page in `language` to `text`. */
libing_status ing_explain_decision(const ing_record *decision, const ing_json *model,
                                   const char *language, ing_arena *arena, const ing_json **out,
                                   ing_buf *text, libing_error *err);

#endif
