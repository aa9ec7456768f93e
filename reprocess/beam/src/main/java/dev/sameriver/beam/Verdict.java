package dev.sameriver.beam;

import dev.sameriver.log.Position;
import java.io.Serializable;

/**
 * What one window says of an event whose time is behind its clock. All times are milliseconds since
 * 1970-01-01T00:00Z.
 *
 * @param counted whether the window counts it
 * @param text the event's value
 */
record Verdict(
        Position position,
        long time,
        long clock,
        long windowStart,
        long windowEnd,
        boolean counted,
        String text)
        implements Serializable {}
