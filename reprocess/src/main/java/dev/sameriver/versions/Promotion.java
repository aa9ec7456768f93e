package dev.sameriver.versions;

import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.view.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a version a share of its view's readers; the rest sees the version that they saw before.
 *
 * @param share percent, 0 to 100
 * @param at an end of windows: readers see the rows of windows that end later in this version, and
 *     all earlier ones in the version before; null if they see all in this version
 * @param force whether a version that is not ready is promoted all the same
 * @param maxLag how many events a version that gains readers may be behind the other one, or behind
 *     Kafka's end, 0 or more
 * @param ends where the logs end in Kafka; empty if that is not known
 */
public record Promotion(
        VersionKey key,
        int share,
        @Nullable Instant at,
        boolean force,
        long maxLag,
        LogPosition ends)
        implements Plan.Planner {

    /** How many events a version may be behind, if nothing else is said. */
    public static final long DEFAULT_MAX_LAG = 10_000;

    /** Postgres has no plain text for years before or after these. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    public Promotion {
        if (share < 0 || share > 100) {
            throw new UserError(
                    "A share is a percentage of the readers, but --share is "
                            + share
                            + ": give one from 0 to 100.");
        }
        if (at != null && (at.isBefore(FIRST) || at.isAfter(LAST))) {
            throw new UserError(
                    "A cutover lies in the years 1 to 9999, but --at is "
                            + at
                            + ": give the end of a window.");
        }
        if (maxLag < 0) {
            throw new UserError(
                    "A lag is a number of events, but --max-lag is "
                            + maxLag
                            + ": give 0 or more.");
        }
    }

    @Override
    public Plan plan(List<Version> versions) {
        Version promoted = Refusals.require(versions, key);
        List<Version> others = others(versions);
        checkTwoShare(others);
        Optional<Version> partner = partner(others);
        for (Version version : gaining(versions)) {
            boolean isPromoted = version.key().equals(key);
            checkReady(version, isPromoted ? partner : Optional.of(promoted));
        }
        List<Target> targets = new ArrayList<>();
        targets.add(target(promoted, partner));
        for (Version other : others) {
            if (partner.isPresent() && other.key().equals(partner.get().key())) {
                targets.add(Target.of(other).with(VersionState.SERVING, 100 - share));
            } else if (other.state() == VersionState.SERVING) {
                targets.add(Target.of(other).with(VersionState.SHADOW, 0).withoutCutover());
            }
        }
        return Plan.of(targets);
    }

    private void checkTwoShare(List<Version> others) {
        List<Version> sharing = others.stream().filter(version -> version.share() > 0).toList();
        if (sharing.size() > 1) {
            throw new UserError(
                    "Two versions of a view can share its readers, but "
                            + key
                            + " would be a third beside "
                            + Refusals.names(sharing)
                            + ": first give one of those all readers, with promote --share 100 or"
                            + " rollback.");
        }
    }

    /** The version that has the rest of the readers, or had them before this one had all. */
    private Optional<Version> partner(List<Version> others) {
        Optional<Version> sharing = Router.most(others);
        Optional<Version> partner =
                sharing.isPresent()
                        ? sharing
                        : others.stream()
                                .filter(version -> version.state() == VersionState.SERVING)
                                .reduce((first, second) -> second);
        if (partner.isEmpty() && share < 100) {
            throw new UserError(
                    "The shares of a view's versions sum to 100, but no other version serves"
                            + " beside "
                            + key
                            + " and --share is "
                            + share
                            + ": promote it to 100.");
        }
        return partner;
    }

    /**
     * Those of which readers see more than before, by a promotion that is not forced: they must be
     * ready for it.
     */
    public List<Version> gaining(List<Version> versions) {
        if (force) {
            return List.of();
        }
        Version promoted = Refusals.require(versions, key);
        List<Version> gaining = new ArrayList<>();
        if (share > promoted.share()) {
            gaining.add(promoted);
        }
        partner(others(versions))
                .filter(partner -> 100 - share > partner.share())
                .ifPresent(gaining::add);
        return gaining;
    }

    private List<Version> others(List<Version> versions) {
        return versions.stream().filter(version -> !version.key().equals(key)).toList();
    }

    /**
     * Whether a version may gain readers.
     *
     * @param other the one that loses them
     */
    private void checkReady(Version version, Optional<Version> other) {
        VersionState state = version.state();
        if (state == VersionState.BUILDING || state == VersionState.RETIRED) {
            throw notReady(
                    version,
                    "A version is promoted when its rows are complete and kept current",
                    "is " + state.text(),
                    "build it to its end");
        }
        if (Version.AUDIT_FAILED.equals(version.audit())) {
            throw notReady(
                    version,
                    "A version is promoted when its audit found no difference",
                    "has failed its audit",
                    "mend it and audit it again");
        }
        if (version.job() == null) {
            throw notReady(
                    version,
                    "A version is promoted when its job keeps it current",
                    "has none",
                    "run sameriver resume " + version.key());
        }
        if (version.isSilent()) {
            throw notReady(
                    version,
                    "A version is promoted when its job keeps it current",
                    "was reported last at " + version.reportedAt(),
                    "see that its job runs");
        }
        if (other.isPresent()) {
            checkLag(version, other.get().position(), other.get().key().toString());
        }
        checkLag(version, ends.inLogsOf(version.position()), "Kafka's end");
    }

    private void checkLag(Version version, LogPosition goal, String name) {
        long lag = version.position().lag(goal);
        if (lag > maxLag) {
            throw notReady(
                    version,
                    "A version is promoted when it is at most --max-lag "
                            + maxLag
                            + " events behind "
                            + name,
                    "is " + lag + " behind",
                    "wait until it has caught up");
        }
    }

    private static UserError notReady(Version version, String rule, String fault, String remedy) {
        return new UserError(
                rule
                        + ", but "
                        + version.key()
                        + " "
                        + fault
                        + ": "
                        + remedy
                        + ", or add --force.");
    }

    private Target target(Version promoted, Optional<Version> partner) {
        VersionState state =
                share > 0
                        ? VersionState.SERVING
                        : promoted.share() > 0 ? VersionState.SHADOW : promoted.state();
        Target target = Target.of(promoted).with(state, share).withoutCutover();
        if (promoted.share() == 0 && share > 0) {
            target = target.asPromoted();
        }
        if (at == null) {
            return target;
        }
        if (share < 100 || partner.isEmpty()) {
            throw new UserError(
                    "A cutover moves all readers from one version to another, but --at is "
                            + at
                            + (partner.isEmpty()
                                    ? " and no other version serves: leave --at out."
                                    : " and --share is " + share + ": add --share 100."));
        }
        if (partner.get().cutoverAt() != null) {
            throw new UserError(
                    "A cutover starts from a version that gives all rows itself, but "
                            + partner.get().key()
                            + " gives those up to "
                            + partner.get().cutoverAt()
                            + " from @"
                            + partner.get().cutoverFrom()
                            + ": promote "
                            + partner.get().key()
                            + " to 100 without --at first.");
        }
        return target.withCutover(at, partner.get().key().version());
    }
}
