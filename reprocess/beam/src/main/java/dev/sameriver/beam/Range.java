package dev.sameriver.beam;

import java.io.Serializable;

/**
 * Which rows a run gives. All are milliseconds.
 *
 * @param from windows start at or after this; {@link Long#MIN_VALUE} for no bound
 * @param to windows end at or before this; {@link Long#MAX_VALUE} for no bound
 * @param horizon the least clock over all partitions where the log ends: windows that end after it
 *     are not final, and are not given
 * @param before how long before {@code from} events are needed: the gap of sessions, as one of
 *     theirs may have started earlier; 0 for aligned windows
 */
record Range(long from, long to, long horizon, long before) implements Serializable {

    /** Whether an event may have a part in a row of the range. */
    boolean needs(long time) {
        return time < to && (time >= from || (before > 0 && time > from - before));
    }

    /** Whether one of the event times from the least to the greatest may be needed. */
    boolean meets(long least, long greatest) {
        return least < to && (greatest >= from || needs(greatest));
    }

    /** Whether a window is given. */
    boolean gives(long start, long end) {
        return start >= from && end <= to && end <= horizon;
    }
}
