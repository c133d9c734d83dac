/* SPDX-License-Identifier: Apache-2.0 */
/* Problems of a program: what Lua says put in our words and in both languages, the places of names,
 * and the nodes that nothing holds. */
#include "script/program_internal.h"

#include "base/mem.h"

#include <lauxlib.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#define LEFTOVERS_MAX 1000 /* nobody reads more, and a file can make many */

/* --- raising ---------------------------------------------------------------------------------- */

int32_t ing_program_line(lua_State *L)
{
    lua_Debug ar;
    for (int level = 0; lua_getstack(L, level, &ar) != 0; level++) {
        if (lua_getinfo(L, "l", &ar) != 0 && ar.currentline > 0)
            return (int32_t)ar.currentline;
    }
    return 0;
}

int ing_program_raise(lua_State *L, ing_program *program, const char *code, const char *en,
                      const char *zh, ...)
{
    ing_pending *pending = &program->pending;
    va_list args;
    va_start(args, zh);
    (void)vsnprintf(pending->en, sizeof pending->en, en, args); /* cut where it is too long */
    va_end(args);
    va_start(args, zh);
    (void)vsnprintf(pending->zh, sizeof pending->zh, zh, args);
    va_end(args);
    pending->code = code;
    pending->line = ing_program_line(L);
    lua_pushliteral(L, "refused");
    return lua_error(L);
}

/* --- the list --------------------------------------------------------------------------------- */

/* The longest beginning that is UTF-8: a text cut to fit may end inside a character. */
static ing_text whole_characters(const char *text)
{
    ing_text out = ing_text_of(text);
    for (size_t cut = 0; cut < 4 && out.len > 0 && !ing_text_is_utf8(out); cut++)
        out.len--;
    return out;
}

static ing_text keep_text(ing_program *program, const char *text)
{
    const ing_text whole = whole_characters(text);
    const char *copy = ing_arena_text(&program->messages, whole.ptr, whole.len);
    return (ing_text){ copy, whole.len };
}

static ing_problem *add_problem(ing_program *program)
{
    if (program->problem_count == program->problem_cap) {
        size_t cap = program->problem_cap * 2 + 16;
        ing_problem *grown = ing_mem_resize(program->problems, cap, sizeof *grown);
        if (grown == NULL)
            return NULL;
        program->problems = grown;
        program->problem_cap = cap;
    }
    return &program->problems[program->problem_count];
}

libing_status ing_problem_add(ing_program *program, const char *code, int32_t line, int32_t column,
                              const char *en, const char *zh, libing_error *err)
{
    ing_problem *problem = add_problem(program);
    if (problem == NULL)
        return ing_fail_nomem(err);
    const ing_text own_en = keep_text(program, en), own_zh = keep_text(program, zh);
    if (own_en.ptr == NULL || own_zh.ptr == NULL)
        return ing_fail_nomem(err);
    *problem = (ing_problem){ code, program->running, line, column, own_en, own_zh };
    program->problem_count++;
    return LIBING_OK;
}

/* --- what Lua says ---------------------------------------------------------------------------- */

/* A message of Lua's compiler taken apart: '}' expected (to close '{' at line 1) near '3'. */
typedef struct complaint {
    ing_text what; /* what stands before " near " */
    ing_text near; /* without quotes; absent if none */
    ing_text wanted, opener, opener_line;
} complaint;

static size_t find(ing_text text, const char *part, size_t from)
{
    size_t len = strlen(part);
    for (size_t i = from; i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, part, len) == 0)
            return i;
    }
    return text.len;
}

static ing_text slice(ing_text text, size_t from, size_t to)
{
    return (ing_text){ text.ptr + from, to - from };
}

static ing_text without_quotes(ing_text text)
{
    bool is_quoted = text.len >= 2 && text.ptr[0] == '\'' && text.ptr[text.len - 1] == '\'';
    return is_quoted ? slice(text, 1, text.len - 1) : text;
}

static complaint take_apart(ing_text message)
{
    complaint out = { message, ING_TEXT_NONE, ING_TEXT_NONE, ING_TEXT_NONE, ING_TEXT_NONE };
    size_t near = find(message, " near ", 0);
    if (near < message.len) {
        out.what = slice(message, 0, near);
        out.near = without_quotes(slice(message, near + 6, message.len));
    }
    size_t expected = find(out.what, " expected", 0);
    if (expected == out.what.len)
        return out;
    out.wanted = without_quotes(slice(out.what, 0, expected));
    size_t opener = find(out.what, "(to close '", expected);
    size_t line = find(out.what, "' at line ", opener);
    if (line < out.what.len) {
        out.opener = slice(out.what, opener + 11, line);
        out.opener_line = slice(out.what, line + 10, out.what.len - 1);
    }
    return out;
}

static void print_complaint(const complaint *c, char *en, char *zh, size_t size)
{
    bool is_end = ing_text_is(c->near, "<eof>");
    ing_text near_en = is_end ? ING_TEXT_LIT("the end of the file") : c->near;
    ing_text near_zh = is_end ? ING_TEXT_LIT("文件结尾") : c->near;
    if (c->opener_line.ptr != NULL) {
        (void)snprintf(en, size,
                       "expected %.*s, which closes the %.*s of line %.*s, but found %.*s",
                       ING_TEXT_ARG(c->wanted), ING_TEXT_ARG(c->opener),
                       ING_TEXT_ARG(c->opener_line), ING_TEXT_ARG(near_en));
        (void)snprintf(zh, size, "此处应为 %.*s（与第 %.*s 行的 %.*s 配对），却是 %.*s",
                       ING_TEXT_ARG(c->wanted), ING_TEXT_ARG(c->opener_line),
                       ING_TEXT_ARG(c->opener), ING_TEXT_ARG(near_zh));
    } else if (c->wanted.ptr != NULL) {
        (void)snprintf(en, size, "expected %.*s, but found %.*s", ING_TEXT_ARG(c->wanted),
                       ING_TEXT_ARG(near_en));
        (void)snprintf(zh, size, "此处应为 %.*s，却是 %.*s", ING_TEXT_ARG(c->wanted),
                       ING_TEXT_ARG(near_zh));
    } else if (c->near.ptr != NULL) {
        (void)snprintf(en, size, "%.*s near %.*s", ING_TEXT_ARG(c->what), ING_TEXT_ARG(near_en));
        (void)snprintf(zh, size, "语法错误，在 %.*s 附近：%.*s", ING_TEXT_ARG(near_zh),
                       ING_TEXT_ARG(c->what));
    } else {
        (void)snprintf(en, size, "%.*s", ING_TEXT_ARG(c->what));
        (void)snprintf(zh, size, "语法错误：%.*s", ING_TEXT_ARG(c->what));
    }
}

/* The column of the first token of a line that reads as `text`; 0 when there is none. `count`
 * receives how many there are. */
static int32_t column_of(const ing_program_source *source, int32_t line, ing_text text,
                         size_t *count)
{
    const ing_tokens *tokens = &source->tokens;
    int32_t column = 0;
    *count = 0;
    for (size_t i = ing_tokens_at_line(tokens, line);
         i < tokens->count && tokens->items[i].line == line; i++) {
        if (!ing_text_equal(ing_token_text(source->text, &tokens->items[i]), text))
            continue;
        column = *count == 0 ? tokens->items[i].column : column;
        ++*count;
    }
    return column;
}

libing_status ing_problem_of_syntax(ing_program *program, const libing_error *why,
                                    libing_error *err)
{
    char en[ING_PROBLEM_TEXT_MAX], zh[ING_PROBLEM_TEXT_MAX];
    size_t alike = 0;
    const complaint parts = take_apart(ing_text_of(why->message));
    const int32_t column =
        column_of(&program->sources[program->running], why->line, parts.near, &alike);
    print_complaint(&parts, en, zh, sizeof en);
    /* Lua names the token, not its place: with two alike on the line, none is pointed at. */
    return ing_problem_add(program, "E100", why->line, alike == 1 ? column : 0, en, zh, err);
}

libing_status ing_problem_of_run(ing_program *program, const libing_error *why, libing_error *err)
{
    const ing_pending *pending = &program->pending;
    if (pending->code != NULL)
        return ing_problem_add(program, pending->code, pending->line, 0, pending->en, pending->zh,
                               err);
    char zh[ING_PROBLEM_TEXT_MAX + 64];
    const char *known = program->script->zh; /* Lua's own messages are English only */
    (void)snprintf(zh, sizeof zh, "%s%s", *known != '\0' ? "" : "运行时出错：",
                   *known != '\0' ? known : why->message);
    return ing_problem_add(program, "E100", why->line, 0, why->message, zh, err);
}

libing_status ing_problem_of_limit(ing_program *program, const libing_error *why, bool is_memory,
                                   libing_error *err)
{
    char en[ING_PROBLEM_TEXT_MAX], zh[ING_PROBLEM_TEXT_MAX];
    const ing_program_limits limits = ING_LOAD_LIMITS;
    if (is_memory) {
        (void)snprintf(en, sizeof en,
                       "loading needs more than %d MiB of memory, or a text over 64 KiB",
                       (int)(limits.memory_bytes / (1024 * 1024)));
        (void)snprintf(zh, sizeof zh, "加载所需内存超过 %d MiB，或有文本超过 64 KiB",
                       (int)(limits.memory_bytes / (1024 * 1024)));
    } else {
        (void)snprintf(en, sizeof en,
                       "loading takes more than %" PRId64
                       " units of instructions: an endless loop?",
                       limits.instructions);
        (void)snprintf(zh, sizeof zh, "加载超过 %" PRId64 " 个指令单位：是否有死循环？",
                       limits.instructions);
    }
    return ing_problem_add(program, "E100", why->line, 0, en, zh, err);
}

/* --- nodes that nothing holds ----------------------------------------------------------------- */

/* The name an expression begins with; NULL when it begins with a constant. */
static const ing_syntax *first_name(const ing_syntax *syntax)
{
    while (syntax->kind != ING_SYNTAX_NAME && syntax->count > 0)
        syntax = syntax->kids[0];
    return syntax->kind == ING_SYNTAX_NAME ? syntax : NULL;
}

/* ruel "r" { … }: written like a declaration, of a construct that there is not. */
static bool looks_declared(const ing_syntax *syntax)
{
    if (syntax->kind != ING_SYNTAX_CALL || syntax->count != 2 || syntax->kids[1]->kind != ING_SYNTAX_TABLE)
        return false;
    const ing_syntax *head = syntax->kids[0];
    return head->kind == ING_SYNTAX_CALL && head->count == 2 && head->kids[0]->kind == ING_SYNTAX_NAME &&
           head->kids[1]->kind == ING_SYNTAX_TEXT;
}

static libing_status unknown_construct(ing_program *program, const ing_syntax *name, int32_t line,
                                       int32_t column, libing_error *err)
{
    char en[ING_PROBLEM_TEXT_MAX], zh[ING_PROBLEM_TEXT_MAX];
    ing_nearest nearest = ing_nearest_begin(name->text);
    ing_declare_try_constructs(&nearest);
    if (nearest.best.ptr != NULL) {
        (void)snprintf(en, sizeof en, "unknown construct %.*s; did you mean %.*s?", ING_TEXT_ARG(name->text),
                       ING_TEXT_ARG(nearest.best));
        (void)snprintf(zh, sizeof zh, "没有这个构件：%.*s；是否想写 %.*s？", ING_TEXT_ARG(name->text),
                       ING_TEXT_ARG(nearest.best));
    } else {
        (void)snprintf(en, sizeof en, "unknown construct %.*s", ING_TEXT_ARG(name->text));
        (void)snprintf(zh, sizeof zh, "没有这个构件：%.*s", ING_TEXT_ARG(name->text));
    }
    return ing_problem_add(program, "E101", line, column, en, zh, err);
}

static libing_status leftover(ing_program *program, const ing_node *node, libing_error *err)
{
    const ing_syntax *name = first_name(&node->syntax);
    const int32_t line = node->syntax.line;
    const ing_program_source *source = &program->sources[program->running];
    size_t alike = 0;
    const int32_t column = name == NULL ? 0 : column_of(source, line, name->text, &alike);
    if (looks_declared(&node->syntax))
        return unknown_construct(program, name, line, column, err);
    if (ing_declare_is_heading(&node->syntax))
        return ing_problem_add(program, "E103", line, column,
                               "an id without a table: write rule \"id\" { … }",
                               "只有标识，没有表：请写 rule \"标识\" { … }", err);
    return ing_problem_add(
        program, "E103", line, column,
        "a condition was built but nothing holds it. and, or, == do not work on facts: "
        "write all { … }, any { … }, :is(…)",
        "条件写出后没有被任何构件采用。and、or、== 对事实不起作用：请写 all { … }、"
        "any { … }、:is(…)",
        err);
}

libing_status ing_program_unused(ing_program *program, libing_error *err)
{
    const size_t most = program->problem_count + LEFTOVERS_MAX;
    libing_status status = LIBING_OK;
    for (const ing_node *n = program->first_node; n != NULL && status == LIBING_OK; n = n->next) {
        if (program->problem_count == most)
            break;
        const ing_program_source *source = &program->sources[n->syntax.file];
        if (n->is_used || n->syntax.kind == ING_SYNTAX_NAME || source->is_broken)
            continue;
        program->running = n->syntax.file;
        status = leftover(program, n, err);
    }
    program->running = -1;
    return status;
}

/* --- places ----------------------------------------------------------------------------------- */

/* The last line before the next declaration of the file begins. */
static int32_t last_line(const ing_program *program, int32_t file, int32_t from_line)
{
    int32_t last = INT32_MAX;
    for (size_t i = 0; i < program->declaration_count; i++) {
        const ing_declaration *made = &program->declarations[i];
        if (made->file == file && made->line > from_line && made->line <= last)
            last = made->line - 1;
    }
    return last;
}

bool ing_program_locate(const ing_program *program, int32_t file, int32_t from_line, ing_text what,
                        int32_t *line_out, int32_t *column_out)
{
    *line_out = 0;
    *column_out = 0;
    if (file < 0 || (size_t)file >= program->source_count)
        return false;
    const ing_program_source *source = &program->sources[file];
    const ing_token *token = ing_tokens_find(&source->tokens, source->text,
                                             ing_tokens_at_line(&source->tokens, from_line),
                                             last_line(program, file, from_line), what);
    if (token == NULL)
        return false;
    *line_out = token->line;
    *column_out = token->column;
    return true;
}
