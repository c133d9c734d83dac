/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.libing.internal.Document;
import org.libing.internal.EngineHandle;
import org.libing.internal.Host;
import org.libing.internal.JsonWriter;
import org.libing.internal.Native;
import org.libing.internal.NativeLibrary;
import org.libing.internal.Rows;
import org.libing.internal.Text;

/**
 * One open store with its rules: records events, decides and explains.
 *
 * <p>Any thread may call; calls on one engine queue, so open several on the same file to run in parallel. After
 * {@link #close()} every call but {@code close} throws {@link IllegalStateException}; a callback that calls its
 * own engine gets {@link Status#BUSY}. Streams fetch in blocks while they are walked; closing one early, with
 * try-with-resources, frees it early.
 *
 * <p>Never open the same file through another SQLite in this process, such as a JDBC driver's: closing that
 * drops this engine's locks.
 */
public final class Engine implements AutoCloseable {
    private static final int BLOCK = 10_000;

    private final EngineHandle handle;
    private final Path path;
    private volatile ZoneOffset zone; // asked of the store when it is first needed

    private Engine(Path path, EngineHandle handle) {
        this.path = path;
        this.handle = handle;
    }

    // --- opening and closing ---------------------------------------------------------------------------

    /**
     * Open an existing store.
     *
     * @param path the store's file
     * @return the engine; close it
     * @throws LibingException {@link Status#NOTFOUND}, {@link Status#NOTSTORE}, {@link Status#VERSION},
     *                         {@link Status#DAMAGED}, {@link Status#READONLY}, {@link Status#LOCKED}
     */
    public static Engine open(Path path) {
        return open(path, EngineOptions.DEFAULTS);
    }

    /**
     * Open an existing store.
     *
     * @param path    the store's file
     * @param options how
     * @return the engine; close it
     * @throws LibingException as {@link #open(Path)}
     */
    public static Engine open(Path path, EngineOptions options) {
        return attach(path, options, host -> Native.engine_open(Text.utf8(path.toString()),
            Text.utf8(options.language().tag()), milliseconds(options), options.readOnly(), guard(options),
            options.cacheBytes(), host));
    }

    /**
     * Create a store and open it.
     *
     * @param path a file that must not exist
     * @return the engine; close it
     * @throws LibingException {@link Status#EXISTS}, {@link Status#READONLY}, {@link Status#FULL},
     *                         {@link Status#STORE}
     */
    public static Engine create(Path path) {
        return create(path, Birth.DEFAULTS, EngineOptions.DEFAULTS);
    }

    /**
     * Create a store and open it.
     *
     * @param path    a file that must not exist
     * @param birth   what it says of itself
     * @param options how to open it
     * @return the engine; close it
     * @throws LibingException as {@link #create(Path)}; {@link Status#DATE} a zone or uid that is none
     */
    public static Engine create(Path path, Birth birth, EngineOptions options) {
        if (options.readOnly()) {
            throw new IllegalArgumentException("a store cannot be created read-only: " + path);
        }
        return attach(path, options, host -> Native.engine_create(Text.utf8(path.toString()),
            Text.utf8(offset(birth.zone())), Text.utf8(birth.origin().orElse(null)),
            Text.utf8(birth.uid().orElse(null)), Text.utf8(options.language().tag()), milliseconds(options),
            guard(options), options.cacheBytes(), host));
    }

    private static Engine attach(Path path, EngineOptions options, LongFunction<Long> opener) {
        Clock clock = options.clock();
        NativeLibrary.need();
        Host host = new Host(clock::millis, options.logger());
        return new Engine(path, new EngineHandle(path.toString(), host, opener));
    }

    private static int milliseconds(EngineOptions options) {
        return Math.toIntExact(options.busyTimeout().toMillis());
    }

    private static long guard(EngineOptions options) {
        return options.timeout().map(it -> Math.max(1, it.toMillis())).orElse(0L);
    }

    /* ZoneOffset says "Z" for +00:00. */
    private static String offset(ZoneOffset zone) {
        return zone.equals(ZoneOffset.UTC) ? "+00:00" : zone.getId();
    }

    /**
     * Close it; a second time does nothing. Waits for a call that is running in another thread.
     *
     * @throws LibingException {@link Status#BUSY} from a callback of this engine
     */
    @Override
    public void close() {
        if (!handle.close()) {
            throw new LibingException(Status.BUSY, "engine.busy", "a callback closed its own engine");
        }
    }

    /**
     * Whether it was closed.
     *
     * @return true after {@link #close()}
     */
    public boolean isClosed() {
        return handle.isClosed();
    }

    /**
     * End the call that is running on this engine, in whichever thread, with {@link Status#INTERRUPTED}: it
     * leaves everything as it was. Does nothing when none is running. Any thread may do so at any time.
     */
    public void interrupt() {
        handle.interrupt();
    }

    /**
     * The store's file.
     *
     * @return the path as it was given
     */
    public Path path() {
        return path;
    }

    @Override
    public String toString() {
        return "Engine[" + path + (isClosed() ? ", closed]" : "]");
    }

    private ZoneOffset zone() {
        if (zone == null) {
            zone = info().zone();
        }
        return zone;
    }

    // --- recording -------------------------------------------------------------------------------------

    /**
     * Install a rule pack: it judges events from a day on, until a later one does. Installing what is in force
     * from that day already writes nothing.
     *
     * @param directory a folder with {@code pack.lua}
     * @param validFrom the first day whose events it judges
     * @return the record that says so
     * @throws LibingException {@link Status#PACK} the pack has errors, which {@link RulePack#check} lists, or
     *                         does not fit the store; {@link Status#NOTFOUND}
     */
    public long install(Path directory, LocalDate validFrom) {
        byte[] folder = Text.utf8(directory.toString());
        byte[] day = Text.utf8(validFrom.toString());
        return handle.call(engine -> Native.engine_install(engine, folder, day));
    }

    /**
     * Record one event and everything that follows from it, in one durable transaction.
     *
     * @param request the event
     * @return the receipt, with the decisions
     * @throws LibingException {@link Status#WORD}, {@link Status#TYPE}, {@link Status#DATE} and others what the
     *                         request says; {@link Status#ROLE} this role may not say that;
     *                         {@link Status#STALE}, {@link Status#CONFLICT}, {@link Status#EXISTS} somebody was
     *                         faster, or a key came twice; {@link Status#PACK}, {@link Status#RULE},
     *                         {@link Status#LIMIT} the rules
     * @throws IllegalArgumentException a value that no request may hold, such as a float
     */
    public Receipt append(Request request) {
        return append(request, false);
    }

    /**
     * Answer as if an event had been recorded, and write nothing.
     *
     * @param request the event
     * @return the receipt that {@link #append(Request)} would give
     * @throws LibingException as {@link #append(Request)}
     */
    public Receipt rehearse(Request request) {
        return append(request, true);
    }

    private Receipt append(Request request, boolean isDry) {
        JsonWriter out = new JsonWriter(zone());
        request.write(out, zone());
        return append(out.take(), isDry);
    }

    private Receipt append(byte[] request, boolean isDry) {
        return Receipt.of(handle.call(engine -> Native.engine_append(engine, request, isDry)));
    }

    /**
     * Record one event that comes as JSON, over the network say: an object with {@code type}, one of
     * {@code case} / {@code party} / neither, {@code at}, {@code by}, {@code data}, and optionally {@code id},
     * {@code expect} and {@code corrects}.
     *
     * @param json the request
     * @return the receipt, with the decisions
     * @throws LibingException as {@link #append(Request)}; {@link Status#TEXT} no JSON object
     */
    public Receipt append(String json) {
        return append(Text.utf8(json), false);
    }

    /**
     * Answer as if an event that comes as JSON had been recorded, and write nothing.
     *
     * @param json the request
     * @return the receipt that {@link #append(String)} would give
     * @throws LibingException as {@link #append(String)}
     */
    public Receipt rehearse(String json) {
        return append(Text.utf8(json), true);
    }

    /**
     * Record many events in blocks of 10,000, each in one transaction.
     *
     * <p>When a request fails, its block is not recorded and the blocks before it are;
     * {@link LibingException#position()} says which it was. Give requests an id, and the whole can be told again
     * after a failure.
     *
     * @param requests the events, walked once
     * @return what was done
     * @throws LibingException as {@link #append(Request)}
     */
    public Batch appendMany(Stream<Request> requests) {
        return appendMany(requests.iterator());
    }

    /**
     * Record many events: see {@link #appendMany(Stream)}.
     *
     * @param requests the events
     * @return what was done
     * @throws LibingException as {@link #append(Request)}
     */
    public Batch appendMany(Iterator<Request> requests) {
        return appendMany(requests, BLOCK, (done, total) -> { });
    }

    /**
     * Record many events: see {@link #appendMany(Stream)}.
     *
     * @param requests the events
     * @param block    requests a transaction
     * @param progress told after each block how many requests are done
     * @return what was done
     * @throws LibingException as {@link #append(Request)}
     */
    public Batch appendMany(Iterator<Request> requests, int block, Progress progress) {
        JsonWriter out = new JsonWriter(zone());
        return Bulk.append(this::appendBlock, requests, block, progress, out,
            request -> request.write(out, zone()));
    }

    /**
     * Record many events that come as JSON Lines, one request a line: see {@link #appendMany(Stream)}.
     *
     * @param lines the requests, each without its line break
     * @return what was done
     * @throws LibingException as {@link #append(Request)}; {@link Status#TEXT} a line that is no JSON object
     */
    public Batch appendLines(Stream<String> lines) {
        JsonWriter out = new JsonWriter(ZoneOffset.UTC);
        return Bulk.append(this::appendBlock, lines.iterator(), BLOCK, (done, total) -> { }, out,
            line -> out.raw(Bulk.line(line)));
    }

    /**
     * Answer as if many events that come as JSON Lines had been recorded in one transaction, and write nothing.
     *
     * @param lines the requests, each without its line break
     * @return what would have been done
     * @throws LibingException as {@link #appendLines}
     */
    public Batch rehearseLines(Stream<String> lines) {
        JsonWriter out = new JsonWriter(ZoneOffset.UTC);
        return Bulk.append(block -> handle.call(engine -> Native.engine_append_many(engine, block, true)),
            lines.iterator(), Integer.MAX_VALUE, (done, total) -> { }, out, line -> out.raw(Bulk.line(line)));
    }

    private byte[] appendBlock(byte[] lines) {
        return handle.call(engine -> Native.engine_append_many(engine, lines, false));
    }

    /**
     * Append the rows of a CSV file, gzipped or not, through a map: a sandboxed Lua file that makes a request of
     * a row. Whole transactions of 10,000 rows are kept when a later row fails.
     *
     * @param csv the rows, UTF-8, with a header line
     * @param map the Lua file
     * @return what was done
     * @throws LibingException as {@link #append(Request)}; {@link Status#NOTFOUND} a file
     */
    public Batch importCsv(Path csv, Path map) {
        return importCsv(csv, map, BLOCK, (done, total) -> { });
    }

    /**
     * Append the rows of a CSV file: see {@link #importCsv(Path, Path)}.
     *
     * @param csv      the rows
     * @param map      the Lua file
     * @param block    rows a transaction
     * @param progress told how far it has come
     * @return what was done
     * @throws LibingException as {@link #importCsv(Path, Path)}
     */
    public Batch importCsv(Path csv, Path map, int block, Progress progress) {
        byte[] from = Text.utf8(csv.toString());
        byte[] by = Text.utf8(map.toString());
        long[] counts = Text.numbers(handle.call(progress::report,
            engine -> Native.engine_import(engine, from, by, block)));
        return new Batch(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /**
     * Say what day it is: deadlines that ended before it lapse, with what that causes. Advancing often, late or
     * never gives equal decisions, since an event lapses what ended before it.
     *
     * @param to the beginning of this day
     * @return what ended
     * @throws LibingException rule and store errors
     */
    public Advance advance(LocalDate to) {
        return advance(When.of(to));
    }

    /**
     * Say what time it is: see {@link #advance(LocalDate)}.
     *
     * @param to the moment
     * @return what ended
     * @throws LibingException rule and store errors
     */
    public Advance advance(OffsetDateTime to) {
        return advance(When.of(to));
    }

    private Advance advance(When to) {
        byte[] text = Text.utf8(to.in(zone()));
        return Advance.of(handle.call(engine -> Native.engine_advance(engine, text)));
    }

    /** What the native half calls an officer's word. */
    @FunctionalInterface
    private interface Say {
        byte[] say(long engine, long seq, byte[] by, byte[] at, byte[] reason);
    }

    private Receipt say(Say verb, long decision, Word word) {
        byte[] by = Text.utf8(word.by());
        byte[] at = Text.utf8(word.at().in(zone()));
        byte[] reason = Text.utf8(word.reason().orElse(null));
        return Receipt.of(handle.call(engine -> verb.say(engine, decision, by, at, reason)));
    }

    /**
     * The word of the role that decides: this decision stands.
     *
     * @param decision its record
     * @param word     who says so, and when
     * @return the receipt
     * @throws LibingException {@link Status#NOTFOUND} no such decision; {@link Status#STATE} it was answered
     *                         already, or nobody decides it; {@link Status#ROLE} another role decides it
     */
    public Receipt confirm(long decision, Word word) {
        return say(Native::engine_confirm, decision, word);
    }

    /**
     * The word of the role that decides: this decision is no longer in force.
     *
     * @param decision its record
     * @param word     who says so, and when
     * @return the receipt
     * @throws LibingException as {@link #confirm}
     */
    public Receipt decline(long decision, Word word) {
        return say(Native::engine_decline, decision, word);
    }

    /**
     * Record that a decision was carried out: the money was handed over.
     *
     * @param decision its record
     * @param word     who says so, and when
     * @return the receipt
     * @throws LibingException as {@link #confirm}
     */
    public Receipt execute(long decision, Word word) {
        return say(Native::engine_execute, decision, word);
    }

    // --- reading ---------------------------------------------------------------------------------------

    /**
     * All decisions, in order of their records, and how they stand now.
     *
     * @return the decisions
     * @throws LibingException store errors
     */
    public Stream<Decision> decisions() {
        return decisions(Filter.ALL);
    }

    /**
     * Decisions in order of their records, and how they stand now.
     *
     * @param filter which of them
     * @return the decisions
     * @throws LibingException {@link Status#NOTFOUND} no such case; store errors
     */
    public Stream<Decision> decisions(Filter filter) {
        byte[] caseId = Text.utf8(filter.caseId().orElse(null));
        byte[] rule = Text.utf8(filter.rule().orElse(null));
        byte[] action = Text.utf8(filter.action().orElse(null));
        return decisionsOf(engine -> Native.engine_decisions(engine, caseId, rule, action, filter.fromSeq()));
    }

    /**
     * What waits for a role: decisions in force that nobody has confirmed, declined or executed.
     *
     * @param role as a pack declares it
     * @return the decisions, in order of their records
     * @throws LibingException {@link Status#WORD} no pack of the store has this role
     */
    public Stream<Decision> inbox(String role) {
        byte[] text = Text.utf8(role);
        return decisionsOf(engine -> Native.engine_inbox(engine, text));
    }

    private Stream<Decision> decisionsOf(LongFunction<Long> open) {
        return Rows.stream(handle, open).map(row -> Decision.of(Document.of(row.text()), row.standing()));
    }

    /**
     * The log's records in order.
     *
     * @param filter which of them; of its members {@code caseId} and {@code fromSeq} count
     * @return the records
     * @throws LibingException {@link Status#NOTFOUND} no such case; store errors
     */
    public Stream<LogRecord> records(Filter filter) {
        byte[] caseId = Text.utf8(filter.caseId().orElse(null));
        return Rows.stream(handle, engine -> Native.engine_records(engine, caseId, filter.fromSeq()))
            .map(row -> LogRecord.of(Document.of(row.text()), Text.of(row.text())));
    }

    /**
     * All cases, in order of opening.
     *
     * @return the cases
     * @throws LibingException store errors
     */
    public Stream<CaseSummary> cases() {
        return casesOf(null);
    }

    /**
     * Cases of one kind, in order of opening.
     *
     * @param kind as a pack declares it
     * @return the cases
     * @throws LibingException store errors
     */
    public Stream<CaseSummary> cases(String kind) {
        return casesOf(Text.utf8(kind));
    }

    private Stream<CaseSummary> casesOf(byte[] kind) {
        return Rows.stream(handle, engine -> Native.engine_cases(engine, kind))
            .map(row -> CaseSummary.of(row.text()));
    }

    /**
     * One case with everything that is known about it.
     *
     * @param caseId the case's id
     * @return the case
     * @throws LibingException {@link Status#NOTFOUND}
     */
    public CaseFile caseFile(String caseId) {
        byte[] id = Text.utf8(caseId);
        return CaseFile.of(handle.call(engine -> Native.engine_case_show(engine, id)));
    }

    /**
     * Why a decision was made; or, with the record of an event, why rules spoke or stayed silent.
     *
     * @param seq the record
     * @return the reasons
     * @throws LibingException {@link Status#NOTFOUND} no such record
     */
    public Explanation explain(long seq) {
        return explain(seq, Optional.empty());
    }

    /**
     * Why one rule spoke or stayed silent about an event: its first condition that failed, and what would have
     * had to be different.
     *
     * @param seq  the event's record
     * @param rule the rule's id
     * @return the reasons
     * @throws LibingException {@link Status#NOTFOUND} no such record or rule
     */
    public Explanation explain(long seq, String rule) {
        return explain(seq, Optional.of(rule));
    }

    private Explanation explain(long seq, Optional<String> rule) {
        byte[] text = Text.utf8(rule.orElse(null));
        return Explanation.of(handle.call(engine -> Native.engine_explain(engine, seq, text)));
    }

    /**
     * A measure of the store, or counted over all cases of its kind.
     *
     * @param name a fact that measures
     * @param asOf the day, the end of which is meant; empty is everything that is recorded
     * @return one value, or counts
     * @throws LibingException {@link Status#NOTFOUND} no such measure
     */
    public Measure measure(String name, Optional<LocalDate> asOf) {
        return measureOf(name, null, asOf);
    }

    /**
     * A measure of one case.
     *
     * @param name   a fact that measures
     * @param caseId the case
     * @param asOf   the day, the end of which is meant; empty is everything that is recorded
     * @return its value
     * @throws LibingException {@link Status#NOTFOUND} no such measure or case
     */
    public Measure.Value measure(String name, String caseId, Optional<LocalDate> asOf) {
        return (Measure.Value) measureOf(name, caseId, asOf);
    }

    private Measure measureOf(String name, String caseId, Optional<LocalDate> asOf) {
        byte[] fact = Text.utf8(name);
        byte[] id = Text.utf8(caseId);
        byte[] day = Text.utf8(asOf.map(LocalDate::toString).orElse(null));
        return Measure.of(Document.of(handle.call(engine -> Native.engine_measure(engine, fact, id, day))).members());
    }

    /**
     * Deadlines that run, in the order in which they end.
     *
     * @return all of them
     * @throws LibingException store errors
     */
    public List<Deadline> due() {
        return dueBy(null);
    }

    /**
     * Deadlines that end by the end of a day, in the order in which they end.
     *
     * @param until the day
     * @return the deadlines
     * @throws LibingException store errors
     */
    public List<Deadline> due(LocalDate until) {
        return dueBy(Text.utf8(until.toString()));
    }

    private List<Deadline> dueBy(byte[] until) {
        return Deadline.listOf(Document.of(handle.call(engine -> Native.engine_due(engine, until))));
    }

    /**
     * What this store is: origin, zone, packs, how much it holds, the root of its log.
     *
     * @return what it says of itself
     * @throws LibingException store errors
     */
    public Info info() {
        return Info.of(handle.call(Native::engine_info));
    }
}
