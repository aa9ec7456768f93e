package dev.sameriver.operator;

import java.util.List;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what became of events, exactly: the count is part of every checkpoint, so that what is
 * replayed after a failure is not counted twice. It is published as a metric, and as an accumulator
 * of the same name, which operators of one task have in common.
 */
final class Tally {

    private final String name;
    private final LongCounter ofTask;
    private final ListState<Long> state;

    private long count;

    private Tally(String name, LongCounter ofTask, ListState<Long> state) {
        this.name = name;
        this.ofTask = ofTask;
        this.state = state;
    }

    /** Restores the count of an operator's state, if it has one, and publishes it. */
    static Tally restore(
            String name, OperatorStateStore states, RuntimeContext context, MetricGroup metrics)
            throws Exception {
        ListState<Long> state =
                states.getListState(
                        new ListStateDescriptor<>("tally-" + name, LongSerializer.INSTANCE));
        Tally tally = new Tally(name, ofTask(name, context), state);
        for (Long part : state.get()) {
            tally.add(part);
        }
        metrics.gauge(name, () -> tally.count);
        return tally;
    }

    private static LongCounter ofTask(String name, RuntimeContext context) {
        Accumulator<Long, Long> known = context.getAccumulator(name);
        if (known != null) {
            return (LongCounter) known;
        }
        LongCounter fresh = new LongCounter();
        context.addAccumulator(name, fresh);
        return fresh;
    }

    void add(long more) {
        count += more;
        ofTask.add(more);
    }

    void snapshot() throws Exception {
        state.update(List.of(count));
    }

    @Override
    public String toString() {
        return name + "=" + count;
    }
}
