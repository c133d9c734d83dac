/* SPDX-License-Identifier: Apache-2.0 */
/* The conditions of a rule, all evaluated, as a tree that explanations and nearest misses walk. */
#ifndef ING_PACK_WHY_H
#define ING_PACK_WHY_H

#include "pack/wording.h"

typedef enum ing_why_kind { ING_WHY_LEAF, ING_WHY_ALL, ING_WHY_ANY, ING_WHY_NO } ing_why_kind;

typedef struct ing_why {
    ing_why_kind kind;
    const ing_expr *expr;           /* NULL for groups made of several conditions */
    ing_text source, reason;        /* `reason`: of an entry of require */
    ing_truth truth;
    ing_eval at;                    /* where it was evaluated */
    ing_value actual;               /* LEAF: the left value */
    ing_text zh, en;
    size_t count;                   /* kids of a group; of a fact, its conditions (0 or 1) */
    struct ing_why **kids;
    bool is_open;                   /* LEAF that stands for kids[0] */
    size_t to_true, to_false;       /* fewest changes that would make it so */
} ing_why;

/* why_tree.c */
libing_status ing_why_build(const ing_eval *at, const ing_expr *expr, int depth, ing_why **out,
                            libing_error *err);
/* A group of conditions; kids are set by the caller, then ing_why_settle() reckons it. */
ing_why *ing_why_group(const ing_eval *at, ing_why_kind kind, size_t count);
libing_status ing_why_settle(ing_why *why, const char *zh, const char *en, libing_error *err);
/* What a fact's function has read, as a node of its own; *out NULL where `expr` is no such fact. */
libing_status ing_why_function(const ing_eval *at, const ing_expr *expr, ing_why **out, libing_error *err);

/* miss.c. The cheapest set of changes that makes `why` true, appended to the list; each with what would
 * do. */
libing_status ing_miss_list(const ing_why *why, bool wanted, ing_json_builder *list, libing_error *err);
/* {zh, en, value?, days?}: what would make a leaf that fails as it is wanted. */
libing_status ing_miss_would_do(const ing_why *why, bool wanted, const ing_json **out, libing_error *err);

#endif
