/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.List;
import org.libing.internal.Document;

/**
 * A deadline that runs.
 *
 * @param caseId    the case
 * @param procedure the procedure that it belongs to
 * @param name      what it is called there
 * @param due       the last day, or the moment
 * @param setBy     the record that set it
 */
public record Deadline(String caseId, String procedure, String name, When due, long setBy) {
    static Deadline of(Document document) {
        return new Deadline(document.text("case"), document.text("procedure"), document.text("deadline"),
            When.parse(document.text("due")), document.number("set_by"));
    }

    static List<Deadline> listOf(Document document) {
        return document.objects("deadlines").stream().map(Deadline::of).toList();
    }
}
