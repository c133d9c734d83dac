/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

/** How far a long call has come. What it throws ends the call, which then has written nothing more. */
@FunctionalInterface
public interface Progress {
    /**
     * Called a few times a second at most, on the calling thread.
     *
     * @param done  units done
     * @param total units in all, or 0 when that is not known
     */
    void report(long done, long total);
}
