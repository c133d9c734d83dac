/* SPDX-License-Identifier: Apache-2.0 */
/* What the evaluation of one record has found out and would otherwise compute again. */
#ifndef ING_PACK_MEMO_H
#define ING_PACK_MEMO_H

#include "pack/eval.h"

typedef struct ing_memo_fact {
    struct ing_memo_fact *next;
    const ing_view *view;
    bool before, unmoved;
    ing_value value;
    ing_read *reads;                /* by its function, and by those of the facts it rests on */
} ing_memo_fact;

typedef struct ing_memo {
    ing_memo_fact **facts;          /* by the fact's index; NULL while none was asked for */
    const ing_view *store;
    const ing_view *records_of;     /* the case whose records were asked for last */
    ing_records records;
    const ing_view *moving;         /* the case that is being moved, and its moves so far; NULL = none */
    const ing_moves *moves;
} ing_memo;

/* The judgement's memo, made when there is none; NULL without memory. */
ing_memo *ing_memo_of(ing_judgement *judgement);

#endif
