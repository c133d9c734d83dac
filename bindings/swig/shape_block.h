/* SPDX-License-Identifier: Apache-2.0 */
/* Making a byte_block: fields that each end in a NUL. A failed allocation is remembered and told once. */
#ifndef LIBING_SHAPE_BLOCK_H
#define LIBING_SHAPE_BLOCK_H

#include "shape.h"

/* Typemaps go by err->code: what the call returned, whatever it tried and did without on its way. */
libing_status told(libing_error *err, libing_status status);

/* NULL and LIBING_ERR_NOMEM when there is no memory. Has room for a row of counts. */
byte_block *byte_block_new(libing_error *err);
/* The block, or NULL and LIBING_ERR_NOMEM when one of the puts had no memory; the block is freed then. */
byte_block *byte_block_whole(byte_block *block, libing_error *err);

void put_bytes(byte_block *block, const char *bytes, size_t len);
void put_text(byte_block *block, const char *text); /* NULL is put as an empty field */
void put_number(byte_block *block, int64_t number);
/* Bytes that are fields already. */
void put_fields(byte_block *block, const char *fields, size_t len);

#endif
