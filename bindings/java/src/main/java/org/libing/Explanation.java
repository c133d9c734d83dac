/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Map;
import org.libing.internal.Document;

/**
 * Why a decision was made, or why rules stayed silent.
 *
 * @param seq      the record that was asked about
 * @param text     a page to read, in the engine's language
 * @param document the same for programs: clauses, rule, pack, facts, causes
 */
public record Explanation(long seq, String text, Map<String, Object> document) {
    static Explanation of(byte[] text) {
        Document document = Document.of(text);
        return new Explanation(document.number("seq"), document.text("text"), document.members());
    }

    /** The page. */
    @Override
    public String toString() {
        return text;
    }
}
