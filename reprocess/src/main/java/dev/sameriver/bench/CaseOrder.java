package dev.sameriver.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a child process is told to run.
 *
 * @param warmUp the part of the data that the same job reads first, untimed; null for a cold start
 * @param warmUpSeconds for how long it does so, and reads all where that is fast enough
 * @param parallelism 1 or more
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
