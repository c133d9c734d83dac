/* SPDX-License-Identifier: Apache-2.0 */
/* Models put together by hand, for tests of evaluation that need no loader: types, fields, expressions. */
#ifndef ING_TEST_MODEL_MAKER_H
#define ING_TEST_MODEL_MAKER_H

#include "fake_world.h"
#include "pack/eval.h"
#include "pack/match.h"

#include <stdlib.h>

typedef struct maker {
    ing_pack pack;
    ing_arena arena;                /* of the model */
    ing_arena judging;              /* of the judgement */
    fake_world world;
    ing_judgement judgement;
    libing_error err;
} maker;

static const ing_type type_any = { .kind = ING_TYPE_ANY };
static const ing_type type_boolean = { .kind = ING_TYPE_BOOLEAN };
static const ing_type type_flag = { .kind = ING_TYPE_FLAG };
static const ing_type type_integer = { .kind = ING_TYPE_INTEGER };
static const ing_type type_money = { .kind = ING_TYPE_MONEY };
static const ing_type type_text = { .kind = ING_TYPE_TEXT };
static const ing_type type_date = { .kind = ING_TYPE_DATE };
static const ing_type type_moment = { .kind = ING_TYPE_MOMENT };
static const ing_type type_decimal2 = { .kind = ING_TYPE_DECIMAL, .places = 2 };
static const ing_type type_party = { .kind = ING_TYPE_PARTY_ID };
static const ing_type type_case_id = { .kind = ING_TYPE_CASE_ID };
static const ing_type type_case = { .kind = ING_TYPE_CASE };
static const ing_type type_entry = { .kind = ING_TYPE_ENTRY };
static const ing_type type_store = { .kind = ING_TYPE_STORE };
static const ing_type type_condition = { .kind = ING_TYPE_CONDITION };
static const ing_type type_texts = { .kind = ING_TYPE_LIST, .element = &type_text };
static const ing_type type_integers = { .kind = ING_TYPE_LIST, .element = &type_integer };
static const ing_type type_moneys = { .kind = ING_TYPE_LIST, .element = &type_money };

static const ing_text harm_words[] = { { "none", 4 }, { "minor", 5 }, { "moderate", 8 }, { "serious", 7 } };
static const ing_text harm_zh[] = { { "无", 3 }, { "轻微", 6 }, { "中等", 6 }, { "严重", 6 } };
static const ing_type type_harm = { .kind = ING_TYPE_LADDER, .word_count = 4, .words = harm_words,
                                    .words_zh = harm_zh };

/* --- begin and end ------------------------------------------------------------------------------ */

static inline maker *maker_begin(void)
{
    maker *m = calloc(1, sizeof *m);
    assert_non_null(m);
    m->err = (libing_error)LIBING_ERROR_INIT;
    m->pack.zone_seconds = FAKE_ZONE;
    m->pack.id = ING_TEXT_LIT("test");
    m->pack.version = ING_TEXT_LIT("1.0.0");
    fake_world_begin(&m->world);
    m->judgement = (ing_judgement){ .pack = &m->pack, .world = &m->world.world, .arena = &m->judging,
                                    .today = ing_date_of(2024, 3, 8), .limit_factor = 1 };
    return m;
}

static inline void maker_end(maker *m)
{
    ing_pack *p = &m->pack;
    ing_map *maps[] = { &p->events, &p->actions, &p->cases, &p->parties, &p->roles, &p->params, &p->laws,
                        &p->facts };
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
        ing_map_free(maps[i]);
    ing_calendar_free(p->calendar);
    fake_world_end(&m->world);
    ing_arena_free(&m->arena);
    ing_arena_free(&m->judging);
    free(m);
}

static inline int maker_setup(void **state)
{
    *state = maker_begin();
    return 0;
}

static inline int maker_teardown(void **state)
{
    maker_end(*state);
    return 0;
}

/* From now on `record` is judged, about `view`. */
static inline void maker_judge(maker *m, const ing_record *record, const ing_view *view)
{
    m->judgement.ev = record;
    m->judgement.subject = view;
    m->judgement.today = record != NULL ? ing_moment_date(record->at) : ing_date_of(2024, 3, 8);
    m->judgement.memo = NULL;
}

static inline void maker_calendar(maker *m, const char *csv)
{
    assert_int_equal(LIBING_OK, ing_calendar_read(ing_text_of(csv), ING_TEXT_LIT("calendar.csv"),
                                                  &m->pack.calendar, &m->err));
}

static inline void *maker_copy(maker *m, const void *from, size_t count, size_t size)
{
    void *to = ing_arena_new(&m->arena, count, size);
    assert_non_null(to);
    if (count > 0)
        memcpy(to, from, count * size);
    return to;
}

/* --- vocabulary --------------------------------------------------------------------------------- */

static inline ing_field field_of(const char *name, const ing_type *type)
{
    return (ing_field){ .name = ing_text_of(name), .type = type };
}

static inline ing_event *maker_event(maker *m, const char *id, size_t count, const ing_field *fields)
{
    ing_event *event = ing_arena_new(&m->arena, 1, sizeof *event);
    event->id = ing_text_of(id);
    event->party_name = ING_TEXT_LIT("subject");
    event->field_count = count;
    event->fields = maker_copy(m, fields, count, sizeof *fields);
    assert_true(ing_map_put(&m->pack.events, event->id, event));
    return event;
}

static inline ing_action *maker_action(maker *m, const char *id, size_t count, const ing_field *fields)
{
    ing_action *action = ing_arena_new(&m->arena, 1, sizeof *action);
    action->id = ing_text_of(id);
    action->kind = ING_TEXT_LIT("record");
    action->field_count = count;
    action->fields = maker_copy(m, fields, count, sizeof *fields);
    assert_true(ing_map_put(&m->pack.actions, action->id, action));
    return action;
}

static inline ing_case_kind *maker_case_kind(maker *m, const char *id, size_t count, const ing_field *fields)
{
    ing_case_kind *kind = ing_arena_new(&m->arena, 1, sizeof *kind);
    kind->id = ing_text_of(id);
    kind->field_count = count;
    kind->fields = maker_copy(m, fields, count, sizeof *fields);
    assert_true(ing_map_put(&m->pack.cases, kind->id, kind));
    return kind;
}

/* --- values ------------------------------------------------------------------------------------- */

static inline ing_value v_date(const char *text)
{
    ing_value value = ing_value_of(ING_VALUE_DATE);
    assert_true(ing_date_parse(ing_text_of(text), &value.date));
    return value;
}

static inline ing_value v_moment(const char *text)
{
    bool other;
    ing_value value = ing_value_of(ING_VALUE_MOMENT);
    assert_true(ing_moment_parse(ing_text_of(text), FAKE_ZONE, &value.moment, &other));
    return value;
}

static inline ing_value v_decimal(int64_t number, int32_t places)
{
    ing_value value = ing_value_of(ING_VALUE_DECIMAL);
    value.number = number;
    value.places = places;
    return value;
}

static inline ing_value v_ratio(int64_t above, int64_t below)
{
    ing_value value = ing_value_of(ING_VALUE_RATIO);
    value.number = above;
    value.divisor = below;
    return value;
}

static inline ing_value v_list(maker *m, size_t count, const ing_value *items)
{
    ing_value value = ing_value_of(ING_VALUE_LIST);
    value.count = count;
    value.items = maker_copy(m, items, count, sizeof *items);
    return value;
}

static inline ing_value v_texts(maker *m, size_t count, const char *const *texts)
{
    ing_value items[16];
    assert_true(count <= 16);
    for (size_t i = 0; i < count; i++)
        items[i] = ing_value_of_text(ing_text_of(texts[i]));
    return v_list(m, count, items);
}

/* --- expressions -------------------------------------------------------------------------------- */

static inline ing_expr *e_new(maker *m, ing_expr_kind kind, const ing_type *type, const char *source,
                              size_t count, const ing_expr *const *kids)
{
    ing_expr *expr = ing_arena_new(&m->arena, 1, sizeof *expr);
    assert_non_null(expr);
    expr->kind = kind;
    expr->type = type;
    expr->source = ing_text_of(source);
    expr->count = count;
    expr->kids = maker_copy(m, kids, count, sizeof *kids);
    return expr;
}

static inline const ing_expr *e_value(maker *m, const ing_type *type, ing_value value)
{
    ing_expr *expr = e_new(m, ING_EXPR_CONSTANT, type, "constant", 0, NULL);
    expr->value = value;
    return expr;
}

static inline const ing_expr *e_int(maker *m, int64_t number)
{
    return e_value(m, &type_integer, ing_value_of_integer(number));
}

static inline const ing_expr *e_text(maker *m, const char *text)
{
    return e_value(m, &type_text, ing_value_of_text(ing_text_of(text)));
}

static inline const ing_expr *e_date(maker *m, const char *text)
{
    return e_value(m, &type_date, v_date(text));
}

static inline const ing_expr *e_moment(maker *m, const char *text)
{
    return e_value(m, &type_moment, v_moment(text));
}

static inline const ing_expr *e_unknown(maker *m, const ing_type *type)
{
    return e_value(m, type, ing_value_none());
}

static inline const ing_expr *e_root(maker *m, ing_root root, const ing_type *type, const char *source)
{
    ing_expr *expr = e_new(m, ING_EXPR_ROOT, type, source, 0, NULL);
    expr->root = root;
    return expr;
}

static inline const ing_expr *e_ev(maker *m)
{
    return e_root(m, ING_ROOT_EV, &type_entry, "ev");
}

static inline const ing_expr *e_case(maker *m)
{
    return e_root(m, ING_ROOT_CASE, &type_case, "case");
}

static inline const ing_expr *e_it(maker *m, const ing_type *type)
{
    return e_root(m, ING_ROOT_IT, type, "it");
}

static inline const char *e_source(maker *m, const ing_expr *owner, const char *name)
{
    ing_buf buf = ING_BUF_INIT;
    ing_buf_slice(&buf, owner->source);
    ing_buf_byte(&buf, '.');
    ing_buf_text(&buf, name);
    const char *copy = ing_arena_text(&m->arena, buf.ptr, buf.len);
    ing_buf_free(&buf);
    return copy;
}

static inline const ing_expr *e_field(maker *m, const ing_expr *owner, const char *name, const ing_type *type)
{
    ing_expr *expr = e_new(m, ING_EXPR_FIELD, type, e_source(m, owner, name), 1, &owner);
    expr->name = ing_text_of(name);
    return expr;
}

static inline const ing_expr *e_builtin(maker *m, const ing_expr *owner, ing_builtin builtin,
                                        const char *name, const ing_type *type)
{
    ing_expr *expr = e_new(m, ING_EXPR_BUILTIN, type, e_source(m, owner, name), 1, &owner);
    expr->name = ing_text_of(name);
    expr->builtin = builtin;
    return expr;
}

static inline const ing_expr *e_fact(maker *m, const ing_expr *owner, const ing_fact *fact)
{
    ing_expr *expr = e_new(m, ING_EXPR_FACT, fact->type, e_source(m, owner, fact->id.ptr), 1, &owner);
    expr->name = fact->id;
    expr->fact = fact;
    return expr;
}

static inline const ing_expr *e_test(maker *m, const ing_expr *a, ing_verb verb, const ing_expr *b)
{
    const ing_expr *kids[] = { a, b };
    ing_expr *expr = e_new(m, ING_EXPR_TEST, &type_condition, "test", 2, kids);
    expr->verb = verb;
    return expr;
}

static inline const ing_expr *e_one(maker *m, ing_expr_kind kind, const ing_expr *kid)
{
    return e_new(m, kind, &type_condition, "condition", 1, &kid);
}

static inline const ing_expr *e_two(maker *m, ing_expr_kind kind, const ing_type *type, const ing_expr *a,
                                    const ing_expr *b)
{
    const ing_expr *kids[] = { a, b };
    return e_new(m, kind, type, "two", 2, kids);
}

static inline const ing_expr *e_call(maker *m, ing_call call, const ing_type *type, size_t count,
                                     const ing_expr *const *kids)
{
    ing_expr *expr = e_new(m, ING_EXPR_CALL, type, "call", count, kids);
    expr->call = call;
    return expr;
}

static inline const ing_expr *e_call1(maker *m, ing_call call, const ing_type *type, const ing_expr *a)
{
    return e_call(m, call, type, 1, &a);
}

static inline const ing_expr *e_call2(maker *m, ing_call call, const ing_type *type, const ing_expr *a,
                                      const ing_expr *b)
{
    const ing_expr *kids[] = { a, b };
    return e_call(m, call, type, 2, kids);
}

static inline const ing_expr *e_truth(maker *m, const ing_expr *kid)
{
    return e_new(m, ING_EXPR_TRUTH, &type_condition, kid->source.ptr, 1, &kid);
}

static inline const ing_expr *e_query(maker *m, ing_query_op op, const ing_type *type, const char *word,
                                      const ing_expr *filter, const ing_expr *scope)
{
    ing_text *words = ing_arena_new(&m->arena, 1, sizeof *words);
    ing_query *query = ing_arena_new(&m->arena, 1, sizeof *query);
    words[0] = ing_text_of(word);
    *query = (ing_query){ .op = op, .word_count = 1, .words = words, .filter = filter, .scope = scope };
    static const char *const names[] = { "first", "last", "count", "sum", "list" };
    ing_buf buf = ING_BUF_INIT;
    ing_buf_printf(&buf, "%s(\"%s\")", names[op], word);
    ing_expr *expr = e_new(m, ING_EXPR_QUERY, type, ing_arena_text(&m->arena, buf.ptr, buf.len), 0, NULL);
    ing_buf_free(&buf);
    expr->query = query;
    return expr;
}

/* --- evaluating --------------------------------------------------------------------------------- */

static inline ing_eval maker_at(maker *m)
{
    return (ing_eval){ &m->judgement, m->judgement.subject, false, NULL, NULL, NULL, false };
}

static inline ing_value maker_value(maker *m, const ing_expr *expr)
{
    ing_value value;
    const ing_eval at = maker_at(m);
    libing_status status = ing_eval_value(&at, expr, &value, &m->err);
    if (status != LIBING_OK)
        fail_msg("%s", m->err.message);
    return value;
}

static inline ing_truth maker_truth(maker *m, const ing_expr *expr)
{
    ing_truth truth;
    const ing_eval at = maker_at(m);
    libing_status status = ing_eval_truth(&at, expr, &truth, &m->err);
    if (status != LIBING_OK)
        fail_msg("%s", m->err.message);
    return truth;
}

static inline void assert_rule_error(maker *m, const char *expected, const ing_expr *expr)
{
    ing_value value;
    const ing_eval at = maker_at(m);
    assert_int_equal(LIBING_ERR_RULE, ing_eval_value(&at, expr, &value, &m->err));
    assert_string_equal(expected, m->err.message);
}

/* The value as it would stand in a record. */
static inline void assert_value(maker *m, const char *expected, const ing_expr *expr)
{
    ing_value value = maker_value(m, expr);
    const ing_eval at = maker_at(m);
    const ing_json *json = ing_value_show(&at, expr->type, &value);
    ing_buf buf = ING_BUF_INIT;
    if (json != NULL)
        ing_json_write(json, &buf);
    assert_string_equal(expected, json != NULL ? buf.ptr : "unknown");
    ing_buf_free(&buf);
}

static inline void assert_json(const char *expected, const ing_json *json)
{
    ing_buf buf = ING_BUF_INIT;
    assert_non_null(json);
    ing_json_write(json, &buf);
    assert_string_equal(expected, buf.ptr);
    ing_buf_free(&buf);
}

#endif
