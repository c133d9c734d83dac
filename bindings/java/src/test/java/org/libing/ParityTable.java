/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.libing.internal.Document;
import org.libing.internal.JsonWriter;

/** Reads the table, which is written by hand: with white space, which libing's own JSON has none of. */
final class ParityTable {
    private ParityTable() {
    }

    static Document read(Path file) {
        try {
            String text = Files.readString(file);
            StringBuilder out = new StringBuilder();
            boolean isText = false;
            for (int i = 0; i < text.length(); i++) {
                char one = text.charAt(i);
                if (one == '\\' && isText) {
                    out.append(one).append(text.charAt(++i));
                    continue;
                }
                isText ^= one == '"';
                if (isText || !Character.isWhitespace(one)) {
                    out.append(one);
                }
            }
            return Document.of(out.toString().getBytes(UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String json(Object value) {
        return new String(new JsonWriter(ZoneOffset.UTC).value(value).take(), UTF_8);
    }
}
