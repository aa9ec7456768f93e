package dev.sameriver.compare;

import java.time.Instant;

/**
 * Which rows are compared: those whose window starts at or after {@code from} and ends at or before
 * {@code to}, and of those without windows see {@link RowTimes}; in milliseconds since
 * 1970-01-01T00:00Z.
 *
 * @param from {@link Long#MIN_VALUE} for no bound
 * @param to {@link Long#MAX_VALUE} for no bound
 */
record Range(long from, long to) {

    boolean holds(long start, long end) {
        return start >= from && end <= to;
    }

    /** A bound as Postgres reads it. */
    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
