/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One JSON object that libing has written, read by the types that its members are known to have. */
public record Document(Map<String, Object> members) {
    /** From its text. */
    public static Document of(byte[] text) {
        return new Document(JsonReader.read(text));
    }

    /** A member that is text and always there. */
    public String text(String name) {
        return (String) there(name);
    }

    /** A member that is text, if it is there. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) members.get(name));
    }

    /** A member that is an integer and always there. */
    public long number(String name) {
        return (Long) there(name);
    }

    /** A member that is an integer, if it is there. */
    public OptionalLong optionalNumber(String name) {
        Object value = members.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
    }

    /** A member that is true or false; not there is false. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    /** A member that is an object; empty if it is not there. */
    @SuppressWarnings("unchecked") // a reader of JSON makes no other maps
    public Map<String, Object> map(String name) {
        return (Map<String, Object>) members.getOrDefault(name, Map.of());
    }

    /** A member that is an object. */
    public Document object(String name) {
        return new Document(map(name));
    }

    /** A member that is a list of objects; empty if it is not there. */
    @SuppressWarnings("unchecked")
    public List<Document> objects(String name) {
        List<Object> list = (List<Object>) members.getOrDefault(name, List.of());
        return list.stream().map(one -> new Document((Map<String, Object>) one)).toList();
    }

    /** A member that is a list of texts; empty if it is not there. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        return List.copyOf((List<String>) members.getOrDefault(name, List.of()));
    }

    private Object there(String name) {
        Object value = members.get(name);
        if (value == null) {
            throw new IllegalStateException("libing left '" + name + "' out of " + members);
        }
        return value;
    }
}
