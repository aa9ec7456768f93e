package dev.sameriver.bench.live;

import java.io.IOException;
import java.time.Duration;

/** A system that derives its rows until it is closed. */
public interface RunningSystem extends AutoCloseable {

    /** Starts a system. */
    interface Starter {
        RunningSystem start(LiveOrder order) throws Exception;
    }

    /**
     * @throws IOException if it has ended, with the reason
     */
    void requireRunning() throws IOException;

    /** What it has spent on all cores since its start. */
    Duration cpu();
}
