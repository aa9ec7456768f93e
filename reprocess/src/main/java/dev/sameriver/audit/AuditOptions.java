package dev.sameriver.audit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an audit is of.
 *
 * @param from windows that start at or after this; null for no bound
 * @param to windows that end at or before this; null for all that are final
 * @param age windows that start within this time before the last that is final; null for all
 * @param sample which keys; null for all
 * @param parallelism of each derivation, 1 or more
 */
public record AuditOptions(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Duration age,
        @Nullable Sample sample,
        int parallelism) {

    /** Everything that is final. */
    public static final AuditOptions ALL = new AuditOptions(null, null, null, null, 1);

    /** In how many rounds every key is looked at. */
    long parts() {
        return sample == null ? 1 : sample.parts();
    }

    /** The same, of the keys of a round; all keys stay all. */
    AuditOptions round(long round) {
        return of(sample == null ? null : sample.round(round));
    }

    /** The same, of the keys that follow those of an audit; all keys stay all. */
    public AuditOptions following(SignedRecord last) {
        return of(sample == null ? null : sample.following(last.text("sample")));
    }

    private AuditOptions of(@Nullable Sample part) {
        return new AuditOptions(from, to, age, part, parallelism);
    }
}
