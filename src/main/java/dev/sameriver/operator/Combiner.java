package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.view.ViewRow;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Judges events and combines those that count, before the shuffle.
 *
 * <p>What is combined lives in memory and is handed on when the watermark could close a window of
 * it, when it has grown to its bound, before a checkpoint's barrier, at the end, and, where early
 * results are wanted, from time to time. So a checkpoint holds no partials, only the {@link
 * Tallies}.
 */
public abstract class Combiner<T> extends AbstractStreamOperator<Partial>
        implements OneInputStreamOperator<Event<T>, Partial>, ProcessingTimeCallback {

    /** Accumulator: the greatest event time read so far. */
    public static final String POSITION = "position";

    /** The usual capacity: some tens of megabytes with a few long columns. */
    static final int CAPACITY = 1 << 17;

    private final WindowStage<T> stage;
    private final int capacity;

    private transient Tallies tallies;
    private transient LongMaximum position;
    private transient boolean backlog;

    Combiner(WindowStage<T> stage, int capacity) {
        this.stage = stage;
        this.capacity = capacity;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        tallies =
                Tallies.restore(
                        context.getOperatorStateStore(), getRuntimeContext(), getMetricGroup());
    }

    @Override
    public void open() throws Exception {
        super.open();
        position = new LongMaximum();
        getRuntimeContext().addAccumulator(POSITION, position);
        scheduleEarly();
    }

    @Override
    public void processElement(StreamRecord<Event<T>> record) {
        Event<T> event = record.getValue();
        if (event.time() != Clock.NONE && !needs(stage.range(), event.time())) {
            return;
        }
        if (event.isDead()) {
            dead(event);
            return;
        }
        position.add(event.time());
        Object key;
        try {
            key = stage.keys().key(event.value());
            stage.aggregation().read(event);
        } catch (RuntimeException e) {
            dead(event.asDead(reason(e)));
            return;
        }
        combine(key, event);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flushFor(mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void processRecordAttributes(RecordAttributes attributes) throws Exception {
        backlog = attributes.isBacklog();
        super.processRecordAttributes(attributes);
    }

    @Override
    public void onProcessingTime(long time) {
        if (!backlog) {
            flush();
        }
        scheduleEarly();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        tallies.snapshot();
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }

    /** Whether an event of this time may lie in a window of the range. */
    boolean needs(RowRange range, long time) {
        return range.holds(time);
    }

    /** Judges an event whose key and columns were read, and combines it if it counts. */
    abstract void combine(Object key, Event<T> event);

    /** Hands on what a window that closes with this watermark may need. */
    abstract void flushFor(long watermark);

    /** Hands on everything. */
    abstract void flush();

    /** How many partials are held at most. */
    final int capacity() {
        return capacity;
    }

    final Aggregation<T> aggregation() {
        return stage.aggregation();
    }

    final void emit(Object key, long from, long to, Totals accumulators) {
        output.collect(new StreamRecord<>(new Partial(key, from, to, accumulators)));
    }

    final void counted() {
        tallies.counted();
    }

    final void late(Event<T> event, String missed) {
        tallies.late();
        side(SideTags.LATE, SideRows.late(stage.log(), event, false, missed));
    }

    final void partlyLate(Event<T> event, String missed) {
        tallies.counted();
        side(SideTags.LATE, SideRows.late(stage.log(), event, true, missed));
    }

    private void dead(Event<?> event) {
        tallies.dead();
        side(SideTags.DEAD, SideRows.dead(stage.log(), event));
    }

    private void side(OutputTag<ViewRow> tag, ViewRow row) {
        output.collect(tag, new StreamRecord<>(row));
    }

    private void scheduleEarly() {
        if (stage.earlyMillis() > 0) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            getProcessingTimeService().registerTimer(now + stage.earlyMillis(), this);
        }
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
