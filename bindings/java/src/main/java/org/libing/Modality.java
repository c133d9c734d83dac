/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Locale;

/** How strongly a rule speaks. */
public enum Modality {
    /** 应当. */
    MUST,
    /** 可以. */
    MAY,
    /** 不得. */
    MUST_NOT;

    static Modality of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
