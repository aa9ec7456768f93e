package dev.sameriver.ordered;

import org.jspecify.annotations.Nullable;

/**
 * A machine with a timer: it is asked what becomes of a state that expires. So it can hold events
 * back, and give results of them, or refuse them, when others come or when time has passed.
 *
 * <p>For example an order of 10:00 that waits for its payment until 11:00 expires at 11:00. If it
 * was not paid its machine gives it then, as of 10:59:59.999, whether or not other events came.
 *
 * <p>Its results can be of several events. So one that a column or the next step refuses goes to
 * the dead letters, and its events stay counted.
 *
 * @param <S> the state of a key; its objects must not be changed
 * @param <T> the events
 * @param <R> the results
 */
public interface TimedMachine<S, T, R> extends Machine<S, T, R> {

    /**
     * Replaces a state that expires, once the least clock has reached its {@link #expiry}.
     *
     * <p>It must not throw: there is no event that could be refused, so the job fails. What can
     * fail belongs into {@link #apply}, or into a column of the row.
     *
     * @param time the state's last millisecond, or the time of the event that made the state, if
     *     that is later; in milliseconds since 1970-01-01T00:00Z
     * @param results takes what the state leaves, in order, by {@link Results#place}, and refusals
     * @return the state from then on, which expires later than this one; null for none
     */
    @Nullable S expire(S state, long time, Results<R> results);
}
