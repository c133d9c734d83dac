/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an audit has found, kept by the native half and fetched in blocks; a damaged store may have millions. */
public final class Report {
    /** kind, seq, table, column, rule, recorded, recomputed, message. */
    public static final int FIELDS = 8;
    private static final int BLOCK_BYTES = 64 * 1024;

    private record Release(long report) implements Runnable {
        @Override
        public void run() {
            Native.audit_free(report);
        }
    }

    private final long report;

    private Report(long report) {
        this.report = report;
        EngineHandle.CLEANER.register(this, new Release(report));
    }

    /** Run an audit: {@code audit} is given the host's calls, and answers with the report. */
    public static Report of(Host host, LongFunction<Long> audit) {
        return new Report(hosted(host, audit));
    }

    /** A call that needs no engine, but a host; what a callback threw comes out unchanged. */
    public static <T> T hosted(Host host, LongFunction<T> call) {
        NativeLibrary.need();
        long calls = Native.host_new(host);
        try {
            return EngineHandle.carrying(host, () -> call.apply(calls));
        } finally {
            Native.host_free(calls);
        }
    }

    /** The counts, in the native half's order. */
    public String[] summary() {
        try {
            return Text.fields(Native.audit_summary(report));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Each finding's fields, in order of discovery. */
    public Stream<List<String>> findings() {
        int kind = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Walk(), kind), false);
    }

    private final class Walk implements Iterator<List<String>> {
        private String[] fields = {};
        private int field;
        private long from;

        @Override
        public boolean hasNext() {
            if (field == fields.length) {
                byte[] block = fetch(from);
                from += block.length;
                fields = Text.fields(block);
                field = 0;
            }
            return field < fields.length;
        }

        @Override
        public List<String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            field += FIELDS;
            return Arrays.asList(fields).subList(field - FIELDS, field);
        }
    }

    private byte[] fetch(long from) {
        try {
            return Native.audit_findings(report, from, BLOCK_BYTES);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
