package dev.sameriver.source;

import dev.sameriver.bench.step.Readings;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Puts the clock on each event of a block. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClockStep {

    private static final LogSplit SPLIT =
            LogSplit.partition(new Position(0, 0, 0), Clock.NONE, null, false);

    private final long[] times = Readings.times(Readings.ROWS, 100_000, 0);
    private final long[] clocks = new long[Readings.ROWS];

    @Benchmark
    @OperationsPerInvocation(Readings.ROWS)
    public long[] clock() {
        PartitionClock clock = new PartitionClock(SPLIT, 1_000);
        clock.passEvents(times, clocks, Readings.ROWS);
        return clocks;
    }
}
