/* SPDX-License-Identifier: Apache-2.0 */
/* An import: the map up to a NUL, the CSV behind it. */
#include "fuzz.h"

#include "exchange/csv.h"
#include "json/json.h"
#include "script/rowmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void apply(ing_rowmap *map, const ing_csv *csv, const ing_text *cells)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_json_builder row = ing_json_begin(&arena);
    const ing_json *object, *out = NULL;
    size_t count = 0;
    const ing_text *names = ing_csv_header(csv, &count);

    for (size_t i = 0; i < count; i++) {
        ing_json cell = ing_json_of_text(cells[i]);
        ing_json_put(&row, names[i], &cell);
    }
    object = ing_json_end_object(&row);
    if (object != NULL)
        (void)ing_rowmap_apply(map, object, &arena, &out, NULL);
    ing_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const ing_program_limits limits = { 20000, 4194304, 0 };
    const uint8_t *end = len > 0 ? memchr(bytes, 0, len) : NULL;
    size_t source = end != NULL ? (size_t)(end - bytes) : 0;
    char path[] = "/tmp/libing-fuzz-XXXXXX";
    int file = mkstemp(path);
    ing_rowmap *map = NULL;
    ing_csv *csv = NULL;
    const ing_text *cells;

    if (end != NULL)
        source++;
    if (file >= 0 && write(file, bytes + source, len - source) == (ssize_t)(len - source)) {
        if (end != NULL)
            (void)ing_rowmap_new(ING_TEXT_LIT("m.lua"), (ing_text){ (const char *)bytes, source - 1 }, &limits, NULL, &map, NULL);
        (void)ing_csv_open(path, &csv, NULL);
        while (csv != NULL && ing_csv_next(csv, &cells, NULL) == LIBING_OK) {
            if (map != NULL)
                apply(map, csv, cells);
        }
    }
    ing_csv_close(csv);
    ing_rowmap_free(map);
    if (file >= 0)
        (void)close(file);
    (void)unlink(path);
    return 0;
}
