package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SandboxOptions;
import dev.sameriver.view.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the outside parts are. A flag goes before the file. */
final class SettingsOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A properties file with these settings and client properties.")
    private @Nullable Path config;

    @Option(names = "--sandbox", description = "Use the sandbox that is up.")
    private boolean sandbox;

    @Option(
            names = "--archive",
            paramLabel = "URI",
            description = "Where logs are archived: hdfs://host:port/path, file:///path or a path.")
    private @Nullable String archive;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka's bootstrap servers.")
    private @Nullable String kafka;

    @Option(names = "--postgres", paramLabel = "URL", description = "A JDBC URL of PostgreSQL.")
    private @Nullable String postgres;

    @Option(
            names = "--flink",
            paramLabel = "HOST:PORT",
            description =
                    "The REST address of a Flink cluster; without it jobs run in this process.")
    private @Nullable String flink;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One more setting, as in --set kafka.security.protocol=SSL; may be repeated.")
    private List<String> others = List.of();

    /** The settings that these options and their files amount to. */
    Settings settings() {
        Settings settings = Settings.of(Map.of());
        if (sandbox) {
            settings = sandboxThatIsUp().settings();
        }
        if (config != null) {
            settings = settings.overriddenBy(Settings.load(config).asMap());
        }
        Map<String, String> flags = parsed();
        put(flags, Settings.ARCHIVE, archive == null ? null : uri(archive));
        put(flags, Settings.KAFKA, kafka);
        put(flags, Settings.POSTGRES, postgres);
        put(flags, Settings.FLINK, flink);
        return settings.overriddenBy(flags);
    }

    private static Sandbox sandboxThatIsUp() {
        SandboxOptions options = SandboxOptions.defaults();
        Sandbox found = Sandbox.open(options);
        if (!found.isUp()) {
            throw new UserError(
                    "A sandbox must be up for --sandbox, but none is in "
                            + options.directory()
                            + ": start it with ./sameriver sandbox up, or name another one's"
                            + " settings with --config DIR/sameriver.properties.");
        }
        return found;
    }

    /** The settings that were given one by one. */
    private Map<String, String> parsed() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String one : others) {
            int end = one.indexOf('=');
            if (end < 1) {
                throw new UserError(
                        "A setting is KEY=VALUE, but --set is "
                                + one
                                + ": give it like --set kafka.security.protocol=SSL.");
            }
            settings.put(one.substring(0, end), one.substring(end + 1));
        }
        Settings.requireKnown(settings.keySet(), "--set");
        return settings;
    }

    /** A path as the URI of a local file; a URI as it is. */
    private static String uri(String location) {
        return location.matches("[a-z][a-z0-9+.-]*:.*")
                ? location
                : "file://" + Path.of(location).toAbsolutePath().normalize();
    }

    private static void put(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
