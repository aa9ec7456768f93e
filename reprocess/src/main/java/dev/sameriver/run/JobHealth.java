package dev.sameriver.run;

import org.jspecify.annotations.Nullable;

/**
 * How a job on a cluster is.
 *
 * @param state as Flink names it, as in {@code RUNNING}
 * @param allTasksRun whether every task of every step runs
 * @param checkpoints how many were completed
 * @param failure what failed last since it started, in one line; null if nothing did
 * @param failedMillis when that was, in milliseconds since 1970-01-01T00:00Z; 0 if nothing did
 */
public record JobHealth(
        String state,
        boolean allTasksRun,
        long checkpoints,
        @Nullable String failure,
        long failedMillis) {

    /** Whether the job never runs again. */
    public boolean hasEnded() {
        return hasEnded(state);
    }

    /** Whether a state, as Flink names it, is one that a job never leaves. */
    public static boolean hasEnded(String state) {
        return state.equals("FINISHED") || state.equals("CANCELED") || state.equals("FAILED");
    }
}
