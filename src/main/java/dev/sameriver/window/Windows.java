package dev.sameriver.window;

import dev.sameriver.view.UserError;
import java.time.Duration;

/**
 * The kinds of windows. Sizes are whole milliseconds and positive.
 *
 * <p>Aligned windows start at multiples of their step since 1970-01-01T00:00Z: an event at 10:07
 * falls into {@code tumbling(1 h)} [10:00, 11:00); into {@code hopping(1 h, 15 min)} [09:15,
 * 10:15), [09:30, 10:30), [09:45, 10:45) and [10:00, 11:00); and into {@code cumulative(1 h, 15
 * min)} [10:00, 10:15), [10:00, 10:30), [10:00, 10:45) and [10:00, 11:00). {@link
 * AlignedWindows#offset} and {@link AlignedWindows#zone} move the multiples.
 */
public final class Windows {

    private Windows() {}

    /** Windows of one size, one after the other. */
    public static AlignedWindows tumbling(Duration size) {
        return hopping(size, size);
    }

    /**
     * Windows of one size that start every {@code slide}.
     *
     * @param slide at most {@code size}: no event falls between windows
     */
    public static AlignedWindows hopping(Duration size, Duration slide) {
        long sizeMillis = positive("size", size);
        long slideMillis = positive("slide", slide);
        if (slideMillis > sizeMillis) {
            throw new UserError(
                    "A hopping window's slide must be at most its size, but slide "
                            + slide
                            + " is longer than size "
                            + size
                            + ": shorten the slide.");
        }
        return new AlignedWindows(false, sizeMillis, slideMillis, 0, null);
    }

    /**
     * Windows that start every {@code max} and end every {@code step} up to {@code max}.
     *
     * @param max a multiple of {@code step}
     */
    public static AlignedWindows cumulative(Duration max, Duration step) {
        long maxMillis = positive("max", max);
        long stepMillis = positive("step", step);
        if (maxMillis % stepMillis != 0) {
            throw new UserError(
                    "A cumulative window's max must be a multiple of its step, but "
                            + max
                            + " is not a multiple of "
                            + step
                            + ": change one of them.");
        }
        return new AlignedWindows(true, maxMillis, stepMillis, 0, null);
    }

    /**
     * Sessions: two events of a key share one if they are less than {@code gap} apart. With a gap
     * of 30 s, events at 0 s and 29.999 s share a session, which is [0 s, 59.999 s); events at 0 s
     * and 30 s do not.
     */
    public static SessionWindows session(Duration gap) {
        return new SessionWindows(positive("gap", gap));
    }

    private static long positive(String what, Duration value) {
        if (value.isNegative() || value.isZero() || value.toNanosPart() % 1_000_000 != 0) {
            throw new UserError(
                    "A window's "
                            + what
                            + " must be a positive number of whole milliseconds, but was "
                            + value
                            + ": give one of at least 1 ms.");
        }
        if (value.compareTo(AlignedWindows.LONGEST) > 0) {
            throw new UserError(
                    "A window's "
                            + what
                            + " must be at most "
                            + AlignedWindows.LONGEST.toDays()
                            + " days, but was "
                            + value
                            + ": give a shorter one.");
        }
        return value.toMillis();
    }
}
