/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char story[] =
    "{\"type\":\"defect_found\",\"case\":\"D1\",\"at\":\"2024-01-05\",\"by\":\"inspector:1\",\"id\":\"a\",\"data\":{\"shop\":\"shop:S1\"}}\n"
    "{\"type\":\"fix_ordered\",\"case\":\"D1\",\"at\":\"2024-01-06\",\"by\":\"inspector:1\",\"data\":{}}\n"
    "{\"type\":\"visited\",\"party\":\"shop:S1\",\"at\":\"2024-02-01\",\"by\":\"inspector:1\",\"data\":{}}\n";

static int tell_time(void *user, int64_t *ms_out)
{
    (void)user;
    *ms_out = INT64_C(1710900000000);
    return 0;
}

libing_engine_options fuzz_store_options(void)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;

    options.clock = tell_time;
    options.busy_timeout_ms = 0;
    return options;
}

bool fuzz_store_write(const fuzz_store *store, const uint8_t *bytes, size_t len)
{
    FILE *file;
    char journal[80];
    bool good;

    (void)snprintf(journal, sizeof journal, "%s-journal", store->path);
    (void)unlink(journal);
    file = fopen(store->path, "wb");
    if (file == NULL)
        return false;
    good = fwrite(bytes, 1, len, file) == len;
    return fclose(file) == 0 && good;
}

static bool make(fuzz_store *store)
{
    libing_engine_options options = fuzz_store_options();
    libing_engine *engine = NULL;
    FILE *file;
    bool good;

    (void)snprintf(store->path, sizeof store->path, "/tmp/libing-fuzz-%ld.db", (long)getpid());
    (void)unlink(store->path);
    good = libing_init(store->path, NULL, &options, &engine, NULL) == LIBING_OK &&
           libing_install(engine, LIBING_SOURCE_DIR "/tests/api/people_pack", "2023-01-01", NULL, NULL) == LIBING_OK &&
           libing_append_many(engine, story, sizeof story - 1, NULL, NULL, NULL) == LIBING_OK;
    libing_close(engine);
    store->bytes = malloc(1 << 20);
    file = fopen(store->path, "rb");
    if (!good || store->bytes == NULL || file == NULL)
        return false;
    store->len = fread(store->bytes, 1, 1 << 20, file);
    return fclose(file) == 0;
}

static fuzz_store the_store;

static void forget(void)
{
    (void)unlink(the_store.path);
    free(the_store.bytes);
}

const fuzz_store *fuzz_store_get(void)
{
    if (the_store.bytes == NULL) {
        if (!make(&the_store))
            abort();
        (void)atexit(forget);
    }
    return &the_store;
}
