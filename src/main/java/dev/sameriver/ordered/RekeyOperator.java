package dev.sameriver.ordered;

import dev.sameriver.log.Event;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.Share;
import dev.sameriver.operator.SideTags;
import java.util.List;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keys a machine's results anew, on their way to another machine. They are never late there, as
 * each was given before the watermark that passed its time.
 */
public final class RekeyOperator<R> extends AbstractStreamOperator<EventGroup<R>>
        implements OneInputStreamOperator<OrderedEvent<R>, EventGroup<R>> {

    private final String step;
    private final KeyColumns<R> keys;
    private final Lane lane;
    private final List<String> logs;
    private final @Nullable Share share;

    private transient Refusals refusals;

    /**
     * @param step the name of the step
     * @param lane by which they come to the machine that they go to
     * @param logs the names of the view's logs, by number
     * @param share in the sums of the job; null behind a second machine, where the sums stay
     */
    public RekeyOperator(
            String step, KeyColumns<R> keys, Lane lane, List<String> logs, @Nullable Share share) {
        this.step = step;
        this.keys = keys;
        this.lane = lane;
        this.logs = List.copyOf(logs);
        this.share = share;
    }

    /** What the results are keyed by. */
    public KeyColumns<R> keys() {
        return keys;
    }

    /** Which input of the machine they go to, from 0 on. */
    public int input() {
        return lane.input();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        refusals =
                Refusals.restore(share, step, logs, context, getRuntimeContext(), getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<OrderedEvent<R>> record) {
        OrderedEvent<R> result = record.getValue();
        OrderedEvent<R> keyed;
        try {
            keyed = result.keyed(keys.key(result.value), lane);
        } catch (RuntimeException e) {
            output.collect(
                    SideTags.DEAD,
                    new StreamRecord<>(refusals.refuseResult(result, Event.reason(e))));
            return;
        }
        output.collect(new StreamRecord<>(EventGroup.of(keyed), keyed.time));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        refusals.snapshot();
    }
}
