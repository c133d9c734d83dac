/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a script state, for lib/script only: entering Lua, raising, charging, the pieces of
 * the environment.
 *
 * Functions that take a lua_State raise, unless their comment says otherwise, and so run inside
 * ing_script_run() only. Nothing that must be released may be held by a C frame meanwhile: it
 * belongs to the frame outside ing_script_run(), or to a userdata. */
#ifndef ING_SCRIPT_INTERNAL_H
#define ING_SCRIPT_INTERNAL_H

#include "script/script.h"

#include <locale.h>
#include <lua.h>

#define ING_HOOK_STEP     1000 /* resolution of the budget */
#define ING_HOOK_MASK     (LUA_MASKCOUNT | LUA_MASKCALL | LUA_MASKRET)
#define ING_TEXT_MAX      65536 /* bytes of a text */
#define ING_RESULTS_MAX   250   /* results of one call */
#define ING_ARGUMENTS_MAX 500   /* extra arguments of one call: two full lists of results */
#define ING_REFUSALS_MAX  8     /* refused allocations of one evaluation */
#define ING_SHORT_NUMERAL 255   /* bytes of a text that is read as a number at no extra charge */
#define ING_VALUE_DEPTH   8     /* lists in lists of a result */

/* One evaluation. Nested ones (a fact asked for inside another's function) save the outer one's. */
typedef struct ing_run {
    int64_t budget;
    int64_t weight;      /* units of one instruction; more than 1 beside costly texts */
    size_t cap;          /* bytes in use, beyond which growth is refused */
    size_t result_bytes; /* of the value being read out */
    size_t growth;       /* bytes not yet charged, < 64 */
    int refusals;
    bool spent, refused; /* the two limits, sticky */
    bool denied;         /* the host's allocator said no */
    bool timed_out, interrupted;
    bool loading;          /* inside the compiler */
    bool raised;           /* script->error says why */
    uint32_t generation;   /* of the values pushed for it */
    int64_t deadline_ns;   /* monotonic; 0 = none */
    char file[LUA_IDSIZE]; /* where a limit was met; line 0 = not known */
    int line;
} ing_run;

struct ing_script {
    lua_State *L;
    locale_t locale; /* "C", made once */
    bool is_chinese;
    ing_sample_hash hash;
    void *hash_ctx;
    const volatile int *interrupted;
    lua_Hook hook;      /* ing_script_hook; a test may weaken it */
    size_t used;        /* bytes that Lua holds */
    size_t base;        /* of these, what the loaded pack holds */
    size_t text_header; /* bytes of a text object besides its text */
    const char *fresh;  /* a long text not yet looked at, see ing_run.weight */
    size_t fresh_len;
    uint32_t generation;
    int depth; /* of nested evaluations */
    ing_run run;
    libing_error error; /* valid while run.raised */
    char zh[512];       /* what a load raised in English, in Chinese; may be cut */
    /* Word mode: asked for a name that is on no list; pushes a value and returns 1, or returns 0.
     */
    int (*resolve)(lua_State *L, const char *name, void *ctx);
    void *resolve_ctx;
};

static inline ing_script *ing_script_of(lua_State *L)
{
    return *(ing_script **)lua_getextraspace(L);
}

/* --- state.c --------------------------------------------------------------------------------- */

/* What is done inside Lua; the stack is its own. */
typedef void (*ing_script_body)(lua_State *L, void *ctx);

/* Call `body` protected, under limits, in the C locale, with everything of an evaluation reset.
 * Never raises; the caller's stack is as it was. `failure` is the code of an ordinary error (PACK,
 * RULE). */
libing_status ing_script_run(ing_script *script, const ing_program_limits *limits,
                             libing_status failure, ing_script_body body, void *ctx,
                             ing_verdict *verdict, libing_error *err);

/* Collect, and take what is held now as the base of later limits. Never raises. */
void ing_script_settle(ing_script *script);

/* Compile `source` (what ing_source_read() blanked) and push the function. */
void ing_script_compile(lua_State *L, ing_text source, ing_text name);

void ing_script_hook(lua_State *L, lua_Debug *ar);

/* Pay for `work` bytes or elements, before doing it: 1 + work / 16 units. */
void ing_charge(lua_State *L, size_t work);

/* Account `bytes` of host memory that hold a result, as if Lua held them. */
void ing_charge_result(lua_State *L, size_t bytes);

/* Raise an ordinary error with the caller's line; lua_pushfstring()'s formats. Returns never. */
int ing_raise(lua_State *L, const char *en, const char *zh, ...);

/* Raise an error that is complete already: what a callback of the host failed with. */
int ing_raise_error(lua_State *L, const libing_error *error);

/* Raise LIBING_ERR_NOMEM: the host has no memory. */
int ing_raise_nomem(lua_State *L);

/* --- library.c ------------------------------------------------------------------------------- */

/* Build the environment and its libraries; once for a state. */
void ing_library_install(lua_State *L);

/* The proxy that every chunk has as its environment. */
void ing_push_environment(lua_State *L);

/* Look names up in the table on top first, pop it; nil on top: no more. The table is not seen by
 * scripts. Used for LANGUAGE's words and for row maps. */
void ing_environment_front(lua_State *L);

/* Replace the table on top by a read-only proxy of it; reading what it lacks raises, naming
 * `title`. `call` may be NULL. */
void ing_push_proxy(lua_State *L, const char *title, lua_CFunction call);

/* --- argument.c: what functions of ours are given, and texts of numbers ----------------------- */

typedef struct ing_number_text {
    char bytes[64];
    size_t len;
} ing_number_text;

/* The text of the number at `index`, the same in every build; never raises. */
void ing_number_format(lua_State *L, int index, ing_number_text *out);

/* A text, or a number's text, which then replaces the number on the stack. */
ing_text ing_arg_text(lua_State *L, int arg);
lua_Integer ing_arg_integer(lua_State *L, int arg);
lua_Integer ing_arg_integer_or(lua_State *L, int arg, lua_Integer otherwise);
/* A text too long to be read as a number at no charge; never raises. */
bool ing_is_long_text(lua_State *L, int index);

/* Raises when `bytes` is over the cap of a text. */
void ing_check_text_size(lua_State *L, size_t bytes, const char *function);
/* Raises when `count` results are over the cap; makes room for them. */
void ing_check_results(lua_State *L, size_t count, const char *function);

/* Scratch memory that Lua collects; pushed. */
void *ing_push_scratch(lua_State *L, size_t count, size_t size);

/* Lists: plain tables, and read-only lists of values. */
size_t ing_list_count(lua_State *L, int arg);           /* elements before the first nil; charges */
int ing_list_get(lua_State *L, int arg, lua_Integer i); /* pushes; its type */
void ing_arg_table(lua_State *L, int arg);              /* a table that may be written */

/* --- the libraries ---------------------------------------------------------------------------- */

typedef struct ing_library_entry {
    const char *name;
    lua_CFunction function;
} ing_library_entry;

extern const ing_library_entry ing_library_base[]; /* each ends with a NULL name */
extern const ing_library_entry ing_library_string[];
extern const ing_library_entry ing_library_string_operators[];
extern const ing_library_entry ing_library_table[];
extern const ing_library_entry ing_library_utf8[];

int ing_string_format(lua_State *L); /* format.c */
int ing_sample(lua_State *L);        /* sample.c */
int ing_pairs(lua_State *L);         /* pairs.c */

/* --- marshal.c -----------------------------------------------------------------------------------
 */

enum {
    ING_VALUE_RECORDS = 1, /* tables whose keys are all texts are objects */
    ING_VALUE_JSON = 2     /* texts are UTF-8 without U+0000, integers within 2^53 */
};

/* The value at `index`, read by type: no script code runs. NULL for nil. */
const ing_json *ing_value_take(lua_State *L, int index, ing_arena *arena, unsigned flags);

/* Push a value; lists and objects are read-only and good for this evaluation only. A strict one
 * is a row: reading a member that it lacks raises, an empty text is nil. NULL pushes nil. */
void ing_value_push(lua_State *L, const ing_json *value, bool is_strict);

/* The value behind a read-only list or object; NULL for anything else. Raises for one of an earlier
 * evaluation. */
const ing_json *ing_value_peek(lua_State *L, int index);

/* Push element `i` of the read-only list at `index`; nil outside it. */
void ing_value_push_item(lua_State *L, int index, lua_Integer i);

/* Makes the metatable of such values; once for a state. */
void ing_value_install(lua_State *L);

/* --- function.c --------------------------------------------------------------------------------
 */

/* Push a snapshot of what the function at `index` holds from outside; raises for a table. */
void ing_function_snapshot(lua_State *L, int index);

/* Put back what differs from the snapshot at `index`; true when nothing did. Never raises; needs
 * four free slots. */
bool ing_function_restore(lua_State *L, int index);

#endif
