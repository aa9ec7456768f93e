package dev.sameriver.cli;

import dev.sameriver.audit.AuditKey;
import dev.sameriver.connect.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the key is that audits are signed with, and its public key. */
final class AuditKeyFile {

    private AuditKeyFile() {}

    /** What the setting says, or else a file in the user's home; made where it is not there. */
    static Path of(Settings settings) {
        Optional<String> set = settings.find(Settings.AUDIT_KEY);
        return set.isPresent()
                ? Path.of(set.get())
                : Path.of(System.getProperty("user.home", ""), ".sameriver", Settings.AUDIT_KEY);
    }

    /** The public key's file: the given one, or else the one beside the key. */
    static Path publicOf(Settings settings, @Nullable Path given) {
        return given == null ? AuditKey.publicFile(of(settings)) : given;
    }
}
