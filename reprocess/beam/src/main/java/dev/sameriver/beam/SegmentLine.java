package dev.sameriver.beam;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a segment's line in the manifest.
 *
 * @param maxTime the greatest time of its events and heartbeats in milliseconds, null if it has
 *     none
 * @param schema the fingerprint of the schema that its events were written with
 * @param path relative to the log's folder
 * @param sha256 of the file, 64 hex digits
 * @param headDeleted whether the offsets before it were deleted before they were archived
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SegmentLine(
        int generation,
        int partition,
        long firstOffset,
        long nextOffset,
        long rows,
        long events,
        long dead,
        @Nullable Long minTime,
        @Nullable Long maxTime,
        String schema,
        String path,
        String sha256,
        boolean headDeleted)
        implements Serializable {

    long heartbeats() {
        return rows - events - dead;
    }

    /** Whether it goes on where another one of its partition ends. */
    boolean follows(SegmentLine before) {
        return generation == before.generation
                ? firstOffset == before.nextOffset
                : generation > before.generation && (firstOffset == 0 || headDeleted);
    }
}
