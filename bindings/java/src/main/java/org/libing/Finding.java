/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One thing that an audit found. */
public sealed interface Finding {
    /**
     * What {@link Audit#verify} found: the record is not whole.
     *
     * @param seq     the first record concerned
     * @param table   where in the file
     * @param column  where in the table; or a trigger's or an index's name
     * @param message a sentence
     */
    record Damage(OptionalLong seq, Optional<String> table, Optional<String> column, String message)
        implements Finding {
    }

    /**
     * What {@link Audit#replay} found: consequences that do not follow from their causes.
     *
     * @param kind       in which manner
     * @param seq        the record concerned
     * @param rule       the rule concerned
     * @param recorded   the line as it is recorded
     * @param recomputed the line as it should be
     * @param message    a sentence
     */
    record Difference(Kind kind, OptionalLong seq, Optional<String> rule, Optional<String> recorded,
                      Optional<String> recomputed, String message) implements Finding {
    }

    /** In which manner the recorded and the recomputed part. */
    enum Kind {
        /** Recorded otherwise than it was recomputed. */
        DIFFERENT,
        /** Recomputed, and not recorded. */
        OMITTED,
        /** Recorded, and not recomputed. */
        EXTRA,
        /** A pack, a calendar or a blob that replaying needs is not there. */
        MISSING,
        /** A rule used up four times its recorded limit. */
        LIMIT,
        /** Another Lua judged, and it matters. */
        RUNTIME
    }

    /**
     * The record concerned.
     *
     * @return its seq
     */
    OptionalLong seq();

    /**
     * What was found, in the language asked for.
     *
     * @return a sentence
     */
    String message();

    /**
     * As the library tells it.
     *
     * @param fields kind, seq, table, column, rule, recorded, recomputed, message
     * @return the finding
     */
    static Finding of(List<String> fields) {
        long number = Long.parseLong(fields.get(1));
        OptionalLong seq = number >= 0 ? OptionalLong.of(number) : OptionalLong.empty();
        if (fields.get(0).equals("DAMAGED")) {
            return new Damage(seq, Audit.some(fields.get(2)), Audit.some(fields.get(3)), fields.get(7));
        }
        return new Difference(Kind.valueOf(fields.get(0)), seq, Audit.some(fields.get(4)),
            Audit.some(fields.get(5)), Audit.some(fields.get(6)), fields.get(7));
    }
}
