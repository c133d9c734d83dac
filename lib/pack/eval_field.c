/* SPDX-License-Identifier: Apache-2.0 */
/* Names after a dot: fields of events, cases, parties, the store and record members, with their
 * defaults, and the names that every record, case, date and list has. */
#include "pack/eval.h"
#include "pack/memo.h"

/* --- declared fields ---------------------------------------------------------------------------- */

static const ing_field *find_field(size_t count, const ing_field *fields, ing_text name)
{
    for (size_t i = 0; i < count; i++) {
        if (ing_text_equal(fields[i].name, name))
            return &fields[i];
    }
    return NULL;
}

const ing_field *ing_pack_word_field(const ing_pack *pack, ing_text word, ing_text name)
{
    const ing_event *event = ing_map_get(&pack->events, word);
    if (event != NULL)
        return find_field(event->field_count, event->fields, name);
    const ing_action *action = ing_map_get(&pack->actions, word);
    return action != NULL ? find_field(action->field_count, action->fields, name) : NULL;
}

const ing_field *ing_pack_view_field(const ing_pack *pack, const ing_view *view, ing_text name)
{
    if (view->of == ING_ABOUT_CASE && view->kind.ptr != NULL) {
        const ing_case_kind *kind = ing_map_get(&pack->cases, view->kind);
        return kind != NULL ? find_field(kind->field_count, kind->fields, name) : NULL;
    }
    if (view->of == ING_ABOUT_PARTY && view->kind.ptr != NULL) {
        const ing_party_kind *kind = ing_map_get(&pack->parties, view->kind);
        return kind != NULL ? find_field(kind->field_count, kind->fields, name) : NULL;
    }
    return NULL;
}

static bool is_list_or_flag(const ing_type *type)
{
    return type->kind == ING_TYPE_FLAG || type->kind == ING_TYPE_LIST;
}

/* What a field is when it was never said. */
static void read_default(const ing_eval *at, const ing_field *field, const ing_type *type,
                         ing_value *out)
{
    const ing_judgement *judgement = at->judgement;
    *out = ing_value_none();
    if (field != NULL && field->fallback != NULL) {
        *out = ing_value_read(type, field->fallback, judgement->pack->zone_seconds,
                              judgement->arena);
        return;
    }
    const ing_type *shown = field != NULL && !is_list_or_flag(type) ? field->type : type;
    if (shown->kind == ING_TYPE_FLAG)
        *out = ing_value_of_boolean(false);
    else if (shown->kind == ING_TYPE_LIST)
        out->kind = ING_VALUE_LIST;
}

static void read_said(const ing_eval *at, const ing_type *type, const ing_json *json, int64_t seq,
                      ing_value *out)
{
    const ing_judgement *judgement = at->judgement;
    *out = ing_value_read(type, json, judgement->pack->zone_seconds, judgement->arena);
    out->seq = seq;
}

/* --- cases -------------------------------------------------------------------------------------- */

bool ing_eval_is_hidden(const ing_eval *at, bool before, const ing_record *record)
{
    const ing_record *ev = at->judgement->ev;
    return before && ev != NULL && !ing_record_is_before(record, ev);
}

libing_status ing_eval_case_records(const ing_eval *at, const ing_view *view, ing_records *out,
                                    libing_error *err)
{
    ing_memo *memo = ing_memo_of(at->judgement);
    *out = (ing_records){ NULL, 0 };
    if (memo == NULL)
        return ing_fail_nomem(err);
    if (memo->records_of == view) {
        *out = memo->records;
        return LIBING_OK;
    }
    const ing_world *world = at->judgement->world;
    libing_status status = world->case_records(world->ctx, view, out, err);
    if (status == LIBING_OK) {
        memo->records_of = view;
        memo->records = *out;
    }
    return status;
}

/* An event of the vocabulary: neither a decision nor one of libing's own. */
static bool is_event(const ing_record *record)
{
    return !ing_text_is(record->type, "decision") &&
           memchr(record->type.ptr, '.', record->type.len) == NULL;
}

static libing_status case_field(const ing_eval *at, const ing_value *of, ing_text name,
                                const ing_field *field, const ing_type *type, ing_value *out,
                                libing_error *err)
{
    const ing_pack *pack = at->judgement->pack;
    ing_records records;
    libing_status status = ing_eval_case_records(at, of->view, &records, err);
    if (status != LIBING_OK)
        return status;
    for (size_t i = records.count; i > 0; i--) {
        const ing_record *record = records.items[i - 1];
        const ing_json *json = ing_json_find(record->fields, name);
        if (json == NULL || !is_event(record) || ing_eval_is_hidden(at, of->truth, record))
            continue;
        read_said(at, type, json, record->seq, out);
        return LIBING_OK;
    }
    const ing_case_kind *kind =
        of->view->kind.ptr != NULL ? ing_map_get(&pack->cases, of->view->kind) : NULL;
    const ing_json *fixed =
        kind != NULL && kind->fixed != NULL ? ing_json_find(kind->fixed, name) : NULL;
    if (fixed != NULL)
        read_said(at, type, fixed, -1, out);
    else
        read_default(at, field != NULL ? field : ing_pack_view_field(pack, of->view, name), type, out);
    return LIBING_OK;
}

/* --- parties and the store ---------------------------------------------------------------------- */

/* A party or store field is the last one said; what was said before is not kept apart. */
static libing_status latest_field(const ing_eval *at, const ing_value *of, ing_text name,
                                  const ing_field *field, const ing_type *type, ing_value *out,
                                  libing_error *err)
{
    const ing_world *world = at->judgement->world;
    const ing_record *record = NULL;
    libing_status status = world->latest(world->ctx, of->view, name, &record, err);
    if (status != LIBING_OK)
        return status;
    if (record != NULL && ing_eval_is_hidden(at, of->truth, record))
        return ing_fail(err, LIBING_ERR_RULE, "rule.was_party",
                        "'was' knows cases only, not '%.*s' of a party or the store",
                        "was 只适用于案件，不适用于当事方或全库的“%.*s”", ING_TEXT_ARG(name));
    const ing_json *json = record != NULL ? ing_json_find(record->fields, name) : NULL;
    if (json != NULL)
        read_said(at, type, json, record->seq, out);
    else
        read_default(at, field != NULL ? field
                                       : ing_pack_view_field(at->judgement->pack, of->view, name),
                     type, out);
    return LIBING_OK;
}

/* --- records ------------------------------------------------------------------------------------ */

/* The name by which rules read the party that an event's record is about. */
static bool names_party(const ing_pack *pack, const ing_record *record, ing_text name)
{
    if (record->party.ptr == NULL)
        return false;
    const ing_event *event = ing_map_get(&pack->events, record->word);
    return event != NULL && ing_text_equal(event->party_name, name);
}

static void entry_field(const ing_eval *at, const ing_value *of, ing_text name,
                        const ing_field *field, const ing_type *type, ing_value *out)
{
    const ing_record *record = of->entry;
    const ing_pack *pack = at->judgement->pack;
    const ing_json *json = ing_json_find(record->fields, name);
    if (json != NULL) {
        read_said(at, type, json, record->seq, out);
    } else if (names_party(pack, record, name)) {
        *out = ing_value_of_text(record->party);
        out->seq = record->seq;
    } else {
        const ing_field *own = ing_pack_word_field(pack, record->word, name);
        read_default(at, own != NULL ? own : field, type, out);
    }
}

static void record_field(const ing_eval *at, const ing_value *of, ing_text name,
                         const ing_field *field, const ing_type *type, ing_value *out)
{
    const ing_json *json = ing_json_find(of->record, name);
    if (json != NULL)
        read_said(at, type, json, of->seq, out);
    else
        read_default(at, field, type, out);
}

libing_status ing_eval_member(const ing_eval *at, const ing_value *of, ing_text name,
                              const ing_field *field, const ing_type *type, ing_value *out,
                              libing_error *err)
{
    *out = ing_value_none();
    if (of->kind == ING_VALUE_ENTRY)
        entry_field(at, of, name, field, type, out);
    else if (of->kind == ING_VALUE_RECORD)
        record_field(at, of, name, field, type, out);
    else if (of->kind == ING_VALUE_VIEW && of->view->of == ING_ABOUT_CASE)
        return case_field(at, of, name, field, type, out, err);
    else if (of->kind == ING_VALUE_VIEW)
        return latest_field(at, of, name, field, type, out, err);
    else
        return ing_fail(err, LIBING_ERR_RULE, "rule.no_fields", "'%.*s' is asked of a value without fields",
                        "所问“%.*s”的值没有字段", ING_TEXT_ARG(name));
    return LIBING_OK;
}

/* --- views -------------------------------------------------------------------------------------- */

libing_status ing_eval_store_view(const ing_eval *at, const ing_view **out, libing_error *err)
{
    static const ing_view nothing = { .of = ING_ABOUT_STORE, .id = { "", 0 } };
    const ing_world *world = at->judgement->world;
    ing_memo *memo = ing_memo_of(at->judgement);
    *out = NULL;
    if (memo == NULL)
        return ing_fail_nomem(err);
    if (memo->store == NULL) {
        libing_status status = world->view(world->ctx, ING_ABOUT_STORE, nothing.id, &memo->store, err);
        if (status != LIBING_OK)
            return status;
        if (memo->store == NULL)
            memo->store = &nothing;
    }
    *out = memo->store;
    return LIBING_OK;
}

/* A party of which nothing was recorded still has its defaults, and queries on it find nothing. */
static libing_status unrecorded(const ing_eval *at, ing_about of, ing_text id, const ing_view **out,
                                libing_error *err)
{
    ing_view *view = ing_arena_new(at->judgement->arena, 1, sizeof *view);
    if (view == NULL)
        return ing_fail_nomem(err);
    view->of = of;
    view->id = id;
    const char *colon = of == ING_ABOUT_PARTY && id.len > 0 ? memchr(id.ptr, ':', id.len) : NULL;
    if (colon != NULL)
        view->kind = (ing_text){ id.ptr, (size_t)(colon - id.ptr) };
    *out = view;
    return LIBING_OK;
}

libing_status ing_eval_view(const ing_eval *at, const ing_value *value, const ing_type *type,
                            const ing_view **out, libing_error *err)
{
    const ing_world *world = at->judgement->world;
    *out = NULL;
    if (value->kind == ING_VALUE_UNKNOWN)
        return LIBING_OK;
    if (value->kind == ING_VALUE_VIEW) {
        *out = value->view;
        return LIBING_OK;
    }
    if (value->kind != ING_VALUE_TEXT)
        return ing_fail(err, LIBING_ERR_RULE, "rule.no_view", "value names neither a case nor a party",
                        "该值既不是案件也不是当事方");
    bool is_case = type != NULL && (type->kind == ING_TYPE_CASE_ID || type->kind == ING_TYPE_CASE);
    ing_about of = is_case ? ING_ABOUT_CASE : ING_ABOUT_PARTY;
    const ing_view *near = at->subject;
    if (near != NULL && near->of == of && ing_text_equal(near->id, value->text)) {
        *out = near;
        return LIBING_OK;
    }
    libing_status status = world->view(world->ctx, of, value->text, out, err);
    if (status == LIBING_OK && *out == NULL && !is_case)
        status = unrecorded(at, of, value->text, out, err);
    return status;
}

/* What comes before the dot: an id becomes the case or party it names. */
static libing_status eval_owner(const ing_eval *at, const ing_expr *owner, ing_value *out,
                                libing_error *err)
{
    libing_status status = ing_eval_value(at, owner, out, err);
    if (status != LIBING_OK || out->kind != ING_VALUE_TEXT || owner->type == NULL)
        return status;
    if (owner->type->kind != ING_TYPE_PARTY_ID && owner->type->kind != ING_TYPE_CASE_ID)
        return LIBING_OK;
    const ing_view *view = NULL;
    status = ing_eval_view(at, out, owner->type, &view, err);
    int64_t seq = out->seq;
    *out = ing_value_none();
    if (status == LIBING_OK && view != NULL) {
        out->kind = ING_VALUE_VIEW;
        out->view = view;
        out->seq = seq;
    }
    return status;
}

libing_status ing_eval_field(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    ing_value of;
    *out = ing_value_none();
    libing_status status = eval_owner(at, expr->kids[0], &of, err);
    if (status != LIBING_OK || of.kind == ING_VALUE_UNKNOWN)
        return status;
    return ing_eval_member(at, &of, expr->name, expr->field, expr->type, out, err);
}

/* --- built-in names ----------------------------------------------------------------------------- */

static void set_text(ing_text text, ing_value *out)
{
    if (text.ptr != NULL)
        *out = ing_value_of_text(text);
}

static void entry_builtin(const ing_record *record, ing_builtin builtin, ing_value *out)
{
    switch (builtin) {
    case ING_BUILTIN_AT:
        *out = ing_value_of(ING_VALUE_MOMENT);
        out->moment = record->at;
        break;
    case ING_BUILTIN_DATE:
        *out = ing_value_of_date(ing_moment_date(record->at));
        break;
    case ING_BUILTIN_SEQ:
        *out = ing_value_of_integer(record->seq);
        break;
    case ING_BUILTIN_CASE:
        set_text(record->case_id, out);
        break;
    case ING_BUILTIN_BY:
        set_text(record->role, out);
        break;
    case ING_BUILTIN_LATE:
        *out = ing_value_of_boolean(record->late);
        break;
    case ING_BUILTIN_PARTY:
    case ING_BUILTIN_SUBJECT:
        set_text(record->party, out);
        break;
    case ING_BUILTIN_TYPE:
        set_text(record->word, out);
        break;
    default:
        break;
    }
    out->seq = record->seq;
}

/* A case's beginning is known once its records were asked for. */
static libing_status view_opened(const ing_eval *at, const ing_value *of, ing_value *out,
                                 libing_error *err)
{
    ing_records records;
    libing_status status = LIBING_OK;
    if (of->view->of == ING_ABOUT_CASE)
        status = ing_eval_case_records(at, of->view, &records, err);
    const ing_record *opened = of->view->opened;
    if (status != LIBING_OK || opened == NULL || ing_eval_is_hidden(at, of->truth, opened))
        return status;
    *out = ing_value_of_date(ing_moment_date(opened->at));
    out->seq = opened->seq;
    return LIBING_OK;
}

static libing_status view_builtin(const ing_eval *at, const ing_value *of, ing_builtin builtin,
                                  ing_value *out, libing_error *err)
{
    const ing_view *view = of->view;
    switch (builtin) {
    case ING_BUILTIN_ID:
        set_text(view->id, out);
        break;
    case ING_BUILTIN_KIND:
        set_text(view->kind, out);
        break;
    case ING_BUILTIN_SUBJECT:
        set_text(view->subject, out);
        break;
    case ING_BUILTIN_OPENED:
        return view_opened(at, of, out, err);
    case ING_BUILTIN_STATE:
        return ing_eval_main_state(at, of, out, err);
    default:
        break;
    }
    return LIBING_OK;
}

static void date_builtin(ing_date date, ing_builtin builtin, ing_value *out)
{
    ing_civil civil = ing_date_civil(date);
    switch (builtin) {
    case ING_BUILTIN_DATE:
        *out = ing_value_of_date(date);
        break;
    case ING_BUILTIN_YEAR:
        *out = ing_value_of_integer(civil.year);
        break;
    case ING_BUILTIN_MONTH:
        *out = ing_value_of_integer(civil.month);
        break;
    case ING_BUILTIN_DAY:
        *out = ing_value_of_integer(civil.day);
        break;
    default:
        break;
    }
}

static void list_builtin(const ing_value *of, ing_builtin builtin, ing_value *out)
{
    if (builtin == ING_BUILTIN_COUNT)
        *out = ing_value_of_integer((int64_t)of->count);
    else if (builtin == ING_BUILTIN_FIRST && of->count > 0)
        *out = of->items[0];
}

libing_status ing_eval_builtin(const ing_eval *at, const ing_expr *expr, ing_value *out, libing_error *err)
{
    ing_value of;
    *out = ing_value_none();
    libing_status status = eval_owner(at, expr->kids[0], &of, err);
    if (status != LIBING_OK)
        return status;
    switch (of.kind) {
    case ING_VALUE_ENTRY:
        entry_builtin(of.entry, expr->builtin, out);
        break;
    case ING_VALUE_VIEW:
        return view_builtin(at, &of, expr->builtin, out, err);
    case ING_VALUE_DATE:
        date_builtin(of.date, expr->builtin, out);
        out->seq = of.seq;
        break;
    case ING_VALUE_MOMENT:
        date_builtin(ing_moment_date(of.moment), expr->builtin, out);
        out->seq = of.seq;
        break;
    case ING_VALUE_LIST:
        list_builtin(&of, expr->builtin, out);
        break;
    default:
        break;
    }
    return LIBING_OK;
}
