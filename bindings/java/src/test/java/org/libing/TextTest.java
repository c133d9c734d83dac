/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every Unicode character survives both ways. */
class TextTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {
        "𠮷野家の🌾", "\ud842\udfb7", "\ud83c\udf3e", "北河村", "\"\\/\b\f\n\r\t\u0001\u001f\u007f", "é\u0301\u200d\ufeff",
        "\uffff\ue000\u07ff\u0800\udbff\udfff",
    })
    void text_survivesBothWays(String text) {
        try (Village village = new Village(directory)) {
            village.engine.append(Village.found("F1").with("place", text).build());
            assertEquals(text, village.engine.caseFile("F1").fields().get("place"));
            assertEquals(text,
                village.engine.records(Filter.ALL.withCase("F1")).findFirst().orElseThrow().data().get("place"));
        }
    }

    @Test
    void everyPlane_survivesBothWays() {
        StringBuilder all = new StringBuilder();
        for (int point = 1; point <= Character.MAX_CODE_POINT; point += 97) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                all.appendCodePoint(point);
            }
        }
        try (Village village = new Village(directory)) {
            for (int i = 0; i * 500 < all.length(); i++) {
                int from = all.offsetByCodePoints(0, Math.min(i * 500, all.codePointCount(0, all.length())));
                int to = all.offsetByCodePoints(from, Math.min(500, all.codePointCount(from, all.length())));
                String part = all.substring(from, to);
                village.engine.append(Village.found("F" + i).with("place", part).build());
                if (!part.isEmpty()) {
                    assertEquals(part, village.engine.caseFile("F" + i).fields().get("place"));
                }
            }
        }
    }

    @Test
    void halfACharacter_isRefused() {
        try (Village village = new Village(directory)) {
            assertThrows(IllegalArgumentException.class,
                () -> village.engine.append(Village.found("F1").with("place", "\ud842").build()));
            assertThrows(IllegalArgumentException.class, () -> village.engine.caseFile("\udfb7"));
            assertThrows(IllegalArgumentException.class, () -> village.engine.caseFile("F\0"));
        }
    }

    @Test
    void path_withAnyCharacter_isTheOneGiven() {
        Path path = directory.resolve("𠮷🌾");
        assumeTrue(path.toString().endsWith("𠮷🌾"));
        try (Engine engine = Engine.create(path)) {
            assertEquals(path.toString(), engine.info().path());
        }
        assertTrue(path.toFile().exists());
    }
}
