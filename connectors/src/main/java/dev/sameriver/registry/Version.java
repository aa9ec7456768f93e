package dev.sameriver.registry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows of a version.
 *
 * @param share how many percent of the readers see it
 * @param tableName the table of its rows
 * @param job the Flink job that keeps it current, in hexadecimal; null if none is known
 * @param jars what names the jars that this job was started with; null if they are not kept
 * @param position up to where in the log its rows are complete
 * @param watermark up to when windows are final; null if not reported
 * @param reportedAt when position and watermark were reported; null if never
 * @param audit what the last audit found, {@link #AUDIT_PASSED} or {@link #AUDIT_FAILED}; null
 *     without one
 * @param cutoverAt the end of the last window whose row readers see in {@code cutoverFrom}; null if
 *     they see all windows in this version
 * @param cutoverFrom the version that gives the rows up to {@code cutoverAt}; null without one
 * @param promotedAt when it was last promoted while it had no readers; null if never
 */
public record Version(
        VersionKey key,
        VersionState state,
        int share,
        String tableName,
        @Nullable String job,
        @Nullable String jars,
        LogPosition position,
        @Nullable Instant watermark,
        @Nullable Instant reportedAt,
        @Nullable String audit,
        @Nullable Instant cutoverAt,
        @Nullable Integer cutoverFrom,
        @Nullable Instant promotedAt) {

    /** What an audit leaves behind that found no difference. */
    public static final String AUDIT_PASSED = "passed";

    /** What an audit leaves behind that found one. */
    public static final String AUDIT_FAILED = "failed";

    /** After this time without a report a job is taken for lost, or paused. */
    public static final Duration SILENCE = Duration.ofMinutes(10);

    /** Whether it did report, but not for {@link #SILENCE}. */
    public boolean isSilent() {
        return reportedAt != null && reportedAt.isBefore(Instant.now().minus(SILENCE));
    }
}
