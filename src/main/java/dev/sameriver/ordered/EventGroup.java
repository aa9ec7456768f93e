package dev.sameriver.ordered;

import java.util.List;
import java.util.Objects;
import org.apache.flink.api.java.functions.KeySelector;
import org.jspecify.annotations.Nullable;

/**
 * Events of one key on their way to a machine: what a block of a log has of it at about the same
 * time, so that key and partition travel once for all of them, and what is sent, sorted and looked
 * up are groups.
 *
 * <p>They are of one input, log, generation and partition; their times need not ascend. A group
 * that came over the network is bytes until its events are asked for, so that it can be sorted as
 * such.
 *
 * @param <T> the type of the values
 */
public final class EventGroup<T> {

    private final Object key;
    private final long time;
    private final @Nullable Packed<T> packed;

    private @Nullable List<OrderedEvent<T>> events;

    /**
     * Events in the form of {@link EventGroupSerializer}.
     *
     * @param reader makes them events again
     */
    record Packed<T>(byte[] bytes, EventGroupSerializer<T> reader) {}

    /**
     * @param events one or more, which are not changed any more
     */
    EventGroup(List<OrderedEvent<T>> events) {
        this.key = events.get(0).key;
        this.time = events.stream().mapToLong(event -> event.time).min().orElseThrow();
        this.packed = null;
        this.events = events;
    }

    EventGroup(Object key, long time, Packed<T> packed) {
        this.key = key;
        this.time = time;
        this.packed = packed;
    }

    /** A group of one. */
    public static <T> EventGroup<T> of(OrderedEvent<T> event) {
        return new EventGroup<>(List.of(event));
    }

    Object key() {
        return key;
    }

    List<OrderedEvent<T>> events() {
        if (events == null) {
            Packed<T> read = Objects.requireNonNull(packed);
            events = read.reader().unpack(key, read.bytes());
        }
        return events;
    }

    /** What came over the network; null if the group was made here. */
    @Nullable Packed<T> packed() {
        return packed;
    }

    /** The least time of an event, in milliseconds since 1970-01-01T00:00Z. */
    public long time() {
        return time;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventGroup<?> that && events().equals(that.events());
    }

    @Override
    public int hashCode() {
        return events().hashCode();
    }

    @Override
    public String toString() {
        return events().toString();
    }

    /** Reads the key, by which Flink finds a machine's state. */
    public static final class Key<T> implements KeySelector<EventGroup<T>, Object> {

        @Override
        public Object getKey(EventGroup<T> group) {
            return group.key();
        }
    }
}
