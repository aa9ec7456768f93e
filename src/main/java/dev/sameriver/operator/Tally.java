package dev.sameriver.operator;

import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what became of events, exactly: the count is part of every checkpoint, so that what is
 * replayed after a failure is not counted twice. It is published as an accumulator and as a metric
 * of the same name.
 */
final class Tally {

    private final String name;
    private final LongCounter counter = new LongCounter();
    private final ListState<Long> state;

    private Tally(String name, ListState<Long> state) {
        this.name = name;
        this.state = state;
    }

    /** Restores the count of an operator's state, if it has one, and publishes it. */
    static Tally restore(
            String name, OperatorStateStore states, RuntimeContext context, MetricGroup metrics)
            throws Exception {
        ListState<Long> state =
                states.getListState(
                        new ListStateDescriptor<>("tally-" + name, LongSerializer.INSTANCE));
        Tally tally = new Tally(name, state);
        for (Long part : state.get()) {
            tally.counter.add(part);
        }
        context.addAccumulator(name, tally.counter);
        metrics.gauge(name, tally.counter::getLocalValuePrimitive);
        return tally;
    }

    void add(long count) {
        counter.add(count);
    }

    void snapshot() throws Exception {
        state.update(List.of(counter.getLocalValuePrimitive()));
    }

    @Override
    public String toString() {
        return name + "=" + counter;
    }
}
