package dev.sameriver.source;

import dev.sameriver.log.Event;
import dev.sameriver.log.Position;
import java.util.List;

/**
 * Some events of a split that follow each other, and what is true of the split after them.
 *
 * @param events in offset order; may be empty, as heartbeats are not events
 * @param next the position after them
 * @param greatest the greatest event time of the partition before {@code next}
 * @param unborn see {@link LogSplit#unborn}
 * @param atTail whether nothing was left to read in Kafka behind them
 */
record EventBatch<T>(
        List<Event<T>> events, Position next, long greatest, boolean unborn, boolean atTail) {}
