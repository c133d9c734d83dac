/* SPDX-License-Identifier: Apache-2.0 */
/* Widths of characters in hundredths of the font's size, as common sans-serif fonts have them. */
#include "exchange/glyphs.h"

static int32_t ascii_width(char c)
{
    if (strchr(" .,:;'!|iIjl()[]", c) != NULL)
        return 32;
    if (strchr("mwMW@%", c) != NULL)
        return 92;
    if (c >= 'A' && c <= 'Z')
        return 70;
    return 58;
}

/* Bytes of the character at the beginning; bytes that are none count singly. */
static size_t char_len(ing_text text)
{
    size_t len = ing_text_char(text.ptr, text.len);
    return len == 0 ? 1 : len;
}

static bool is_wide(ing_text text)
{
    return char_len(text) >= 3;
}

static int32_t char_width(ing_text text)
{
    size_t len = char_len(text);
    return len == 1 ? ascii_width(text.ptr[0]) : len == 2 ? 62 : 100;
}

int32_t ing_glyphs_width(ing_text text, int32_t size)
{
    int64_t hundredths = 0;
    size_t at = 0;

    while (at < text.len) {
        ing_text rest = { text.ptr + at, text.len - at };
        hundredths += char_width(rest);
        at += char_len(rest);
    }
    return (int32_t)((hundredths * size + 99) / 100);
}

/* Punctuation that ends something and so never begins a line. */
static bool is_closing(ing_text text)
{
    static const char *const marks[] = { "，", "。", "；", "：", "、", "）", "”", "》", "〕", ",", ".", ";", ":", ")" };
    bool found = false;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0] && !found; i++) {
        size_t len = strlen(marks[i]);
        found = text.len >= len && memcmp(text.ptr, marks[i], len) == 0;
    }
    return found;
}

/* What opens something never ends a line. */
static bool is_opening(ing_text text)
{
    static const char *const marks[] = { "（", "“", "《", "〔", "(" };
    bool found = false;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0] && !found; i++) {
        size_t len = strlen(marks[i]);
        found = text.len >= len && memcmp(text.ptr, marks[i], len) == 0;
    }
    return found;
}

static ing_text from(ing_text text, size_t at)
{
    return (ing_text){ text.ptr + at, text.len - at };
}

ing_text ing_glyphs_take(ing_text text, int32_t size, int32_t width, ing_text *rest)
{
    int64_t used = 0;
    size_t at = 0, good = 0;
    bool was_wide = false, was_opening = false;

    while (at < text.len) {
        ing_text here = from(text, at);
        bool may_break = at > 0 && !is_closing(here) && !was_opening &&
                         (text.ptr[at] == ' ' || was_wide || is_wide(here));
        if (may_break)
            good = at;
        used += char_width(here);
        if (at > 0 && (used * size + 99) / 100 > width && !is_closing(here))
            break;
        was_wide = is_wide(here);
        was_opening = is_opening(here);
        at += char_len(here);
    }
    if (at >= text.len)
        good = text.len;
    else if (good == 0)
        good = at; /* one long word */
    *rest = from(text, good);
    while (rest->len > 0 && rest->ptr[0] == ' ')
        *rest = from(*rest, 1);
    while (good > 1 && text.ptr[good - 1] == ' ')
        good--;
    return (ing_text){ text.ptr, good };
}

void ing_xml_text(ing_text text, ing_buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        switch (c) {
        case '&': ing_buf_text(out, "&amp;"); break;
        case '<': ing_buf_text(out, "&lt;"); break;
        case '>': ing_buf_text(out, "&gt;"); break;
        case '"': ing_buf_text(out, "&quot;"); break;
        case '\'': ing_buf_text(out, "&#39;"); break;
        default: ing_buf_byte(out, c < 0x20 && c != '\n' && c != '\t' ? ' ' : (char)c); break;
        }
    }
}
