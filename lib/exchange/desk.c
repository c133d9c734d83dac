/* SPDX-License-Identifier: Apache-2.0 */
/* The desk: how its verbs come by a pack. */
#include "exchange/desk.h"

bool ing_desk_is_zh(const char *language)
{
    return language == NULL || strncmp(language, "zh", 2) == 0;
}

libing_status ing_desk_load(const char *directory, const void *out, ing_pack **pack, libing_error *err)
{
    ing_pack_source source = { ING_ARENA_INIT, 0, NULL };
    libing_status status;

    *pack = NULL;
    if (directory == NULL || out == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "desk.argument", "no directory given, or nowhere to answer",
                        "没有给出目录，或没有接收结果的位置");
    status = ing_pack_source_directory(directory, &source, err);
    if (status == LIBING_OK)
        status = ing_pack_load(&source, NULL, NULL, NULL, pack, err);
    ing_pack_source_free(&source);
    return status;
}
