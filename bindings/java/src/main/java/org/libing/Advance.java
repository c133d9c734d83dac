/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.List;
import org.libing.internal.Document;

/**
 * What ended when time went on.
 *
 * @param to        the time that was said
 * @param lapsed    deadlines that ended
 * @param decisions what followed
 */
public record Advance(When to, long lapsed, List<Decision> decisions) {
    static Advance of(byte[] text) {
        Document document = Document.of(text);
        return new Advance(When.parse(document.text("to")), document.number("lapsed"), Decision.listOf(document));
    }
}
