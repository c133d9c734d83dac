/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.libing.internal.Document;
import org.libing.internal.Native;
import org.libing.internal.Text;

/** A behaviour's store, and what each verb of the table does with it, told as parity_verbs.c tells it. */
final class ParityBench implements AutoCloseable {
    /** What another language would hand to libing, and Java's types refuse before it is asked. */
    static final class NoSuchLanguage extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Hand extends Clock {
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
            return now;
        }
    }

    private final Path folder;
    private final EngineOptions options = EngineOptions.DEFAULTS.withClock(new Hand());
    private final Engine engine;
    private Instant now;

    ParityBench(Path folder, String clock, Path pack) {
        this.folder = folder;
        this.now = Instant.parse(clock);
        this.engine = Engine.create(folder.resolve("store.db"), Birth.DEFAULTS, options);
        engine.install(pack, LocalDate.of(2023, 1, 1));
    }

    void setClock(String text) {
        now = Instant.parse(text);
    }

    @Override
    public void close() {
        engine.close();
    }

    /** The status that libing has for what Java itself refuses. */
    static String statusOf(RuntimeException refused) {
        if (refused instanceof NoSuchLanguage) {
            return "LIBING_ERR_INVALID";
        }
        return refused instanceof IllegalStateException ? "LIBING_ERR_CLOSED" : "LIBING_ERR_DATE";
    }

    /** Do a step, and tell what it came to. */
    String come(Document step) throws IOException {
        String verb = step.text("do");
        return switch (verb) {
            case "init", "open", "close", "interrupt", "install", "info", "status_name", "version" -> life(verb, step);
            case "append", "append_many", "import", "advance", "confirm", "decline", "execute" -> record(verb, step);
            case "verify", "replay" -> audit(verb, step);
            default -> verb.startsWith("pack_") ? pack(verb, step) : read(verb, step);
        };
    }

    private String life(String verb, Document step) throws IOException {
        switch (verb) {
            case "init":
                Birth birth = step.optionalText("zone").map(it -> Birth.DEFAULTS.withZone(ZoneOffset.of(it)))
                    .orElse(Birth.DEFAULTS);
                birth = new Birth(birth.zone(), step.optionalText("origin"), step.optionalText("uid"));
                Engine.create(store(step), birth, options).close();
                return "made";
            case "open":
                Engine.open(store(step), options.withLanguage(language(step))).close();
                return "opened";
            case "close":
                Stream<LogRecord> rows = engine.records(Filter.ALL);
                engine.close();
                return rows.toList().toString();
            case "interrupt":
                engine.interrupt();
                return "nothing ran";
            case "install":
                return "seq " + engine.install(below(step, "pack"), LocalDate.parse(step.text("from")));
            case "info":
                Info info = engine.info();
                return "zone " + info.zone() + " records " + info.records() + " cases " + info.cases() + " decisions "
                    + info.decisions();
            case "status_name":
                return Text.of(Native.status_name((int) step.number("status")));
            default:
                String build = Files.readString(Village.ROOT.resolve("CMakeLists.txt"));
                return build.contains("project(libing VERSION " + Libing.version() + " ") ? "as built" : Libing.version();
        }
    }

    private String record(String verb, Document step) throws IOException {
        switch (verb) {
            case "append":
                String request = Json.write(step.map("request"));
                return told(step.flag("dry_run") ? engine.rehearse(request) : engine.append(request));
            case "append_many":
                Stream<String> lines = step.objects("requests").stream().map(it -> Json.write(it.members()));
                Batch batch = step.flag("dry_run") ? engine.rehearseLines(lines) : engine.appendLines(lines);
                return "requests " + batch.requests() + told(batch);
            case "import":
                Path csv = Files.writeString(folder.resolve("rows.csv"), step.text("csv"));
                Path map = Files.writeString(folder.resolve("map.lua"), step.text("map"));
                Batch done = engine.importCsv(csv, map);
                return "rows " + done.requests() + " dropped " + done.dropped() + told(done);
            case "advance":
                When to = When.parse(step.text("to"));
                Advance advance = to instanceof When.Moment moment ? engine.advance(moment.time())
                    : engine.advance(to.date());
                return "lapsed " + advance.lapsed() + actions(advance.decisions());
            default:
                Word word = new Word(step.text("by"), When.parse(step.text("at")), step.optionalText("reason"));
                long seq = step.number("seq");
                return told(verb.equals("confirm") ? engine.confirm(seq, word)
                    : verb.equals("decline") ? engine.decline(seq, word) : engine.execute(seq, word));
        }
    }

    private String read(String verb, Document step) {
        switch (verb) {
            case "decisions":
                return decisions(engine.decisions(filter(step)));
            case "inbox":
                return decisions(engine.inbox(step.text("role")));
            case "records":
                return join(engine.records(filter(step)).map(it -> it.seq() + " " + it.type()));
            case "cases":
                return join(step.optionalText("kind").map(engine::cases).orElseGet(engine::cases)
                    .map(it -> it.id() + " " + it.kind() + " " + it.subject().orElse("-")));
            case "case_show":
                return told(engine.caseFile(step.text("case")));
            case "explain":
                long seq = step.number("seq");
                return step.optionalText("rule").map(it -> engine.explain(seq, it)).orElseGet(() -> engine.explain(seq))
                    .text().lines().findFirst().orElseThrow();
            case "measure":
                return told(measure(step));
            case "due":
                return join(step.optionalText("until").map(it -> engine.due(LocalDate.parse(it)))
                    .orElseGet(engine::due).stream().map(it -> it.caseId() + " " + it.name() + " " + it.due()));
            default:
                throw new AssertionError("no verb " + verb + " in Java");
        }
    }

    private String audit(String verb, Document step) {
        if (verb.equals("verify")) {
            Verification seen = Audit.verify(store(step));
            return "records " + seen.records() + " damages " + seen.damages();
        }
        Replay seen = Audit.replay(store(step));
        return "causes " + seen.causes() + " same " + seen.same() + Arrays.stream(Finding.Kind.values())
            .filter(it -> it != Finding.Kind.RUNTIME)
            .map(it -> " " + it.name().toLowerCase(Locale.ROOT) + " " + seen.count(it)).collect(Collectors.joining());
    }

    private String pack(String verb, Document step) {
        switch (verb) {
            case "pack_check":
                List<Diagnostic> found = RulePack.check(below(step, "pack"), language(step));
                return "errors " + found.stream().filter(Diagnostic::isError).count() + found.stream()
                    .map(it -> ", " + it.code() + " " + it.file() + ":" + it.line().orElse(0)).collect(Collectors.joining());
            case "pack_graph":
                RulePack.Format format = RulePack.Format.valueOf(step.text("format").toUpperCase(Locale.ROOT));
                return RulePack.draw(below(step, "pack"), step.optionalText("procedure"), format, language(step)).stream()
                    .map(it -> "id " + it.id() + " " + it.text().substring(0, 4)).collect(Collectors.joining(" "));
            case "pack_doc":
                String page = RulePack.describe(below(step, "pack"), language(step));
                return page.substring(0, 15) + " " + (page.contains("整改") ? "整改" : "repair");
            case "pack_new":
                Path mine = folder.resolve(step.text("folder"));
                RulePack.begin(mine, below(step, "pack"), step.text("named"), language(step));
                return "errors " + RulePack.check(mine, language(step)).stream().filter(Diagnostic::isError).count();
            case "pack_diff":
                List<RulePack.Change> changes = RulePack.compare(below(step, "old"), below(step, "new"), language(step));
                return "same " + said(changes.isEmpty()) + changes.stream().filter(it -> it.change().equals("removed"))
                    .map(it -> " id " + it.id()).collect(Collectors.joining());
            default:
                return rehearsed(step);
        }
    }

    private String rehearsed(Document step) {
        Rehearsal.Options given = Rehearsal.Options.DEFAULTS;
        if (step.optionalText("only").isPresent()) {
            given = given.withOnly(step.text("only"));
        }
        if (step.optionalText("without").isPresent()) {
            given = given.without(step.text("without"));
        }
        Rehearsal run = RulePack.rehearse(below(step, "pack"), given);
        return run.results().stream().map(it -> it.scenario() + (it.passed() ? " passed, " : " failed, "))
            .collect(Collectors.joining()) + run.passed() + " of " + (run.passed() + run.failed());
    }

    // --- telling ---------------------------------------------------------------------------------------

    private static String said(boolean it) {
        return it ? "yes" : "no";
    }

    private static String said(Object it) {
        return it == null ? "-" : it.toString();
    }

    private static String join(Stream<String> items) {
        return items.collect(Collectors.joining(", "));
    }

    private static String actions(List<Decision> decisions) {
        return decisions.isEmpty() ? "" : ": " + join(decisions.stream().map(Decision::action));
    }

    private static String decisions(Stream<Decision> decisions) {
        return join(decisions.map(it -> it.seq() + " " + it.action() + " "
            + it.standing().orElseThrow().name().toLowerCase(Locale.ROOT)));
    }

    private static String told(Receipt it) {
        OptionalLong version = it.version();
        return "seq " + it.seq() + " case " + (it.about() instanceof Subject.OfCase one ? one.id() : "-") + " cv "
            + (version.isPresent() ? version.getAsLong() : "-") + " late " + said(it.late()) + " opened "
            + said(it.opened()) + " repeated " + said(it.repeated()) + actions(it.decisions());
    }

    private static String told(Batch it) {
        return " appended " + it.appended() + " repeated " + it.repeated() + " decisions " + it.decisions()
            + " records " + it.records();
    }

    private static String told(CaseFile it) {
        return it.id() + " " + it.kind() + " " + it.subject().orElse("-") + " version " + it.version() + " repair "
            + said(it.states().get("repair")) + " orders " + said(it.facts().get("orders")) + " note "
            + said(it.fields().get("note")) + " records " + it.records().size() + " decisions "
            + it.decisions().size() + " deadlines " + it.deadlines().size();
    }

    private static String told(Measure it) {
        if (it instanceof Measure.Counts counts) {
            return "value - total " + counts.total();
        }
        return "value " + said(((Measure.Value) it).value().orElse(null)) + " total -";
    }

    // --- what a step says ------------------------------------------------------------------------------

    private Measure measure(Document step) {
        Optional<LocalDate> asOf = step.optionalText("as_of").map(LocalDate::parse);
        return step.optionalText("case").<Measure>map(it -> engine.measure(step.text("name"), it, asOf))
            .orElseGet(() -> engine.measure(step.text("name"), asOf));
    }

    private static Filter filter(Document step) {
        return new Filter(step.optionalText("case"), step.optionalText("rule"), step.optionalText("action"),
            step.optionalNumber("from_seq").orElse(0));
    }

    private Path store(Document step) {
        return folder.resolve(step.optionalText("store").orElse("store.db"));
    }

    private static Path below(Document step, String name) {
        return Village.ROOT.resolve(step.text(name));
    }

    private static Language language(Document step) {
        String tag = step.optionalText("language").orElse("en");
        return Arrays.stream(Language.values()).filter(it -> it.tag().equals(tag)).findFirst()
            .orElseThrow(NoSuchLanguage::new);
    }
}
