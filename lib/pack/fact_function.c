/* SPDX-License-Identifier: Apache-2.0 */
/* Facts that are Lua functions: what `f` reaches, and what it has read. */
#include "pack/eval.h"
#include "pack/pack.h"

typedef struct host {
    const ing_eval *at;
    const ing_fact *fact;
} host;

/* --- what was read ------------------------------------------------------------------------------ */

/* "case.sweep_gap(f).ev.date" */
static libing_status read_name(const host *from, const ing_text *path, size_t count, ing_text *out,
                               libing_error *err)
{
    ing_buf name = ING_BUF_INIT;
    ing_buf_text(&name, from->fact->of == ING_ABOUT_STORE ? "store." : "case.");
    ing_buf_slice(&name, from->fact->id);
    ing_buf_text(&name, "(f)");
    for (size_t i = 0; i < count; i++) {
        ing_buf_byte(&name, '.');
        ing_buf_slice(&name, path[i]);
    }
    const char *copy =
        name.failed ? NULL : ing_arena_text(from->at->judgement->arena, name.ptr, name.len);
    *out = (ing_text){ copy, name.len };
    ing_buf_free(&name);
    return copy == NULL ? ing_fail_nomem(err) : LIBING_OK;
}

static libing_status note_read(const host *from, const ing_text *path, size_t count, ing_text word,
                               const ing_json *value, int64_t seq, libing_error *err)
{
    ing_text name;
    if (from->at->reads == NULL)
        return LIBING_OK;
    libing_status status = read_name(from, path, count, &name, err);
    if (status != LIBING_OK)
        return status;
    for (const ing_read *known = *from->at->reads; known != NULL; known = known->next) {
        if (ing_text_equal(known->name, name))
            return LIBING_OK;
    }
    ing_read *read = ing_arena_new(from->at->judgement->arena, 1, sizeof *read);
    if (read == NULL)
        return ing_fail_nomem(err);
    *read = (ing_read){ *from->at->reads, name, value, seq, word };
    *from->at->reads = read;
    return LIBING_OK;
}

/* --- reading ------------------------------------------------------------------------------------ */

static libing_status fail_path(const ing_text *path, size_t count, libing_error *err)
{
    ing_text name = count > 1 ? path[1] : ING_TEXT_NONE;
    return ing_fail(err, LIBING_ERR_RULE, "rule.function_path", "f has no '%.*s%s%.*s'",
                    "f 没有“%.*s%s%.*s”", ING_TEXT_ARG(path[0]), count > 1 ? "." : "",
                    ING_TEXT_ARG(name));
}

/* Times are minutes, so that they compare and subtract; a moment without hour is a day's text. */
static const ing_json *for_lua(const ing_eval *at, const ing_type *type, const ing_value *value,
                               ing_arena *arena)
{
    ing_value shown = *value;
    if (value->kind == ING_VALUE_MOMENT && !value->moment.whole_day) {
        int64_t second = value->moment.second;
        shown = ing_value_of_integer(second >= 0 ? second / 60 : -((-second + 59) / 60));
        return ing_value_write(&shown, 0, arena);
    }
    return ing_value_show(at, type, value);
}

static libing_status read_param(const host *from, const ing_text *path, size_t count,
                                ing_value *out, libing_error *err)
{
    const ing_pack *pack = from->at->judgement->pack;
    ing_buf id = ING_BUF_INIT;
    for (size_t i = 1; i < count; i++) {
        ing_buf_slice(&id, path[i]);
        ing_buf_byte(&id, '.');
    }
    libing_status status = id.failed ? ing_fail_nomem(err) : LIBING_DONE;
    const ing_text wanted = ing_buf_view(&id);
    bool is_beginning = count == 1;
    for (size_t i = 0; i < pack->params.count && status == LIBING_DONE; i++) {
        const ing_param *param = pack->params.items[i].value;
        bool is_it = param->id.len + 1 == wanted.len && memcmp(param->id.ptr, wanted.ptr, param->id.len) == 0;
        is_beginning = is_beginning || (param->id.len > wanted.len &&
                                        memcmp(param->id.ptr, wanted.ptr, wanted.len) == 0);
        if (!is_it)
            continue;
        const ing_expr expr = { .kind = ING_EXPR_PARAM, .type = param->type, .param = param };
        status = ing_eval_value(from->at, &expr, out, err);
    }
    ing_buf_free(&id);
    return status == LIBING_DONE && !is_beginning ? fail_path(path, count, err) : status;
}

typedef struct builtin_name { const char *name; ing_builtin builtin; } builtin_name;

static const builtin_name entry_names[] = {
    { "at", ING_BUILTIN_AT },   { "date", ING_BUILTIN_DATE }, { "seq", ING_BUILTIN_SEQ },
    { "case", ING_BUILTIN_CASE }, { "by", ING_BUILTIN_BY },   { "late", ING_BUILTIN_LATE },
    { "type", ING_BUILTIN_TYPE },
};
static const builtin_name view_names[] = {
    { "id", ING_BUILTIN_ID },         { "state", ING_BUILTIN_STATE }, { "opened", ING_BUILTIN_OPENED },
    { "subject", ING_BUILTIN_SUBJECT }, { "kind", ING_BUILTIN_KIND },
};

static const builtin_name *find_builtin(const builtin_name *names, size_t count, ing_text name)
{
    for (size_t i = 0; i < count; i++) {
        if (ing_text_is(name, names[i].name))
            return &names[i];
    }
    return NULL;
}

/* Fields of parties and the store are those of the events about them. */
static const ing_field *event_field(const ing_pack *pack, ing_about about, ing_text name)
{
    for (size_t i = 0; i < pack->events.count; i++) {
        const ing_event *event = pack->events.items[i].value;
        const ing_field *field =
            event->about == about ? ing_pack_word_field(pack, event->id, name) : NULL;
        if (field != NULL)
            return field;
    }
    return NULL;
}

static libing_status read_builtin(const host *from, ing_root root, ing_builtin builtin, ing_value *out,
                                  libing_error *err)
{
    const ing_expr owner = { .kind = ING_EXPR_ROOT, .root = root };
    const ing_expr *const kids[] = { &owner };
    const ing_expr expr = { .kind = ING_EXPR_BUILTIN, .builtin = builtin, .count = 1, .kids = kids };
    return ing_eval_value(from->at, &expr, out, err);
}

static libing_status read_member(const host *from, const ing_value *owner, const ing_field *field,
                                 const ing_type **type, ing_value *out, libing_error *err)
{
    *type = field->type;
    return ing_eval_member(from->at, owner, field->name, field, field->type, out, err);
}

static libing_status read_view(const host *from, ing_root root, const ing_text *path,
                               const ing_type **type, ing_value *out, libing_error *err)
{
    const ing_pack *pack = from->at->judgement->pack;
    const builtin_name *builtin =
        find_builtin(view_names, sizeof view_names / sizeof view_names[0], path[1]);
    const ing_expr expr = { .kind = ING_EXPR_ROOT, .root = root };
    ing_value owner;
    if (builtin != NULL)
        return read_builtin(from, root, builtin->builtin, out, err);
    libing_status status = ing_eval_value(from->at, &expr, &owner, err);
    if (status != LIBING_OK || owner.kind != ING_VALUE_VIEW)
        return status;
    const ing_view *view = owner.view;
    bool is_store = view->of == ING_ABOUT_STORE;
    const ing_fact *fact =
        is_store || view->kind.ptr != NULL
            ? ing_pack_fact(pack, is_store ? ING_TEXT_LIT("store") : view->kind, path[1])
            : NULL;
    if (fact != NULL) {
        *type = fact->type;
        return ing_eval_fact_of(from->at, fact, view, owner.truth, out, err);
    }
    const ing_field *field = ing_pack_view_field(pack, view, path[1]);
    if (field == NULL && view->of != ING_ABOUT_CASE)
        field = event_field(pack, view->of, path[1]);
    return field != NULL ? read_member(from, &owner, field, type, out, err) : fail_path(path, 2, err);
}

static libing_status read_ev(const host *from, const ing_text *path, const ing_type **type,
                             ing_value *out, libing_error *err)
{
    const ing_record *ev = from->at->judgement->ev;
    const builtin_name *builtin =
        find_builtin(entry_names, sizeof entry_names / sizeof entry_names[0], path[1]);
    if (builtin != NULL)
        return read_builtin(from, ING_ROOT_EV, builtin->builtin, out, err);
    if (ev == NULL)
        return LIBING_OK;
    const ing_field *field = ing_pack_word_field(from->at->judgement->pack, ev->word, path[1]);
    if (field == NULL)
        return LIBING_OK; /* a field of another event: not said on this one */
    ing_value owner = ing_value_of(ING_VALUE_ENTRY);
    owner.entry = ev;
    owner.seq = ev->seq;
    return read_member(from, &owner, field, type, out, err);
}

/* The period of the duty judged: its id, the minute in which it begins and the first one behind it. Outside of
 * duties there is none. */
static libing_status read_period(const host *from, const ing_text *path, size_t count, ing_value *out,
                                 libing_error *err)
{
    const ing_judgement *judgement = from->at->judgement;
    const ing_period *period = &judgement->period;
    bool is_start = count == 2 && ing_text_is(path[1], "start");
    bool is_end = count == 2 && ing_text_is(path[1], "end");
    if (count == 1)
        return LIBING_DONE;
    if (!is_start && !is_end && !(count == 2 && ing_text_is(path[1], "id")))
        return fail_path(path, count, err);
    if (!judgement->has_period || (is_start && period->is_open))
        return LIBING_OK;
    if (!is_start && !is_end) {
        *out = ing_value_of_text(ing_text_of(period->id));
        return LIBING_OK;
    }
    *out = ing_value_of(ING_VALUE_MOMENT);
    out->moment = (ing_moment){ is_start ? period->start : period->end, false };
    return LIBING_OK;
}

static libing_status read_path(const host *from, const ing_text *path, size_t count,
                               const ing_type **type, ing_value *out, libing_error *err)
{
    if (ing_text_is(path[0], "param"))
        return read_param(from, path, count, out, err);
    if (ing_text_is(path[0], "today") && count == 1) {
        *out = ing_value_of_date(from->at->judgement->today);
        return LIBING_OK;
    }
    if (ing_text_is(path[0], "period"))
        return read_period(from, path, count, out, err);
    static const struct { const char *name; ing_root root; } roots[] = {
        { "ev", ING_ROOT_EV }, { "case", ING_ROOT_CASE }, { "was", ING_ROOT_WAS }, { "store", ING_ROOT_STORE },
    };
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        if (!ing_text_is(path[0], roots[i].name))
            continue;
        if (count == 1)
            return LIBING_DONE;
        if (count > 2)
            return fail_path(path, count, err);
        return roots[i].root == ING_ROOT_EV ? read_ev(from, path, type, out, err)
                                            : read_view(from, roots[i].root, path, type, out, err);
    }
    return fail_path(path, count, err);
}

static libing_status host_read(void *ctx, const ing_text *path, size_t count, ing_arena *arena,
                               const ing_json **out, libing_error *err)
{
    const host *from = ctx;
    const ing_type *type = NULL;
    ing_value value = ing_value_none();
    *out = NULL;
    libing_status status = read_path(from, path, count, &type, &value, err);
    if (status != LIBING_OK)
        return status;
    *out = for_lua(from->at, type, &value, arena);
    if (*out == NULL && value.kind != ING_VALUE_UNKNOWN)
        return ing_fail_nomem(err);
    return note_read(from, path, count, ING_TEXT_NONE, ing_value_show(from->at, type, &value),
                     value.seq, err);
}

/* --- lists of records --------------------------------------------------------------------------- */

static libing_status find_list_scope(const host *from, ing_text scope, const ing_view **out,
                                     libing_error *err)
{
    const ing_eval *at = from->at;
    *out = at->subject;
    if (scope.ptr == NULL || scope.len == 0)
        return LIBING_OK;
    if (ing_text_is(scope, "store"))
        return ing_eval_store_view(at, out, err);
    if (!ing_text_is(scope, "party"))
        return ing_fail(err, LIBING_ERR_RULE, "rule.function_scope",
                        "f.list knows no scope '%.*s', only \"party\" and \"store\"",
                        "f.list 没有范围“%.*s”，只有 \"party\" 与 \"store\"", ING_TEXT_ARG(scope));
    if (at->subject == NULL || at->subject->of == ING_ABOUT_PARTY)
        return LIBING_OK;
    static const ing_type party = { .kind = ING_TYPE_PARTY_ID };
    ing_value id = ing_value_none();
    if (at->subject->subject.ptr != NULL)
        id = ing_value_of_text(at->subject->subject);
    return ing_eval_view(at, &id, &party, out, err);
}

static const ing_json *record_for_lua(const ing_eval *at, const ing_record *record, ing_arena *arena)
{
    const ing_pack *pack = at->judgement->pack;
    ing_json_builder b = ing_json_begin(arena);
    for (size_t i = 0; i < record->fields->count; i++) {
        const ing_json_member *member = &record->fields->members[i];
        const ing_field *field = ing_pack_word_field(pack, record->word, member->key);
        if (field == NULL)
            continue;
        ing_value value = ing_value_read(field->type, &member->value, pack->zone_seconds, arena);
        if (value.kind != ING_VALUE_UNKNOWN)
            ing_json_put(&b, member->key, for_lua(at, field->type, &value, arena));
    }
    ing_value moment = ing_value_of(ING_VALUE_MOMENT);
    moment.moment = record->at;
    ing_value date = ing_value_of_date(ing_moment_date(record->at));
    ing_json_put(&b, ING_TEXT_LIT("at"), for_lua(at, NULL, &moment, arena));
    ing_json_put(&b, ING_TEXT_LIT("date"), ing_value_write(&date, pack->zone_seconds, arena));
    ing_json_put_integer(&b, "seq", record->seq);
    ing_json_put_text(&b, "case", record->case_id);
    ing_json_put_text(&b, "by", record->role);
    ing_json_put_boolean(&b, "late", record->late);
    return ing_json_end_object(&b);
}

static libing_status note_list(const host *from, ing_text word, ing_text scope, size_t count,
                               libing_error *err)
{
    const ing_text path[] = { ING_TEXT_LIT("list"), word, scope };
    ing_value number = ing_value_of_integer((int64_t)count);
    return note_read(from, path, scope.len > 0 ? 3 : 2, word,
                     ing_value_show(from->at, NULL, &number), -1, err);
}

static libing_status host_list(void *ctx, ing_text word, ing_text scope, ing_arena *arena,
                               const ing_json **out, libing_error *err)
{
    const host *from = ctx;
    const ing_pack *pack = from->at->judgement->pack;
    const ing_query query = { .op = ING_QUERY_LIST, .word_count = 1, .words = &word };
    const ing_view *view = NULL;
    ing_records records = { NULL, 0 };
    *out = NULL;
    if (ing_map_get(&pack->events, word) == NULL && ing_map_get(&pack->actions, word) == NULL)
        return ing_fail(err, LIBING_ERR_RULE, "rule.function_word", "f.list: unknown event '%.*s'",
                        "f.list：没有事件“%.*s”", ING_TEXT_ARG(word));
    libing_status status = find_list_scope(from, scope, &view, err);
    if (status == LIBING_OK && view != NULL)
        status = ing_eval_entries(from->at, &query, view, &records, err);
    if (status != LIBING_OK)
        return status;
    ing_json_builder list = ing_json_begin(arena);
    for (size_t i = 0; i < records.count; i++)
        ing_json_add(&list, record_for_lua(from->at, records.items[i], arena));
    *out = ing_json_end_list(&list);
    if (*out == NULL)
        return ing_fail_nomem(err);
    return note_list(from, word, scope, records.count, err);
}

/* --- calling ------------------------------------------------------------------------------------ */

static libing_status read_result(const ing_eval *at, const ing_fact *fact, const ing_json *json,
                                 ing_value *out, libing_error *err)
{
    const ing_pack *pack = at->judgement->pack;
    if (json == NULL)
        return LIBING_OK;
    if (fact->type->kind == ING_TYPE_MOMENT && json->type == ING_JSON_INTEGER) {
        *out = ing_value_of(ING_VALUE_MOMENT);
        out->moment.second = json->number * 60;
    } else {
        *out = ing_value_read(fact->type, json, pack->zone_seconds, at->judgement->arena);
        out->seq = -1;
    }
    if (out->kind == ING_VALUE_UNKNOWN)
        return ing_fail(err, LIBING_ERR_RULE, "rule.function_result",
                        "function of fact '%.*s' gave a value that is not of its type",
                        "事实“%.*s”的函数给出的值与其类型不符", ING_TEXT_ARG(fact->id));
    return LIBING_OK;
}

libing_status ing_eval_function(const ing_eval *at, const ing_fact *fact, ing_value *out,
                                libing_error *err)
{
    ing_judgement *judgement = at->judgement;
    const ing_pack *pack = judgement->pack;
    host ctx = { at, fact };
    const ing_function_host reach = { &ctx, host_read, host_list };
    int64_t factor = judgement->limit_factor > 0 ? judgement->limit_factor : 1;
    const ing_program_limits limits = { pack->limits.instructions * factor,
                                        pack->limits.memory_bytes * factor, judgement->timeout_ms };
    const ing_json *json = NULL;
    *out = ing_value_none();
    libing_status status = ing_program_call(pack->program, fact->function, &reach, &limits,
                                            judgement->arena, &json, err);
    return status == LIBING_OK ? read_result(at, fact, json, out, err) : status;
}
