package dev.sameriver.source;

import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;

/** The clock of one partition, and how far the partition was read. */
final class PartitionClock {

    /**
     * The clock of what stands before the first heartbeat of a partition that was added: all is
     * late.
     */
    private static final long UNBORN = Clock.MAX_TIME;

    private final int partition;
    private final long bound;

    private Position next;
    private long greatest;
    private boolean unborn;

    PartitionClock(LogSplit split, long bound) {
        this.partition = split.partition();
        this.bound = bound;
        this.next = split.position();
        this.greatest = split.greatest();
        this.unborn = split.unborn();
    }

    int partition() {
        return partition;
    }

    /** The clock of the record that comes next. */
    long time() {
        return unborn ? UNBORN : Clock.of(greatest, bound);
    }

    /** Passes a record, whose position is told by {@link #moveTo}. */
    void pass(RecordKind kind, long time) {
        unborn &= kind != RecordKind.HEARTBEAT;
        greatest = Math.max(greatest, time);
    }

    /**
     * Passes events that follow each other.
     *
     * @param times of each, in milliseconds since 1970-01-01T00:00Z
     * @param clocks where the clock of each is put
     */
    void passEvents(long[] times, long[] clocks, int count) {
        long latest = greatest;
        for (int i = 0; i < count; i++) {
            clocks[i] = unborn ? UNBORN : Clock.of(latest, bound);
            latest = Math.max(latest, times[i]);
        }
        greatest = latest;
    }

    /** Passes records that were not read, of which this is the greatest time. */
    void passUnread(long greatestUnread) {
        greatest = Math.max(greatest, greatestUnread);
    }

    /** The record at the next position. */
    void moveTo(int generation, long nextOffset) {
        next = new Position(generation, partition, nextOffset);
    }

    /** Moves on over a segment that is not read. */
    void skip(Segment segment) {
        unborn &= segment.heartbeats() == 0;
        skipTo(segment.next(), segment.greatestAfter());
    }

    /** Moves on without records: over a hole in the offsets, or to a segment's end. */
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

    boolean unborn() {
        return unborn;
    }
}
