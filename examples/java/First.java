/* SPDX-License-Identifier: Apache-2.0 */
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.libing.Audit;
import org.libing.Birth;
import org.libing.Decision;
import org.libing.Engine;
import org.libing.EngineOptions;
import org.libing.LibingException;
import org.libing.Receipt;
import org.libing.Request;

/** A first program: a new store, the pilot's rules, a report and its verification, the decision with its reasons. */
public class First {
    /** First STORE PACK: STORE must not exist yet; PACK is a folder, e.g. rules/bayi. */
    public static void main(String[] args) {
        Path store = Path.of(args[0]);
        LocalDate day = LocalDate.of(2024, 6, 28);
        Map<String, String> key = Map.of("violator", "enterprise:E1", "type", "coal_unenclosed");
        Clock clock = Clock.fixed(Instant.parse("2024-06-28T10:00:00Z"), ZoneOffset.UTC); // a service leaves it out

        try (Engine town = Engine.create(store, Birth.DEFAULTS, EngineOptions.DEFAULTS.withClock(clock))) {
            town.install(Path.of(args[1]), LocalDate.of(2023, 12, 20));
            town.append(Request.event("report_filed").ofCase("RP1").at(LocalDate.of(2024, 6, 3)).by("township_gov:a")
                .id("desk-1").with("registered_no", 1).with("keys", List.of(key))
                .with("reporters", List.of(Map.of("ref", "reporter:R1", "is_villager", true))).build());
            Receipt receipt = town.append(Request.event("report_verified").ofCase("RP1").at(day).by("township_gov:b")
                .id("desk-2").with("result", "true").with("keys", List.of(key)).build());
            for (Decision decision : receipt.decisions()) {
                System.out.println(decision.rule() + " " + decision.modality() + " " + decision.action() + " "
                    + decision.cite());
                System.out.println(town.explain(decision.seq()).text().lines().findFirst().orElseThrow());
            }
            try {
                town.append(Request.event("report_filled").ofCase("RP2").at(day).by("township_gov:a").build());
            } catch (LibingException failure) {
                System.out.println(failure.status() + " " + failure.getMessage());
            }
        }
        System.out.println(Audit.verify(store).damages() + " damages; replay: "
            + (Audit.replay(store).isFaithful() ? "same" : "differs"));
    }
}
