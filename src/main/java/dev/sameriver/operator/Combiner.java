package dev.sameriver.operator;

import dev.sameriver.function.Condition;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.KeyFilter;
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
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Judges events and combines those that count, before the shuffle.
 *
 * <p>What is combined lives in memory and is handed on when the watermark could close a window of
 * it, when it has grown to its bound, before a checkpoint's barrier, at the end, and, where early
 * results are wanted, from time to time. So a checkpoint holds no partials, only the {@link
 * Tallies}. The bound is one of entries, and one of what accumulators take that are objects.
 *
 * <p>While the source is behind, nobody waits for a row as soon as its window ends. There a
 * watermark is held back until what was combined has to be handed on anyway, or for {@value
 * #HELD_BACK_MILLIS} ms: so fewer and larger records cross the shuffle, as in a batch. When that is
 * hangs on the machine; no row does, as events are judged by their partitions' clocks.
 */
public abstract class Combiner<T> extends AbstractStreamOperator<Partial>
        implements OneInputStreamOperator<EventBlock<T>, Partial>, ProcessingTimeCallback {

    /** Accumulator: the greatest event time read so far. */
    public static final String POSITION = "position";

    /**
     * The usual capacity: a few megabytes with a few long columns, which a cache takes well. Where
     * keys are so many that none comes again before it is full, it grows; see {@link PartialTable}.
     */
    static final int CAPACITY = 1 << 15;

    /** For how long a watermark is held back at most, while the source is behind. */
    static final long HELD_BACK_MILLIS = 50;

    private final WindowStage<T> stage;
    private final int capacity;

    private transient Tallies tallies;
    private transient LongMaximum position;
    private transient boolean backlog;
    private transient @Nullable Watermark heldBack;

    /** Whether a timer will let a watermark go on. */
    private transient boolean timed;

    /** Whether the table was full since the last watermark went on. */
    private transient boolean wasFull;

    private transient KeyIndex<T> keys;
    private transient PartialTable<T> table;
    private transient PartialWriter writer;
    private transient int[] rows;

    Combiner(WindowStage<T> stage, int capacity) {
        this.stage = stage;
        this.capacity = capacity;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        tallies = Tallies.restore(stage.share(), context, getRuntimeContext(), getMetricGroup());
    }

    @Override
    public void open() throws Exception {
        super.open();
        position = new LongMaximum();
        getRuntimeContext().addAccumulator(POSITION, position);
        keys = stage.keys().index();
        table = new PartialTable<>(stage.aggregation(), keys, capacity);
        writer =
                new PartialWriter(
                        stage.aggregation(),
                        // Where Flink sorts by key, and then by timestamp, a key's partials come
                        // in the order of time, about, and mostly go to the end of what it has.
                        (partial, first) -> output.collect(new StreamRecord<>(partial, first)));
        rows = new int[1];
        scheduleEarly();
    }

    @Override
    public void processElement(StreamRecord<EventBlock<T>> record) throws Exception {
        EventBlock<T> block = record.getValue();
        if (rows.length < block.size()) {
            rows = new int[block.size()];
        }
        int count = read(block, select(block));
        if (count > 0) {
            combine(block, rows, count);
        }
        if (isFull()) {
            passOn();
        }
    }

    /** Puts the rows that are alive and in the range into {@link #rows}; says how many. */
    private int select(EventBlock<T> block) {
        RowRange range = stage.range();
        long greatest = Long.MIN_VALUE;
        int count = 0;
        int leftOut = 0;
        for (int row = 0; row < block.size(); row++) {
            long time = block.time(row);
            if (time != Clock.NONE && !needs(range, time)) {
                leftOut++;
                continue;
            }
            if (block.isDead(row)) {
                dead(block.event(row));
                continue;
            }
            greatest = Math.max(greatest, time);
            rows[count++] = row;
        }
        tallies.leftOut(leftOut);
        if (count > 0) {
            position.add(greatest);
        }
        return count;
    }

    /**
     * Reads keys and columns, and leaves out the rows that do not meet the filter, those of keys
     * that are not wanted, and those on which reading fails; says how many stay.
     */
    private int read(EventBlock<T> block, int count) {
        Condition<T> filter = stage.filter();
        KeyFilter wanted = stage.wanted();
        boolean hasKeys = keys.bind(block, rows, count);
        boolean atOnce = hasKeys && filter == null;
        int left = atOnce && wanted != null ? choose(wanted, count) : count;
        tallies.leftOut(count - left);
        boolean hasColumns = stage.aggregation().bind(block);
        if (atOnce && hasColumns) {
            return left;
        }
        int stay = 0;
        for (int i = 0; i < left; i++) {
            int row = rows[i];
            try {
                T value = block.value(row);
                if (filter != null && !filter.holds(value)) {
                    tallies.leftOut(1);
                    continue;
                }
                if (!hasKeys) {
                    keys.read(value, row);
                }
                if (wanted != null && !atOnce && !isWanted(wanted, row)) {
                    tallies.leftOut(1);
                    continue;
                }
                stage.aggregation().read(value, row);
                rows[stay++] = row;
            } catch (RuntimeException e) {
                dead(block.event(row).asDead(Event.reason(e)));
            }
        }
        return stay;
    }

    /** Leaves out the rows of keys that are not wanted. */
    private int choose(KeyFilter wanted, int count) {
        int stay = 0;
        for (int i = 0; i < count; i++) {
            if (isWanted(wanted, rows[i])) {
                rows[stay++] = rows[i];
            }
        }
        return stay;
    }

    private boolean isWanted(KeyFilter wanted, int row) {
        return wanted.takes(stage.keys().text(keys.keyOf(row)));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        heldBack = mark;
        if (!backlog || mark.getTimestamp() == Long.MAX_VALUE || isFull()) {
            passOn();
        } else if (!timed) {
            timed = true;
            long now = getProcessingTimeService().getCurrentProcessingTime();
            getProcessingTimeService().registerTimer(now + HELD_BACK_MILLIS, this::passOnInTime);
        }
    }

    private void passOnInTime(long time) throws Exception {
        timed = false;
        passOn();
    }

    /** Also where the table has grown: the more is in it, the more rows a watermark may lead to. */
    private boolean isFull() {
        return wasFull || table.size() >= capacity;
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        passOn();
        super.processWatermarkStatus(status);
    }

    @Override
    public void processRecordAttributes(RecordAttributes attributes) throws Exception {
        backlog = attributes.isBacklog();
        passOn();
        super.processRecordAttributes(attributes);
    }

    /** Lets a watermark go on that was held back, behind what a window that it closes may need. */
    private void passOn() throws Exception {
        Watermark mark = heldBack;
        if (mark != null) {
            heldBack = null;
            wasFull = false;
            flushFor(mark.getTimestamp());
            super.processWatermark(mark);
        }
    }

    @Override
    public void onProcessingTime(long time) {
        if (!backlog) {
            flush();
        }
        scheduleEarly();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        passOn();
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

    /** Judges events whose keys and columns were read, and combines those that count. */
    abstract void combine(EventBlock<T> block, int[] rows, int count);

    /** Hands on what a window that closes with this watermark may need. */
    abstract void flushFor(long watermark);

    /** Hands on everything. */
    abstract void flush();

    /** Lets the table grow that is full, or hands on everything. */
    final void makeRoom() {
        wasFull = true;
        if (!table.grow()) {
            flush();
        }
    }

    /** The keys of the block that is combined. */
    final KeyIndex<T> keys() {
        return keys;
    }

    /** What was combined and not handed on yet. */
    final PartialTable<T> table() {
        return table;
    }

    /** Hands on the entries of a choice. */
    final void handOn(PartialTable.Choice choice) {
        table.take(choice, writer);
    }

    final void counted(long events) {
        tallies.counted(events);
    }

    final void late(Event<T> event, String missed) {
        tallies.late();
        side(SideTags.LATE, SideRows.late(stage.log(), event, false, missed));
    }

    final void partlyLate(Event<T> event, String missed) {
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
            getProcessingTimeService()
                    .registerTimer(EarlyTimes.handOn(now, stage.earlyMillis()), this);
        }
    }
}
