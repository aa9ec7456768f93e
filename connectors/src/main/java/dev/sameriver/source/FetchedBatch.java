package dev.sameriver.source;

import dev.sameriver.log.EventBlock;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/** What one fetch hands over: a batch of one split, or the news that a split ended, or nothing. */
final class FetchedBatch<T> implements RecordsWithSplitIds<EventBatch<T>> {

    private @Nullable String split;
    private @Nullable EventBatch<T> batch;
    private final @Nullable EventBlock<T> block;
    private final Set<String> finished;

    FetchedBatch(@Nullable String split, @Nullable EventBatch<T> batch, Set<String> finished) {
        this.split = split;
        this.batch = batch;
        this.block = batch == null ? null : batch.block();
        this.finished = finished;
    }

    static <T> FetchedBatch<T> nothing() {
        return new FetchedBatch<>(null, null, Set.of());
    }

    @Override
    public @Nullable String nextSplit() {
        String next = split;
        split = null;
        return next;
    }

    @Override
    public @Nullable EventBatch<T> nextRecordFromSplit() {
        EventBatch<T> next = batch;
        batch = null;
        return next;
    }

    @Override
    public Set<String> finishedSplits() {
        return finished;
    }

    /** The batch has been emitted, and so its block was taken in by all that are chained. */
    @Override
    public void recycle() {
        if (block != null) {
            block.release();
        }
    }
}
