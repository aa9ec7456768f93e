package dev.sameriver.beam;

import dev.sameriver.log.Clock;

/**
 * The clock of one partition, record by record.
 *
 * <p>With a bound of 2 h, after events at 10:00 and 09:30 it stands at 08:00. Before the first
 * record it stands at {@link Clock#NONE}. In a partition that was added to the log it stands at
 * {@link Clock#MAX_TIME} until the first heartbeat, so that all before it is late.
 */
final class ClockColumn {

    private final long bound;
    private long greatest;
    private boolean unborn;

    /**
     * @param greatest the greatest event time before the first record, {@link Clock#NONE} if there
     *     is none
     * @param unborn whether the partition was added and has had no heartbeat yet
     * @param bound the disorder bound, in milliseconds
     */
    ClockColumn(long greatest, boolean unborn, long bound) {
        this.greatest = greatest;
        this.unborn = unborn;
        this.bound = bound;
    }

    /** The clock of the record that comes next. */
    long next() {
        if (unborn) {
            return Clock.MAX_TIME;
        }
        return greatest == Clock.NONE ? Clock.NONE : greatest - bound;
    }

    /** Passes an event. */
    void event(long time) {
        greatest = Math.max(greatest, time);
    }

    /** Passes a heartbeat. */
    void heartbeat(long time) {
        unborn = false;
        event(time);
    }

    /** The greatest event time so far. */
    long greatest() {
        return greatest;
    }
}
