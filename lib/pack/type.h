/* SPDX-License-Identifier: Apache-2.0 */
/* Types of the vocabulary, and the values that rules compute with. */
#ifndef ING_PACK_TYPE_H
#define ING_PACK_TYPE_H

#include "base/date.h"
#include "json/record.h"

typedef enum ing_type_kind {
    ING_TYPE_ANY,           /* nothing is known about it */
    ING_TYPE_BOOLEAN, ING_TYPE_FLAG, ING_TYPE_INTEGER, ING_TYPE_DECIMAL, ING_TYPE_MONEY,
    ING_TYPE_RATIO, ING_TYPE_TEXT, ING_TYPE_PERSONAL, ING_TYPE_DATE, ING_TYPE_MOMENT,
    ING_TYPE_DURATION, ING_TYPE_SEASON, ING_TYPE_ONE_OF, ING_TYPE_LADDER, ING_TYPE_PARTY_ID,
    ING_TYPE_CASE_ID, ING_TYPE_LIST, ING_TYPE_RECORD,
    /* of expressions only */
    ING_TYPE_ENTRY,         /* a record of the log */
    ING_TYPE_CASE, ING_TYPE_PARTY, ING_TYPE_STORE, ING_TYPE_CONDITION
} ing_type_kind;

typedef struct ing_type ing_type;
typedef struct ing_field ing_field;

struct ing_type {
    ing_type_kind kind;
    int32_t places;                 /* DECIMAL */
    size_t word_count;              /* ONE_OF, LADDER (in order, lowest first); PARTY_ID, CASE_ID, CASE: kinds, none = any */
    const ing_text *words;
    const ing_text *words_zh;       /* ONE_OF, LADDER: titles of the words, NULL = none were said: */
    const ing_text *words_en;       /* ladder { "none", "minor", words_zh = { "无", "轻微" }, words_en = … } */
    const ing_type *element;        /* LIST */
    size_t field_count;             /* RECORD; ENTRY has `events` instead */
    const ing_field *fields;
    size_t event_count;             /* ENTRY: the words it may be */
    const ing_text *events;
};

struct ing_field {
    ing_text name;
    ing_text zh, en;
    const ing_type *type;
    bool optional;
    const ing_json *fallback;       /* default=; NULL if none. Flags: false, lists: empty */
};

typedef enum ing_duration_unit { ING_UNIT_DAYS, ING_UNIT_WORKDAYS, ING_UNIT_MONTHS, ING_UNIT_HOURS } ing_duration_unit;

typedef enum ing_value_kind {
    ING_VALUE_UNKNOWN, ING_VALUE_BOOLEAN, ING_VALUE_INTEGER /* money too, in fen */, ING_VALUE_DECIMAL,
    ING_VALUE_RATIO, ING_VALUE_TEXT /* words, ids */, ING_VALUE_DATE, ING_VALUE_MOMENT,
    ING_VALUE_DURATION, ING_VALUE_LIST, ING_VALUE_RECORD, ING_VALUE_ENTRY, ING_VALUE_VIEW
} ing_value_kind;

typedef struct ing_value ing_value;

struct ing_value {
    ing_value_kind kind;
    bool truth;
    bool clip;                      /* DURATION in months: clip or spill */
    ing_duration_unit unit;         /* DURATION */
    int32_t places;                 /* DECIMAL: number = value * 10^places */
    int64_t number;                 /* INTEGER, DECIMAL, DURATION, RATIO numerator, seq for explanations */
    int64_t divisor;                /* RATIO */
    ing_text text;
    ing_date date;
    ing_moment moment;
    size_t count;
    const ing_value *items;         /* LIST */
    const ing_json *record;         /* RECORD */
    const ing_record *entry;        /* ENTRY */
    const struct ing_view *view;    /* VIEW: a case, a party, the store (pack/world.h) */
    int64_t seq;                    /* the record it was read from; -1 if from none */
};

/* The value of a JSON value of a declared type; a mismatch (an old pack's record) is unknown, and so are
 * NULL and personal data. A JSON list read as a list type is unknown only without memory; an element
 * that does not fit is an unknown one of the list. A record's members are read when they are asked for. */
ing_value ing_value_read(const ing_type *type, const ing_json *json, int32_t zone_seconds, ing_arena *arena);
/* The JSON of a value as a decision's argument or a fact, NULL for unknown or without memory. Durations
 * are texts "3 workdays", ratios "3/100", entries their word, views their id. */
const ing_json *ing_value_write(const ing_value *value, int32_t zone_seconds, ing_arena *arena);
/* Unknown equals nothing. Decimals and integers compare by value, a case or party with its id. */
bool ing_value_equal(const ing_value *a, const ing_value *b);

/* Check JSON against a declared type, for requests: LIBING_ERR_TYPE, _WORD, _DATE, _TOOLONG, naming
 * `what` ("burn_verified.act"), the type and the value; enum words with a near miss. */
libing_status ing_type_check(const ing_type *type, const ing_json *json, const char *what,
                             int32_t zone_seconds, libing_error *err);
/* "money", "one_of{a, b}", "list<party_id{household}>": as SPEC §V writes types. */
void ing_type_print(const ing_type *type, ing_buf *out);

#endif
