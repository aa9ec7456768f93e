package dev.sameriver.ordered;

import dev.sameriver.log.Clock;
import java.io.Serializable;

/**
 * Which time gives an event its place in the order: its own, or the one at which it became known.
 *
 * <p>An event becomes known when its partition's time reaches it: at the greatest event time of the
 * partition's records up to and including it. So of a partition's records, known times never
 * decrease: their order is that of the log. After an event at 12:00, one at 09:00 is known at
 * 12:00.
 *
 * @param whenRead whether events take their place when they became known
 * @param bound the disorder bound by which clocks were made of greatest times, in milliseconds
 */
public record Known(boolean whenRead, long bound) implements Serializable {

    /** Events take the place of their own time. */
    public static final Known AT_ITS_TIME = new Known(false, 0);

    /** Events take the place of the time at which they became known. */
    public static Known read(long bound) {
        return new Known(true, bound);
    }

    /**
     * @param time of the event
     * @param clock of its partition at the event
     */
    long of(long time, long clock) {
        return whenRead && clock != Clock.NONE ? Math.max(time, clock + bound) : time;
    }
}
