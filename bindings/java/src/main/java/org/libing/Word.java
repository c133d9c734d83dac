/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * An officer's word on a decision.
 *
 * @param by     role and pseudonym, {@code "township_gov:01"}
 * @param at     when it was said
 * @param reason why
 */
public record Word(String by, When at, Optional<String> reason) {
    /**
     * Every member is there.
     *
     * @param by     role and pseudonym, {@code "township_gov:01"}
     * @param at     when it was said
     * @param reason why
     */
    public Word {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Said on a day.
     *
     * @param by role and pseudonym
     * @param at the day
     * @return the word, without a reason
     */
    public static Word of(String by, LocalDate at) {
        return new Word(by, When.of(at), Optional.empty());
    }

    /**
     * Said at a moment.
     *
     * @param by role and pseudonym
     * @param at the moment
     * @return the word, without a reason
     */
    public static Word of(String by, OffsetDateTime at) {
        return new Word(by, When.of(at), Optional.empty());
    }

    /**
     * With a reason.
     *
     * @param why the reason
     * @return a copy
     */
    public Word because(String why) {
        return new Word(by, at, Optional.of(why));
    }
}
