package dev.sameriver.source;

import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.SegmentColumns;
import dev.sameriver.archive.SegmentRows;
import dev.sameriver.log.EventBlock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment column by column: nothing is made for an event. A block is there until it is
 * released.
 */
final class ColumnBlocks<T> implements ArchiveBlocks<T> {

    private final int generation;
    private final SegmentColumns segment;
    private final BlockMapper<T> mapper;
    private final PartitionClock clock;

    /** The rows of a block that are no heartbeats. */
    private int[] stay = new int[0];

    ColumnBlocks(
            int generation, SegmentColumns segment, BlockMapper<T> mapper, PartitionClock clock) {
        this.generation = generation;
        this.segment = segment;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public @Nullable EventBlock<T> next(int most) throws IOException {
        SegmentRows rows = segment.next(most);
        while (rows != null) {
            clock.passUnread(segment.greatestUnread());
            pass(rows);
            if (rows.size() > 0) {
                return new EventBlock<>(
                        generation,
                        clock.partition(),
                        rows.size(),
                        rows.offsets(),
                        rows.times(),
                        rows.clocks(),
                        mapper.map(rows));
            }
            rows.release();
            rows = segment.next(most);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        segment.close();
    }

    /** Puts the clock on rows, of which the heartbeats do not stay. */
    private void pass(SegmentRows rows) {
        long[] clocks = rows.clocks();
        long nextOffset = rows.offsets()[rows.size() - 1] + 1;
        if (rows.areEvents()) {
            clock.passEvents(rows.times(), clocks, rows.size());
        } else {
            if (stay.length < rows.size()) {
                stay = new int[rows.size()];
            }
            int count = 0;
            for (int row = 0; row < rows.size(); row++) {
                RecordKind kind = rows.kind(row);
                if (kind != RecordKind.HEARTBEAT) {
                    clocks[count] = clock.time();
                    stay[count++] = row;
                }
                clock.pass(kind, rows.times()[row]);
            }
            if (count < rows.size()) {
                rows.keep(stay, count);
            }
        }
        clock.moveTo(generation, nextOffset);
    }
}
