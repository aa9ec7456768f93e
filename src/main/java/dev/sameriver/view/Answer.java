package dev.sameriver.view;

import dev.sameriver.ordered.Reads;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a read; see {@link KeyedInput#answer}.
 *
 * @param read what was asked
 * @param number which answer to this read it is, from 1 on: a client to whom 3 comes behind 1 has
 *     lost one on its way
 * @param position where the change stands by which the value came to hold, as in {@code
 *     2026-03-01T10:00:00Z/movements/0/1/17/0}: its event time, then the log, generation, partition
 *     and offset of the event that it was made of, and which of that event's changes of the key it
 *     is. If nothing holds yet it is the read's event time. A subscription from here goes on behind
 *     this answer, in any version of the view that gives the changes of an event at the same event
 *     time; see {@link Reads}
 * @param changed the event time of that change; null if nothing holds yet
 * @param value null if nothing holds yet
 */
public record Answer<Q, V>(
        Q read, long number, String position, @Nullable Instant changed, @Nullable V value) {}
