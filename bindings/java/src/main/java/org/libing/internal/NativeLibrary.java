/* SPDX-License-Identifier: Apache-2.0 */
package org.libing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Finds and loads the native half, once: the file that the system property {@code libing.library} names;
 * else what the jar carries for this platform, copied to a fresh directory that only this user can read and
 * checked against its digests; else {@code libingjava} on {@code java.library.path}.
 */
public final class NativeLibrary {
    private static final System.Logger LOG = System.getLogger("org.libing");
    private static final String SUMS = "SHA256SUMS";

    static {
        load();
        checkVersion();
    }

    private NativeLibrary() {
    }

    /** Load it now if nobody has; an {@link UnsatisfiedLinkError} says by name what is wrong. */
    public static void need() {
        // running the static initialiser is all there is to do
    }

    private static void load() {
        String named = System.getProperty("libing.library");
        if (named != null) {
            System.load(Path.of(named).toAbsolutePath().toString());
            return;
        }
        String platform = platform();
        try (InputStream sums = NativeLibrary.class.getResourceAsStream("/native/" + platform + "/" + SUMS)) {
            if (sums != null) {
                loadCarried("/native/" + platform + "/", new String(sums.readAllBytes(), UTF_8));
                return;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("libing: its native library could not be unpacked", failure);
        }
        try {
            System.loadLibrary("ingjava");
        } catch (UnsatisfiedLinkError missing) {
            throw failed("this jar carries no native library for " + platform
                + ", and there is no libingjava on java.library.path; build one for " + platform
                + " and name it with -Dlibing.library=FILE", missing);
        }
    }

    /** As the build names a platform: linux-x86_64. */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            system = "macos";
        } else if (system.startsWith("windows")) {
            system = "windows";
        }
        return switch (processor) {
            case "amd64", "x64" -> system + "-x86_64";
            case "arm64" -> system + "-aarch64";
            default -> system + "-" + processor;
        };
    }

    /** Each line of {@code sums} is a digest, two spaces and a file's name; the first is the library. */
    private static void loadCarried(String folder, String sums) throws IOException {
        Path directory = Files.createTempDirectory("libing-"); // of this user alone
        List<Path> files = new ArrayList<>();
        try {
            for (String line : sums.lines().toList()) {
                files.add(unpack(folder, line.substring(66), line.substring(0, 64), directory));
            }
            System.load(files.get(0).toString());
            LOG.log(System.Logger.Level.DEBUG, "loaded {0}{1}", folder, files.get(0).getFileName());
        } finally {
            remove(directory, files); // what is loaded stays so
        }
    }

    private static Path unpack(String folder, String name, String digest, Path directory) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream carried = NativeLibrary.class.getResourceAsStream(folder + name)) {
            if (carried == null) {
                throw failed("the jar names " + folder + name + " and does not carry it", null);
            }
            Files.copy(carried, file);
        }
        String found = HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file)));
        if (!found.equals(digest)) {
            Files.delete(file);
            throw failed(folder + name + " has the SHA-256 " + found + ", and the jar says " + digest, null);
        }
        return file;
    }

    /** Where a loaded file cannot be deleted it goes when Java ends. */
    private static void remove(Path directory, List<Path> files) {
        directory.toFile().deleteOnExit();
        for (Path file : files) {
            if (!file.toFile().delete()) {
                file.toFile().deleteOnExit();
            }
        }
        if (directory.toFile().delete()) {
            LOG.log(System.Logger.Level.TRACE, "removed {0}", directory);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /** The Java half's version is written by the build. */
    static String version() {
        try (InputStream in = NativeLibrary.class.getResourceAsStream("/org/libing/internal/version.txt")) {
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void checkVersion() {
        String found = Text.of(Native.library_version());
        if (!found.equals(version())) {
            throw failed("the native library is " + found + ", and the classes are " + version(), null);
        }
    }

    private static UnsatisfiedLinkError failed(String what, Throwable cause) {
        UnsatisfiedLinkError error = new UnsatisfiedLinkError("libing: " + what);
        error.initCause(cause);
        return error;
    }
}
