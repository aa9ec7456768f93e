package dev.sameriver.source;

import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.SegmentReader;
import dev.sameriver.log.EventBlock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a segment row by row, where it cannot be read by {@link ColumnBlocks}. */
final class RowBlocks<T> implements ArchiveBlocks<T> {

    /** Records that are made one by one take memory until they are taken in. */
    private static final int MOST = 1_000;

    private final int generation;
    private final SegmentReader reader;
    private final RowEvents<T> events;

    RowBlocks(int generation, SegmentReader reader, RowEvents<T> events) {
        this.generation = generation;
        this.reader = reader;
        this.events = events;
    }

    @Override
    public @Nullable EventBlock<T> next(int most) throws IOException {
        while (events.size() < Math.min(most, MOST)) {
            LogRow row = reader.next();
            if (row == null) {
                break;
            }
            events.add(generation, row);
        }
        return events.take();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
