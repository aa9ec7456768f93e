package dev.sameriver.bench.step;

import dev.sameriver.bench.job.Reading;
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

/**
 * Gives blocks to the combiner of sessions with a gap of 3 s, of 10,000 keys with ten events a
 * minute each: about three of five sessions are one event.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CombineSessionsStep {

    private static final int BLOCKS = 50;
    private static final int KEYS = 10_000;

    private CombinerRig<Reading> combiner;

    @Setup
    public void open() throws Exception {
        combiner =
                new CombinerRig<>(
                        Windows.session(Duration.ofSeconds(3)),
                        KeyColumns.of("key", Reading::key),
                        Readings.aggregation(),
                        Readings.blocks(BLOCKS, KEYS, 10 * KEYS));
    }

    @TearDown
    public void close() throws Exception {
        combiner.close();
    }

    /** Without handing on, the next time the same events would be in sessions that are there. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    public long combineSessions() throws Exception {
        return combiner.combine() + combiner.handOn();
    }
}
