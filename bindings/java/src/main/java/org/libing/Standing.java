/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Locale;

/** How a decision stands now. */
public enum Standing {
    /** Nobody has answered it yet, or nobody needs to. */
    IN_FORCE,
    /** Another rule stood in its way. */
    BLOCKED,
    /** The role that decides has confirmed it. */
    CONFIRMED,
    /** It was carried out. */
    EXECUTED,
    /** The role that decides has declined it. */
    DECLINED,
    /** A rule has revoked it. */
    REVOKED;

    static Standing of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
