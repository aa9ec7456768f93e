package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.bench.job.Reading;
import dev.sameriver.bench.step.Readings;
import dev.sameriver.log.Event;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Lets time pass for one key: minute by minute a slice comes and the window that ends with it
 * fires, which holds that slice and those before it.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FireStep {

    /** Ten times as many as the longest window has, so that its seldom large steps count. */
    private static final int WINDOWS = 36_000;

    private static final long SLICE_MILLIS = 60_000;

    @Param({"10", "60", "3600"})
    public int slices;

    private final Aggregation<Reading> aggregation = Readings.aggregation();
    private final Totals totals = aggregation.create();

    private KeySlices key;
    private long slice;
    private long fired;

    @Setup
    public void start() {
        Duration size = Duration.ofMillis(slices * SLICE_MILLIS);
        Duration slide = Duration.ofMillis(SLICE_MILLIS);
        key = new KeySlices(0L, Windows.hopping(size, slide).math(), aggregation);
        slice = Readings.START;
        aggregation.read(Event.of(0, 0, 0, Readings.START, 0, new Reading(0, 17)));
        aggregation.add(totals);
        pass(slices);
    }

    @Benchmark
    @OperationsPerInvocation(WINDOWS)
    public long fire() {
        pass(WINDOWS);
        return fired;
    }

    private void pass(int windows) {
        for (int i = 0; i < windows; i++) {
            slice += SLICE_MILLIS;
            key.gather(slice, Partial.ALL_WINDOWS, totals);
            key.fire(slice, (any, start, end, total, early) -> fired += end - start);
        }
    }
}
