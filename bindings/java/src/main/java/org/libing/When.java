/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.libing.internal.JsonWriter;

/** When something was true: a day whose hour is not known, or a moment. */
public sealed interface When {
    /**
     * A day.
     *
     * @param date the day, in the store's zone
     */
    record Day(LocalDate date) implements When {
        @Override
        public String toString() {
            return date.toString();
        }
    }

    /**
     * A moment.
     *
     * @param time the moment, to the second
     */
    record Moment(OffsetDateTime time) implements When {
        @Override
        public LocalDate date() {
            return time.toLocalDate();
        }

        @Override
        public String toString() {
            return JsonWriter.when(time, time.getOffset());
        }
    }

    /**
     * The day, or the day of the moment.
     *
     * @return a date in the store's zone
     */
    LocalDate date();

    /**
     * A day.
     *
     * @param date the day
     * @return the day
     */
    static When of(LocalDate date) {
        return new Day(date);
    }

    /**
     * A moment.
     *
     * @param time the moment; its offset may be another than the store's
     * @return the moment
     */
    static When of(OffsetDateTime time) {
        return new Moment(time);
    }

    /**
     * Either, as libing writes it.
     *
     * @param text {@code "2024-03-15"} or {@code "2024-03-15T09:00:00+08:00"}
     * @return what the text says
     * @throws java.time.format.DateTimeParseException when it is neither
     */
    static When parse(String text) {
        return text.indexOf('T') < 0 ? of(LocalDate.parse(text)) : of(OffsetDateTime.parse(text));
    }

    /**
     * As a store wants it.
     *
     * @param zone the store's offset
     * @return {@code "2024-03-15"}, or the moment with that offset
     */
    default String in(ZoneOffset zone) {
        return this instanceof Moment moment ? JsonWriter.when(moment.time(), zone) : date().toString();
    }
}
