/* SPDX-License-Identifier: Apache-2.0 */
/* The readable page about rules that heard a record. */
#ifndef ING_ENGINE_EXPLAIN_TEXT_H
#define ING_ENGINE_EXPLAIN_TEXT_H

#include "json/record.h"

/* `rules` is a list of what ing_judge_explain() gives, nearest first. */
void ing_explain_rules_text(const ing_json *rules, const ing_record *record, const char *language,
                            ing_buf *out);

#endif
