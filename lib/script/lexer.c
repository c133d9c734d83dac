/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens. Follows Lua 5.4's lexer byte for byte about strings, long brackets, comments, numerals
 * and line ends: a text that the two read differently would be checked as one thing and run as
 * another. */
#include "script/lexer.h"

#include "base/mem.h"

typedef struct ing_scan {
    ing_text source, name;
    size_t at;
    int32_t line;
    size_t line_start; /* offset of the line's first byte */
    char *blank;       /* the copy in which comments become blanks */
    ing_tokens *tokens;
    libing_error *err;
} ing_scan;

static const struct {
    const char *word;
    int sym;
} keywords[] = {
    { "and", ING_WORD_AND },     { "break", ING_WORD_BREAK },   { "do", ING_WORD_DO },
    { "else", ING_WORD_ELSE },   { "elseif", ING_WORD_ELSEIF }, { "end", ING_WORD_END },
    { "false", ING_WORD_FALSE }, { "for", ING_WORD_FOR },       { "function", ING_WORD_FUNCTION },
    { "goto", ING_WORD_GOTO },   { "if", ING_WORD_IF },         { "in", ING_WORD_IN },
    { "local", ING_WORD_LOCAL }, { "nil", ING_WORD_NIL },       { "not", ING_WORD_NOT },
    { "or", ING_WORD_OR },       { "repeat", ING_WORD_REPEAT }, { "return", ING_WORD_RETURN },
    { "then", ING_WORD_THEN },   { "true", ING_WORD_TRUE },     { "until", ING_WORD_UNTIL },
    { "while", ING_WORD_WHILE }
};

static const struct {
    const char *text;
    int sym;
} symbols[] = { /* longest first */
                { "...", ING_SYM_DOTS }, { "..", ING_SYM_CONCAT }, { "==", ING_SYM_EQ },
                { "~=", ING_SYM_NE },    { "<=", ING_SYM_LE },     { ">=", ING_SYM_GE },
                { "<<", ING_SYM_SHL },   { ">>", ING_SYM_SHR },    { "//", ING_SYM_IDIV },
                { "::", ING_SYM_LABEL }
};

/* Lua's own classes of characters; the C library's follow the locale. */
static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(int c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_alpha(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_newline(int c)
{
    return c == '\n' || c == '\r';
}

static bool is_space(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int peek(const ing_scan *s, size_t ahead)
{
    return ahead < s->source.len - s->at ? (unsigned char)s->source.ptr[s->at + ahead] : -1;
}

static libing_status placed(const ing_scan *s, int32_t line, size_t column, libing_status status)
{
    ing_error_place(s->err, s->name, line, (int32_t)column);
    return status;
}

static libing_status here(const ing_scan *s, libing_status status)
{
    return placed(s, s->line, s->at - s->line_start + 1, status);
}

/* CR LF and LF CR are one line end, as for Lua. */
static void newline(ing_scan *s)
{
    int first = peek(s, 0);
    int second = peek(s, 1);

    s->at += is_newline(second) && second != first ? 2 : 1;
    s->line++;
    s->line_start = s->at;
}

/* The number of '=' when a long bracket opens (or closes, with ']') here, otherwise -1. */
static int long_level(const ing_scan *s, int bracket)
{
    size_t n = 1;

    if (peek(s, 0) != bracket)
        return -1;
    while (peek(s, n) == '=')
        n++;
    return peek(s, n) == bracket ? (int)(n - 1) : -1;
}

/* Past the closing bracket; false when the text ends before. */
static bool skip_long(ing_scan *s, int level)
{
    s->at += (size_t)level + 2;
    while (s->at < s->source.len) {
        if (long_level(s, ']') == level) {
            s->at += (size_t)level + 2;
            return true;
        }
        if (is_newline(peek(s, 0)))
            newline(s);
        else
            s->at++;
    }
    return false;
}

static libing_status skip_comment(ing_scan *s)
{
    size_t start = s->at;
    int32_t line = s->line;
    size_t column = s->at - s->line_start + 1;
    int level;

    s->at += 2;
    level = long_level(s, '[');
    if (level >= 0) {
        if (!skip_long(s, level))
            return placed(s, line, column,
                          ing_fail(s->err, LIBING_ERR_PACK, "lexer.comment",
                                   "the comment that begins here is not closed",
                                   "此处开始的注释没有结束"));
    } else {
        while (s->at < s->source.len && !is_newline(peek(s, 0)))
            s->at++;
    }
    for (size_t i = start; i < s->at; i++) {
        if (!is_newline(s->blank[i]))
            s->blank[i] = ' ';
    }
    return LIBING_OK;
}

static libing_status bad_escape(const ing_scan *s, const char *why_en, const char *why_zh)
{
    return here(s, ing_fail(s->err, LIBING_ERR_PACK, "lexer.escape", "bad escape in a text: %s%.0s",
                            "文本中的转义有误：%.0s%s", why_en, why_zh));
}

/* \u{…}: at the 'u'. */
static libing_status skip_utf8_escape(ing_scan *s)
{
    uint64_t value = 0;
    size_t n = 2;

    if (peek(s, 1) != '{' || !is_hex(peek(s, 2)))
        return bad_escape(s, "\\u needs {hexadecimal digits}", "\\u 之后须为 {十六进制数字}");
    for (; is_hex(peek(s, n)); n++) {
        int c = peek(s, n);
        value = value * 16 + (uint64_t)(is_digit(c) ? c - '0' : (c | 32) - 'a' + 10);
        if (value > 0x7FFFFFFFu)
            return bad_escape(s, "\\u{…} is too large", "\\u{…} 过大");
    }
    if (peek(s, n) != '}')
        return bad_escape(s, "\\u needs {hexadecimal digits}", "\\u 之后须为 {十六进制数字}");
    s->at += n + 1;
    return LIBING_OK;
}

static libing_status skip_decimal_escape(ing_scan *s)
{
    int value = 0;
    size_t n = 0;

    for (; n < 3 && is_digit(peek(s, n)); n++)
        value = value * 10 + peek(s, n) - '0';
    if (value > 255)
        return bad_escape(s, "a decimal escape is at most \\255", "十进制转义至多为 \\255");
    s->at += n;
    return LIBING_OK;
}

/* At the character after the backslash. */
static libing_status skip_escape(ing_scan *s)
{
    int c = peek(s, 0);

    if (is_newline(c)) {
        newline(s);
        return LIBING_OK;
    }
    if (c == 'z') {
        s->at++;
        while (is_space(peek(s, 0))) {
            if (is_newline(peek(s, 0)))
                newline(s);
            else
                s->at++;
        }
        return LIBING_OK;
    }
    if (c == 'u')
        return skip_utf8_escape(s);
    if (is_digit(c))
        return skip_decimal_escape(s);
    if (c == 'x') {
        if (!is_hex(peek(s, 1)) || !is_hex(peek(s, 2)))
            return bad_escape(s, "\\x needs two hexadecimal digits",
                              "\\x 之后须为两位十六进制数字");
        s->at += 3;
        return LIBING_OK;
    }
    if (c > 0 && strchr("abfnrtv\\\"'", c) != NULL) {
        s->at++;
        return LIBING_OK;
    }
    return bad_escape(s, "unknown letter after \\", "\\ 之后的字符无效");
}

/* A quoted text, its quotes included. */
static libing_status skip_string(ing_scan *s)
{
    int quote = peek(s, 0);
    int32_t line = s->line;
    size_t column = s->at - s->line_start + 1;

    s->at++;
    for (;;) {
        libing_status status = LIBING_OK;
        int c = peek(s, 0);
        if (c == quote) {
            s->at++;
            return LIBING_OK;
        }
        if (c == -1 || is_newline(c))
            return placed(s, line, column,
                          ing_fail(s->err, LIBING_ERR_PACK, "lexer.text",
                                   "the text that begins here is not closed",
                                   "此处开始的文本没有结束"));
        s->at++;
        if (c == '\\')
            status = skip_escape(s);
        if (status != LIBING_OK)
            return status;
    }
}

/* Digits of a mantissa and an exponent; true when they are exactly `text`. */
static bool is_numeral(ing_text text)
{
    bool hex = text.len > 1 && text.ptr[0] == '0' && (text.ptr[1] | 32) == 'x';
    size_t i = hex ? 2 : 0;
    size_t digits = 0;
    bool dot = false;

    for (; i < text.len; i++) {
        int c = (unsigned char)text.ptr[i];
        if (c == '.' && !dot)
            dot = true;
        else if (hex ? is_hex(c) : is_digit(c))
            digits++;
        else
            break;
    }
    if (digits == 0)
        return false;
    if (i < text.len && (text.ptr[i] | 32) == (hex ? 'p' : 'e')) {
        i++;
        if (i < text.len && (text.ptr[i] == '+' || text.ptr[i] == '-'))
            i++;
        if (i == text.len || !is_digit(text.ptr[i]))
            return false;
        while (i < text.len && is_digit(text.ptr[i]))
            i++;
    }
    return i == text.len;
}

/* Lua first takes whatever could belong to a numeral, then asks whether it is one. */
static libing_status skip_numeral(ing_scan *s)
{
    size_t start = s->at;
    size_t column = s->at - s->line_start + 1;
    int exponent = peek(s, 0) == '0' && (peek(s, 1) | 32) == 'x' ? 'p' : 'e';
    ing_text text;

    s->at += exponent == 'p' ? 2 : 1;
    for (;;) {
        int c = peek(s, 0);
        if (c != -1 && (c | 32) == exponent) {
            s->at++;
            if (peek(s, 0) == '+' || peek(s, 0) == '-')
                s->at++;
        } else if (is_hex(c) || c == '.') {
            s->at++;
        } else {
            break;
        }
    }
    if (is_alpha(peek(s, 0)))
        s->at++;
    text = (ing_text){ s->source.ptr + start, s->at - start };
    if (is_numeral(text))
        return LIBING_OK;
    return placed(s, s->line, column,
                  ing_fail(s->err, LIBING_ERR_PACK, "lexer.numeral", "malformed number '%.*s'",
                           "数字“%.*s”格式有误", ING_TEXT_ARG(text)));
}

static int skip_symbol(ing_scan *s)
{
    int c = peek(s, 0);

    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        size_t len = strlen(symbols[i].text);
        if (s->source.len - s->at >= len &&
            memcmp(s->source.ptr + s->at, symbols[i].text, len) == 0) {
            s->at += len;
            return symbols[i].sym;
        }
    }
    if (c <= 0 || strchr("+-*/%^#&~|<>=(){}[];:,.", c) == NULL)
        return 0;
    s->at++;
    return c;
}

static int keyword(ing_text word)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (ing_text_is(word, keywords[i].word))
            return keywords[i].sym;
    }
    return 0;
}

static libing_status skip_other(ing_scan *s, ing_token *token)
{
    if (peek(s, 0) == '[' && peek(s, 1) == '=')
        return here(s, ing_fail(s->err, LIBING_ERR_PACK, "lexer.bracket",
                                "'[=' opens no long text: another '[' is missing",
                                "“[=”之后缺少“[”，不是长文本"));
    token->kind = ING_TOKEN_SYMBOL;
    token->sym = skip_symbol(s);
    if (token->sym == 0)
        return here(s, ing_fail(s->err, LIBING_ERR_PACK, "lexer.character",
                                "unexpected character, byte 0x%02x", "意外的字符，字节 0x%02x",
                                (unsigned)peek(s, 0)));
    return LIBING_OK;
}

/* At a byte that begins a token. */
static libing_status skip_token(ing_scan *s, ing_token *token)
{
    int c = peek(s, 0);
    int level = long_level(s, '[');

    if (level >= 0) {
        token->kind = ING_TOKEN_STRING;
        if (!skip_long(s, level))
            return placed(s, token->line, (size_t)token->column,
                          ing_fail(s->err, LIBING_ERR_PACK, "lexer.text",
                                   "the text that begins here is not closed",
                                   "此处开始的文本没有结束"));
        return LIBING_OK;
    }
    if (c == '"' || c == '\'') {
        token->kind = ING_TOKEN_STRING;
        return skip_string(s);
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(s, 1)))) {
        token->kind = ING_TOKEN_NUMERAL;
        return skip_numeral(s);
    }
    if (!is_alpha(c))
        return skip_other(s, token);
    while (is_alpha(peek(s, 0)) || is_digit(peek(s, 0)))
        s->at++;
    token->sym = keyword((ing_text){ s->source.ptr + token->start, s->at - token->start });
    token->kind = token->sym != 0 ? ING_TOKEN_KEYWORD : ING_TOKEN_NAME;
    return LIBING_OK;
}

static libing_status add_token(ing_scan *s, const ing_token *token)
{
    ing_tokens *tokens = s->tokens;

    if (tokens->count == tokens->cap) {
        size_t cap = tokens->cap > 0 ? tokens->cap * 2 : 256;
        ing_token *items = ing_mem_resize(tokens->items, cap, sizeof *items);
        if (items == NULL)
            return ing_fail_nomem(s->err);
        tokens->items = items;
        tokens->cap = cap;
    }
    tokens->items[tokens->count++] = *token;
    return LIBING_OK;
}

static libing_status next_token(ing_scan *s)
{
    ing_token token = { .start = (uint32_t)s->at,
                        .line = s->line,
                        .column = (int32_t)(s->at - s->line_start + 1) };
    libing_status status = skip_token(s, &token);

    if (status != LIBING_OK)
        return status;
    token.len = (uint32_t)(s->at - token.start);
    return add_token(s, &token);
}

static libing_status check_size(ing_text source, ing_text name, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (source.len > ING_SOURCE_MAX)
        status = ing_fail(err, LIBING_ERR_PACK, "lexer.size",
                          "the source is %zu bytes long, over 64 KiB: split it",
                          "源文本长 %zu 字节，超过 64 KiB：请拆分", source.len);
    else if (source.len > 0 && source.ptr[0] == '\033')
        status = ing_fail(err, LIBING_ERR_PACK, "lexer.bytecode",
                          "the source begins with ESC: compiled code is never accepted",
                          "源文本以 ESC 开头：不接受编译后的代码");
    if (status != LIBING_OK)
        ing_error_place(err, name, 1, 1);
    return status;
}

libing_status ing_tokens_read(ing_text source, ing_text name, ing_buf *blanked, ing_tokens *tokens,
                              libing_error *err)
{
    ing_scan scan = { .source = source, .name = name, .line = 1, .tokens = tokens, .err = err };
    libing_status status = check_size(source, name, err);

    tokens->count = 0;
    ing_buf_clear(blanked);
    if (status != LIBING_OK)
        return status;
    ing_buf_add(blanked, source.len > 0 ? source.ptr : "", source.len);
    if (blanked->failed)
        return ing_fail_nomem(err);
    scan.blank = blanked->ptr;
    while (scan.at < source.len && status == LIBING_OK) {
        if (is_newline(peek(&scan, 0)))
            newline(&scan);
        else if (is_space(peek(&scan, 0)))
            scan.at++;
        else if (peek(&scan, 0) == '-' && peek(&scan, 1) == '-')
            status = skip_comment(&scan);
        else
            status = next_token(&scan);
    }
    return status;
}

void ing_tokens_free(ing_tokens *tokens)
{
    ing_mem_free(tokens->items);
    *tokens = (ing_tokens)ING_TOKENS_INIT;
}

size_t ing_tokens_at_line(const ing_tokens *tokens, int32_t line)
{
    size_t low = 0;
    size_t high = tokens->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens->items[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const ing_token *ing_tokens_find(const ing_tokens *tokens, ing_text source, size_t from,
                                 int32_t last_line, ing_text what)
{
    for (size_t i = from; i < tokens->count && tokens->items[i].line <= last_line; i++) {
        const ing_token *token = &tokens->items[i];
        ing_text text = ing_token_text(source, token);
        if (token->kind == ING_TOKEN_STRING && text.len >= 2 && text.ptr[0] != '[')
            text = (ing_text){ text.ptr + 1, text.len - 2 };
        else if (token->kind != ING_TOKEN_NAME)
            continue;
        if (ing_text_equal(text, what))
            return token;
    }
    return NULL;
}
