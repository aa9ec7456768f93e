package dev.sameriver.operator;

import dev.sameriver.bench.step.Readings;
import dev.sameriver.window.SliceMath;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Finds the first window that counts each event of a block, of which half of sixty missed it. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JudgeStep {

    private static final long BEHIND_MILLIS = Duration.ofMinutes(30).toMillis();

    private final SliceMath math =
            Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(1)).math();
    private final SliceVerdict verdict = new SliceVerdict(math);

    private final long[] times = Readings.times(Readings.ROWS, 100_000, 0);

    @Benchmark
    @OperationsPerInvocation(Readings.ROWS)
    public long judge() {
        long windows = 0;
        for (long time : times) {
            windows += verdict.firstCounted(math.sliceOf(time), time + BEHIND_MILLIS);
        }
        return windows;
    }
}
