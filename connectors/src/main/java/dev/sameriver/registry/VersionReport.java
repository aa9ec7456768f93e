package dev.sameriver.registry;

import dev.sameriver.log.Clock;
import dev.sameriver.source.LogProgress;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a version is, of all of its logs.
 *
 * @param position up to where in its logs it has read
 * @param watermark up to when windows are final; null if that is not known
 * @param caughtUp whether it is at the end of all of them
 */
record VersionReport(LogPosition position, @Nullable Instant watermark, boolean caughtUp) {

    /**
     * What is known of a version by what is known of its logs.
     *
     * <p>A join of purchases, with a clock of 12:00, and rates, with one of 09:00, is final up to
     * 09:00; and it has caught up when both had, at the same checkpoint: one of the two may have
     * been restarted, and be behind again, since an earlier one.
     *
     * @param logs those that the version reads
     * @param reports what was said last of some or all of them
     */
    static VersionReport of(Set<String> logs, Collection<LogProgress> reports) {
        SortedMap<String, SortedMap<Integer, Long>> offsets = new TreeMap<>();
        long least = Long.MAX_VALUE;
        boolean caughtUp = true;
        for (LogProgress report : reports) {
            offsets.put(report.log(), report.offsets());
            least = Math.min(least, report.clock());
            caughtUp &= report.caughtUp();
        }
        boolean isWhole = offsets.keySet().containsAll(logs);
        boolean isOneCheckpoint =
                reports.stream().mapToLong(LogProgress::checkpoint).distinct().count() == 1;
        return new VersionReport(
                new LogPosition(offsets),
                isWhole && least != Clock.NONE ? Instant.ofEpochMilli(least) : null,
                isWhole && isOneCheckpoint && caughtUp);
    }
}
