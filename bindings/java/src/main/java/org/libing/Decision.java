/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.libing.internal.Document;

/**
 * What a rule concluded. The machine proposes, people decide: {@code decider} is the role whose word it wants.
 *
 * @param seq       its place in the log; {@link Engine#explain}, {@code confirm} and others take it
 * @param at        when what caused it was true
 * @param recorded  when it was recorded
 * @param about     the case, the party or the store
 * @param rule      the rule's id
 * @param action    what is to be done
 * @param arguments with what
 * @param modality  how strongly
 * @param kind      record, proposal, order, referral, computed, duty or guard
 * @param cite      the clauses that it rests on
 * @param decider   the role that decides it
 * @param facts     the facts that it rests on
 * @param cause     the record that caused it
 * @param pack      the record that installed the pack it was judged by
 * @param standing  how it stood when it was read; empty in a receipt
 */
public record Decision(long seq, When at, Instant recorded, Subject about, String rule, String action,
                       Map<String, Object> arguments, Modality modality, String kind, List<String> cite,
                       Optional<String> decider, List<Fact> facts, long cause, long pack,
                       Optional<Standing> standing) {
    static Decision of(Document document, String standing) {
        Document data = document.object("data");
        return new Decision(document.number("seq"), When.parse(document.text("at")),
            Instant.parse(document.text("t")), Subject.of(document.members()), document.text("rule"),
            data.text("action"), data.map("args"), Modality.of(data.text("modality")), data.text("kind"),
            data.texts("cite"), data.optionalText("decider"),
            data.objects("facts").stream().map(Fact::of).toList(), document.number("cause"),
            document.number("pack"),
            standing.isEmpty() ? Optional.empty() : Optional.of(Standing.of(standing)));
    }

    static List<Decision> listOf(Document document) {
        return document.objects("decisions").stream().map(one -> of(one, "")).toList();
    }
}
