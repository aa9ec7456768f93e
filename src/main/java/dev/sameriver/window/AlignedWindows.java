package dev.sameriver.window;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling, hopping or cumulative windows, aligned to the multiples of their step; made by {@link
 * Windows}.
 */
public final class AlignedWindows implements WindowSpec {

    /** The longest window: 100 years, so that arithmetic on any accepted event time fits a long. */
    static final Duration LONGEST = Duration.ofDays(36_525);

    private final boolean cumulative;
    private final long size;
    private final long step;
    private final long offset;
    private final @Nullable ZoneId zone;

    AlignedWindows(boolean cumulative, long size, long step, long offset, @Nullable ZoneId zone) {
        this.cumulative = cumulative;
        this.size = size;
        this.step = step;
        this.offset = offset;
        this.zone = zone;
    }

    /**
     * The same windows, shifted. With an offset of 6 h, days start at 06:00; one of -18 h is the
     * same.
     *
     * @param newOffset whole milliseconds, of any sign
     */
    public AlignedWindows offset(Duration newOffset) {
        return new AlignedWindows(cumulative, size, step, newOffset.toMillis(), zone);
    }

    /**
     * The same windows, aligned to a zone's wall clock.
     *
     * <p>An edge is the first instant at which the wall clock has reached a multiple of the step.
     * So a day has 23 or 25 hours twice a year, an hour that the wall clock skips is no window, and
     * an hour that it shows twice is one window of two hours. In America/New_York the day
     * 2001-04-01 is [05:00Z, 04:00Z next day), 23 hours long.
     */
    public AlignedWindows zone(ZoneId newZone) {
        return new AlignedWindows(cumulative, size, step, offset, newZone);
    }

    /** Whether windows start every {@link #sizeMillis} and grow by {@link #stepMillis}. */
    public boolean cumulative() {
        return cumulative;
    }

    /** How long a window is, a cumulative one at most, in milliseconds. */
    public long sizeMillis() {
        return size;
    }

    /** How far apart windows start, or cumulative ones end, in milliseconds. */
    public long stepMillis() {
        return step;
    }

    /** How far windows are shifted, in milliseconds of any sign. */
    public long offsetMillis() {
        return offset;
    }

    /** The zone by whose wall clock windows are aligned; null for UTC. */
    public @Nullable ZoneId zone() {
        return zone;
    }

    /** The arithmetic of these windows; an instance is used by one thread. */
    public SliceMath math() {
        ZoneId normal = normalZone();
        WallClock clock =
                normal.equals(ZoneOffset.UTC)
                        ? WallClock.UTC
                        : new ZonedWallClock(normal.getRules());
        return new SliceMath(cumulative, size, step, normalOffset(), clock);
    }

    /** Cumulative windows of one step are tumbling ones. */
    private boolean isCumulative() {
        return cumulative && size != step;
    }

    private long normalOffset() {
        return Math.floorMod(offset, cumulative ? size : step);
    }

    private ZoneId normalZone() {
        return zone == null ? ZoneOffset.UTC : zone.normalized();
    }

    /** Whether both cut time alike: an offset of 6 h and one of -18 h do in windows of a day. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlignedWindows that
                && isCumulative() == that.isCumulative()
                && size == that.size
                && step == that.step
                && normalOffset() == that.normalOffset()
                && normalZone().equals(that.normalZone());
    }

    @Override
    public int hashCode() {
        return Objects.hash(size, step, normalOffset(), normalZone());
    }

    @Override
    public String toString() {
        String kind = cumulative ? "cumulative" : size == step ? "tumbling" : "hopping";
        return kind
                + "("
                + size
                + " ms, "
                + step
                + " ms, offset "
                + offset
                + " ms"
                + (zone == null ? ")" : ", " + zone + ")");
    }
}
