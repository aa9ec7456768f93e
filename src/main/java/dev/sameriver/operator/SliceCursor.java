package dev.sameriver.operator;

import dev.sameriver.window.SliceMath;

/**
 * The slice of an event, found without arithmetic as long as events lie in the slice of the one
 * before: as they mostly do where time goes on slowly from event to event.
 */
final class SliceCursor {

    private final SliceMath math;

    private long slice;
    private long firstEnd;

    /** The slice holds all times from the first of these to before the second. */
    private long from;

    private long to;

    SliceCursor(SliceMath math) {
        this.math = math;
    }

    /** Turns to the slice that holds an event time, and gives it. */
    long moveTo(long time) {
        if (time >= from && time < to) {
            return slice;
        }
        long found = math.sliceOf(time);
        if (found == slice && from < to) {
            from = Math.min(from, time);
        } else {
            slice = found;
            from = time;
            to = math.instant(found);
            firstEnd = math.instant(math.firstWindow(found));
        }
        return slice;
    }

    /** When the first window that holds the slice ends. */
    long firstEnd() {
        return firstEnd;
    }
}
