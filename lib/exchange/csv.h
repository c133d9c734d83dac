/* SPDX-License-Identifier: Apache-2.0 */
/* CSV as a stream: RFC 4180 with a header line, UTF-8, plain or gzip by its content. Memory is one
 * block and one row, however long the file. */
#ifndef ING_EXCHANGE_CSV_H
#define ING_EXCHANGE_CSV_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

#define ING_CSV_ROW_MAX ((size_t)1024 * 1024) /* bytes of one row, so that a lost quote is found soon */

typedef struct ing_csv ing_csv;

/* Opens the file and reads its header. A byte order mark is passed over. LIBING_ERR_NOTFOUND,
 * LIBING_ERR_STORE (cannot be read), LIBING_ERR_TEXT (no header, or a name twice). */
libing_status ing_csv_open(const char *path, ing_csv **out, libing_error *err);
void ing_csv_close(ing_csv *csv); /* NULL is fine */

/* The column names, borrowed until the reader is closed. */
const ing_text *ing_csv_header(const ing_csv *csv, size_t *count_out);

/* The next row: as many cells as the header has, each with a NUL behind it, borrowed until the next
 * call. LIBING_DONE at the end.
 * Blank lines are passed over, unless the file has one column. LIBING_ERR_TEXT: another number of cells,
 * a quote out of place or never closed, a lone CR, bytes that are not UTF-8; LIBING_ERR_TOOLONG;
 * LIBING_ERR_STORE: a file that ends early or is damaged. After a failure nothing more can be read. */
libing_status ing_csv_next(ing_csv *csv, const ing_text **cells_out, libing_error *err);

/* The line, from 1, on which the last row began. */
int64_t ing_csv_line(const ing_csv *csv);

/* Bytes of the file as it lies on the disk: read so far, and in all (0 = not known). */
void ing_csv_progress(const ing_csv *csv, uint64_t *done_out, uint64_t *total_out);

#endif
