package dev.sameriver.archive;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One immutable file of the archive: the records of a partition in the range of offsets {@code
 * [firstOffset, nextOffset)}.
 *
 * <p>A segment covers a range, it does not count rows: Kafka leaves holes in offsets, so that
 * {@code [100, 200)} may hold 97 rows.
 *
 * @param generation 0 for imported history
 * @param partition 0 or greater
 * @param firstOffset the first offset covered
 * @param nextOffset the offset after the last one covered
 * @param rows rows of any kind
 * @param events rows that are events
 * @param dead rows that are dead
 * @param minTime the least time of its events and heartbeats in milliseconds, null if none
 * @param maxTime the greatest of these, null if none
 * @param greatestBefore the partition's greatest time before this segment; {@link Clock#NONE} if
 *     none. A view's clock at the segment's start is this minus its disorder bound
 * @param schema the fingerprint of the schema that its events were written with
 * @param path relative to the log's folder
 * @param bytes the file's length
 * @param sha256 of the file, 64 hex digits
 * @param headDeleted whether offsets before this one were already deleted where it came from: only
 *     then may a generation of a partition start above offset 0
 * @param previous the {@link #hash} of the segment before it in its partition, {@link #ROOT} if
 *     none
 */
@JsonPropertyOrder({
    "generation",
    "partition",
    "firstOffset",
    "nextOffset",
    "rows",
    "events",
    "dead",
    "minTime",
    "maxTime",
    "greatestBefore",
    "schema",
    "path",
    "bytes",
    "sha256",
    "headDeleted",
    "previous"
})
public record Segment(
        int generation,
        int partition,
        long firstOffset,
        long nextOffset,
        long rows,
        long events,
        long dead,
        @Nullable Long minTime,
        @Nullable Long maxTime,
        long greatestBefore,
        String schema,
        String path,
        long bytes,
        String sha256,
        boolean headDeleted,
        String previous)
        implements Serializable {

    /** What stands for the segment before the first one. */
    public static final String ROOT = "0".repeat(64);

    /** The position of the first offset covered. */
    @JsonIgnore
    public Position first() {
        return new Position(generation, partition, firstOffset);
    }

    /** The position after the last offset covered. */
    @JsonIgnore
    public Position next() {
        return new Position(generation, partition, nextOffset);
    }

    /** Rows that are heartbeats. */
    @JsonIgnore
    public long heartbeats() {
        return rows - events - dead;
    }

    /** The partition's greatest time after this segment; {@link Clock#NONE} if none so far. */
    @JsonIgnore
    public long greatestAfter() {
        return maxTime == null ? greatestBefore : Math.max(greatestBefore, maxTime);
    }

    /**
     * The SHA-256 of this entry, the previous hash included: the next segment's {@code previous}.
     */
    public String hash() {
        return Sha256.of(Json.bytes(this));
    }

    /** This segment as the first of its generation whose earlier offsets are deleted for good. */
    public Segment withHeadDeleted() {
        return new Segment(
                generation,
                partition,
                firstOffset,
                nextOffset,
                rows,
                events,
                dead,
                minTime,
                maxTime,
                greatestBefore,
                schema,
                path,
                bytes,
                sha256,
                true,
                previous);
    }

    Segment withPrevious(String hash) {
        return new Segment(
                generation,
                partition,
                firstOffset,
                nextOffset,
                rows,
                events,
                dead,
                minTime,
                maxTime,
                greatestBefore,
                schema,
                path,
                bytes,
                sha256,
                headDeleted,
                hash);
    }
}
