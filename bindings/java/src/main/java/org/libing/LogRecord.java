/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.libing.internal.Document;

/**
 * One record of the log: an event, or what followed from one.
 *
 * @param seq      its place in the log, from 0
 * @param type     the event's type, {@code decision}, {@code case.opened}, {@code pack.installed}, …
 * @param at       when it was true
 * @param recorded when it was recorded
 * @param about    the case, the party or the store
 * @param version  the case's version after it
 * @param by       who reported it: role and pseudonym
 * @param cause    the record that it follows from; empty for what was reported
 * @param data     the event's fields
 * @param line     the record as it is stored and hashed: one line of canonical JSON; empty in a {@link CaseFile}
 */
public record LogRecord(long seq, String type, When at, Instant recorded, Subject about, OptionalLong version,
                        Optional<String> by, OptionalLong cause, Map<String, Object> data, String line) {
    static LogRecord of(Document document, String line) {
        return new LogRecord(document.number("seq"), document.text("type"), When.parse(document.text("at")),
            Instant.parse(document.text("t")), Subject.of(document.members()), document.optionalNumber("cv"),
            document.optionalText("by"), document.optionalNumber("cause"), document.map("data"), line);
    }
}
