package dev.sameriver.beam;

import java.io.Serializable;

/**
 * A segment to be read.
 *
 * @param address of its file
 * @param line what the manifest says of it
 * @param schema the schema that its events were written with, as JSON
 * @param greatestBefore the greatest event time of its partition before it
 * @param unborn whether its partition was added, and has no heartbeat before it
 */
record SegmentPlan(
        String address, SegmentLine line, String schema, long greatestBefore, boolean unborn)
        implements Serializable {}
