package dev.sameriver.operator;

import dev.sameriver.bench.step.Readings;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Finds the slice of each event of a block, and the end of its first window. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SliceStep {

    private final SliceCursor cursor =
            new SliceCursor(Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(1)).math());

    private final long[] times = Readings.times(Readings.ROWS, 100_000, 0);

    @Benchmark
    @OperationsPerInvocation(Readings.ROWS)
    public long slice() {
        long slices = 0;
        for (long time : times) {
            slices += cursor.moveTo(time) + cursor.firstEnd();
        }
        return slices;
    }
}
