package dev.sameriver.bench.step;

import dev.sameriver.bench.job.Reading;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.SideTags;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Gives blocks of events that are a day late to the combiner of hopping windows of 1 h by 1 min,
 * which gives a row of each beside, with the windows that it missed.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CombineLateStep {

    private static final int BLOCKS = 5;
    private static final int KEYS = 10_000;

    private CombinerRig<Reading> combiner;

    @Setup
    public void open() throws Exception {
        combiner =
                new CombinerRig<>(
                        Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(1)),
                        KeyColumns.of("key", Reading::key),
                        Readings.aggregation(),
                        Readings.blocks(BLOCKS, KEYS, 10 * KEYS, Duration.ofDays(1)));
    }

    @TearDown
    public void close() throws Exception {
        combiner.close();
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    public long combineLate() throws Exception {
        return combiner.combine() + combiner.forget(SideTags.LATE);
    }
}
