/* SPDX-License-Identifier: Apache-2.0 */
/* What the sources of a program share: its parts, its nodes, and how a problem is raised.
 *
 * A node is what a Lua file handles instead of a value: userdata holding one pointer to a piece of
 * syntax in the program's arena. Functions that take a lua_State raise, so they run inside a
 * protected call only, and own nothing meanwhile. */
#ifndef ING_SCRIPT_PROGRAM_INTERNAL_H
#define ING_SCRIPT_PROGRAM_INTERNAL_H

#include "script/internal.h"
#include "script/lexer.h"
#include "script/program.h"

#define ING_TREE_DEPTH_MAX 32       /* of Lua tables in one another; finds a table in itself */
#define ING_TREE_HEIGHT_MAX 100     /* of syntax: whoever walks it may recurse */
#define ING_PROBLEM_TEXT_MAX 512

typedef struct ing_node {
    ing_syntax syntax;              /* first: a node is cast from its syntax */
    struct ing_node *next;          /* in order of creation */
    int32_t height;                 /* 1 + the highest kid's */
    bool is_used;                   /* part of another node or of a declaration */
} ing_node;

typedef struct ing_program_source {
    ing_text name, text;
    ing_tokens tokens;              /* up to where the lexer refused it */
    bool is_broken;                 /* it ended with an error */
} ing_program_source;

/* What is wrong, in words, until the error has come out of Lua. */
typedef struct ing_pending {
    const char *code;               /* NULL = nothing is pending */
    int32_t line;
    char en[ING_PROBLEM_TEXT_MAX], zh[ING_PROBLEM_TEXT_MAX];
} ing_pending;

struct ing_program {
    ing_program_options options;
    ing_script *script;
    size_t start_bytes;             /* that Lua held before the first file */
    int64_t budget;                 /* units left of the load's */
    int64_t function_count;         /* functions kept */
    bool has_front;                 /* `count` and `table` are words in the environment */
    bool is_settled;                /* what the files left is the base of the functions' limits */
    ing_arena arena;                /* syntax; what files may make counts against the load's limit */
    ing_arena messages;             /* sources and the texts of problems */
    ing_program_source *sources;
    size_t source_count, source_cap;
    ing_declaration *declarations;
    size_t declaration_count, declaration_cap;
    ing_problem *problems;
    size_t problem_count, problem_cap;
    ing_node *first_node, *last_node;
    int32_t running;                /* index of the file that runs; -1 = none */
    ing_pending pending;
};

/* declare.c: words, nodes and constructs. */
/* Makes the metatable of nodes; once for a state. Raises. */
void ing_declare_open(lua_State *L, ing_program *program);
/* Words are there from begin on, until the file has run; end clears away what is left. Both raise. */
void ing_declare_begin(lua_State *L, ing_program *program);
void ing_declare_end(lua_State *L, ing_program *program);
/* rule "B-14": a construct and its id, which a table is to follow. Never raises. */
bool ing_declare_is_heading(const ing_syntax *syntax);
/* The names of the constructs, as candidates. */
void ing_declare_try_constructs(ing_nearest *nearest);
/* The node at `index`; NULL when it is something else. */
ing_node *ing_declare_node(lua_State *L, int index);

/* syntax.c: a Lua value as syntax. `height` receives how high it is. */
const ing_syntax *ing_tree_read(lua_State *L, ing_program *program, int index, int32_t *height);
/* `count` zeroed objects in the program's arena, paid for; raises without memory. */
void *ing_tree_alloc(lua_State *L, ing_program *program, size_t count, size_t size);
/* A copy of a text; text that is no UTF-8, or has U+0000, is raised as a problem. */
ing_text ing_tree_text(lua_State *L, ing_program *program, ing_text text);

/* call.c: functions that facts hold. */
/* Keeps the function at `index` and gives its handle. Raises. */
int64_t ing_program_keep(lua_State *L, ing_program *program, int index);
/* Notes what the functions after the first `kept` hold from outside; only then can they be called.
 * Raises. */
void ing_program_snapshot(lua_State *L, const ing_program *program, int64_t kept);
/* Makes the metatables of `f`; once for a state. Raises. */
void ing_call_open(lua_State *L);

/* problem.c */
/* The line that runs now, of the innermost Lua function; 0 = none. */
int32_t ing_program_line(lua_State *L);
/* Raises a problem; both formats take the same arguments. Does not return. */
int ing_program_raise(lua_State *L, ing_program *program, const char *code, const char *en,
                      const char *zh, ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));
/* Problems of the file that runs. `why` is what the script state said, in English. */
libing_status ing_problem_add(ing_program *program, const char *code, int32_t line, int32_t column,
                              const char *en, const char *zh, libing_error *err);
libing_status ing_problem_of_syntax(ing_program *program, const libing_error *why,
                                    libing_error *err);
libing_status ing_problem_of_run(ing_program *program, const libing_error *why, libing_error *err);
libing_status ing_problem_of_limit(ing_program *program, const libing_error *why, bool is_memory,
                                   libing_error *err);

#endif
