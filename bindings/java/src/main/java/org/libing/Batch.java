/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

/**
 * What a bulk call did.
 *
 * @param requests  read
 * @param dropped   rows of an import that its map passed over
 * @param appended  events recorded
 * @param repeated  answered from an earlier receipt
 * @param decisions made
 * @param records   written in all
 */
public record Batch(long requests, long dropped, long appended, long repeated, long decisions, long records) {
    static final Batch NONE = new Batch(0, 0, 0, 0, 0, 0);

    Batch plus(Batch other) {
        return new Batch(requests + other.requests, dropped + other.dropped, appended + other.appended,
            repeated + other.repeated, decisions + other.decisions, records + other.records);
    }
}
