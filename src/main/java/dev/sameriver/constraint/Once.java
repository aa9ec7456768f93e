package dev.sameriver.constraint;

import dev.sameriver.function.Getter;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import dev.sameriver.view.UserError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets an operation that a client sends more than once through once; the key is the operation's id.
 *
 * <p>A client gives an operation an id and the time at which it made it, and sends both with every
 * attempt. Each attempt is an event. It is decided if it happens within a <em>horizon</em> of when
 * the operation was made: then the first in order goes on, and all others are dropped, and counted
 * as such. Any other attempt goes to the dead letters: whether the operation took effect before is
 * not known any more, and nobody guesses. So does an attempt that says that it was made at another
 * time than the one that went on, as it is of another operation by the same id.
 *
 * <p>With a horizon of 1 h, of an operation made at 10:00: the attempt at 10:01 goes on, the one at
 * 10:59 is dropped, the one at 11:05 is dead. Were it the first, it would be dead as well.
 *
 * <p><b>Exact.</b> Every attempt that is decided happens at most a horizon after the operation was
 * made, and the id is remembered that long. So the state is one number for each id of a horizon,
 * and no answer hangs on what was forgotten. After that the id is free for another operation.
 *
 * @param <T> the attempts
 */
public final class Once<T> implements Machine<Long, T, T> {

    private final Getter<T, Instant> made;
    private final long horizon;

    private Once(Getter<T, Instant> made, long horizon) {
        this.made = made;
        this.horizon = horizon;
    }

    /**
     * @param horizon how long after it was made an operation can be decided: from 0 to 100 years
     * @param made when the client made the operation, the same in all its attempts; an attempt
     *     without it is dead
     * @throws UserError if the horizon is out of range
     */
    public static <T> Once<T> within(Duration horizon, Getter<T, Instant> made) {
        if (horizon.isNegative() || horizon.compareTo(Duration.ofDays(36_525)) > 0) {
            throw new UserError(
                    "The horizon of operations must be from zero to 100 years, but is "
                            + horizon
                            + ": give how long after it was made a client may send one.");
        }
        return new Once<>(made, horizon.toMillis());
    }

    /**
     * @param before when the operation of this id that went on was made, in milliseconds since
     *     1970-01-01T00:00Z; null if none did
     * @throws IllegalArgumentException if the attempt cannot be decided
     */
    @Override
    public Long apply(@Nullable Long before, OrderedEvent<T> attempt, Results<T> results) {
        Instant at = made.get(attempt.value());
        long time = attempt.time();
        if (at == null) {
            throw new IllegalArgumentException("the operation does not say when it was made");
        }
        long when = at.toEpochMilli();
        if (when > time) {
            throw new IllegalArgumentException(
                    "the operation was sent at "
                            + Instant.ofEpochMilli(time)
                            + ", before it was made at "
                            + at);
        }
        if (Math.subtractExact(time, when) > horizon) {
            throw new IllegalArgumentException(
                    "the operation was made at "
                            + at
                            + ", more than "
                            + Duration.ofMillis(horizon)
                            + " before it was sent at "
                            + Instant.ofEpochMilli(time)
                            + ": whether it took effect before is not known");
        }
        if (before == null) {
            results.give(attempt.value());
        } else if (before == when) {
            results.drop();
        } else {
            throw new IllegalArgumentException(
                    "the operation was made at "
                            + at
                            + ", but the one of this id that went on was made at "
                            + Instant.ofEpochMilli(before)
                            + ": each operation needs an id of its own");
        }
        return when;
    }

    /** Just after the last time at which an attempt can be decided. */
    @Override
    public long expiry(Long when) {
        return when + horizon + 1;
    }
}
