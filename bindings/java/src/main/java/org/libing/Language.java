/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

/** In which messages and explanations are written. */
public enum Language {
    /** English. */
    EN("en"),
    /** 中文. */
    ZH("zh");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /**
     * As libing and BCP 47 name it.
     *
     * @return {@code "en"} or {@code "zh"}
     */
    public String tag() {
        return tag;
    }
}
