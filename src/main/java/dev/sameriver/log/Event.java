package dev.sameriver.log;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One record of a log as a view sees it: where it stands, when it happened, what its partition's
 * clock said before it, and its value.
 *
 * <p>A record that could not be decoded is an event too, a <em>dead</em> one: its value is null,
 * {@link #deadReason()} says why, and {@link #raw()} keeps its bytes.
 *
 * @param <T> the type of the value
 */
public final class Event<T> {

    private final int generation;
    private final int partition;
    private final long offset;
    private final long time;
    private final long clock;
    private final @Nullable T value;
    private final @Nullable String deadReason;
    private final byte @Nullable [] raw;

    private Event(
            int generation,
            int partition,
            long offset,
            long time,
            long clock,
            @Nullable T value,
            @Nullable String deadReason,
            byte @Nullable [] raw) {
        this.generation = generation;
        this.partition = partition;
        this.offset = offset;
        this.time = time;
        this.clock = clock;
        this.value = value;
        this.deadReason = deadReason;
        this.raw = raw;
    }

    /**
     * An event that was decoded.
     *
     * @param time event time, in milliseconds since 1970-01-01T00:00Z
     * @param clock the greatest event time among the records of the partition before this one,
     *     minus the disorder bound; {@link Clock#NONE} if there is none
     */
    public static <T> Event<T> of(
            int generation, int partition, long offset, long time, long clock, T value) {
        return new Event<>(generation, partition, offset, time, clock, value, null, null);
    }

    /** A record that could not be decoded, with the reason and its bytes (null if it had none). */
    public static <T> Event<T> dead(
            int generation,
            int partition,
            long offset,
            long clock,
            String reason,
            byte @Nullable [] raw) {
        return new Event<>(generation, partition, offset, Clock.NONE, clock, null, reason, raw);
    }

    /** A record that has an event time but could not be made into a value. */
    public static <T> Event<T> unmapped(
            int generation,
            int partition,
            long offset,
            long time,
            long clock,
            String reason,
            byte[] raw) {
        return new Event<>(generation, partition, offset, time, clock, null, reason, raw);
    }

    /** The same place, time and clock with another value. */
    public <R> Event<R> withValue(R newValue) {
        return new Event<>(generation, partition, offset, time, clock, newValue, null, null);
    }

    /**
     * This event with what a function makes of its value. A dead event stays dead, and one of which
     * the function makes null, or on which it throws, becomes so; the reason says why.
     */
    @SuppressWarnings("unchecked")
    public <R> Event<R> map(Function<? super T, ? extends @Nullable R> function) {
        if (isDead()) {
            return (Event<R>) this;
        }
        try {
            R made = function.apply(value());
            return made == null ? asDead("the view's code makes null of it") : withValue(made);
        } catch (RuntimeException e) {
            return asDead(reason(e));
        }
    }

    /** Why an event is dead on which a view's code threw an exception. */
    public static String reason(RuntimeException thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    /** This event as a dead one, for the reason given. */
    public <R> Event<R> asDead(String reason) {
        return new Event<>(generation, partition, offset, time, clock, null, reason, raw);
    }

    public int generation() {
        return generation;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    public Position position() {
        return new Position(generation, partition, offset);
    }

    /** Event time in milliseconds since 1970-01-01T00:00Z; {@link Clock#NONE} if it has none. */
    public long time() {
        return time;
    }

    /** The partition's clock before this record, in milliseconds since 1970-01-01T00:00Z. */
    public long clock() {
        return clock;
    }

    public boolean isDead() {
        return deadReason != null;
    }

    /**
     * The value.
     *
     * @throws IllegalStateException if this event is dead
     */
    public T value() {
        if (value == null) {
            throw new IllegalStateException("a dead event has no value: " + this);
        }
        return value;
    }

    /** Why this record could not be decoded, or null if it could. */
    public @Nullable String deadReason() {
        return deadReason;
    }

    /** The bytes of a dead event; null if it had none or is alive. */
    public byte @Nullable [] raw() {
        return raw;
    }

    @Override
    public String toString() {
        return position() + "@" + time + (isDead() ? " dead: " + deadReason : " " + value);
    }
}
