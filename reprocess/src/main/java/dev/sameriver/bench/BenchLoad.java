package dev.sameriver.bench;

import java.time.Duration;

/**
 * What a case's events are like.
 *
 * @param keys how many keys they have, 1 or more
 * @param perKeyMinute how many events a key has in a minute, on average, 1 or more
 * @param share of a bench's events, above 0 and up to 1: where a system would take hours for all
 */
public record BenchLoad(int keys, int perKeyMinute, double share) {

    /** The same with another share of a bench's events, as 0.25 for a quarter of them. */
    BenchLoad ofShare(double other) {
        return new BenchLoad(keys, perKeyMinute, other);
    }

    /** How many events there are of a bench's. */
    long events(long all) {
        return Math.max(1, (long) (all * share));
    }

    /**
     * The data that the load asks for.
     *
     * @param latePercent see {@link Dataset}
     */
    Dataset data(String directory, BenchWork work, long events, int latePercent) {
        double minutes = (double) events / keys / perKeyMinute;
        long span = Math.max(1_000, (long) (minutes * Duration.ofMinutes(1).toMillis()));
        return new Dataset(directory, work, events, keys, span, latePercent);
    }
}
