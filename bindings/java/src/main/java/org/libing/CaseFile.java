/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.libing.internal.Document;

/**
 * One case with everything that is known about it.
 *
 * @param id        the case's id
 * @param kind      its kind, as a pack declares it
 * @param subject   the party whose case it is
 * @param version   how often it has been added to
 * @param fields    what events said of it, the newest value of each field
 * @param states    where it stands in each procedure and region
 * @param facts     what the pack makes of it
 * @param deadlines those that run
 * @param records   all of them, in order
 * @param decisions all of them, in order
 */
public record CaseFile(String id, String kind, Optional<String> subject, long version,
                       Map<String, Object> fields, Map<String, Object> states, Map<String, Object> facts,
                       List<Deadline> deadlines, List<LogRecord> records, List<Decision> decisions) {
    static CaseFile of(byte[] text) {
        Document document = Document.of(text);
        return new CaseFile(document.text("id"), document.text("kind"), document.optionalText("subject"),
            document.number("version"), document.map("fields"), document.map("states"), document.map("facts"),
            Deadline.listOf(document),
            document.objects("records").stream().map(one -> LogRecord.of(one, "")).toList(),
            Decision.listOf(document));
    }
}
