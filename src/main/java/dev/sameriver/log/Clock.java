package dev.sameriver.log;

/**
 * Arithmetic of a partition's clock.
 *
 * <p>The clock of a partition at a record is the greatest event time among the records before it,
 * minus the disorder bound. With a bound of 2 h, after events at 10:00 and 09:30 the clock is
 * 08:00. It is a function of the log alone: the greatest time is kept in the archive and in the
 * split's state, and the bound belongs to the view.
 */
public final class Clock {

    /** The clock, and the greatest time, of a partition that has had no record yet. */
    public static final long NONE = Long.MIN_VALUE;

    /** The least event time a log accepts: 0001-01-01T00:00:00Z. Earlier ones are dead. */
    public static final long MIN_TIME = -62_135_596_800_000L;

    /** The greatest event time a log accepts: 9999-12-31T23:59:59.999Z. Later ones are dead. */
    public static final long MAX_TIME = 253_402_300_799_999L;

    private Clock() {}

    /**
     * The clock of a partition whose greatest event time so far is {@code greatest}.
     *
     * @param greatest milliseconds since 1970-01-01T00:00Z, or {@link #NONE}
     * @param bound the disorder bound in milliseconds, 0 or greater
     */
    public static long of(long greatest, long bound) {
        return greatest == NONE ? NONE : greatest - bound;
    }

    /** Whether a log accepts this event time. */
    public static boolean accepts(long time) {
        return time >= MIN_TIME && time <= MAX_TIME;
    }
}
