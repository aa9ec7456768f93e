package dev.sameriver.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition and generation that follow each other, column by column: what a source
 * hands on instead of single {@link Event}s, so that history is read without making an object for
 * each record.
 *
 * <p>Row 0 comes first. Offsets ascend, with holes where the log has heartbeats or Kafka left them:
 * the rows 17, 18 and 20 make a block of size 3, and {@code offset(2)} is 20. A block is not
 * changed until it is {@link #release released}; the arrays that it was made of, and those that it
 * hands out, are its own and may be longer than its size. Rows are numbered from 0 to before the
 * size, and what is said of any other is undefined. An instance is used by one thread at a time.
 *
 * <p>Where values are kept by column, {@link #longs}, {@link #doubles} and {@link #objects} give a
 * component of the view's record for all rows at once. What stands there at a dead row means
 * nothing.
 *
 * @param <T> the type of the values
 */
public final class EventBlock<T> {

    private final int generation;
    private final int partition;
    private final int size;
    private final long[] offsets;
    private final long[] times;
    private final long[] clocks;
    private final Payload<T> payload;

    /**
     * @param generation 0 for what was imported, 1 for what Kafka holds
     * @param partition 0 or more
     * @param size how many records, 0 or more
     * @param offsets of each record, 0 or more, ascending
     * @param times event times in milliseconds since 1970-01-01T00:00Z; {@link Clock#NONE} for a
     *     record without one, which is dead
     * @param clocks the partition's clock before each record, in milliseconds since
     *     1970-01-01T00:00Z: the greatest event time before it, less the disorder; {@link
     *     Clock#NONE} where there is none before it
     * @param payload what the records carry
     * @throws IllegalArgumentException if an array is shorter than the size
     */
    public EventBlock(
            int generation,
            int partition,
            int size,
            long[] offsets,
            long[] times,
            long[] clocks,
            Payload<T> payload) {
        if (offsets.length < size || times.length < size || clocks.length < size) {
            throw new IllegalArgumentException(
                    "a block of "
                            + size
                            + " records needs as many offsets, times and clocks, but got "
                            + offsets.length
                            + ", "
                            + times.length
                            + " and "
                            + clocks.length);
        }
        this.generation = generation;
        this.partition = partition;
        this.size = size;
        this.offsets = offsets;
        this.times = times;
        this.clocks = clocks;
        this.payload = payload;
    }

    /** A block of one record, which may be dead. */
    public static <T> EventBlock<T> of(Event<T> event) {
        return of(List.of(event));
    }

    /**
     * A block of events that were made one by one.
     *
     * @param events one or more, in order
     * @throws IllegalArgumentException if there is none, or if they are not of one partition and
     *     generation
     */
    public static <T> EventBlock<T> of(List<Event<T>> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a block of events needs at least one");
        }
        Event<T> first = events.get(0);
        int size = events.size();
        long[] offsets = new long[size];
        long[] times = new long[size];
        long[] clocks = new long[size];
        for (int row = 0; row < size; row++) {
            Event<T> event = events.get(row);
            if (event.generation() != first.generation()
                    || event.partition() != first.partition()) {
                throw new IllegalArgumentException(
                        "a block is of one partition and generation, but "
                                + event.position()
                                + " came after "
                                + first.position());
            }
            offsets[row] = event.offset();
            times[row] = event.time();
            clocks[row] = event.clock();
        }
        return new EventBlock<>(
                first.generation(),
                first.partition(),
                size,
                offsets,
                times,
                clocks,
                new EventPayload<>(List.copyOf(events)));
    }

    /** How many records there are. */
    public int size() {
        return size;
    }

    /** The generation of all records: 0 for what was imported, 1 for what Kafka holds. */
    public int generation() {
        return generation;
    }

    /** The partition of all records, 0 or more. */
    public int partition() {
        return partition;
    }

    /** A record's offset in its generation and partition, 0 or more. */
    public long offset(int row) {
        return offsets[row];
    }

    /** Event time in milliseconds since 1970-01-01T00:00Z; {@link Clock#NONE} if it has none. */
    public long time(int row) {
        return times[row];
    }

    /**
     * The partition's clock before a record, in milliseconds since 1970-01-01T00:00Z; {@link
     * Clock#NONE} for the first of a partition. With a disorder of 2 h, behind events of 10:00 and
     * 09:30 it is 08:00.
     */
    public long clock(int row) {
        return clocks[row];
    }

    /** Whether a record could not be decoded, and has no value. */
    public boolean isDead(int row) {
        return payload.deadReason(row) != null;
    }

    /**
     * The value of a record, never null, which may be made anew with each call.
     *
     * @throws IllegalStateException if the record is dead
     */
    public T value(int row) {
        if (isDead(row)) {
            throw new IllegalStateException("a dead event has no value: " + event(row));
        }
        return payload.value(row);
    }

    /** A record with its place, dead or not, for those that are looked at one by one. */
    public Event<T> event(int row) {
        if (payload instanceof EventPayload<T> made) {
            return made.events().get(row);
        }
        String reason = payload.deadReason(row);
        if (reason == null) {
            return Event.of(
                    generation,
                    partition,
                    offsets[row],
                    times[row],
                    clocks[row],
                    payload.value(row));
        }
        byte[] raw = payload.raw(row);
        return times[row] == Clock.NONE
                ? Event.dead(generation, partition, offsets[row], clocks[row], reason, raw)
                : Event.unmapped(
                        generation,
                        partition,
                        offsets[row],
                        times[row],
                        clocks[row],
                        reason,
                        raw == null ? new byte[0] : raw);
    }

    /**
     * A component of the record, of type long, int, short or byte, for all rows.
     *
     * @param component its name, as {@code delayMinutes}
     * @return null if values are not kept so, or the component is of another type; then use {@link
     *     #value}
     */
    public long @Nullable [] longs(String component) {
        return payload.longs(component);
    }

    /** A component of the record, of type double or float, for all rows; see {@link #longs}. */
    public double @Nullable [] doubles(String component) {
        return payload.doubles(component);
    }

    /**
     * A component of the record that is an object, such as a String, for all rows; see {@link
     * #longs}. An element is null where the component is.
     */
    public @Nullable Object @Nullable [] objects(String component) {
        return payload.objects(component);
    }

    /**
     * Lets whoever made the block use its arrays again. The source calls it when the operators that
     * are chained to it have taken the block in; none of them may keep it, while the {@link #event
     * events} and {@link #value values} that it gave may be kept.
     */
    public void release() {
        payload.release();
    }

    @Override
    public String toString() {
        return size == 0
                ? "no events"
                : size + " events from " + new Position(generation, partition, offsets[0]);
    }
}
