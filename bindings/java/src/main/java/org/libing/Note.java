/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.OptionalLong;
import org.libing.internal.Document;

/**
 * Why a rule that matched made no new decision.
 *
 * @param note     a stable name of the reason
 * @param rule     the rule's id
 * @param text     the reason, in the engine's language
 * @param decision the decision that is in force already
 */
public record Note(String note, String rule, String text, OptionalLong decision) {
    static Note of(Document document) {
        return new Note(document.text("note"), document.text("rule"), document.text("text"),
            document.optionalNumber("decision"));
    }
}
