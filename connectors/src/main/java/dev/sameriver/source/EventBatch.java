package dev.sameriver.source;

import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Position;
import org.jspecify.annotations.Nullable;

/**
 * Some events of a split that follow each other, and what is true of the split after them.
 *
 * @param block in offset order; null if there were none, as heartbeats are not events
 * @param next the position after them
 * @param greatest the greatest event time of the partition before {@code next}
 * @param unborn see {@link LogSplit#unborn}
 * @param atTail whether nothing was left to read in Kafka behind them
 */
record EventBatch<T>(
        @Nullable EventBlock<T> block,
        Position next,
        long greatest,
        boolean unborn,
        boolean atTail) {}
