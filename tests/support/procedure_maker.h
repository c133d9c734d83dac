/* SPDX-License-Identifier: Apache-2.0 */
/* A procedure by hand, and the records that its moves become: for tests of states and deadlines. */
#ifndef ING_TEST_PROCEDURE_MAKER_H
#define ING_TEST_PROCEDURE_MAKER_H

#include "model_maker.h"

static const ing_type type_state = { .kind = ING_TYPE_ONE_OF };

/* xianli: found, rectifying, referred, decided, closed; region order: none, ordered, done. */
typedef struct course {
    maker *m;
    ing_procedure procedure;
    ing_region regions[2];
    ing_deadline deadlines[4];
    const ing_procedure *list[1];
    const ing_view *view;
    const ing_rule *rules[8];
    ing_moves moves;
    ing_outcomes out;
} course;

static const ing_text course_kinds[] = { { "issue", 5 } };
static const ing_text main_states[] = { { "found", 5 }, { "rectifying", 10 }, { "referred", 8 },
                                        { "decided", 7 }, { "closed", 6 } };
static const ing_text order_states[] = { { "none", 4 }, { "ordered", 7 }, { "done", 4 } };

static inline void course_begin(course *c, maker *m)
{
    memset(c, 0, sizeof *c);
    c->m = m;
    c->regions[0] = (ing_region){ .state_count = 5, .states = main_states, .start = main_states[0] };
    c->regions[1] = (ing_region){ .id = ING_TEXT_LIT("order"), .state_count = 3, .states = order_states,
                                  .start = order_states[0] };
    c->procedure = (ing_procedure){ .id = ING_TEXT_LIT("xianli"), .kind_count = 1, .kinds = course_kinds,
                                    .region_count = 2, .regions = c->regions, .deadlines = c->deadlines };
    c->list[0] = &c->procedure;
    m->pack.procedure_count = 1;
    m->pack.procedure_list = c->list;
    m->pack.rules = c->rules;
    maker_case_kind(m, "issue", 0, NULL);
    maker_event(m, "found", 0, NULL);
    maker_event(m, "checked", 0, NULL);
    maker_event(m, "stopped", 0, NULL);
    maker_event(m, "resumed", 0, NULL);
    maker_calendar(m, "from,to,kind\n2024-01-01,2024-12-31,covers\n2024-05-01,2024-05-05,holiday\n");
    c->view = fake_case(&m->world, "I1", "issue", NULL);
}

static inline const ing_expr *e_length(maker *m, ing_duration_unit unit, int64_t number)
{
    ing_value value = ing_value_of(ING_VALUE_DURATION);
    value.unit = unit;
    value.number = number;
    return e_value(m, &type_any, value);
}

/* Runs in one state of a region. */
static inline ing_deadline *course_deadline(course *c, const char *id, int32_t region, const ing_text *state,
                                            const ing_expr *length)
{
    ing_deadline *deadline = &c->deadlines[c->procedure.deadline_count++];
    *deadline = (ing_deadline){ .id = ing_text_of(id), .region = region, .run_count = 1, .runs = state,
                                .length = length };
    return deadline;
}

static inline ing_rule *course_rule(course *c, const char *id, const ing_text *on, int32_t region,
                                    const ing_text *from, const ing_text *to)
{
    ing_rule *rule = ing_arena_new(&c->m->arena, 1, sizeof *rule);
    *rule = (ing_rule){ .id = ing_text_of(id), .index = (int32_t)c->m->pack.rule_count, .on_count = 1, .on = on,
                        .procedure = &c->procedure, .region = region, .from_count = from != NULL,
                        .from = from, .to_count = to != NULL, .to = to };
    c->rules[c->m->pack.rule_count++] = rule;
    return rule;
}

/* The record is judged: its moves are worked out and written as the engine writes them. */
static inline void course_move(course *c, ing_record *record, bool is_beginning)
{
    maker *m = c->m;
    if (m->pack.index == NULL)
        m->pack.index = ing_rule_index_build(&m->pack, &m->arena);
    maker_judge(m, record, c->view);
    libing_status status = ing_judge_moves(&m->judgement, is_beginning, &c->moves, &c->out, &m->err);
    if (status != LIBING_OK)
        fail_msg("%s", m->err.message);
    for (size_t i = 0; i < c->moves.count; i++) {
        const ing_move *move = &c->moves.items[i];
        ing_text from = move->from;
        size_t steps = move->to_count > 0 ? move->to_count : 1;
        for (size_t j = 0; j < steps; j++) {
            ing_text to = move->to_count > 0 ? move->to[j] : from;
            ing_json_builder data = ing_json_begin(&m->judging);
            ing_json_put_text(&data, "procedure", move->procedure->id);
            ing_json_put_text(&data, "region", move->procedure->regions[move->region].id);
            ing_json_put_text(&data, "from", from);
            ing_json_put_text(&data, "to", to);
            ing_json_put(&data, ING_TEXT_LIT("set"), j + 1 == steps ? move->set : NULL);
            ing_json_put(&data, ING_TEXT_LIT("cleared"), j + 1 == steps ? move->cleared : NULL);
            ing_record *written = fake_add(&m->world, "case.moved", "I1", record->at_text.ptr, NULL);
            written->cause = record->seq;
            written->data = written->fields = ing_json_end_object(&data);
            from = to;
        }
    }
}

static inline void course_event(course *c, const char *word, const char *at)
{
    course_move(c, fake_add(&c->m->world, word, "I1", at, NULL), c->m->world.count == 1);
}

static inline const ing_expr *e_state(course *c, const ing_expr *owner, int32_t region)
{
    ing_expr *expr = e_new(c->m, ING_EXPR_STATE, &type_state, e_source(c->m, owner, region == 0 ? "state" : "order"),
                           1, &owner);
    expr->name = ing_text_of(region == 0 ? "state" : "order");
    expr->procedure = &c->procedure;
    expr->region = region;
    return expr;
}

static inline const ing_expr *e_due(course *c, const char *name)
{
    ing_expr *expr = e_new(c->m, ING_EXPR_DUE, &type_date, name, 0, NULL);
    expr->name = ing_text_of(name);
    expr->procedure = &c->procedure;
    return expr;
}

static inline const ing_expr *e_was(maker *m)
{
    return e_root(m, ING_ROOT_WAS, &type_case, "was");
}

#endif
