package dev.sameriver.registry;

import dev.sameriver.connect.Settings;
import dev.sameriver.log.Clock;
import dev.sameriver.source.VersionLink;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports a live run to the registry: how far it is, and that it has caught up, with which a
 * version that was building is in the shadow.
 */
public final class RegistryLink implements VersionLink {

    private static final String WHO = "its job";

    private final Settings settings;
    private final VersionKey key;

    public RegistryLink(Settings settings, VersionKey key) {
        this.settings = settings;
        this.key = key;
    }

    @Override
    public void reached(String log, Map<Integer, Long> reached, long clock, boolean caughtUp) {
        try (Registry registry = Registry.open(settings)) {
            Instant watermark = clock == Clock.NONE ? null : Instant.ofEpochMilli(clock);
            registry.report(key, LogPosition.of(log, reached), watermark);
            if (caughtUp && state(registry) == VersionState.BUILDING) {
                registry.setState(key, VersionState.SHADOW, WHO, "has caught up");
            }
        }
    }

    @Override
    public @Nullable Map<Integer, Long> served(String log) {
        try (Registry registry = Registry.open(settings)) {
            if (state(registry) != VersionState.BUILDING) {
                return null;
            }
            return registry.versions(key.view()).stream()
                    .filter(version -> version.share() > 0)
                    .max(Comparator.comparingInt(Version::share))
                    .map(version -> version.position().of(log))
                    .orElse(null);
        }
    }

    private @Nullable VersionState state(Registry registry) {
        return registry.find(key).map(Version::state).orElse(null);
    }
}
