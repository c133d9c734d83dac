/* SPDX-License-Identifier: Apache-2.0 */
/* A store's file with bytes changed: four bytes of input say where (three) and to what (one). */
#include "fuzz_store.h"

#include <libing/audit.h>

#include <stdlib.h>
#include <string.h>

static const char request[] = "{\"type\":\"fixed\",\"case\":\"D1\",\"at\":\"2024-02-20\",\"by\":\"inspector:1\",\"data\":{}}";

static void use(const char *path)
{
    libing_engine_options options = fuzz_store_options();
    libing_engine *engine = NULL;
    libing_document *out = NULL;
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;

    (void)libing_verify(path, NULL, NULL, NULL);
    (void)libing_replay(path, NULL, NULL, NULL);
    if (libing_open(path, &options, &engine, NULL) != LIBING_OK)
        return;
    if (libing_records(engine, NULL, &iterator, NULL) == LIBING_OK) {
        while (libing_iterator_next(iterator, &item, NULL) == LIBING_OK)
            ;
    }
    libing_iterator_free(iterator);
    (void)libing_case_show(engine, "D1", &out, NULL);
    libing_document_free(out);
    (void)libing_append(engine, request, sizeof request - 1, NULL, NULL, NULL);
    libing_close(engine);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const fuzz_store *store = fuzz_store_get();
    uint8_t *copy = malloc(store->len);

    if (copy == NULL)
        return 0;
    memcpy(copy, store->bytes, store->len);
    for (size_t i = 0; i + 4 <= len && i < 256; i += 4)
        copy[((size_t)bytes[i] << 16 | (size_t)bytes[i + 1] << 8 | bytes[i + 2]) % store->len] = bytes[i + 3];
    if (fuzz_store_write(store, copy, store->len))
        use(store->path);
    free(copy);
    return 0;
}
