/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native half: found, checked, unpacked and tidied away; what is wrong with it is said by name. */
class LoaderTest {
    private static final Path CLASSES = Village.ROOT.resolve("bindings/java/target/classes");

    @TempDir
    private Path directory;

    /* What examples/java/First.java prints, in a Java of its own. */
    private String first(Path classes, String option) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + directory, option, "-cp", classes.toString(),
            Village.ROOT.resolve("examples/java/First.java").toString(), directory.resolve("town.db").toString(),
            Village.ROOT.resolve("rules/bayi").toString()).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(it -> it.getFileName().toString()).filter(it -> it.startsWith("libing-")).toList();
        }
    }

    @Test
    void library_isUnpackedAndNothingIsLeft() throws IOException {
        String said = first(CLASSES, "-Dunused=1");
        assertTrue(said.endsWith("0 damages; replay: same\n"), said);
        assertEquals(List.of(), left());
    }

    @Test
    void platform_thatIsUnknown_isNamed() throws IOException {
        String said = first(CLASSES, "-Dos.arch=pdp11");
        assertTrue(said.contains("no native library for linux-pdp11"), said);
    }

    @Test
    void library_thatWasChanged_isRefusedAndNothingIsLeft() throws IOException {
        Path copy = directory.resolve("classes");
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(CLASSES.relativize(file).toString()));
            }
        }
        try (Stream<Path> files = Files.walk(copy.resolve("native"))) {
            Path library = files.filter(it -> it.endsWith("libingjava.so")).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(library);
            bytes[bytes.length - 1] ^= 1;
            Files.write(library, bytes);
        }
        String said = first(copy, "-Dunused=1");
        assertTrue(said.contains("libingjava.so has the SHA-256 "), said);
        assertEquals(List.of(), left());
    }

    @Test
    void library_thatIsNamed_isTheOneLoaded() throws IOException {
        String said = first(CLASSES, "-Dlibing.library=" + directory.resolve("nothing.so"));
        assertTrue(said.contains("nothing.so"), said);
    }
}
