package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SessionWindows;
import dev.sameriver.window.SliceMath;
import dev.sameriver.window.WindowSpec;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gathers partials per key and gives a window's row when the watermark has reached its end.
 *
 * <p>Keys live in memory, and in the state when a checkpoint needs it; see {@link HeldKeys}.
 *
 * <p>Early results, where they are wanted, are given from time to time for the open windows of the
 * slices that changed, but not while the source is behind. What changed is no part of the state: a
 * job that is restored gives the open windows of all keys. Final rows never depend on them.
 */
public final class WindowOperator<T> extends AbstractStreamOperator<ViewRow>
        implements OneInputStreamOperator<Partial, ViewRow>,
                Triggerable<Object, VoidNamespace>,
                ProcessingTimeCallback {

    private static final String STATE = "windows";
    private static final String TIMERS = "windows";

    /** How many keys and early rows are gone through before other work has its turn, about. */
    static final int EARLY_AT_ONCE = 10_000;

    /** How many keys with a change are noted while the source is behind. */
    static final int MOST_EARLY_NOTED = 1 << 16;

    private final WindowSpec windows;
    private final WindowStage<T> stage;
    private final long memory;

    private transient @Nullable SliceMath math;
    private transient HeldKeys<KeyWindows, byte[]> keys;
    private transient PartialReader entries;
    private transient EarlyWindows early;
    private transient DataOutputSerializer bytes;
    private transient long watermark;
    private transient boolean backlog;
    private transient boolean restored;
    private transient boolean sorted;

    /** Rows that were given, and keys that were looked at for early ones. */
    private transient long given;

    private transient InternalTimerService<VoidNamespace> timers;

    public WindowOperator(WindowSpec windows, WindowStage<T> stage) {
        this(windows, stage, HeldKeys.MEMORY);
    }

    WindowOperator(WindowSpec windows, WindowStage<T> stage, long memory) {
        this.windows = windows;
        this.stage = stage;
        this.memory = memory;
    }

    /** The windows, of which the state holds the open ones. */
    public WindowSpec windows() {
        return windows;
    }

    /** What the state is kept for: the log, the key and the aggregate columns. */
    public WindowStage<T> stage() {
        return stage;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        restored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        math = windows instanceof AlignedWindows aligned ? aligned.math() : null;
        entries = new PartialReader(stage.aggregation());
        early = new EarlyWindows();
        if (restored && givesEarly()) {
            early.allChanged();
        }
        bytes = new DataOutputSerializer(256);
        watermark = Long.MIN_VALUE;
        timers = getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        ValueState<byte[]> state =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        STATE, new HeldSerializer(stage.aggregation().formats())));
        sorted = SortedInput.of(getOperatorConfig(), getUserCodeClassloader());
        keys = new HeldKeys<>(this, state, timers, memory, new WindowForm(), sorted);
        scheduleEarly();
    }

    /** As a stream, {@link HeldKeys} turns to a key only where its state is touched: seldom. */
    @Override
    @SuppressWarnings("rawtypes") // as Flink declares it
    public void setKeyContextElement1(StreamRecord record) throws Exception {
        if (sorted) {
            super.setKeyContextElement1(record);
        }
    }

    @Override
    public void processElement(StreamRecord<Partial> record) throws Exception {
        Partial partial = record.getValue();
        KeyWindows key = keys.get(partial.key);
        entries.open(partial);
        while (entries.next()) {
            requireOpen(key.gather(entries.from(), entries.to(), entries.totals()));
            if (math != null && givesEarly()) {
                early.changed(partial.key, entries.from(), entries.to(), math);
            }
        }
        if (backlog && early.noted() > MOST_EARLY_NOTED) {
            early.allChanged();
        }
        keys.keep(key);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        for (KeyWindows key : keys.due(end(watermark))) {
            fire(key);
        }
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<Object, VoidNamespace> timer) throws Exception {
        KeyWindows key = keys.get(timer.getKey());
        if (key.size() > 0 && key.due() <= end(watermark())) {
            fire(key);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<Object, VoidNamespace> timer) {
        throw new IllegalStateException("windows have no timers of processing time");
    }

    @Override
    public void onProcessingTime(long time) throws Exception {
        giveEarly(EARLY_AT_ONCE);
        if (backlog || early.isEmpty()) {
            scheduleEarly();
        } else {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            getProcessingTimeService().registerTimer(now + 1, this);
        }
    }

    /**
     * @param most how many keys and rows to go through, about
     */
    private void giveEarly(long most) throws IOException {
        if (backlog) {
            return;
        }
        if (early.areAll()) {
            early.list(openKeys());
        }
        long before = given;
        while (given - before < most && !early.isEmpty()) {
            EarlyWindows.Changed changed = early.next();
            ((KeySlices) keys.get(changed.key()))
                    .giveEarly(changed.firstWindow(), changed.lastSlice(), this::give);
            given++;
        }
    }

    /** The keys that hold something, in memory and in the state. */
    private List<Object> openKeys() {
        List<Object> open = keys.inMemory();
        try (Stream<Object> stored =
                this.<Object>getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
            stored.filter(key -> keys.inMemory(key) == null).forEach(open::add);
        }
        return open;
    }

    @Override
    public void processRecordAttributes(RecordAttributes attributes) throws Exception {
        backlog = attributes.isBacklog();
        super.processRecordAttributes(attributes);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        // What a completed checkpoint covers can be read where early results are given: all of it.
        giveEarly(Long.MAX_VALUE);
        keys.store();
    }

    private void fire(KeyWindows key) throws IOException {
        key.fire(end(watermark()), this::give);
        if (key.size() == 0) {
            early.forget(key.key());
        }
        keys.settle(key);
    }

    /** Windows that end at or before the millisecond after this have fired. */
    private long watermark() {
        return Math.max(watermark, timers.currentWatermark());
    }

    /** The end of the last windows that a watermark fires. */
    private static long end(long watermark) {
        return watermark == Long.MAX_VALUE ? watermark : watermark + 1;
    }

    /**
     * @param end of a window that counts an event, in milliseconds since 1970-01-01T00:00Z
     * @throws IllegalStateException if the window has fired: no event may ever count in it
     */
    private void requireOpen(long end) {
        if (end - 1 <= watermark()) {
            throw new IllegalStateException(
                    "An event must never count in a window that is final, but one counts in the"
                            + " window that ends at "
                            + end
                            + " ms behind the watermark "
                            + watermark()
                            + " ms: a partition of log "
                            + stage.log()
                            + " was added whose first heartbeat is too early; derive a new version"
                            + " from the archive's start.");
        }
    }

    private void give(Object key, long start, long end, Totals totals, boolean isEarly) {
        if (!stage.range().asksFor(start, end)) {
            return;
        }
        Aggregation<T> aggregation = stage.aggregation();
        int keyWidth = stage.keys().size();
        @Nullable Object[] row = new @Nullable Object[keyWidth + 2 + aggregation.size()];
        stage.keys().put(key, row);
        row[keyWidth] = start;
        row[keyWidth + 1] = end;
        aggregation.results(totals, row, keyWidth + 2);
        boolean isFinal = !isEarly && stage.range().isFinal(end);
        given++;
        output.collect(new StreamRecord<>(new ViewRow(row, isFinal), end - 1));
    }

    private boolean givesEarly() {
        return stage.earlyMillis() > 0;
    }

    private void scheduleEarly() {
        if (givesEarly()) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            getProcessingTimeService()
                    .registerTimer(EarlyTimes.give(now, stage.earlyMillis()), this);
        }
    }

    /** A key's windows as bytes. */
    private final class WindowForm implements HeldKeys.Form<KeyWindows, byte[]> {

        @Override
        public KeyWindows read(Object key, byte @Nullable [] held) throws IOException {
            KeyWindows fresh =
                    math == null
                            ? new KeySessions(
                                    key,
                                    ((SessionWindows) windows).gapMillis(),
                                    stage.aggregation())
                            : new KeySlices(key, math, stage.aggregation());
            if (held != null) {
                fresh.read(new DataInputDeserializer(held));
            }
            return fresh;
        }

        @Override
        public byte[] write(KeyWindows key) throws IOException {
            bytes.clear();
            key.write(bytes);
            return bytes.getCopyOfBuffer();
        }
    }
}
