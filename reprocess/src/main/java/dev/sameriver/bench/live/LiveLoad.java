package dev.sameriver.bench.live;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sameriver.bench.Dataset;
import dev.sameriver.bench.Mix;
import java.time.Duration;

/**
 * The events that are appended, which follow from these numbers alone.
 *
 * <p>Event {@code i} is due {@code i / rate} seconds after the first and has the number {@code i};
 * its key is spread evenly, its time lies less than a second behind that of the latest.
 *
 * @param rate events a second, 1 or more
 * @param warmUpSeconds how long events do not count yet, 0 or more
 * @param seconds how long events count, 1 or more
 * @param keys 1 or more
 * @param partitions of the topic, 1 or more
 */
public record LiveLoad(int rate, int warmUpSeconds, int seconds, int keys, int partitions) {

    public static final Duration WINDOW = Duration.ofMinutes(1);

    /** How often rows of windows that are open are given. */
    public static final Duration EARLY = Duration.ofMillis(100);

    /** Half a minute before a window's end. */
    static final long START = 1_767_225_630_000L; // 2026-01-01T00:00:30Z

    private static final int MARKERS_A_SECOND = 50;

    long events() {
        return (long) rate * (warmUpSeconds + seconds);
    }

    long warmUpEvents() {
        return (long) rate * warmUpSeconds;
    }

    long key(long event) {
        return Long.remainderUnsigned(Mix.of(event), keys);
    }

    long time(long event) {
        long random = Mix.of(event ^ Long.MIN_VALUE);
        long back = Long.remainderUnsigned(random, Dataset.DISORDER.toMillis());
        return START + event * 1000 / rate - back;
    }

    /** How many keys are watched: so many that about 50 events a second are theirs. */
    @JsonIgnore
    int markers() {
        return (int) Math.max(1, Math.min(keys, (long) MARKERS_A_SECOND * keys / rate));
    }

    /** The watched key of a number from 0 on and below {@link #markers}. */
    long marker(int number) {
        return (long) number * keys / markers();
    }

    boolean isMarker(long key) {
        return marker((int) ((key * markers() + keys - 1) / keys)) == key;
    }
}
