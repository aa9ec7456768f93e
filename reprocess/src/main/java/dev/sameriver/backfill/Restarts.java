package dev.sameriver.backfill;

import dev.sameriver.run.JobHealth;

/**
 * How often a job was started again since its last checkpoint: one that fails on its way to each
 * never comes any further.
 */
final class Restarts {

    /** After so many without a checkpoint between them a job is not waited for any more. */
    static final int MOST = 10;

    private long checkpoints;
    private long failedMillis;
    private int count;

    /**
     * The job was seen.
     *
     * @return whether it has failed since it was seen last
     */
    boolean saw(JobHealth health) {
        if (health.checkpoints() > checkpoints) {
            checkpoints = health.checkpoints();
            count = 0;
        }
        boolean hasFailed = health.failedMillis() > failedMillis;
        if (hasFailed) {
            failedMillis = health.failedMillis();
            count++;
        }
        return hasFailed;
    }

    boolean areTooMany() {
        return count >= MOST;
    }
}
