package dev.sameriver.compare;

/**
 * Which windows are compared: those that start at or after {@code from} and end at or before {@code
 * to}, in milliseconds since 1970-01-01T00:00Z.
 *
 * @param from {@link Long#MIN_VALUE} for no bound
 * @param to {@link Long#MAX_VALUE} for no bound
 */
record Range(long from, long to) {

    boolean holds(long start, long end) {
        return start >= from && end <= to;
    }
}
