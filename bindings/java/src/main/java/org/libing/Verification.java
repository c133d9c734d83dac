/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.stream.Stream;
import org.libing.internal.Report;

/** What {@link Audit#verify} saw. */
public final class Verification {
    private final Report report;
    private final long records;
    private final long blobs;
    private final long damages;
    private final String root;

    Verification(Report report) {
        String[] seen = report.summary();
        this.report = report;
        this.records = Long.parseLong(seen[0]);
        this.blobs = Long.parseLong(seen[1]);
        this.damages = Long.parseLong(seen[2]);
        this.root = seen[3];
    }

    /**
     * Whether the record is whole.
     *
     * @return true without damages
     */
    public boolean isWhole() {
        return damages == 0;
    }

    /**
     * Records that were checked.
     *
     * @return how many
     */
    public long records() {
        return records;
    }

    /**
     * Blobs that were checked.
     *
     * @return how many
     */
    public long blobs() {
        return blobs;
    }

    /**
     * Damages that were found.
     *
     * @return how many
     */
    public long damages() {
        return damages;
    }

    /**
     * Root of the tree, recomputed from the log: compare it with one that was kept elsewhere.
     *
     * @return 64 hex digits
     */
    public String root() {
        return root;
    }

    /**
     * The damages, in order of discovery, fetched in blocks. May be asked for again.
     *
     * @return what was found
     */
    public Stream<Finding.Damage> findings() {
        return report.findings().map(fields -> (Finding.Damage) Finding.of(fields));
    }

    @Override
    public String toString() {
        return "Verification[records=" + records + ", blobs=" + blobs + ", damages=" + damages + ", root=" + root
            + "]";
    }
}
