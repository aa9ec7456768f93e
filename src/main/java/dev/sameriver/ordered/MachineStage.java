package dev.sameriver.ordered;

import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What a machine's operator is given.
 *
 * @param step the name of the step
 * @param machine the machine
 * @param state the type of its state
 * @param events the type of its events
 * @param range which rows the run asks for
 * @param logs the names of the view's logs, by number
 * @param share in the sums of the job; null behind another machine, where events were counted
 */
public record MachineStage<S, T, R>(
        String step,
        Machine<S, T, R> machine,
        TypeInformation<S> state,
        OrderedEventTypeInfo<T> events,
        RowRange range,
        List<String> logs,
        @Nullable Share share)
        implements Serializable {

    public MachineStage {
        logs = List.copyOf(logs);
    }
}
