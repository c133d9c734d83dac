/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * What a new store says of itself.
 *
 * @param zone   the fixed offset of its dates and times
 * @param origin the log's name in checkpoints; empty is {@code "local/<uid>"}
 * @param uid    32 hex digits; empty is random
 */
public record Birth(ZoneOffset zone, Optional<String> origin, Optional<String> uid) {
    /** +08:00, named by a random uid. */
    public static final Birth DEFAULTS = new Birth(ZoneOffset.ofHours(8), Optional.empty(), Optional.empty());

    /**
     * Every member is there.
     *
     * @param zone   the fixed offset of its dates and times
     * @param origin the log's name in checkpoints; empty is {@code "local/<uid>"}
     * @param uid    32 hex digits; empty is random
     */
    public Birth {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(uid, "uid");
    }

    /**
     * In another zone.
     *
     * @param it the offset
     * @return a copy
     */
    public Birth withZone(ZoneOffset it) {
        return new Birth(it, origin, uid);
    }

    /**
     * With a name.
     *
     * @param it the log's name in checkpoints
     * @return a copy
     */
    public Birth withOrigin(String it) {
        return new Birth(zone, Optional.of(it), uid);
    }

    /**
     * With a given uid.
     *
     * @param it 32 hex digits
     * @return a copy
     */
    public Birth withUid(String it) {
        return new Birth(zone, origin, Optional.of(it));
    }
}
