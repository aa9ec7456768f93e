package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.function.Condition;
import dev.sameriver.view.KeyFilter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the two operators of a windowed aggregation share.
 *
 * @param log the name of the log that the events are of
 * @param keys the key's columns
 * @param aggregation the aggregate columns
 * @param range which windows the run asks for
 * @param earlyMillis how often early results are given, in milliseconds of processing time; 0 for
 *     never
 * @param filter what an event must meet to be taken; null for all
 * @param wanted which keys the run is over; null for all
 * @param share in the sums of the job
 */
public record WindowStage<T>(
        String log,
        KeyColumns<T> keys,
        Aggregation<T> aggregation,
        RowRange range,
        long earlyMillis,
        @Nullable Condition<T> filter,
        @Nullable KeyFilter wanted,
        Share share)
        implements Serializable {

    /** A stage over all events and keys, which counts alone. */
    public WindowStage(
            String log,
            KeyColumns<T> keys,
            Aggregation<T> aggregation,
            RowRange range,
            long earlyMillis) {
        this(log, keys, aggregation, range, earlyMillis, null, null, Share.whole());
    }
}
