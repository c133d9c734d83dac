/* SPDX-License-Identifier: Apache-2.0 */
package org.libing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.libing.internal.Document;
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

    /** As what {@link #draw} draws. */
    public enum Format {
        /** stateDiagram-v2, for pages that draw it themselves. */
        MERMAID,
        /** A self-contained picture, fit for A3. */
        SVG
    }

    /**
     * A procedure, drawn.
     *
     * @param id   the procedure's id
     * @param text the drawing
     * @param en   its English title
     * @param zh   its Chinese title
     */
    public record Drawing(String id, String text, Optional<String> en, Optional<String> zh) {
    }

    /**
     * Draw the procedures of a pack: states, the rules on the arrows, regions, deadlines with their lengths.
     *
     * @param directory a folder with {@code pack.lua}; the pack must load
     * @param procedure its id; empty is all, in order of declaration
     * @param format    as what
     * @param language  of the drawing
     * @return the drawings
     * @throws LibingException {@link Status#NOTFOUND} no such folder or procedure; {@link Status#PACK} the pack
     *                         does not load: file and line say where
     */
    public static List<Drawing> draw(Path directory, Optional<String> procedure, Format format,
                                     Language language) {
        NativeLibrary.need();
        return Document.of(Native.pack_graph(Text.utf8(directory.toString()), Text.utf8(procedure.orElse(null)),
                format.ordinal() + 1, Text.utf8(language.tag()))).objects("procedures").stream()
            .map(it -> new Drawing(it.text("id"), it.text("text"), it.optionalText("en"), it.optionalText("zh")))
            .toList();
    }

    /**
     * The whole pack as one HTML page for people who read no Lua, complete in itself and fit to print.
     *
     * @param directory a folder with {@code pack.lua}; the pack must load
     * @param language  of the page
     * @return the page
     * @throws LibingException as {@link #draw}
     */
    public static String describe(Path directory, Language language) {
        NativeLibrary.need();
        return Document.of(Native.pack_doc(Text.utf8(directory.toString()), Text.utf8(language.tag())))
            .text("text");
    }

    /**
     * Begin a pack of one's own that extends another: it loads, checks clean and passes its scenario as it is.
     *
     * @param directory the folder to write; one that holds a pack already is refused
     * @param parent    the folder of the pack that it extends, which must load
     * @param id        of the new pack
     * @param language  of messages
     * @throws LibingException as {@link #draw}, or when there is a pack already
     */
    public static void begin(Path directory, Path parent, String id, Language language) {
        NativeLibrary.need();
        Native.pack_new(Text.utf8(directory.toString()), Text.utf8(parent.toString()), Text.utf8(id),
            Text.utf8(language.tag()));
    }

    /**
     * What is different between two packs, in words.
     *
     * @param change    {@code added}, {@code changed} or {@code removed}
     * @param construct what it is: a rule, a parameter, a state, …
     * @param id        its id
     * @param title     its title, if it has one
     * @param word      the change in one word of the language
     * @param details   sentences
     */
    public record Change(String change, String construct, String id, Optional<String> title, String word,
                         List<String> details) {
    }

    /**
     * What is different between two packs: parameters with their days, conditions and outcomes of rules, states,
     * deadlines, rows of tables, provisions.
     *
     * @param older    a folder with {@code pack.lua}; the pack must load
     * @param newer    the other pack's
     * @param language of the words
     * @return the changes; empty when nothing is different
     * @throws LibingException as {@link #draw}
     */
    public static List<Change> compare(Path older, Path newer, Language language) {
        NativeLibrary.need();
        return Document.of(Native.pack_diff(Text.utf8(older.toString()), Text.utf8(newer.toString()),
                Text.utf8(language.tag()))).objects("changes").stream()
            .map(it -> new Change(it.text("change"), it.text("construct"), it.text("id"),
                it.optionalText("title"), it.text("word"), it.texts("details")))
            .toList();
    }

    /**
     * Run a pack on its scenarios and compare what it decides with what they expect. Each scenario has a store of
     * its own.
     *
     * @param directory a folder with {@code pack.lua}, and beside it {@code given.lua}
     * @param options   which scenarios, and how
     * @return how they went
     * @throws LibingException {@link Status#NOTFOUND} no such folder, file, scenario or rule;
     *                         {@link Status#PACK} the pack does not load; {@link Status#TEXT},
     *                         {@link Status#WORD}, {@link Status#TYPE}, {@link Status#DATE} a scenario file that is
     *                         wrong: file, line and column say where
     */
    public static Rehearsal rehearse(Path directory, Rehearsal.Options options) {
        return Rehearsal.run(directory, options);
    }

    private static OptionalInt number(String text) {
        int number = Integer.parseInt(text);
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
