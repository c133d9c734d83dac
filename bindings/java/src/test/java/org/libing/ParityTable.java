/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.libing.internal.Document;

/** Reads the table. */
final class ParityTable {
    private ParityTable() {
    }

    static Document read(Path file) {
        try {
            return new Document(Json.read(Files.readString(file)));
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
}
