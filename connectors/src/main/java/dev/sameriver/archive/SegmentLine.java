package dev.sameriver.archive;

import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** One line of a segment's file as it is read; the next line takes its place. */
final class SegmentLine {

    long offset;
    int kind;
    @Nullable Long time;
    @Nullable String id;
    byte @Nullable [] raw;
    @Nullable String reason;
    @Nullable GenericRecord event;

    /** Forgets the line before; the columns that are not null there are set anew. */
    void clear() {
        time = null;
        id = null;
        raw = null;
        reason = null;
        event = null;
    }
}
