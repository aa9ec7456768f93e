package dev.sameriver.bench.step;

import dev.sameriver.bench.job.Reading;
import dev.sameriver.operator.KeyColumns;
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
import org.openjdk.jmh.annotations.TearDown;

/**
 * Gives blocks to the combiner: 10 keys in windows of an hour that move on by the minute, as by the
 * second, where an event often lies in another slice than the one before.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CombineFewKeysStep {

    private static final int BLOCKS = 50;
    private static final int PER_MINUTE = 40_000;

    @Param({"60", "1"})
    private int slideSeconds;

    private CombinerRig<Reading> combiner;

    @Setup
    public void open() throws Exception {
        combiner =
                new CombinerRig<>(
                        Windows.hopping(Duration.ofHours(1), Duration.ofSeconds(slideSeconds)),
                        KeyColumns.of("key", Reading::key),
                        Readings.aggregation(),
                        Readings.blocks(BLOCKS, 10, PER_MINUTE));
    }

    @TearDown
    public void close() throws Exception {
        combiner.close();
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    public long combineFewKeys() throws Exception {
        return combiner.combine();
    }
}
