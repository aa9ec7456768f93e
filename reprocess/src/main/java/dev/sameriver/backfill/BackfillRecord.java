package dev.sameriver.backfill;

import org.jspecify.annotations.Nullable;

/**
 * Where a version's job stands, noted before each step, so that whoever comes next can go on.
 *
 * @param job the job's id in Flink, chosen before it is submitted; null before the first
 * @param restore the savepoint or checkpoint that this job starts from; null for the log's start
 * @param checkpoints the folder in which Flink keeps this job's checkpoints; null if not known
 * @param savepoints the folder that a pause puts its savepoint in; null if none was asked for
 */
record BackfillRecord(
        BackfillOptions options,
        @Nullable String job,
        @Nullable String restore,
        @Nullable String checkpoints,
        @Nullable String savepoints) {

    /** Whether a pause was begun. */
    boolean isPaused() {
        return savepoints != null;
    }
}
