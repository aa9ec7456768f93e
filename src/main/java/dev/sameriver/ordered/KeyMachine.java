package dev.sameriver.ordered;

import dev.sameriver.operator.HeldKey;
import org.jspecify.annotations.Nullable;

/** A key's events that were not applied yet, and the state that those before them have led to. */
final class KeyMachine<S> extends HeldKey {

    private final Weight<OrderedEvent<Object>> eventWeight;
    private final Weight<S> stateWeight;

    private final EventQueue events = new EventQueue();

    private @Nullable S state;
    private long expiry = NEVER;

    /** What the state was weighed with last, in bytes; 0 if it was not weighed. */
    private long stateBytes;

    KeyMachine(Object key, Weight<OrderedEvent<Object>> eventWeight, Weight<S> stateWeight) {
        super(key);
        this.eventWeight = eventWeight;
        this.stateWeight = stateWeight;
    }

    /** What is done when the turn of an event has come, or the expiry of a state. */
    interface Steps<S> {

        void apply(KeyMachine<S> key, OrderedEvent<Object> event);

        /**
         * Replaces a state that expires, by none or by one that expires later.
         *
         * @param time the last moment of the state, in milliseconds
         */
        void expire(KeyMachine<S> key, S state, long time);
    }

    void add(OrderedEvent<Object> event) {
        events.add(event);
    }

    /** Applies all events before a time in order, and lets states expire between them. */
    void applyUntil(long time, Steps<S> steps) {
        long applied = Long.MIN_VALUE;
        OrderedEvent<Object> event = events.pollBefore(time);
        while (event != null) {
            expireUntil(event.time, applied, steps);
            steps.apply(this, event);
            applied = event.time;
            event = events.pollBefore(time);
        }
        expireUntil(time, applied, steps);
    }

    /**
     * Lets a state expire, and those that it leaves.
     *
     * @param applied the time of the event that was applied just now, as what a state leaves is
     *     never before the event that made it
     */
    private void expireUntil(long time, long applied, Steps<S> steps) {
        while (state != null && expiry <= time && expiry != NEVER) {
            steps.expire(this, state, Math.max(applied, expiry - 1));
        }
    }

    /** The machine's state; null if it has none. */
    @Nullable S state() {
        return state;
    }

    /**
     * @param newExpiry see {@link Machine#expiry}
     */
    void set(@Nullable S newState, long newExpiry) {
        state = newState;
        expiry = newExpiry;
        if (newState == null) {
            stateBytes = 0;
        }
    }

    /** Weighs the state, if it is its turn among those of all keys. */
    void weigh() {
        if (state != null) {
            stateBytes = stateWeight.of(state, stateBytes);
        }
    }

    /** All that the state has to hold. */
    HeldEvents<S> held() {
        return new HeldEvents<>(state, events.inOrder());
    }

    @Override
    public long due() {
        OrderedEvent<Object> first = events.peek();
        return first == null ? expiry : Math.min(first.time + 1, expiry);
    }

    @Override
    public int size() {
        return events.size() + (state == null ? 0 : 1);
    }

    @Override
    public long bytes() {
        return BYTES_A_KEY + eventWeight.usual() * events.size() + stateBytes();
    }

    private long stateBytes() {
        if (state == null) {
            return 0;
        }
        return stateBytes == 0 ? stateWeight.usual() : stateBytes;
    }
}
