package dev.sameriver.upgrade;

/**
 * What a job is started with beside its jar.
 *
 * @param heartbeat a duration, as in {@code PT10S}
 * @param checkpoints a duration
 * @param maxRate how many events a second it reads at most while behind; 0 for no bound
 */
public record StartedAs(
        int parallelism, String output, String heartbeat, String checkpoints, long maxRate) {}
