/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * The desk of those who write rules: drawings, pages and comparisons of packs.
 *
 * Functions here read a pack's directory and need no store; they may run in any thread.
 */
#ifndef LIBING_DESK_H
#define LIBING_DESK_H

#include <libing/engine.h>

LIBING_BEGIN_DECLS

/** How libing_pack_graph() draws. */
typedef enum libing_graph_format {
    LIBING_GRAPH_MERMAID = 1,       /**< stateDiagram-v2, for pages that draw it themselves */
    LIBING_GRAPH_SVG = 2            /**< a self-contained picture, fit for A3 */
} libing_graph_format;

/**
 * Draw the procedures of a pack: states, the rules on the arrows, regions, deadlines with their lengths.
 *
 * @param directory  Folder with pack.lua; the pack must load.
 * @param procedure  Its id; NULL = all, in order of declaration.
 * @param language   Of the drawing, "zh" or "en"; NULL is "zh". Messages are in the language of `err`.
 * @param out        {procedures: [{id, text, en?, zh?}]}; free it with libing_document_free().
 * @param err        May be NULL.
 * @return LIBING_OK; LIBING_ERR_NOTFOUND no such folder or procedure; LIBING_ERR_PACK the pack does not
 *         load: file, line and column are set; LIBING_ERR_INVALID an unknown format; LIBING_ERR_TOOLONG,
 *         LIBING_ERR_STORE as libing_pack_check(); LIBING_ERR_NOMEM.
 * @since 0.1
 */
LIBING_API libing_status libing_pack_graph(const char *directory, const char *procedure,
                                           libing_graph_format format, const char *language,
                                           libing_document **out, libing_error *err);

/**
 * The whole pack as one HTML page for people who read no Lua: every rule in words, parameters with their
 * days and sources, tables, procedures drawn, provisions with the days on which they hold, an index.
 *
 * The page is complete in itself: no scripts, nothing fetched, fit to print.
 *
 * @param directory  Folder with pack.lua; the pack must load.
 * @param language   Of the page, "zh" or "en"; NULL is "zh". Messages are in the language of `err`.
 * @param out        {text}: the page; free it with libing_document_free().
 * @param err        May be NULL.
 * @return LIBING_OK; LIBING_ERR_NOTFOUND no such folder; LIBING_ERR_PACK the pack does not load: file, line
 *         and column are set; LIBING_ERR_TOOLONG, LIBING_ERR_STORE as libing_pack_check(); LIBING_ERR_NOMEM.
 * @since 0.1
 */
LIBING_API libing_status libing_pack_doc(const char *directory, const char *language,
                                         libing_document **out, libing_error *err);

/**
 * What is different between two packs, in words: values of parameters with their days, conditions and outcomes
 * of rules, states, deadlines, rows of tables, provisions.
 *
 * @param old_directory  Folder with pack.lua; the pack must load.
 * @param new_directory  The same, of the other pack.
 * @param language       Of the words, "zh" or "en"; NULL is "zh". Messages are in the language of `err`.
 * @param out            {same, changes: [{change: "added" | "changed" | "removed", construct, id, title?, word,
 *                       details: [sentence, …]}]}; free it with libing_document_free().
 * @param err            May be NULL.
 * @return As libing_pack_doc().
 * @since 0.1
 */
LIBING_API libing_status libing_pack_diff(const char *old_directory, const char *new_directory,
                                          const char *language, libing_document **out, libing_error *err);

/**
 * Begin a pack of one's own that extends another: pack.lua, own.lua with examples to be uncommented,
 * scenarios.yaml with one scenario, README.md. It loads, checks clean and passes its scenario as it is.
 *
 * @param directory  Folder to write; made where it is not there. One with a pack.lua is refused.
 * @param extends    Folder of the parent, which must load. Where it does not lie beside `directory` under its own
 *                   id, its files are copied to base/<id>/.
 * @param id         Of the new pack: 1 to 63 letters, digits and . _ -
 * @param err        May be NULL.
 * @return LIBING_OK; LIBING_ERR_EXISTS there is a pack already; LIBING_ERR_INVALID an argument, the id, or a parent
 *         that has one itself; LIBING_ERR_NOTFOUND no parent there; LIBING_ERR_PACK the parent does not load;
 *         LIBING_ERR_STORE a file cannot be read or written; LIBING_ERR_TOOLONG; LIBING_ERR_NOMEM.
 * @since 0.1
 */
LIBING_API libing_status libing_pack_new(const char *directory, const char *extends, const char *id,
                                         libing_error *err);

LIBING_END_DECLS

#endif
