/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of lints share. */
#ifndef ING_PACK_LINT_H
#define ING_PACK_LINT_H

#include "pack/load.h"

/* Does a test refuse a value that is `value`. Only what constants alone decide. */
bool ing_lint_refuses(const ing_expr *test, const ing_value *value);
/* Can the two conditions never hold together, as far as constants and known, unknown, no say. */
bool ing_lint_excludes(const ing_expr *a, const ing_expr *b);

/* pack_lint.c: W206 for a thing without titles. */
void ing_lint_titles(ing_load *load, const char *construct, ing_text id, const ing_titles *titles);
/* lint_basis.c: provisions in force, penalties without a statute, functions that only read (W206, W207, W208). */
void ing_lint_basis(ing_load *load);
/* lint_course.c: states and deadlines, and rules with `to` among themselves (W201, W202, W203). */
void ing_lint_course(ing_load *load);
/* lint_table.c: gaps and overlaps (W205). */
void ing_lint_tables(ing_load *load);

#endif
