/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes requests as UTF-8, straight into bytes: in bulk this is what a request costs on this side. Members
 * are separated by their caller; times are written in the store's zone.
 */
public final class JsonWriter {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final String HEX = "0123456789abcdef";

    private final ZoneOffset zone;
    private byte[] bytes = new byte[4096];
    private int len;

    /** With the offset of the store's times. */
    public JsonWriter(ZoneOffset zone) {
        this.zone = zone;
    }

    /** How many bytes have been written. */
    public int length() {
        return len;
    }

    /** Take back what was written after {@code length} bytes. */
    public void cut(int length) {
        len = length;
    }

    /** What was written, and begin anew. */
    public byte[] take() {
        byte[] out = Arrays.copyOf(bytes, len);
        len = 0;
        return out;
    }

    /** Bytes as they are. */
    public JsonWriter raw(byte[] given) {
        room(given.length);
        System.arraycopy(given, 0, bytes, len, given.length);
        len += given.length;
        return this;
    }

    /** ASCII as it is. */
    public JsonWriter raw(String ascii) {
        return raw(ascii.getBytes(ISO_8859_1));
    }

    /** A day, a time, as libing writes it. */
    public static String when(OffsetDateTime time, ZoneOffset zone) {
        OffsetDateTime there = time.withOffsetSameInstant(zone);
        return there.getNano() == 0 ? SECONDS.format(there) : there.toString();
    }

    /**
     * Any value that a request may hold.
     *
     * @throws IllegalArgumentException for another, such as a float
     */
    public JsonWriter value(Object value) {
        if (value instanceof CharSequence || value instanceof Enum<?>) {
            return text(value.toString());
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short
            || value instanceof Byte || value instanceof Boolean || value == null) {
            return raw(String.valueOf(value));
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof Iterable<?> items) {
            return list(items);
        }
        if (value instanceof Object[] items) {
            return list(Arrays.asList(items));
        }
        return rare(value);
    }

    private JsonWriter rare(Object value) {
        if (value instanceof LocalDate) {
            return text(value.toString());
        }
        if (value instanceof OffsetDateTime time) {
            return text(when(time, zone));
        }
        if (value instanceof ZonedDateTime time) {
            return text(when(time.toOffsetDateTime(), zone));
        }
        if (value instanceof BigInteger) {
            return raw(value.toString());
        }
        if (value instanceof BigDecimal decimal) {
            return text(decimal.toPlainString());
        }
        throw new IllegalArgumentException("a " + value.getClass().getName() + " is no value of a request: " + value
            + (value instanceof Double || value instanceof Float
                ? "; money is a whole number of fen, a decimal is a BigDecimal" : ""));
    }

    private JsonWriter object(Map<?, ?> map) {
        put('{');
        boolean isFirst = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!isFirst) {
                put(',');
            }
            isFirst = false;
            text(String.valueOf(entry.getKey()));
            put(':');
            value(entry.getValue());
        }
        return put('}');
    }

    private JsonWriter list(Iterable<?> items) {
        put('[');
        boolean isFirst = true;
        for (Object item : items) {
            if (!isFirst) {
                put(',');
            }
            isFirst = false;
            value(item);
        }
        return put(']');
    }

    /**
     * Text in quotes.
     *
     * @throws IllegalArgumentException for half a surrogate pair, which is no character
     */
    public JsonWriter text(String text) {
        int count = text.length();
        room(count * 6 + 2);
        bytes[len++] = '"';
        for (int i = 0; i < count; i++) {
            char one = text.charAt(i);
            if (one < 0x80) {
                ascii(one);
            } else if (Character.isSurrogate(one)) {
                i++;
                pair(one, i < count ? text.charAt(i) : '\0');
            } else {
                beyondAscii(one);
            }
        }
        bytes[len++] = '"';
        return this;
    }

    private void ascii(char one) {
        if (one == '"' || one == '\\') {
            bytes[len++] = '\\';
        } else if (one < 0x20) {
            for (char sign : new char[] { '\\', 'u', '0', '0', HEX.charAt(one >> 4), HEX.charAt(one & 15) }) {
                bytes[len++] = (byte) sign;
            }
            return;
        }
        bytes[len++] = (byte) one;
    }

    private void beyondAscii(char one) {
        if (one < 0x800) {
            bytes[len++] = (byte) (0xc0 | one >> 6);
        } else {
            bytes[len++] = (byte) (0xe0 | one >> 12);
            bytes[len++] = (byte) (0x80 | one >> 6 & 0x3f);
        }
        bytes[len++] = (byte) (0x80 | one & 0x3f);
    }

    private void pair(char high, char low) {
        if (!Character.isSurrogatePair(high, low)) {
            throw new IllegalArgumentException("text holds half a surrogate pair");
        }
        int point = Character.toCodePoint(high, low);
        bytes[len++] = (byte) (0xf0 | point >> 18);
        bytes[len++] = (byte) (0x80 | point >> 12 & 0x3f);
        bytes[len++] = (byte) (0x80 | point >> 6 & 0x3f);
        bytes[len++] = (byte) (0x80 | point & 0x3f);
    }

    private JsonWriter put(char one) {
        room(1);
        bytes[len++] = (byte) one;
        return this;
    }

    private void room(int more) {
        int wanted = Math.addExact(len, more);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
