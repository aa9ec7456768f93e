package dev.sameriver.beam;

import dev.sameriver.window.AlignedWindows;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.NonMergingWindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowMappingFn;
import org.joda.time.Instant;

/**
 * Aligned windows that Beam has none like: cumulative, by a zone's wall clock, or before 1970.
 *
 * <p>Each window that could hold a time is looked at, and those are taken that do. Two that the
 * wall clock makes the same instants of are one window, and one of no length is none.
 */
final class EdgeWindows extends NonMergingWindowFn<Object, IntervalWindow> {

    private static final long serialVersionUID = 1L;

    /** How far a wall clock may be moved at once, and more. */
    private static final long SHIFT = 2 * 86_400_000L;

    private final boolean cumulative;
    private final long size;
    private final long step;
    private final long offset;
    private final ZoneId zone;

    EdgeWindows(AlignedWindows windows) {
        this.cumulative = windows.cumulative();
        this.size = windows.sizeMillis();
        this.step = windows.stepMillis();
        this.offset = windows.offsetMillis();
        ZoneId given = windows.zone();
        this.zone = given == null ? ZoneOffset.UTC : given;
    }

    /**
     * The windows of a time.
     *
     * @param time milliseconds since 1970-01-01T00:00Z
     */
    Set<IntervalWindow> of(long time) {
        WallTime wall = new WallTime(zone);
        long shown = wall.shownAt(time);
        long shift = wall.isSteady(time - SHIFT, time + SHIFT) ? 0 : SHIFT;
        long every = cumulative ? size : step;
        Set<IntervalWindow> found = new LinkedHashSet<>();
        long first = Math.floorDiv(shown - size - shift - offset, every) * every + offset;
        for (long start = first; start <= shown + shift; start += every) {
            for (long end = start + (cumulative ? step : size); end <= start + size; end += step) {
                long from = wall.reached(start);
                long to = wall.reached(end);
                if (from <= time && time < to) {
                    found.add(new IntervalWindow(new Instant(from), new Instant(to)));
                }
            }
        }
        return found;
    }

    @Override
    public Collection<IntervalWindow> assignWindows(AssignContext context) {
        return of(context.timestamp().getMillis());
    }

    @Override
    public boolean isCompatible(WindowFn<?, ?> other) {
        return equals(other);
    }

    @Override
    public Coder<IntervalWindow> windowCoder() {
        return IntervalWindow.getCoder();
    }

    @Override
    public WindowMappingFn<IntervalWindow> getDefaultWindowMappingFn() {
        throw new UnsupportedOperationException("these windows are of no side input");
    }
}
