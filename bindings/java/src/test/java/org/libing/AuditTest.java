/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verify, replay and the check of a pack. */
class AuditTest {
    @TempDir
    private Path directory;
    private Path path;

    @BeforeEach
    void tell() {
        try (Village village = new Village(directory)) {
            village.burn("F1");
            village.burn("F2");
            path = village.path;
        }
    }

    /* Change bytes of the file, all of one length. */
    private void forge(String from, String to) throws IOException {
        String file = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        assertTrue(file.contains(from));
        Files.write(path, file.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void verify_wholeStore_findsNothing() {
        Verification seen = Audit.verify(path);
        assertTrue(seen.isWhole());
        try (Engine engine = Engine.open(path)) {
            assertEquals(engine.info().root(), seen.root());
            assertEquals(engine.info().records(), seen.records());
        }
        assertEquals(List.of(), seen.findings().toList());
    }

    @Test
    void verify_changedLine_isFoundAndTold() throws IOException {
        forge("household:F1", "household:F9");
        List<Finding> told = new ArrayList<>();
        Verification seen = Audit.verify(path, AuditOptions.DEFAULTS.withFindings(told::add));
        assertFalse(seen.isWhole());
        assertEquals(seen.damages(), seen.findings().count());
        assertEquals(told, new ArrayList<Finding>(seen.findings().toList()));
        assertTrue(told.get(0).seq().isPresent());
    }

    @Test
    void replay_honestStore_isFaithful() {
        Replay seen = Audit.replay(path);
        assertTrue(seen.isFaithful(), seen.toString());
        assertEquals(4, seen.causes());
        assertEquals(4, seen.same());
        assertEquals(0, seen.count(Finding.Kind.DIFFERENT));
    }

    @Test
    void replay_changedDecision_isShownBothWays() throws IOException {
        forge("\"amount\":30000", "\"amount\":30001");
        Replay seen = Audit.replay(path, AuditOptions.DEFAULTS.withLanguage(Language.ZH));
        assertEquals(2, seen.count(Finding.Kind.DIFFERENT));
        Finding.Difference first = seen.findings().findFirst().orElseThrow();
        assertTrue(first.recorded().orElseThrow().contains("30001"));
        assertTrue(first.recomputed().orElseThrow().contains("30000"));
    }

    @Test
    void audit_callbackThatThrows_comesOutUnchanged() throws IOException {
        forge("household:F1", "household:F9");
        IllegalStateException mine = new IllegalStateException("enough");
        assertSame(mine, assertThrows(IllegalStateException.class,
            () -> Audit.verify(path, AuditOptions.DEFAULTS.withFindings(finding -> {
                throw mine;
            }))));
    }

    @Test
    void audit_noStore_saysSo() {
        assertEquals(Status.NOTFOUND,
            assertThrows(LibingException.class, () -> Audit.verify(directory.resolve("none.db"))).status());
        assertEquals(Status.NOTFOUND,
            assertThrows(LibingException.class, () -> Audit.replay(directory.resolve("none.db"))).status());
    }

    @Test
    void check_cleanPack_findsNoError() {
        assertFalse(RulePack.check(Village.PACK, Language.EN).stream().anyMatch(Diagnostic::isError));
    }

    @Test
    void check_mistake_hasFileLineAndSuggestion() throws IOException {
        Path pack = Files.createDirectory(directory.resolve("pack"));
        for (String name : List.of("pack.lua", "village.lua")) {
            String text = Files.readString(Village.PACK.resolve(name));
            Files.writeString(pack.resolve(name), text.replace("on = \"burn_verified\"", "on = \"burn_verifed\""));
        }
        Diagnostic first = RulePack.check(pack, Language.EN).stream().filter(Diagnostic::isError).findFirst()
            .orElseThrow();
        assertEquals("village.lua", first.file());
        assertTrue(first.line().isPresent());
        assertTrue(first.message().contains("burn_verified"), first.toString());
        assertTrue(first.toString().startsWith("village.lua:" + first.line().getAsInt() + ":"), first.toString());
    }
}
