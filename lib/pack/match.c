/* SPDX-License-Identifier: Apache-2.0 */
/* The rule index: rules by record word, then one bitset for each constant of a field. */
#include "pack/match.h"

#include "pack/eval.h"

#include <stdlib.h>

/* Rules for one value; the key is the value's text. */
typedef struct choice {
    ing_text key;
    uint64_t *rules;
} choice;

/* One field that some rule's `given` compares with constants, or (name absent) the case kind. */
typedef struct dimension {
    ing_text name;
    size_t count;
    choice *choices;                /* sorted by key once built */
    uint64_t *others;               /* rules for every value that has no choice */
    uint64_t *absent;               /* rules for a record without the field */
} dimension;

typedef struct word_rules {
    ing_text word;
    size_t count, words;            /* rules; 64-bit words of a bitset */
    const ing_rule **rules;         /* in order of declaration */
    uint64_t *visiting;             /* those with `each` */
    size_t dimension_count;
    dimension *dimensions;          /* [0] is the case kind */
} word_rules;

struct ing_rule_index {
    size_t count;
    word_rules *words;              /* sorted by word */
};

typedef struct build {
    const ing_pack *pack;
    ing_arena *arena;
    word_rules *into;
    bool failed;
} build;

/* --- bitsets ------------------------------------------------------------------------------------ */

static uint64_t *new_bits(build *b, bool full)
{
    uint64_t *bits = ing_arena_new(b->arena, b->into->words, sizeof *bits);
    b->failed = b->failed || bits == NULL;
    for (size_t i = 0; bits != NULL && full && i < b->into->count; i++)
        bits[i / 64] |= UINT64_C(1) << (i % 64);
    return bits;
}

static void set_bit(uint64_t *bits, size_t at)
{
    bits[at / 64] |= UINT64_C(1) << (at % 64);
}

static void clear_bit(uint64_t *bits, size_t at)
{
    bits[at / 64] &= ~(UINT64_C(1) << (at % 64));
}

static bool has_bit(const uint64_t *bits, size_t at)
{
    return (bits[at / 64] >> (at % 64) & 1) != 0;
}

/* --- values ------------------------------------------------------------------------------------- */

#define KEY_BYTES 24

/* How a value is looked up: its text, or "true" and digits, which no word can be mistaken for since a
 * field has one type. False for values that are not looked up. */
static bool key_of(const ing_json *json, char buffer[KEY_BYTES], ing_text *out)
{
    switch (json->type) {
    case ING_JSON_TEXT:
        *out = json->text;
        return true;
    case ING_JSON_BOOLEAN:
        *out = json->truth ? ING_TEXT_LIT("true") : ING_TEXT_LIT("false");
        return true;
    case ING_JSON_INTEGER: {
        uint64_t rest = json->number < 0 ? 0 - (uint64_t)json->number : (uint64_t)json->number;
        size_t at = KEY_BYTES;
        do {
            buffer[--at] = (char)('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (json->number < 0)
            buffer[--at] = '-';
        *out = (ing_text){ buffer + at, KEY_BYTES - at };
        return true;
    }
    default:
        return false;
    }
}

static bool key_of_value(const ing_value *value, char buffer[KEY_BYTES], ing_text *out)
{
    ing_json json;
    if (value->kind == ING_VALUE_TEXT)
        json = ing_json_of_text(value->text);
    else if (value->kind == ING_VALUE_BOOLEAN)
        json = ing_json_of_boolean(value->truth);
    else if (value->kind == ING_VALUE_INTEGER)
        json = ing_json_of_integer(value->number);
    else
        return false;
    return key_of(&json, buffer, out);
}

/* Types of which equal values have equal JSON, and whose JSON is looked up. */
static bool is_indexed(const ing_type *type)
{
    switch (type->kind) {
    case ING_TYPE_BOOLEAN:
    case ING_TYPE_FLAG:
    case ING_TYPE_INTEGER:
    case ING_TYPE_MONEY:
    case ING_TYPE_TEXT:
    case ING_TYPE_ONE_OF:
    case ING_TYPE_LADDER:
    case ING_TYPE_PARTY_ID:
    case ING_TYPE_CASE_ID:
        return true;
    default:
        return false;
    }
}

/* --- building ----------------------------------------------------------------------------------- */

static choice *find_choice(const dimension *dim, ing_text key)
{
    for (size_t i = 0; i < dim->count; i++) {
        if (ing_text_equal(dim->choices[i].key, key))
            return &dim->choices[i];
    }
    return NULL;
}

/* The rules for a value, at first those that do not care; NULL without memory. */
static uint64_t *choice_of(build *b, dimension *dim, ing_text key)
{
    const choice *found = find_choice(dim, key);
    if (found != NULL)
        return found->rules;
    choice *grown = ing_arena_new(b->arena, dim->count + 1, sizeof *grown);
    const char *copy = ing_arena_text(b->arena, key.ptr, key.len);
    uint64_t *bits = new_bits(b, false);
    if (grown == NULL || copy == NULL || bits == NULL) {
        b->failed = true;
        return NULL;
    }
    if (dim->count > 0)
        memcpy(grown, dim->choices, dim->count * sizeof *grown);
    memcpy(bits, dim->others, b->into->words * sizeof *bits);
    grown[dim->count++] = (choice){ { copy, key.len }, bits };
    dim->choices = grown;
    return bits;
}

/* From now on the rule is there only for the values admitted. */
static void restrict_rule(dimension *dim, size_t rule)
{
    clear_bit(dim->others, rule);
    clear_bit(dim->absent, rule);
    for (size_t i = 0; i < dim->count; i++)
        clear_bit(dim->choices[i].rules, rule);
}

static void admit(build *b, dimension *dim, size_t rule, ing_text key)
{
    uint64_t *bits = choice_of(b, dim, key);
    if (bits != NULL)
        set_bit(bits, rule);
}

static dimension *dimension_of(build *b, ing_text name)
{
    word_rules *into = b->into;
    for (size_t i = 1; i < into->dimension_count; i++) {
        if (ing_text_equal(into->dimensions[i].name, name))
            return &into->dimensions[i];
    }
    dimension *grown = ing_arena_new(b->arena, into->dimension_count + 1, sizeof *grown);
    if (grown == NULL) {
        b->failed = true;
        return NULL;
    }
    memcpy(grown, into->dimensions, into->dimension_count * sizeof *grown);
    dimension *dim = &grown[into->dimension_count];
    *dim = (dimension){ name, 0, NULL, new_bits(b, true), new_bits(b, true) };
    into->dimensions = grown;
    into->dimension_count++;
    return b->failed ? NULL : dim;
}

/* The values that make the atom true, as an iteration over constants: a constant, a list of them, or
 * every slice of a parameter. */
typedef struct constants {
    size_t count;
    const ing_value *single;
    const ing_value *items;
    const ing_param *param;
} constants;

static bool find_constants(const ing_expr *operand, constants *out)
{
    *out = (constants){ 0, NULL, NULL, NULL };
    if (operand->kind == ING_EXPR_PARAM) {
        out->param = operand->param;
        out->count = operand->param->slice_count;
        return true;
    }
    if (operand->kind != ING_EXPR_CONSTANT)
        return false;
    bool is_list = operand->value.kind == ING_VALUE_LIST;
    out->items = is_list ? operand->value.items : NULL;
    out->single = is_list ? NULL : &operand->value;
    out->count = is_list ? operand->value.count : 1;
    return true;
}

static const ing_value *constant_at(const constants *from, size_t at)
{
    if (from->param != NULL)
        return &from->param->slices[at].value;
    return from->items != NULL ? &from->items[at] : from->single;
}

/* Every constant, those in lists too; false when one cannot be looked up. */
static bool each_key(build *b, const constants *from, dimension *dim, size_t rule)
{
    char buffer[KEY_BYTES];
    ing_text key;
    for (size_t i = 0; i < from->count; i++) {
        const ing_value *value = constant_at(from, i);
        const ing_value *items = value->kind == ING_VALUE_LIST ? value->items : value;
        size_t count = value->kind == ING_VALUE_LIST ? value->count : 1;
        for (size_t j = 0; j < count; j++) {
            if (!key_of_value(&items[j], buffer, &key))
                return false;
            if (dim != NULL)
                admit(b, dim, rule, key);
        }
    }
    return true;
}

/* What a rule says of a field twice is looked at once: the second atom only narrows further, and the
 * rule itself looks at all of them. */
static bool is_restricted(const dimension *dim, size_t rule)
{
    return !has_bit(dim->others, rule);
}

static void admit_absent(const ing_field *field, dimension *dim, size_t rule)
{
    char buffer[KEY_BYTES];
    ing_text key = ING_TEXT_NONE;
    bool has_default = field->fallback != NULL && key_of(field->fallback, buffer, &key);
    if (field->fallback == NULL && field->type->kind == ING_TYPE_FLAG) {
        key = ING_TEXT_LIT("false");
        has_default = true;
    }
    const choice *found = has_default ? find_choice(dim, key) : NULL;
    if (found != NULL && has_bit(found->rules, rule))
        set_bit(dim->absent, rule);
}

static void index_atom(build *b, size_t rule, ing_text name, const constants *from)
{
    const ing_field *field = ing_pack_word_field(b->pack, b->into->word, name);
    const ing_event *event = ing_map_get(&b->pack->events, b->into->word);
    bool names_party = event != NULL && ing_text_equal(event->party_name, name);
    if (field == NULL || names_party || !is_indexed(field->type) || !each_key(b, from, NULL, rule))
        return;
    dimension *dim = dimension_of(b, name);
    if (dim == NULL || is_restricted(dim, rule))
        return;
    restrict_rule(dim, rule);
    (void)each_key(b, from, dim, rule); /* every constant was seen to have a key */
    admit_absent(field, dim, rule);
}

static bool is_event_field(const ing_expr *expr)
{
    return expr->kind == ING_EXPR_FIELD && expr->kids[0]->kind == ING_EXPR_ROOT &&
           expr->kids[0]->root == ING_ROOT_EV;
}

static void index_condition(build *b, size_t rule, const ing_expr *expr)
{
    static const ing_value yes = { .kind = ING_VALUE_BOOLEAN, .truth = true, .seq = -1 };
    constants from = { 1, &yes, NULL, NULL };
    if (expr->kind == ING_EXPR_ALL) {
        for (size_t i = 0; i < expr->count; i++) {
            if (expr->kids[i]->kind != ING_EXPR_ALL)
                index_condition(b, rule, expr->kids[i]);
        }
        return;
    }
    bool is_test = expr->kind == ING_EXPR_TEST &&
                   (expr->verb == ING_VERB_IS || expr->verb == ING_VERB_ONE_OF);
    if (expr->kind == ING_EXPR_TRUTH && is_event_field(expr->kids[0]))
        index_atom(b, rule, expr->kids[0]->name, &from);
    else if (is_test && is_event_field(expr->kids[0]) && find_constants(expr->kids[1], &from))
        index_atom(b, rule, expr->kids[0]->name, &from);
}

static bool listens(const ing_rule *rule, ing_text word)
{
    bool found = false;
    for (size_t i = 0; i < rule->on_count && !found; i++)
        found = ing_text_equal(rule->on[i], word);
    return found;
}

static void index_rules(build *b)
{
    word_rules *into = b->into;
    for (size_t i = 0; i < into->count && !b->failed; i++) {
        const ing_rule *rule = into->rules[i];
        dimension *kinds = &into->dimensions[0];
        if (rule->each != NULL)
            set_bit(into->visiting, i);
        if (rule->kind_count > 0)
            restrict_rule(kinds, i);
        for (size_t j = 0; j < rule->kind_count; j++)
            admit(b, kinds, i, rule->kinds[j]);
        if (rule->given != NULL)
            index_condition(b, i, rule->given);
    }
}

static int order_choices(const void *left, const void *right)
{
    return ing_text_order(((const choice *)left)->key, ((const choice *)right)->key);
}

static void gather_rules(build *b)
{
    const ing_pack *pack = b->pack;
    word_rules *into = b->into;
    for (size_t i = 0; i < pack->rule_count; i++)
        into->count += listens(pack->rules[i], into->word);
    into->words = (into->count + 63) / 64;
    into->rules = ing_arena_new(b->arena, into->count, sizeof *into->rules);
    into->dimensions = ing_arena_new(b->arena, 1, sizeof *into->dimensions);
    into->visiting = new_bits(b, false);
    if (into->rules == NULL || into->dimensions == NULL || b->failed) {
        b->failed = true;
        return;
    }
    size_t at = 0;
    for (size_t i = 0; i < pack->rule_count; i++) {
        if (listens(pack->rules[i], into->word))
            into->rules[at++] = pack->rules[i];
    }
    into->dimension_count = 1;
    into->dimensions[0] = (dimension){ ING_TEXT_NONE, 0, NULL, new_bits(b, true), new_bits(b, true) };
}

static void build_word(build *b)
{
    gather_rules(b);
    if (!b->failed)
        index_rules(b);
    for (size_t i = 0; i < b->into->dimension_count && !b->failed; i++) {
        dimension *dim = &b->into->dimensions[i];
        if (dim->count > 1)
            qsort(dim->choices, dim->count, sizeof *dim->choices, order_choices);
    }
}

static int order_words(const void *left, const void *right)
{
    return ing_text_order(((const word_rules *)left)->word, ((const word_rules *)right)->word);
}

/* All words that rules listen to, sorted, each once. */
static bool gather_words(const ing_pack *pack, ing_arena *arena, struct ing_rule_index *index)
{
    size_t total = 0;
    for (size_t i = 0; i < pack->rule_count; i++)
        total += pack->rules[i]->on_count;
    index->words = ing_arena_new(arena, total, sizeof *index->words);
    if (index->words == NULL)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < pack->rule_count; i++) {
        for (size_t j = 0; j < pack->rules[i]->on_count; j++)
            index->words[at++].word = pack->rules[i]->on[j];
    }
    if (total > 1)
        qsort(index->words, total, sizeof *index->words, order_words);
    for (size_t i = 0; i < total; i++) {
        if (i == 0 || !ing_text_equal(index->words[i].word, index->words[i - 1].word))
            index->words[index->count++].word = index->words[i].word;
    }
    return true;
}

struct ing_rule_index *ing_rule_index_build(const ing_pack *pack, ing_arena *arena)
{
    struct ing_rule_index *index = ing_arena_new(arena, 1, sizeof *index);
    if (index == NULL || !gather_words(pack, arena, index))
        return NULL;
    for (size_t i = 0; i < index->count; i++) {
        build b = { pack, arena, &index->words[i], false };
        build_word(&b);
        if (b.failed)
            return NULL;
    }
    return index;
}

/* --- looking up --------------------------------------------------------------------------------- */

static const word_rules *find_word(const struct ing_rule_index *index, ing_text word)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ing_text_order(index->words[middle].word, word);
        if (order == 0)
            return &index->words[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const uint64_t *bits_for(const dimension *dim, ing_text key)
{
    size_t low = 0, high = dim->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ing_text_order(dim->choices[middle].key, key);
        if (order == 0)
            return dim->choices[middle].rules;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return dim->others;
}

static const uint64_t *bits_of_record(const dimension *dim, const ing_record *record)
{
    char buffer[KEY_BYTES];
    ing_text key;
    const ing_json *json = ing_json_find(record->fields, dim->name);
    if (json == NULL)
        return dim->absent;
    return key_of(json, buffer, &key) ? bits_for(dim, key) : dim->others;
}

static const uint64_t *bits_of_kind(const dimension *dim, const struct ing_view *subject)
{
    bool is_case = subject != NULL && subject->of == ING_ABOUT_CASE && subject->kind.ptr != NULL;
    return is_case ? bits_for(dim, subject->kind) : dim->others;
}

#define FEW_WORDS 4

typedef struct lookup {
    const word_rules *from;
    uint64_t few[FEW_WORDS];        /* 256 rules on one word need no memory */
    uint64_t *left;                 /* the rules that fit; `few` or of the arena */
} lookup;

/* `record` NULL: its fields are not looked at. */
static bool narrow(lookup *find, const ing_record *record, const struct ing_view *subject,
                   ing_arena *arena)
{
    const word_rules *from = find->from;
    find->left = from->words <= FEW_WORDS ? find->few
                                          : ing_arena_new(arena, from->words, sizeof *find->left);
    if (find->left == NULL)
        return false;
    memcpy(find->left, bits_of_kind(&from->dimensions[0], subject), from->words * sizeof *find->left);
    for (size_t i = 1; i < from->dimension_count && record != NULL; i++) {
        const uint64_t *bits = bits_of_record(&from->dimensions[i], record);
        for (size_t j = 0; j < from->words; j++)
            find->left[j] &= bits[j];
    }
    return true;
}

static size_t count_bits(uint64_t bits)
{
    size_t count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

/* Those of `bits` in order, at `out`. */
static const ing_rule **put_rules(const lookup *find, size_t word, uint64_t bits, const ing_rule **out)
{
    for (size_t i = 0; i < 64 && bits >> i != 0; i++) {
        if ((bits >> i & 1) != 0)
            *out++ = find->from->rules[word * 64 + i];
    }
    return out;
}

/* Rules with `each` (`visits` all ones), or without (none), or all (`mask` zero). */
static bool list_rules(const lookup *find, uint64_t mask, uint64_t visits, ing_arena *arena,
                       const ing_rule *const **out, size_t *count)
{
    size_t total = 0;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < find->from->words; i++)
        total += count_bits(find->left[i] & ~((find->from->visiting[i] ^ visits) & mask));
    if (total == 0)
        return true;
    const ing_rule **rules = ing_arena_new(arena, total, sizeof *rules), **at = rules;
    if (rules == NULL)
        return false;
    for (size_t i = 0; i < find->from->words; i++)
        at = put_rules(find, i, find->left[i] & ~((find->from->visiting[i] ^ visits) & mask), at);
    *out = rules;
    *count = total;
    return true;
}

bool ing_rule_index_find(const struct ing_rule_index *index, const ing_record *record,
                         const struct ing_view *subject, ing_arena *arena,
                         const ing_rule *const **plain, size_t *plain_count,
                         const ing_rule *const **visiting, size_t *visiting_count)
{
    const uint64_t all = UINT64_MAX;
    *plain = NULL;
    *plain_count = 0;
    if (visiting != NULL) {
        *visiting = NULL;
        *visiting_count = 0;
    }
    const word_rules *from = index != NULL ? find_word(index, record->word) : NULL;
    if (from == NULL)
        return true;
    lookup find = { .from = from };
    if (!narrow(&find, visiting != NULL ? record : NULL, subject, arena))
        return false;
    if (visiting == NULL)
        return list_rules(&find, 0, 0, arena, plain, plain_count);
    return list_rules(&find, all, 0, arena, plain, plain_count) &&
           list_rules(&find, all, all, arena, visiting, visiting_count);
}
