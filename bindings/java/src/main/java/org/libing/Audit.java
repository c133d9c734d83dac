/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.libing.internal.Host;
import org.libing.internal.Native;
import org.libing.internal.Report;
import org.libing.internal.Text;

/**
 * Is the record whole, and does it follow from its causes. Both audits read a store's file and never write to
 * it; they may run beside a writer.
 */
public final class Audit {
    private Audit() {
    }

    /**
     * Check log against tree, blobs against records, projections against a rebuild. Runs no rule.
     *
     * @param path the store's file
     * @return what was seen
     * @throws LibingException {@link Status#NOTFOUND}, {@link Status#NOTSTORE}, {@link Status#VERSION}; store
     *                         errors
     */
    public static Verification verify(Path path) {
        return verify(path, AuditOptions.DEFAULTS);
    }

    /**
     * Check log against tree, blobs against records, projections against a rebuild. Runs no rule.
     *
     * @param path    the store's file
     * @param options how
     * @return what was seen
     * @throws LibingException as {@link #verify(Path)}
     */
    public static Verification verify(Path path, AuditOptions options) {
        byte[] file = Text.utf8(path.toString());
        byte[] language = Text.utf8(options.language().tag());
        return new Verification(Report.of(host(options), host -> Native.store_verify(file, language, host)));
    }

    /**
     * Feed every recorded cause to the rules again, and compare what follows with what is recorded, line for
     * line.
     *
     * @param path the store's file
     * @return what was seen
     * @throws LibingException as {@link #verify(Path)}; {@link Status#DAMAGED} a record cannot be read at all
     */
    public static Replay replay(Path path) {
        return replay(path, AuditOptions.DEFAULTS);
    }

    /**
     * Feed every recorded cause to the rules again: see {@link #replay(Path)}.
     *
     * @param path    the store's file
     * @param options how
     * @return what was seen
     * @throws LibingException as {@link #replay(Path)}
     */
    public static Replay replay(Path path, AuditOptions options) {
        byte[] file = Text.utf8(path.toString());
        byte[] language = Text.utf8(options.language().tag());
        return new Replay(Report.of(host(options), host -> Native.store_replay(file, language, host)));
    }

    private static Host host(AuditOptions options) {
        Clock clock = Clock.systemUTC();
        Host host = new Host(clock::millis, System.getLogger("org.libing"));
        host.reportTo(options.progress()::report);
        host.tellTo(fields -> options.findings().accept(Finding.of(List.of(Text.fields(fields)))));
        return host;
    }

    static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
