package dev.sameriver.source;

import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Segment;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Puts the clock on rows: turns the rows of one partition, in order, into events, and keeps the
 * partition's greatest time.
 */
final class RowEvents<T> {

    /**
     * The clock of what stands before the first heartbeat of a partition that was added: all is
     * late.
     */
    private static final long UNBORN = Clock.MAX_TIME;

    private final RecordMapper<T> mapper;
    private final int partition;
    private final long bound;

    private Position next;
    private Position told;
    private long greatest;
    private boolean unborn;
    private List<Event<T>> events = new ArrayList<>();

    RowEvents(RecordMapper<T> mapper, LogSplit split, long bound) {
        this.mapper = mapper;
        this.partition = split.partition();
        this.bound = bound;
        this.next = split.position();
        this.told = split.position();
        this.greatest = split.greatest();
        this.unborn = split.unborn();
    }

    /** Takes the next row of the partition. */
    void add(int generation, LogRow row) {
        long clock = unborn ? UNBORN : Clock.of(greatest, bound);
        switch (row.kind()) {
            case EVENT -> events.add(event(generation, row, clock));
            case DEAD ->
                    events.add(
                            Event.dead(
                                    generation,
                                    partition,
                                    row.offset(),
                                    clock,
                                    String.valueOf(row.reason()),
                                    row.raw()));
            case HEARTBEAT -> unborn = false;
        }
        greatest = Math.max(greatest, row.time());
        next = new Position(generation, partition, row.offset() + 1);
    }

    /** Moves on over a segment that is not read. */
    void skip(Segment segment) {
        unborn &= segment.heartbeats() == 0;
        skipTo(segment.next(), segment.greatestAfter());
    }

    /** Moves on without rows: over a hole in the offsets, or to a segment's end. */
    void skipTo(Position position, long greatestThere) {
        next = position;
        greatest = Math.max(greatest, greatestThere);
    }

    Position next() {
        return next;
    }

    long greatest() {
        return greatest;
    }

    int size() {
        return events.size();
    }

    /** Whether the position moved since the last batch was taken. */
    boolean moved() {
        return !next.equals(told);
    }

    /** What was added since the last batch was taken. */
    EventBatch<T> take(boolean atTail) {
        EventBatch<T> batch = new EventBatch<>(events, next, greatest, unborn, atTail);
        events = new ArrayList<>();
        told = next;
        return batch;
    }

    private Event<T> event(int generation, LogRow row, long clock) {
        GenericRecord value = row.event();
        try {
            if (value == null) {
                throw new IllegalArgumentException("the event has no value");
            }
            return Event.of(
                    generation, partition, row.offset(), row.time(), clock, mapper.map(value));
        } catch (RuntimeException e) {
            return Event.unmapped(
                    generation,
                    partition,
                    row.offset(),
                    row.time(),
                    clock,
                    String.valueOf(e.getMessage()),
                    String.valueOf(value).getBytes(StandardCharsets.UTF_8));
        }
    }
}
