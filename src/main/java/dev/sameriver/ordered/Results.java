package dev.sameriver.ordered;

/**
 * Takes what a {@link Machine} makes of an event, or of a state that expires. One that hands on
 * what a machine within a machine gives need have {@link #give} and {@link #drop} only, unless that
 * one holds events back.
 *
 * @param <R> the results
 */
public interface Results<R> {

    /**
     * Gives a result, which keeps the place and time of the event that the machine is applied to.
     *
     * @throws IllegalStateException if the event has 65,536 already, or a state expires, where
     *     there is no event
     */
    void give(R result);

    /**
     * Gives a result at a place and time of its own. Only a {@link TimedMachine} may give one of
     * another event than that which it is applied to, as {@code event.result(0, time, value)} of an
     * event that its state held.
     *
     * @param result at or after the time of the event that the machine is applied to, or of {@link
     *     TimedMachine#expire}
     * @throws IllegalStateException if it is earlier, or another event's and the machine has no
     *     timer
     */
    default void place(OrderedEvent<R> result) {
        throw new IllegalStateException("only a TimedMachine gives results of other events");
    }

    /**
     * Sends an event that a {@link TimedMachine}'s state held to the dead letters, where it is no
     * longer counted. Each event is sent there once at most, and nothing is given of it. The event
     * that a machine is applied to is refused by throwing.
     *
     * @param reason one sentence
     * @throws IllegalStateException if the machine has no timer
     */
    default void refuse(OrderedEvent<?> event, String reason) {
        throw new IllegalStateException("only a TimedMachine refuses other events");
    }

    /**
     * Counts the event under the metric {@code dropped}: there was something to give, but was not.
     */
    void drop();
}
