package dev.sameriver.source;

import dev.sameriver.log.Position;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * A partition of a log, or a part of it, from a position on.
 *
 * @param id unique among the splits of a source
 * @param position where to read next
 * @param greatest the greatest event time of the partition before {@code position}, in milliseconds
 *     since 1970-01-01T00:00Z; {@link dev.sameriver.log.Clock#NONE} if there was none
 * @param end where the split ends, which within the archive is where a segment does; null if it has
 *     no end
 * @param unborn whether the partition was added after the log was made and its first heartbeat is
 *     still to come: what stands before it is late, as other partitions' windows may be final
 */
public record LogSplit(
        String id, Position position, long greatest, @Nullable Position end, boolean unborn)
        implements SourceSplit {

    /** A whole partition. */
    static LogSplit partition(
            Position position, long greatest, @Nullable Position end, boolean unborn) {
        return new LogSplit("p" + position.partition(), position, greatest, end, unborn);
    }

    /** A span of a partition, for runs that may read spans in any order. */
    static LogSplit span(Position position, long greatest, Position end, boolean unborn) {
        return new LogSplit(position.toString(), position, greatest, end, unborn);
    }

    int partition() {
        return position.partition();
    }

    @Override
    public String splitId() {
        return id;
    }
}
