/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.libing.internal.Document;

/** A measure as of a day: one value, or cases counted by theirs. */
public sealed interface Measure {
    /**
     * Of one case, or of the store.
     *
     * @param name   the fact that measures
     * @param asOf   the day, the end of which is meant; empty is everything that is recorded
     * @param caseId the case; empty for the store
     * @param value  empty when it is not known
     */
    record Value(String name, Optional<LocalDate> asOf, Optional<String> caseId, Optional<Object> value)
        implements Measure {
    }

    /**
     * Of all cases of a kind.
     *
     * @param name   the fact that measures
     * @param asOf   the day, the end of which is meant; empty is everything that is recorded
     * @param counts how many cases have each value
     * @param total  how many cases were counted
     */
    record Counts(String name, Optional<LocalDate> asOf, Map<String, Object> counts, long total)
        implements Measure {
    }

    /**
     * The fact that measures.
     *
     * @return its name in the pack
     */
    String name();

    /**
     * The day, the end of which is meant.
     *
     * @return the day; empty is everything that is recorded
     */
    Optional<LocalDate> asOf();

    /**
     * As libing writes it.
     *
     * @param members the document's members
     * @return a value or counts
     */
    static Measure of(Map<String, Object> members) {
        Document document = new Document(members);
        Optional<LocalDate> asOf = document.optionalText("as_of").map(LocalDate::parse);
        if (members.containsKey("counts")) {
            return new Counts(document.text("name"), asOf, document.map("counts"), document.number("total"));
        }
        return new Value(document.text("name"), asOf, document.optionalText("case"),
            Optional.ofNullable(members.get("value")));
    }
}
