/* SPDX-License-Identifier: Apache-2.0 */
/* Requests and records: what is read as canonical must be written as the same bytes. */
#include "fuzz.h"

#include "json/record.h"
#include "pack/pack.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_buf again = ING_BUF_INIT;
    ing_text text = { (const char *)bytes, len };
    const ing_json *value = NULL;
    ing_request request;
    ing_record record;

    (void)ing_request_read(&arena, text, &request, NULL);
    (void)ing_record_read(&arena, text, 28800, &record, NULL);
    if (ing_json_read_canonical(&arena, text, &value, NULL) == LIBING_OK) {
        ing_json_write(value, &again);
        if (again.len != len || memcmp(again.ptr, bytes, len) != 0)
            abort();
    }
    ing_buf_free(&again);
    ing_arena_free(&arena);
    return 0;
}
