/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One store of cases, the rules that judge them, and the proof that they did.
 *
 * <p>{@link org.libing.Engine} opens a store, records events and decides; {@link org.libing.Audit} verifies
 * and replays one; {@link org.libing.RulePack} checks rules. What they answer are records. Where something
 * may be absent it is an {@code Optional}; JSON is a {@code Map<String, Object>} whose values are
 * {@code String}, {@code Long}, {@code Boolean}, {@code List} and {@code Map}: there are no floats, and money
 * is a whole number of fen. What fails throws {@link org.libing.LibingException}, and has written nothing.
 */
package org.libing;
