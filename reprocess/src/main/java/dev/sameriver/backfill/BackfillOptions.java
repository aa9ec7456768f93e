package dev.sameriver.backfill;

import java.time.Duration;

/**
 * How a version's job runs; kept with it, so that going on needs no flags again.
 *
 * @param parallelism 1 or greater
 * @param heartbeat see {@link dev.sameriver.source.LiveOptions}
 * @param checkpoints how often the job is checkpointed
 * @param maxRate events a second at most while it is behind; 0 for no bound
 */
public record BackfillOptions(
        int parallelism, Duration heartbeat, Duration checkpoints, long maxRate) {

    /** One subtask, no heartbeats, a checkpoint every ten seconds, as fast as it goes. */
    public static final BackfillOptions DEFAULT =
            new BackfillOptions(1, Duration.ZERO, Duration.ofSeconds(10), 0);
}
