package dev.sameriver.upgrade;

import org.jspecify.annotations.Nullable;

/**
 * How a job on a cluster is.
 *
 * @param state as Flink names it, as in {@code RUNNING}
 * @param allTasksRun whether every task of every step runs
 * @param checkpoints how many were completed
 * @param failure what failed since it started, in one line; null if nothing did
 */
record JobHealth(String state, boolean allTasksRun, long checkpoints, @Nullable String failure) {

    /** Whether the job never runs again. */
    boolean hasEnded() {
        return hasEnded(state);
    }

    static boolean hasEnded(String state) {
        return state.equals("FINISHED") || state.equals("CANCELED") || state.equals("FAILED");
    }
}
