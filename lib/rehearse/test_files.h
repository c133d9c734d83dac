/* SPDX-License-Identifier: Apache-2.0 */
/* Files of a rehearsal: which there are, and their bytes. */
#ifndef ING_REHEARSE_TEST_FILES_H
#define ING_REHEARSE_TEST_FILES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

typedef struct ing_paths { ing_text *items; size_t count, cap; } ing_paths;

/* scenarios.yaml of the folder, and every .yaml in its folder scenarios, by name. None is fine. */
libing_status ing_paths_of_pack(const char *directory, ing_arena *arena, ing_paths *out, libing_error *err);
libing_status ing_paths_add(ing_paths *paths, ing_text path, ing_arena *arena, libing_error *err);

/* A whole file. LIBING_ERR_NOTFOUND; LIBING_ERR_TOOLONG over 16 MiB; LIBING_ERR_STORE. */
libing_status ing_file_read(const char *path, ing_buf *out, libing_error *err);

#endif
