/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 against FIPS 180 examples, hex, random bytes. */
#include "crypto/digest.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static int set_up(void **state)
{
    ing_hasher *hasher = NULL;
    assert_int_equal(LIBING_OK, ing_hasher_new(&hasher, NULL));
    *state = hasher;
    return 0;
}

static int tear_down(void **state)
{
    ing_hasher_free(*state);
    return 0;
}

static void assert_hex(const char *expected, const ing_digest *digest)
{
    char hex[65];
    ing_digest_hex(digest, hex);
    assert_string_equal(expected, hex);
}

static void digest__known_texts_have_known_digests(void **state)
{
    ing_digest digest;
    assert_int_equal(LIBING_OK, ing_hasher_digest(*state, "abc", 3, NULL, 0, NULL, 0, &digest, NULL));
    assert_hex(ABC, &digest);
    assert_int_equal(LIBING_OK, ing_hasher_digest(*state, NULL, 0, NULL, 0, NULL, 0, &digest, NULL));
    assert_hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", &digest);
}

static void digest__parts_count_as_one_text(void **state)
{
    ing_digest digest;
    assert_int_equal(LIBING_OK, ing_hasher_digest(*state, "a", 1, "b", 1, "c", 1, &digest, NULL));
    assert_hex(ABC, &digest);
    assert_int_equal(LIBING_OK, ing_hasher_digest(*state, NULL, 0, "ab", 2, "c", 1, &digest, NULL));
    assert_hex(ABC, &digest);
}

static void digest__streamed_bytes_give_the_same(void **state)
{
    ing_digest digest;
    assert_int_equal(LIBING_OK, ing_hasher_begin(*state, NULL));
    for (int i = 0; i < 1000000; i += 1000) {
        char part[1000];
        memset(part, 'a', sizeof part);
        assert_int_equal(LIBING_OK, ing_hasher_add(*state, part, sizeof part, NULL));
    }
    assert_int_equal(LIBING_OK, ing_hasher_end(*state, &digest, NULL));
    assert_hex("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", &digest);
}

static void digest__abandoned_stream_does_not_leak_into_the_next(void **state)
{
    ing_digest digest;
    assert_int_equal(LIBING_OK, ing_hasher_begin(*state, NULL));
    assert_int_equal(LIBING_OK, ing_hasher_add(*state, "xyz", 3, NULL));
    assert_int_equal(LIBING_OK, ing_hasher_digest(*state, "abc", 3, NULL, 0, NULL, 0, &digest, NULL));
    assert_hex(ABC, &digest);
}

static void digest__hex_comes_back(void **state)
{
    ing_digest digest;
    (void)state;
    assert_true(ing_digest_parse_hex(ING_TEXT_LIT(ABC), &digest));
    assert_int_equal(0xBA, digest.bytes[0]);
    assert_int_equal(0xAD, digest.bytes[31]);
    assert_hex(ABC, &digest);
}

static void digest__other_hex_is_refused_and_changes_nothing(void **state)
{
    ing_digest digest = { { 7 } };
    (void)state;
    assert_false(ing_digest_parse_hex(ING_TEXT_NONE, &digest));
    assert_false(ing_digest_parse_hex(ING_TEXT_LIT("ba78"), &digest));
    assert_false(ing_digest_parse_hex(ING_TEXT_LIT(ABC "00"), &digest));
    assert_false(ing_digest_parse_hex(
        ING_TEXT_LIT("BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), &digest));
    assert_false(ing_digest_parse_hex(
        ING_TEXT_LIT("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ag"), &digest));
    assert_int_equal(7, digest.bytes[0]);
}

static void random__bytes_fill_the_whole_and_differ(void **state)
{
    static uint8_t first[10000], second[10000];
    size_t zeros = 0;
    (void)state;
    assert_int_equal(LIBING_OK, ing_random_bytes(first, sizeof first, NULL));
    assert_int_equal(LIBING_OK, ing_random_bytes(second, sizeof second, NULL));
    assert_memory_not_equal(first, second, sizeof first);
    for (size_t i = 0; i < sizeof first; i++)
        zeros += first[i] == 0;
    assert_true(zeros < 200); /* 39 expected; an unfilled chunk would have thousands */
    assert_int_equal(LIBING_OK, ing_random_bytes(NULL, 0, NULL));
}

static void hasher__without_memory_is_nomem_and_null(void **state)
{
    ing_hasher *hasher = NULL;
    (void)state;
    ing_mem_fail_after(1, false);
    assert_int_equal(LIBING_ERR_NOMEM, ing_hasher_new(&hasher, NULL));
    ing_mem_fail_after(0, false);
    assert_null(hasher);
    ing_hasher_free(NULL);
}

static void crypto__version_names_the_library(void **state)
{
    (void)state;
    assert_memory_equal("OpenSSL ", ing_crypto_version(), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digest__known_texts_have_known_digests),
        cmocka_unit_test(digest__parts_count_as_one_text),
        cmocka_unit_test(digest__streamed_bytes_give_the_same),
        cmocka_unit_test(digest__abandoned_stream_does_not_leak_into_the_next),
        cmocka_unit_test(digest__hex_comes_back),
        cmocka_unit_test(digest__other_hex_is_refused_and_changes_nothing),
        cmocka_unit_test(random__bytes_fill_the_whole_and_differ),
        cmocka_unit_test(hasher__without_memory_is_nomem_and_null),
        cmocka_unit_test(crypto__version_names_the_library),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
