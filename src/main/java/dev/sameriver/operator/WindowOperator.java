package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SessionWindows;
import dev.sameriver.window.SliceMath;
import dev.sameriver.window.WindowSpec;
import java.io.IOException;
import java.util.ArrayList;
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
 * <p>Keys live in memory, and the state is written when a checkpoint needs it: then every key that
 * has changed is put there, with a timer at the end of its next window. A key that memory has no
 * room for is put into the state when another such key is worked on; where Flink hands over key
 * after key, as in a batch, its rows were given by then. Between checkpoints keys in memory are
 * fired by {@link KeyCache}, without timers; only when a key is first seen one is set, by which
 * Flink, where it hands over key after key, asks for the rows of one before it goes on to the next.
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

    /** What the keys in memory may take in all, about, in bytes. */
    private static final long MEMORY = 64L << 20;

    /** How many keys and early rows are gone through before other work has its turn, about. */
    static final int EARLY_AT_ONCE = 10_000;

    /** How many keys with a change are noted while the source is behind. */
    static final int MOST_EARLY_NOTED = 1 << 16;

    private final WindowSpec windows;
    private final WindowStage<T> stage;
    private final long memory;

    private transient @Nullable SliceMath math;
    private transient KeyCache cache;

    /** The key that was worked on last, of those that there is no room for. */
    private transient @Nullable KeyWindows last;

    /** When the timer of {@link #last} that was set last goes off. */
    private transient long lastDue;

    private transient PartialReader entries;
    private transient EarlyWindows early;
    private transient DataOutputSerializer bytes;
    private transient long watermark;
    private transient boolean backlog;
    private transient boolean restored;

    /** Rows that were given, and keys that were looked at for early ones. */
    private transient long given;

    private transient ValueState<byte[]> state;
    private transient InternalTimerService<VoidNamespace> timers;

    public WindowOperator(WindowSpec windows, WindowStage<T> stage) {
        this(windows, stage, MEMORY);
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
        cache = new KeyCache(memory);
        entries = new PartialReader(stage.aggregation());
        early = new EarlyWindows();
        if (restored && givesEarly()) {
            early.allChanged();
        }
        bytes = new DataOutputSerializer(256);
        watermark = Long.MIN_VALUE;
        timers = getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        state =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        STATE, new HeldSerializer(stage.aggregation().formats())));
        scheduleEarly();
    }

    @Override
    public void processElement(StreamRecord<Partial> record) throws Exception {
        Partial partial = record.getValue();
        KeyWindows key = key(partial.key);
        boolean isNew = !key.isIn() && !key.stored;
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
        key.changed = true;
        keep(key);
        if (isNew && key.isIn()) {
            setTimer(key);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        for (KeyWindows key : cache.due(end(watermark))) {
            fire(key);
        }
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<Object, VoidNamespace> timer) throws Exception {
        KeyWindows key = key(timer.getKey());
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
            setCurrentKey(changed.key());
            ((KeySlices) key(changed.key()))
                    .giveEarly(changed.firstWindow(), changed.lastSlice(), this::give);
            given++;
        }
    }

    /** The keys that hold something, in memory and in the state. */
    private List<Object> openKeys() {
        List<Object> open = new ArrayList<>();
        for (KeyWindows key : cache.all()) {
            if (key.size() > 0) {
                open.add(key.key());
            }
        }
        if (last != null) {
            open.add(last.key());
        }
        try (Stream<Object> stored =
                this.<Object>getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
            stored.filter(key -> inMemory(key) == null).forEach(open::add);
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
        for (KeyWindows key : cache.all()) {
            if (key.changed) {
                store(key);
            }
        }
        letGo();
    }

    /** A key's windows, out of memory or out of the state of the current key. */
    private KeyWindows key(Object key) throws IOException {
        KeyWindows known = inMemory(key);
        if (known != null) {
            return known;
        }
        KeyWindows fresh =
                math == null
                        ? new KeySessions(
                                key, ((SessionWindows) windows).gapMillis(), stage.aggregation())
                        : new KeySlices(key, math, stage.aggregation());
        byte[] held = state.value();
        if (held != null) {
            fresh.read(new DataInputDeserializer(held));
            fresh.stored = true;
        }
        return fresh;
    }

    private @Nullable KeyWindows inMemory(Object key) {
        KeyWindows cached = cache.get(key);
        return cached == null && last != null && last.key().equals(key) ? last : cached;
    }

    private void fire(KeyWindows key) throws IOException {
        key.fire(end(watermark()), this::give);
        key.changed = true;
        if (key.size() == 0) {
            early.forget(key.key());
        }
        keep(key);
    }

    /** Keeps a key that has changed: in memory if there is room, or as the one worked on last. */
    private void keep(KeyWindows key) throws IOException {
        boolean isIn = cache.settle(key);
        if (key == last && (isIn || key.size() == 0)) {
            last = null;
        }
        if (key.size() == 0) {
            store(key);
        } else if (!isIn) {
            keepAsLast(key);
        }
    }

    private void keepAsLast(KeyWindows key) throws IOException {
        if (key != last) {
            letGo();
            last = key;
            lastDue = KeyWindows.NEVER;
        }
        if (key.due() != lastDue) {
            setCurrentKey(key.key());
            setTimer(key);
            lastDue = key.due();
        }
    }

    /** Puts the key that was worked on last into the state. */
    private void letGo() throws IOException {
        if (last != null && last.changed) {
            store(last);
        }
        last = null;
    }

    private void store(KeyWindows key) throws IOException {
        key.changed = false;
        if (key.size() == 0 && !key.stored) {
            return;
        }
        setCurrentKey(key.key());
        key.stored = key.size() > 0;
        if (key.stored) {
            bytes.clear();
            key.write(bytes);
            state.update(bytes.getCopyOfBuffer());
            setTimer(key);
        } else {
            state.clear();
        }
    }

    private void setTimer(KeyWindows key) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, key.due() - 1);
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
}
