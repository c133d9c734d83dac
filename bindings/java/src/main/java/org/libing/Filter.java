/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Optional;

/**
 * Which decisions or records are wanted. Begin with {@link #ALL} and narrow it.
 *
 * @param caseId  of this case
 * @param rule    by this rule; decisions only
 * @param action  this action; decisions only
 * @param fromSeq from this record on
 */
public record Filter(Optional<String> caseId, Optional<String> rule, Optional<String> action, long fromSeq) {
    /** All there are. */
    public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), 0);

    /**
     * Of one case.
     *
     * @param it the case's id
     * @return a copy
     */
    public Filter withCase(String it) {
        return new Filter(Optional.of(it), rule, action, fromSeq);
    }

    /**
     * By one rule.
     *
     * @param it the rule's id
     * @return a copy
     */
    public Filter withRule(String it) {
        return new Filter(caseId, Optional.of(it), action, fromSeq);
    }

    /**
     * Of one action.
     *
     * @param it the action
     * @return a copy
     */
    public Filter withAction(String it) {
        return new Filter(caseId, rule, Optional.of(it), fromSeq);
    }

    /**
     * From a record on.
     *
     * @param it its seq
     * @return a copy
     */
    public Filter from(long it) {
        return new Filter(caseId, rule, action, it);
    }
}
