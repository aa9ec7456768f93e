package dev.sameriver.ordered;

import java.util.List;
import org.apache.flink.api.java.functions.KeySelector;
import org.jspecify.annotations.Nullable;

/**
 * Events of one key on their way to a machine: all that a block of a log has of it, so that key and
 * partition travel once for all of them, and what is sent, sorted and looked up are groups.
 *
 * <p>They are of one input, log, generation and partition; their times need not ascend.
 *
 * @param <T> the type of the values
 */
public final class EventGroup<T> {

    private final List<OrderedEvent<T>> events;
    private final long time;

    /**
     * @param events one or more, which are not changed any more
     */
    EventGroup(List<OrderedEvent<T>> events) {
        this.events = events;
        long least = Long.MAX_VALUE;
        for (OrderedEvent<T> event : events) {
            least = Math.min(least, event.time);
        }
        this.time = least;
    }

    /** A group of one. */
    public static <T> EventGroup<T> of(OrderedEvent<T> event) {
        return new EventGroup<>(List.of(event));
    }

    Object key() {
        return events.get(0).key;
    }

    List<OrderedEvent<T>> events() {
        return events;
    }

    /** The least time of an event, in milliseconds since 1970-01-01T00:00Z. */
    public long time() {
        return time;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventGroup<?> that && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return events.hashCode();
    }

    @Override
    public String toString() {
        return events.toString();
    }

    /** Reads the key, by which Flink finds a machine's state. */
    public static final class Key<T> implements KeySelector<EventGroup<T>, Object> {

        @Override
        public Object getKey(EventGroup<T> group) {
            return group.key();
        }
    }
}
