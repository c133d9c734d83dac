/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of a load share: where it stands, how it reports, how it reads declarations.
 *
 * A mistake is reported once and answered with an expression or type of kind ANY, on which nothing
 * further is found. A NULL result, here and in every file of the load, means that there is no
 * memory: `failed` is set then, and the load ends with LIBING_ERR_NOMEM. */
#ifndef ING_PACK_LOAD_H
#define ING_PACK_LOAD_H

#include "pack/diagnosis.h"
#include "pack/model.h"

/* The fields that a case, a party or the store may show: those of all events about it. */
typedef struct ing_field_set {
    size_t count;
    ing_field *fields;
    const ing_event **others; /* the event that declares the name with another type; NULL = none */
    const ing_event **firsts;
} ing_field_set;

typedef struct ing_load {
    ing_pack *pack;
    ing_program *program;
    ing_arena *arena; /* the pack's */
    ing_diagnosis *diagnosis;
    const ing_declaration *declarations;
    size_t declaration_count;
    size_t run_file_count; /* the Lua files after pack.lua, in order */
    const ing_pack_file **run_files;
    const ing_syntax *parent; /* body of the parent's pack { … }; NULL = none */
    ing_text parent_prefix;   /* "base/bayi/" */
    int32_t parent_file;      /* its pack.lua */
    bool failed;          /* no memory */
    bool is_partial;      /* a file stopped midway: unknown words may be its */
    int32_t file, line;   /* of the nearest thing that has a line */
    ing_map party_fields; /* party kind, "store" → ing_field_set */
    ing_map claims;       /* "space:id" → its declaration */
    size_t node_count;    /* expressions made, against hostile sharing */
    bool has_head;        /* pack { … } is there */
    bool has_calendar;    /* also where it has a mistake */
    bool is_vague;        /* an `about` or `of` is wrong: fields may be missing for that */
    bool is_too_large;    /* said once */
    /* facts by index, while they are compiled */
    struct ing_fact_plan *plans;
    size_t plan_count;
    const struct ing_fact_plan *open_fact; /* innermost being compiled */
    struct ing_table_plan *tables;         /* in order of declaration */
    size_t table_count;
    ing_map indexes;     /* "word.path" → anything */
    size_t report_count; /* findings so far, those dropped as repetitions too */
    /* for lints */
    ing_map read_params;    /* id → param */
    ing_map read_deadlines; /* id of one that due.x or a query of lapse:x reads → anything */
    bool has_functions;
    const ing_json *overlay;        /* overlay.json; NULL = none */
} ing_load;

/* --- reporting (report.c) --------------------------------------------------------------------- */

/* A finding at a node (NULL = the nearest place), the column being that of `what` where it is
 * written, or of the node's own word when `what` is absent. */
void ing_load_report(ing_load *load, const char *code, const ing_syntax *at, ing_text what,
                     const char *en, const char *zh, ...)
    __attribute__((format(printf, 5, 7), format(printf, 6, 7)));
/* The same at a fixed place of a declared thing: its id's column. */
void ing_load_report_thing(ing_load *load, const char *code, int32_t file, int32_t line,
                           ing_text id, const char *en, const char *zh, ...)
    __attribute__((format(printf, 6, 8), format(printf, 7, 8)));
/* E101: `noun` in both languages ("event", "事件"), with what is near. */
void ing_load_unknown(ing_load *load, const ing_syntax *at, const char *noun_en,
                      const char *noun_zh, const ing_nearest *nearest);
/* E104 at the place where a leftover of the same declaration, E103, stands: both
 * are one mistake. */
void ing_load_report_computed(ing_load *load, const ing_syntax *at, bool truth);
/* E199. */
void ing_load_later(ing_load *load, const ing_syntax *at, ing_text what);
/* Lua files in the order of running, then (csv of tables) all files of the pack by number. */
ing_text ing_load_file(const ing_load *load, int32_t file);

typedef struct ing_place_saved {
    int32_t file, line;
} ing_place_saved;
ing_place_saved ing_load_enter(ing_load *load, const ing_syntax *syntax);
void ing_load_leave(ing_load *load, ing_place_saved saved);

void *ing_load_new(ing_load *load, size_t count, size_t size);
ing_text ing_load_copy(ing_load *load, const ing_buf *buf); /* absent without memory */
bool ing_load_put(ing_load *load, ing_map *map, ing_text key, void *value);

/* --- reading tables (members.c) --------------------------------------------------------------- */

const ing_syntax *ing_member(const ing_syntax *table, const char *name);
/* E101 for members that are not in `known` (NULL-terminated), E199 for those in `later` (may be
 * NULL). */
void ing_members_check(ing_load *load, const ing_syntax *table, ing_text construct,
                       const char *const *known, const char *const *later);
/* Absent when the member is not there, or is no text (E105). */
ing_text ing_member_text(ing_load *load, const ing_syntax *table, const char *name);
bool ing_member_flag(ing_load *load, const ing_syntax *table, const char *name);
/* A text or a list of texts; the nodes are given as well, for findings. */
typedef struct ing_texts {
    size_t count;
    const ing_text *items;
    const ing_syntax *const *nodes;
} ing_texts;
ing_texts ing_texts_read(ing_load *load, const ing_syntax *syntax, const char *what);
ing_texts ing_member_texts(ing_load *load, const ing_syntax *table, const char *name);
/* What a member holds as a list: a table's items (a table without names), or the one value. */
typedef struct ing_parts {
    size_t count;
    const ing_syntax *const *items;
} ing_parts;
ing_parts ing_parts_of(ing_load *load, const ing_syntax *syntax);
ing_titles ing_titles_read(ing_load *load, const ing_declaration *declaration);
/* Takes an id in a name space ("word" = events, actions, case and party kinds together); false when
 * it is taken (E102), or without memory. A malformed one is reported (E105) and taken
 * all the same. */
bool ing_claim(ing_load *load, const char *space, const ing_declaration *declaration);
/* Candidates of a map's keys. */
ing_nearest ing_nearest_in(const ing_map *map, ing_text wanted);
bool ing_syntax_is_call(const ing_syntax *syntax, const char *name);
/* A short print of a constant or the word of a node, for messages; at most `cap` bytes. */
const char *ing_syntax_show(const ing_syntax *syntax, char *out, size_t cap);

/* --- types (typing.c, join.c) ----------------------------------------------------------------- */

extern const ing_type ing_type_any, ing_type_boolean, ing_type_integer, ing_type_money,
    ing_type_ratio, ing_type_text, ing_type_date, ing_type_moment, ing_type_duration,
    ing_type_store, ing_type_condition;

typedef enum ing_typing_use { ING_TYPING_FIELD, ING_TYPING_PARAM, ING_TYPING_FACT } ing_typing_use;

/* A type expression with its options; ANY after a mistake. False without memory. */
bool ing_typing_read(ing_load *load, const ing_syntax *syntax, ing_typing_use use, ing_field *out);
/* Titles of words, one each; NULL when none or too few (E105) were said. */
const ing_text *ing_word_titles(ing_load *load, const ing_syntax *table, const char *name,
                                size_t count);
/* `fields = { … }`, sorted by name; false without memory. `is_optional`: unless they say otherwise.
 */
bool ing_typing_fields(ing_load *load, const ing_syntax *table, bool is_optional, size_t *count,
                       const ing_field **fields);

ing_type *ing_type_new(ing_load *load, ing_type_kind kind);
const ing_type *ing_type_list(ing_load *load, const ing_type *element);
const ing_type *ing_type_words(ing_load *load, ing_type_kind kind, size_t count,
                               const ing_text *words);
/* One type for a name declared twice: sets of words, kinds and record fields are joined; *out NULL
 * when the two cannot be one. False without memory. */
bool ing_type_join(ing_load *load, const ing_type *a, const ing_type *b, const ing_type **out);
/* May a value of type `from` stand where `to` is declared. */
bool ing_type_accepts(const ing_type *to, const ing_type *from);
/* Can values of the two be equal. */
bool ing_type_meets(const ing_type *a, const ing_type *b);
bool ing_type_is_ordered(const ing_type *type);
const ing_field *ing_fields_find(size_t count, const ing_field *fields, ing_text name);

/* --- constants (constant.c) ------------------------------------------------------------------- */

bool ing_is_constant(
    const ing_syntax *syntax); /* boolean, number, text, yuan(…), ratio(…), days(…) */
/* A constant as a value of `expected` (NULL or ANY: of its own type, given in *type). What does not
 * fit is E105 naming `name`, and unknown. */
ing_value ing_constant_read(ing_load *load, const ing_syntax *syntax, const ing_type *expected,
                            ing_text name, const ing_type **type);

/* The pack's file of that path; NULL after a finding at a text (E101, E105). */
const ing_pack_file *ing_pack_file_check(ing_load *load, const ing_syntax *at, ing_text path);
/* Relative, with '/', without "." and "..". */
bool ing_pack_path_is_good(ing_text path);
const ing_pack_file *ing_pack_file_find(const ing_pack *pack, ing_text path);

/* --- steps ------------------------------------------------------------------------------------ */

void ing_load_pack_fields(ing_load *load, const ing_declaration *declaration);
void ing_load_vocabulary(ing_load *load);
/* unions.c: fields of case kinds, party kinds and the store, when all events are known. */
void ing_load_unions(ing_load *load);
/* E105 for a name with two types, naming both events. */
void ing_field_set_refuse(ing_load *load, const ing_field_set *set, size_t at, ing_text owner);
/* `about` of an event, `of` of a fact; false after a finding. */
bool ing_about_read(ing_load *load, const ing_syntax *table, const char *member, ing_about *about,
                    size_t *kind_count, const ing_text **kinds);
/* E101 for texts that are no roles. */
void ing_roles_check(ing_load *load, ing_texts roles);
void ing_load_params(ing_load *load);
/* Who decides an action: a role, or an expression for one (decider.c). */
void ing_load_deciders(ing_load *load);
void ing_load_fact_heads(ing_load *load);
void ing_load_fact_bodies(ing_load *load);
/* Heads come before facts, which name states and deadlines; the deadlines' expressions come after
 * them. */
void ing_load_procedures(ing_load *load);
void ing_load_presupposed(ing_load *load);
void ing_load_deadlines(ing_load *load);
/* E102 for procedures and regions that have the name of a field or fact of their cases. */
void ing_procedures_check_names(ing_load *load);
/* Heads, with all rows, come before facts, which look things up; inputs when they are needed. */
void ing_load_table_heads(ing_load *load);
void ing_load_tables(ing_load *load);
void ing_load_rules(ing_load *load);
/* After rules: each duty speaks as one of its own. */
void ing_load_duties(ing_load *load);
void ing_load_invariants(ing_load *load);
bool ing_every_read(ing_text word, ing_every *out);
/* duty_met, duty_missed, duty_exempt, with the fields that they have without being declared. */
void ing_load_duty_actions(ing_load *load);
/* E106 for rules on decisions that would go on for ever (rule_cycle.c). */
void ing_load_cycles(ing_load *load);
void ing_load_lints(ing_load *load);

/* The type of a fact, compiling it first where that is needed; ANY in a cycle (E106). */
const ing_type *ing_fact_type(ing_load *load, const ing_fact *fact, const ing_syntax *at);

/* --- a layer over the pack (overlay.c) ---------------------------------------------------------- */

/* Reads overlay.json, where there is one; its parameters take the place of the pack's, from the first
 * day on. */
void ing_load_overlay(ing_load *load);
/* Is this rule left out. */
bool ing_load_overlay_drops(const ing_load *load, ing_text rule);
bool ing_load_overlay_drops_duty(const ing_load *load, ing_text duty);
/* E101 for a rule to be left out that is not there. */
void ing_load_overlay_rules(ing_load *load);

#endif
