/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;

/** Text on its way in and out, as UTF-8, so that every character survives. */
public final class Text {
    private Text() {
    }

    /**
     * UTF-8 for the library; null stays null.
     *
     * @throws IllegalArgumentException for half a surrogate pair, which is no character, or a NUL
     */
    public static byte[] utf8(String text) {
        if (text == null) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("text holds a NUL character");
        }
        try {
            ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException failure) {
            throw new IllegalArgumentException("text holds half a surrogate pair", failure);
        }
    }

    /** Texts as a block of fields. */
    public static byte[] block(List<String> texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : texts) {
            out.writeBytes(utf8(text));
            out.write(0);
        }
        return out.toByteArray();
    }

    /** Text that the library has made. */
    public static String of(byte[] utf8) {
        return new String(utf8, UTF_8);
    }

    /** The fields of a block: each ends in a NUL. */
    public static String[] fields(byte[] block) {
        int count = 0;
        for (byte one : block) {
            if (one == 0) {
                count++;
            }
        }
        String[] out = new String[count];
        int from = 0;
        for (int i = 0; i < count; i++) {
            int end = from;
            while (block[end] != 0) {
                end++;
            }
            out[i] = new String(block, from, end - from, UTF_8);
            from = end + 1;
        }
        return out;
    }

    /** The fields of a block of counts. */
    public static long[] numbers(byte[] block) {
        return Arrays.stream(fields(block)).mapToLong(Long::parseLong).toArray();
    }
}
