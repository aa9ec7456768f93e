package dev.sameriver.source;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a run has derived one of its logs: all that a completed checkpoint covers is in the
 * output.
 *
 * @param checkpoint the checkpoint's number in its job; a job's later ones have greater numbers
 * @param offsets by partition, the offset in Kafka to read next; -1 before the partition's first
 *     record there has been read
 * @param clock the least clock of all partitions, in milliseconds since 1970-01-01T00:00Z; {@link
 *     dev.sameriver.log.Clock#NONE} if a partition has none
 * @param caughtUp whether all partitions had reached Kafka's tail, and the run knew it, before the
 *     checkpoint
 */
public record LogProgress(
        String log,
        long checkpoint,
        SortedMap<Integer, Long> offsets,
        long clock,
        boolean caughtUp) {

    public LogProgress {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }
}
