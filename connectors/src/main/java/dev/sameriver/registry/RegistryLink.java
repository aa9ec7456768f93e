package dev.sameriver.registry;

import dev.sameriver.connect.Settings;
import dev.sameriver.source.LogProgress;
import dev.sameriver.source.VersionLink;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports a live run to the registry: how far it is, and that it has caught up, with which a
 * version that was building is in the shadow.
 */
public final class RegistryLink implements VersionLink {

    private static final String WHO = "its job";

    private final Settings settings;
    private final VersionKey key;
    private final Set<String> logs;
    private transient @Nullable Registry registry;

    /**
     * @param logs all that the version reads: it has caught up when it has in each of them
     */
    public RegistryLink(Settings settings, VersionKey key, Set<String> logs) {
        this.settings = settings;
        this.key = key;
        this.logs = Set.copyOf(logs);
    }

    @Override
    public void reached(LogProgress progress) {
        if (registry().report(key, logs, progress)) {
            registry().caughtUp(key, WHO);
        }
    }

    @Override
    public @Nullable Map<Integer, Long> served(String log) {
        List<Version> versions = registry().versions(key.view());
        boolean isBuilding =
                versions.stream()
                        .anyMatch(
                                version ->
                                        version.key().equals(key)
                                                && version.state() == VersionState.BUILDING);
        if (!isBuilding) {
            return null;
        }
        return versions.stream()
                .filter(version -> version.share() > 0 && isAlive(version))
                .max(Comparator.comparingInt(Version::share))
                .map(version -> version.position().offsets().get(log))
                .orElse(null);
    }

    /** A version that is paused, or whose job is lost, is not waited for. */
    private static boolean isAlive(Version version) {
        return version.reportedAt() != null && !version.isSilent();
    }

    /** Opened once in each process that this link was sent to. */
    private Registry registry() {
        Registry opened = registry;
        if (opened == null) {
            opened = Registry.open(settings);
            registry = opened;
        }
        return opened;
    }
}
