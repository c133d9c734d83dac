/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.libing.internal.Document;

/** The table of what every verb does (tests/parity/behaviours.json), as this package does it. */
class ParityTest {
    private static final Document TABLE = ParityTable.read(Village.ROOT.resolve("tests/parity/behaviours.json"));

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> behaviours() {
        return TABLE.objects("behaviours").stream()
            .map(one -> DynamicTest.dynamicTest(one.text("name"), () -> run(one)));
    }

    private void run(Document behaviour) throws IOException {
        Path folder = Files.createTempDirectory(directory, "behaviour");
        try (ParityBench bench = new ParityBench(folder, TABLE.text("clock"),
            Village.ROOT.resolve(TABLE.text("pack")))) {
            for (Document step : behaviour.objects("steps")) {
                step.optionalText("clock").ifPresent(bench::setClock);
                check(bench, step);
            }
        }
    }

    private static void check(ParityBench bench, Document step) throws IOException {
        Optional<String> fails = step.optionalText("fails");
        String answer;
        try {
            answer = bench.come(step);
        } catch (LibingException failure) {
            assertEquals(fails.orElse("no failure"), "LIBING_ERR_" + failure.status(), failure.getMessage());
            assertEquals(step.optionalText("id").or(failure::id), failure.id());
            assertEquals(step.optionalText("message").orElse(failure.getMessage()), failure.getMessage());
            assertEquals(step.optionalText("file").or(failure::file), failure.file());
            step.optionalNumber("line").ifPresent(line -> assertEquals(line, failure.line().getAsInt()));
            return;
        } catch (IllegalStateException | DateTimeException | ParityBench.NoSuchLanguage refused) {
            assertEquals(fails.orElse("no failure"), ParityBench.statusOf(refused), refused.toString());
            return;
        }
        assertEquals(Optional.empty(), fails, "it came to " + answer);
        assertEquals(step.optionalText("answer").orElse(answer), answer);
    }

    @Test
    void everyVerb_hasItsMethod() {
        List<String> symbols = ParityTable.lines(Village.ROOT.resolve("tests/lint/exported_symbols.txt"));
        Map<String, Object> verbs = TABLE.map("verbs");
        assertTrue(TABLE.texts("languages").contains("java"));
        for (String symbol : symbols) {
            Document row = TABLE.object("verbs").object(symbol);
            assertNotNull(verbs.get(symbol), symbol + " has no row in behaviours.json");
            if (row.optionalText("within").isEmpty()) {
                assertTrue(isThere(row.optionalText("java").orElse("")), symbol + " is missing in Java: " + row);
            }
        }
    }

    private static boolean isThere(String name) {
        int dot = name.lastIndexOf('.');
        try {
            Class<?> type = Class.forName("org.libing." + name.substring(0, Math.max(0, dot)));
            return Arrays.stream(type.getMethods()).anyMatch(one -> one.getName().equals(name.substring(dot + 1)));
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }
}
