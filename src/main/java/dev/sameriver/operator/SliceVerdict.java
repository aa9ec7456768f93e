package dev.sameriver.operator;

import dev.sameriver.window.SliceMath;

/**
 * Judges an event against aligned windows, by the clock of its own partition: it counts in window w
 * iff w.end &gt; clock.
 *
 * <p>With {@code hopping(1 h, 15 min)}, an event at 10:07 whose clock says 10:20 has missed the
 * window that ends at 10:15 and counts in those that end at 10:30, 10:45 and 11:00; with a clock of
 * 11:00 or later it is late. Neither the operator's watermark nor what other partitions hold has a
 * say, so the verdict is the same in every run. A window fires when the least clock of all
 * partitions has reached its end, which is at or below this event's clock: so an event never counts
 * in a window that fired.
 */
final class SliceVerdict {

    /** No window counts the event. */
    static final long LATE = Long.MAX_VALUE;

    private final SliceMath math;

    SliceVerdict(SliceMath math) {
        this.math = math;
    }

    /**
     * The end of the first window that counts an event of a slice; {@link Partial#ALL_WINDOWS} if
     * none is missed, {@link #LATE} if all are.
     */
    long firstCounted(long slice, long clock) {
        long window = math.firstWindow(slice);
        if (math.instant(window) > clock) {
            return Partial.ALL_WINDOWS;
        }
        long last = math.lastWindow(slice);
        if (math.instant(last) <= clock) {
            return LATE;
        }
        return firstAfter(window, last, clock);
    }

    /** By halving: there may be very many windows, and their ends are in the order of time. */
    private long firstAfter(long missed, long counted, long clock) {
        long step = math.nextWindow(missed) - missed;
        long low = 0;
        long high = (counted - missed) / step;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (math.instant(missed + middle * step) <= clock) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return missed + high * step;
    }
}
