package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How often totals are merged where a window holds a thousand slices of 1 ms, of one event each.
 */
class KeySlicesTest {

    private static final int SLICES = 1_000;

    private final Aggregation<Reading> aggregation =
            new Aggregation<>(List.of(Aggregates.of("sum", Reading::value, new CountingSum())));
    private final KeySlices key =
            new KeySlices(
                    "a",
                    Windows.hopping(Duration.ofMillis(SLICES), Duration.ofMillis(1)).math(),
                    aggregation);
    private final List<Long> sums = new ArrayList<>();

    @BeforeEach
    void fill() {
        for (int slice = 1; slice <= SLICES; slice++) {
            Totals totals = aggregation.create();
            aggregation.read(Event.of(1, 0, slice, slice - 1, Clock.NONE, new Reading("a", 1L)));
            aggregation.add(totals);
            key.gather(slice, Partial.ALL_WINDOWS, totals);
        }
        CountingSum.merges = 0;
    }

    @Test
    void firingTakesAboutFiveMergesAWindow() {
        key.fire(2 * SLICES, this::note);
        assertThat(sums).containsExactlyElementsOf(upAndDown());
        assertThat(CountingSum.merges).isLessThan(5 * sums.size());
    }

    @Test
    void earlyRowsTakeAboutFiveMergesAWindow() {
        key.giveEarly(1, SLICES, this::note);
        assertThat(sums).containsExactlyElementsOf(upAndDown());
        assertThat(CountingSum.merges).isLessThan(5 * sums.size());
    }

    /** The windows that end at 1 ms, 2 ms and so on hold 1, 2 ... 1,000, 999 ... 1 slices. */
    private static List<Long> upAndDown() {
        List<Long> sums = new ArrayList<>();
        for (long end = 1; end < 2 * SLICES; end++) {
            sums.add(Math.min(end, 2 * SLICES - end));
        }
        return sums;
    }

    private void note(Object any, long start, long end, Totals totals, boolean early) {
        Object[] row = new Object[1];
        aggregation.results(totals, row, 0);
        sums.add((Long) row[0]);
    }
}
