/* SPDX-License-Identifier: Apache-2.0 */
/* string.format with %d %x %X %s %e %f %g %%; flags - + space 0 (and # with x), width and precision
 * at most 99. Put together by hand from digits, so that no build and no locale has a say. */
#include "script/internal.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>

#define DIGITS_MAX 512 /* 1e308 with 99 decimals has 409 */

typedef struct ing_spec {
    bool minus, plus, space, zero, alternate;
    size_t width;
    int precision; /* -1: none */
    char conversion;
} ing_spec;

/* Counts when `out` is NULL, writes otherwise. */
typedef struct ing_sink {
    char *out;
    size_t len;
} ing_sink;

static void put(ing_sink *sink, const char *bytes, size_t len)
{
    if (sink->out != NULL)
        memcpy(sink->out + sink->len, bytes, len);
    sink->len += len;
}

static void put_many(ing_sink *sink, char byte, size_t count)
{
    if (sink->out != NULL)
        memset(sink->out + sink->len, byte, count);
    sink->len += count;
}

static bool set_flag(ing_spec *spec, char c)
{
    switch (c) {
    case '-':
        spec->minus = true;
        return true;
    case '+':
        spec->plus = true;
        return true;
    case ' ':
        spec->space = true;
        return true;
    case '0':
        spec->zero = true;
        return true;
    case '#':
        spec->alternate = true;
        return true;
    default:
        return false;
    }
}

/* At most two digits; -1 when there is a third. */
static int read_number(ing_text format, size_t *at)
{
    int number = 0;

    for (int n = 0; *at < format.len && format.ptr[*at] >= '0' && format.ptr[*at] <= '9'; n++) {
        if (n == 2)
            return -1;
        number = number * 10 + (format.ptr[*at] - '0');
        (*at)++;
    }
    return number;
}

static bool is_allowed(const ing_spec *spec)
{
    switch (spec->conversion) {
    case 'd':
    case 'e':
    case 'f':
    case 'g':
        return !spec->alternate;
    case 'x':
    case 'X':
        return !spec->plus && !spec->space;
    case 's':
        return !spec->plus && !spec->space && !spec->zero && !spec->alternate;
    default:
        return false;
    }
}

/* `at` is after the %; afterwards after the conversion. */
static void read_spec(lua_State *L, ing_text format, size_t *at, ing_spec *spec)
{
    int width;
    size_t start = *at;

    *spec = (ing_spec){ .precision = -1 };
    while (*at < format.len && set_flag(spec, format.ptr[*at]))
        (*at)++;
    width = read_number(format, at);
    if (*at < format.len && format.ptr[*at] == '.') {
        (*at)++;
        spec->precision = read_number(format, at);
        width = spec->precision < 0 ? -1 : width;
    }
    spec->width = width > 0 ? (size_t)width : 0;
    spec->conversion = *at < format.len ? format.ptr[*at] : '\0';
    (*at)++;
    if (width < 0 || *at > format.len || *at - start > 12 || !is_allowed(spec))
        (void)ing_raise(
            L, "format() knows %%d %%x %%X %%s %%e %%f %%g %%%%, width and precision at most 99",
            "format() 只支持 %%d %%x %%X %%s %%e %%f %%g %%%%，宽度和精度至多 99");
}

/* sign or prefix, zeros, digits; with blanks (or zeros) to the width. */
static void put_number(ing_sink *sink, const ing_spec *spec, const char *prefix, size_t zeros,
                       ing_text digits, bool may_fill)
{
    size_t len = strlen(prefix) + zeros + digits.len;
    size_t fill = spec->width > len ? spec->width - len : 0;
    bool fill_zeros = may_fill && spec->zero && !spec->minus;

    if (!spec->minus && !fill_zeros)
        put_many(sink, ' ', fill);
    put(sink, prefix, strlen(prefix));
    put_many(sink, '0', zeros + (fill_zeros ? fill : 0));
    put(sink, digits.ptr, digits.len);
    if (spec->minus)
        put_many(sink, ' ', fill);
}

static const char *sign_of(const ing_spec *spec, bool is_negative)
{
    if (is_negative)
        return "-";
    return spec->plus ? "+" : spec->space ? " " : "";
}

static void put_integer(ing_sink *sink, const ing_spec *spec, lua_Integer number)
{
    char bytes[32];
    unsigned long long magnitude = (unsigned long long)number;
    bool is_decimal = spec->conversion == 'd';
    const char *prefix = "";
    size_t len;
    size_t wanted = spec->precision > 0 ? (size_t)spec->precision : 0;

    if (is_decimal) {
        prefix = sign_of(spec, number < 0);
        magnitude = number < 0 ? 0 - magnitude : magnitude;
        len = (size_t)snprintf(bytes, sizeof bytes, "%llu", magnitude);
    } else if (spec->conversion == 'x') {
        prefix = spec->alternate && number != 0 ? "0x" : "";
        len = (size_t)snprintf(bytes, sizeof bytes, "%llx", magnitude);
    } else {
        prefix = spec->alternate && number != 0 ? "0X" : "";
        len = (size_t)snprintf(bytes, sizeof bytes, "%llX", magnitude);
    }
    if (spec->precision == 0 && number == 0)
        len = 0;
    put_number(sink, spec, prefix, wanted > len ? wanted - len : 0, (ing_text){ bytes, len },
               spec->precision < 0);
}

static void put_float(ing_sink *sink, const ing_spec *spec, double number)
{
    char bytes[DIGITS_MAX];
    int precision = spec->precision < 0 ? 6 : spec->precision;
    double magnitude = fabs(number);
    int len;

    if (isnan(number)) {
        put_number(sink, spec, "", 0, ING_TEXT_LIT("nan"), false);
        return;
    }
    if (spec->conversion == 'e')
        len = snprintf(bytes, sizeof bytes, "%.*e", precision, magnitude);
    else if (spec->conversion == 'f')
        len = snprintf(bytes, sizeof bytes, "%.*f", precision, magnitude);
    else
        len = snprintf(bytes, sizeof bytes, "%.*g", precision, magnitude);
    put_number(sink, spec, sign_of(spec, signbit(number) != 0), 0, (ing_text){ bytes, (size_t)len },
               !isinf(number));
}

static ing_text printable(lua_State *L, int arg)
{
    switch (lua_type(L, arg)) {
    case LUA_TNIL:
        return ING_TEXT_LIT("nil");
    case LUA_TBOOLEAN:
        return lua_toboolean(L, arg) ? ING_TEXT_LIT("true") : ING_TEXT_LIT("false");
    case LUA_TSTRING:
    case LUA_TNUMBER:
        return ing_arg_text(L, arg);
    default: /* would show an address */
        (void)ing_raise(L, "format() of a %s", "format() 不接受 %s", luaL_typename(L, arg));
        return ING_TEXT_NONE;
    }
}

static void put_text(ing_sink *sink, const ing_spec *spec, ing_text text)
{
    size_t len = text.len;
    size_t fill;

    if (spec->precision >= 0 && len > (size_t)spec->precision)
        len = (size_t)spec->precision;
    fill = spec->width > len ? spec->width - len : 0;
    if (!spec->minus)
        put_many(sink, ' ', fill);
    put(sink, text.ptr, len);
    if (spec->minus)
        put_many(sink, ' ', fill);
}

static double float_argument(lua_State *L, int arg)
{
    if (ing_is_long_text(L, arg))
        (void)luaL_typeerror(L, arg, "number");
    return luaL_checknumber(L, arg);
}

static void put_argument(lua_State *L, ing_sink *sink, const ing_spec *spec, int arg)
{
    if (lua_isnone(L, arg))
        (void)luaL_argerror(L, arg, "no value");
    ing_charge(L, 0);
    switch (spec->conversion) {
    case 'd':
    case 'x':
    case 'X':
        put_integer(sink, spec, ing_arg_integer(L, arg));
        break;
    case 's':
        put_text(sink, spec, printable(L, arg));
        break;
    default:
        put_float(sink, spec, float_argument(L, arg));
        break;
    }
}

static void render(lua_State *L, ing_text format, ing_sink *sink)
{
    int arg = 1;

    for (size_t at = 0; at < format.len;) {
        ing_spec spec;
        size_t start = at;
        while (at < format.len && format.ptr[at] != '%')
            at++;
        put(sink, format.ptr + start, at - start);
        if (at == format.len)
            break;
        at++;
        if (at < format.len && format.ptr[at] == '%') {
            put(sink, "%", 1);
            at++;
            continue;
        }
        read_spec(L, format, &at, &spec);
        put_argument(L, sink, &spec, ++arg);
    }
}

int ing_string_format(lua_State *L)
{
    ing_text format = ing_arg_text(L, 1);
    ing_sink sink = { NULL, 0 };
    size_t size;

    ing_charge(L, format.len);
    render(L, format, &sink);
    size = sink.len;
    ing_check_text_size(L, size, "format");
    ing_charge(L, size);
    sink = (ing_sink){ ing_push_scratch(L, size, 1), 0 };
    render(L, format, &sink);
    lua_pushlstring(L, sink.out, sink.len);
    return 1;
}
