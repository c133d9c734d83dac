/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A fresh store with the test pack installed, and a clock that stands still. */
final class Village implements AutoCloseable {
    static final Path ROOT = Path.of(System.getProperty("libing.root")).toAbsolutePath().normalize();
    static final Path PACK = ROOT.resolve("tests/api/pack");
    static final LocalDate DAY = LocalDate.of(2024, 3, 15);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2024-04-01T01:00:00Z"), ZoneOffset.UTC);
    static final EngineOptions OPTIONS = EngineOptions.DEFAULTS.withClock(CLOCK);

    final Path path;
    final Engine engine;

    Village(Path directory) {
        this(directory, OPTIONS);
    }

    Village(Path directory, EngineOptions options) {
        path = directory.resolve("village.db");
        engine = Engine.create(path, Birth.DEFAULTS, options);
        engine.install(PACK, LocalDate.of(2023, 1, 1));
    }

    static Request.Builder found(String caseId) {
        return Request.event("burn_found").ofCase(caseId).at(DAY).by("grid_member:07")
            .with("household", "household:" + caseId);
    }

    static Request.Builder verified(String caseId) {
        return Request.event("burn_verified").ofCase(caseId).at(DAY.plusDays(1)).by("committee:1")
            .with("act", DAY).with("actor", "member");
    }

    /** A case with the decisions to suspend and to remind. */
    Receipt burn(String caseId) {
        engine.append(found(caseId).build());
        return engine.append(verified(caseId).build());
    }

    @Override
    public void close() {
        engine.close();
    }
}
