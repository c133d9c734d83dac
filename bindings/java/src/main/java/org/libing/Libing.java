/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import org.libing.internal.Native;
import org.libing.internal.NativeLibrary;
import org.libing.internal.Text;

/** The library itself. */
public final class Libing {
    private Libing() {
    }

    /**
     * The version that is running.
     *
     * @return such as {@code "0.1.0"}
     * @throws UnsatisfiedLinkError no native library for this platform, or one of another version
     */
    public static String version() {
        NativeLibrary.need();
        return Text.of(Native.library_version());
    }
}
