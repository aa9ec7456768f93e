package dev.sameriver.source;

import dev.sameriver.archive.ArrayPool;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentColumns;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Position;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one split: from the archive while the archive covers its position, then from Kafka.
 *
 * @param <T> the type of the events' values
 */
final class SplitCursor<T> implements Closeable {

    private final LogSplit split;
    private final SourceSpec spec;
    private final LogArchive archive;
    private final List<String> columns;
    private final @Nullable BlockMapper<T> blockMapper;
    private final ArrayPool pool;
    private final PartitionClock clock;
    private final RowEvents<T> events;

    private Position told;
    private Iterator<Segment> segments;
    private @Nullable Segment segment;
    private @Nullable ArchiveBlocks<T> blocks;
    private boolean inKafka;
    private boolean toldTail;

    SplitCursor(
            LogSplit split,
            SourceSpec spec,
            LogArchive archive,
            Manifest manifest,
            List<String> columns,
            EventMapper<T> mapper,
            @Nullable BlockMapper<T> blockMapper,
            ArrayPool pool) {
        this.split = split;
        this.spec = spec;
        this.archive = archive;
        this.columns = columns;
        this.blockMapper = blockMapper;
        this.pool = pool;
        this.clock = new PartitionClock(split, spec.bound());
        this.events = new RowEvents<>(mapper, clock);
        this.told = split.position();
        this.segments = remaining(manifest);
    }

    LogSplit split() {
        return split;
    }

    /** What decides whose turn it is: the split with the least goes first. */
    long greatest() {
        return clock.greatest();
    }

    boolean inKafka() {
        return inKafka;
    }

    /** Whether the split's end has been reached. */
    boolean isFinished() {
        Position end = split.end();
        return end != null && clock.next().compareTo(end) >= 0;
    }

    /**
     * Reads on in the archive.
     *
     * @param most how many records to read for it at most, about
     * @return the events; null if the archive has nothing more, and then the cursor is in Kafka
     */
    @Nullable EventBatch<T> readArchive(int most) throws IOException {
        EventBlock<T> block = null;
        while (block == null && !isFinished()) {
            if (blocks == null && !openNext()) {
                leaveArchive();
                break;
            }
            Segment current = Objects.requireNonNull(segment);
            block = Objects.requireNonNull(blocks).next(most);
            if (block == null) {
                closeSegment();
                clock.skipTo(current.next(), current.greatestAfter());
            }
        }
        return moved() ? batch(block, false) : null;
    }

    /**
     * Reads on in what waits of Kafka's tail.
     *
     * @return the events; null if nothing waits, unless the tail has been reached for the first
     *     time
     */
    @Nullable EventBatch<T> readKafka(KafkaTail tail, int most) throws IOException {
        while (events.size() < most && !isFinished()) {
            LogRow row = tail.next(split.partition());
            if (row == null) {
                skipHoleBeforeEnd(tail);
                break;
            }
            events.add(HandOver.KAFKA_GENERATION, row);
        }
        boolean atTail = tail.atTail(split.partition());
        if (!moved() && (!atTail || toldTail)) {
            return null;
        }
        toldTail |= atTail;
        return batch(events.take(), atTail);
    }

    /** Where Kafka takes over. */
    long kafkaOffset() {
        return HandOver.kafkaOffset(clock.next());
    }

    /**
     * Looks into the archive again, as it may have grown; says whether it covers the position now.
     */
    boolean returnToArchive(Manifest manifest) {
        segments = remaining(manifest);
        inKafka = !segments.hasNext();
        return !inKafka;
    }

    @Override
    public void close() throws IOException {
        closeSegment();
    }

    private boolean openNext() throws IOException {
        while (segments.hasNext()) {
            Segment next = segments.next();
            if (spec.skips(next)) {
                clock.skip(next);
                continue;
            }
            requireWithinEnd(next);
            segment = next;
            blocks = open(next);
            return true;
        }
        return false;
    }

    /** A split's end was a segment's when it was planned, and segments never change. */
    private void requireWithinEnd(Segment next) {
        if (split.end() != null && next.next().compareTo(split.end()) > 0) {
            throw new IllegalStateException(
                    "a split ends where a segment does, but "
                            + split
                            + " ends within one that ends before "
                            + next.next());
        }
    }

    private void leaveArchive() {
        Position end = split.end();
        if (spec.live() || (end != null && end.generation() == HandOver.KAFKA_GENERATION)) {
            inKafka = true;
        } else if (end != null) {
            clock.skipTo(end, clock.greatest());
        }
    }

    private ArchiveBlocks<T> open(Segment next) throws IOException {
        long from = next.generation() == clock.next().generation() ? clock.next().offset() : 0;
        if (blockMapper != null) {
            SegmentColumns byColumn = archive.openColumns(next, columns, from, pool, condition());
            if (byColumn != null) {
                return new ColumnBlocks<>(next.generation(), byColumn, blockMapper, clock);
            }
        }
        return new RowBlocks<>(next.generation(), archive.open(next, columns, from), events);
    }

    /** Before a partition's first heartbeat what is passed over decides what is late. */
    private @Nullable FilterPredicate condition() {
        return clock.unborn() ? null : spec.scope().condition();
    }

    private boolean moved() {
        return !clock.next().equals(told);
    }

    private EventBatch<T> batch(@Nullable EventBlock<T> block, boolean atTail) {
        told = clock.next();
        return new EventBatch<>(block, told, clock.greatest(), clock.unborn(), atTail);
    }

    private void skipHoleBeforeEnd(KafkaTail tail) {
        Position end = split.end();
        if (end != null && tail.fetchedTo(split.partition()) >= end.offset()) {
            clock.skipTo(end, clock.greatest());
        }
    }

    private Iterator<Segment> remaining(Manifest manifest) {
        return manifest.segments(split.partition()).stream()
                .filter(candidate -> candidate.next().compareTo(clock.next()) > 0)
                .filter(
                        candidate ->
                                split.end() == null || candidate.first().compareTo(split.end()) < 0)
                .iterator();
    }

    private void closeSegment() throws IOException {
        if (blocks != null) {
            blocks.close();
            blocks = null;
            segment = null;
        }
    }
}
