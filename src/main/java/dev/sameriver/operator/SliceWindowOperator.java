package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Clock;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SliceMath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Merges the slices of each key into windows; a slice is dropped with the last window it is in.
 *
 * <p>Early results, where they are wanted, are given from time to time for the open windows of the
 * slices that changed, but not while the source is behind. They are no part of the state, and final
 * rows never depend on them.
 */
public final class SliceWindowOperator<T> extends WindowOperator<T>
        implements ProcessingTimeCallback {

    private final AlignedWindows windows;

    private transient SliceMath math;
    private transient Map<Object, SliceSpan> changed;
    private transient boolean backlog;

    public SliceWindowOperator(AlignedWindows windows, WindowStage<T> stage) {
        super(stage);
        this.windows = windows;
    }

    @Override
    public void open() throws Exception {
        math = windows.math();
        changed = new HashMap<>();
        super.open();
        scheduleEarly();
    }

    @Override
    public void processRecordAttributes(RecordAttributes attributes) throws Exception {
        backlog = attributes.isBacklog();
        super.processRecordAttributes(attributes);
    }

    @Override
    public void onProcessingTime(long time) throws Exception {
        if (!backlog) {
            for (Map.Entry<Object, SliceSpan> entry : changed.entrySet()) {
                setCurrentKey(entry.getKey());
                emitEarly(entry.getKey(), entry.getValue());
            }
            changed.clear();
        }
        scheduleEarly();
    }

    @Override
    void gather(Object key, long slice, long first, Totals added) throws Exception {
        long window = firstWindow(slice, first);
        fireAt(window, math.instant(window));
        SliceKey name = new SliceKey(slice, first);
        Totals held = partials().get(name);
        Totals accumulators = added;
        if (held != null) {
            accumulators = unsealed(held);
            aggregation().merge(accumulators, added);
        }
        partials().put(name, accumulators);
        if (earlyMillis() > 0) {
            changed.merge(key, new SliceSpan(window, slice), SliceSpan::including);
        }
    }

    /**
     * Fires a window, and then those that are due and have no timer of their own. Windows that are
     * due are fired at once, as with a watermark that passes many of them there is no need to go
     * through timers, and in a batch there is no way: none can be set while timers fire.
     */
    @Override
    void fire(Object key, long window) throws Exception {
        // Keys without an open window are not kept, however many there were in history.
        changed.computeIfPresent(
                key, (any, span) -> math.lastWindow(span.lastSlice()) <= window ? null : span);
        if (math.sliceIsWindow()) {
            fireOnlySlice(key, window);
            return;
        }
        List<Map.Entry<SliceKey, Totals>> entries = entries();
        long firing = window;
        while (fireOne(key, firing, entries)) {
            firing = math.nextWindow(firing);
            if (isOpen(math.instant(firing))) {
                fireNextAt(firing, math.instant(firing));
                return;
            }
        }
    }

    /** All entries of the key: state is read once, however many of its windows are due. */
    private List<Map.Entry<SliceKey, Totals>> entries() throws Exception {
        List<Map.Entry<SliceKey, Totals>> entries = new ArrayList<>();
        partials().entries().forEach(entries::add);
        return entries;
    }

    /** Fires a window; says whether the next one has events but no timer. */
    private boolean fireOne(Object key, long window, List<Map.Entry<SliceKey, Totals>> held)
            throws Exception {
        Totals total = null;
        boolean nextHasEvents = false;
        boolean nextHasTimer = false;
        long next = math.nextWindow(window);
        Iterator<Map.Entry<SliceKey, Totals>> entries = held.iterator();
        while (entries.hasNext()) {
            Map.Entry<SliceKey, Totals> entry = entries.next();
            SliceKey name = entry.getKey();
            total = mergeIfIn(window, name, entry.getValue(), total);
            long last = math.lastWindow(name.slice());
            if (last <= window) {
                entries.remove();
                partials().remove(name);
                continue;
            }
            long first = firstWindow(name.slice(), name.first());
            nextHasTimer |= first == next;
            nextHasEvents |= first < next;
        }
        if (held.isEmpty()) {
            partials().clear();
        }
        if (total != null) {
            emitWindow(key, window, total, false);
        }
        return nextHasEvents && !nextHasTimer;
    }

    private void emitEarly(Object key, SliceSpan span) throws Exception {
        List<Map.Entry<SliceKey, Totals>> entries = entries();
        long last = math.lastWindow(span.lastSlice());
        for (long window = Math.max(span.firstWindow(), firstOpenWindow());
                window <= last;
                window = math.nextWindow(window)) {
            Totals total = null;
            for (Map.Entry<SliceKey, Totals> entry : entries) {
                total = mergeIfIn(window, entry.getKey(), entry.getValue(), total);
            }
            if (total != null) {
                emitWindow(key, window, total, true);
            }
        }
    }

    private void fireOnlySlice(Object key, long window) throws Exception {
        SliceKey name = new SliceKey(window, Partial.ALL_WINDOWS);
        Totals accumulators = partials().get(name);
        if (accumulators != null) {
            partials().remove(name);
            emitWindow(key, window, unsealed(accumulators), false);
        }
    }

    private @Nullable Totals mergeIfIn(
            long window, SliceKey name, Totals accumulators, @Nullable Totals total)
            throws IOException {
        boolean in =
                name.slice() <= window
                        && name.slice() > math.startOfWindow(window)
                        && name.first() <= window;
        if (!in) {
            return total;
        }
        Totals into = total == null ? aggregation().create() : total;
        aggregation().merge(into, unsealed(accumulators));
        return into;
    }

    private void emitWindow(Object key, long window, Totals accumulators, boolean early) {
        if (math.isWindow(window)) {
            emit(
                    key,
                    math.instant(math.startOfWindow(window)),
                    math.instant(window),
                    accumulators,
                    early);
        }
    }

    private void scheduleEarly() {
        if (earlyMillis() > 0) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            getProcessingTimeService().registerTimer(now + earlyMillis(), this);
        }
    }

    /** The end of the first window that has not fired. */
    private long firstOpenWindow() {
        long watermark = currentWatermark();
        if (watermark < Clock.MIN_TIME) {
            return Long.MIN_VALUE;
        }
        return watermark == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : math.firstWindow(math.sliceOf(watermark + 1));
    }

    private long firstWindow(long slice, long first) {
        return first == Partial.ALL_WINDOWS ? math.firstWindow(slice) : first;
    }

    /** What changed of a key: from the first window that had not fired, to the last slice. */
    private record SliceSpan(long firstWindow, long lastSlice) {
        SliceSpan including(SliceSpan other) {
            return new SliceSpan(
                    Math.min(firstWindow, other.firstWindow), Math.max(lastSlice, other.lastSlice));
        }
    }
}
