package dev.sameriver.job;

import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.log.Clock;
import java.time.Duration;

/**
 * What an archive holds, in numbers.
 *
 * @param events how many events
 * @param earliest the least event time, in milliseconds since 1970-01-01T00:00Z; {@link Clock#NONE}
 *     if there is none
 * @param latest the greatest event time; {@link Clock#NONE} if there is none
 * @param leastGreatest the least over all partitions of the greatest event time, which is what
 *     holds windows open; {@link Clock#NONE} if a partition has no record
 */
public record LogExtent(long events, long earliest, long latest, long leastGreatest) {

    /**
     * How often the readers of a replay tell how far they are: what one reads meanwhile is less
     * than {@link #drift} has.
     */
    public static final Duration STEP = Duration.ofMillis(20);

    /** How many events a reader may be ahead, about: some blocks. */
    private static final long EVENTS_AHEAD = 15_000;

    private static final long LEAST_DRIFT = 1_000;
    private static final long UNKNOWN_DRIFT = Duration.ofHours(1).toMillis();

    /**
     * The extent of what a manifest lists.
     *
     * @param defined how many partitions the log was defined with
     */
    public static LogExtent of(Manifest manifest, int defined) {
        int partitions = manifest.partitions(defined);
        long events = 0;
        long earliest = Long.MAX_VALUE;
        long latest = Clock.NONE;
        for (Segment segment : manifest.segments()) {
            events += segment.events();
            if (segment.minTime() != null) {
                earliest = Math.min(earliest, segment.minTime());
            }
            latest = Math.max(latest, segment.greatestAfter());
        }
        long leastGreatest = Long.MAX_VALUE;
        for (int partition = 0; partition < partitions; partition++) {
            leastGreatest = Math.min(leastGreatest, manifest.greatest(partition));
        }
        return new LogExtent(
                events, earliest == Long.MAX_VALUE ? Clock.NONE : earliest, latest, leastGreatest);
    }

    /** The least clock where the archive ends, for a disorder bound in milliseconds. */
    long horizon(long bound) {
        return Clock.of(leastGreatest, bound);
    }

    /**
     * How far in event time readers may be apart, in milliseconds: as long as about {@value
     * #EVENTS_AHEAD} events of each take in this log, so that what they hold open is bounded by
     * events, and a log with few events is not slowed down. Of two readers of a log with 100 events
     * a second, 300 s.
     *
     * @param readers how many read the log, 1 or more
     */
    public long drift(int readers) {
        if (events == 0 || latest <= earliest) {
            return UNKNOWN_DRIFT;
        }
        double perEvent = (double) (latest - earliest) / events;
        return Math.max(LEAST_DRIFT, (long) (perEvent * EVENTS_AHEAD * readers));
    }
}
