/* SPDX-License-Identifier: Apache-2.0 */
/* utf8: char, codepoint, len. Strict: no surrogates, nothing beyond U+10FFFF, no overlong forms. */
#include "script/internal.h"

#include <lauxlib.h>

static bool is_scalar(uint32_t code)
{
    return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

/* Bytes of the character at `at`, 0 when there is none. */
static size_t decode(ing_text text, size_t at, uint32_t *code)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned char first = (unsigned char)text.ptr[at];
    size_t len = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;

    if (len == 0 || first >= 0xF8 || len > text.len - at)
        return 0;
    *code = len == 1 ? first : first & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)text.ptr[at + i];
        if ((next & 0xC0) != 0x80)
            return 0;
        *code = *code << 6 | (next & 0x3Fu);
    }
    return *code >= least[len] && is_scalar(*code) ? len : 0;
}

static size_t encode(uint32_t code, char out[4])
{
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    if (len == 1) {
        out[0] = (char)code;
        return 1;
    }
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(unsigned char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(unsigned char)(lead[len] | code);
    return len;
}

static int utf8_char(lua_State *L)
{
    int count = lua_gettop(L);
    size_t len = 0;
    char *out;

    ing_charge(L, (size_t)count * 4);
    out = ing_push_scratch(L, (size_t)count, 4);
    for (int i = 1; i <= count; i++) {
        lua_Integer code = ing_arg_integer(L, i);
        luaL_argcheck(L, code >= 0 && code <= 0x10FFFF && is_scalar((uint32_t)code), i,
                      "value out of range");
        len += encode((uint32_t)code, out + len);
    }
    lua_pushlstring(L, out, len);
    return 1;
}

/* Negative positions count from the end; beyond it below the first byte is 0. */
static lua_Integer position(lua_Integer i, size_t len)
{
    if (i >= 0)
        return i;
    return i < -(lua_Integer)len ? 0 : (lua_Integer)len + i + 1;
}

static void refuse_lax(lua_State *L)
{
    if (lua_toboolean(L, 4))
        (void)ing_raise(L, "utf8 functions have no lax mode here", "此处的 utf8 函数没有宽松模式");
}

static int utf8_codepoint(lua_State *L)
{
    ing_text text = ing_arg_text(L, 1);
    lua_Integer first = position(ing_arg_integer_or(L, 2, 1), text.len);
    lua_Integer last = position(ing_arg_integer_or(L, 3, first), text.len);
    int count = 0;

    refuse_lax(L);
    luaL_argcheck(L, first >= 1, 2, "out of bounds");
    luaL_argcheck(L, last <= (lua_Integer)text.len, 3, "out of bounds");
    ing_charge(L, first <= last ? (size_t)(last - first) + 1 : 0);
    for (size_t at = (size_t)first - 1; (lua_Integer)at < last;) {
        uint32_t code = 0;
        size_t len = decode(text, at, &code);
        if (len == 0)
            return ing_raise(L, "invalid UTF-8 at byte %I", "第 %I 字节起不是有效的 UTF-8",
                             (LUAI_UACINT)at + 1);
        ing_check_results(L, (size_t)count + 1, "codepoint");
        lua_pushinteger(L, code);
        count++;
        at += len;
    }
    return count;
}

static int utf8_len(lua_State *L)
{
    ing_text text = ing_arg_text(L, 1);
    lua_Integer first = position(ing_arg_integer_or(L, 2, 1), text.len);
    lua_Integer last = position(ing_arg_integer_or(L, 3, -1), text.len);
    lua_Integer count = 0;

    refuse_lax(L);
    luaL_argcheck(L, first >= 1 && first <= (lua_Integer)text.len + 1, 2,
                  "initial position out of bounds");
    luaL_argcheck(L, last <= (lua_Integer)text.len, 3, "final position out of bounds");
    ing_charge(L, first <= last ? (size_t)(last - first) + 1 : 0);
    for (size_t at = (size_t)first - 1; (lua_Integer)at < last; count++) {
        uint32_t code = 0;
        size_t len = decode(text, at, &code);
        if (len == 0) {
            lua_pushnil(L);
            lua_pushinteger(L, (lua_Integer)at + 1);
            return 2;
        }
        at += len;
    }
    lua_pushinteger(L, count);
    return 1;
}

const ing_library_entry ing_library_utf8[] = {
    { "char", utf8_char }, { "codepoint", utf8_codepoint }, { "len", utf8_len }, { NULL, NULL }
};
