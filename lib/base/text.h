/* SPDX-License-Identifier: Apache-2.0 */
/* Text: a borrowed slice of UTF-8, comparisons, near misses. */
#ifndef ING_BASE_TEXT_H
#define ING_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Borrowed bytes; ptr is NULL only for "absent". Not necessarily NUL-terminated. */
typedef struct ing_text {
    const char *ptr;
    size_t len;
} ing_text;

#define ING_TEXT_NONE ((ing_text){ NULL, 0 })
#define ING_TEXT_LIT(literal) ((ing_text){ "" literal, sizeof(literal) - 1 })
/* For "%.*s". */
#define ING_TEXT_ARG(text) (int)(text).len, ((text).ptr != NULL ? (text).ptr : "")

static inline ing_text ing_text_of(const char *cstr)
{
    return (ing_text){ cstr, cstr != NULL ? strlen(cstr) : 0 };
}

static inline bool ing_text_is(ing_text a, const char *cstr)
{
    size_t len = strlen(cstr);
    return a.ptr != NULL && a.len == len && memcmp(a.ptr, cstr, len) == 0;
}

static inline bool ing_text_equal(ing_text a, ing_text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Byte order, as strcmp() would say; never the locale's. */
int ing_text_order(ing_text a, ing_text b);

/* Bytes of the well-formed character at `ptr`, of which `left` > 0 bytes may be read; 0 when it is
 * none or U+0000. */
size_t ing_text_char(const char *ptr, size_t left);

/* Valid UTF-8 without U+0000 and surrogates. */
bool ing_text_is_utf8(ing_text text);

/* Matches [a-z][a-z0-9_]{0,47}: ids of words, fields, states, facts, deadlines. */
bool ing_text_is_word(ing_text text);

/* 1..max bytes of [A-Za-z0-9._:-]: case ids (64), rule ids (63, where ':' only after "duty"). */
bool ing_text_is_id(ing_text text, size_t max);

/* Remembers the candidate nearest to a misspelt word: Damerau-Levenshtein distance (adjacent swaps)
 * at most 2, or 3 for words of 9 bytes and more, and always less than the word's own length; the
 * first of equals wins. Nothing over 64 bytes is near. */
typedef struct ing_nearest {
    ing_text wanted;
    ing_text best;                  /* ptr NULL while nothing is near */
    size_t distance;
} ing_nearest;

ing_nearest ing_nearest_begin(ing_text wanted);
void ing_nearest_try(ing_nearest *nearest, ing_text candidate);

#endif
