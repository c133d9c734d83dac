/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.libing.internal.JsonWriter;

/**
 * One event as it is reported.
 *
 * <pre>{@code
 * Request.event("report_filed").ofCase("RP1").at(LocalDate.of(2024, 6, 3)).by("township_gov:a")
 *     .with("registered_no", 1).id("desk-1").build();
 * }</pre>
 *
 * @param type     the event's type, as a pack declares it
 * @param about    the case, the party or the store
 * @param at       when it was true
 * @param by       who reports it: role and pseudonym
 * @param data     the event's fields: texts, whole numbers, booleans, {@code LocalDate},
 *                 {@code OffsetDateTime}, {@code BigDecimal} for decimals, lists and maps of these
 * @param id       an idempotency key: the same request under the same key gets the first receipt again
 * @param expect   the case's version that was seen, -1 for a case that must not exist
 * @param corrects the record of an event that this one corrects
 */
public record Request(String type, Subject about, When at, String by, Map<String, Object> data,
                      Optional<String> id, OptionalLong expect, OptionalLong corrects) {
    /**
     * Every member is there.
     *
     * @param type     the event's type, as a pack declares it
     * @param about    the case, the party or the store
     * @param at       when it was true
     * @param by       who reports it: role and pseudonym
     * @param data     the event's fields: texts, whole numbers, booleans, {@code LocalDate},
     *                 {@code OffsetDateTime}, {@code BigDecimal} for decimals, lists and maps of these
     * @param id       an idempotency key: the same request under the same key gets the first receipt again
     * @param expect   the case's version that was seen, -1 for a case that must not exist
     * @param corrects the record of an event that this one corrects
     */
    public Request {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(expect, "expect");
        Objects.requireNonNull(corrects, "corrects");
    }

    /**
     * Begin a request.
     *
     * @param type the event's type, as a pack declares it
     * @return a builder; it wants at least {@code at} and {@code by}
     */
    public static Builder event(String type) {
        return new Builder(type);
    }

    void write(JsonWriter out, ZoneOffset zone) {
        out.raw("{\"type\":").text(type).raw(",\"at\":").text(at.in(zone)).raw(",\"by\":").text(by);
        if (about instanceof Subject.OfCase one) {
            out.raw(",\"case\":").text(one.id());
        } else if (about instanceof Subject.OfParty one) {
            out.raw(",\"party\":").text(one.id());
        }
        if (id.isPresent()) {
            out.raw(",\"id\":").text(id.get());
        }
        if (expect.isPresent()) {
            out.raw(",\"expect\":").value(expect.getAsLong());
        }
        if (corrects.isPresent()) {
            out.raw(",\"corrects\":").value(corrects.getAsLong());
        }
        out.raw(",\"data\":").value(data).raw("}");
    }

    /** Puts a {@link Request} together. */
    public static final class Builder {
        private final String type;
        private Subject about = new Subject.OfStore();
        private When at;
        private String by;
        private final Map<String, Object> data = new LinkedHashMap<>();
        private Optional<String> id = Optional.empty();
        private OptionalLong expect = OptionalLong.empty();
        private OptionalLong corrects = OptionalLong.empty();

        private Builder(String type) {
            this.type = type;
        }

        /**
         * It is about a case.
         *
         * @param caseId the case's id
         * @return this
         */
        public Builder ofCase(String caseId) {
            about = new Subject.OfCase(caseId);
            return this;
        }

        /**
         * It is about a party.
         *
         * @param party kind and pseudonym, {@code "household:H3"}
         * @return this
         */
        public Builder ofParty(String party) {
            about = new Subject.OfParty(party);
            return this;
        }

        /**
         * When it was true.
         *
         * @param day a day whose hour is not known
         * @return this
         */
        public Builder at(LocalDate day) {
            at = When.of(day);
            return this;
        }

        /**
         * When it was true.
         *
         * @param moment to the second; another offset than the store's is turned into the store's
         * @return this
         */
        public Builder at(OffsetDateTime moment) {
            at = When.of(moment);
            return this;
        }

        /**
         * Who reports it.
         *
         * @param actor role and pseudonym, {@code "township_gov:a"}
         * @return this
         */
        public Builder by(String actor) {
            by = actor;
            return this;
        }

        /**
         * A field of the event.
         *
         * @param field as the pack names it
         * @param value as {@link Request#data()} says
         * @return this
         */
        public Builder with(String field, Object value) {
            data.put(field, value);
            return this;
        }

        /**
         * Fields of the event.
         *
         * @param fields by their names
         * @return this
         */
        public Builder with(Map<String, ?> fields) {
            data.putAll(fields);
            return this;
        }

        /**
         * An idempotency key.
         *
         * @param key unique in the store
         * @return this
         */
        public Builder id(String key) {
            id = Optional.of(key);
            return this;
        }

        /**
         * Refuse it when the case has moved on.
         *
         * @param version the case's version that was seen, -1 for a case that must not exist
         * @return this
         */
        public Builder expect(long version) {
            expect = OptionalLong.of(version);
            return this;
        }

        /**
         * It corrects an earlier event.
         *
         * @param seq that event's record
         * @return this
         */
        public Builder corrects(long seq) {
            corrects = OptionalLong.of(seq);
            return this;
        }

        /**
         * The request.
         *
         * @return what was said so far
         * @throws NullPointerException without {@code at} or {@code by}
         */
        public Request build() {
            return new Request(type, about, at, by, new LinkedHashMap<>(data), id, expect, corrects);
        }
    }
}
