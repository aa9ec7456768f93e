package dev.sameriver.ordered;

import dev.sameriver.function.Condition;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.view.KeyFilter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How events of a log come to a machine.
 *
 * @param log the log's name
 * @param step the name of the step that judges them
 * @param number of the log among those of the view
 * @param lane by which they come
 * @param keys what the events are keyed by
 * @param range which rows the run asks for
 * @param filter what an event must meet to be taken; null for all
 * @param wanted which keys the run is over; null for all
 * @param known when events take their place in the order
 * @param share in the sums of the job
 */
public record InputStage<T>(
        String log,
        String step,
        int number,
        Lane lane,
        KeyColumns<T> keys,
        RowRange range,
        @Nullable Condition<T> filter,
        @Nullable KeyFilter wanted,
        Known known,
        Share share)
        implements Serializable {}
