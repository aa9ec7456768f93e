package dev.sameriver.ordered;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a key's events in their order, one after the other: a new state of the key, and
 * results. It is a pure function, so that its results are one of the log.
 *
 * <p>Orders that are confirmed by their first payment only, where the state is the order's number:
 *
 * <pre>{@code
 * (state, event, results) -> {
 *     if (state == null) {
 *         results.give(new Confirmed(event.value().order(), event.value().amount()));
 *     }
 *     return event.value().order();
 * }
 * }</pre>
 *
 * @param <S> the state of a key; its objects must not be changed, so use a Java record
 * @param <T> the events
 * @param <R> the results
 */
@FunctionalInterface
public interface Machine<S, T, R> extends Serializable {

    /** In {@link #expiry}: the state is kept until it is replaced. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Applies an event. If it throws, the event goes to the dead letters, the state stays as it was
     * before it, and its results are not given.
     *
     * @param state null if the key has none
     * @param results takes the results, in order
     * @return the state from now on; null for none
     */
    @Nullable S apply(@Nullable S state, OrderedEvent<T> event, Results<R> results);

    /**
     * When a state expires: it is forgotten, and events at or after this time find none, or what a
     * {@link TimedMachine} makes of it. Unless it is given, a state is kept for ever.
     *
     * <p>For example a state of 10:00 that expires at 11:00 is there for an event at 10:59:59.999,
     * and is not for one at 11:00.
     *
     * @return in milliseconds since 1970-01-01T00:00Z, or {@link #NEVER}
     */
    default long expiry(S state) {
        return NEVER;
    }
}
