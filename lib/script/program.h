/* SPDX-License-Identifier: Apache-2.0 */
/* A pack's Lua files, run once: what they declare, as a syntax tree without any Lua in it, and the
 * functions that facts may hold, callable later under the limits of SANDBOX.
 *
 * While files run, LANGUAGE's words and every unlisted name are nodes: indexing, calling, + - * on a
 * node give nodes. A construct called with an id and a table is a declaration, in order of running.
 * `count` is always the query there, whatever it is called with; `table` is the construct when called,
 * and has Lua's table.concat and so on. */
#ifndef ING_SCRIPT_PROGRAM_H
#define ING_SCRIPT_PROGRAM_H

#include "json/json.h"

typedef enum ing_syntax_kind {
    ING_SYNTAX_BOOLEAN = 1, /* truth */
    ING_SYNTAX_INTEGER,     /* number */
    ING_SYNTAX_FLOAT,       /* kept only to be refused with a good message; text = its digits */
    ING_SYNTAX_TEXT,        /* text */
    ING_SYNTAX_NAME,        /* text: a word as written: case ev yuan alert my_table */
    ING_SYNTAX_INDEX,       /* kids[0] . text */
    ING_SYNTAX_CALL,        /* kids[0] ( kids[1] … ) */
    ING_SYNTAX_METHOD,      /* kids[0] : text ( kids[1] … ) */
    ING_SYNTAX_ADD,         /* kids[0] + kids[1] */
    ING_SYNTAX_SUBTRACT,
    ING_SYNTAX_MULTIPLY,
    ING_SYNTAX_TABLE,       /* kids = items 1…n; members = named ones, sorted by name */
    ING_SYNTAX_FUNCTION     /* number = handle for ing_program_call() */
} ing_syntax_kind;

typedef struct ing_syntax ing_syntax;

typedef struct ing_syntax_member {
    ing_text name;          /* text keys; an integer key beyond 1…n, a boolean or float key is E105 at load */
    const ing_syntax *value;
} ing_syntax_member;

struct ing_syntax {
    ing_syntax_kind kind;
    bool truth;
    int64_t number;
    ing_text text;
    size_t count;
    const ing_syntax *const *kids;
    size_t member_count;
    const ing_syntax_member *members;
    int32_t file;           /* index of the file; line 0 = unknown (constants, tables, the words count and table) */
    int32_t line;
};

typedef struct ing_declaration {
    ing_text construct;     /* party role case event action param law fact table procedure rule duty invariant pack drop */
    ing_text id;            /* absent for pack */
    const ing_syntax *body; /* a TABLE */
    int32_t file, line;
} ing_declaration;

/* A finding with its place; both texts live in the program's arena. */
typedef struct ing_problem {
    const char *code;       /* "E103" */
    int32_t file, line, column;
    ing_text en, zh;
} ing_problem;

typedef struct ing_program ing_program;

typedef libing_status (*ing_sample_hash)(void *ctx, ing_text seed, ing_text id, uint8_t out[32],
                                         libing_error *err);

typedef struct ing_program_options {
    ing_sample_hash hash;   /* SHA-256(seed ‖ 0x0A ‖ id), for sample(); script may not see crypto */
    void *hash_ctx;
    const volatile int *interrupted; /* polled in the hook; may be NULL */
} ing_program_options;

libing_status ing_program_new(const ing_program_options *options, ing_program **out, libing_error *err);
void ing_program_free(ing_program *program);

/* Run one file; `name` is its logical name in messages. A refusal of the lexer, a syntax error, an
 * error while running is a problem of the program (E100 with line and column, or E103/E104/E105 where
 * LANGUAGE §5 has a code), not a failure of this call: later files still run. Texts are copied.
 * Fails with NOMEM, INTERRUPTED. */
libing_status ing_program_run(ing_program *program, ing_text name, ing_text source, libing_error *err);

size_t ing_program_files(const ing_program *program);
ing_text ing_program_file(const ing_program *program, int32_t file);
/* Valid until the next run. */
const ing_declaration *ing_program_declarations(const ing_program *program, size_t *count);
/* Found while running; ing_program_unused() adds E103 for every node that is part of no declaration
 * and no other node (call it once, after all files), the first thousand. A file that failed leaves none. */
const ing_problem *ing_program_problems(const ing_program *program, size_t *count);
libing_status ing_program_unused(ing_program *program, libing_error *err);

/* The place of a name or of a text constant, at or after a line of a file and before the next
 * declaration begins: for columns, and for the line of a key in a long table. False: not found. */
bool ing_program_locate(const ing_program *program, int32_t file, int32_t from_line, ing_text what,
                        int32_t *line_out, int32_t *column_out);

/* What a function's only argument `f` reaches (LANGUAGE §4). f.<root>.<name>… reads; f.list "event"
 * [, "party" | "store"] gives the records in order, each a read-only record. Dates are texts, times
 * integers: minutes since 1970 in the store's zone, so that they compare and subtract. */
typedef struct ing_function_host {
    void *ctx;
    /* LIBING_OK with *out (NULL = not known: nil in Lua); LIBING_DONE: the path is a proper beginning
     * of longer ones ("param.reward"), index on. */
    libing_status (*read)(void *ctx, const ing_text *path, size_t count, ing_arena *arena,
                          const ing_json **out, libing_error *err);
    libing_status (*list)(void *ctx, ing_text word, ing_text scope, ing_arena *arena,
                          const ing_json **out, libing_error *err);
} ing_function_host;

typedef struct ing_program_limits {
    int64_t instructions;
    int64_t memory_bytes;
    int64_t timeout_ms;     /* wall-clock guard, 0 = none */
} ing_program_limits;

/* Call the function of a FUNCTION node with `f`. The value (NULL = nil = unknown) lives in `arena`.
 * LIBING_ERR_RULE, LIBING_ERR_LIMIT, LIBING_ERR_TIMEOUT, LIBING_ERR_INTERRUPTED with file and line; what
 * the host's callbacks fail with comes out unchanged. */
libing_status ing_program_call(ing_program *program, int64_t function, const ing_function_host *host,
                               const ing_program_limits *limits, ing_arena *arena,
                               const ing_json **out, libing_error *err);

/* Which Lua judges, for runtime.attached: "5.4.4 system", "random", and the self-test's text. */
const char *ing_lua_build(void);
const char *ing_lua_seed(void);
libing_status ing_lua_selftest(ing_buf *out, libing_error *err);

#endif
