package dev.sameriver.ordered;

import dev.sameriver.operator.HeldKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A key's events that were not applied yet, and the state that those before them have led to. */
final class KeyMachine<S> extends HeldKey {

    private final Weight<OrderedEvent<Object>> eventWeight;
    private final Weight<S> stateWeight;

    /** The events from {@link #next} on are held; before it is what was applied. */
    private final ArrayList<@Nullable OrderedEvent<Object>> events = new ArrayList<>();

    private int next;
    private boolean sorted = true;
    private long leastTime = NEVER;

    private @Nullable S state;
    private long expiry = NEVER;

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
        int last = events.size() - 1;
        sorted = sorted && (last < next || held(last).compareTo(event) <= 0);
        events.add(event);
        leastTime = Math.min(leastTime, event.time);
    }

    /** Applies all events before a time in order, and lets states expire between them. */
    void applyUntil(long time, Steps<S> steps) {
        sort();
        long applied = Long.MIN_VALUE;
        while (next < events.size() && held(next).time < time) {
            OrderedEvent<Object> event = held(next);
            events.set(next++, null);
            expireUntil(event.time, applied, steps);
            steps.apply(this, event);
            applied = event.time;
        }
        if (next > events.size() / 2) {
            events.subList(0, next).clear();
            next = 0;
        }
        leastTime = next < events.size() ? held(next).time : NEVER;
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
    }

    /** All that the state has to hold. */
    HeldEvents<S> held() {
        sort();
        List<OrderedEvent<Object>> open = new ArrayList<>(events.size() - next);
        for (int i = next; i < events.size(); i++) {
            open.add(held(i));
        }
        return new HeldEvents<>(state, open);
    }

    @Override
    public long due() {
        return leastTime == NEVER ? expiry : Math.min(leastTime + 1, expiry);
    }

    @Override
    public int size() {
        return events.size() - next + (state == null ? 0 : 1);
    }

    @Override
    public long bytes() {
        return BYTES_A_KEY + eventWeight.bytes() * (events.size() - next) + stateWeight.bytes();
    }

    private OrderedEvent<Object> held(int index) {
        return Objects.requireNonNull(events.get(index), "an event that was applied");
    }

    private void sort() {
        if (!sorted) {
            List<@Nullable OrderedEvent<Object>> open = events.subList(next, events.size());
            open.sort(Comparator.comparing(Objects::requireNonNull));
            sorted = true;
        }
    }
}
