/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.libing.internal.Text;

/**
 * What libing throws of its own accord. Whatever failed, nothing was written.
 *
 * <p>The message names the thing, the value and the place, in the engine's language; {@link #status()} is
 * for programs. What a callback threw is not wrapped: it comes out of the call unchanged.
 */
public final class LibingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern NUMBERED = Pattern.compile("^(line |第)(\\d+)");

    /** Which failure. */
    private final Status status;
    /** A stable name, or empty. */
    private final String id;
    /** Or empty. */
    private final String file;
    /** Or empty. */
    private final String rule;
    /** From 1, or 0. */
    private final int line;
    /** From 1, or 0. */
    private final int column;
    /** SQLite's extended code, or 0. */
    private final int detail;
    /** A record, or negative. */
    private final long seq;
    /** From 1, or 0. */
    private final long position;

    /* The native half calls this one. */
    LibingException(int code, int line, int column, int detail, long seq, byte[] id, byte[] file, byte[] rule,
                    byte[] message) {
        super(Text.of(message));
        this.status = Status.of(code);
        this.id = Text.of(id);
        this.file = Text.of(file);
        this.rule = Text.of(rule);
        this.line = line;
        this.column = column;
        this.detail = detail;
        this.seq = seq;
        this.position = 0;
    }

    LibingException(Status status, String id, String message) {
        super(message);
        this.status = status;
        this.id = id;
        this.file = "";
        this.rule = "";
        this.line = 0;
        this.column = 0;
        this.detail = 0;
        this.seq = -1;
        this.position = 0;
    }

    private LibingException(LibingException cause, long position, String message) {
        super(message);
        this.status = cause.status;
        this.id = cause.id;
        this.file = cause.file;
        this.rule = cause.rule;
        this.line = cause.line;
        this.column = cause.column;
        this.detail = cause.detail;
        this.seq = cause.seq;
        this.position = position;
    }

    /* The same, of one request of many: its message begins with the request's number in its block, and
     * `before` requests came before that. */
    LibingException after(long before) {
        Matcher numbered = NUMBERED.matcher(getMessage());
        if (!numbered.find()) {
            return this;
        }
        long number = before + Long.parseLong(numbered.group(2));
        LibingException placed = new LibingException(this, number,
            numbered.group(1) + number + getMessage().substring(numbered.end(2)));
        placed.setStackTrace(getStackTrace());
        return placed;
    }

    /**
     * Which failure it is.
     *
     * @return the status
     */
    public Status status() {
        return status;
    }

    /**
     * A name for it that never changes, such as {@code "vocabulary.unknown_field"}.
     *
     * @return the name, if it has one
     */
    public Optional<String> id() {
        return some(id);
    }

    /**
     * The rule concerned.
     *
     * @return the rule's id, if a rule is concerned
     */
    public Optional<String> rule() {
        return some(rule);
    }

    /**
     * The file concerned: of a pack, or a store.
     *
     * @return the file as libing names it
     */
    public Optional<String> file() {
        return some(file);
    }

    /**
     * The line in {@link #file()}.
     *
     * @return the line, from 1
     */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /**
     * The column in {@link #line()}.
     *
     * @return the column, from 1, in bytes
     */
    public OptionalInt column() {
        return column > 0 ? OptionalInt.of(column) : OptionalInt.empty();
    }

    /**
     * The record concerned.
     *
     * @return its seq
     */
    public OptionalLong seq() {
        return seq >= 0 ? OptionalLong.of(seq) : OptionalLong.empty();
    }

    /**
     * SQLite's extended code.
     *
     * @return the code, if SQLite failed
     */
    public OptionalInt detail() {
        return detail != 0 ? OptionalInt.of(detail) : OptionalInt.empty();
    }

    /**
     * Which of many requests failed ({@link Engine#appendMany}).
     *
     * @return its number, from 1
     */
    public OptionalLong position() {
        return position > 0 ? OptionalLong.of(position) : OptionalLong.empty();
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
