/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.libing.internal.JsonWriter;
import org.libing.internal.Text;

/** Many requests, in blocks of lines. */
final class Bulk {
    private static final byte[] LINE_BREAK = { '\n' };

    private Bulk() {
    }

    /** A request as it came; one that holds a line break would be two. */
    static byte[] line(String json) {
        if (json.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line of JSON holds a line break: " + json);
        }
        return Text.utf8(json);
    }

    /** {@code write} puts a request into {@code out}; {@code send} records a block and answers with counts. */
    static <T> Batch append(UnaryOperator<byte[]> send, Iterator<T> requests, int block, Progress progress,
                            JsonWriter out, Consumer<T> write) {
        if (block < 1) {
            throw new IllegalArgumentException("a block of " + block + " requests");
        }
        Batch done = Batch.NONE;
        long sent = 0;
        while (requests.hasNext()) {
            long before = sent;
            for (; sent - before < block && requests.hasNext(); sent++) {
                write.accept(requests.next());
                out.raw(LINE_BREAK);
            }
            try {
                long[] counts = Text.numbers(send.apply(out.take()));
                done = done.plus(new Batch(counts[0], 0, counts[1], counts[2], counts[3], counts[4]));
            } catch (LibingException failure) {
                throw failure.after(before);
            }
            progress.report(sent, 0);
        }
        return done;
    }
}
