/* SPDX-License-Identifier: Apache-2.0 */
/* A loaded pack: its compiled, immutable model. Everything lives in the pack's arena. */
#ifndef ING_PACK_MODEL_H
#define ING_PACK_MODEL_H

#include "base/calendar.h"
#include "base/map.h"
#include "crypto/digest.h"
#include "pack/type.h"
#include "script/program.h"

/* --- expressions -------------------------------------------------------------------------------- */

typedef enum ing_root {
    ING_ROOT_CASE, ING_ROOT_EV, ING_ROOT_WAS, ING_ROOT_IT, ING_ROOT_EACH, ING_ROOT_STORE, ING_ROOT_TODAY,
    ING_ROOT_DUE, ING_ROOT_PARTY /* the party a fact of a party kind is about; `case` in its text */
} ing_root;

typedef enum ing_expr_kind {
    ING_EXPR_CONSTANT,      /* value */
    ING_EXPR_ROOT,          /* root */
    ING_EXPR_FIELD,         /* kids[0] . name, a declared field (`field`) */
    ING_EXPR_BUILTIN,       /* kids[0] . name, one that every record, case, date, list has (`builtin`) */
    ING_EXPR_FACT,          /* kids[0] . name, `fact` of that case, party or store */
    ING_EXPR_MAP,           /* kids[0] is a list: kids[1], in which IT is the element, over it */
    ING_EXPR_PARAM,         /* `param` on today, or on kids[0] */
    ING_EXPR_QUERY,         /* `query` */
    ING_EXPR_ADD, ING_EXPR_SUBTRACT, ING_EXPR_MULTIPLY,
    ING_EXPR_CALL,          /* `call` of kids */
    ING_EXPR_TEST,          /* kids[0] `verb` kids[1] (kids[2] for between) */
    ING_EXPR_KNOWN, ING_EXPR_UNKNOWN, ING_EXPR_NO, ING_EXPR_ANY, ING_EXPR_ALL, /* conditions over kids */
    ING_EXPR_TRUTH,         /* kids[0], a boolean, is true */
    ING_EXPR_DUE,           /* due.<name>: the day on which that deadline ends, as last set */
    ING_EXPR_STATE,         /* kids[0] . state, or a region or procedure of a case: `procedure`, `region` */
    ING_EXPR_LOOKUP,        /* table.output: `table`, column `column` */
    ING_EXPR_PERIOD,        /* period.<name>: start, end or id of the period that a duty is judged for */
    ING_EXPR_RECORD         /* a record template: members over kids, for `has { a = x }` and arguments */
} ing_expr_kind;

/* What FIELD, BUILTIN and FACT read from, kids[0], is a case, a party, the store, a record of the log, a
 * RECORD value, a date, a moment, a list; or a CASE_ID or PARTY_ID value: then the case or party it names.
 * A declared field wins over a built-in of its name (only `type`, `kind` and `party` can be both). A list
 * knows `first` and `count`; every other name on it is a MAP. `ev.<party_name>` is ING_BUILTIN_PARTY. */
typedef enum ing_builtin {
    ING_BUILTIN_ID, ING_BUILTIN_STATE, ING_BUILTIN_OPENED, ING_BUILTIN_SUBJECT, ING_BUILTIN_KIND, /* cases, parties */
    ING_BUILTIN_AT, ING_BUILTIN_DATE, ING_BUILTIN_SEQ, ING_BUILTIN_CASE, ING_BUILTIN_BY, ING_BUILTIN_LATE,
    ING_BUILTIN_PARTY, ING_BUILTIN_TYPE,                                       /* records */
    ING_BUILTIN_YEAR, ING_BUILTIN_MONTH, ING_BUILTIN_DAY,                      /* dates (of moments, their day) */
    ING_BUILTIN_FIRST, ING_BUILTIN_COUNT                                       /* lists */
} ing_builtin;

typedef enum ing_call {
    ING_CALL_DAYS, ING_CALL_WORKDAYS, ING_CALL_MONTHS /* kids[1]: "clip" or "spill" */, ING_CALL_HOURS,
    ING_CALL_ROLL,
    ING_CALL_ELAPSED, /* from, to; with a span kids[2], kids[3]: the words of the records that begin and end it */
    ING_CALL_EARLIEST, ING_CALL_LATEST, ING_CALL_LEAST,
    ING_CALL_GREATEST, ING_CALL_EITHER, ING_CALL_PICK /* list, condition with IT */, ING_CALL_SPLIT, ING_CALL_RATIO,
    ING_CALL_ENTERED, /* kids[0]: a state's name; when the case came into it last: a moment */
    ING_CALL_COVERED  /* a list of records; with IT, the moments from which and to which each lasts: minutes of the
                       * period that lie in at least one of them */
} ing_call;

typedef enum ing_verb {
    ING_VERB_IS, ING_VERB_ISNT, ING_VERB_ONE_OF, ING_VERB_NONE_OF, ING_VERB_BELOW, ING_VERB_UPTO,
    ING_VERB_ATLEAST, ING_VERB_ABOVE, ING_VERB_BETWEEN, ING_VERB_WITHIN, ING_VERB_HAS, ING_VERB_LACKS,
    ING_VERB_TIES
} ing_verb;

typedef enum ing_query_op { ING_QUERY_FIRST, ING_QUERY_LAST, ING_QUERY_COUNT, ING_QUERY_SUM, ING_QUERY_LIST } ing_query_op;

typedef struct ing_expr ing_expr;
typedef struct ing_fact ing_fact;
typedef struct ing_param ing_param;

/* In a duty, a query looks at its period only. */
typedef enum ing_query_period {
    ING_PERIOD_ANY,                 /* not in a duty */
    ING_PERIOD_AT,                  /* records that are true within the period */
    ING_PERIOD_TO                   /* in covered(): records whose field `to` lies behind its start */
} ing_query_period;

/* The scope is always set for words that are case or party kinds (ROOT STORE unless `:of` says another),
 * and in facts and rules about a party, where it is ROOT PARTY unless `:of` says another. */
typedef struct ing_query {
    ing_query_op op;
    bool of_cases;                  /* words are case kinds, not record types */
    bool of_parties;                /* words are party kinds */
    size_t word_count;
    const ing_text *words;
    const ing_expr *filter;         /* ALL over the conditions, IT = the record or case; NULL = none */
    const ing_expr *scope;          /* NULL = the case at hand; else a party, a case id or ROOT STORE */
    ing_text sum_field;             /* SUM: set when `.field` follows; the query's value is the sum */
    /* the atom that the engine's index serves, for party and store scopes: "<word>.<path>" per word */
    ing_text atom_path;             /* "household" or "keys.violator"; absent = none */
    const ing_expr *atom_value;
    ing_query_period period;
} ing_query;

struct ing_expr {
    ing_expr_kind kind;
    const ing_type *type;
    const ing_syntax *syntax;       /* where it was written; NULL for made-up nodes */
    ing_text source;                /* canonical print, e.g. case.harm, first("fine_notified").date */
    ing_text name;
    ing_root root;
    ing_builtin builtin;
    ing_call call;
    ing_verb verb;
    const ing_field *field;         /* FIELD: NULL when several events declare it with one type */
    const ing_fact *fact;
    const ing_param *param;
    const ing_query *query;
    /* STATE, DUE, ENTERED; NULL = several kinds of case can be meant, whose procedures differ: that of the
     * case at hand, found by `name` (ing_pack_region, ing_pack_deadline) or by the state's name */
    const struct ing_procedure *procedure;
    int32_t region;                 /* STATE, ENTERED: of the procedure */
    const struct ing_table *table;  /* LOOKUP */
    int32_t column;
    ing_value value;                /* CONSTANT */
    size_t count;
    const ing_expr *const *kids;
    const ing_text *members;        /* RECORD: names of kids */
};

/* --- the declared things ------------------------------------------------------------------------ */

typedef struct ing_titles {
    ing_text zh, en, note;
    size_t cite_count;
    const ing_text *cites;
    int32_t file, line;
} ing_titles;

typedef struct ing_party_kind { ing_text id; ing_titles titles; size_t field_count; const ing_field *fields; } ing_party_kind;
typedef struct ing_role { ing_text id; ing_titles titles; } ing_role;
typedef struct ing_law { ing_text id; ing_titles titles; ing_date from, to; bool has_from, has_to; ing_text next, text; } ing_law;

typedef struct ing_case_kind {
    ing_text id;
    ing_titles titles;
    ing_text subject;               /* event field that names the subject party; absent if none */
    const ing_json *fixed;          /* constant fields; NULL if none */
    size_t field_count;             /* the union of the fields of all events about it */
    const ing_field *fields;
} ing_case_kind;

typedef enum ing_about { ING_ABOUT_CASE, ING_ABOUT_PARTY, ING_ABOUT_STORE } ing_about;

typedef struct ing_event {
    ing_text id;
    ing_titles titles;
    ing_about about;
    size_t kind_count;              /* case kinds, or party kinds (none = any) */
    const ing_text *kinds;
    bool opens;
    ing_text party_name;            /* by which rules read the request's party; default "subject" */
    size_t role_count;              /* by; none = anyone */
    const ing_text *roles;
    size_t apart_count;             /* apart_from */
    const ing_text *apart_from;
    bool presupposes_any;           /* an existing case needs none of the states below */
    size_t presupposes_count;       /* "state" or "region=state"; a case taken over midway starts in the first */
    const ing_text *presupposes;
    size_t field_count;
    const ing_field *fields;
} ing_event;

typedef struct ing_action {
    ing_text id;
    ing_titles titles;
    ing_text kind;                  /* record proposal order referral computed duty guard */
    const ing_expr *decider;        /* of type TEXT/ONE_OF; NULL = nobody decides */
    size_t key_count;
    const ing_text *key;
    size_t field_count;
    const ing_field *fields;
    bool is_built_in;               /* one of duties, that the pack does not declare */
} ing_action;

typedef struct ing_param_slice { ing_date from; ing_value value; } ing_param_slice;

struct ing_param {
    ing_text id;                    /* with dots */
    ing_titles titles;
    const ing_type *type;
    ing_text unit;
    bool assumed;
    size_t slice_count;             /* ascending by day */
    const ing_param_slice *slices;
};

typedef struct ing_branch {         /* of a fact's or a rule's choose, or one entry of require */
    ing_text reason;                /* require */
    const ing_expr *when;           /* ALL; NULL = always */
    const ing_expr *value;          /* facts */
    size_t outcome_count;           /* rules */
    const struct ing_outcome_template *outcomes;
    size_t field_count;             /* require: fields that otherwise takes over */
    const ing_text *field_names;
    const ing_expr *const *fields;
} ing_branch;

struct ing_fact {
    ing_text id;
    ing_titles titles;
    ing_about of;
    size_t kind_count;
    const ing_text *kinds;
    const ing_type *type;
    bool measure;
    const ing_expr *is;             /* or holds as ALL (a condition), or NULL */
    bool is_condition;              /* declared with `holds` */
    size_t branch_count;            /* choose */
    const ing_branch *branches;
    int64_t function;               /* handle, 0 = none */
    int32_t index;                  /* 0 … facts-1 */
};

typedef enum ing_modality { ING_MUST, ING_MAY, ING_MUST_NOT } ing_modality;

typedef struct ing_outcome_template {
    ing_modality modality;
    const ing_action *action;
    size_t count;
    const ing_text *names;
    const ing_expr *const *values;
    int32_t file, line;
} ing_outcome_template;

/* --- procedures --------------------------------------------------------------------------------- */

/* A part of a case's state: region 0 is the procedure's own ("main") state, the others run beside it. */
typedef struct ing_region {
    ing_text id;                    /* absent for the main one */
    size_t state_count;
    const ing_text *states;
    const ing_type *type;           /* ONE_OF the states, with their titles */
    ing_text start;                 /* the main one's `start`; of a region its first state */
} ing_region;

/* A clock that runs while one of some states of one region is active. Set when the region comes from
 * outside them, stopped when it leaves them all; its day stays known as due.<id>. */
typedef struct ing_deadline {
    ing_text id;
    ing_titles titles;
    int32_t region;
    size_t run_count;
    const ing_text *runs;
    const ing_expr *length;         /* a DURATION */
    const ing_expr *from;           /* a date, of one in hours a moment; NULL = ev.date, ev.at */
    bool in_hours;                  /* ends at an instant, and due.<id> is a moment; else with a day */
    bool rolls;                     /* to the next working day (T-4) */
    const ing_expr *roll;           /* or a text that says so, "next_workday" or "none"; may be NULL */
    ing_text pause_from, pause_to;  /* words of records; the days of each pair are added, both inclusive */
} ing_deadline;

typedef struct ing_procedure {
    ing_text id;
    ing_titles titles;
    size_t kind_count;              /* case kinds */
    const ing_text *kinds;
    size_t region_count;            /* at least 1 */
    const ing_region *regions;
    size_t end_count;
    const ing_text *ends;           /* main states with no way out */
    size_t deadline_count;
    const ing_deadline *deadlines;
    size_t adopt_count;
    const ing_text *adopt;          /* roles that may record case.adopted */
} ing_procedure;

/* --- tables ------------------------------------------------------------------------------------- */

typedef enum ing_hit { ING_HIT_UNIQUE, ING_HIT_FIRST, ING_HIT_ANY, ING_HIT_PRIORITY, ING_HIT_COLLECT } ing_hit;
typedef enum ing_law_time { ING_LAW_STEP, ING_LAW_ACT, ING_LAW_LENIENT } ing_law_time;

typedef struct ing_row {
    const ing_value *cells;         /* inputs, then outputs; an input of kind UNKNOWN matches anything ("-") */
    bool has_from, has_to;          /* of its law cell, @from..to, and of the law itself */
    ing_date from, to;
    int32_t file, line;             /* file -1: of the table's csv */
} ing_row;

typedef struct ing_table {
    ing_text id;
    ing_titles titles;
    size_t kind_count;              /* case kinds that it may be asked about; none = any */
    const ing_text *kinds;
    ing_text csv;                   /* the file that holds the rows; absent = Lua */
    size_t input_count, output_count;
    const ing_expr *const *inputs;
    const ing_text *outputs;
    const ing_type *const *output_types;
    ing_hit hit;
    size_t rank_count;              /* PRIORITY: output columns, highest first */
    const int32_t *rank;
    ing_law_time law_time;
    const ing_expr *act;            /* the day of the act, where law_time asks for it */
    size_t row_count;
    const ing_row *rows;
} ing_table;

/* --- rules -------------------------------------------------------------------------------------- */

typedef struct ing_rule {
    ing_text id;
    ing_titles titles;
    int32_t index;                  /* order of declaration */
    size_t kind_count;              /* case kinds; none = any, or not about a case */
    const ing_text *kinds;
    size_t on_count;                /* events, actions, "confirm:x", … */
    const ing_text *on;
    const ing_expr *each;           /* a list; NULL = none */
    const ing_expr *given;          /* ALL; NULL = none */
    size_t require_count;
    const ing_branch *require;
    const ing_outcome_template *otherwise;  /* NULL = none */
    size_t outcome_count;           /* must may must_not, in the order must, may, must_not as written in each */
    const ing_outcome_template *outcomes;
    size_t choose_count;
    const ing_branch *choose;
    const ing_outcome_template *again;      /* NULL = none */
    size_t revoke_count;
    const ing_outcome_template *revoke;     /* what it takes out of force; modality unused */
    const ing_procedure *procedure; /* of `to`, of `from` alone, or of `due` alone; NULL = none of them */
    int32_t region;                 /* of `due` alone: the region of the first deadline */
    size_t from_count, to_count;    /* from: none = any state. to: passed through in order, the last stays */
    const ing_text *from, *to;
    size_t due_count;               /* deadlines that the rule moves */
    const ing_text *due_names;
    const ing_expr *const *due_values;
    const struct ing_duty *duty;    /* for which it speaks; NULL = it was written as a rule */
} ing_rule;

/* --- duties ------------------------------------------------------------------------------------- */

typedef enum ing_every {
    ING_EVERY_HOUR, ING_EVERY_DAY, ING_EVERY_WEEK, ING_EVERY_MONTH, ING_EVERY_QUARTER, ING_EVERY_YEAR,
    ING_EVERY_ONCE,                 /* `by` a day */
    ING_EVERY_WITHIN                /* so long from a record */
} ing_every;

typedef enum ing_each { ING_EACH_PARTIES, ING_EACH_CASES, ING_EACH_LISTED, ING_EACH_RECORDS } ing_each;

/* What must happen in every period, for each of some parties, cases or values. It speaks as the rule
 * "duty:<id>", on the record duty.closed, whose word is that too: `given` holds what makes it active,
 * `choose` has one branch for met, one for each exemption, and a last one for missed. */
typedef struct ing_duty {
    ing_text id;
    ing_titles titles;
    int32_t index;                  /* order of declaration */
    ing_each each;
    ing_text kind;                  /* PARTIES, CASES; of RECORDS their event */
    const ing_expr *list;           /* LISTED: constants, or the members of something recorded */
    const ing_type *element;        /* PARTY_ID, CASE_ID, ENTRY, or another */
    ing_every every;
    const ing_param *every_param;   /* says how often, and `every` does not; NULL = none */
    const ing_expr *by, *since;     /* dates */
    const ing_expr *within;         /* a DURATION; NULL = none */
    size_t word_count;              /* WITHIN: the events with which periods begin */
    const ing_text *words;
    const ing_expr *grace;          /* a DURATION; NULL = none */
    const ing_rule *rule;
    ing_text cover_word;            /* of covered(list(word)) without which nothing is active; absent = none */
    bool only_missed;               /* keeps met periods out of the log */
} ing_duty;

/* --- invariants --------------------------------------------------------------------------------- */

typedef struct ing_invariant {
    ing_text id;
    ing_titles titles;
    const ing_rule *about;          /* its `on` (none = every record), `case` and `given` */
    const ing_expr *holds;          /* ALL; unknown is broken */
} ing_invariant;

typedef struct ing_pack_file { ing_text path; ing_text bytes; ing_digest digest; } ing_pack_file;

/* What a pack says otherwise than the parent that it extends. */
typedef struct ing_change { ing_text construct, id, because; bool is_dropped; } ing_change;

typedef struct ing_pack {
    ing_arena arena;
    ing_program *program;
    ing_text id, version, zone, currency, needs;
    ing_titles titles;
    ing_text parent_id, parent_version; /* absent = it extends none */
    size_t change_count;
    const ing_change *changes;
    int32_t zone_seconds;
    ing_program_limits limits;
    ing_calendar *calendar;         /* NULL = none */
    ing_text calendar_path;         /* of its file; absent = none */
    size_t file_count;
    const ing_pack_file *files;     /* sorted by path: the closure that the identity is taken over */
    ing_digest digest;              /* of the closure, DESIGN §3 */
    ing_text model;                 /* canonical JSON, for the log */
    ing_digest model_digest;
    /* "<word>.<path>" for the store's keyed projection, sorted, each once: the atoms of queries with party
     * or store scope; "<action>.<first field of its key>" of actions with a key; "<action>.<first field
     * written>" of `revoke` templates that give one. */
    size_t index_count;
    const ing_text *indexes;

    ing_map events, actions, cases, parties, roles, params, laws;   /* id → struct above */
    ing_map procedures, tables;
    size_t procedure_count;
    const ing_procedure *const *procedure_list; /* in order of declaration */
    ing_map facts;                  /* "kind.id" for each kind it is of; "store.id" */
    size_t fact_count, rule_count;
    const ing_fact *const *fact_list;
    const ing_rule *const *rules;   /* in order of declaration, then those of duties */
    size_t duty_count;
    const ing_duty *const *duties;  /* in order of declaration */
    size_t invariant_count;
    const ing_invariant *invariants;
    struct ing_rule_index *index;   /* pack/match.h */
    ing_map wide_words;             /* pack/reach.h */
} ing_pack;

#endif
