/* SPDX-License-Identifier: Apache-2.0 */
/* libing's documents for people: fields, records, decisions. */
#ifndef LIBING_CLI_DOCUMENT_H
#define LIBING_CLI_DOCUMENT_H

#include "cli.h"
#include "cli_table.h"

/* One line a member; nested objects as a.b, lists of objects as a.1.b. */
void cli_print_object(cli_call *cli, cli_json object);
/* A title, then the records or decisions of a list as a table; nothing when the list is empty. */
void cli_print_records(cli_call *cli, const char *title, cli_json list);
void cli_print_decisions(cli_call *cli, const char *title, cli_json list);
/* Deadlines that run; without a title (NULL) they stand alone, with their cases. */
void cli_print_deadlines(cli_call *cli, const char *title, cli_json list);
void cli_print_duties(cli_call *cli, cli_json list);

/* The same tables, row by row. */
void cli_records_begin(cli_table *table, cli_call *cli);
void cli_records_row(cli_table *table, cli_json record);
void cli_decisions_begin(cli_table *table, cli_call *cli, bool has_standing);
void cli_decisions_row(cli_table *table, cli_json record, const char *standing); /* NULL: none */

/* A receipt {seq, case, cv, t, at, late, repeated, opened, decisions, notes}: a sentence and a table. */
void cli_print_receipt(cli_call *cli, cli_json receipt);

/* The document as it is (--json), and freed in any case. */
void cli_print_document(cli_call *cli, libing_document *document);
cli_json cli_document_json(const libing_document *document);

#endif
