package dev.sameriver.versions;

import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Versions of the view {@code v} as the registry would give them. */
final class TestVersions {

    private TestVersions() {}

    static Version version(int number, VersionState state, int share) {
        return version(number, state, share, "", null, null);
    }

    static Version at(int number, VersionState state, int share, String position) {
        return version(number, state, share, position, null, null);
    }

    static Version audited(int number, VersionState state, String audit) {
        return version(number, state, 0, "", audit, null);
    }

    /**
     * @param promotedAt seconds after the epoch
     */
    static Version promoted(int number, VersionState state, int share, long promotedAt) {
        return version(number, state, share, "", null, Instant.ofEpochSecond(promotedAt));
    }

    /** One with a job that was reported last at a time. */
    static Version reported(int number, VersionState state, Instant at) {
        Version plain = version(number, state, 0);
        return new Version(
                plain.key(),
                plain.state(),
                0,
                plain.tableName(),
                "a job",
                null,
                plain.position(),
                at,
                at,
                null,
                null,
                null,
                null);
    }

    /** One that is paused. */
    static Version paused(int number, VersionState state, int share) {
        Version plain = version(number, state, share);
        return new Version(
                plain.key(),
                plain.state(),
                share,
                plain.tableName(),
                null,
                null,
                plain.position(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Version cutOver(int number, int share, Instant at, int from) {
        Version plain = version(number, VersionState.SERVING, share);
        return new Version(
                plain.key(),
                plain.state(),
                share,
                plain.tableName(),
                plain.job(),
                null,
                plain.position(),
                null,
                null,
                null,
                at,
                from,
                null);
    }

    private static Version version(
            int number,
            VersionState state,
            int share,
            String position,
            @Nullable String audit,
            @Nullable Instant promotedAt) {
        return new Version(
                new VersionKey("v", number),
                state,
                share,
                "v_v" + number,
                "a job",
                null,
                LogPosition.parse(position),
                null,
                null,
                audit,
                null,
                null,
                promotedAt);
    }
}
