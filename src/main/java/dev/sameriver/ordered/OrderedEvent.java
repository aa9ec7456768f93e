package dev.sameriver.ordered;

import dev.sameriver.log.Position;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value with its place in the order in which {@link Machine}s are given a key's events: by event
 * time; at equal times by input, in the order in which they were named; then by log, generation,
 * partition and offset.
 *
 * <p>What a machine makes of an event keeps the event's place, and is told from the rest of what it
 * makes of it by its number. So what machines behind it see is in order too.
 *
 * @param <T> the type of the value
 */
public final class OrderedEvent<T> implements Comparable<OrderedEvent<?>> {

    /** How many values a machine can make of one event. */
    static final int MOST_RESULTS = 1 << 16;

    final Object key;
    final int input;
    final int log;
    final int generation;
    final int partition;
    final long offset;
    final long number;
    final long time;
    final long clock;
    final T value;

    OrderedEvent(
            Object key,
            int input,
            int log,
            int generation,
            int partition,
            long offset,
            long number,
            long time,
            long clock,
            T value) {
        this.key = key;
        this.input = input;
        this.log = log;
        this.generation = generation;
        this.partition = partition;
        this.offset = offset;
        this.number = number;
        this.time = time;
        this.clock = clock;
        this.value = value;
    }

    public T value() {
        return value;
    }

    /** Event time in milliseconds since 1970-01-01T00:00Z. */
    public long time() {
        return time;
    }

    /** Which input of the machine it came by, from 0 on. */
    public int input() {
        return input;
    }

    /** Where the event stands in its log of which this is, or of which it was made. */
    public Position position() {
        return new Position(generation, partition, offset);
    }

    /**
     * What tells apart the values that were made of one event: 0 for the event itself, and of what
     * a machine makes of it, {@value #MOST_RESULTS} times the number of what it was given, and one
     * more for each. Where an event comes by several inputs, they are told apart too; see {@link
     * Lane}.
     */
    public long number() {
        return number;
    }

    /**
     * @throws IllegalArgumentException if the number has no room for what a machine makes of this
     */
    void requireRoom() {
        if (number >= Long.MAX_VALUE / MOST_RESULTS) {
            throw new IllegalArgumentException(
                    "its number "
                            + number
                            + " has no room for one more machine: let one that gives several"
                            + " results come later");
        }
    }

    /** The same place with another value, the {@code index}th that a machine makes of this one. */
    <R> OrderedEvent<R> result(int index, R made) {
        return result(index, time, made);
    }

    /**
     * A result of this event at another time: when a machine that held the event gives it.
     *
     * @param index from 0 to 65,535, and another one than those of all other results of the event:
     *     what was given when it was applied has the numbers from 0 on
     * @param given in milliseconds since 1970-01-01T00:00Z
     * @throws IllegalArgumentException if the index is out of range
     */
    public <R> OrderedEvent<R> result(int index, long given, R made) {
        if (index < 0 || index >= MOST_RESULTS) {
            throw new IllegalArgumentException(
                    "a result's number must be from 0 to 65,535, but is " + index);
        }
        long next = Math.addExact(Math.multiplyExact(number, MOST_RESULTS), index);
        return new OrderedEvent<>(
                key, 0, log, generation, partition, offset, next, given, clock, made);
    }

    /** The same place and value at a later time. */
    OrderedEvent<T> at(long newTime) {
        return new OrderedEvent<>(
                key, input, log, generation, partition, offset, number, newTime, clock, value);
    }

    /** The same place and value on the way to another machine. */
    OrderedEvent<T> keyed(Object newKey, Lane lane) {
        return new OrderedEvent<>(
                newKey,
                lane.input(),
                log,
                generation,
                partition,
                offset,
                lane.number(number),
                time,
                clock,
                value);
    }

    /** Whether this and another were made of the same value. */
    boolean isOfSameEvent(OrderedEvent<?> other) {
        return log == other.log
                && generation == other.generation
                && partition == other.partition
                && offset == other.offset
                && number / MOST_RESULTS == other.number / MOST_RESULTS;
    }

    @Override
    public int compareTo(OrderedEvent<?> other) {
        int order = Long.compare(time, other.time);
        order = order != 0 ? order : Integer.compare(input, other.input);
        order = order != 0 ? order : Integer.compare(log, other.log);
        if (order == 0) {
            order =
                    Position.compare(
                            generation,
                            partition,
                            offset,
                            other.generation,
                            other.partition,
                            other.offset);
        }
        return order != 0 ? order : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrderedEvent<?> that
                && compareTo(that) == 0
                && clock == that.clock
                && key.equals(that.key)
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(time, input, log, generation, partition, offset, number);
    }

    @Override
    public String toString() {
        return position() + "#" + number + "@" + time + " " + key + ": " + value;
    }
}
