package dev.sameriver.source;

import dev.sameriver.log.Clock;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.UserError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Emits the events of its splits, and as watermark the least clock of these splits, minus 1 ms.
 *
 * <p>A split without a record has no clock and holds the watermark. A reader that has not been told
 * that it has all of its splits holds it too, as one of those still to come may be far behind. When
 * all splits went to others, it is idle, or, where splits end, gives the last watermark, as does
 * one that has read its own to their ends. Idleness would not do there: the operators behind may
 * still hold what only a watermark makes them hand on.
 */
final class EventLogReader<T>
        extends SingleThreadMultiplexSourceReaderBase<
                EventBatch<T>, EventBlock<T>, LogSplit, SplitState> {

    /** Names the output that stands for having no split: Flink's idleness is one of outputs. */
    private static final String NO_SPLIT = "no-split";

    private final SourceSpec spec;
    private final Pace pace;
    private final Map<String, SplitState> states = new HashMap<>();

    /** How far the splits were at checkpoints that are not known to be complete. */
    private final NavigableMap<Long, List<ReaderEvents.SplitProgress>> unconfirmed =
            new TreeMap<>();

    private @Nullable ReaderOutput<EventBlock<T>> output;
    private boolean allGiven;
    private boolean idle;
    private boolean toldCaughtUp;
    private long watermark = Long.MIN_VALUE;

    EventLogReader(
            SourceSpec spec,
            Supplier<LogSplitReader<T>> splitReader,
            Pace pace,
            SourceReaderContext context) {
        super(splitReader::get, EventLogReader::emit, context.getConfiguration(), context);
        this.spec = spec;
        this.pace = pace;
    }

    @Override
    public void start() {
        if (!states.isEmpty()) {
            context.sendSourceEventToCoordinator(new ReaderEvents.Holds());
        }
        if (spec.spans()) {
            context.sendSplitRequest();
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<EventBlock<T>> to) throws Exception {
        output = to;
        InputStatus status = super.pollNext(to);
        updateIdleness();
        emitWatermark(to);
        tellCaughtUp();
        return status;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ReaderEvents.AllGiven) {
            allGiven = true;
            updateIdleness();
            if (output != null) {
                emitWatermark(output);
            }
            tellCaughtUp();
        } else if (event instanceof ReaderEvents.AskProgress) {
            context.sendSourceEventToCoordinator(new ReaderEvents.Progress(progress(), emitted()));
        } else if (event instanceof ReaderEvents.Rate rate) {
            pace.set(rate.eventsPerSecond());
        }
    }

    @Override
    public List<LogSplit> snapshotState(long checkpointId) {
        // Before all splits are given there is no watermark, and so no telling what is final.
        if (spec.options().link() != null && allGiven) {
            unconfirmed.put(checkpointId, progress());
        }
        return super.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        List<ReaderEvents.SplitProgress> reached = unconfirmed.get(checkpointId);
        unconfirmed.headMap(checkpointId, true).clear();
        if (reached != null) {
            context.sendSourceEventToCoordinator(new ReaderEvents.Reached(checkpointId, reached));
        }
    }

    @Override
    public void addSplits(List<LogSplit> splits) {
        if (spec.live() && splits.stream().anyMatch(split -> split.end() != null)) {
            throw new UserError(
                    "A live run must start from a live run's savepoint, but this one is of a replay"
                            + " of log "
                            + spec.log()
                            + ", whose partitions end: start without a savepoint.");
        }
        super.addSplits(splits);
        toldCaughtUp = false;
        updateIdleness();
    }

    @Override
    protected SplitState initializedState(LogSplit split) {
        SplitState state = new SplitState(split);
        states.put(split.splitId(), state);
        return state;
    }

    @Override
    protected LogSplit toSplitType(String id, SplitState state) {
        return state.split();
    }

    @Override
    protected void onSplitFinished(Map<String, SplitState> finished) {
        finished.keySet().forEach(states::remove);
        if (spec.spans()) {
            context.sendSplitRequest();
        }
    }

    private static <T> void emit(
            EventBatch<T> batch, SourceOutput<EventBlock<T>> output, SplitState state) {
        EventBlock<T> block = batch.block();
        if (block != null) {
            output.collect(block);
        }
        state.advance(batch);
    }

    private List<ReaderEvents.SplitProgress> progress() {
        return states.values().stream()
                .map(
                        state ->
                                new ReaderEvents.SplitProgress(
                                        state.position(), state.greatest(), state.reachedTail()))
                .toList();
    }

    private long emitted() {
        return states.values().stream().mapToLong(SplitState::emitted).sum();
    }

    private void emitWatermark(ReaderOutput<EventBlock<T>> to) {
        if (!allGiven) {
            return;
        }
        if (states.isEmpty()) {
            if (!spec.live() && watermark != Long.MAX_VALUE) {
                watermark = Long.MAX_VALUE;
                to.emitWatermark(Watermark.MAX_WATERMARK);
            }
            return;
        }
        long least = Long.MAX_VALUE;
        for (SplitState state : states.values()) {
            least = Math.min(least, state.greatest());
        }
        long next = Clock.of(least, spec.bound()) - 1;
        if (least != Clock.NONE && next > watermark) {
            watermark = next;
            to.emitWatermark(new Watermark(next));
        }
    }

    private void updateIdleness() {
        boolean shouldIdle = spec.live() && allGiven && states.isEmpty();
        if (output == null || idle == shouldIdle) {
            return;
        }
        idle = shouldIdle;
        if (idle) {
            output.createOutputForSplit(NO_SPLIT).markIdle();
            output.markIdle();
        } else {
            output.releaseOutputForSplit(NO_SPLIT);
            output.markActive();
        }
    }

    private void tellCaughtUp() {
        if (allGiven
                && !toldCaughtUp
                && states.values().stream().allMatch(SplitState::reachedTail)) {
            toldCaughtUp = true;
            context.sendSourceEventToCoordinator(new ReaderEvents.CaughtUp());
        }
    }
}
