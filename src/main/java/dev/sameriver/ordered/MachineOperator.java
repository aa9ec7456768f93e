package dev.sameriver.ordered;

import dev.sameriver.log.Event;
import dev.sameriver.operator.HeldKeys;
import dev.sameriver.operator.SideTags;
import dev.sameriver.operator.SortedInput;
import java.util.Collections;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives each key's events to a machine in their order, once the watermark has passed their time.
 *
 * <p>An event that counts is never behind the watermark, as its own partition's clock is not; so
 * when the watermark passes a time, all events of that time are there, and which they are, and so
 * their order, is a function of the log.
 */
public final class MachineOperator<S, T, R> extends AbstractStreamOperator<OrderedEvent<R>>
        implements OneInputStreamOperator<EventGroup<T>, OrderedEvent<R>>,
                Triggerable<Object, VoidNamespace> {

    /** Metric: events that a machine had something to give for, but did not. */
    static final String DROPPED = "dropped";

    private static final String STATE = "machines";
    private static final String TIMERS = "machines";

    private final MachineStage<S, T, R> stage;
    private final long memory;

    private transient HeldKeys<KeyMachine<S>, HeldEvents<S>> keys;
    private transient Weight<OrderedEvent<Object>> eventWeight;
    private transient Weight<S> stateWeight;
    private transient Made<R> made;
    private transient long dropped;
    private transient Turns turns;
    private transient Refusals refusals;
    private transient long watermark;

    /**
     * Whether Flink has sorted the input by key and time, so that only events wait that are not
     * before the group which came last.
     */
    private transient boolean sorted;

    private transient InternalTimerService<VoidNamespace> timers;

    public MachineOperator(MachineStage<S, T, R> stage) {
        this(stage, HeldKeys.MEMORY);
    }

    MachineOperator(MachineStage<S, T, R> stage, long memory) {
        this.stage = stage;
        this.memory = memory;
    }

    /** What the state is kept for. */
    public MachineStage<S, T, R> stage() {
        return stage;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        refusals =
                Refusals.restore(
                        stage.share(),
                        stage.step(),
                        stage.logs(),
                        context,
                        getRuntimeContext(),
                        getMetricGroup());
    }

    @Override
    public void open() throws Exception {
        super.open();
        TypeSerializer<OrderedEvent<Object>> events = events();
        TypeSerializer<S> states =
                stage.state().createSerializer(getExecutionConfig().getSerializerConfig());
        eventWeight = new Weight<>(events);
        stateWeight = new Weight<>(states);
        made = new Made<>(stage.machine() instanceof TimedMachine);
        turns = new Turns();
        getMetricGroup().gauge(DROPPED, () -> dropped);
        watermark = Long.MIN_VALUE;
        sorted = SortedInput.of(getOperatorConfig(), getUserCodeClassloader());
        timers = getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        ValueState<HeldEvents<S>> state =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        STATE, new HeldEventsSerializer<>(states, events)));
        keys = new HeldKeys<>(this, state, timers, memory, new MachineForm(), sorted);
    }

    @SuppressWarnings("unchecked")
    private TypeSerializer<OrderedEvent<Object>> events() {
        return (TypeSerializer<OrderedEvent<Object>>)
                (TypeSerializer<?>)
                        stage.events().createSerializer(getExecutionConfig().getSerializerConfig());
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
    @SuppressWarnings("unchecked")
    public void processElement(StreamRecord<EventGroup<T>> record) throws Exception {
        EventGroup<Object> group = (EventGroup<Object>) record.getValue();
        requireAhead(group);
        KeyMachine<S> key = keys.get(group.key());
        if (sorted) {
            key.applyUntil(group.time(), turns);
        }
        for (OrderedEvent<Object> event : group.events()) {
            eventWeight.see(event);
            key.add(event);
        }
        keys.keep(key);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        for (KeyMachine<S> key : keys.due(end(watermark))) {
            apply(key);
        }
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<Object, VoidNamespace> timer) throws Exception {
        KeyMachine<S> key = keys.get(timer.getKey());
        if (key.due() != KeyMachine.NEVER && key.due() <= end(watermark())) {
            apply(key);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<Object, VoidNamespace> timer) {
        throw new IllegalStateException("machines have no timers of processing time");
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        keys.store();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        refusals.snapshot();
    }

    /** Whether the machine gives events as they are, so that their numbers do not grow. */
    private boolean passesOn() {
        return stage.machine() instanceof InTurn || stage.machine() instanceof CausalMachine;
    }

    private void apply(KeyMachine<S> key) throws Exception {
        key.applyUntil(end(watermark()), turns);
        keys.settle(key);
    }

    /** Events before the millisecond after this were applied. */
    private long watermark() {
        return Math.max(watermark, timers.currentWatermark());
    }

    private static long end(long watermark) {
        return watermark == Long.MAX_VALUE ? watermark : watermark + 1;
    }

    /**
     * @throws IllegalStateException if events of this time were applied: no event may come then
     */
    private void requireAhead(EventGroup<Object> group) {
        if (group.time() <= watermark()) {
            OrderedEvent<Object> event = Collections.min(group.events());
            throw new IllegalStateException(
                    "Events must come before the watermark has passed their time, but "
                            + event.position()
                            + " of log "
                            + stage.logs().get(event.log)
                            + " at "
                            + event.time
                            + " ms came behind the watermark "
                            + watermark()
                            + " ms: a partition was added whose first heartbeat is too early;"
                            + " derive a new version from the archive's start.");
        }
    }

    /** Hands events and states that expire to the machine. */
    private final class Turns implements KeyMachine.Steps<S> {

        /** Events behind a bounded run's horizon may be joined by others before them: they wait. */
        @Override
        @SuppressWarnings("unchecked")
        public void apply(KeyMachine<S> key, OrderedEvent<Object> event) {
            if (!takes(event.time)) {
                return;
            }
            S next;
            long expiry;
            made.start(event);
            try {
                if (!passesOn()) {
                    event.requireRoom();
                }
                next = stage.machine().apply(key.state(), (OrderedEvent<T>) event, made);
                expiry = next == null ? Machine.NEVER : stage.machine().expiry(next);
            } catch (RuntimeException e) {
                refuse(event, Event.reason(e));
                return;
            }
            // What fails from here on is not the event's fault, and fails the job.
            key.set(next, expiry);
            key.weigh();
            dropped += made.drops() ? 1 : 0;
            made.results().forEach(this::send);
            made.refused().forEach(this::refuse);
        }

        /**
         * What a bounded run does not know, or is not asked for, is not left: it is forgotten. What
         * is open is given where it is wanted, but nothing is refused that could yet come right.
         */
        @Override
        public void expire(KeyMachine<S> key, S state, long time) {
            made.start(time);
            S next = null;
            if (stage.machine() instanceof TimedMachine<S, T, R> timed && takes(time)) {
                next = timed.expire(state, time, made);
            }
            long expiry = next == null ? Machine.NEVER : stage.machine().expiry(next);
            requireLater(expiry, next, state);
            key.set(next, expiry);
            made.results().forEach(this::send);
            if (stage.range().isFinalAt(time)) {
                made.refused().forEach(this::refuse);
            }
        }

        /** Whether the run knows, or is to give as open, what it is asked for at a time. */
        private boolean takes(long time) {
            return stage.range().reaches(time) && time < stage.range().to();
        }

        private void requireLater(long expiry, @Nullable S next, S state) {
            if (expiry <= stage.machine().expiry(state)) {
                throw new IllegalStateException(
                        "What follows a state that expires must expire later, but "
                                + next
                                + " does not, which follows "
                                + state
                                + ": correct the machine.");
            }
        }

        private void send(OrderedEvent<R> result) {
            output.collect(new StreamRecord<>(result, result.time));
        }

        private void refuse(Made.Refused refused) {
            refuse(refused.event(), refused.reason());
        }

        private void refuse(OrderedEvent<?> event, String reason) {
            output.collect(SideTags.DEAD, new StreamRecord<>(refusals.refuse(event, reason)));
        }
    }

    /** A key as the state holds it. */
    private final class MachineForm implements HeldKeys.Form<KeyMachine<S>, HeldEvents<S>> {

        @Override
        public KeyMachine<S> read(Object key, @Nullable HeldEvents<S> held) {
            KeyMachine<S> fresh = new KeyMachine<>(key, eventWeight, stateWeight);
            if (held != null) {
                held.events().forEach(fresh::add);
                S state = held.machine();
                fresh.set(state, state == null ? Machine.NEVER : stage.machine().expiry(state));
            }
            return fresh;
        }

        @Override
        public HeldEvents<S> write(KeyMachine<S> key) {
            return key.held();
        }
    }
}
