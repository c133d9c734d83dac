/* SPDX-License-Identifier: Apache-2.0 */
/* Judging one record: which rules listen, what they say, why the others are silent. */
#ifndef ING_PACK_JUDGE_H
#define ING_PACK_JUDGE_H

#include "pack/pack.h"
#include "pack/world.h"

/* A period of a duty, in local seconds. */
typedef struct ing_period {
    int64_t start, end;             /* from the first second up to the first behind it */
    bool is_hour;                   /* an hour of the clock: ends at an instant, else with a day */
    bool is_open;                   /* without a beginning: `start` says nothing */
    char id[32];
} ing_period;

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
    const ing_rule *const *movers;  /* set by ing_judge_moves(): rules that moved the case; none at first */
    size_t mover_count;
    bool has_period;                /* a duty is judged: its period, and who has it (ing_duty_about) */
    ing_period period;
    ing_value element;
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
    ing_text blocked;               /* the rule that beats it; absent = it stands */
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

/* --- procedures --- */

/* What a record does to one region of its case, or to deadlines alone (then to_count is 0). */
typedef struct ing_move {
    const ing_procedure *procedure;
    int32_t region;
    const ing_rule *rule;           /* NULL when the case has just begun */
    ing_text from;                  /* absent = unknown */
    size_t to_count;
    const ing_text *to;
    const ing_json *set;            /* deadline → due day or moment; NULL if none */
    const ing_json *cleared;        /* list of deadlines; NULL if none */
} ing_move;

typedef struct ing_moves {
    const ing_move *items;
    size_t count;
    bool not_enabled;               /* some rule could move the case on this record, and none did */
} ing_moves;

/* Steps 3 and 4 for the record judged: per procedure and region, in order of declaration, the first rule
 * with `to` whose `from` holds the state and whose `given` holds moves, or its `require` stops it: then
 * its `otherwise` is appended to `stopped`. Deadlines are worked out on the moved states; one is given a
 * date only where its region is in a state that runs it, or in one that nobody knows. Then come the dates
 * that rules without `to` give, and pauses: the record that begins one clears the deadline, the one that
 * ends it sets it later. With `is_beginning` (the case was opened by this record) the start states'
 * deadlines come first. The caller writes each move as case.moved, with the record judged as its cause,
 * before it goes on to ing_judge_candidates(), which leaves out rules with `to` other than those that
 * moved (their outcomes are plain ones). Rules that move a case or a deadline are asked, now and later, on
 * the case as it was before its moves of this cause. Forgets (ing_judge_forget). */
libing_status ing_judge_moves(ing_judgement *judgement, bool is_beginning, ing_moves *out,
                              ing_outcomes *stopped, libing_error *err);

/* What a visit with `to` or `due` moves, of the case visited; written before ing_judge_visit(), which
 * says the rest. Forgets. */
libing_status ing_judge_visit_moves(ing_judgement *judgement, const ing_rule *rule,
                                    const ing_value *element, ing_moves *out, libing_error *err);

/* The state of a case's region: absent text = unknown (adopted without a state). */
libing_status ing_judge_state(ing_judgement *judgement, const ing_view *view,
                              const ing_procedure *procedure, int32_t region, ing_text *out,
                              libing_error *err);

/* LANGUAGE 1, step 6: must_not beats must beats may for the same action and matching fields, here and
 * while in force. Marks losers by setting `blocked` to the winner's rule, and puts all in the rules' order
 * of declaration. Fields match when the loser has every field that the winner gives, with the same value;
 * a winner without fields is about its case. What is in force is looked for with the same case or party
 * and, of an action with a key, wherever the key's first field is the same. */
libing_status ing_judge_precedence(ing_judgement *judgement, ing_outcomes *outcomes, libing_error *err);

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
 * the fields given; without fields, those of this case), ascending; none where the rule does not hold. */
libing_status ing_judge_revocations(ing_judgement *judgement, const ing_rule *rule,
                                    const ing_value *element, int64_t **seqs, size_t *count,
                                    libing_error *err);

/* Is the record one that the invariant is about, and what must hold does not. Asked after everything that the
 * record brought about; by rehearsals and replays alone: a store refuses nothing for it. */
libing_status ing_judge_invariant(ing_judgement *judgement, const ing_invariant *invariant, bool *broken,
                                  libing_error *err);

/* Is a decision of this action with this key in force; *seq_out = -1 if none. */
libing_status ing_judge_key_in_force(ing_judgement *judgement, const ing_action *action, ing_text key,
                                     int64_t *seq_out, libing_error *err);

/* Arguments and decider of an action that the engine takes itself: of `known`, an object, what fits the
 * fields that the pack declares; of the others, what the case has under their names. */
libing_status ing_judge_builtin(ing_judgement *judgement, const ing_action *action, const ing_json *known,
                                const ing_json **args, ing_text *decider, libing_error *err);

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
