/* SPDX-License-Identifier: Apache-2.0 */
/* A pack that extends another: where the parent's files are, and one list of declarations out of two. */
#ifndef ING_PACK_INHERIT_H
#define ING_PACK_INHERIT_H

#include "pack/load.h"

/* "bayi >= 1.0": the parent's id, and the version asked for (absent = any). False when it is neither. */
bool ing_extends_read(ing_text written, ing_text *id, ing_text *least);

/* Runs the parent's pack.lua, where the child's names one, and keeps its body in load->parent. A parent that
 * is not there, is another one or too old, or has a parent itself, is a finding. */
libing_status ing_inherit_begin(ing_load *load, const ing_declaration *head, libing_error *err);

/* The member of the child's head, or of the parent's. */
const ing_syntax *ing_inherit_member(const ing_load *load, const ing_syntax *body, const char *name);

/* Is this one of the parent's files. */
bool ing_inherit_is_parents(const ing_load *load, int32_t file);

/* Makes load->declarations of all that were run: replaced ones stand where the parent's stood, dropped ones
 * are gone. E111 for what is locked, says no reason, or is not there. */
void ing_inherit_merge(ing_load *load);

#endif
