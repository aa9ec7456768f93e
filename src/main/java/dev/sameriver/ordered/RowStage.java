package dev.sameriver.ordered;

import dev.sameriver.function.Getter;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.view.RowSchema;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How results become rows.
 *
 * @param step the name of the step
 * @param schema all columns: those of the key, {@code event_time}, the others, and where the run is
 *     traced the events
 * @param placed whether the key is the place of the event that a result was made of; else it is
 *     read from the result
 * @param getters of the columns that are read from results, in order
 * @param traced whether the last column lists the event
 * @param range which rows the run asks for
 * @param logs the names of the view's logs, by number
 * @param share in the sums of the job; null behind a second machine, where the sums stay
 */
public record RowStage<R>(
        String step,
        RowSchema schema,
        boolean placed,
        List<Getter<R, ?>> getters,
        boolean traced,
        RowRange range,
        List<String> logs,
        @Nullable Share share)
        implements Serializable {

    public RowStage {
        getters = List.copyOf(getters);
        logs = List.copyOf(logs);
    }
}
