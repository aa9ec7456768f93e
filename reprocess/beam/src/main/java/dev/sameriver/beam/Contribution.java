package dev.sameriver.beam;

import dev.sameriver.log.Position;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an event brings to the windows of its key that count it.
 *
 * @param totals the aggregates of this event alone, as {@link Step#bytes} writes them
 * @param clock the clock that judges it, in milliseconds since 1970-01-01T00:00Z
 * @param behind what is told of the event if a window misses it; null if its time is not behind its
 *     clock, as then none does
 */
record Contribution(byte[] totals, long clock, @Nullable Behind behind) {

    /**
     * An event whose time is behind its clock.
     *
     * @param text its value, as text
     */
    record Behind(Position position, String text) implements Serializable {}
}
