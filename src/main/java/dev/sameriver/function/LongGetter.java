package dev.sameriver.function;

import java.io.Serializable;

/**
 * Reads a whole number from an event, as {@code Flight::delayMinutes} does, also where that is an
 * int. In {@code sum("delay_minutes", flight -> Math.max(0, flight.delayMinutes()))} a flight that
 * was 5 minutes early counts as 0.
 *
 * <p>It depends on the event alone, as every run asks anew. An event on which it throws is a dead
 * letter, with the exception as its reason.
 *
 * @param <T> the type of the events
 */
@FunctionalInterface
public interface LongGetter<T> extends Serializable {

    /**
     * The number, in whatever unit the view's column has.
     *
     * @param event never null
     */
    long get(T event);
}
