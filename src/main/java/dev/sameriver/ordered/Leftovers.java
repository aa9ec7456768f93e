package dev.sameriver.ordered;

/**
 * Takes what a {@link TimedMachine}'s state leaves when it expires.
 *
 * @param <R> the results
 */
@FunctionalInterface
public interface Leftovers<R> {

    /**
     * Gives a result of an event that the state held. It stands at the event's place.
     *
     * @param number from 0 to 65,535, and another one than those of all other results of the event:
     *     what was given when it was applied has the numbers from 0 on
     * @throws IllegalArgumentException if the number is out of range
     */
    void give(OrderedEvent<?> event, int number, R result);
}
