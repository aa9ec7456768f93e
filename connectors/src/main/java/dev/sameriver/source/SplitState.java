package dev.sameriver.source;

import dev.sameriver.log.Position;

/** How far the events of a split have been emitted: what a checkpoint keeps of it. */
final class SplitState {

    private final LogSplit start;

    private Position position;
    private long greatest;
    private boolean unborn;
    private boolean atTail;
    private long emitted;

    SplitState(LogSplit start) {
        this.start = start;
        this.position = start.position();
        this.greatest = start.greatest();
        this.unborn = start.unborn();
    }

    void advance(EventBatch<?> batch) {
        position = batch.next();
        greatest = batch.greatest();
        unborn = batch.unborn();
        atTail |= batch.atTail();
        emitted += batch.block() == null ? 0 : batch.block().size();
    }

    Position position() {
        return position;
    }

    long greatest() {
        return greatest;
    }

    /** Whether the split has reached Kafka's tail since it was assigned. */
    boolean reachedTail() {
        return atTail;
    }

    /** How many events were emitted since the split was assigned. */
    long emitted() {
        return emitted;
    }

    LogSplit split() {
        return new LogSplit(start.id(), position, greatest, start.end(), unborn);
    }
}
