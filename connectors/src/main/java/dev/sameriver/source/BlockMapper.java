package dev.sameriver.source;

import dev.sameriver.archive.SegmentRows;
import dev.sameriver.log.Payload;

/** Makes a block's payload of a segment's columns. */
public interface BlockMapper<T> {

    /**
     * The payload of rows that are events or dead. It releases the rows when it is {@link
     * Payload#release released}.
     */
    Payload<T> map(SegmentRows rows);
}
