/* SPDX-License-Identifier: Apache-2.0 */
/* Exact rational numbers within the log's integers: what cannot be held is refused, never wrapped. */
#include "pack/eval.h"

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* a * b, false beyond 64 bits. Neither is INT64_MIN: numbers begin within ±(2^63-1). */
static bool multiply(int64_t a, int64_t b, int64_t *out)
{
    int64_t size_a = a < 0 ? -a : a, size_b = b < 0 ? -b : b;
    if (size_b != 0 && size_a > INT64_MAX / size_b)
        return false;
    *out = a * b;
    return true;
}

static bool add(int64_t a, int64_t b, int64_t *out)
{
    if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < -INT64_MAX - b))
        return false;
    *out = a + b;
    return true;
}

static int64_t floor_of(ing_number a)
{
    int64_t whole = a.above / a.below;
    return a.above % a.below < 0 ? whole - 1 : whole;
}

static ing_number lowest(ing_number a)
{
    int64_t common = common_divisor(a.above, a.below);
    if (common > 1)
        a = (ing_number){ a.above / common, a.below / common };
    return a;
}

static bool is_within(ing_number a)
{
    int64_t whole = floor_of(a);
    bool is_whole = a.above % a.below == 0;
    return whole >= -ING_JSON_INTEGER_MAX &&
           (whole < ING_JSON_INTEGER_MAX || (whole == ING_JSON_INTEGER_MAX && is_whole));
}

static bool power_of_ten(int32_t places, int64_t *out)
{
    *out = 1;
    for (int32_t i = 0; i < places; i++) {
        if (!multiply(*out, 10, out))
            return false;
    }
    return true;
}

bool ing_number_of(const ing_value *value, ing_number *out)
{
    *out = (ing_number){ value->number, 1 };
    switch (value->kind) {
    case ING_VALUE_INTEGER:
        return true;
    case ING_VALUE_DECIMAL:
        return power_of_ten(value->places, &out->below);
    case ING_VALUE_RATIO:
        out->below = value->divisor;
        return value->divisor > 0;
    default:
        return false;
    }
}

/* By whole parts, then by the inverses of what is left: nothing is multiplied, nothing overflows. The
 * remainders shrink as in Euclid's algorithm. */
int ing_number_order(ing_number a, ing_number b)
{
    int sign = 1;
    for (;;) {
        int64_t whole_a = floor_of(a), whole_b = floor_of(b);
        if (whole_a != whole_b)
            return whole_a < whole_b ? -sign : sign;
        int64_t rest_a = a.above - whole_a * a.below, rest_b = b.above - whole_b * b.below;
        if (rest_a == 0 || rest_b == 0)
            return rest_a == rest_b ? 0 : rest_a == 0 ? -sign : sign;
        a = (ing_number){ a.below, rest_a };
        b = (ing_number){ b.below, rest_b };
        sign = -sign;
    }
}

bool ing_number_add(ing_number a, ing_number b, bool minus, ing_number *out)
{
    int64_t left, right;
    if (minus)
        b.above = -b.above;
    a = lowest(a);
    b = lowest(b);
    int64_t common = common_divisor(a.below, b.below);
    bool fits = multiply(a.above, b.below / common, &left) &&
                multiply(b.above, a.below / common, &right) && add(left, right, &out->above) &&
                multiply(a.below, b.below / common, &out->below);
    if (fits)
        *out = lowest(*out);
    return fits && is_within(*out);
}

bool ing_number_multiply(ing_number a, ing_number b, ing_number *out)
{
    ing_number first = lowest((ing_number){ a.above, b.below });
    ing_number second = lowest((ing_number){ b.above, a.below });
    bool fits = multiply(first.above, second.above, &out->above) &&
                multiply(first.below, second.below, &out->below);
    if (fits)
        *out = lowest(*out);
    return fits && is_within(*out);
}

int64_t ing_number_half_up(ing_number a)
{
    int64_t whole = floor_of(a), rest = a.above - whole * a.below;
    return rest >= a.below - rest ? whole + 1 : whole;
}

bool ing_number_places(ing_number a, int32_t places, int64_t *out)
{
    ing_number scale = { 1, 1 }, scaled;
    if (!power_of_ten(places, &scale.above) || !ing_number_multiply(a, scale, &scaled))
        return false;
    *out = scaled.above;
    return scaled.below == 1;
}
