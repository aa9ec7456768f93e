package dev.sameriver.source;

import dev.sameriver.log.Position;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** What the enumerator and the readers tell each other besides splits. */
final class ReaderEvents {

    private ReaderEvents() {}

    /**
     * To a reader: you have all the splits that are yours; if none, you need not hold the
     * watermark.
     */
    record AllGiven() implements SourceEvent {}

    /** To a reader: say how far your splits are. */
    record AskProgress() implements SourceEvent {}

    /**
     * From a reader: how far its splits are.
     *
     * @param events how many events it has emitted since it started
     */
    record Progress(List<SplitProgress> splits, long events) implements SourceEvent {}

    /** From a reader: how far its splits were at a checkpoint that is complete. */
    record Reached(long checkpoint, List<SplitProgress> splits) implements SourceEvent {}

    /** To a reader: read no more events a second than this; 0 for as many as there are. */
    record Rate(long eventsPerSecond) implements SourceEvent {}

    /** From a reader that starts: it has splits from a checkpoint. */
    record Holds() implements SourceEvent {}

    /** From a reader: all its splits, if any, have reached Kafka's tail, or their ends. */
    record CaughtUp() implements SourceEvent {}

    /** How far a split is. */
    record SplitProgress(Position position, long greatest, boolean reachedTail)
            implements Serializable {}
}
