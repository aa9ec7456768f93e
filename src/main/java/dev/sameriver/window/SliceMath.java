package dev.sameriver.window;

/**
 * The arithmetic of aligned windows and their slices, on longs.
 *
 * <p>Edges are wall times (see {@link #instant}): a window and a slice are each named by the wall
 * time of their end, which is unique. For {@code hopping(1 h, 15 min)} slices are quarters of an
 * hour; an event at 10:07 lies in the slice 10:15, whose first window ends at 10:15 and whose last
 * one ends at 11:00. Where the slide does not divide the size, as in {@code hopping(10 min, 4
 * min)}, slices are in turn 2 min long (up to where a window ends) and 2 min (up to where the next
 * one starts).
 *
 * <p>Times and edges are any longs that lie at least a window and a day of wall clock from the ends
 * of {@code long}; sizes, steps and offsets are milliseconds. An instance is used by one thread.
 *
 * <p>The idea is that of "panes": Li et al., No Pane, No Gain: Efficient Evaluation of
 * Sliding-Window Aggregates over Data Streams, SIGMOD Record 34(1), 2005.
 */
public final class SliceMath {

    private final boolean cumulative;
    private final long size;
    private final long step;
    private final long offset;
    private final long remainder;
    private final WallClock clock;

    /**
     * @param cumulative whether windows that start together end step by step, up to the size
     * @param size of a window in milliseconds, of cumulative ones the longest; 1 or more
     * @param step from one window's start, or cumulative one's end, to the next, in milliseconds: 1
     *     or more, and not more than the size; it divides that of cumulative ones
     * @param offset by how many milliseconds windows start later than the wall clock's multiples of
     *     the step
     * @param clock turns times into wall times and back
     */
    SliceMath(boolean cumulative, long size, long step, long offset, WallClock clock) {
        this.cumulative = cumulative;
        this.size = size;
        this.step = step;
        this.offset = offset;
        this.remainder = size % step;
        this.clock = clock;
    }

    /**
     * The end of the slice that an event time lies in, which is later than the time.
     *
     * @param time in milliseconds since 1970-01-01T00:00Z
     * @return a wall time, as are all that are called slice or window here; of a time on an edge it
     *     is the next edge: of 10:15 in slices of 15 min, 10:30
     */
    public long sliceOf(long time) {
        long end = edgeAfter(clock.wall(time));
        // When the wall clock goes back it shows times again that belong to slices already over.
        while (clock.instant(end) <= time) {
            end = edgeAfter(end);
        }
        return end;
    }

    /** The end of the first window that holds a slice: 10:15 of the slice 10:15 above. */
    public long firstWindow(long slice) {
        return cumulative || remainder == 0
                ? slice
                : startOf(slice - remainder - 1) + step + remainder;
    }

    /** The end of the last window that holds a slice: 11:00 of the slice 10:15 above. */
    public long lastWindow(long slice) {
        return cumulative ? floor(slice - 1, size) + size : startOf(slice - 1) + size;
    }

    /** The end of the window that ends next after a window's end: 10:30 after 10:15 above. */
    public long nextWindow(long window) {
        return window + step;
    }

    /**
     * How many windows end from one window's end to that of another, both included: 4 from 10:15 to
     * 11:00 above.
     */
    public long windows(long first, long last) {
        return (last - first) / step + 1;
    }

    /** The start of the window with the given end: 09:15 of 10:15 above. */
    public long startOfWindow(long window) {
        return cumulative ? floor(window - 1, size) : window - size;
    }

    /**
     * Whether the window with the given end is one of its own. Where the wall clock skips time,
     * windows that lie in what it skips are empty, and others repeat the one before: cumulative
     * ones that end in it, and hopping ones that reach from what it skips once to what it skips
     * another time.
     */
    public boolean isWindow(long window) {
        long start = clock.instant(startOfWindow(window));
        long end = clock.instant(window);
        if (end == start) {
            return false;
        }
        boolean repeats =
                clock.instant(window - step) == end
                        && clock.instant(startOfWindow(window - step)) == start;
        return !repeats;
    }

    /**
     * A number of a window that tells it from all others: of two windows the one that ends later,
     * or starts later, has the greater one. Those of an event differ by less than twice as much as
     * there are of them, and as there are steps in what a wall clock skips. In hours that start
     * every quarter, that of 10:15 to 11:15 is 2 more than that of 10:00 to 11:00.
     *
     * @param start when the window starts, in milliseconds since 1970-01-01T00:00Z
     * @param end when it ends, likewise
     */
    public long number(long start, long end) {
        return steps(start, offset) + steps(end, offset + remainder);
    }

    /** How many steps it is from an edge to the first edge that happens at a time. */
    private long steps(long time, long from) {
        return -Math.floorDiv(from - sliceOf(time - 1), step);
    }

    /**
     * When an edge happens: milliseconds since 1970-01-01T00:00Z. It never goes back from one edge
     * to a later one; edges that a wall clock skips happen at once.
     */
    public long instant(long edge) {
        return clock.instant(edge);
    }

    /** Whether every slice belongs to one window only, of which it is the whole. */
    public boolean sliceIsWindow() {
        return size == step;
    }

    private long edgeAfter(long wall) {
        long start = startOf(wall);
        return wall < start + remainder ? start + remainder : start + step;
    }

    private long startOf(long wall) {
        return floor(wall, step);
    }

    private long floor(long wall, long unit) {
        return Math.floorDiv(wall - offset, unit) * unit + offset;
    }
}
