/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON without floats: what libing writes, and what hosts without a library of their own are sent. A
 * general library would be a dependency of everyone who uses this package, and may clash with theirs.
 */
public final class JsonReader {
    private static final int DEPTH = 64;

    private final byte[] text;
    private int at;
    private int depth;

    private JsonReader(byte[] text) {
        this.text = text;
    }

    /** One object, unmodifiable all the way down. */
    public static Map<String, Object> read(byte[] text) {
        JsonReader reader = new JsonReader(text);
        reader.space();
        Map<String, Object> out = reader.object();
        reader.space();
        if (reader.at != text.length) {
            throw reader.broken();
        }
        return out;
    }

    private Object value() {
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return list();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> out = new LinkedHashMap<>();
        down('{');
        while (peek() != '}') {
            if (!out.isEmpty()) {
                comma();
            }
            String key = string();
            space();
            expect(':');
            space();
            if (out.containsKey(key)) {
                throw broken();
            }
            out.put(key, value());
            space();
        }
        up();
        return Collections.unmodifiableMap(out);
    }

    private List<Object> list() {
        List<Object> out = new ArrayList<>();
        down('[');
        while (peek() != ']') {
            if (!out.isEmpty()) {
                comma();
            }
            out.add(value());
            space();
        }
        up();
        return Collections.unmodifiableList(out);
    }

    private void down(char bracket) {
        expect(bracket);
        space();
        depth++;
        if (depth > DEPTH) {
            throw broken();
        }
    }

    private void up() {
        at++;
        depth--;
    }

    private void comma() {
        expect(',');
        space();
    }

    private void space() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private Object word(String word, Object value) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private Long number() {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        try {
            return Long.valueOf(new String(text, from, at - from, UTF_8));
        } catch (NumberFormatException failure) {
            throw broken();
        }
    }

    private String string() {
        expect('"');
        int from = at;
        while (peek() != '"' && peek() != '\\') {
            at++;
        }
        String plain = new String(text, from, at - from, UTF_8);
        if (text[at++] == '"') {
            return plain;
        }
        at--;
        return escaped(new StringBuilder(plain));
    }

    /* At a backslash. */
    private String escaped(StringBuilder out) {
        while (peek() != '"') {
            if (text[at] == '\\') {
                at++;
                out.append(escape());
                continue;
            }
            int from = at;
            while (peek() != '"' && peek() != '\\') {
                at++;
            }
            out.append(new String(text, from, at - from, UTF_8));
        }
        at++;
        return out.toString();
    }

    private char escape() {
        byte sign = peek();
        at++;
        switch (sign) {
            case 'b':
                return '\b';
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case 'u':
                at += 4;
                if (at > text.length) {
                    throw broken();
                }
                return (char) HexFormat.fromHexDigits(new String(text, at - 4, 4, UTF_8));
            case '"', '\\', '/':
                return (char) sign;
            default:
                throw broken();
        }
    }

    private byte peek() {
        if (at >= text.length) {
            throw broken();
        }
        return text[at];
    }

    private void expect(char sign) {
        if (peek() != sign) {
            throw broken();
        }
        at++;
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("no JSON, or none without floats, at byte " + at + ": " + Text.of(text));
    }
}
