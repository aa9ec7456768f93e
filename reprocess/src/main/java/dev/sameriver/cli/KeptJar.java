package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.SqlFiles;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.JarStore;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The jars that versions run by, as the registry and the archive keep them. */
final class KeptJar {

    private KeptJar() {}

    /**
     * The version that a user named, as {@code airport-delays@1}; empty for a name without a
     * version and for a file of SQL.
     */
    static Optional<VersionKey> version(String name) {
        if (SqlFiles.isFile(name) || !name.contains("@")) {
            return Optional.empty();
        }
        try {
            return Optional.of(VersionKey.parse(name));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** What names the jar of a version; empty where it is not known, or Postgres is not set. */
    static Optional<String> name(Settings settings, VersionKey key) {
        return settings.find(Settings.POSTGRES).isEmpty()
                ? Optional.empty()
                : Registry.peek(settings, key).map(Version::jars);
    }

    /**
     * Gets a jar.
     *
     * @param name as {@link #name} gives it
     * @throws UserError if it was lost
     */
    static Path fetch(Settings settings, String name) throws IOException {
        return new JarStore(settings).fetch(name).get(0);
    }
}
