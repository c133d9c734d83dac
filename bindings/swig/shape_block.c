/* SPDX-License-Identifier: Apache-2.0 */
#include "shape_block.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST 512

static void fail_nomem(libing_error *err)
{
    err->code = LIBING_ERR_NOMEM;
    (void)snprintf(err->id, sizeof err->id, "memory.none");
    (void)snprintf(err->message, sizeof err->message, "%s",
                   strcmp(err->language, "zh") == 0 ? "内存不足" : "out of memory");
}

libing_status told(libing_error *err, libing_status status)
{
    err->code = status < 0 ? status : LIBING_OK;
    return status;
}

byte_block *byte_block_new(libing_error *err)
{
    byte_block *block = calloc(1, sizeof *block);

    if (block != NULL)
        block->bytes = malloc(ROOM_FIRST);
    if (block == NULL || block->bytes == NULL) {
        byte_block_free(block);
        fail_nomem(err);
        return NULL;
    }
    block->room = ROOM_FIRST;
    return block;
}

void byte_block_free(byte_block *block)
{
    if (block == NULL)
        return;
    free(block->bytes);
    free(block);
}

byte_block *byte_block_whole(byte_block *block, libing_error *err)
{
    if (!block->has_failed)
        return block;
    byte_block_free(block);
    fail_nomem(err);
    return NULL;
}

static bool make_room(byte_block *block, size_t more)
{
    size_t room = block->room;
    char *bytes;

    if (block->has_failed || more > SIZE_MAX / 4 - block->len)
        block->has_failed = true;
    if (block->has_failed || block->len + more <= room)
        return !block->has_failed;
    while (room < block->len + more)
        room *= 2;
    bytes = realloc(block->bytes, room);
    block->has_failed = bytes == NULL;
    if (bytes == NULL)
        return false;
    block->bytes = bytes;
    block->room = room;
    return true;
}

void put_fields(byte_block *block, const char *fields, size_t len)
{
    if (len == 0 || !make_room(block, len))
        return;
    memcpy(block->bytes + block->len, fields, len);
    block->len += len;
}

void put_bytes(byte_block *block, const char *bytes, size_t len)
{
    if (!make_room(block, len + 1))
        return;
    put_fields(block, bytes, len);
    block->bytes[block->len++] = '\0';
}

void put_text(byte_block *block, const char *text)
{
    put_bytes(block, text, text != NULL ? strlen(text) : 0);
}

void put_number(byte_block *block, int64_t number)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%" PRId64, number);
    put_text(block, text);
}
