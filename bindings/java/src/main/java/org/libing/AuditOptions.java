/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * How an audit is run. Begin with {@link #DEFAULTS} and change what differs.
 *
 * @param language of findings and messages
 * @param progress told how far it has come; what it throws ends the audit
 * @param findings told each finding when it is found; what it throws ends the audit
 */
public record AuditOptions(Language language, Progress progress, Consumer<Finding> findings) {
    /** English, and nobody is told anything until the end. */
    public static final AuditOptions DEFAULTS =
        new AuditOptions(Language.EN, (done, total) -> { }, finding -> { });

    /**
     * Every member is there.
     *
     * @param language of findings and messages
     * @param progress told how far it has come; what it throws ends the audit
     * @param findings told each finding when it is found; what it throws ends the audit
     */
    public AuditOptions {
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(findings, "findings");
    }

    /**
     * In another language.
     *
     * @param it the language
     * @return a copy
     */
    public AuditOptions withLanguage(Language it) {
        return new AuditOptions(it, progress, findings);
    }

    /**
     * Telling how far it has come.
     *
     * @param it whom
     * @return a copy
     */
    public AuditOptions withProgress(Progress it) {
        return new AuditOptions(language, it, findings);
    }

    /**
     * Telling each finding when it is found.
     *
     * @param it whom
     * @return a copy
     */
    public AuditOptions withFindings(Consumer<Finding> it) {
        return new AuditOptions(language, progress, it);
    }
}
