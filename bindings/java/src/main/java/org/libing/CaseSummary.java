/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Optional;
import org.libing.internal.Document;

/**
 * A case in a list of cases; {@link Engine#caseFile} has all of it.
 *
 * @param id      the case's id
 * @param kind    its kind, as a pack declares it
 * @param subject the party whose case it is
 * @param version how often it has been added to
 * @param opened  its first record
 * @param last    its newest record
 */
public record CaseSummary(String id, String kind, Optional<String> subject, long version, long opened,
                          long last) {
    static CaseSummary of(byte[] text) {
        Document document = Document.of(text);
        return new CaseSummary(document.text("id"), document.text("kind"), document.optionalText("subject"),
            document.number("version"), document.number("opened"), document.number("last"));
    }
}
