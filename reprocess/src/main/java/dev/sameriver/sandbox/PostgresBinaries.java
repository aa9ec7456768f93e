package dev.sameriver.sandbox;

import dev.sameriver.view.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, packed in a jar for each kind of machine. */
final class PostgresBinaries {

    private static final int ANYONE_EXECUTES = 0111;

    private PostgresBinaries() {}

    /**
     * Unpacks the programs for this machine.
     *
     * @throws UserError if there are none for this machine
     */
    static void extract(Path directory) throws IOException {
        String name =
                resource(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + name)) {
            if (packed == null) {
                throw new UserError(
                        "The sandbox runs PostgreSQL on Linux (amd64 or aarch64) only, but there is"
                                + " no "
                                + name
                                + " on the class path: name a server of your own with --postgres.");
            }
            unpack(packed, directory);
        }
    }

    static String resource(String system, String machine) {
        String kind =
                switch (machine) {
                    case "amd64" -> "x86_64";
                    case "aarch64" -> "arm_64";
                    default -> machine;
                };
        return "postgres-" + system.toLowerCase(Locale.ROOT) + "-" + kind + ".txz";
    }

    private static void unpack(InputStream packed, Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if ((entry.getMode() & ANYONE_EXECUTES) != 0) {
                        Files.setPosixFilePermissions(
                                target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }
}
