/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.libing.internal.Document;

/**
 * What a store is.
 *
 * @param path      its file
 * @param origin    the log's name in checkpoints
 * @param uid       32 hex digits that no other store has
 * @param zone      the fixed offset of its dates and times
 * @param format    the version of its format
 * @param records   how many there are
 * @param cases     how many there are
 * @param decisions how many there are
 * @param root      root of the Merkle tree over all records, in hex: keep it elsewhere, and nobody can rewrite
 *                  the log
 * @param packs     those installed
 * @param document  all that libing says, with runtime, journal and library
 */
public record Info(String path, String origin, String uid, ZoneOffset zone, long format, long records,
                   long cases, long decisions, String root, List<Pack> packs, Map<String, Object> document) {
    /**
     * A pack that is installed in a store.
     *
     * @param seq       the record that installed it
     * @param name      its id
     * @param version   its version
     * @param validFrom the first day whose events it judges
     * @param digest    SHA-256 over its files
     */
    public record Pack(long seq, String name, String version, LocalDate validFrom, String digest) {
    }

    static Info of(byte[] text) {
        Document document = Document.of(text);
        return new Info(document.text("path"), document.text("origin"), document.text("uid"),
            ZoneOffset.of(document.text("zone")), document.number("format"), document.number("records"),
            document.number("cases"), document.number("decisions"), document.text("root"),
            document.objects("packs").stream()
                .map(one -> new Pack(one.number("seq"), one.text("name"), one.text("version"),
                    LocalDate.parse(one.text("from")), one.text("digest")))
                .toList(),
            document.members());
    }
}
