/* SPDX-License-Identifier: Apache-2.0 */
/* Loading a pack: read its files, run them, resolve names, check types, compile. */
#ifndef ING_PACK_PACK_H
#define ING_PACK_PACK_H

#include "pack/model.h"

#define ING_PACK_FILE_BYTES_MAX 65536
#define ING_PACK_BYTES_MAX (16 * 1024 * 1024)

/* A pack's files as bytes; made from a directory or from a store's blobs. */
typedef struct ing_pack_source {
    ing_arena arena;
    size_t count;
    ing_pack_file *files;           /* path and bytes set; digest not yet */
} ing_pack_source;

/* pack.lua, the files it lists and its calendar: what the identity is taken over. Paths are relative,
 * with '/', without "..". Since `files` is said by pack.lua itself, this runs it once. */
libing_status ing_pack_source_directory(const char *directory, ing_pack_source *out, libing_error *err);
libing_status ing_pack_source_add(ing_pack_source *source, ing_text path, ing_text bytes, libing_error *err);
void ing_pack_source_free(ing_pack_source *source);

/* The findings of a load, in order of file, line, column. */
typedef struct ing_diagnosis ing_diagnosis;     /* the implementation of libing_diagnostics */

/* Load. `diagnosis` may be NULL: then the first error is `err` (LIBING_ERR_PACK with file, line, column,
 * the message beginning with its code). With a diagnosis a bad pack is LIBING_OK with *out NULL.
 * `interrupted` may be NULL. */
libing_status ing_pack_load(const ing_pack_source *source, const char *language,
                            const volatile int *interrupted, ing_diagnosis *diagnosis, ing_pack **out,
                            libing_error *err);
void ing_pack_free(ing_pack *pack);

/* Look-ups by text; NULL when there is none. */
const ing_event *ing_pack_event(const ing_pack *pack, ing_text id);
const ing_action *ing_pack_action(const ing_pack *pack, ing_text id);
/* A fact of a case kind, a party kind, or "store". */
const ing_fact *ing_pack_fact(const ing_pack *pack, ing_text kind, ing_text id);

/* What `case.<name>` of a case kind is a state of: "state" (of the first procedure declared for the kind),
 * the id of a procedure, or of a region. False when it is none. */
bool ing_pack_region(const ing_pack *pack, ing_text kind, ing_text name, const ing_procedure **procedure,
                     int32_t *region);
/* The deadline of a case kind; NULL when there is none. `procedure` may be NULL. */
const ing_deadline *ing_pack_deadline(const ing_pack *pack, ing_text kind, ing_text id,
                                      const ing_procedure **procedure);
/* The first procedure of the kind that has the state, written "state" (a main one), "region.state" or
 * "procedure.state"; NULL when there is none. `state` is the part after the dot. */
const ing_procedure *ing_pack_state(const ing_pack *pack, ing_text kind, ing_text written, int32_t *region,
                                    ing_text *state);
bool ing_region_has(const ing_region *region, ing_text state);
bool ing_procedure_is_about(const ing_procedure *procedure, ing_text kind);

/* A request against the vocabulary: type, what it is about, role, fields and their types (fills no
 * defaults). The case's kind is checked when it is known (absent = a new case, which takes the event's
 * first kind). LIBING_ERR_WORD, _TYPE, _DATE, _TOOLONG, _ROLE, _INVALID. */
typedef struct ing_request {
    ing_text type, case_id, party, at, by, id;
    bool has_expect;
    int64_t expect, corrects;       /* corrects -1 = none */
    const ing_json *data;
    bool any_role;                  /* a rehearsal adopts cases in whatever role */
} ing_request;
libing_status ing_request_read(ing_arena *arena, ing_text json, ing_request *out, libing_error *err);
libing_status ing_request_check(const ing_pack *pack, const ing_request *request, ing_text case_kind,
                                libing_error *err);
/* Its parts: is `by` a role with a pseudonym, one of these (none = any); case.adopted (adoption.c). */
libing_status ing_request_check_role(const ing_pack *pack, const ing_request *request, size_t role_count,
                                     const ing_text *roles, libing_error *err);
libing_status ing_adoption_check(const ing_pack *pack, const ing_request *request, ing_text case_kind,
                                 libing_error *err);

#endif
