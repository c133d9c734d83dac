/* SPDX-License-Identifier: Apache-2.0 */
/* The fields that a case, a party or the store may show: the union of those of all
 * events about it. */
#include "pack/load.h"

/* Where `field` stands in the set; count when it is new. */
static size_t place_of(const ing_field_set *set, ing_text name)
{
    size_t at = 0;
    while (at < set->count && !ing_text_equal(set->fields[at].name, name))
        at++;
    return at;
}

static bool is_about(const ing_event *event, ing_about about, ing_text kind)
{
    bool is_it = event->about == about && (about == ING_ABOUT_STORE || event->kind_count == 0);
    for (size_t i = 0; i < event->kind_count && event->about == about && !is_it; i++)
        is_it = ing_text_equal(event->kinds[i], kind);
    return is_it;
}

static size_t most_fields(const ing_load *load, size_t first)
{
    size_t most = first;
    for (size_t i = 0; i < load->pack->events.count; i++)
        most += ((const ing_event *)load->pack->events.items[i].value)->field_count;
    return most;
}

static bool add_field(ing_load *load, ing_field_set *set, const ing_field *field,
                      const ing_event *event)
{
    size_t at = place_of(set, field->name);
    if (at == set->count) {
        set->fields[at] = *field;
        set->firsts[at] = event;
        set->count++;
        return true;
    }
    const ing_type *type = NULL;
    if (!ing_type_join(load, set->fields[at].type, field->type, &type))
        return false;
    if (type == NULL) {
        if (set->others[at] == NULL)
            set->others[at] = event;
        return true;
    }
    set->fields[at].type = type;
    set->fields[at].optional = set->fields[at].optional || field->optional;
    if (set->fields[at].fallback == NULL)
        set->fields[at].fallback = field->fallback;
    if (set->fields[at].zh.ptr == NULL)
        set->fields[at].zh = field->zh;
    if (set->fields[at].en.ptr == NULL)
        set->fields[at].en = field->en;
    return true;
}

/* `first_count` fields are there before any event. */
static ing_field_set *make_set(ing_load *load, ing_about about, ing_text kind, size_t first_count,
                               const ing_field *first)
{
    size_t most = most_fields(load, first_count);
    ing_field_set *set = ing_load_new(load, 1, sizeof *set);
    ing_field *fields = ing_load_new(load, most, sizeof *fields);
    const ing_event **others = ing_load_new(load, most, sizeof(const ing_event *));
    const ing_event **firsts = ing_load_new(load, most, sizeof(const ing_event *));
    if (set == NULL || fields == NULL || others == NULL || firsts == NULL)
        return NULL;
    *set = (ing_field_set){ 0, fields, others, firsts };
    for (size_t i = 0; i < first_count; i++)
        (void)add_field(load, set, &first[i], NULL);
    for (size_t i = 0; i < load->pack->events.count && !load->failed; i++) {
        const ing_event *event = load->pack->events.items[i].value;
        for (size_t j = 0; is_about(event, about, kind) && j < event->field_count && !load->failed;
             j++)
            (void)add_field(load, set, &event->fields[j], event);
    }
    return set;
}

static const ing_type *type_in(const ing_event *event, ing_text name)
{
    const ing_field *field = ing_fields_find(event->field_count, event->fields, name);
    return field == NULL ? &ing_type_any : field->type;
}

void ing_field_set_refuse(ing_load *load, const ing_field_set *set, size_t at, ing_text owner)
{
    const ing_event *other = set->others[at];
    const ing_event *first = set->firsts[at];
    ing_text name = set->fields[at].name;
    ing_buf one = ING_BUF_INIT;
    ing_buf two = ING_BUF_INIT;
    const ing_titles *place = first != NULL ? &first->titles : &other->titles;
    ing_type_print(set->fields[at].type, &one);
    ing_type_print(type_in(other, name), &two);
    ing_load_report_thing(
        load, "E105", other->titles.file, other->titles.line, name,
        "%.*s has the field %.*s with two types: %.*s in event %.*s (%.*s:%d), %.*s in event %.*s",
        "%.*s 的字段 %.*s 有两种类型：%.*s（事件 %.*s，%.*s:%d）与 %.*s（事件 %.*s）",
        ING_TEXT_ARG(owner), ING_TEXT_ARG(name), ING_TEXT_ARG(ing_buf_view(&one)),
        ING_TEXT_ARG(first != NULL ? first->id : owner),
        ING_TEXT_ARG(ing_load_file(load, place->file)), (int)place->line,
        ING_TEXT_ARG(ing_buf_view(&two)), ING_TEXT_ARG(other->id));
    ing_buf_free(&one);
    ing_buf_free(&two);
}

/* The event field that names a case's party must be there. */
static void check_subject(ing_load *load, const ing_case_kind *kind)
{
    if (kind->subject.ptr == NULL || load->is_vague)
        return;
    load->file = kind->titles.file;
    load->line = kind->titles.line;
    const ing_field *field = ing_fields_find(kind->field_count, kind->fields, kind->subject);
    if (field == NULL) {
        ing_nearest nearest = ing_nearest_begin(kind->subject);
        for (size_t i = 0; i < kind->field_count; i++)
            ing_nearest_try(&nearest, kind->fields[i].name);
        ing_load_unknown(load, NULL, "field", "字段", &nearest);
    } else if (field->type->kind != ING_TYPE_PARTY_ID && field->type->kind != ING_TYPE_ANY) {
        ing_load_report(load, "E105", NULL, kind->subject,
                        "case %.*s: its subject %.*s must be a field of type party_id",
                        "案件 %.*s：主体 %.*s 须是 party_id 类型的字段", ING_TEXT_ARG(kind->id),
                        ING_TEXT_ARG(kind->subject));
    }
}

static void unite_case(ing_load *load, ing_case_kind *kind)
{
    ing_field_set *set = make_set(load, ING_ABOUT_CASE, kind->id, kind->field_count, kind->fields);
    if (set == NULL)
        return;
    for (size_t i = 0; i < set->count; i++) {
        if (set->others[i] == NULL)
            continue;
        ing_field_set_refuse(load, set, i, kind->id);
        set->fields[i].type = &ing_type_any;
    }
    kind->field_count = set->count;
    kind->fields = set->fields;
    check_subject(load, kind);
}

void ing_load_unions(ing_load *load)
{
    ing_pack *pack = load->pack;
    for (size_t i = 0; i < pack->cases.count && !load->failed; i++)
        unite_case(load, pack->cases.items[i].value);
    for (size_t i = 0; i < pack->parties.count && !load->failed; i++) {
        const ing_party_kind *party = pack->parties.items[i].value;
        ing_field_set *set =
            make_set(load, ING_ABOUT_PARTY, party->id, party->field_count, party->fields);
        if (set != NULL)
            (void)ing_load_put(load, &load->party_fields, party->id, set);
    }
    ing_field_set *set = make_set(load, ING_ABOUT_STORE, ING_TEXT_NONE, 0, NULL);
    if (set != NULL)
        (void)ing_load_put(load, &load->party_fields, ING_TEXT_LIT("store"), set);
}
