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
public final class RekeyOperator<R> extends AbstractStreamOperator<OrderedEvent<R>>
        implements OneInputStreamOperator<OrderedEvent<R>, OrderedEvent<R>> {

    private final KeyColumns<R> keys;
    private final int input;
    private final List<String> logs;
    private final @Nullable Share share;

    private transient Refusals refusals;

    /**
     * @param input of the machine that they go to, from 0 on
     * @param logs the names of the view's logs, by number
     * @param share in the sums of the job; null behind a second machine, where the sums stay
     */
    public RekeyOperator(KeyColumns<R> keys, int input, List<String> logs, @Nullable Share share) {
        this.keys = keys;
        this.input = input;
        this.logs = List.copyOf(logs);
        this.share = share;
    }

    /** What the results are keyed by. */
    public KeyColumns<R> keys() {
        return keys;
    }

    /** Which input of the machine they go to, from 0 on. */
    public int input() {
        return input;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        refusals = Refusals.restore(share, logs, context, getRuntimeContext(), getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<OrderedEvent<R>> record) {
        OrderedEvent<R> result = record.getValue();
        Object key;
        try {
            key = keys.key(result.value);
        } catch (RuntimeException e) {
            output.collect(
                    SideTags.DEAD,
                    new StreamRecord<>(refusals.refuseResult(result, Event.reason(e))));
            return;
        }
        output.collect(new StreamRecord<>(result.keyed(key, input), result.time));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        refusals.snapshot();
    }
}
