/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Rule packs: a directory of Lua files, read and checked without a store.
 *
 * Functions here need no engine and may run in any thread; a list of diagnostics is immutable.
 */
#ifndef LIBING_PACK_H
#define LIBING_PACK_H

#include <libing/status.h>

#include <stdbool.h>

LIBING_BEGIN_DECLS

/** One finding of libing_pack_check(). Texts are borrowed until the list is freed. */
typedef struct libing_diagnostic {
    const char *code;               /**< stable: "E101", "W206"; codes beginning with E keep a pack from loading */
    const char *file;               /**< relative to the pack's directory */
    int32_t     line, column;       /**< from 1; 0 where there is none */
    const char *message;            /**< what is wrong and what to write instead */
} libing_diagnostic;

/** The findings about one pack, in order of file, line and column. */
typedef struct libing_diagnostics libing_diagnostics;

/**
 * Load a pack and list everything that is wrong with it.
 *
 * @param directory  Folder with pack.lua.
 * @param language   "zh" or "en"; NULL is "en".
 * @param out        Receives the list, empty when the pack is clean; free it with libing_diagnostics_free().
 * @param err        May be NULL.
 * @return LIBING_OK when the pack was read, however bad it is; LIBING_ERR_NOTFOUND no such folder or no
 *         pack.lua; LIBING_ERR_TOOLONG a file over 64 KiB or a pack over 16 MiB; LIBING_ERR_STORE a file
 *         cannot be read; LIBING_ERR_NOMEM.
 * @since 0.1
 */
LIBING_API libing_status libing_pack_check(const char *directory, const char *language,
                                           libing_diagnostics **out, libing_error *err);

/** How many findings there are, and how many of them are errors. */
LIBING_API size_t libing_diagnostics_count(const libing_diagnostics *list);
LIBING_API size_t libing_diagnostics_errors(const libing_diagnostics *list);

/** Finding `index`, borrowed; NULL beyond the end. */
LIBING_API const libing_diagnostic *libing_diagnostics_get(const libing_diagnostics *list, size_t index);

/** Free a list; NULL is fine. */
LIBING_API void libing_diagnostics_free(libing_diagnostics *list);

LIBING_END_DECLS

#endif
