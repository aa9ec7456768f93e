package dev.sameriver.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a child process is told to run.
 *
 * @param warmUp what the same job reads first, untimed, again and again; null for a cold start
 * @param warmUpSeconds for how long it does so
 * @param checkpoints where a stream's checkpoints go, as a URI
 * @param checkpointMillis how often it makes one
 */
public record CaseOrder(
        BenchCase benchCase,
        Dataset data,
        @Nullable Dataset warmUp,
        int warmUpSeconds,
        int parallelism,
        String checkpoints,
        long checkpointMillis) {

    /** For how long the warm-up runs, in nanoseconds. */
    public long warmUpNanos() {
        return Duration.ofSeconds(warmUpSeconds).toNanos();
    }
}
