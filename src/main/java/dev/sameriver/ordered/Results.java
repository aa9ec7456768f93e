package dev.sameriver.ordered;

/**
 * Takes what a {@link Machine} makes of an event.
 *
 * @param <R> the results
 */
public interface Results<R> {

    /**
     * Gives a result, which keeps the event's place and time.
     *
     * @throws IllegalStateException if the event has 65,536 already
     */
    void give(R result);

    /**
     * Counts the event under the metric {@code dropped}: there was something to give, but was not.
     */
    void drop();
}
