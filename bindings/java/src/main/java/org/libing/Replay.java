/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.libing.internal.Report;

/** What {@link Audit#replay} saw. */
public final class Replay {
    private final Report report;
    private final long causes;
    private final long same;
    private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
    private final Optional<String> runtimes;

    Replay(Report report) {
        String[] seen = report.summary();
        this.report = report;
        this.causes = Long.parseLong(seen[0]);
        this.same = Long.parseLong(seen[1]);
        for (Finding.Kind kind : Finding.Kind.values()) {
            counts.put(kind, Long.parseLong(seen[2 + kind.ordinal()]));
        }
        this.runtimes = Audit.some(seen[8]);
    }

    /**
     * Whether every consequence follows from its cause.
     *
     * @return true without findings
     */
    public boolean isFaithful() {
        return counts.values().stream().allMatch(count -> count == 0);
    }

    /**
     * Events, adoptions, lapses and officers' words that were fed again.
     *
     * @return how many
     */
    public long causes() {
        return causes;
    }

    /**
     * Causes whose consequences came out equal, line for line.
     *
     * @return how many
     */
    public long same() {
        return same;
    }

    /**
     * Findings of one kind.
     *
     * @param kind the kind
     * @return how many
     */
    public long count(Finding.Kind kind) {
        return counts.get(kind);
    }

    /**
     * Which Lua judged and which replayed.
     *
     * @return both, where they differ
     */
    public Optional<String> runtimes() {
        return runtimes;
    }

    /**
     * What differs, in order of discovery, fetched in blocks. May be asked for again.
     *
     * @return what was found
     */
    public Stream<Finding.Difference> findings() {
        return report.findings().map(fields -> (Finding.Difference) Finding.of(fields));
    }

    @Override
    public String toString() {
        return "Replay[causes=" + causes + ", same=" + same + ", " + counts + "]";
    }
}
