package dev.sameriver.sandbox;

import java.time.Duration;

/** Hears how {@link Sandbox#up} goes on; called from several threads, one call at a time. */
@FunctionalInterface
public interface SandboxListener {

    /** A listener that keeps quiet. */
    SandboxListener NONE = (process, took) -> {};

    /**
     * A process has become healthy.
     *
     * @param process its state, with pid and address
     * @param took since {@code up} began with it; close to zero if it was running already
     */
    void healthy(ProcessStatus process, Duration took);
}
