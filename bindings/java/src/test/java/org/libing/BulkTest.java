/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests, and long lists. */
class BulkTest {
    @TempDir
    private Path directory;
    private Village village;

    @BeforeEach
    void open() {
        village = new Village(directory);
    }

    @AfterEach
    void close() {
        village.close();
    }

    private static Stream<Request> burnings(int count) {
        return IntStream.range(0, count).boxed()
            .flatMap(i -> Stream.of(Village.found("F" + i).build(), Village.verified("F" + i).build()));
    }

    @Test
    void appendMany_recordsAllAndCounts() {
        Batch batch = village.engine.appendMany(burnings(6000));
        assertEquals(new Batch(12_000, 0, 12_000, 0, 12_000, batch.records()), batch);
        assertEquals(6000, village.engine.cases().count());
        assertEquals(IntStream.range(0, 6000).mapToObj(i -> "F" + i).toList(),
            village.engine.decisions(Filter.ALL.withRule("S-1")).map(one -> one.about().toString()).toList());
    }

    @Test
    void appendMany_keepsBlocksBeforeAFailureAndNamesTheRequest() {
        Stream<Request> requests = Stream.concat(burnings(10), Stream.of(Village.verified("F3").with("sise", 1).build()));
        List<Long> told = new ArrayList<>();
        LibingException failure = assertThrows(LibingException.class,
            () -> village.engine.appendMany(requests.iterator(), 8, (done, total) -> told.add(done)));
        assertEquals(Status.WORD, failure.status());
        assertEquals(OptionalLong.of(21), failure.position());
        assertTrue(failure.getMessage().startsWith("line 21: "), failure.getMessage());
        assertEquals(List.of(8L, 16L), told);
        assertEquals(8, village.engine.cases().count());
    }

    @Test
    void appendMany_sourceThatThrows_comesOutUnchanged() {
        RuntimeException mine = new RuntimeException("no more");
        assertSame(mine, assertThrows(RuntimeException.class,
            () -> village.engine.appendMany(burnings(3).peek(one -> {
                if (one.about().equals(new Subject.OfCase("F2"))) {
                    throw mine;
                }
            }))));
        assertEquals(0, village.engine.cases().count());
    }

    @Test
    void appendLines_takesJsonLines() {
        String line = "{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\","
            + "\"id\":\"k\",\"data\":{\"household\":\"household:H3\",\"place\":\"𠮷🌾\"}}";
        assertEquals(1, village.engine.appendLines(Stream.of(line, "", line)).repeated());
        assertEquals("𠮷🌾", village.engine.caseFile("F1").fields().get("place"));
        assertThrows(IllegalArgumentException.class, () -> village.engine.appendLines(Stream.of(line + "\n" + line)));
    }

    @Test
    void interrupt_endsALongCall() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lines.add("{\"type\":\"burn_found\",\"case\":\"F" + i + "\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\","
                + "\"data\":{\"household\":\"household:H3\"}}");
        }
        Thread watcher = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                village.engine.interrupt();
            }
        });
        watcher.start();
        try {
            LibingException failure = assertThrows(LibingException.class,
                () -> village.engine.appendLines(lines.stream()));
            assertEquals(Status.INTERRUPTED, failure.status(), failure.getMessage());
        } finally {
            watcher.interrupt();
            watcher.join();
        }
        assertEquals(0, village.engine.cases().count());
    }
}
