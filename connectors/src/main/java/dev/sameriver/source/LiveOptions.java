package dev.sameriver.source;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a live run may ask for.
 *
 * @param heartbeat how long a partition may be quiet before a heartbeat is appended to it; zero for
 *     never
 * @param maxRate how many events a second are read at most, by all readers of a log; 0 for no bound
 * @param link the version of a view that the run derives; null if no one is to know of it
 */
public record LiveOptions(Duration heartbeat, long maxRate, @Nullable VersionLink link)
        implements Serializable {

    /** No heartbeats, no bound, no link. */
    public static final LiveOptions NONE = heartbeat(Duration.ZERO);

    /** Heartbeats only. */
    public static LiveOptions heartbeat(Duration heartbeat) {
        return new LiveOptions(heartbeat, 0, null);
    }
}
