/* SPDX-License-Identifier: Apache-2.0 */
/* What the language refuses in the text of a script: constructs that show the hash seed, the C
 * library or a defect of one release of Lua. Counted and found here, so that every build agrees. */
#include "script/lexer.h"

#include "base/map.h"
#include "base/mem.h"

typedef struct ing_scope { /* one function */
    ing_map constants;
    const ing_token *bits; /* its first bitwise operator */
} ing_scope;

typedef struct ing_block { /* something that must be closed */
    size_t token;
    bool scoped; /* a function whose parameters have begun */
} ing_block;

typedef struct ing_walk {
    ing_text source, name;
    const ing_tokens *tokens;
    ing_source_kind kind;
    ing_block *blocks;
    size_t block_count, block_cap;
    ing_scope *scopes;
    size_t scope_count, scope_cap;
    size_t squares;        /* open '[' */
    bool function_pending; /* between `function` and its '(' */
    libing_error *err;
} ing_walk;

static libing_status at(const ing_walk *w, const ing_token *token, libing_status status)
{
    ing_error_place(w->err, w->name, token->line, token->column);
    return status;
}

static bool is_sym(const ing_walk *w, size_t i, int sym)
{
    return i < w->tokens->count && w->tokens->items[i].sym == sym;
}

static bool is_name(const ing_walk *w, size_t i)
{
    return i < w->tokens->count && w->tokens->items[i].kind == ING_TOKEN_NAME;
}

/* `local a <const>, b <close>`: these angle brackets compare nothing. `i` is at one of them. */
static bool is_attribute(const ing_walk *w, size_t i)
{
    if (is_sym(w, i, '>'))
        i = i >= 2 ? i - 2 : 0;
    if (!is_sym(w, i, '<') || !is_name(w, i + 1) || !is_sym(w, i + 2, '>'))
        return false;
    while (i >= 2 && is_name(w, i - 1)) {
        i -= 2;
        if (is_sym(w, i, ING_WORD_LOCAL))
            return true;
        if (!is_sym(w, i, ',') || i == 0)
            return false;
        if (i >= 4 && is_sym(w, i - 1, '>') && is_name(w, i - 2) && is_sym(w, i - 3, '<'))
            i -= 3;
    }
    return false;
}

static bool is_comparison(const ing_walk *w, size_t i)
{
    switch (w->tokens->items[i].sym) {
    case ING_SYM_EQ:
    case ING_SYM_NE:
    case ING_SYM_LE:
    case ING_SYM_GE:
        return true;
    case '<':
    case '>':
        return !is_attribute(w, i);
    default:
        return false;
    }
}

static libing_status refuse_token(const ing_walk *w, size_t i)
{
    const ing_token *token = &w->tokens->items[i];

    if (token->sym == '#')
        return at(w, token,
                  ing_fail(w->err, LIBING_ERR_PACK, "lexer.length",
                           "the length operator # is not part of the language: use count(t) in a "
                           "function, or s:len()",
                           "语言中没有取长度运算符 #：函数内请用 count(t)，文本请用 s:len()"));
    if (token->sym == '^')
        return at(w, token,
                  ing_fail(w->err, LIBING_ERR_PACK, "lexer.power",
                           "the operator ^ is not part of the language: multiply; money has no "
                           "powers",
                           "语言中没有乘方运算符 ^：请用乘法；金额没有乘方"));
    if (token->kind == ING_TOKEN_NAME && ing_text_is(ing_token_text(w->source, token), "_ENV"))
        return at(w, token,
                  ing_fail(w->err, LIBING_ERR_PACK, "lexer.environment",
                           "the name _ENV is not part of the language: write the names you mean",
                           "语言中没有名称 _ENV：请直接写出所指的名称"));
    if (w->squares > 0 && is_comparison(w, i))
        return at(w, token,
                  ing_fail(w->err, LIBING_ERR_PACK, "lexer.comparison",
                           "a comparison between [ and ] is not part of the language: compute the "
                           "key first",
                           "[ 与 ] 之间不得有比较：请先算出键"));
    return LIBING_OK;
}

static libing_status open_block(ing_walk *w, size_t i)
{
    if (w->block_count == w->block_cap) {
        size_t cap = w->block_cap > 0 ? w->block_cap * 2 : 64;
        ing_block *blocks = ing_mem_resize(w->blocks, cap, sizeof *blocks);
        if (blocks == NULL)
            return ing_fail_nomem(w->err);
        w->blocks = blocks;
        w->block_cap = cap;
    }
    w->blocks[w->block_count++] = (ing_block){ i, false };
    return LIBING_OK;
}

static libing_status open_scope(ing_walk *w)
{
    if (w->scope_count == w->scope_cap) {
        size_t cap = w->scope_cap > 0 ? w->scope_cap * 2 : 16;
        ing_scope *scopes = ing_mem_resize(w->scopes, cap, sizeof *scopes);
        if (scopes == NULL)
            return ing_fail_nomem(w->err);
        w->scopes = scopes;
        w->scope_cap = cap;
    }
    w->scopes[w->scope_count++] = (ing_scope){ .constants = ING_MAP_INIT };
    return LIBING_OK;
}

static void close_scope(ing_walk *w)
{
    ing_map_free(&w->scopes[--w->scope_count].constants);
}

static libing_status too_many(const ing_walk *w, const ing_token *token)
{
    return at(w, token,
              ing_fail(w->err, LIBING_ERR_PACK, "lexer.constants",
                       "a function with more than %d different names, numbers and texts: split it",
                       "一个函数内不同的名称、数字和文本超过 %d 个：请拆分", ING_CONSTANTS_MAX));
}

/* A pack file's top level has many constants; the defect needs a bitwise operator beside them. */
static bool is_counted(const ing_walk *w)
{
    const ing_scope *scope = &w->scopes[w->scope_count - 1];

    return w->scope_count > 1 || w->kind == ING_SOURCE_RULE || scope->bits != NULL;
}

static libing_status count_constant(ing_walk *w, const ing_token *token)
{
    ing_scope *scope = &w->scopes[w->scope_count - 1];
    ing_text text = ing_token_text(w->source, token);

    if (ing_map_get(&scope->constants, text) != NULL)
        return LIBING_OK;
    if (!ing_map_put(&scope->constants, text, scope))
        return ing_fail_nomem(w->err);
    if (scope->constants.count > ING_CONSTANTS_MAX && is_counted(w))
        return too_many(w, token);
    return LIBING_OK;
}

static libing_status count_bits(ing_walk *w, const ing_token *token)
{
    ing_scope *scope = &w->scopes[w->scope_count - 1];

    if (scope->bits == NULL)
        scope->bits = token;
    return scope->constants.count > ING_CONSTANTS_MAX ? too_many(w, token) : LIBING_OK;
}

/* What the block on top is closed by. */
static int closer_of(int opener)
{
    switch (opener) {
    case '(':
        return ')';
    case '[':
        return ']';
    case '{':
        return '}';
    case ING_WORD_REPEAT:
        return ING_WORD_UNTIL;
    default:
        return ING_WORD_END;
    }
}

static libing_status unclosed(const ing_walk *w)
{
    const ing_token *opener = &w->tokens->items[w->blocks[w->block_count - 1].token];

    return at(w, opener,
              ing_fail(w->err, LIBING_ERR_PACK, "lexer.unclosed", "'%.*s' is never closed",
                       "“%.*s”没有结束", ING_TEXT_ARG(ing_token_text(w->source, opener))));
}

static libing_status close_block(ing_walk *w, size_t i)
{
    const ing_token *token = &w->tokens->items[i];
    const ing_block *block;
    int opener;

    if (w->block_count > 0) {
        block = &w->blocks[w->block_count - 1];
        opener = w->tokens->items[block->token].sym;
        if (closer_of(opener) == token->sym) {
            w->squares -= opener == '[' ? 1 : 0;
            if (opener == ING_WORD_FUNCTION)
                w->function_pending = false;
            if (block->scoped)
                close_scope(w);
            w->block_count--;
            return LIBING_OK;
        }
    }
    return at(w, token,
              ing_fail(w->err, LIBING_ERR_PACK, "lexer.unbalanced", "'%.*s' closes nothing",
                       "“%.*s”没有对应的开头", ING_TEXT_ARG(ing_token_text(w->source, token))));
}

static libing_status open_paren(ing_walk *w, size_t i)
{
    libing_status status = LIBING_OK;

    if (w->function_pending) {
        w->function_pending = false;
        status = open_scope(w);
        if (status == LIBING_OK)
            w->blocks[w->block_count - 1].scoped = true;
    }
    return status == LIBING_OK ? open_block(w, i) : status;
}

static libing_status follow_symbol(ing_walk *w, size_t i)
{
    const ing_token *token = &w->tokens->items[i];

    switch (token->sym) {
    case '(':
        return open_paren(w, i);
    case '[':
        w->squares++;
        return open_block(w, i);
    case '{':
    case ING_WORD_DO:
    case ING_WORD_IF:
    case ING_WORD_REPEAT:
        return open_block(w, i);
    case ING_WORD_FUNCTION:
        w->function_pending = true;
        return open_block(w, i);
    case ')':
    case ']':
    case '}':
    case ING_WORD_END:
    case ING_WORD_UNTIL:
        return close_block(w, i);
    case '&':
    case '|':
    case '~':
    case ING_SYM_SHL:
    case ING_SYM_SHR:
        return count_bits(w, token);
    default:
        return LIBING_OK;
    }
}

static libing_status walk_tokens(ing_walk *w)
{
    libing_status status = open_scope(w);

    for (size_t i = 0; i < w->tokens->count && status == LIBING_OK; i++) {
        status = refuse_token(w, i);
        if (status != LIBING_OK)
            break;
        if (w->tokens->items[i].sym != 0)
            status = follow_symbol(w, i);
        else
            status = count_constant(w, &w->tokens->items[i]);
    }
    if (status == LIBING_OK && w->block_count > 0)
        status = unclosed(w);
    return status;
}

libing_status ing_source_read(ing_text source, ing_text name, ing_source_kind kind,
                              ing_buf *blanked, ing_tokens *tokens, libing_error *err)
{
    ing_walk walk = { .source = source, .name = name, .tokens = tokens, .kind = kind, .err = err };
    libing_status status = ing_tokens_read(source, name, blanked, tokens, err);

    if (status == LIBING_OK)
        status = walk_tokens(&walk);
    while (walk.scope_count > 0)
        close_scope(&walk);
    ing_mem_free(walk.scopes);
    ing_mem_free(walk.blocks);
    if (status != LIBING_OK)
        ing_buf_clear(blanked); /* nothing that was refused reaches Lua */
    return status;
}
