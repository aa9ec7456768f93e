package dev.sameriver.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Aligned windows by enumeration: every window is listed as its start and end instant, and an event
 * is in those that hold its time. It shares no arithmetic with {@link SliceMath}.
 */
public final class NaiveWindows {

    /** A window: [start, end), in milliseconds since 1970-01-01T00:00Z. */
    public record Window(long start, long end) implements Comparable<Window> {
        @Override
        public int compareTo(Window other) {
            return Comparator.comparingLong(Window::end)
                    .thenComparingLong(Window::start)
                    .compare(this, other);
        }

        /** Whether the window holds an event time. */
        public boolean holds(long time) {
            return start <= time && time < end;
        }
    }

    /** More than any zone's distance from UTC, and more than any zone ever moved its clock by. */
    private static final long ZONE_MARGIN = Duration.ofHours(50).toMillis();

    private final boolean cumulative;
    private final long size;
    private final long step;
    private final long offset;
    private final ZoneId zone;
    private final Map<Long, Long> edges = new HashMap<>();

    public NaiveWindows(boolean cumulative, long size, long step, long offset, ZoneId zone) {
        this.cumulative = cumulative;
        this.size = size;
        this.step = step;
        this.offset = offset;
        this.zone = zone;
    }

    /** The same windows by the public door. */
    public AlignedWindows spec() {
        Duration sizeOf = Duration.ofMillis(size);
        Duration stepOf = Duration.ofMillis(step);
        AlignedWindows windows =
                cumulative ? Windows.cumulative(sizeOf, stepOf) : Windows.hopping(sizeOf, stepOf);
        AlignedWindows shifted = offset == 0 ? windows : windows.offset(Duration.ofMillis(offset));
        return zone.equals(ZoneOffset.UTC) ? shifted : shifted.zone(zone);
    }

    /** All windows that hold an event time, by end. */
    public TreeSet<Window> windowsOf(long time) {
        TreeSet<Window> holding = new TreeSet<>();
        for (Window window : windowsAround(time, time)) {
            if (window.holds(time)) {
                holding.add(window);
            }
        }
        return holding;
    }

    /** All windows that hold some time between two, and some others near them. */
    public TreeSet<Window> windowsAround(long from, long to) {
        long margin = zone.equals(ZoneOffset.UTC) ? 0 : ZONE_MARGIN;
        long period = cumulative ? size : step;
        // The first start that could matter, found by division of a number far below.
        long start = from - size - margin;
        start = start - Math.floorMod(start - offset, period);
        TreeSet<Window> windows = new TreeSet<>();
        for (; start <= to + margin; start += period) {
            for (long end = cumulative ? start + step : start + size;
                    end <= start + size;
                    end += step) {
                Window window = new Window(reached(start), reached(end));
                if (window.start() < window.end()) {
                    windows.add(window);
                }
            }
        }
        return windows;
    }

    /** The first instant at which the zone's wall clock has reached a wall time. */
    private long reached(long wall) {
        return zone.equals(ZoneOffset.UTC) ? wall : edges.computeIfAbsent(wall, this::firstReached);
    }

    /**
     * The wall clock runs evenly but for its changes; so it first reaches a time either while it
     * runs evenly, or with a change.
     */
    private long firstReached(long wall) {
        ZoneRules rules = zone.getRules();
        List<Long> candidates = new ArrayList<>();
        Instant near = Instant.ofEpochMilli(wall - ZONE_MARGIN);
        candidates.add(wall - offsetAt(rules, near.toEpochMilli()));
        for (ZoneOffsetTransition change = rules.nextTransition(near);
                change != null && change.toEpochSecond() * 1000 <= wall + ZONE_MARGIN;
                change = rules.nextTransition(change.getInstant())) {
            candidates.add(change.toEpochSecond() * 1000);
            candidates.add(wall - change.getOffsetAfter().getTotalSeconds() * 1000L);
        }
        return candidates.stream()
                .filter(instant -> instant + offsetAt(rules, instant) >= wall)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static long offsetAt(ZoneRules rules, long instant) {
        return rules.getOffset(Instant.ofEpochMilli(instant)).getTotalSeconds() * 1000L;
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
