/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 and random bytes, from libcrypto. */
#include "crypto/digest.h"

#include "base/mem.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

struct ing_hasher {
    EVP_MD *algorithm; /* fetched once: a fetch for each digest costs more than the digest */
    EVP_MD_CTX *ctx;
};

static libing_status fail_crypto(libing_error *err, const char *what)
{
    return ing_fail(err, LIBING_ERR_STORE, "crypto.failed", "libcrypto failed: %s",
                    "libcrypto 出错：%s", what);
}

libing_status ing_hasher_new(ing_hasher **out, libing_error *err)
{
    *out = NULL;
    ing_hasher *hasher = ing_mem_new(1, sizeof *hasher);
    if (hasher == NULL)
        return ing_fail_nomem(err);
    hasher->algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
    hasher->ctx = EVP_MD_CTX_new();
    if (hasher->algorithm == NULL || hasher->ctx == NULL) {
        ing_hasher_free(hasher);
        return fail_crypto(err, "SHA-256");
    }
    *out = hasher;
    return LIBING_OK;
}

void ing_hasher_free(ing_hasher *hasher)
{
    if (hasher == NULL)
        return;
    EVP_MD_CTX_free(hasher->ctx);
    EVP_MD_free(hasher->algorithm);
    ing_mem_free(hasher);
}

libing_status ing_hasher_begin(ing_hasher *hasher, libing_error *err)
{
    if (EVP_DigestInit_ex(hasher->ctx, hasher->algorithm, NULL) != 1)
        return fail_crypto(err, "SHA-256");
    return LIBING_OK;
}

libing_status ing_hasher_add(ing_hasher *hasher, const void *bytes, size_t len, libing_error *err)
{
    if (len > 0 && EVP_DigestUpdate(hasher->ctx, bytes, len) != 1)
        return fail_crypto(err, "SHA-256");
    return LIBING_OK;
}

libing_status ing_hasher_end(ing_hasher *hasher, ing_digest *out, libing_error *err)
{
    if (EVP_DigestFinal_ex(hasher->ctx, out->bytes, NULL) != 1)
        return fail_crypto(err, "SHA-256");
    return LIBING_OK;
}

libing_status ing_hasher_digest(ing_hasher *hasher, const void *a, size_t a_len, const void *b,
                                size_t b_len, const void *c, size_t c_len, ing_digest *out,
                                libing_error *err)
{
    libing_status status = ing_hasher_begin(hasher, err);
    if (status == LIBING_OK)
        status = ing_hasher_add(hasher, a, a_len, err);
    if (status == LIBING_OK)
        status = ing_hasher_add(hasher, b, b_len, err);
    if (status == LIBING_OK)
        status = ing_hasher_add(hasher, c, c_len, err);
    if (status == LIBING_OK)
        status = ing_hasher_end(hasher, out, err);
    return status;
}

void ing_digest_hex(const ing_digest *digest, char out[65])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < ING_DIGEST_BYTES; i++) {
        out[2 * i] = digits[digest->bytes[i] >> 4];
        out[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    out[64] = '\0';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool ing_digest_parse_hex(ing_text hex, ing_digest *out)
{
    ing_digest digest;
    if (hex.len != 2 * ING_DIGEST_BYTES)
        return false;
    for (size_t i = 0; i < ING_DIGEST_BYTES; i++) {
        int high = hex_value(hex.ptr[2 * i]), low = hex_value(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        digest.bytes[i] = (uint8_t)(high << 4 | low);
    }
    *out = digest;
    return true;
}

libing_status ing_random_bytes(uint8_t *out, size_t len, libing_error *err)
{
    while (len > 0) {
        int part = len < 4096 ? (int)len : 4096; /* libcrypto counts in int */
        if (RAND_bytes(out, part) != 1)
            return fail_crypto(err, "RAND_bytes");
        out += part;
        len -= (size_t)part;
    }
    return LIBING_OK;
}

const char *ing_crypto_version(void)
{
    return OpenSSL_version(OPENSSL_VERSION);
}
