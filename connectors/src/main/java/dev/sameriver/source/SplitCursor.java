package dev.sameriver.source;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentReader;
import dev.sameriver.log.Position;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
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
    private final RowEvents<T> events;

    private Iterator<Segment> segments;
    private @Nullable Segment segment;
    private @Nullable SegmentReader reader;
    private boolean inKafka;
    private boolean toldTail;

    SplitCursor(
            LogSplit split,
            SourceSpec spec,
            LogArchive archive,
            Manifest manifest,
            List<String> columns,
            RecordMapper<T> mapper) {
        this.split = split;
        this.spec = spec;
        this.archive = archive;
        this.columns = columns;
        this.events = new RowEvents<>(mapper, split, spec.bound());
        this.segments = remaining(manifest);
    }

    LogSplit split() {
        return split;
    }

    /** What decides whose turn it is: the split with the least goes first. */
    long greatest() {
        return events.greatest();
    }

    boolean inKafka() {
        return inKafka;
    }

    /** Whether the split's end has been reached. */
    boolean isFinished() {
        Position end = split.end();
        return end != null && events.next().compareTo(end) >= 0;
    }

    /**
     * Reads on in the archive.
     *
     * @param most how many events at most
     * @return the events; null if the archive has nothing more, and then the cursor is in Kafka
     */
    @Nullable EventBatch<T> readArchive(int most) throws IOException {
        while (events.size() < most && !isFinished()) {
            if (reader == null && !openNext()) {
                leaveArchive();
                break;
            }
            Segment current = segment;
            SegmentReader from = reader;
            if (current == null || from == null) {
                continue;
            }
            LogRow row = from.next();
            if (row == null || isBeyondEnd(current.generation(), row)) {
                closeReader();
                events.skipTo(current.next(), current.greatestAfter());
            } else {
                events.add(current.generation(), row);
            }
        }
        return events.moved() ? events.take(false) : null;
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
        if (!events.moved() && (!atTail || toldTail)) {
            return null;
        }
        toldTail |= atTail;
        return events.take(atTail);
    }

    /** Where Kafka takes over. */
    long kafkaOffset() {
        return HandOver.kafkaOffset(events.next());
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
        closeReader();
    }

    private boolean openNext() throws IOException {
        while (segments.hasNext()) {
            Segment next = segments.next();
            if (spec.skips(next)) {
                events.skip(next);
                continue;
            }
            segment = next;
            long from =
                    next.generation() == events.next().generation() ? events.next().offset() : 0;
            reader = archive.open(next, columns, from);
            return true;
        }
        return false;
    }

    private void leaveArchive() {
        Position end = split.end();
        if (spec.live() || (end != null && end.generation() == HandOver.KAFKA_GENERATION)) {
            inKafka = true;
        } else if (end != null) {
            events.skipTo(end, events.greatest());
        }
    }

    private boolean isBeyondEnd(int generation, LogRow row) {
        Position end = split.end();
        return end != null
                && Position.compare(
                                generation,
                                split.partition(),
                                row.offset(),
                                end.generation(),
                                end.partition(),
                                end.offset())
                        >= 0;
    }

    private void skipHoleBeforeEnd(KafkaTail tail) {
        Position end = split.end();
        if (end != null && tail.fetchedTo(split.partition()) >= end.offset()) {
            events.skipTo(end, events.greatest());
        }
    }

    private Iterator<Segment> remaining(Manifest manifest) {
        return manifest.segments(split.partition()).stream()
                .filter(candidate -> candidate.next().compareTo(events.next()) > 0)
                .filter(
                        candidate ->
                                split.end() == null || candidate.first().compareTo(split.end()) < 0)
                .iterator();
    }

    private void closeReader() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
            segment = null;
        }
    }
}
