package dev.sameriver.view;

import dev.sameriver.log.EventBlock;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where a run takes the events of a view's inputs from. */
public interface EventSource {

    /**
     * Opens a log as a stream.
     *
     * @param log the log's name
     * @param type what the events are read into: its components are the columns to read
     * @param disorder the disorder bound
     * @param before how long before the start of a run's range events are still needed: the gap of
     *     sessions, as one may have started before the range
     * @param uid the source's uid
     */
    <T> Opened<T> open(
            String log, EventType<T> type, Duration disorder, Duration before, String uid);

    /**
     * Is told of each windowed step of the view, in order; does nothing unless overridden.
     *
     * @param step what was declared
     * @param rows what it became
     */
    default void declared(WindowedStep<?> step, Rows rows) {}

    /**
     * A log that was opened.
     *
     * @param events its events, in blocks of type {@link dev.sameriver.log.EventBlockTypeInfo}; the
     *     watermark is the least clock of its partitions, minus 1 ms
     * @param horizon the least clock where the run ends, in milliseconds since 1970-01-01T00:00Z;
     *     {@link Long#MAX_VALUE} if it has no end
     */
    record Opened<T>(DataStream<EventBlock<T>> events, long horizon) {}
}
