/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.libing.internal.Host;
import org.libing.internal.Native;
import org.libing.internal.Report;
import org.libing.internal.Text;

/**
 * How the scenarios of a pack went.
 *
 * @param passed  how many came to what was expected; each is counted once for every rule left out
 * @param failed  how many did not
 * @param results each of them, in the order of the files
 */
public record Rehearsal(long passed, long failed, List<Result> results) {
    private static final int FIELDS = 6;

    /**
     * How one scenario went.
     *
     * @param file     the scenario's file
     * @param scenario its id
     * @param title    its title in the language asked for
     * @param without  the rule that was left out
     * @param passed   whether it came to what was expected
     * @param report   what was expected and what came, one line each; empty when passed
     */
    public record Result(Path file, String scenario, Optional<String> title, Optional<String> without,
                         boolean passed, String report) {
        private static Result of(List<String> fields) {
            return new Result(Path.of(fields.get(0)), fields.get(1), Audit.some(fields.get(2)),
                Audit.some(fields.get(3)), fields.get(4).equals("1"), fields.get(5));
        }
    }

    /** How often time is advanced between events. Decisions are the same however often it is. */
    public enum Time {
        /** Before each event, at probes and at the end. */
        EVENTS,
        /** Besides, at the beginning of every day. */
        DAILY,
        /** Besides, at the beginning of every hour. */
        HOURLY,
        /** At the end only. */
        NEVER
    }

    /**
     * Which scenarios, and how. Begin with {@link #DEFAULTS} and change what differs.
     *
     * @param language    of titles and reports
     * @param files       scenario files; none are {@code scenarios.yaml} and those in {@code scenarios/} of the pack
     * @param only        this scenario alone
     * @param without     leave out this rule
     * @param eachWithout run all again and again, each time without one of the rules
     * @param keep        a folder that keeps a store of each scenario, {@code <id>.db}
     * @param time        how often time is advanced
     * @param progress    told how many scenarios are done; what it throws ends the call
     */
    public record Options(Language language, List<Path> files, Optional<String> only, Optional<String> without,
                          boolean eachWithout, Optional<Path> keep, Time time, Progress progress) {
        /** All of the pack's own, in English. */
        public static final Options DEFAULTS = new Options(Language.EN, List.of(), Optional.empty(),
            Optional.empty(), false, Optional.empty(), Time.EVENTS, (done, total) -> { });

        /**
         * Every member is there.
         *
         * @param language    of titles and reports
         * @param files       scenario files; none are the pack's own
         * @param only        this scenario alone
         * @param without     leave out this rule
         * @param eachWithout run all again and again, each time without one of the rules
         * @param keep        a folder that keeps a store of each scenario
         * @param time        how often time is advanced
         * @param progress    told how many scenarios are done
         */
        public Options {
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(files, "files");
            Objects.requireNonNull(only, "only");
            Objects.requireNonNull(without, "without");
            Objects.requireNonNull(keep, "keep");
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(progress, "progress");
        }

        /**
         * In another language.
         *
         * @param it the language
         * @return a copy
         */
        public Options withLanguage(Language it) {
            return new Options(it, files, only, without, eachWithout, keep, time, progress);
        }

        /**
         * From these files.
         *
         * @param it scenario files
         * @return a copy
         */
        public Options withFiles(List<Path> it) {
            return new Options(language, it, only, without, eachWithout, keep, time, progress);
        }

        /**
         * One scenario alone.
         *
         * @param it its id
         * @return a copy
         */
        public Options withOnly(String it) {
            return new Options(language, files, Optional.of(it), without, eachWithout, keep, time, progress);
        }

        /**
         * Without a rule.
         *
         * @param it its id
         * @return a copy
         */
        public Options without(String it) {
            return new Options(language, files, only, Optional.of(it), eachWithout, keep, time, progress);
        }

        /**
         * Again and again, each time without one of the rules: does any scenario notice?
         *
         * @return a copy
         */
        public Options withoutEach() {
            return new Options(language, files, only, without, true, keep, time, progress);
        }

        /**
         * Keeping a store of each scenario.
         *
         * @param it an existing folder
         * @return a copy
         */
        public Options withKeep(Path it) {
            return new Options(language, files, only, without, eachWithout, Optional.of(it), time, progress);
        }

        /**
         * Advancing time more often, or less.
         *
         * @param it how often
         * @return a copy
         */
        public Options withTime(Time it) {
            return new Options(language, files, only, without, eachWithout, keep, it, progress);
        }

        /**
         * Telling how many scenarios are done.
         *
         * @param it whom
         * @return a copy
         */
        public Options withProgress(Progress it) {
            return new Options(language, files, only, without, eachWithout, keep, time, it);
        }
    }

    /**
     * Whether all came to what was expected.
     *
     * @return true when none failed
     */
    public boolean isPassed() {
        return failed == 0;
    }

    static Rehearsal run(Path directory, Options options) {
        Host host = new Host(Clock.systemUTC()::millis, System.getLogger("org.libing"));
        host.reportTo(options.progress()::report);
        byte[] pack = Text.utf8(directory.toString());
        byte[] language = Text.utf8(options.language().tag());
        byte[] files = Text.block(options.files().stream().map(Path::toString).toList());
        byte[] only = Text.utf8(options.only().orElse(null));
        byte[] without = Text.utf8(options.without().orElse(null));
        byte[] keep = Text.utf8(options.keep().map(Path::toString).orElse(null));
        List<String> fields = List.of(Text.fields(Report.hosted(host, calls -> Native.pack_test(pack, language, files,
            only, without, options.eachWithout(), keep, options.time().ordinal(), calls))));
        List<Result> results = new ArrayList<>();
        for (int i = 2; i < fields.size(); i += FIELDS) {
            results.add(Result.of(fields.subList(i, i + FIELDS)));
        }
        return new Rehearsal(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), List.copyOf(results));
    }
}
