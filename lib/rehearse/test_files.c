/* SPDX-License-Identifier: Apache-2.0 */
/* Finding and reading files. */
#include "rehearse/test_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FILE_BYTES_MAX (16 * 1024 * 1024)

libing_status ing_paths_add(ing_paths *paths, ing_text path, ing_arena *arena, libing_error *err)
{
    char *copy = ing_arena_text(arena, path.ptr, path.len);

    if (copy != NULL && paths->count == paths->cap) {
        size_t cap = paths->cap == 0 ? 8 : paths->cap * 2;
        ing_text *grown = ing_arena_new(arena, cap, sizeof *grown);

        if (grown == NULL)
            return ing_fail_nomem(err);
        if (paths->count > 0)
            memcpy(grown, paths->items, paths->count * sizeof *grown);
        paths->items = grown;
        paths->cap = cap;
    }
    if (copy == NULL)
        return ing_fail_nomem(err);
    paths->items[paths->count++] = (ing_text){ copy, path.len };
    return LIBING_OK;
}

static bool is_yaml(const char *name)
{
    size_t len = strlen(name);

    return len > 5 && name[0] != '.' && strcmp(name + len - 5, ".yaml") == 0;
}

static int by_name(const void *a, const void *b)
{
    return ing_text_order(*(const ing_text *)a, *(const ing_text *)b);
}

static libing_status add_folder(const char *directory, ing_arena *arena, ing_paths *out, libing_error *err)
{
    size_t first = out->count;
    ing_buf path = ING_BUF_INIT;
    const struct dirent *entry;
    DIR *folder;
    libing_status status = LIBING_OK;

    ing_buf_printf(&path, "%s/scenarios", directory);
    if (path.failed)
        return ing_fail_nomem(err);
    folder = opendir(path.ptr);
    for (entry = folder != NULL ? readdir(folder) : NULL; entry != NULL && status == LIBING_OK;
         entry = readdir(folder)) {
        if (!is_yaml(entry->d_name))
            continue;
        ing_buf_clear(&path);
        ing_buf_printf(&path, "%s/scenarios/%s", directory, entry->d_name);
        status = path.failed ? ing_fail_nomem(err) : ing_paths_add(out, ing_buf_view(&path), arena, err);
    }
    if (folder != NULL)
        (void)closedir(folder); /* it was only read */
    ing_buf_free(&path);
    if (out->count > first) /* a folder has no order of its own */
        qsort(out->items + first, out->count - first, sizeof *out->items, by_name);
    return status;
}

libing_status ing_paths_of_pack(const char *directory, ing_arena *arena, ing_paths *out, libing_error *err)
{
    ing_buf path = ING_BUF_INIT;
    libing_status status = LIBING_OK;

    *out = (ing_paths){ NULL, 0, 0 };
    ing_buf_printf(&path, "%s/scenarios.yaml", directory);
    if (path.failed)
        status = ing_fail_nomem(err);
    else if (access(path.ptr, F_OK) == 0)
        status = ing_paths_add(out, ing_buf_view(&path), arena, err);
    ing_buf_free(&path);
    return status == LIBING_OK ? add_folder(directory, arena, out, err) : status;
}

libing_status ing_file_read(const char *path, ing_buf *out, libing_error *err)
{
    FILE *file = fopen(path, "rb");
    libing_status status = LIBING_OK;
    size_t got = 1;

    if (file == NULL && errno == ENOENT)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "rehearse.no_file", "there is no '%s'", "没有“%s”", path);
    if (file == NULL)
        return ing_fail(err, LIBING_ERR_STORE, "rehearse.unreadable", "cannot read '%s'", "无法读取“%s”", path);
    while (status == LIBING_OK && got > 0) {
        char block[8192];

        got = fread(block, 1, sizeof block, file);
        ing_buf_add(out, block, got);
        if (out->failed)
            status = ing_fail_nomem(err);
        else if (out->len > FILE_BYTES_MAX)
            status = ing_fail(err, LIBING_ERR_TOOLONG, "rehearse.too_long", "'%s' has more than 16 MiB",
                              "“%s”超过16 MiB", path);
    }
    if (status == LIBING_OK && ferror(file))
        status = ing_fail(err, LIBING_ERR_STORE, "rehearse.unreadable", "cannot read '%s'", "无法读取“%s”", path);
    (void)fclose(file); /* it was only read */
    return status;
}
