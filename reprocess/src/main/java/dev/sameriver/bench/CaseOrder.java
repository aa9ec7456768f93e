package dev.sameriver.bench;

import org.jspecify.annotations.Nullable;

/**
 * What a child process is told to run.
 *
 * @param warmUp what the same job reads first, untimed; null for a cold start
 * @param checkpoints where a stream's checkpoints go, as a URI
 */
public record CaseOrder(
        BenchCase benchCase,
        Dataset data,
        @Nullable Dataset warmUp,
        int parallelism,
        String checkpoints) {}
