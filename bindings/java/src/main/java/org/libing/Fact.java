/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Optional;
import java.util.OptionalLong;
import org.libing.internal.Document;

/**
 * A fact that a decision rests on.
 *
 * @param name  what it is called in the pack
 * @param value its value; empty when it was not known
 * @param seq   the record that it comes from
 */
public record Fact(String name, Optional<Object> value, OptionalLong seq) {
    static Fact of(Document document) {
        return new Fact(document.text("name"), Optional.ofNullable(document.members().get("value")),
            document.optionalNumber("seq"));
    }
}
