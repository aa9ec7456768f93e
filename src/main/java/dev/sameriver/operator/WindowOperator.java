package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps partials per key and gives a window's row when the watermark has reached its end.
 *
 * <p>Each key has a map of accumulators by {@link SliceKey}, and a timer at the end of the next
 * window to fire.
 */
public abstract class WindowOperator<T> extends AbstractStreamOperator<ViewRow>
        implements OneInputStreamOperator<Partial, ViewRow>, Triggerable<Object, Long> {

    private static final String STATE = "partials";
    private static final String TIMERS = "windows";

    private final WindowStage<T> stage;

    private transient PartialReader reader;
    private transient MapState<SliceKey, Totals> partials;
    private transient InternalTimerService<Long> timers;

    WindowOperator(WindowStage<T> stage) {
        this.stage = stage;
    }

    @Override
    public void open() throws Exception {
        super.open();
        reader = new PartialReader(stage.aggregation());
        timers = getInternalTimerService(TIMERS, LongSerializer.INSTANCE, this);
        partials =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        STATE,
                                        SliceKey.Serializer.INSTANCE,
                                        new AccumulatorsSerializer(stage.aggregation())));
    }

    @Override
    public void processElement(StreamRecord<Partial> record) throws Exception {
        Partial partial = record.getValue();
        reader.open(partial);
        while (reader.next()) {
            gather(partial.key, reader.from(), reader.to(), reader.totals());
        }
    }

    @Override
    public void onEventTime(InternalTimer<Object, Long> timer) throws Exception {
        fire(timer.getKey(), timer.getNamespace());
    }

    @Override
    public void onProcessingTime(InternalTimer<Object, Long> timer) {
        throw new IllegalStateException("windows have no timers of processing time");
    }

    /**
     * Puts an entry of a partial into the state of its key, and sets the timer of the next window
     * that it needs.
     */
    abstract void gather(Object key, long from, long to, Totals added) throws Exception;

    /** Gives the rows of a key that are final with the end that a timer was set for. */
    abstract void fire(Object key, long end) throws Exception;

    final MapState<SliceKey, Totals> partials() {
        return partials;
    }

    /** Accumulators as they are in the state, ready to be merged. */
    final Totals unsealed(Totals held) throws IOException {
        return AccumulatorsSerializer.unseal(held, aggregation());
    }

    final Aggregation<T> aggregation() {
        return stage.aggregation();
    }

    /**
     * Sets the timer of a window.
     *
     * @param name what the timer hands to {@link #fire}
     * @param end when the window ends, in milliseconds since 1970-01-01T00:00Z
     * @throws IllegalStateException if the window has fired: no event may ever count in it
     */
    final void fireAt(long name, long end) {
        if (end - 1 <= timers.currentWatermark()) {
            throw new IllegalStateException(
                    "An event must never count in a window that is final, but one counts in the"
                            + " window that ends at "
                            + end
                            + " ms behind the watermark "
                            + timers.currentWatermark()
                            + " ms: a partition of log "
                            + stage.log()
                            + " was added whose first heartbeat is too early; derive a new version"
                            + " from the archive's start.");
        }
        timers.registerEventTimeTimer(name, end - 1);
    }

    /** Sets the timer of a window that is due after the one that fires now. */
    final void fireNextAt(long name, long end) {
        timers.registerEventTimeTimer(name, end - 1);
    }

    /** Windows that end at or before the millisecond after this have fired. */
    final long currentWatermark() {
        return timers.currentWatermark();
    }

    /** Whether no row of a window that ends then has been final yet. */
    final boolean isOpen(long end) {
        return end - 1 > timers.currentWatermark();
    }

    final long earlyMillis() {
        return stage.earlyMillis();
    }

    final void emit(Object key, long start, long end, Totals accumulators, boolean early) {
        if (!stage.range().asksFor(start, end)) {
            return;
        }
        int keyWidth = stage.keys().columns().size();
        @Nullable Object[] row =
                new @Nullable Object[keyWidth + 2 + aggregation().columns().size()];
        stage.keys().put(key, row);
        row[keyWidth] = start;
        row[keyWidth + 1] = end;
        aggregation().results(accumulators, row, keyWidth + 2);
        boolean isFinal = !early && stage.range().isFinal(end);
        output.collect(new StreamRecord<>(new ViewRow(row, isFinal), end - 1));
    }
}
