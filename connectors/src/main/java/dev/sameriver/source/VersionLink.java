package dev.sameriver.source;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What ties a live run to the version of a view that it derives. Its methods are called by one
 * thread that may wait; what they throw is logged, and tried again with the next checkpoint.
 */
public interface VersionLink extends Serializable {

    /**
     * Says how far a log is derived: all that a completed checkpoint covers is in the output.
     *
     * @param reached by partition, the offset in Kafka to read next; -1 before the partition's
     *     first record there has been read
     * @param clock the least clock of all partitions, in milliseconds since 1970-01-01T00:00Z;
     *     {@link dev.sameriver.log.Clock#NONE} if a partition has none
     * @param caughtUp whether all partitions have reached Kafka's tail
     */
    void reached(String log, Map<Integer, Long> reached, long clock, boolean caughtUp)
            throws Exception;

    /**
     * How far the version is that readers are served from, as in {@link #reached}, so that this run
     * can hold back while that one is behind; null if none is, or it is this one.
     */
    @Nullable Map<Integer, Long> served(String log) throws Exception;
}
