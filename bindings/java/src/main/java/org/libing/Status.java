/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Arrays;

/** Which failure a {@link LibingException} is. The numbers are frozen. */
public enum Status {
    /** An argument that is none: a bug in the caller. */
    INVALID(-10),
    /** The engine was closed. */
    CLOSED(-11),
    /** A callback called its own engine back. */
    BUSY(-12),
    /** The engine was opened before a fork. */
    FORKED(-13),
    /** No such case, record, rule, measure or file. */
    NOTFOUND(-20),
    /** It is there already: a store's file, a case that was expected not to exist. */
    EXISTS(-21),
    /** The same idempotency key with another request. */
    CONFLICT(-22),
    /** The case has moved on since the version that was expected. */
    STALE(-23),
    /** An unknown event, field, action, role, kind or word. */
    WORD(-30),
    /** A value of another type than the vocabulary's. */
    TYPE(-31),
    /** A date or time that is none, or in another zone. */
    DATE(-32),
    /** JSON or UTF-8 that is none. */
    TEXT(-33),
    /** Over a stated length. */
    TOOLONG(-34),
    /** Valid time more than 24 hours after the clock. */
    FUTURE(-35),
    /** This role may not record that, or not after what it did before. */
    ROLE(-40),
    /** The store, case or decision is in no state for this. */
    STATE(-41),
    /** A pack that does not load, or none in force. */
    PACK(-50),
    /** A rule failed while it was judged. */
    RULE(-51),
    /** A rule used up its instructions or memory. */
    LIMIT(-52),
    /** Decisions caused decisions too deep. */
    DEPTH(-53),
    /** A working day asked for outside the calendar. */
    CALENDAR(-54),
    /** SQLite or the operating system failed. */
    STORE(-60),
    /** The file is no libing store. */
    NOTSTORE(-61),
    /** Written by a newer format. */
    VERSION(-62),
    /** The file contradicts itself. */
    DAMAGED(-63),
    /** The disk is full. */
    FULL(-64),
    /** The file or its directory cannot be written. */
    READONLY(-65),
    /** Another process held the write lock too long. */
    LOCKED(-66),
    /** The clock is behind the log by more than five minutes. */
    CLOCK(-67),
    /** Out of memory. */
    NOMEM(-70),
    /** A callback failed; what it threw comes out instead. */
    HOST(-71),
    /** The wall-clock guard ended the evaluation. */
    TIMEOUT(-72),
    /** {@link Engine#interrupt()} ended the call. */
    INTERRUPTED(-73);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    /**
     * The number that every language and the command line use for it.
     *
     * @return a negative number
     */
    public int code() {
        return code;
    }

    static Status of(int code) {
        return Arrays.stream(values()).filter(one -> one.code == code).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no status has the code " + code));
    }
}
