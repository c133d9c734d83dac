/* SPDX-License-Identifier: Apache-2.0 */
/* Text: byte order, UTF-8, the alphabets of words and ids, near misses. */
#include "base/text.h"

#include <stdint.h>

int ing_text_order(ing_text a, ing_text b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    /* The first byte decides for most keys, and costs less than the call. */
    if (common > 0 && a.ptr[0] != b.ptr[0])
        return (unsigned char)a.ptr[0] < (unsigned char)b.ptr[0] ? -1 : 1;
    int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

/* Length of the well-formed character at `p`, 0 if there is none (Unicode, table 3-7). */
static size_t utf8_char(const uint8_t *p, size_t left)
{
    if (p[0] < 0x80)
        return p[0] != 0;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < len)
        return 0;
    uint8_t low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    uint8_t high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    }
    return len;
}

size_t ing_text_char(const char *ptr, size_t left)
{
    return utf8_char((const uint8_t *)ptr, left);
}

bool ing_text_is_utf8(ing_text text)
{
    const uint8_t *bytes = (const uint8_t *)text.ptr;
    size_t at = 0;
    while (at < text.len) {
        size_t len = utf8_char(bytes + at, text.len - at);
        if (len == 0)
            return false;
        at += len;
    }
    return true;
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ing_text_is_word(ing_text text)
{
    if (text.len < 1 || text.len > 48 || !is_lower(text.ptr[0]))
        return false;
    for (size_t i = 1; i < text.len; i++) {
        char c = text.ptr[i];
        if (!is_lower(c) && !is_digit(c) && c != '_')
            return false;
    }
    return true;
}

bool ing_text_is_id(ing_text text, size_t max)
{
    if (text.len < 1 || text.len > max)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool letter = is_lower(c) || (c >= 'A' && c <= 'Z');
        if (!letter && !is_digit(c) && c != '.' && c != '_' && c != ':' && c != '-')
            return false;
    }
    return true;
}

#define NEAR_BYTES_MAX 64

/* Optimal string alignment: insert, delete, replace, or swap two neighbours. */
static size_t edit_distance(ing_text a, ing_text b)
{
    size_t rows[3][NEAR_BYTES_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *here = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        here[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            best = above[j] + 1 < best ? above[j] + 1 : best;
            best = here[j - 1] + 1 < best ? here[j - 1] + 1 : best;
            bool swapped = i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                           a.ptr[i - 2] == b.ptr[j - 1];
            here[j] = swapped && before[j - 2] + 1 < best ? before[j - 2] + 1 : best;
        }
        size_t *oldest = before;
        before = above;
        above = here;
        here = oldest;
    }
    return above[b.len];
}

ing_nearest ing_nearest_begin(ing_text wanted)
{
    size_t bound = wanted.len >= 9 ? 3 : 2;
    if (bound >= wanted.len)
        bound = wanted.len > 0 ? wanted.len - 1 : 0;
    /* `distance` is the first distance that is too far. */
    return (ing_nearest){ wanted, ING_TEXT_NONE, bound + 1 };
}

void ing_nearest_try(ing_nearest *nearest, ing_text candidate)
{
    ing_text wanted = nearest->wanted;
    size_t gap = wanted.len > candidate.len ? wanted.len - candidate.len : candidate.len - wanted.len;
    if (wanted.len > NEAR_BYTES_MAX || candidate.len > NEAR_BYTES_MAX || candidate.ptr == NULL)
        return;
    if (gap >= nearest->distance)
        return;
    size_t distance = edit_distance(wanted, candidate);
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = candidate;
    }
}
