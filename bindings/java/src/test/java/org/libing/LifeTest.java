/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closing, collecting, threads and callbacks: a clear exception, never a crash. */
class LifeTest {
    @TempDir
    private Path directory;

    /** A clock that does something first. */
    private static final class Doing extends Clock {
        private Runnable first = () -> { };

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            first.run();
            return Village.CLOCK.instant();
        }
    }

    /** Keeps what it is told, or throws. */
    private static final class Keeping implements System.Logger {
        private final List<String> told = new ArrayList<>();
        private RuntimeException failure;

        @Override
        public String getName() {
            return "keeping";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            log(level, bundle, message, new Object[0]);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            told.add(level + " " + format);
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Test
    void close_twice_isFine() {
        Village village = new Village(directory);
        village.close();
        village.close();
        assertTrue(village.engine.isClosed());
    }

    @Test
    void use_afterClose_isIllegal() {
        Village village = new Village(directory);
        village.burn("F1");
        Stream<Decision> open = village.engine.decisions();
        village.close();
        assertTrue(assertThrows(IllegalStateException.class, () -> village.engine.info()).getMessage()
            .endsWith("village.db is closed"));
        assertThrows(IllegalStateException.class, open::toList);
        village.engine.interrupt();
    }

    @Test
    void streams_mayBeLeftClosedAndCollectedInAnyOrder() {
        for (int i = 0; i < 50; i++) {
            Path path = directory.resolve("s" + i);
            assertTrue(path.toFile().mkdir());
            Village village = new Village(path);
            village.burn("F1");
            Iterator<Decision> left = village.engine.decisions().iterator();
            left.next();
            try (Stream<LogRecord> closed = village.engine.records(Filter.ALL)) {
                closed.iterator().next();
            }
            if (i % 2 == 0) {
                village.close();
            }
            if (i % 10 == 0) {
                System.gc();
            }
        }
        System.gc();
        try (Engine engine = Engine.open(directory.resolve("s1/village.db"))) {
            assertEquals(2, engine.decisions().count());
        }
    }

    @Test
    void threads_onOneEngine_queue() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (Village village = new Village(directory)) {
            List<Callable<Receipt>> tasks = IntStream.range(0, 40)
                .<Callable<Receipt>>mapToObj(i -> () -> village.burn("F" + i)).toList();
            for (Future<Receipt> one : pool.invokeAll(tasks)) {
                assertEquals(2, one.get().decisions().size());
            }
            assertEquals(40, village.engine.cases().count());
        } finally {
            pool.shutdown();
        }
        assertTrue(Audit.verify(directory.resolve("village.db")).isWhole());
    }

    @Test
    void callback_thatCallsItsEngineBack_isBusy() {
        Doing clock = new Doing();
        try (Village village = new Village(directory, EngineOptions.DEFAULTS.withClock(clock))) {
            clock.first = village.engine::info;
            LibingException failure = assertThrows(LibingException.class, () -> village.burn("F1"));
            assertEquals(Status.BUSY, failure.status());
            clock.first = village.engine::close;
            assertEquals(Status.BUSY,
                assertThrows(LibingException.class, () -> village.burn("F1")).status());
            clock.first = () -> { };
            assertEquals(2, village.burn("F1").decisions().size());
        }
    }

    @Test
    void callback_thatThrows_comesOutUnchangedAndNothingIsWritten() {
        Doing clock = new Doing();
        try (Village village = new Village(directory, EngineOptions.DEFAULTS.withClock(clock))) {
            long records = village.engine.info().records();
            AssertionError mine = new AssertionError("no time");
            clock.first = () -> {
                throw mine;
            };
            assertSame(mine, assertThrows(AssertionError.class,
                () -> village.engine.append(Village.found("F1").build())));
            assertSame(mine, assertThrows(AssertionError.class,
                () -> Engine.create(directory.resolve("other.db"), Birth.DEFAULTS,
                    EngineOptions.DEFAULTS.withClock(clock))));
            clock.first = () -> { };
            assertEquals(records, village.engine.info().records());
        }
    }

    @Test
    void progress_thatThrows_endsTheImportUnchanged() throws Exception {
        Path csv = directory.resolve("rows.csv");
        Path map = directory.resolve("map.lua");
        Files.writeString(csv, "n\n" + "1\n".repeat(20_000));
        Files.writeString(map, "return function(row) return nil end\n");
        RuntimeException mine = new RuntimeException("stop");
        try (Village village = new Village(directory)) {
            assertEquals(20_000, village.engine.importCsv(csv, map).dropped());
            assertSame(mine, assertThrows(RuntimeException.class,
                () -> village.engine.importCsv(csv, map, 100, (done, total) -> {
                    throw mine;
                })));
        }
    }

    @Test
    void logger_thatThrows_doesNotFailTheCall() {
        Keeping logger = new Keeping();
        AtomicReference<Throwable> uncaught = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> uncaught.set(failure));
        try (Village village = new Village(directory, Village.OPTIONS.withLogger(logger))) {
            logger.failure = new RuntimeException("sink is full");
            assertEquals(2, village.burn("F1").decisions().size());
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }
        if (logger.told.isEmpty()) {
            assertNull(uncaught.get());
        } else {
            assertSame(logger.failure, uncaught.get());
        }
    }

    @Test
    void interrupt_whenNothingRuns_doesNothing() {
        try (Village village = new Village(directory)) {
            village.engine.interrupt();
            assertEquals(2, village.burn("F1").decisions().size());
        }
    }
}
