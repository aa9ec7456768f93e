package dev.sameriver.versions;

import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionState;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a version is to be.
 *
 * @param promoted whether it is promoted now, and had no readers before
 * @param cutoverAt as in {@link Version#cutoverAt}
 * @param cutoverFrom as in {@link Version#cutoverFrom}
 */
record Target(
        int version,
        VersionState state,
        int share,
        boolean promoted,
        @Nullable Instant cutoverAt,
        @Nullable Integer cutoverFrom) {

    /** What the version is. */
    static Target of(Version version) {
        return new Target(
                version.key().version(),
                version.state(),
                version.share(),
                false,
                version.cutoverAt(),
                version.cutoverFrom());
    }

    Target with(VersionState newState, int newShare) {
        return new Target(version, newState, newShare, promoted, cutoverAt, cutoverFrom);
    }

    Target asPromoted() {
        return new Target(version, state, share, true, cutoverAt, cutoverFrom);
    }

    Target withCutover(Instant at, int from) {
        return new Target(version, state, share, promoted, at, from);
    }

    Target withoutCutover() {
        return new Target(version, state, share, promoted, null, null);
    }

    /** Whether readers come to the version, or its job is to end. */
    boolean needsJobOf(Version before) {
        return share > before.share() || (state == VersionState.RETIRED && before.state() != state);
    }

    /** What changes, as in {@code shadow 0% -> serving 10%}; empty if nothing does. */
    String difference(Version before) {
        Target was = of(before);
        StringBuilder text = new StringBuilder();
        if (state != was.state || share != was.share) {
            text.append(was.state.text()).append(' ').append(was.share).append("% -> ");
            text.append(state.text()).append(' ').append(share).append('%');
        }
        boolean sameCutover =
                Objects.equals(cutoverAt, was.cutoverAt)
                        && Objects.equals(cutoverFrom, was.cutoverFrom);
        if (!sameCutover) {
            text.append(text.isEmpty() ? "" : ", ");
            text.append(
                    cutoverAt == null
                            ? "all windows from itself"
                            : "windows that end up to " + cutoverAt + " from @" + cutoverFrom);
        }
        return text.toString();
    }
}
