package dev.sameriver.operator;

/**
 * When early results move on, in processing time.
 *
 * <p>Combiners hand on at the multiples of the interval; windows are given a quarter of it later,
 * or {@value #MOST_BEHIND} ms, so that what was handed on has arrived and does not wait for a whole
 * interval more. With 100 ms an event of 12:00:00.030 is handed on at .100, and is in a row given
 * at .125.
 */
final class EarlyTimes {

    private static final long MOST_BEHIND = 100;

    private EarlyTimes() {}

    /** The next time after now at which combiners hand on. */
    static long handOn(long now, long interval) {
        return Math.floorDiv(now, interval) * interval + interval;
    }

    /** The next time after now at which open windows are given. */
    static long give(long now, long interval) {
        long behind = Math.min(interval / 4, MOST_BEHIND);
        return handOn(now - behind, interval) + behind;
    }
}
