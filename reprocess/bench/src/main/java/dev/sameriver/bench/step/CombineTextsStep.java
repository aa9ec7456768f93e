package dev.sameriver.bench.step;

import dev.sameriver.operator.KeyColumns;
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

/** As {@link CombineStep} does, but keys are texts of ten characters. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CombineTextsStep {

    private static final int BLOCKS = 50;
    private static final int KEYS = 10_000;

    private CombinerRig<TextReading> combiner;

    @Setup
    public void open() throws Exception {
        combiner =
                new CombinerRig<>(
                        Windows.tumbling(Duration.ofMinutes(1)),
                        KeyColumns.of("key", TextReading::key),
                        TextReadings.aggregation(),
                        TextReadings.blocks(BLOCKS, KEYS, 10 * KEYS));
    }

    @TearDown
    public void close() throws Exception {
        combiner.close();
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    public long combineTexts() throws Exception {
        return combiner.combine();
    }
}
