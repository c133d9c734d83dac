/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Import: histories kept elsewhere, as requests.
 */
#ifndef LIBING_EXCHANGE_H
#define LIBING_EXCHANGE_H

#include <libing/engine.h>

LIBING_BEGIN_DECLS

/** Options of libing_import(); make it with LIBING_IMPORT_OPTIONS_INIT. */
typedef struct libing_import_options {
    size_t  size;
    int64_t rows_per_transaction;   /**< default 10,000 */
} libing_import_options;

/** Initialiser of libing_import_options. */
#define LIBING_IMPORT_OPTIONS_INIT { sizeof(libing_import_options), 10000 }

/** What libing_import() did. */
typedef struct libing_import_report {
    size_t  size;
    int64_t rows;                   /**< read, without the header */
    int64_t dropped;                /**< for which the map returned nil */
    int64_t appended, repeated, decisions, records;
    int64_t failed_row;             /**< from 1; 0 when all went well */
} libing_import_report;

/** Initialiser of libing_import_report. */
#define LIBING_IMPORT_REPORT_INIT { sizeof(libing_import_report), 0, 0, 0, 0, 0, 0, 0 }

/**
 * Append the rows of a CSV file (RFC 4180, UTF-8, header line; gzip is recognised by its content).
 *
 * The map is a sandboxed Lua file that returns a function: it gets one row (column name → text, an
 * empty cell is nil) and returns a request, or nil to drop the row; it sees nothing else. Whole
 * transactions of `rows_per_transaction` are kept when a later row fails; the report says how far it
 * came.
 *
 * @return LIBING_OK; LIBING_ERR_NOTFOUND a file; LIBING_ERR_TEXT a row that is no CSV; LIBING_ERR_PACK,
 *         LIBING_ERR_RULE or LIBING_ERR_LIMIT the map failed; otherwise as libing_append().
 * @since 0.1
 */
LIBING_API libing_status libing_import(libing_engine *engine, const char *csv_path, const char *map_path,
                                       const libing_import_options *options,
                                       libing_import_report *report, libing_error *err);

LIBING_END_DECLS

#endif
