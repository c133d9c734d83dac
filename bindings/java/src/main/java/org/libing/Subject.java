/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Map;
import org.libing.internal.Document;

/** What a record is about. */
public sealed interface Subject {
    /**
     * A case.
     *
     * @param id the case's id
     */
    record OfCase(String id) implements Subject {
        @Override
        public String toString() {
            return id;
        }
    }

    /**
     * A party.
     *
     * @param id kind and pseudonym, {@code "household:H3"}
     */
    record OfParty(String id) implements Subject {
        @Override
        public String toString() {
            return id;
        }
    }

    /** The store as a whole. */
    record OfStore() implements Subject {
        @Override
        public String toString() {
            return "the store";
        }
    }

    /**
     * What a record is about.
     *
     * @param members the record's members
     * @return the case, the party, or the store
     */
    static Subject of(Map<String, Object> members) {
        Document document = new Document(members);
        return document.optionalText("case").<Subject>map(OfCase::new)
            .or(() -> document.optionalText("party").map(OfParty::new)).orElseGet(OfStore::new);
    }
}
