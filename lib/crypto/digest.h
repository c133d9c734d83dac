/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256, through OpenSSL's EVP with a digest fetched once and a context reused. */
#ifndef ING_CRYPTO_DIGEST_H
#define ING_CRYPTO_DIGEST_H

#include "base/buf.h"
#include "base/error.h"

#include <stdint.h>

#define ING_DIGEST_BYTES 32

typedef struct ing_digest { uint8_t bytes[ING_DIGEST_BYTES]; } ing_digest;

typedef struct ing_hasher ing_hasher; /* one thread at a time */

libing_status ing_hasher_new(ing_hasher **out, libing_error *err);
void ing_hasher_free(ing_hasher *hasher);

/* One digest over up to three parts; parts of length 0 may be NULL. */
libing_status ing_hasher_digest(ing_hasher *hasher, const void *a, size_t a_len, const void *b,
                                size_t b_len, const void *c, size_t c_len, ing_digest *out,
                                libing_error *err);

/* Streaming. */
libing_status ing_hasher_begin(ing_hasher *hasher, libing_error *err);
libing_status ing_hasher_add(ing_hasher *hasher, const void *bytes, size_t len, libing_error *err);
libing_status ing_hasher_end(ing_hasher *hasher, ing_digest *out, libing_error *err);

void ing_digest_hex(const ing_digest *digest, char out[65]);
/* 64 lower-case digits, exactly. */
bool ing_digest_parse_hex(ing_text hex, ing_digest *out);

/* Unpredictable bytes, seeded by the operating system, for uids. */
libing_status ing_random_bytes(uint8_t *out, size_t len, libing_error *err);

/* The library that is running, e.g. "OpenSSL 3.0.19 27 Jan 2026", for info. Static. */
const char *ing_crypto_version(void);

#endif
