package dev.sameriver.bench.job;

import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;

/**
 * The checkpoints that a job has completed.
 *
 * @param bytes what was written in all of them: of an incremental one, what was new
 */
record Checkpoints(long count, long bytes) {

    static final Checkpoints NONE = new Checkpoints(0, 0);

    static Checkpoints of(CheckpointStatsSnapshot statistics) {
        return new Checkpoints(
                statistics.getCounts().getNumberOfCompletedCheckpoints(),
                statistics.getSummaryStats().getCheckpointedSize().getSum());
    }
}
