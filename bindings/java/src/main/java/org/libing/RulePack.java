/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.libing.internal.Native;
import org.libing.internal.NativeLibrary;
import org.libing.internal.Text;

/** Rule packs: directories of Lua files, read and checked without a store. */
public final class RulePack {
    private static final int FIELDS = 5;

    private RulePack() {
    }

    /**
     * Load a pack and list everything that is wrong with it.
     *
     * @param directory a folder with {@code pack.lua}
     * @param language  of the messages
     * @return findings in order of file, line and column; empty when the pack is clean
     * @throws LibingException {@link Status#NOTFOUND} no such folder or no {@code pack.lua};
     *                         {@link Status#TOOLONG} a file over 64 KiB or a pack over 16 MiB
     */
    public static List<Diagnostic> check(Path directory, Language language) {
        NativeLibrary.need();
        String[] fields = Text.fields(Native.pack_check(Text.utf8(directory.toString()), Text.utf8(language.tag())));
        List<Diagnostic> out = new ArrayList<>();
        for (int i = 0; i < fields.length; i += FIELDS) {
            out.add(new Diagnostic(fields[i], fields[i + 1], number(fields[i + 2]), number(fields[i + 3]),
                fields[i + 4]));
        }
        return List.copyOf(out);
    }

    private static OptionalInt number(String text) {
        int number = Integer.parseInt(text);
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
