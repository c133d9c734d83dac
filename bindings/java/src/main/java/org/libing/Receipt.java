/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.libing.internal.Document;

/**
 * The answer to one recorded event, or to an officer's word.
 *
 * @param seq       the record's place in the log
 * @param at        when it was true
 * @param recorded  when it was recorded
 * @param about     the case, the party or the store
 * @param version   the case's version after it; expect it, and be refused when somebody was faster
 * @param late      whether it is older than what is recorded already about the case
 * @param repeated  whether it was recorded before, under the same key: this is the first receipt again
 * @param opened    whether it opened the case
 * @param decisions what followed
 * @param notes     why rules that matched made no new decision
 */
public record Receipt(long seq, When at, Instant recorded, Subject about, OptionalLong version, boolean late,
                      boolean repeated, boolean opened, List<Decision> decisions, List<Note> notes) {
    static Receipt of(byte[] text) {
        Document document = Document.of(text);
        return new Receipt(document.number("seq"), When.parse(document.text("at")),
            Instant.parse(document.text("t")), Subject.of(document.members()), document.optionalNumber("cv"),
            document.flag("late"), document.flag("repeated"), document.flag("opened"),
            Decision.listOf(document), document.objects("notes").stream().map(Note::of).toList());
    }
}
