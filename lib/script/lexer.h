/* SPDX-License-Identifier: Apache-2.0 */
/* Source text of rules: tokens as Lua reads them, comments blanked, and the refusals of the
 * language that are made in the text, so that every build of Lua is given the same language. */
#ifndef ING_SCRIPT_LEXER_H
#define ING_SCRIPT_LEXER_H

#include "base/buf.h"
#include "base/error.h"

#define ING_SOURCE_MAX    65536
#define ING_CONSTANTS_MAX 255

typedef enum ing_token_kind {
    ING_TOKEN_NAME = 1,
    ING_TOKEN_KEYWORD,
    ING_TOKEN_NUMERAL,
    ING_TOKEN_STRING,
    ING_TOKEN_SYMBOL
} ing_token_kind;

/* What a symbol or keyword is; a symbol of one character is that character. */
enum {
    ING_SYM_EQ = 256,
    ING_SYM_NE,
    ING_SYM_LE,
    ING_SYM_GE,
    ING_SYM_SHL,
    ING_SYM_SHR,
    ING_SYM_IDIV,
    ING_SYM_CONCAT,
    ING_SYM_DOTS,
    ING_SYM_LABEL,
    ING_WORD_AND,
    ING_WORD_BREAK,
    ING_WORD_DO,
    ING_WORD_ELSE,
    ING_WORD_ELSEIF,
    ING_WORD_END,
    ING_WORD_FALSE,
    ING_WORD_FOR,
    ING_WORD_FUNCTION,
    ING_WORD_GOTO,
    ING_WORD_IF,
    ING_WORD_IN,
    ING_WORD_LOCAL,
    ING_WORD_NIL,
    ING_WORD_NOT,
    ING_WORD_OR,
    ING_WORD_REPEAT,
    ING_WORD_RETURN,
    ING_WORD_THEN,
    ING_WORD_TRUE,
    ING_WORD_UNTIL,
    ING_WORD_WHILE
};

typedef struct ing_token {
    ing_token_kind kind;
    int sym;              /* of a symbol or keyword */
    uint32_t start, len;  /* bytes of the source; a string's delimiters are in */
    int32_t line, column; /* of its first byte, from 1; columns are bytes */
} ing_token;

typedef struct ing_tokens {
    ing_token *items;
    size_t count, cap;
} ing_tokens;

#define ING_TOKENS_INIT                                                                            \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* A rule's text is one function. The top level of a pack's file is a list of declarations: its
 * constants are counted only if it uses & | ~ << >> itself. */
typedef enum ing_source_kind { ING_SOURCE_RULE = 1, ING_SOURCE_PACK } ing_source_kind;

/* Tokens only. `blanked` receives the source with its comments blanked. Fails with LIBING_ERR_PACK
 * and line and column where Lua could not read it either, or with NOMEM. */
libing_status ing_tokens_read(ing_text source, ing_text name, ing_buf *blanked, ing_tokens *tokens,
                              libing_error *err);

/* Tokens and every refusal. What `blanked` holds is what may be given to Lua. */
libing_status ing_source_read(ing_text source, ing_text name, ing_source_kind kind,
                              ing_buf *blanked, ing_tokens *tokens, libing_error *err);

void ing_tokens_free(ing_tokens *tokens);

static inline ing_text ing_token_text(ing_text source, const ing_token *token)
{
    return (ing_text){ source.ptr + token->start, token->len };
}

/* The first token at or after `from`, not beyond `last_line`, that is the name `what` or a quoted
 * text of these bytes; NULL when there is none. */
const ing_token *ing_tokens_find(const ing_tokens *tokens, ing_text source, size_t from,
                                 int32_t last_line, ing_text what);

/* The first token of a line or of a later one; tokens->count when there is none. */
size_t ing_tokens_at_line(const ing_tokens *tokens, int32_t line);

#endif
