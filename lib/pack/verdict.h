/* SPDX-License-Identifier: Apache-2.0 */
/* How a rule stands on a record, before it says anything. */
#ifndef ING_PACK_VERDICT_H
#define ING_PACK_VERDICT_H

#include "pack/eval.h"

typedef struct ing_verdict {
    bool holds;                     /* `from` and `given` are true */
    const ing_branch *failed;       /* the first entry of `require` that is not true; NULL = none */
    size_t reached;                 /* entries of `require` that were looked at */
    const ing_branch *branch;       /* of `choose`, the one that speaks; NULL = none */
} ing_verdict;

/* `from`, `given` and `require` alone. What moves the case or a deadline is asked on the case as it was
 * before it did, whenever that is. */
libing_status ing_verdict_stands(const ing_eval *at, const ing_rule *rule, ing_verdict *out,
                                 libing_error *err);
ing_eval ing_verdict_before(const ing_eval *at, const ing_rule *rule);
/* Is the case in one of the rule's `from` states, or in one that nobody knows. */
libing_status ing_verdict_from(const ing_eval *at, const ing_rule *rule, bool *out, libing_error *err);
/* What `otherwise` says of a rule that its `require` stopped. */
libing_status ing_verdict_stop(const ing_eval *at, const ing_rule *rule, const ing_verdict *verdict,
                               ing_outcomes *out, libing_error *err);

libing_status ing_verdict_find(const ing_eval *at, const ing_rule *rule, ing_verdict *out,
                               libing_error *err);

/* Where a rule is judged: on its record, or on a visit. */
ing_eval ing_verdict_place(ing_judgement *judgement, const ing_value *element);

/* What a failed evaluation says of its rule; a full arena is LIBING_ERR_NOMEM even after success. */
libing_status ing_verdict_close(ing_judgement *judgement, const ing_rule *rule,
                                libing_status status, libing_error *err);

#endif
