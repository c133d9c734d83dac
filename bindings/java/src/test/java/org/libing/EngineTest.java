/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verb, with what it answers and what it refuses. */
class EngineTest {
    @TempDir
    private Path directory;
    private Village village;
    private Engine engine;

    @BeforeEach
    void open() {
        village = new Village(directory);
        engine = village.engine;
    }

    @AfterEach
    void close() {
        village.close();
    }

    private static Status statusOf(Runnable call) {
        return assertThrows(LibingException.class, call::run).status();
    }

    @Test
    void append_firstEvent_opensTheCase() {
        Receipt receipt = engine.append(Village.found("F1").build());
        assertTrue(receipt.opened());
        assertFalse(receipt.repeated());
        assertEquals(new Subject.OfCase("F1"), receipt.about());
        assertEquals(When.of(Village.DAY), receipt.at());
        assertEquals(Village.CLOCK.instant(), receipt.recorded());
    }

    @Test
    void append_answersWithTheDecisionsThatFollow() {
        Receipt receipt = village.burn("F1");
        Decision suspend = receipt.decisions().get(0);
        assertEquals(List.of("S-1", "S-3"), receipt.decisions().stream().map(Decision::rule).toList());
        assertEquals("suspend", suspend.action());
        assertEquals(Map.of("amount", 30000L, "household", "household:F1", "year", 2024L), suspend.arguments());
        assertEquals(Modality.MUST, suspend.modality());
        assertEquals("proposal", suspend.kind());
        assertEquals(List.of("三（三）4"), suspend.cite());
        assertEquals(Optional.of("committee"), suspend.decider());
        assertEquals(receipt.seq(), suspend.cause());
        assertEquals(Optional.empty(), suspend.standing());
    }

    @Test
    void append_momentOfAnotherZone_isMovedToTheStores() {
        engine.append(Village.found("F1").build());
        Receipt receipt = engine.append(Village.verified("F1")
            .at(OffsetDateTime.of(2024, 3, 16, 1, 30, 0, 0, ZoneOffset.UTC)).build());
        assertEquals(When.of(OffsetDateTime.of(2024, 3, 16, 9, 30, 0, 0, ZoneOffset.ofHours(8))), receipt.at());
    }

    @Test
    void append_jsonFromElsewhere_isTheSame() {
        Receipt receipt = engine.append("{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-15\","
            + "\"by\":\"grid_member:07\",\"data\":{\"household\":\"household:H3\"}}");
        assertTrue(receipt.opened());
    }

    @Test
    void append_sameKeyAndRequest_answersWithTheFirstReceipt() {
        Receipt first = engine.append(Village.found("F1").id("k1").build());
        Receipt again = engine.append(Village.found("F1").id("k1").build());
        assertTrue(again.repeated());
        assertEquals(first.seq(), again.seq());
        assertEquals(Status.CONFLICT, statusOf(() -> engine.append(Village.found("F2").id("k1").build())));
    }

    @Test
    void append_staleVersion_isRefused() {
        village.burn("F1");
        assertEquals(Status.STALE, statusOf(() -> engine.append(Village.verified("F1").expect(0).build())));
        assertEquals(Status.EXISTS, statusOf(() -> engine.append(Village.found("F1").expect(-1).build())));
    }

    @Test
    void append_unknownField_namesItAndWritesNothing() {
        long records = engine.info().records();
        LibingException failure = assertThrows(LibingException.class,
            () -> engine.append(Village.found("F1").with("plase", "北河").build()));
        assertEquals(Status.WORD, failure.status());
        assertTrue(failure.getMessage().contains("plase"), failure.getMessage());
        assertTrue(failure.id().isPresent());
        assertEquals(records, engine.info().records());
    }

    @Test
    void append_float_isRefusedByName() {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
            () -> engine.append(Village.verified("F1").with("size", 1.5).build()));
        assertTrue(failure.getMessage().contains("java.lang.Double"), failure.getMessage());
    }

    @Test
    void rehearse_answersAllTheSameAndWritesNothing() {
        long records = engine.info().records();
        assertTrue(engine.rehearse(Village.found("F1").build()).opened());
        assertEquals(records, engine.info().records());
    }

    @Test
    void decisions_comeInOrderWithTheirStanding() {
        village.burn("F1");
        village.burn("F2");
        assertEquals(2, engine.decisions(Filter.ALL.withRule("S-1")).count());
        assertEquals(2, engine.decisions(Filter.ALL.withCase("F2")).count());
        Decision first = engine.decisions().findFirst().orElseThrow();
        assertEquals(Optional.of(Standing.IN_FORCE), first.standing());
        assertEquals(1, engine.decisions(Filter.ALL.withAction("suspend").from(first.seq() + 1)).count());
    }

    @Test
    void confirmExecuteDecline_changeHowADecisionStands() {
        long seq = village.burn("F1").decisions().get(0).seq();
        assertEquals(1, engine.inbox("committee").count());
        engine.confirm(seq, Word.of("committee:1", Village.DAY.plusDays(2)).because("查实"));
        assertEquals(Optional.of(Standing.CONFIRMED), engine.decisions().findFirst().orElseThrow().standing());
        engine.execute(seq, Word.of("committee:1", Village.DAY.plusDays(3)));
        assertEquals(Optional.of(Standing.EXECUTED), engine.decisions().findFirst().orElseThrow().standing());
        assertEquals(0, engine.inbox("committee").count());
        assertEquals(Status.STATE,
            statusOf(() -> engine.decline(seq, Word.of("committee:1", Village.DAY.plusDays(4)))));
        assertEquals(Status.ROLE,
            statusOf(() -> engine.confirm(seq, Word.of("grid_member:1", Village.DAY.plusDays(4)))));
        assertEquals(Status.WORD, statusOf(() -> engine.inbox("comittee").count()));
    }

    @Test
    void records_areTheLog() {
        village.burn("F1");
        List<LogRecord> log = engine.records(Filter.ALL).toList();
        assertEquals("store.created", log.get(0).type());
        assertEquals(engine.info().records(), log.size());
        LogRecord found = engine.records(Filter.ALL.withCase("F1")).findFirst().orElseThrow();
        assertEquals("burn_found", found.type());
        assertEquals(Optional.of("grid_member:07"), found.by());
        assertEquals(Map.of("household", "household:F1"), found.data());
        assertTrue(found.line().startsWith("{\"at\":\"2024-03-15\",\"by\":\"grid_member:07\""), found.line());
    }

    @Test
    void caseFile_hasAllOfACase() {
        village.burn("F1");
        CaseFile one = engine.caseFile("F1");
        assertEquals("fire", one.kind());
        assertEquals(Optional.of("household:F1"), one.subject());
        assertEquals(1L, one.facts().get("burnings"));
        assertEquals(2, one.decisions().size());
        assertEquals("F1", engine.cases("fire").findFirst().orElseThrow().id());
        assertEquals(1, engine.cases().count());
        assertEquals(Status.NOTFOUND, statusOf(() -> engine.caseFile("F9")));
    }

    @Test
    void explain_saysWhyAndWhyNot() {
        Receipt receipt = village.burn("F1");
        Explanation why = engine.explain(receipt.decisions().get(0).seq());
        assertTrue(why.text().contains("三（三）4"), why.text());
        assertEquals(why.text(), why.toString());
        engine.append(Village.found("F2").build());
        Receipt tenant = engine.append(Village.verified("F2").with("actor", "tenant").build());
        Explanation silence = engine.explain(tenant.seq(), "S-1");
        assertTrue(silence.text().contains("not_attributed"), silence.text());
        assertEquals(Status.NOTFOUND, statusOf(() -> engine.explain(9999)));
        assertEquals(Status.NOTFOUND, statusOf(() -> engine.explain(receipt.seq(), "S-9")));
    }

    @Test
    void measure_isOneValueOrCounts() {
        village.burn("F1");
        engine.append(Village.found("F2").build());
        assertEquals(Optional.of(1L), engine.measure("burnings", "F1", Optional.empty()).value());
        assertEquals(Optional.of(0L), engine.measure("burnings", "F1", Optional.of(Village.DAY)).value());
        Measure.Counts counts = assertInstanceOf(Measure.Counts.class,
            engine.measure("burnings", Optional.empty()));
        assertEquals(2, counts.total());
        assertEquals(Map.of("0", 1L, "1", 1L), counts.counts());
    }

    @Test
    void advance_toADay_saysWhatLapsed() {
        Advance advance = engine.advance(LocalDate.of(2024, 3, 31));
        assertEquals(When.of(LocalDate.of(2024, 3, 31)), advance.to());
        assertEquals(0, advance.lapsed());
        assertEquals(List.of(), engine.due());
        assertEquals(List.of(), engine.due(LocalDate.of(2024, 3, 31)));
    }

    @Test
    void info_saysWhatTheStoreIs() {
        Info info = engine.info();
        assertEquals(ZoneOffset.ofHours(8), info.zone());
        assertEquals("test.village", info.packs().get(0).name());
        assertEquals(LocalDate.of(2023, 1, 1), info.packs().get(0).validFrom());
        assertEquals(64, info.root().length());
    }

    @Test
    void open_whatIsNoStore_saysSo() {
        assertEquals(Status.NOTFOUND, statusOf(() -> Engine.open(directory.resolve("none.db"))));
        assertEquals(Status.EXISTS, statusOf(() -> Engine.create(village.path)));
        assertEquals(Status.NOTFOUND,
            statusOf(() -> engine.install(directory.resolve("no pack"), Village.DAY)));
        try (Engine reader = Engine.open(village.path, Village.OPTIONS.withReadOnly())) {
            assertEquals(Status.READONLY, statusOf(() -> reader.append(Village.found("F1").build())));
        }
    }

    @Test
    void messages_areInTheLanguageAskedFor() {
        try (Engine zh = Engine.open(village.path, Village.OPTIONS.withLanguage(Language.ZH))) {
            LibingException failure = assertThrows(LibingException.class, () -> zh.caseFile("F9"));
            assertTrue(failure.getMessage().contains("案件"), failure.getMessage());
        }
    }

    @Test
    void create_withANameAndAZone_keepsThem() {
        Path path = directory.resolve("named.db");
        Birth birth = Birth.DEFAULTS.withZone(ZoneOffset.UTC).withOrigin("example/town")
            .withUid("00112233445566778899aabbccddeeff");
        try (Engine named = Engine.create(path, birth, Village.OPTIONS)) {
            Info info = named.info();
            assertEquals("example/town", info.origin());
            assertEquals("00112233445566778899aabbccddeeff", info.uid());
            assertEquals(ZoneOffset.UTC, info.zone());
        }
        assertEquals(OptionalLong.empty(), assertThrows(LibingException.class,
            () -> Engine.create(directory.resolve("bad.db"), Birth.DEFAULTS.withUid("x"), Village.OPTIONS)).seq());
    }
}
