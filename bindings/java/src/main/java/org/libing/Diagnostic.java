/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.OptionalInt;

/**
 * One thing that is wrong with a pack.
 *
 * @param code    stable: {@code "E101"}, {@code "W206"}
 * @param file    relative to the pack's directory
 * @param line    from 1
 * @param column  from 1
 * @param message what is wrong and what to write instead
 */
public record Diagnostic(String code, String file, OptionalInt line, OptionalInt column, String message) {
    /**
     * Whether it keeps the pack from being installed.
     *
     * @return true for codes that begin with E, false for warnings
     */
    public boolean isError() {
        return code.startsWith("E");
    }

    /** As compilers write it: {@code rules.lua:12:3: E101 …}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(file);
        line.ifPresent(number -> out.append(':').append(number));
        column.ifPresent(number -> out.append(':').append(number));
        return out.append(": ").append(code).append(' ').append(message).toString();
    }
}
