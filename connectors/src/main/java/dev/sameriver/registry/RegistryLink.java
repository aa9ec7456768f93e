package dev.sameriver.registry;

import dev.sameriver.connect.Settings;
import dev.sameriver.log.Clock;
import dev.sameriver.source.VersionLink;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reports a live run to the registry: how far it is, and that it has caught up, with which a
 * version that was building is in the shadow.
 */
public final class RegistryLink implements VersionLink {

    private static final String WHO = "its job";
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final Settings settings;
    private final VersionKey key;

    public RegistryLink(Settings settings, VersionKey key) {
        this.settings = settings;
        this.key = key;
    }

    @Override
    public void reached(String log, Map<Integer, Long> reached, long clock, boolean caughtUp) {
        Registry registry = Registry.open(settings);
        registry.report(
                key,
                new LogPosition(new TreeMap<>(Map.of(log, new TreeMap<>(reached)))),
                clock == Clock.NONE ? null : Instant.ofEpochMilli(clock));
        if (caughtUp && state(registry) == VersionState.BUILDING) {
            registry.setState(key, VersionState.SHADOW, WHO, "has caught up");
        }
    }

    @Override
    public @Nullable Map<Integer, Long> served(String log) {
        Registry registry = Registry.open(settings);
        if (state(registry) != VersionState.BUILDING) {
            return null;
        }
        return registry.versions(key.view()).stream()
                .filter(version -> version.share() > 0 && isAlive(version))
                .max(Comparator.comparingInt(Version::share))
                .map(version -> version.position().offsets().get(log))
                .orElse(null);
    }

    /** A version that is paused, or whose job is lost, is not waited for. */
    private static boolean isAlive(Version version) {
        Instant reported = version.reportedAt();
        return reported != null && reported.isAfter(Instant.now().minus(SILENCE));
    }

    private @Nullable VersionState state(Registry registry) {
        return registry.find(key).map(Version::state).orElse(null);
    }
}
