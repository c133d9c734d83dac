/* SPDX-License-Identifier: Apache-2.0 */
/* Types among themselves: joining two declarations of one name, what may stand where. */
#include "pack/load.h"

const ing_type ing_type_any = { .kind = ING_TYPE_ANY };
const ing_type ing_type_boolean = { .kind = ING_TYPE_BOOLEAN };
const ing_type ing_type_integer = { .kind = ING_TYPE_INTEGER };
const ing_type ing_type_money = { .kind = ING_TYPE_MONEY };
const ing_type ing_type_ratio = { .kind = ING_TYPE_RATIO };
const ing_type ing_type_text = { .kind = ING_TYPE_TEXT };
const ing_type ing_type_date = { .kind = ING_TYPE_DATE };
const ing_type ing_type_moment = { .kind = ING_TYPE_MOMENT };
const ing_type ing_type_duration = { .kind = ING_TYPE_DURATION };
const ing_type ing_type_store = { .kind = ING_TYPE_STORE };
const ing_type ing_type_condition = { .kind = ING_TYPE_CONDITION };

ing_type *ing_type_new(ing_load *load, ing_type_kind kind)
{
    ing_type *type = ing_load_new(load, 1, sizeof *type);
    if (type != NULL)
        type->kind = kind;
    return type;
}

const ing_type *ing_type_list(ing_load *load, const ing_type *element)
{
    ing_type *type = ing_type_new(load, ING_TYPE_LIST);
    if (type != NULL)
        type->element = element;
    return type;
}

const ing_type *ing_type_words(ing_load *load, ing_type_kind kind, size_t count,
                               const ing_text *words)
{
    ing_type *type = ing_type_new(load, kind);
    if (type == NULL)
        return NULL;
    if (kind == ING_TYPE_ENTRY) {
        type->event_count = count;
        type->events = words;
    } else {
        type->word_count = count;
        type->words = words;
    }
    return type;
}

const ing_field *ing_fields_find(size_t count, const ing_field *fields, ing_text name)
{
    for (size_t i = 0; i < count; i++) {
        if (ing_text_equal(fields[i].name, name))
            return &fields[i];
    }
    return NULL;
}

static bool has_word(const ing_type *type, ing_text word)
{
    bool found = false;
    for (size_t i = 0; i < type->word_count && !found; i++)
        found = ing_text_equal(type->words[i], word);
    return found;
}

static bool is_subset(const ing_type *part, const ing_type *whole)
{
    bool all = true;
    for (size_t i = 0; i < part->word_count && all; i++)
        all = has_word(whole, part->words[i]);
    return all;
}

static bool overlaps(const ing_type *a, const ing_type *b)
{
    bool any = false;
    for (size_t i = 0; i < a->word_count && !any; i++)
        any = has_word(b, a->words[i]);
    return any;
}

/* --- joining ---------------------------------------------------------------------------------- */

static bool join_words(ing_load *load, const ing_type *a, const ing_type *b, const ing_type **out)
{
    *out = a;
    if (is_subset(b, a))
        return true;
    ing_text *words = ing_load_new(load, a->word_count + b->word_count, sizeof *words);
    if (words == NULL)
        return false;
    size_t count = 0;
    for (; count < a->word_count; count++)
        words[count] = a->words[count];
    for (size_t i = 0; i < b->word_count; i++) {
        if (!has_word(a, b->words[i]))
            words[count++] = b->words[i];
    }
    *out = ing_type_words(load, a->kind, count, words);
    return *out != NULL;
}

/* No kinds means any kind. */
static bool join_kinds(ing_load *load, const ing_type *a, const ing_type *b, const ing_type **out)
{
    *out = a->word_count == 0 ? a : b;
    return a->word_count == 0 || b->word_count == 0 || join_words(load, a, b, out);
}

/* The field as both have it; *out_type NULL when they differ. */
static bool join_field(ing_load *load, ing_field *into, const ing_field *other, bool *is_one)
{
    const ing_type *type = NULL;
    if (!ing_type_join(load, into->type, other->type, &type))
        return false;
    *is_one = type != NULL;
    if (*is_one)
        into->type = type;
    into->optional = into->optional || other->optional;
    if (into->fallback == NULL)
        into->fallback = other->fallback;
    return true;
}

static bool join_records(ing_load *load, const ing_type *a, const ing_type *b, const ing_type **out)
{
    ing_type *type = ing_type_new(load, ING_TYPE_RECORD);
    ing_field *fields = ing_load_new(load, a->field_count + b->field_count, sizeof *fields);
    *out = NULL;
    if (type == NULL || fields == NULL)
        return false;
    size_t count = 0;
    for (; count < a->field_count; count++) {
        const ing_field *other = ing_fields_find(b->field_count, b->fields, a->fields[count].name);
        bool is_one = true;
        fields[count] = a->fields[count];
        if (other == NULL)
            fields[count].optional = true;
        else if (!join_field(load, &fields[count], other, &is_one))
            return false;
        if (!is_one)
            return true;
    }
    for (size_t i = 0; i < b->field_count; i++) {
        if (ing_fields_find(a->field_count, a->fields, b->fields[i].name) != NULL)
            continue;
        fields[count] = b->fields[i];
        fields[count++].optional = true;
    }
    type->field_count = count;
    type->fields = fields;
    *out = type;
    return true;
}

static bool join_lists(ing_load *load, const ing_type *a, const ing_type *b, const ing_type **out)
{
    const ing_type *element = NULL;
    if (!ing_type_join(load, a->element, b->element, &element))
        return false;
    *out = element == NULL ? NULL : element == a->element ? a : ing_type_list(load, element);
    return !load->failed;
}

static bool same_words_in_order(const ing_type *a, const ing_type *b)
{
    bool same = a->word_count == b->word_count;
    for (size_t i = 0; i < a->word_count && same; i++)
        same = ing_text_equal(a->words[i], b->words[i]);
    return same;
}

bool ing_type_join(ing_load *load, const ing_type *a, const ing_type *b, const ing_type **out)
{
    *out = a;
    if (a == b || b->kind == ING_TYPE_ANY)
        return true;
    *out = b;
    if (a->kind == ING_TYPE_ANY)
        return true;
    *out = NULL;
    if (a->kind != b->kind)
        return true;
    switch (a->kind) {
    case ING_TYPE_ONE_OF:
        return join_words(load, a, b, out);
    case ING_TYPE_LADDER: /* an order cannot be made of two */
        *out = same_words_in_order(a, b) ? a : NULL;
        return true;
    case ING_TYPE_PARTY_ID:
    case ING_TYPE_CASE_ID:
    case ING_TYPE_CASE:
    case ING_TYPE_PARTY:
        return join_kinds(load, a, b, out);
    case ING_TYPE_DECIMAL:
        *out = a->places == b->places ? a : NULL;
        return true;
    case ING_TYPE_LIST:
        return join_lists(load, a, b, out);
    case ING_TYPE_RECORD:
        return join_records(load, a, b, out);
    default:
        *out = a;
        return true;
    }
}

/* --- what may stand where --------------------------------------------------------------------- */

static bool is_truth(const ing_type *type)
{
    return type->kind == ING_TYPE_BOOLEAN || type->kind == ING_TYPE_FLAG ||
           type->kind == ING_TYPE_CONDITION;
}

static bool is_word(const ing_type *type)
{
    return type->kind == ING_TYPE_ONE_OF || type->kind == ING_TYPE_LADDER;
}

static bool is_party(const ing_type *type)
{
    return type->kind == ING_TYPE_PARTY_ID || type->kind == ING_TYPE_PARTY;
}

static bool is_case(const ing_type *type)
{
    return type->kind == ING_TYPE_CASE_ID || type->kind == ING_TYPE_CASE;
}

static bool kinds_meet(const ing_type *a, const ing_type *b)
{
    return a->word_count == 0 || b->word_count == 0 || overlaps(a, b);
}

static bool accepts_record(const ing_type *to, const ing_type *from)
{
    for (size_t i = 0; i < from->field_count; i++) {
        const ing_field *field = ing_fields_find(to->field_count, to->fields, from->fields[i].name);
        if (field == NULL || !ing_type_accepts(field->type, from->fields[i].type))
            return false;
    }
    for (size_t i = 0; i < to->field_count; i++) {
        const ing_field *field = &to->fields[i];
        if (!field->optional && field->fallback == NULL && field->type->kind != ING_TYPE_FLAG &&
            ing_fields_find(from->field_count, from->fields, field->name) == NULL)
            return false;
    }
    return true;
}

bool ing_type_accepts(const ing_type *to, const ing_type *from)
{
    if (to->kind == ING_TYPE_ANY || from->kind == ING_TYPE_ANY)
        return true;
    if (is_truth(to))
        return is_truth(from);
    if (to->kind == ING_TYPE_TEXT)
        return from->kind == ING_TYPE_TEXT || is_word(from) || is_party(from) || is_case(from);
    if (is_word(to))
        return is_word(from) && is_subset(from, to);
    if (is_party(to))
        return is_party(from) && kinds_meet(to, from);
    if (is_case(to))
        return is_case(from) && kinds_meet(to, from);
    if (to->kind != from->kind)
        return false;
    switch (to->kind) {
    case ING_TYPE_DECIMAL:
        return to->places == from->places;
    case ING_TYPE_LIST:
        return ing_type_accepts(to->element, from->element);
    case ING_TYPE_RECORD:
        return accepts_record(to, from);
    default:
        return true;
    }
}

static bool is_plain_number(const ing_type *type)
{
    return type->kind == ING_TYPE_INTEGER || type->kind == ING_TYPE_DECIMAL;
}

static bool records_meet(const ing_type *a, const ing_type *b)
{
    bool meet = true;
    for (size_t i = 0; i < a->field_count && meet; i++) {
        const ing_field *other = ing_fields_find(b->field_count, b->fields, a->fields[i].name);
        meet =
            other == NULL ? a->fields[i].optional : ing_type_meets(a->fields[i].type, other->type);
    }
    return meet;
}

bool ing_type_meets(const ing_type *a, const ing_type *b)
{
    if (a->kind == ING_TYPE_ANY || b->kind == ING_TYPE_ANY)
        return true;
    if (is_word(a) && is_word(b))
        return overlaps(a, b);
    if (is_plain_number(a) && is_plain_number(b))
        return true;
    if (a->kind == ING_TYPE_LIST && b->kind == ING_TYPE_LIST)
        return ing_type_meets(a->element, b->element);
    if (a->kind == ING_TYPE_RECORD && b->kind == ING_TYPE_RECORD)
        return records_meet(a, b);
    return ing_type_accepts(a, b) || ing_type_accepts(b, a);
}

bool ing_type_is_ordered(const ing_type *type)
{
    switch (type->kind) {
    case ING_TYPE_ANY:
    case ING_TYPE_INTEGER:
    case ING_TYPE_DECIMAL:
    case ING_TYPE_MONEY:
    case ING_TYPE_DATE:
    case ING_TYPE_MOMENT:
    case ING_TYPE_LADDER:
        return true;
    default:
        return false;
    }
}
