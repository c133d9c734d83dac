/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How an engine is opened. Begin with {@link #DEFAULTS} and change what differs.
 *
 * @param language    of messages and explanations
 * @param busyTimeout how long to wait for another process that writes
 * @param readOnly    nothing can be appended, the file is not touched
 * @param clock       stands in for the system's clock
 * @param logger      where the library's messages go
 * @param timeout     how long one evaluation may take; it aborts and never decides
 * @param cacheBytes  for cases kept in memory; 0 is 64 MiB
 */
public record EngineOptions(Language language, Duration busyTimeout, boolean readOnly, Clock clock,
                            System.Logger logger, Optional<Duration> timeout, long cacheBytes) {
    /** English, ten seconds for others who write, the system's clock, the logger {@code org.libing}. */
    public static final EngineOptions DEFAULTS = new EngineOptions(Language.EN, Duration.ofSeconds(10), false,
        Clock.systemUTC(), System.getLogger("org.libing"), Optional.empty(), 0);

    /**
     * Every member is there.
     *
     * @param language    of messages and explanations
     * @param busyTimeout how long to wait for another process that writes
     * @param readOnly    nothing can be appended, the file is not touched
     * @param clock       stands in for the system's clock
     * @param logger      where the library's messages go
     * @param timeout     how long one evaluation may take; it aborts and never decides
     * @param cacheBytes  for cases kept in memory; 0 is 64 MiB
     */
    public EngineOptions {
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(busyTimeout, "busyTimeout");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(logger, "logger");
        Objects.requireNonNull(timeout, "timeout");
    }

    /**
     * In another language.
     *
     * @param it the language
     * @return a copy
     */
    public EngineOptions withLanguage(Language it) {
        return new EngineOptions(it, busyTimeout, readOnly, clock, logger, timeout, cacheBytes);
    }

    /**
     * Waiting longer, or shorter, for another process that writes.
     *
     * @param it how long
     * @return a copy
     */
    public EngineOptions withBusyTimeout(Duration it) {
        return new EngineOptions(language, it, readOnly, clock, logger, timeout, cacheBytes);
    }

    /**
     * Only to read.
     *
     * @return a copy
     */
    public EngineOptions withReadOnly() {
        return new EngineOptions(language, busyTimeout, true, clock, logger, timeout, cacheBytes);
    }

    /**
     * With another clock.
     *
     * @param it the clock; what it throws comes out of the call
     * @return a copy
     */
    public EngineOptions withClock(Clock it) {
        return new EngineOptions(language, busyTimeout, readOnly, it, logger, timeout, cacheBytes);
    }

    /**
     * With another logger.
     *
     * @param it the logger; what it throws goes to the thread's uncaught exception handler
     * @return a copy
     */
    public EngineOptions withLogger(System.Logger it) {
        return new EngineOptions(language, busyTimeout, readOnly, clock, it, timeout, cacheBytes);
    }

    /**
     * With a wall-clock guard.
     *
     * @param it how long one evaluation may take
     * @return a copy
     */
    public EngineOptions withTimeout(Duration it) {
        return new EngineOptions(language, busyTimeout, readOnly, clock, logger, Optional.of(it), cacheBytes);
    }

    /**
     * With more, or less, memory for cases.
     *
     * @param it bytes
     * @return a copy
     */
    public EngineOptions withCacheBytes(long it) {
        return new EngineOptions(language, busyTimeout, readOnly, clock, logger, timeout, it);
    }
}
