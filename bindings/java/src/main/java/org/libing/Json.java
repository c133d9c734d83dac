/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneOffset;
import java.util.Map;
import org.libing.internal.JsonReader;
import org.libing.internal.JsonWriter;
import org.libing.internal.Text;

/**
 * JSON as libing has it, for hosts that have no library of their own: no floats, whole numbers of 64 bits, and
 * what {@link Request#data()} names.
 */
public final class Json {
    private Json() {
    }

    /**
     * Read one object.
     *
     * @param text JSON, with any white space and escapes
     * @return its members: {@code String}, {@code Long}, {@code Boolean}, {@code List} and {@code Map},
     *         unmodifiable all the way down; {@code null} for null
     * @throws IllegalArgumentException no JSON object, a float, a name twice, or more than 64 levels
     */
    public static Map<String, Object> read(String text) {
        return JsonReader.read(Text.utf8(text));
    }

    /**
     * Write any value that a request may hold.
     *
     * @param value see {@link Request#data()}
     * @return JSON in one line; times keep their instant, in UTC
     * @throws IllegalArgumentException another value, such as a float
     */
    public static String write(Object value) {
        return new String(new JsonWriter(ZoneOffset.UTC).value(value).take(), UTF_8);
    }
}
