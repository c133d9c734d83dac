/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A list of a store's, fetched in blocks that grow while it is walked, so that memory does not grow with the
 * store. Keeps its engine; freed at its end, when it is closed, or when nobody can reach it.
 */
public final class Rows implements Iterator<Rows.Row> {
    private static final int BLOCK_FIRST = 64;
    private static final int BLOCK_MOST = 4096;

    /** One item: its canonical JSON, and how a decision stands, else empty. */
    public record Row(String standing, byte[] text) {
    }

    private record Release(long iterator) implements Runnable {
        @Override
        public void run() {
            Native.iterator_free(iterator);
        }
    }

    private final EngineHandle engine;
    private final long iterator;
    private final Cleaner.Cleanable release;
    private final ArrayDeque<Row> fetched = new ArrayDeque<>();
    private int block = BLOCK_FIRST;
    private boolean isOver;

    private Rows(EngineHandle engine, LongFunction<Long> open) {
        this.engine = engine;
        this.iterator = engine.call(open);
        this.release = EngineHandle.CLEANER.register(this, new Release(iterator));
    }

    /** The rows that {@code open} lists; closing the stream frees them. */
    public static Stream<Row> stream(EngineHandle engine, LongFunction<Long> open) {
        Rows rows = new Rows(engine, open);
        int kind = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, kind), false).onClose(rows::close);
    }

    @Override
    public synchronized boolean hasNext() {
        if (fetched.isEmpty() && !isOver) {
            fetch();
        }
        return !fetched.isEmpty();
    }

    @Override
    public synchronized Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return fetched.remove();
    }

    private void fetch() {
        byte[] fields = engine.call(unused -> Native.iterator_block(iterator, block));
        int from = 0;
        while (from < fields.length) {
            int middle = end(fields, from);
            int end = end(fields, middle + 1);
            String standing = new String(fields, from, middle - from, UTF_8);
            fetched.add(new Row(standing, Arrays.copyOfRange(fields, middle + 1, end)));
            from = end + 1;
        }
        block = Math.min(block * 4, BLOCK_MOST);
        if (fetched.isEmpty()) {
            close();
        }
    }

    private static int end(byte[] fields, int from) {
        int end = from;
        while (fields[end] != 0) {
            end++;
        }
        return end;
    }

    private synchronized void close() {
        isOver = true;
        fetched.clear();
        release.clean();
    }
}
