package dev.sameriver.operator;

import dev.sameriver.window.SliceMath;

/**
 * The slice of an event, found without arithmetic as long as events lie in one of two neighbouring
 * slices, as they mostly do where time goes on slowly from event to event.
 *
 * <p>Two, as around a slice's end events of both come in turn: in slices of a second whose events
 * are out of order by as much, half of them lie in another slice than the one before. Which of the
 * two it is takes no branch that a processor would guess wrong.
 */
final class SliceCursor {

    private final SliceMath math;

    /** The later slice and the earlier one. */
    private final long[] slices = new long[2];

    /** When the first window that holds each ends. */
    private final long[] firstEnds = new long[2];

    /** The earlier slice holds all times from the first of these to before the second. */
    private long from;

    private long middle;

    /** Where the later slice ends; the middle as long as no event was in it. */
    private long to;

    private int place;

    SliceCursor(SliceMath math) {
        this.math = math;
    }

    /** Turns to the slice that holds an event time, and gives it. */
    long moveTo(long time) {
        if (time < from || time >= to) {
            look(time);
        }
        place = time < middle ? 1 : 0;
        return slices[place];
    }

    /** When the first window that holds the slice ends. */
    long firstEnd() {
        return firstEnds[place];
    }

    private void look(long time) {
        long found = math.sliceOf(time);
        if (found == slices[1] && from < middle) {
            from = Math.min(from, time);
        } else if (from < middle && time >= middle && found == math.sliceOf(middle)) {
            slices[0] = found;
            firstEnds[0] = math.instant(math.firstWindow(found));
            to = math.instant(found);
        } else {
            slices[1] = found;
            firstEnds[1] = math.instant(math.firstWindow(found));
            from = time;
            middle = math.instant(found);
            to = middle;
        }
    }
}
