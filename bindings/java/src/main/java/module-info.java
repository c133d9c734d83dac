/* SPDX-License-Identifier: Apache-2.0 */
/**
 * libing: rules over an append-only case store. Events are recorded, decided, explained, verified and
 * replayed; {@link org.libing.Engine} is where to begin. Needs nothing but {@code java.base}.
 */
module org.libing {
    exports org.libing;
}
