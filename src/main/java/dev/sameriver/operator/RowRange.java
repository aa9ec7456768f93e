package dev.sameriver.operator;

import java.io.Serializable;

/**
 * Which windows a run gives as final rows. All are milliseconds since 1970-01-01T00:00Z.
 *
 * @param from windows start at or after this; {@link Long#MIN_VALUE} for no bound
 * @param to windows end at or before this; {@link Long#MAX_VALUE} for no bound
 * @param horizon the least clock over all partitions where a bounded run ends: a window that ends
 *     after it is still open; {@link Long#MAX_VALUE} for a run without end
 * @param open whether windows that are still open when a bounded run ends are given too, marked
 */
public record RowRange(long from, long to, long horizon, boolean open) implements Serializable {

    /** Every window, in a run without end. */
    public static final RowRange ALL =
            new RowRange(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, false);

    /** The same range from the log's start on: what a state of any age is made of. */
    public RowRange fromTheStart() {
        return new RowRange(Long.MIN_VALUE, to, horizon, open);
    }

    boolean asksFor(long start, long end) {
        return start >= from && end <= to && (open || isFinal(end));
    }

    boolean isFinal(long end) {
        return end <= horizon;
    }

    /** Whether some window of the range may hold an event of this time. */
    boolean holds(long time) {
        return time >= from && time < to;
    }

    /** Whether the run gives what an event of this time leads to by itself. */
    public boolean asksFor(long time) {
        return holds(time) && reaches(time);
    }

    /** Whether all events up to this time are known, or what is open is wanted too. */
    public boolean reaches(long time) {
        return open || isFinalAt(time);
    }

    /** Whether all events up to this time are known where the run ends. */
    public boolean isFinalAt(long time) {
        return time < horizon;
    }
}
