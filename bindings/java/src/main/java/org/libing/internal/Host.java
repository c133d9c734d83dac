/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.LongSupplier;

/**
 * What the library calls back. The native side names these methods; what one of them throws ends the call
 * and is kept in {@code thrown} until the call has ended. Used by one call at a time.
 */
public final class Host {
    private static final System.Logger.Level[] LEVELS = {
        System.Logger.Level.DEBUG, System.Logger.Level.INFO, System.Logger.Level.WARNING,
    };

    /** How far a long call has come. */
    @FunctionalInterface
    public interface Progress {
        /** Units done, and in all, or 0 where that is not known. */
        void report(long done, long total);
    }

    /** Receives one finding's fields, each with a NUL behind it. */
    @FunctionalInterface
    public interface Findings {
        /** Called in order of discovery. */
        void found(byte[] fields);
    }

    private final LongSupplier clock;
    private final System.Logger logger;
    private Progress progress;
    private Findings findings;
    private Throwable thrown;

    /** A host with a clock that tells milliseconds since 1970, and where messages go. */
    public Host(LongSupplier clock, System.Logger logger) {
        this.clock = clock;
        this.logger = logger;
    }

    /** Where progress goes from now on; null for nowhere. */
    public void reportTo(Progress to) {
        progress = to;
    }

    /** Where findings go from now on; null for nowhere. */
    public void tellTo(Findings to) {
        findings = to;
    }

    /** What a callback threw since the last time this was asked, or null. */
    public Throwable takeThrown() {
        Throwable taken = thrown;
        thrown = null;
        return taken;
    }

    long clock() {
        return clock.getAsLong();
    }

    /** A log sink cannot fail the call: what it throws goes where a thread's uncaught exceptions go. */
    void log(int level, byte[] message) {
        try {
            logger.log(LEVELS[level], new String(message, UTF_8));
        } catch (RuntimeException | Error failure) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    void progress(long done, long total) {
        if (progress != null) {
            progress.report(done, total);
        }
    }

    void finding(byte[] fields) {
        if (findings != null) {
            findings.found(fields);
        }
    }
}
