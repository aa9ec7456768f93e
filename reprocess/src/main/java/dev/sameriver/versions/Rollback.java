package dev.sameriver.versions;

import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionState;
import dev.sameriver.view.UserError;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Gives all readers back to the version that they saw before the last promotion. Where one version
 * serves alone, there is nothing to take back, so a rollback that is run again changes nothing.
 */
public record Rollback(String view) implements Plan.Planner {

    private static final Comparator<Version> BY_PROMOTION =
            Comparator.comparing(
                    version -> version.promotedAt() == null ? Instant.MIN : version.promotedAt());

    @Override
    public boolean isUrgent() {
        return true;
    }

    @Override
    public Plan plan(List<Version> versions) {
        List<Version> serving =
                versions.stream()
                        .filter(version -> version.state() == VersionState.SERVING)
                        .sorted(BY_PROMOTION)
                        .toList();
        if (serving.isEmpty()) {
            throw new UserError(
                    "A view can be rolled back once it serves, but no version of "
                            + view
                            + " does: promote one first.");
        }
        if (serving.size() == 1) {
            return Plan.of(List.of());
        }
        Version newest = serving.get(serving.size() - 1);
        Version before = serving.get(serving.size() - 2);
        return new Plan(
                List.of(
                        Target.of(newest).with(VersionState.SHADOW, 0).withoutCutover(),
                        Target.of(before).with(VersionState.SERVING, 100)),
                List.of(),
                before.job() == null || before.isSilent() ? List.of(mayBeOld(before)) : List.of());
    }

    /** Readers are given back all the same: rows that are old may still be better than wrong. */
    private static String mayBeOld(Version version) {
        return "warning: "
                + version.key()
                + (version.job() == null
                        ? " has no job"
                        : " was reported last at " + version.reportedAt())
                + ", so its newest rows may be missing: see that its job runs, or sameriver resume "
                + version.key();
    }
}
