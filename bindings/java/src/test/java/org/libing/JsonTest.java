/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing JSON without floats. */
class JsonTest {
    @Test
    void read_anyWhiteSpaceAndEscapes_givesPlainValues() {
        Map<String, Object> read = Json.read(" { \"a\" : [ 1 , -2 , true , false , null ] ,\n\t\"b\\u4e2d\\ud842\\udfb7\\/\" : { } }\r\n");
        assertEquals(Arrays.asList(1L, -2L, true, false, null), read.get("a"));
        assertEquals(Map.of(), read.get("b中𠮷/"));
        assertThrows(UnsupportedOperationException.class, () -> read.put("c", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "1", "[]", "{", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":1.5}", "{\"a\":1e3}", "{\"a\":-}", "{\"a\":1,}",
        "{\"a\":1,\"a\":2}", "{\"a\":tru}", "{\"a\":\"\\q\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\u12zz\"}", "{\"a\":\"x",
        "{\"a\":99999999999999999999}", "{a:1}",
    })
    void read_whatIsNone_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.read(text));
    }

    @Test
    void read_deeperThanItMayBe_isRefused() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Json.read(deep)).getMessage().contains("byte"));
    }

    @Test
    void write_givesOneLineThatReadsBack() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("text", "𠮷\n\"");
        members.put("list", List.of(1, 2L, true));
        members.put("day", LocalDate.of(2024, 2, 29));
        members.put("rate", new BigDecimal("0.50"));
        members.put("none", null);
        String text = Json.write(members);
        assertEquals("{\"text\":\"𠮷\\u000a\\\"\",\"list\":[1,2,true],\"day\":\"2024-02-29\",\"rate\":\"0.50\",\"none\":null}",
            text);
        assertEquals("𠮷\n\"", Json.read(text).get("text"));
    }

    @Test
    void write_float_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Json.write(Map.of("a", 1.0)));
    }
}
