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
 * @param partitions how many partitions there are
 * @param leastGreatest the least over all partitions of the greatest event time, which is what
 *     holds windows open; {@link Clock#NONE} if a partition has no record
 */
public record LogExtent(
        long events, long earliest, long latest, int partitions, long leastGreatest) {

    /** How many events a reader of a replay may be ahead, about: some blocks. */
    private static final long EVENTS_AHEAD = 15_000;

    /** How many events readers of a live run may be apart, about. */
    private static final long EVENTS_APART_LIVE = 500_000;

    private static final int STEP_MILLIS = 20;
    private static final long LEAST_DRIFT = 1_000;
    private static final Duration UNKNOWN_DRIFT = Duration.ofHours(1);

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
                events,
                earliest == Long.MAX_VALUE ? Clock.NONE : earliest,
                latest,
                partitions,
                leastGreatest);
    }

    /** The least clock where the archive ends, for a disorder bound in milliseconds. */
    long horizon(long bound) {
        return Clock.of(leastGreatest, bound);
    }

    /**
     * How far in event time the readers of a replay may be apart: as long as about {@value
     * #EVENTS_AHEAD} events of each take in this log, at its mean rate, so that a log with few
     * events is not slowed down. Of two readers of a log with 100 events a second, 300 s. What a
     * reader reads until Flink pauses it, which is some steps of {@link #step}, comes on top.
     *
     * @param parallelism of the source; each partition has one reader
     */
    public Duration drift(int parallelism) {
        return timeOf(EVENTS_AHEAD * Math.min(parallelism, partitions));
    }

    /** How far the readers of a live run may be apart, where nothing else keeps them closer. */
    public Duration liveDrift() {
        return timeOf(EVENTS_APART_LIVE);
    }

    /**
     * How often the readers of a replay tell how far they are: every 20 ms, and less often where
     * there are more than 20, as each tells one process.
     */
    public static Duration step(int parallelism) {
        return Duration.ofMillis(Math.max(STEP_MILLIS, parallelism));
    }

    private Duration timeOf(long someEvents) {
        if (events == 0 || latest <= earliest) {
            return UNKNOWN_DRIFT;
        }
        double perEvent = (double) (latest - earliest) / events;
        return Duration.ofMillis(Math.max(LEAST_DRIFT, (long) (perEvent * someEvents)));
    }
}
