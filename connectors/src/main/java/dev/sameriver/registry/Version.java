package dev.sameriver.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows of a version.
 *
 * @param share of readers, in percent
 * @param tableName the table that it writes
 * @param job the id of its Flink job; null if it has none
 * @param position up to where all is in its table
 * @param watermark windows that end at or before this are final; null if none is
 * @param reportedAt when position and watermark were reported; null for never
 * @param audit how its last audit ended: {@code passed} or {@code failed}; null if there was none
 * @param cutoverAt where readers switch at an instant of the log: windows that end after this are
 *     this version's; null if they do not
 */
public record Version(
        VersionKey key,
        VersionState state,
        int share,
        String tableName,
        @Nullable String job,
        LogPosition position,
        @Nullable Instant watermark,
        @Nullable Instant reportedAt,
        @Nullable String audit,
        @Nullable Instant cutoverAt) {}
